"""Events told independently in both languages: written for the tests, other words, order and emphasis on each side."""

TOLD: tuple[tuple[tuple[str, str], tuple[str, str]], ...] = (
    (
        (
            "Gempa guncang Morowila, sekolah diliburkan",
            "Gempa bermagnitudo 5,8 mengguncang Kabupaten Morowila pada Senin dini hari. Bupati Hasnawi Lande "
            "meliburkan sekolah dua hari karena 40 ruang kelas retak. Tidak ada korban jiwa, tetapi warga memilih"
            " tidur di tenda.",
        ),
        (
            "Morowila residents sleep outdoors after quake",
            "Hundreds of families in Morowila spent the night in tents after a magnitude 5.8 earthquake cracked "
            "the walls of dozens of classrooms. Regent Hasnawi Lande said schools would stay shut for two days; "
            "nobody was killed.",
        ),
    ),
    (
        (
            "Gunung Tarana meletus, bandara ditutup",
            "Gunung Tarana memuntahkan abu setinggi 4.000 meter. Bandara Wolobo menutup landasan sampai Selasa "
            "siang dan 23 penerbangan batal, kata pengelola bandara Rita Sangaji. Petani diminta menjauh tiga "
            "kilometer dari kawah.",
        ),
        (
            "Ash from Mount Tarana grounds flights at Wolobo",
            "Travellers were stranded at Wolobo airport when an eruption of Mount Tarana sent ash 4,000 metres "
            "up. Airport manager Rita Sangaji said 23 flights were cancelled and the runway would reopen on "
            "Tuesday.",
        ),
    ),
    (
        (
            "Kapal nelayan hilang di Selat Lembata ditemukan",
            "Tim SAR menemukan kapal Mutiara Jaya yang hilang lima hari di Selat Lembata. Sebelas awak selamat "
            "setelah hidup dari ikan mentah dan air hujan. Nakhoda Simon Bala mengatakan mesin mati dan radio "
            "rusak.",
        ),
        (
            "Eleven fishermen found alive in Lembata Strait",
            "Drifting for five days on rainwater and raw fish, the crew of the Mutiara Jaya were rescued in the "
            "Lembata Strait. Skipper Simon Bala said the engine had failed and the radio was broken.",
        ),
    ),
    (
        (
            "Banjir bandang terjang Kota Palima",
            "Banjir bandang merusak 312 rumah di Kota Palima setelah tanggul Sungai Weri jebol. Wali Kota Deddy "
            "Kaluku menetapkan tanggap darurat 14 hari. Tiga warga masih dicari.",
        ),
        (
            "Palima declares emergency as river breaks its banks",
            "The Weri river burst a levee and swept through Palima, damaging more than 300 homes. Mayor Deddy "
            "Kaluku declared a two-week emergency while crews searched for three missing people.",
        ),
    ),
    (
        (
            "Hutan Gunung Batara terbakar, pendaki dievakuasi",
            "Kebakaran melalap 85 hektare hutan Gunung Batara. Sebanyak 64 pendaki dievakuasi lewat jalur Cemoro."
            " Kepala taman nasional Indra Wisesa menutup pendakian sampai akhir bulan.",
        ),
        (
            "Hikers led off burning Mount Batara",
            "Rangers guided 64 hikers down the Cemoro trail when fire spread over 85 hectares of Mount Batara's "
            "forest. Park head Indra Wisesa closed the mountain to climbers until the end of the month.",
        ),
    ),
    (
        (
            "Presiden Karelia dilantik",
            "Elena Virtala dilantik sebagai presiden Karelia setelah menang 53 persen suara. Dalam pidatonya ia "
            "berjanji memangkas pajak roti dan membuka kembali perbatasan dengan Norland.",
        ),
        (
            "Virtala sworn in, promises cheaper bread",
            "Karelia's new president, Elena Virtala, took the oath and vowed to cut the bread tax and reopen the "
            "border with Norland. She won 53 percent of the vote last month.",
        ),
    ),
    (
        (
            "Parlemen Norland bubar",
            "Perdana Menteri Norland Olav Brekke membubarkan parlemen setelah mosi tidak percaya lolos 71 "
            "berbanding 68. Pemilu digelar 14 Juni. Oposisi menuduhnya gagal menekan harga listrik.",
        ),
        (
            "Norland to vote in June after Brekke loses confidence vote",
            "Norland's prime minister Olav Brekke dissolved parliament on losing a confidence motion by 71 to 68."
            " Electricity prices dominate the campaign for the 14 June election.",
        ),
    ),
    (
        (
            "Pertemuan dua Korland di Daesung",
            "Utusan Korland Utara dan Selatan bertemu di Daesung untuk pertama kali dalam sembilan tahun. Mereka "
            "sepakat menyambung kembali jalur telepon, kata juru bicara Park Min-seo.",
        ),
        (
            "Hotline to be restored after Daesung talks",
            "Envoys of the two Korlands agreed in Daesung to reconnect a telephone line cut nine years ago, "
            "spokeswoman Park Min-seo said after their first meeting since then.",
        ),
    ),
    (
        (
            "Mantan menteri Rusdi Taher divonis",
            "Mantan menteri perumahan Rusdi Taher divonis tujuh tahun penjara karena menerima suap Rp6,2 miliar "
            "dari PT Graha Sentosa. Ia menyatakan banding.",
        ),
        (
            "Seven years for ex-minister in housing bribery case",
            "A court sentenced former housing minister Rusdi Taher to seven years for taking Rp6.2 billion from "
            "developer Graha Sentosa. His lawyers said he would appeal.",
        ),
    ),
    (
        (
            "Buruh pelabuhan Sandora mogok",
            "Sekitar 1.800 buruh pelabuhan Sandora mogok menuntut kenaikan upah 12 persen. Ketua serikat Agus "
            "Lontoh mengatakan bongkar muat berhenti total, 17 kapal mengantre.",
        ),
        (
            "Strike halts Sandora port",
            "Seventeen ships waited off Sandora as dock workers walked out for a 12 percent pay rise. Union "
            "leader Agus Lontoh said all loading had stopped; some 1,800 workers took part.",
        ),
    ),
    (
        (
            "Bank sentral Arcadia naikkan suku bunga",
            "Bank sentral Arcadia menaikkan suku bunga acuan 50 basis poin menjadi 6,25 persen untuk menekan "
            "inflasi. Gubernur Laura Petrini memberi isyarat kenaikan lagi pada Oktober.",
        ),
        (
            "Arcadia's Petrini hints at more rate rises",
            "The central bank of Arcadia lifted its key rate by half a point to 6.25 percent, and governor Laura "
            "Petrini signalled another increase in October to curb inflation.",
        ),
    ),
    (
        (
            "Maskapai Lintas Bahari pailit",
            "Pengadilan niaga menyatakan maskapai Lintas Bahari pailit dengan utang Rp3,4 triliun. Sebanyak 2.100"
            " karyawan menunggu pesangon dan tiket penumpang akan diganti kurator.",
        ),
        (
            "Lintas Bahari airline goes bankrupt owing trillions",
            "Some 2,100 employees of the airline Lintas Bahari lost their jobs when a commercial court declared "
            "it bankrupt with debts of Rp3.4 trillion. A curator will refund tickets.",
        ),
    ),
    (
        (
            "Pabrik baterai Voltara dibangun di Batangan",
            "Perusahaan Voltara mulai membangun pabrik baterai mobil listrik senilai $900 juta di Batangan. "
            "Pabrik akan mempekerjakan 3.500 orang, kata direktur Chen Wei.",
        ),
        (
            "Voltara breaks ground on $900 million battery plant",
            "Electric-car battery maker Voltara started work on a plant in Batangan that will employ 3,500 "
            "people. Director Chen Wei put the investment at $900 million.",
        ),
    ),
    (
        (
            "Harga kakao tertinggi dalam 30 tahun di Sulimana",
            "Harga kakao di bursa Sulimana menembus $5.100 per ton, tertinggi dalam 30 tahun, karena kemarau dan "
            "penyakit busuk buah. Petani Ibrahim Toma mengatakan panennya tinggal separuh.",
        ),
        (
            "Chocolate makers worry as Sulimana cocoa hits record",
            "Drought and pod rot pushed cocoa above $5,100 a ton on the Sulimana exchange, a 30-year high. Farmer"
            " Ibrahim Toma said his harvest had halved.",
        ),
    ),
    (
        (
            "Jalur kereta Rawa Indah–Tanjung Elok beroperasi",
            "Kereta ringan Rawa Indah–Tanjung Elok sepanjang 27 kilometer mulai beroperasi dengan tarif Rp5.000. "
            "Menteri perhubungan Yuni Pratiwi mencoba perjalanan pertama.",
        ),
        (
            "First light-rail train leaves Rawa Indah for Tanjung Elok",
            "Transport minister Yuni Pratiwi rode the first train on the 27-kilometre Rawa Indah to Tanjung Elok "
            "light rail. A ticket costs Rp5,000.",
        ),
    ),
    (
        (
            "Garuda Karang juara Piala Nusa",
            "Garuda Karang menjuarai Piala Nusa setelah menang adu penalti 4-3 atas Persela Timur. Kiper Rizky "
            "Manoppo menahan dua tendangan di Stadion Melati.",
        ),
        (
            "Keeper Manoppo the hero as Garuda Karang lift Nusa Cup",
            "Rizky Manoppo saved two penalties at Melati stadium as Garuda Karang beat Persela Timur 4-3 in a "
            "shoot-out to win the Nusa Cup.",
        ),
    ),
    (
        (
            "Petinju Marko Ilic pertahankan gelar",
            "Petinju Serbana Marko Ilic mempertahankan gelar kelas menengah dengan mengalahkan Juan Carrasco pada"
            " ronde kesembilan di Las Palmeras.",
        ),
        (
            "Ilic stops Carrasco in the ninth",
            "Middleweight champion Marko Ilic kept his belt in Las Palmeras, stopping challenger Juan Carrasco in"
            " round nine. The Serban is unbeaten in 31 fights.",
        ),
    ),
    (
        (
            "Atlet panjat tebing Sari Wulan pecahkan rekor",
            "Sari Wulan memecahkan rekor dunia panjat tebing kecepatan putri dengan catatan 6,19 detik di "
            "Innsdorf. Pelatih Hendro Basuki menyebut latihannya dimulai pukul empat pagi.",
        ),
        (
            "Six seconds and a record for Sari Wulan",
            "Climber Sari Wulan sped up the wall at Innsdorf in 6.19 seconds, a women's world record. Coach "
            "Hendro Basuki said she trains from four in the morning.",
        ),
    ),
    (
        (
            "Pelatih Timnas Tarumaya dipecat",
            "Federasi sepak bola Tarumaya memecat pelatih Luis Moreira setelah kalah 0-5 dari Oman Baru. "
            "Asistennya, Bima Prakoso, memimpin sampai kualifikasi selesai.",
        ),
        (
            "Moreira out after five-goal defeat",
            "Luis Moreira was sacked as coach of Tarumaya following the 5-0 loss to Oman Baru. Assistant Bima "
            "Prakoso takes over for the remaining qualifiers.",
        ),
    ),
    (
        (
            "Balap sepeda Tour de Flores Raya ditunda",
            "Penyelenggara menunda etape keempat Tour de Flores Raya karena longsor menutup jalan di Aimere Tua. "
            "Pemimpin klasemen Ruben Okafor tetap unggul 48 detik.",
        ),
        (
            "Landslide postpones Flores Raya stage",
            "Stage four of the Tour de Flores Raya was put off when a landslide blocked the road at Aimere Tua. "
            "Ruben Okafor keeps his 48-second lead.",
        ),
    ),
    (
        (
            "Peneliti temukan katak baru di Pegunungan Meratara",
            "Peneliti museum zoologi Anita Kusumo menemukan spesies katak sebesar kuku di Pegunungan Meratara. "
            "Katak itu diberi nama Limnodryas minima dan hidup di lumut.",
        ),
        (
            "Fingernail-sized frog found in Meratara mountains",
            "A frog small enough to sit on a fingernail lives in the moss of the Meratara mountains, zoologist "
            "Anita Kusumo reported. It is called Limnodryas minima.",
        ),
    ),
    (
        (
            "Wahana Selene-3 mendarat di Bulan",
            "Wahana tak berawak Selene-3 milik Bharatia mendarat di kutub selatan Bulan. Ilmuwan kepala Vikram "
            "Desaira mengatakan penjelajah seberat 26 kilogram akan mencari es.",
        ),
        (
            "Bharatia's Selene-3 touches down near lunar south pole",
            "Cheers broke out in the control room as Selene-3 landed. Its 26-kilogram rover will look for ice, "
            "said chief scientist Vikram Desaira.",
        ),
    ),
    (
        (
            "Vaksin malaria Malvira diuji di Sumbanesia",
            "Vaksin malaria Malvira melindungi 74 persen anak dalam uji coba di Sumbanesia. Dokter Grace Tamba "
            "mengatakan 4.800 anak ikut serta selama dua tahun.",
        ),
        (
            "Malaria shot Malvira protects three in four children",
            "In a two-year trial in Sumbanesia with 4,800 children the Malvira vaccine prevented malaria in 74 "
            "percent, Dr Grace Tamba said.",
        ),
    ),
    (
        (
            "Wabah flu burung di Kendalas",
            "Dinas peternakan memusnahkan 52.000 ayam di Kendalas setelah virus H5N1 terdeteksi di enam kandang. "
            "Kepala dinas Wahyu Santika melarang unggas keluar daerah.",
        ),
        (
            "Bird flu: 52,000 chickens culled in Kendalas",
            "Veterinary officers destroyed 52,000 birds on six farms in Kendalas where H5N1 had been found. Wahyu"
            " Santika, head of the office, banned the transport of poultry.",
        ),
    ),
    (
        (
            "Museum Laksmana pamerkan kapal karam",
            "Museum Laksmana membuka pameran harta kapal karam Sao Bento dari tahun 1642: 900 keping porselen dan"
            " meriam perunggu. Kurator Maria Lobato mengangkatnya selama empat tahun.",
        ),
        (
            "Treasures of the wrecked Sao Bento on show",
            "It took curator Maria Lobato four years to bring up the 900 porcelain pieces and bronze guns of the "
            "Sao Bento, which sank in 1642. The Laksmana museum now shows them.",
        ),
    ),
    (
        (
            "Penyair Nurdin Halimah raih Hadiah Khatulistiwa Raya",
            "Penyair Nurdin Halimah meraih Hadiah Khatulistiwa Raya untuk buku Laut yang Lupa. Juri Tan Swee "
            "memuji bahasanya yang hemat.",
        ),
        (
            "Nurdin Halimah wins Khatulistiwa Raya prize for sea poems",
            "Poet Nurdin Halimah has been awarded the Khatulistiwa Raya for Laut yang Lupa. Tan Swee of the jury "
            "praised the sparing language.",
        ),
    ),
    (
        (
            "Film Jalan Ke Utara menang di Festival Lucerna",
            "Film Jalan Ke Utara karya sutradara Dian Astari memenangi Macan Emas Festival Lucerna. Film itu "
            "mengikuti seorang sopir truk dan anaknya.",
        ),
        (
            "Truck-driver drama takes Golden Tiger at Lucerna",
            "Director Dian Astari won the Golden Tiger of the Lucerna festival with Jalan Ke Utara, the tale of a"
            " truck driver and his child.",
        ),
    ),
    (
        (
            "Konser The Paper Kites Club dibatalkan",
            "Promotor Suara Kota membatalkan konser grup Paper Kites Club di Lapangan Banteng Raya karena vokalis"
            " Emma Harlow sakit. Uang 22.000 tiket dikembalikan.",
        ),
        (
            "Harlow ill, Paper Kites Club call off show",
            "Fans of Paper Kites Club will get their money back: singer Emma Harlow is ill and promoter Suara "
            "Kota cancelled the concert at Banteng Raya. 22,000 tickets had been sold.",
        ),
    ),
    (
        (
            "Kecelakaan bus di Tol Cikarasa",
            "Bus Putra Mandala terguling di Tol Cikarasa kilometer 91, enam penumpang tewas. Polisi menduga rem "
            "blong, kata Ajun Komisaris Lukman Hadi.",
        ),
        (
            "Six die as bus overturns on Cikarasa toll road",
            "Brake failure is suspected in the crash of a Putra Mandala bus that killed six people at kilometre "
            "91 of the Cikarasa toll road, police officer Lukman Hadi said.",
        ),
    ),
    (
        (
            "Kebakaran Pasar Tanah Wangi",
            "Api menghanguskan 430 kios di Pasar Tanah Wangi. Pedagang kain Siti Maimun menyelamatkan mesin "
            "jahitnya saja. Gubernur Arief Budhi berjanji membangun pasar darurat.",
        ),
        (
            "Traders lose everything in Tanah Wangi market fire",
            "Cloth seller Siti Maimun saved only her sewing machine when 430 stalls of the Tanah Wangi market "
            "burned down. Governor Arief Budhi promised a temporary market.",
        ),
    ),
    (
        (
            "Perampok toko emas Srikandi ditangkap",
            "Polisi menangkap empat perampok toko emas Srikandi di Bandar Kencana dengan barang bukti 2,3 "
            "kilogram emas. Pemimpinnya, Joko Ireng, ditembak di kaki.",
        ),
        (
            "Gang that robbed Srikandi jewellers caught",
            "Four men suspected of robbing the Srikandi gold shop in Bandar Kencana are in custody and 2.3 "
            "kilograms of gold is back. Their leader, Joko Ireng, was shot in the leg.",
        ),
    ),
    (
        (
            "Sandera kapal tanker Meridian Star dibebaskan",
            "Perompak di lepas pantai Somaria membebaskan 19 awak tanker Meridian Star setelah 76 hari. Kapten "
            "Andreas Kolt mengatakan mereka diberi nasi sekali sehari.",
        ),
        (
            "Pirates free crew of Meridian Star",
            "After 76 days off Somaria the 19 sailors of the tanker Meridian Star are free. They got one meal of "
            "rice a day, captain Andreas Kolt said.",
        ),
    ),
    (
        (
            "Jembatan Marisol runtuh di Costa Alta",
            "Jembatan gantung Marisol di Costa Alta runtuh saat festival, menewaskan 21 orang. Presiden Diego "
            "Fuentes menetapkan tiga hari berkabung.",
        ),
        (
            "Costa Alta mourns after Marisol bridge collapse",
            "President Diego Fuentes ordered three days of mourning for the 21 people killed when the Marisol "
            "footbridge fell during a festival in Costa Alta.",
        ),
    ),
    (
        (
            "Topan Nirmala mendekati Filipara",
            "Topan Nirmala dengan angin 195 kilometer per jam mendekati Filipara. Sebanyak 140.000 orang "
            "mengungsi dari Pulau Samaran, kata Menteri Bencana Jose Almario.",
        ),
        (
            "Filipara evacuates 140,000 before Typhoon Nirmala",
            "People left Samaran island in buses and boats as Typhoon Nirmala, with winds of 195 kilometres an "
            "hour, closed in. Disaster minister Jose Almario said 140,000 had moved.",
        ),
    ),
    (
        (
            "Kota Vestra larang mobil di pusat kota",
            "Kota Vestra melarang mobil pribadi di pusat kota mulai 1 September. Wali Kota Ingrid Falk menambah "
            "60 bus listrik; pedagang di Jalan Agung menolak.",
        ),
        (
            "No more cars in central Vestra",
            "Shopkeepers protested but Vestra's council will ban private cars from the centre on 1 September. "
            "Mayor Ingrid Falk is adding 60 electric buses.",
        ),
    ),
    (
        (
            "Universitas Adikarsa buka beasiswa pengungsi",
            "Universitas Adikarsa membuka 75 beasiswa bagi pengungsi Rohandia. Rektor Sutomo Wijaya mengatakan "
            "kuliah dimulai Agustus, biaya hidup ditanggung.",
        ),
        (
            "Rohandia refugees offered places at Adikarsa",
            "Adikarsa university will teach 75 refugees from Rohandia free of charge and pay their living costs. "
            "Courses begin in August, rector Sutomo Wijaya said.",
        ),
    ),
    (
        (
            "Kebocoran data di Telkanusa",
            "Data 13 juta pelanggan Telkanusa dijual di forum peretas BlackMarlin. Direktur Teguh Laksono meminta"
            " pelanggan mengganti kata sandi.",
        ),
        (
            "Hackers sell data of 13 million Telkanusa customers",
            "Names and numbers of 13 million clients of Telkanusa are on offer at the BlackMarlin forum. Director"
            " Teguh Laksono told customers to change their passwords.",
        ),
    ),
    (
        (
            "Bendungan Kali Sodong diresmikan",
            "Bendungan Kali Sodong yang mengairi 9.600 hektare sawah diresmikan. Warga Desa Wonorejo Lama, yang "
            "tenggelam, masih menunggu ganti rugi, kata Kepala Desa Parmin.",
        ),
        (
            "Kali Sodong dam opens, drowned village still unpaid",
            "The Kali Sodong dam will water 9,600 hectares of rice. But people of Wonorejo Lama, now under water,"
            " wait for compensation, village head Parmin said.",
        ),
    ),
    (
        (
            "Harimau masuk kampung Rimba Dalam",
            "Seekor harimau memangsa tiga kambing di Kampung Rimba Dalam. Petugas konservasi Yusniar memasang "
            "perangkap dan meminta warga tidak ke kebun karet.",
        ),
        (
            "Tiger kills goats in Rimba Dalam",
            "Rubber tappers in Rimba Dalam were told to stay home after a tiger took three goats. Conservation "
            "officer Yusniar has set traps.",
        ),
    ),
    (
        (
            "Sensus: penduduk Kepulauan Anambara menua",
            "Sensus mencatat satu dari lima penduduk Kepulauan Anambara berusia di atas 65 tahun. Kepala badan "
            "statistik Lidya Mokoagow menyebut kaum muda merantau ke Batamia.",
        ),
        (
            "Anambara islands grow old as young leave for Batamia",
            "One in five people of the Anambara islands is over 65, the census found. The young move to Batamia, "
            "said Lidya Mokoagow, head of statistics.",
        ),
    ),
)
