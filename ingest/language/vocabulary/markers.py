"""Words that tell Malay, Javanese and Sundanese from Indonesian, the only one that langdetect has a profile of.

Written by hand, some after they were noticed in one half of the texts of corpus/langid. A weight is about the
logarithm of how many times likelier a word is in the one language than in Indonesian, at most 3; it was lowered
where 800,000 words of Indonesian news have the word too. benchmarks/quality.md has the figures of the other half.
"""

from typing import Final

MALAY: Final = {
    3: """
        agih agihan aidilfitri akaun akhbar amaran antarabangsa bahagian baharu bahawa banduan basikal beratus berbeza
        berdepan berhampiran berhujah beribu berikutan berkahwin bermakna bersara bersempena bertembung berucap bilion
        bomba bual cabaran cawangan cubaan dadah dekad diagih diagihkan diberkas dicadangkan didedahkan difahamkan
        digesa dihantar diisytiharkan dijadualkan dijangka dijangkakan dijangkiti dikekalkan dikesan dilaburkan
        diluluskan dimaklumkan diorang dirasmikan disember disyaki ditubuhkan ekoran eksport ekuiti elaun enjin entiti
        eropah estet fasa fikir filem fizik fizikal gergasi hadkan hartanah iaitu imej imigresen isnin isteri isytihar
        jangkitan jawatankuasa jenayah jeneral jepun jerung julai jumaat jurucakap jurulatih jururawat juruterbang
        kaherah kahwin kakitangan kanak kanser kebajikan kecemerlangan kejohanan kemahiran kemboja kempen kemuncak
        kenderaan kendiri kerana kerjaya kes kesedaran kesihatan ketenteraan kewangan khamis khuatir kolej kompaun
        konsert korang kuarantin lapan lebuhraya loceng maghribi mahu mahukan mahupun makmal matlamat melabur
        memaklumkan membidas memulakan menafikan mencabar mencadangkan mendedahkan mengehadkan mengekalkan mengesan
        menggesa menghantar mengikut mengundi menjaringkan menjejaskan mentadbir menubuhkan menyertai menyiasat
        merasmikan merentas mesej mesyuarat minit motosikal muzik nafi nombor nuklear ogos paip pakej palestin
        pandemik pangsapuri parlimen parti pasport pawagam peguam pelabur pelaburan pelakon pelancongan pelawat
        pelbagai pelitup pelumba pemaju pembekal pemuzik pencen pendakwa pengamal pengeluar pengerusi pengganas
        penguatkuasaan pengundi penjarakan penjenayah pensyarah pentadbiran penubuhan penyiasat peperiksaan perasmian
        peratus perbahasan perbezaan perbualan percubaan percukaian percuma perjumpaan perkahwinan perkhidmatan
        perlanggaran perlembagaan perlumbaan perniagaan persaraan persefahaman persekitaran pertelingkahan
        pertembungan pertubuhan pertuduhan perubatan peruntukkan pesakit pilihanraya pindaan pingat polis projek punca
        rakan rasmi republikan risikan sahaja saintis saiz scotland sebahagian sebarang seksyen selesa sempadan
        sempena sentiasa sepanyol sesetengah sesiapa setakat setiausaha siasatan skrin soalan stesen sukan suruhanjaya
        suspek syarikat syer syor tadbir tahniah talian tarikh tayar teksi televisyen tempahan tempatan tempoh tentera
        tenusu terbaharu terjejas terselamat teruk tetamu timbalan trilion tropika tugasan tular ubat undi universiti
        urusniaga wabak zon
        """,
    2: """
        adakah amalan asas askar awam bajet baki bandaraya belanjawan beliau berbanding berdekatan berjaya berkongsi
        berlepas bersetuju britain cuba darjah dicabar dikongsi diperuntuk diraikan direka disokong dos garisan
        gegaran gesa gred greece had hadapan hantaran hendaklah hujah hujung ianya idea insurans itali jangkaan kad
        kecederaan kecundang kelmarin kemalangan kemudiannya kemurungan kemusnahan kerajaan ketibaan khidmat klinikal
        komen kritikal laluan lantikan lebuh lelaki majlis maklumat manakala mangsa melepasi memandangkan memberitahu
        menamatkan mengesahkan menumpaskan menyedari menyokong meraikan muktamad naib pekebun penamat pengarah
        penggalak pengsan peniaga penunggang penyelidik penyokong perhimpunan petang petrol rakaman rasuah rekod
        rentas risau rompakan rundingan rusuhan samun saringan sebenar sekatan sekurang selepas semak semasa semula
        sepatutnya sesawang sihat sikit sokongan taklimat taufan telefon terutamanya tewaskan tiada tikaman tumpas
        ukraine usahawan wad wira
        """,
    1: """
        agensi agong ahli akta anugerah apabila awak bagaimanapun bandar bapa bekalan belgium berbincang bergelut
        berkata berkenaan berlaku bermula boleh budak catat croatia cuti dah daripada diberitahu dijalankan dikenali
        disebabkan doktor england faedah hospital hungary ialah ireland jadual jambatan johor kajian kawalan kawasan
        kebangsaan kebenaran kedai kejayaan kekal kelantan kenyataan kesan kesatuan keselamatan kesemua kilang kluster
        kumpulan lawatan letupan lori macam mahkamah melawat mempunyai mencetuskan mendahului menghalang mengurangkan
        menukar merujuk mexico nak ni pahang pakar pasaran pasukan pegawai pelajar pelancong pembangkang pengkritik
        perbincangan perintah perkara perlawanan permulaan persembahan peruntukan poland pungutan ramai rancangan
        rangsangan rawatan rehat ringgit sabah sahkan sains sambutan sarawak sekiranya selangor semalam sukar sukarela
        suntikan supaya susulan switzerland tamat tan tangkapan teknikal terengganu tikam tindakan tu ulasan undian
        walaupun wang watak
        """,
}

