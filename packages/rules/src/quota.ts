/**
 * Least number of seats for a special need (regulation.md 4.3): a share of all seats of the agency,
 * rounded up, or a number by the size of the agency. PermenPANRB 27/2021; the rounding as seen in the
 * vacancy list of 2024.
 */
import type { FormationType, RuleSet } from './rule-set.ts'

export interface Quota {
  formationType: FormationType
  leastSeats: number
  /** Null: by the size of the agency, not a share. */
  sharePerMille: number | null
  source: string
  confirmed: boolean
}

/** `seats`: of the agency; `nusantara`: those of them in the new capital, which have a quota of their own. */
export function quotas(
  ruleSet: RuleSet,
  agencyKind: 'central' | 'regional',
  seats: number,
  nusantara = 0,
): Quota[] {
  const concerns = (agency: 'central' | 'regional' | 'all') => agency === 'all' || agency === agencyKind
  return ruleSet.formationTypes.flatMap(({ id, quota, seatSteps }): Quota[] => {
    const found: Quota[] = []
    if (quota !== undefined && concerns(quota.agency)) {
      const { value: share, source } = quota.minShare
      const confirmed = quota.minShare.confirmed && (quota.rounding?.confirmed ?? true)
      const base = quota.of === undefined ? seats : nusantara
      const rest = (base * share) % 1000
      const leastSeats = (base * share - rest) / 1000 + (rest === 0 ? 0 : 1)
      if (quota.of === undefined || base > 0) {
        found.push({ formationType: id, leastSeats, sharePerMille: share, source, confirmed })
      }
    }
    const step = seatSteps?.steps.findLast(({ fromSeats }) => fromSeats <= seats)
    if (seatSteps !== undefined && step !== undefined && concerns(seatSteps.agency)) {
      const { value: leastSeats, source, confirmed } = step.least
      found.push({ formationType: id, leastSeats, sharePerMille: null, source, confirmed })
    }
    return found
  })
}
