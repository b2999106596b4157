// The register of official acts: one literal table, a row a type of entry. A key or a type that is not here does
// not exist; adding one is a change of this table with its test. What each act means stands in the glossary.
// Bodies hold codes, whole numbers, digests and pseudonyms only, so every text has a pattern.

import type { Shape, ShapeKeys } from './shape.ts'

export type Phase = 'daftar' | 'nilai' | 'sanggah'

/**
 * Who else must stand behind an act. `always`: the monitor demands `setuju`; `sometimes`: allowed, decided
 * elsewhere; with a key: demanded for these values of that key of the body. The parser never demands it, so that a
 * log with a missing second person can still be read, and be shown for what it is.
 */
export type SecondPerson =
  | 'always'
  | 'never'
  | 'sometimes'
  | { readonly key: string; readonly values: readonly string[] }

export type EntryRule = {
  readonly body: ShapeKeys
  readonly two: SecondPerson
  /** Phase of `subj`: one, or any (`stage`: that of the stage the act belongs to). Absent: no `subj`. */
  readonly phase?: Phase | 'stage'
  readonly sel: 'required' | 'optional' | 'never'
  readonly priv: boolean
}

function text(pattern: RegExp, says: string): Shape {
  return { kind: 'text', pattern, says }
}

function oneOf(...words: readonly string[]): Shape {
  return text(new RegExp(`^(?:${words.join('|')})$`), words.join(', '))
}

const count: Shape = { kind: 'integer', min: 0 }
const positive: Shape = { kind: 'integer', min: 1 }
const index = count
const identifier = text(/^[A-Za-z0-9._-]{1,40}$/, 'an identifier')
const version: Shape = { kind: 'either', of: [identifier, count] }
const digest = text(/^[0-9a-f]{64}$/, '64 lower-case hex digits')
const root = text(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/, 'a root of 44 characters of base64')
const reason = text(/^[A-Za-z][A-Za-z0-9_-]{1,39}$/, 'a code of the catalogue')
const reasons: Shape = { kind: 'list', of: reason }
const remark = text(/^[\x20-\x7e]{1,100}$/, 'printable ASCII of at most 100 characters')
const date = text(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, 'a date YYYY-MM-DD')
const minute = text(
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\dZ$/,
  'a time YYYY-MM-DDTHH:MMZ',
)
const person = text(/^[a-z]{2,20}:[a-z0-9]{1,20}$/, 'role:name')
const people: Shape = { kind: 'list', of: person, ascending: true }
const official = text(/^(?:[a-z]{2,20}:)?[a-z0-9]{1,20}$/, 'the code of an official')
const role = text(/^[a-z][a-z_]{1,29}$/, 'a role')
const origin = text(/^[A-Za-z0-9.:/_-]{1,200}$/, 'an origin')
const vkey = text(/^[\x21-\x2a\x2c-\x7e]{1,200}\+[0-9a-f]{8}\+[A-Za-z0-9+/]{1,2000}={0,2}$/, 'a verifier key')
const rulePath = text(/^[A-Za-z0-9._/[\]~-]{1,200}$/, 'a path in the rule set')
const points: Shape = { kind: 'map' }

const decision = { tahap: identifier, formasi: identifier }
const score = {
  tes: identifier,
  formasi: identifier,
  status: oneOf('h', 'th', 'dis', 'aps', 'tms1'),
  'nilai?': points,
}

/** The same act of an official body: about a selection, nobody's subject, nothing personal. */
const open = { sel: 'required', priv: false } as const
const anywhere = { sel: 'optional', priv: false } as const
const ofApplicant = { sel: 'required', phase: 'daftar', priv: true } as const
const ofParticipant = { sel: 'required', phase: 'nilai', priv: true } as const
const ofObjector = { sel: 'required', phase: 'sanggah', priv: true } as const
const ofStage = { sel: 'required', phase: 'stage', priv: true } as const
const ofLog = { sel: 'never', priv: false } as const

