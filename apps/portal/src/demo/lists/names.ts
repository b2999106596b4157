// Given names and family names that are usual in Kalimantan Barat, by the communities that live there. A person of
// the demonstration is any combination of them; none is meant, and a likeness to somebody is chance.

export type NameList = {
  share: number
  male: readonly string[]
  female: readonly string[]
  /** Second names; many people have none, or the father's name. */
  maleSecond: readonly string[]
  femaleSecond: readonly string[]
  family: readonly string[]
  /** Per mille of people who carry a family name. */
  familyPerMille: number
}

const words = (text: string): readonly string[] => text.split(' ')

export const NAMES: readonly NameList[] = [
  {
    // Malay of Pontianak, Sambas, Mempawah, Ketapang
    share: 36,
    male: words(
      'Muhammad Ahmad Abdul Syarif Zulkifli Hendra Iskandar Rahmat Faisal Hafiz Ridwan Syahrul Fahmi Ilham Rizal Arif Yusuf Taufik Hasan Hamdan Firdaus Uray Hidayat Gusti Jamaluddin Azwar Herman Ferdi Juliansyah Dedi',
    ),
    female: words(
      'Siti Nur Nurul Fitri Dewi Rina Rahmawati Aisyah Zahra Syarifah Uray Mariani Yuliana Halimah Sri Ratna Fatimah Lestari Wulan Hesti Nadia Dian Mega Putri Rabiatul Salma Kartika Novi Ayu Hartini',
    ),
    maleSecond: words(
      'Rahman Hidayat Syahputra Ramadhan Saputra Kurniawan Akbar Maulana Setiawan Hakim Fadillah Iqbal Alfarizi Pratama Firmansyah Hamid Anwar Fauzan Rifai Gunawan',
    ),
    femaleSecond: words(
      'Aisyah Hidayah Rahmawati Khairunnisa Ramadhani Aulia Safitri Maharani Anggraini Fadhilah Hasanah Permatasari Azizah Handayani Oktaviani Utami Zahira Yanti Amalia Sari',
    ),
    family: words(
      'Ismail Kadir Ibrahim Yusran Sulaiman Mahmud Hasbullah Idris Bakri Sabran Usman Tahir Mansur Jalil Latif',
    ),
    familyPerMille: 350,
  },
  {
    // Dayak of Landak, Sanggau, Sintang, Bengkayang, Kapuas Hulu
    share: 20,
    male: words(
      'Yohanes Fransiskus Antonius Agustinus Petrus Stefanus Markus Andreas Yulius Kristianus Marselinus Valentinus Lukas Paulus Benediktus Aloysius Hironimus Dionisius Vinsensius Albertus Heronimus Silvanus',
    ),
    female: words(
      'Maria Theresia Yuliana Kristina Agnes Veronika Elisabet Margareta Natalia Angela Fransiska Yosefa Monika Skolastika Lusia Martina Florensia Yovita Emerensiana Katarina Regina Wilhelmina',
    ),
    maleSecond: words(
      'Rio Andika Hendri Edo Yoga Leo Kristian Aldi Heru Sanjaya Oktavianus Deo Arga Jimi Rangga Tomi Yanto Erik Bayu Niko',
    ),
    femaleSecond: words(
      'Yuni Rosalia Lestari Anggela Novita Dewi Sinta Ria Meli Oktavia Tiara Winda Ermina Ance Helena Selvi Resti Mila Dwi Lidia',
    ),
    family: words(
      'Nyangun Damianus Sungkalang Jampi Lamri Nuah Sarun Kanyo Atoi Bujang Jelani Suna Bonar Limbang Toyan Kiban Lingga Ngadan Jaong Sabang',
    ),
    familyPerMille: 550,
  },
  {
    // Chinese-Indonesian of Singkawang, Pontianak
    share: 14,
    male: words(
      'Hendry Ricky Kevin Jimmy Andy Wilson Steven Edwin Felix Vincent Rudy Alvin Johan Christian Suwandi Budiman Herry Calvin Nicholas Aldo',
    ),
    female: words(
      'Lina Jessica Melly Yenny Stephanie Vivian Cindy Angelina Fenny Silvia Mei Shella Jenny Livia Susan Grace Clara Evelyn Yuli Michelle',
    ),
    maleSecond: words(
      'Wijaya Gunawan Hartono Susanto Halim Setiadi Kurnia Darmawan Santoso Leonardo Prasetyo Kusuma',
    ),
    femaleSecond: words(
      'Wijaya Gunawan Hartono Susanti Lestari Kurniawati Octavia Oliviani Natalie Anggelia Kusuma Tjhin',
    ),
    family: words('Lim Tan Bong Chong Ng Liu Chai Jong Hiu Tjhia Kwee Phang Djap Lay Fong Thjin Bun Chia'),
    familyPerMille: 420,
  },
  {
    // Javanese of Kubu Raya and the city
    share: 15,
    male: words(
      'Agus Bambang Eko Dwi Tri Joko Slamet Wahyu Bagus Danang Galih Yoga Aditya Rizky Bayu Dimas Teguh Sigit Hari Catur',
    ),
    female: words(
      'Sri Endang Wahyuni Puji Retno Dwi Tri Ayu Ningsih Indah Ratih Yuni Desi Eka Rini Lilis Umi Nanik Wiwik Tutik',
    ),
    maleSecond: words(
      'Prasetyo Nugroho Santoso Wibowo Purnomo Susilo Saputro Hartanto Widodo Setyawan Utomo Cahyono Raharjo Prabowo Mulyono',
    ),
    femaleSecond: words(
      'Wulandari Astuti Rahayu Setyowati Puspitasari Kusumawati Widyastuti Pratiwi Lestari Wahyuningsih Purnamasari Handayani Susanti Mulyani Utami',
    ),
    family: words('Hadi Sutrisno Wiryawan Sugianto Kartono Mulyadi Supriyadi Riyanto'),
    familyPerMille: 120,
  },
  {
    // Bugis of Sungai Kakap, Mempawah
    share: 8,
    male: words(
      'Andi Ambo Baso Daeng Hasanuddin Syamsuddin Kamaruddin Sudirman Burhan Amiruddin Rusli Anwar Baharuddin Saharuddin Irwan',
    ),
    female: words(
      'Andi Besse Hasnah Rosmini Marwah Nurhayati Hasmawati Suriani Kasmawati Jumriah Sitti Nuraini Darmawati Ernawati',
    ),
    maleSecond: words('Rahman Saleh Mappa Rauf Tamrin Akbar Hamzah Rasyid Arifin Basri Jufri Malik'),
    femaleSecond: words('Tenri Rahma Saleha Aminah Ruslan Rasyidah Indriani Nurbaya Wahida Salmah'),
    family: words('Mattalitti Lasinrang Pallawa Rajab Tahang Makkasau Sanusi Lamuru'),
    familyPerMille: 300,
  },
  {
    // Madurese of the city and Kubu Raya
    share: 7,
    male: words(
      'Moh. Abdul Hasan Sholeh Munir Rofiq Imam Nasrullah Mahrus Fathor Zaini Ali Hosen Mustofa Saiful',
    ),
    female: words(
      'Siti Maisaroh Faridah Halimatus Uswatun Nurul Zainab Hosniyah Lailatul Musyarofah Rofiah Sulastri Romlah',
    ),
    maleSecond: words('Hasan Rohman Bahri Wahid Hidayatullah Ghofur Karim Mubarok Anam Fauzi Arifin Rosyid'),
    femaleSecond: words(
      'Hasanah Rohmah Jannah Fitriyah Mukarromah Qomariyah Sakdiyah Maulidah Zahro Farihah',
    ),
    family: words('Marsuki Sanusi Marzuki Buasan Tolak Misnadi'),
    familyPerMille: 150,
  },
]

