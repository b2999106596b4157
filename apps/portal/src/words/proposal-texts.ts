// Why a proposal did not move, for the officer who pressed. Indonesian only, as all pages of staff.
import type { ProposalRefusal } from '../accounts/proposals.ts'

export const proposalRefusals: Readonly<Record<ProposalRefusal, string>> = {
  samePerson: 'Anda yang mengusulkan. Orang kedua harus petugas lain.',
  notYours: 'Hanya pengusul yang dapat menarik usulan ini.',
  changedMeanwhile: 'Data berubah sejak usulan dibuat. Hitung lagi, lalu usulkan kembali.',
  alreadyDecided: 'Usulan ini sudah diputuskan. Muat halaman untuk melihat hasilnya.',
  alreadyOpen: 'Sudah ada usulan yang menunggu untuk hal ini. Selesaikan dulu di halaman Usulan.',
  expired: 'Usulan ini sudah lewat waktu. Usulkan kembali bila masih perlu.',
  reasonMissing: 'Tulis alasan 20 sampai 400 huruf.',
  notAllowed: 'Peran Anda pada seleksi ini tidak menyetujui usulan seperti ini.',
  blocked: 'Belum dapat disetujui. Yang masih kurang ada di bawah.',
}

export const proposalStates = {
  proposed: 'Menunggu orang kedua',
  approved: 'Disetujui',
  refused: 'Ditolak',
  withdrawn: 'Ditarik pengusul',
  expired: 'Lewat waktu',
  stale: 'Data berubah',
} as const

export const proposalsClosed = {
  title: 'Usulan ini untuk petugas seleksinya',
  text: 'Anda tidak memegang peran pada seleksi ini, jadi usulannya tidak terbuka untuk Anda. Peran diberikan lewat penunjukan yang disetujui dua petugas.',
  back: 'Kembali ke meja saya',
} as const
