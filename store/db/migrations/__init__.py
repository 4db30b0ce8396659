"""The steps from a new file to the tables of today, in order, each applied once.

A released step stays as it is; a new one goes below. Each is a module named after it with a ``SCRIPT`` of SQL,
after which its ``fill(connection)`` runs, where it has one, for what SQL alone cannot work out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from sqlite3 import Connection

from . import (
    m001_first,
    m002_polling,
    m003_codes,
    m004_days,
    m005_tags,
    m006_since,
    m007_settings,
    m008_tombstones,
    m009_captures,
    m010_copies,
    m011_redated,
    m012_sightings,
    m013_searches,
    m014_stories,
    m015_outlets,
    m016_facets,
    m017_runs,
    m018_alternates,
    m019_inner_words,
    m020_facet_days,
    m021_amounts,
    m022_written,
    m023_postings,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One change of the tables: a script, and what fills them afterwards; both inside the migration's transaction."""

    name: str
    script: str
    fill: Callable[[Connection], None] | None = None


STEPS = (
    Step("m001_first", m001_first.SCRIPT),
    Step("m002_polling", m002_polling.SCRIPT),
    Step("m003_codes", m003_codes.SCRIPT),
    Step("m004_days", m004_days.SCRIPT),
    Step("m005_tags", m005_tags.SCRIPT),
    Step("m006_since", m006_since.SCRIPT),
    Step("m007_settings", m007_settings.SCRIPT),
    Step("m008_tombstones", m008_tombstones.SCRIPT),
    Step("m009_captures", m009_captures.SCRIPT),
    Step("m010_copies", m010_copies.SCRIPT),
    Step("m011_redated", m011_redated.SCRIPT),
    Step("m012_sightings", m012_sightings.SCRIPT),
    Step("m013_searches", m013_searches.SCRIPT),
    Step("m014_stories", m014_stories.SCRIPT),
    Step("m015_outlets", m015_outlets.SCRIPT, m015_outlets.fill),
    Step("m016_facets", m016_facets.SCRIPT),
    Step("m017_runs", m017_runs.SCRIPT),
    Step("m018_alternates", m018_alternates.SCRIPT),
    Step("m019_inner_words", m019_inner_words.SCRIPT, m019_inner_words.fill),
    Step("m020_facet_days", m020_facet_days.SCRIPT),
    Step("m021_amounts", m021_amounts.SCRIPT),
    Step("m022_written", m022_written.SCRIPT),
    Step("m023_postings", m023_postings.SCRIPT, m023_postings.fill),
)
VERSION = len(STEPS)  # kept in the file as PRAGMA user_version
