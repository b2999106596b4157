/**
 * What is rare in the ranking of columns, done by the readable definition with the rows it concerns:
 * filling of unfilled seats (filling.ts) and recorded decisions (rank.ts). Both stay inside one agency,
 * position and qualification, so such a group can be taken out, decided, and put back.
 */
import { compareBytes } from './csv.ts'
import { fillingGroup, fillSeats } from './filling.ts'
import type { Donor, Move } from './filling.ts'
import { formationRows } from './formation-columns.ts'
import { pointsAt } from './participant-columns.ts'
import { nameAt, namesAt, participantAt, rowOf } from './participant-rows.ts'
import { gradeSet, meetsGrades } from './passing.ts'
import { gradeSets } from './public-data.ts'
import type { Decision, Formation } from './public-data.ts'
import { codeOf, DECIDED, finalCode, LISTED, NO_SEAT, packOutcome, SEAT, TIE } from './result-columns.ts'
import type { FinalOrder, ResultColumns, Round } from './result-columns.ts'
import { rank } from './rank.ts'
import { finalOrder } from './ranking.ts'
import type { FinalKeys } from './ranking.ts'
import type { SeatCounts } from './seat-decision.ts'

/** Completes `results`, and gives what differs from the plain seats of a formation. */
export function decideExceptions(
  round: Round,
  results: ResultColumns,
  final: FinalOrder | null,
  decisions: readonly Decision[],
): Map<number, SeatCounts> {
  const { formations, participants, ruleSet } = round
  const { report } = results
  const formationAt = formationRows(formations, ruleSet)
  const counts = new Map<number, SeatCounts>()
  if (final === null) {
    report.decisionsNotUsed = decisions.map((decision) => decision.entry).toSorted((a, b) => a - b)
    return counts
  }
  const decidedGroups = new Set(
    decisions.map((decision) => {
      const row = rowOf(participants, decision.participant)
      return row === -1 ? -1 : formations.group[participants.formation[row]!]!
    }),
  )
  const vacant = new Uint8Array(formations.count)
  const waiting = new Uint8Array(formations.count)
  const named = new Uint8Array(formations.count)
  for (let at = 0; at < formations.count; at++) {
    const group = formations.group[at]!
    if (final.free[at]! > 0 && vacant[group] === 0) {
      vacant[group] = 1
      report.fillingGroups.push(fillingGroup(formationAt(at)))
    }
    if (leftFrom(final, at) < final.start[at + 1]!) waiting[group] = 1
  }
  report.fillingGroups.sort(compareBytes)
  for (const group of decidedGroups) if (group !== -1) named[group] = 1

  const toFill: number[] = []
  const toDecide: number[] = []
  for (let at = 0; at < formations.count; at++) {
    const group = formations.group[at]!
    if (named[group] === 1) toDecide.push(at)
    else if (vacant[group] === 1 && waiting[group] === 1) toFill.push(at)
  }
  const ties = fill(round, formationAt, results, final, toFill, counts)
  const absences = final.absences
    .filter(({ formation, row }) => {
      const code = finalCode(results.outcome[row]!)
      return named[formations.group[formation]!] === 0 && (code === SEAT || code === NO_SEAT)
    })
    .map(({ formation, row, criterion }) => {
      return { formation, absence: { participant: nameAt(participants, row), criterion } }
    })
  const ownTies = report.ties.map((tie) => ({ id: tie.formationIds[0] ?? '', tie }))

  if (toDecide.length > 0) {
    const decision = decide(round, formationAt, results, final, toDecide, decisions, counts)
    const gone = new Set(decision.ids)
    const own = ownTies.filter(({ id }) => !gone.has(id))
    for (const tie of decision.report.ties) {
      if (tie.step === null) own.push({ id: tie.formationIds[0] ?? '', tie })
      else ties.push(tie)
    }
    ownTies.splice(0, ownTies.length, ...own.toSorted((a, b) => compareBytes(a.id, b.id)))
    absences.push(...decision.absences)
    report.moves.push(...decision.report.moves)
    report.decisionsNotUsed = decision.report.decisionsNotUsed
    // Filling goes step by step, and in each through the groups in the order of their names.
    const groups = new Map<string, string>()
    for (const at of [...toFill, ...toDecide]) {
      const formation = formationAt(at)
      groups.set(formation.formationId, fillingGroup(formation))
    }
    const sequence = (step: number | null) => ruleSet.overflow.steps.findIndex(({ n }) => n === step)
    const byStep = (stepA: number | null, a: string, stepB: number | null, b: string) =>
      sequence(stepA) - sequence(stepB) || compareBytes(groups.get(a) ?? '', groups.get(b) ?? '')
    report.moves.sort((a, b) => byStep(a.step, a.to, b.step, b.to))
    ties.sort((a, b) => byStep(a.step, a.formationIds[0] ?? '', b.step, b.formationIds[0] ?? ''))
  }
  report.ties = [...ties, ...ownTies.map(({ tie }) => tie)]
  report.placementsToConfirm = report.moves.filter((move) => move.placement === 'lowestIdentifier')
  report.decidedByAbsence = absences.toSorted((a, b) => a.formation - b.formation).map((one) => one.absence)
  return counts
}

/** Where those of a formation begin who have a final score and neither a seat nor a tie for one. */
function leftFrom(final: FinalOrder, formation: number): number {
  return final.start[formation]! + final.seated[formation]! + final.tied[formation]!
}

