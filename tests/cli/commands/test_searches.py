"""Saved searches, as a person or cron asks them."""

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest
from click.testing import Result

from store import Archive, Article

Warta = Callable[..., Result]


def arrive(path: Path, *numbers: int, text: str = "Harga garam naik.", **facts: object) -> None:
    with Archive(path) as archive:
        for number in numbers:
            site = facts.get("site", "a.example")
            archive.put(Article(url=f"https://{site}/{number}", title=f"Garam {number}", text=text, **facts))


def news(warta: Warta, *words: object) -> tuple[int, list[str]]:
    result = warta("new", "garam", "--json", *words)
    return result.exit_code, [json.loads(line)["title"] for line in result.stdout.splitlines()]


def test_only_what_arrived_since_it_was_last_asked_is_new(warta: Warta, path: Path) -> None:
    arrive(path, 1)
    assert warta("searches", "add", "garam", "garam", "-iklan").exit_code == 0
    assert news(warta) == (1, [])
    arrive(path, 2, 3)
    arrive(path, 4, text="Iklan garam.")
    with Archive(path) as archive:
        archive.put(Article(url="https://a.example/5", title="Beras", text="Beras."))
    with Archive(path) as archive:
        archive._connection.execute("UPDATE articles SET published = '2001-01-01T00:00:00Z' WHERE title = 'Garam 2'")
    code, titles = news(warta)
    assert (code, sorted(titles)) == (0, ["Garam 2", "Garam 3"])
    assert news(warta) == (1, [])
    arrive(path, 6)
    assert news(warta) == (0, ["Garam 6"])


def test_what_came_in_the_same_second_as_the_answer_is_not_lost(warta: Warta, path: Path) -> None:
    arrive(path, 1)
    warta("searches", "add", "garam", "garam")
    arrive(path, 2)
    with Archive(path) as archive:
        archive._connection.execute("UPDATE articles SET first_seen = (SELECT answered FROM searches)")
    assert news(warta) == (0, ["Garam 2"])


def test_a_search_keeps_its_language_and_its_site(warta: Warta, path: Path) -> None:
    warta("searches", "add", "garam", "garam", "--language", "ID", "--site", "www.a.example")
    arrive(path, 1, language="en", site="a.example")
    arrive(path, 2, language="id", site="b.example")
    arrive(path, 3, language="id", site="a.example")
    assert warta("searches", "list").stdout == "garam  garam  --language id  --site a.example\n"
    assert json.loads(warta("searches", "list", "--json").stdout)["query"] == "garam"
    assert news(warta) == (0, ["Garam 3"])


def test_for_a_person_news_look_as_hits_do_and_no_news_are_silence(warta: Warta, path: Path) -> None:
    warta("searches", "add", "garam", "garam")
    result = warta("new", "garam")
    assert (result.exit_code, result.output) == (1, "")
    arrive(path, 1)
    assert "Harga [garam] naik." in warta("new", "garam").stdout


def test_a_feed_holds_the_latest_whether_they_are_new_or_not(warta: Warta, path: Path, tmp_path: Path) -> None:
    warta("searches", "add", "garam", "garam")
    arrive(path, 1, text="Garam \x0b < & naik.")
    feed = tmp_path / "garam.xml"
    assert news(warta, "--feed", feed)[0] == 0
    first = feed.read_bytes()
    assert news(warta, "--feed", feed) == (1, [])
    ElementTree.fromstring(first)
    parsed = feedparser.parse(feed.read_bytes())
    assert (parsed.bozo, parsed.feed.title) == (False, "garam")
    assert [(entry.title, entry.link) for entry in parsed.entries] == [("Garam 1", "https://a.example/1")]
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".garam")] == []


def test_news_that_could_not_be_written_are_news_the_next_time(warta: Warta, path: Path, tmp_path: Path) -> None:
    warta("searches", "add", "garam", "garam")
    arrive(path, 1)
    result = warta("new", "garam", "--feed", tmp_path / "missing" / "garam.xml")
    assert result.exit_code == 73
    assert "writing the feed" in result.stderr
    assert news(warta) == (0, ["Garam 1"])


@pytest.mark.parametrize(
    "words",
    [("new", "beras"), ("searches", "remove", "beras"), ("searches", "add", "beras", "-garam"), ("searches", "add")],
)
def test_what_is_not_there_or_names_no_word_is_said(warta: Warta, path: Path, words: tuple[str, ...]) -> None:
    arrive(path, 1)
    assert warta(*words).exit_code == 2
    assert warta("searches", "list").stdout == ""


def test_a_search_is_replaced_and_removed(warta: Warta, path: Path) -> None:
    warta("searches", "add", "garam", "beras")
    warta("searches", "add", "garam", "garam")
    assert warta("searches", "list").stdout == "garam  garam\n"
    assert warta("searches", "remove", "garam").exit_code == 0
    assert warta("searches", "list").stdout == ""


def test_an_outlet_alone_is_a_search_and_nothing_is_none(warta: Warta, path: Path) -> None:
    assert warta("searches", "add", "garam", "--site", "a.example").exit_code == 0
    arrive(path, 1)
    arrive(path, 2, site="b.example")
    assert news(warta) == (0, ["Garam 1"])
    assert warta("searches", "add", "garam").exit_code == 2
    assert warta("searches", "add", " ", "garam").exit_code == 2
