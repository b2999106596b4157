/**
 * The PPPK total (regulation.md 10.1, 10.5 and 10.7; KepmenPANRB 347/2024, PermenPANRB 6/2024 article
 * 22): parts, added points on the technical part with their cap, a weighted extra technical test. In
 * thousandths of a point, since a weight may split one. Each test has its own maximum: totals of
 * different tests are never compared, because each formation has one test.
 */
import { namesPosition } from './eligibility.ts'
import { PPPK_MINIMA } from './pppk-rule-set.ts'
import type { PPPK_PARTS, PppkRuleSet } from './pppk-rule-set.ts'
import { divideHalfUp } from './scoring.ts'

export type PppkPart = (typeof PPPK_PARTS)[number]

export const DEFAULT_TEST = 'default'

export interface PppkTest {
  id: string
  maxima: Readonly<Record<PppkPart, number>>
  maxTotal: number
  source: string
  confirmed: boolean
}

/** `default`, or the id of a variant; null: the rule set has no such test. */
export function pppkTest(ruleSet: PppkRuleSet, id: string): PppkTest | null {
  const { parts, maxTotal } = ruleSet.test.default
  const maximum = (part: PppkPart) => parts.find((candidate) => candidate.id === part)?.max.value ?? 0
  const maxima = {
    technical: maximum('technical'),
    managerial: maximum('managerial'),
    sociocultural: maximum('sociocultural'),
    interview: maximum('interview'),
  }
  if (id === DEFAULT_TEST) {
    const { value, source, confirmed } = maxTotal
    return { id, maxima, maxTotal: value, source, confirmed }
  }
  const variant = ruleSet.test.variants.find((candidate) => candidate.id === id)
  if (variant === undefined) return null
  const { value, source, confirmed } = variant.maxTotal
  return {
    id,
    maxima: { ...maxima, technical: variant.technical.max.value },
    maxTotal: value,
    source,
    confirmed,
  }
}

/** Which test a position takes: some have fewer technical questions (case 52). */
export function testOfPosition(ruleSet: PppkRuleSet, position: string): string {
  const variant = ruleSet.test.variants.find((candidate) => namesPosition(position, candidate.positions))
  return variant?.id ?? DEFAULT_TEST
}

export interface PppkScores {
  technical: number
  managerial: number
  sociocultural: number
  interview: number
  /** Of the extra technical test, on the scale of the technical part; null: there was none. */
  extraMilli: number | null
  /** Approved share of the technical maximum, per mille. */
  bonusPerMille: number
}

export interface PppkTotal {
  /** With weight, bonus and cap: what the tie-break compares. */
  technicalMilli: number
  bonusMilli: number
  /** Points beyond the maximum of the part, which do not count. */
  cutMilli: number
  managerialPlusSociocultural: number
  interview: number
  totalMilli: number
}

export function pppkTotal(
  ruleSet: PppkRuleSet,
  test: PppkTest,
  extraPerMille: number,
  scores: PppkScores,
): PppkTotal {
  const whole = ruleSet.extraTechnicalTest.weightsMustSumTo.value
  const tested = scores.technical * 1000
  const weighted =
    scores.extraMilli === null
      ? tested
      : divideHalfUp(tested * (whole - extraPerMille) + scores.extraMilli * extraPerMille, whole)
  // A share per mille of whole points is whole thousandths.
  const bonusMilli = test.maxima.technical * scores.bonusPerMille
  const most = ruleSet.bonus.capAtTechnicalMax.value ? test.maxima.technical * 1000 : Infinity
  const technicalMilli = Math.min(weighted + bonusMilli, most)
  const managerialPlusSociocultural = scores.managerial + scores.sociocultural
  return {
    technicalMilli,
    bonusMilli,
    cutMilli: weighted + bonusMilli - technicalMilli,
    managerialPlusSociocultural,
    interview: scores.interview,
    totalMilli: technicalMilli + (managerialPlusSociocultural + scores.interview) * 1000,
  }
}

/** The greatest share that certificates and other grounds may add, per mille of the technical maximum. */
export function greatestBonus(ruleSet: PppkRuleSet): number {
  const shares = ruleSet.bonus.items
    .filter((item) => item.enabled.value)
    .map((item) => item.maxShareOfTechnicalMax.value)
  if (shares.length === 0) return 0
  return ruleSet.bonus.cumulative.value ? shares.reduce((sum, share) => sum + share, 0) : Math.max(...shares)
}

/** What a person's approved grounds add together; a ground twice counts once (regulation.md 10.5). */
export function bonusShare(
  ruleSet: PppkRuleSet,
  approved: readonly { id: string; sharePerMille: number }[],
): { perMille: number; refused: string[] } {
  const granted = new Map<string, number>()
  const refused: string[] = []
  for (const { id, sharePerMille } of approved) {
    const item = ruleSet.bonus.items.find((candidate) => candidate.id === id)
    if (item === undefined || !item.enabled.value) refused.push(id)
    else
      granted.set(
        id,
        Math.max(granted.get(id) ?? 0, Math.min(sharePerMille, item.maxShareOfTechnicalMax.value)),
      )
  }
  const shares = [...granted.values()]
  const perMille = ruleSet.bonus.cumulative.value
    ? shares.reduce((sum, share) => sum + share, 0)
    : Math.max(0, ...shares)
  return { perMille, refused }
}

export type PppkMinimum = (typeof PPPK_MINIMA)[number]

/** Minima that were missed, in the order of the rule set; 2024 has none, so it is always empty. */
export function missedMinima(ruleSet: PppkRuleSet, total: PppkTotal): PppkMinimum[] {
  const minima = ruleSet.test.passingGrade.value
  if (minima === null) return []
  const values = {
    technical: total.technicalMilli,
    managerialPlusSociocultural: total.managerialPlusSociocultural * 1000,
    interview: total.interview * 1000,
    total: total.totalMilli,
  }
  return PPPK_MINIMA.filter((name) => {
    const minimum = minima[name]
    return minimum !== null && values[name] < minimum * 1000
  })
}

export type ExtraTestProblem =
  | { code: 'notAllowed' }
  | { code: 'approvalMissing' }
  | { code: 'notAnnounced' }
  | { code: 'weightsSum'; found: number; expected: number }
  | { code: 'extraWeight'; found: number; most: number }

/** May a vacancy hold this extra technical test? Weights are per mille of the technical part. */
export function checkExtraTest(
  ruleSet: PppkRuleSet,
  extra: {
    catPerMille: number
    extraPerMille: number
    ministerApproved: boolean
    announced: boolean
  },
): ExtraTestProblem[] {
  const rule = ruleSet.extraTechnicalTest
  const problems: ExtraTestProblem[] = []
  if (!rule.allowed.value) problems.push({ code: 'notAllowed' })
  if (rule.needsMinisterApproval.value && !extra.ministerApproved) problems.push({ code: 'approvalMissing' })
  if (rule.weightMustBeAnnounced.value && !extra.announced) problems.push({ code: 'notAnnounced' })
  const found = extra.catPerMille + extra.extraPerMille
  const expected = rule.weightsMustSumTo.value
  if (found !== expected) problems.push({ code: 'weightsSum', found, expected })
  const most = rule.maxWeight.value
  if (most !== null && extra.extraPerMille > most) {
    problems.push({ code: 'extraWeight', found: extra.extraPerMille, most })
  }
  return problems
}
