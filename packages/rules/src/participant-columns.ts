/**
 * participants.csv as columns of numbers: no text and no object a row. What a row decides alone is
 * decided here: its formation, the first grade missed, the SKD values packed into one sort key, the
 * integrated score. Null where the file is not of the canonical form or contradicts itself.
 */
import { findMany } from './byte-index.ts'
import { rowsStart } from './formation-columns.ts'
import type { FormationColumns } from './formation-columns.ts'
import {
  PARTICIPANT_HEADERS,
  PRESENCE,
  rowBlock,
  rowReader,
  SHORTEST_ROW,
  SKB_PRESENT,
} from './participant-syntax.ts'
import type { RowBlock } from './participant-syntax.ts'
import type { ParticipantsForm } from './public-tables.ts'
import { compareNames, rowOrder } from './row-order.ts'
import type { RuleSet } from './rule-set.ts'
import { integrate } from './scoring.ts'

/** What became of the SKD of a row: PRESENCE where it was not held, else the first grade missed. */
export const SKD = {
  ...PRESENCE,
  missedTwk: 3,
  missedTiu: 4,
  missedTkp: 5,
  missedTotal: 6,
  met: 7,
} as const

export interface ParticipantColumns {
  readonly bytes: Uint8Array
  readonly form: ParticipantsForm
  readonly count: number
  /** Where the row begins, and how long `participant,formation_id,` is. */
  readonly from: Int32Array
  readonly names: Uint8Array
  /** Number of the formation. */
  readonly formation: Int32Array
  /** A value of `SKD`. */
  readonly skd: Uint8Array
  readonly total: Uint16Array
  /** The packed SKD values of those who met the grades. */
  readonly key: Uint32Array
  /** SKB status (participant-syntax.ts), plus 8 times the integrated score. */
  readonly skb: Int32Array
  readonly average: Uint16Array
  readonly age: Int32Array
  /** Rows in the order of identifiers; null: they stand in it. */
  readonly order: Uint32Array | null
  /** Whether the SKB was held. */
  readonly held: boolean
  readonly packing: SkdPacking
  /** How many of each formation met the grades. */
  readonly met: Int32Array
}

export type SkdPart = 'skdTotal' | 'tkp' | 'tiu' | 'twk'

/** How the SKD values become one number, the first criterion of the rule set heaviest. */
export interface SkdPacking {
  readonly parts: readonly SkdPart[]
  readonly weights: readonly number[]
  /** One more than the highest key. */
  readonly size: number
}

/** Three of the four values give the fourth, so it never decides and is not packed. */
function skdPacking(ruleSet: RuleSet): SkdPacking | null {
  const parts = ruleSet.shortlist.order.map((item) => item.key)
  if (parts.length !== 4 || new Set(parts).size !== 4) return null
  const most = (part: SkdPart): number =>
    part === 'skdTotal'
      ? most('twk') + most('tiu') + most('tkp')
      : (ruleSet.skd.parts.find((rule) => rule.id === part)?.max.value ?? 0)
  const weights: number[] = []
  let size = 1
  for (const part of parts.slice(0, 3).toReversed()) {
    weights.unshift(size)
    size *= most(part) + 1
  }
  return size <= 2 ** 32 ? { parts: parts.slice(0, 3), weights, size } : null
}

/** The points of somebody who met the grades, out of the key. */
export function pointsAt({ packing, key, total }: ParticipantColumns, row: number): Record<SkdPart, number> {
  const points = { skdTotal: total[row]!, tkp: -1, tiu: -1, twk: -1 }
  let rest = key[row]!
  for (let place = 0; place < 3; place++) {
    const weight = packing.weights[place]!
    const value = Math.floor(rest / weight)
    points[packing.parts[place]!] = value
    rest -= value * weight
  }
  if (points.tkp === -1) points.tkp = points.skdTotal - points.tiu - points.twk
  else if (points.tiu === -1) points.tiu = points.skdTotal - points.tkp - points.twk
  else if (points.twk === -1) points.twk = points.skdTotal - points.tkp - points.tiu
  return points
}

/** Rows at a time: first their fields, then their formations, whose look-ups then overlap. */
const BLOCK = 512

