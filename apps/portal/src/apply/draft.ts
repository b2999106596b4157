// What stands between a draft and its sending: fields, documents, conditions of the vacancy. Pure: page, submission,
// notices and the officer's file ask the same function, so they never disagree (participation.md 4.5).
import { checkEligibility, type Condition, type FormationRequirements } from '@terang/rules/eligibility.ts'
import type { FormationType, RuleSet } from '@terang/rules/rule-set.ts'
import type { PublishedFormation } from '../publish/published.ts'
import { applyId } from '../words/apply.id.ts'
import { OTHER, decimal, type ApplicationForm, type FieldProblem } from './application-form.ts'

/** A document slot of the vacancy. */
export interface Slot {
  readonly id: string
  readonly label: string
  readonly formats: readonly string[]
  readonly maxBytes: number
  readonly required: boolean
}
/** What is known about the file in a slot. */
export interface SlotFile {
  readonly id: string
  readonly slot: string
  readonly state: 'accepted' | 'doubtful' | 'frozen'
  readonly mime: string
  readonly bytes: number
  readonly sha256: string
  readonly pages: number | null
  readonly width: number | null
  readonly height: number | null
  readonly uploadedAt: Date
}

export interface MissingDocument {
  readonly slot: string
  readonly kind: 'belum_ada' | 'perlu_alasan' | 'ganda'
  readonly text: string
}

/** Documents that keep a draft from being sent. */
export function missingDocuments(slots: readonly Slot[], files: readonly SlotFile[]): MissingDocument[] {
  const say = (slot: Slot, kind: MissingDocument['kind']): MissingDocument => ({
    slot: slot.id,
    kind,
    text: applyId.documentKind[kind](slot.label),
  })
  return slots.flatMap((slot) => {
    const file = files.find((one) => one.slot === slot.id)
    if (file === undefined) return slot.required ? [say(slot, 'belum_ada')] : []
    if (file.state === 'doubtful') return [say(slot, 'perlu_alasan')]
    const twin = files.find((one) => one.slot !== slot.id && one.sha256 === file.sha256)
    return twin !== undefined && twin.uploadedAt < file.uploadedAt ? [say(slot, 'ganda')] : []
  })
}

export interface ConditionLine {
  readonly id: Condition['id']
  readonly text: string
  readonly own: string | undefined
  readonly state: 'met' | 'notMet' | 'unknown'
}

/** The conditions with the applicant's own value beside each; the committee decides, this only compares. */
export function conditionsOf(
  ruleSet: RuleSet,
  formation: FormationAsked,
  form: Partial<ApplicationForm>,
  today: string,
): ConditionLine[] {
  const education =
    form.level === undefined || form.programme === undefined
      ? null
      : { level: form.level, programmeCode: codeOf(formation, form.programme), programmeName: form.programme }
  const conditions = checkEligibility(
    ruleSet,
    requirementsOf(formation),
    {
      birthDate: form.birth_date ?? null,
      education,
      gpaX100: form.gpa_x100 ?? null,
      qualification: null,
      // Who chooses a special vacancy declares to belong to it; the proof is one of the documents.
      formationTypes: [formation.formationType as FormationType],
      pppkContractMonths: null,
    },
    today,
  )
  return conditions.map((condition) => ({
    id: condition.id,
    text: textOf(condition),
    own: ownOf(condition, form),
    state: condition.ok === null ? 'unknown' : condition.ok ? 'met' : 'notMet',
  }))
}

/** What a published formation says about who may apply. */
export type FormationAsked = Pick<
  PublishedFormation,
  'formationType' | 'positionTitle' | 'level' | 'programmes' | 'minGpaX100'
>

export function levelsOf(formation: FormationAsked): string[] {
  return formation.level
    .split('/')
    .map((level) => level.trim())
    .filter((level) => level !== '')
}

function codeOf(formation: FormationAsked, programme: string): string | null {
  return formation.programmes.find((one) => one.name === programme)?.code ?? null
}

function requirementsOf(formation: FormationAsked): FormationRequirements {
  const levels = levelsOf(formation)
  return {
    formationType: formation.formationType as FormationType,
    position: formation.positionTitle,
    education: levels.flatMap((level) =>
      formation.programmes.map((programme) => ({
        level,
        programmeCode: programme.code ?? null,
        programmeName: programme.name,
      })),
    ),
    gpaMinimumX100: formation.minGpaX100 ?? null,
  }
}

function textOf(condition: Condition): string {
  const w = applyId.condition
  const { limit } = condition
  if (limit.kind === 'age')
    return condition.id === 'ageMinimum'
      ? w.ageMinimum(String(limit.years))
      : w.ageMaximum(String(limit.years))
  if (limit.kind === 'education') {
    const levels = [...new Set(limit.accepted.map((one) => one.level))].join(' / ')
    const programmes = [...new Set(limit.accepted.map((one) => one.programmeName))].join(', ')
    return w.education(levels, programmes)
  }
  if (limit.kind === 'hundredths') return w.gpa(decimal(limit.value))
  if (limit.kind === 'formationType') return w.formationType
  return condition.id
}

function ownOf(condition: Condition, form: Partial<ApplicationForm>): string | undefined {
  const w = applyId.condition
  const { value } = condition
  if (value?.kind === 'age') return w.age(String(value.years), String(value.months))
  if (value?.kind === 'education')
    return [form.level, form.programme].map((one) => (one === OTHER ? w.other : one)).join(', ')
  if (value?.kind === 'hundredths') return decimal(value.value)
  return undefined
}

/** Everything that blocks sending, each with the step where it is mended. */
export interface Gap {
  readonly step: 'diri' | 'pendidikan' | 'berkas'
  readonly anchor: string
  readonly text: string
}

export function gapsOf(
  problems: readonly FieldProblem[],
  documents: readonly MissingDocument[],
  stepOf: (problem: FieldProblem) => 'diri' | 'pendidikan',
): Gap[] {
  return [
    ...problems.map((problem) => ({
      step: stepOf(problem),
      anchor: `f-${problem.field}`,
      text: problem.text,
    })),
    ...documents.map((missing) => ({
      step: 'berkas' as const,
      anchor: `berkas-${missing.slot}`,
      text: missing.text,
    })),
  ]
}
