import pytest

from store.words.amounts import tokens


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Harga Rp1.000,50 per kilo.", "rp 1 000 50"),
        ("Rp5 juta, lalu Rp5 juta lagi", "rp 5"),
        ("Dari US$1,250 ke USD1,250.75.", "usd 1 250 75"),
        ("(Rp2,5 triliun) atau RM30", "rm 30 rp 2 5"),
        ("Rp 1.000, Korp1, G20, covid19, B52, 3D", ""),
        ("Rp", ""),
        ("", ""),
    ],
)
def test_an_amount_has_its_currency_and_its_number_apart(text: str, wanted: str) -> None:
    assert tokens(text) == wanted


def test_each_amount_is_told_once_of_all_texts() -> None:
    assert tokens("Rp7", None, "Rp7 dan Rp8") == "rp 7 rp 8"
