/**
 * The final order and the seats of each formation over columns (final-result.ts, seats.ts and the
 * comparison with the cut-off of seat-decision.ts), before filling and decisions.
 */
import { sortRange } from './column-order.ts'
import type { ColumnOrder } from './column-order.ts'
import { compareBytes } from './csv.ts'
import { formationIdAt } from './formation-columns.ts'
import type { ParticipantColumns } from './participant-columns.ts'
import { nameAt } from './participant-rows.ts'
import { SKB_PRESENT } from './participant-syntax.ts'
import { SKB_STATUSES } from './public-tables.ts'
import { codeOf, DECIDED, NO_SEAT, packOutcome, SEAT, TIE } from './result-columns.ts'
import type { FinalOrder, ResultColumns, Round } from './result-columns.ts'
import type { SkdOrder } from './shortlist-columns.ts'

const AS_STATUS = SKB_STATUSES.map((status) => (status === 'h' ? 0 : codeOf(status)))
/** More than the highest score can be. */
const TOP = 2 ** 31

/** Null: somebody on the shortlist has no SKB status, or more rows than sort values can carry. */
export function seatColumns(
  { ruleSet, formations, participants }: Round,
  { difference, compareTail }: ColumnOrder,
  skd: SkdOrder,
  { finalRank, outcome, shortlisted, kept, report }: ResultColumns,
): FinalOrder | null {
  const { skb, average, age } = participants
  const scale = ruleSet.eligibility.gpaScaleMax.value
  const final: FinalOrder = {
    rows: new Int32Array(skd.rows.length),
    start: new Int32Array(formations.count + 1),
    seated: new Int32Array(formations.count),
    tied: new Int32Array(formations.count),
    free: new Int32Array(formations.count),
    absences: [],
  }
  const { rows } = final
  let widest = 1
  for (const listed of shortlisted) widest = Math.max(widest, listed)
  /** The score, turned round so that the best stands first, and the place in the order of the SKD. */
  const byScore = new Float64Array(widest)
  const listedRows = new Int32Array(widest)
  let placeSpace = 1
  while (placeSpace < widest) placeSpace *= 2
  if (TOP * placeSpace > Number.MAX_SAFE_INTEGER) return null
  let filled = 0

  for (let at = 0; at < formations.count; at++) {
    const seats = formations.seats[at]!
    const listed = gatherListed(skd, at, shortlisted[at]! - kept[at]!, kept[at]!, skb, listedRows)
    let scored = 0
    for (let place = 0; place < listed; place++) {
      const row = listedRows[place]!
      const status = skb[row]! & 7
      if (status === 0) return null
      if (status === SKB_PRESENT) byScore[scored++] = (TOP - (skb[row]! >> 3)) * placeSpace + place
      else outcome[row] = packOutcome(AS_STATUS[status - 1]!, 0)
    }
    sortRange(byScore, 0, scored)
    for (let place = 0; place < scored; place++) {
      const value = byScore[place]!
      rows[filled + place] = listedRows[value - Math.floor(value / placeSpace) * placeSpace]!
    }
    settleTies(rows, filled, filled + scored, participants, compareTail)

    // Who stands across the last seat together waits for a decision.
    let seated = 0
    let tied = 0
    let free = seats
    for (let place = 0; place < scored;) {
      const row = rows[filled + place]!
      let end = place + 1
      while (end < scored && difference(row, rows[filled + end]!) === DECIDED.undecided) end++
      const size = end - place
      if (size <= free) {
        seated += size
        free -= size
      } else if (free > 0) {
        tied = size
        free = 0
      }
      for (let member = place; member < end; member++) finalRank[rows[filled + member]!] = place + 1
      place = end
    }
    const best = seated < scored ? rows[filled + seated]! : -1
    const cutOff = tied > 0 ? best : seated > 0 ? rows[filled + seated - 1]! : -1
    for (let place = 0; place < scored; place++) {
      const row = rows[filled + place]!
      if (place >= seated && place < seated + tied) {
        outcome[row] = packOutcome(TIE, DECIDED.undecided)
        continue
      }
      const other = place < seated ? best : cutOff
      const criterion = other === -1 ? DECIDED.seats : difference(row, other)
      outcome[row] = packOutcome(place < seated ? SEAT : NO_SEAT, criterion)
      const column = criterion === DECIDED.gpa ? average : criterion === DECIDED.age ? age : null
      if (column !== null && (column[row] === 0 || column[other] === 0)) {
        final.absences.push({ formation: at, row, criterion: criterion === DECIDED.gpa ? 'gpa' : 'age' })
      }
    }
    if (mixesScales(rows, filled, filled + scored, average, scale)) {
      report.mixedGradeScales.push(formationIdAt(formations, at))
    }
    if (tied > 0) {
      const names = Array.from(rows.subarray(filled + seated, filled + seated + tied), (row) =>
        nameAt(participants, row),
      )
      report.ties.push({
        formationIds: [formationIdAt(formations, at)],
        participants: names.toSorted(compareBytes),
        seats: seats - seated,
        step: null,
      })
    }
    final.seated[at] = seated
    final.tied[at] = tied
    final.free[at] = free
    final.start[at] = filled
    filled += scored
  }
  final.start[formations.count] = filled
  return final
}

/** The shortlisted of a formation in the order of the SKD; who is kept follows somewhere behind. */
function gatherListed(
  { rows, start }: SkdOrder,
  formation: number,
  listed: number,
  kept: number,
  skb: Int32Array,
  into: Int32Array,
): number {
  const from = start[formation]!
  for (let place = 0; place < listed; place++) into[place] = rows[from + place]!
  let count = listed
  for (let place = from + listed; count < listed + kept; place++) {
    if (skb[rows[place]!] !== 0) into[count++] = rows[place]!
  }
  return count
}

/** Rows in order of score and SKD: where several are equal in both, the rest of the criteria. */
function settleTies(
  rows: Int32Array,
  from: number,
  to: number,
  { skb, key }: ParticipantColumns,
  compare: (a: number, b: number) => number,
): void {
  for (let place = from; place < to;) {
    const row = rows[place]!
    let end = place + 1
    while (end < to && skb[rows[end]!] === skb[row] && key[rows[end]!] === key[row]) end++
    if (end - place > 1) rows.subarray(place, end).sort(compare)
    place = end
  }
}

/** Whether averages of the scale of 4 and of 100 meet. */
function mixesScales(
  rows: Int32Array,
  from: number,
  to: number,
  average: Uint16Array,
  scale: number,
): boolean {
  let low = false
  let high = false
  for (let place = from; place < to; place++) {
    const value = average[rows[place]!]!
    if (value > scale + 1) high = true
    else if (value > 0) low = true
  }
  return low && high
}
