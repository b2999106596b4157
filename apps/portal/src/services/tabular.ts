// Reads a table that a person uploads (CSV or XLSX) into rows of text. Cells are text first: an identity
// number that passes through a float loses its last digits. What a spreadsheet hides or computes (formulas,
// merged cells, hidden rows) is refused, because the reader of a table must see what its signer saw.

import { readWorkbook } from './workbook.ts'

// Limits of design/committee.md 3.1: enough for the largest agency, small enough for one process.
export const TABLE_LIMITS = {
  fileBytes: 20 * 1024 * 1024,
  rows: 20_000,
  columns: 200,
  unpackedBytes: 200 * 1024 * 1024,
} as const

/** Where it is and what to do. `row` and `column` count from 1 as a spreadsheet shows them; 0 means the whole. */
export type TableProblem = {
  sheet?: string
  row: number
  column: number
  code: string
  text: string
}

export type TableRow = { row: number; cells: string[] }

export type TableSheet = { name?: string; rows: TableRow[] }

export type TableSource = { kind: 'csv'; delimiter: Delimiter; encoding: Encoding } | { kind: 'xlsx' }

export type TableFile = {
  source: TableSource | null
  sheets: TableSheet[]
  problems: TableProblem[]
}

export type Delimiter = ',' | ';' | '\t'
export type Encoding = 'utf-8' | 'utf-16le' | 'windows-1252'

export type TableOptions = { delimiter?: Delimiter; encoding?: Encoding }

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t']

/** 1 → A, 27 → AA: the letter a spreadsheet prints above the column. */
export function columnName(column: number): string {
  let name = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  }
  return name
}

export function cellPlace(row: number, column: number): string {
  return column > 0 ? `Sel ${columnName(column)}${row}` : `Baris ${row}`
}

export function refusedFile(code: string, text: string): TableFile {
  return { source: null, sheets: [], problems: [{ row: 0, column: 0, code, text }] }
}

export async function readTable(bytes: Uint8Array, options: TableOptions = {}): Promise<TableFile> {
  if (bytes.length === 0) {
    return refusedFile('empty', 'Berkas ini kosong. Pilih berkas yang memuat tabel.')
  }
  if (bytes.length > TABLE_LIMITS.fileBytes) {
    return refusedFile(
      'too-large',
      `Berkas ini berukuran ${megabytes(bytes.length)} MB. Paling besar 20 MB. Bagi tabelnya menjadi beberapa berkas.`,
    )
  }
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return readWorkbook(bytes)
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    return refusedFile(
      'old-or-locked-workbook',
      'Berkas ini buku kerja lama (XLS) atau memakai kata sandi. Simpan sebagai XLSX tanpa kata sandi.',
    )
  }
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46])) {
    return refusedFile('pdf', 'Berkas ini PDF. Kirim tabelnya sebagai XLSX atau CSV.')
  }
  return readDelimited(bytes, options)
}

function readDelimited(bytes: Uint8Array, options: TableOptions): TableFile {
  const { text, encoding } = decode(bytes, options.encoding)
  if (text.includes('\u0000')) {
    return refusedFile('not-a-table', 'Isi berkas ini bukan teks. Simpan tabelnya sebagai XLSX atau CSV.')
  }
  const delimiter = options.delimiter ?? detectDelimiter(text)
  const problems: TableProblem[] = []
  const rows: TableRow[] = []
  let number = 0
  for (const record of records(text, delimiter, problems)) {
    number += 1
    if (record.length > TABLE_LIMITS.columns) {
      problems.push({
        row: number,
        column: 0,
        code: 'too-many-columns',
        text: `Baris ${number} memuat ${record.length} kolom. Paling banyak ${TABLE_LIMITS.columns}. Hapus kolom yang tidak dipakai.`,
      })
      break
    }
    const cells = record.map((cell) => cell.trim())
    if (cells.every((cell) => cell === '')) continue
    if (rows.length > TABLE_LIMITS.rows) {
      problems.push(tooManyRows())
      break
    }
    rows.push({ row: number, cells })
    cells.forEach((cell, index) => {
      const problem = cellProblem(cell, number, index + 1)
      if (problem) problems.push(problem)
    })
  }
  return { source: { kind: 'csv', delimiter, encoding }, sheets: [{ rows }], problems }
}

