/**
 * The final result inside `rank`: integrated scores, order, seats, filling, withdrawals, and the
 * criterion that separated each row from the cut-off (`decided_by` of public-data.md, section 2).
 * The rules themselves stand in scoring, ranking, seats and filling; this joins them.
 */
import { compareBytes } from './csv.ts'
import { fillSeats, fillingGroup } from './filling.ts'
import type { Donor, FillingTie, Move } from './filling.ts'
import type { Decision, Formation, Participant, ResultRow } from './public-data.ts'
import type { FinalCode } from './public-tables.ts'
import type { FormationReport, RankReport } from './rank.ts'
import { competitionRanks, firstDifference, tieGroups } from './ranking.ts'
import type { FinalKeys, Order } from './ranking.ts'
import type { RuleSet } from './rule-set.ts'
import { integrate } from './scoring.ts'
import { giveSeats } from './seats.ts'

/** One person on the way through the ranking. */
export interface Person extends Donor {
  row: Participant
  result: ResultRow
  inFillingTie: boolean
}

/** One formation with those who took its SKB, best first. */
export interface Field {
  formation: Formation
  groups: Person[][]
  report: FormationReport
}

/** Final scores and ranks of one formation; who was not there in the SKB has neither. */
export function orderFormation(
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

export function decideSeats(
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
