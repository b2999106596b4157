/**
 * The facts a person needs about one row of a PPPK result: the parts and their maximum, added points
 * and what of them did not count, the group that comes before the score, the cut-off, what decided,
 * and the smallest gain where a score alone could have changed it. Facts, not sentences.
 */
import type { PppkFormation, PppkParticipant, PppkResultRow } from './pppk-data.ts'
import { pppkKeys, pppkOrder, pppkPrintedCode, totalOf } from './pppk-rank.ts'
import type { PppkRanking } from './pppk-rank.ts'
import { PPPK_PARTS } from './pppk-rule-set.ts'
import type { PppkRuleSet } from './pppk-rule-set.ts'
import { pppkTest } from './pppk-scoring.ts'
import type { PppkPart, PppkTotal } from './pppk-scoring.ts'
import { compareBy } from './ranking.ts'

export interface PppkExplanation {
  participant: string
  formationId: string
  outcome: { code: string | null; printed: string | null }
  decidedBy: PppkResultRow['decidedBy']
  seatFormationId: string | null
  group: { code: string; labelId: string; rank: number; phase: string; source: string; confirmed: boolean }
  test: { id: string; maxTotal: number; source: string; confirmed: boolean }
  parts: { part: PppkPart; value: number; max: number }[]
  total: PppkTotal | null
  rank: number | null
  ranked: number
  seats: number
  /** The last with a seat of the own formation, or the tie that stands there: never named. */
  cutOff: { phase: string; group: string; totalMilli: number } | null
  /** Thousandths to the cut-off; null where phase or group stand between. */
  distanceMilli: number | null
  /** Points in one part that alone would have sufficed, others unchanged; each is an "or". */
  gains: { part: PppkPart; by: number }[]
  tie: { others: number; seats: number; step: number | null } | null
  filling: { to: string; step: number; code: string; source: string; confirmed: boolean } | null
  /** Paths of unconfirmed numbers this outcome rests on. */
  unconfirmed: string[]
}

/** Null: nobody is called so. */
export function explainPppk(
  ruleSet: PppkRuleSet,
  formations: readonly PppkFormation[],
  participants: readonly PppkParticipant[],
  ranking: PppkRanking,
  participant: string,
): PppkExplanation | null {
  const row = participants.find((candidate) => candidate.participant === participant)
  const result = ranking.results.find((candidate) => candidate.participant === participant)
  const formation = formations.find((candidate) => candidate.formationId === row?.formationId)
  const group = ruleSet.applicantGroups.find((candidate) => candidate.code === row?.applicantGroup)
  const test = pppkTest(ruleSet, formation?.test ?? '')
  if (!row || !result || !formation || !group || !test) return null

  const total = totalOf(ruleSet, formation, row)
  const field = ranking.results.filter((other) => other.formationId === row.formationId)
  const last = lastSeated(participants, field, ranking, row.formationId)
  const lastTotal = last === undefined ? null : totalOf(ruleSet, formation, last)
  const cutOff =
    last === undefined || lastTotal === null
      ? null
      : { phase: last.phase, group: last.applicantGroup, totalMilli: lastTotal.totalMilli }
  const sameGroup =
    cutOff !== null &&
    cutOff.phase === row.phase &&
    rankOf(ruleSet, cutOff.group) === rankOf(ruleSet, row.applicantGroup)
  const distanceMilli = sameGroup && total !== null ? total.totalMilli - cutOff.totalMilli : null
  const move = ranking.report.moves.find((candidate) => candidate.participant === participant)
  const step = ruleSet.overflow.steps.find((candidate) => candidate.n === move?.step)
  const tie = ranking.report.ties.find((candidate) => candidate.participants.includes(participant))
  return {
    participant,
    formationId: row.formationId,
    outcome: { code: result.finalCode, printed: pppkPrintedCode(ruleSet, row.applicantGroup, result) },
    decidedBy: result.decidedBy,
    seatFormationId: result.seatFormationId,
    group: {
      code: group.code,
      labelId: group.labelId,
      rank: group.rank,
      phase: row.phase,
      source: group.source,
      confirmed: group.confirmed,
    },
    test: { id: test.id, maxTotal: test.maxTotal, source: test.source, confirmed: test.confirmed },
    parts: PPPK_PARTS.flatMap((part) => {
      const value = row[part]
      return value === null ? [] : [{ part, value, max: test.maxima[part] }]
    }),
    total,
    rank: result.finalRank,
    ranked: field.filter((other) => other.finalRank !== null).length,
    seats: formation.seats,
    cutOff,
    distanceMilli,
    gains: result.finalCode === 'tl' && last !== undefined ? gainsOf(ruleSet, formation, row, last) : [],
    tie:
      tie === undefined || result.finalCode !== 'tie'
        ? null
        : { others: tie.participants.length - 1, seats: tie.seats, step: tie.step },
    filling:
      move === undefined || step === undefined || result.seatFormationId !== move.to
        ? null
        : {
            to: move.to,
            step: move.step,
            code: step.code,
            source: step.source,
            confirmed: step.confirmed,
          },
    unconfirmed: pppkUnconfirmed(ruleSet, row, formation, result, total),
  }
}

