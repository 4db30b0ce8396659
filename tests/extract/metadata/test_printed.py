"""Lines with dates that are printed around a headline, and whether they are of a change."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from ingest.extract.metadata import printed
from ingest.extract.metadata.printed import Printed

HEADLINE = "Rumpon Baru untuk Teluk"
HEADING = f"<h1>{HEADLINE}</h1>"
PROSE = f"<p>{'Nelayan menurunkan rumpon. ' * 20}</p>"
DATE, CHANGED = "Sabtu, 4 April 2026 07:15 WIB", "5 April 2026 09:00 WIB"


def read(body: str) -> Printed:
    return printed.read(fromstring(f"<html><body>{body}</body></html>"), HEADLINE)


def test_names_and_dates_are_read_at_the_headline_and_not_elsewhere() -> None:
    assert read(f"{HEADING}<p>Oleh Sitti Rahma</p><b>{DATE}</b>{PROSE}") == Printed(
        people=("Sitti Rahma",), dates=(DATE,)
    )
    assert read(f"{HEADING}<nav><p>Oleh Sitti Rahma</p><b>{DATE}</b></nav>{PROSE * 12}<b>{DATE}</b>") == Printed()
    assert read(f"<p>Oleh Sitti Rahma</p><span class=author>Sitti Rahma</span><b>{DATE}</b>") == Printed()


@pytest.mark.parametrize(
    "line",
    [
        DATE, f"Kabar Teluk - {DATE}", "04/04/2026", "2026-04-04", "April 4, 1998", f"{'n' * 50} {DATE}",
    ],
)  # fmt: skip
def test_a_short_line_with_a_date_is_one(line: str) -> None:
    assert read(f"{HEADING}<div><b>{line}</b></div>{PROSE}") == Printed(dates=(line,))
    assert read(f"<div><b>{line}</b></div>{HEADING}{PROSE}") == Printed(dates=(line,))


@pytest.mark.parametrize(
    "line",
    [
        "<b>tadi pagi</b>", "<b>4 April</b>", "<time>tadi pagi</time>", f"<time datetime=kemarin>{DATE}</time>",
        "<b>April 2026</b>", "<b>12/4/2026 - 13/4/2026</b>", f"<b>{'n' * 51} {DATE}</b>", "<b>04/04/1826</b>",
        f"<b>Tahun <i>{DATE[:18]}</i>26</b>", f"<b class=lain>{DATE} oleh {'n' * 60}</b>",
    ],
)  # fmt: skip
def test_other_lines_are_none(line: str) -> None:
    assert read(f"{HEADING}<div>{line}</div>{PROSE}") == Printed()


@pytest.mark.parametrize(
    ("element", "line"),
    [
        ("<time datetime='2026-04-04T07:15+07:00'>tadi pagi</time>", "2026-04-04T07:15+07:00"),
        (f"<time datetime='2026-04-04'>{CHANGED}</time>", "2026-04-04"),
        (f"<time><b>{DATE}</b></time>", DATE),
        (f"<time datetime=''>{DATE}</time>", DATE),
        (f"<b>Sabtu, <i>4 April</i> 2026 07:15 WIB {' ' * 100}</b>", None),
        (f"<b class='post-date'>{DATE} oleh {'n' * 60}</b>", f"{DATE} oleh {'n' * 45}"),
        (f"<b class='Published'>{DATE} oleh {'n' * 60}</b>", f"{DATE} oleh {'n' * 45}"),
        (f"<b class='publish'>{DATE} oleh {'n' * 60}</b>", f"{DATE} oleh {'n' * 45}"),
        (f"<b class='publicado'>{DATE} oleh {'n' * 60}</b>", f"{DATE} oleh {'n' * 45}"),
        (f"<b class='tanggal'>{DATE} oleh {'n' * 60}</b>", f"{DATE} oleh {'n' * 45}"),
        (f"<b class='byline'>{DATE} oleh {'n' * 60}</b>", f"{DATE} oleh {'n' * 45}"),
        (f"<b class='tanggal'>{'n' * 50} {DATE}</b>", f"{'n' * 50} {DATE}"),
        (f"<b class='tanggal'>{DATE} oleh {'n' * 164}</b>", f"{DATE} oleh {'n' * 45}"),
        (f"<b class='tanggal'>{DATE} oleh {'n' * 165}</b>", None),
    ],
)
def test_an_element_may_say_its_date_to_machines_or_be_named_after_it(element: str, line: str | None) -> None:
    assert read(f"{HEADING}<div>{element}</div>{PROSE}").dates == (() if line is None else (line,))


@pytest.mark.parametrize(
    "label",
    [
        "Updated", "Update:", "Last modified on", "Modifikasi", "Revisi", "Direvisi", "Diperbarui", "DIPERBARUI:",
        "Diubah", "Aktualisiert", "Terakhir dibaca", "Last:", f"Updated {'n' * 21}",
    ],
)  # fmt: skip
def test_a_date_that_is_called_a_change_is_one(label: str) -> None:
    assert read(f"{HEADING}<div><b>{label} {CHANGED}</b></div>") == Printed(updates=(f"{label} {CHANGED}",))
    assert read(f"{HEADING}<div>{label} <b>{CHANGED}</b></div>") == Printed(updates=(CHANGED,))
    assert read(f"{HEADING}<div><i>{label}</i> <b>{CHANGED}</b></div>") == Printed(updates=(CHANGED,))
    assert read(f"{HEADING}<div>{label} <p><i><b>{CHANGED}</b></i></p></div>") == Printed(updates=(CHANGED,))


@pytest.mark.parametrize(
    "label",
    [
        "Terbit", "Dipublikasikan:", "Kabar Teluk |", f"Updated {'n' * 22}", f"Updated {'n' * 180}",
        "Updated <p><i><u>", "Dipercepat",
    ],
)  # fmt: skip
def test_other_labels_and_those_far_away_change_nothing(label: str) -> None:
    assert read(f"{HEADING}<div>{label} <b>{CHANGED}</b></div>") == Printed(dates=(CHANGED,))


def test_what_is_printed_behind_a_date_does_not_make_it_a_change() -> None:
    assert read(f"{HEADING}<div><b>{DATE}</b> <i>Updated</i></div>") == Printed(dates=(DATE,))


@pytest.mark.parametrize(
    ("line", "updates"),
    [
        (f"<div><i>{DATE}</i> <b>Updated {CHANGED}</b></div>", (f"Updated {CHANGED}",)),
        (f"<div>{DATE} | Diperbarui: <b>{CHANGED}</b></div>", (CHANGED,)),
        (f"<div>Kabar Teluk, {DATE} | Diperbarui: <b>{CHANGED}</b></div>", (CHANGED,)),
    ],
)
def test_both_dates_may_stand_in_one_line(line: str, updates: tuple[str, ...]) -> None:
    found = read(HEADING + line)
    assert found.updates == updates
    assert found.dates
    assert all("4 April 2026 07:15 WIB" in date for date in found.dates)


def test_a_date_before_a_date_is_read_although_its_own_element_is_too_long() -> None:
    line = f"<div>{'n' * 60} {DATE} <b>Updated {CHANGED}</b></div>"
    assert read(HEADING + line) == Printed(dates=("4 April 2026 07:15 WIB",), updates=(f"Updated {CHANGED}",))
    line = f"<div>{'n' * 60} Diubah {DATE[7:]} | Terbit <b>{CHANGED}</b></div>"
    assert read(HEADING + line) == Printed(dates=(CHANGED,), updates=(f"{DATE[7:]} | Terbit",))


def test_dates_behind_the_headline_come_first_in_their_order_then_the_nearest_before_it() -> None:
    before, behind = "<i>1 Mei 2026</i><i>2 Mei 2026</i>", "<i>3 Mei 2026</i><i>3 Mei 2026</i><i>4 Mei 2026</i>"
    assert read(before + HEADING + behind).dates == ("3 Mei 2026", "4 Mei 2026", "2 Mei 2026", "1 Mei 2026")
    assert read(f"{HEADING}<p>Updated <i>2 Mei 2026</i></p><p>Updated <i>1 Mei 2026</i></p>").updates == (
        "2 Mei 2026",
        "1 Mei 2026",
    )


PIECES = st.sampled_from((
    HEADING, "<p>", "</p>", "<div class=date>", "</div>", "Oleh ", DATE, CHANGED, "<time>",
    "<time datetime=2026-04-04>", "</time>", "Updated ",
    "<br>", "<!-- c -->", "2026", "<nav>", "</nav>", "<?x?>", "1/2/2026", " - ",
))  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES | st.text("a <>/&=:,\"'", max_size=6), max_size=15).map("".join))
def test_no_page_makes_it_fail_and_a_line_is_of_one_kind(body: str) -> None:
    found = read(body)
    assert not {*found.dates} & {*found.updates}
    assert len({*found.dates, *found.updates}) == len([*found.dates, *found.updates])
