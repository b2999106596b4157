/**
 * The shortlist for the SKB: at most three times the seats, and everybody who is equal in all four
 * SKD values to the last one (PermenPANRB 6/2024, SKD article; regulation.md 5.5). Grade average
 * and age play no part here.
 */
import { competitionRanks, shortlistOrder, tieGroups } from './ranking.ts'
import type { SkdKeys } from './ranking.ts'
import type { RuleSet } from './rule-set.ts'

export interface Shortlist<T> {
  limit: number
  /** Rank among those who met the grades. */
  ranks: Map<T, number>
  /** Best first. */
  listed: T[]
  left: T[]
}

/** `passed`: present in every part and all passing grades met. */
export function shortlist<T extends SkdKeys>(
  ruleSet: RuleSet,
  seats: number,
  passed: readonly T[],
): Shortlist<T> {
  const limit = seats * ruleSet.shortlist.multiplier.value
  const groups = tieGroups(shortlistOrder(ruleSet), passed)
  const listed: T[] = []
  const left: T[] = []
  for (const group of groups) {
    // A group that begins inside the limit goes on whole, even where it ends beyond it.
    if (listed.length < limit) listed.push(...group)
    else left.push(...group)
  }
  return { limit, ranks: competitionRanks(groups), listed, left }
}
