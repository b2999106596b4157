/**
 * What every rule set must satisfy beyond its shape, whichever procurement it is for: sources, names that stand once, days
 * that exist, objections and codes that fit together.
 */
import type { PppkRuleSet } from './pppk-rule-set.ts'
import type { RuleSet } from './rule-set.ts'
import { join, name, visit } from './shape.ts'
import type { ShapeProblem } from './shape.ts'
import { isDate } from './tables.ts'

export type Wrong = (path: string, message: string) => void

export function checkShared(ruleSet: RuleSet | PppkRuleSet): ShapeProblem[] {
  const problems: ShapeProblem[] = []
  const wrong: Wrong = (path, message) => problems.push({ path, message })
  visit(ruleSet, '', (node, path) => {
    const source = node['source']
    if (typeof source === 'string' && !Object.hasOwn(ruleSet.sources, source)) {
      wrong(`${path}.source`, `${source} is not listed in sources`)
    }
    if (source === 'UNCONFIRMED' && node['confirmed'] === true) {
      wrong(`${path}.confirmed`, 'a number without a source cannot be confirmed')
    }
    for (const [key, value] of Object.entries(node)) {
      if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !isDate(value)) {
        wrong(`${path}.${key}`, `${value} is no day of the calendar`)
      }
      if (Array.isArray(value)) checkNames(value, join(path, key), wrong)
    }
    const { start, end } = node
    if (typeof start === 'string' && typeof end === 'string' && end < start) {
      wrong(`${path}.end`, 'ends before it starts')
    }
  })
  if (ruleSet.successor === ruleSet.ruleSet) wrong('successor', 'is the rule set itself')
  for (const document of ruleSet.documents) {
    if (document.maxKB.value < 1) wrong(`documents.${document.id}.maxKB`, 'is below one KB')
  }
  for (const rule of ruleSet.objections) {
    const path = `objections.${rule.stage}`
    if (rule.windowDays.value < 1) wrong(`${path}.windowDays`, 'is below one day')
    if (rule.answerWithinDaysFromStart.value < rule.windowDays.value) {
      wrong(`${path}.answerWithinDaysFromStart`, 'is shorter than the window')
    }
  }
  checkSteps(ruleSet, wrong)
  return problems
}

/** A list whose items have names has each name once; so has a list of texts, where they are codes. */
function checkNames(items: readonly unknown[], path: string, wrong: Wrong): void {
  const names = items.map((item, at) => (typeof item === 'string' ? item : name(item, at)))
  names.forEach((one, at) => {
    if (names.indexOf(one) !== at) wrong(join(path, one), 'stands twice')
  })
}

/** Steps of filling are numbered in order, and their codes are among the codes of results, and the reverse. */
function checkSteps({ overflow, codes }: RuleSet | PppkRuleSet, wrong: Wrong): void {
  overflow.steps.forEach((step, at) => {
    if (step.n !== at + 1) wrong(`overflow.steps.${step.code}.n`, `expected ${at + 1}, found ${step.n}`)
    if (!codes.some((code) => code.code === step.code && code.overflowStep === step.n)) {
      wrong(`overflow.steps.${step.code}.code`, `${step.code} of step ${step.n} is not in codes`)
    }
  })
  for (const { code, stage, overflowStep } of codes) {
    if (overflowStep === undefined || overflow.steps.some((step) => step.n === overflowStep)) continue
    wrong(`codes.${code}@${stage}.overflowStep`, `there is no step ${overflowStep}`)
  }
}
