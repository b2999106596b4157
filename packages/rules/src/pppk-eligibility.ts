/**
 * Who may apply for a PPPK position (PP 49/2018; PermenPANRB 6/2024 article 23; regulation.md 9.2 and
 * 10.3): age from 20 to one year before the age limit of the position, education, in phase I only at
 * the own workplace, in phase II with years of active service. Nothing here decides.
 */
import type { CivilDate } from './calendar.ts'
import { ageOn, birthday, educationCondition } from './eligibility.ts'
import type { Condition, ConditionValue, EducationRequirement } from './eligibility.ts'
import type { PppkRuleSet } from './pppk-rule-set.ts'

export interface PppkRequirements {
  agencyId: string
  /** Set by the law on the position, not by a decree on selection; the announcement names it. */
  positionAgeLimit: number
  education: readonly EducationRequirement[]
  source?: string
}

export interface PppkFacts {
  birthDate: CivilDate | null
  education: EducationRequirement | null
  /** Code of the group, as R3. */
  applicantGroup: string
  workplaceAgencyId: string | null
  activeServiceMonths: number | null
}

export type PppkConditionId = 'ageMinimum' | 'ageMaximum' | 'education' | 'workplace' | 'activeService'

export type PppkCondition = Condition<PppkConditionId, ConditionValue | { kind: 'agency'; agencyId: string }>

export function checkPppkEligibility(
  ruleSet: PppkRuleSet,
  formation: PppkRequirements,
  person: PppkFacts,
  date: CivilDate,
): PppkCondition[] {
  const conditions: PppkCondition[] = [
    ...ageConditions(ruleSet, formation, person, date),
    educationCondition(formation, person),
  ]
  const [first] = ruleSet.phases
  const inFirst = first?.groups.includes(person.applicantGroup) ?? false
  const workplace = ruleSet.eligibility.phase1AgencyMustBeWorkplace
  if (inFirst && workplace.value) {
    const ok = person.workplaceAgencyId === null ? null : person.workplaceAgencyId === formation.agencyId
    const limit = { kind: 'agency' as const, agencyId: formation.agencyId }
    conditions.push({
      id: 'workplace',
      value:
        person.workplaceAgencyId === null ? null : { kind: 'agency', agencyId: person.workplaceAgencyId },
      limit,
      ok,
      source: workplace.source,
      confirmed: workplace.confirmed,
      whatWouldSatisfy: ok === true ? null : limit,
      fixed: false,
    })
  }
  if (!inFirst) {
    const service = ruleSet.eligibility.activeServiceYearsPhase2
    const months = service.value * 12
    const held = person.activeServiceMonths
    const ok = held === null ? null : held >= months
    conditions.push({
      id: 'activeService',
      value: held === null ? null : { kind: 'months', value: held },
      limit: { kind: 'months', value: months },
      ok,
      source: service.source,
      confirmed: service.confirmed,
      whatWouldSatisfy: ok === true ? null : { kind: 'months', value: months },
      fixed: ok === false,
    })
  }
  return conditions
}

function ageConditions(
  ruleSet: PppkRuleSet,
  formation: PppkRequirements,
  { birthDate }: PppkFacts,
  date: CivilDate,
): PppkCondition[] {
  const { min, maxRule, referenceDate, leapDayBirthday } = ruleSet.eligibility.age
  const most = formation.positionAgeLimit - 1
  const born29 = birthDate?.endsWith('-02-29') === true
  const confirmed = referenceDate.confirmed && (!born29 || leapDayBirthday.confirmed)
  const value: ConditionValue | null = birthDate === null ? null : { kind: 'age', ...ageOn(birthDate, date) }
  const limit = (years: number): ConditionValue => ({ kind: 'age', years, months: 0, days: 0 })
  const reached = birthDate === null ? null : birthday(birthDate, min.value, leapDayBirthday.value)
  const last = birthDate === null ? null : birthday(birthDate, most, leapDayBirthday.value)
  return [
    {
      id: 'ageMinimum',
      value,
      limit: limit(min.value),
      ok: reached === null ? null : date >= reached,
      source: min.source,
      confirmed: min.confirmed && confirmed,
      whatWouldSatisfy: reached === null || date >= reached ? null : { kind: 'date', date: reached },
      fixed: true,
    },
    {
      id: 'ageMaximum',
      value,
      limit: limit(most),
      ok: last === null ? null : date <= last,
      source: maxRule.source,
      confirmed: maxRule.confirmed && confirmed,
      whatWouldSatisfy: null,
      fixed: true,
    },
  ]
}
