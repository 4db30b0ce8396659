"""How many events that are told independently in both languages are found, and whether each finds its own."""

from store import Archive
from tests.store.stories.independent import TOLD
from tests.store.stories.telling import put

FLOOR = 0.95  # of forty; only to be raised


def test_events_told_independently_find_each_other(archive: Archive) -> None:
    own = {}
    for number, (indonesian, english) in enumerate(TOLD):
        one = put(archive, indonesian, "id", site=f"{number}.test", days=number % 5 / 2).id
        own[one] = put(archive, english, "en", site=f"{number}.en.test", days=number % 5 / 2 + 0.3).id
    assert len(own) == 40
    found = {one: {each.id for each in archive.counterparts(one)} for one in own}
    assert sum(own[one] in ids for one, ids in found.items()) / len(own) >= FLOOR
    assert [ids for one, ids in found.items() if ids - {own[one]}] == []
