"""The words that a person typed, as an expression of FTS5 and conditions on the outlet and the author.

words        all of them, each in any form      "a phrase"   word by word, in this order
prefix*      words that begin so                -word        without it; -"a phrase", -(a group), NOT word
this OR that either (| likewise)                (…)          what belongs together
title:word   in the headline, title:(…) all of it   site:host  author:name   of this outlet, by this person; alone too
1.000,50     what is typed without a space stands together: a@b.id, anak-anak, COVID-19 (as covid19 too)
市長          words of scripts without spaces are found inside a run of letters
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

from store.db.errors import BadQuery

from .forms import Terms
from .leaves import Leaf, either_of, leaf, stems_of

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))  # what telephones and word processors make of one
TOKEN = re.compile(
    r"(?P<minus>-(?=[^\s-])|NOT\s+(?=\S))?"
    r"(?:(?P<open>(?P<in_title>(?i:title):)?\()|(?P<close>\))|(?P<or>(?:OR|\|)(?=[\s()]|$))|(?P<and>AND(?=[\s()]|$))"
    r'|(?P<field>(?i:title|site|author):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"()]+))'
    r"|\S)"
)
_ADDRESS = re.compile(
    r"^(?:https?://)?(?:www\.)?([^/]*)(?:/.*)?$", re.IGNORECASE
)  # an outlet's, of which the host counts
_DEEPEST = 20  # groups inside groups; deeper parentheses are passed over


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked of a column beside the text: an outlet's host, or a part of an author's name."""

    column: str  # "site" or "author"; "words" of what is refused where no word is wanted, an expression of FTS5
    value: str
    is_wanted: bool
    alternative: int = 0  # one of the alternatives with a number has to hold, and all that is without


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a person asked for."""

    expression: str  # of FTS5: all that is wanted; "" where only filters are
    relaxed: str | None  # of FTS5: anything that is wanted; None where that is the same
    parts: tuple[str, ...] = ()  # of FTS5: each thing of which ``relaxed`` wants any
    refusal: str = ""  # of FTS5: what ``relaxed`` has after these
    alternatives: tuple[str, ...] = ()  # of FTS5: each of what OR stands between
    terms: Terms  # what is wanted, word by word
    filters: tuple[Filter, ...]


NO_QUERY = Query(expression="", relaxed=None, terms=Terms(), filters=())  # asks for nothing


@dataclass(slots=True)
class _Group:
    """Alternatives, each a list of what is wanted and one of what is not."""

    alternatives: list[tuple[list["Leaf | _Group"], list["Leaf | _Group"]]] = field(default_factory=lambda: [([], [])])

    def add(self, part: "Leaf | _Group", *, is_wanted: bool) -> None:
        self.alternatives[-1][0 if is_wanted else 1].append(part)


Translate = Callable[[str], frozenset[str]]


def tokens(text: str) -> Iterator[re.Match[str]]:
    """Return the words, signs and parentheses of a query, in order."""
    return TOKEN.finditer(whole(text))


def whole(text: str) -> str:
    """Return a query as it is read: composed, with one kind of quotation mark."""
    return unicodedata.normalize("NFC", text).translate(_QUOTES)


def parse(text: str, translate: Translate | None = None) -> Query:
    """Return the query that a text stands for; the module says how it is read.

    ``translate`` gives for a folded word the stems to look for in its place; phrases and prefixes stay as they are.

    Every word ends up inside quotes, so no input is a syntax error of FTS5, and parentheses that do not match are
    passed over. Filters may stand alone: then there is no expression. Raises BadQuery when nothing is asked for.
    """
    group, filters = _read(text)
    if translate:
        group = _translated(group, translate)
    expression = _expression(group)
    if expression is None and not filters:
        raise no_words(text)
    leaves = list(_wanted_leaves(group))
    forms = dict.fromkeys(leaf.forms or frozenset({word, *stems_of([word])}) for leaf in leaves for word in leaf.words)
    return Query(
        expression=expression or "",
        relaxed=_relaxed(group),
        parts=tuple(filter(None, map(_expression, group.alternatives[0][0]))) if _can_relax(group) else (),
        refusal=_refusal(group.alternatives[0][1]),
        alternatives=_alternatives(group) if len(group.alternatives) > 1 else (),
        terms=Terms(
            tuple(forms),
            tuple(dict.fromkeys(leaf.prefix for leaf in leaves if leaf.prefix)),
            tuple(dict.fromkeys(word for leaf in leaves for word in leaf.inside)),
            tuple(dict.fromkeys(leaf.run for leaf in leaves if leaf.run)),
        ),
        filters=(*map(partial(replace, alternative=0), filters),) if expression else (*filters, *_refused(group)),
    )


def no_words(text: str) -> BadQuery:
    """Return the refusal of a query without a word, where one is needed."""
    is_refused = any(token["minus"] for token in tokens(text))
    advice = "give one to be found: words with a minus only narrow" if is_refused else "give one of letters or digits"
    return BadQuery("searching for", repr(text), "it names no word to look for", advice)


def _read(text: str) -> tuple[_Group, list[Filter]]:
    """Read tokens into nested groups, with a stack for the open ones."""
    filters: list[Filter] = []
    stack = [(_Group(), True, False)]
    for token in tokens(text):
        is_wanted = not token["minus"]
        if token["open"]:
            if len(stack) <= _DEEPEST:
                stack.append((_Group(), is_wanted, stack[-1][2] or bool(token["in_title"])))
        elif token["close"]:
            _close(stack)
        elif token["or"]:
            stack[-1][0].alternatives.append(([], []))
        elif found := named(token, in_title=stack[-1][2]):
            if isinstance(found, Filter):
                filters.append(replace(found, alternative=len(stack[-1][0].alternatives)))
            else:
                stack[-1][0].add(found, is_wanted=is_wanted)
    while len(stack) > 1:
        _close(stack)
    return stack[0][0], filters


def _close(stack: list[tuple[_Group, bool, bool]]) -> None:
    """End the innermost group; where none is open nothing."""
    if len(stack) > 1:
        group, is_wanted, _ = stack.pop()
        stack[-1][0].add(group, is_wanted=is_wanted)


def named(token: re.Match[str], *, in_title: bool = False) -> Leaf | Filter | None:
    """Return what a token names; None when it has no word."""
    column = (token["field"] or "").rstrip(":").lower()
    if column in ("site", "author"):
        value = (token["phrase"] or token["word"] or "").strip()
        if column == "site":
            value = _ADDRESS.sub(r"\1", value)
        return Filter(column, value, is_wanted=not token["minus"]) if value else None
    return leaf(token, is_title=in_title or column == "title")


def _translated(group: _Group, translate: Translate) -> _Group:
    """The same group with other words in the place of its plain ones."""

    def of(part: Leaf | _Group) -> Leaf | _Group:
        if isinstance(part, _Group):
            return _translated(part, translate)
        if not part.is_plain:
            return part
        forms = translate(part.words[0])
        return replace(part, expression=f"{part.column}{either_of(sorted(forms))}", forms=forms)

    return _Group([([*map(of, wanted)], [*map(of, unwanted)]) for wanted, unwanted in group.alternatives])


def _expression(part: Leaf | _Group) -> str | None:
    """Return the part in the words of FTS5; None when it names nothing that is wanted, which FTS5 cannot look for."""
    if isinstance(part, Leaf):
        return part.expression
    named = _alternatives(part)
    return " OR ".join(f"({alternative})" for alternative in named) if len(named) > 1 else next(iter(named), None)


def _alternatives(group: _Group) -> tuple[str, ...]:
    """What is wanted in each alternative that names something."""
    return tuple(filter(None, (_joined(" AND ", wanted, unwanted) for wanted, unwanted in group.alternatives)))


def _can_relax(group: _Group) -> bool:
    return len(group.alternatives) == 1 and len(group.alternatives[0][0]) > 1


def _relaxed(group: _Group) -> str | None:
    return _joined(" OR ", *group.alternatives[0]) if _can_relax(group) else None


def _joined(operator: str, wanted: list[Leaf | _Group], unwanted: list[Leaf | _Group]) -> str | None:
    yes = [f"({part})" if " " in part else part for part in map(_expression, wanted) if part]
    if not yes:
        return None
    refusal = _refusal(unwanted)
    return f"({operator.join(yes)}){refusal}" if refusal else operator.join(yes)


def _refusal(unwanted: list[Leaf | _Group]) -> str:
    no = [f"({part})" for part in map(_expression, unwanted) if part]
    return f" NOT ({' OR '.join(no)})" if no else ""


def _refused(group: _Group) -> Iterator[Filter]:
    """What must not occur, where nothing is wanted that FTS5 could take it from."""
    if refusal := _refusal([part for _, unwanted in group.alternatives for part in unwanted]):
        yield Filter("words", refusal.removeprefix(" NOT "), is_wanted=False)


def _wanted_leaves(part: Leaf | _Group) -> Iterator[Leaf]:
    if isinstance(part, Leaf):
        yield part
        return
    for wanted, _ in part.alternatives:
        for inner in wanted:
            yield from _wanted_leaves(inner)
