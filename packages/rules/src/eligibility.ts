/**
 * Who may apply (regulation.md, section 9): every condition with the value that was compared, the
 * limit, its source and what would satisfy it; never only yes or no. Nothing here decides: two
 * officers do. Age: PP 11/2017 and Keppres 17/2019, to the day, on the day the application is made.
 */
import { daysInMonth, parts } from './calendar.ts'
import type { CivilDate } from './calendar.ts'
import type { FormationType, RuleSet } from './rule-set.ts'

export interface FormationRequirements {
  formationType: FormationType
  /** Title as in the vacancy list; decides the exceptions to the greatest age. */
  position: string
  education: readonly EducationRequirement[]
  /** Hundredths of IPK, or of the diploma average; null: the agency set none. */
  gpaMinimumX100: number | null
  /** Ministry and rule of this vacancy: the announcement is the source of what the agency set. */
  source?: string
}

export interface EducationRequirement {
  level: string
  /** Code where the announcement gives one, and the name as printed. */
  programmeCode: string | null
  programmeName: string
}

export interface PersonFacts {
  birthDate: CivilDate | null
  education: EducationRequirement | null
  gpaX100: number | null
  /** `specialist` or `doctorate`, where the diploma shows one. */
  qualification: 'specialist' | 'doctorate' | null
  /** Kinds of special need for which the person declares proof. */
  formationTypes: readonly FormationType[]
  /** Months served under a PPPK contract; null: not a serving PPPK. */
  pppkContractMonths: number | null
}

export type ConditionId = 'ageMinimum' | 'ageMaximum' | 'education' | 'gpa' | 'formationType' | 'pppkContract'

export interface Condition<I extends string = ConditionId, V = ConditionValue> {
  id: I
  /** Null: the person did not say; then `ok` is null too. */
  value: V | null
  limit: V
  ok: boolean | null
  /** A key of the rule set's `sources`, or `ANNOUNCEMENT`. */
  source: string
  confirmed: boolean
  /** What would satisfy it, as data; null where nothing can (`fixed`) or nothing is needed. */
  whatWouldSatisfy: V | null
  /** Cannot be changed for this selection: age. */
  fixed: boolean
}

export type ConditionValue =
  | { kind: 'age'; years: number; months: number; days: number }
  | { kind: 'date'; date: CivilDate }
  | { kind: 'education'; accepted: readonly EducationRequirement[] }
  | { kind: 'hundredths'; value: number }
  | { kind: 'formationType'; types: readonly FormationType[] }
  | { kind: 'months'; value: number }

export const ANNOUNCEMENT = 'ANNOUNCEMENT'

/** `date`: the local day on which the application is made (case 35: not the opening or closing day). */
export function checkEligibility(
  ruleSet: RuleSet,
  formation: FormationRequirements,
  person: PersonFacts,
  date: CivilDate,
): Condition[] {
  const conditions = [
    ...ageConditions(ruleSet, formation, person, date),
    educationCondition(formation, person),
  ]
  const gpa = gpaCondition(ruleSet, formation, person)
  if (gpa !== null) conditions.push(gpa)
  if (formation.formationType !== 'general') conditions.push(typeCondition(ruleSet, formation, person))
  if (person.pppkContractMonths !== null) {
    const rule = ruleSet.eligibility.pppkContractMinYears
    const minimum = rule.value * 12
    const ok = person.pppkContractMonths >= minimum
    conditions.push({
      id: 'pppkContract',
      value: { kind: 'months', value: person.pppkContractMonths },
      limit: { kind: 'months', value: minimum },
      ok,
      source: rule.source,
      confirmed: rule.confirmed,
      whatWouldSatisfy: ok ? null : { kind: 'months', value: minimum },
      fixed: !ok,
    })
  }
  return conditions
}

function ageConditions(
  ruleSet: RuleSet,
  formation: FormationRequirements,
  person: PersonFacts,
  date: CivilDate,
): Condition[] {
  const { min } = ruleSet.eligibility.age
  const max = ageLimit(ruleSet, formation.position, person.qualification)
  const leapDay = ruleSet.eligibility.age.leapDayBirthday
  const { birthDate } = person
  const born29 = birthDate?.endsWith('-02-29') === true
  const age = birthDate === null ? null : ageOn(birthDate, date)
  const value: ConditionValue | null = age === null ? null : { kind: 'age', ...age }
  const reached = birthDate === null ? null : birthday(birthDate, min.value, leapDay.value)
  const last = birthDate === null ? null : birthday(birthDate, max.value, leapDay.value)
  const limit = (years: number): ConditionValue => ({ kind: 'age', years, months: 0, days: 0 })
  return [
    {
      id: 'ageMinimum',
      value,
      limit: limit(min.value),
      ok: reached === null ? null : date >= reached,
      source: min.source,
      confirmed: min.confirmed && (!born29 || leapDay.confirmed),
      whatWouldSatisfy: reached === null || date >= reached ? null : { kind: 'date', date: reached },
      fixed: true,
    },
    {
      id: 'ageMaximum',
      value,
      limit: limit(max.value),
      // The birthday itself still counts; one day later exceeds (cases 34 and 35).
      ok: last === null ? null : date <= last,
      source: max.source,
      confirmed: max.confirmed && (!born29 || leapDay.confirmed),
      whatWouldSatisfy: null,
      fixed: true,
    },
  ]
}

/** The greatest age for a position and the qualification a person holds for it. */
export function ageLimit(
  ruleSet: RuleSet,
  position: string,
  qualification: 'specialist' | 'doctorate' | null,
): { value: number; source: string; confirmed: boolean } {
  const { max, exceptions } = ruleSet.eligibility.age
  const exception = exceptions.find(
    (candidate) =>
      candidate.requiresQualification === qualification && namesPosition(position, candidate.positions),
  )
  return exception === undefined ? max : exception.max
}