# Indonesian words that Malay does not have, or spells otherwise.
NOT_MALAY: Final = {
    3: """
        agustus ajang akun apbd apbn apotek bagian bahwa bandara bawaslu begal belgia berbeda berhasil bikin bioskop
        bisnis bumn bupati butuh caleg capres cawapres cewek cicilan cowok delapan desember direktur diresmikan
        divonis dokter dosen dpr dprd ekspor energi eropa film gak gelandang gubernur hoaks ijin ilmuwan impor inggris
        internasional investasi irak irlandia istri italia izin jaksa jenderal jepang juli jumat juni kabupaten
        kamboja kamis kantor kapolri karantina karena karyawan kasus kecamatan kegiatan kejaksaan kelompok kemarin
        kendaraan kepolisian keren kesehatan kiper klasemen klub kompetisi kondisi konser kpk kuartal listrik lokal
        longsor lurah macet mahasiswa manajemen manajer maret maroko maupun medsos mengimbau mengungsi menit menko
        meresmikan meski miliar militer mudik musik narkoba nasabah nasional nggak nomor obat ojek oknum ormas
        pariwisata partai pasien pekan pemilu pengacara pengadilan pengungsi pengusaha penyidik penyidikan perbedaan
        persen perunggu perusahaan pilkada pilpres pln poin polandia polda polisi polres polri polsek ponsel posisi
        prancis praperadilan preman prokes provinsi proyek punya puskesmas relawan resmi rilis rupiah sebagian sehat
        sekaligus sekretaris selandia sembako senin sepeda sidak skotlandia spanyol stasiun suriah sutradara swedia
        taksi tangkis telepon televisi tentara terdakwa teroris terorisme terpidana tersangka tilang tim timnas
        tiongkok tni toko triliun triwulan truk tutur tuturnya uang ujar ujarnya ukraina unduh unggah ungkap ungkapnya
        universitas vonis wabah walikota wapres wasit wib wisatawan yordania
        """,
    2: """
        adanya aktivitas aktris anggaran aparat aplikasi babak bahkan banget bek bentrokan besok bisa bus coba cocok
        cuma dampak desa dibandingkan dibutuhkan dicoba dinas diperkirakan diskon dukungan enggak evakuasi foto gawang
        gelar gratis gugatan himbau imbau infeksi informasi jembatan kalau kampanye kebijakan kebutuhan kecelakaan
        kejuaraan kemampuan kerusakan ketimbang keuangan konsumen korban korupsi kota kpu laga lainnya layanan liburan
        lingkungan mantan mau medali membutuhkan mencetak mencoba mendatang mendukung mengabdi mengungkapkan
        menyampaikan meraih merasa mobil nanti obligasi olahraga otomatis pajak pasokan pelatih pemasok pemerintah
        pendukung peneliti penelitian pengemudi perawat percobaan perdata pernyataan petinggi petugas pidana pihaknya
        polusi pria produksi produsen rapat razia rekan rektor rencana rp rusak saat sejumlah sekjen sempat sepakbola
        serikat setempat setidaknya siang sinetron siswa siswi situs skuat sma smp sopir sore sukses sulit sumatera
        tantangan tapi tayang terjadi terkait tes turnamen upaya usai utang warganet wisata yaitu
        """,
    1: """
        adalah agar aktor bakal bareng berbagai bunga dikutip dilakukan dimulai gejala gempa hal hingga ingin kampus
        khusus menambahkan mengatakan merupakan mesin mulai namun pacar para parah pejabat saja sebesar sedangkan
        sekitar selain serta soal tak tanggal tersebut tewas tol total unggul yakni
        """,
}

