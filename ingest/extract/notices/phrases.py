"""What walls and notices say, in English, Indonesian and Malay, by their kind.

Patterns are for text as ``dom.fold`` returns it: letters and digits in lower case, single spaces ("can't" is "can t").
``TITLES`` match a whole title, or a part of one between dashes; ``SENTENCES`` match from the beginning of a sentence.
"""

import re
from collections.abc import Mapping

_Patterns = Mapping[str, re.Pattern[str]]

_THING = (
    r"(?:(?:the|this|that|a|your|requested) )*"
    r"(?:page|article|story|content|post|file|document|resource|url|link|address|item)"
)
_HAL = r"(?:halaman|artikel|berita|konten|laman|tautan|url|dokumen|alamat|postingan)"
_SITE = r"(?:(?:our|the|this) )?(?:\w+ )?(?:site|website|server|service|system|portal|app)"
_SITUS = r"(?:situs|website|web|laman|layanan|sistem|server|portal|aplikasi)"
_NOT = r"(?:not|no longer|cannot|can t|couldn t|doesn t|isn t|hasn t|wasn t)"
_TIDAK = r"(?:tidak|tak|belum)(?: lagi)?"


def _some(most: int) -> str:
    """Up to so many words, after another."""
    return rf"(?: \w+){{0,{most}}}"


def _before(most: int) -> str:
    """Up to so many words, before another."""
    return rf"(?:\w+ ){{0,{most}}}"


_MISSING_TITLES = (
    r"(?:http )?(?:error |kesalahan )?(?:404|410)(?: error| not found| page| halaman)?(?: not found)?",
    r"(?:not found|nothing found|oops|ups|waduh|uh oh|whoops|sorry|maaf|tidak ditemukan|gone)(?: (?:sorry|maaf"
    r"|404))?",
    rf"(?:sorry |oops |error )?{_THING}{_some(4)} {_NOT}{_some(3)} (?:found|available|exists?)",
    r"(?:page|content|article) (?:unavailable|missing|deleted|removed|moved|expired)",
    rf"(?:maaf |ups )?{_HAL}{_some(5)} {_TIDAK}{_some(2)} (?:ditemukan|dijumpai|ditemui|tersedia|ada|wujud|diakses)",
    rf"{_HAL}{_some(2)} (?:telah|sudah) (?:dihapus|dipindahkan|dicabut|ditarik)",
)
_MISSING = (
    rf"{_THING}{_some(8)} {_NOT}{_some(4)} (?:found|available|exists?|here|there|published|active|displayed"
    rf"|located)\b",
    rf"{_THING}{_some(9)} (?:moved|removed|deleted|expired|gone|unavailable|taken down|renamed|unpublished)\b",
    r"(?:we|i) (?:could not|couldn t|can t|cannot|can not|were unable to|are unable to|did not|didn t)"
    r" (?:seem to )?(?:find|locate|display|load)\b",
    rf"(?:there is|there s|there was) (?:no|nothing){_some(4)}(?:page|here|address|article|story)\b",
    r"(?:nothing|no (?:results?|posts?|articles?|pages?)) (?:was |were |to be |could be )?found\b",
    r"(?:you may have )?(?:mistyped|typed)\b",
    rf"{_HAL}{_some(7)} {_TIDAK}{_some(2)}"
    r" (?:ditemukan|dijumpai|ditemui|tersedia|ada|wujud|diakses|ditampilkan|aktif)\b",
    rf"{_HAL}{_some(6)} (?:telah|sudah|mungkin|barangkali){_some(3)}"
    r" (?:dihapus|dipindahkan|dipindah|dicabut|ditarik|kedaluwarsa|berubah|diturunkan)\b",
    r"kami (?:tidak|tak) (?:dapat |bisa |berhasil )?(?:menemukan|menampilkan|memuat)\b",
)