/**
 * A listed title also stands for its ranks and specialities: DOKTER names DOKTER AHLI PERTAMA. Where
 * a longer listed title fits (DOKTER GIGI), the outcome is the same.
 */
export function namesPosition(position: string, titles: readonly string[]): boolean {
  const title = position.trim().toUpperCase()
  return titles.some((listed) => title === listed || title.startsWith(`${listed} `))
}

/** Full years, months and days; a birthday of 29 February falls on 1 March of other years. */
export function ageOn(
  birthDate: CivilDate,
  date: CivilDate,
): { years: number; months: number; days: number } {
  const birth = parts(birthDate)
  const today = parts(date)
  let months = (today.year - birth.year) * 12 + today.month - birth.month
  let days = today.day - birth.day
  if (days < 0) {
    months--
    const before = today.month === 1 ? 12 : today.month - 1
    const length = daysInMonth(before === 12 ? today.year - 1 : today.year, before)
    // A month without the day of birth reaches it on the first of the next: 29 February, 1 March.
    days = length < birth.day ? today.day - 1 : today.day + length - birth.day
  }
  return { years: Math.floor(months / 12), months: months % 12, days }
}

export function birthday(birthDate: CivilDate, years: number, leapDay: 'march1' | 'february28'): CivilDate {
  const birth = parts(birthDate)
  const year = birth.year + years
  if (birth.month === 2 && birth.day === 29 && daysInMonth(year, 2) === 28) {
    return leapDay === 'march1' ? `${year}-03-01` : `${year}-02-28`
  }
  return `${year}${birthDate.slice(4)}`
}

export function educationCondition(
  formation: Pick<FormationRequirements, 'education' | 'source'>,
  person: Pick<PersonFacts, 'education'>,
): Condition<'education'> {
  const ok =
    person.education === null
      ? null
      : formation.education.some((accepted) => sameEducation(accepted, person.education))
  return {
    id: 'education',
    value: person.education === null ? null : { kind: 'education', accepted: [person.education] },
    limit: { kind: 'education', accepted: formation.education },
    ok,
    source: formation.source ?? ANNOUNCEMENT,
    confirmed: true,
    whatWouldSatisfy: ok === true ? null : { kind: 'education', accepted: formation.education },
    fixed: false,
  }
}

/** Level and programme: by code where both have one, else by the name as printed. */
function sameEducation(accepted: EducationRequirement, held: EducationRequirement | null): boolean {
  if (held === null || accepted.level !== held.level) return false
  if (accepted.programmeCode !== null && held.programmeCode !== null) {
    return accepted.programmeCode === held.programmeCode
  }
  return spelled(accepted.programmeName) === spelled(held.programmeName)
}

function spelled(name: string): string {
  return name.toUpperCase().replaceAll(/\s+/g, ' ').trim()
}

function gpaCondition(
  ruleSet: RuleSet,
  formation: FormationRequirements,
  person: PersonFacts,
): Condition | null {
  const rule = ruleSet.eligibility.gpaMinimum
  const minimum = formation.gpaMinimumX100 ?? rule.value
  if (minimum === null) return null
  const ok = person.gpaX100 === null ? null : person.gpaX100 >= minimum
  return {
    id: 'gpa',
    value: person.gpaX100 === null ? null : { kind: 'hundredths', value: person.gpaX100 },
    limit: { kind: 'hundredths', value: minimum },
    ok,
    source: formation.gpaMinimumX100 === null ? rule.source : (formation.source ?? ANNOUNCEMENT),
    confirmed: formation.gpaMinimumX100 !== null || rule.confirmed,
    whatWouldSatisfy: ok === true ? null : { kind: 'hundredths', value: minimum },
    fixed: false,
  }
}

function typeCondition(ruleSet: RuleSet, formation: FormationRequirements, person: PersonFacts): Condition {
  const rule = ruleSet.formationTypes.find((type) => type.id === formation.formationType)
  const ok = person.formationTypes.includes(formation.formationType)
  const limit: ConditionValue = { kind: 'formationType', types: [formation.formationType] }
  return {
    id: 'formationType',
    value: { kind: 'formationType', types: person.formationTypes },
    limit,
    ok,
    source: rule?.source ?? ANNOUNCEMENT,
    confirmed: rule?.confirmed ?? false,
    whatWouldSatisfy: ok ? null : limit,
    fixed: false,
  }
}

/** One person, one application a year and one identity (cases 37 and 38). */
export function applicationsAllowed(
  ruleSet: RuleSet,
  applications: readonly { kind: 'PNS' | 'PPPK'; agencyId: string; positionId: string; nik: string }[],
): { ok: boolean; broken: ('kinds' | 'agencies' | 'positions' | 'identities')[]; source: string } {
  const distinct = (values: string[]) => new Set(values).size
  const rule = ruleSet.application
  const broken: ('kinds' | 'agencies' | 'positions' | 'identities')[] = []
  if (distinct(applications.map((item) => item.kind)) > rule.kindsPerYear.value) broken.push('kinds')
  if (distinct(applications.map((item) => item.agencyId)) > rule.agenciesPerPeriod.value)
    broken.push('agencies')
  if (distinct(applications.map((item) => item.positionId)) > rule.positionKindsPerPeriod.value) {
    broken.push('positions')
  }
  if (distinct(applications.map((item) => item.nik)) > 1) broken.push('identities')
  return { ok: broken.length === 0, broken, source: rule.violationOutcome.source }
}
