/**
 * What a rule set must satisfy beyond its shape: sums, limits, references.
 * A rule set that passes here can be ranked with; one that does not says where it is wrong.
 */
import type { RuleSet } from './rule-set.ts'
import { visit } from './shape.ts'
import type { ShapeProblem } from './shape.ts'

export function checkRuleSet(ruleSet: RuleSet): ShapeProblem[] {
  const problems: ShapeProblem[] = []
  const wrong = (path: string, message: string) => problems.push({ path, message })

  visit(ruleSet, '', (node, path) => {
    const source = node['source']
    if (typeof source === 'string' && !Object.hasOwn(ruleSet.sources, source)) {
      wrong(`${path}.source`, `${source} is not listed in sources`)
    }
    if (source === 'UNCONFIRMED' && node['confirmed'] === true) {
      wrong(`${path}.confirmed`, 'a number without a source cannot be confirmed')
    }
  })

  for (const [path, ids] of Object.entries({
    documents: ruleSet.documents.map((item) => item.id),
    ineligibilityReasons: ruleSet.ineligibilityReasons.map((item) => item.id),
    formationTypes: ruleSet.formationTypes.map((item) => item.id),
    'formationTypes.labels': ruleSet.formationTypes.flatMap((item) => item.labels),
    stages: ruleSet.stages.map((item) => item.id),
    'skd.parts': ruleSet.skd.parts.map((item) => item.id),
    'shortlist.order': ruleSet.shortlist.order.map((item) => item.key),
    'finalRanking.order': ruleSet.finalRanking.order.map((item) => item.key),
    'overflow.steps': ruleSet.overflow.steps.map((item) => item.code),
    objections: ruleSet.objections.map((item) => item.stage),
  })) {
    for (const twice of duplicates(ids)) wrong(path, `${twice} stands twice`)
  }

  checkTests(ruleSet, wrong)
  checkOrders(ruleSet, wrong)
  checkOverflow(ruleSet, wrong)

  for (const stage of ruleSet.stages) {
    if (stage.end < stage.start) wrong(`stages.${stage.id}.end`, 'ends before it starts')
  }
  const age = ruleSet.eligibility.age
  if (age.max.value < age.min.value) wrong('eligibility.age.max', 'is below the minimum age')
  for (const rule of ruleSet.objections) {
    if (rule.windowDays.value < 1) wrong(`objections.${rule.stage}.windowDays`, 'is below one day')
    if (rule.answerWithinDaysFromStart.value < rule.windowDays.value) {
      wrong(`objections.${rule.stage}.answerWithinDaysFromStart`, 'is shorter than the window')
    }
  }
  return problems
}

type Wrong = (path: string, message: string) => void

function checkTests(ruleSet: RuleSet, wrong: Wrong): void {
  const { skd, skb, integration } = ruleSet
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
  }
  for (const exception of skd.positionExceptions) {
    if (Object.hasOwn(skd.passingGrades, exception.id)) {
      wrong(`skd.positionExceptions.${exception.id}`, 'has the name of a set of passing grades')
    }
  }
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
  for (const item of ruleSet.shortlist.order) {
    if (item.order !== 'desc') wrong(`shortlist.order.${item.key}`, 'must be desc')
  }
  if (ruleSet.shortlist.multiplier.value < 1) wrong('shortlist.multiplier', 'is below 1')
}

function checkOverflow(ruleSet: RuleSet, wrong: Wrong): void {
  const { overflow, skd, codes } = ruleSet
  overflow.steps.forEach((step, at) => {
    if (step.n !== at + 1) wrong(`overflow.steps.${at}.n`, `expected ${at + 1}, found ${step.n}`)
    if (step.vacancy === 'general' && step.donors.some((kind) => kind.endsWith('Special'))) {
      wrong(`overflow.steps.${at}.donors`, 'a general seat has no same or other special kind')
    }
    if (!codes.some((code) => code.code === step.code && code.overflowStep === step.n)) {
      wrong(`overflow.steps.${at}.code`, `${step.code} of step ${step.n} is not in codes`)
    }
  })
  if (!Object.hasOwn(skd.passingGrades, overflow.conditions.mustMeetGradesOf.value)) {
    wrong('overflow.conditions.mustMeetGradesOf', 'is no set of passing grades')
  }
}

function duplicates(values: readonly string[]): string[] {
  return values.filter((value, at) => values.indexOf(value) !== at)
}