_CHALLENGE_TITLES = (
    r"just a (?:moment|second)|one (?:moment|more step)(?: please)?|please wait|hang on|tunggu sebentar",
    r"(?:harap|mohon) (?:tunggu|bersabar)(?: sebentar)?|sebentar ya",
    r"attention required|pardon our interruption|client challenge|robot check|are you (?:a )?(?:robot|human|bot)",
    r"(?:\w+ )?(?:security|bot|human|browser|captcha) (?:check|verification|checkpoint|challenge)|captcha",
    rf"(?:please )?(?:verify|verifying|checking|confirm|confirming|making sure|prove){_some(6)}"
    r" (?:human|robot|bot|browser|secure)(?: before accessing.*)?",
    rf"ddos protection{_some(4)}|request unsuccessful",
    rf"(?:verifikasi|pastikan|memeriksa|memverifikasi|buktikan|konfirmasi|apakah){_some(4)}"
    r" (?:manusia|robot|browser|peramban|keamanan)",
    r"(?:pemeriksaan|verifikasi) (?:keamanan|browser|peramban|manusia|robot)",
)
_CHALLENGE = (
    rf"(?:please )?(?:wait )?(?:while )?(?:we )?(?:re |are )?(?:need to )?"
    rf"(?:check|checking|verify|verifying|confirm|confirming|validating|making sure|make sure){_some(8)}"
    r" (?:human|robot|bot|browser|connection|security|secure)\b",
    rf"(?:please )?(?:prove|complete|solve|press and hold|tick|check|slide){_some(9)}"
    r" (?:human|robot|bot|captcha|challenge|verification|check|box|puzzle)\b",
    rf"{_before(4)}(?:needs to review|is reviewing|is checking) the security\b",
    r"(?:we|our systems?)(?: have| ve)? detected (?:unusual|suspicious|automated|abnormal)\b",
    r"(?:performance|ddos protection|protected|security) (?:and security |security )?by \w+|(?:cloudflare )?ray id\b",
    r"(?:are you|you are|confirm you are|i m) (?:not )?(?:a )?(?:human|robot|bot)\b",
    r"(?:incapsula )?incident id\b|this (?:process|check) is automatic\b|as you were browsing\b"
    r"|please enable cookies\b|you are seeing this because\b",
    rf"{_before(5)}"
    rf"(?:memeriksa|memverifikasi|memastikan|pastikan|buktikan|konfirmasi|verifikasi|selesaikan){_some(6)}"
    r" (?:browser|peramban|koneksi|manusia|robot|keamanan|captcha)\b",
)

_DENIED_TITLES = (
    r"(?:error )?(?:401|403|451)(?: error)?(?: forbidden| unauthori[sz]ed| access denied)?|forbidden|unauthori[sz]ed",
    rf"access (?:to {_before(4)})?(?:is |was |has been )?(?:denied|forbidden|blocked|restricted)",
    r"(?:sorry )?you (?:have been|are) (?:blocked|banned)(?: from .*)?|error 10\d\d|blocked",
    r"(?:not available|unavailable) in your (?:region|country|location)",
    r"akses (?:ditolak|dilarang|dibatasi|diblokir|terbatas)|internet (?:positif|sehat)|situs (?:ini )?(?:di"
    r"|ter)blokir",
)
_DENIED = (
    rf"you{_some(2)} (?:do not|don t|dont){_some(2)} have (?:permission|access|authori[sz]ation|the)\b",
    r"you (?:are not|aren t) (?:allowed|authori[sz]ed|permitted)\b",
    rf"(?:(?:your|this|the) )?(?:access|ip|ip address|request|connection|network){_some(6)}"
    r" (?:denied|blocked|forbidden|restricted|banned|refused|rejected|flagged)\b",
    rf"you (?:have been |are |were |re )?(?:temporarily )?(?:blocked|banned|denied){_some(3)}",
    rf"{_THING}{_some(4)} (?:not available|unavailable) in your (?:region|country|location)\b",
    rf"we recogni[sz]e{_some(12)} (?:country|region|european)\b|access(?: cannot|{_some(4)} not) be granted\b",
    r"(?:http )?(?:error )(?:code )?(?:401|403|451|10\d\d)\b|403 forbidden\b",
    rf"(?:akses|permintaan|alamat ip|ip)(?: anda)?{_some(5)} (?:ditolak|diblokir|dibatasi|dilarang)\b",
    rf"anda (?:tidak|tak|belum) (?:memiliki|punya|mempunyai|mendapat|diizinkan|berhak){_some(3)}\b",
    rf"{_SITUS}{_some(8)} (?:terblokir|diblokir|mengandung konten)\b|(?:internet|trust) ?positif\b",
)

