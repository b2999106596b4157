/**
 * The orders in which people stand: for the shortlist (PermenPANRB 6/2024, SKD article) and for the
 * final result (article 45). Both are read from the rule set, key by key. Who is equal in every
 * key stays equal: nothing here draws lots, and the order of rows never shows.
 */
import type { RuleSet } from './rule-set.ts'

export type Criterion = 'skd_total' | 'tkp' | 'tiu' | 'twk' | 'final' | 'gpa' | 'age' | 'decision'

export interface SkdKeys {
  skdTotal: number
  tkp: number
  tiu: number
  twk: number
}

export interface FinalKeys extends SkdKeys {
  finalMilli: number
  gpaX100: number | null
  birthDate: string | null
  seniority: number | null
  /** Place inside a tie that no rule decides, from a recorded decision. */
  tieOrder: number | null
}

interface Comparison<T, C extends string = Criterion> {
  criterion: C
  /** Below 0: `a` stands before `b`. */
  compare: (a: T, b: T) => number
}

export type Order<T, C extends string = Criterion> = readonly Comparison<T, C>[]

const SKD_COMPARISONS: Record<keyof SkdKeys, Comparison<SkdKeys>> = {
  skdTotal: { criterion: 'skd_total', compare: (a, b) => b.skdTotal - a.skdTotal },
  tkp: { criterion: 'tkp', compare: (a, b) => b.tkp - a.tkp },
  tiu: { criterion: 'tiu', compare: (a, b) => b.tiu - a.tiu },
  twk: { criterion: 'twk', compare: (a, b) => b.twk - a.twk },
}

const FINAL_COMPARISONS: Record<
  'final' | 'academicScore' | 'birthDate' | keyof SkdKeys,
  Comparison<FinalKeys>
> = {
  ...SKD_COMPARISONS,
  final: { criterion: 'final', compare: (a, b) => b.finalMilli - a.finalMilli },
  academicScore: {
    criterion: 'gpa',
    compare: (a, b) => absentLast(a.gpaX100, b.gpaX100, (x, y) => y - x),
  },
  birthDate: { criterion: 'age', compare: olderFirst },
}

/** What Panselnas decided where the rules end. */
export const DECISION: Comparison<{ tieOrder: number | null }, 'decision'> = {
  criterion: 'decision',
  compare: (a, b) => absentLast(a.tieOrder, b.tieOrder, (x, y) => x - y),
}

export function shortlistOrder(ruleSet: RuleSet): Order<SkdKeys> {
  return ruleSet.shortlist.order.map((item) => SKD_COMPARISONS[item.key])
}

/** The order of the rule set, and after it what Panselnas decided where it ends. */
export function finalOrder(ruleSet: RuleSet): Order<FinalKeys> {
  return [...ruleSet.finalRanking.order.map((item) => FINAL_COMPARISONS[item.key]), DECISION]
}

export interface AgeKeys {
  birthDate: string | null
  seniority: number | null
}

/** A full file has birth dates, a public one the order of age: never both in one ranking. */
export function olderFirst(a: AgeKeys, b: AgeKeys): number {
  return (
    absentLast(a.birthDate, b.birthDate, (x, y) => (x < y ? -1 : x > y ? 1 : 0)) ||
    absentLast(a.seniority, b.seniority, (x, y) => x - y)
  )
}

/** An absent value stands after a present one; two absent ones are equal. */
function absentLast<V>(a: V | null, b: V | null, compare: (a: V, b: V) => number): number {
  if (a === null) return b === null ? 0 : 1
  return b === null ? -1 : compare(a, b)
}

export function compareBy<T>(order: Order<T, string>, a: T, b: T): number {
  for (const { compare } of order) {
    const difference = compare(a, b)
    if (difference !== 0) return difference
  }
  return 0
}

/** The first criterion that separates two people; null: no rule does. */
export function firstDifference<T, C extends string>(order: Order<T, C>, a: T, b: T): C | null {
  return order.find(({ compare }) => compare(a, b) !== 0)?.criterion ?? null
}

/** Best first; those whom nothing separates stand together in one group. */
export function tieGroups<K, T extends K>(order: Order<K, string>, people: readonly T[]): T[][] {
  const groups: T[][] = []
  for (const person of people.toSorted((a, b) => compareBy(order, a, b))) {
    const group = groups.at(-1)
    const first = group?.[0]
    if (group !== undefined && first !== undefined && compareBy(order, first, person) === 0) {
      group.push(person)
    } else groups.push([person])
  }
  return groups
}

/** Competition ranking, 1 2 2 4: the rank is one more than the number of people before. */
export function competitionRanks<T>(groups: readonly T[][]): Map<T, number> {
  const ranks = new Map<T, number>()
  let rank = 1
  for (const group of groups) {
    for (const person of group) ranks.set(person, rank)
    rank += group.length
  }
  return ranks
}
