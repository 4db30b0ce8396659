"""The words that were looked for, marked in whatever text shows them."""

from functools import cache

from markupsafe import Markup

from store.db.errors import BadQuery
from store.search import query as queries
from store.search.forms import Forms, Terms

from .view import marked


class Marks:
    """What a search looks for, to be marked; a text that names no word marks nothing."""

    def __init__(self, text: str) -> None:
        try:
            terms = queries.parse(text).terms
        except BadQuery:
            terms = Terms()
        self._forms = cache(lambda language: Forms(terms, language))

    def __call__(self, text: str, language: str | None) -> Markup:
        """Return the text, escaped, with every form of the words in <mark>."""
        return marked(text, tuple(self._forms(language).spans(text)))
