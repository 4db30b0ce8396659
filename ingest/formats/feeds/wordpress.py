"""Posts as WordPress hands them out (``/wp-json/wp/v2/posts``): the addresses of its pages, and what they list.

See https://developer.wordpress.org/rest-api/reference/posts/ and …/using-the-rest-api/pagination/.
"""

import json
import re
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

from ingest.core import urls
from ingest.core.errors import NothingFound
from ingest.core.model import Entry, Listing, Page
from ingest.formats import json_records

from . import fields

_RENDERED = re.compile(r"(?<!\\)\"rendered\"\s{0,9}:")
_INTERFACE = re.compile(r"(?P<root>.*/wp-json)/wp/v2/[\w-]+/?$")
_INSIDE = re.compile(r"(?P<root>.*/wp-json)(?:/.*)?$")
_ROUTE = re.compile(r"/wp/v2/[\w-]+/?")
_POSTS = "/wp/v2/posts"
_OURS = frozenset({"page", "per_page", "_embed", "order", "orderby", "context"})
_SLACK = timedelta(days=2)  # the bounds are read by the site's clock
_TOTAL = re.compile(r"^X-WP-TotalPages:\s*(\d{1,9})\s*$", re.I | re.M)
_COUNT = re.compile(r"^X-WP-Total:\s*(\d{1,12})\s*$", re.I | re.M)
_FARTHEST = 14 * 60  # minutes from UTC
_MINUTE = timedelta(minutes=1)


# -- addresses


def is_interface(url: str) -> bool:
    """Return whether an address is of a list of posts. Raises nothing."""
    parts = _parts(url)
    if parts is None:
        return False
    route = dict(parse_qsl(parts.query)).get("rest_route", "")
    return bool(_INTERFACE.fullmatch(parts.path) or _ROUTE.fullmatch(route))


def interfaces(url: str) -> tuple[str, ...]:
    """Return where a site may have its list of posts, the likeliest first; a list itself is the only one.

    Raises nothing.
    """
    parts = _parts(url)
    if parts is None or is_interface(url):
        return (url,)
    inside = _INSIDE.fullmatch(parts.path)
    folder = inside["root"].removesuffix("/wp-json") if inside else parts.path.rstrip("/")
    places = dict.fromkeys((f"{folder}/wp-json{_POSTS}", f"/wp-json{_POSTS}"))
    found = [urlunsplit((parts.scheme, parts.netloc, path, "", "")) for path in places]
    return (*found, urlunsplit((parts.scheme, parts.netloc, f"{folder}/", f"rest_route={_POSTS}", "")))


def page_address(base: str, page: int, per_page: int, since: date | None = None, until: date | None = None) -> str:
    """Return the address of a page of a list, the latest posts first; of posts between two days, more or less.

    Raises nothing.
    """
    parts = _parts(base)
    if parts is None:  # which the client refuses
        return base
    said = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in _OURS]
    said += [("per_page", str(per_page)), ("page", str(page)), ("_embed", "author,wp:term")]
    said += [("after", _bound(since, -_SLACK))] if since else []
    said += [("before", _bound(until, _SLACK + timedelta(days=1)))] if until else []
    return urlunsplit(parts._replace(query=urlencode(said, safe="/,:")))


