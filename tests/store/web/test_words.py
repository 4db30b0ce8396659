"""The words of the pages: whole in both languages, all of them used, and nothing said in the templates themselves."""

import re
from pathlib import Path

import pytest

from store.web import words

WEB = Path(words.__file__).parents[1]
SOURCES = [*WEB.rglob("*.py"), *WEB.rglob("*.html")]
FILLED = re.compile(r"\{(\w+)\}")


def said(language: str) -> dict[str, list[str]]:
    return {key: [value] if isinstance(value, str) else value for key, value in words.table(language).items()}


def test_every_language_has_the_same_keys_in_the_same_order() -> None:
    assert [*said("en")] == [*said("id")]


@pytest.mark.parametrize("key", [*words.table("en")])
def test_the_same_is_filled_in_in_every_language_and_nothing_is_empty(key: str) -> None:
    filled = {frozenset(FILLED.findall(form)) for language in words.LANGUAGES for form in said(language)[key]}
    assert len(filled) == 1
    assert all(form.strip() for language in words.LANGUAGES for form in said(language)[key])


def test_what_is_asked_for_is_there_and_what_is_there_is_asked_for() -> None:
    text = "\n".join(source.read_text(encoding="utf-8") for source in SOURCES)
    asked = set(re.findall(r"(?<!\w)(?:t|words|say)\(\s*['\"](\w+)['\"]", text))
    assert asked - {"facet_", "kind_", "period_", "step_"} <= set(words.table("en"))
    named = set(re.findall(r"['\"](\w+)['\"]", text))
    made = {f"{key}_{end}" for key in named for end in ("heading", "why")}  # of an archive that cannot be read
    made |= {f"{kind}_{key}" for key in named for kind in ("facet", "kind", "period", "step")}
    assert set(words.table("en")) <= named | made


@pytest.mark.parametrize("template", sorted(WEB.glob("templates/*.html")), ids=lambda path: path.name)
def test_templates_say_nothing_in_a_language_of_their_own(template: Path) -> None:
    plain = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", template.read_text(encoding="utf-8"), flags=re.S)
    text = re.sub(r"<[^>]*>", " ", plain)
    assert set(re.findall(r"[^\W\d_]{2,}", text)) <= {
        "warta",
        "sha",
        "article",
        "BibTeX",
        "CSL",
        "JSON",
        "CSV",
    }  # names


def test_one_and_many_are_told_apart_where_the_language_does() -> None:
    assert words.in_language("en")("words_counted", count=1, number=1) == "1 word"
    assert words.in_language("en")("words_counted", count=2, number=2) == "2 words"
    assert words.in_language("id")("words_counted", count=1, number=1) == "1 kata"
