"""What each file of badinputs.tar.gz is expected to come to, one by one, through what reads its kind.

Robots, addresses of networks, redirects and queries are in test_client.py and test_search.py. Where warta does
otherwise, and means it, that is counted apart, with the reason.

``python -m tests.corpus.test_badinputs`` prints the table.
"""

import ast
import csv
import io
import json
import re
import tarfile
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from ingest.cli.render import terminal
from ingest.core import charset, urls
from ingest.core.errors import IngestError, Unreadable
from ingest.core.model import Listing, Page
from ingest.fetch import responses
from ingest.formats import files, jsonl
from ingest.formats.feeds import fields, xml
from ingest.pipeline import steps
from store import Archive, Article, BadQuery, Deposit
from store.export import csv as tables
from store.web import Request, Room
from tests.conftest import SHARED

NOW = datetime(2026, 1, 5, tzinfo=UTC)
MET = ""
# Why something is otherwise, and meant so.
HTML_5 = "feedparser reads HTML as no browser does: parts of scripts as text, endless comments, an old code point"
BASE = "a link is relative to where its feed is; Content-Location is not heeded"
NO_FIELD = "a field that warta does not keep (a feed's tagline, rights and info; places on a map)"
READ = "what contradicts itself in a file of plain ASCII changes nothing: it is read, and nothing was repaired"
NO_GUESS = "an old charset that nothing declares is not guessed; it is noted that bytes are no UTF-8"
SCRIPT = "the encoding is only in what a script would write"
NO_OBJECT = "good JSON, but it is no article: a number, a text, an empty list"
FIRST_OBJECT = "the object is whole, and what comes after it is passed over"
NO_HOST = "a name that is no IDNA of the Unicode that can_ada knows; no host has it"
NO_DNS = "browsers do not hold names to the lengths of the DNS either; the look-up says that there is no such host"
OTHERWISE = {
    "wellformed-sanitize-entry_content_crazy": HTML_5, "wellformed-sanitize-entry_summary_crazy": HTML_5,
    "wellformed-sanitize-feed_title_crazy": HTML_5, "wellformed-sanitize-item_description_crazy": HTML_5,
    "wellformed-sanitize-xml_malicious_comment": HTML_5, "entities-rang": HTML_5, "encoding-bozo_linenoise": HTML_5,
    "wellformed-http-headers_content_location-relative": BASE,
    "encoding-bozo_http_i18n": READ, "encoding-bozo_http_text_plain_charset": READ,
    "encoding-bozo_bogus_encoding": READ, "tests1-53": SCRIPT,
    **{f"n_object_{name}": FIRST_OBJECT for name in (
        "trailing_comment_open", "trailing_comment_slash_open", "trailing_comment_slash_open_incomplete",
        "with_trailing_garbage",
    )},
    "n_structure_object_with_trailing_garbage": FIRST_OBJECT, "n_structure_trailing__": FIRST_OBJECT,
}  # fmt: skip
Cases = Iterator[tuple[str, str | None]]  # a name, and MET, why it is otherwise, or None: it is not met


@lru_cache
def unpacked() -> dict[str, bytes]:
    with tarfile.open(SHARED / "corpus" / "badinputs.tar.gz") as archive:
        return {
            member.name.removeprefix("badinputs/"): (archive.extractfile(member) or io.BytesIO()).read()
            for member in archive
            if member.isfile() and "/robots_real/" not in member.name
        }


def expected(kind: str) -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    """The files of a kind with what is expected of them."""
    for line in unpacked()["MANIFEST.jsonl"].splitlines():
        said = json.loads(line)
        if re.fullmatch(kind, said["cls"]) and "expect" in said:
            yield Path(said["file"]).stem, unpacked()[said["file"]], said["expect"]


def listed(kind: str) -> Iterator[Any]:
    """The cases in the files of a kind."""
    for _, body, _ in expected(kind):
        yield from json.loads(body)


def result(name: str, is_met: bool) -> tuple[str, str | None]:
    return name, MET if is_met else OTHERWISE.get(name)


# -- feeds: the expressions that feedparser's own tests evaluate


def of_feeds() -> Cases:
    for name, body, expect in expected("feed_.*"):
        try:
            listing = xml.parse(charset.decode(body).lstrip("\ufeff"), "http://127.0.0.1:8097/x.xml")
        except IngestError:
            listing = None
        found = [_of_expression(each, body, listing) for each in _conditions(expect["expr"])]
        why = next((each for each in found if each), MET)  # of those that are no plain yes the first
        yield (name, why) if why else result(name, None not in found)


def _conditions(expression: str) -> list[ast.expr]:
    tree = ast.parse(expression.replace(" or feed['title'] == \"it's correct\"", ""), mode="eval").body
    return tree.values if isinstance(tree, ast.BoolOp) else [tree]


