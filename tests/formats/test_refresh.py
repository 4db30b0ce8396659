"""Pages that only lead on to another one, and those that hold an article all the same."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.core.model import Kind, Page
from ingest.formats import refresh, sniff

HERE = "http://muara.test/kapal/1"
THERE = "http://muara.test/baru"
ARTICLE = "<p>" + "Nelayan pulang pagi ini dengan perahu yang penuh ikan. " * 20 + "</p>"
NOTICE = "<p>Halaman ini sudah pindah. Anda akan dibawa ke sana dalam beberapa detik.</p>"


def page(html: str | bytes, header: str | None = None) -> Page:
    body = html if isinstance(html, bytes) else html.encode()
    return Page(url=HERE, body=body, kind=Kind.PAGE, fetched=datetime(2026, 5, 1, tzinfo=UTC), refresh=header)


def meta(content: str, body: str = NOTICE) -> str:
    return f'<html><head><meta http-equiv="refresh" content="{content}"></head><body>{body}</body></html>'


@pytest.mark.parametrize(
    "content",
    [
        "0;url=/baru", "0; URL=/baru",
        "3;Url='/baru'", "0;url=&quot;/baru&quot;", "10 , url = /baru", "0.5; /baru", "0 /baru",
        "0; url=../baru", "0;url=http://muara.test/baru#isi", "0;url=\\baru", "0; url='/baru' ",
    ],
)  # fmt: skip
def test_a_page_without_an_article_leads_on(content: str) -> None:
    assert refresh.target(page(meta(content))) == THERE
    header = content.replace("&quot;", '"')
    assert refresh.target(page(f"<html><body>{NOTICE}</body></html>", header)) == THERE


@pytest.mark.parametrize(
    "html",
    [
        "<noscript><META CONTENT='0;URL=/baru' HTTP-EQUIV=Refresh></noscript>" + NOTICE,
        "<base href='http://muara.test/a/b/'><meta http-equiv=refresh content='0;url=../../baru'>",
        "<meta http-equiv='refresh' content='0;url=/baru'><nav>" + ARTICLE + "</nav><script>" + ARTICLE + "</script>",
        meta("2;url=/baru?a=1&amp;amp;b=2").replace("/baru?a=1&amp;amp;b=2", "/baru"),
        meta("5;url=/baru", NOTICE * 6 + "<a href='/baru'>lanjut</a>"),
        "<html><script>window.location.replace('/baru');</script></html>",
        '<html><head><script>location.href = "http://muara.test/baru"</script></head><body></body></html>',
    ],
)
def test_wherever_and_however_it_says_so(html: str) -> None:
    assert refresh.target(page(html)) == THERE


@pytest.mark.parametrize(
    "html",
    [
        meta("0;url=/baru", ARTICLE),
        meta("300"),
        meta("5"),
        meta("11;url=/baru"),
        meta("url=/baru"),
        meta("0;url=javascript:alert(1)"),
        meta("0;url=file:///etc/passwd"),
        meta("0;url=http://[x"),
        "<!-- <meta http-equiv=refresh content='0;url=/baru'> -->" + NOTICE,
        "<html><script>location.href='/baru'</script><p>Tunggu</p></html>",
        "<html><script>if (a) { location.href='/baru' }</script></html>",
        "",
    ],
)
def test_what_holds_an_article_or_names_no_page_stays(html: str) -> None:
    assert refresh.target(page(html)) is None


def test_escaped_addresses_are_read() -> None:
    assert refresh.target(page(meta("0;url=/baru?a=1&amp;b=2"))) == f"{THERE}?a=1&b=2"
    assert refresh.target(page(meta("0;url=/baru?a=1&amp;amp;b=2"))) == f"{THERE}?a=1&b=2"


def test_a_page_that_waits_for_a_script_is_told_from_an_article_with_one() -> None:
    script = "<script>if (ok) { window.location = '/baru'; }</script>"
    assert refresh.waits_for_script(page(f"<html>{script}<p>Tunggu sebentar</p></html>"))
    assert not refresh.waits_for_script(page(f"<html>{script}{ARTICLE}</html>"))


@given(st.text(max_size=60), st.text(max_size=60), st.binary(max_size=60))
def test_no_content_makes_it_fail(content: str, link: str, junk: bytes) -> None:
    for html in (meta(content), meta(f"0;url={link}"), f"<script>location='{link}'</script>".encode() + junk, junk):
        told = page(html, header=f"1;{link}")
        assert refresh.target(told) is None or "://" in str(refresh.target(told))
        assert refresh.waits_for_script(told) in (True, False)
        assert sniff.may_lead_on(told.body) in (True, False)
