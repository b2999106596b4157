/**
 * Scores in whole thousandths of a point (regulation.md, section 7.2): the published final score
 * is the sum of two parts that were already rounded. Rounding once at the end gives other orders.
 * Weights: PermenPANRB 6/2024 article 45; the rounding reproduces a published table of 2024.
 */
import type { RuleSet } from './rule-set.ts'

export interface Integration {
  /** The SKD total on the scale of 100, in thousandths. */
  skd100Milli: number
  skdWeightedMilli: number
  skbWeightedMilli: number
  finalMilli: number
}

/** `numerator / denominator` to the nearest whole number, half up; both at least 0, exact. */
export function divideHalfUp(numerator: number, denominator: number): number {
  const doubled = 2 * numerator + denominator
  const divisor = 2 * denominator
  return (doubled - (doubled % divisor)) / divisor
}

export function integrate(ruleSet: RuleSet, skdTotal: number, skbMilli: number): Integration {
  const { weights, scaleTo } = ruleSet.integration
  const skd100Milli = divideHalfUp(skdTotal * scaleTo.value * 1000, ruleSet.skd.maxTotal.value)
  const skdWeightedMilli = divideHalfUp(skd100Milli * weights.skd.value, 1000)
  const skbWeightedMilli = divideHalfUp(skbMilli * weights.skb.value, 1000)
  return {
    skd100Milli,
    skdWeightedMilli,
    skbWeightedMilli,
    finalMilli: skdWeightedMilli + skbWeightedMilli,
  }
}