JAVANESE: Final = {
    3: """
        akeh amarga amargi arep arepe awakdewe badhe banjur bengi biyen boten cedhak dening dereng deweke dhahar
        dhateng dhewe dheweke dhisik dhuwit dhuwur dhuwure digawe dingge dinggo dipangan diwenehi durung duwe entek
        entuk esuk ewadene gadhah gedhe godhong grapyak hurung iki iku inggih ingkang jarene jenenge kabeh kaliyan
        kaluwarga kancaku kancane kanggo kapenak karo kasebut kathah kepriye kepungkur kowe krungu kudune kui kutha
        kuwi lan lunga lungo luwih mangan manggon mangkono marang mbengi mbiyen mboten mburi menehi menika menyang
        merga mergo mesthi mesthine mlebu mrene mrono mugo mulane nalika nalikane nanging ndelok ndhisik ndhuwur nduwe
        nduweni ngandika nganti ngelih ngendi ngene ngenteni ngerteni nggarai nggawa nggawe nggih nggo nggone ngisor
        ngombe ngono njaba njagong njajal njaluk njero nyang omah omahe ora pancen pancene panganan panganane panggon
        panggonan panggonane panggone panjenengan pedhes pirang podho pokoke pungkasane punika reget saben sabubare
        sadurunge saiki sajrone sakabehe sakdurunge saking sakwise sanadyan sawetara sawijining sawise sega sesuk
        sethithik sithik suwun takon taksih tansah tenanan tiyang tuku uga ugo utamane utawa utowo uwis uwong wadon
        wedhus wektu wenehi weruh wiwit wonten yaiku
        """,
    2: """
        adoh adol ambune anyar apike awake becik carane cepet cilik dadi dadine dalan delok dewe disik dodolan elek
        enake ewu gawe gela ing isa iso jebule kakehan kanca kanthi kapisan kasil katon kayake kayata kene kepengin
        konco kono koyo kulo lak lali lanang liya liyane liyo loro maneh mbayar meneh mengko metu mila milih minangka
        mlaku muga mulih mung nang nemokake neng ngarep nggon ning numpak nyambut ono opo papat pengin pesen pingin
        piro piye podo pungkasan radha rasane rega regane rego saged saka sampeyan sampun sanget satus sedaya sek seko
        seneng siji sing sitik sopo suwi tanpo teka telu temenan tenan wayah werna wingi wis wolu wong
        """,
    1: """
        ae aku angel apik arek awan bae bakale banyu ben blas bocah dados emoh griya jaman kana kang kaya kudu kula
        lagek larang legi lho liwat mas mula nembe nginep nyoba pira pol rada rame rene resik sak sarta sasi taun tok
        turu urip wae wani wedi wit yen
        """,
}

