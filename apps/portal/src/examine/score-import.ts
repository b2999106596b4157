// Reads a file of SKD or SKB scores (CSV or XLSX) into one row a participant, or lists every row that stands in
// the way: none is imported while one is open (design/states.md 3.4). Ranges and steps come from the rule set.
// The totals are computed for the second officer, who types those of the signed minutes without seeing these.

import { cellPlace } from '../services/table.ts'
import { readTable } from '../services/tabular.ts'
import type { TableOptions } from '../services/tabular.ts'
import type { TableFile, TableProblem, TableRow, TableSheet, TableSource } from '../services/table.ts'
import { PARTS, readParts, readSkb, readStatus } from './score-cells.ts'
import type { AbsentMark, DecimalSigns, Field, Report, ScoreRules } from './score-cells.ts'

export type ScoreTest = 'skd' | 'skb'

export type ImportedSkdScore =
  | { participant: string; row: number; status: 'h'; twk: number; tiu: number; tkp: number }
  | { participant: string; row: number; status: 'th' | 'dis' }

export type ImportedSkbScore =
  | { participant: string; row: number; status: 'h'; skbMilli: number }
  | { participant: string; row: number; status: 'th' | 'dis' }

export type ScoreTotals = {
  rows: number
  present: number
  absent: number
  disqualified: number
  twk: number
  tiu: number
  tkp: number
  skbMilli: number
}

export type ScoreImport = {
  source: TableSource | null
  sheet?: string
  skd: ImportedSkdScore[]
  skb: ImportedSkbScore[]
  problems: TableProblem[]
  totals: ScoreTotals
}

/** A person that a number in the file may stand for. */
export type CalledPerson = { participant: string; called: boolean; scored: boolean }

export type ScoreImportOptions = TableOptions & {
  test: ScoreTest
  rules: ScoreRules
  /** By the number that the file uses: the pseudonym of the round or the official number. */
  people: ReadonlyMap<string, CalledPerson>
  /** What an empty score means in this file, chosen by a person: "None", "-" and an empty cell are three things. */
  absentMark?: AbsentMark
}

const COLUMNS: Record<string, Field> = {
  participant: 'person',
  peserta: 'person',
  kode_peserta: 'person',
  nomor_peserta: 'person',
  no_peserta: 'person',
  participant_number: 'person',
  status: 'status',
  skd_status: 'status',
  skb_status: 'status',
  kehadiran: 'status',
  twk: 'twk',
  tiu: 'tiu',
  tkp: 'tkp',
  total: 'total',
  jumlah: 'total',
  skd: 'total',
  nilai_skd: 'total',
  skb: 'skb',
  nilai_skb: 'skb',
  skb_milli: 'skbMilli',
}

const HEADER_SEARCH_ROWS = 20
const NAMED_ABSENT_PEOPLE = 5

export async function readScores(bytes: Uint8Array, options: ScoreImportOptions): Promise<ScoreImport> {
  return scoresFromTable(await readTable(bytes, options), options)
}

export function scoresFromTable(file: TableFile, options: ScoreImportOptions): ScoreImport {
  const problems = [...file.problems]
  const result: ScoreImport = {
    source: file.source,
    skd: [],
    skb: [],
    problems,
    totals: { rows: 0, present: 0, absent: 0, disqualified: 0, twk: 0, tiu: 0, tkp: 0, skbMilli: 0 },
  }
  const found = file.sheets.flatMap((sheet) => {
    const header = findHeader(sheet, options.test)
    return header ? [{ sheet, ...header }] : []
  })
  const [table, second] = found
  if (second) {
    const names = found.map((one) => one.sheet.name).join(', ')
    problems.push(
      whole('several-tables', `Lebih dari satu lembar memuat nilai: ${names}. Sisakan satu lembar.`),
    )
    return result
  }
  if (!table) {
    if (problems.length === 0 || file.sheets.length > 0) {
      const wanted = options.test === 'skd' ? 'peserta, status, twk, tiu, tkp' : 'peserta, status, skb'
      problems.push(
        whole('missing-column', `Judul kolom belum lengkap. Tulis kolom ${wanted}, lalu unggah lagi.`),
      )
    }
    return result
  }
  result.sheet = table.sheet.name
  readRows(table, options, result)
  problems.sort((a, b) => a.row - b.row || a.column - b.column)
  return result
}

type FoundTable = { sheet: TableSheet; headerRow: TableRow; columns: Map<Field, number> }

