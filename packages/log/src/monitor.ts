// The rules of the log that follow from its entries alone, each with a name, a sentence for people and a function.
// The monitor reports; it changes nothing. What needs cosignature times, the schedule or the data sets is checked
// by whoever has those.

import type { Entry } from './entry.ts'
import type { EntryType } from './register.ts'
import { needsSecondPerson } from './register.ts'

export type LoggedEntry = { readonly index: number; readonly entry: Entry }

/** What a rule may know besides the entries. */
export type MonitorContext = {
  /** Codes of the published catalogue; without it the rule on reasons checks nothing. */
  readonly reasonCodes?: ReadonlySet<string>
}

export type Violation = {
  readonly rule: string
  /** Index of the entry at fault, or of the one that lacks its counterpart. */
  readonly index: number
  /** Sentence in Indonesian. */
  readonly text: string
}

export type MonitorRule = {
  readonly name: string
  /** What must hold, in one sentence for people. */
  readonly sentence: string
  readonly check: (entries: readonly LoggedEntry[], context: MonitorContext) => Omit<Violation, 'rule'>[]
}

type Finding = Omit<Violation, 'rule'>

function textOf(entry: Entry, key: string): string | undefined {
  const value = entry.body[key]
  return typeof value === 'string' ? value : undefined
}

function listOf(entry: Entry, key: string): readonly unknown[] {
  const value = entry.body[key]
  return Array.isArray(value) ? value : []
}

function numberOf(entry: Entry, key: string): number | undefined {
  const value = entry.body[key]
  return typeof value === 'number' ? value : undefined
}

function byIndex(entries: readonly LoggedEntry[]): Map<number, Entry> {
  return new Map(entries.map(({ index, entry }) => [index, entry]))
}

/** Runs a rule that looks at one entry at a time. */
function each(
  judge: (logged: LoggedEntry, context: MonitorContext) => string | undefined,
): MonitorRule['check'] {
  return (entries, context) =>
    entries.flatMap((logged) => {
      const text = judge(logged, context)
      return text === undefined ? [] : [{ index: logged.index, text }]
    })
}

const uniqueId: MonitorRule = {
  name: 'penanda-tunggal',
  sentence: 'Setiap catatan memiliki penanda sendiri.',
  check: (entries) => {
    const seen = new Map<string, number>()
    const findings: Finding[] = []
    for (const { index, entry } of entries) {
      const before = seen.get(entry.id)
      if (before === undefined) seen.set(entry.id, index)
      else findings.push({ index, text: `Penandanya sudah dipakai catatan ${before}.` })
    }
    return findings
  },
}

const openingFirst: MonitorRule = {
  name: 'pembukaan-pertama',
  sentence: 'Catatan pertama membuka log, dan hanya yang pertama.',
  check: each(({ index, entry }) => {
    if (index === 0) return entry.t === 'log.buka' ? undefined : 'Catatan pertama tidak membuka log.'
    return entry.t === 'log.buka' ? 'Log dibuka untuk kedua kali.' : undefined
  }),
}

const refsBackwards: MonitorRule = {
  name: 'rujukan-mundur',
  sentence: 'Catatan hanya merujuk catatan yang lebih dulu ada, dan tidak pernah milik orang lain.',
  check: (entries) => {
    const known = byIndex(entries)
    return entries.flatMap(({ index, entry }) =>
      (entry.refs ?? []).flatMap((ref) => {
        if (ref >= index) return [{ index, text: `Merujuk catatan ${ref} yang belum ada.` }]
        const subject = known.get(ref)?.subj
        return subject !== undefined && entry.subj !== undefined && subject !== entry.subj
          ? [{ index, text: `Merujuk catatan ${ref} milik orang lain.` }]
          : []
      }),
    )
  },
}

const secondPerson: MonitorRule = {
  name: 'orang-kedua',
  sentence: 'Tindakan yang memerlukan dua orang selalu memuat orang kedua.',
  check: each(({ entry }) =>
    needsSecondPerson(entry.t, entry.body) && listOf(entry, 'setuju').length === 0
      ? `${entry.t} tidak memuat orang kedua.`
      : undefined,
  ),
}

const notBothPersons: MonitorRule = {
  name: 'dua-orang-berbeda',
  sentence: 'Pengusul tidak menyetujui usulnya sendiri.',
  check: each(({ entry }) => {
    const name = entry.by.slice(entry.by.indexOf(':') + 1)
    const same = listOf(entry, 'setuju').some(
      (one) => typeof one === 'string' && one.slice(one.indexOf(':') + 1) === name,
    )
    return same ? `${entry.by} mengusulkan dan menyetujui tindakan yang sama.` : undefined
  }),
}

