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
        bomba bual cabaran cawangan cubaan dadah dekad diagih diagihkan diberkas didedahkan difahamkan digesa dihantar
        diisytiharkan dijadualkan dijangka dijangkakan dijangkiti dikekalkan dikesan dilaburkan diluluskan dimaklumkan
        diorang dirasmikan disember disyaki ditubuhkan ekoran eksport ekuiti elaun enjin entiti eropah estet fasa fikir
        filem fizik fizikal gergasi hadkan hartanah iaitu imej imigresen isnin isteri isytihar jangkitan jawatankuasa
        jenayah jeneral jepun jerung julai jumaat jurucakap jurulatih jururawat juruterbang kaherah kahwin kakitangan
        kanak kanser kebajikan kecemerlangan kejohanan kemahiran kemboja kempen kemuncak kenderaan kendiri kerana
        kerjaya kes kesedaran kesihatan ketenteraan kewangan khamis khuatir kolej kompaun konsert korang kuarantin
        lapan lebuhraya loceng maghribi mahu mahukan mahupun makmal matlamat melabur memaklumkan membidas memulakan
        menafikan mencabar mencadangkan mendedahkan mengehadkan mengekalkan mengesan menggesa menghantar mengikut
        mengundi menjaringkan menjejaskan mentadbir menubuhkan menyertai menyiasat merasmikan merentas mesej mesyuarat
        minit motosikal muzik nafi nombor nuklear ogos paip pakej palestin pandemik pangsapuri parlimen parti pasport
        pawagam peguam pelabur pelaburan pelakon pelancongan pelawat pelbagai pelitup pelumba pemaju pembekal pemuzik
        pencen pendakwa pengamal pengeluar pengerusi pengganas penguatkuasaan pengundi penjarakan penjenayah pensyarah
        pentadbiran penubuhan penyiasat peperiksaan perasmian peratus perbahasan perbezaan perbualan percubaan
        percukaian percuma perjumpaan perkahwinan perkhidmatan perlanggaran perlembagaan perlumbaan perniagaan
        persaraan persefahaman persekitaran pertelingkahan pertembungan pertubuhan pertuduhan perubatan peruntukkan
        pesakit pilihanraya pindaan pingat polis projek punca rakan rasmi republikan risikan sahaja saintis saiz
        scotland sebahagian sebarang seksyen selesa sempadan sempena sentiasa sepanyol sesetengah sesiapa setakat
        setiausaha siasatan skrin soalan stesen sukan suruhanjaya suspek syarikat syer syor tadbir tahniah talian
        tarikh tayar teksi televisyen tempahan tempatan tempoh tentera tenusu terbaharu terjejas terselamat teruk
        tetamu timbalan trilion tropika tugasan tular ubat undi universiti urusniaga wabak zon
        """,
    2: """
        Fasa Isu Kad Kes Zon adakah aktiviti amalan asas askar automatik awam bajet baki bandaraya bankrap belanjawan
        beliau benarkan berbanding berdekatan berjaya berjenama berkongsi berlepas berperingkat bersetuju bertauliah
        biasiswa brigedier britain cecair cuba darjah dibenar dicabar dicadangkan dielakkan difailkan diiktiraf
        dikebumikan dikongsi dikuatkuasa dikuatkuasakan dilaksana dilupuskan diperkukuh dipertingkat diperuntuk
        diraikan diraja direka direman disaman disiasat disokong ditangguh dos dramatik ejen elakkan elektrik eletrik
        empangan episod failkan fakulti fasa fesyen gabenor gangsa garisan gegaran gesa gred greece had hadapan
        hantaran hendaklah hujah hujung ianya idea identiti ikrar iktiraf inggeris insolvensi inspektor insurans itali
        jangkaan jawatan jenama jiran jurutera kad kebuluran kecederaan kecundang kejiranan kelab kelmarin kemalangan
        kemasukan kemudiannya kemurungan kemusnahan kerajaan kesesakan ketibaan keusahawanan khidmat klinikal komander
        komen komuniti koronavirus krismas kritikal kualiti kuantiti kuatkuasa kumbahan laluan lantikan lebuh leftenan
        lelaki lesen logik majistret majlis majoriti maklumat manakala mangsa matematik melepasi memandangkan
        memberitahu membuli memfailkan memperkasa menamatkan mencecah mengelakkan mengesahkan mengiktiraf
        menguatkuasakan menumpaskan menyaman menyedari menyokong meraikan minoriti muktamad naib notis olimpik
        optimistik pampasan pekebun pelupusan pemerkasaan pemfailan pemvaksinan penamat penangguhan pencerobohan
        penganalisis pengarah pengebumian penggalak pengiktirafan pengsan peniaga pentauliahan penunggang penyelidik
        penyokong perfileman perhimpunan perkukuh perkukuhkan pertingkat peruntuk pesalah pesawah pesuruhjaya petang
        petrol picagari presint pusingan rakaman rasuah realiti rekod rentas risau romantik rompakan rundingan rusuhan
        saintifik samun saringan sebenar sekatan sekurang selepas semak semakan semasa semula senapang sepakan
        sepatutnya serantau sesawang sesyen siasat sihat sijil sikit skuad sokongan strategik syaitan syurga taklimat
        tangguhkan taufan telefon terawal terbabit tercedera terkandas terkorban terpantas terutamanya tetulang
        tewaskan tiada tikaman trafik treler tumpas ukraine usahawan ustaz wad warganegara wira yuran
        """,
    1: """
        aduan agensi agong ahli akta anjur anjurkan anugerah apabila awak bagaimanapun baginda bandar bapa bekalan
        belgium berbincang bergelut berkata berkenaan berlaku bermula boleh budak cecah cetus croatia cuti dah daripada
        dedah dianjur diberitahu dikenali dipertua disalur disebabkan doktor elak england faedah galakkan hospital
        hungary ialah ireland jadual jambatan jejas jejaskan johor kajian kampung kawalan kawasan kebangsaan kebenaran
        kebimbangan kedai kejayaan kekal kekalkan kelantan kemuka kemukakan kenyataan kepimpinan kereta kesan kesatuan
        keselamatan kesemua keutamaan kilang kluster kumpulan lawatan lepasi letupan lori macam mahkamah maruah melawat
        meletup mempunyai mencetuskan mendahului menghalang mengurangkan menukar merujuk mexico nak ni pahang pakar
        pasaran pasukan pegawai pelajar pelancaran pelancong pembangkang pembedahan pengkritik pengurusan penyertaan
        perangi perbincangan perkara perkenal perlawanan permulaan persembahan peruntukan poland pulih putera puteri
        ramai rancangan rangsangan rawatan rehat ringgit sabah sahkan sains salur salurkan sambutan sarawak sasar
        sasarkan sekiranya selangor semalam sukar sukarela sumbang suntikan supaya susulan switzerland tamat tan
        tanggungjawab tangkapan teknikal terengganu terhempas terkandas tikam tindakan tu tumpuan undian walaupun wang
        watak
        """,
}

# What is written of on sites of Malaysia and Brunei: says nothing of a language elsewhere, there a little.
AT_HOME: Final = {
    1: """
        RM UMNO PDRM SPRM KWSP UiTM DAP DBKL IPT JBPM JPJ JPN KKM KPM MB MCA MIC PKP PKPB PKPD PKPP PKR PPV SPM
        agong ampang begawan brunei bumiputera cheras cyberjaya damansara datin dato datuk felda gombak johor kajang
        kangar kedah kelang kelantan khazanah kinabalu klang kuala kuantan kuching labuan langkawi malaysia melaka
        mindef muar negaraku pahang perikatan perkeso perlis petaling petronas pinang putrajaya sabah sandakan sarawak
        selangor sepang seremban taiping tawau tengku terengganu tunku
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
        Rp adanya aktivitas aktris ambruk anggaran anjlok aparat apartemen aplikasi arema artinya asuransi babak bahkan
        bandung banget bapak bappenas beberkan bek bekasi bentrokan berdampak besok biasanya bisa blusukan bocah bogor
        bus celana coba cocok cuma dampak departemen depok desa dibandingkan dibekuk dibui dibutuhkan dicoba diduga
        digugat digusur diklaim diluncurkan dimiliki dimungkinkan dinas diperkirakan dipicu diprediksi dirilis
        diringkus disebut diskon distribusi ditabrak dramatis drastis dukungan edukasi emang enggak evakuasi evaluasi
        fakultas fasilitas fisika foto gawang gedung geger gelar gembong gimana gitu gratis gugat gugatan himbau
        identitas imbau infeksi informasi investigasi jabar jateng jatim jembatan jilbab kades kalau kalo kalsel kaltim
        kampanye kapasitas karir kayak kayaknya kebijakan kebutuhan kecelakaan kejari kejati kejuaraan kekhawatiran
        kemampuan kemendagri kemenhub kemenkes kemenkeu kepemimpinan kerusakan ketahui ketimbang keuangan kewenangan
        khawatir kiai komisi komponen komunitas konsumen konsumsi korban korporasi korupsi kota kpu kualitas kursi
        laboratorium laga lainnya lansia layanan lebaran lengser liburan lingkungan lolos makassar mangkrak mantan
        matematika mau mayoritas medali medis meluncurkan membeberkan membui membutuhkan memenangkan memicu memprediksi
        memungkinkan menabrak menanggapi mencetak mencoba mendatang mendukung mengabdi mengandalkan mengekspor
        menggelar menggugat mengimpor mengklaim mengungkapkan meninggalnya menyampaikan menyangkut menyebutkan meraih
        merasa merilis meringkus minoritas misalnya mobil muhammadiyah nahdlatul nanti nasabahnya obligasi olahraga
        olimpiade otomatis otoritas pajak palembang parlemen pasokan pastinya pedesaan pelatih pelatnas peluncuran
        pemakaman pemasok pemerintah pemkab pemkot pemotor pemprov penanganan pendanaan pendukung peneliti penelitian
        pengemudi pengendara penggugat penggusuran perawat percobaan perdata perekonomian periode pernyataan persebaya
        persib persija petinggi petugas pidana pihaknya polusi popularitas praktis prediksi pria prioritas produksi
        produsen psikologis rapat razia rekan rektor rencana rencananya romantis rp rusak saat sebaiknya seharusnya
        sejumlah sekda sekjen semarang sempat sepakbola sepatu sepertinya serikat setempat setidaknya shalat siang
        silahkan sinetron siswa siswi situs skuat sma smp sopir sore sosialisasi stabilitas strategis sukses sulit
        sulsel sumatera sumsel sumut surabaya tampaknya tangerang tanggapi tantangan tapi tayang teknis terdampak
        terjadi terkait tertabrak tes tewasnya transportasi turnamen udah upaya usai utang warganet wirausaha wisata
        yaitu yogyakarta
        """,
    1: """
        adalah agar aktor anies apapun aturan awalnya bakal bareng berbagai berpikir bpjs bunga dibangun dikirim
        dikutip dilakukan dimulai dipastikan ditemukan diungkap februari gejala gempa gerindra gibran golkar hal hingga
        ingin jakarta januari jokowi kabar kaget kamar kampus khusus klaim megawati memiliki menambahkan menemukan
        mengatakan mengembangkan mengirim menyebut merupakan mesin mobilnya mulai namun ngaku oktober pacar para parah
        pdip pejabat pelaku pelakunya penembakan pengembangan penggemar pesepak petenis petinju prabowo pribadi putra
        putri putusan rekor residivis rute saja sebesar sedangkan sekitar selain seputar serta siapapun simak soal
        stadion survei tak taklukkan tanggal tarif terduga terjebak terlihat ternyata tersebut terungkap tewas tol topi
        total umumnya unggul yakni
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
    (("at home",), AT_HOME),
    (("jv",), JAVANESE),
    (("su",), SUNDANESE),
    (("not jv", "not su"), NOT_REGIONAL),
)  # the fields that a word counts in
