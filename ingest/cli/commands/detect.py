"""The detect command."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ingest.cli.output import end, print_json

if TYPE_CHECKING:
    from ingest.core.model import Language

_LIMIT_BYTES = 20 << 20  # of one text


@click.command()
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--hint", metavar="CODE", help="A language that the source declares, e.g. id; it decides doubtful texts.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a text.")
def detect(files: tuple[str, ...], hint: str | None, as_json: bool) -> None:
    """Tell the language of texts, how sure that is (0 to 1), and the shares of bilingual ones.

    FILE is plain text, each file one text; without FILE, standard input is.

    \b
    Example:
      warta detect article.txt
      echo "Polisi menutup jalan karena banjir" | warta detect --json
    """
    from ingest import language
    from ingest.cli.render import terminal

    hints = (hint.lower(),) if hint else ()
    for name in files or ("-",):
        found = language.detect(_text(name), hints=hints)
        if as_json:
            print_json([_fields(name, found)])
        else:
            click.echo(_line(found) + (f"  {terminal.line(name)}" if files else ""))


def _text(name: str) -> str:
    from ingest.core import charset

    if name == "-" and sys.stdin is None:
        end("detect: reading standard input: it is closed", 65)
    try:
        body = _beginning(name)
        if len(body) > _LIMIT_BYTES:
            end(f"detect: reading {name}: it is larger than {_LIMIT_BYTES >> 20} MiB; give a part of it", 65)
        return charset.decode(body)
    except OSError as error:
        advice = "; a text itself is piped in: echo … | warta detect" if " " in name else ""
        end(f"detect: reading {name}: {error.strerror}{advice}", 65)


def _beginning(name: str) -> bytes:
    """What there is, and a byte more than the limit at most: /dev/zero never ends."""
    if name == "-":
        return sys.stdin.buffer.read(_LIMIT_BYTES + 1)
    with Path(name).open("rb") as stream:
        return stream.read(_LIMIT_BYTES + 1)


def _fields(name: str, found: "Language") -> dict[str, object]:
    return {
        "file": None if name == "-" else name,
        "language": found.code,
        "confidence": found.confidence,
        "languages": found.shares,
        "reason": found.reason,
    }


def _line(found: "Language") -> str:
    if found.code is None:
        return f"??  {found.reason}"
    shares = ", ".join(f"{code} {share:.0%}" for code, share in found.shares.items())
    return f"{found.code}  {found.confidence}" + (f"  ({shares})" if len(found.shares) > 1 else "")
