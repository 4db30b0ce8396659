"""Which address an article is kept under, when pages call one address their own that others call theirs too."""

import itertools

import pytest

from store import Archive, Article, Deposit, Sighting

SITE = "https://muara.example"
SHARED = f"{SITE}/baca"
TEXTS = {
    "satu": "Nelayan menebar rumpon bambu di teluk sejak pagi, dan ikan kecil mulai berkumpul di sana.",
    "dua": "Harga lada di pasar kabupaten naik seperempat setelah hujan merusak kebun di lereng utara.",
    "tiga": "Guru di pulau itu mengajar empat kelas sekaligus karena dua rekannya pindah ke kota.",
}


def found(name: str, *, own: str = SHARED, at: str | None = None, text: str | None = None) -> Deposit:
    """An article as it is found at an address of its own."""
    place = at or f"{SITE}/{name}"
    article = Article(url=own, title=f"Kabar {name}", text=text or TEXTS[name])
    return Deposit(article=article, found=place, sightings=(Sighting(kind="page", locator=place),))


def addresses(archive: Archive) -> dict[str, str]:
    rows = archive.query("SELECT title, url FROM articles ORDER BY title").rows
    return {str(title).removeprefix("Kabar "): str(url).removeprefix(SITE) for title, url in rows}


def revisions(archive: Archive) -> int:
    [(number,)] = archive.query("SELECT count(*) FROM revisions").rows
    return int(number)


@pytest.mark.parametrize("order", [*itertools.permutations(TEXTS)], ids="-".join)
@pytest.mark.parametrize("at_once", [True, False])
def test_of_articles_that_claim_one_address_the_first_has_it_and_the_others_are_kept_where_they_were_found(
    archive: Archive, order: tuple[str, ...], at_once: bool
) -> None:
    deposits = [found(name) for name in order]
    for batch in [deposits] if at_once else [[each] for each in deposits]:
        archive.put_all(batch)
    for _ in range(2):
        assert addresses(archive) == {"satu": "/satu", "dua": "/dua", "tiga": "/tiga"} | {order[0]: "/baca"}
        archive.put_all(deposits)
    assert revisions(archive) == 0


@pytest.mark.parametrize("order", [("satu", "dua"), ("dua", "satu")])
def test_an_address_that_others_claim_stays_with_the_article_that_is_found_there(
    archive: Archive, order: tuple[str, ...]
) -> None:
    for name in order:
        archive.put_all([found(name, own=f"{SITE}/satu")])
    assert addresses(archive) == {"satu": "/satu", "dua": "/dua"}
    assert revisions(archive) == 0


def test_one_article_at_many_addresses_is_kept_under_the_one_that_it_calls_its_own(archive: Archive) -> None:
    at = [f"{SITE}/?p=7", f"{SITE}/amp/baca", "https://m.muara.example/baca"]
    archive.put_all([found("satu", at=place) for place in at])
    shorter = TEXTS["satu"].partition(",")[0]
    archive.put_all([found("satu", at=f"{SITE}/cetak/7", text=shorter)])
    assert addresses(archive) == {"satu": "/baca"}


def test_a_new_version_from_the_same_address_is_a_revision(archive: Archive) -> None:
    archive.put_all([found("satu")])
    archive.put_all([found("satu", text=TEXTS["dua"])])
    assert addresses(archive) == {"satu": "/baca"}
    assert revisions(archive) == 1


def test_the_same_text_at_another_form_of_the_address_is_the_same_article(archive: Archive) -> None:
    first = f"{SITE}/satu"
    archive.put_all([found("satu", own=first)])
    other = f"{SITE}/satu/"
    again = Deposit(article=Article(url=other, title="Kabar satu", text=TEXTS["satu"]), found=other, aliases=(first,))
    changed = Deposit(article=Article(url=other, title="Kabar satu", text=TEXTS["dua"]), found=other, aliases=(first,))
    archive.put_all([again])
    assert addresses(archive) == {"satu": "/satu"}
    archive.put_all([changed])
    assert len([*archive.query("SELECT 1 FROM articles").rows]) == 2
