/**
 * shortlist.ts over columns: who met the grades, formation by formation in the order of the SKD, with
 * ranks, the shortlist, and what separated each row from its end.
 */
import { sortRange } from './column-order.ts'
import type { ColumnOrder } from './column-order.ts'
import { compareBytes } from './csv.ts'
import { SKD } from './participant-columns.ts'
import type { ParticipantColumns } from './participant-columns.ts'
import { nameAt } from './participant-rows.ts'
import { DECIDED, LISTED } from './result-columns.ts'
import type { ResultColumns, Round } from './result-columns.ts'

/** Rows of those who met the grades, best first in each formation. */
export interface SkdOrder {
  readonly rows: Float64Array
  /** Where each formation begins in `rows`, and one entry more. */
  readonly start: Int32Array
}

/** Null: more rows than sort values can carry. */
export function shortlistColumns(
  { ruleSet, formations, participants }: Round,
  { skdDifference }: ColumnOrder,
  { skdRank, outcome, shortlisted, kept, report }: ResultColumns,
): SkdOrder | null {
  const { count, key, skb, packing } = participants
  /** A sort value is the key, turned round so that the best stands first, and the row. */
  let rowSpace = 1
  while (rowSpace < count) rowSpace *= 2
  if (packing.size * rowSpace > Number.MAX_SAFE_INTEGER) return null
  const { start, values } = passedByFormation(participants, formations.count, rowSpace)
  const multiplier = ruleSet.shortlist.multiplier.value

  for (let at = 0; at < formations.count; at++) {
    const from = start[at]!
    const to = start[at + 1]!
    const limit = formations.seats[at]! * multiplier
    sortRange(values, from, to)

    // A group that begins inside the limit goes on whole.
    let listedTo = from
    let groupFrom = from
    let groupKey = -1
    for (let place = from; place < to; place++) {
      const value = values[place]!
      const turned = Math.floor(value / rowSpace)
      const row = value - turned * rowSpace
      if (turned !== groupKey) {
        groupKey = turned
        groupFrom = place
      }
      skdRank[row] = groupFrom - from + 1
      if (groupFrom - from < limit) listedTo = place + 1
      values[place] = row
    }
    const lastListed = listedTo > from ? key[values[listedTo - 1]!]! : -1
    let next = -1
    const keptNames: string[] = []
    for (let place = listedTo; place < to; place++) {
      const row = values[place]!
      // Nobody who was listed before is removed, and such a row is not the first one left out.
      if (skb[row] !== 0) keptNames.push(nameAt(participants, row))
      else if (next === -1) next = key[row]!
    }
    report.keptInShortlist.push(...keptNames.toSorted(compareBytes))
    kept[at] = keptNames.length
    shortlisted[at] = listedTo - from + keptNames.length
    for (let place = from; place < to; place++) {
      const row = values[place]!
      const listed = place < listedTo
      const other = listed ? next : lastListed
      outcome[row] = (other === -1 ? DECIDED.seats : skdDifference(key[row]!, other)) | (listed ? LISTED : 0)
    }
  }
  return { rows: values, start }
}

/** Sort values of those who met the grades, together by formation. */
function passedByFormation(
  participants: ParticipantColumns,
  formations: number,
  rowSpace: number,
): { start: Int32Array; values: Float64Array } {
  const { count, formation, skd, key, packing, met } = participants
  const start = new Int32Array(formations + 1)
  for (let at = 0; at < formations; at++) start[at + 1] = start[at]! + met[at]!
  const next = start.slice()
  const values = new Float64Array(start[formations]!)
  for (let row = 0; row < count; row++) {
    if (skd[row] !== SKD.met) continue
    values[next[formation[row]!]!++] = (packing.size - 1 - key[row]!) * rowSpace + row
  }
  return { start, values }
}
