/**
 * Least number of seats for a special need (regulation.md 4.3): a share of all seats of the agency,
 * rounded up. PermenPANRB 27/2021; the rounding as seen in the vacancy list of 2024.
 */
import type { FormationType, RuleSet } from './rule-set.ts'

export interface Quota {
  formationType: FormationType
  leastSeats: number
  sharePerMille: number
  source: string
  confirmed: boolean
}

export function quotas(ruleSet: RuleSet, agencyKind: 'central' | 'regional', seats: number): Quota[] {
  return ruleSet.formationTypes.flatMap(({ id, quota }) => {
    if (quota === undefined || (quota.agency !== 'all' && quota.agency !== agencyKind)) return []
    const share = quota.minShare
    const whole = (seats * share.value) % 1000 === 0 ? 0 : 1
    return [
      {
        formationType: id,
        leastSeats: Math.floor((seats * share.value) / 1000) + whole,
        sharePerMille: share.value,
        source: share.source,
        confirmed: share.confirmed && (quota.rounding?.confirmed ?? true),
      },
    ]
  })
}
