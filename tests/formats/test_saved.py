"""Pages that browsers and mirroring programs saved: which address they had, and MHTML files."""

import email.policy
import plistlib
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.core.errors import Unreadable
from ingest.core.model import Kind, Page
from ingest.formats import files, saved

URL = "https://muara.test/berita/ikan?id=7&x=1"
HTML = "<html><head><title>Ikan</title></head><body><p>Perahu merapat.</p></body></html>"


def read(path: Path, body: bytes | str) -> Page:
    path.write_bytes(body.encode() if isinstance(body, str) else body)
    (page,) = files.pages(path, now=lambda: datetime(2026, 1, 6, tzinfo=UTC))
    assert isinstance(page, Page)
    return page


@pytest.mark.parametrize(
    "mark",
    [
        f"<!-- saved from url=(0039){URL} -->",
        f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: Tue Jan 06 2026\n-->",
        f"<!-- Mirrored from {URL.removeprefix('https://')} by HTTrack Website Copier/3.x -->",
        f'<html data-scrapbook-source="{URL.replace("&", "&amp;")}">',
        f'<base href="{URL}">',
        f"<meta name='savepage-url' content='{URL}'>",
        f'<script>__wm.wombat("{URL}","2026")</script>',
        f"<!-- Saved from: {URL} -->",
    ],
)
def test_a_saved_page_has_the_address_that_it_notes(tmp_path: Path, mark: str) -> None:
    page = read(tmp_path / "a.html", f"<!DOCTYPE html>{mark}{HTML}")
    assert page.url.removeprefix("http://").removeprefix("https://") == URL.removeprefix("https://")
    assert [sighting.kind for sighting in page.sightings] == ["file"]


@pytest.mark.parametrize(
    "mark",
    ["", "<base href='https://muara.test/'>", "<base href='https://muara.test/berita/'>", "<base href='/a'>",
     "<!-- saved from url=(0014)about:internet -->", "<!-- saved from url=(0020)file:///C:/a.html -->"],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_not_taken_for_one(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "a.html"
    assert read(path, f"<!DOCTYPE html>{mark}{HTML}").url == path.as_uri()


def test_a_page_in_mhtml_is_read_with_its_address(tmp_path: Path) -> None:
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = URL
    message.set_content(
        HTML.replace("Perahu", "Perahu é"), subtype="html", charset="iso-8859-1", cte="quoted-printable"
    )
    message.make_related()
    message.add_related(b"GIF89a", maintype="image", subtype="gif")
    page = read(tmp_path / "a.mhtml", message.as_bytes())
    assert (page.url, "Perahu é merapat" in page.body.decode()) == (URL, True)


def test_what_belongs_to_a_saved_page_is_left_out(tmp_path: Path) -> None:
    for name in ("a.html", "a_files/frame.html", "b-Dateien/iklan.html", "c_files/berita.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(HTML)
    (tmp_path / "b.htm").write_text(HTML)
    found = [page.url.rpartition("/")[2] for page in files.pages(tmp_path, now=lambda: datetime(2026, 1, 6, tzinfo=UTC))
             if isinstance(page, Page)]  # fmt: skip
    assert sorted(found) == ["a.html", "b.htm", "berita.html"]


@settings(deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from([b"", b"<!-- saved from url=(0001)", b"MIME-Version: 1.0\nContent-Type: "])
)
def test_no_bytes_make_it_fail(body: bytes, start: bytes) -> None:
    saved.address(start + body)
    saved.from_mhtml(start + b"multipart/related\n" + body)
    assert saved.is_mhtml(b"From: a\n" + start) is False or start


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
@pytest.mark.parametrize("encoding", ["UTF-8", "windows-1252", "utf-16", "", "no-such"])
def test_a_web_archive_of_safari_is_a_page_with_its_address(
    tmp_path: Path, form: plistlib.PlistFormat, encoding: str
) -> None:
    said = encoding if encoding in ("windows-1252", "utf-16") else "UTF-8"
    page = HTML.replace("Perahu", "Perahu é")
    main = {
        "WebResourceData": page.encode(said), "WebResourceMIMEType": "text/html", "WebResourceURL": URL,
        "WebResourceTextEncodingName": encoding, "WebResourceFrameName": "",
    }  # fmt: skip
    image = {"WebResourceData": bytes(range(256)), "WebResourceURL": "https://muara.test/a.png"}
    found = read(
        tmp_path / "a.webarchive", plistlib.dumps({"WebMainResource": main, "WebSubresources": [image]}, fmt=form)
    )
    assert (found.kind, found.url, found.body.decode()) == (Kind.PAGE, URL, page)


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_web_archive_that_is_broken_or_of_no_page_is_told(tmp_path: Path, form: plistlib.PlistFormat) -> None:
    whole = plistlib.dumps(
        {"WebMainResource": {"WebResourceData": b"<p>", "WebResourceMIMEType": "text/html"}}, fmt=form
    )
    picture = plistlib.dumps(
        {"WebMainResource": {"WebResourceData": b"x", "WebResourceMIMEType": "image/png"}}, fmt=form
    )
    path = tmp_path / "a.webarchive"
    for body in (whole[:-30], picture, whole.replace(b"WebResourceData", b"WebResourceDate")):
        path.write_bytes(body)
        (found,) = files.pages(path, now=lambda: datetime(2026, 1, 6, tzinfo=UTC))
        assert isinstance(found, Unreadable)
        assert "web archive that is broken, or of no page" in found.reason


@given(st.binary(max_size=200), st.integers(0, 300))
def test_no_web_archive_raises(noise: bytes, at: int) -> None:
    whole = plistlib.dumps({"WebMainResource": {"WebResourceData": b"<p>Ikan</p>"}}, fmt=plistlib.FMT_BINARY)
    saved.from_webarchive(whole[:at] + noise + whole[at:])
