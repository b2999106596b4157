/**
 * The one function that makes a result: passing grades, shortlist, integration, final order, seats,
 * filling, and what was decided afterwards. Pure: the server, a browser and a citizen's command line
 * get the same rows from the same tables (public-data.md, section 2). This is the readable
 * definition; anything faster is held to it by test.
 */
import { compareBytes } from './csv.ts'
import { orderFormation } from './final-result.ts'
import type { Person } from './final-result.ts'
import { gradeSet, meetsGrades, missedGrades, skdTotal } from './passing.ts'
import type { GradeSet } from './passing.ts'
import { participantContradictions } from './public-data.ts'
import type { Decision, Formation, Participant, ResultRow } from './public-data.ts'
import { finalOrder, firstDifference, shortlistOrder } from './ranking.ts'
import type { Criterion } from './ranking.ts'
import type { RuleSet } from './rule-set.ts'
import { decideSeats } from './seat-decision.ts'
import type { SeatCounts, SeatReport } from './seat-decision.ts'
import { shortlist } from './shortlist.ts'

export interface FormationReport extends SeatCounts {
  formationId: string
  seats: number
  applicants: number
  eligible: number
  present: number
  metGrades: number
  shortlistLimit: number
  shortlisted: number
}

export interface RankReport extends SeatReport<Criterion, 'gpa' | 'age'> {
  stage: 'shortlist' | 'final'
  formations: FormationReport[]
  /** Beyond the shortlist of the corrected scores, but listed before: nobody listed is removed. */
  keptInShortlist: string[]
  /** Formations where averages of the scale of 4 and of 100 meet (regulation.md 7.3). */
  mixedGradeScales: string[]
}

export interface Ranking {
  results: ResultRow[]
  report: RankReport
}

/** Tables that contradict each other; every place is named. */
export class RankInputError extends Error {
  readonly problems: readonly { participant: string; message: string }[]

  constructor(problems: readonly { participant: string; message: string }[]) {
    super(problems.map(({ participant, message }) => `${participant}: ${message}`).join('\n'))
    this.name = 'RankInputError'
    this.problems = problems
  }
}

export function rank(
  ruleSet: RuleSet,
  formations: readonly Formation[],
  participants: readonly Participant[],
  decisions: readonly Decision[] = [],
): Ranking {
  const people = admit(ruleSet, formations, participants, decisions)
  const byFormation = Map.groupBy(people, (person) => person.row.formationId)
  const report: RankReport = {
    stage: participants.some((row) => row.skbStatus !== null) ? 'final' : 'shortlist',
    formations: [],
    ties: [],
    moves: [],
    placementsToConfirm: [],
    decidedByAbsence: [],
    keptInShortlist: [],
    mixedGradeScales: [],
    decisionsNotUsed: [],
    fillingGroups: [],
  }
  const order = finalOrder(ruleSet)
  const sorted = formations.toSorted((a, b) => compareBytes(a.formationId, b.formationId))
  const fields = sorted.map((formation) => {
    const members = byFormation.get(formation.formationId) ?? []
    const formationReport = decideSkd(ruleSet, formation, members, report)
    report.formations.push(formationReport)
    return { formation, groups: [] as Person[][], report: formationReport, members }
  })

  if (report.stage === 'final') {
    for (const field of fields) {
      field.groups = orderFormation(ruleSet, order, field.members, report, field.formation)
    }
    decideSeats(ruleSet.overflow.steps, order, fields, people, decisions, report)
  } else report.decisionsNotUsed.push(...decisions.map((decision) => decision.entry))

  report.decisionsNotUsed.sort((a, b) => a - b)
  return { results: people.map((person) => person.result), report }
}

