/**
 * The facts a person needs about one row of a result: what was assessed, with which values, against
 * which limit, how far from the cut-off, what decided, and what would have changed the outcome.
 * Facts, not sentences; only figures of the published files; no other person's identifier.
 */
import { smallestGains } from './counterfactual.ts'
import type { Gain } from './counterfactual.ts'
import { gradeSet, missedGrades } from './passing.ts'
import type { GradeName } from './passing.ts'
import type { Formation, Participant, ResultRow } from './public-data.ts'
import type { FinalKeys, SkdKeys } from './ranking.ts'
import type { FormationReport, Ranking } from './rank.ts'
import type { RuleSet } from './rule-set.ts'
import { integrate } from './scoring.ts'
import type { Integration } from './scoring.ts'

export interface GradeFact {
  part: GradeName
  value: number
  /** Null: the set asks for no minimum here. */
  limit: number | null
  ok: boolean
  shortfall: number
  source: string | null
  confirmed: boolean
}

export interface SkdFacts {
  total: number
  maxTotal: number
  gradeSet: string
  grades: GradeFact[]
  rank: number | null
  /** How many of the formation met the grades. */
  metGrades: number
}

export interface ShortlistFacts {
  seats: number
  multiplier: number
  limit: number
  listed: number
  source: string
  /** The last who goes on; null: nobody does. */
  cutOff: SkdKeys | null
  /** The best who does not; null: everybody goes on. */
  firstOut: SkdKeys | null
  /** SKD points above (positive) or below the cut-off. */
  distance: number | null
}

export interface FinalFacts extends Integration {
  skdTotal: number
  skbMilli: number
  weights: { skdPerMille: number; skbPerMille: number; source: string }
  rank: number
  ranked: number
  seats: number
  /** The last with a seat of the own formation (or the tie that stands there). */
  cutOffMilli: number | null
  /** The best without one. */
  firstOutMilli: number | null
  /** Thousandths above (positive) or below the other side of the cut-off. */
  distanceMilli: number | null
}

export interface FillingFacts {
  to: string
  step: number
  code: string
  /** Which kind of seat was empty, and whether it is at the same unit. */
  vacancy: 'general' | 'special'
  place: 'same' | 'other'
  source: string
  confirmed: boolean
  rank: number
  donors: number
  options: number
  placement: 'only' | 'chosen' | 'lowestIdentifier'
}

/** Values that the published files hold; of an age only who comes first, never a date. */
export interface TieBreak {
  criterion: 'skd_total' | 'tkp' | 'tiu' | 'twk' | 'gpa' | 'age' | 'decision'
  own: number | null
  other: number | null
}

export interface Explanation {
  participant: string
  formationId: string
  formationType: Formation['formationType']
  /** The last stage that decided about this row. */
  stage: 'adminResult' | 'skdResult' | 'finalResult'
  outcome: { code: string; printed: string | null; meaning: string; reasonCode: string }
  seatFormationId: string | null
  decidedBy: ResultRow['decidedBy']
  skd: SkdFacts | null
  shortlist: ShortlistFacts | null
  final: FinalFacts | null
  filling: FillingFacts | null
  /** How many others nothing separates from this row, and how many seats wait for them. */
  tie: { others: number; seats: number; step: number | null } | null
  /** How an equal final score was separated from the other side of the cut-off; null: it was not equal. */
  tieBreak: TieBreak | null
  /** Single changes that would have turned the outcome, others unchanged; each is an "or". */
  gains: Gain[]
  /** Paths of unconfirmed numbers this outcome rests on. */
  unconfirmed: string[]
}

/** Everything `rank` was given and gave, looked up once; null where nobody is called so. */
export function explainer(
  ruleSet: RuleSet,
  formations: readonly Formation[],
  participants: readonly Participant[],
  ranking: Ranking,
): (participant: string) => Explanation | null {
  const rows = new Map(participants.map((row) => [row.participant, row]))
  const results = new Map(ranking.results.map((row) => [row.participant, row]))
  const byId = new Map(formations.map((formation) => [formation.formationId, formation]))
  const reports = new Map(ranking.report.formations.map((item) => [item.formationId, item]))
  const fields = Map.groupBy(
    participants.flatMap((row): Member[] => {
      const result = results.get(row.participant)
      return result === undefined ? [] : [{ row, result }]
    }),
    (member) => member.row.formationId,
  )
  return (participant) => {
    const row = rows.get(participant)
    const result = results.get(participant)
    const formation = byId.get(row?.formationId ?? '')
    const report = reports.get(row?.formationId ?? '')
    if (!row || !result || !formation || !report) return null
    const field = fields.get(row.formationId) ?? []
    return explain(ruleSet, ranking, { row, result, formation, report, field })
  }
}

