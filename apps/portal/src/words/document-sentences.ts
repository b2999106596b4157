// When a document is not accepted, in plain words (gate 5 of a publication). Keys are documents of the rule set.
export const documentWords: Readonly<Record<string, readonly string[]>> = {
  photo: ['Latar belakang tidak merah.', 'Wajah tertutup atau tidak terbaca.'],
  selfie: ['Wajah tertutup atau gambar kabur.', 'Orang pada swafoto berbeda dari KTP.'],
  idCard: ['Nama atau NIK tidak terbaca.', 'Foto salinan, bukan KTP asli.'],
  applicationLetter: [
    'Isi berbeda dari contoh.',
    'Belum ditandatangani.',
    'Meterai tidak ada, sudah dipakai, atau menutupi tulisan.',
  ],
  diploma: ['Surat keterangan lulus, bukan ijazah.', 'Ada halaman yang tidak terbaca.'],
  transcript: ['Ada halaman yang hilang.', 'Nilai atau nama tidak terbaca.'],
  statement: [
    'Isi berbeda dari contoh.',
    'Belum ditandatangani.',
    'Meterai sama dengan yang dipakai pada surat lamaran.',
  ],
  supporting: ['Tidak membuktikan syarat khusus formasi yang dilamar.', 'Ada halaman yang tidak terbaca.'],
}
