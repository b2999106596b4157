/**
 * Objections (sanggah): who may object, when, once, and what two answers lead to (regulation.md,
 * section 11; states.md 3.3). Days are calendar days; the window opens at the later of its scheduled
 * start and the moment the result is effective.
 */
import { addDays, civilDate, endOfDay } from './calendar.ts'
import type { CivilDate, Moment } from './calendar.ts'
import { positionIn } from './deadlines.ts'
import type { Window } from './deadlines.ts'
import { firstRefusal } from './refusals.ts'
import type { RefusalCode } from './refusals.ts'
import type { RuleSet } from './rule-set.ts'

export type ObjectionStage = RuleSet['objections'][number]['stage']
export type ObjectionRule = RuleSet['objections'][number]

/** Null: the rule set gives no objection at this stage (after the SKD in 2024). */
export function objectionRule(
  ruleSet: Pick<RuleSet, 'objections'>,
  stage: ObjectionStage,
): ObjectionRule | null {
  return ruleSet.objections.find((rule) => rule.stage === stage) ?? null
}

export const OBJECTION_TEXT_LENGTH = { least: 50, most: 4000 } as const

export interface ObjectionAttempt {
  arrivedAt: Moment
  /** Null: the stage has no window yet. */
  window: Window | null
  /** An adverse decision about the person who objects (case 42: never about another). */
  ownAdverseDecision: boolean
  objectionsBefore: number
  newDocuments: number
}

/** The refusal to show, or null where the objection is taken. */
export function objectionRefusal(rule: ObjectionRule, attempt: ObjectionAttempt): RefusalCode | null {
  const position = attempt.window === null ? 'before' : positionIn(attempt.window, attempt.arrivedAt)
  return firstRefusal('object', {
    notAdverse: !attempt.ownAdverseDecision,
    objectionNotOpen: position === 'before',
    objectionTwice: attempt.objectionsBefore >= rule.times.value,
    objectionClosed: position === 'after',
    newDocument: attempt.newDocuments > 0 && !rule.newDocumentsAllowed.value,
  })
}

export interface ObjectionDates {
  answerBy: CivilDate
  answerDueAt: Moment
  reannounceBy: CivilDate
  reannounceDueAt: Moment
}

/** Answers count from the first day of the window, the new announcement from its last. */
export function objectionDates(rule: ObjectionRule, window: Window, zoneMinutes: number): ObjectionDates {
  const first = civilDate(window.opensAt, zoneMinutes)
  const last = civilDate(window.closesAt - 1, zoneMinutes)
  const answerBy = addDays(first, rule.answerWithinDaysFromStart.value - 1)
  const reannounceBy = addDays(last, rule.reannounceWithinDaysAfterWindow.value)
  return {
    answerBy,
    answerDueAt: endOfDay(answerBy, zoneMinutes),
    reannounceBy,
    reannounceDueAt: endOfDay(reannounceBy, zoneMinutes),
  }
}

export interface ObjectionAnswer {
  officer: string
  outcome: 'granted' | 'refused'
}

export type ObjectionState =
  | { state: 'filed' | 'inPanel' | 'chaired' }
  | { state: 'granted' | 'refused'; by: readonly string[]; chaired: boolean }

/** Two members answer; where they differ, the chair sides with one. */
export function objectionOutcome(
  answers: readonly ObjectionAnswer[],
  chair: ObjectionAnswer | null = null,
): ObjectionState {
  const people = [...answers, ...(chair === null ? [] : [chair])].map((answer) => answer.officer)
  if (new Set(people).size !== people.length) throw new Error('each answer needs another person')
  const [first, second] = answers
  if (first === undefined) return { state: 'filed' }
  if (second === undefined) return { state: 'inPanel' }
  if (first.outcome === second.outcome) {
    return { state: first.outcome, by: [first.officer, second.officer], chaired: false }
  }
  if (chair === null) return { state: 'chaired' }
  const sided = first.outcome === chair.outcome ? first : second
  return { state: chair.outcome, by: [sided.officer, chair.officer], chaired: true }
}
