/**
 * The four public tables of a CPNS round as typed rows: reading, with every refusal placed, and
 * writing, canonical. A citizen recomputes a result from these. Columns: public-tables.ts.
 */
import type { CsvOptions, Parsed, Problem, ProblemCode } from './csv.ts'
import { DECISIONS_TABLE, FORMATIONS_TABLE, RESULTS_TABLE, participantsTable } from './public-tables.ts'
import type {
  DecidedBy,
  FinalCode,
  ParticipantsForm,
  Screening,
  SkbStatus,
  SkdCode,
  SkdStatus,
} from './public-tables.ts'
import type { FormationType, RuleSet } from './rule-set.ts'
import { readTable, writeTable } from './tables.ts'
import type { PlacedRow, Row } from './tables.ts'

export interface Formation {
  formationId: string
  agencyId: string
  positionId: string
  qualificationId: string
  unitId: string
  formationType: FormationType
  seats: number
  /** Set of passing grades: a key of `skd.passingGrades` or an id of `skd.positionExceptions`. */
  grades: string
  /** The set that a person who is moved to another seat must meet. */
  generalGrades: string
}

export interface Participant {
  participant: string
  formationId: string
  screening: Screening
  skdStatus: SkdStatus | null
  twk: number | null
  tiu: number | null
  tkp: number | null
  skbStatus: SkbStatus | null
  /** SKB total in thousandths of a point on 0 to 100. */
  skbMilli: number | null
  gpaX100: number | null
  /** The full file has birth dates, the public file the order of age inside a tie set. */
  birthDate: string | null
  seniority: number | null
}

export interface ResultRow {
  participant: string
  formationId: string
  skdCode: SkdCode
  skdTotal: number | null
  skdRank: number | null
  finalMilli: number | null
  finalRank: number | null
  finalCode: FinalCode | null
  seatFormationId: string | null
  decidedBy: DecidedBy | null
}

export type Decision = { entry: number; participant: string } & (
  | { kind: 'tie_order'; order: number }
  | { kind: 'withdrew' }
  | { kind: 'seat_choice'; formationId: string }
)

export interface Reading extends CsvOptions {
  ruleSet: RuleSet
}

export function parseFormations(input: string | Uint8Array, reading: Reading): Parsed<Formation[]> {
  const read = readTable(FORMATIONS_TABLE, input, reading)
  if (!read.ok) return read
  const known = gradeSets(reading.ruleSet)
  const rows = new Rows(reading.file)
  const formations = read.value.map((placed) => {
    const { row } = placed
    const formationType = row['formation_type'] as FormationType
    const grades = textOf(row, 'grades') ?? formationType
    const generalGrades =
      textOf(row, 'general_grades') ?? reading.ruleSet.overflow.conditions.mustMeetGradesOf.value
    if (!known.has(grades)) {
      rows.refuse(placed, 'grades', 'unknownGrades', `${grades} is no set of the rule set`)
    }
    if (!known.has(generalGrades)) {
      rows.refuse(placed, 'general_grades', 'unknownGrades', `${generalGrades} is no set of the rule set`)
    }
    return {
      formationId: String(row['formation_id']),
      agencyId: String(row['agency_id']),
      positionId: String(row['position_id']),
      qualificationId: String(row['qualification_id']),
      unitId: String(row['unit_id']),
      formationType,
      seats: Number(row['seats']),
      grades,
      generalGrades,
    }
  })
  return rows.result(formations)
}

