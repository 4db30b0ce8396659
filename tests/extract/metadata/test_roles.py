"""Names beside the words for what their owners did."""

import pytest
from lxml.html import fromstring

from ingest.extract.metadata import roles
from ingest.extract.metadata.credits import Credit
from ingest.extract.metadata.headline_area import Area
from ingest.extract.survey import Survey

SITTI, DANANG = ("Sitti Rahma",), ("Danang Loka",)


def find(body: str) -> Credit:
    return roles.find(Area(Survey(fromstring(f"<html><body><h1>Rumpon</h1>{body}</body></html>"))))


@pytest.mark.parametrize(
    "body",
    [
        "<div><span>Penulis</span><a>Sitti Rahma</a></div><div><span>Editor</span><a>Danang Loka</a></div>",
        "<ul><li><b>Reporter:</b> Sitti Rahma</li><li><b>Redaktur:</b> Danang Loka</li></ul>",
        "<table><tr><td>Penulis</td><td>Sitti Rahma</td></tr><tr><td>Editor</td><td>Danang Loka</td></tr></table>",
        "<dl><dt>Pewarta</dt><dd>Sitti Rahma</dd><dt>Penyunting</dt><dd>Danang Loka</dd></dl>",
        "<div><h6>Sitti Rahma</h6><h6>Penulis</h6></div><div><h6>Danang Loka</h6><h6>Editor</h6></div>",
        "<p>Wartawan<i>: Sitti Rahma</i></p><p>Editor : <a>Danang Loka</a></p>",
        "<div><div><p><b>PENULIS</b></p></div><p>Sitti Rahma</p></div><p><b>EDITOR</b> Danang Loka</p>",
    ],
)
def test_a_role_has_an_element_of_its_own(body: str) -> None:
    assert find(body) == Credit(writers=SITTI, editors=DANANG)


@pytest.mark.parametrize(
    ("body", "credit"),
    [
        ("<p><b>Editor</b> Danang Loka</p>", Credit(editors=DANANG)),
        ("<p><b>Danang Loka</b> <i>Editor</i></p>", Credit()),
        ("<p><b>Penulis</b> Redaksi</p>", Credit()),
        ("<p><b>Penulis</b></p>", Credit()),
        ("<aside><b>Penulis</b> Sitti Rahma</aside>", Credit()),
        ("<div class='related'><b>Penulis</b> Sitti Rahma</div>", Credit()),
        ("<p>Penulis buku itu Sitti Rahma</p>", Credit()),
        (f"<p><b>Penulis</b></p><p>{'Sitti Rahma ' * 9}</p>", Credit()),
        ("<p><b>Penulis</b><b>Editor</b></p><p>Sitti Rahma</p>", Credit()),
    ],
)
def test_a_role_without_a_name_beside_it_credits_nobody(body: str, credit: Credit) -> None:
    assert find(body) == credit
