/**
 * The rows of a PPPK round and the files they stand in (public-data.md, section 2): the same shape as
 * CPNS with columns of their own. `bonus` is the approved share of the technical maximum in per mille,
 * which is exact for every test.
 */
import type { CsvOptions, Parsed, Problem, ProblemCode } from './csv.ts'
import { PPPK_PARTS } from './pppk-rule-set.ts'
import type { PppkRuleSet } from './pppk-rule-set.ts'
import { DEFAULT_TEST, greatestBonus, pppkTest } from './pppk-scoring.ts'
import { FORMATION_TYPES } from './rule-set-parts.ts'
import type { FormationType } from './rule-set-parts.ts'
import { readTable, writeTable } from './tables.ts'
import type { Column, PlacedRow, Table } from './tables.ts'

export const PPPK_STATUSES = ['h', 'th', 'dis', 'aps'] as const
export const PPPK_CODES = ['tms', 'th', 'dis', 'aps', 'l', 'l1', 'l2', 'l3', 'tie', 'tl'] as const
export const PPPK_DECIDED_BY = [
  'seats',
  'grade:technical',
  'grade:managerialPlusSociocultural',
  'grade:interview',
  'grade:total',
  'phase',
  'group',
  'total',
  'technical',
  'managerial_sociocultural',
  'interview',
  'age',
  'decision',
  'undecided',
] as const

export interface PppkFormation {
  formationId: string
  agencyId: string
  positionId: string
  qualificationId: string
  unitId: string
  formationType: FormationType
  seats: number
  /** `default` or the id of a variant of the test. */
  test: string
  /** Central agencies that grouped their needs; null: not grouped. */
  seatGroup: string | null
  /** Weight of an extra technical test in the technical part; 0: there is none. */
  extraPerMille: number
}

export interface PppkParticipant {
  participant: string
  formationId: string
  screening: 'ms' | 'tms'
  /** Code of a group of the rule set, as R2. */
  applicantGroup: string
  phase: string
  status: (typeof PPPK_STATUSES)[number] | null
  technical: number | null
  managerial: number | null
  sociocultural: number | null
  interview: number | null
  extraMilli: number | null
  bonusPerMille: number | null
  birthDate: string | null
  seniority: number | null
}

export interface PppkResultRow {
  participant: string
  formationId: string
  totalMilli: number | null
  finalRank: number | null
  finalCode: (typeof PPPK_CODES)[number] | null
  seatFormationId: string | null
  decidedBy: (typeof PPPK_DECIDED_BY)[number] | null
}

const identifier = (name: string, description: string): Column => ({
  name,
  type: 'identifier',
  required: true,
  description,
})
const choice = (name: string, values: readonly string[], required: boolean, description: string): Column => ({
  name,
  type: 'choice',
  values,
  required,
  description,
})
const integer = (name: string, min: number, max: number, description: string): Column => ({
  name,
  type: 'integer',
  required: false,
  min,
  max,
  description,
})

export function pppkFormationsTable(ruleSet: PppkRuleSet): Table {
  const tests = [DEFAULT_TEST, ...ruleSet.test.variants.map((variant) => variant.id)]
  return {
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
      choice('test', tests, false, 'Test of the position; empty: the default one'),
      { ...identifier('seat_group', 'Group inside which seats are filled'), required: false },
      integer('extra_per_mille', 0, 1000, 'Weight of the extra technical test; empty: there is none'),
    ],
  }
}

export function pppkParticipantsTable(form: 'full' | 'public', ruleSet: PppkRuleSet): Table {
  const part = (id: (typeof PPPK_PARTS)[number], description: string): Column => {
    const rule = ruleSet.test.default.parts.find((candidate) => candidate.id === id)
    return {
      ...integer(id, 0, rule?.max.value ?? 0, description),
      step: rule?.points.correct?.value ?? 1,
    }
  }
  const technical = pppkTest(ruleSet, DEFAULT_TEST)?.maxima.technical ?? 0
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
      choice('screening', ['ms', 'tms'], true, 'MS or TMS'),
      choice(
        'applicant_group',
        ruleSet.applicantGroups.map((group) => group.code),
        true,
        'Group that comes before the score',
      ),
      choice(
        'phase',
        ruleSet.phases.map((phase) => phase.id),
        true,
        'Phase of the round',
      ),
      choice(
        'status',
        PPPK_STATUSES,
        false,
        'Present, absent, disqualified, withdrew; empty before the test',
      ),
      part('technical', 'Points in the technical part'),
      part('managerial', 'Points in the managerial part'),
      part('sociocultural', 'Points in the socio-cultural part'),
      part('interview', 'Points in the interview'),
      integer('extra_milli', 0, technical * 1000, 'Extra technical test, thousandths, technical scale'),
      integer('bonus', 0, greatestBonus(ruleSet), 'Added share of the technical maximum, per mille'),
      age,
    ],
  }
}