def _of_expression(condition: ast.expr, body: bytes, listing: Listing | None) -> str | None:
    said = ast.unparse(condition)
    if said == "bozo" or "bozo_exception" in said:
        return MET if listing is None or listing.repaired or not _is_utf_8(body) else None
    if not isinstance(condition, ast.Compare) or isinstance(condition.ops[0], ast.NotIn):
        return MET  # "not bozo", 1, and that there is no header that was not sent: it was read
    value, what = eval(ast.unparse(condition.comparators[0])), ast.unparse(condition.left)
    if what == "encoding":
        return _of_encoding(body, value)
    if what == "version":
        return MET if listing else None
    return _of_field(what, value, listing)


def _is_utf_8(body: bytes) -> bool:
    with suppress(UnicodeDecodeError):
        return bool(body.decode() or True)
    return False


def _of_encoding(body: bytes, name: str) -> str | None:
    same = charset.decode(body) == body.decode(name).lstrip("\ufeff")
    declared = re.search(rb"encoding=", body[:400].partition(b"?>")[0])
    return MET if same else None if declared else NO_GUESS


def _of_field(what: str, value: Any, listing: Listing | None) -> str | None:
    if re.search(r"tagline|copyright|info|where", what):
        return NO_FIELD
    if listing is None:
        return None
    entry = listing.entries[0] if listing.entries else None
    if what.startswith("feed"):
        shown = [listing.title, listing.site_url]
    elif entry:
        shown = [entry.title, entry.summary, fields.plain(entry.content), entry.url, entry.link]
    else:
        return None
    value = chr(value) if isinstance(value, int) else value
    return MET if (fields.plain(value) or value) in shown or value in shown or not fields.plain(value) else None


# -- pages and JSON


def of_encodings() -> Cases:
    for name, body, expect in expected("html_encoding"):
        label = charset.known(expect["encoding"]) or expect["encoding"]
        yield result(name, charset.decode(body, "text/html") == body.decode(label))


def of_labels() -> Cases:
    """A charset of any name costs nothing: UTF-8 stays what it is, and other bytes are still read as text."""
    for label in listed("charset_label"):
        said, words = f"text/html; charset={label}", "Perahu berlayar ke dermaga. "
        same = charset.decode(f"{words}é".encode(), said) == f"{words}é"
        yield label[:30], MET if same and charset.decode(words.encode() + b"\xe9", said) else None


def of_json() -> Cases:
    for name, body, expect in expected("json"):
        found = [*jsonl.pages(jsonl.lines(body), "/a.json", now=lambda: NOW)]
        is_read, verdict = any(isinstance(each, Page) for each in found), expect["verdict"]
        if verdict == "y" and not is_read:
            is_said = all(re.search("no JSON object|no field", str(getattr(each, "reason", ""))) for each in found)
            yield name, NO_OBJECT if is_said and not _has_words(json.loads(body)) else None
        else:
            yield result(name, verdict != "n" or not is_read)


def _has_words(value: Any) -> bool:
    objects = value if isinstance(value, list) else [value]
    return any(isinstance(each, dict) and any(each.values()) for each in objects)


def of_strings() -> Cases:
    """Any text is a title, and comes back as it was, without NUL and the spaces around it."""
    nothing = {"None", "null", "NaN", "nan"}  # what programs write for no value
    for text in listed("strings|terminal|csv_formula"):
        record = json.dumps({"title": text, "text": "Perahu berlayar ke dermaga."}).encode()
        [page] = jsonl.pages([record], "/a.jsonl", now=lambda: NOW)
        assert isinstance(page, Page)
        wanted = charset.whole(text.strip()).replace("\x00", "")
        title = steps.article(page).article["title"]
        yield text[:30], MET if title == (None if wanted in nothing else wanted or None) else None


# -- addresses


def of_addresses() -> Cases:
    for case in listed("url|url_extra"):
        if isinstance(case, dict):
            wanted = case.get("href", "").partition("#")[0]
            wanted = wanted if urls.is_web(wanted) else None
            found = urls.asked(case["input"], case.get("base") or "")
            is_no_name = found is None and wanted and "xn--" in wanted
            why = NO_HOST if is_no_name else NO_DNS if wanted is None and case.get("message") else None
            yield case["input"], MET if found == wanted else why


def of_names() -> Cases:
    for case in listed("url_idna"):
        found = urls.asked(f"http://{case['input']}/")
        host, wanted = found and found[len("http://") : -1], case["output"]
        is_newer = host is None or "\u1e9e" in case["input"]
        yield case["input"], MET if host == wanted else NO_HOST if is_newer else None


# -- what comes out


def of_terminals() -> Cases:
    """One line, without what a terminal obeys."""
    for text in listed("terminal|strings"):
        shown = terminal.line(text).encode("utf-8", "backslashreplace").decode()  # as a stream writes it
        kinds = {unicodedata.category(letter) for letter in shown}
        is_safe = not kinds & {"Cc", "Zl", "Zp"} and not re.search("[\u202a-\u202e\u2066-\u2069]", shown)
        yield text[:30], MET if is_safe else None