/** Damage that a spreadsheet program leaves in a cell, whatever the table is about. */
export function cellProblem(cell: string, row: number, column: number, sheet?: string): TableProblem | null {
  const place = cellPlace(row, column)
  if (cell.startsWith('=')) {
    return {
      sheet,
      row,
      column,
      code: 'formula',
      text: `${place} berisi rumus. Salin kolomnya, lalu tempel sebagai nilai.`,
    }
  }
  if (/^[+-]?\d+(?:[.,]\d+)?[eE]\+?\d+$/.test(cell)) {
    return {
      sheet,
      row,
      column,
      code: 'damaged-number',
      text: `${place} berisi ${cell}: angka panjang yang sudah dipotong. Ubah kolomnya menjadi teks, lalu isi lagi dari sumbernya.`,
    }
  }
  if (/^#(?:REF|N\/A|VALUE|NAME|DIV\/0|NUM|NULL)[!?]?$/.test(cell)) {
    return {
      sheet,
      row,
      column,
      code: 'error-value',
      text: `${place} berisi ${cell}. Isi dengan nilai yang sebenarnya.`,
    }
  }
  if (cell.includes('\uFFFD')) {
    return {
      sheet,
      row,
      column,
      code: 'lost-letter',
      text: `${place} memuat huruf yang hilang. Simpan berkas dengan penyandian UTF-8, lalu unggah lagi.`,
    }
  }
  return null
}

export function tooManyRows(sheet?: string): TableProblem {
  return {
    sheet,
    row: TABLE_LIMITS.rows + 1,
    column: 0,
    code: 'too-many-rows',
    text: 'Tabel ini memuat lebih dari 20.000 baris. Bagi menjadi beberapa berkas.',
  }
}

function decode(bytes: Uint8Array, wanted?: Encoding): { text: string; encoding: Encoding } {
  const encoding = wanted ?? detectEncoding(bytes)
  return { text: new TextDecoder(encoding).decode(bytes), encoding }
}

function detectEncoding(bytes: Uint8Array): Encoding {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le'
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    // Every byte means something in Windows-1252, so it is what remains; the page shows it and it can be changed.
    return 'windows-1252'
  }
}

/** The sign that cuts the first record into most cells; a semicolon file may hold commas inside its cells. */
function detectDelimiter(text: string): Delimiter {
  let best: Delimiter = ','
  let most = 0
  for (const delimiter of DELIMITERS) {
    for (const record of records(text, delimiter, [])) {
      if (record.every((cell) => cell.trim() === '')) continue
      if (record.length > most) {
        best = delimiter
        most = record.length
      }
      break
    }
  }
  return best
}

/** RFC 4180 records; a line ends with CRLF, LF or CR. Quotes that do not close are reported, never guessed. */
function* records(text: string, delimiter: Delimiter, problems: TableProblem[]): Generator<string[]> {
  let record: string[] = []
  let at = 0
  let row = 1
  const end = text.length
  while (at < end) {
    let cell = ''
    if (text[at] === '"') {
      let closed = false
      at += 1
      while (at < end) {
        const quote = text.indexOf('"', at)
        if (quote < 0) {
          cell += text.slice(at)
          at = end
          break
        }
        cell += text.slice(at, quote)
        at = quote + 1
        if (text[at] === '"') {
          cell += '"'
          at += 1
          continue
        }
        closed = true
        break
      }
      const column = record.length + 1
      if (!closed) {
        problems.push({
          row,
          column,
          code: 'open-quote',
          text: `${cellPlace(row, column)} dibuka dengan tanda petik yang tidak ditutup. Tambahkan tanda petik penutup.`,
        })
      } else if (at < end && text[at] !== delimiter && !isLineEnd(text[at])) {
        problems.push({
          row,
          column,
          code: 'text-after-quote',
          text: `${cellPlace(row, column)} memuat tulisan sesudah tanda petik penutup. Gandakan tanda petik yang menjadi bagian isi.`,
        })
        const start = at
        while (at < end && text[at] !== delimiter && !isLineEnd(text[at])) at += 1
        cell += text.slice(start, at)
      }
    } else {
      const start = at
      while (at < end && text[at] !== delimiter && !isLineEnd(text[at])) at += 1
      cell = text.slice(start, at)
    }
    record.push(cell)
    if (at < end && text[at] === delimiter) {
      at += 1
      if (at < end) continue
      record.push('')
    } else if (text[at] === '\r' && text[at + 1] === '\n') at += 2
    else at += 1
    yield record
    record = []
    row += 1
  }
}

function isLineEnd(sign: string | undefined): boolean {
  return sign === '\n' || sign === '\r'
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}

function megabytes(bytes: number): string {
  return String(Math.ceil(bytes / (1024 * 1024)))
}
