"""What stands near a headline and is the article's: elements, and lines with dates, of a change or not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from ingest.extract.metadata import headline_area
from ingest.extract.metadata.headline_area import Area, DatedLines
from ingest.extract.survey import Survey

HEADLINE = "Rumpon Baru untuk Teluk"
HEADING = f"<h1>{HEADLINE}</h1>"
PROSE = f"<p>{'Nelayan menurunkan rumpon. ' * 20}</p>"
DATE, CHANGED = "Sabtu, 4 April 2026 07:15 WIB", "5 April 2026 09:00 WIB"


def ids(body: str, headline: str | None = HEADLINE) -> list[str]:
    tree = fromstring(f"<html><body>{body}</body></html>")
    return [element.get("id") for element in Area(Survey(tree)).near(headline) if element.get("id")]


def lines(body: str) -> DatedLines:
    tree = fromstring(f"<html><body>{body}</body></html>")
    return headline_area.dated_lines(Area(Survey(tree)).near(HEADLINE))


def test_what_is_after_the_headline_comes_first_then_the_nearest_before_it() -> None:
    around = f"<p id=a>1</p><div id=holds>2{HEADING}<p id=b>3<b id=c>4</b></p></div><p id=d>5</p>"
    assert ids(f"<p id=z>0</p>{around}") == ["b", "c", "d", "a", "z"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<h1>Kabar</h1><i id=a></i><h2>RUMPON baru, untuk&shy; teluk</h2><i id=b></i>", ["b", "a"]),
        ("<h1>Kabar</h1><i id=a></i><h3>Rumpon Baru untuk Teluk</h3><i id=b></i>", ["b", "a"]),
        ("<h1>Kabar</h1><i id=a></i><h4>Rumpon Baru untuk Teluk</h4><i id=b></i>", ["a", "b"]),
        ("<h1>Kabar</h1><i id=a></i><div>Kabar: Rumpon Baru untuk Teluk</div><i id=b></i>", ["b", "a"]),
        ("<h1>Kabar</h1><i id=a></i><p>Rumpon Baru untuk Teluk</p><i id=b></i>", ["b", "a"]),
        ("<h1>Kabar</h1><i id=a></i><span>Rumpon Baru untuk Teluk</span><i id=b></i>", ["b", "a"]),
        ("<table><td>Rumpon Baru untuk Teluk</table><h1>Kabar</h1><i id=b></i>", ["b"]),
        ("<h1>Kabar</h1><i id=a></i><b>Rumpon Baru untuk Teluk</b><i id=b></i>", ["a", "b"]),
        ("<i id=a></i><h2>Kabar</h2><h1>Lain</h1><i id=b></i><h1>Lagi</h1>", ["b", "a"]),
        (f"<i id=a></i>{HEADING}<i id=b></i><p>Rumpon Baru untuk Teluk</p>", ["b", "a"]),
        ("<i id=a></i><h2>Kabar</h2><i id=b></i>", []),
        ("<i id=a></i>", []),
    ],
)
def test_the_headline_is_a_heading_or_the_element_that_holds_it_or_else_the_first_h1(
    body: str, found: list[str]
) -> None:
    assert ids(body) == found


@pytest.mark.parametrize("headline", [None, "", "—"])
def test_without_a_headline_it_is_the_first_h1(headline: str | None) -> None:
    assert ids("<p>—</p><i id=a></i><h2></h2><i id=b></i><h1>Kabar</h1><i id=c></i>", headline) == ["c", "b", "a"]


@pytest.mark.parametrize("tag", ["script", "style", "noscript", "template", "svg", "option", "iframe"])
def test_4000_characters_are_seen_after_the_headline(tag: str) -> None:
    far = f"<{tag}>{'n' * 500}</{tag}><b id=a>{'n' * 1000}</b>{'n' * 2000}<b id=b>{'n' * 1000}</b><i id=c></i>"
    assert ids(f"{HEADING}<p>{far}</p>") == ["a", "b", "c"]
    assert ids(f"{HEADING}<p>n{far}</p>") == ["a", "b"]
    assert ids(f"{HEADING}<p>{far.replace('<b id=b>', '<b id=b>n')}</p>") == ["a", "b"]


@pytest.mark.parametrize("tag", ["img", "br", "input"])
def test_text_after_what_has_none_of_its_own_does_not_count(tag: str) -> None:
    assert ids(f"{HEADING}<p id=a><{tag}>{'n' * 5000}</p><i id=b></i>") == ["a", "b"]


def test_1500_characters_are_seen_before_the_headline() -> None:
    assert ids(f"<i id=a></i><p id=b>{'n' * 1500}</p>{HEADING}") == ["b", "a"]
    assert ids(f"<i id=a></i><p id=b>{'n' * 1501}</p>{HEADING}") == ["b"]


def test_400_elements_after_the_headline_and_120_before_it_are_seen() -> None:
    before, after = ("".join(f"<i id={side}{number}></i>" for number in range(500)) for side in "ab")
    assert ids(before + HEADING + after) == [f"b{n}" for n in range(400)] + [f"a{n}" for n in range(499, 379, -1)]


PARTS_OF_OTHERS = (
    "<nav>{}</nav>", "<form>{}</form>", "<figure>{}</figure>", "<figcaption>{}</figcaption>",
    "<blockquote>{}</blockquote>", "<footer>{}</footer>", "<aside>{}</aside>", '<div class="comments">{}</div>',
    '<div id="related"><b>{}</b></div>', '<div class="berita-terkait">{}</div>', '<ul class="popular"><li>{}</li></ul>',
    '<div class="Recommended">{}</div>', '<div class="teaser">{}</div>', '<div class="my-widget">{}</div>',
    '<div class="sidebar">{}</div>', '<div class="photo-caption">{}</div>', '<div class="site-footer">{}</div>',
    '<div class="carousel">{}</div>', '<div class="trending">{}</div>', '<div class="most-read">{}</div>',
    '<div class="mostread">{}</div>', '<div class="latest">{}</div>', '<div class="read-more">{}</div>',
    '<div class="readmore">{}</div>', '<div class="card">{}</div>', '<div class="wp-query">{}</div>',
    '<div class="related"><div><p>{}</p></div></div>', '<div class="related post">{}</div>',
    '<div class="post-navigation">{}</div>', '<div class="prev-next">{}</div>',
)  # fmt: skip
PARTS_OF_ITS_OWN = (
    '<div class="commentary">{}</div>', '<div class="entry-footer">{}</div>', '<div class="article-footer">{}</div>',
    '<div class="story-footer">{}</div>', '<div class="post-footer">{}</div>', '<footer class="entry">{}</footer>',
    '<footer class="Post">{}</footer>', '<footer class="meta">{}</footer>', '<footer class="story">{}</footer>',
    '<aside class="article-info">{}</aside>', '<aside id="author">{}</aside>', '<div class="elementor-widget">{}</div>',
    '<div class="elementor-widget-container">{}</div>', '<div class="discard">{}</div>',
    '<article class="related">{}</article>', '<main class="popular">{}</main>', "<section><div>{}</div></section>",
)  # fmt: skip


@pytest.mark.parametrize("part", PARTS_OF_OTHERS)
def test_parts_of_other_articles_readers_and_the_site_are_left_out(part: str) -> None:
    other = part.format("<i id=a></i>")
    assert ids(f"<i id=b></i>{other}{HEADING}{other}<i id=c></i>") == ["c", "b"]


@pytest.mark.parametrize("part", PARTS_OF_ITS_OWN)
def test_parts_with_similar_names_stay(part: str) -> None:
    assert {"x", "c"} <= {*ids(f"{HEADING}{part.format('<i id=x></i>')}<i id=c></i>")}


@pytest.mark.parametrize("around", ["html", "body"])
def test_the_names_of_the_whole_page_say_nothing(around: str) -> None:
    page = f"<html><body>{HEADING}<i id=a></i></body></html>".replace(f"<{around}", f"<{around} class=popular")
    area = Area(Survey(fromstring(page)))
    (element,) = area.near(HEADLINE)
    assert element.get("id") == "a"
    assert [*area.own([element])] == [element]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"<div class=content-sidebar-wrap>{HEADING}<i id=a></i></div>", ["a"]),
        (f"<div class='widget Blog'><h3>{HEADLINE}</h3><p itemprop=articleBody id=a></p></div>", ["a"]),
        (f"<div class=widget><h3>{HEADLINE}</h3><p id=a></p></div>", []),
    ],
)
def test_what_is_around_all_of_the_article_is_of_it_however_it_is_called(body: str, found: list[str]) -> None:
    assert ids(body) == found


def test_dates_are_found_near_the_headline_and_not_elsewhere() -> None:
    assert lines(f"{HEADING}<p>Oleh Sitti Rahma</p><b>{DATE}</b>{PROSE}") == DatedLines(dates=(DATE,))
    assert lines(f"{HEADING}<nav><b>{DATE}</b></nav>{PROSE * 12}<b>{DATE}</b>") == DatedLines()
    assert lines(f"<p>Oleh Sitti Rahma</p><b>{DATE}</b>") == DatedLines()


@pytest.mark.parametrize(
    "line",
    [
        DATE, f"Kabar Teluk - {DATE}", "04/04/2026", "2026-04-04", "April 4, 1998", f"{'n' * 50} {DATE}",
    ],
)  # fmt: skip
def test_a_short_line_with_a_date_is_a_dated_line(line: str) -> None:
    assert lines(f"{HEADING}<div><b>{line}</b></div>{PROSE}") == DatedLines(dates=(line,))
    assert lines(f"<div><b>{line}</b></div>{HEADING}{PROSE}") == DatedLines(dates=(line,))


@pytest.mark.parametrize(
    "line",
    [
        "<b>tadi pagi</b>", "<b>4 April</b>", "<time>tadi pagi</time>", f"<time datetime=kemarin>{DATE}</time>",
        "<b>April 2026</b>", "<b>12/4/2026 - 13/4/2026</b>", f"<b>{'n' * 51} {DATE}</b>", "<b>04/04/1826</b>",
        f"<b>Tahun <i>{DATE[:18]}</i>26</b>", f"<b class=lain>{DATE} oleh {'n' * 60}</b>",
    ],
)  # fmt: skip
def test_other_lines_have_no_date(line: str) -> None:
    assert lines(f"{HEADING}<div>{line}</div>{PROSE}") == DatedLines()


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
    assert lines(f"{HEADING}<div>{element}</div>{PROSE}").dates == (() if line is None else (line,))


@pytest.mark.parametrize(
    "label",
    [
        "Updated", "Update:", "Last modified on", "Modifikasi", "Revisi", "Direvisi", "Diperbarui", "DIPERBARUI:",
        "Diubah", "Aktualisiert", "Terakhir dibaca", "Last:", f"Updated {'n' * 21}",
    ],
)  # fmt: skip
def test_a_date_that_is_called_a_change_is_one(label: str) -> None:
    assert lines(f"{HEADING}<div><b>{label} {CHANGED}</b></div>") == DatedLines(updates=(f"{label} {CHANGED}",))
    assert lines(f"{HEADING}<div>{label} <b>{CHANGED}</b></div>") == DatedLines(updates=(CHANGED,))
    assert lines(f"{HEADING}<div><i>{label}</i> <b>{CHANGED}</b></div>") == DatedLines(updates=(CHANGED,))
    assert lines(f"{HEADING}<div>{label} <p><i><b>{CHANGED}</b></i></p></div>") == DatedLines(updates=(CHANGED,))


@pytest.mark.parametrize(
    "label",
    [
        "Terbit", "Dipublikasikan:", "Kabar Teluk |", f"Updated {'n' * 22}", f"Updated {'n' * 180}",
        "Updated <p><i><u>", "Dipercepat",
    ],
)  # fmt: skip
def test_other_labels_and_those_far_away_change_nothing(label: str) -> None:
    assert lines(f"{HEADING}<div>{label} <b>{CHANGED}</b></div>") == DatedLines(dates=(CHANGED,))


def test_what_stands_after_a_date_does_not_make_it_a_change() -> None:
    assert lines(f"{HEADING}<div><b>{DATE}</b> <i>Updated</i></div>") == DatedLines(dates=(DATE,))


@pytest.mark.parametrize(
    ("line", "updates"),
    [
        (f"<div><i>{DATE}</i> <b>Updated {CHANGED}</b></div>", (f"Updated {CHANGED}",)),
        (f"<div>{DATE} | Diperbarui: <b>{CHANGED}</b></div>", (CHANGED,)),
        (f"<div>Kabar Teluk, {DATE} | Diperbarui: <b>{CHANGED}</b></div>", (CHANGED,)),
    ],
)
def test_both_dates_may_stand_in_one_line(line: str, updates: tuple[str, ...]) -> None:
    found = lines(HEADING + line)
    assert found.updates == updates
    assert found.dates
    assert all("4 April 2026 07:15 WIB" in date for date in found.dates)


def test_a_date_before_a_date_is_read_although_its_own_element_is_too_long() -> None:
    line = f"<div>{'n' * 60} {DATE} <b>Updated {CHANGED}</b></div>"
    assert lines(HEADING + line) == DatedLines(dates=("4 April 2026 07:15 WIB",), updates=(f"Updated {CHANGED}",))
    line = f"<div>{'n' * 60} Diubah {DATE[7:]} | Terbit <b>{CHANGED}</b></div>"
    assert lines(HEADING + line) == DatedLines(dates=(CHANGED,), updates=(f"{DATE[7:]} | Terbit",))


def test_dates_after_the_headline_come_first_then_the_nearest_before_it() -> None:
    before, after = "<i>1 Mei 2026</i><i>2 Mei 2026</i>", "<i>3 Mei 2026</i><i>3 Mei 2026</i><i>4 Mei 2026</i>"
    assert lines(before + HEADING + after).dates == ("3 Mei 2026", "4 Mei 2026", "2 Mei 2026", "1 Mei 2026")
    assert lines(f"{HEADING}<p>Updated <i>2 Mei 2026</i></p><p>Updated <i>1 Mei 2026</i></p>").updates == (
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
    found = lines(body)
    assert not {*found.dates} & {*found.updates}
    assert len({*found.dates, *found.updates}) == len([*found.dates, *found.updates])


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (f"<p><strong>Kabar Teluk</strong> {DATE}</p>", DATE),
        (f"<p><a href=/x>Laut</a> - {DATE}</p>", f"- {DATE}"),
        (f"<span>oleh Sitti<br>{DATE}</span>", DATE),
        (f"<span><svg></svg>{DATE}</span>", DATE),
        ("<div><span>4/4/2026</span> <span>07:15 WIB</span></div>", "4/4/2026 07:15 WIB"),
        ("<div><i>Sitti</i> 4 April 2026 <span>| 07:15 WIB</span></div>", "4 April 2026 | 07:15 WIB"),
        ('<abbr class="updated" title="2026-04-04T07:15:00+07:00">kemarin</abbr>', "2026-04-04T07:15:00+07:00"),
    ],
)
def test_a_date_may_stand_behind_an_element_or_before_one_with_its_time(body: str, line: str) -> None:
    assert lines(HEADING + body + PROSE).dates[0] == line


def test_a_change_behind_an_element_is_one() -> None:
    assert lines(f"{HEADING}<p><b>Diperbarui:</b> {CHANGED}</p>{PROSE}") == DatedLines(updates=(CHANGED,))


def test_the_time_of_another_date_is_not_taken() -> None:
    found = lines(f"{HEADING}<div><span>4/4/2026</span> <span>{CHANGED}</span></div>{PROSE}")
    assert found.dates == ("4/4/2026", CHANGED)


@pytest.mark.parametrize(
    ("named", "is_update"),
    [
        ("class='updated'", True), ("class='entry-date updated'", True), ("itemprop='dateModified'", True),
        ("class='modified-date'", True), ("class='entry-date published updated'", False), ("class='entry-date'", False),
    ],
)  # fmt: skip
def test_a_time_may_be_named_a_change(named: str, is_update: bool) -> None:
    time, other = (
        f"<time {named} datetime='2026-04-04'>x</time>",
        "<time class='published' datetime='2026-04-02'>x</time>",
    )
    assert ("2026-04-04" in lines(f"{HEADING}<p>{time} {other}</p>").updates) is is_update
    assert lines(f"{HEADING}<p>{time}</p>").dates == ("2026-04-04",)  # alone it is of publication


def test_a_title_says_a_time_to_machines_too() -> None:
    assert lines(f"{HEADING}<time title='2026-04-04T07:15+07:00'>4 Apr</time>").dates == ("2026-04-04T07:15+07:00",)
    shown = lines(f"{HEADING}<time title='4 April 2026 07:15 (IST)'>4 April 2026 07:15</time>")
    assert shown.dates == ("4 April 2026 07:15",)  # whose zone a name is the other dates tell
