// Texts of the public check of a message by its code, Indonesian.
export const messageId = {
  title: 'Periksa pesan',
  lead: 'Punya email dari kami? Tulis kode 8 huruf di bagian bawahnya untuk tahu apakah pesan itu asli.',
  label: 'Kode pesan',
  hint: 'Kode tertulis di akhir pesan. Huruf besar atau kecil sama saja.',
  button: 'Periksa kode',
  match: 'Cocok',
  matchText: (kind: string, time: string) => `Pesan ini dari kami: ${kind}, ditulis ${time}.`,
  safety:
    'Kami tidak pernah meminta berkas, kode, atau uang lewat balasan pesan. Seleksi tidak dipungut biaya.',
  noMatch: 'Tidak ada di catatan kami',
  noMatchText:
    'Tidak ada pesan dengan kode itu. Periksa hurufnya. Bila tetap tidak cocok, jangan ikuti isi pesannya dan beri tahu panitia.',
  shape: 'Kode terdiri dari 8 huruf dan angka.',
}
