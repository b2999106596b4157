// May this round be published? Every failure is one sentence with the page where it is mended (participation.md 1.2,
// committee.md 3.4). There is no way around it. In a demo, unconfirmed numbers and absent officers are marked only.
import { unconfirmedNumbers, type RuleSet } from '@terang/rules/rule-set.ts'
import type { Role } from '../accounts/policy.ts'
import type { PublishedDocument } from './published.ts'
import type { ImportedFormation } from './formation-import.ts'
import { checkSchedule, type ScheduleDays } from './schedule.ts'

export interface ControlTotals {
  readonly rows: number
  readonly seats: number
}
export interface AnnouncementDraft {
  readonly number: string
  readonly title: string
  readonly text: string
}
export interface GateInput {
  readonly demo: boolean
  readonly ruleSet: RuleSet
  readonly confirmedKeys: ReadonlySet<string>
  readonly formations: readonly ImportedFormation[]
  readonly control: ControlTotals | undefined
  readonly documents: readonly PublishedDocument[]
  readonly schedule: ScheduleDays
  readonly announcement: AnnouncementDraft | undefined
  readonly contact: { readonly email: string; readonly phone: string }
  /** How many hold each role now. */
  readonly officers: Readonly<Partial<Record<Role, number>>>
  readonly isHoliday: (date: string) => boolean
}
export interface GateProblem {
  readonly code: string
  readonly text: string
  /** Page of the round where it is mended: formasi, dokumen, jadwal, pengumuman, angka, pejabat. */
  readonly page: 'formasi' | 'dokumen' | 'jadwal' | 'pengumuman' | 'angka' | 'pejabat' | 'aturan'
  /** False: shown beside the proposal, stops nothing. */
  readonly blocks: boolean
}

/** committee.md 1.1: who must be there before a round opens. The deputy is a second chair. */
const officersNeeded: readonly { role: Role; count: number; name: string }[] = [
  { role: 'ketua', count: 2, name: 'ketua dan wakilnya' },
  { role: 'pemeriksa', count: 3, name: 'pemeriksa' },
  { role: 'pemeriksasenior', count: 2, name: 'pemeriksa senior' },
  { role: 'panelsanggah', count: 3, name: 'panel sanggah' },
  { role: 'petugasnilai', count: 2, name: 'petugas nilai' },
  { role: 'auditor', count: 1, name: 'auditor' },
]
const longestTitle = 90
const longestSentence = 30

export function checkGate(input: GateInput): GateProblem[] {
  const problems: GateProblem[] = []
  const add = (code: string, page: GateProblem['page'], text: string, blocks = true) =>
    problems.push({ code, page, text, blocks })
  const { ruleSet, formations } = input

  const { skd, skb } = ruleSet.integration.weights
  const wanted = ruleSet.skb.weightsMustSumTo.value
  if (skd.value + skb.value !== wanted)
    add(
      'weights',
      'aturan',
      `Bobot SKD dan SKB berjumlah ${skd.value + skb.value} per seribu. Jumlahnya harus ${wanted}.`,
    )

  if (formations.length === 0)
    add('noFormations', 'formasi', 'Belum ada formasi. Impor penetapan kebutuhan dulu.')
  const seats = formations.reduce((sum, one) => sum + one.seats, 0)
  if (input.control === undefined) {
    if (formations.length > 0)
      add(
        'noControl',
        'formasi',
        'Ketik jumlah baris dan kursi dari surat penetapan, supaya dapat dicocokkan.',
      )
  } else if (input.control.rows !== formations.length || input.control.seats !== seats) {
    add(
      'control',
      'formasi',
      `Surat penetapan: ${input.control.rows} formasi, ${input.control.seats} kursi. Berkas: ${formations.length} formasi, ${seats} kursi.`,
    )
  }
  for (const one of formations) {
    if (one.level === '' || one.programmes.length === 0)
      add('noProgramme', 'formasi', `Formasi ${one.formationId} belum punya jenjang dan program studi.`)
  }
  const uncoded = formations.filter((one) =>
    one.programmes.some((programme) => programme.code === undefined),
  ).length
  if (uncoded > 0)
    add(
      'uncoded',
      'formasi',
      `${uncoded} formasi menyebut program studi dengan nama saja, tanpa kode.`,
      false,
    )

  for (const rule of ruleSet.documents) {
    if (!rule.required) continue
    const document = input.documents.find((one) => one.id === rule.id)
    if (document === undefined)
      add(
        'documentMissing',
        'dokumen',
        `${rule.labelId} wajib menurut aturan, tetapi belum ada di daftar dokumen.`,
      )
  }
  for (const document of input.documents) {
    if (document.invalidIf.length === 0)
      add('invalidIf', 'dokumen', `Tulis kapan ${document.label} tidak diterima.`)
  }

  for (const problem of checkSchedule(input.schedule, ruleSet, input.isHoliday))
    add(`schedule.${problem.code}`, 'jadwal', problem.text, !problem.warning)

  const text = input.announcement
  if (text === undefined || text.title.trim() === '' || text.text.trim() === '')
    add('announcement', 'pengumuman', 'Tulis judul dan isi pengumuman.')
  else {
    if (!/^[A-Za-z0-9._-]{1,40}$/.test(text.number))
      add(
        'number',
        'pengumuman',
        'Isi nomor pengumuman dengan huruf, angka, titik, atau tanda hubung, paling banyak 40.',
      )
    if (!/tidak dipungut biaya/i.test(text.text))
      add('noFee', 'pengumuman', 'Tulis bahwa seleksi ini tidak dipungut biaya.')
    if (Array.from(text.title).length > longestTitle)
      add(
        'longTitle',
        'pengumuman',
        `Judul ${Array.from(text.title).length} huruf. Paling banyak ${longestTitle}, supaya muat di gambar tautan.`,
      )
    for (const sentence of text.text.split(/[.!?]+\s/)) {
      const words = sentence.trim().split(/\s+/).length
      if (words > longestSentence)
        add(
          'longSentence',
          'pengumuman',
          `Satu kalimat berisi ${words} kata: "${sentence.trim().slice(0, 60)}…". Pecah menjadi kalimat pendek.`,
        )
    }
  }
  if (input.contact.email === '' || input.contact.phone === '')
    add('contact', 'pengumuman', 'Isi email dan telepon panitia di berkas instansi.')

  for (const number of unconfirmedNumbers(ruleSet)) {
    if (input.confirmedKeys.has(number.path)) continue
    add(
      'unconfirmedNumber',
      'angka',
      `Angka ${number.path} belum dipastikan dengan dokumen. Pastikan dulu dengan dua petugas.`,
      !input.demo,
    )
  }
  for (const needed of officersNeeded) {
    const there = input.officers[needed.role] ?? 0
    if (there < needed.count)
      add(
        'officers',
        'pejabat',
        `Baru ${there} orang sebagai ${needed.name}. Perlu ${needed.count}.`,
        !input.demo,
      )
  }
  return problems
}