_LOGIN_TITLES = (
    rf"(?:please )?(?:log ?in|sign ?in|sign ?up|log on|register|registration)(?: (?:required|page|or \w+))?"
    rf"(?: (?:to|for|with|now){_some(6)})?",
    r"(?:create|your) (?:an |a |your )?(?:free )?account|members? (?:only|area|login)|authentication required",
    rf"(?:silakan |harap )?(?:masuk|login|log masuk|daftar)(?: atau \w+)?(?: (?:ke|untuk|dulu|dengan"
    rf"|akun){_some(5)})?",
    r"(?:halaman )?(?:login|masuk)(?: akun| pengguna| anggota| member)?",
)
_LOGIN = (
    rf"(?:please )?(?:log ?in|sign ?in|sign ?up|register|log on){_some(4)} (?:to|for|or|with|below|first)\b",
    rf"you{_some(1)} (?:need|must|have to|ll need|should|can|are required to){_some(5)}"
    r" (?:account|log ?in|logged ?in|sign ?in|signed ?in|register|registered|members?)\b",
    rf"(?:please )?(?:enter|fill in|type|provide){_some(4)} (?:e ?mail|username|user name|password|credentials)\b",
    r"(?:don t|do not|already)(?: you)? have an account\b|(?:already|not) (?:a |yet )?(?:member|registered)\b",
    rf"(?:create|make|open){_some(3)} account\b|(?:forgot|forgotten|lost|reset){_some(2)} password\b|remember me\b",
    r"new (?:user|member|here)\b",
    rf"(?:silakan|sila|harap|mohon|anda (?:harus|perlu|wajib|belum)|untuk){_some(7)}"
    r" (?:masuk|login|log in|mendaftar|daftar|akun|registrasi|log masuk)\b",
    rf"(?:masuk|login|daftar|log masuk){_some(4)} (?:untuk|akun|melanjutkan|dengan)\b",
    r"(?:belum|sudah|tidak|tiada) (?:punya |memiliki |mempunyai |ada )?aka?un\b|lupa (?:kata sandi|password|sandi)\b",
    rf"masukkan{_some(4)} (?:e ?mail|sandi|password|pengguna)\b",
)

_PAYWALL_TITLES = (
    rf"(?:please )?subscribe(?: now)?(?: (?:to|for){_some(6)})?|subscription required|subscribers? (?:only"
    rf"|exclusive)",
    rf"(?:silakan )?(?:ber)?langganan(?: (?:untuk|sekarang|dulu){_some(5)})?",
    r"(?:konten|artikel|berita|halaman) (?:khusus|premium|eksklusif|berbayar)(?: (?:pelanggan|anggota|member))?",
)
_PAYWALL = (
    r"(?:please )?(?:subscribe|become a (?:subscriber|member)|start your|choose your|get (?:unlimited|full)|unlock"
    r"|upgrade)\b",
    rf"(?:(?:this|the) )?(?:article|story|content|page|rest){_some(6)} (?:for|to|only|exclusive|reserved|exclusively)"
    rf"{_some(5)} (?:subscribers?|members?|premium|subscription)\b",
    rf"to (?:continue|keep|read|finish)(?: reading)?\b|(?:continue|keep) reading\b|you(?: ve| have)? (?:reached"
    rf"|used){_some(8)}",
    r"already (?:a )?subscri\w+|cancel any ?time\b|subscribers? only\b|(?:only )?\w+ (?:a|per) (?:month|week|year)\b",
    r"(?:silakan |mohon |ayo )?(?:berlangganan|langganan|jadi pelanggan|menjadi pelanggan)\b",
    rf"(?:artikel|berita|konten|halaman){_some(4)} (?:khusus|hanya|eksklusif){_some(5)}"
    r" (?:pelanggan|anggota|member|berlangganan|premium)\b",
    r"untuk (?:melanjutkan|terus|membaca|lanjut)\b|sudah berlangganan\b",
)

