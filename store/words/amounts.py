"""Amounts with the currency written onto them: ``Rp1.000,50`` is one word of letters and a number to the tokenizer."""

import re

_AMOUNT = re.compile(
    r"\b(rp|rm|idr|usd|us|eur|gbp|sgd|myr|aud|jpy|cny|rmb|inr|hkd|chf|krw|thb|php|vnd)(\d+(?:[.,]\d+)*)",
    re.I | re.ASCII,
)
_NUMBER = re.compile(r"\d+")


def tokens(*texts: str | None) -> str:
    """Return the currency and the parts of the number of each such amount, in order, with spaces between; "" of none.

    Each amount once.
    """
    found = {amount.groups() for text in texts if text for amount in _AMOUNT.finditer(text)}
    return " ".join(" ".join([currency.lower(), *_NUMBER.findall(number)]) for currency, number in sorted(found))
