// The rows of a data set against the entries they were made from: every score has its entry and the reverse, the
// eligible are as many as the decisions give, seats are those announced. Only entries before the data set count, so
// that an older publication is judged by what was known then.
import type { Entry } from '@terang/log/entry.ts'
import type { LoggedEntry } from '@terang/log/monitor-rule.ts'
import type { Decision, Formation, Participant } from '@terang/rules/public-data.ts'
import type { RuleSet } from '@terang/rules/rule-set.ts'
import { publicReason } from '@terang/rules/screening.ts'
import type { Cell, Reporter } from './report.ts'

interface Score {
  readonly index: number
  readonly formation: string
  readonly status: string
  readonly points: ReadonlyMap<string, string>
}

/** Lines of a file by key, for naming the place of a difference. */
export type LineOf = (key: string) => number

const text = (entry: Entry, key: string): string => {
  const value = entry.body[key]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function pointsOf(entry: Entry): ReadonlyMap<string, string> {
  const value = entry.body['nilai']
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map()
  return new Map(Object.entries(value).map(([part, points]) => [part, JSON.stringify(points)]))
}

/** The last recorded score of everybody in one test; a correction takes the place of what it corrects. */
function scoresOf(entries: readonly LoggedEntry[], test: string): Map<string, Score> {
  const scores = new Map<string, Score>()
  for (const { index, entry } of entries) {
    if (entry.t !== 'nilai.catat' && entry.t !== 'nilai.ralat') continue
    if (entry.subj === undefined || text(entry, 'tes') !== test) continue
    scores.set(entry.subj, {
      index,
      formation: text(entry, 'formasi'),
      status: text(entry, 'status'),
      points: pointsOf(entry),
    })
  }
  return scores
}

function withdrawnOf(entries: readonly LoggedEntry[]): Set<string> {
  return new Set(entries.flatMap(({ entry }) => (entry.t === 'lamaran.tarik' ? [entry.subj ?? ''] : [])))
}

const NOTHING = '—'
const shown = (value: string | number | null): string => (value === null ? '' : String(value))

export function checkScores(
  pub: string,
  entries: readonly LoggedEntry[],
  participants: readonly Participant[],
  lineOf: LineOf,
  report: Reporter,
): void {
  const skd = scoresOf(entries, 'skd')
  // Before the SKB is held no row has one; a publication of that stage says nothing of it.
  const held = participants.some(({ skbStatus }) => skbStatus !== null)
  const skb = held ? scoresOf(entries, 'skb') : new Map<string, Score>()
  const withdrew = withdrawnOf(entries)
  const logged = skd.size + skb.size
  const cells: Cell[] = []
  for (const row of participants) {
    const compare = (column: string, found: string, expected: string): void => {
      if (found === expected) return
      const { participant: key } = row
      cells.push({ file: 'participants.csv', line: lineOf(key), column, key, found, expected })
    }
    const first = skd.get(row.participant)
    skd.delete(row.participant)
    compare('skd_status', shown(row.skdStatus), first?.status ?? '')
    if (first !== undefined) {
      compare('formation_id', row.formationId, first.formation)
      const present = first.status === 'h'
      for (const part of ['twk', 'tiu', 'tkp'] as const)
        compare(part, shown(row[part]), present ? (first.points.get(part) ?? NOTHING) : '')
    }
    const second = skb.get(row.participant)
    skb.delete(row.participant)
    const without = row.skbStatus === 'aps' && withdrew.has(row.participant) ? 'aps' : ''
    compare('skb_status', shown(row.skbStatus), second?.status ?? without)
    if (second !== undefined) {
      compare('formation_id', row.formationId, second.formation)
      // The total is one number, whatever its part is called.
      const [total = NOTHING] = second.points.values()
      compare('skb_milli', shown(row.skbMilli), second.status === 'h' ? total : '')
    }
  }
  const [first] = cells
  const strangers = [...skd.values(), ...skb.values()].sort((a, b) => a.index - b.index)
  if (first !== undefined) {
    const { line, column } = first
    report.bad('scores', 'scores/differs', { values: { pub, count: cells.length, line, column }, cells })
  }
  if (strangers[0] !== undefined)
    report.bad('scores', 'scores/no-row', {
      values: { pub, count: strangers.length, index: strangers[0].index },
    })
  if (first === undefined && strangers.length === 0)
    report.good('scores', 'scores/equal', { values: { pub, rows: participants.length, entries: logged } })
}

interface Count {
  eligible: number
  /** Eligible applications that were withdrawn later: they may or may not have a row. */
  withdrawn: number
}

/** Stage whose objections change the outcome of screening. */
const SCREENING_STAGES = new Set(['adminResult', 'adminReview', 'adminResultAfterObjection'])

function screeningCounts(entries: readonly LoggedEntry[]): Map<string, Count> {
  const counts = new Map<string, Count>()
  const formationOf = new Map<string, string>()
  const eligible = new Set<string>()
  const count = (formation: string): Count => {
    let one = counts.get(formation)
    if (one === undefined) counts.set(formation, (one = { eligible: 0, withdrawn: 0 }))
    return one
  }
  for (const { entry } of entries) {
    const { subj } = entry
    if (subj === undefined) continue
    if (entry.t === 'lamaran.terima' || entry.t === 'lamaran.ubah')
      formationOf.set(subj, text(entry, 'formasi'))
    else if (entry.t === 'berkas.putus') {
      if (text(entry, 'hasil') !== 'ms') continue
      count(formationOf.get(subj) ?? '').eligible++
      eligible.add(subj)
    } else if (entry.t === 'lamaran.tarik') {
      if (eligible.delete(subj)) count(formationOf.get(subj) ?? '').withdrawn++
    } else if (entry.t === 'sanggah.putus' && SCREENING_STAGES.has(text(entry, 'tahap'))) {
      if (text(entry, 'hasil') === 'kabul') count(text(entry, 'formasi')).eligible++
    } else if (entry.t === 'putusan.ralat' && SCREENING_STAGES.has(text(entry, 'tahap'))) {
      const change = Number(text(entry, 'ke') === 'ms') - Number(text(entry, 'dari') === 'ms')
      count(text(entry, 'formasi')).eligible += change
    }
  }
  return counts
}

export function checkScreening(
  pub: string,
  entries: readonly LoggedEntry[],
  participants: readonly Participant[],
  report: Reporter,
): void {
  const logged = screeningCounts(entries)
  const rows = new Map<string, number>()
  for (const row of participants)
    rows.set(row.formationId, (rows.get(row.formationId) ?? 0) + Number(row.screening === 'ms'))
  const formations = [...new Set([...logged.keys(), ...rows.keys()])].sort()
  // Who withdrew before the first score under the pseudonym of that phase has no row, and nobody can tell of which
  // formation they were: so many rows, and no more, may be missing in all.
  const scored = scoresOf(entries, 'skd')
  const applied = new Set(entries.flatMap(({ entry }) => (entry.t === 'lamaran.terima' ? [entry.subj] : [])))
  let unplaced = [...withdrawnOf(entries)].filter((subj) => !applied.has(subj) && !scored.has(subj)).length
  const wrong = formations.flatMap((formation) => {
    const { eligible, withdrawn } = logged.get(formation) ?? { eligible: 0, withdrawn: 0 }
    const found = rows.get(formation) ?? 0
    const missing = Math.max(0, eligible - withdrawn - found)
    if (found <= eligible && missing <= unplaced) {
      unplaced -= missing
      return []
    }
    return [{ formation, found, expected: eligible }]
  })
  const [first] = wrong
  if (first === undefined)
    report.good('counts', 'screening/equal', { values: { pub, count: formations.length } })
  else report.bad('counts', 'screening/differs', { values: { pub, count: wrong.length, ...first } })
}

export function checkReasons(
  selection: string,
  entries: readonly LoggedEntry[],
  ruleSet: RuleSet,
  report: Reporter,
): void {
  const strange = entries.filter(({ entry }) => {
    const reasons = entry.t === 'berkas.putus' ? entry.body['alasan'] : undefined
    return Array.isArray(reasons) && reasons.some((one) => publicReason(ruleSet, String(one)) !== one)
  })
  const [first] = strange
  if (first !== undefined)
    report.bad('counts', 'screening/reasons', {
      values: { selection, count: strange.length, index: first.index },
    })
}

export function checkSeats(
  pub: string,
  entries: readonly LoggedEntry[],
  formations: readonly Formation[],
  lineOf: LineOf,
  report: Reporter,
): void {
  const announced = new Map<string, string>()
  for (const { entry } of entries) {
    if (entry.t === 'formasi.terbit' || entry.t === 'formasi.ubah')
      announced.set(text(entry, 'formasi'), text(entry, 'jumlah'))
    else if (entry.t === 'formasi.tutup') announced.delete(text(entry, 'formasi'))
  }
  const cells: Cell[] = []
  const cell = (key: string, found: string, expected: string): void => {
    if (found !== expected)
      cells.push({ file: 'formations.csv', line: lineOf(key), column: 'seats', key, found, expected })
  }
  for (const { formationId, seats } of formations) {
    cell(formationId, String(seats), announced.get(formationId) ?? NOTHING)
    announced.delete(formationId)
  }
  for (const [formation, seats] of announced) cell(formation, NOTHING, seats)
  const [first] = cells
  if (first === undefined) report.good('counts', 'seats/equal', { values: { pub, count: formations.length } })
  else
    report.bad('counts', 'seats/differs', {
      values: { pub, count: cells.length, formation: first.key },
      cells,
    })
}

function valueOf(decision: Decision): string | number | undefined {
  if (decision.kind === 'tie_order') return decision.order
  return decision.kind === 'seat_choice' ? decision.formationId : undefined
}

export function checkDecisions(
  pub: string,
  entries: readonly LoggedEntry[],
  decisions: readonly Decision[],
  report: Reporter,
): void {
  const acts = new Map(
    entries.filter(({ entry }) => entry.t === 'kursi.ganti').map(({ index, entry }) => [index, entry]),
  )
  const wrong: number[] = []
  for (const decision of decisions) {
    const act = acts.get(decision.entry)
    acts.delete(decision.entry)
    const value = valueOf(decision)
    const same =
      act?.subj === decision.participant &&
      act.body['jenis'] === decision.kind &&
      (value === undefined || act.body['nilai'] === value)
    if (!same) wrong.push(decision.entry)
  }
  wrong.push(...acts.keys())
  const [index] = wrong.sort((a, b) => a - b)
  if (index !== undefined) report.bad('counts', 'decisions/differs', { values: { pub, index } })
  else if (decisions.length > 0)
    report.good('counts', 'decisions/equal', { values: { pub, count: decisions.length } })
}
