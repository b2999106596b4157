// One valid entry of every type of the register, for the tests of schema, monitor and stored logs. Invented.

import type { Entry, EntryBody } from './entry.ts'
import { base64url, utf8 } from './bytes.ts'
import { ruleOf } from './register.ts'
import type { EntryType } from './register.ts'
import { sha256 } from './sha256.ts'

const digest = 'ab'.repeat(32)
const root = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
const vkey = 'log.example.id/2027+6015b390+AeUqRKUsuSwCYycvdRZPk67eJUv6JNF81eNPMxgO6u8y'
const minute = '2027-02-03T04:05Z'
const stage = { tahap: 'skdResult', formasi: 'F-014' }
const score = { tes: 'skd', formasi: 'F-014', status: 'h', nilai: { twk: 100, tiu: 120, tkp: 160 } }

export const SAMPLE_BODIES: { readonly [T in EntryType]: EntryBody } = {
  'log.buka': {
    format: 1,
    origin: 'log.example.id/2027',
    prev: { origin: 'log.example.id/2026', size: 9, root },
  },
  'log.kunci': { aksi: 'tambah', vkey },
  'log.saksi': { sha256: digest },
  'log.insiden': { alasan: 'Key lost, log closed' },
  'log.tutup': { alasan: 'All selections have ended' },
  'aturan.terbit': { nama: 'aturan-seleksi', versi: '2027.1', sha256: digest },
  'aturan.sah': { aturan: 1, kunci: '/skd/passingGrades/general/twk' },
  'jadwal.terbit': { versi: 1, sha256: digest },
  'jadwal.ubah': { versi: 2, sha256: digest, alasan: 'outage' },
  'formasi.terbit': { formasi: 'F-014', jumlah: 3, sha256: digest },
  'formasi.ubah': { formasi: 'F-014', jumlah: 2, sha256: digest, alasan: 'seats_changed' },
  'formasi.tutup': { formasi: 'F-014', alasan: 'seats_withdrawn' },
  'pengumuman.terbit': { nomor: 'P-001', jenis: 'hasil_tahap', versi: 1, sha256: digest },
  'kanal.daftar': { jenis: 'web', sha256: digest },
  'kanal.lepas': { jenis: 'web', sha256: digest },
  'pejabat.tunjuk': { peran: 'verifikator', sandi: 'v01' },
  'pejabat.lepas': { sandi: 'v01', alasan: 'moved' },
  'pejabat.benturan': { sandi: 'v01' },
  'tugas.alih': { dari: 'v01', ke: 'v02', alasan: 'absent' },
  'lamaran.terima': { formasi: 'F-014' },
  'lamaran.ubah': { formasi: 'F-015' },
  'lamaran.tarik': { tahap: 'screening' },
  'berkas.minta': { alasan: ['document_missing'], sampai: '2027-02-10' },
  'berkas.putus': { hasil: 'tms', alasan: ['document_missing'], aturan: 1 },
  'pesan.kirim': { kode: 'JADWAL_UBAH', jumlah: 120, akar: root },
  'undi.umum': {
    undi: 'cd8f0e3988bf12e5843e23b91cff193e',
    mode: 'terbuka',
    tujuan: 'sampel-ms',
    kolam: digest,
    ukuran: 12,
    k: 5,
    penyumbang: ['panitia:k01', 'saksi:s01'],
    batas_komit: minute,
    batas_buka: minute,
    suar: 'quicknet',
    ronde: 657413,
    dahulu: 'cd8f0e3988bf12e5843e23b91cff193f',
  },
  'undi.komit': { undi: 'u1', j: 0, komit: digest },
  'undi.tutup': { undi: 'u1' },
  'undi.buka': { undi: 'u1', j: 0, r: digest },
  'undi.hasil': { undi: 'u1', suar: digest, hasil: ['twk-002', 'twk-000'] },
  'undi.batal': { undi: 'u1', alasan: 'not_opened' },
  'soal.bank': { akar: root, jumlah: 400, strata: { twk_mudah: 40 } },
  'soal.ubah': { sha256: digest, dari: 'draf', ke: 'pakai' },
  'ujian.server': { titik: 'T-01', sesi: 'S-01', vkey, mulai: minute, akhir: minute },
  'ujian.buka': { sesi: 'S-01', aturan: 1 },
  'ujian.kunci': { sesi: 'S-01' },
  'ujian.jawab': { sesi: 'S-01' },
  'ujian.tutup': { sesi: 'S-01', akar: root, jumlah: 30 },
  'ujian.papan': { sesi: 'S-01', n: 3, sha256: digest },
  'nilai.pilih': { tes: 'skd', tahun: 2024, nilai: { twk: 100 } },
  'nilai.impor': { tes: 'skd', baris: 30, jumlah: { twk: 3000 } },
  'nilai.hitung': { sesi: 'S-01', aturan: 1, putaran: 1, akar: root },
  'nilai.catat': score,
  'nilai.ralat': { ...score, alasan: 'key_corrected' },
  'wawancara.komit': { panel: 'P-01', komit: digest },
  'wawancara.buka': { panel: 'P-01', sha256: digest },
  'data.terbit': {
    nama: 'participants.csv',
    baris: 30,
    sha256: digest,
    rows_root: root,
    aturan: 1,
    bytes: 1000,
    skema: digest,
    dari: 9,
    sampai: 299,
  },
  'peringkat.terbit': {
    aturan: 1,
    data: 2,
    formasi: 3,
    mesin: 'terang rank 0.1.0',
    sha256: digest,
    tahap: 'final',
  },
  'hasil.umum': { tahap: 'skdResult', pengumuman: 4, peringkat: 5 },
  'putusan.ralat': { ...stage, dari: 'tms', ke: 'ms', alasan: 'late_proof' },
  'kursi.ganti': { formasi: 'F-014', jenis: 'tie_order', nilai: 1, alasan: 'tie_decided' },
  'sanggah.terima': stage,
  'sanggah.putus': { ...stage, hasil: 'kabul', alasan: ['late_proof'] },
  'pemberkasan.terima': { formasi: 'F-014' },
  'pemberkasan.putus': { formasi: 'F-014', hasil: 'kurang', alasan: 'document_missing' },
  'tanya.jawab': { tanya: 'T-1', versi: 1, jenis: 'resmi', sha256: digest, rujukan: [digest] },
  'tanya.gabung': { dari: 'T-2', ke: 'T-1' },
  'tanya.tunda': { tanya: 'T-1', alasan: 'asks_another_office', sampai: '2027-02-10' },
  'forum.moderasi': { nomor: 'M-1', aksi: 'sembunyi', kode: 'personal_data' },
  'notulen.terbit': { kegiatan: 'K-1', versi: 1, sha256: digest },
  'janji.catat': { janji: 'J-1', status: 'selesai', tenggat: '2027-03-01' },
  'laporan.terbit': { jenis: 'hasil', versi: 1, sha256: digest },
  'catatan.akar': { jenis: 'usul', tanggal: '2027-02-03', baris: 12, akar: root },
  'pribadi.musnah': { dasar: 'Retention schedule, row 4', entri: [9, 10] },
  'darurat.ubah': { jenis: 'buka_kembali', alasan: 'outage' },
}

/** 16 bytes in base64url that follow from a word, so that samples are the same every time. */
export function sampleId(word: string): string {
  return base64url(sha256(utf8(word)).subarray(0, 16))
}

/** A valid entry of a type, with a second person where one is needed; parts may be replaced. */
export function sampleEntry(type: EntryType, id: string, parts: Partial<Entry> = {}): Entry {
  const rule = ruleOf(type)
  const body = rule.two === 'never' ? SAMPLE_BODIES[type] : { ...SAMPLE_BODIES[type], setuju: ['ketua:k02'] }
  return {
    v: 1,
    t: type,
    id: sampleId(id),
    at: minute,
    by: 'panitia:k01',
    body,
    ...(rule.sel === 'required' ? { sel: '2027-cpns' } : {}),
    ...(rule.phase === undefined ? {} : { subj: sampleId('peserta') }),
    ...parts,
  }
}
