"""Sources that move, for good or in passing, and sources that are gone."""

import pytest

from tests.subscribing import FEED, Desk, well


def test_a_permanent_redirect_is_adopted_after_three_polls_over_a_week(desk: Desk) -> None:
    address = desk.follow("/a.html")
    moved = desk.publish("/a.html", at="/pindah.xml")
    desk.web.page(FEED, status=301, headers={"Location": "/pindah.xml"})
    for moved_polls in (1, 2):
        desk.wait(days=4)
        assert desk.sync().exit_code == 0
        assert desk.rows("SELECT url, moved_to, moved_polls FROM sources") == [(address, moved, moved_polls)]
    assert f"redirects for good to {moved}" in desk.warta("sources").stdout
    desk.wait(days=4)
    assert desk.sync().exit_code == 0
    assert desk.rows("SELECT url, moved_to, moved_polls FROM sources") == [(moved, None, 0)]
    desk.wait(days=1)
    desk.sync()
    assert FEED not in desk.web.paths
    assert desk.articles == ["/a.html"]


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_passing_redirect_is_followed_and_never_adopted(desk: Desk, status: int) -> None:
    address = desk.follow("/a.html")
    desk.publish("/b.html", "/a.html", at="/pindah.xml")
    desk.web.page(FEED, status=status, headers={"Location": "/pindah.xml"})
    for _ in range(4):
        desk.wait(days=4)
        assert desk.sync().exit_code == 0
    assert desk.rows("SELECT url, moved_to FROM sources") == [(address, None)]
    assert desk.articles == ["/a.html", "/b.html"]


def test_a_permanent_redirect_to_what_lists_nothing_known_is_never_adopted(desk: Desk) -> None:
    address = desk.follow("/a.html")
    desk.publish("/parkir.html", at="/parkir.xml")
    desk.web.page(FEED, status=308, headers={"Location": "/parkir.xml"})
    desk.wait(days=4)
    desk.sync()
    assert desk.rows("SELECT url, moved_polls FROM sources") == [(address, 0)]


def test_where_permanent_redirects_led_is_adopted_when_the_old_address_is_missing(desk: Desk) -> None:
    desk.follow("/a.html")
    moved = desk.publish("/b.html", "/a.html", at="/pindah.xml")
    desk.web.page(FEED, status=301, headers={"Location": "/pindah.xml"})
    desk.hurry()
    desk.sync()
    desk.web.page(FEED, status=404)
    desk.hurry()
    desk.sync()
    assert desk.rows("SELECT url, failures FROM sources") == [(moved, 0)]
    assert desk.sync().exit_code == 0
    assert desk.rows("SELECT url, status FROM sources") == [(moved, 304)]


def test_a_feed_that_is_gone_is_asked_again_a_day_later_and_then_switched_off(desk: Desk) -> None:
    well(desk)
    address = desk.follow("/a.html")
    desk.web.page(FEED, status=410)
    desk.wait(hours=2)
    first = desk.sync()
    assert (first.exit_code, first.stderr) == (
        3,
        f"warta: fetching {address}: it answers 410 Gone; check the address in a browser\n",
    )
    assert desk.failures == [(FEED, "it answers 410 Gone")]
    desk.wait(hours=20)
    assert (desk.sync("--all").output, FEED in desk.web.paths) == ("", False)
    desk.wait(hours=5)
    second = desk.sync()
    assert (second.exit_code, second.stderr.count("\n"), FEED in desk.web.paths) == (3, 1, True)
    [(enabled, why)] = desk.rows("SELECT enabled, disabled_why FROM sources WHERE url = ?", address)
    assert (enabled, why.startswith("it answered 410 Gone on ")) == (0, True)
    shown = desk.warta("sources").stdout
    assert f"switched off: {why}" in shown
    assert "gone      never" in shown
    desk.wait(days=30)
    assert (desk.sync("--all").output, FEED in desk.web.paths) == ("", False)
    assert desk.articles == ["/a.html", "/baik.html"]


def test_a_feed_that_was_not_gone_after_all_goes_on(desk: Desk) -> None:
    address = desk.follow("/a.html")
    desk.web.page(FEED, status=410)
    desk.wait(hours=2)
    desk.sync()
    desk.publish("/b.html", "/a.html")
    desk.wait(hours=25)
    assert desk.sync().exit_code == 0
    assert desk.rows("SELECT url, enabled, gone_since, trouble FROM sources") == [(address, 1, None, None)]
    assert desk.failures == []
