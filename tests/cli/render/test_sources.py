"""How subscriptions are shown: to a person line by line, to programs as facts."""

import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from hypothesis import given
from hypothesis import strategies as st

from ingest.cli.render import sources as overview
from ingest.cli.render.sources import View
from store import Archive, Article, DayCount, Deposit, Failure, FeedEntry, Gap, Pause, PollResult, Recheck, Source

NOW = datetime.now(UTC).replace(microsecond=0)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FAR = datetime(2999, 1, 1, 7, 30, tzinfo=UTC)
ACEH, BUKIT, MUARA, TELUK = (f"https://{name}.test/feed" for name in ("aceh", "bukit", "muara", "teluk"))
WELL = Source(url=MUARA, title="Kabar Muara", status=200, next_due=FAR, interval_seconds=10**11)


def view(source: Source = WELL, **more: object) -> View:
    return View(
        **{"source": source, "health": "ok", "entries_a_day": 0.0, "waiting": 0, "gaps": 0, "gap_found": 0} | more
    )


def add(archive: Archive, *sources: Source) -> list[Source]:
    """Subscribe to sources, with all that their polls left."""
    kept = [
        replace(wanted, id=got.id) for wanted, (got, _) in zip(sources, archive.subscriptions.add(sources), strict=True)
    ]
    archive.subscriptions.record([PollResult(source=source) for source in kept], NOW, run_id=None)
    return kept


def note(archive: Archive, source: Source, *ages: timedelta) -> None:
    """Have a source list entries that came so long ago."""
    listed = tuple(
        FeedEntry(source_id=source.id, key=str(n), url=f"{source.url}/{n}", said="{}", said_hash="1", arrived=NOW - age)
        for n, age in enumerate(ages)
    )
    archive.subscriptions.record([PollResult(source=source, listed=listed)], NOW, run_id=None)


def healths(archive: Archive) -> dict[str, str]:
    return {one.source.url: one.health for one in overview.sources(archive)}


# -- what is known of the sources


def test_every_source_is_seen_by_address_with_its_health(archive: Archive) -> None:
    sources = add(
        archive,
        Source(url=MUARA),
        replace(WELL, url=ACEH),
        replace(WELL, url=TELUK, failures=3, failing_since=NOW - DAY, trouble="it answers 500"),
        replace(
            WELL,
            url=BUKIT,
            enabled=False,
            trouble_code="gone",
            disabled_why="it answered 410 Gone on 2026-03-01 and again",
        ),
    )
    assert [one.source for one in overview.sources(archive)] == sorted(sources, key=lambda source: source.url)
    assert healths(archive) == {ACEH: "ok", BUKIT: "gone", MUARA: "new", TELUK: "failing"}


def test_nothing_subscribed_is_nothing_to_see(archive: Archive) -> None:
    assert overview.sources(archive) == []
    assert overview.table([]) == []
    assert list(overview.health([])) == []
    assert list(overview.days([])) == []


def test_entries_are_counted_over_a_week_and_those_that_wait(archive: Archive) -> None:
    muara, bukit = add(archive, WELL, replace(WELL, url=BUKIT))
    note(archive, muara, *[HOUR] * 8, 6 * DAY, 8 * DAY)
    archive.subscriptions.record_rechecks([Recheck(source_id=muara.id, key="0", due=None, is_stored=True)], (), NOW)
    first, second = overview.sources(archive)
    assert (first.source, first.entries_a_day, first.waiting) == (bukit, 0.0, 0)
    assert (second.source, second.entries_a_day, second.waiting) == (muara, 1.3, 9)


def test_gaps_of_the_last_month_are_counted_with_what_was_found_again(archive: Archive) -> None:
    muara, bukit = add(archive, WELL, replace(WELL, url=BUKIT))
    for age, found in ((DAY, 7), (20 * DAY, 5), (40 * DAY, 100)):
        gap_id = archive.subscriptions.add_gap(Gap(source_id=muara.id, since=NOW - age, seen=NOW - age))
        archive.subscriptions.fill_gap(gap_id, found, NOW)
    archive.subscriptions.add_gap(Gap(source_id=bukit.id, since=NOW - DAY, seen=NOW))
    assert [(one.gaps, one.gap_found) for one in overview.sources(archive)] == [(1, 0), (2, 12)]


@pytest.mark.parametrize(
    ("domain", "until", "health"),
    [
        ("muara.test", NOW + HOUR, "throttled"),
        ("www.muara.test", NOW + HOUR, "throttled"),  # a 503 pauses one host
        ("other.muara.test", NOW + HOUR, "ok"),
        ("bukit.test", NOW + HOUR, "ok"),
        ("muara.test", NOW - HOUR, "ok"),
        ("www.muara.test", NOW + timedelta(seconds=30), "ok"),  # it was asked a moment ago, and is left alone for that
    ],
)
def test_a_source_whose_host_or_domain_wants_a_pause_is_throttled(
    archive: Archive, domain: str, until: datetime, health: str
) -> None:
    url = "https://www.muara.test/feed"
    add(archive, replace(WELL, url=url))
    archive.subscriptions.pause([Pause(domain=domain, until=until, reason="429")], NOW - DAY)
    assert healths(archive) == {url: health}


