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
  /** Least accreditation that the agency asks for; absent: none beyond that of the kind of need. */
  accreditation?: { programme: readonly string[] | null; university: readonly string[] | null }
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
  /** Approval of the appointing authority for a serving PPPK; absent: not asked, null: not said. */
  pppkApproval?: boolean | null
  /** On the date of graduation, never later ones; absent: not asked, null: not said. */
  accreditation?: { programme: string | null; university: string | null } | null
  /** The statement of five points; absent: not asked. */
  statement?: Statement
  /** Budget year until which a withdrawal bars the person; null: none. Absent: not asked. */
  barredThroughYear?: number | null
}

/** Null: the person did not say. */
export interface Statement {
  /** Years of a final prison sentence; 0: none. */
  prisonYears: number | null
  dismissed: boolean | null
  /** CPNS, PNS, soldier or police officer. */
  servingOfficial: boolean | null
  partyMember: boolean | null
  willingToBePlaced: boolean | null
}

export type ConditionId =
  | 'ageMinimum'
  | 'ageMaximum'
  | 'education'
  | 'educationLevel'
  | 'gpa'
  | 'accreditation'
  | 'formationType'
  | 'pppkContract'
  | 'pppkApproval'
  | 'prison'
  | 'dismissal'
  | 'servingOfficial'
  | 'partyMember'
  | 'placement'
  | 'sanction'

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
  | { kind: 'years'; value: number }
  | { kind: 'budgetYear'; value: number }
  | { kind: 'flag'; value: boolean }
  | { kind: 'accreditation'; programme: readonly string[]; university: readonly string[] }

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
  conditions.push(
    ...levelCondition(ruleSet, formation, person),
    ...accreditationCondition(ruleSet, formation, person),
    ...statementConditions(ruleSet, person),
    ...sanctionCondition(ruleSet, person, date),
  )
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
    if (person.pppkApproval !== undefined) {
      conditions.push(flagCondition('pppkApproval', person.pppkApproval, true, rule))
    }
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
    // Of the month before; month 0 is December of the year before.
    const length = daysInMonth(today.year, today.month - 1)
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

/** A kind of need may ask for a level beyond that of the vacancy (cumlaude: bachelor at least). */
function levelCondition(
  ruleSet: RuleSet,
  formation: FormationRequirements,
  { education }: PersonFacts,
): Condition[] {
  const levels = ruleSet.formationTypes.find((type) => type.id === formation.formationType)?.educationLevels
  if (levels === undefined || education === null || education.level === '') return []
  const ok = levels.value.includes(education.level)
  const accepted = formation.education.filter(({ level }) => levels.value.includes(level))
  return [
    {
      id: 'educationLevel',
      value: { kind: 'education', accepted: [education] },
      limit: { kind: 'education', accepted },
      ok,
      source: levels.source,
      confirmed: levels.confirmed,
      whatWouldSatisfy: ok ? null : { kind: 'education', accepted },
      fixed: false,
    },
  ]
}

function accreditationCondition(
  ruleSet: RuleSet,
  formation: FormationRequirements,
  { accreditation: held }: PersonFacts,
): Condition[] {
  if (held === undefined) return []
  const ofType = ruleSet.formationTypes.find((type) => type.id === formation.formationType)?.accreditation
  const asked = formation.accreditation
  const programme = ofType?.programme.value ?? asked?.programme ?? null
  const university = ofType?.university.value ?? asked?.university ?? null
  if (programme === null && university === null) return []
  const limit: ConditionValue = {
    kind: 'accreditation',
    programme: programme ?? [],
    university: university ?? [],
  }
  const meets = (accepted: readonly string[] | null, value: string | null) =>
    accepted === null ? true : value === null ? null : accepted.includes(value.trim().toUpperCase())
  const found =
    held === null ? [null] : [meets(programme, held.programme), meets(university, held.university)]
  const ok = found.includes(false) ? false : found.includes(null) ? null : true
  return [
    {
      id: 'accreditation',
      value:
        held === null
          ? null
          : {
              kind: 'accreditation',
              programme: held.programme === null ? [] : [held.programme],
              university: held.university === null ? [] : [held.university],
            },
      limit,
      ok,
      source: ofType?.programme.source ?? formation.source ?? ANNOUNCEMENT,
      confirmed: ofType === undefined || (ofType.programme.confirmed && ofType.university.confirmed),
      whatWouldSatisfy: ok === true ? null : limit,
      // What counts is the accreditation on the date of graduation, so it cannot change any more.
      fixed: ok === false,
    },
  ]
}