/** For a single row; `explainer` is for many. */
export function explainRow(
  ruleSet: RuleSet,
  formations: readonly Formation[],
  participants: readonly Participant[],
  ranking: Ranking,
  participant: string,
): Explanation | null {
  return explainer(ruleSet, formations, participants, ranking)(participant)
}

function explain(
  ruleSet: RuleSet,
  ranking: Ranking,
  {
    row,
    result,
    formation,
    report,
    field,
  }: Member & {
    formation: Formation
    report: FormationReport
    field: readonly Member[]
  },
): Explanation {
  const { participant } = row
  const skd = skdFacts(ruleSet, formation, row, result, report.metGrades)
  const list = result.skdRank === null ? null : shortlistFacts(ruleSet, formation, field, result, report)
  const cutOff = cutOffOf(formation.formationId, field, ranking)
  const final = finalFacts(ruleSet, formation, field, row, result, cutOff)
  const move = ranking.report.moves.find((candidate) => candidate.participant === participant)
  const step = ruleSet.overflow.steps.find((candidate) => candidate.n === move?.step)
  const tie = ranking.report.ties.find((candidate) => candidate.participants.includes(participant))
  return {
    participant,
    formationId: formation.formationId,
    formationType: formation.formationType,
    stage: result.finalCode !== null ? 'finalResult' : result.skdCode === 'tms' ? 'adminResult' : 'skdResult',
    outcome: outcomeOf(ruleSet, result),
    seatFormationId: result.seatFormationId,
    decidedBy: result.decidedBy,
    skd,
    shortlist: list,
    final,
    filling:
      move === undefined || step === undefined || result.seatFormationId !== move.to
        ? null
        : {
            to: move.to,
            step: move.step,
            code: step.code,
            vacancy: step.vacancy,
            place: step.place,
            source: step.source,
            confirmed: step.confirmed,
            rank: move.rank,
            donors: move.donors,
            options: move.options.length,
            placement: move.placement,
          },
    tie:
      tie === undefined || result.finalCode !== 'tie'
        ? null
        : { others: tie.participants.length - 1, seats: tie.seats, step: tie.step },
    tieBreak: tieBreakOf(cutOff, row, result),
    gains: gainsOf(ruleSet, formation, cutOff, row, result, list),
    unconfirmed: unconfirmedPaths(ruleSet, formation, result, step?.confirmed === false ? step.code : null),
  }
}

interface Member {
  row: Participant
  result: ResultRow
}

function skdFacts(
  ruleSet: RuleSet,
  formation: Formation,
  row: Participant,
  result: ResultRow,
  metGrades: number,
): SkdFacts | null {
  const set = gradeSet(ruleSet, formation.grades)
  if (set === null || row.twk === null || row.tiu === null || row.tkp === null) return null
  const total = row.twk + row.tiu + row.tkp
  const values = { twk: row.twk, tiu: row.tiu, tkp: row.tkp, total }
  const missed = missedGrades(set, values)
  const numbers = Object.hasOwn(ruleSet.skd.passingGrades, formation.grades)
    ? ruleSet.skd.passingGrades[formation.grades]
    : ruleSet.skd.positionExceptions.find((exception) => exception.id === formation.grades)
  return {
    total,
    maxTotal: ruleSet.skd.maxTotal.value,
    gradeSet: formation.grades,
    grades: (['twk', 'tiu', 'tkp', 'total'] as const).map((part) => ({
      part,
      value: values[part],
      limit: set[part],
      ok: !missed.includes(part),
      shortfall: Math.max(0, (set[part] ?? 0) - values[part]),
      source: numbers?.[part]?.source ?? null,
      confirmed: numbers?.[part]?.confirmed ?? true,
    })),
    rank: result.skdRank,
    metGrades,
  }
}

function skdKeys(row: Participant): SkdKeys {
  const [twk, tiu, tkp] = [row.twk ?? 0, row.tiu ?? 0, row.tkp ?? 0]
  return { skdTotal: twk + tiu + tkp, tkp, tiu, twk }
}