# -- line by line


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (view(), "ok        2999-01-01 07:30    0.0/day  https://muara.test/feed  Kabar Muara"),
        (view(Source(url=MUARA), health="new"), "new       now                 0.0/day  https://muara.test/feed"),
        (view(replace(WELL, next_due=NOW - DAY)), "ok        now                 0.0/day  https://muara.test/feed"),
        (view(replace(WELL, title="")), "ok        2999-01-01 07:30    0.0/day  https://muara.test/feed"),
        (view(replace(WELL, enabled=False), health="off"), "off       never               0.0/day"),
        (view(entries_a_day=1331.5), "ok        2999-01-01 07:30 1331.5/day"),
    ],
)
def test_a_source_is_a_line(one: View, line: str) -> None:
    head, first, *_ = overview.table([one])
    assert head == "health    next poll (UTC)     entries  source"
    assert first.startswith(line)
    if one.source.title:
        assert first.endswith(f"  {one.source.title}")


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (view(), []),
        (view(Source(url=MUARA)), []),
        (view(replace(WELL, enabled=False, disabled_why="it moved")), ["switched off: it moved"]),
        (view(replace(WELL, enabled=False)), ["switched off"]),
        (view(replace(WELL, enabled=False, disabled_why="gone", trouble="410")), ["switched off: gone"]),
        (view(replace(WELL, trouble="a bare &")), ["a bare &"]),
        (
            view(replace(WELL, trouble="it answers 500", failing_since=datetime(2026, 3, 2, 5, tzinfo=UTC))),
            ["it answers 500 since 2026-03-02T05:00:00Z"],
        ),
        (view(replace(WELL, distrusted=True)), ['said "not modified" when it was; asked for whole now']),
        (view(replace(WELL, moved_to=BUKIT)), [f"redirects for good to {BUKIT}"]),
        (view(gaps=1), ["lost entries between polls 1 time in 30 days; poll it more often"]),
        (
            view(gaps=2, gap_found=12, waiting=3),
            [
                "lost entries between polls 2 times in 30 days, 12 found in the sitemap; poll it more often",
                "3 articles still to be fetched",
            ],
        ),
        (view(waiting=1), ["1 article still to be fetched"]),
    ],
)
def test_what_is_wrong_with_a_source_stands_below_it(one: View, said: list[str]) -> None:
    assert overview.table([one])[2:] == [f"          {line}" for line in said]


def test_the_health_is_counted_and_what_needs_a_look_is_shown() -> None:
    views = [
        view(),
        view(replace(WELL, url=BUKIT), gaps=1),
        view(replace(WELL, url=ACEH), health="new"),
        view(replace(WELL, url=TELUK, failures=3, trouble="it answers 500"), health="failing"),
    ]
    first, _, *rest = overview.health(views)
    assert first == "4 sources: 2 ok, 1 new, 1 failing"
    assert re.findall(r"https\S+", "\n".join(rest)) == [BUKIT, TELUK]
    assert "lost entries" in rest[1]
    assert "it answers 500" in rest[3]


def test_sources_that_are_all_well_are_one_line() -> None:
    assert list(overview.health([view()])) == ["1 source: 1 ok"]


ODD = st.text(st.sampled_from("a \x00\x07\x08\t\n\r\x1b\x7f\x85\x9b\u2028[31m"), max_size=8)


@given(st.builds(Source, url=ODD, title=ODD, trouble=ODD, disabled_why=ODD, moved_to=ODD, enabled=st.booleans()))
def test_nothing_that_a_feed_says_reaches_the_terminal_but_as_text_in_its_line(source: Source) -> None:
    lines = overview.table([view(source, health="failing", waiting=1)])
    assert overview.table([view(replace(source, trouble=None, moved_to=None))])
    assert not [line for line in lines if any(unicodedata.category(character) in ("Cc", "Zl") for character in line)]


# -- articles a day, drawn


def counted(day: int, language: str | None, articles: int) -> DayCount:
    return DayCount(day=date(2026, 3, day), language=language, articles=articles)


def test_days_are_drawn_in_order_with_a_letter_for_each_language() -> None:
    counts = [counted(2, "en", 10), counted(1, "id", 15), counted(1, "en", 5), counted(2, None, 1)]
    assert list(overview.days(counts)) == [
        f"2026-03-01  {'i' * 30}{'e' * 10}  id 15, en 5",
        f"2026-03-02  {'e' * 20}{'?' * 2:<20}  en 10, ? 1",
    ]


