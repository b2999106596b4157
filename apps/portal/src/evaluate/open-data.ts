// The report as open data: small CSV files in canonical form (UTF-8, LF, rows sorted by the first column), named in
// Indonesian as participation.md 5.12 says. Rows of people are the files of the publication; no second copy here.
import { compareBytes } from '@terang/rules/csv.ts'
import type { ReportData } from './report.ts'

type Cell = string | number | null

export const openFiles = [
  'funnel.csv',
  'alasan_tms.csv',
  'persaingan.csv',
  'durasi.csv',
  'tahap.csv',
] as const
export type OpenFile = (typeof openFiles)[number]
export const isOpenFile = (name: string): name is OpenFile => (openFiles as readonly string[]).includes(name)

export function writeOpenFile(name: OpenFile, data: ReportData): string {
  switch (name) {
    case 'funnel.csv':
      return csv(
        [
          'formasi',
          'tempat',
          'melamar',
          'memenuhi_syarat',
          'hadir_skd',
          'lewat_ambang',
          'peserta_skb',
          'hadir_skb',
          'terisi',
        ],
        data.formations.map((one) => [
          one.id,
          one.seats,
          one.submitted,
          one.eligible,
          one.present,
          one.metGrades,
          one.shortlisted,
          one.sat,
          one.filled,
        ]),
      )
    case 'alasan_tms.csv':
      return csv(
        ['alasan', 'kelompok', 'jumlah'],
        data.reasons.map((one) => [one.id, one.group, one.count]),
      )
    case 'persaingan.csv':
      return csv(
        [
          'formasi',
          'tempat',
          'melamar',
          'nilai_batas_skd',
          'nilai_tengah_skd_x10',
          'nilai_batas_akhir_milli',
          'terisi',
          'pindahan',
          'kosong',
          'menunggu',
        ],
        data.formations.map((one) => [
          one.id,
          one.seats,
          one.submitted,
          one.skdCutOff,
          one.skdMedianTenths,
          one.finalCutOffMilli,
          one.filled,
          one.moved,
          one.empty,
          one.reserved,
        ]),
      )
    case 'durasi.csv':
      return csv(
        ['langkah', 'jumlah', 'nilai_tengah_menit', 'persentil_90_menit', 'tepat_waktu'],
        data.durations.map((one) => [
          stepNames[one.step],
          one.count,
          one.medianMinutes,
          one.p90Minutes,
          one.inTime,
        ]),
      )
    case 'tahap.csv':
      return csv(
        ['tahap', 'diumumkan', 'catatan', 'hari_sejak_pendaftaran_ditutup'],
        data.stages.map((one) => [one.id, one.at, one.index, one.daysSinceClose]),
      )
  }
}

const stepNames = {
  screening: 'pemeriksaan_berkas',
  objection: 'jawaban_sanggah',
  question: 'jawaban_pertanyaan',
} as const

function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = rows.map((row) => row.map(cell).join(',')).toSorted(compareBytes)
  return `${[header.join(','), ...lines].join('\n')}\n`
}

function cell(value: Cell): string {
  const text = value === null ? '' : String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