def _parts(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:  # http://[x
        return None


def _bound(day: date, slack: timedelta) -> str:
    try:
        return f"{datetime(day.year, day.month, day.day) + slack:%Y-%m-%dT%H:%M:%S}".rjust(19, "0")  # noqa: DTZ001
    except OverflowError:
        return f"{day.year:04}-{day.month:02}-{day.day:02}T00:00:00"


def total_pages(page: Page) -> int | None:
    """Return how many pages a list says to have; None when it does not say. Raises nothing."""
    found = _TOTAL.search(page.headers or "")
    return int(found[1]) if found else None


def total(page: Page) -> int | None:
    """Return how many posts a list says to have; None when it does not say. Raises nothing."""
    found = _COUNT.search(page.headers or "")
    return int(found[1]) if found else None


# -- what a page lists


def begins(head: str) -> bool:
    """Return whether JSON begins as posts do: their title is an object with a field "rendered". Raises nothing."""
    return head.lstrip()[:1] in ("[", "{") and _RENDERED.search(head) is not None


def parse(text: str, url: str) -> Listing:
    """What a list of posts, found at ``url``, holds; also of one post alone, and of posts a line each.

    Posts that are broken are counted. Raises NothingFound when there is none.
    """
    posts, broken = _posts(text)
    entries = [_entry(post, url) for post in posts if "link" in post or "title" in post]
    if not entries:
        said = next((post.get("message") for post in posts if isinstance(post.get("message"), str)), None)
        is_json = text.lstrip()[:1] in ("[", "{")
        reason = "its JSON is broken" if is_json and broken else "it lists no posts of WordPress"
        reason = f"it says: {fields.plain(said)}" if said else reason
        raise NothingFound("reading the posts of", url, reason, "check the address in a browser")
    repaired = "broken JSON" if broken else None
    return Listing(entries=tuple(entries), site_url=urls.root(url), repaired=repaired, broken=broken)


def _posts(text: str) -> tuple[list[dict[str, Any]], int]:
    """The objects in a text, and how many are broken."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        found = [*json_records.split(text.encode("utf-8", "replace").split(b"\n"))]
        return [each.fields for each in found if each.fields], sum(not each.fields for each in found)
    return [post for post in (whole if isinstance(whole, list) else [whole]) if isinstance(post, dict)], 0


def _entry(post: dict[str, Any], base: str) -> Entry:
    """An entry; only one whose text is not all there has a page that is to be fetched."""
    link = fields.own_address(base, [fields.text(post.get("link"))])
    url = urls.canonical(link)
    published, offset = _dated(post, "date", base)
    content, excerpt = _rendered(post, "content"), _rendered(post, "excerpt")
    is_whole = bool(link and fields.whole(content, None))
    sections, tags = _terms(post, "category"), _terms(post, "post_tag")
    return Entry(
        url=url,
        link=link if link != url else None,
        key=_rendered(post, "guid") or "",
        title=fields.plain(_rendered(post, "title")),
        published=published,
        published_offset=offset,
        modified=_dated(post, "modified", base)[0],
        summary=fields.plain(excerpt),
        authors=fields.people(_authors(post)),
        section=next(iter(sections), None),
        tags=tuple(dict.fromkeys((*sections[1:], *tags))),
        content=content,
        has_page=not is_whole,
    )


def _rendered(post: dict[str, Any], name: str) -> str | None:
    """A field as readers see it; None of a protected one, which holds a form."""
    value = post.get(name)
    if not isinstance(value, dict):
        return fields.text(value)
    return None if value.get("protected") is True else fields.text(value.get("rendered"))


def _dated(post: dict[str, Any], name: str, base: str) -> tuple[datetime | None, int | None]:
    """The moment of a field, and how many minutes the site's clock is ahead of UTC."""
    wall, in_utc = _moment(post.get(name)), _moment(post.get(f"{name}_gmt"))
    if in_utc is None:
        return fields.dated(post.get(name), None, base) if wall else (None, None)
    moment, _ = fields.dated(f"{in_utc.isoformat()}Z", None, base)
    ahead = round((wall - in_utc) / _MINUTE) if wall else None
    return moment, ahead if ahead and abs(ahead) <= _FARTHEST else None


def _moment(value: object) -> datetime | None:
    """A time as WordPress writes it, by whichever clock; None of 0000-00-00T00:00:00."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment.replace(tzinfo=None) if moment else None


def _authors(post: dict[str, Any]) -> list[Any]:
    found = [each.get("name") for each in _embedded(post, "author") if isinstance(each, dict)]
    yoast = post.get("yoast_head_json")  # a widespread plugin writes its name there
    return [*filter(None, found)] or ([yoast.get("author")] if isinstance(yoast, dict) else [])


def _terms(post: dict[str, Any], taxonomy: str) -> tuple[str, ...]:
    groups = _embedded(post, "wp:term")
    terms = (term for group in groups if isinstance(group, list) for term in group if isinstance(term, dict))
    return fields.names([term.get("name") for term in terms if term.get("taxonomy") == taxonomy])


def _embedded(post: dict[str, Any], name: str) -> list[Any]:
    embedded = post.get("_embedded")
    value = embedded.get(name) if isinstance(embedded, dict) else None
    return value if isinstance(value, list) else []
