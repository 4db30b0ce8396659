"""What a feed says in short of an article whose page cannot be had: it is kept until the page comes."""

import pytest
from click.testing import Result

from tests.subscribing import Desk, Item, story
from tests.web import Answer

SHORT = "Nelayan di muara menunda panen garam karena hujan turun sejak dini hari."


def publish(desk: Desk, short: str = SHORT) -> str:
    """A feed with one entry that has a description."""
    desk.publish(Item("/a.html"))
    body = desk.web.pages["/feed.xml"].body
    return desk.web.page(
        "/feed.xml", body.replace(b"</item>", f"<description>{short}</description></item>".encode()), is_tagged=True
    )


def stored(desk: Desk) -> list[tuple[str, str, str]]:
    return desk.rows("SELECT method, text, json_extract(notes, '$.page') FROM articles")


def counts(result: Result) -> str:
    return result.stdout.partition(" (")[0].strip()


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(b"no", status=404), "it answers 404 Not Found"),
        (Answer(b"no", status=410), "it answers 410 Gone"),
        (Answer(b"no", status=403), "it answers 403 Forbidden"),
        (Answer(b"busy", status=500), "it answers 500 Internal Server Error"),
        (Answer(reset=True), "the server hung up without an answer"),
        (Answer(b"<html><body><div id='app'></div></body></html>"), "no article text was found in it"),
        (Answer(b"ID3\x04\x00" + bytes(range(256)), headers={"Content-Type": "audio/mpeg"}), "not an article"),
    ],
    ids=["404", "410", "403", "500", "reset", "shell", "sound"],
)
def test_it_is_stored_and_searched_and_the_page_that_failed_is_a_failure(desk: Desk, answer: Answer, why: str) -> None:
    url = publish(desk)
    desk.web.pages["/a.html"] = answer
    result = desk.run("import", url)
    assert (result.exit_code, counts(result)) == (3, "1 added, 0 changed, 0 same, 1 failed, 1 of them kept in short")
    [(method, text, note)] = stored(desk)
    assert (method, text) == ("feed", SHORT)
    assert why in note
    assert desk.one("SELECT count(*) FROM failures WHERE resolved IS NULL") == 1
    assert "panen" in desk.warta("search", "panen garam").stdout


def test_a_second_time_its_page_is_asked_for_again(desk: Desk) -> None:
    url = publish(desk)
    desk.web.page("/a.html", status=404)
    desk.run("import", url)
    result = desk.run("import", url)
    assert (result.exit_code, counts(result)) == (3, "0 added, 0 changed, 1 same, 1 failed, 1 of them kept in short")
    assert "/a.html" in desk.web.paths
    assert desk.one("SELECT count(*) FROM failures WHERE resolved IS NULL") == 1


def test_what_robots_txt_forbids_is_kept_in_short(desk: Desk) -> None:
    desk.web.page("/robots.txt", "User-agent: *\nDisallow: /a", headers={"Content-Type": "text/plain"})
    desk.run("import", publish(desk))
    assert [method for method, _, _ in stored(desk)] == ["feed"]


def test_the_page_takes_its_place_without_a_version(desk: Desk) -> None:
    url = publish(desk)
    desk.web.page("/a.html", status=404)
    desk.run("import", url)
    desk.web.page("/a.html", story("/a.html"))
    assert desk.run("import", url).exit_code == 0
    [(method, text, note)] = stored(desk)
    assert (method == "feed", SHORT in text, note) == (False, False, None)
    assert desk.rows("SELECT * FROM revisions") == []
    assert desk.one("SELECT count(*) FROM failures WHERE resolved IS NULL") == 0


def test_a_sync_asks_again_until_the_page_comes(desk: Desk) -> None:
    desk.web.page("/a.html", status=500)
    desk.subscribe(publish(desk))
    for _ in range(2):
        assert desk.sync().exit_code == 3
        assert [method for method, _, _ in stored(desk)] == ["feed"]
        desk.wait(hours=25)
    desk.web.page("/a.html", story("/a.html"))
    assert desk.sync().exit_code == 0
    assert [method for method, _, _ in stored(desk)] != ["feed"]
    assert desk.rows("SELECT * FROM revisions") == []


@pytest.mark.parametrize("short", ["5 komentar", "Kabar a"])
def test_what_is_hardly_more_than_a_title_is_not(desk: Desk, short: str) -> None:
    url = publish(desk, short)
    desk.web.page("/a.html", status=404)
    assert desk.run("import", url).exit_code == 4
    assert stored(desk) == []