function shortlistFacts(
  ruleSet: RuleSet,
  formation: Formation,
  field: readonly Member[],
  result: ResultRow,
  report: { shortlistLimit: number; shortlisted: number },
): ShortlistFacts {
  const inOrder = (code: 'pl' | 'p') =>
    field
      .filter((member) => member.result.skdCode === code)
      .toSorted((a, b) => (a.result.skdRank ?? 0) - (b.result.skdRank ?? 0))
  // Somebody listed before a correction stays, but is not the cut-off of this shortlist.
  const limit = report.shortlistLimit
  const last = inOrder('pl').findLast((member) => (member.result.skdRank ?? 0) <= limit)
  const [first] = inOrder('p')
  const cutOff = last === undefined ? null : skdKeys(last.row)
  const firstOut = first === undefined ? null : skdKeys(first.row)
  const other = result.skdCode === 'p' ? cutOff : firstOut
  return {
    seats: formation.seats,
    multiplier: ruleSet.shortlist.multiplier.value,
    limit,
    listed: report.shortlisted,
    source: ruleSet.shortlist.multiplier.source,
    cutOff,
    firstOut,
    distance: other === null || result.skdTotal === null ? null : result.skdTotal - other.skdTotal,
  }
}

function byFinalRank(field: readonly Member[], codes: (code: ResultRow['finalCode']) => boolean): Member[] {
  return field
    .filter((member) => member.result.finalRank !== null && codes(member.result.finalCode))
    .toSorted((a, b) => (a.result.finalRank ?? 0) - (b.result.finalRank ?? 0))
}

/** Both sides of the cut-off of the own formation. */
interface CutOff {
  /** Of the tie that stands at the last seat, else the last with a seat. */
  last: Member | undefined
  firstOut: Member | undefined
}

function cutOffOf(formationId: string, field: readonly Member[], ranking: Ranking): CutOff {
  const tie = ranking.report.ties.find((item) => item.step === null && item.formationIds[0] === formationId)
  const [tied] = byFinalRank(field, (code) => code === 'tie').filter((member) =>
    tie?.participants.includes(member.row.participant),
  )
  const seated = byFinalRank(field, (code) => code === 'l')
  const [firstOut] = byFinalRank(field, (code) => code !== 'l' && code !== 'aps')
  return { last: tied ?? seated.at(-1), firstOut }
}

function finalFacts(
  ruleSet: RuleSet,
  formation: Formation,
  field: readonly Member[],
  row: Participant,
  result: ResultRow,
  cutOff: CutOff,
): FinalFacts | null {
  if (
    result.finalMilli === null ||
    result.finalRank === null ||
    result.skdTotal === null ||
    row.skbMilli === null
  ) {
    return null
  }
  const { last, firstOut } = cutOff
  const cutOffMilli = last?.result.finalMilli ?? null
  const firstOutMilli = firstOut?.result.finalMilli ?? null
  const other = result.finalCode === 'l' ? firstOutMilli : cutOffMilli
  const { weights } = ruleSet.integration
  return {
    ...integrate(ruleSet, result.skdTotal, row.skbMilli),
    skdTotal: result.skdTotal,
    skbMilli: row.skbMilli,
    weights: { skdPerMille: weights.skd.value, skbPerMille: weights.skb.value, source: weights.skd.source },
    rank: result.finalRank,
    ranked: field.filter((member) => member.result.finalRank !== null).length,
    seats: formation.seats,
    cutOffMilli,
    firstOutMilli,
    distanceMilli: other === null ? null : result.finalMilli - other,
  }
}

function tieBreakOf(cutOff: CutOff, row: Participant, result: ResultRow): TieBreak | null {
  const other = result.finalCode === 'l' ? cutOff.firstOut : cutOff.last
  const inOrder = result.finalCode === 'l' || result.finalCode === 'tl'
  if (!inOrder || other === undefined || other.result.finalMilli !== result.finalMilli) return null
  const { decidedBy: criterion } = result
  switch (criterion) {
    case 'skd_total':
      return { criterion, own: result.skdTotal, other: other.result.skdTotal }
    case 'tkp':
    case 'tiu':
    case 'twk':
      return { criterion, own: row[criterion], other: other.row[criterion] }
    case 'gpa':
      return { criterion, own: row.gpaX100, other: other.row.gpaX100 }
    case 'age':
    case 'decision':
      return { criterion, own: null, other: null }
    default:
      return null
  }
}

