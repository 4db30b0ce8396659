"""The lines of a text, and lines put back between them."""

from collections.abc import Mapping, Sequence

from ingest.extract import dom


def places(lines: Sequence[str]) -> dict[str, int]:
    """Return the number of each line by its folded text; of equal ones the first counts. Raises nothing."""
    return {dom.fold(line): number for number, line in reversed([*enumerate(lines)])}


def joined(lines: Sequence[str], lost: Mapping[int, Sequence[str]]) -> str:
    """Return the text of lines, with those that were lost before the line of their number. Raises nothing.

    What belongs after the last line has the number after its own.
    """
    whole = [line for number, own in enumerate(lines) for line in (*lost.get(number, ()), own)]
    return "\n".join([*whole, *lost.get(len(lines), ())])