export const PPPK_RESULTS_TABLE: Table = {
  name: 'results',
  key: 'participant',
  columns: [
    identifier('participant', 'As in participants.csv'),
    identifier('formation_id', 'Formation applied for'),
    integer('total_milli', 0, 9_999_999, 'Total in thousandths of a point, with added points'),
    integer('final_rank', 1, 9_999_999, 'Rank in the own formation'),
    choice('final_code', PPPK_CODES, false, 'Outcome'),
    { ...identifier('seat_formation_id', 'Formation whose seat was given'), required: false },
    choice('decided_by', PPPK_DECIDED_BY, false, 'First criterion that separated the row'),
  ],
}

export interface PppkReading extends CsvOptions {
  ruleSet: PppkRuleSet
}

export function parsePppkFormations(
  input: string | Uint8Array,
  reading: PppkReading,
): Parsed<PppkFormation[]> {
  const read = readTable(pppkFormationsTable(reading.ruleSet), input, reading)
  if (!read.ok) return read
  return {
    ok: true,
    value: read.value.map(({ row }) => ({
      formationId: String(row['formation_id']),
      agencyId: String(row['agency_id']),
      positionId: String(row['position_id']),
      qualificationId: String(row['qualification_id']),
      unitId: String(row['unit_id']),
      formationType: row['formation_type'] as FormationType,
      seats: Number(row['seats']),
      test: (row['test'] ?? DEFAULT_TEST) as string,
      seatGroup: (row['seat_group'] ?? null) as string | null,
      extraPerMille: Number(row['extra_per_mille'] ?? 0),
    })),
  }
}

export function parsePppkParticipants(
  input: string | Uint8Array,
  reading: PppkReading & { formations: readonly PppkFormation[] },
): Parsed<PppkParticipant[]> {
  const text = typeof input === 'string' ? input : new TextDecoder().decode(input.subarray(0, 4096))
  const header = text.slice(0, Math.max(0, text.indexOf('\n')))
  const form = /(^|,)"?birth_date"?(,|\r?$)/.test(header) ? 'full' : 'public'
  const read = readTable(pppkParticipantsTable(form, reading.ruleSet), input, reading)
  if (!read.ok) return read
  const formations = new Map(reading.formations.map((formation) => [formation.formationId, formation]))
  const problems: Problem[] = []
  const participants = read.value.map((placed): PppkParticipant => {
    const { row } = placed
    const participant: PppkParticipant = {
      participant: String(row['participant']),
      formationId: String(row['formation_id']),
      screening: row['screening'] as 'ms' | 'tms',
      applicantGroup: String(row['applicant_group']),
      phase: String(row['phase']),
      status: row['status'] as PppkParticipant['status'],
      technical: row['technical'] as number | null,
      managerial: row['managerial'] as number | null,
      sociocultural: row['sociocultural'] as number | null,
      interview: row['interview'] as number | null,
      extraMilli: row['extra_milli'] as number | null,
      bonusPerMille: row['bonus'] as number | null,
      birthDate: (row['birth_date'] ?? null) as string | null,
      seniority: (row['seniority'] ?? null) as number | null,
    }
    const formation = formations.get(participant.formationId)
    if (formation === undefined) {
      problems.push(
        problemAt(reading.file, placed, {
          field: 'formation_id',
          code: 'unknownFormation',
          message: `${participant.formationId} is not in formations.csv`,
        }),
      )
    } else {
      for (const found of pppkContradictions(reading.ruleSet, formation, participant)) {
        problems.push(problemAt(reading.file, placed, found))
      }
    }
    return participant
  })
  return problems.length === 0 ? { ok: true, value: participants } : { ok: false, problems }
}

interface Contradiction {
  field: string
  code: ProblemCode
  message: string
}

