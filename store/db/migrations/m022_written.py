"""How often something was written about the articles of four days (by their ids), so that counts of the others stay."""

_PART = "({row}.id >> 20) / 345600"
_AGAIN = "INSERT INTO written (part, times) VALUES ({part}, 1) ON CONFLICT (part) DO UPDATE SET times = times + 1;"
_OLD, _NEW = (_AGAIN.format(part=_PART.format(row=row)) for row in ("old", "new"))
_COUNTED = "id, title, description, text, stems, language, domain, site, section, authors, published, day"

SCRIPT = f"""
CREATE TABLE written (part INTEGER PRIMARY KEY, times INTEGER NOT NULL);
CREATE TRIGGER written_insert AFTER INSERT ON articles BEGIN
  {_NEW}
END;
CREATE TRIGGER written_delete AFTER DELETE ON articles BEGIN
  {_OLD}
END;
CREATE TRIGGER written_update AFTER UPDATE OF {_COUNTED} ON articles BEGIN
  {_OLD}
  {_NEW}
END;
"""
