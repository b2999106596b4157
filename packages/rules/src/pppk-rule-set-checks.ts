/**
 * What a PPPK rule set must satisfy beyond its shape: sums, references, directions of the order.
 */
import type { PppkRuleSet } from './pppk-rule-set.ts'
import { checkShared } from './shared-checks.ts'
import type { Wrong } from './shared-checks.ts'
import type { ShapeProblem } from './shape.ts'

export function checkPppkRuleSet(ruleSet: PppkRuleSet): ShapeProblem[] {
  const problems = checkShared(ruleSet)
  const wrong: Wrong = (path, message) => problems.push({ path, message })
  for (const [path, ids] of Object.entries<readonly string[]>({
    applicantGroups: ruleSet.applicantGroups.map((item) => item.code),
    phases: ruleSet.phases.flatMap((item) => item.groups),
    'test.variants': ruleSet.test.variants.flatMap((item) => item.positions),
  })) {
    for (const twice of ids.filter((id, at) => ids.indexOf(id) !== at)) wrong(path, `${twice} stands twice`)
  }
  checkTest(ruleSet, wrong)
  checkGroups(ruleSet, wrong)
  checkOrder(ruleSet, wrong)
  return problems
}

function checkTest({ test }: PppkRuleSet, wrong: Wrong): void {
  const { parts, maxTotal, questions } = test.default
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  for (const part of parts) {
    const best = part.points.correct ?? part.points.max
    if (best === undefined) wrong(`test.default.parts.${part.id}.points`, 'neither correct nor max')
    else if (best.value * part.questions.value !== part.max.value) {
      const expected = `${part.questions.value} questions of ${best.value} points`
      wrong(`test.default.parts.${part.id}.max`, `${part.max.value} is not ${expected}`)
    }
  }
  for (const id of ['technical', 'managerial', 'sociocultural', 'interview']) {
    if (!parts.some((part) => part.id === id)) wrong('test.default.parts', `${id} is missing`)
  }
  const total = sum(parts.map((part) => part.max.value))
  if (total !== maxTotal.value) {
    wrong('test.default.maxTotal', `${maxTotal.value} is not the sum of the parts, ${total}`)
  }
  const asked = sum(parts.map((part) => part.questions.value))
  if (asked !== questions.value) {
    wrong('test.default.questions', `${questions.value} is not the sum of the parts, ${asked}`)
  }
  const technical = parts.find((part) => part.id === 'technical')
  if (technical === undefined) return
  for (const variant of test.variants) {
    const expected = maxTotal.value - technical.max.value + variant.technical.max.value
    if (variant.maxTotal.value !== expected) {
      wrong(
        `test.variants.${variant.id}.maxTotal`,
        `${variant.maxTotal.value} is not the sum of the parts, ${expected}`,
      )
    }
    const count = questions.value - technical.questions.value + variant.technical.questions.value
    if (variant.questions.value !== count) {
      wrong(
        `test.variants.${variant.id}.questions`,
        `${variant.questions.value} is not the sum of the parts, ${count}`,
      )
    }
  }
}

function checkGroups(ruleSet: PppkRuleSet, wrong: Wrong): void {
  const codes = ruleSet.applicantGroups.map((group) => group.code)
  for (const phase of ruleSet.phases) {
    for (const code of phase.groups) {
      if (!codes.includes(code)) wrong(`phases.${phase.id}.groups`, `${code} is no group of applicants`)
    }
  }
  const placed = ruleSet.phases.flatMap((phase) => phase.groups)
  for (const code of codes) {
    if (!placed.includes(code)) wrong(`applicantGroups.${code}`, 'has no phase')
  }
}

function checkOrder(ruleSet: PppkRuleSet, wrong: Wrong): void {
  const ascending = ['phase', 'applicantGroup.rank', 'birthDate']
  for (const item of ruleSet.finalRanking.order) {
    const expected = ascending.includes(item.key) ? 'asc' : 'desc'
    if (item.order !== expected) wrong(`finalRanking.order.${item.key}`, `must be ${expected}`)
  }
  if (!ruleSet.finalRanking.order.some((item) => item.key === 'total')) {
    wrong('finalRanking.order', 'the total is missing')
  }
}
