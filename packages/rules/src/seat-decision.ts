/**
 * Who gets which seat, once people stand in order: seats of the own formation, filling of unfilled
 * seats, withdrawals afterwards, and the criterion that separated each from the cut-off (`decided_by`
 * of public-data.md, section 2). The same for CPNS and PPPK; the order and the steps are handed in.
 */
import { compareBytes } from './csv.ts'
import { fillSeats, fillingGroup } from './filling.ts'
import type { Donor, FillingStep, FillingTie, Move, Place } from './filling.ts'
import type { Decision } from './public-data.ts'
import { firstDifference, tieGroups } from './ranking.ts'
import type { Criterion, Order } from './ranking.ts'
import { giveSeats } from './seats.ts'

export interface Outcome {
  finalRank: number | null
  /** `l` with a seat, `tl` without, `tie` undecided, `aps` withdrew, else the code of a step. */
  finalCode: string | null
  seatFormationId: string | null
  decidedBy: string | null
}

/** One person on the way through the ranking. */
export interface Candidate<A extends string = string> extends Donor {
  result: Outcome
  inFillingTie: boolean
  /** The criterion again where the value it compares is not there; else null. */
  lacks(criterion: string): A | null
}

/** One formation with those who are ranked in it, best first. */
export interface Field<P> {
  formation: Place & { seats: number }
  groups: P[][]
  report: SeatCounts
}

export interface SeatCounts {
  ranked: number
  seated: number
  /** Kept for a tie that nobody has decided. */
  reserved: number
  /** Given to people moved here. */
  filled: number
  empty: number
}

export interface SeatReport<C extends string = Criterion, A extends string = C> {
  /** Undecided ties across a last seat, of a formation or of a step of filling (then `step`). */
  ties: { formationIds: string[]; participants: string[]; seats: number; step: number | null }[]
  moves: Move<C>[]
  /** Moves whose place a person must confirm, because several seats were free. */
  placementsToConfirm: Move<C>[]
  /** Where a value was missing and that decided. */
  decidedByAbsence: { participant: string; criterion: A }[]
  /** Decisions that change nothing: log indices. */
  decisionsNotUsed: number[]
  /** `agency position qualification` where filling had a seat to give. */
  fillingGroups: string[]
}

export function decideSeats<K, C extends string, A extends string, P extends K & Candidate<A>>(
  steps: readonly FillingStep[],
  order: Order<K, C>,
  fields: readonly Field<P>[],
  people: readonly P[],
  decisions: readonly Decision[],
  report: SeatReport<C, A>,
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
  const fill = (donors: readonly P[]) =>
    fillSeats<K, C>(steps, order, formations, new Map(free), donors, choicesOf(decisions))
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

function applyFilling<C extends string, A extends string>(
  filling: { moves: Move<C>[]; ties: FillingTie[] },
  byId: ReadonlyMap<string, Candidate>,
  report: SeatReport<C, A>,
): void {
  report.moves = filling.moves
  report.placementsToConfirm = filling.moves.filter((move) => move.placement === 'lowestIdentifier')
  for (const move of filling.moves) {
    const person = byId.get(move.participant)
    if (person === undefined) continue
    setOutcome(person, move.code, move.to)
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
function withdraw<P extends Candidate>(person: P, fields: readonly Field<P>[]): void {
  const { result } = person
  const wasTied = result.finalCode === 'tie' && !person.inFillingTie
  const seatOf = result.seatFormationId ?? (wasTied ? person.formation.formationId : null)
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

function isNext(person: Candidate): boolean {
  const code = person.result.finalCode
  return code === 'tl' || (code === 'tie' && !person.inFillingTie)
}

function seat(people: readonly Candidate[], field: Field<Candidate>): void {
  for (const person of people) setOutcome(person, 'l', field.formation.formationId)
}

function setOutcome(person: Candidate, code: string, seatFormationId: string | null): void {
  person.result.finalCode = code
  person.result.seatFormationId = seatFormationId
}

/** The comparison with the cut-off, for everybody who stood in the final order. */
function decidedByFinal<K, C extends string, A extends string, P extends K & Candidate<A>>(
  order: Order<K, C>,
  fields: readonly Field<P>[],
  report: SeatReport<C, A>,
): void {
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
        if (other !== undefined && criterion !== null) {
          const lacking = person.lacks(criterion) ?? other.lacks(criterion)
          if (lacking !== null) {
            report.decidedByAbsence.push({ participant: person.participant, criterion: lacking })
          }
        }
      }
    }
  }
}

function noteUnusedDecisions<K, C extends string, A extends string, P extends K & Candidate<A>>(
  order: Order<K, C>,
  fields: readonly Field<P>[],
  decisions: readonly Decision[],
  report: SeatReport<C, A>,
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

function completeReport(
  { formation, groups, report: own }: Field<Candidate>,
  filled: number,
  report: SeatReport<string>,
): void {
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
