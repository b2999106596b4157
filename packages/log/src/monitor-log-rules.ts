// Rules of the monitor that hold for entries of every kind: identity, references, second persons, reasons.

import { byIndex, each, listOf, reasonsOf } from './monitor-rule.ts'
import type { Finding, MonitorRule } from './monitor-rule.ts'
import { needsSecondPerson } from './register.ts'

export const uniqueId: MonitorRule = {
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

export const openingFirst: MonitorRule = {
  name: 'pembukaan-pertama',
  sentence: 'Catatan pertama membuka log, dan hanya yang pertama.',
  check: each(({ index, entry }) => {
    if (index === 0) return entry.t === 'log.buka' ? undefined : 'Catatan pertama tidak membuka log.'
    return entry.t === 'log.buka' ? 'Log dibuka untuk kedua kali.' : undefined
  }),
}

export const refsBackwards: MonitorRule = {
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

export const secondPerson: MonitorRule = {
  name: 'orang-kedua',
  sentence: 'Tindakan yang memerlukan dua orang selalu memuat orang kedua.',
  check: each(({ entry }) =>
    needsSecondPerson(entry.t, entry.body) && listOf(entry, 'setuju').length === 0
      ? `${entry.t} tidak memuat orang kedua.`
      : undefined,
  ),
}

export const notBothPersons: MonitorRule = {
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

export const reasonInCatalogue: MonitorRule = {
  name: 'alasan-dari-katalog',
  sentence: 'Setiap kode alasan ada di katalog yang terbit.',
  check: each(({ entry }, { reasonCodes }) => {
    if (reasonCodes === undefined) return undefined
    const strangers = reasonsOf(entry).filter((code) => typeof code !== 'string' || !reasonCodes.has(code))
    return strangers.length === 0 ? undefined : `Tidak ada di katalog: ${strangers.join(', ')}.`
  }),
}

export const erasureBackwards: MonitorRule = {
  name: 'musnah-menunjuk-mundur',
  sentence: 'Pemusnahan data pribadi hanya menyebut catatan yang sudah ada.',
  check: each(({ index, entry }) =>
    entry.t === 'pribadi.musnah' &&
    listOf(entry, 'entri').some((one) => typeof one !== 'number' || one >= index)
      ? 'Menyebut catatan yang belum ada.'
      : undefined,
  ),
}