SUNDANESE: Final = {
    3: """
        abdina anjeun anjeunna arurang atanapi atuhna ayeuna babaturan badé bageur baheula balukar beuki beurang bieu
        cekap ceuk ceukap cobian deui deuih deukeut dianggo didieu didinya dieu dijieun dinya diuk eukeur geulis
        geuning geus haneut hanjakal hareup haseum hayang henteu heula hiji hoyong ieu imah indit isukan jalmi jelema
        jeung jeungna kaayaan kacida kadaharan kadieu kahontal kalayan kantos katingali katingalina keneh kiwari komo
        kuciwa kulawargi kumaha kumargi kunaon kusabab leueut leumpang leutik leuwih manehna mangrupa mangrupakeun
        maranehna merenah merenahna meuli meuni meureun mimitina moal nangtung naon nenjo nepi ngabogaan ngagaduhan
        ngalangkungan ngaliwatan ngangge ngeunaan ngeunah nguciwakeun nuhun numutkeun nyaeta nyandak nyarios nyaéta
        nyieun oge ogé opat pangaos pangaosna parantos perkawis peuting pikeun poé punten rahayat rupi saatos
        sababaraha sadayana sahenteuna salapan sanaos sangkan sapertos sareng sareung sarua saterusna satuluyna saurna
        sawaktos seeur seueur seuneu tacan teu teuing tilu tuangeun tuangeunana téh upami waktos waé wungkul yeuh éta
        """,
    2: """
        acan arek asup atawa atos atuh awis awon aya bade bari batur bentenna boga bungah cai caket cau cenah cocog
        dahareun damelna dibere ditu dugi dupi dupina endog engke enjing eta euy gancang handap hayam hese hilap
        hungkul inuman jang janten jiga ka kabogoh kalawan kaluar kamari kana kantun kapungkur kawas kedah keur kieu
        kirang kitu kuring lajeng lalaki lamun langkung leres loba mah maot masihan mayar mere meser mimiti minggon
        mios mun naha najan nempo ngadamel ngajual ngan ngaran ngartos ningali nu nyaho nyobian palanggan palayan
        palayanan pamandangan panginten pangladen pisan poto raos raosna rencang rerencangan rohangan sabaraha sabari
        sadaya saeutik saha sahiji sakabeh sakedik sakola salian salila sami sanes sanesna saperti sasih saurang sesah
        siga sigana sok tangtos tebih tiasa tibatan tiis tina tuang tuluy uih unggal wasta wios
        """,
    1: """
        abdi ageung alit alus ambek anu badag dahar damel dina dinten endah enggal gaduh ge hade hargina hirup isuk
        iwal jalma jero kanggo kasep kolot ku kudu lada lami lauk lengkep lila luhur make maneh margi mirah mung na
        nami nembe nganggo nuju nyaah poe pun rebu resep sabab sae sangu sapuluh saur sono sora sumping tea teh tetep
        ti tos urang wae we weh wengi
        """,
}

# Indonesian words that are neither Javanese nor Sundanese.
NOT_REGIONAL: Final = {
    2: """
        adalah akan atas bahwa banyak beberapa dalam dan dapat dengan hanya ini itu jika juga kami karena kemudian
        kepada lainnya lebih melakukan memberikan memiliki menggunakan menjadi menurut mereka merupakan namun oleh
        pada pertama sangat saya sebagai sebelum sebelumnya sebuah sehingga sejumlah sementara seorang seperti setelah
        telah terhadap tersebut tetapi tidak ujar untuk yang
        """,
    1: """
        ada anda antara atau bagi bagus baik baru belum besar bukan dari depan dia dua hal hari harus hingga ia ingin
        jadi kata ke kembali ketika kita lagi lain lalu makanan masih melalui membuat mungkin orang rumah sama satu
        secara sejak sekali selain selama semua sendiri serta sudah tahun tak tentang tetap tiga waktu
        """,
}

LISTS: Final[tuple[tuple[tuple[str, ...], dict[int, str]], ...]] = (
    (("ms",), MALAY),
    (("not ms",), NOT_MALAY),
    (("jv",), JAVANESE),
    (("su",), SUNDANESE),
    (("not jv", "not su"), NOT_REGIONAL),
)  # the fields that a word counts in
