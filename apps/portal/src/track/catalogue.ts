// The catalogue of notices (participation.md 4.4) as data: class, channels, and the page each leads to. Texts stand in
// words/notice.*; a code without a text does not compile.
import type { noticeId } from '../words/notice.id.ts'

export type NoticeCode = keyof typeof noticeId
/** W cannot be switched off, T is on by default, O is off by default. */
export type NoticeClass = 'W' | 'T' | 'O'

export interface NoticeKind {
  readonly class: NoticeClass
  /** The authoritative copy is in the inbox; what only travels by e-mail carries a link that works once. */
  readonly inbox: boolean
  readonly email: boolean
  /** Address on this site; blanks are filled from the facts. */
  readonly path: string
  /** Security and short deadlines do not wait for the morning. */
  readonly urgent?: true
}

const application = '/lamaran'

export const catalogue: Readonly<Record<NoticeCode, NoticeKind>> = {
  AKUN_KONFIRMASI: { class: 'W', inbox: false, email: true, path: '/konfirmasi/{tanda}', urgent: true },
  AKUN_SUDAH_ADA: { class: 'W', inbox: true, email: true, path: '/masuk', urgent: true },
  AKUN_ATUR_ULANG: { class: 'W', inbox: false, email: true, path: '/atur-sandi/{tanda}', urgent: true },
  AKUN_MASUK_BARU: { class: 'W', inbox: true, email: true, path: '/akun/perangkat', urgent: true },
  AKUN_UBAH: { class: 'W', inbox: true, email: true, path: '/akun', urgent: true },
  AKUN_NIK: { class: 'W', inbox: true, email: true, path: '/akun', urgent: true },
  UNDANG_PETUGAS: { class: 'W', inbox: false, email: true, path: '/petugas/undangan/{tanda}', urgent: true },
  LOW_UBAH: { class: 'W', inbox: true, email: true, path: '/lowongan' },
  JADWAL_UBAH: { class: 'W', inbox: true, email: true, path: '/jadwal' },
  LAM_DRAF_KURANG: { class: 'W', inbox: true, email: true, path: application },
  LAM_DRAF_SIAP: { class: 'T', inbox: true, email: true, path: application },
  LAM_BELUM_KIRIM: { class: 'W', inbox: true, email: true, path: application, urgent: true },
  LAM_TUTUP: { class: 'W', inbox: true, email: true, path: application },
  LAM_TERKIRIM: { class: 'W', inbox: true, email: true, path: application },
  LAM_TARIK: { class: 'W', inbox: true, email: true, path: application },
  VER_PERBAIKAN: { class: 'W', inbox: true, email: true, path: application, urgent: true },
  VER_SELESAI: { class: 'W', inbox: true, email: true, path: application },
  HASIL_TAHAP: { class: 'W', inbox: true, email: true, path: application },
  PENJELASAN_SIAP: { class: 'W', inbox: true, email: true, path: application },
  SANGGAH_BUKA: { class: 'W', inbox: true, email: true, path: application },
  SANGGAH_TUTUP: { class: 'T', inbox: true, email: false, path: application },
  SANGGAH_TERIMA: { class: 'W', inbox: true, email: true, path: application },
  SANGGAH_PUTUS: { class: 'W', inbox: true, email: true, path: application },
  KEPUTUSAN_KOREKSI: { class: 'W', inbox: true, email: true, path: application },
  UJIAN_PANGGIL: { class: 'W', inbox: true, email: true, path: application },
  UJIAN_PINDAH: { class: 'W', inbox: true, email: true, path: application, urgent: true },
  SKOR_TERCATAT: { class: 'W', inbox: true, email: true, path: application },
  LULUS_BERKAS: { class: 'W', inbox: true, email: true, path: application },
  LULUS_BATAL: { class: 'W', inbox: true, email: true, path: application },
  KLAR_TERIMA: { class: 'W', inbox: true, email: true, path: application },
  KLAR_JAWAB: { class: 'W', inbox: true, email: true, path: application },
  QA_TERBIT: { class: 'T', inbox: true, email: true, path: '/tanya-jawab/{nomor}' },
  QA_JAWAB: { class: 'T', inbox: true, email: true, path: '/tanya-jawab/{nomor}' },
  QA_RALAT: { class: 'T', inbox: true, email: true, path: '/tanya-jawab/{nomor}' },
  QA_GABUNG: { class: 'T', inbox: true, email: true, path: '/tanya-jawab/{nomor}' },
  QA_MODERASI: { class: 'W', inbox: true, email: true, path: '/tanya-jawab' },
  SURVEI_UNDANG: { class: 'T', inbox: true, email: true, path: '/survei/{seleksi}' },
  DATA_AKSES: { class: 'W', inbox: true, email: true, path: '/akun/data' },
  DATA_SALINAN: { class: 'W', inbox: true, email: true, path: '/akun/data', urgent: true },
  DATA_HAPUS: { class: 'W', inbox: true, email: true, path: '/akun/data' },
}
