// Texts of the personal explanation (participation.md 5.4), Indonesian. Figures come in already written.
// The first sentence is the outcome; nothing consoles, nothing blames, every figure says what it is.
export const explainId = {
  page: 'Penjelasan hasil',
  crumbs: 'Letak halaman',
  applications: 'Lamaran saya',
  otherLanguage: 'Read this page in English',
  code: (code: string) => `Kode peserta Anda ${code}`,
  outcome: {
    pending: {
      title: 'Belum ada keputusan yang diumumkan',
      lead: 'Penjelasan muncul di sini begitu keputusan tentang lamaran Anda diumumkan.',
    },
    ineligible: {
      title: 'Lamaran Anda tidak memenuhi syarat administrasi (TMS)',
      lead: (n: string) => `Ada ${n} alasan. Setiap alasan dan buktinya ada di bawah.`,
    },
    objectionFiled: {
      title: 'Lamaran Anda tidak memenuhi syarat administrasi (TMS)',
      lead: 'Sanggah Anda sudah diterima dan sedang diperiksa dua anggota panel.',
    },
    objectionRefused: {
      title: 'Lamaran Anda tetap tidak memenuhi syarat (TMS)',
      lead: 'Dua anggota panel memeriksa sanggah Anda dan menolaknya. Alasan semula tetap berlaku.',
    },
    objectionGranted: {
      title: 'Sanggah Anda diterima: lamaran memenuhi syarat (MS)',
      lead: 'Panel menemukan kekeliruan pada keputusan pertama. Anda mengikuti SKD seperti peserta lain.',
    },
    eligible: {
      title: 'Lamaran Anda memenuhi syarat (MS)',
      lead: 'Semua syarat lowongan terpenuhi. Tahap berikutnya adalah SKD.',
    },
    gradeNotMet: {
      title: 'Nilai SKD Anda belum mencapai nilai ambang batas (TL)',
      lead: (total: string, n: string) =>
        `Nilai total Anda ${total}. Ada ${n} batas yang belum tercapai, dan setiap batas harus dicapai.`,
    },
    passedNotShortlisted: {
      title: 'Nilai Anda memenuhi ambang batas, tetapi belum masuk peserta SKB (P)',
      lead: (rank: string, of: string, limit: string) =>
        `Anda di peringkat ${rank} dari ${of} yang memenuhi ambang. Yang melanjutkan ${limit} peserta teratas.`,
    },
    shortlisted: {
      title: 'Anda lanjut ke SKB (P/L)',
      lead: (rank: string, of: string, limit: string) =>
        `Anda di peringkat ${rank} dari ${of} yang memenuhi ambang. Yang melanjutkan ${limit} peserta teratas.`,
    },
    absent: {
      title: (test: string) => `Anda tercatat tidak hadir pada ${test} (TH)`,
      lead: 'Tidak ada catatan nilai atas nama Anda pada tes ini, jadi Anda tidak melanjutkan.',
    },
    disqualified: {
      title: (test: string) => `Anda didiskualifikasi dari ${test} (DIS)`,
      lead: 'Dua petugas mencatat pelanggaran tata tertib. Berita acaranya dapat Anda minta kepada panitia.',
    },
    withdrew: {
      title: 'Anda mengundurkan diri (APS)',
      lead: 'Permintaan ini dikirim dari akun Anda. Bila bukan Anda yang mengirim, laporkan kepada panitia sekarang.',
    },
    failedEliminatingTest: {
      title: 'Anda tidak lulus tes yang bersifat menggugurkan (TMS-1)',
      lead: 'Sifat dan batas tes ini tercantum dalam pengumuman lowongan. Nilai lain tidak menutup kekurangan pada tes ini.',
    },
    passed: {
      title: 'Selamat, Anda lulus seleksi akhir (L)',
      lead: (rank: string, of: string, seats: string) =>
        `Anda di peringkat ${rank} dari ${of}, dan tersedia ${seats} tempat. Hasil dapat berubah setelah sanggah.`,
    },
    passedByOverflow: {
      title: (code: string) => `Selamat, Anda lulus untuk lowongan lain (${code})`,
      lead: (seat: string) =>
        `Tempat Anda di ${seat}, berbeda dari pilihan semula. Hasil dapat berubah setelah sanggah.`,
    },
    tie: {
      title: 'Semua nilai Anda sama dengan peserta lain',
      lead: (seats: string, others: string) =>
        `${seats} tempat menunggu putusan panitia antara Anda dan ${others} peserta lain.`,
    },
    notPassed: {
      title: 'Anda tidak lulus seleksi akhir (TL)',
      lead: (rank: string, of: string, seats: string) =>
        `Anda di peringkat ${rank} dari ${of}, dan tersedia ${seats} tempat.`,
    },
  },
  test: { skd: 'SKD', skb: 'SKB' },
  figure: {
    final: 'nilai akhir Anda',
    skd: 'nilai SKD Anda',
    rank: 'peringkat',
    ofAll: (n: string) => `dari ${n}`,
    seats: 'tempat',
    listed: 'lanjut ke SKB',
    above: 'di atas batas',
    below: 'jarak ke batas',
  },
  reasons: {
    title: 'Alasannya',
    asked: 'Yang diminta',
    found: 'Yang dilihat pemeriksa',
    reason: 'Alasan',
    source: 'Sumber aturan',
    noNote: 'Catatan pemeriksa tidak tersimpan untuk alasan ini.',
  },
  objection: {
    title: 'Sanggah Anda',
    filed: (at: string) => `Kami menerima sanggah Anda ${at}.`,
    answered: (at: string) => `Panel menjawab ${at}.`,
    granted: 'Sanggah diterima. Keputusan pertama tidak berlaku lagi.',
    refused: 'Sanggah ditolak. Keputusan pertama tetap berlaku.',
  },
  grades: {
    title: 'Nilai SKD dan nilai ambang batas',
    intro:
      'Nilai ambang batas adalah nilai paling rendah yang harus dicapai. Setiap bagian punya batas sendiri.',
    part: 'Bagian',
    value: 'Nilai Anda',
    limit: 'Batas',
    distance: 'Jarak',
    none: 'tidak ada',
    total: 'Total',
    source: (source: string) => `Sumber batas: ${source}.`,
    unconfirmed: 'Sebagian angka aturan masih dari laporan kedua, belum dari naskah resmi.',
  },
  position: {
    title: 'Posisi Anda',
    compare: 'Dari mana jaraknya',
    compareIntro: 'Dibandingkan dengan peserta terakhir yang mendapat tempat di lowongan ini.',
    part: 'Unsur',
    you: 'Anda',
    last: 'Peserta terakhir',
    difference: 'Selisih',
    weighted: (test: string, percent: string) => `${test}, bobot ${percent}`,
    points: (value: string, most: string) => `${value} dari ${most}`,
    final: 'Nilai akhir',
    strip: (n: string, cut: string, own: string) =>
      `Nilai ${n} peserta pada satu garis. Nilai batas ${cut}, nilai Anda ${own}.`,
    me: (value: string) => `Anda ${value}`,
    cut: (value: string) => `batas ${value}`,
    tableRank: 'Peringkat',
    tableValue: 'Nilai',
    own: '(Anda)',
    shortlistBelow: (cut: string, own: string, gap: string) =>
      `Nilai batas ${cut}, yaitu nilai peserta terakhir yang masuk SKB. Nilai Anda ${own}, jadi selisihnya ${gap} poin.`,
    shortlistAbove: (gap: string) => `Nilai Anda ${gap} poin di atas peserta terbaik yang tidak melanjutkan.`,
    shortlistAll: 'Semua peserta yang memenuhi ambang di lowongan ini melanjutkan ke SKB.',
    finalBelow: (cut: string, own: string, gap: string) =>
      `Nilai batas ${cut}, yaitu nilai peserta terakhir yang mendapat tempat. Nilai Anda ${own}, jadi selisihnya ${gap}.`,
    finalAbove: (gap: string) =>
      `Nilai akhir Anda ${gap} di atas peserta terbaik yang tidak mendapat tempat.`,
    finalAll: 'Tidak ada peserta tanpa tempat di bawah Anda.',
    equal: 'Nilai Anda sama dengan nilai batas.',
    seats: (seats: string, limit: string, times: string) =>
      `Lowongan ini mempunyai ${seats} tempat. Peserta SKB paling banyak ${times} kali jumlah tempat, yaitu ${limit} orang.`,
  },
  decided: {
    title: 'Apa yang menentukan',
    seats: 'Jumlah tempat cukup untuk semua, jadi tidak ada pembeda yang dipakai.',
    grade: (part: string) => `Yang menentukan adalah nilai ambang batas ${part}.`,
    final: 'Yang menentukan adalah nilai akhir.',
    skd_total: 'Nilai akhir sama. Pembedanya nilai total SKD.',
    shortlist: 'Yang menentukan adalah nilai total SKD.',
    part: (part: string) => `Nilai yang lebih dulu dibandingkan sama. Pembedanya nilai ${part}.`,
    gpa: 'Semua nilai tes sama. Pembedanya IPK atau nilai rata-rata ijazah.',
    age: 'Semua nilai dan IPK sama. Pembedanya usia: yang lahir lebih dulu didahulukan.',
    decision: 'Semua pembeda sama. Urutannya diputuskan panitia, dan putusannya tercatat.',
    undecided: 'Semua pembeda sama, dan aturan tidak menyebut pembeda lain. Tempatnya disimpan.',
  },
  change: {
    title: 'Apa yang akan mengubah hasil',
    documents: (n: string) =>
      `${n} hal di atas harus terpenuhi pada saat pendaftaran ditutup. Hal itu tidak dapat diubah lagi untuk seleksi ini.`,
    allGrades: 'Semua hal ini diperlukan, karena setiap bagian punya batas sendiri:',
    oneOf: 'Salah satu dari ini sudah cukup, bila nilai peserta lain tetap:',
    oneGrade: 'Satu hal ini sudah cukup:',
    gain: (part: string, by: string) => `${part} ${by} poin lebih tinggi`,
    nothing: 'Tidak ada satu nilai saja yang akan mengubah hasil ini.',
    presence: 'Hasil ini tidak bergantung pada nilai. Yang menentukan adalah catatan kehadiran.',
    skdTotal: 'Total SKD',
  },
  filling: {
    title: 'Dari mana tempat ini',
    text: (rank: string, donors: string) =>
      `Tempat itu masih kosong. Aturan mengisinya dengan peserta berperingkat terbaik, dan Anda di urutan ${rank} dari ${donors}.`,
    unconfirmed: 'belum dipastikan dari naskah resmi',
    rule: (step: string, source: string) => `Langkah pengisian ${step}. Sumber aturan: ${source}.`,
    chosen: (n: string) => `Ada ${n} tempat kosong yang setara. Penempatan Anda dipastikan oleh panitia.`,
  },
  can: {
    title: 'Yang dapat Anda lakukan',
    objectUntil: (at: string) => `Anda berhak menyanggah sampai ${at}.`,
    objectFrom: (at: string, until: string) => `Sanggah dibuka ${at} dan ditutup ${until}.`,
    objectOver: (at: string) => `Masa sanggah ditutup ${at}.`,
    objectNone: 'Aturan seleksi ini tidak memberi masa sanggah pada tahap ini.',
    objectUsed: 'Anda sudah memakai hak sanggah pada tahap ini.',
    objectAction: 'Ajukan sanggah',
    free: 'Gratis, dan tidak memengaruhi lamaran berikutnya. Berkas baru tidak dapat ditambahkan.',
    clarifyUntil: (at: string) => `Minta klarifikasi sampai ${at} bila ada yang belum jelas.`,
    clarifyOver: (at: string) => `Klarifikasi dapat diminta sampai ${at}.`,
    clarifyHow: (email: string) => `Tulis ke ${email}. Petugas yang tidak ikut memutuskan menjawabnya.`,
    yesTitle: 'Dapat disanggah',
    yesFile: 'Berkas sah yang sudah diunggah tidak terbaca panitia',
    yesRule: 'Aturan yang dipakai berbeda dari pengumuman',
    yesScore: 'Nilai atau bobot berbeda dari aturan',
    noTitle: 'Tidak dapat',
    noNew: 'Menambah berkas baru',
    noRetest: 'Meminta tes ulang tanpa sebab',
    next: (what: string) => `Tahap berikutnya: ${what}.`,
    nextName: { skd: 'SKD', skbCat: 'SKB', filing: 'pemberkasan' },
    state: { can: 'Dapat', cannot: 'Tidak dapat' },
  },
  who: {
    title: 'Siapa yang memutuskan',
    screening: (who: string) =>
      `Berkas dibaca terpisah dan diputuskan oleh ${who}. Nama petugas tidak diumumkan.`,
    ranking: (who: string) =>
      `Peringkat dihitung program dari data yang dikunci. Hasilnya diperiksa dan disetujui ${who}.`,
    objection: (who: string) => `Sanggah dijawab oleh ${who}.`,
  },
  proof: {
    title: 'Bukti dan hitung ulang',
    again: 'Hitung ulang sendiri',
    table: 'Baca hasil lowongan ini',
    receipts: 'Catatan tentang Anda',
    receipt: 'Unduh bukti',
    entry: (n: string) => `catatan ${n}`,
    none: 'Belum ada catatan.',
    type: {
      'lamaran.terima': 'Lamaran diterima',
      'lamaran.ubah': 'Lamaran diubah',
      'lamaran.tarik': 'Lamaran ditarik',
      'berkas.putus': 'Keputusan administrasi',
      'sanggah.terima': 'Sanggah diterima',
      'sanggah.putus': 'Jawaban sanggah',
      'nilai.catat': 'Nilai dicatat',
      'nilai.ralat': 'Nilai diperbaiki',
    },
    other: 'Catatan lain',
  },
}