export function parseParticipants(
  input: string | Uint8Array,
  reading: Reading & { formations: readonly Formation[] },
): Parsed<{ form: ParticipantsForm; participants: Participant[] }> {
  const text = typeof input === 'string' ? input : new TextDecoder().decode(input.subarray(0, 4096))
  const header = text.slice(0, Math.max(0, text.indexOf('\n')))
  const form = /(^|,)"?birth_date"?(,|\r?$)/.test(header) ? 'full' : 'public'
  const read = readTable(participantsTable(form, reading.ruleSet), input, reading)
  if (!read.ok) return read
  const formations = new Set(reading.formations.map((formation) => formation.formationId))
  const rows = new Rows(reading.file)
  const participants = read.value.map((placed) => {
    const { row } = placed
    const participant: Participant = {
      participant: String(row['participant']),
      formationId: String(row['formation_id']),
      screening: row['screening'] as Screening,
      skdStatus: row['skd_status'] as SkdStatus | null,
      twk: row['twk'] as number | null,
      tiu: row['tiu'] as number | null,
      tkp: row['tkp'] as number | null,
      skbStatus: row['skb_status'] as SkbStatus | null,
      skbMilli: row['skb_milli'] as number | null,
      gpaX100: row['gpa_x100'] as number | null,
      birthDate: (row['birth_date'] ?? null) as string | null,
      seniority: (row['seniority'] ?? null) as number | null,
    }
    if (!formations.has(participant.formationId)) {
      rows.refuse(
        placed,
        'formation_id',
        'unknownFormation',
        `${participant.formationId} is not in formations.csv`,
      )
    }
    for (const { field, code, message } of participantContradictions(participant)) {
      rows.refuse(placed, field, code, message)
    }
    return participant
  })
  return rows.result({ form, participants })
}

interface Contradiction {
  field: string
  code: ProblemCode
  message: string
}

/** Rules between the fields of one row; also used before rows are ranked that no file held. */
export function participantContradictions(row: Participant): Contradiction[] {
  const found: Contradiction[] = []
  const wrong = (field: string, code: ProblemCode, message: string) => found.push({ field, code, message })
  if (row.screening === 'ms' && row.skdStatus === null) {
    wrong('skd_status', 'missingValue', 'an eligible row needs a status')
  }
  if (row.screening === 'tms' && row.skdStatus !== null) {
    wrong('skd_status', 'unexpectedValue', 'an ineligible row took no test')
  }
  for (const part of ['twk', 'tiu', 'tkp'] as const) {
    if (row.skdStatus === 'h' && row[part] === null) {
      wrong(part, 'missingValue', 'a present participant has points in every part')
    }
    if (row.skdStatus !== 'h' && row[part] !== null) {
      wrong(part, 'unexpectedValue', 'only a present participant has points')
    }
  }
  if (row.skbStatus !== null && row.skdStatus !== 'h') {
    wrong('skb_status', 'unexpectedValue', 'without the SKD there is no SKB')
  }
  if (row.skbStatus === 'h' && row.skbMilli === null) {
    wrong('skb_milli', 'missingValue', 'a present participant has an SKB total')
  }
  if (row.skbStatus !== 'h' && row.skbMilli !== null) {
    wrong('skb_milli', 'unexpectedValue', 'only a present participant has an SKB total')
  }
  return found
}

export function parseDecisions(
  input: string | Uint8Array,
  // The same file in every procurement, so no rule set is looked at.
  reading: CsvOptions & {
    ruleSet?: object
    formations: readonly Pick<Formation, 'formationId'>[]
    participants: readonly Pick<Participant, 'participant'>[]
  },
): Parsed<Decision[]> {
  const read = readTable(DECISIONS_TABLE, input, reading)
  if (!read.ok) return read
  const formations = new Set(reading.formations.map((formation) => formation.formationId))
  const participants = new Set(reading.participants.map((row) => row.participant))
  const rows = new Rows(reading.file)
  const decisions: Decision[] = []
  for (const placed of read.value) {
    const { row } = placed
    const entry = Number(row['entry'])
    const participant = String(row['participant'])
    const value = textOf(row, 'value')
    if (!participants.has(participant)) {
      const message = `${participant} is not in participants.csv`
      rows.refuse(placed, 'participant', 'unknownParticipant', message)
    }
    switch (row['kind'] as Decision['kind']) {
      case 'tie_order':
        if (value === null || !/^[1-9]\d{0,6}$/.test(value)) {
          rows.refuse(placed, 'value', 'notInteger', 'an order is 1, 2, ...')
        } else decisions.push({ entry, participant, kind: 'tie_order', order: Number(value) })
        break
      case 'withdrew':
        if (value !== null) rows.refuse(placed, 'value', 'unexpectedValue', 'must be empty')
        else decisions.push({ entry, participant, kind: 'withdrew' })
        break
      case 'seat_choice':
        if (value === null || !formations.has(value)) {
          rows.refuse(placed, 'value', 'unknownFormation', `${value ?? ''} is not in formations.csv`)
        } else decisions.push({ entry, participant, kind: 'seat_choice', formationId: value })
        break
    }
  }
  return rows.result(decisions)
}

