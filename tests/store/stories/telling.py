"""News written for the tests, in both languages."""

from datetime import UTC, datetime, timedelta

from store import Archive, Article, Placed

MORNING = datetime(2026, 3, 2, 1, tzinfo=UTC)

FERRY_ID = (
    "Feri Sinar Teluk kandas di Teluk Ranawangko",
    "Kapal feri Sinar Teluk yang membawa 214 penumpang kandas di Teluk Ranawangko pada Senin pagi. Kepala"
    " pelabuhan Yopie"
    " Rondonuwu mengatakan mesin kapal mati setelah dihantam ombak setinggi 3,5 meter. Seluruh penumpang"
    " dievakuasi dengan"
    " perahu nelayan dan dua orang dirawat di rumah sakit. Badan keselamatan pelayaran akan menyelidiki kecelakaan"
    " itu.",
)
FERRY_EN = (
    "Ferry Sinar Teluk runs aground in Ranawangko Bay",
    "The ferry Sinar Teluk carrying 214 passengers ran aground in Ranawangko Bay on Monday morning. Port chief Yopie"
    " Rondonuwu said the ship's engine failed after it was hit by waves 3.5 metres high. All passengers were evacuated"
    " by fishing boats and two people were treated in hospital. The maritime safety agency will investigate the"
    " accident.",
)
FERRY_ID_2 = (
    "Ratusan penumpang feri kandas selamat",
    "Sebanyak 214 orang penumpang kapal Sinar Teluk selamat setelah feri itu kandas di Teluk Ranawangko, Senin. Menurut"
    " Yopie Rondonuwu, ombak 3,5 meter membuat mesin mati. Nelayan setempat membantu evakuasi dengan perahu mereka."
    " Penyelidikan atas kecelakaan dilakukan badan keselamatan pelayaran.",
)
RICE_ID = (
    "Panen padi di Sigi turun akibat kekeringan",
    "Petani di Kabupaten Sigi memperkirakan panen padi musim ini turun 40 persen karena kekeringan sejak Juni. Dinas"
    " pertanian menyalurkan 1.200 pompa air dan benih tahan kering. Harga beras di pasar Biromaru naik menjadi Rp15.800"
    " per kilogram, kata kepala dinas Rahmad Tolare.",
)
RICE_EN = (
    "Rice harvest in Sigi falls because of drought",
    "Farmers in Sigi regency expect the rice harvest this season to fall 40 percent because of a drought since"
    " June. The"
    " agriculture office is distributing 1,200 water pumps and drought-resistant seed. The price of rice at Biromaru"
    " market rose to Rp15,800 a kilogram, said the head of the office, Rahmad Tolare.",
)


def put(
    archive: Archive,
    told: tuple[str, str],
    language: str | None,
    site: str = "muara.test",
    days: float | None = 0,
    **more: str,
) -> Placed:
    """Store it as news of an outlet, so many days after MORNING; None: without a date."""
    title, text = told
    published = None if days is None else MORNING + timedelta(days=days)
    given = {"url": f"https://{site}/{hash_of(title)}", "site": site, "published_from": "json-ld"} | more
    return archive.put(Article(title=title, text=text, language=language, published=published, **given))


def hash_of(title: str) -> str:
    return title.lower().replace(" ", "-")


def pairs(archive: Archive) -> set[tuple[int, int]]:
    rows = archive._connection.execute("SELECT article_id, counterpart_id FROM counterparts")
    return {(row[0], row[1]) for row in rows}


def column(archive: Archive, name: str) -> dict[int, int | None]:
    return {row[0]: row[1] for row in archive._connection.execute(f"SELECT id, {name} FROM articles")}