/** Types whose body names the rule set it was judged by. */
const RULED: readonly EntryType[] = [
  'berkas.putus',
  'ujian.buka',
  'nilai.hitung',
  'data.terbit',
  'peringkat.terbit',
]

const ruleSetBefore: MonitorRule = {
  name: 'aturan-lebih-dulu',
  sentence: 'Aturan terbit lebih dulu daripada tindakan yang dinilainya.',
  check: (entries) => {
    const known = byIndex(entries)
    return entries.flatMap(({ index, entry }) => {
      const cited = RULED.includes(entry.t) ? numberOf(entry, 'aturan') : undefined
      if (cited === undefined) return []
      if (cited >= index) return [{ index, text: `Aturan ${cited} terbit setelah tindakan ini.` }]
      const rule = known.get(cited)
      return rule !== undefined && rule.t !== 'aturan.terbit'
        ? [{ index, text: `Catatan ${cited} yang disebut sebagai aturan bukan aturan.` }]
        : []
    })
  },
}

const ruleSetBeforeScores: MonitorRule = {
  name: 'aturan-sebelum-nilai',
  sentence: 'Aturan peringkat terbit sebelum ujian pertama dibuka dan nilai pertama dicatat.',
  check: (entries) => {
    const first = new Map<string, number>()
    const findings: Finding[] = []
    for (const { index, entry } of entries) {
      const selection = entry.sel ?? ''
      if (entry.t === 'ujian.buka' || entry.t === 'nilai.catat') {
        if (!first.has(selection)) {
          first.set(selection, index)
          const ruleExists = entries.some((one) => one.index < index && isSelectionRule(one.entry, selection))
          if (!ruleExists)
            findings.push({ index, text: 'Belum ada aturan seleksi saat nilai atau ujian pertama dicatat.' })
        }
      } else if (entry.t === 'peringkat.terbit') {
        const rule = numberOf(entry, 'aturan')
        const start = first.get(selection)
        if (rule !== undefined && start !== undefined && rule > start) {
          findings.push({
            index,
            text: `Peringkat memakai aturan ${rule}, yang terbit setelah nilai pertama (${start}).`,
          })
        }
      }
    }
    return findings
  },
}

function isSelectionRule(entry: Entry, selection: string): boolean {
  if (entry.t !== 'aturan.terbit' || textOf(entry, 'nama') !== 'aturan-seleksi') return false
  return entry.sel === undefined || entry.sel === selection
}

const oneDecision: MonitorRule = {
  name: 'satu-keputusan',
  sentence: 'Setiap lamaran diputus paling banyak satu kali, dan tidak setelah ditarik.',
  check: (entries) => {
    const findings: Finding[] = []
    const received = new Set<string>()
    const withdrawn = new Set<string>()
    const decided = new Map<string, number>()
    for (const { index, entry } of entries) {
      const subject = entry.subj
      if (subject === undefined) continue
      if (entry.t === 'lamaran.terima') {
        received.add(subject)
        withdrawn.delete(subject)
      } else if (entry.t === 'lamaran.tarik') {
        withdrawn.add(subject)
      } else if (entry.t === 'berkas.putus') {
        const before = decided.get(subject)
        if (!received.has(subject)) findings.push({ index, text: 'Keputusan tanpa lamaran.' })
        else if (withdrawn.has(subject)) findings.push({ index, text: 'Lamaran ini sudah ditarik.' })
        if (before !== undefined)
          findings.push({ index, text: `Lamaran ini sudah diputus pada catatan ${before}.` })
        else decided.set(subject, index)
      }
    }
    return findings
  },
}

const everyDecision: MonitorRule = {
  name: 'semua-diputus',
  sentence: 'Saat hasil administrasi diumumkan, setiap lamaran sudah diputus atau ditarik.',
  check: (entries) => {
    // The first announced result of a selection closes its screening: nobody may be left without a decision.
    const findings: Finding[] = []
    const waiting = new Map<string, { index: number; selection: string }>()
    const closed = new Set<string>()
    for (const { index, entry } of entries) {
      const selection = entry.sel ?? ''
      if (entry.t === 'lamaran.terima' && entry.subj !== undefined)
        waiting.set(entry.subj, { index, selection })
      if ((entry.t === 'berkas.putus' || entry.t === 'lamaran.tarik') && entry.subj !== undefined)
        waiting.delete(entry.subj)
      if (entry.t !== 'hasil.umum' || closed.has(selection)) continue
      closed.add(selection)
      for (const one of waiting.values()) {
        if (one.selection === selection)
          findings.push({
            index: one.index,
            text: `Belum diputus saat hasil diumumkan pada catatan ${index}.`,
          })
      }
    }
    return findings
  },
}

const correctionHasReason: MonitorRule = {
  name: 'ralat-beralasan',
  sentence: 'Setiap ralat nilai memuat alasannya.',
  check: each(({ entry }) =>
    entry.t === 'nilai.ralat' && textOf(entry, 'alasan') === undefined
      ? 'Ralat nilai tanpa alasan.'
      : undefined,
  ),
}

