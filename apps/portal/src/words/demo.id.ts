// Texts of the demo's entrance and outbox, Indonesian.
export const demoId = {
  title: 'Akun contoh',
  lead: 'Pilih peran untuk melihat situs dari sisinya. Satu klik untuk masuk; semua orang di sini rekaan.',
  none: 'Akun contoh belum siap. Isinya sedang dimuat; buka lagi halaman ini beberapa saat lagi.',
  enter: (label: string) => `Masuk sebagai ${label}`,
  applicants: 'Pelamar',
  officers: 'Petugas',
  outbox: {
    title: 'Kotak keluar contoh',
    lead: 'Email yang dikirim situs percobaan ini. Di situs sungguhan, email ini sampai ke penerimanya.',
    none: 'Belum ada email. Daftar akun baru untuk melihat yang pertama.',
    to: 'Kepada',
    read: 'Baca email',
  },
}
