// Texts of answers without a page of their own: an address that is not there, a request from elsewhere, our own trouble.
export const faultId = {
  missing: {
    title: 'Halaman ini tidak ada',
    text: 'Mungkin ada huruf yang keliru di alamatnya. Cari lowongan atau buka pengumuman.',
    personal:
      'Halaman ini tidak ada atau bukan milik akun ini. Masuk dengan akun yang dipakai melamar, atau buka Lamaran saya.',
  },
  foreign: {
    title: 'Kiriman ini datang dari situs lain',
    text: 'Kami hanya menerima isian dari halaman situs ini sendiri. Buka halamannya di sini, lalu kirim lagi. Tidak ada yang berubah.',
  },
  ours: {
    title: 'Ada gangguan di pihak kami',
    text: (time: string, code: string) =>
      `Ada gangguan di pihak kami, ${time}. Yang sudah tersimpan tetap aman. Coba lagi beberapa menit lagi. Bila gangguan melewati batas waktu, keputusan panitia dimuat di halaman Pengumuman. Kode: ${code}.`,
  },
  ways: { vacancies: 'Cari lowongan', announcements: 'Buka pengumuman', applications: 'Lamaran saya' },
}
