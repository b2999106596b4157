/**
 * What the ranking of columns works on and gives: numbers by row and by formation, and the codes of
 * results.csv as places in their lists, so that an outcome is one small number.
 */
import type { FormationColumns } from './formation-columns.ts'
import type { ParticipantColumns } from './participant-columns.ts'
import { DECIDED_BY, FINAL_CODES } from './public-tables.ts'
import type { DecidedBy } from './public-tables.ts'
import type { RankReport } from './rank.ts'
import type { RuleSet } from './rule-set.ts'

export interface Round {
  readonly ruleSet: RuleSet
  readonly formations: FormationColumns
  readonly participants: ParticipantColumns
}

/** What became of each row; the counterpart of ResultRow. */
export interface ResultColumns {
  readonly skdRank: Int32Array
  readonly finalRank: Int32Array
  /** LISTED, and the places plus 1 of the final code and of `decided_by` in their lists. */
  readonly outcome: Uint16Array
  /** Formation of the seat of those who were moved. */
  readonly movedTo: Map<number, number>
  /** By formation: how many are on the shortlist, and of them who were listed before a correction. */
  readonly shortlisted: Int32Array
  readonly kept: Int32Array
  /** The numbers of each formation are made when somebody asks (rank-bytes.ts). */
  readonly report: Omit<RankReport, 'formations'>
}

/** People of each formation who have a final score, best first. */
export interface FinalOrder {
  readonly rows: Int32Array
  /** Where each formation begins in `rows`, and one entry more. */
  readonly start: Int32Array
  /** How many have a seat, and how many more stand in an undecided tie across the last one. */
  readonly seated: Int32Array
  readonly tied: Int32Array
  /** Seats that nobody of the formation could take. */
  readonly free: Int32Array
  /** Where a missing value decided. */
  readonly absences: { formation: number; row: number; criterion: 'gpa' | 'age' }[]
}

/** A row is on the shortlist. */
export const LISTED = 256
export const DECIDED = Object.fromEntries(DECIDED_BY.map((name, at) => [name, at + 1])) as Record<
  DecidedBy,
  number
>
export const SEAT = codeOf('l')
export const NO_SEAT = codeOf('tl')
export const TIE = codeOf('tie')

export function codeOf(name: string): number {
  return FINAL_CODES.findIndex((code) => code === name) + 1
}

export function packOutcome(code: number, criterion: number): number {
  return LISTED | (code << 4) | criterion
}

export function finalCode(packed: number): number {
  return (packed >> 4) & 15
}

export function decidedBy(packed: number): number {
  return packed & 15
}
