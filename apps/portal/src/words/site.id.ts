// Names of the site's main ways, in Indonesian: header and footer of every page.
export const siteId = {
  nav: {
    vacancies: 'Lowongan',
    results: 'Hasil',
    verify: 'Verifikasi',
    questions: 'Tanya jawab',
    report: 'Laporan',
  },
  footer: {
    applicants: 'Pelamar',
    apply: 'Lamaran saya',
    inbox: 'Kotak masuk',
    account: 'Akun saya',
    staff: 'Masuk petugas',
    public: 'Publik',
    announcements: 'Pengumuman',
    log: 'Catatan publik',
    openData: 'Data terbuka',
    messages: 'Periksa pesan',
    about: 'Tentang',
    schedule: 'Jadwal',
    rules: 'Aturan seleksi',
    privacy: 'Pelindungan data',
  },
}
