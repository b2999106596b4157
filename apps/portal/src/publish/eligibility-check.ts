// The eligibility check without an account: reads a form, computes with the rules, keeps nothing.
import {
  checkEligibility,
  type Condition,
  type EducationRequirement,
  type FormationRequirements,
} from '@terang/rules/eligibility.ts'
import type { FormationType, RuleSet } from '@terang/rules/rule-set.ts'
import type { FormError } from '../ui/fields.tsx'
import type { PublishedFormation } from './published.ts'
import { isDate } from './schedule.ts'
import type { PublishWords } from './public-page.tsx'

export interface CheckTyped {
  readonly education: string
  readonly day: string
  readonly month: string
  readonly year: string
  readonly gpa: string
  readonly proof: boolean
}

export const emptyCheck: CheckTyped = { education: '', day: '', month: '', year: '', gpa: '', proof: false }

export function requirementsForRules(formation: PublishedFormation): FormationRequirements {
  const levels = formation.level.split('/')
  const programmes = formation.programmes.length > 0 ? formation.programmes : [{ name: formation.level }]
  return {
    formationType: formation.formationType as FormationType,
    position: formation.positionTitle,
    education: levels.flatMap((level) =>
      programmes.map((one): EducationRequirement => ({
        level,
        programmeCode: one.code ?? null,
        programmeName: one.name,
      })),
    ),
    gpaMinimumX100: formation.minGpaX100 ?? null,
  }
}

/** The accepted diplomas as choices; `lain` is any other. */
export function educationChoices(
  formation: PublishedFormation,
): { value: string; requirement: EducationRequirement }[] {
  return requirementsForRules(formation).education.map((requirement, i) => ({
    value: String(i),
    requirement,
  }))
}

export function readTyped(form: Readonly<Record<string, unknown>>): CheckTyped {
  const text = (name: string) => (typeof form[name] === 'string' ? form[name].trim().slice(0, 40) : '')
  return {
    education: text('ijazah'),
    day: text('lahir.day'),
    month: text('lahir.month'),
    year: text('lahir.year'),
    gpa: text('ipk'),
    proof: text('jalur') !== '',
  }
}

/** "3,12" or "3.12" in hundredths; undefined where it is no grade average. */
export function hundredths(text: string, most: number): number | undefined {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text)
  if (match === null) return undefined
  const value = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return value <= most ? value : undefined
}

export function computeCheck(
  ruleSet: RuleSet,
  formation: PublishedFormation,
  typed: CheckTyped,
  today: string,
  w: PublishWords,
): { ok: true; conditions: Condition[] } | { ok: false; errors: FormError[] } {
  const errors: FormError[] = []
  const birthDate = `${typed.year.padStart(4, '0')}-${typed.month.padStart(2, '0')}-${typed.day.padStart(2, '0')}`
  if (!isDate(birthDate) || birthDate > today) errors.push({ field: 'lahir', text: w.eligibility.badDate })
  const choices = educationChoices(formation)
  const chosen = choices.find((one) => one.value === typed.education)
  if (chosen === undefined && typed.education !== 'lain')
    errors.push({ field: 'ijazah', text: w.eligibility.chooseEducation })
  const gpaX100 = typed.gpa === '' ? null : hundredths(typed.gpa, ruleSet.eligibility.gpaScaleMax.value)
  if (gpaX100 === undefined) errors.push({ field: 'ipk', text: w.eligibility.badGpa })
  if (errors.length > 0 || gpaX100 === undefined) return { ok: false, errors }
  const requirements = requirementsForRules(formation)
  return {
    ok: true,
    conditions: checkEligibility(
      ruleSet,
      requirements,
      {
        birthDate,
        education: chosen?.requirement ?? { level: '', programmeCode: null, programmeName: '' },
        gpaX100,
        qualification: null,
        formationTypes: typed.proof ? [requirements.formationType] : [],
        pppkContractMonths: null,
      },
      today,
    ),
  }
}