function findHeader(sheet: TableSheet, test: ScoreTest): Omit<FoundTable, 'sheet'> | null {
  for (const headerRow of sheet.rows.slice(0, HEADER_SEARCH_ROWS)) {
    const columns = new Map<Field, number>()
    headerRow.cells.forEach((cell, index) => {
      const field = COLUMNS[cell.toLowerCase().replace(/[\s.-]+/g, '_')]
      if (field && !columns.has(field)) columns.set(field, index)
    })
    const complete =
      test === 'skd'
        ? PARTS.every((part) => columns.has(part))
        : columns.has('skb') || columns.has('skbMilli')
    if (columns.has('person') && complete) return { headerRow, columns }
  }
  return null
}

function readRows(table: FoundTable, options: ScoreImportOptions, result: ScoreImport): void {
  const { problems, totals } = result
  const seen = new Map<string, number>()
  const signs: DecimalSigns = { first: null }
  for (const row of table.sheet.rows) {
    if (row.row <= table.headerRow.row) continue
    const before = problems.length
    const read = (field: Field) => row.cells[table.columns.get(field) ?? -1] ?? ''
    const report: Report = (field, code, text) => {
      const column = (table.columns.get(field) ?? -1) + 1
      problems.push({
        sheet: table.sheet.name,
        row: row.row,
        column,
        code,
        text: `${cellPlace(row.row, column)}: ${text}`,
      })
    }
    totals.rows += 1
    const number = read('person')
    const person = options.people.get(number)
    const earlier = seen.get(person?.participant ?? number)
    if (number === '') report('person', 'empty-cell', 'isi nomor peserta.')
    else if (!person)
      report(
        'person',
        'stranger',
        `nomor ${number} bukan peserta seleksi ini. Periksa nomornya di daftar hadir.`,
      )
    else if (!person.called)
      report('person', 'not-called', `nomor ${number} tidak dipanggil untuk tes ini. Periksa daftar sesi.`)
    else if (person.scored)
      report('person', 'already-scored', `nilai ${number} sudah tercatat. Perubahan memakai ralat nilai.`)
    else if (earlier !== undefined)
      report('person', 'double', `nomor ${number} sudah ada di baris ${earlier}. Hapus baris yang keliru.`)
    seen.set(person?.participant ?? number, row.row)

    const scoreFields: readonly Field[] =
      options.test === 'skd' ? PARTS : [table.columns.has('skbMilli') ? 'skbMilli' : 'skb']
    const status = readStatus(read, table.columns.has('status'), scoreFields, options.absentMark, report)
    if (status === null) continue
    if (status !== 'h') {
      if (status === 'th') totals.absent += 1
      else totals.disqualified += 1
      const filled = scoreFields.find((field) => read(field) !== '' && read(field) !== options.absentMark)
      if (filled)
        report(
          filled,
          'score-without-presence',
          `status ${status}, tetapi ada nilai ${read(filled)}. Kosongkan nilainya atau ubah statusnya.`,
        )
      if (problems.length > before || !person) continue
      const score = { participant: person.participant, row: row.row, status }
      if (options.test === 'skd') result.skd.push(score)
      else result.skb.push(score)
      continue
    }
    totals.present += 1
    if (options.test === 'skd') {
      const points = readParts(read, options.rules, report)
      if (!points) continue
      for (const part of PARTS) totals[part] += points[part]
      const sum = points.twk + points.tiu + points.tkp
      const total = read('total')
      if (total !== '' && total !== String(sum)) {
        report(
          'total',
          'sum-differs',
          `total tertulis ${total}, jumlah ketiga nilai ${sum}. Cocokkan dengan berita acara.`,
        )
      }
      if (problems.length > before || !person) continue
      result.skd.push({ participant: person.participant, row: row.row, status, ...points })
    } else {
      const skbMilli = readSkb(read, options.rules.skb.scale.value, signs, report)
      if (skbMilli === null) continue
      totals.skbMilli += skbMilli
      if (problems.length > before || !person) continue
      result.skb.push({ participant: person.participant, row: row.row, status, skbMilli })
    }
  }
  const missing = [...options.people].filter(
    ([, person]) => person.called && !person.scored && !seen.has(person.participant),
  )
  if (missing.length > 0) {
    const names = missing.slice(0, NAMED_ABSENT_PEOPLE).map(([number]) => number)
    const more = missing.length > names.length ? ', dan seterusnya' : ''
    problems.push(
      whole(
        'people-missing',
        `Belum ada baris untuk ${missing.length} peserta yang dipanggil: ${names.join(', ')}${more}. Tambahkan barisnya, juga bagi yang tidak hadir.`,
      ),
    )
  }
}

function whole(code: string, text: string): TableProblem {
  return { row: 0, column: 0, code, text }
}