export function readParticipantColumns(
  ruleSet: RuleSet,
  formations: FormationColumns,
  bytes: Uint8Array,
): ParticipantColumns | null {
  const form = rowsStart(bytes, PARTICIPANT_HEADERS.full) === -1 ? 'public' : 'full'
  const start = rowsStart(bytes, PARTICIPANT_HEADERS[form])
  const read = rowReader(ruleSet, form)
  const packing = skdPacking(ruleSet)
  if (start === -1 || read === null || packing === null) return null
  const capacity = Math.ceil((bytes.length - start) / SHORTEST_ROW)
  const columns = {
    bytes,
    form,
    packing,
    from: new Int32Array(capacity),
    names: new Uint8Array(capacity),
    formation: new Int32Array(capacity),
    skd: new Uint8Array(capacity),
    total: new Uint16Array(capacity),
    key: new Uint32Array(capacity),
    skb: new Int32Array(capacity),
    average: new Uint16Array(capacity),
    age: new Int32Array(capacity),
    met: new Int32Array(formations.count),
  } as const
  const block = rowBlock(BLOCK)
  const settle = blockSettler(ruleSet, formations, columns, block)
  let count = 0
  let sorted = true
  let held = false
  for (let at = start; at < bytes.length; count += block.count) {
    at = read(bytes, at, block)
    if (at === -1) return null
    const found = settle(count)
    if (found === -1) return null
    if (found === 1) held = true
    for (let row = Math.max(1, count); sorted && row < count + block.count; row++) {
      const order = compareNames(bytes, columns.from[row - 1]!, columns.from[row]!)
      if (order === 0) return null
      sorted = order < 0
    }
  }
  const order = sorted ? null : rowOrder(bytes, columns.from, count)
  return sorted || order !== null ? { ...columns, count, order, held } : null
}

/** Puts a block into the columns. 1: an SKB stands in it; -1: a formation is unknown, or an SKB without the grades. */
function blockSettler(
  ruleSet: RuleSet,
  formations: FormationColumns,
  columns: Omit<ParticipantColumns, 'count' | 'order' | 'held'>,
  block: RowBlock,
): (first: number) => -1 | 0 | 1 {
  const { bytes, packing, from, names, formation, skd, total, key, skb, average, age, met } = columns
  const { ids, grades, sets } = formations
  const most = (part: string) => ruleSet.skd.parts.find((rule) => rule.id === part)?.max.value ?? 0
  // The readable definition rounds each part by itself, so each has a table of its own.
  const skdWeighted = Int32Array.from(
    { length: most('twk') + most('tiu') + most('tkp') + 1 },
    (_, points) => integrate(ruleSet, points, 0).skdWeightedMilli,
  )
  const skbWeighted = Int32Array.from(
    { length: ruleSet.skb.scale.value * 1000 + 1 },
    (_, milli) => integrate(ruleSet, 0, milli).skbWeightedMilli,
  )
  const weight = (part: SkdPart) => packing.weights[packing.parts.indexOf(part)] ?? 0
  const ofTwk = weight('twk') + weight('skdTotal')
  const ofTiu = weight('tiu') + weight('skdTotal')
  const ofTkp = weight('tkp') + weight('skdTotal')
  const least = Int32Array.from(
    sets.flatMap((set) => [set.twk ?? 0, set.tiu ?? 0, set.tkp ?? 0, set.total ?? 0]),
  )

  const found = new Int32Array(BLOCK)
  const fields = { count: 0, from: block.formationFrom, to: block.formationTo, hash: block.formationHash }

  return (first) => {
    let held: 0 | 1 = 0
    fields.count = block.count
    findMany(ids, bytes, fields, found)
    for (let place = 0; place < block.count; place++) {
      const row = first + place
      const at = found[place]!
      if (at === -1) return -1
      formation[row] = at
      from[row] = block.from[place]!
      names[row] = block.formationTo[place]! + 1 - block.from[place]!
      // Memory that nobody writes to is not taken, and most rows have neither.
      if (block.average[place] !== 0) average[row] = block.average[place]!
      if (block.age[place] !== 0) age[row] = block.age[place]!
      const presence = block.presence[place]!
      if (presence !== PRESENCE.h) {
        skd[row] = presence
        continue
      }
      const twk = block.twk[place]!
      const tiu = block.tiu[place]!
      const tkp = block.tkp[place]!
      const points = twk + tiu + tkp
      const set = 4 * grades[at]!
      let outcome: number = SKD.met
      if (twk < least[set]!) outcome = SKD.missedTwk
      else if (tiu < least[set + 1]!) outcome = SKD.missedTiu
      else if (tkp < least[set + 2]!) outcome = SKD.missedTkp
      else if (points < least[set + 3]!) outcome = SKD.missedTotal
      skd[row] = outcome
      total[row] = points
      const status = block.skbStatus[place]!
      if (outcome !== SKD.met) {
        if (status !== 0) return -1
        continue
      }
      met[at]!++
      key[row] = twk * ofTwk + tiu * ofTiu + tkp * ofTkp
      if (status === 0) continue
      held = 1
      skb[row] =
        status === SKB_PRESENT
          ? status + 8 * (skdWeighted[points]! + skbWeighted[block.skbMilli[place]!]!)
          : status
    }
    return held
  }
}