function problemAt(file: string, placed: PlacedRow, found: Contradiction): Problem {
  return { file, line: placed.line, column: placed.columns[found.field] ?? 0, ...found }
}

/** Rules between the fields of one row, its formation and the rule set. */
export function pppkContradictions(
  ruleSet: PppkRuleSet,
  formation: PppkFormation,
  row: PppkParticipant,
): Contradiction[] {
  const found: Contradiction[] = []
  const wrong = (field: string, code: ProblemCode, message: string) => found.push({ field, code, message })
  const test = pppkTest(ruleSet, formation.test)
  const phase = ruleSet.phases.find((candidate) => candidate.id === row.phase)
  if (test === null) wrong('formation_id', 'inconsistent', `${formation.test} is no test of the rule set`)
  if (phase === undefined || !phase.groups.includes(row.applicantGroup)) {
    wrong('applicant_group', 'inconsistent', `${row.applicantGroup} is no group of phase ${row.phase}`)
  }
  if (row.screening === 'tms' && row.status !== null) {
    wrong('status', 'unexpectedValue', 'an ineligible row took no test')
  }
  for (const part of PPPK_PARTS) {
    const value = row[part]
    if (row.status === 'h' && value === null) {
      wrong(part, 'missingValue', 'a present participant has points in every part')
    }
    if (row.status !== 'h' && value !== null) {
      wrong(part, 'unexpectedValue', 'only a present participant has points')
    }
    // Never compare with the maximum of another test (case 52).
    if (value !== null && test !== null && value > test.maxima[part]) {
      wrong(part, 'outOfRange', `${value} is above ${test.maxima[part]}, the maximum of ${test.id}`)
    }
  }
  const needsExtra = row.status === 'h' && formation.extraPerMille > 0
  if (needsExtra && row.extraMilli === null) {
    wrong('extra_milli', 'missingValue', 'the formation has an extra technical test')
  }
  if (!needsExtra && row.extraMilli !== null) {
    wrong('extra_milli', 'unexpectedValue', 'there was no extra technical test')
  }
  if (row.extraMilli !== null && test !== null && row.extraMilli > test.maxima.technical * 1000) {
    wrong('extra_milli', 'outOfRange', `${row.extraMilli} is above the technical maximum of ${test.id}`)
  }
  if ((row.bonusPerMille ?? 0) > greatestBonus(ruleSet)) {
    wrong('bonus', 'outOfRange', `${row.bonusPerMille} is above ${greatestBonus(ruleSet)}`)
  }
  return found
}

export function writePppkFormations(ruleSet: PppkRuleSet, formations: readonly PppkFormation[]): string {
  return writeTable(
    pppkFormationsTable(ruleSet),
    formations.map((formation) => ({
      formation_id: formation.formationId,
      agency_id: formation.agencyId,
      position_id: formation.positionId,
      qualification_id: formation.qualificationId,
      unit_id: formation.unitId,
      formation_type: formation.formationType,
      seats: formation.seats,
      test: formation.test,
      seat_group: formation.seatGroup,
      extra_per_mille: formation.extraPerMille === 0 ? null : formation.extraPerMille,
    })),
  )
}

export function writePppkParticipants(
  ruleSet: PppkRuleSet,
  form: 'full' | 'public',
  participants: readonly PppkParticipant[],
): string {
  return writeTable(
    pppkParticipantsTable(form, ruleSet),
    participants.map((row) => ({
      participant: row.participant,
      formation_id: row.formationId,
      screening: row.screening,
      applicant_group: row.applicantGroup,
      phase: row.phase,
      status: row.status,
      technical: row.technical,
      managerial: row.managerial,
      sociocultural: row.sociocultural,
      interview: row.interview,
      extra_milli: row.extraMilli,
      bonus: row.bonusPerMille,
      birth_date: row.birthDate,
      seniority: row.seniority,
    })),
  )
}

export function writePppkResults(results: readonly PppkResultRow[]): string {
  return writeTable(
    PPPK_RESULTS_TABLE,
    results.map((row) => ({
      participant: row.participant,
      formation_id: row.formationId,
      total_milli: row.totalMilli,
      final_rank: row.finalRank,
      final_code: row.finalCode,
      seat_formation_id: row.seatFormationId,
      decided_by: row.decidedBy,
    })),
  )
}
