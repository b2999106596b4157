/**
 * The one function that makes a PPPK result (regulation.md section 10): phases, groups before scores
 * (KepmenPANRB 347/2024), total, tie-break (PermenPANRB 6/2024 article 47(3)), seats, filling from
 * other places (article 47(4) to (6)), withdrawals. Pure, like `rank` of CPNS.
 */
import { compareBytes } from './csv.ts'
import { pppkContradictions } from './pppk-data.ts'
import type { PppkFormation, PppkParticipant, PppkResultRow } from './pppk-data.ts'
import type { PPPK_KEYS, PppkRuleSet } from './pppk-rule-set.ts'
import { missedMinima, pppkTest, pppkTotal } from './pppk-scoring.ts'
import type { PppkTotal } from './pppk-scoring.ts'
import type { Decision } from './public-data.ts'
import { RankInputError } from './rank.ts'
import { DECISION, competitionRanks, olderFirst, tieGroups } from './ranking.ts'
import type { AgeKeys, Order } from './ranking.ts'
import { decideSeats } from './seat-decision.ts'
import type { Candidate, SeatCounts, SeatReport } from './seat-decision.ts'

export type PppkCriterion =
  | 'phase'
  | 'group'
  | 'total'
  | 'technical'
  | 'managerial_sociocultural'
  | 'interview'
  | 'age'
  | 'decision'

export interface PppkKeys extends AgeKeys {
  phase: number
  groupRank: number
  totalMilli: number
  technicalMilli: number
  managerialPlusSociocultural: number
  interview: number
  tieOrder: number | null
}

const COMPARISONS: Record<(typeof PPPK_KEYS)[number], Order<PppkKeys, PppkCriterion>[number]> = {
  phase: { criterion: 'phase', compare: (a, b) => a.phase - b.phase },
  'applicantGroup.rank': { criterion: 'group', compare: (a, b) => a.groupRank - b.groupRank },
  total: { criterion: 'total', compare: (a, b) => b.totalMilli - a.totalMilli },
  technical: { criterion: 'technical', compare: (a, b) => b.technicalMilli - a.technicalMilli },
  managerialPlusSociocultural: {
    criterion: 'managerial_sociocultural',
    compare: (a, b) => b.managerialPlusSociocultural - a.managerialPlusSociocultural,
  },
  interview: { criterion: 'interview', compare: (a, b) => b.interview - a.interview },
  birthDate: { criterion: 'age', compare: olderFirst },
}

export function pppkOrder(ruleSet: PppkRuleSet): Order<PppkKeys, PppkCriterion> {
  return [...ruleSet.finalRanking.order.map((item) => COMPARISONS[item.key]), DECISION]
}

export interface PppkFormationReport extends SeatCounts {
  formationId: string
  seats: number
  test: string
  maxTotal: number
  applicants: number
  eligible: number
  present: number
}

export interface PppkReport extends SeatReport<PppkCriterion, 'age'> {
  formations: PppkFormationReport[]
  /** Added points above the maximum of the technical part, which do not count. */
  capped: { participant: string; cutMilli: number }[]
}

export interface PppkRanking {
  results: PppkResultRow[]
  report: PppkReport
}

interface Person extends Candidate<'age'>, PppkKeys {
  row: PppkParticipant
  result: PppkResultRow
  total: PppkTotal | null
}

export function pppkRank(
  ruleSet: PppkRuleSet,
  formations: readonly PppkFormation[],
  participants: readonly PppkParticipant[],
  decisions: readonly Decision[] = [],
): PppkRanking {
  const people = admit(ruleSet, formations, participants, decisions)
  const byFormation = Map.groupBy(people, (person) => person.row.formationId)
  const order = pppkOrder(ruleSet)
  const report: PppkReport = {
    formations: [],
    capped: people.flatMap(({ participant, total }) =>
      total !== null && total.cutMilli > 0 ? [{ participant, cutMilli: total.cutMilli }] : [],
    ),
    ties: [],
    moves: [],
    placementsToConfirm: [],
    decidedByAbsence: [],
    decisionsNotUsed: [],
    fillingGroups: [],
  }
  const fields = formations
    .toSorted((a, b) => compareBytes(a.formationId, b.formationId))
    .map((formation) => {
      const members = byFormation.get(formation.formationId) ?? []
      const ranked = members.filter((person) => passes(ruleSet, person))
      const groups = tieGroups(order, ranked)
      for (const [person, place] of competitionRanks(groups)) person.result.finalRank = place
      const own: PppkFormationReport = {
        formationId: formation.formationId,
        seats: formation.seats,
        test: formation.test,
        maxTotal: pppkTest(ruleSet, formation.test)?.maxTotal ?? 0,
        applicants: members.length,
        eligible: members.filter((person) => person.row.screening === 'ms').length,
        present: members.filter((person) => person.row.status === 'h').length,
        ranked: 0,
        seated: 0,
        reserved: 0,
        filled: 0,
        empty: formation.seats,
      }
      report.formations.push(own)
      return { formation: placeOf(formation), groups, report: own }
    })
  decideSeats(ruleSet.overflow.steps, order, fields, people, decisions, report)
  report.decisionsNotUsed.sort((a, b) => a - b)
  return { results: people.map((person) => person.result), report }
}

