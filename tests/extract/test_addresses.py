import pytest

from ingest.extract.addresses import aliases, is_general

SITE = "https://muara.example"


@pytest.mark.parametrize(
    ("own", "found"),
    [
        ("/", "/berita/1"),
        ("/home", "/berita/1"),
        ("/index.html", "/berita/1"),
        ("/404", "/berita/1"),
        ("/undefined", "/berita/1"),
        ("/berita/", "/berita/rumpon"),
        ("/berita", "/berita/2026/rumpon"),
        ("/baca.php", "/baca.php?no=7"),
        ("/baca.php?lang=id", "/baca.php?lang=id&id=7"),
    ],
)
def test_an_address_that_drops_what_tells_articles_apart_is_no_articles(own: str, found: str) -> None:
    assert is_general(SITE + own, SITE + found)


@pytest.mark.parametrize(
    ("own", "found"),
    [
        ("/berita/rumpon-di-teluk", "/berita/rumpon-di-teluk/amp"),
        ("/berita/1207", "/berita/1207/galeri"),
        ("/berita/rumpon", "/berita/rumpon/amp"),
        ("/berita/rumpon", "/berita/rumpon/"),
        ("/berita/rumpon.html", "/?p=1207"),
        ("/berita/rumpon", "/s/x7"),
        ("/baca?id=7", "/baca?id=7&mode=cetak"),
        ("/berita/rumpon", "/berita/rumpon?mode=baca"),
        ("/berita/rumpon", "/berita/rumpon"),
        ("/beritautama", "/berita/rumpon"),
    ],
)
def test_an_address_that_may_be_the_articles_own_is_not_general(own: str, found: str) -> None:
    assert not is_general(SITE + own, SITE + found)


def test_forms_of_an_address_lead_to_each_other() -> None:
    forms = {
        f"{SITE}/b/1",
        f"{SITE}/b/1/",
        "http://www.muara.example/b/1",
        "https://amp.muara.example/b/1",
        f"{SITE}/b/1/amp",
    }
    for form in forms:
        assert forms <= {*aliases(form)}
    assert f"{SITE}/b/2" not in aliases(f"{SITE}/b/1")
    assert aliases(SITE + "/") == ()
    assert all("?id=7" in form for form in aliases(f"{SITE}/b?id=7"))


@pytest.mark.parametrize("url", ["http://[:]/a", "http://[x", "https://[::1/a"])
def test_a_malformed_address_has_no_other_forms(url: str) -> None:
    assert aliases(url) == ()
    assert not is_general(url, f"{SITE}/a")
    assert not is_general(f"{SITE}/a", url)