function flagCondition(
  id: ConditionId,
  value: boolean | null,
  limit: boolean,
  rule: { source: string; confirmed: boolean },
): Condition {
  const ok = value === null ? null : value === limit
  return {
    id,
    value: value === null ? null : { kind: 'flag', value },
    limit: { kind: 'flag', value: limit },
    ok,
    source: rule.source,
    confirmed: rule.confirmed,
    whatWouldSatisfy: ok === true ? null : { kind: 'flag', value: limit },
    fixed: false,
  }
}

/** The five points of the statement (PermenPANRB 6/2024 article 23; regulation.md 9.1). */
function statementConditions(ruleSet: RuleSet, { statement }: PersonFacts): Condition[] {
  if (statement === undefined) return []
  const bar = ruleSet.eligibility.prisonYearsBar
  const { prisonYears } = statement
  const ok = prisonYears === null ? null : prisonYears < bar.value
  return [
    {
      id: 'prison',
      value: prisonYears === null ? null : { kind: 'years', value: prisonYears },
      limit: { kind: 'years', value: bar.value },
      ok,
      source: bar.source,
      confirmed: bar.confirmed,
      whatWouldSatisfy: null,
      fixed: true,
    },
    { ...flagCondition('dismissal', statement.dismissed, false, bar), fixed: true },
    flagCondition('servingOfficial', statement.servingOfficial, false, bar),
    flagCondition('partyMember', statement.partyMember, false, bar),
    flagCondition('placement', statement.willingToBePlaced, true, bar),
  ]
}

/** Budget years after a withdrawal in which a person may not apply; who decides on it are officers. */
function sanctionCondition(
  ruleSet: RuleSet,
  { barredThroughYear: barred }: PersonFacts,
  date: CivilDate,
): Condition[] {
  if (barred === undefined) return []
  const rule = ruleSet.eligibility.withdrawalBanBudgetYears
  const year = parts(date).year
  const ok = barred === null || barred < year
  return [
    {
      id: 'sanction',
      value: barred === null ? null : { kind: 'budgetYear', value: barred },
      limit: { kind: 'budgetYear', value: year },
      ok,
      source: rule.source,
      confirmed: rule.confirmed,
      whatWouldSatisfy: ok || barred === null ? null : { kind: 'budgetYear', value: barred + 1 },
      fixed: !ok,
    },
  ]
}

/** One person, one application a year and one identity (cases 37 and 38). */
export function applicationsAllowed(
  ruleSet: Pick<RuleSet, 'application'>,
  applications: readonly { kind: 'PNS' | 'PPPK'; agencyId: string; positionId: string; nik: string }[],
): {
  ok: boolean
  broken: ('kinds' | 'agencies' | 'positions' | 'identities')[]
  /** `fail`: in every one of the applications, not only in the later ones. */
  outcome: 'allowed' | 'fail'
  /** Two identity numbers may draw a sanction as well; who decides on it is not the engine. */
  maySanction: boolean
  source: string
} {
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
  return {
    ok: broken.length === 0,
    broken,
    outcome: broken.length === 0 ? 'allowed' : rule.violationOutcome.value,
    maySanction: broken.includes('identities'),
    source: rule.violationOutcome.source,
  }
}
