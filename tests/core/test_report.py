"""The dates that a run takes, and what came of it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ingest.core.errors import NoArticle, SectionPage
from ingest.core.report import DateWindow, Report
from store import Outcome

EARLY = datetime(2026, 1, 4, 23, 59, tzinfo=UTC)
FOUR, FIVE = date(2026, 1, 4), date(2026, 1, 5)


@pytest.mark.parametrize(
    ("window", "is_in", "may_be_in"),
    [
        (DateWindow(), True, True),
        (DateWindow(since=FIVE), True, True),
        (DateWindow(until=FIVE), True, True),
        (DateWindow(until=FOUR), False, True),  # where it is not known that it was the fifth
        (DateWindow(since=date(2026, 1, 6)), False, False),
        (DateWindow(until=date(2026, 1, 2)), False, False),
        (DateWindow(since=EARLY, until=EARLY), True, True),
        (DateWindow(since=EARLY + timedelta(seconds=1)), False, False),
        (DateWindow(until=EARLY - timedelta(seconds=1)), False, False),
        (DateWindow(since=date.min, until=date.max), True, True),
    ],
)
def test_days_are_those_of_the_outlet_and_moments_are_exact(window: DateWindow, is_in: bool, may_be_in: bool) -> None:
    moment = EARLY.replace(microsecond=5)
    assert (window.includes(moment, FIVE), window.may_include(moment)) == (is_in, may_be_in)


def test_what_has_no_date_is_left_out_of_no_window() -> None:
    window = DateWindow(since=FIVE, until=FIVE)
    assert window.includes(None, None)
    assert window.may_include(None)


@pytest.mark.parametrize("moment", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_the_ends_of_the_calendar_are_days_too(moment: datetime) -> None:
    assert DateWindow(since=moment.date(), until=moment.date()).may_include(moment)


def test_a_section_page_is_no_failure_unless_nothing_else_was_there() -> None:
    report = Report()
    report.count_failure(SectionPage("extracting", "https://muara.test/", "it leads to articles"))
    assert (report.failed, report.sections, report.exit_code) == (0, 1, 4)
    report.tally.outcomes[Outcome.ADDED] += 1
    assert report.exit_code == 0
    report.count_failure(NoArticle("extracting", "https://muara.test/a", "no text"))
    assert (report.failed, report.sections, report.exit_code) == (1, 1, 3)
