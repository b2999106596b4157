// Rules of the monitor on the course of a round: rule sets come first, every application has one decision, scores and
// objections are recorded once and in order.

import type { Entry } from './entry.ts'
import { byIndex, each, numberOf, reasonsOf, textOf } from './monitor-rule.ts'
import type { Finding, MonitorRule } from './monitor-rule.ts'
import type { EntryType } from './register.ts'

/** Types whose body names the rule set it was judged by. */
const RULED: readonly EntryType[] = [
  'berkas.putus',
  'ujian.buka',
  'nilai.hitung',
  'data.terbit',
  'peringkat.terbit',
]

export const ruleSetBefore: MonitorRule = {
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

export const ruleSetBeforeScores: MonitorRule = {
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

export const oneDecision: MonitorRule = {
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

export const everyDecision: MonitorRule = {
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

export const correctionHasReason: MonitorRule = {
  name: 'ralat-beralasan',
  sentence: 'Setiap ralat nilai memuat alasannya.',
  check: each(({ entry }) =>
    entry.t === 'nilai.ralat' && textOf(entry, 'alasan') === undefined
      ? 'Ralat nilai tanpa alasan.'
      : undefined,
  ),
}

export const correctionOfSomething: MonitorRule = {
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

export const oneScore: MonitorRule = {
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

export const objectionAnswered: MonitorRule = {
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

export const refusalHasReason: MonitorRule = {
  name: 'penolakan-beralasan',
  sentence: 'Setiap keputusan tidak memenuhi syarat memuat sedikitnya satu alasan.',
  check: each(({ entry }) =>
    entry.t === 'berkas.putus' && textOf(entry, 'hasil') === 'tms' && reasonsOf(entry).length === 0
      ? 'Keputusan tidak memenuhi syarat tanpa alasan.'
      : undefined,
  ),
}
