"""Web archives written by hand, a record at a time."""

import gzip
from collections.abc import Iterable

DATE = "2026-01-05T08:30:00Z"
PARAGRAPHS = (
    "Warga Muara Angsana menanam kembali seribu pohon bakau di sepanjang pantai yang terkikis ombak musim lalu.",
    "Mereka bekerja sejak pagi, dibantu murid sekolah dasar yang membawa bibit dari kebun di belakang balai desa.",
    "Kepala desa mengatakan bahwa pohon yang ditanam tiga tahun lalu sudah menahan lumpur setinggi lutut orang dewasa.",
    "Tahun depan pekerjaan yang sama dilanjutkan di tepi sungai, tempat jalan kampung mulai retak oleh air pasang.",
)


def page(title: str, *more: str) -> bytes:
    """An article with this headline."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in (*PARAGRAPHS, *more))
    body = f"<h1>{title}</h1><article>{text}</article>"
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>".encode()


def http(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    """A response as it was sent."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


def record(kind: str, url: str, block: bytes, *headers: str, date: str = DATE) -> bytes:
    """A record of a WARC file, not packed."""
    target = [f"WARC-Target-URI: {url}"] if url else []
    lines = ["WARC/1.0", f"WARC-Type: {kind}", *target, f"WARC-Date: {date}", *headers, f"Content-Length: {len(block)}"]
    return "\r\n".join([*lines, "", ""]).encode() + block + b"\r\n\r\n"


def response(url: str, body: bytes, *headers: str, date: str = DATE) -> bytes:
    """A record of a page that was sent as it is."""
    return record("response", url, http(body, *headers), date=date)


def packed(records: Iterable[bytes]) -> bytes:
    """Records, each packed with gzip on its own, as archives do it."""
    return b"".join(gzip.compress(each, mtime=0) for each in records)


def arc(url: str, body: bytes, date: str = "20140216050221") -> bytes:
    """An ARC file with one page."""
    about = b"1 0 Arsip\nURL IP-address Archive-date Content-type Archive-length\n\n"
    block = http(body)
    head = f"filedesc://a.arc 0.0.0.0 {date} text/plain {len(about)}\n".encode() + about
    return head + f"{url} 10.0.0.1 {date} text/html {len(block)}\n".encode() + block + b"\n"
