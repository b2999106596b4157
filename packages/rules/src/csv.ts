/**
 * Canonical CSV (public-data.md, section 1): what is published is written here and nowhere else,
 * so that the same rows are always the same bytes. Reading follows RFC 4180 and refuses with file,
 * line and column; `strict` also refuses what is readable but not canonical.
 */

export interface Problem {
  file: string
  /** From 1. */
  line: number
  /** Position of the character in the line, from 1. */
  column: number
  /** Name of the column of the table, where one is meant. */
  field: string | null
  code: ProblemCode
  message: string
}

export type ProblemCode =
  | 'encoding'
  | 'byteOrderMark'
  | 'lineEnd'
  | 'quote'
  | 'delimiter'
  | 'empty'
  | 'blankLine'
  | 'fieldCount'
  | 'unknownColumn'
  | 'missingColumn'
  | 'columnTwice'
  | 'columnOrder'
  | 'duplicateKey'
  | 'rowOrder'
  | 'missingValue'
  | 'unexpectedValue'
  | 'notInteger'
  | 'outOfRange'
  | 'notAllowed'
  | 'notIdentifier'
  | 'notDate'
  | 'unknownFormation'
  | 'unknownGrades'
  | 'unknownParticipant'
  | 'inconsistent'

export type Parsed<T> = { ok: true; value: T } | { ok: false; problems: Problem[] }

export interface CsvCell {
  text: string
  column: number
}

export interface CsvRow {
  line: number
  cells: CsvCell[]
}

export interface CsvOptions {
  file: string
  strict?: boolean
  /** Whether a last line that does not end is refused, as `strict` does: half a number is a number. */
  wholeLines?: boolean
  /** Where a part of a file is read behind its header: the line of the first row. */
  firstRowLine?: number
}

/** `file:line:column: field: message`, the one form in which a problem is printed. */
export function formatProblem(problem: Problem): string {
  const { file, line, column, field, message } = problem
  return `${file}:${line}:${column}: ${field === null ? '' : `${field}: `}${message}`
}

export function writeCsv(
  header: readonly string[],
  rows: Iterable<readonly (string | number | null)[]>,
): string {
  let text = `${header.map(field).join(',')}\n`
  for (const row of rows) text += `${row.map(field).join(',')}\n`
  return text
}

function field(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

/** Bytewise order of UTF-8, which for text is the order of code points (not of UTF-16 units). */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const x = a.charCodeAt(at)
    const y = b.charCodeAt(at)
    if (x !== y) {
      const surrogates = Number(isSurrogate(x)) - Number(isSurrogate(y))
      return surrogates === 0 ? x - y : surrogates
    }
  }
  return a.length - b.length
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff
}

export function readCsv(input: string | Uint8Array, options: CsvOptions): Parsed<CsvRow[]> {
  const { file, strict = false, firstRowLine = 2 } = options
  const refuse = (line: number, column: number, code: ProblemCode, message: string) => ({
    ok: false as const,
    problems: [{ file, line, column, field: null, code, message }],
  })

  let text: string
  if (typeof input === 'string') text = input
  else {
    try {
      text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(input)
    } catch {
      const { line, column, message } = firstBadByte(input)
      return refuse(line === 1 ? 1 : line - 2 + firstRowLine, column, 'encoding', message)
    }
  }
  if (text.startsWith('\uFEFF')) {
    if (strict) return refuse(1, 1, 'byteOrderMark', 'the file starts with a byte order mark')
    text = text.slice(1)
  }
  if (text === '') return refuse(1, 1, 'empty', 'the file is empty')

  const rows: CsvRow[] = []
  let cells: CsvCell[] = []
  let at = 0
  let line = 1
  let lineStart = 0
  let rowLine = 1
  while (at < text.length) {
    const column = at - lineStart + 1
    let value: string
    if (text[at] === '"') {
      const startLine = line
      let from = at + 1
      value = ''
      for (;;) {
        const quote = text.indexOf('"', from)
        if (quote === -1) return refuse(startLine, column, 'quote', 'a quotation mark is never closed')
        const piece = text.slice(from, quote)
        for (let nl = piece.indexOf('\n'); nl !== -1; nl = piece.indexOf('\n', nl + 1)) {
          line++
          lineStart = from + nl + 1
        }
        value += piece
        if (text[quote + 1] === '"') {
          value += '"'
          from = quote + 2
        } else {
          at = quote + 1
          break
        }
      }
      const next = text[at]
      if (next !== undefined && next !== ',' && next !== '\n' && !text.startsWith('\r\n', at)) {
        return refuse(line, at - lineStart + 1, 'quote', 'text after a closing quotation mark')
      }
      if (strict && !/[",\r\n]/.test(value)) {
        return refuse(startLine, column, 'quote', 'quoted although nothing in it needs quoting')
      }
    } else {
      let end = at
      while (end < text.length && text[end] !== ',' && text[end] !== '\n') end++
      value = text.slice(at, end)
      if (value.endsWith('\r') && text[end] === '\n') {
        value = value.slice(0, -1)
        end--
      }
      const quote = value.indexOf('"')
      if (quote !== -1) {
        return refuse(line, column + quote, 'quote', 'a quotation mark inside an unquoted field')
      }
      const bare = value.indexOf('\r')
      if (bare !== -1) return refuse(line, column + bare, 'lineEnd', 'a carriage return alone')
      at = end
    }
    cells.push({ text: value, column })
    if (text[at] === ',') {
      at++
      const ends = at === text.length || text[at] === '\n' || text.startsWith('\r\n', at)
      if (!ends) continue
      cells.push({ text: '', column: at - lineStart + 1 })
    }
    if (text[at] === '\r') {
      if (strict) return refuse(line, at - lineStart + 1, 'lineEnd', 'the line ends in CR LF, not LF')
      at++
    }
    const [only] = cells
    if (cells.length === 1 && only?.text === '') {
      return refuse(rowLine, 1, 'blankLine', 'the line is blank')
    }
    rows.push({ line: rowLine, cells })
    cells = []
    if (at === text.length && (strict || options.wholeLines === true)) {
      const column = at - lineStart + 1
      return refuse(line, column, 'lineEnd', 'the last line does not end; the file may be cut off')
    }
    at++
    line = rows.length === 1 ? firstRowLine : line + 1
    lineStart = at
    rowLine = line
  }
  return { ok: true, value: rows }
}

/** Where bytes stop being UTF-8, and what they seem to be instead. */
function firstBadByte(bytes: Uint8Array): { line: number; column: number; message: string } {
  const mark = `${bytes[0]} ${bytes[1]}`
  if (mark === '255 254' || mark === '254 255') {
    return { line: 1, column: 1, message: 'the file is UTF-16, not UTF-8' }
  }
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true })
  let line = 1
  let from = 0
  for (;;) {
    const newline = bytes.indexOf(10, from)
    const end = newline === -1 ? bytes.length : newline
    const text = lenient.decode(bytes.subarray(from, end))
    const at = text.indexOf('\uFFFD')
    if (at !== -1 && !isUtf8(bytes.subarray(from, end))) {
      return { line, column: at + 1, message: 'this character is not UTF-8' }
    }
    if (newline === -1) return { line, column: 1, message: 'this line is not UTF-8' }
    from = newline + 1
    line++
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
