/**
 * What the rule sets of both procurements (PNS and PPPK) share: a number with its source and whether
 * it is confirmed, documents, reasons, stages, objections, codes.
 */
import { flag, integer, list, object, oneOf, optional, record, text } from './shape.ts'
import type { Shape } from './shape.ts'

export const identifier = text({ pattern: /^[A-Za-z0-9._:/-]{1,60}$/ })
export const date = text({ pattern: /^\d{4}-\d{2}-\d{2}$/ })
export const provenance = { source: identifier, confirmed: flag(), note: optional(text()) }

export function sourced<T>(value: Shape<T>) {
  return object({ value, ...provenance })
}

export const count = sourced(integer(0, 1_000_000))
export const perMille = sourced(integer(0, 1000))
export const yes = sourced(flag())
export const term = sourced(text())
export const FORMATION_TYPES = [
  'general',
  'cumlaude',
  'diaspora',
  'disability',
  'papua',
  'kalimantan',
  'underdeveloped',
] as const
export type FormationType = (typeof FORMATION_TYPES)[number]

export const REASON_GROUPS = [
  'TMS-PRODI',
  'TMS-JENJANG',
  'TMS-AKRED',
  'TMS-IPK',
  'TMS-USIA',
  'TMS-STR',
  'TMS-DOK-TIADA',
  'TMS-DOK-SALAH',
  'TMS-DOK-TERBACA',
  'TMS-TANDA',
  'TMS-DATA-BEDA',
  'TMS-GANDA',
  'TMS-FORMASI',
  'TMS-PENGALAMAN',
  'TMS-STATUS',
  'TMS-LAIN',
] as const

const reasonGroup = oneOf(...REASON_GROUPS)
export const formationType = oneOf(...FORMATION_TYPES)

export function orderOf<const T extends readonly string[]>(keys: T) {
  return list(
    object({
      key: oneOf(...keys),
      order: oneOf('asc', 'desc'),
      source: identifier,
      confirmed: flag(),
      note: optional(text()),
    }),
    1,
  )
}

export const applicationShape = object({
  kindsPerYear: count,
  agenciesPerPeriod: count,
  positionKindsPerPeriod: count,
  violationOutcome: sourced(oneOf('fail')),
  channel: term,
  announcementMinDays: count,
})

export const documentsShape = list(
  object({
    id: identifier,
    labelId: text(),
    formats: list(oneOf('image/jpeg', 'image/png', 'application/pdf'), 1),
    maxKB: count,
    stampDuty: optional(flag()),
    required: flag(),
    requiredFor: optional(list(formationType, 1)),
  }),
  1,
)

/** Proofs that a person needs whatever the vacancy, in the slot for other documents. */
export const PERSON_SITUATIONS = ['foreignDiploma', 'disability', 'servingPppk'] as const
export const personDocumentsShape = list(
  object({ when: oneOf(...PERSON_SITUATIONS), id: identifier, labelId: text(), ...provenance }),
)

export const stampDutyShape = object({
  amountIdr: count,
  kinds: sourced(list(oneOf('electronic', 'paper'), 1)),
  oneDocumentPerStamp: yes,
  /** From this moment a paper stamp counts as well; absent: always, where `kinds` names paper. */
  paperFrom: optional(sourced(text({ pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}[+-]\d{2}:\d{2}$/ }))),
})

export const reasonsShape = list(
  object({
    id: text({ pattern: /^[a-z_]+$/ }),
    group: reasonGroup,
    labelId: text(),
    restricted: flag(),
    ...provenance,
  }),
  1,
)

export const stagesShape = list(
  object({
    id: identifier,
    labelId: text(),
    start: date,
    end: date,
    endTime: optional(text({ pattern: /^\d{2}:\d{2}[+-]\d{2}:\d{2}$/ })),
    optional: optional(flag()),
    source: identifier,
    confirmed: flag(),
  }),
  1,
)

export const objectionsShape = list(
  object({
    stage: oneOf('adminResult', 'skdResult', 'finalResult'),
    who: oneOf('ineligibleApplicant', 'notPassedParticipant'),
    about: oneOf('self'),
    times: count,
    windowDays: count,
    answerWithinDaysFromStart: count,
    reannounceWithinDaysAfterWindow: count,
    ground: oneOf('agencyError', 'scoreMismatch'),
    newDocumentsAllowed: yes,
    approvedBy: oneOf('agencyCommittee', 'panselnas'),
  }),
)

export const codesShape = list(
  object({
    code: text(),
    stage: oneOf('adminResult', 'skdResult', 'finalResult', 'any'),
    meaning: identifier,
    overflowStep: optional(integer(1, 99)),
    ...provenance,
  }),
  1,
)

export const sourcesShape = record(object({ title: text(), read: oneOf('text', 'report', 'data', 'none') }))
