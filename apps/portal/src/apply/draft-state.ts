// The state of a draft as pages, submission and notices see it: gaps that block sending, conditions to compare.
import { readForm, STEP_FIELDS } from './application-form.ts'
import { conditionsOf, gapsOf, missingDocuments, type ConditionLine, type Gap } from './draft.ts'
import type { ApplicationView } from './queries.ts'

export function draftState(view: ApplicationView): { gaps: Gap[]; conditions: ConditionLine[] } {
  const { application, round, today } = view
  const read = readForm(application.typed, { gpaMaxX100: round.ruleSet.eligibility.gpaScaleMax.value, today })
  return {
    gaps: gapsOf(read.problems, missingDocuments(round.slots, application.files), (problem) =>
      STEP_FIELDS.diri.includes(problem.field) ? 'diri' : 'pendidikan',
    ),
    conditions: conditionsOf(round.ruleSet, round.formation.data, read.form, today),
  }
}
