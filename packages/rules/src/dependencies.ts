/**
 * Which results rest on a number that nobody has confirmed: for each such number of the rule set that
 * the ranking used, the rows it reached. A result does not change by it; its readers are told.
 */
import type { Formation, Participant, ResultRow } from './public-data.ts'
import type { Ranking } from './rank.ts'
import type { FINAL_KEYS, RuleSet, UnconfirmedNumber } from './rule-set.ts'
import { unconfirmedNumbers } from './rule-set.ts'
import type { PppkFormation, PppkParticipant } from './pppk-data.ts'
import { pppkUnconfirmed } from './pppk-explain.ts'
import { totalOf } from './pppk-rank.ts'
import type { PppkRanking } from './pppk-rank.ts'
import type { PppkRuleSet } from './pppk-rule-set.ts'

export interface Dependency extends UnconfirmedNumber {
  /** Whose row would have to be looked at again, in the order of the results. */
  participants: string[]
}

/** What the tables do not show, and only the caller knows. */
export interface KnownOfRows {
  /** An older SKD score was used. */
  reusedSkd?: ReadonlySet<string>
  /** The SKB came with more than three decimals. */
  roundedSkb?: ReadonlySet<string>
}

interface Row {
  result: ResultRow
  formation: Formation
  row: Participant
}

const CRITERIA: Record<(typeof FINAL_KEYS)[number], string> = {
  final: 'final',
  skdTotal: 'skd_total',
  tkp: 'tkp',
  tiu: 'tiu',
  twk: 'twk',
  academicScore: 'gpa',
  birthDate: 'age',
}
/** Judged only because the final scores were equal to the last decimal. */
const AFTER_FINAL: ReadonlySet<string> = new Set([
  'skd_total',
  'tkp',
  'tiu',
  'twk',
  'gpa',
  'age',
  'decision',
  'undecided',
])

export function unconfirmedDependencies(
  ruleSet: RuleSet,
  formations: readonly Formation[],
  participants: readonly Participant[],
  { results, report }: Ranking,
  known: KnownOfRows = {},
): Dependency[] {
  const byId = new Map(formations.map((formation) => [formation.formationId, formation]))
  const inputs = new Map(participants.map((row) => [row.participant, row]))
  const rows = results.flatMap((result): Row[] => {
    const formation = byId.get(result.formationId)
    const row = inputs.get(result.participant)
    return formation === undefined || row === undefined ? [] : [{ result, formation, row }]
  })
  const cut = new Set(results.filter((row) => row.skdCode === 'p').map((row) => row.formationId))
  const beyond = new Set(
    report.formations
      .filter((item) => item.shortlisted > item.shortlistLimit)
      .map((item) => item.formationId),
  )
  const moves = new Map(report.moves.map((move) => [move.participant, move]))
  const tiedInStep = new Map(
    report.ties.flatMap((tie) => tie.participants.map((participant) => [participant, tie.step] as const)),
  )
  const scored = ({ result }: Row) => result.finalMilli !== null
  const usesGrades = (set: string) => (one: Row) =>
    (one.row.skdStatus === 'h' && one.formation.grades === set) ||
    byId.get(moves.get(one.result.participant)?.to ?? '')?.generalGrades === set

  const reached = (path: string): ((row: Row) => boolean) | null => {
    const [area = '', part = '', id = ''] = path.split('.')
    if (area === 'skd') {
      if (part === 'passingGrades' || part === 'positionExceptions') return usesGrades(id)
      if (part === 'maxTotal') return scored
      if (part === 'reuse') return ({ result }) => known.reusedSkd?.has(result.participant) ?? false
    }
    if (area === 'shortlist') {
      if (part !== 'onFullTieAtLimit') return ({ formation }) => cut.has(formation.formationId)
      return ({ result }) => beyond.has(result.formationId) && result.skdCode === 'pl'
    }
    if (area === 'integration') {
      if (part !== 'inputDecimalsSkb') return scored
      return ({ result }) => known.roundedSkb?.has(result.participant) ?? false
    }
    if (area === 'finalRanking') return finalReach(part, id)
    if (area === 'overflow') {
      if (part === 'placementOfMovedPerson') {
        return ({ result }) => moves.get(result.participant)?.placement === 'lowestIdentifier'
      }
      if (part !== 'steps') return ({ result }) => moves.has(result.participant)
      const step = ruleSet.overflow.steps.find((candidate) => candidate.code === id)?.n
      return ({ result }) =>
        moves.get(result.participant)?.step === step || tiedInStep.get(result.participant) === step
    }
    if (area === 'eligibility' && part === 'diplomaAverageScaleMax') {
      const scale = ruleSet.eligibility.gpaScaleMax.value
      return ({ result, row }) => result.decidedBy === 'gpa' && (row.gpaX100 ?? 0) > scale
    }
    if (area === 'replacement') {
      return ({ result }) => result.finalCode === 'aps' && result.finalRank !== null
    }
    return null
  }

  return unconfirmedNumbers(ruleSet).flatMap((number) => {
    const reaches = reached(number.path)
    const touched = reaches === null ? [] : rows.filter(reaches).map(({ result }) => result.participant)
    return touched.length === 0 ? [] : [{ ...number, participants: touched }]
  })
}

function finalReach(part: string, key: string): (row: Row) => boolean {
  if (part === 'onFullTie') return ({ result }) => result.finalCode === 'tie'
  if (part === 'equalityDecimals') {
    return ({ result }) => result.finalCode !== null && AFTER_FINAL.has(result.decidedBy ?? '')
  }
  const criterion = CRITERIA[key as keyof typeof CRITERIA]
  return ({ result }) => result.finalCode !== null && result.decidedBy === criterion
}

export function pppkDependencies(
  ruleSet: PppkRuleSet,
  formations: readonly PppkFormation[],
  participants: readonly PppkParticipant[],
  { results }: PppkRanking,
): Dependency[] {
  const byId = new Map(formations.map((formation) => [formation.formationId, formation]))
  const inputs = new Map(participants.map((row) => [row.participant, row]))
  const touched = new Map<string, string[]>()
  for (const result of results) {
    const row = inputs.get(result.participant)
    const formation = byId.get(result.formationId)
    if (row === undefined || formation === undefined || result.finalRank === null) continue
    const total = totalOf(ruleSet, formation, row)
    for (const path of pppkUnconfirmed(ruleSet, row, formation, result, total)) {
      const list = touched.get(path)
      if (list === undefined) touched.set(path, [result.participant])
      else list.push(result.participant)
    }
  }
  return unconfirmedNumbers(ruleSet).flatMap((number) => {
    const rows = touched.get(number.path)
    return rows === undefined ? [] : [{ ...number, participants: rows }]
  })
}
