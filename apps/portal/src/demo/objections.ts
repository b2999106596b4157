// Objections against an administrative result: about one in four of those not eligible objects, and about one
// objection in ten shows that the committee erred. New documents never count, so a granted one points at what
// was in the file all along.

import { addDays, wib } from './calendar.ts'
import { stream } from './random.ts'
import type { DemoVerdict } from './screening.ts'

export type DemoObjection = {
  personId: string
  reasonId: string
  filedAt: string
  text: string
  outcome: 'granted' | 'refused'
  answer: string
  answeredAt: string
}

const OBJECTS_PER_MILLE = 270
const GRANTED_PER_MILLE = 100

type Exchange = { text: string; answer: string }

const GRANTED: Readonly<Record<string, readonly Exchange[]>> = {
  letter_not_as_prescribed: [
    {
      text: 'Surat lamaran saya ditujukan kepada Wali Kota Pontianak. Alamatnya ada di baris ketiga halaman pertama. Saya meminta panitia membaca lagi berkas yang saya unggah.',
      answer:
        'Sanggah dikabulkan. Surat lamaran memang ditujukan kepada Wali Kota Pontianak. Pemeriksa membaca baris tembusan. Anda memenuhi syarat administrasi.',
    },
  ],
  stamp_missing: [
    {
      text: 'Surat lamaran saya memakai meterai elektronik. Meterainya ada di halaman kedua, di atas tanda tangan.',
      answer:
        'Sanggah dikabulkan. Meterai elektronik ada di halaman kedua dan nomor serinya berlaku. Pemeriksa hanya melihat halaman pertama. Anda memenuhi syarat administrasi.',
    },
  ],
  document_wrong_slot: [
    {
      text: 'Ijazah saya ada di berkas yang sama, pada halaman ketiga, setelah transkrip.',
      answer:
        'Sanggah dikabulkan. Ijazah ditemukan pada halaman ketiga berkas yang diunggah. Isinya sesuai syarat. Anda memenuhi syarat administrasi.',
    },
  ],
  education_mismatch: [
    {
      text: 'Nama program studi saya berubah pada tahun 2021. Surat keterangan perguruan tinggi sudah ada di berkas pendukung halaman kedua.',
      answer:
        'Sanggah dikabulkan. Surat keterangan perubahan nama program studi sudah ada saat lamaran dikirim. Program studi Anda termasuk yang diminta.',
    },
  ],
  other: [
    {
      text: 'Menurut saya berkas yang saya unggah sudah sesuai pengumuman. Saya meminta panitia memeriksa lagi berkas yang sama, tanpa tambahan.',
      answer:
        'Sanggah dikabulkan. Setelah diperiksa ulang oleh dua orang lain, berkas yang dikirim memenuhi ketentuan. Anda memenuhi syarat administrasi.',
    },
  ],
}

