"""Write the schema into docs/sql.md as a new archive has it: python docs/make_schema.py"""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from store import Archive

BEGIN, END = "<!-- made by docs/make_schema.py -->\n```text\n", "```\n<!-- end -->"
PAGE = Path(__file__).with_name("sql.md")
# What SQLite, the index and sqlite-utils make for themselves.
_OWN = " AND ".join(f"name NOT LIKE '{name}' ESCAPE '!'" for name in ("sqlite!_%", "articles!_fts!_%", "!_%"))


def schema() -> str:
    """The statements that make the tables, indexes, triggers and views of today."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.db"
        Archive(path).close()
        with closing(sqlite3.connect(path)) as connection:
            found = connection.execute(
                f"SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND {_OWN}"
                " ORDER BY tbl_name, CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name"
            ).fetchall()
    return "".join(f"{sql};\n" for (sql,) in found)


def page() -> str:
    """The whole page, with the schema of today in it."""
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    return before + BEGIN + schema() + END + rest.split(END, 1)[1]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
