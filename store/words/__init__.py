"""The words of an article for the index: stems, and words inside runs of letters."""

from . import amounts, stems, unspaced


def beyond(title: str | None, description: str | None, text: str, language: str | None) -> str:
    """Return the column ``stems`` of an article: what its words are found by beside themselves."""
    stemmed = stems.beyond_words("\n".join(filter(None, (title, description, text))), language)
    return " ".join(filter(None, (stemmed, inner(title, description, text))))


def inner(title: str | None, description: str | None, text: str | None) -> str:
    """Return the part of the column ``stems`` that is no stems: words inside runs of letters; "" without."""
    texts = title, description, text
    return " ".join(filter(None, (amounts.tokens(*texts), unspaced.tokens(*texts))))
