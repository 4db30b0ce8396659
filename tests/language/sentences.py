"""Sentences written for these tests, by language; the headlines apart."""

SENTENCES = {
    "id": """
        Gubernur mengatakan jalan yang rusak akan diperbaiki sebelum musim hujan tiba.
        Polisi menangkap tiga pria yang diduga mencuri sepeda motor di kota itu.
        Perusahaan itu melaporkan laba sebesar lima miliar rupiah pada kuartal pertama tahun ini.
        Warga desa berharap pemerintah segera menyelesaikan masalah pasokan air bersih.
        Rapat panitia ditunda karena ketuanya sedang berada di luar negeri.
        Pasien yang terinfeksi dirawat di rumah sakit terdekat dan kondisinya stabil.
        Harga cabai di pasar tradisional naik dua kali lipat sejak pekan lalu.
        Nelayan tidak melaut karena gelombang setinggi empat meter.
        Ia lahir di sebuah kampung di tepi sungai dan bersekolah sampai kelas enam.
        Kereta pertama berangkat pukul lima pagi dan selalu penuh penumpang.
        Menurut dia, kebijakan baru itu justru menyulitkan petani kecil.
        Saya sudah dua kali makan di sini dan rasanya tetap enak, pelayannya juga ramah.
    """,
    "en": """
        The governor said that the damaged road would be repaired before the rains.
        Police arrested three men suspected of stealing motorcycles in the town.
        The company reported a profit of five million dollars in the first quarter.
        Villagers hope that the authorities will soon solve the problem of clean water.
        The meeting was put off because its chairman was abroad.
        Fishermen stayed ashore as waves reached four metres.
        She was born in a village by the river and went to school for six years.
        The first train leaves at five in the morning and is always full.
        The new policy makes life harder for small farmers, he said.
        Prices of chillies have doubled at traditional markets since last week.
    """,
    "ms": """
        Kerajaan akan membaiki jalan raya yang rosak sebelum musim tengkujuh, kata Menteri Besar pada Isnin.
        Polis menahan tiga lelaki kerana disyaki mencuri motosikal di bandar itu.
        Syarikat itu melaporkan keuntungan sebanyak lima juta ringgit bagi suku pertama tahun ini.
        Penduduk kampung berharap pihak berkuasa menyelesaikan masalah bekalan air selewat-lewatnya Khamis ini.
        Mesyuarat jawatankuasa ditangguhkan kerana pengerusinya berada di luar negara.
        Pesakit yang dijangkiti dirawat di hospital berhampiran dan keadaannya stabil.
        Seramai dua puluh penuntut universiti menyertai pertandingan itu, menurut setiausaha persatuan.
        Pasukan kebangsaan tewas dalam perlawanan persahabatan di stadium baharu.
        Beliau dilahirkan di sebuah kampung dan bersekolah sehingga darjah enam sahaja.
        Bomba menerima panggilan kecemasan mengenai kebakaran sebuah kilang perabot petang semalam.
    """,
    "jv": """
        Pak lurah ngandika yen dalan sing rusak bakal didandani sadurunge mangsa rendheng.
        Aku karo kanca-kancaku arep menyang pasar tuku sayuran lan iwak.
        Regane beras saiki mundhak, mula akeh wong sing padha sambat.
        Bocah-bocah iku lagi dolanan ing ngarep omah nalika udan teka.
        Panjenengan sampun dhahar punapa dereng?
        Kowe ora kudu mangkat saiki, isih ana wektu kanggo ngaso.
        Kutha iki kondhang amarga panganane enak lan wonge grapyak.
        Wingi dheweke nggawa buku saka perpustakaan kanggo adhine.
        Para among tani padha bungah amarga asil panene luwih apik tinimbang taun kepungkur.
        Sepur kapisan mangkat jam lima esuk lan mesthi kebak penumpang.
    """,
    "su": """
        Pa lurah nyarios yén jalan anu ruksak badé dilereskeun sateuacan usum hujan.
        Kuring jeung babaturan rék ka pasar meuli sayuran jeung lauk.
        Harga béas ayeuna naék, matak loba jalma anu ngarasula.
        Barudak téh keur arulin di hareupeun imah nalika hujan datang.
        Anjeun geus dahar atawa acan?
        Kota ieu kawentar ku kadaharanana anu ngeunah jeung jalmana anu someah.
        Kamari manéhna mawa buku ti perpustakaan pikeun adina.
        Kumaha carana sangkan urang bisa nepi ka dinya sateuacan peuting?
        Para patani bungah sabab hasil panénna leuwih alus batan taun kamari.
        Karéta munggaran miang jam lima isuk-isuk sarta salawasna pinuh ku panumpang.
    """,
    "nl": """
        De burgemeester zei dat de beschadigde weg voor de winter wordt hersteld.
        De politie heeft drie mannen aangehouden die fietsen zouden hebben gestolen.
        De vissers bleven aan wal omdat de golven vier meter hoog waren.
    """,
    "tl": """
        Sinabi ng gobernador na aayusin ang sirang kalsada bago dumating ang tag-ulan.
        Inaresto ng pulisya ang tatlong lalaki na hinihinalang nagnakaw ng motorsiklo.
        Hindi pumalaot ang mga mangingisda dahil umabot sa apat na metro ang alon.
    """,
}

HEADLINES = {
    "id": """
        Gubernur Resmikan Jembatan Baru di Atas Sungai
        Harga Beras Naik, Warga Antre di Pasar Murah
        Polisi Tangkap Tiga Pencuri Motor di Surabaya
        Jalan Lintas Selatan Ditutup Sampai Akhir Pekan
        Real Madrid vs Barcelona: Jadwal, Susunan Pemain dan Siaran Langsung
        Cara Mengecek Tagihan Listrik Lewat Ponsel
        Banjir Rendam Ratusan Rumah, Warga Mengungsi
        Presiden Minta Menteri Percepat Bantuan
        Review Smartphone Terbaru: Layar Besar, Harga Terjangkau
        Manchester City Kalahkan Chelsea 2-0 di Final
        Petani Garam Keluhkan Impor
        Warga Kampung Nelayan Gelar Sedekah Laut
    """,
    "en": """
        Governor opens new bridge over Kapuas river
        Rice prices rise as dry season drags on
        Police arrest three in Surabaya over stolen motorcycles
        Jakarta to close main road until weekend
        Semarang floods leave hundreds homeless
        What we know about the Lombok ferry accident
        Bank Mandiri reports higher profit
        Prabowo meets Anwar in Kuala Lumpur
        Salt farmers complain about imports
        How a village in Flores saved its forest
    """,
}


def lines(texts: dict[str, str]) -> list[tuple[str, str]]:
    """Each text with its language."""
    return [(text.strip(), code) for code, block in texts.items() for text in block.strip().splitlines()]