function admit(
  ruleSet: RuleSet,
  formations: readonly Formation[],
  participants: readonly Participant[],
  decisions: readonly Decision[],
): Person[] {
  const problems: { participant: string; message: string }[] = []
  const byId = new Map(formations.map((formation) => [formation.formationId, formation]))
  const tieOrders = new Map<string, number>()
  for (const decision of decisions.toSorted((a, b) => a.entry - b.entry)) {
    if (decision.kind === 'tie_order') tieOrders.set(decision.participant, decision.order)
  }
  const sets = new Map<string, GradeSet | null>()
  const setOf = (id: string) => {
    let set = sets.get(id)
    if (set === undefined) {
      set = gradeSet(ruleSet, id)
      sets.set(id, set)
    }
    return set
  }
  const people: Person[] = []
  const seen = new Set<string>()
  for (const row of participants) {
    const formation = byId.get(row.formationId)
    const wrong = (message: string) => problems.push({ participant: row.participant, message })
    if (formation === undefined) {
      wrong(`formation ${row.formationId} is not in the formations`)
      continue
    }
    if (seen.has(row.participant)) wrong('stands twice')
    seen.add(row.participant)
    for (const { field, message } of participantContradictions(row)) wrong(`${field}: ${message}`)
    for (const id of [formation.grades, formation.generalGrades]) {
      if (setOf(id) === null) wrong(`${id} is no set of passing grades`)
    }
    const scores = { twk: row.twk ?? 0, tiu: row.tiu ?? 0, tkp: row.tkp ?? 0 }
    const total = skdTotal(scores)
    people.push({
      participant: row.participant,
      formation,
      ...scores,
      skdTotal: total,
      finalMilli: 0,
      gpaX100: row.gpaX100,
      birthDate: row.birthDate,
      seniority: row.seniority,
      tieOrder: tieOrders.get(row.participant) ?? null,
      meets: (id) => {
        const set = setOf(id)
        return set !== null && meetsGrades(set, scores)
      },
      lacks: (criterion) => {
        if (criterion === 'gpa') return row.gpaX100 === null ? 'gpa' : null
        const ageless = row.birthDate === null && row.seniority === null
        return criterion === 'age' && ageless ? 'age' : null
      },
      row,
      inFillingTie: false,
      result: {
        participant: row.participant,
        formationId: row.formationId,
        skdCode: row.screening === 'tms' ? 'tms' : row.skdStatus === 'dis' ? 'dis' : 'th',
        skdTotal: row.skdStatus === 'h' ? total : null,
        skdRank: null,
        finalMilli: null,
        finalRank: null,
        finalCode: null,
        seatFormationId: null,
        decidedBy: null,
      },
    })
  }
  if (problems.length > 0) throw new RankInputError(problems)
  // From here on the order of input rows is gone, also among people whom nothing separates.
  return people.toSorted((a, b) => compareBytes(a.participant, b.participant))
}

/** SKD codes, ranks and the shortlist of one formation. */
function decideSkd(
  ruleSet: RuleSet,
  formation: Formation,
  members: readonly Person[],
  report: RankReport,
): FormationReport {
  const grades = gradeSet(ruleSet, formation.grades)
  const present = members.filter((person) => person.row.skdStatus === 'h')
  const passed: Person[] = []
  for (const person of present) {
    const [missed] = grades === null ? [] : missedGrades(grades, person)
    if (missed === undefined) passed.push(person)
    else {
      person.result.skdCode = 'tl'
      person.result.decidedBy = `grade:${missed}`
    }
  }

  const order = shortlistOrder(ruleSet)
  const list = shortlist(ruleSet, formation.seats, passed)
  const kept = list.left.filter((person) => person.row.skbStatus !== null)
  const last = list.listed.at(-1)
  const next = list.left.find((person) => person.row.skbStatus === null)
  for (const person of passed) person.result.skdRank = list.ranks.get(person) ?? null
  for (const person of list.left) {
    person.result.skdCode = 'p'
    person.result.decidedBy = last ? firstDifference(order, person, last) : 'seats'
  }
  for (const person of [...list.listed, ...kept]) {
    person.result.skdCode = 'pl'
    person.result.decidedBy = next ? firstDifference(order, person, next) : 'seats'
  }
  report.keptInShortlist.push(...kept.map((person) => person.participant).toSorted(compareBytes))

  if (report.stage === 'final') {
    const problems = members
      .filter((person) => (person.result.skdCode === 'pl') !== (person.row.skbStatus !== null))
      .map((person) => ({
        participant: person.participant,
        message:
          person.row.skbStatus === null
            ? 'is shortlisted, but has no skb_status'
            : 'has an skb_status, but did not meet the grades',
      }))
    if (problems.length > 0) throw new RankInputError(problems)
  }
  return {
    formationId: formation.formationId,
    seats: formation.seats,
    applicants: members.length,
    eligible: members.filter((person) => person.row.screening === 'ms').length,
    present: present.length,
    metGrades: passed.length,
    shortlistLimit: list.limit,
    shortlisted: list.listed.length + kept.length,
    ranked: 0,
    seated: 0,
    reserved: 0,
    filled: 0,
    empty: formation.seats,
  }
}
