"""JSON-LD scripts as templates write them: wrapped, several in one, and broken in many ways."""

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.extract.metadata import json_scripts, jsonld
from ingest.extract.metadata.jsonld import Declared
from tests.extract.metadata.test_jsonld import parse

HEADLINE, MORE = "Rumpon Baru untuk Teluk", {"datePublished": "2026-04-04T09:30:00+07:00", "author": "Sitti Rahma"}
ARTICLE = {"@type": "NewsArticle", "headline": HEADLINE}
WRITTEN = json.dumps(ARTICLE)
WHOLE = json.dumps(ARTICLE | MORE | {"description": "Nelayan menurunkan rumpon."})
BROKEN = WHOLE.replace("menurunkan", 'kata "mereka" menurunkan')


@pytest.mark.parametrize(
    "script",
    [
        WRITTEN, f"\n {WRITTEN} \n", f"<!-- {WRITTEN} -->", f"<!--\n{WRITTEN}\n//-->", f"<!-- {WRITTEN} // -->",
        f"<![CDATA[{WRITTEN}]]>", f"//<![CDATA[\n{WRITTEN}\n//]]>", f"// <![CDATA[\n{WRITTEN}\n// ]]>",
        f"/* <![CDATA[ */ {WRITTEN} /* ]]> */", f"/*<![CDATA[*/{WRITTEN}/*]]>*/", f"/*<![CDATA[*/{WRITTEN} ]]> */",
        f"/*<![CDATA[*/{WRITTEN}]]>*/", f"<!-- //<![CDATA[ {WRITTEN} //]]> -->", f"{WRITTEN};", f"{WRITTEN};;",
        WRITTEN.replace("}", ",}"), WRITTEN.replace("}", " ,\n }"), f"[{WRITTEN},]", f"<!-- [{WRITTEN} , ] -->",
        WRITTEN.replace("Baru ", "Baru\n\t"), WRITTEN.replace("Baru ", "Baru\\n "), f"[null, 1, {WRITTEN}]",
        f"\n <!-- {WRITTEN} -->\n", json.dumps({"@graph": [ARTICLE]}), json.dumps({"@graph": ARTICLE}),
        json.dumps({"mainEntity": ARTICLE}), json.dumps({"@type": "WebPage", "mainEntityOfPage": ARTICLE}),
        json.dumps({"@graph": [{"@type": "WebPage", "mainEntity": {"hasPart": ARTICLE}}]}), "[" * 6 + WRITTEN + "]" * 6,
        '{"hasPart": ' * 6 + WRITTEN + "}" * 6, f"\ufeff{WRITTEN}", f"\n\ufeff {WRITTEN}",
        f'{{"@type": "WebSite"}}\n{WRITTEN}', f'{WRITTEN}, {{"@type": "WebSite"}}', f"{WRITTEN};{WRITTEN};",
        f"[{WRITTEN}] [{WRITTEN}]", WRITTEN.replace('"', "&quot;"),
    ],
)  # fmt: skip
def test_the_headline_is_read_however_it_is_wrapped(script: str) -> None:
    assert parse(script).headline == HEADLINE


@pytest.mark.parametrize(
    "script",
    [
        f"// berita\n{WHOLE}", f"/* berita */ {WHOLE}", WHOLE.replace(", ", ", // berita\n", 1),
        WHOLE.replace('"', "'"), re.sub(r'"(\w+)":', r"\1:", WHOLE), WHOLE.replace('"author"', '"x": , "author"'),
        BROKEN, WHOLE.replace("rumpon.", 'rumpon, "katanya", lalu pergi.'), WHOLE.replace("rumpon.", '"rumpon"'),
        WHOLE.replace("rumpon", r"rumpon di C:\dok \'itu\'"), WHOLE.replace(", ", ",, ", 1),
        WHOLE.replace('", "', '" "'), WHOLE.replace(', "', '\n"', 1), WHOLE[:-1], WHOLE[:-4], f"{WHOLE}}}",
        f"var berita = {WHOLE};", f"{WHOLE} x", WHOLE.replace('"author"', '"x": undefined, "author"'),
        f"{WHOLE}\n// habis", f"[{WHOLE}", f"{WHOLE}\n{BROKEN}",
    ],
)  # fmt: skip
def test_what_is_broken_is_read_all_the_same(script: str) -> None:
    found = parse(script)
    assert (found.headline, found.published, found.authors) == (HEADLINE, MORE["datePublished"], (MORE["author"],))


