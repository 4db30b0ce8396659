"""For whom an archive is: as it is set for it, or as it always was."""

from datetime import datetime, timedelta

import pytest

from ingest.core.readers import BadSettings, Readers

WINTER, SUMMER = datetime(2026, 1, 5, 12), datetime(2026, 7, 5, 12)  # noqa: DTZ001


def test_without_settings_it_is_for_readers_of_indonesian_and_english_anywhere() -> None:
    readers = Readers.of({"contact": "x"})
    assert readers == Readers(languages=("id", "en"), timezone=None)
    assert readers.ahead(WINTER) is None


def test_what_is_set_holds_with_the_clock_of_the_season() -> None:
    readers = Readers.of({"languages": "de,fr", "timezone": "Europe/Berlin"})
    assert readers.languages == ("de", "fr")
    assert [readers.ahead(wall) for wall in (WINTER, SUMMER)] == [timedelta(hours=1), timedelta(hours=2)]


@pytest.mark.parametrize("zone", ["Asia/Atlantis", "../etc/passwd", "/etc/passwd", "x\x00y", " "])
def test_a_zone_that_is_none_is_a_bad_setting(zone: str) -> None:
    with pytest.raises(BadSettings, match="there is no such time zone") as caught:
        Readers.of({"timezone": zone})
    assert caught.value.exit_code == 78
