// What the readers of documents find: about one application in six is not eligible, each for reasons of the rule
// set and with a note that says what was seen, in which document. A reason that rests on a fact (age, grade,
// programme) is planned before the person is made, so that the person's data bears it out.

import type { ImportedFormation } from '../publish/formation-import.ts'
import { writtenDate } from './calendar.ts'
import type { DemoFlaw, DemoPerson } from './people.ts'
import { stream } from './random.ts'
import type { Stream } from './random.ts'

export type DemoReason = { reasonId: string; documentId?: string; note: string }

export type DemoVerdict = {
  outcome: 'eligible' | 'ineligible'
  reasons: DemoReason[]
  /** Numbers of two different readers among `READERS`. */
  firstReader: number
  secondReader: number
  /** Where the first two differed, a third one decided. */
  thirdReader?: number
}

export type PlannedVerdict = { reasonIds: readonly string[]; flaw: DemoFlaw }

export const READERS = 23
const INELIGIBLE_PER_MILLE = 170
const SECOND_REASON_PER_MILLE = 140
const DIFFERED_PER_MILLE = 60

type Finding = {
  reasonId: string
  weight: number
  documentId?: string
  flaw?: DemoFlaw
  fits?: (formation: ImportedFormation) => boolean
  notes: readonly ((facts: Facts) => string)[]
}

type Facts = {
  person: DemoPerson
  formation: ImportedFormation
  closes: string
  maxAge: number
  chance: Stream
}

const isHealth = (formation: ImportedFormation) => formation.unitPath[0] === 'Dinas Kesehatan'

const FINDINGS: readonly Finding[] = [
  {
    reasonId: 'letter_not_as_prescribed',
    weight: 16,
    documentId: 'applicationLetter',
    notes: [
      () =>
        'Surat lamaran ditujukan kepada kepala dinas. Pengumuman meminta surat kepada Wali Kota Pontianak.',
      ({ formation }) => `Surat lamaran tidak menyebut jabatan ${formation.positionTitle}.`,
      () => 'Surat lamaran tidak ditandatangani.',
      () => 'Surat lamaran memakai susunan tahun lalu, bukan contoh pada lampiran pengumuman.',
    ],
  },
  {
    reasonId: 'statement_not_as_prescribed',
    weight: 14,
    documentId: 'statement',
    notes: [
      () => 'Surat pernyataan hanya memuat empat butir. Contoh pada lampiran memuat lima butir.',
      () => 'Surat pernyataan belum ditandatangani.',
      () => 'Halaman kedua surat pernyataan tidak ada.',
    ],
  },
  {
    reasonId: 'stamp_missing',
    weight: 11,
    documentId: 'applicationLetter',
    notes: [
      () => 'Surat lamaran ditandatangani tanpa meterai.',
      () => 'Tempat meterai pada surat lamaran kosong.',
    ],
  },
  {
    reasonId: 'stamp_invalid_or_reused',
    weight: 6,
    documentId: 'statement',
    notes: [
      () => 'Nomor seri meterai pada surat pernyataan sama dengan nomor pada surat lamaran.',
      () => 'Meterai pada surat pernyataan tampak sebagai salinan gambar, tanpa nomor seri.',
    ],
  },
  {
    reasonId: 'signature_covers_estamp',
    weight: 5,
    documentId: 'statement',
    notes: [() => 'Tanda tangan menutupi kode pada meterai elektronik, sehingga kodenya tidak terbaca.'],
  },
  {
    reasonId: 'document_wrong_slot',
    weight: 9,
    documentId: 'diploma',
    notes: [
      () => 'Tempat ijazah berisi transkrip nilai. Ijazah tidak ditemukan di tempat lain.',
      () => 'Tempat ijazah berisi sertifikat pelatihan, bukan ijazah.',
    ],
  },
  {
    reasonId: 'document_missing',
    weight: 5,
    documentId: 'supporting',
    notes: [() => 'Berkas pendukung hanya berisi halaman kosong.'],
  },
  {
    reasonId: 'document_unreadable',
    weight: 7,
    documentId: 'transcript',
    notes: [
      () => 'Pindaian transkrip buram: nama mata kuliah dan nilainya tidak terbaca.',
      () => 'Bagian kanan transkrip terpotong, sehingga IPK tidak terlihat.',
    ],
  },
  {
    reasonId: 'transcript_missing_or_incomplete',
    weight: 8,
    documentId: 'transcript',
    fits: (formation) => formation.level !== 'SLTA',
    notes: [
      () => 'Transkrip hanya memuat semester 1 sampai 6.',
      () => 'Halaman terakhir transkrip, tempat IPK dan tanda tangan, tidak ada.',
    ],
  },
  {
    reasonId: 'education_mismatch',
    weight: 13,
    documentId: 'diploma',
    flaw: 'other-programme',
    fits: (formation) => formation.level !== 'SLTA',
    notes: [
      ({ person, formation }) =>
        `Ijazah menyebut ${person.education.programme}. Lowongan ini meminta ${formation.programmes.map((one) => one.name).join(' atau ')}.`,
    ],
  },
  {
    reasonId: 'education_mismatch',
    weight: 3,
    documentId: 'diploma',
    flaw: 'other-level',
    fits: (formation) => formation.level !== 'SLTA',
    notes: [
      ({ person, formation }) =>
        `Ijazah berjenjang ${person.education.level}. Lowongan ini meminta ${formation.level.replace('/', ' atau ')}.`,
    ],
  },
  {
    reasonId: 'diploma_not_original',
    weight: 7,
    documentId: 'diploma',
    notes: [() => 'Yang diunggah surat keterangan lulus. Pengumuman meminta ijazah asli.'],
  },
  {
    reasonId: 'accreditation_insufficient',
    weight: 4,
    documentId: 'supporting',
    fits: (formation) => formation.level !== 'SLTA',
    notes: [() => 'Bukti akreditasi berlaku sesudah tanggal ijazah, jadi belum berlaku saat Anda lulus.'],
  },
  {
    reasonId: 'gpa_below_minimum',
    weight: 7,
    documentId: 'transcript',
    flaw: 'low-grade',
    fits: (formation) => formation.minGpaX100 !== undefined,
    notes: [
      ({ person, formation }) =>
        `IPK pada transkrip ${grade(person.education.gradeX100)}. Paling rendah ${grade(formation.minGpaX100 ?? 0)} untuk lowongan ini.`,
    ],
  },
  {
    reasonId: 'age_out_of_range',
    weight: 4,
    documentId: 'idCard',
    flaw: 'too-old',
    notes: [
      ({ person, closes, maxAge }) =>
        `Lahir ${writtenDate(person.birthDate)} menurut KTP. Pada ${writtenDate(closes)} umurnya sudah melewati ${maxAge} tahun tepat.`,
    ],
  },
  {
    reasonId: 'identity_mismatch',
    weight: 4,
    documentId: 'diploma',
    notes: [
      () => 'Nama pada ijazah berbeda dua huruf dari KTP, tanpa surat keterangan perbaikan.',
      () => 'Tanggal lahir pada ijazah berbeda dari KTP, tanpa surat keterangan perbaikan.',
    ],
  },
  {
    reasonId: 'photo_not_as_prescribed',
    weight: 4,
    documentId: 'photo',
    notes: [
      () => 'Latar pas foto biru. Pengumuman meminta latar merah.',
      () => 'Wajah pada swafoto tertutup masker.',
    ],
  },
  {
    reasonId: 'str_missing_or_expired',
    weight: 22,
    documentId: 'supporting',
    fits: isHealth,
    notes: [
      ({ closes }) => `Surat tanda registrasi (STR) sudah tidak berlaku pada ${writtenDate(closes)}.`,
      () => 'Yang diunggah bukti pengurusan STR, bukan STR.',
    ],
  },
  {
    reasonId: 'disability_proof_missing',
    weight: 60,
    documentId: 'supporting',
    fits: (formation) => formation.formationType === 'disability',
    notes: [() => 'Surat keterangan dokter ada, tetapi video kegiatan sehari-hari belum disertakan.'],
  },
  {
    reasonId: 'signatory_not_authorised',
    weight: 2,
    documentId: 'supporting',
    notes: [
      () =>
        'Surat keterangan ditandatangani dosen wali. Pengumuman meminta tanda tangan dekan atau direktur.',
    ],
  },
  {
    reasonId: 'serving_official',
    weight: 1,
    documentId: 'statement',
    notes: [() => 'Pelamar tercatat sebagai CPNS di instansi lain sejak tahun lalu.'],
  },
]

