// What stands between a draft and its sending: fields, documents, conditions of the vacancy. Pure: page, submission,
// notices and the officer's file ask the same function, so they never disagree (participation.md 4.5).
import { missing, type Defect, type FileFacts } from '@terang/rules/documents.ts'
import {
  ANNOUNCEMENT,
  checkEligibility,
  type Condition,
  type ConditionId,
  type FormationRequirements,
} from '@terang/rules/eligibility.ts'
import type { FormationType, RuleSet } from '@terang/rules/rule-set.ts'
import type { PublishedFormation } from '../publish/published.ts'
import { applyId } from '../words/apply.id.ts'
import { OTHER, decimal, type ApplicationForm, type TypedForm } from './application-form.ts'

/** A document slot of the vacancy. */
export interface Slot {
  readonly id: string
  readonly label: string
  readonly formats: readonly string[]
  readonly maxBytes: number
  readonly required: boolean
}
/** What is known about the file in a slot. It was opened and is not locked, else it would not be kept. */
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
  /** Why a picture is sent although it is small. */
  readonly reason: string | undefined
}

/** Why the applicant sends although a condition differs; kept among what was typed. */
export function reasonInput(condition: ConditionId): string {
  return `alasan.${condition}`
}

/** Everything that a rule finds missing or doubtful, in the order of the documents (packages/rules decides). */
export function defectsOf(
  slots: readonly Slot[],
  files: readonly SlotFile[],
  conditions: readonly Condition[],
  typed: TypedForm,
  lastDay: string,
): Defect[] {
  const required = slots.map((slot) => ({
    id: slot.id,
    labelId: slot.label,
    formats: slot.formats,
    maxBytes: slot.maxBytes,
    mandatory: slot.required,
    proofs: [],
    stampDuty: false,
    expires: false,
    source: ANNOUNCEMENT,
    confirmed: true,
  }))
  const facts = files.map((file): [string, FileFacts] => [
    file.slot,
    {
      sha256: file.sha256,
      bytes: file.bytes,
      mediaType: file.mime,
      opens: true,
      pages: file.pages,
      locked: false,
      longestSidePx: file.width === null || file.height === null ? null : Math.max(file.width, file.height),
      textReadable: null,
      validUntil: null,
      overrideReason: file.reason ?? null,
    },
  ])
  return missing(required, {
    files: Object.fromEntries(facts),
    conditions,
    conditionReasons: Object.fromEntries(conditions.map(({ id }) => [id, typed[reasonInput(id)] ?? ''])),
    referenceDate: lastDay,
  })
}

/** One line for the applicant: what is missing, and where. */
export function defectLine(defect: Defect, labelOf: (slot: string) => string): string {
  if (defect.detail.kind === 'condition')
    return applyId.documentKind.tidak_cocok(textOf(defect.detail.condition))
  if (defect.detail.kind === 'sameAs')
    return applyId.documentKind.ganda(labelOf(defect.document), labelOf(defect.detail.document))
  return applyId.documentKind[defect.kind](labelOf(defect.document), '')
}

export interface ConditionLine {
  readonly id: Condition['id']
  readonly text: string
  readonly own: string | undefined
  readonly state: 'met' | 'notMet' | 'unknown'
  /** Why the applicant sends although it differs. */
  readonly reason: string
}

/** What the form says against what the vacancy asks; the committee decides, this only compares. */
export function conditionsOf(
  ruleSet: RuleSet,
  formation: FormationAsked,
  form: Partial<ApplicationForm>,
  today: string,
): Condition[] {
  const education =
    form.level === undefined || form.programme === undefined
      ? null
      : {
          level: form.level,
          programmeCode: codeOf(formation, form.programme),
          programmeName: form.programme,
        }
  return checkEligibility(
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
}

export function conditionLine(
  condition: Condition,
  form: Partial<ApplicationForm>,
  typed: TypedForm,
): ConditionLine {
  return {
    id: condition.id,
    text: textOf(condition),
    own: ownOf(condition, form),
    state: condition.ok === null ? 'unknown' : condition.ok ? 'met' : 'notMet',
    reason: typed[reasonInput(condition.id)] ?? '',
  }
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

/** Something that blocks sending, with the step where it is mended. */
export interface Gap {
  readonly step: 'diri' | 'pendidikan' | 'berkas' | 'periksa'
  readonly anchor: string
  readonly text: string
  /** Document slot, where it is about one. */
  readonly slot?: string
}
