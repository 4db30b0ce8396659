import pytest

from store.articles.figures import figures


@pytest.mark.parametrize(
    ("indonesian", "english", "value"),
    [
        ("Rp20,3 triliun", "Rp20.3 trillion", "#2.03e+13"),
        ("1.200 pompa", "1,200 pumps", "#1200"),
        ("Rp15.800", "Rp15,800", "#15800"),
        ("3,5 meter", "3.5 metres", "#3.5"),
        ("1.234.567,5 ton", "1,234,567.5 tonnes", "#1.23457e+06"),
        ("12 juta orang", "12 million people", "#1.2e+07"),
        ("12-juta", "12-million", "#1.2e+07"),
    ],
)
def test_both_languages_write_the_same_number(indonesian: str, english: str, value: str) -> None:
    assert figures(indonesian, "id") == figures(english, "en") == {value}


@pytest.mark.parametrize("text", ["", "satu", "7 orang", "1.2.2026", "١٢x"])
def test_what_says_nothing_is_left_out(text: str) -> None:
    assert figures(text, "en") <= {"#12"}
