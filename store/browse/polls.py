"""What the polls of the sources brought, day by day."""

import sqlite3
from collections import defaultdict
from datetime import date


def fresh(connection: sqlite3.Connection, since: date) -> dict[int, dict[date, int]]:
    """Return for each source how many new entries it listed on a day (UTC), from that day on. Raises sqlite3.Error."""
    days: defaultdict[int, dict[date, int]] = defaultdict(dict)
    for source_id, day, number in connection.execute(
        "SELECT source_id, substr(fetched, 1, 10), sum(fresh) FROM fetches"
        " WHERE fetched >= :since AND source_id IS NOT NULL AND fresh > 0 GROUP BY 1, 2",
        {"since": since.isoformat()},
    ):
        days[source_id][date.fromisoformat(day)] = number
    return dict(days)