@pytest.mark.parametrize(
    "script",
    [
        "", " ", "{", "null", "[]", '"Rumpon"', "<!-- -->", ";", "[" * 7 + WRITTEN + "]" * 7, "Rumpon", "{{ berita }}",
        '{"hasPart": ' * 7 + WRITTEN + "}" * 7, "[" * 100_000, '{"@graph":' * 100_000, "[" * 900 + "]" * 900,
        json.dumps({"about": ARTICLE}), json.dumps({"@graph": HEADLINE}), json.dumps(ARTICLE | {"@type": "Person"}),
        json.dumps(ARTICLE | {"@type": "Organization"}), json.dumps({"headline": HEADLINE}),
        json.dumps(ARTICLE | {"@type": "Person"})[:-1] * 5000,
    ],
)  # fmt: skip
def test_what_is_too_deep_or_no_article_says_nothing(script: str) -> None:
    assert parse(script) == Declared()


def test_what_is_broken_hides_no_other_script() -> None:
    assert parse("{", "[" * 100_000, WRITTEN).headline == HEADLINE


@pytest.mark.parametrize(("more", "headline"), [(0, HEADLINE), (1, None)])
def test_a_script_has_a_mebibyte_at_most(more: int, headline: str | None) -> None:
    assert parse(WRITTEN.ljust((1 << 20) + more)).headline == headline


LONG = json.dumps({"@type": "NewsArticle", "articleBody": "Ombak. " * 10_000})


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize(
    "author",
    [
        '"Sitti Rahma"', '{"name": "Sitti Rahma"}', '{"@type": "Person", "name": "Sitti Rahma"}',
        '[{"@type": "Person",\n "url": "/s", "name" : "Sitti Rahma"}]', '["Sitti Rahma"]', r'"Sitti Ra\u0068ma"',
    ],
)  # fmt: skip
def test_what_is_too_long_to_be_repaired_is_read_by_its_usual_names(quote: str, author: str) -> None:
    fields = f'"headline": "{HEADLINE}", "datePublished": "2026-04-04", "dateModified" :"2026-04-05"'
    found = parse(LONG[:-1] + f', "x" "y", {fields}, "author": {author}}}'.replace('"', quote))
    assert (found.headline, found.published, found.modified) == (HEADLINE, "2026-04-04", "2026-04-05")
    assert found.authors == ("Sitti Rahma",)
    assert found.body is None


def test_long_scripts_that_declare_no_article_say_nothing() -> None:
    assert parse(LONG.replace("NewsArticle", "Person")[:-1] + f', "x" "y", "headline": "{HEADLINE}"}}') == Declared()


def test_only_so_much_of_a_page_is_repaired() -> None:
    broken = [json.dumps({"x": "y" * (1 << 14)})[:-20] for _ in range(4)]
    assert parse(*broken, BROKEN).description is None
    assert parse(*broken, BROKEN).headline == HEADLINE
    assert parse(*broken[:2], BROKEN).description == 'Nelayan kata "mereka" menurunkan rumpon.'


def test_a_string_that_runs_on_into_the_next_field_is_no_value() -> None:
    broken = '{"@type": "NewsArticle", "description": "Laut "tenang" : "biru" dan "headline": "Rumpon"}'
    found = parse(broken)
    assert all('":' not in (text or "") for text in (found.headline, found.description))


SCRIPTS = st.text("{}[]\",:;/*-!<CDATA@type\\ \n1'", max_size=60)
CUTS = st.lists(st.tuples(st.integers(0, len(WHOLE)), st.text("{}[]\",:;/*\\ \n1'x", max_size=3)), max_size=4)


@settings(deadline=None)
@given(SCRIPTS)
def test_no_script_makes_it_fail(script: str) -> None:
    assert HEADLINE in str(json_scripts.values([script, WRITTEN])[-1:])


@settings(deadline=None)
@given(CUTS)
def test_no_damage_to_a_script_makes_it_fail(cuts: list[tuple[int, str]]) -> None:
    script = WHOLE
    for place, put in cuts:
        script = script[:place] + put + script[place + 1 :]
    found: list[Any] = json_scripts.values([script])
    assert json.loads(json.dumps(found)) == found
    assert isinstance(parse(script.replace("<", "< ")), jsonld.Declared)
