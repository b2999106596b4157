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

/**
 * A score as delivered ("71.35" or "71,35") in thousandths; null: not a number. More than three
 * decimals are rounded half up first, and `rounded` says so, to be recorded.
 */
export function parseMilli(text: string): { milli: number; rounded: boolean } | null {
  const match = /^(\d{1,6})(?:[.,](\d{1,9}))?$/.exec(text.trim())
  if (match === null) return null
  const decimals = match[2] ?? ''
  const exact = Number(match[1]) * 1000 + Number(decimals.slice(0, 3).padEnd(3, '0'))
  const rest = decimals.slice(3)
  const up = rest !== '' && Number(rest[0]) >= 5 ? 1 : 0
  return { milli: exact + up, rounded: /[1-9]/.test(rest) }
}

/** Thousandths as printed in files for machines: 73586 is 73.586. */
export function formatMilli(milli: number): string {
  const text = String(milli).padStart(4, '0')
  return `${text.slice(0, -3)}.${text.slice(-3)}`
}
