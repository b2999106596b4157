/**
 * What a granted objection re-opens (regulation.md, section 11; states.md 3.3). At the administrative
 * stage: the outcome of that person. After the final result: scores or a status, then the whole
 * formation and everything that overflowed from it. Nobody who was shortlisted is removed; who now
 * reaches the list has to sit the SKB first.
 */
import { fillingGroup } from './filling.ts'
import { gradeSet, meetsGrades } from './passing.ts'
import type { Formation, Participant, ResultRow } from './public-data.ts'
import { rank } from './rank.ts'
import type { RuleSet } from './rule-set.ts'

export type Correction = { participant: string } & (
  | { kind: 'screening'; screening: 'ms' | 'tms' }
  | { kind: 'skdScores'; twk: number; tiu: number; tkp: number }
  | { kind: 'skdStatus'; status: 'th' | 'dis' }
  | { kind: 'skbScore'; skbMilli: number }
  | { kind: 'skbStatus'; status: 'th' | 'dis' | 'aps' | 'tms1' }
)

export interface Reopening {
  /** Results to be announced again, in their order. */
  stages: ('adminResult' | 'skdResult' | 'finalResult')[]
  /** The own formations, and those that filling joins with them. */
  formations: string[]
  approvedBy: 'agencyCommittee' | 'panselnas' | null
  /** Calendar days after the objection window; null: the rule set knows no objection there. */
  reannounceWithinDays: number | null
  /** Tests that somebody has to sit before the result can be computed. */
  needs: { participant: string; test: 'skd' | 'skb' }[]
  /** Took the SKB, but no longer meets the passing grades. */
  outOfSkb: string[]
}

export interface Corrected {
  /** Everybody of the round, rows that did not change being the same objects. */
  participants: Participant[]
  reopening: Reopening
}

/** `results`: as published before, to know how far the round is. */
export function applyCorrections(
  ruleSet: RuleSet,
  formations: readonly Formation[],
  participants: readonly Participant[],
  results: readonly ResultRow[],
  corrections: readonly Correction[],
  /** People about whom a decision was added or taken back. */
  decided: ReadonlySet<string> = new Set(),
): Corrected {
  const byPerson = Map.groupBy(corrections, (correction) => correction.participant)
  const byId = new Map(formations.map((formation) => [formation.formationId, formation]))
  const ranked = results.length > 0
  const final = results.some((row) => row.finalCode !== null)
  const needs: Reopening['needs'] = []
  const outOfSkb: string[] = []
  const own = new Set<string>()
  const corrected = participants.map((row) => {
    const acts = byPerson.get(row.participant)
    if (acts !== undefined || decided.has(row.participant)) own.add(row.formationId)
    if (acts === undefined) return row
    let fresh = row
    for (const act of acts) fresh = afterAct(fresh, act)
    if (fresh.screening === 'ms' && fresh.skdStatus === null && ranked) {
      needs.push({ participant: fresh.participant, test: 'skd' })
    }
    if (fresh.skbStatus !== null && !passes(ruleSet, byId.get(fresh.formationId), fresh)) {
      outOfSkb.push(fresh.participant)
      fresh = { ...fresh, skbStatus: null, skbMilli: null }
    }
    return fresh
  })
  if (final) needs.push(...reachedList(ruleSet, formations, corrected, own))

  const groups = new Set(formations.filter((formation) => own.has(formation.formationId)).map(fillingGroup))
  const reached = formations.filter((formation) =>
    final ? groups.has(fillingGroup(formation)) : own.has(formation.formationId),
  )
  const stages = stagesOf(corrections, ranked, final, decided.size > 0)
  const rule = ruleSet.objections.find((candidate) => candidate.stage === stages.at(-1))
  return {
    participants: corrected,
    reopening: {
      stages,
      formations: reached.map((formation) => formation.formationId),
      approvedBy: rule?.approvedBy ?? null,
      reannounceWithinDays: rule?.reannounceWithinDaysAfterWindow.value ?? null,
      needs,
      outOfSkb,
    },
  }
}

function afterAct(row: Participant, act: Correction): Participant {
  const noSkb = { skbStatus: null, skbMilli: null }
  const noSkd = { twk: null, tiu: null, tkp: null, ...noSkb }
  switch (act.kind) {
    case 'screening':
      return act.screening === 'tms'
        ? { ...row, screening: 'tms', skdStatus: null, ...noSkd }
        : { ...row, screening: 'ms' }
    case 'skdScores':
      return { ...row, skdStatus: 'h', twk: act.twk, tiu: act.tiu, tkp: act.tkp }
    case 'skdStatus':
      return { ...row, skdStatus: act.status, ...noSkd }
    case 'skbScore':
      return { ...row, skbStatus: 'h', skbMilli: act.skbMilli }
    case 'skbStatus':
      return { ...row, skbStatus: act.status, skbMilli: null }
  }
}

function passes(ruleSet: RuleSet, formation: Formation | undefined, row: Participant): boolean {
  const set = formation === undefined ? null : gradeSet(ruleSet, formation.grades)
  const { twk, tiu, tkp } = row
  return set !== null && twk !== null && tiu !== null && tkp !== null && meetsGrades(set, { twk, tiu, tkp })
}

/** Who is on the list of the corrected scores, but has not sat the SKB. */
function reachedList(
  ruleSet: RuleSet,
  formations: readonly Formation[],
  participants: readonly Participant[],
  own: ReadonlySet<string>,
): Reopening['needs'] {
  const some = formations.filter((formation) => own.has(formation.formationId))
  const members = participants.filter(
    (row) => own.has(row.formationId) && (row.screening === 'tms' || row.skdStatus !== null),
  )
  const before = members.map((row) => ({ ...row, skbStatus: null, skbMilli: null }))
  const listed = new Set(
    rank(ruleSet, some, before).results.flatMap((row) => (row.skdCode === 'pl' ? row.participant : [])),
  )
  return members
    .filter((row) => row.skbStatus === null && listed.has(row.participant))
    .map((row) => ({ participant: row.participant, test: 'skb' as const }))
}

function stagesOf(
  corrections: readonly Correction[],
  ranked: boolean,
  final: boolean,
  decided: boolean,
): Reopening['stages'] {
  const kinds = new Set(corrections.map((correction) => correction.kind))
  const skd = kinds.has('skdScores') || kinds.has('skdStatus')
  const skb = kinds.has('skbScore') || kinds.has('skbStatus')
  const stages: Reopening['stages'] = []
  if (kinds.has('screening')) stages.push('adminResult')
  if (ranked && (skd || kinds.has('screening'))) stages.push('skdResult')
  if (final && (decided || skd || skb || kinds.has('screening'))) stages.push('finalResult')
  return stages
}
