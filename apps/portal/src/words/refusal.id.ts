// Refusals: nothing changes, what the person typed is kept, and this text says what to do. Indonesian.
// The wording is the approved table of states; words in braces are filled by refusal.ts.

export const refusalId = {
  windowNotOpen: 'Pendaftaran dibuka {buka}. Isian Anda belum dapat disimpan sebagai lamaran.',
  windowClosed: 'Pendaftaran ditutup {tutup}. Permintaan Anda tiba {tiba}. Lamaran ini tidak dapat diproses.',
  incomplete:
    'Masih ada {n} hal yang perlu diperbaiki sebelum lamaran dapat dikirim. Daftarnya ada di bawah.',
  alreadySubmitted: 'Lamaran ini sudah dikirim {tiba}. Tanda terimanya ada di halaman lamaran.',
  sameToken: 'Permintaan ini sudah kami terima. Ini tanda terima yang sama.',
  otherApplication:
    'Satu orang melamar satu lowongan. Lamaran Anda untuk {lowongan} masih berlaku. Tarik dulu bila ingin pindah.',
  frozen: 'Lamaran yang sudah dikirim tidak dapat diubah. Aturannya ada di {rujukan}.',
  withdrawalFinal:
    'Penarikan ini sudah tetap sejak {waktu}. Lamaran tidak dapat dikirim lagi pada seleksi ini.',
  nothingToWithdraw: 'Lamaran ini sudah selesai, jadi tidak ada yang ditarik.',
  objectionNotOpen: 'Masa sanggah dibuka {buka}. Tulisan Anda kami simpan sebagai konsep.',
  objectionClosed:
    'Masa sanggah ditutup {tutup}. Anda masih dapat meminta klarifikasi sampai {batasKlarifikasi}.',
  objectionTwice: 'Sanggah Anda sudah kami terima {tiba}. Aturan memberi satu kali sanggah.',
  notAdverse: 'Sanggah hanya untuk keputusan tentang lamaran sendiri yang tidak meluluskan.',
  newDocument: 'Berkas baru tidak dapat ditambahkan. Tunjuk berkas yang sudah Anda unggah sebelum {tutup}.',
  samePerson: 'Anda sudah memberi pendapat pada berkas ini. Orang kedua harus petugas lain.',
  conflict: 'Anda menyatakan benturan kepentingan pada berkas ini. Berkas dialihkan ke petugas lain.',
  notAssigned: 'Berkas ini ditugaskan kepada petugas lain lewat undian {undi}.',
  changedMeanwhile: 'Berkas ini baru saja diputuskan petugas lain. Muat halaman untuk melihat hasilnya.',
  alreadyDecided:
    'Keputusan sudah tercatat pada nomor {entri}. Perubahan hanya lewat koreksi oleh dua petugas.',
  reasonMissing:
    'Pilih paling sedikit satu alasan dan tulis bagian berkas yang belum sesuai, 20 sampai 400 huruf.',
  blocked: 'Hasil belum dapat diumumkan. Masih ada {n} lamaran yang belum selesai: {daftar}.',
  unconfirmedNumber: 'Angka {kunci} belum dipastikan dengan dokumen. Pastikan dulu dengan dua petugas.',
  notNow: '{tindakan} tidak tersedia pada tahap {tahap}. Tindakan yang tersedia ada di halaman lamaran.',
  logDegraded:
    'Catatan publik sedang tertunda sejak {waktu}. Keputusan baru ditunda; lamaran tetap kami terima.',
} as const
