// Reads a table that a person uploads (CSV or XLSX) into rows of text. Cells are text first: an identity
// number that passes through a float loses its last digits. What a spreadsheet hides or computes (formulas,
// merged cells, hidden rows) is refused, because the reader of a table must see what its signer saw.

import { TABLE_LIMITS, cellPlace, cellProblem, refusedFile, tooManyRows } from './table.ts'
import type { Delimiter, Encoding, TableFile, TableProblem, TableRow } from './table.ts'
import { readWorkbook } from './workbook.ts'

export type TableOptions = { delimiter?: Delimiter; encoding?: Encoding }

const DELIMITERS: readonly Delimiter[] = [',', ';', '\t']

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
