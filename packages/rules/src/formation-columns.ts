/**
 * formations.csv as columns of numbers, read from its bytes. Knows the canonical form only
 * (public-data.md, section 1); at the first oddity the answer is null, and the reader of
 * public-data.ts decides and says what is wrong.
 */
import { byteIndex, findOrAdd, findWord, textAt, wordAt, wordIndex } from './byte-index.ts'
import type { ByteIndex } from './byte-index.ts'
import { gradeSet } from './passing.ts'
import type { GradeSet } from './passing.ts'
import { gradeSets } from './public-data.ts'
import type { Formation } from './public-data.ts'
import { FORMATIONS_TABLE } from './public-tables.ts'
import { FORMATION_TYPES } from './rule-set.ts'
import type { FormationType, RuleSet } from './rule-set.ts'

export interface FormationColumns {
  readonly bytes: Uint8Array
  /** In the order of their identifiers; the number of a formation is its place. */
  readonly count: number
  readonly ids: ByteIndex
  /** Where the line begins. */
  readonly from: Int32Array
  readonly seats: Int32Array
  /** Numbers in `sets`. */
  readonly grades: Uint8Array
  readonly generalGrades: Uint8Array
  readonly sets: readonly GradeSet[]
  /** Formations of one number move people among each other (filling.ts). */
  readonly group: Int32Array
}

const HEADER =
  'formation_id,agency_id,position_id,qualification_id,unit_id,formation_type,seats,grades,general_grades'
const COMMA = 44
const NEWLINE = 10

/** 1: a byte of an identifier. */
export const IDENTIFIER_BYTE = new Uint8Array(256)
for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-') {
  IDENTIFIER_BYTE[sign.charCodeAt(0)] = 1
}
export const LONGEST_IDENTIFIER = 40

/** Where the rows begin; -1: the header is not exactly this one, or the last line does not end. */
export function rowsStart(bytes: Uint8Array, header: string): number {
  if (bytes.length <= header.length || bytes.at(-1) !== NEWLINE) return -1
  for (let at = 0; at < header.length; at++) if (bytes[at] !== header.charCodeAt(at)) return -1
  return bytes[header.length] === NEWLINE ? header.length + 1 : -1
}

export function readFormationColumns(ruleSet: RuleSet, bytes: Uint8Array): FormationColumns | null {
  const start = rowsStart(bytes, HEADER)
  const known = FORMATIONS_TABLE.columns.map((column) => column.name).join(',') === HEADER
  if (!known || start === -1) return null
  const names = [...gradeSets(ruleSet)]
  const sets = names.flatMap((name) => gradeSet(ruleSet, name) ?? [])
  const setWords = wordIndex(names)
  const typeWords = wordIndex(FORMATION_TYPES)
  const setOfType = FORMATION_TYPES.map((type) => names.indexOf(type))
  const general = names.indexOf(ruleSet.overflow.conditions.mustMeetGradesOf.value)
  const most = FORMATIONS_TABLE.columns.find((column) => column.name === 'seats')?.max ?? 0

  let capacity = 0
  for (let at = start; at < bytes.length; at++) if (bytes[at] === NEWLINE) capacity++
  const ids = byteIndex(capacity)
  const groups = byteIndex(capacity)
  const columns = {
    from: new Int32Array(capacity),
    seats: new Int32Array(capacity),
    grades: new Uint8Array(capacity),
    generalGrades: new Uint8Array(capacity),
    group: new Int32Array(capacity),
  }
  const ends = new Int32Array(9)
  let count = 0
  let previous = -1
  for (let at = start; at < bytes.length; count++) {
    const from = at
    for (let field = 0; field < 9; field++) {
      const begin = at
      while (IDENTIFIER_BYTE[bytes[at]!] === 1) at++
      if (at - begin > LONGEST_IDENTIFIER || (at === begin && field < 7)) return null
      if (bytes[at] !== (field < 8 ? COMMA : NEWLINE)) return null
      ends[field] = at++
    }
    if (previous !== -1 && !isBefore(bytes, previous, from)) return null
    previous = from
    if (findOrAdd(ids, bytes, from, ends[0]!) !== count) return null
    columns.group[count] = findOrAdd(groups, bytes, ends[0]! + 1, ends[3]!)
    const type = findWord(typeWords, bytes, ends[4]! + 1, ends[5]!)
    const seats = wholeNumber(bytes, ends[5]! + 1, ends[6]!)
    const word = (field: number, otherwise: number) =>
      ends[field - 1]! + 1 === ends[field]
        ? otherwise
        : findWord(setWords, bytes, ends[field - 1]! + 1, ends[field]!)
    const grades = word(7, setOfType[type] ?? -1)
    const generalGrades = word(8, general)
    if (type === -1 || seats < 0 || seats > most || grades === -1 || generalGrades === -1) return null
    columns.from[count] = from
    columns.seats[count] = seats
    columns.grades[count] = grades
    columns.generalGrades[count] = generalGrades
  }
  return { bytes, count, ids, sets, ...columns }
}

/** Formations as rows, for the few that need all of it: the file becomes one text, and rows are cut from it. */
export function formationRows(columns: FormationColumns, ruleSet: RuleSet): (at: number) => Formation {
  const text = textAt(columns.bytes, 0, columns.bytes.length)
  const general = ruleSet.overflow.conditions.mustMeetGradesOf.value
  return (at) => {
    const from = columns.from[at]!
    const [id = '', agency = '', position = '', qualification = '', unit = '', type = '', , grades, moved] =
      text.slice(from, text.indexOf('\n', from)).split(',')
    return {
      formationId: id,
      agencyId: agency,
      positionId: position,
      qualificationId: qualification,
      unitId: unit,
      formationType: type as FormationType,
      seats: columns.seats[at]!,
      grades: grades || type,
      generalGrades: moved || general,
    }
  }
}

export function formationIdAt(columns: FormationColumns, at: number): string {
  return wordAt(columns.ids, at)
}

/** Whether the identifier at `a` stands before the one at `b`: each ends with a comma, the lowest sign. */
function isBefore(bytes: Uint8Array, a: number, b: number): boolean {
  let at = 0
  while (bytes[a + at] === bytes[b + at] && bytes[a + at] !== COMMA) at++
  return bytes[a + at]! < bytes[b + at]!
}

/** A canonical whole number of at most seven digits; -1: none. */
function wholeNumber(bytes: Uint8Array, from: number, to: number): number {
  if (to === from || to - from > 7 || (to - from > 1 && bytes[from] === 48)) return -1
  let value = 0
  for (let at = from; at < to; at++) {
    const digit = bytes[at]! - 48
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}
