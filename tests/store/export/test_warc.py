"""A WARC holds what was received, as what reads WARCs understands it."""

from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from store import Archive, Article, Capture, ExportOptions, Failure, Revisit
from tests.store.export.harbour import DAY, FERRY, exported, fill

BOM = "\ufeff"
HEAD = """\
HTTP/1.1 200 Alles gut
Content-Type: text/html; charset=utf-8
Set-Cookie: a=1
Set-Cookie: b=2
Content-Encoding: br
Transfer-Encoding: chunked
X-Pulau: Sabang \u2014 Rote
"""
PAGE = Capture(
    url=FERRY, fetched=DAY, status=200, content_type="text/html", headers=HEAD, body="<p>Feri \u2026".encode()
)


def put(archive: Archive, *captures: Capture) -> None:
    for number, capture in enumerate(captures):
        archive.put(Article(url=f"https://dermaga.example/{number}", text=f"Feri {number}."), capture=capture)


def records_of(content: bytes) -> list[tuple[str, dict[str, str], object, bytes]]:
    return [
        (
            record.rec_type, dict(record.rec_headers.headers), record.http_headers,
            record.content_stream().read(),
        )
        for record in ArchiveIterator(BytesIO(content), check_digests="raise")
    ]  # fmt: skip


@pytest.mark.parametrize("is_packed", [False, True])
def test_an_answer_is_a_response_with_status_line_and_headers(archive: Archive, is_packed: bool) -> None:
    put(archive, PAGE)
    output = BytesIO()
    made = archive.export(output, ExportOptions(format="warc", is_packed=is_packed))
    assert (made.articles, output.getvalue()[:2] == b"\x1f\x8b") == (1, is_packed)
    (kind, about, _, info), (_, warc, http, body) = records_of(output.getvalue())
    assert kind == "warcinfo"
    assert b"software: warta/" in info
    assert about["Content-Type"] == "application/warc-fields"
    assert (warc["WARC-Type"], warc["WARC-Target-URI"], warc["WARC-Date"]) == (
        "response",
        FERRY,
        "2026-01-05T22:30:00Z",
    )
    assert body == PAGE.body
    assert (http.protocol, http.statusline) == ("HTTP/1.1", "200 Alles gut")
    assert http.headers == [
        ("Content-Type", "text/html; charset=utf-8"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"),
        ("X-Archive-Orig-Content-Encoding", "br"), ("X-Archive-Orig-Transfer-Encoding", "chunked"),
        ("X-Pulau", "Sabang%20%E2%80%94%20Rote"), ("Content-Length", str(len(PAGE.body))),
    ]  # fmt: skip


def test_an_answer_that_came_again_is_a_revisit(archive: Archive) -> None:
    put(archive, PAGE)
    again = [(DAY.replace(day=7), 200), (DAY.replace(day=6), 304)]
    archive.revisit([Revisit(url=FERRY, sha256=PAGE.sha256, fetched=at, status=status) for at, status in again])
    _, (_, first, _, _), *others = records_of(exported(archive, "warc"))
    assert [(kind, warc["WARC-Date"], http.get_statuscode(), body) for kind, warc, http, body in others] == [
        ("revisit", "2026-01-06T22:30:00Z", "304", b""), ("revisit", "2026-01-07T22:30:00Z", "200", b""),
    ]  # fmt: skip
    for _, warc, _, _ in others:
        assert warc["WARC-Refers-To-Target-URI"] == warc["WARC-Target-URI"] == FERRY
        assert warc["WARC-Refers-To-Date"] == first["WARC-Date"]
        assert warc["WARC-Payload-Digest"] == first["WARC-Payload-Digest"]
        assert warc["WARC-Profile"].endswith("/revisit/identical-payload-digest")


def test_of_an_answer_without_headers_the_type_is_told(archive: Archive) -> None:
    put(archive, Capture(url=FERRY, fetched=DAY, status=200, content_type="text/plain", body=b"Feri."))
    _, (_, _, http, _) = records_of(exported(archive, "warc"))
    assert (http.statusline, http.headers) == ("200", [("Content-Type", "text/plain"), ("Content-Length", "5")])


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<p>a", "text/html"),
        (f"{BOM}\n<p>".encode(), "text/html"),
        (b'{"a": 1}', "application/json"),
        (b"a", "text/plain"),
    ],
)
def test_what_was_a_file_is_a_resource(archive: Archive, body: bytes, kind: str) -> None:
    put(archive, Capture(url="file:///berkas/kapal laut.html", fetched=DAY, body=body))
    _, (what, warc, http, got) = records_of(exported(archive, "warc"))
    assert (what, warc["Content-Type"], http, got) == ("resource", kind, None, body)
    assert warc["WARC-Target-URI"] == "file:///berkas/kapal%20laut.html"


def test_filters_leave_the_pages_of_the_articles_and_without_them_all_are_there(archive: Archive) -> None:
    fill(archive)
    lost = Capture(url="https://dermaga.example/lost", fetched=DAY, status=200, body=b"x")
    failure = Failure(locator=lost.url, stage="extract", reason="no text", code="no_article")
    archive.fail([failure], run_id=archive.begin_run("import"), captures=[lost])
    assert [body for *_, body in records_of(exported(archive, "warc", query="feri"))][1:] == [
        b"Feri baru berlayar.", b"Feri baru batal berlayar.",
    ]  # fmt: skip
    assert records_of(exported(archive, "warc"))[-1][-1] == b"x"
    assert len(records_of(exported(archive, "warc", language="en"))) == 1


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_warcio_check_accepts_it(
    archive: Archive, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    hostile = Capture(url="https://a.example/\r\nX: 1?q=é", fetched=DAY, status=599, headers="\n: \nx", body=b"")
    put(archive, PAGE, hostile, Capture(url="urn:x", fetched=DAY, body=b""))
    archive.revisit([Revisit(url=FERRY, sha256=PAGE.sha256, fetched=DAY.replace(day=7), status=200)])
    archive.export(tmp_path / name, ExportOptions(format="warc", is_packed=name.endswith("gz")))

    class Asked:
        inputs = [str(tmp_path / name)]  # noqa: RUF012
        verbose = True

    checker = Checker(Asked())
    checker.process_all()
    assert checker.exit_value == 0, capsys.readouterr().out
    assert len(records_of((tmp_path / name).read_bytes())) == 5
