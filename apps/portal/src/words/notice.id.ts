// Texts of notices, Indonesian (participation.md 4.4 to 4.6). A subject never carries an outcome, a score or a name.
// Blanks: {name} as it is; {name|deadline}, {name|dateTime}, {name|date}, {name|number} are written from the fact.
// `kind` is what the public check of a message tells: what sort of message it is, never about whom.

export interface NoticeText {
  readonly kind: string
  readonly subject: string
  readonly lines: readonly string[]
  readonly action: string
}

export const noticeId = {
  AKUN_KONFIRMASI: {
    kind: 'konfirmasi alamat email',
    subject: 'Konfirmasi alamat email Anda',
    lines: [
      'Buka tautan ini, tulis kata sandi yang Anda buat tadi, lalu tekan Konfirmasi. Tautan berlaku 24 jam.',
      'Bila bukan Anda yang mendaftar, abaikan pesan ini.',
    ],
    action: 'Konfirmasi alamat',
  },
  AKUN_SUDAH_ADA: {
    kind: 'pemberitahuan akun',
    subject: 'Alamat ini sudah punya akun',
    lines: [
      'Ada yang mendaftar dengan alamat email ini, padahal akunnya sudah ada. Akun Anda tidak berubah.',
      'Bila itu Anda, masuk seperti biasa. Bila lupa kata sandi, atur ulang di halaman masuk.',
    ],
    action: 'Masuk',
  },
  AKUN_ATUR_ULANG: {
    kind: 'pengaturan ulang kata sandi',
    subject: 'Atur ulang kata sandi Anda',
    lines: [
      'Buka tautan ini untuk membuat kata sandi baru. Tautan berlaku 30 menit dan hanya untuk sekali pakai.',
      'Bila bukan Anda yang meminta, abaikan pesan ini. Kata sandi Anda tidak berubah.',
    ],
    action: 'Buat kata sandi',
  },
  AKUN_MASUK_BARU: {
    kind: 'pemberitahuan akun',
    subject: 'Akun Anda dibuka di perangkat baru',
    lines: [
      '{waktu|dateTime}, {peramban}.',
      'Bila bukan Anda, keluarkan perangkat itu sekarang dan ganti kata sandi.',
    ],
    action: 'Lihat perangkat',
  },
  AKUN_UBAH: {
    kind: 'pemberitahuan akun',
    subject: 'Kata sandi akun Anda diganti',
    lines: [
      'Kata sandi diganti {waktu|dateTime}. Semua perangkat lain sudah dikeluarkan.',
      'Bila bukan Anda, atur ulang kata sandi sekarang dan hubungi panitia.',
    ],
    action: 'Buka akun',
  },
  AKUN_NIK: {
    kind: 'pemberitahuan akun',
    subject: 'Periksa identitas pada akun Anda',
    lines: [
      'NIK Anda dipakai di akun lain. Bila bukan Anda, beri tahu kami.',
      'Lamaran Anda tetap diproses. Dua petugas memeriksa kedua akun.',
    ],
    action: 'Buka akun',
  },
  UNDANG_PETUGAS: {
    kind: 'undangan petugas',
    subject: 'Undangan akun petugas seleksi',
    lines: [
      'Anda ditunjuk sebagai petugas seleksi. Buka tautan ini untuk membuat kata sandi dan memasang kode masuk.',
      'Tautan berlaku 24 jam dan hanya untuk sekali pakai.',
    ],
    action: 'Pasang akun',
  },
  LOW_UBAH: {
    kind: 'perubahan lowongan',
    subject: 'Lowongan yang Anda lamar berubah',
    lines: ['Yang berubah pada {lowongan}: {perubahan}.'],
    action: 'Lihat perubahan',
  },
  JADWAL_UBAH: {
    kind: 'perubahan jadwal',
    subject: 'Jadwal seleksi Anda berubah',
    lines: ['Tanggal yang berubah:', '{perubahan}', 'Alasannya: {alasan}.'],
    action: 'Lihat jadwal',
  },
  LAM_DRAF_KURANG: {
    kind: 'pemberitahuan berkas',
    subject: 'Berkas lamaran: {kurang} dari {jumlah} perlu diperbaiki',
    lines: [
      'Lamaran Anda untuk {lowongan} belum dapat dikirim. Masih ada {kurang} berkas yang perlu diperbaiki sebelum {tutup|deadline}.',
      '{daftar}',
      '{diterima} berkas lain sudah diterima sistem. Isinya akan diperiksa panitia setelah lamaran dikirim.',
      'Jika tidak dilengkapi sampai batas waktu, lamaran ini tidak terkirim dan tidak dapat diproses. Setelah pendaftaran ditutup, berkas tidak dapat ditambah, juga tidak pada masa sanggah.',
      'Butuh bantuan? Tanyakan di halaman Tanya Jawab atau datang ke loket panitia pada jam kerja.',
    ],
    action: 'Lengkapi berkas',
  },
  LAM_DRAF_SIAP: {
    kind: 'pemberitahuan berkas',
    subject: 'Berkas lamaran Anda sudah lengkap',
    lines: ['Lamaran belum dikirim. Periksa sekali lagi, lalu tekan Kirim lamaran sebelum {tutup|deadline}.'],
    action: 'Periksa lamaran',
  },
  LAM_BELUM_KIRIM: {
    kind: 'pengingat lamaran',
    subject: 'Lamaran Anda belum dikirim',
    lines: [
      'Semua berkas sudah lengkap, tetapi tombol Kirim lamaran belum ditekan. Batasnya {tutup|deadline}.',
    ],
    action: 'Kirim lamaran',
  },
  LAM_TUTUP: {
    kind: 'pemberitahuan lamaran',
    subject: 'Pendaftaran sudah ditutup',
    lines: [
      'Pendaftaran ditutup {tutup|deadline}. Lamaran Anda untuk {lowongan} belum dikirim, jadi tidak diproses.',
      'Konsep Anda masih dapat dibaca. Berlangganan untuk tahu lowongan berikutnya.',
    ],
    action: 'Buka lamaran',
  },
  LAM_TERKIRIM: {
    kind: 'tanda terima lamaran',
    subject: 'Lamaran Anda sudah kami terima',
    lines: [
      'Lamaran untuk {lowongan} diterima {tiba|dateTime}.',
      'Simpan tanda terima di halaman lamaran. Isinya tercatat di catatan publik.',
    ],
    action: 'Buka tanda terima',
  },
  LAM_TARIK: {
    kind: 'penarikan lamaran',
    subject: 'Anda menarik lamaran',
    lines: [
      'Penarikan diterima {tiba|dateTime}. Tanda terimanya ada di halaman lamaran.',
      'Selama pendaftaran dibuka dan berkas belum diputus, penarikan dapat dibatalkan di halaman itu. Setelahnya penarikan tetap.',
      'Bila bukan Anda yang menarik, segera hubungi panitia dan ganti kata sandi Anda.',
    ],
    action: 'Buka lamaran',
  },
  VER_PERBAIKAN: {
    kind: 'permintaan perbaikan',
    subject: 'Panitia meminta perbaikan berkas',
    lines: ['Ada {n} berkas yang perlu diunggah ulang sampai {batas|deadline}.', '{daftar}'],
    action: 'Perbaiki berkas',
  },
  VER_SELESAI: {
    kind: 'pemberitahuan pemeriksaan',
    subject: 'Pemeriksaan berkas Anda sudah selesai',
    lines: ['Hasil dan penjelasannya ada di halaman lamaran Anda.'],
    action: 'Buka lamaran',
  },
  HASIL_TAHAP: {
    kind: 'pemberitahuan keputusan',
    subject: 'Ada keputusan baru tentang lamaran Anda',
    lines: ['Hasil {tahap} sudah diumumkan. Buka halaman lamaran untuk melihat hasil dan penjelasannya.'],
    action: 'Buka lamaran',
  },
  PENJELASAN_SIAP: {
    kind: 'penjelasan keputusan',
    subject: 'Penjelasan keputusan Anda dapat dibaca',
    lines: ['Halaman ini memuat data yang dipakai, aturannya, dan yang dapat Anda lakukan.'],
    action: 'Baca penjelasan',
  },
  SANGGAH_BUKA: {
    kind: 'pemberitahuan masa sanggah',
    subject: 'Masa sanggah sudah dibuka',
    lines: [
      'Masa sanggah dibuka sampai {tutup|deadline}.',
      'Sanggah dipakai bila panitia keliru membaca berkas yang sudah Anda unggah. Berkas baru tidak dapat ditambahkan.',
    ],
    action: 'Buka lamaran',
  },
  SANGGAH_TUTUP: {
    kind: 'pengingat masa sanggah',
    subject: 'Masa sanggah segera ditutup',
    lines: ['Masa sanggah ditutup {tutup|deadline}.', 'Abaikan bila Anda tidak akan mengajukan sanggah.'],
    action: 'Buka lamaran',
  },
  SANGGAH_TERIMA: {
    kind: 'tanda terima sanggah',
    subject: 'Sanggah Anda sudah kami terima',
    lines: ['Nomor sanggah {nomor}, diterima {tiba|dateTime}. Putusan paling lambat {batas|deadline}.'],
    action: 'Buka lamaran',
  },
  SANGGAH_PUTUS: {
    kind: 'pemberitahuan putusan',
    subject: 'Sanggah Anda sudah diputuskan',
    lines: ['Buka halaman lamaran untuk membaca putusan dan alasannya.'],
    action: 'Buka lamaran',
  },
  KEPUTUSAN_KOREKSI: {
    kind: 'pemberitahuan keputusan',
    subject: 'Keputusan tentang lamaran Anda dikoreksi',
    lines: [
      'Kami menemukan kekeliruan dan memperbaikinya. Buka halaman lamaran untuk melihat apa yang berubah dan mengapa.',
    ],
    action: 'Buka lamaran',
  },
  UJIAN_PANGGIL: {
    kind: 'panggilan tes',
    subject: 'Jadwal tes Anda sudah ditetapkan',
    lines: [
      'Tes Anda {mulai|dateTime} di {tempat}.',
      'Bawa KTP asli dan kartu peserta. Datang paling lambat 30 menit sebelum tes mulai.',
    ],
    action: 'Buka jadwal',
  },
  UJIAN_PINDAH: {
    kind: 'perubahan tempat tes',
    subject: 'Ruang atau jam tes Anda berubah',
    lines: ['Tes Anda sekarang {mulai|dateTime} di {tempat}.'],
    action: 'Buka jadwal',
  },
  SKOR_TERCATAT: {
    kind: 'pencatatan nilai',
    subject: 'Nilai tes Anda sudah tercatat',
    lines: ['Bandingkan dengan nilai yang Anda lihat di layar ruang tes. Laporkan bila berbeda.'],
    action: 'Buka lamaran',
  },
  LULUS_BERKAS: {
    kind: 'langkah setelah hasil akhir',
    subject: 'Langkah berikutnya untuk lamaran Anda: lengkapi berkas',
    lines: ['Ada {n} berkas yang perlu diunggah sampai {batas|deadline}.'],
    action: 'Lengkapi berkas',
  },
  LULUS_BATAL: {
    kind: 'pemberitahuan keputusan',
    subject: 'Ada perubahan penting pada hasil Anda',
    lines: ['Buka halaman lamaran untuk membaca keputusan, alasan, dan hak Anda.'],
    action: 'Buka lamaran',
  },
  KLAR_TERIMA: {
    kind: 'permintaan klarifikasi',
    subject: 'Permintaan klarifikasi Anda sudah kami terima',
    lines: ['Jawaban paling lambat {batas|deadline}. Hak sanggah Anda tidak berkurang.'],
    action: 'Buka lamaran',
  },
  KLAR_JAWAB: {
    kind: 'jawaban klarifikasi',
    subject: 'Permintaan klarifikasi Anda sudah dijawab',
    lines: ['Dijawab oleh petugas yang tidak ikut memutuskan.'],
    action: 'Buka lamaran',
  },
  QA_TERBIT: {
    kind: 'tanya jawab',
    subject: 'Pertanyaan Anda sudah terbit',
    lines: ['Jawaban paling lambat {batas|deadline}. Nama Anda tidak ditampilkan.'],
    action: 'Buka pertanyaan',
  },
  QA_JAWAB: {
    kind: 'tanya jawab',
    subject: 'Pertanyaan yang Anda ikuti sudah dijawab',
    lines: ['"{judul}" sudah dijawab dengan rujukan.'],
    action: 'Baca jawaban',
  },
  QA_RALAT: {
    kind: 'tanya jawab',
    subject: 'Jawaban yang Anda ikuti diralat',
    lines: ['"{judul}": jawaban lama tetap dapat dibaca di bawah jawaban baru.'],
    action: 'Baca jawaban',
  },
  QA_GABUNG: {
    kind: 'tanya jawab',
    subject: 'Pertanyaan Anda digabung dengan yang serupa',
    lines: ['Bila pertanyaan Anda berbeda, pisahkan lagi dalam 3 hari.'],
    action: 'Buka pertanyaan',
  },
  QA_MODERASI: {
    kind: 'tanya jawab',
    subject: 'Pertanyaan Anda belum dapat diterbitkan',
    lines: ['Alasannya: {alasan}. Perbaiki lalu kirim lagi, atau minta ditinjau ulang dalam 7 hari.'],
    action: 'Buka pertanyaan',
  },
  SURVEI_UNDANG: {
    kind: 'undangan survei',
    subject: 'Bagaimana pengalaman Anda mengikuti seleksi ini?',
    lines: ['{n} pertanyaan, sekitar 5 menit. Jawaban Anda tidak dapat dihubungkan dengan nama Anda.'],
    action: 'Isi survei',
  },
  DATA_AKSES: {
    kind: 'pemberitahuan data pribadi',
    subject: 'Data Anda dibuka di luar tugas pemeriksaan',
    lines: ['Peran: {peran}. Alasan tercatat: {alasan}. Tanyakan bila Anda ragu.'],
    action: 'Lihat catatan akses',
  },
  DATA_SALINAN: {
    kind: 'pemberitahuan data pribadi',
    subject: 'Salinan data Anda diunduh',
    lines: [
      'Salinan diunduh {waktu|dateTime} dari akun Anda.',
      'Bila bukan Anda, ganti kata sandi sekarang.',
    ],
    action: 'Lihat data saya',
  },
  DATA_HAPUS: {
    kind: 'pemberitahuan data pribadi',
    subject: 'Data lamaran Anda akan dihapus 30 hari lagi',
    lines: ['Yang dihapus dan yang tetap disimpan dijelaskan di halaman ini.'],
    action: 'Lihat data saya',
  },
} as const satisfies Record<string, NoticeText>

/** What surrounds every notice. */
export const noticeFrameId = {
  greeting: 'Kepada pelamar,',
  authentic: 'Pesan ini asli bila kode {kode} cocok di {alamat}.',
  safety:
    'Kami tidak pernah meminta berkas, kode, atau uang lewat balasan pesan. Seleksi tidak dipungut biaya.',
} as const

/** A line of JADWAL_UBAH: a stage, its days now, its days before. */
export function movedStageId(name: string, now: string, before: string | undefined): string {
  return before === undefined ? `${name}: ${now}.` : `${name}: ${now}, semula ${before}.`
}
