"""Which words of two languages stand for each other, and how common a word is in news: counts, no sentences.

``id-en.tsv.gz`` is made by ``benchmarks/lexicon/``; its head names what it was counted in, with the licences.
"""

from store.db.errors import DamagedLexicon

from .lexicon import Lexicon, load

__all__ = ["DamagedLexicon", "Lexicon", "load"]
