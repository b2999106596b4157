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
  | { code: 'approvalMissing' }

export function checkSkbTests(
  ruleSet: RuleSet,
  agencyKind: 'regional' | 'central',
  tests: readonly SkbTest[],
  /** Of the minister, where extra tests need it; absent: not asked. */
  approved?: boolean,
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
  const needsApproval = 'extraNeedsApproval' in limits && limits.extraNeedsApproval?.value === true
  if (needsApproval && approved === false && extra.length > 0) problems.push({ code: 'approvalMissing' })
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

/** Points of a test as its maker counts them, on the scale of the rule set, in thousandths. */
export function scaledMilli(ruleSet: RuleSet, points: number, maxPoints: number): number {
  return divideHalfUp(points * ruleSet.skb.scale.value * 1000, maxPoints)
}

export interface TestMark {
  /** Null: was not there. */
  scoreMilli: number | null
  /** Whether the announced criterion of an eliminating test was met; null: the test has none. */
  metCriterion: boolean | null
}

export type SkbOutcome =
  | { status: 'h'; skbMilli: number }
  | { status: 'th'; test: string }
  | { status: 'tms1'; test: string; criterion: string }

/**
 * What the tests of one person come to: absent in any is absent (regulation.md 7.3), a failed criterion
 * eliminates only where it was announced (cases 22 and 23), else the weighted total counts.
 */
export function skbOutcome(
  tests: readonly SkbTest[],
  marks: Readonly<Record<string, TestMark | undefined>>,
): SkbOutcome {
  const absent = tests.find((test) => (marks[test.id]?.scoreMilli ?? null) === null)
  if (absent !== undefined) return { status: 'th', test: absent.id }
  const failed = tests.find((test) => mayEliminate(test) && marks[test.id]?.metCriterion === false)
  if (failed !== undefined) return { status: 'tms1', test: failed.id, criterion: failed.criterion ?? '' }
  const scores = Object.fromEntries(tests.map(({ id }) => [id, marks[id]?.scoreMilli ?? undefined]))
  return { status: 'h', skbMilli: skbTotalMilli(tests, scores) ?? 0 }
}