const correctionOfSomething: MonitorRule = {
  name: 'ralat-atas-nilai',
  sentence: 'Ralat nilai hanya atas nilai yang sudah dicatat.',
  check: (entries) => {
    const scored = new Set<string>()
    const findings: Finding[] = []
    for (const { index, entry } of entries) {
      const key = `${entry.subj} ${textOf(entry, 'tes')}`
      if (entry.t === 'nilai.catat') scored.add(key)
      else if (entry.t === 'nilai.ralat' && !scored.has(key))
        findings.push({ index, text: 'Ralat atas nilai yang belum dicatat.' })
    }
    return findings
  },
}

const oneScore: MonitorRule = {
  name: 'satu-nilai',
  sentence: 'Nilai satu tes dicatat satu kali; sesudahnya hanya ralat.',
  check: (entries) => {
    const scored = new Map<string, number>()
    const findings: Finding[] = []
    for (const { index, entry } of entries) {
      if (entry.t !== 'nilai.catat') continue
      const key = `${entry.subj} ${textOf(entry, 'tes')}`
      const before = scored.get(key)
      if (before === undefined) scored.set(key, index)
      else findings.push({ index, text: `Nilai tes ini sudah dicatat pada catatan ${before}.` })
    }
    return findings
  },
}

const objectionAnswered: MonitorRule = {
  name: 'sanggah-dijawab',
  sentence: 'Setiap putusan sanggah menjawab sanggah yang ada.',
  check: (entries) => {
    const filed = new Set<string>()
    const findings: Finding[] = []
    for (const { index, entry } of entries) {
      const key = `${entry.subj} ${textOf(entry, 'tahap')} ${textOf(entry, 'formasi')}`
      if (entry.t === 'sanggah.terima') filed.add(key)
      if (entry.t !== 'sanggah.putus') continue
      if (!filed.has(key)) findings.push({ index, text: 'Putusan tanpa sanggah.' })
    }
    return findings
  },
}

/** Types whose reasons are codes of the catalogue; the reasons of log.* are free of it. */
function reasonsOf(entry: Entry): readonly unknown[] {
  if (entry.t.startsWith('log.')) return []
  const value = entry.body.alasan
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

const reasonInCatalogue: MonitorRule = {
  name: 'alasan-dari-katalog',
  sentence: 'Setiap kode alasan ada di katalog yang terbit.',
  check: each(({ entry }, { reasonCodes }) => {
    if (reasonCodes === undefined) return undefined
    const strangers = reasonsOf(entry).filter((code) => typeof code !== 'string' || !reasonCodes.has(code))
    return strangers.length === 0 ? undefined : `Tidak ada di katalog: ${strangers.join(', ')}.`
  }),
}

const refusalHasReason: MonitorRule = {
  name: 'penolakan-beralasan',
  sentence: 'Setiap keputusan tidak memenuhi syarat memuat sedikitnya satu alasan.',
  check: each(({ entry }) =>
    entry.t === 'berkas.putus' && textOf(entry, 'hasil') === 'tms' && reasonsOf(entry).length === 0
      ? 'Keputusan tidak memenuhi syarat tanpa alasan.'
      : undefined,
  ),
}

const erasureBackwards: MonitorRule = {
  name: 'musnah-menunjuk-mundur',
  sentence: 'Pemusnahan data pribadi hanya menyebut catatan yang sudah ada.',
  check: each(({ index, entry }) =>
    entry.t === 'pribadi.musnah' &&
    listOf(entry, 'entri').some((one) => typeof one !== 'number' || one >= index)
      ? 'Menyebut catatan yang belum ada.'
      : undefined,
  ),
}

export const MONITOR_RULES: readonly MonitorRule[] = [
  uniqueId,
  openingFirst,
  refsBackwards,
  secondPerson,
  notBothPersons,
  ruleSetBefore,
  ruleSetBeforeScores,
  oneDecision,
  everyDecision,
  correctionHasReason,
  correctionOfSomething,
  oneScore,
  objectionAnswered,
  reasonInCatalogue,
  refusalHasReason,
  erasureBackwards,
]

/** All violations, by rule and then in the order of the log. */
export function monitorEntries(entries: readonly LoggedEntry[], context: MonitorContext = {}): Violation[] {
  return MONITOR_RULES.flatMap((rule) =>
    rule.check(entries, context).map((found) => ({ rule: rule.name, ...found })),
  )
}

/** Departures from the normal flow, which the monitor always lists. */
export function emergencyActs(entries: readonly LoggedEntry[]): LoggedEntry[] {
  return entries.filter(({ entry }) => entry.t === 'darurat.ubah')
}