_CONSENT_TITLES = (
    r"before you continue(?: to .*)?|(?:we value )?your privacy(?: matters| choices| settings)?|privacy (?:settings"
    r"|preferences|choices)",
    r"(?:cookies?|gdpr|privacy) (?:consent|settings|notice|policy|wall|preferences)|consent(?: required)?"
    r"|your data your choice",
    r"sebelum (?:anda )?melanjutkan(?: .*)?|(?:kami menghargai )?privasi anda|(?:pengaturan|persetujuan) (?:privasi"
    r"|cookie|kuki)",
)
_CONSENT = (
    rf"(?:we|this (?:site|website)|\w+)(?: and (?:our|its|selected){_some(4)})? (?:use|uses|store|stores|value"
    rf"|process|care|need)"
    rf"{_some(7)} (?:cookies?|privacy|personal data|consent|a device|your data)\b",
    rf"by (?:clicking|continuing|using|accepting|tapping|selecting|visiting){_some(14)} (?:agree|accept|consent"
    rf"|cookies?)\b",
    r"(?:accept|reject|manage|allow|decline)(?: all| your| my)? (?:cookies|all|preferences|choices|settings"
    r"|options)\b",
    rf"(?:accept|reject) all\b|you can (?:change|withdraw|manage|update|refuse){_some(6)} (?:consent|choices"
    rf"|preferences|settings|cookies)\b",
    rf"(?:your )?(?:consent|choice|choices|personal data){_some(8)} (?:withdrawn|changed|processed|stored|used"
    rf"|applied|apply)\b",
    rf"(?:kami|situs(?: web)? ini|\w+)(?: dan{_some(4)})? (?:menggunakan|memakai|menghargai|memproses"
    rf"|menyimpan){_some(6)}"
    r" (?:cookies?|kuki|privasi|data (?:pribadi|anda))\b",
    rf"dengan (?:mengklik|mengeklik|melanjutkan|menekan|menggunakan){_some(12)} (?:setuju|menyetujui|cookies?"
    rf"|kuki)\b",
    r"(?:terima|tolak|kelola)(?: semua)? (?:cookies?|kuki|pengaturan|preferensi|pilihan)\b|(?:terima|tolak) semua\b",
)

_DOWN_TITLES = (
    r"(?:(?:scheduled|site|website|under|down for|undergoing) )*maintenance(?: mode| break)?",
    rf"{_SITE}(?: is)?(?: currently| temporarily)? (?:down|offline|unavailable|under maintenance|under construction)"
    r"(?: for (?:scheduled )?maintenance)?",
    r"(?:we (?:ll|will) )?be (?:right )?back(?: soon| shortly| later)?|temporarily unavailable|under construction"
    r"|coming soon",
    r"(?:error )?(?:500|502|503|504|52\d)(?: .*)?|(?:500 )?internal server error|bad gateway|service unavailable"
    r"|gateway time ?out|(?:web )?server is (?:down|busy)|database error|error establishing a database connection",
    r"account suspended|(?:this )?(?:domain|account)(?: name)? (?:is |has )?(?:for sale|expired|parked|suspended"
    r"|been suspended)"
    r"|welcome to nginx|(?:\w+ )?apache2? .*default page.*|it works|default web site page|index of",
    rf"{_SITUS}(?: kami| ini)?(?: sedang)?(?: dalam)? (?:perawatan|pemeliharaan|perbaikan|pembaruan|gangguan"
    rf"|maintenance|offline)",
    r"(?:sedang )?(?:dalam )?(?:perawatan|pemeliharaan|perbaikan)(?: sistem| situs)?"
    r"|(?:kami )?(?:akan )?segera (?:kembali|hadir)",
)
_DOWN = (
    rf"(?:{_SITE}|we|we re){_some(5)} (?:maintenance|down|offline|unavailable|upgrad\w+|under construction"
    rf"|overloaded|suspended)\b",
    rf"we (?:ll |will )?(?:be )?(?:right )?back{_some(2)}(?:soon|shortly|online)?\b|(?:scheduled|planned"
    rf"|routine) maintenance\b",
    r"(?:please )?(?:come back|try again|check back|visit us again)(?: \w+)? (?:soon|later|shortly|in)\b",
    r"error establishing a database\b|(?:internal server error|bad gateway|service unavailable|gateway time ?out)\b",
    r"the server (?:encountered|is|was) (?:an|temporarily|unable|busy|overloaded)\b|no input file specified\b",
    rf"(?:this|the) (?:domain|account){_some(4)} (?:is|has|may|was){_some(2)} (?:for sale|expired|parked"
    rf"|suspended)\b",
    rf"{_SITUS}{_some(5)} (?:perawatan|pemeliharaan|perbaikan|pembaruan|gangguan|maintenance|offline|peningkatan)\b",
    r"kami (?:sedang|akan)(?: \w+){0,3} (?:perawatan|pemeliharaan|perbaikan|pembaruan|maintenance|kembali)\b",
)