export function parseResults(input: string | Uint8Array, options: CsvOptions): Parsed<ResultRow[]> {
  const read = readTable(RESULTS_TABLE, input, options)
  if (!read.ok) return read
  return {
    ok: true,
    value: read.value.map(({ row }) => ({
      participant: String(row['participant']),
      formationId: String(row['formation_id']),
      skdCode: row['skd_code'] as SkdCode,
      skdTotal: row['skd_total'] as number | null,
      skdRank: row['skd_rank'] as number | null,
      finalMilli: row['final_milli'] as number | null,
      finalRank: row['final_rank'] as number | null,
      finalCode: row['final_code'] as FinalCode | null,
      seatFormationId: row['seat_formation_id'] as string | null,
      decidedBy: row['decided_by'] as DecidedBy | null,
    })),
  }
}

export function writeFormations(formations: readonly Formation[]): string {
  return writeTable(
    FORMATIONS_TABLE,
    formations.map((formation) => ({
      formation_id: formation.formationId,
      agency_id: formation.agencyId,
      position_id: formation.positionId,
      qualification_id: formation.qualificationId,
      unit_id: formation.unitId,
      formation_type: formation.formationType,
      seats: formation.seats,
      grades: formation.grades,
      general_grades: formation.generalGrades,
    })),
  )
}

export function writeParticipants(
  ruleSet: RuleSet,
  form: ParticipantsForm,
  participants: readonly Participant[],
): string {
  return writeTable(
    participantsTable(form, ruleSet),
    participants.map((row) => ({
      participant: row.participant,
      formation_id: row.formationId,
      screening: row.screening,
      skd_status: row.skdStatus,
      twk: row.twk,
      tiu: row.tiu,
      tkp: row.tkp,
      skb_status: row.skbStatus,
      skb_milli: row.skbMilli,
      gpa_x100: row.gpaX100,
      birth_date: row.birthDate,
      seniority: row.seniority,
    })),
  )
}

export function writeResults(results: readonly ResultRow[]): string {
  return writeTable(
    RESULTS_TABLE,
    results.map((row) => ({
      participant: row.participant,
      formation_id: row.formationId,
      skd_code: row.skdCode,
      skd_total: row.skdTotal,
      skd_rank: row.skdRank,
      final_milli: row.finalMilli,
      final_rank: row.finalRank,
      final_code: row.finalCode,
      seat_formation_id: row.seatFormationId,
      decided_by: row.decidedBy,
    })),
  )
}

export function writeDecisions(decisions: readonly Decision[]): string {
  return writeTable(
    DECISIONS_TABLE,
    decisions.map((decision) => ({
      entry: decision.entry,
      participant: decision.participant,
      kind: decision.kind,
      value: decisionValue(decision),
    })),
  )
}

function decisionValue(decision: Decision): string | null {
  switch (decision.kind) {
    case 'tie_order':
      return String(decision.order)
    case 'seat_choice':
      return decision.formationId
    case 'withdrew':
      return null
  }
}

export function gradeSets(ruleSet: RuleSet): Set<string> {
  return new Set([
    ...Object.keys(ruleSet.skd.passingGrades),
    ...ruleSet.skd.positionExceptions.map((exception) => exception.id),
  ])
}

function textOf(row: Row, column: string): string | null {
  const value = row[column]
  return typeof value === 'string' ? value : null
}

/** Collects what is wrong with the rows of one file. */
class Rows {
  readonly #file: string
  readonly #problems: Problem[] = []

  constructor(file: string) {
    this.#file = file
  }

  refuse(placed: PlacedRow, field: string, code: ProblemCode, message: string): void {
    this.#problems.push({
      file: this.#file,
      line: placed.line,
      column: placed.columns[field] ?? 1,
      field,
      code,
      message,
    })
  }

  result<T>(value: T): Parsed<T> {
    return this.#problems.length === 0 ? { ok: true, value } : { ok: false, problems: this.#problems }
  }
}
