"""How alike an article is to others that are here: its keys are weighed again, which are not kept together.

The functions run inside the transaction of the batch, and raise sqlite3.Error as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from store.articles.keys import weigh
from store.lexicon import Lexicon

from . import matching
from .index import Index


@dataclass(frozen=True, slots=True)
class Likeness:
    """Scores of articles of one archive."""

    index: Index
    lexicon: Lexicon | None

    def __call__(self, article_id: int, others: Sequence[int]) -> dict[int, float]:
        """Return the scores of an article with others, by id; 0 of those that share no key."""
        if not others:
            return {}
        row = self.index.connection.execute(
            "SELECT title, text, language FROM articles WHERE id = :id", {"id": article_id}
        ).fetchone()
        weighed = weigh(row["title"], row["text"], row["language"], self.lexicon)
        keys = matching.chosen(weighed, self.index.terms.read(key for key, *_ in weighed))
        return matching.scores(self.index, keys, others)

    def of_the_days_around(self, article_id: int, others: Sequence[int]) -> dict[int, float]:
        """Return the same with those that it would be compared with as it comes in."""
        return self(article_id, [other for other in others if matching.is_near(article_id, other)])
