// The state of a draft as pages, submission, notices and the applicant's overview see it: one answer for all of them.
import { CERTAIN_DEFECTS, type Defect } from '@terang/rules/documents.ts'
import { readForm, STEP_FIELDS, wholeForm, type ApplicationForm } from './application-form.ts'
import { conditionLine, conditionsOf, defectLine, defectsOf, type ConditionLine, type Gap } from './draft.ts'
import type { ApplicationView } from './queries.ts'

export interface DraftState {
  /** What blocks sending; empty means the draft is complete. */
  readonly gaps: readonly Gap[]
  readonly conditions: readonly ConditionLine[]
  readonly defects: readonly Defect[]
  /** The form as read, once no field is missing. */
  readonly form: ApplicationForm | undefined
}

export function draftState(
  view: Pick<ApplicationView, 'application' | 'round' | 'today' | 'lastDay'>,
): DraftState {
  const { application, round, today } = view
  const { typed, files } = application
  const read = readForm(typed, { gpaMaxX100: round.ruleSet.eligibility.gpaScaleMax.value, today })
  const conditions = conditionsOf(round.ruleSet, round.formation.data, read.form, today)
  const defects = defectsOf(round.slots, files, conditions, typed, view.lastDay)
  const labelOf = (id: string) => round.slots.find((slot) => slot.id === id)?.label ?? id
  const fields = read.problems.map(({ field, text }): Gap => ({
    step: STEP_FIELDS.diri.includes(field) ? 'diri' : 'pendidikan',
    anchor: `f-${field}`,
    text,
  }))
  const rest = defects
    .filter((defect) => !defect.overridden)
    .map((defect): Gap => ({
      text: defectLine(defect, labelOf),
      ...(defect.detail.kind === 'condition'
        ? { step: 'periksa', anchor: `alasan-${defect.detail.condition.id}` }
        : { step: 'berkas', anchor: `berkas-${defect.document}`, slot: defect.document }),
    }))
  return {
    gaps: [...fields, ...rest],
    conditions: conditions.map((one) => conditionLine(one, read.form, typed)),
    defects,
    form: wholeForm(read),
  }
}

/** Slots whose file is certainly missing or unusable, or waits for a reason. */
export function openSlots(state: DraftState): string[] {
  return [
    ...new Set(
      state.defects
        .filter(
          (one) => one.detail.kind !== 'condition' && (CERTAIN_DEFECTS.has(one.kind) || !one.overridden),
        )
        .map((one) => one.document),
    ),
  ]
}