/** Present and, where a round has minima, above them. */
function passes(ruleSet: PppkRuleSet, person: Person): boolean {
  if (person.total === null) return false
  const [missed] = missedMinima(ruleSet, person.total)
  if (missed === undefined) return true
  person.result.finalCode = 'tl'
  person.result.decidedBy = `grade:${missed}`
  return false
}

function placeOf(formation: PppkFormation) {
  // Grades are met by everybody who is ranked, so no set of grades is named.
  return { ...formation, generalGrades: '' }
}

function admit(
  ruleSet: PppkRuleSet,
  formations: readonly PppkFormation[],
  participants: readonly PppkParticipant[],
  decisions: readonly Decision[],
): Person[] {
  const problems: { participant: string; message: string }[] = []
  const byId = new Map(formations.map((formation) => [formation.formationId, formation]))
  const tieOrders = new Map<string, number>()
  for (const decision of decisions.toSorted((a, b) => a.entry - b.entry)) {
    if (decision.kind === 'tie_order') tieOrders.set(decision.participant, decision.order)
  }
  const seen = new Set<string>()
  const people: Person[] = []
  for (const row of participants) {
    const wrong = (message: string) => problems.push({ participant: row.participant, message })
    const formation = byId.get(row.formationId)
    if (formation === undefined) {
      wrong(`formation ${row.formationId} is not in the formations`)
      continue
    }
    if (seen.has(row.participant)) wrong('stands twice')
    seen.add(row.participant)
    for (const { field, message } of pppkContradictions(ruleSet, formation, row)) {
      wrong(`${field}: ${message}`)
    }
    const total = totalOf(ruleSet, formation, row)
    const ageless = row.birthDate === null && row.seniority === null
    people.push({
      participant: row.participant,
      formation: placeOf(formation),
      ...pppkKeys(ruleSet, row, total, tieOrders.get(row.participant) ?? null),
      meets: () => true,
      lacks: (criterion) => (criterion === 'age' && ageless ? 'age' : null),
      inFillingTie: false,
      row,
      total,
      result: {
        participant: row.participant,
        formationId: row.formationId,
        totalMilli: total?.totalMilli ?? null,
        finalRank: null,
        finalCode: row.screening === 'tms' ? 'tms' : row.status === 'h' ? null : row.status,
        seatFormationId: null,
        decidedBy: null,
      },
    })
  }
  if (problems.length > 0) throw new RankInputError(problems)
  return people.toSorted((a, b) => compareBytes(a.participant, b.participant))
}

export function pppkKeys(
  ruleSet: PppkRuleSet,
  row: PppkParticipant,
  total: PppkTotal | null,
  tieOrder: number | null,
): PppkKeys {
  return {
    phase: ruleSet.phases.findIndex((phase) => phase.id === row.phase),
    groupRank: ruleSet.applicantGroups.find((group) => group.code === row.applicantGroup)?.rank ?? 0,
    totalMilli: total?.totalMilli ?? 0,
    technicalMilli: total?.technicalMilli ?? 0,
    managerialPlusSociocultural: total?.managerialPlusSociocultural ?? 0,
    interview: total?.interview ?? 0,
    birthDate: row.birthDate,
    seniority: row.seniority,
    tieOrder,
  }
}

export function totalOf(
  ruleSet: PppkRuleSet,
  formation: PppkFormation,
  row: PppkParticipant,
): PppkTotal | null {
  const test = pppkTest(ruleSet, formation.test)
  const { technical, managerial, sociocultural, interview, extraMilli } = row
  if (
    test === null ||
    row.status !== 'h' ||
    technical === null ||
    managerial === null ||
    sociocultural === null ||
    interview === null
  ) {
    return null
  }
  return pppkTotal(ruleSet, test, formation.extraPerMille, {
    technical,
    managerial,
    sociocultural,
    interview,
    extraMilli,
    bonusPerMille: row.bonusPerMille ?? 0,
  })
}

/** The printed code: the group, and `/L` where the person passed (regulation.md, section 14). */
export function pppkPrintedCode(ruleSet: PppkRuleSet, group: string, result: PppkResultRow): string | null {
  const known = (code: string) =>
    ruleSet.codes.some((item) => item.code === code && ['finalResult', 'any'].includes(item.stage))
      ? code
      : null
  switch (result.finalCode) {
    case null:
    case 'tie':
      return null
    case 'l':
      return known(`${group}/L`) ?? known('L')
    case 'l1':
    case 'l2':
    case 'l3':
      return known(result.finalCode.replace('l', 'L-'))
    case 'tl':
      return known(group)
    case 'tms':
    case 'th':
    case 'dis':
    case 'aps':
      return known(result.finalCode.toUpperCase())
  }
}
