"""The words of an article for the index: stems, and words inside runs of letters."""

from . import stems, unspaced


def beyond(title: str | None, description: str | None, text: str, language: str | None) -> str:
    """Return the column ``stems`` of an article: what its words are found by beside themselves."""
    texts = title, description, text
    found = stems.beyond_words("\n".join(filter(None, texts)), language), unspaced.tokens(*texts)
    return " ".join(filter(None, found))
