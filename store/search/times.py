"""Times that a caller gives: a date, a datetime, or ISO text of one."""

from datetime import date, datetime

Time = date | str  # a datetime is a date


def given(name: str, value: Time | None) -> date | None:
    """Return the day or the aware datetime that a value stands for; None of None. ``name`` is what it was given as.

    Raises ValueError when it is naive or no ISO text, TypeError when it is neither date, datetime nor text.
    """
    if value is None:
        return None
    moment = _read(name, value) if isinstance(value, str) else value
    if not isinstance(moment, date):
        raise TypeError(f"{name}={value!r}: give a date, a datetime with its zone, or text such as 2026-01-05")
    if isinstance(moment, datetime) and moment.utcoffset() is None:
        raise ValueError(f"{name}={value!r}: it has no time zone; give one, as in 2026-01-05T06:00:00+07:00")
    return moment


def _read(name: str, text: str) -> date:
    text = text.strip()
    try:
        return date.fromisoformat(text) if len(text) <= len("2026-01-05") else datetime.fromisoformat(text)
    except ValueError as error:
        advice = "give a day such as 2026-01-05, or a time such as 2026-01-05T06:00:00+07:00"
        raise ValueError(f"{name}={text!r} is no time in ISO 8601; {advice}") from error
