// Where two texts of one table differ, cell by cell. Rows are matched by their key, so that one row too many does
// not make every later row look wrong; the published line is the one that is named.
import { readCsv } from '@terang/rules/csv.ts'
import type { CsvRow } from '@terang/rules/csv.ts'
import type { Cell } from './report.ts'

export interface Differences {
  readonly count: number
  readonly cells: readonly Cell[]
}

const ABSENT = '—'

export function differingCells(file: string, published: string, expected: string, most = 20): Differences {
  const [left, right] = [rowsOf(file, published), rowsOf(file, expected)]
  const header = right[0]?.cells.map((cell) => cell.text) ?? []
  const wanted = new Map(right.slice(1).map((row) => [row.cells[0]?.text ?? '', row]))
  const cells: Cell[] = []
  let count = 0
  const differ = (cell: Cell): void => {
    count++
    if (cells.length < most) cells.push(cell)
  }
  for (const row of left.slice(1)) {
    const key = row.cells[0]?.text ?? ''
    const other = wanted.get(key)
    wanted.delete(key)
    if (other === undefined) {
      differ({ file, line: row.line, column: header[0] ?? '', key, found: key, expected: ABSENT })
      continue
    }
    for (const [at, column] of header.entries()) {
      const found = row.cells[at]?.text ?? ABSENT
      const should = other.cells[at]?.text ?? ABSENT
      if (found !== should) differ({ file, line: row.line, column, key, found, expected: should })
    }
  }
  for (const [key, row] of wanted)
    differ({ file, line: row.line, column: header[0] ?? '', key, found: ABSENT, expected: key })
  if (count === 0 && published !== expected)
    differ({
      file,
      line: firstDifferentLine(published, expected),
      column: header[0] ?? '',
      key: '',
      found: ABSENT,
      expected: ABSENT,
    })
  return { count, cells }
}

function rowsOf(file: string, text: string): CsvRow[] {
  const read = readCsv(text, { file })
  return read.ok ? read.value : []
}

function firstDifferentLine(a: string, b: string): number {
  const [left, right] = [a.split('\n'), b.split('\n')]
  return left.findIndex((line, at) => line !== right[at]) + 1
}
