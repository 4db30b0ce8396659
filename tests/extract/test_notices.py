"""Walls and notices, as they are met with status 200, and articles about such things."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from ingest.core.model import Draft, Entry, Kind, Page
from ingest.extract import draft, notices
from ingest.extract.notices import Evidence, Notice

ADDRESS = "https://muara.example/1207"
NOW = datetime(2026, 5, 1, tzinfo=UTC)
IN_FEED = "Nelayan Teluk Lumut menebar dua ratus rumpon"


def page(title: str, text: str, head: str = "") -> Page:
    """A page as a site sends it."""
    paragraphs = "".join(f"<p>{sentence}.</p>" for sentence in text.split(". "))
    body = (
        f"<html><head><title>{title}</title>{head}</head><body><main><h1>{title}</h1>{paragraphs}</main></body></html>"
    )
    return Page(url=ADDRESS, body=body.encode(), kind=Kind.PAGE, fetched=NOW, status=200)


WALLS = [
    (
        "challenge",
        "Just a moment...",
        "Checking your browser before accessing news.example. This process is automatic. Your browser will "
        "redirect to your requested content shortly. Please allow up to 5 seconds.",
    ),
    ("challenge", "Just a moment...", "Enable JavaScript and cookies to continue"),
    (
        "challenge",
        "news.example",
        "Verify you are human by completing the action below. news.example needs to review the security of your "
        "connection before proceeding.",
    ),
    (
        "challenge",
        "Attention Required! | Cloudflare",
        "Please complete the security check to access news.example. Why do I have to complete a CAPTCHA? "
        "Completing the CAPTCHA proves you are a human and gives you temporary access to the web property.",
    ),
    (
        "denied",
        "Attention Required! | Cloudflare",
        "Sorry, you have been blocked. You are unable to access news.example. Why have I been blocked? This "
        "website is using a security service to protect itself from online attacks. The action you just "
        "performed triggered the security solution. What can I do to resolve this? You can email the site owner "
        "to let them know you were blocked.",
    ),
    (
        "challenge",
        "Pardon Our Interruption",
        "As you were browsing something about your browser made us think you were a bot. There are a few reasons "
        "this might happen: You're a power user moving through this website with super-human speed. You've "
        "disabled JavaScript in your web browser.",
    ),
    (
        "challenge",
        "Making sure you're not a bot!",
        "Loading... Please wait a moment while we ensure the security of your connection. You are seeing this "
        "because the administrator of this website has set up Anubis to protect the server against the scourge "
        "of AI companies aggressively scraping websites.",
    ),
    (
        "challenge",
        "Verifikasi keamanan",
        "Mohon tunggu sebentar, kami sedang memeriksa koneksi Anda. Pastikan Anda bukan robot dengan mencentang "
        "kotak di bawah.",
    ),
    ("challenge", "Tunggu sebentar...", "Situs ini memeriksa apakah Anda manusia. Proses ini berlangsung otomatis."),
    (
        "challenge",
        "Client Challenge",
        "A required part of this site couldn't load. This may be due to a browser extension, network issues, or "
        "browser settings. Please check your connection, disable any ad blockers, or try using a different "
        "browser.",
    ),
    ("challenge", "Are you a robot?", "To continue, please click the box below to let us know you're not a robot."),
    ("challenge", "Human Verification", "Confirm you are human. Please drag the slider to complete the puzzle."),
    (
        "denied",
        "Access Denied",
        'You don\'t have permission to access "http://news.example/a" on this server. Reference '
        "#18.9d3f3417.1700000000.1a2b3c",
    ),
    ("denied", "403 Forbidden", "nginx"),
    ("denied", "Akses Ditolak", "Anda tidak memiliki izin untuk membuka halaman ini. Alamat IP Anda telah dicatat."),
    (
        "denied",
        "Internet Positif",
        "Maaf, situs yang akan Anda akses terblokir karena terindikasi mengandung konten yang dilarang oleh "
        "undang-undang.",
    ),
    ("denied", "Unavailable", "Sorry, this content is not available in your region."),
    (
        "denied",
        "News",
        "We recognise you are attempting to access this website from a country belonging to the European "
        "Economic Area and therefore access cannot be granted at this time.",
    ),
    (
        "consent",
        "Before you continue to Herald",
        "We use cookies and data to deliver and maintain our services. If you choose to accept all, we will also "
        "use cookies to personalise content. You can change your choices at any time.",
    ),
    (
        "consent",
        "Your privacy choices",
        "We and our 842 partners store and access information on a device, such as cookies, and process personal "
        "data. You can accept or reject all. Your choices will apply to this site only.",
    ),
    (
        "consent",
        "Kami menghargai privasi Anda",
        "Kami dan mitra kami menggunakan cookie untuk menyimpan informasi di perangkat Anda. Dengan mengklik "
        "Setuju, Anda menyetujui penggunaan cookie. Anda dapat mengubah pilihan kapan saja.",
    ),
    (
        "consent",
        "Consent",
        "Click 'Accept all' to agree to the use of cookies. By continuing you accept our cookie policy.",
    ),
    (
        "login",
        "Sign in - The Herald",
        "Sign in to your account. Email address. Password. Forgot your password? Don't have an account? Register now.",
    ),
    (
        "login",
        "Login",
        "Silakan masuk untuk membaca artikel ini. Masukkan email dan kata sandi Anda. Belum punya akun? Daftar gratis.",
    ),
    ("login", "Masuk atau Daftar", "Anda harus masuk terlebih dahulu untuk melanjutkan membaca."),
    ("login", "Log masuk", "Sila log masuk untuk meneruskan bacaan. Belum ada akaun? Daftar sekarang."),
    ("login", "The Herald", "Please log in to continue reading. Already registered? Log in here."),
    (
        "paywall",
        "Bupati Membuka Pasar Baru",
        "Artikel ini khusus pelanggan. Berlangganan sekarang untuk melanjutkan membaca. Sudah berlangganan? "
        "Masuk di sini.",
    ),
    (
        "paywall",
        "Mayor opens new market",
        "Subscribe to continue reading. This article is for subscribers only. Already a subscriber? Sign in.",
    ),
    (
        "paywall",
        "Mayor opens new market",
        "You've reached your limit of free articles this month. Subscribe for $1 a week. Cancel any time.",
    ),
    (
        "down",
        "We'll be back soon",
        "Sorry for the inconvenience. We're performing some maintenance at the moment. If you need to you can "
        "always contact us, otherwise we'll be back online shortly!",
    ),
    ("down", "Maintenance", "Our site is currently undergoing scheduled maintenance. Please check back later."),
    (
        "down",
        "Sedang Dalam Pemeliharaan",
        "Mohon maaf, website kami sedang dalam pemeliharaan. Kami akan segera kembali.",
    ),
    ("down", "Error establishing a database connection", "Error establishing a database connection"),
    ("down", "502 Bad Gateway", "cloudflare"),
    (
        "down",
        "Account Suspended",
        "This account has been suspended. Contact your hosting provider for more information.",
    ),
    (
        "down",
        "muara.example",
        "This domain is for sale. Inquire now. The domain name muara.example may be for sale by its owner.",
    ),
    (
        "down",
        "Welcome to nginx!",
        "If you see this page, the nginx web server is successfully installed and working. Further configuration "
        "is required.",
    ),
    ("javascript", "Herald", "You need to enable JavaScript to run this app."),
    ("javascript", "Enable JavaScript", "Please enable JavaScript in your browser to view this page."),
    (
        "javascript",
        "Kabar",
        "Maaf, situs ini memerlukan JavaScript. Aktifkan JavaScript di peramban Anda lalu muat ulang halaman.",
    ),
    (
        "javascript",
        "Browser not supported",
        "Your browser is out of date. Please upgrade your browser to read this site.",
    ),
    (
        "redirect",
        "Redirecting…",
        "Redirecting to http://news.example/2. If your browser does not take you there by itself, please follow "
        "the link above.",
    ),
    ("redirect", "Mengalihkan", "Anda sedang dialihkan ke halaman lain. Jika tidak dialihkan otomatis, klik di sini."),
    ("redirect", "301 Moved Permanently", "The document has moved here."),
    ("redirect", "Object moved", "Object moved to here."),
    (
        "portal",
        "Bandara WiFi",
        "Selamat datang di WiFi gratis bandara. Masukkan nomor HP Anda untuk terhubung ke internet. Dengan "
        "melanjutkan Anda menyetujui syarat dan ketentuan.",
    ),
    (
        "portal",
        "Hotel Tarrow Guest Wi-Fi",
        "Welcome! Enter your room number and last name to connect to the internet. By connecting you accept the "
        "terms of use.",
    ),
    ("portal", "Kabar Muara", "Selamat datang!\nTamu yang terhormat\nSilakan login untuk menikmati Wi-Fi gratis"),
    ("portal", "Muara News", "Welcome!\nDear Guest\nPlease choose your preferred sign in to enjoy the Wi-Fi"),
    ("portal", "Internet hotspot > login", "Please log on to use the internet hotspot service"),
    ("portal", "Network Authentication Required", "You need to authenticate to gain network access."),
    ("missing", "Tarrow Herald", "We can't find the page you're looking for. Try the search or go to our homepage."),
    (
        "missing",
        "Nothing found - Herald",
        "It seems we can't find what you're looking for. Perhaps searching can help.",
    ),
    ("missing", "Ups!", "Halaman yang kamu cari tidak ada. Mungkin sudah dipindahkan atau alamatnya salah ketik."),
    ("missing", "Halaman tidak dijumpai", "Maaf, halaman yang anda cari tidak wujud atau telah dipindahkan."),
    ("missing", "Berita tidak tersedia", "Konten yang Anda tuju sudah tidak tersedia. Kembali ke beranda."),
    ("missing", "Error 404", "The requested URL was not found on this server."),
    ("missing", "410 Gone", "The page you requested has been removed."),
    ("missing", "Whoops", "That page seems to have gone missing. Head back to the homepage."),
    ("missing", "Herald", "This story has been removed."),
    ("missing", "Expired link", "This link has expired. Please visit our front page for the latest news."),
]

ABOUT = [
    (
        "Cloudflare padam, ribuan situs menampilkan pesan galat",
        "Ribuan situs web tidak dapat diakses pada Selasa pagi setelah jaringan Cloudflare mengalami gangguan. "
        'Pengunjung hanya melihat pesan "Just a moment" atau "502 Bad Gateway". Perusahaan itu mengatakan '
        "perbaikan selesai dua jam kemudian.",
    ),
    (
        "Why every site now asks whether you are human",
        'Readers who open a news site increasingly meet a page that says "Verifying you are human". The checks '
        "are run by a handful of companies, and they lock out people who browse with screen readers. One of "
        "them, Elin Morrow, said she gave up after the ninth picture of a bus.",
    ),
    (
        "Situs KPU sedang dalam perawatan, pendaftaran diundur",
        "Komisi Pemilihan Umum menutup situsnya sejak Senin malam untuk perawatan. Ketua KPU Randi Salim "
        "mengatakan pendaftaran pemilih diundur sampai Kamis. Ia meminta maaf kepada warga yang sudah mengantre.",
    ),
    (
        "Access denied: how a town lost its library",
        "The council locked the library doors in March. You do not have permission to enter, a sign told the "
        "children who came after school. The head librarian, Mara Tell, has since moved the books to her garage.",
    ),
    (
        "Halaman tidak ditemukan: arsip media daring hilang setiap tahun",
        "Satu dari empat tautan berita yang terbit sepuluh tahun lalu tidak ditemukan lagi, menurut penelitian "
        "Universitas Muara. Peneliti memeriksa dua ribu alamat. Sebagian besar halaman telah dihapus saat "
        "medianya berganti pemilik.",
    ),
    (
        "Subscribe or leave: papers raise prices again",
        "Three papers raised their prices this week. Readers now pay 20 a month to continue reading, twice as "
        "much as two years ago. The publishers blame the price of paper.",
    ),
    (
        "WiFi gratis di bandara diperluas",
        "Bandara Sultan Hasan memperluas layanan WiFi gratis ke ruang tunggu. Penumpang memasukkan nomor telepon "
        "untuk terhubung ke internet selama dua jam. Layanan itu dipakai empat ribu orang sehari.",
    ),
    (
        "Browser baru menolak semua cookie",
        "Peramban buatan pengembang Bandung menolak semua cookie secara bawaan. Situs yang meminta persetujuan "
        "akan dijawab otomatis. Versi pertama terbit bulan depan.",
    ),
    (
        "Site down",
        "The island's only tourist site was down for a day after lightning struck a mast. Engineers restored it "
        "on Friday.",
    ),
    (
        "Maintenance closes bridge",
        "The bridge at Tarrow is closed for maintenance until Friday. Drivers should use the ferry, the council said.",
    ),
    (
        "Oops! Mayor votes against himself",
        "Mayor Dale Petty voted against his own budget on Monday. He had pressed the wrong button, his office said.",
    ),
    (
        "Please wait: surgery lists grow",
        "Patients are told to wait for eleven months, up from eight last year. The health board has hired two "
        "surgeons.",
    ),
    (
        "Login page of tax office fails",
        "The tax office's login page failed on the last day for returns. You must sign in by midnight, the "
        "office had told taxpayers. It has now extended the deadline by a week.",
    ),
    (
        "Mengalihkan arus: jalan lingkar dibuka",
        "Polisi mengalihkan arus kendaraan ke jalan lingkar mulai hari ini. Pengendara dari barat diarahkan "
        "lewat jembatan baru. Pengalihan berlaku sampai Minggu.",
    ),
    ("Gempa kecil terasa di Muara", "Gempa berkekuatan 3,1 terasa di Muara pada Rabu pagi. Tidak ada kerusakan."),
    ("Sorry", "The prime minister said sorry on Tuesday to families who lost their homes. She promised money by June."),
    (
        "Artikel ini dicabut, redaksi minta maaf kepada pembaca",
        "Redaksi Kabar Muara mencabut laporan tentang pelabuhan setelah sumber utamanya mengaku berbohong. "
        "Pemimpin redaksi Tino Wardana meminta maaf kepada pembaca dan kepada syahbandar.",
    ),
    (
        "Your privacy is worth less than you think",
        "Researchers bought the data of two thousand people for 40 dollars. We use cookies without knowing what "
        "they tell, the study says. It was published in March.",
    ),
]


@pytest.mark.parametrize("in_feed", [IN_FEED, None])
@pytest.mark.parametrize(("code", "title", "text"), WALLS, ids=[f"{code} {title}" for code, title, _ in WALLS])
def test_a_wall_or_notice_is_no_article(code: str, title: str, text: str, in_feed: str | None) -> None:
    entry = Entry(url=ADDRESS, title=in_feed or title) if in_feed or code == "paywall" else None
    found = draft(replace(page(title, text), entry=entry))
    assert isinstance(found, Notice)
    assert found.code == code


@pytest.mark.parametrize("in_feed", [True, False])
@pytest.mark.parametrize(("title", "text"), ABOUT, ids=[title for title, _ in ABOUT])
def test_an_article_about_such_things_is_an_article(title: str, text: str, in_feed: bool) -> None:
    found = draft(replace(page(title, text), entry=Entry(url=ADDRESS, title=title) if in_feed else None))
    assert isinstance(found, Draft)
    assert not found.is_doubtful


def test_a_page_that_declares_its_date_is_an_article_under_any_title() -> None:
    head = '<meta property="article:published_time" content="2026-04-04T07:15:00+07:00">'
    assert isinstance(
        draft(page("Access denied", "The gate of the yard stayed shut on Monday. Nobody knew why", head)), Draft
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [("ok", "hardly_text"), ("Access denied. Error 1020", "denied"), ("404 page not found\n", "missing")],
)
def test_a_text_that_a_site_sends_in_place_of_an_article_is_none(text: str, code: str) -> None:
    sent = Page(url=ADDRESS, body=text.encode(), kind=Kind.TEXT, fetched=NOW, status=200, content_type="text/plain")
    found = draft(sent)
    assert isinstance(found, Notice)
    assert found.code == code
    of_a_file = draft(replace(sent, status=None, url="file:///home/x/catatan.txt"))
    assert isinstance(of_a_file, Draft)


def test_the_kind_is_told_of_a_page_without_text_too() -> None:
    said = b"<noscript>You need to enable JavaScript to run this app.</noscript>"
    body = b"<html><head><title>Kabar</title></head><body>" + said
    found = draft(Page(url=ADDRESS, body=body, kind=Kind.PAGE, fetched=NOW, status=200))
    assert isinstance(found, Notice)
    assert found.code == "javascript"


@pytest.mark.parametrize(("title", "text"), [("Just a moment...", "Verify you are human"), ("404 Not Found", "Gone")])
def test_the_story_in_the_feed_is_taken_when_its_page_is_a_wall_or_gone(title: str, text: str) -> None:
    story = (
        "<p>Nelayan menebar rumpon bambu di teluk itu sejak pagi, kata ketua kelompok mereka, Sitti Rahma.</p>"
        "<p>Ikan kecil mulai berkumpul setelah dua bulan, dan hasil tangkapan naik sepertiga.</p>"
    )
    entry = Entry(url=ADDRESS, title=IN_FEED, content=story)
    found = draft(replace(page(title, text), entry=entry))
    assert isinstance(found, Draft)
    assert found.method == "feed"


def test_a_short_page_without_a_word_of_what_was_promised_is_doubtful() -> None:
    evidence = Evidence(titles=("Hello",), text="Have a nice day at the lake, and see our new boats.", promise=IN_FEED)
    assert notices.find(evidence) is None
    assert notices.is_doubtful(evidence)
    assert not notices.is_doubtful(replace(evidence, is_declared=True))
    assert not notices.is_doubtful(replace(evidence, titles=("Rumpon",)))
    assert not notices.is_doubtful(replace(evidence, promise="B 12"))