_SCRIPT_TITLES = (
    rf"(?:please )?(?:enable|turn on|activate|you need to enable) (?:javascript|java script|js){_some(7)}",
    r"(?:javascript|java script|js)(?: is)? (?:required|disabled|not enabled|not available|needed)",
    r"(?:browser (?:not |un)supported|unsupported browser|(?:please )?(?:update|upgrade) your browser)",
    r"(?:harap |mohon |silakan )?(?:aktifkan|nyalakan|hidupkan) javascript(?: .*)?|(?:peramban"
    r"|browser) (?:anda )?tidak (?:didukung|mendukung)",
)
_SCRIPT = (
    r"(?=.*\bjava ?script\b)(?=.*\b(?:enable|enabled|disabled|require[sd]?|needs?|without|turn|turned|support\w*"
    r"|activate"
    r"|switched|run|aktif\w*|mengaktifkan|nyalakan|dinonaktifkan|tanpa|membutuhkan|memerlukan|hidupkan)\b)"
    r"(?=.*\b(?:you|your|please|this|app|site|page|browser|continue|anda|harap|mohon|silakan|situs|halaman|peramban"
    r"|aktifkan)\b)",
    rf"(?:your|this|the) (?:web )?browser{_some(5)}"
    r" (?:not supported|out ?of ?date|outdated|unsupported|too old|disabled|support|blocking)\b",
    rf"(?:please )?(?:update|upgrade|switch){_some(4)} browser\b",
    rf"(?:peramban|browser){_some(4)} (?:didukung|mendukung|usang|kedaluwarsa)\b",
)

_REDIRECT_TITLES = (
    rf"(?:you are being |you will be |now |page )?redirect(?:ed|ing)?(?: you)?{_some(4)}|object moved"
    rf"|document has moved",
    r"(?:301|302|303|307|308)(?: .*)?|moved (?:permanently|temporarily)|leaving .*",
    r"(?:sedang )?(?:mengalihkan|mengarahkan|dialihkan|diarahkan|pengalihan)(?: .*)?|anda (?:akan"
    r"|sedang) (?:dialihkan|diarahkan)(?: .*)?",
)
_REDIRECT = (
    r"(?:you (?:are being|will be|ll be|re being|are now being) |we (?:are|re) |now )?redirect(?:ed|ing)\b",
    rf"if (?:you are|you re|your browser|the page|nothing){_some(8)} (?:redirect\w*|take you|happens|automatically"
    rf"|forward\w*)\b",
    rf"(?:the )?(?:document|object|resource|page){_some(2)} moved (?:here|permanently|temporarily|to)\b"
    rf"|you are (?:now )?leaving\b",
    rf"(?:anda|halaman|kami|sedang|jika|apabila)?{_some(7)} ?(?:dialihkan|mengalihkan|diarahkan|mengarahkan)\b",
)

