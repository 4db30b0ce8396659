"""The head of a page that declares nothing."""

from ingest.extract.metadata.head import Head

NOTHING = Head(
    meta={},
    canonicals=(),
    pictures=(),
    base=None,
    title=None,
    headings=(),
    kickers=(),
    subheadings=(),
    is_headed=False,
    times=(),
    language=None,
)
