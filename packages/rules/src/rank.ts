/**
 * The one function that makes a result: passing grades, shortlist, integration, final order, seats,
 * filling, and what was decided afterwards. Pure: the server, a browser and a citizen's command line
 * get the same rows from the same tables (public-data.md, section 2). This is the readable
 * definition; anything faster is held to it by test.
 */
import { compareBytes } from './csv.ts'
import { fillSeats, fillingGroup } from './filling.ts'
import type { Donor, FillingTie, Move } from './filling.ts'
import { gradeSet, meetsGrades, missedGrades, skdTotal } from './passing.ts'
import type { GradeSet } from './passing.ts'
import { participantContradictions } from './public-data.ts'
import type { Decision, FinalCode, Formation, Participant, ResultRow } from './public-data.ts'
import { competitionRanks, finalOrder, firstDifference, shortlistOrder, tieGroups } from './ranking.ts'
import type { FinalKeys, Order } from './ranking.ts'
import type { RuleSet } from './rule-set.ts'
import { integrate } from './scoring.ts'
import { giveSeats } from './seats.ts'
import { shortlist } from './shortlist.ts'

export interface FormationReport {
  formationId: string
  seats: number
  applicants: number
  eligible: number
  present: number
  metGrades: number
  shortlistLimit: number
  shortlisted: number
  ranked: number
  seated: number
  /** Kept for a tie that nobody has decided. */
  reserved: number
  /** Given to people moved here. */
  filled: number
  empty: number
}