function gainsOf(
  ruleSet: RuleSet,
  formation: Formation,
  cutOff: CutOff,
  row: Participant,
  result: ResultRow,
  list: ShortlistFacts | null,
): Gain[] {
  const keys = skdKeys(row)
  if (result.skdCode === 'tl') {
    const set = gradeSet(ruleSet, formation.grades)
    return set === null ? [] : smallestGains(ruleSet, { kind: 'grades', set }, keys)
  }
  if (result.skdCode === 'p' && list?.cutOff) {
    return smallestGains(ruleSet, { kind: 'shortlist', cutOff: list.cutOff }, keys)
  }
  const { last } = cutOff
  if (result.finalCode === 'tl' && last !== undefined && row.skbMilli !== null) {
    const own = finalKeys(row, result)
    const other = finalKeys(last.row, last.result)
    return smallestGains(ruleSet, { kind: 'final', cutOff: other, skbMilli: row.skbMilli }, own)
  }
  return []
}

function finalKeys(row: Participant, result: ResultRow): FinalKeys {
  return {
    ...skdKeys(row),
    finalMilli: result.finalMilli ?? 0,
    gpaX100: row.gpaX100,
    birthDate: row.birthDate,
    seniority: row.seniority,
    tieOrder: null,
  }
}

const MEANINGS: Readonly<Record<string, { meaning: string; stage: string; reason: string }>> = {
  tms: { meaning: 'ineligible', stage: 'adminResult', reason: 'TMS' },
  th: { meaning: 'absent', stage: 'any', reason: 'TH' },
  dis: { meaning: 'disqualified', stage: 'any', reason: 'DIS' },
  aps: { meaning: 'withdrewAtOwnRequest', stage: 'any', reason: 'APS' },
  p: { meaning: 'passedNotShortlisted', stage: 'skdResult', reason: 'SKD-PERINGKAT' },
  pl: { meaning: 'passedAndShortlisted', stage: 'skdResult', reason: 'LULUS' },
  tms1: { meaning: 'failedEliminatingTest', stage: 'finalResult', reason: 'SKB-GUGUR' },
  l: { meaning: 'passed', stage: 'finalResult', reason: 'LULUS' },
  tie: { meaning: 'unresolvedTieSet', stage: 'finalResult', reason: 'AKHIR-SERI' },
}

const TIE_BREAKS: ReadonlySet<string> = new Set(['skd_total', 'tkp', 'tiu', 'twk', 'gpa', 'age'])

function outcomeOf(ruleSet: RuleSet, result: ResultRow): Explanation['outcome'] {
  const code = result.finalCode ?? result.skdCode
  const printed = (meaning: string, stage: string, step: number | null) =>
    ruleSet.codes.find(
      (item) =>
        item.meaning === meaning && item.stage === stage && (step === null || item.overflowStep === step),
    )?.code ?? null
  if (code === 'tl') {
    if (result.finalCode === null) {
      return {
        code,
        printed: printed('gradeNotMet', 'skdResult', null),
        meaning: 'gradeNotMet',
        reasonCode: 'SKD-NAB',
      }
    }
    const tied = result.decidedBy !== null && TIE_BREAKS.has(result.decidedBy)
    const reasonCode = tied ? 'AKHIR-SERI' : 'AKHIR-PERINGKAT'
    return { code, printed: printed('notPassed', 'finalResult', null), meaning: 'notPassed', reasonCode }
  }
  const known = MEANINGS[code]
  if (known !== undefined) {
    return {
      code,
      printed: printed(known.meaning, known.stage, null),
      meaning: known.meaning,
      reasonCode: known.reason,
    }
  }
  const step = ruleSet.overflow.steps.find((item) => item.code.toLowerCase().replace('-', '') === code)
  return { code, printed: step?.code ?? null, meaning: 'passedByOverflow', reasonCode: 'LULUS-PINDAH' }
}

function unconfirmedPaths(
  ruleSet: RuleSet,
  formation: Formation,
  result: ResultRow,
  stepCode: string | null,
): string[] {
  const paths: string[] = []
  const exception = ruleSet.skd.positionExceptions.find((item) => item.id === formation.grades)
  if (exception?.confirmed === false) paths.push(`skd.positionExceptions.${exception.id}`)
  if (stepCode !== null) paths.push(`overflow.steps.${stepCode}`)
  if (result.finalCode === 'tie' && !ruleSet.finalRanking.onFullTie.confirmed) {
    paths.push('finalRanking.onFullTie')
  }
  return paths
}
