"""Posts of a site that runs WordPress: all of them, page by page, and what fails costs its page only."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.subscribing import Desk
from tests.web import Answer

TEXT = "<p>" + "</p><p>".join(f"Kalimat {n} tentang panen rumput laut di teluk." for n in range(12)) + "</p>"
LIST = "/wp-json/wp/v2/posts"


def post(desk: Desk, number: int, **more: Any) -> dict[str, Any]:
    """A post as WordPress writes it."""
    return {
        "id": number, "date": "2026-01-05T10:00:00", "date_gmt": "2026-01-05T03:00:00",
        "guid": {"rendered": f"{desk.web.url}/?p={number}"}, "modified": "2026-01-05T11:00:00",
        "modified_gmt": "2026-01-05T04:00:00", "slug": f"rumput-{number}", "status": "publish", "type": "post",
        "link": f"{desk.web.url}/rumput-{number}/", "title": {"rendered": f"Rumput &#8220;laut&#8221; {number}"},
        "content": {"rendered": TEXT, "protected": False}, "excerpt": {"rendered": "<p>Panen raya.</p>"},
        "_embedded": {
            "author": [{"id": 3, "name": "Rahma Dwi"}],
            "wp:term": [
                [{"taxonomy": "category", "name": "Pesisir"}],
                [{"taxonomy": "post_tag", "name": "rumput laut"}, {"taxonomy": "post_tag", "name": "teluk &amp; laut"}],
            ],
        },
    } | more  # fmt: skip


class Site:
    """A site with some posts, which it hands out as it is asked."""

    def __init__(self, desk: Desk, count: int, at: str = LIST) -> None:
        self.desk, self.at = desk, at
        self.posts = [json.dumps(post(desk, number)) for number in range(1, count + 1)]
        self.says_pages = True
        self.broken: set[tuple[int, int]] = set()  # page and size, that answer 500
        desk.web.when_asked = self._answer

    @property
    def asked(self) -> list[tuple[int, int]]:
        """The pages that were asked for, with their size."""
        return [page for path in self.desk.web.paths if (page := self._page(path))]

    def _page(self, path: str) -> tuple[int, int] | None:
        asked = parse_qs(urlsplit(path).query)
        return (int(asked["page"][0]), int(asked["per_page"][0])) if "page" in asked else None

    def _answer(self, path: str) -> None:
        page = self._page(path)
        if page is None or urlsplit(path).path != self.at:
            return
        number, size = page
        some = self.posts[(number - 1) * size : number * size]
        headers = {"Content-Type": "application/json"}
        if self.says_pages:
            headers |= {"X-WP-Total": str(len(self.posts)), "X-WP-TotalPages": str(-(-len(self.posts) // size))}
        if page in self.broken:
            answer = Answer(b"busy", status=500)
        elif not some:
            answer = Answer(b'{"code":"rest_post_invalid_page_number","data":{"status":400}}', 400, headers)
        else:
            answer = Answer(f"[{','.join(some)}]".encode(), 200, headers)
        self.desk.web.pages[path] = answer


@pytest.fixture
def site(desk: Desk) -> Site:
    return Site(desk, 123)


def test_all_posts_are_stored_with_what_the_site_says_of_them(desk: Desk, site: Site) -> None:
    result = desk.run("import", f"{desk.web.url}{LIST}")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("123 added")
    assert site.asked == [(1, 100), (2, 100)]
    assert "123 posts, read page by page" in result.stderr
    row = desk.rows(
        "SELECT url, title, authors, published, published_offset, day, modified, section, tags, method, description"
        " FROM articles WHERE url LIKE '%rumput-7/'"
    )
    assert row == [(
        f"{desk.web.url}/rumput-7/", "Rumput “laut” 7", '["Rahma Dwi"]', "2026-01-05T03:00:00Z", 420, "2026-01-05",
        "2026-01-05T04:00:00Z", "Pesisir", '["rumput laut", "teluk & laut"]', "feed", "Panen raya.",
    )]  # fmt: skip
    assert desk.one("SELECT text FROM articles WHERE url LIKE '%rumput-7/'").startswith("Kalimat 0 tentang panen")


def test_a_second_time_all_is_known(desk: Desk, site: Site) -> None:
    desk.run("import", f"{desk.web.url}{LIST}")
    result = desk.run("import", f"{desk.web.url}{LIST}")
    assert result.stdout.startswith("0 added, 0 changed, 123 same, 0 failed")


@pytest.mark.parametrize("named", ["", "/", "/wp-json", "/wp-json/wp/v2/", "/kabar"])
def test_a_site_may_be_named_for_its_posts(desk: Desk, named: str) -> None:
    site = Site(desk, 3)
    assert desk.run("import", "--as", "wordpress", f"{desk.web.url}{named}").stdout.startswith("3 added")
    assert site.asked[-1] == (1, 100)


def test_a_site_that_does_not_say_how_many_there_are_is_read_to_the_end(desk: Desk, site: Site) -> None:
    site.says_pages = False
    assert desk.run("import", f"{desk.web.url}{LIST}").stdout.startswith("123 added")
    assert site.asked[-1] == (3, 100)


def test_a_page_that_fails_is_had_in_parts_and_costs_the_part_only(desk: Desk, site: Site) -> None:
    site.broken = {(2, 100), (12, 10)}
    result = desk.run("import", f"{desk.web.url}{LIST}")
    assert (result.exit_code, result.stdout.partition(" same")[0]) == (3, "113 added, 0 changed, 0")
    assert "page 12 (10 a page)" in result.stderr
    site.broken = set()
    assert desk.run("import", f"{desk.web.url}{LIST}").stdout.startswith("10 added")
    assert desk.one("SELECT count(*) FROM failures WHERE resolved IS NULL") == 0


def test_a_broken_post_costs_itself_alone(desk: Desk, site: Site) -> None:
    site.posts[104] = site.posts[104][:-40]
    result = desk.run("import", f"{desk.web.url}{LIST}")
    assert result.exit_code == 3
    assert desk.one("SELECT count(*) FROM articles") == 122
    assert "its JSON is broken" in result.stderr


def test_a_broken_post_on_each_page_ends_nothing(desk: Desk) -> None:
    site = Site(desk, 560)
    for number in range(104, 560, 100):
        site.posts[number] = site.posts[number][:-40]
    assert desk.run("import", f"{desk.web.url}{LIST}").exit_code == 3
    assert desk.one("SELECT count(*) FROM articles") == 555


def test_a_site_that_answers_no_more_is_left(desk: Desk) -> None:
    site = Site(desk, 700)
    site.broken = {(page, 100) for page in range(2, 8)} | {(page, 10) for page in range(11, 71)}
    result = desk.run("import", f"{desk.web.url}{LIST}")
    assert "left after 3 pages" in result.stdout + result.stderr


@pytest.mark.parametrize("some", [[], [7]], ids=["nothing more", "the same again"])
def test_a_site_that_never_ends_is_left(desk: Desk, some: list[int]) -> None:
    first, next_ones = [json.dumps(post(desk, number)) for number in (7,)], [json.dumps(post(desk, n)) for n in some]

    def answer(path: str) -> None:
        if "page=" in path:
            is_first = parse_qs(urlsplit(path).query)["page"] == ["1"]
            body = f"[{','.join(first if is_first else next_ones)}]".encode()
            headers = {"Content-Type": "application/json", "X-WP-TotalPages": "999999999"}
            desk.web.pages[path] = Answer(body, 200, headers)

    desk.web.when_asked = answer
    assert desk.run("import", f"{desk.web.url}{LIST}").stdout.startswith("1 added")
    assert sum("page=2" in path for path in desk.web.paths) == 1
    assert not any("page=3" in path for path in desk.web.paths)


def test_the_same_broken_answer_to_all_that_is_asked_ends_it(desk: Desk) -> None:
    whole = json.dumps([post(desk, 1), post(desk, 2)])

    def answer(path: str) -> None:
        if "page=" in path:
            headers = {"Content-Type": "application/json", "X-WP-TotalPages": "500"}
            desk.web.pages[path] = Answer(whole[:-30].encode(), 200, headers)

    desk.web.when_asked = answer
    assert desk.run("import", f"{desk.web.url}{LIST}").stdout.startswith("1 added")
    # The first page and three more: each whole, a part of it, and three posts of that.
    assert len([path for path in desk.web.paths if "page=" in path]) == (1 + 3) * (1 + 1 + 3)


def test_at_most_so_many_and_only_of_these_days(desk: Desk, site: Site) -> None:
    url = f"{desk.web.url}{LIST}?categories=5"
    result = desk.run("import", url, "--limit", 12, "--since", "2026-01-04", "--until", "2026-01-05")
    assert result.stdout.startswith("12 added")
    (asked,) = (parse_qs(urlsplit(path).query) for path in desk.web.paths if "page=" in path)
    assert (asked["categories"], asked["per_page"]) == (["5"], ["20"])
    assert (asked["after"], asked["before"]) == (["2026-01-02T00:00:00"], ["2026-01-08T00:00:00"])


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(b'{"code":"rest_not_logged_in"}', 401), "not given to everyone; import its feed or its sitemap"),
        (Answer(b'{"code":"rest_no_route"}', 404), "no REST interface of WordPress there"),
        (Answer(b"<html><body>Beranda</body></html>"), "it lists no posts of WordPress"),
        (Answer(b'{"code":"x","message":"Maaf, tutup."}'), "it says: Maaf, tutup."),
        (Answer(b"[]"), "there are none at present"),
    ],
)
def test_what_stands_in_the_way_is_said(desk: Desk, answer: Answer, words: str) -> None:
    desk.web.when_asked = lambda path: desk.web.pages.update({path: answer}) if LIST in path else None
    result = desk.run("import", f"{desk.web.url}{LIST}")
    assert result.exit_code == 4
    assert words in result.stderr


def test_what_is_no_address_is_told(desk: Desk) -> None:
    assert desk.run("import", "--as", "wordpress", "http://[x").exit_code == 2


def test_posts_that_were_saved_are_read_too_and_nothing_is_fetched(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "posts.json").write_text(json.dumps([post(desk, 1), post(desk, 2)], indent=2))
    (tmp_path / "post.json").write_text(json.dumps(post(desk, 3)))
    (tmp_path / "posts.jsonl").write_text("\n".join(json.dumps(post(desk, number)) for number in (4, 5)))
    for name, count in (("posts.json", 2), ("post.json", 1), ("posts.jsonl", 2)):
        assert desk.run("import", tmp_path / name).stdout.startswith(f"{count} added")
        assert desk.web.paths == []


def test_a_teaser_or_a_locked_post_is_fetched(desk: Desk, tmp_path: Path) -> None:
    teaser = post(desk, 1, content={"rendered": "<p>Panen raya […]</p>", "protected": False})
    locked = post(desk, 2, content={"rendered": TEXT, "protected": True})
    (tmp_path / "posts.json").write_text(json.dumps([teaser, locked]))
    desk.run("import", tmp_path / "posts.json")
    assert sorted(desk.web.paths) == ["/rumput-1/", "/rumput-2/"]


def test_posts_can_be_subscribed_to(desk: Desk) -> None:
    url = desk.web.page(f"{LIST}?per_page=20", f"[{json.dumps(post(desk, 1))}]")
    assert desk.subscribe(url).exit_code == 0
    assert desk.sync().exit_code == 0
    assert desk.articles == ["/rumput-1/"]
