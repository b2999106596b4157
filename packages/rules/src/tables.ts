/**
 * Tables as data: the columns of a public file, and one reader and one writer for all of them.
 * A column says what it takes; the reader refuses a row with file, line, column and field.
 */
import { compareBytes, readCsv, writeCsv } from './csv.ts'
import type { CsvOptions, CsvRow, Parsed, Problem, ProblemCode } from './csv.ts'

export interface Column {
  name: string
  type: 'identifier' | 'integer' | 'choice' | 'date' | 'text'
  description: string
  /** An absent value is an empty field. */
  required: boolean
  min?: number
  max?: number
  /** A whole number must be a multiple of this. */
  step?: number
  values?: readonly string[]
}

export interface Table {
  name: 'formations' | 'participants' | 'results' | 'decisions'
  key: string
  columns: readonly Column[]
}

export type Value = string | number | null
export type Row = Record<string, Value>

/** A row and where it stands, for checks that look at more than one field. */
export interface PlacedRow {
  row: Row
  line: number
  /** Position in the line of each column. */
  columns: Record<string, number>
}

const IDENTIFIER = /^[A-Za-z0-9._-]{1,40}$/
const INTEGER = /^(0|-?[1-9]\d{0,14})$/

export function readTable(
  table: Table,
  input: string | Uint8Array,
  options: CsvOptions,
): Parsed<PlacedRow[]> {
  const csv = readCsv(input, { ...options, wholeLines: true })
  if (!csv.ok) return csv
  const { file, strict = false } = options
  const problems: Problem[] = []
  const wrong = (line: number, column: number, field: string | null, code: ProblemCode, message: string) =>
    problems.push({ file, line, column, field, code, message })

  const [header, ...rows] = csv.value
  const columns = header === undefined ? [] : readHeader(table, header, strict, wrong)
  if (problems.length > 0) return { ok: false, problems }

  const seen = new Map<string, number>()
  const read: PlacedRow[] = []
  let previous: string | null = null
  for (const { line, cells } of rows) {
    if (cells.length !== columns.length) {
      const place = cells[columns.length] ?? cells.at(-1)
      const expected = `expected ${columns.length} fields, found ${cells.length}`
      wrong(line, place?.column ?? 1, null, 'fieldCount', expected)
      continue
    }
    const row: Row = {}
    const places: Record<string, number> = {}
    for (const [at, column] of columns.entries()) {
      const cell = cells[at]
      if (cell === undefined) continue
      places[column.name] = cell.column
      const value = readValue(column, cell.text)
      if (isRefusal(value)) wrong(line, cell.column, column.name, value.code, value.message)
      else row[column.name] = value
    }
    const key = String(row[table.key])
    const keyColumn = places[table.key] ?? 1
    const before = seen.get(key)
    if (before !== undefined) {
      wrong(line, keyColumn, table.key, 'duplicateKey', `${key} stands in line ${before} already`)
    }
    if (strict && previous !== null && compareBytes(previous, key) > 0) {
      wrong(line, keyColumn, table.key, 'rowOrder', `${key} comes after ${previous}`)
    }
    seen.set(key, line)
    previous = key
    read.push({ row, line, columns: places })
  }
  return problems.length === 0 ? { ok: true, value: read } : { ok: false, problems }
}

export function writeTable(table: Table, rows: readonly Row[]): string {
  const names = table.columns.map((column) => column.name)
  const sorted = rows.toSorted((a, b) => compareBytes(String(a[table.key]), String(b[table.key])))
  return writeCsv(
    names,
    sorted.map((row) => names.map((name) => row[name] ?? null)),
  )
}

type Wrong = (line: number, column: number, field: string | null, code: ProblemCode, message: string) => void

/** What spreadsheets and databases write where a comma is meant. */
const OTHER_DELIMITERS: readonly [string, string][] = [
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'bars'],
]

function readHeader(table: Table, header: CsvRow, strict: boolean, wrong: Wrong): Column[] {
  const columns: Column[] = []
  const [only] = header.cells
  if (header.cells.length === 1 && only !== undefined) {
    for (const [sign, name] of OTHER_DELIMITERS) {
      const at = only.text.indexOf(sign)
      if (at === -1) continue
      wrong(header.line, at + 1, null, 'delimiter', `fields are separated by ${name}, not by commas`)
      return columns
    }
  }
  for (const cell of header.cells) {
    const column = table.columns.find((candidate) => candidate.name === cell.text)
    if (column === undefined) {
      const known = table.columns.map((candidate) => candidate.name).join(', ')
      wrong(header.line, cell.column, null, 'unknownColumn', `${quote(cell.text)} is none of ${known}`)
    } else if (columns.includes(column)) {
      wrong(header.line, cell.column, column.name, 'columnTwice', 'the column stands twice')
    } else columns.push(column)
  }
  const last = header.cells.at(-1)
  const end = (last?.column ?? 1) + (last?.text.length ?? 0)
  for (const column of table.columns) {
    if (!columns.includes(column)) {
      wrong(header.line, end, column.name, 'missingColumn', 'the column is missing')
    }
  }
  const astray = strict ? columns.findIndex((column, at) => table.columns[at] !== column) : -1
  if (astray !== -1) {
    const place = header.cells[astray]?.column ?? 1
    const expected = table.columns[astray]?.name ?? ''
    wrong(header.line, place, null, 'columnOrder', `the order of the format has ${expected} here`)
  }
  return columns
}

interface Refusal {
  code: ProblemCode
  message: string
}

function isRefusal(value: Value | Refusal): value is Refusal {
  return typeof value === 'object' && value !== null
}

function readValue(column: Column, text: string): Value | Refusal {
  if (text === '') {
    return column.required ? { code: 'missingValue', message: 'the field is empty' } : null
  }
  switch (column.type) {
    case 'text':
      return text
    case 'identifier':
      if (IDENTIFIER.test(text)) return text
      return {
        code: 'notIdentifier',
        message: `${quote(text)} is not 1 to 40 of letters, digits, dot, underscore, hyphen`,
      }
    case 'choice':
      if (column.values?.includes(text)) return text
      return { code: 'notAllowed', message: `${quote(text)} is none of ${column.values?.join(', ')}` }
    case 'date':
      if (isDate(text)) return text
      return { code: 'notDate', message: `${quote(text)} is not a date as 2001-12-31` }
    case 'integer': {
      if (!INTEGER.test(text)) {
        const zeros = /^-?0\d+$/.test(text)
        const why = zeros ? 'has leading zeros' : 'is not a whole number'
        return { code: 'notInteger', message: `${quote(text)} ${why}` }
      }
      const value = Number(text)
      if (column.min !== undefined && value < column.min) {
        return { code: 'outOfRange', message: `${value} is below ${column.min}` }
      }
      if (column.max !== undefined && value > column.max) {
        return { code: 'outOfRange', message: `${value} is above ${column.max}` }
      }
      if (column.step !== undefined && value % column.step !== 0) {
        return { code: 'outOfRange', message: `${value} is not a multiple of ${column.step}` }
      }
      return value
    }
  }
}

function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
}

export function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (match === null) return false
  const date = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])))
  return date.getUTCFullYear() >= 1000 && date.toISOString().startsWith(text)
}
