"""Events that several articles tell: the largest of late, and one with all its articles in their order."""

from datetime import UTC, datetime, timedelta

from store.stories.events import Member, Story
from store.web.responses import Response

from .visit import NotThere, Visit

_DAYS = {"week": 7, "month": 30, "year": 365}  # up to the archive's latest day
_MOST = 20
_MOST_ARTICLES = 200  # of one story on its page


def page(visit: Visit) -> Response:
    """Return the page of the largest stories. Raises BadParameter, or a StoreError."""
    period = visit.query.choice("period", "week", "month", "year")
    language = visit.query.language("language")
    today = datetime.now(UTC).date()
    since = (visit.archive.browse.last_day(today) or today) - timedelta(days=_DAYS[period] - 1)
    found = visit.archive.stories(since=since, language=language, limit=_MOST)
    return visit.view.page(
        "stories.html",
        stories=[(story, _leads(story)) for story in found],
        periods=[*_DAYS],
        period=period,
        language=language,
        since=since,
    )


def one(visit: Visit, story_id: str) -> Response:
    """Return the page of a story. Raises NotThere, or a StoreError."""
    story = visit.archive.browse.story(int(story_id))
    if story is None:
        raise NotThere("no_story")
    return visit.view.page("story.html", story=story, leads=_leads(story), articles=story.articles[:_MOST_ARTICLES])


def _leads(story: Story) -> list[Member]:
    """The articles whose headlines stand for a story; its first where none has a headline."""
    return [*story.leads.values()] or [story.articles[0]]