const REFUSED: Readonly<Record<string, readonly Exchange[]>> = {
  letter_not_as_prescribed: [
    {
      text: 'Saya hanya keliru menulis tujuan surat. Isi suratnya sama dengan contoh. Saya bersedia memperbaiki.',
      answer:
        'Sanggah ditolak. Surat lamaran tidak mengikuti contoh pada lampiran pengumuman. Perbaikan sesudah lamaran dikirim tidak dapat diterima (Pengumuman, bagian Berkas nomor 2).',
    },
  ],
  statement_not_as_prescribed: [
    {
      text: 'Saya memakai contoh surat pernyataan dari tahun lalu karena isinya hampir sama.',
      answer:
        'Sanggah ditolak. Surat pernyataan yang diunggah tidak memuat semua butir pada lampiran (Pengumuman, bagian Berkas nomor 6).',
    },
  ],
  stamp_missing: [
    {
      text: 'Saat itu meterai elektronik sulit dibeli. Saya sudah membubuhkan meterai sekarang dan melampirkannya di sini.',
      answer:
        'Sanggah ditolak. Surat lamaran belum bermeterai saat dikirim. Berkas baru tidak dapat ditambahkan pada masa sanggah. Meterai tempel juga boleh dipakai (Pengumuman, bagian Berkas nomor 2).',
    },
  ],
  education_mismatch: [
    {
      text: 'Mata kuliah saya banyak yang sama dengan program studi yang diminta. Saya meminta program studi saya disetarakan.',
      answer:
        'Sanggah ditolak. Program studi pada ijazah tidak termasuk yang diminta lowongan ini. Penyetaraan tidak dapat dilakukan panitia (Pengumuman, bagian Syarat nomor 3).',
    },
  ],
  gpa_below_minimum: [
    {
      text: 'IPK saya hanya kurang sedikit dari batas. Saya punya pengalaman kerja tiga tahun di bidang ini.',
      answer:
        'Sanggah ditolak. IPK pada transkrip di bawah batas lowongan ini. Pengalaman kerja tidak menggantikan IPK (Pengumuman, bagian Syarat nomor 4).',
    },
  ],
  age_out_of_range: [
    {
      text: 'Umur saya baru lewat beberapa hari dari batas. Saat pengumuman terbit saya masih memenuhi syarat.',
      answer:
        'Sanggah ditolak. Umur dihitung pada hari lamaran dikirim, dan pada hari itu sudah melewati batas (Pengumuman, bagian Syarat nomor 1).',
    },
  ],
  str_missing_or_expired: [
    {
      text: 'STR saya sedang diperpanjang. Bukti pengurusannya sudah saya unggah.',
      answer:
        'Sanggah ditolak. STR harus berlaku pada hari lamaran dikirim. Bukti pengurusan bukan STR (Pengumuman, bagian Berkas nomor 8).',
    },
  ],
  diploma_not_original: [
    {
      text: 'Ijazah saya belum dibagikan kampus, jadi saya memakai surat keterangan lulus.',
      answer:
        'Sanggah ditolak. Pengumuman meminta ijazah. Surat keterangan lulus tidak dapat dipakai (Pengumuman, bagian Berkas nomor 3).',
    },
  ],
  other: [
    {
      text: 'Saya merasa berkas saya sudah lengkap. Saya meminta panitia meninjau lagi keputusan ini.',
      answer:
        'Sanggah ditolak. Dua pemeriksa lain membaca ulang berkas yang sama dan menemukan hal yang sama. Keputusan administrasi tetap.',
    },
    {
      text: 'Saya baru tahu ada berkas yang kurang. Berkas yang benar sudah saya siapkan dan dapat saya kirim hari ini.',
      answer:
        'Sanggah ditolak. Masa sanggah hanya untuk kekeliruan panitia. Berkas baru tidak dapat ditambahkan setelah lamaran dikirim.',
    },
  ],
}

/** An objection of this person, or none. `opens` and `closes` are the first and last day of the window. */
export function demoObjection(
  seed: string,
  personId: string,
  verdict: DemoVerdict,
  window: { opens: string; closes: string; answersBy: string },
): DemoObjection | null {
  const [first] = verdict.reasons
  if (!first) return null
  const chance = stream(seed, 'objection', personId)
  if (!chance.chance(OBJECTS_PER_MILLE)) return null
  // Only an error that two readers can make together is granted, and never where a second reason stands.
  const canErr = GRANTED[first.reasonId] !== undefined && verdict.reasons.length === 1
  const isGranted = chance.chance(canErr ? GRANTED_PER_MILLE * 2 : GRANTED_PER_MILLE / 4)
  const book = isGranted ? GRANTED : REFUSED
  const exchange = chance.pick(book[first.reasonId] ?? book.other ?? [])
  const day = [window.opens, addDays(window.opens, 1), window.closes][chance.between(0, 2)] ?? window.opens
  const filedOn = day > window.closes ? window.closes : day
  const answered = addDays(filedOn, chance.between(1, 3))
  return {
    personId,
    reasonId: first.reasonId,
    filedAt: wib(filedOn, chance.between(7 * 60, 23 * 60 + 50), chance.between(0, 59)),
    text: exchange.text,
    outcome: isGranted ? 'granted' : 'refused',
    answer: exchange.answer,
    answeredAt: wib(
      answered > window.answersBy ? window.answersBy : answered,
      chance.between(8 * 60, 16 * 60),
    ),
  }
}
