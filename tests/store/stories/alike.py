"""News that looks alike each day and tells another thing each time: none of it is another's counterpart.

Each series has an Indonesian and an English side, whose places, names and figures differ: 130 articles.
"""

from itertools import product

DAYS = 13
_TEAMS = ("Elang Biru", "Banteng Laut", "Macan Teluk", "Garuda Karang", "Rajawali Pasir", "Badak Hulu")
_CLUBS = ("Redhill", "Northport", "Kingsmere", "Ashby Rovers", "Lakeside", "Milltown")
_SIGNS = ("Aries", "Taurus", "Gemini", "Cancer", "Leo", "Virgo", "Libra", "Scorpio", "Sagittarius", "Aquarius")


def _gold_id(day: int) -> tuple[str, str]:
    price = 1_417_000 + 3_500 * day
    return (
        "Harga emas hari ini",
        f"Harga emas batangan di gerai pada hari ini menjadi Rp{price:,} per gram".replace(",", ".")
        + f", naik Rp{2_000 + 500 * day} dari kemarin. Harga jual kembali Rp{price - 110_000}. Emas 5 gram dijual"
        f" Rp{price * 5 - 45_000} dan 10 gram Rp{price * 10 - 95_000}, belum termasuk pajak.",
    )


def _gold_en(day: int) -> tuple[str, str]:
    return (
        "Gold price today",
        f"Spot gold was at ${2_310.4 + 7.3 * day:,.2f} an ounce, down {0.2 + day / 10:.1f} percent, as the dollar rose."
        f" U.S. gold futures settled at ${2_322.9 + 6.1 * day:,.2f}. Silver fell to ${28.11 + day / 9:.2f} and platinum"
        f" to ${941 + day}, while palladium was at ${1_012 + 3 * day}. Traders wait for the central bank.",
    )


def _weather_id(day: int) -> tuple[str, str]:
    return (
        "Prakiraan cuaca hari ini",
        f"Badan meteorologi memperkirakan hujan ringan di Kota Bitung pada siang hari dan berawan di Tomohon."
        f" Suhu udara"
        f" {22 + day % 3} sampai {30 + day % 4} derajat Celsius dengan kelembapan {70 + day} persen. Angin bertiup dari"
        f" barat daya dengan kecepatan {11 + day} kilometer per jam. Nelayan diminta waspada gelombang"
        f" {1.1 + day / 10:.1f} meter.",
    )


def _weather_en(day: int) -> tuple[str, str]:
    return (
        "Weather forecast for today",
        f"The weather bureau expects light rain over Port Alden in the afternoon and cloudy skies in Marlow."
        f" Temperatures"
        f" will range from {12 + day % 4} to {19 + day % 5} degrees Celsius with humidity at {55 + day}"
        f" percent. Winds from"
        f" the southwest will reach {24 + day} kilometres per hour, and waves {2.6 + day / 10:.1f} metres.",
    )


def _stocks_id(day: int) -> tuple[str, str]:
    codes = ("BUMK", "TLKR", "ASRA", "GLOB", "MDKI", "UNVA")
    rows = " ".join(f"{code} {1_000 + 50 * (day + at)} {at + day % 3} persen." for at, code in enumerate(codes, 100))
    return "Daftar harga saham penutupan", f"Indeks harga saham gabungan ditutup di {7_101 + 9 * day}. {rows}"


def _stocks_en(day: int) -> tuple[str, str]:
    codes = ("ACMX", "NORD", "BLTH", "QUAY", "FENN", "ORRA")
    rows = " ".join(f"{code} {1_000 + 50 * (day + at)} {at + day % 3} percent." for at, code in enumerate(codes, 100))
    return "Closing stock prices", f"The composite share index closed at {4_866 + 7 * day}. {rows}"


def _stars_id(day: int) -> tuple[str, str]:
    sign = _SIGNS[day % len(_SIGNS)]
    return (
        f"Ramalan bintang {sign} hari ini",
        f"{sign}: hari yang baik untuk urusan cinta dan keuangan. Jangan terburu-buru mengambil keputusan di"
        f" tempat kerja."
        f" Kesehatan perlu dijaga, minum air yang cukup. Angka keberuntungan {11 + day}. Warna keberuntungan hijau.",
    )


def _stars_en(day: int) -> tuple[str, str]:
    sign = _SIGNS[(day + 4) % len(_SIGNS)]
    return (
        f"Horoscope for {sign} today",
        f"{sign}: an old friend brings news, and travel plans change. Speak openly with your family this"
        f" evening. A letter"
        f" that you expected arrives late. Keep an eye on your savings. Lucky number {31 + day}. Lucky colour blue.",
    )


def _match_id(day: int) -> tuple[str, str]:
    home, away = _TEAMS[day % 6], _TEAMS[(day + 1 + day // 6) % 6]
    return (
        f"Hasil pertandingan: {home} menang",
        f"{home} mengalahkan {away} dengan skor 2-1 dalam lanjutan liga, Minggu. Gol pertama dicetak pada menit"
        f" {12 + day} dan gol kemenangan pada menit {70 + day}. {away} membalas lewat tendangan penalti. Dengan"
        f" hasil ini"
        f" {home} naik ke peringkat {3 + day % 5} dengan {30 + day} poin.",
    )


def _match_en(day: int) -> tuple[str, str]:
    home, away = _CLUBS[day % 6], _CLUBS[(day + 1 + day // 6) % 6]
    return (
        f"Match result: {home} win",
        f"{home} beat {away} 2-1 in the league on Sunday. The first goal came in minute {17 + day} and the winner in"
        f" minute {78 - day}. {away} replied from the penalty spot. {home} are now {4 + day % 4}th with"
        f" {41 - day} points from their matches.",
    )


_SERIES = (
    (_gold_id, _gold_en), (_weather_id, _weather_en), (_stocks_id, _stocks_en), (_stars_id, _stars_en),
    (_match_id, _match_en),
)  # fmt: skip


def articles() -> list[tuple[str, int, tuple[str, str], str]]:
    """Series, day, title and text, language."""
    return [
        (made.__name__, day, made(day), language)
        for day, (one, other) in product(range(DAYS), _SERIES)
        for made, language in ((one, "id"), (other, "en"))
    ]