export interface RankReport {
  stage: 'shortlist' | 'final'
  formations: FormationReport[]
  /** Undecided ties across a last seat, of a formation or of a step of filling (then `step`). */
  ties: { formationIds: string[]; participants: string[]; seats: number; step: number | null }[]
  moves: Move[]
  /** Moves whose place a person must confirm, because several seats were free. */
  placementsToConfirm: Move[]
  /** Where a grade average or an age was missing and that decided. */
  decidedByAbsence: { participant: string; criterion: 'gpa' | 'age' }[]
  /** Beyond the shortlist of the corrected scores, but listed before: nobody listed is removed. */
  keptInShortlist: string[]
  /** Formations where averages of the scale of 4 and of 100 meet (regulation.md 7.3). */
  mixedGradeScales: string[]
  /** Decisions that change nothing: log indices. */
  decisionsNotUsed: number[]
  /** `agency position qualification` where filling had a seat to give. */
  fillingGroups: string[]
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

/** One person on the way through the ranking. */
interface Person extends Donor {
  row: Participant
  result: ResultRow
  inFillingTie: boolean
}

/** One formation with those who took its SKB, best first. */
interface Field {
  formation: Formation
  groups: Person[][]
  report: FormationReport
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
    decideSeats(ruleSet, order, fields, people, decisions, report)
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

/** Final scores and ranks of one formation; who was not there in the SKB has neither. */
function orderFormation(
  ruleSet: RuleSet,
  order: Order<FinalKeys>,
  members: readonly Person[],
  report: RankReport,
  formation: Formation,
): Person[][] {
  const scored: Person[] = []
  for (const person of members) {
    const { skbStatus, skbMilli } = person.row
    if (skbStatus === 'h' && skbMilli !== null) {
      person.finalMilli = integrate(ruleSet, person.skdTotal, skbMilli).finalMilli
      person.result.finalMilli = person.finalMilli
      scored.push(person)
    } else if (skbStatus !== null && skbStatus !== 'h') {
      person.result.finalCode = skbStatus
      person.result.decidedBy = null
    }
  }
  const scale = ruleSet.eligibility.gpaScaleMax.value
  const averages = scored.flatMap((person) => person.gpaX100 ?? [])
  if (averages.some((value) => value > scale) && averages.some((value) => value <= scale)) {
    report.mixedGradeScales.push(formation.formationId)
  }
  const groups = tieGroups(order, scored)
  for (const [person, place] of competitionRanks(groups)) person.result.finalRank = place
  return groups
}

function decideSeats(
  ruleSet: RuleSet,
  order: Order<FinalKeys>,
  fields: readonly Field[],
  people: readonly Person[],
  decisions: readonly Decision[],
  report: RankReport,
): void {
  const free = new Map<string, number>()
  for (const field of fields) {
    const seating = giveSeats(field.groups, field.formation.seats)
    seat(seating.seated, field)
    for (const person of seating.tied) setOutcome(person, 'tie', null)
    for (const person of seating.left) setOutcome(person, 'tl', null)
    field.report.ranked = field.groups.flat().length
    field.report.reserved = seating.reserved
    free.set(field.formation.formationId, seating.free)
  }
  report.fillingGroups = [
    ...new Set(
      fields
        .filter((field) => (free.get(field.formation.formationId) ?? 0) > 0)
        .map((field) => fillingGroup(field.formation)),
    ),
  ].toSorted(compareBytes)

  const byId = new Map(people.map((person) => [person.participant, person]))
  const withdrawals = decisions
    .filter((decision) => decision.kind === 'withdrew')
    .toSorted((a, b) => a.entry - b.entry)
  const formations = fields.map((field) => field.formation)
  const ranked = fields.flatMap((field) => field.groups.flat())
  const fill = (donors: readonly Person[]) =>
    fillSeats(ruleSet.overflow.steps, order, formations, new Map(free), donors, choicesOf(decisions))
  const donors = ranked.filter((person) => person.result.finalCode === 'tl')
  let filling = fill(donors)
  // Who waits in a tie of filling and withdraws is no longer waited for.
  const waiting = new Set(filling.ties.flatMap((tie) => tie.participants))
  const left = new Set(withdrawals.map((decision) => decision.participant))
  if ([...left].some((id) => waiting.has(id))) {
    filling = fill(
      donors.filter((person) => !(waiting.has(person.participant) && left.has(person.participant))),
    )
  }
  applyFilling(filling, byId, report)

  for (const decision of withdrawals) {
    const person = byId.get(decision.participant)
    const outcome = person?.result.finalCode
    if (person === undefined || person.result.finalRank === null || outcome === 'aps') {
      report.decisionsNotUsed.push(decision.entry)
    } else withdraw(person, fields)
  }

  decidedByFinal(order, fields, report)
  noteUnusedDecisions(order, fields, decisions, report)
  const filled = new Map<string, number>()
  for (const { to, participant } of filling.moves) {
    // Who was moved and withdrew left the seat empty.
    if (byId.get(participant)?.result.seatFormationId === to) filled.set(to, (filled.get(to) ?? 0) + 1)
  }
  for (const field of fields) {
    completeReport(field, filled.get(field.formation.formationId) ?? 0, report)
  }
}

function choicesOf(decisions: readonly Decision[]): Map<string, string> {
  const choices = new Map<string, string>()
  for (const decision of decisions.toSorted((a, b) => a.entry - b.entry)) {
    if (decision.kind === 'seat_choice') choices.set(decision.participant, decision.formationId)
  }
  return choices
}

function applyFilling(
  filling: { moves: Move[]; ties: FillingTie[]; choicesNotUsed: string[] },
  byId: ReadonlyMap<string, Person>,
  report: RankReport,
): void {
  report.moves = filling.moves
  report.placementsToConfirm = filling.moves.filter((move) => move.placement === 'lowestIdentifier')
  for (const move of filling.moves) {
    const person = byId.get(move.participant)
    if (person === undefined) continue
    setOutcome(person, move.code as FinalCode, move.to)
    person.result.decidedBy = move.decidedBy ?? 'seats'
  }
  for (const tie of filling.ties) {
    for (const id of tie.participants) {
      const person = byId.get(id)
      if (person === undefined) continue
      setOutcome(person, 'tie', null)
      person.inFillingTie = true
    }
    report.ties.push({
      formationIds: tie.formations,
      participants: tie.participants,
      seats: tie.seats,
      step: tie.step,
    })
  }
}

/** The seat goes to the next of the formation (PermenPANRB 6/2024 article 58). */
function withdraw(person: Person, fields: readonly Field[]): void {
  const { result } = person
  const wasTied = result.finalCode === 'tie' && !person.inFillingTie
  const seatOf = result.seatFormationId ?? (wasTied ? result.formationId : null)
  const gaveBack = result.seatFormationId === null ? 0 : 1
  setOutcome(person, 'aps', null)
  const field = fields.find((candidate) => candidate.formation.formationId === seatOf)
  if (field === undefined) return
  const next = field.groups.map((group) => group.filter(isNext)).filter((group) => group.length > 0)
  const seating = giveSeats(next, field.report.reserved + gaveBack)
  seat(seating.seated, field)
  for (const tied of seating.tied) setOutcome(tied, 'tie', null)
  field.report.reserved = seating.reserved
}

function isNext(person: Person): boolean {
  const code = person.result.finalCode
  return code === 'tl' || (code === 'tie' && !person.inFillingTie)
}

function seat(people: readonly Person[], field: Field): void {
  for (const person of people) setOutcome(person, 'l', field.formation.formationId)
}

function setOutcome(person: Person, code: FinalCode, seatFormationId: string | null): void {
  person.result.finalCode = code
  person.result.seatFormationId = seatFormationId
}

/** The comparison with the cut-off, for everybody who stood in the final order. */
function decidedByFinal(order: Order<FinalKeys>, fields: readonly Field[], report: RankReport): void {
  for (const { groups } of fields) {
    const ranked = groups.flat()
    const seated = ranked.filter((person) => person.result.finalCode === 'l')
    const tied = ranked.filter((p) => p.result.finalCode === 'tie' && !p.inFillingTie)
    const best = ranked.find((p) => p.result.finalCode !== 'l' && p.result.finalCode !== 'aps')
    const cutOff = tied[0] ?? seated.at(-1)
    for (const person of ranked) {
      const { result } = person
      const other = result.finalCode === 'l' ? best : cutOff
      if (result.finalCode === 'aps') result.decidedBy = null
      else if (result.finalCode === 'tie') result.decidedBy = 'undecided'
      else if (result.finalCode === 'l' || result.finalCode === 'tl') {
        const criterion = other === undefined ? null : firstDifference(order, person, other)
        result.decidedBy = other === undefined ? 'seats' : (criterion ?? 'undecided')
        if (other !== undefined && (criterion === 'gpa' || criterion === 'age')) {
          const present = (p: Person) =>
            criterion === 'gpa' ? p.gpaX100 !== null : p.birthDate !== null || p.seniority !== null
          if (!present(person) || !present(other)) {
            report.decidedByAbsence.push({ participant: person.participant, criterion })
          }
        }
      }
    }
  }
}

function noteUnusedDecisions(
  order: Order<FinalKeys>,
  fields: readonly Field[],
  decisions: readonly Decision[],
  report: RankReport,
): void {
  const moved = new Map(report.moves.map((move) => [move.participant, move]))
  const people = fields.flatMap((field) => field.groups.flat())
  const rules = order.filter((comparison) => comparison.criterion !== 'decision')
  const tied = new Set<string>()
  if (decisions.some((decision) => decision.kind === 'tie_order')) {
    for (const rivals of Map.groupBy(people, (person) => fillingGroup(person.formation)).values()) {
      for (const group of tieGroups(rules, rivals)) {
        if (group.length > 1) for (const person of group) tied.add(person.participant)
      }
    }
  }
  for (const decision of decisions) {
    const used =
      decision.kind === 'tie_order'
        ? tied.has(decision.participant)
        : decision.kind === 'seat_choice'
          ? moved.get(decision.participant)?.to === decision.formationId
          : true
    if (!used) report.decisionsNotUsed.push(decision.entry)
  }
}

function completeReport({ formation, groups, report: own }: Field, filled: number, report: RankReport): void {
  const ranked = groups.flat()
  const tied = ranked.filter((p) => p.result.finalCode === 'tie' && !p.inFillingTie)
  own.seated = ranked.filter((person) => person.result.finalCode === 'l').length
  own.filled = filled
  own.empty = formation.seats - own.seated - filled
  if (tied.length > 0) {
    report.ties.push({
      formationIds: [formation.formationId],
      participants: tied.map((person) => person.participant).toSorted(compareBytes),
      seats: own.reserved,
      step: null,
    })
  }
}
