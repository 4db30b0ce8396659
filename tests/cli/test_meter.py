import io

import pytest
from rich.console import Console

from ingest.cli import bar
from ingest.cli.meter import Meter, duration
from ingest.core.progress import Progress
from store import Outcome


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def meter(clock: Clock) -> Meter:
    """A run of a thousand pages, of which a hundred took ten seconds."""
    meter = Meter(Progress(current="https://muara.test/peta-situs-yang-panjang-namanya.xml"), clock)
    meter.progress.expect(1000)
    reach(meter, clock, 10, 100)
    return meter


def reach(meter: Meter, clock: Clock, seconds: float, items: int) -> None:
    clock.now = seconds
    meter.progress.done = meter.progress.taken = meter.progress.finished = items
    meter.report.tally.outcomes[Outcome.ADDED] = items - 6
    meter.report.tally.outcomes[Outcome.SAME] = 4
    meter.report.tally.failed = 2
    meter.sample()


def test_a_line_says_how_far_how_fast_and_how_long_still(meter: Meter) -> None:
    assert meter.line() == (
        "10 %, 94 stored, 4 known, 2 failed, 10/s, 90 s left".replace("90 s", "2 min")
        + "; reading https://muara.test/peta-situs-yang-panjang-namanya.xml"
    )


def test_the_pace_is_that_of_late(meter: Meter, clock: Clock) -> None:
    for second in range(11, 200):
        reach(meter, clock, second, 100 + second - 10)
    assert meter.rate == pytest.approx(1, rel=0.05)
    assert meter.seconds_left == pytest.approx(1000 - 289, rel=0.05)


def test_before_anything_came_nothing_is_promised(clock: Clock) -> None:
    assert Meter(Progress(), clock).line() == "0 stored"


def test_what_is_under_way_is_not_done(meter: Meter) -> None:
    meter.progress.taken = 200
    meter.progress.done = 200
    assert meter.share() == "10 %"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59, "59 s"), (61, "1 min"), (3599, "60 min"), (3660, "1 h 01 min"), (86400 * 3, "3 days")],
)
def test_durations_are_said_roughly(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.parametrize("is_known", [True, False])
def test_the_picture_is_two_lines_that_fit(meter: Meter, width: int, is_known: bool) -> None:
    if not is_known:
        meter.progress.expected = 0
    shown = io.StringIO()
    Console(file=shown, width=width, force_terminal=True, color_system=None).print(bar._Picture(meter))
    lines = shown.getvalue().rstrip("\n").split("\n")
    assert len(lines) == 2
    assert max(map(len, lines)) < width
    assert ("10 %" in lines[0]) is is_known
    assert "94 stored"[: width - 1] in lines[1]
    if width >= 80:
        assert "https://muara.test/peta" in lines[1]


def test_the_current_source_cannot_take_over_the_terminal(meter: Meter) -> None:
    meter.progress.current = "/tmp/\x1b[2Ja\nb\x9b"
    assert meter.current() == "/tmp/[2Ja b"


def test_of_a_path_its_end_is_shown_and_of_an_address_its_beginning(meter: Meter) -> None:
    assert meter.current(12) == "https://mua…"
    meter.progress.current = "/srv/berita/2026-03.warc.gz"
    assert meter.current(12) == "…-03.warc.gz"
