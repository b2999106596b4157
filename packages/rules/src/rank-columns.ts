/**
 * The ranking of rank.ts over columns of numbers: grades, shortlist, final order and seats of a whole
 * nation in about a second. What is rare (filling of unfilled seats, recorded decisions) goes
 * through the readable definition with the few rows it concerns. Held to rank.ts by test; null where
 * a rule set or the data is not of the usual kind, and then rank.ts does all.
 */
import { compareBytes } from './csv.ts'
import { formationIdAt } from './formation-columns.ts'
import type { FormationColumns } from './formation-columns.ts'
import { SKD } from './participant-columns.ts'
import { SKB_PRESENT } from './participant-syntax.ts'
import type { ParticipantColumns } from './participant-columns.ts'
import { nameAt } from './participant-rows.ts'
import { DECIDED_BY, FINAL_CODES, SKB_STATUSES } from './public-tables.ts'
import type { DecidedBy } from './public-tables.ts'
import type { RankReport } from './rank.ts'
import type { RuleSet } from './rule-set.ts'

export interface Round {
  readonly ruleSet: RuleSet
  readonly formations: FormationColumns
  readonly participants: ParticipantColumns
}

/** What became of each row; the counterpart of ResultRow. */
export interface ResultColumns {
  readonly skdRank: Int32Array
  readonly finalRank: Int32Array
  /** LISTED, and the places plus 1 of the final code and of `decided_by` in their lists (outcome). */
  readonly outcome: Uint16Array
  /** Formation of the seat of those who were moved. */
  readonly movedTo: Map<number, number>
  readonly shortlisted: Int32Array
  /** The numbers of each formation are made when somebody asks (formationReports). */
  readonly report: Omit<RankReport, 'formations'>
}

/** People of each formation who have a final score, best first. */
export interface FinalOrder {
  readonly rows: Int32Array
  /** Where each formation begins in `rows`, and one entry more. */
  readonly start: Int32Array
  /** How many have a seat, and how many more stand in an undecided tie across the last one. */
  readonly seated: Int32Array
  readonly tied: Int32Array
  /** Seats that nobody of the formation could take. */
  readonly free: Int32Array
  /** Where a missing value decided. */
  readonly absences: { formation: number; row: number; criterion: 'gpa' | 'age' }[]
}

/** A row is on the shortlist. */
export const LISTED = 256
const DECIDED = Object.fromEntries(DECIDED_BY.map((name, at) => [name, at + 1])) as Record<DecidedBy, number>
export const SEAT = codeOf('l')
export const NO_SEAT = codeOf('tl')
export const TIE = codeOf('tie')
const AS_STATUS = SKB_STATUSES.map((status) => (status === 'h' ? 0 : codeOf(status)))

export function codeOf(name: string): number {
  return FINAL_CODES.findIndex((code) => code === name) + 1
}

export function decided(name: DecidedBy): number {
  return DECIDED[name]
}

export function outcome(code: number, criterion: number): number {
  return LISTED | (code << 4) | criterion
}

export function finalCode(packed: number): number {
  return (packed >> 4) & 15
}

export function decidedBy(packed: number): number {
  return packed & 15
}