export const REGISTER = {
  'log.buka': {
    ...ofLog,
    two: 'never',
    body: { format: positive, origin, 'prev?': { kind: 'object', keys: { origin, size: count, root } } },
  },
  'log.kunci': { ...ofLog, two: 'always', body: { aksi: identifier, vkey } },
  'log.saksi': { ...ofLog, two: 'always', body: { sha256: digest } },
  'log.insiden': { ...ofLog, two: 'always', body: { alasan: remark } },
  'log.tutup': { ...ofLog, two: 'never', body: { alasan: remark } },

  'aturan.terbit': {
    ...anywhere,
    two: 'always',
    body: { nama: oneOf('aturan-seleksi', 'penilaian', 'kisi-kisi'), versi: version, sha256: digest },
  },
  'aturan.sah': { ...anywhere, priv: true, two: 'always', body: { aturan: index, kunci: rulePath } },
  'jadwal.terbit': { ...open, two: 'always', body: { versi: version, sha256: digest } },
  'jadwal.ubah': { ...open, two: 'always', body: { versi: version, sha256: digest, alasan: reason } },
  'formasi.terbit': { ...open, two: 'always', body: { formasi: identifier, jumlah: count, sha256: digest } },
  'formasi.ubah': {
    ...open,
    two: 'always',
    body: { formasi: identifier, jumlah: count, sha256: digest, alasan: reason },
  },
  'formasi.tutup': { ...open, two: 'always', body: { formasi: identifier, alasan: reason } },

  'pengumuman.terbit': {
    ...anywhere,
    two: 'always',
    body: { nomor: identifier, jenis: identifier, versi: version, sha256: digest },
  },
  'kanal.daftar': { ...anywhere, two: 'always', body: { jenis: identifier, sha256: digest } },
  'kanal.lepas': { ...anywhere, two: 'always', body: { jenis: identifier, sha256: digest } },

  'pejabat.tunjuk': { ...anywhere, priv: true, two: 'always', body: { peran: role, sandi: official } },
  'pejabat.lepas': { ...anywhere, priv: true, two: 'always', body: { sandi: official, alasan: reason } },
  'pejabat.benturan': { ...anywhere, priv: true, two: 'never', body: { sandi: official } },
  'tugas.alih': { ...ofApplicant, two: 'sometimes', body: { dari: official, ke: official, alasan: reason } },

  'lamaran.terima': { ...ofApplicant, two: 'never', body: { formasi: identifier } },
  'lamaran.ubah': { ...ofApplicant, two: 'never', body: { formasi: identifier } },
  'lamaran.tarik': { ...ofStage, two: 'never', body: { tahap: identifier } },
  'berkas.minta': { ...ofApplicant, two: 'never', body: { alasan: reasons, sampai: date } },
  'berkas.putus': {
    ...ofApplicant,
    two: { key: 'hasil', values: ['tms'] },
    body: { hasil: oneOf('ms', 'tms'), alasan: reasons, aturan: index },
  },
  'pesan.kirim': { ...anywhere, two: 'never', body: { kode: reason, jumlah: count, akar: root } },

  'undi.umum': {
    ...anywhere,
    two: 'never',
    body: {
      undi: identifier,
      mode: oneOf('terbuka', 'tersegel'),
      tujuan: identifier,
      kolam: digest,
      ukuran: count,
      k: count,
      penyumbang: { kind: 'list', of: person },
      batas_komit: minute,
      batas_buka: minute,
      suar: identifier,
      ronde: count,
      'dahulu?': identifier,
    },
  },
  'undi.komit': { ...anywhere, two: 'never', body: { undi: identifier, j: count, komit: digest } },
  'undi.tutup': { ...anywhere, two: 'never', body: { undi: identifier } },
  'undi.buka': { ...anywhere, two: 'never', body: { undi: identifier, j: count, r: digest } },
  'undi.hasil': {
    ...anywhere,
    two: 'never',
    body: {
      undi: identifier,
      'suar?': digest,
      hasil: {
        kind: 'either',
        of: [digest, { kind: 'list', of: { kind: 'either', of: [identifier, count, person] } }],
      },
    },
  },
  'undi.batal': { ...anywhere, two: 'always', body: { undi: identifier, alasan: reason } },

  'soal.bank': { ...open, two: 'always', body: { akar: root, jumlah: count, strata: points } },
  'soal.ubah': { ...open, two: 'always', body: { sha256: digest, dari: identifier, ke: identifier } },
  'ujian.server': {
    ...open,
    two: 'always',
    body: { titik: identifier, sesi: identifier, vkey, mulai: minute, akhir: minute },
  },
  'ujian.buka': { ...open, two: 'never', body: { sesi: identifier, aturan: index } },
  'ujian.kunci': { ...open, two: 'always', body: { sesi: identifier } },
  'ujian.jawab': { ...ofParticipant, two: 'never', body: { sesi: identifier } },
  'ujian.tutup': { ...open, two: 'never', body: { sesi: identifier, akar: root, jumlah: count } },
  'ujian.papan': { ...open, two: 'never', body: { sesi: identifier, n: count, sha256: digest } },

  'nilai.pilih': {
    ...ofParticipant,
    two: 'never',
    body: { tes: identifier, tahun: positive, nilai: points },
  },
  'nilai.impor': {
    ...open,
    priv: true,
    two: 'always',
    body: { tes: identifier, baris: count, jumlah: points },
  },
  'nilai.hitung': {
    ...open,
    two: 'always',
    body: { sesi: identifier, aturan: index, putaran: count, akar: root, 'alasan?': reason },
  },
  'nilai.catat': { ...ofParticipant, two: { key: 'status', values: ['dis'] }, body: score },
  'nilai.ralat': { ...ofParticipant, two: 'always', body: { ...score, alasan: reason } },

  'wawancara.komit': { ...ofParticipant, two: 'never', body: { panel: identifier, komit: digest } },
  'wawancara.buka': { ...ofParticipant, two: 'never', body: { panel: identifier, sha256: digest } },

  'data.terbit': {
    ...open,
    priv: true,
    two: 'never',
    body: {
      nama: identifier,
      baris: count,
      sha256: digest,
      rows_root: root,
      aturan: index,
      'bytes?': count,
      'skema?': digest,
      'dari?': index,
      'sampai?': index,
    },
  },
  'peringkat.terbit': {
    ...open,
    two: 'always',
    body: {
      aturan: index,
      data: index,
      'formasi?': index,
      mesin: remark,
      sha256: digest,
      'tahap?': identifier,
    },
  },
  'hasil.umum': {
    ...open,
    two: 'always',
    body: { tahap: identifier, pengumuman: { kind: 'either', of: [index, identifier] }, 'peringkat?': index },
  },
  'putusan.ralat': {
    ...ofStage,
    two: 'always',
    body: { ...decision, dari: identifier, ke: identifier, alasan: reason },
  },
  'kursi.ganti': {
    ...ofParticipant,
    two: 'always',
    body: {
      formasi: identifier,
      jenis: oneOf('tie_order', 'withdrew', 'seat_choice'),
      nilai: { kind: 'either', of: [count, identifier] },
      alasan: reason,
    },
  },

  'sanggah.terima': { ...ofObjector, two: 'never', body: decision },
  'sanggah.putus': {
    ...ofObjector,
    two: 'always',
    body: { ...decision, hasil: oneOf('kabul', 'tolak'), alasan: reasons },
  },
  'pemberkasan.terima': { ...ofStage, two: 'never', body: { formasi: identifier } },
  'pemberkasan.putus': {
    ...ofStage,
    two: 'always',
    body: { formasi: identifier, hasil: identifier, 'alasan?': reason },
  },

  'tanya.jawab': {
    ...anywhere,
    two: 'sometimes',
    body: {
      tanya: identifier,
      versi: version,
      jenis: identifier,
      sha256: digest,
      rujukan: { kind: 'list', of: digest },
    },
  },
  'tanya.gabung': { ...anywhere, two: 'never', body: { dari: identifier, ke: identifier } },
  'tanya.tunda': { ...anywhere, two: 'never', body: { tanya: identifier, alasan: reason, sampai: date } },
  'forum.moderasi': {
    ...anywhere,
    priv: true,
    two: 'sometimes',
    body: { nomor: identifier, aksi: identifier, kode: reason },
  },
  'notulen.terbit': {
    ...anywhere,
    two: 'never',
    body: { kegiatan: identifier, versi: version, sha256: digest },
  },
  'janji.catat': {
    ...anywhere,
    two: 'never',
    body: { janji: identifier, status: identifier, tenggat: date },
  },
  'laporan.terbit': {
    ...anywhere,
    two: 'never',
    body: { jenis: oneOf('hasil', 'survei', 'data'), versi: version, sha256: digest },
  },

  'catatan.akar': {
    ...anywhere,
    two: 'never',
    body: { jenis: oneOf('usul', 'akses'), tanggal: date, baris: count, akar: root },
  },
  'pribadi.musnah': {
    ...anywhere,
    two: 'sometimes',
    body: { dasar: remark, entri: { kind: 'list', of: index, ascending: true } },
  },
  'darurat.ubah': { ...anywhere, two: 'always', body: { jenis: identifier, alasan: reason } },
} as const satisfies { readonly [type: string]: EntryRule }

export type EntryType = keyof typeof REGISTER

export function isEntryType(type: unknown): type is EntryType {
  return typeof type === 'string' && Object.hasOwn(REGISTER, type)
}

export function ruleOf(type: EntryType): EntryRule {
  return REGISTER[type]
}

const BODY_KEYS: ReadonlyMap<EntryType, ShapeKeys> = new Map(
  Object.entries<EntryRule>(REGISTER).map(([type, rule]) => [
    type as EntryType,
    rule.two === 'never' ? rule.body : { ...rule.body, 'setuju?': people },
  ]),
)

/** Keys of a body: those of the register, and `setuju` where an act may have a second person. */
export function bodyKeys(type: EntryType): ShapeKeys {
  return BODY_KEYS.get(type)!
}

/** Whether this very act needs a second person. */
export function needsSecondPerson(type: EntryType, body: { readonly [key: string]: unknown }): boolean {
  const two = ruleOf(type).two
  if (typeof two === 'string') return two === 'always'
  const value = body[two.key]
  return typeof value === 'string' && two.values.includes(value)
}