/** Decided before the person exists; `allowed` are the reasons of the rule set in force. */
export function planVerdict(
  seed: string,
  number: number,
  formation: ImportedFormation,
  allowed: ReadonlySet<string>,
): PlannedVerdict {
  const chance = stream(seed, 'verdict', number)
  if (!chance.chance(INELIGIBLE_PER_MILLE)) return { reasonIds: [], flaw: 'none' }
  const fitting = FINDINGS.filter((one) => allowed.has(one.reasonId) && (one.fits?.(formation) ?? true))
  const first = chance.weighted(fitting.map((one) => [one, one.weight] as const))
  const reasonIds = [first.reasonId]
  if (chance.chance(SECOND_REASON_PER_MILLE)) {
    const second = chance.pick(
      fitting.filter(
        (one) => !one.flaw && one.reasonId !== first.reasonId && one.documentId !== first.documentId,
      ),
    )
    reasonIds.push(second.reasonId)
  }
  return { reasonIds, flaw: first.flaw ?? 'none' }
}

export function demoVerdict(
  seed: string,
  number: number,
  plan: PlannedVerdict,
  facts: Omit<Facts, 'chance'>,
): DemoVerdict {
  const chance = stream(seed, 'reading', number)
  const reasons = plan.reasonIds.map((reasonId, at): DemoReason => {
    const finding =
      FINDINGS.find((one) => one.reasonId === reasonId && (at > 0 || (one.flaw ?? 'none') === plan.flaw)) ??
      FINDINGS.find((one) => one.reasonId === reasonId)
    if (!finding) throw new Error(`no finding for ${reasonId}`)
    return {
      reasonId,
      documentId: finding.documentId,
      note: chance.pick(finding.notes)({ ...facts, chance }),
    }
  })
  const [firstReader = 1, secondReader = 2, thirdReader = 3] = chance.shuffle(
    Array.from({ length: READERS }, (_, index) => index + 1),
  )
  return {
    outcome: reasons.length === 0 ? 'eligible' : 'ineligible',
    reasons,
    firstReader,
    secondReader,
    ...(chance.chance(DIFFERED_PER_MILLE) ? { thirdReader } : {}),
  }
}

function grade(x100: number): string {
  return `${Math.floor(x100 / 100)},${String(x100 % 100).padStart(2, '0')}`
}
