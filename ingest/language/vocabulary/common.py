"""Everyday words of the languages that meet in Indonesian and English news.

Names have the letters of their own language, and in a headline they can outweigh the few words that
belong to the sentence. So these words count beside their n-grams.
"""

from typing import Final

ENGLISH: Final = """
    about above accused after again against ahead all also amid among an and announces another any are around as at
    away back be because been before being better between big biggest both but buy by call calls can case cases cause
    chief close could country court cut cuts daily day days dead deal death deaths despite did does down downloaded
    during each early end ends enough enters ever every faces falls few fifth fight find finds first five for former
    found four fourth free from full generation gets give given gives good government great group growth had has have
    he health help helps her high higher his home hours how if implements increase into is issues it its just keep
    kill killed kills know last latest launch launches law leader leads least left less life like likely long look
    lost low make makes many measures meet meets might million minister months more most move much must near need
    needs never new news next night not now off offers official old one only open opens or other our out over own pay
    people plans play police power price prices put raise raises rate reach ready record recovered report reports rise
    rises roar says school second seek seeks sees set seven several share shares she should show shows signs since
    some soon state still stop strong such support take takes talks tells than that the their them then there these
    they third this those three through times to today toward trial turn two under until urged urges used wants watch
    water way we week weeks well were what when where which while white who why will win wins with without woman women
    work workers world would year years yet you young your
"""
INDONESIAN: Final = """
    ada agar ajak akhir akibat akui alami aman anak ancam antara apa apakah asal asing atasi atau awal bagaimana bagi
    bahas baik bakal bangun bantah bantu bantuan baru batal bawa belum berat beri berikut berita bersama bersatu besar
    bohong buat buka bukan bulan bunuh cara cegah cepat cetak dapatkan dari dekat demi depan desak di diduga diminta
    dinilai dorong dua dugaan dukung dunia empat gagal ganti hadapi hadir harga hari harus hasil hidup hingga hujan
    ikut ingatkan ingin inilah jadi jadwal jalan jalani jangan jelang jual juara jumlah kalah kalahkan kapan kata ke
    kedua keempat keluarga kembali kenapa kerja kerugian ketiga ketua kini kita kurang lagi lahan lain lakukan lalu
    lama langsung lanjut laporan lawan lewat lima lolos luar luncurkan maju makan makin mampu masih masuk masyarakat
    mati menang mencari mengapa meninggal menteri milik minta muda mulai naik negara nilai orang paling pejabat
    pelajar pelaku pemain perang perempuan perlu pernah pihak pilih presiden raih rebut ribu rumah sabet saham saja
    sakit sama sambil sambut sampai satu sebab sebut secara sedang sehari sejak sekolah selama selesai seluruh
    semangat semua sendiri serang sering serta siap siapa siapkan simak sindir soal soroti sudah supaya tahan tahun
    tak takut tambah tangkap tanpa tawarkan tegaskan tembus tempat tentang terbaik terbaru terus tetap tewas tiba tiga
    tinggal tinggi tolak tua tujuh tuntut turun tutup ubah umumkan usul utama wajib waktu walau wali warga
"""
# Words of Indonesian that are also words of European languages.
ELSEWHERE: Final = "bek bus desember energi film foto izin juli juni klub lokal militer musik razia situs tes"

DUTCH: Final = """
    aan aangezien alleen als bij dat deze dit door echter een eerste geen haar hebben heeft het hij hun ik maar meer
    met moet moeten naar niet nieuwe nog nu om ook op tegen tot tussen twee uit van veel voor waar waren wel werd
    werden worden wordt ze zei zich zij zijn zo zonder zou
"""
TAGALOG: Final = """
    akin ako ang ano ating ay ayon bago bakit bilang dahil din hanggang hindi isang ito iyon kanilang kanya kanyang
    kung lahat lamang matapos mayroon mga mula naging nang nasa natin ng ngayon ngunit ni nito niya noon noong pero
    rin sa sapagkat si siya subalit tungkol umano upang wala walang
"""

LISTS: Final = {"en": ENGLISH, "nl": DUTCH, "tl": TAGALOG}
