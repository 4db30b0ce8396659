"""Amounts with the currency written onto them: ``Rp1.000,50`` is one word of letters and a number to the tokenizer."""

import re
from collections.abc import Iterator

_CURRENCIES = "rp|rm|idr|usd|us|eur|gbp|sgd|myr|aud|jpy|cny|rmb|inr|hkd|chf|krw|thb|php|vnd"
_LONGEST = 3
_MEETING = re.compile(r"[0-9](?<=[A-Za-z][0-9])")  # digits are rare: to look for each currency takes ten times as long
_CURRENCY = re.compile(rf"\b({_CURRENCIES})\Z", re.IGNORECASE | re.ASCII)
_AMOUNT = re.compile(r"\d+(?:[.,]\d+)*", re.ASCII)
_NUMBER = re.compile(r"\d+")


def tokens(*texts: str | None) -> str:
    """Return the currency and the parts of the number of each such amount, in order, with spaces between; "" of none.

    Each amount once.
    """
    found = {amount for text in texts if text for amount in _amounts(text)}
    return " ".join(" ".join([currency.lower(), *_NUMBER.findall(number)]) for currency, number in sorted(found))


def _amounts(text: str) -> Iterator[tuple[str, str]]:
    for meeting in _MEETING.finditer(text):
        place = meeting.start()
        currency = _CURRENCY.search(text[max(0, place - _LONGEST - 1) : place])
        number = _AMOUNT.match(text, place)
        if currency and number:
            yield currency[1], number[0]