export const BIRTH_PLACES: readonly (readonly [string, number])[] = [
  ['Pontianak', 52],
  ['Sungai Raya', 9],
  ['Singkawang', 7],
  ['Mempawah', 6],
  ['Sambas', 6],
  ['Sanggau', 5],
  ['Ngabang', 4],
  ['Sintang', 4],
  ['Ketapang', 4],
  ['Bengkayang', 2],
  ['Putussibau', 1],
]

/** Streets that do not exist: each name is a word of the river country with a number behind. */
export const STREETS: readonly string[] = words(
  'Kenanga Bakau Nipah Tengkawang Enggang Belimbing Durian Langsat Rambai Cempedak Meranti Gaharu Ulin Keladi Pandan Selasih Melur Teratai',
)

/** Invented institutions, marked as such; accreditation beside them is invented too. */
export const UNIVERSITIES: readonly string[] = [
  'Universitas Contoh Khatulistiwa',
  'Universitas Contoh Kapuas',
  'Universitas Contoh Borneo Barat',
  'Institut Contoh Enggang',
  'Universitas Contoh Equator',
]
export const POLYTECHNICS: readonly string[] = [
  'Politeknik Contoh Kapuas',
  'Politeknik Contoh Khatulistiwa',
  'Akademi Contoh Landak',
]
export const HEALTH_SCHOOLS: readonly string[] = [
  'Poltekkes Contoh Kapuas',
  'STIKES Contoh Khatulistiwa',
  'Akademi Kesehatan Contoh Enggang',
]
export const SECONDARY_SCHOOLS: readonly string[] = [
  'SMA Contoh 1',
  'SMA Contoh 2',
  'SMK Contoh Bahari',
  'MA Contoh Al-Ikhlas',
  'SMA Contoh Santa Maria',
]