def test_a_single_article_is_seen_beside_thousands() -> None:
    few, _ = overview.days([counted(1, "ms", 1), counted(2, "id", 90_000)])
    assert few == f"2026-03-01  {'m':<40}  ms 1"


@given(
    st.lists(
        st.builds(
            DayCount,
            day=st.sampled_from([date(2026, 3, 1), date(2026, 3, 2)]),
            language=st.sampled_from(["id", "en", "", None]),
            articles=st.integers(1, 10**6),
        )
    )
)
def test_every_day_is_a_line_whatever_is_counted(counts: list[DayCount]) -> None:
    lines = list(overview.days(counts))
    assert [line[:10] for line in lines] == sorted({f"{one.day}" for one in counts})
    assert all(re.fullmatch(r"\S{10}  [ie?]{1,43} *  (\S+ \d+)(, \S+ \d+)*", line) for line in lines)


# -- the whole, from a small archive


@pytest.fixture
def small(path: Path) -> Path:
    """An archive with sources of every health, a run, and articles with and without a language and a date."""
    with Archive(path) as archive:
        trouble = {"failures": 3, "failing_since": NOW, "trouble": "\x1b]0;x\x07500"}
        add(
            archive,
            Source(url=ACEH),
            replace(WELL, url=BUKIT, title="Bukit\x1b[2J\nBaru", **trouble),
            replace(WELL, first_read=NOW - DAY, changed=NOW - HOUR, newest=NOW, distrusted=True, moved_to=TELUK),
            replace(WELL, url=TELUK, enabled=False),
        )
        archive.subscriptions.add_gap(Gap(source_id=1, since=NOW - DAY, seen=NOW))
        failure = Failure(locator=f"{BUKIT}/1", stage="fetch", reason="it says:\n\x1b[31mno", code="bad_status")
        archive.fail([failure], run_id=archive.begin_run("sync"))
        archive.put_all(
            [
                Deposit(article=Article(url="1", text="Perahu merapat.", published=NOW, language="id")),
                Deposit(article=Article(url="2", text="???", published=NOW)),
                Deposit(article=Article(url="3", text="Undated.", language="en")),
            ]
        )
    return path


def test_the_facts_of_a_source_are_json(small: Path) -> None:
    with Archive(small, readonly=True) as archive:
        facts = [overview.facts(one) for one in overview.sources(archive)]
    assert json.loads(json.dumps(facts)) == facts
    assert facts[0] == {"health": "new", "entries_a_day": 0.0, "waiting": 0, "gaps": 1, "gap_found": 0}


@pytest.mark.parametrize("words", [["sources"], ["status"]], ids=" ".join)
def test_a_person_sees_lines_of_text(small: Path, warta: Callable[..., Result], words: list[str]) -> None:
    result = warta(*words)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Bukit[2J Baru" in result.stdout
    assert "]0;x500 since" in result.stdout
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]|None", result.stdout)


def test_status_says_how_the_sources_are_and_draws_the_days(small: Path, warta: Callable[..., Result]) -> None:
    lines = warta("status").stdout.splitlines()
    assert lines[0] == "3 articles (en 1, id 1, unknown 1)"
    assert "4 sources: 1 new, 1 failing, 1 degraded, 1 off" in lines
    assert lines[-2] == "     1  fetch: it says: [31mno"
    assert lines[-1].endswith("https://bukit.test/feed/1: it says: [31mno")
    assert f"{NOW:%Y-%m-%d}  {'i' * 20 + '?' * 20}  id 1, ? 1" in lines


def test_a_program_gets_every_column_and_the_health_of_each_source(small: Path, warta: Callable[..., Result]) -> None:
    found = [json.loads(line) for line in warta("sources", "--json").stdout.splitlines()]
    assert [(one["url"], one["health"]) for one in found] == [
        (ACEH, "new"), (BUKIT, "failing"), (MUARA, "degraded"), (TELUK, "off"),
    ]  # fmt: skip
    assert found[2]["next_due"] == "2999-01-01T07:30:00Z"
    assert (found[0]["next_due"], found[0]["title"]) == (None, None)
    status = json.loads(warta("status", "--json").stdout)
    assert status["sources"] == found
    assert [one for one in found if "trouble_code" in one] == []  # for decisions, not for this output
    assert sorted(map(tuple, status["days"]), key=str) == [
        (f"{NOW:%Y-%m-%d}", "id", 1), (f"{NOW:%Y-%m-%d}", None, 1),
    ]  # fmt: skip


def test_the_sources_as_opml_can_be_subscribed_again(small: Path, warta: Callable[..., Result], tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_text(warta("sources", "--opml").stdout)
    again = warta("subscribe", tmp_path / "feeds.opml")
    assert again.exit_code == 0
    assert again.stdout.count("already subscribed") == 4