def of_formulas() -> Cases:
    for text in listed("csv_formula|terminal"):
        output = io.BytesIO()
        tables.write([{"title": charset.whole(text)}], ["title"], output, for_spreadsheets=True)
        [_, [cell]] = csv.reader(io.StringIO(output.getvalue().decode("utf-8-sig"), newline=""))
        runs = charset.whole(text).startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
        yield text[:30], MET if cell == ("'" if runs else "") + charset.whole(text) else None


def of_scripts() -> Cases:
    """In the reading room a text is a text, wherever it stands."""
    texts = [charset.whole(text).replace("\x00", "") or "x" for text in listed("xss|strings")]
    with tempfile.TemporaryDirectory() as folder:
        with Archive(Path(folder, "news.db")) as archive:
            placed = archive.put_all([Deposit(article=_saying(text, number)) for number, text in enumerate(texts)])
        room = Room(path=Path(folder, "news.db"))
        for text, where in zip(texts, placed, strict=True):
            answer = room.answer(Request(path=f"/article/{where.id}", query={"q": text[:100]}))
            yield text[:30], MET if answer.status == 200 and _is_harmless(answer.body) else None


def _saying(text: str, number: int) -> Article:
    return Article(
        url=f"javascript:{number}{text}", title=text, text=f"{text}\nPerahu {number}.", authors=(text,), site=text,
        section=text, tags=(text,), description=text, image=text,
    )  # fmt: skip


def _is_harmless(body: bytes) -> bool:
    tree = html.fromstring(body.decode())
    obeyed = [
        element
        for element in tree.iter("*")
        if (element.tag == "script" and not str(element.get("src")).startswith("/static/"))
        or element.tag in ("img", "iframe", "object", "embed", "base", "svg", "math", "style")
        or any(name.startswith("on") for name in element.attrib)
        or re.match(r"[\x00-\x20]*(?:javascript|data|vbscript):", element.get("href") or element.get("src") or "", re.I)
    ]
    return not obeyed


def of_headers() -> Cases:
    """What a server sent is sent back only as it may stand in a header."""
    for value in listed("header_inject"):
        kept = responses._returnable(value)
        yield value[:30], MET if kept is None or not re.search(r"[\x00-\x1f\x7f]", kept) else None


def of_statements() -> Cases:
    """Whatever is asked, nothing is written, and it ends."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "news.db")
        with Archive(path) as archive:
            archive.put(Article(url="https://dermaga.example/1", title="Garam", text="Harga garam naik."))
        before, other = path.read_bytes(), Path("/tmp/x")  # where some of them would write
        was_there = other.stat().st_mtime_ns if other.exists() else None
        for sql in listed("sql_inject"):
            with Archive(path, readonly=True) as archive, suppress(BadQuery):
                archive.query(sql)
            is_there = other.stat().st_mtime_ns if other.exists() else None
            yield sql, MET if path.read_bytes() == before and is_there == was_there else None


def of_paths() -> Cases:
    """A name that leads elsewhere is one line about a file that is not there, or a folder."""
    for name in listed("path_traversal"):
        with tempfile.TemporaryDirectory() as folder:
            found = [*files.pages(Path(folder, "pages", name.lstrip("/~")), now=lambda: NOW)]
            is_told = [type(each) for each in found] == [Unreadable] and "\n" not in terminal.line(found[0])
        yield name[:30], MET if is_told else None


KINDS: dict[str, tuple[Callable[[], Cases], int]] = {
    "feeds": (of_feeds, 661), "encodings of pages": (of_encodings, 51), "labels of charsets": (of_labels, 35),
    "JSON": (of_json, 189), "texts": (of_strings, 370), "addresses": (of_addresses, 486),
    "names of hosts": (of_names, 1800), "terminal": (of_terminals, 358), "formulas": (of_formulas, 30),
    "scripts": (of_scripts, 350), "headers": (of_headers, 5), "SQL": (of_statements, 15), "paths": (of_paths, 23),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_expected_comes_or_is_otherwise_for_a_reason(kind: str, shared: Path) -> None:
    read, count = KINDS[kind]
    found = [*read()]
    assert [name for name, why in found if why is None] == []
    assert len(found) == count


def main() -> None:
    """Print how many cases there are of each kind, how many are met, and why the others are not."""
    for kind, (read, _) in KINDS.items():
        found = Counter(why for _, why in read())
        others = "; ".join(f"{times}: {why or 'NOT MET'}" for why, times in found.items() if why != MET)
        print(f"| {kind} | {found.total()} | {found[MET]} | {others} |")


if __name__ == "__main__":
    main()
