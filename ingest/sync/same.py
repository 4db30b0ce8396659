"""Which of the subscriptions is meant by an address, or by what it answers."""

from collections.abc import Iterable

from ingest.core import urls
from ingest.core.model import Fetched
from store import Source


def like(known: Iterable[Source], url: str) -> Source | None:
    """Return the subscription at an address, or at one that differs only in scheme or a slash; None without one."""
    alike = [source for source in known if _bare(url) in (_bare(source.url), _bare(source.moved_to))]
    return next((source for source in alike if source.url == url), next(iter(alike), None))


def named(known: Iterable[Source], url: str) -> list[Source]:
    """Return the subscriptions that a person means by an address: that one, or those that it led to."""
    sources = list(known)
    one = like(sources, url)
    return [one] if one else [source for source in sources if _bare(source.given) == _bare(url)]


def twin(known: Iterable[Source], fetched: Fetched) -> Source | None:
    """Return the subscription to what was received, at another address of its site; None without one."""
    page = fetched.page
    if page is None or fetched.validators is None:
        return None
    where, body = page.url, fetched.validators.sha256
    sources = list(known)
    alike = (source for source in sources if source.listed and source.body_hash == body)
    return like(sources, where) or next((source for source in alike if urls.same_site(source.url, where)), None)


def _bare(url: str | None) -> str | None:
    return url and urls.canonical(url).partition("://")[2].rstrip("/")