export function rankColumns(round: Round): { results: ResultColumns; final: FinalOrder } | null {
  const { ruleSet, formations, participants } = round
  const { count, key, skb, average, age, packing, held } = participants
  const tail = finalTail(ruleSet)
  if (tail === null) return null
  /** A sort value is the key, turned round so that the best stands first, and the row. */
  let rowSpace = 1
  while (rowSpace < count) rowSpace *= 2
  if (packing.size * rowSpace > Number.MAX_SAFE_INTEGER) return null

  const { start, values } = passedByFormation(participants, formations.count, rowSpace)
  const skdRank = new Int32Array(count)
  const finalRank = new Int32Array(count)
  const shortlistedOf = new Int32Array(formations.count)
  const outcomes = new Uint16Array(count)
  const final: FinalOrder = {
    rows: new Int32Array(held ? values.length : 0),
    start: new Int32Array(formations.count + 1),
    seated: new Int32Array(formations.count),
    tied: new Int32Array(formations.count),
    free: new Int32Array(formations.count),
    absences: [],
  }
  const report: ResultColumns['report'] = {
    stage: held ? 'final' : 'shortlist',
    ties: [],
    moves: [],
    placementsToConfirm: [],
    decidedByAbsence: [],
    keptInShortlist: [],
    mixedGradeScales: [],
    decisionsNotUsed: [],
    fillingGroups: [],
  }
  const [w0 = 1, w1 = 1] = packing.weights
  const skdCriteria = packing.parts.map((part) => DECIDED[part === 'skdTotal' ? 'skd_total' : part])
  const multiplier = ruleSet.shortlist.multiplier.value
  const scale = ruleSet.eligibility.gpaScaleMax.value

  /** The first SKD criterion that separates two keys; 0: none. */
  const skdDifference = (a: number, b: number): number => {
    if (a === b) return 0
    if (Math.floor(a / w0) !== Math.floor(b / w0)) return skdCriteria[0]!
    return Math.floor(a / w1) !== Math.floor(b / w1) ? skdCriteria[1]! : skdCriteria[2]!
  }
  const differsIn = (criterion: number, a: number, b: number): boolean =>
    criterion === DECIDED.gpa ? average[a] !== average[b] : age[a] !== age[b]
  /** The first criterion that separates two rows in the final order. */
  const difference = (a: number, b: number): number => {
    if (skb[a] !== skb[b]) return DECIDED.final
    return (
      skdDifference(key[a]!, key[b]!) ||
      (tail.find((criterion) => differsIn(criterion, a, b)) ?? DECIDED.undecided)
    )
  }
  /** Among rows that are equal in score and SKD. */
  const compareTail = (a: number, b: number): number => {
    for (const criterion of tail) {
      if (!differsIn(criterion, a, b)) continue
      // An absent average is 0 and so the lowest; an absent age is 0 and stands after all others.
      if (criterion === DECIDED.gpa) return average[b]! - average[a]!
      return (age[a] || Infinity) - (age[b] || Infinity)
    }
    return 0
  }

  let widest = 0
  for (let at = 0; at < formations.count; at++) widest = Math.max(widest, start[at + 1]! - start[at]!)
  /** The shortlisted of one formation by score; a value is the score, turned round, and the place by SKD. */
  const byScore = new Float64Array(widest)
  const listedRows = new Int32Array(widest)
  let placeSpace = 1
  while (placeSpace < widest) placeSpace *= 2
  const top = 2 ** 31
  if (top * placeSpace > Number.MAX_SAFE_INTEGER) return null
  let filled = 0

  for (let at = 0; at < formations.count; at++) {
    const from = start[at]!
    const to = start[at + 1]!
    const seats = formations.seats[at]!
    const limit = seats * multiplier
    sortRange(values, from, to)

    // Shortlist: a group that begins inside the limit goes on whole.
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
    let kept = 0
    let next = -1
    for (let place = listedTo; place < to; place++) {
      const row = values[place]!
      if (skb[row] !== 0) {
        // Nobody who was listed before is removed; these few follow at the end of the list.
        listedRows[listedTo - from + kept++] = row
        report.keptInShortlist.push(nameAt(participants, row))
      } else if (next === -1) next = key[row]!
    }
    if (kept > 1) {
      const names = report.keptInShortlist.splice(-kept, kept)
      report.keptInShortlist.push(...names.toSorted(compareBytes))
    }
    for (let place = from; place < to; place++) {
      const row = values[place]!
      const listed = place < listedTo
      const other = listed ? next : lastListed
      outcomes[row] = (other === -1 ? DECIDED.seats : skdDifference(key[row]!, other)) | (listed ? LISTED : 0)
    }
    const shortlisted = listedTo - from + kept
    shortlistedOf[at] = shortlisted
    final.start[at] = filled
    final.free[at] = seats
    if (!held) continue

    // Final order: by score, and where that is equal by the place in the order of the SKD.
    let scored = 0
    for (let place = 0; place < shortlisted; place++) {
      const row = place < listedTo - from ? values[from + place]! : listedRows[place]!
      const status = skb[row]! & 7
      if (status === 0) return null
      if (status === SKB_PRESENT) {
        listedRows[place] = row
        byScore[scored++] = (top - (skb[row]! >> 3)) * placeSpace + place
      } else outcomes[row] = outcome(AS_STATUS[status - 1]!, 0)
    }
    sortRange(byScore, 0, scored)
    const { rows } = final
    for (let place = 0; place < scored; place++) {
      const value = byScore[place]!
      rows[filled + place] = listedRows[value - Math.floor(value / placeSpace) * placeSpace]!
    }
    settleTies(rows, filled, filled + scored, participants, compareTail)

    // Seats: who stands across the last one together waits for a decision.
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
        outcomes[row] = outcome(TIE, DECIDED.undecided)
        continue
      }
      const other = place < seated ? best : cutOff
      const criterion = other === -1 ? DECIDED.seats : difference(row, other)
      outcomes[row] = outcome(place < seated ? SEAT : NO_SEAT, criterion)
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
    filled += scored
  }
  final.start[formations.count] = filled
  return {
    results: {
      skdRank,
      finalRank,
      outcome: outcomes,
      movedTo: new Map(),
      shortlisted: shortlistedOf,
      report,
    },
    final,
  }
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

/** The criteria after score and SKD, as places in DECIDED_BY; null: another order than the usual one. */
function finalTail(ruleSet: RuleSet): number[] | null {
  const [first, ...rest] = ruleSet.finalRanking.order.map((item) => item.key)
  const skd = ruleSet.shortlist.order.map((item) => item.key)
  if (first !== 'final' || skd.some((key, at) => rest[at] !== key)) return null
  const tail = rest.slice(skd.length).map((key) => (key === 'academicScore' ? 'gpa' : 'age'))
  return new Set(rest).size === rest.length ? tail.map((criterion) => DECIDED[criterion]) : null
}

/** Most formations are small, and for those a sort by hand is much quicker than a call. */
function sortRange(values: Float64Array, from: number, to: number): void {
  if (to - from > 32) {
    values.subarray(from, to).sort()
    return
  }
  for (let place = from + 1; place < to; place++) {
    const value = values[place]!
    let before = place - 1
    while (before >= from && values[before]! > value) {
      values[before + 1] = values[before]!
      before--
    }
    values[before + 1] = value
  }
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
