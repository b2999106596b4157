/**
 * The orders of ranking.ts over columns: which of two rows stands first, and which criterion says so.
 * Null where a rule set has another order than the usual one: score, then the SKD as for the
 * shortlist, then grade average and age.
 */
import type { ParticipantColumns } from './participant-columns.ts'
import { DECIDED } from './result-columns.ts'
import type { RuleSet } from './rule-set.ts'

export interface ColumnOrder {
  /** The first SKD criterion that separates two keys, as its place in DECIDED_BY; 0: none. */
  skdDifference(a: number, b: number): number
  /** The first criterion that separates two rows in the final order; `undecided`: none. */
  difference(a: number, b: number): number
  /** Below 0: row `a` stands first, of two that are equal in score and SKD. */
  compareTail(a: number, b: number): number
}

export function columnOrder(
  ruleSet: RuleSet,
  { packing, key, skb, average, age }: ParticipantColumns,
): ColumnOrder | null {
  const tail = finalTail(ruleSet)
  if (tail === null) return null
  const [w0 = 1, w1 = 1] = packing.weights
  const skdCriteria = packing.parts.map((part) => DECIDED[part === 'skdTotal' ? 'skd_total' : part])
  const skdDifference = (a: number, b: number): number => {
    if (a === b) return 0
    if (Math.floor(a / w0) !== Math.floor(b / w0)) return skdCriteria[0]!
    return Math.floor(a / w1) !== Math.floor(b / w1) ? skdCriteria[1]! : skdCriteria[2]!
  }
  const differsIn = (criterion: number, a: number, b: number): boolean =>
    criterion === DECIDED.gpa ? average[a] !== average[b] : age[a] !== age[b]
  const difference = (a: number, b: number): number => {
    if (skb[a] !== skb[b]) return DECIDED.final
    return (
      skdDifference(key[a]!, key[b]!) ||
      (tail.find((criterion) => differsIn(criterion, a, b)) ?? DECIDED.undecided)
    )
  }
  const compareTail = (a: number, b: number): number => {
    for (const criterion of tail) {
      if (!differsIn(criterion, a, b)) continue
      // An absent average is 0 and so the lowest; an absent age is 0 and stands after all others.
      if (criterion === DECIDED.gpa) return average[b]! - average[a]!
      return (age[a] || Infinity) - (age[b] || Infinity)
    }
    return 0
  }
  return { skdDifference, difference, compareTail }
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
export function sortRange(values: Float64Array, from: number, to: number): void {
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