_NETWORK = r"(?:wi ?fi|hotspot|wlan|internet|network|jaringan)"
_PORTAL_TITLES = (
    r"(?:\w+ ){0,4}(?:wi ?fi|hotspot|wlan)(?: (?:access|login|log in|sign in|portal|authentication|gratis|tamu"
    r"|guest|free|\w+))?",
    r"(?:\w+ )?(?:internet|network|captive) (?:access|login|portal|sign in|authentication(?: required)?)"
    r"|hotspot(?: .*)?",
    rf"(?:welcome to|selamat datang di|connect to|hubungkan ke|masuk ke) (?:\w+ ){{0,5}}{_NETWORK}(?: \w+){{0,2}}",
)
_PORTAL = (
    r"(?:silakan |harap |mohon )?"
    rf"(?:welcome|selamat datang|connect|sambung\w*|terhubung|hubungkan|log ?in|sign ?in|masuk|login|to (?:use"
    rf"|access|connect|get)|untuk|please (?:select|choose) (?:your )?(?:\w+ )?(?:login|log in|sign in|access))"
    rf"{_some(9)} (?:wi ?fi|hotspot|wlan|internet|network|jaringan)\b",
    rf"(?:(?:this|our|free|guest|the) )*(?:wi ?fi|hotspot|wlan){_some(6)}\b",
    rf"(?:please )?(?:accept|agree|i agree|i accept|saya setuju|setujui|terima|anda menyetujui){_some(8)}"
    r" (?:terms|conditions|ketentuan|syarat|policy|kebijakan)\b",
    rf"(?:please )?(?:enter|masukkan|insert){_some(6)}"
    r" (?:voucher|room number|access code|phone number|kode (?:akses|voucher)|nomor (?:hp|telepon|ponsel|kamar))\b",
)

# In this order: of two kinds that one sentence could be the first is meant.
TITLES: _Patterns = {
    kind: re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    for kind, patterns in {
        "missing": _MISSING_TITLES, "challenge": _CHALLENGE_TITLES, "denied": _DENIED_TITLES,
        "javascript": _SCRIPT_TITLES, "portal": _PORTAL_TITLES, "paywall": _PAYWALL_TITLES,
        "login": _LOGIN_TITLES, "consent": _CONSENT_TITLES,
        "down": _DOWN_TITLES, "redirect": _REDIRECT_TITLES,
    }.items()
}  # fmt: skip
SENTENCES: _Patterns = {
    kind: re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    for kind, patterns in {
        "javascript": _SCRIPT, "challenge": _CHALLENGE, "denied": _DENIED, "portal": _PORTAL, "missing": _MISSING,
        "paywall": _PAYWALL, "login": _LOGIN, "consent": _CONSENT, "down": _DOWN, "redirect": _REDIRECT,
    }.items()
}  # fmt: skip

# What may stand before all of them.
LEAD = re.compile(
    r"(?:(?:we re|we are|i m|kami|mohon)? ?(?:very |so |terribly )?(?:sorry|oops|uh oh|whoops|unfortunately|maaf"
    r"|ups|waduh|oh no|hmm|error|404"
    r"|but|and|that|either|it (?:looks|seems)(?: like| as if)?|sepertinya|tampaknya|sayangnya"
    r"|(?:(?:dear|our|valued|esteemed) )+(?:customers?|guests?|users?|visitors?|subscribers?)"
    r"|(?:pelanggan|tamu|pengguna|pengunjung) (?:yang )?(?:terhormat|setia))(?: |$))+"
)
# What they say beside that: they speak to the reader, offer ways out, name numbers.
BESIDE = re.compile(
    r"(?:please|sorry|maaf|mohon|silakan|harap|try|go (?:back|to)|return|click|check|thank|thanks|terima ?kasih"
    r"|contact"
    r"|reload|refresh|visit|search|use|back to|kembali|coba|cobalah|hubungi|klik|periksa|gunakan|jika|apabila"
    r"|if you|if the"
    r"|you (?:can|may|might|could|need|must|do|are|will)|anda (?:dapat|bisa|juga|mungkin|akan)|we apologi[sz]e"
    r"|kami (?:mohon|minta)"
    r"|(?:it|this) (?:may|might|could|can|will|should)|hal ini|your|reference|incident|request id|event id|ip\b"
    r"|error|or |atau "
    r"|meanwhile|in the meantime|sementara itu|here are|berikut|home ?page|beranda|tunggu|wait|this usually"
    r"|proses ini|sila |inquire|further configuration|why |(?:welcome|selamat datang)$)"
)
# That the words are about the page itself, or for whoever reads it; without them they may be news.
TO_THE_READER = re.compile(
    r"\b(?:you|your|we|our|us|please|sorry|oops|this (?:page|article|site|content|story|website|post)|anda|kamu"
    r"|kami|silakan|maaf"
    r"|harap|mohon|(?:halaman|artikel|berita|konten|laman|situs|tautan) ini)\b"
)