function fill(
  { ruleSet, formations, participants }: Round,
  formationAt: (at: number) => Formation,
  results: ResultColumns,
  final: FinalOrder,
  concerned: readonly number[],
  counts: Map<number, SeatCounts>,
): ResultColumns['report']['ties'] {
  const places: Formation[] = []
  const numbers = new Map<string, number>()
  const free = new Map<string, number>()
  const rows = new Map<string, number>()
  const waiting: { row: number; formation: Formation }[] = []
  const sets = new Map([...gradeSets(ruleSet)].map((id) => [id, gradeSet(ruleSet, id)]))
  for (const at of concerned) {
    const left = leftFrom(final, at)
    const end = final.start[at + 1]!
    if (final.free[at] === 0 && left === end) continue
    const formation = formationAt(at)
    if (final.free[at]! > 0) {
      places.push(formation)
      numbers.set(formation.formationId, at)
      free.set(formation.formationId, final.free[at]!)
    }
    for (let place = left; place < end; place++) waiting.push({ row: final.rows[place]!, formation })
  }
  const names = namesAt(
    participants,
    waiting.map(({ row }) => row),
  )
  const donors = waiting.map(({ row, formation }, place): FinalKeys & Donor => {
    const points = pointsAt(participants, row)
    const participant = names[place]!
    const average = participants.average[row]!
    rows.set(participant, row)
    return {
      skdTotal: points.skdTotal,
      tkp: points.tkp,
      tiu: points.tiu,
      twk: points.twk,
      participant,
      formation,
      finalMilli: participants.skb[row]! >> 3,
      gpaX100: average === 0 ? null : average - 1,
      // Dates compare as the numbers that they are in the column.
      birthDate: null,
      seniority: participants.age[row]! || null,
      tieOrder: null,
      meets: (id) => {
        const set = sets.get(id) ?? null
        return set !== null && meetsGrades(set, points)
      },
    }
  })
  const filling = fillSeats(ruleSet.overflow.steps, finalOrder(ruleSet), places, free, donors, new Map())
  const filled = new Map<number, number>()
  for (const move of filling.moves) {
    applyMove(results, rows, numbers, move)
    const to = numbers.get(move.to) ?? 0
    filled.set(to, (filled.get(to) ?? 0) + 1)
  }
  for (const tie of filling.ties) {
    for (const id of tie.participants) {
      results.outcome[rows.get(id) ?? 0] = packOutcome(TIE, DECIDED.undecided)
    }
  }
  for (const [at, given] of filled) {
    const plain = seatCounts(formations.seats[at]!, final, at)
    counts.set(at, { ...plain, filled: given, empty: plain.empty - given })
  }
  results.report.moves = filling.moves
  return filling.ties.map(({ formations: formationIds, participants: who, seats, step }) => ({
    formationIds,
    participants: who,
    seats,
    step,
  }))
}

function applyMove(
  results: ResultColumns,
  rows: ReadonlyMap<string, number>,
  numbers: ReadonlyMap<string, number>,
  move: Move,
): void {
  const row = rows.get(move.participant) ?? 0
  results.outcome[row] = packOutcome(codeOf(move.code), DECIDED[move.decidedBy ?? 'seats'])
  results.movedTo.set(row, numbers.get(move.to) ?? 0)
}

/** Seats of a formation before filling. */
export function seatCounts(seats: number, final: FinalOrder | null, at: number): SeatCounts {
  if (final === null) return { ranked: 0, seated: 0, reserved: 0, filled: 0, empty: seats }
  const seated = final.seated[at]!
  return {
    ranked: final.start[at + 1]! - final.start[at]!,
    seated,
    reserved: final.tied[at]! > 0 ? seats - seated : 0,
    filled: 0,
    empty: seats - seated,
  }
}

/** The formations that decisions speak of, with those around them, ranked by the readable definition. */
function decide(
  { ruleSet, participants }: Round,
  formationAt: (at: number) => Formation,
  results: ResultColumns,
  final: FinalOrder,
  concerned: readonly number[],
  decisions: readonly Decision[],
  counts: Map<number, SeatCounts>,
) {
  const here = new Set(concerned)
  const numbers = new Map<string, number>()
  const rows = new Map<string, number>()
  const list = concerned.map(formationAt)
  for (const [place, formation] of list.entries()) numbers.set(formation.formationId, concerned[place]!)
  // Who is not on the shortlist changes nothing for those who are.
  const people = []
  for (let row = 0; row < participants.count; row++) {
    if ((results.outcome[row]! & LISTED) === 0 || !here.has(participants.formation[row]!)) continue
    const person = participantAt(participants, row)
    rows.set(person.participant, row)
    people.push(person)
  }
  const ranking = rank(ruleSet, list, people, decisions)
  for (const result of ranking.results) {
    const row = rows.get(result.participant) ?? 0
    results.finalRank[row] = result.finalRank ?? 0
    const by = result.decidedBy === null ? 0 : DECIDED[result.decidedBy]
    results.outcome[row] = packOutcome(result.finalCode === null ? 0 : codeOf(result.finalCode), by)
    const seat = result.seatFormationId
    if (seat !== null && seat !== result.formationId) results.movedTo.set(row, numbers.get(seat) ?? 0)
  }
  for (const own of ranking.report.formations) {
    const { ranked, seated, reserved, filled, empty } = own
    counts.set(numbers.get(own.formationId) ?? 0, { ranked, seated, reserved, filled, empty })
  }
  return {
    ids: list.map((formation) => formation.formationId),
    report: ranking.report,
    absences: ranking.report.decidedByAbsence.map((absence) => ({
      formation: participants.formation[rows.get(absence.participant) ?? 0]!,
      absence,
    })),
  }
}
