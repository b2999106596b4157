/**
 * What a rule set must satisfy beyond its shape: sums, limits, references.
 * A rule set that passes here can be ranked with; one that does not says where it is wrong.
 */
import type { RuleSet } from './rule-set.ts'
import { integrate } from './scoring.ts'
import { checkShared } from './shared-checks.ts'
import type { Wrong } from './shared-checks.ts'
import type { ShapeProblem } from './shape.ts'

export function checkRuleSet(ruleSet: RuleSet): ShapeProblem[] {
  const problems = checkShared(ruleSet)
  const wrong: Wrong = (path, message) => problems.push({ path, message })
  for (const label of duplicates(ruleSet.formationTypes.flatMap((item) => item.labels))) {
    wrong('formationTypes', `${label} is a label of two kinds of need`)
  }
  checkTests(ruleSet, wrong)
  checkGrades(ruleSet, wrong)
  checkWeights(ruleSet, wrong)
  checkOrders(ruleSet, wrong)
  checkOverflow(ruleSet, wrong)
  checkTimetable(ruleSet, wrong)
  checkAge(ruleSet, wrong)
  checkVectors(ruleSet, wrong)
  return problems
}

function checkTests(ruleSet: RuleSet, wrong: Wrong): void {
  const { skd } = ruleSet
  let total = 0
  for (const part of skd.parts) {
    total += part.max.value
    const best = part.points.correct ?? part.points.max
    if (best === undefined) wrong(`skd.parts.${part.id}.points`, 'neither correct nor max')
    else if (best.value * part.questions.value !== part.max.value) {
      wrong(
        `skd.parts.${part.id}.max`,
        `${part.max.value} is not ${part.questions.value} questions of ${best.value} points`,
      )
    }
  }
  for (const id of ['twk', 'tiu', 'tkp']) {
    if (!skd.parts.some((part) => part.id === id)) wrong('skd.parts', `${id} is missing`)
  }
  if (total !== skd.maxTotal.value) {
    wrong('skd.maxTotal', `${skd.maxTotal.value} is not the sum of the parts, ${total}`)
  }
  if (skd.minutes.visuallyImpaired.value < skd.minutes.default.value) {
    wrong('skd.minutes.visuallyImpaired', 'is shorter than the ordinary time')
  }
  if (skd.reuse.fromYear.value >= ruleSet.budgetYear) {
    wrong('skd.reuse.fromYear', `is not before the budget year ${ruleSet.budgetYear}`)
  }
}

/** Sets of passing grades: one for each kind of need, none that nobody can reach. */
function checkGrades(ruleSet: RuleSet, wrong: Wrong): void {
  const { skd } = ruleSet
  for (const type of ruleSet.formationTypes) {
    if (!Object.hasOwn(skd.passingGrades, type.id)) {
      wrong('skd.passingGrades', `no grades for the formation type ${type.id}`)
    }
  }
  const sets = [
    ...Object.entries(skd.passingGrades).map(([id, set]) => ({ path: `skd.passingGrades.${id}`, set })),
    ...skd.positionExceptions.map((set) => ({ path: `skd.positionExceptions.${set.id}`, set })),
  ]
  for (const { path, set } of sets) {
    for (const part of skd.parts) {
      const value = set[part.id]?.value ?? 0
      if (value > part.max.value)
        wrong(`${path}.${part.id}`, `${value} is above the maximum ${part.max.value}`)
    }
    const total = set.total?.value ?? 0
    if (total > skd.maxTotal.value) {
      wrong(`${path}.total`, `${total} is above the maximum ${skd.maxTotal.value}`)
    }
  }
  for (const exception of skd.positionExceptions) {
    if (Object.hasOwn(skd.passingGrades, exception.id)) {
      wrong(`skd.positionExceptions.${exception.id}`, 'has the name of a set of passing grades')
    }
  }
}

function checkWeights({ skb, integration }: RuleSet, wrong: Wrong): void {
  const weights = integration.weights.skd.value + integration.weights.skb.value
  if (weights !== skb.weightsMustSumTo.value) {
    wrong('integration.weights', `the weights sum to ${weights}, not ${skb.weightsMustSumTo.value}`)
  }
  for (const agency of ['regional', 'central'] as const) {
    const limits = skb.limits[agency]
    if (limits.catMinWeight.value + limits.extraMaxWeight.value > skb.weightsMustSumTo.value) {
      wrong(`skb.limits.${agency}`, 'least CAT weight and greatest extra weight exceed the whole')
    }
  }
}

function checkOrders(ruleSet: RuleSet, wrong: Wrong): void {
  const first = ruleSet.finalRanking.order[0]
  if (first?.key !== 'final') wrong('finalRanking.order', 'the final score must come first')
  for (const item of ruleSet.finalRanking.order) {
    const expected = item.key === 'birthDate' ? 'asc' : 'desc'
    if (item.order !== expected) wrong(`finalRanking.order.${item.key}`, `must be ${expected}`)
  }
  if (ruleSet.shortlist.order[0]?.key !== 'skdTotal') {
    wrong('shortlist.order', 'the SKD total must come first')
  }
  for (const item of ruleSet.shortlist.order) {
    if (item.order !== 'desc') wrong(`shortlist.order.${item.key}`, 'must be desc')
  }
  if (ruleSet.shortlist.multiplier.value < 1) wrong('shortlist.multiplier', 'is below 1')
}

function checkOverflow({ overflow, skd }: RuleSet, wrong: Wrong): void {
  for (const step of overflow.steps) {
    if (step.vacancy === 'general' && step.donors.some((kind) => kind.endsWith('Special'))) {
      wrong(`overflow.steps.${step.code}.donors`, 'a general seat has no same or other special kind')
    }
  }
  if (!Object.hasOwn(skd.passingGrades, overflow.conditions.mustMeetGradesOf.value)) {
    wrong('overflow.conditions.mustMeetGradesOf', 'is no set of passing grades')
  }
}

/** Stages stand in the order in which they begin, and an objection is against one of them. */
function checkTimetable({ stages, objections }: RuleSet, wrong: Wrong): void {
  stages.forEach((stage, at) => {
    const before = stages[at - 1]
    if (before !== undefined && stage.start < before.start) {
      wrong(`stages.${stage.id}.start`, `begins before ${before.id}, which stands above it`)
    }
  })
  for (const { stage } of objections) {
    if (!stages.some((one) => one.id === stage))
      wrong(`objections.${stage}.stage`, 'is no stage of the timetable')
  }
}

function checkAge({ eligibility: { age } }: RuleSet, wrong: Wrong): void {
  if (age.max.value < age.min.value) wrong('eligibility.age.max', 'is below the minimum age')
  age.exceptions.forEach((exception, at) => {
    if (exception.max.value <= age.max.value) {
      wrong(`eligibility.age.exceptions.${at}.max`, `is not above the ordinary ${age.max.value}`)
    }
  })
}

/** The worked examples of a rule set are what its weights and rounding give. */
function checkVectors(ruleSet: RuleSet, wrong: Wrong): void {
  ruleSet.testVectors.integration.forEach(({ skd, skbMilli, finalMilli }, at) => {
    const given = integrate(ruleSet, skd, skbMilli).finalMilli
    if (given !== finalMilli) {
      wrong(
        `testVectors.integration.${at}.finalMilli`,
        `${finalMilli} is not what the weights give, ${given}`,
      )
    }
  })
}

function duplicates(values: readonly string[]): string[] {
  return values.filter((value, at) => values.indexOf(value) !== at)
}
