"""Ways to read an article's page: warta's and those of its peers, each with its own defaults.

Importing this module imports none of them. ``load`` of a tool does, and raises ImportError where it is not installed.
A tool gets a page and its address; its own fields are taken as they are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Found:
    """What a tool says of a page, in its own fields."""

    text: str | None = None
    title: str | None = None
    authors: list[str] | str | None = None
    published: str | None = None  # ISO, in UTC where the tool tells; or as the tool writes it
    day: str | None = None  # in the outlet's own calendar, of a tool that tells it


Reader = Callable[[str, str], Found]  # of a page and its address


@dataclass(frozen=True, slots=True)
class Tool:
    """A way to read pages; ``load`` imports what it needs."""

    load: Callable[[], Reader]
    package: str = ""  # whose version is shown; "" for what is in this checkout
    measures: tuple[str, ...] = ("text", "title", "author", "date")
    datasets: tuple[str, ...] = ()  # the only ones that it can read; () for all


def warta() -> Reader:
    """The fields as they are stored, where an organization stands in for authors that are not named; no language."""
    from ingest import extract
    from ingest.core.model import Draft, Kind, Language, Page
    from ingest.extract.article import assemble

    now = datetime.now(UTC)

    def read(html: str, url: str) -> Found:
        body, content_type = html.encode(), "text/html; charset=utf-8"
        page = Page(url=url, body=body, kind=Kind.PAGE, fetched=now, content_type=content_type)
        draft = extract.draft(page)
        if not isinstance(draft, Draft):
            return Found()
        said = assemble(page, draft, Language(code=None))
        return Found(said.text, said.title, list(said.authors), _iso(said.published), said.day and said.day.isoformat())

    return read


def trafilatura(*, with_comments: bool) -> Reader:
    """As its command line does it, where comments are part of the text unless --no-comments is given."""
    import trafilatura

    def read(html: str, url: str) -> Found:
        said = trafilatura.bare_extraction(html, url=url, with_metadata=True, include_comments=with_comments)
        if said is None:
            return Found()
        return Found("\n".join(filter(None, (said.text, said.comments))), said.title, said.author, said.date)

    return read


def newspaper() -> Reader:
    import newspaper

    def read(html: str, url: str) -> Found:
        said = newspaper.Article(url, fetch_images=False).download(input_html=html).parse()
        return Found(said.text, said.title, list(said.authors), _iso(said.publish_date))

    return read


def news_please() -> Reader:
    from newsplease import NewsPlease

    def read(html: str, url: str) -> Found:
        said = NewsPlease.from_html(html, url=url, fetch_images=False)
        return Found(said.maintext, said.title, said.authors, _iso(said.date_publish))

    return read


def fundus() -> Reader:
    """The parser of the publisher and version that the last part of the address names."""
    from fundus import PublisherCollection

    def read(html: str, url: str) -> Found:
        _, country, publisher, name = url.rsplit("/", 1)[1].split("-", 3)
        parser = getattr(type(getattr(getattr(PublisherCollection, country), publisher).parser), name)()
        said = parser.parse(html, error_handling="suppress")
        return Found(str(said["body"] or ""), said["title"], said.get("authors"), _iso(said["publishing_date"]))

    return read


def goose() -> Reader:
    from goose3 import Goose

    reader = Goose({"enable_image_fetching": False})

    def read(html: str, url: str) -> Found:
        said = reader.extract(url=url, raw_html=html)
        return Found(said.cleaned_text, said.title, said.authors, _iso(said.publish_datetime_utc))

    return read


def readability() -> Reader:
    """Its body is HTML; here the strings of that, with a space between them."""
    from lxml.html import fromstring
    from readability import Document

    def read(html: str, url: str) -> Found:
        said = Document(html, url=url)
        return Found(" ".join(fromstring(said.summary()).itertext()), said.short_title())

    return read


def justext() -> Reader:
    """With the words of all its languages, since it tells none by itself."""
    import justext

    words = frozenset().union(*map(justext.get_stoplist, justext.get_stoplists()))

    def read(html: str, url: str) -> Found:
        return Found("\n".join(part.text for part in justext.justext(html, words) if not part.is_boilerplate))

    return read


def resiliparse() -> Reader:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    def read(html: str, url: str) -> Found:
        tree = HTMLTree.parse(html)
        title = tree.title
        return Found(extract_plain_text(tree, main_content=True, alt_texts=False), title)

    return read


def _iso(moment: datetime | str | None) -> str | None:
    return moment.isoformat() if isinstance(moment, datetime) else moment


TOOLS = {
    "warta": Tool(warta),
    "trafilatura": Tool(lambda: trafilatura(with_comments=True), "trafilatura"),
    "trafilatura --no-comments": Tool(lambda: trafilatura(with_comments=False), "trafilatura"),
    "newspaper4k": Tool(newspaper, "newspaper4k"),
    "news-please": Tool(news_please, "news-please"),
    "goose3": Tool(goose, "goose3"),
    "readability-lxml": Tool(readability, "readability-lxml", ("text", "title")),
    "justext": Tool(justext, "jusText", ("text",)),
    "resiliparse": Tool(resiliparse, "resiliparse", ("text", "title")),
    "fundus": Tool(fundus, "fundus", datasets=("fundus",)),
}
