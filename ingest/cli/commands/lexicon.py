"""A person's own words for the lexicon of an archive: lexicon add, list, remove."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.cli.options import World
from ingest.cli.output import end, print_json, say

if TYPE_CHECKING:
    from store.articles.own_words import Pair

_USAGE = 2


@click.group()
def lexicon() -> None:
    """Add words to the lexicon that links the languages and searches across them.

    They stand in a file beside the archive, one a line with a tab between, which may be
    edited by hand and has to be copied with it.

    \b
    Example:
      warta lexicon add rusunawa flats
      warta lexicon list
    """


@lexicon.command("add")
@click.argument("words", metavar="WORD TRANSLATION | FILE.tsv", nargs=-1, required=True)
@click.pass_obj
def add(world: World, words: tuple[str, ...]) -> None:
    """Add a word of the first language and its translation in the second, or a file of them.

    They come before what the lexicon knows, and count in both directions. Articles that are
    here already are linked by them after `warta relink`.

    \b
    Example:
      warta lexicon add rusunawa flats
      warta lexicon add words.tsv
    """
    from ingest.cli.render import text
    from store.articles import own_words

    match words:
        case (word,) if word.isalpha() and not Path(word).exists():
            raise click.UsageError(f"{word} is no file; of a word give the translation too")
        case (file,):
            given = own_words.read(Path(file))
        case (word, translation):
            given = [own_words.checked(word, translation, "the command line")]
        case _:
            raise click.UsageError("give a WORD and its TRANSLATION, each one word, or one FILE of them")
    known = _known(world)
    fresh = [pair for pair in dict.fromkeys(given) if pair not in known]
    if fresh:
        own_words.add(own_words.beside(world.db), fresh)
    say(f"{text.counted(len(fresh), 'word')} added; `warta relink` links by them what is here already")


@lexicon.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def list_(world: World, as_json: bool) -> None:
    """List the words that were added, with a tab between word and translation.

    \b
    Example:
      warta lexicon list > words.tsv
    """
    if as_json:
        print_json({"word": word, "translation": translation} for word, translation in _known(world))
        return
    for word, translation in _known(world):
        click.echo(f"{word}\t{translation}")


@lexicon.command()
@click.argument("word")
@click.argument("translation", required=False)
@click.pass_obj
def remove(world: World, word: str, translation: str | None) -> None:
    """Take out a word that was added, with one TRANSLATION or with all.

    \b
    Example:
      warta lexicon remove rusunawa
    """
    from store.articles import own_words
    from store.words.stems import fold

    one, other = fold(word), None if translation is None else fold(translation)
    gone = [pair for pair in _known(world) if pair[0] == one and other in (None, pair[1])]
    if not gone:
        end(f"removing {word!r}: it was not added; `warta lexicon list` shows all", _USAGE)
    own_words.remove(own_words.beside(world.db), gone)


def _known(world: World) -> "list[Pair]":
    from store.articles import own_words

    path = own_words.beside(world.db)
    return own_words.read(path) if path.exists() else []
