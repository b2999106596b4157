// From a file and refusals to what the desk shows: facts without identity in group A, the applicant's preview, the words of
// a refusal.
import { readable } from '../publish/vacancy-search.ts'
import { civilDate } from '@terang/rules/calendar.ts'
import { ageOn } from '@terang/rules/eligibility.ts'
import { decimal, readForm } from '../apply/application-form.ts'
import { conditionLine, conditionsOf } from '../apply/draft.ts'
import { writing } from '../apply/present.ts'
import type { Services } from '../services/services.ts'
import { zoneMinutesOf } from '../services/zone.ts'
import { maskNik } from '../words/format.ts'
import { REFUSAL_STATUS, refusalText } from '../words/refusal.ts'
import { screenId as w } from '../words/screen.id.ts'
import type { ScreenRefusal } from './actions.ts'
import { hintsOf, worthALook, type Hint } from './hints.ts'
import type { DeskFile } from './queries.ts'

export type Fact = readonly [label: string, value: string]

export interface DeskView {
  readonly facts: readonly Fact[]
  /** Only once group A is locked. */
  readonly identity: readonly Fact[]
  readonly hints: readonly Hint[]
}

export function deskView(services: Pick<Services, 'agency'>, file: DeskFile): DeskView {
  const { round, application } = file
  const f = writing(services)
  const day = civilDate(file.arrivedAt.getTime(), zoneMinutesOf(services.agency.zone))
  const { form } = readForm(application.typed, {
    gpaMaxX100: round.ruleSet.eligibility.gpaScaleMax.value,
    today: day,
  })
  const age = form.birth_date === undefined ? undefined : ageOn(form.birth_date, day)
  const facts: Fact[] = [
    [w.desk.facts.position, readable(round.formation.data.positionTitle)],
    [w.desk.facts.unit, round.formation.data.unitPath.at(-1) ?? round.formation.data.agencyName],
  ]
  if (age !== undefined)
    facts.push([w.desk.facts.age, w.desk.facts.ageValue(String(age.years), String(age.months))])
  if (form.level !== undefined)
    facts.push([w.desk.facts.education, [form.level, form.programme].filter(Boolean).join(', ')])
  if (form.gpa_x100 !== undefined) facts.push([w.desk.facts.gpa, decimal(form.gpa_x100)])
  if (form.accreditation !== undefined)
    facts.push([w.desk.facts.accreditation, form.accreditation.replaceAll('_', ' ')])
  if (file.first === undefined) return { facts, identity: [], hints: [] }
  const identity: Fact[] = []
  if (form.name !== undefined) identity.push([w.desk.facts.name, form.name])
  if (form.birth_date !== undefined)
    identity.push([w.desk.facts.birth, [form.birth_place, f.day(form.birth_date)].filter(Boolean).join(', ')])
  if (form.nik !== undefined) identity.push([w.desk.facts.nik, maskNik(form.nik)])
  const conditions = conditionsOf(round.ruleSet, round.formation.data, form, day).flatMap(
    (condition): Hint[] => {
      const one = conditionLine(condition, form, application.typed)
      const requirement = requirementOf(file, one.id)
      return one.state !== 'notMet' || requirement === undefined
        ? []
        : [{ requirement, text: w.desk.hints.condition(one.text, one.own ?? '') }]
    },
  )
  return { facts, identity, hints: worthALook(hintsOf(file, conditions, f.number), file.first) }
}

function requirementOf(file: DeskFile, condition: string): string | undefined {
  if (condition.startsWith('age')) return 'umur'
  const slot = condition === 'gpa' ? 'transcript' : condition === 'education' ? 'diploma' : 'supporting'
  return file.lines.find((line) => line.document === slot)?.id
}

export interface ShownRefusal {
  readonly status: 403 | 404 | 409 | 422
  readonly text: string
}

export function refusalShown(services: Pick<Services, 'agency'>, refusal: ScreenRefusal): ShownRefusal {
  const f = writing(services)
  switch (refusal.code) {
    case 'notAssigned':
      return { status: REFUSAL_STATUS.notAssigned, text: w.refusal.notAssigned }
    case 'conflict':
      return { status: REFUSAL_STATUS.conflict, text: w.refusal.conflict }
    case 'samePerson':
      return { status: REFUSAL_STATUS.samePerson, text: refusalText('id', 'samePerson', {}) }
    case 'alreadyDecided':
      return {
        status: REFUSAL_STATUS.alreadyDecided,
        text: refusalText('id', 'alreadyDecided', {
          entri: refusal.index === undefined ? 'yang sedang terbit' : f.number(refusal.index),
        }),
      }
    case 'changedMeanwhile':
      return { status: REFUSAL_STATUS.changedMeanwhile, text: refusalText('id', 'changedMeanwhile', {}) }
    case 'reasonMissing':
      return { status: REFUSAL_STATUS.reasonMissing, text: refusalText('id', 'reasonMissing', {}) }
    case 'withdrawn':
      return { status: 409, text: w.refusal.withdrawn }
    case 'notNow':
      return { status: 409, text: w.refusal.notNow }
    case 'firstGroup':
      return { status: 409, text: w.refusal.firstGroup }
  }
}
