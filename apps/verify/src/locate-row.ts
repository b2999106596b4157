// Where a participant stands in a file: some contradictions show only when the rows are ranked together, and the
// answer must still say line and column.
import { readCsv } from '@terang/rules/csv.ts'
import type { Problem } from '@terang/rules/csv.ts'

export function placeInRow(
  bytes: Uint8Array,
  file: string,
  participant: string,
  field: string,
  message: string,
): Problem {
  const read = readCsv(bytes, { file })
  const [header, ...rows] = read.ok ? read.value : []
  const at = (name: string) => header?.cells.findIndex((cell) => cell.text === name) ?? -1
  const row = rows.find((candidate) => candidate.cells[at('participant')]?.text === participant)
  const column = row?.cells[at(field)]?.column ?? 1
  return {
    file,
    line: row?.line ?? 1,
    column,
    field,
    code: 'inconsistent',
    message: `${participant} ${message}`,
  }
}
