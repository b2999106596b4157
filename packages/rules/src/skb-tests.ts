/**
 * The tests that make up the SKB of an announcement, and their weighted total (regulation.md,
 * section 6; PermenPANRB 6/2024 articles 22 and 34 to 37). Weights are whole per mille.
 */
import type { RuleSet } from './rule-set.ts'
import { divideHalfUp } from './scoring.ts'

export interface SkbTest {
  id: string
  kind: 'cat' | 'interview' | 'other'
  weightPerMille: number
  eliminating: boolean
  /** The stated criterion of an eliminating test, as announced. */
  criterion: string | null
}

export type SkbTestProblem =
  | { code: 'weightsSum'; found: number; expected: number }
  | { code: 'catMissing' }
  | { code: 'catWeight'; found: number; least: number }
  | { code: 'extraWeight'; found: number; most: number }
  | { code: 'extraCount'; found: number; most: number }
  | { code: 'interviewNotAllowed'; test: string }
  | { code: 'interviewWeight'; found: number; most: number }
  | { code: 'criterionMissing'; test: string }

export function checkSkbTests(
  ruleSet: RuleSet,
  agencyKind: 'regional' | 'central',
  tests: readonly SkbTest[],
): SkbTestProblem[] {
  const problems: SkbTestProblem[] = []
  const limits = ruleSet.skb.limits[agencyKind]
  const weight = (some: readonly SkbTest[]) => some.reduce((sum, test) => sum + test.weightPerMille, 0)
  const cat = tests.filter((test) => test.kind === 'cat')
  const extra = tests.filter((test) => test.kind !== 'cat')
  const interviews = tests.filter((test) => test.kind === 'interview')

  const whole = ruleSet.skb.weightsMustSumTo.value
  if (weight(tests) !== whole) problems.push({ code: 'weightsSum', found: weight(tests), expected: whole })
  if (cat.length === 0) problems.push({ code: 'catMissing' })
  if (weight(cat) < limits.catMinWeight.value) {
    problems.push({ code: 'catWeight', found: weight(cat), least: limits.catMinWeight.value })
  }
  if (weight(extra) > limits.extraMaxWeight.value) {
    problems.push({ code: 'extraWeight', found: weight(extra), most: limits.extraMaxWeight.value })
  }
  if (extra.length > limits.maxExtraTests.value) {
    problems.push({ code: 'extraCount', found: extra.length, most: limits.maxExtraTests.value })
  }
  for (const interview of interviews) {
    if ('interviewAllowed' in limits && !limits.interviewAllowed.value) {
      problems.push({ code: 'interviewNotAllowed', test: interview.id })
    }
  }
  if ('interviewMaxWeight' in limits && weight(interviews) > limits.interviewMaxWeight.value) {
    problems.push({
      code: 'interviewWeight',
      found: weight(interviews),
      most: limits.interviewMaxWeight.value,
    })
  }
  for (const test of tests) {
    if (test.eliminating && (test.criterion ?? '').trim() === '') {
      problems.push({ code: 'criterionMissing', test: test.id })
    }
  }
  return problems
}

/** An extra test eliminates only where the announcement said so, with its criterion (case 23). */
export function mayEliminate(test: SkbTest): boolean {
  return test.eliminating && (test.criterion ?? '').trim() !== ''
}

/** The SKB total in thousandths; null: a score is missing, so the person was absent somewhere. */
export function skbTotalMilli(
  tests: readonly SkbTest[],
  scoresMilli: Readonly<Record<string, number | undefined>>,
): number | null {
  let weighted = 0
  let weights = 0
  for (const test of tests) {
    const score = scoresMilli[test.id]
    if (score === undefined) return null
    weighted += score * test.weightPerMille
    weights += test.weightPerMille
  }
  return weights === 0 ? null : divideHalfUp(weighted, weights)
}
