"""What an address says of the page there: whether it can be that of one article, and its other forms."""

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

from ingest.core import urls

# What stands last in the address of no article.
_NO_ARTICLE = re.compile(
    r"(?:index|default|home|beranda|main|utama|error|404|not-?found|undefined|null|none|nan|false|blank|#|)(?:\.\w+)?"
)
_WORDS_OR_NUMBER = re.compile(r"\d|\w-\w+-\w|\.\w+$")  # as in the last part of an article's address
_FORM = re.compile(
    r"(?:/(?:amp|print|cetak|full|all|single|m|mobile|komentar|comments?|index\.\w+)(?:\.html?)?)+/?$", re.I
)
_OF_ARTICLES = frozenset({
    "id", "no", "nid", "aid", "pid", "tid", "sid", "cid", "eid", "p", "n", "a", "art", "article", "artikel",
    "article_id", "articleid", "newsid", "news_id", "news", "berita", "idberita", "id_berita", "storyid", "story",
    "post", "postid", "post_id", "page_id", "itemid", "item", "kode", "nomor", "slug", "title", "judul", "url", "q",
})  # fmt: skip
_HOST_FORM = re.compile(r"^(?:(?:www|m|mobile|amp)\.)+(?=[^.]+\.)")


def is_general(url: str, found: str) -> bool:
    """Whether ``url`` can be no address of the very article at ``found``: it drops what tells that from others.

    A front page, a section above it, a placeholder, a script without its number. Raises nothing.
    """
    one, other = _parts(url), _parts(found)
    if one is None or other is None or not urls.is_web(url) or url == found:
        return False
    name = one.path.rstrip("/").rpartition("/")[2].lower()
    if one.path != other.path and not one.query and _NO_ARTICLE.fullmatch(name):
        return True
    rest = other.path.removeprefix(one.path.rstrip("/"))
    if rest != other.path and rest.startswith("/") and rest != "/" and not one.query:  # it is above
        return not (_WORDS_OR_NUMBER.search(name) or _FORM.fullmatch(rest))
    dropped = {part.partition("=")[0].lower() for part in {*other.query.split("&")} - {*one.query.split("&")}}
    return bool(one.path == other.path and dropped & _OF_ARTICLES)


def next_part(found: str, called_next: Iterable[str | None]) -> str | None:
    """Return the address of the part that comes after the one at ``found``; None when no link leads to it.

    ``called_next`` are the addresses that a page calls the next; most of them are of another article. Raises nothing.
    """
    whole, number = urls.part(found)
    return next((url for url in called_next if url and urls.part(url) == (whole, number + 1)), None)


def aliases(url: str) -> tuple[str, ...]:
    """Return other forms of a web address that mostly lead to the same page: with www., m., amp., /amp, a slash.

    None of one that is malformed. Raises nothing.
    """
    parts = _parts(url)
    if parts is None:
        return ()
    host = _HOST_FORM.sub("", parts.netloc)
    path = _FORM.sub("", re.sub("/{2,}", "/", parts.path)).rstrip("/") or ""
    path = path.removeprefix("/amp") if path.startswith("/amp/") else path
    if not path:
        return ()
    query = f"?{parts.query}" if parts.query else ""
    return tuple(
        f"{scheme}://{prefix}{host}{form}{query}"
        for scheme in ("https", "http")
        for prefix in ("", "www.", "m.", "amp.")
        for form in (path, f"{path}/", f"{path}/amp", f"/amp{path}")
    )


def _parts(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:  # http://[:]
        return None
