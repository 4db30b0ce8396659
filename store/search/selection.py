"""All articles that match, however many: what is handed out, not what is looked at."""

from store.articles.selection import Selection

from . import query as queries
from .conditions import conditions
from .window import Window


def select(text: str | None, window: Window, *, limit: int | None = None) -> Selection:
    """Return the articles with all of what ``text`` asks for (None: whatever they say) inside the window.

    ``limit`` leaves the newest of them. Raises BadQuery when ``text`` names nothing, ValueError when the window has
    a naive datetime.
    """
    query = None if text is None else queries.parse(text)
    wanted, values = conditions(query.filters if query else (), window)
    values |= {"first": window.first, "end": window.end}
    if query and query.expression:
        wanted.append("a.id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH :query)")
        values["query"] = query.expression
    condition = " AND ".join(wanted) or "TRUE"
    if limit is not None:
        condition = f"a.id IN (SELECT a.id FROM articles a WHERE {condition} ORDER BY a.id DESC LIMIT :limit)"
        values["limit"] = limit
    return Selection(condition=condition, values=values)
