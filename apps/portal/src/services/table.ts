// A table that a person uploaded, as rows of text with the places of its problems: what the CSV reader and the
// XLSX reader both give, and the damage that both look for.

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
