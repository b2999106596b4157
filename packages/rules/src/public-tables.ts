/**
 * The columns of the four public tables (public-data.md, section 2, data set version 1) and the codes
 * they take: a promise to the public. Limits of scores come from the rule set.
 */
import { FORMATION_TYPES } from './rule-set.ts'
import type { RuleSet } from './rule-set.ts'
import type { Column, Table } from './tables.ts'

export const DATA_SET_VERSION = 1

export const SCREENING_CODES = ['ms', 'tms'] as const
export const SKD_STATUSES = ['h', 'th', 'dis'] as const
export const SKB_STATUSES = ['h', 'th', 'dis', 'aps', 'tms1'] as const
export const SKD_CODES = ['tms', 'th', 'dis', 'tl', 'p', 'pl'] as const
export const FINAL_CODES = [
  'th',
  'dis',
  'aps',
  'tms1',
  'l',
  'u1',
  'u2',
  'u3',
  'e1',
  'e2',
  'e3',
  'tie',
  'tl',
] as const
export const DECIDED_BY = [
  'seats',
  'grade:twk',
  'grade:tiu',
  'grade:tkp',
  'grade:total',
  'skd_total',
  'tkp',
  'tiu',
  'twk',
  'final',
  'gpa',
  'age',
  'decision',
  'undecided',
] as const
export const DECISION_KINDS = ['tie_order', 'withdrew', 'seat_choice'] as const

export type Screening = (typeof SCREENING_CODES)[number]
export type SkdStatus = (typeof SKD_STATUSES)[number]
export type SkbStatus = (typeof SKB_STATUSES)[number]
export type SkdCode = (typeof SKD_CODES)[number]
export type FinalCode = (typeof FINAL_CODES)[number]
export type DecidedBy = (typeof DECIDED_BY)[number]

/** The full file stays inside; the public one is made from it (reduce.ts). */
export type ParticipantsForm = 'full' | 'public'

const identifier = (name: string, description: string): Column => ({
  name,
  type: 'identifier',
  required: true,
  description,
})
const choice = (name: string, values: readonly string[], required: boolean, description: string) =>
  ({ name, type: 'choice', values, required, description }) satisfies Column
const integer = (name: string, min: number, max: number, description: string): Column => ({
  name,
  type: 'integer',
  required: false,
  min,
  max,
  description,
})

export const FORMATIONS_TABLE: Table = {
  name: 'formations',
  key: 'formation_id',
  columns: [
    identifier('formation_id', 'Identifier of the formation'),
    identifier('agency_id', 'Agency; titles stand in datapackage.json'),
    identifier('position_id', 'Position'),
    identifier('qualification_id', 'Same where accepted level and programmes are the same'),
    identifier('unit_id', 'Unit of placement'),
    choice('formation_type', FORMATION_TYPES, true, 'Kind of need'),
    { ...integer('seats', 0, 99_999, 'Number of seats'), required: true },
    { ...identifier('grades', 'Set of passing grades; empty: of the type'), required: false },
    {
      ...identifier('general_grades', 'Set a moved person must meet; empty: general'),
      required: false,
    },
  ],
}

export function participantsTable(form: ParticipantsForm, ruleSet: RuleSet): Table {
  const part = (id: 'twk' | 'tiu' | 'tkp', description: string): Column => {
    const rule = ruleSet.skd.parts.find((candidate) => candidate.id === id)
    return {
      ...integer(id, 0, rule?.max.value ?? 0, description),
      step: rule?.points.correct?.value ?? 1,
    }
  }
  const age: Column =
    form === 'full'
      ? { name: 'birth_date', type: 'date', required: false, description: 'Date of birth' }
      : integer('seniority', 1, 9_999_999, '1 = oldest within the tie set; only where needed')
  return {
    name: 'participants',
    key: 'participant',
    columns: [
      identifier('participant', 'Public identifier of this round'),
      identifier('formation_id', 'Formation applied for'),
      choice('screening', SCREENING_CODES, true, 'MS or TMS'),
      choice('skd_status', SKD_STATUSES, false, 'Present, absent, disqualified'),
      part('twk', 'Points in TWK'),
      part('tiu', 'Points in TIU'),
      part('tkp', 'Points in TKP'),
      choice('skb_status', SKB_STATUSES, false, 'Empty unless shortlisted'),
      integer('skb_milli', 0, ruleSet.skb.scale.value * 1000, 'SKB total, thousandths of a point'),
      integer('gpa_x100', 0, ruleSet.eligibility.diplomaAverageScaleMax.value, 'Grade average times 100'),
      age,
    ],
  }
}

export const RESULTS_TABLE: Table = {
  name: 'results',
  key: 'participant',
  columns: [
    identifier('participant', 'As in participants.csv'),
    identifier('formation_id', 'Formation applied for'),
    choice('skd_code', SKD_CODES, true, 'Outcome of the SKD'),
    integer('skd_total', 0, 99_999, 'Sum of the three parts'),
    integer('skd_rank', 1, 9_999_999, 'Rank among those of the formation who met the grades'),
    integer('final_milli', 0, 999_999, 'Integrated score in thousandths'),
    integer('final_rank', 1, 9_999_999, 'Rank in the own formation'),
    choice('final_code', FINAL_CODES, false, 'Final outcome'),
    { ...identifier('seat_formation_id', 'Formation whose seat was given'), required: false },
    choice('decided_by', DECIDED_BY, false, 'First criterion that separated the row'),
  ],
}

export const DECISIONS_TABLE: Table = {
  name: 'decisions',
  key: 'entry',
  columns: [
    {
      ...integer('entry', 0, Number.MAX_SAFE_INTEGER, 'Log index of the act'),
      required: true,
    },
    identifier('participant', 'Whom it concerns'),
    choice('kind', DECISION_KINDS, true, 'What was decided'),
    { name: 'value', type: 'text', required: false, description: 'Order, or formation chosen' },
  ],
}