function rankOf(ruleSet: PppkRuleSet, code: string): number | undefined {
  return ruleSet.applicantGroups.find((group) => group.code === code)?.rank
}

/** The last with a seat of the own formation, or one of the tie that stands there. */
function lastSeated(
  participants: readonly PppkParticipant[],
  field: readonly PppkResultRow[],
  ranking: PppkRanking,
  formationId: string,
): PppkParticipant | undefined {
  const tie = ranking.report.ties.find((item) => item.step === null && item.formationIds[0] === formationId)
  const seated = field.filter((row) => row.finalCode === 'l')
  const last = seated.toSorted((a, b) => (a.finalRank ?? 0) - (b.finalRank ?? 0)).at(-1)
  const id = tie?.participants[0] ?? last?.participant
  return participants.find((candidate) => candidate.participant === id)
}

function gainsOf(
  ruleSet: PppkRuleSet,
  formation: PppkFormation,
  row: PppkParticipant,
  last: PppkParticipant,
): PppkExplanation['gains'] {
  const order = pppkOrder(ruleSet)
  const keys = (one: PppkParticipant) => pppkKeys(ruleSet, one, totalOf(ruleSet, formation, one), null)
  const maxima = pppkTest(ruleSet, formation.test)?.maxima
  return PPPK_PARTS.flatMap((part) => {
    const own = row[part]
    const rule = ruleSet.test.default.parts.find((candidate) => candidate.id === part)
    const step = rule?.points.correct?.value ?? 1
    for (let by = step; own !== null && own + by <= (maxima?.[part] ?? 0); by += step) {
      if (compareBy(order, keys({ ...row, [part]: own + by }), keys(last)) < 0) return [{ part, by }]
    }
    return []
  })
}

/** Paths of unconfirmed numbers that the outcome of one row rests on. */
export function pppkUnconfirmed(
  ruleSet: PppkRuleSet,
  row: PppkParticipant,
  formation: PppkFormation,
  result: PppkResultRow,
  total: PppkTotal | null,
): string[] {
  const paths: string[] = []
  const add = (path: string, rule: { confirmed: boolean }) => {
    if (!rule.confirmed) paths.push(path)
  }
  const group = ruleSet.applicantGroups.find((candidate) => candidate.code === row.applicantGroup)
  if (group !== undefined) add(`applicantGroups.${group.id}`, group)
  if (total !== null) {
    const test = pppkTest(ruleSet, formation.test)
    const variant = ruleSet.test.variants.find((candidate) => candidate.id === formation.test)
    const path = variant === undefined ? 'test.default.maxTotal' : `test.variants.${variant.id}.maxTotal`
    if (test !== null) add(path, test)
    add('test.passingGrade', ruleSet.test.passingGrade)
    if (total.cutMilli > 0) add('bonus.capAtTechnicalMax', ruleSet.bonus.capAtTechnicalMax)
    if (row.extraMilli !== null) add('extraTechnicalTest.rounding', ruleSet.extraTechnicalTest.rounding)
  }
  const key =
    result.decidedBy === 'group' ? 'applicantGroup.rank' : result.decidedBy === 'phase' ? 'phase' : null
  const order = ruleSet.finalRanking.order.find((item) => item.key === key)
  if (order !== undefined) add(`finalRanking.order.${order.key}`, order)
  if (result.finalCode === 'tie') add('finalRanking.onFullTie', ruleSet.finalRanking.onFullTie)
  const step = ruleSet.overflow.steps.find((item) => item.code === result.finalCode?.replace('l', 'L-'))
  if (step !== undefined) add(`overflow.steps.${step.code}`, step)
  return paths
}
