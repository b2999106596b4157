/**
 * The day of a test (Peraturan BKN 5/2024; KepmenPANRB 321 and 347/2024; regulation.md 4.4, 5.2 and
 * 10.1): who is too late counts as absent, and how many minutes a person has. Where the text does not
 * say for whom the longer time is, the agency decides, and that is to be logged.
 */
import type { Moment } from './calendar.ts'
import type { PppkRuleSet } from './pppk-rule-set.ts'
import type { FormationType, RuleSet } from './rule-set.ts'

const MINUTE = 60_000

export interface Identification {
  outcome: 'admitted' | 'absent'
  /** From this moment on nobody is admitted. */
  closesAt: Moment
  source: string
}

/** Null: never came. Late is out, as absent (case 13). */
export function identification(
  ruleSet: RuleSet,
  startsAt: Moment,
  identifiedAt: Moment | null,
): Identification {
  const rule = ruleSet.testDay.identificationClosesMinutesBefore
  const closesAt = startsAt - rule.value * MINUTE
  const inTime = identifiedAt !== null && identifiedAt < closesAt
  return { outcome: inTime ? 'admitted' : 'absent', closesAt, source: rule.source }
}

export interface TestMinutes {
  minutes: number
  /** `agencyDecision`: the text does not cover the case, so the decision is logged (case 53). */
  basis: 'rule' | 'agencyDecision'
  source: string
  confirmed: boolean
}

/** `grantedByAgency`: for a visually impaired person whom the text does not name. */
export function skdMinutes(
  ruleSet: RuleSet,
  person: { visuallyImpaired: boolean; formationType: FormationType; grantedByAgency?: boolean },
): TestMinutes {
  const { default: ordinary, visuallyImpaired: longer, visuallyImpairedScope: scope } = ruleSet.skd.minutes
  const of = (rule: typeof ordinary, basis: TestMinutes['basis']): TestMinutes => ({
    minutes: rule.value,
    basis,
    source: rule.source,
    confirmed: rule.confirmed && (scope?.confirmed ?? true),
  })
  if (!person.visuallyImpaired) return { ...of(ordinary, 'rule'), confirmed: ordinary.confirmed }
  const covered = scope?.value !== 'disabilityFormation' || person.formationType === 'disability'
  if (covered) return { ...of(longer, 'rule'), confirmed: longer.confirmed }
  return of(person.grantedByAgency === true ? longer : ordinary, 'agencyDecision')
}

export function pppkMinutes(
  ruleSet: PppkRuleSet,
  visuallyImpaired: boolean,
): { competencies: number; interview: number; confirmed: boolean } {
  const { competencies, interview } = ruleSet.test.minutes[visuallyImpaired ? 'visuallyImpaired' : 'default']
  return {
    competencies: competencies.value,
    interview: interview.value,
    confirmed: competencies.confirmed && interview.confirmed,
  }
}
