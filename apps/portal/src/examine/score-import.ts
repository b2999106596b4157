// Reads a file of SKD or SKB scores (CSV or XLSX) into one row a participant, or lists every row that stands in
// the way: none is imported while one is open (design/states.md 3.4). Ranges and steps come from the rule set.
// The totals are computed for the second officer, who types those of the signed minutes without seeing these.

import { cellPlace } from '../services/table.ts'
import { readTable } from '../services/tabular.ts'
import type { TableOptions } from '../services/tabular.ts'
import type { TableFile, TableProblem, TableRow, TableSheet, TableSource } from '../services/table.ts'

export type ScoreTest = 'skd' | 'skb'
export type SkdPart = 'twk' | 'tiu' | 'tkp'

/** `h` present, `th` absent, `dis` disqualified (public-data.md 2). */
export type ScoreStatus = 'h' | 'th' | 'dis'

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

/** The part of a rule set that this reader needs; `points.correct` exists where a part moves in whole answers. */
export type ScoreRules = {
  skd: {
    parts: readonly {
      id: string
      max: { value: number }
      points: { correct?: { value: number } }
    }[]
  }
  skb: { scale: { value: number } }
}

/** A person that a number in the file may stand for. */
export type CalledPerson = { participant: string; called: boolean; scored: boolean }

export type ScoreImportOptions = TableOptions & {
  test: ScoreTest
  rules: ScoreRules
  /** By the number that the file uses: the pseudonym of the round or the official number. */
  people: ReadonlyMap<string, CalledPerson>
  /** What an empty score means in this file, chosen by a person: "None", "-" and an empty cell are three things. */
  absentMark?: '' | '-' | 'None'
}

type Field = 'person' | 'status' | SkdPart | 'total' | 'skb' | 'skbMilli'

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

const STATUSES: Record<string, ScoreStatus> = {
  h: 'h',
  hadir: 'h',
  th: 'th',
  'tidak hadir': 'th',
  dis: 'dis',
  didiskualifikasi: 'dis',
  diskualifikasi: 'dis',
}

const PARTS: readonly SkdPart[] = ['twk', 'tiu', 'tkp']
const MILLI = 1000
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

type Report = (field: Field, code: string, text: string) => void
type Read = (field: Field) => string

function readStatus(
  read: Read,
  hasColumn: boolean,
  scoreFields: readonly Field[],
  absentMark: ScoreImportOptions['absentMark'],
  report: Report,
): ScoreStatus | null {
  if (hasColumn) {
    const text = read('status')
    const status = STATUSES[text.toLowerCase()]
    if (!status)
      report(
        'status',
        'unknown-status',
        `status tertulis "${text}". Tulis h (hadir), th (tidak hadir), atau dis (didiskualifikasi).`,
      )
    return status ?? null
  }
  const marks = scoreFields.filter((field) => /^(?:|-|none)$/i.test(read(field)))
  if (marks.length === 0) return 'h'
  if (absentMark !== undefined && scoreFields.every((field) => read(field) === absentMark)) return 'th'
  const field = marks[0] ?? 'person'
  const shown = read(field) === '' ? 'kosong' : `berisi "${read(field)}"`
  report(
    field,
    'unclear-absence',
    `nilai ${shown} tanpa status. Tambahkan kolom status, atau pilih arti tanda itu.`,
  )
  return null
}

function readParts(read: Read, rules: ScoreRules, report: Report): Record<SkdPart, number> | null {
  const points: Partial<Record<SkdPart, number>> = {}
  for (const part of PARTS) {
    const rule = rules.skd.parts.find((one) => one.id === part)
    if (!rule) throw new Error(`rule set has no SKD part ${part}`)
    const text = read(part)
    const name = part.toUpperCase()
    if (/^(?:|-|none)$/i.test(text)) {
      report(
        part,
        'score-missing',
        `peserta hadir, tetapi nilai ${name} tidak ada. Isi nilainya atau ubah statusnya.`,
      )
      continue
    }
    if (!/^\d{1,4}$/.test(text)) {
      report(
        part,
        'not-whole',
        `nilai ${name} tertulis "${text}". Nilai ${name} adalah angka bulat tanpa titik dan koma.`,
      )
      continue
    }
    const value = Number(text)
    const step = rule.points.correct?.value
    if (value > rule.max.value) {
      report(
        part,
        'out-of-range',
        `nilai ${name} tertulis ${value}. Paling tinggi ${rule.max.value}. Periksa berita acara.`,
      )
    } else if (step !== undefined && value % step !== 0) {
      report(
        part,
        'not-a-step',
        `nilai ${name} tertulis ${value}. Nilai ${name} selalu kelipatan ${step}. Periksa berita acara.`,
      )
    } else points[part] = value
  }
  const { twk, tiu, tkp } = points
  return twk === undefined || tiu === undefined || tkp === undefined ? null : { twk, tiu, tkp }
}

type DecimalSigns = { first: { sign: string; row: string } | null }

function readSkb(read: Read, scale: number, signs: DecimalSigns, report: Report): number | null {
  const highest = scale * MILLI
  if (read('skbMilli') !== '') {
    const text = read('skbMilli')
    if (!/^\d{1,7}$/.test(text) || Number(text) > highest) {
      report(
        'skbMilli',
        'out-of-range',
        `nilai tertulis "${text}". Tulis perseribu, antara 0 dan ${highest}.`,
      )
      return null
    }
    return Number(text)
  }
  const text = read('skb')
  if (/^(?:|-|none)$/i.test(text)) {
    report(
      'skb',
      'score-missing',
      'peserta hadir, tetapi nilai SKB tidak ada. Isi nilainya atau ubah statusnya.',
    )
    return null
  }
  const match = /^(\d{1,3})(?:([.,])(\d+))?$/.exec(text)
  if (!match) {
    report(
      'skb',
      'bad-number',
      `nilai SKB tertulis "${text}". Tulis angka dengan satu tanda desimal, misalnya 73,585.`,
    )
    return null
  }
  const [, units = '', sign, decimals = ''] = match
  if (sign) {
    signs.first ??= { sign, row: text }
    if (signs.first.sign !== sign) {
      report(
        'skb',
        'mixed-decimal-sign',
        `nilai ${text} memakai tanda lain daripada ${signs.first.row}. Pakai satu tanda desimal di seluruh berkas.`,
      )
      return null
    }
  }
  if (decimals.length > 3) {
    report(
      'skb',
      'too-many-decimals',
      `nilai SKB tertulis ${text}. Paling banyak 3 angka di belakang koma. Periksa sumbernya.`,
    )
    return null
  }
  const milli = Number(units) * MILLI + Number(decimals.padEnd(3, '0'))
  if (milli > highest) {
    report('skb', 'out-of-range', `nilai SKB tertulis ${text}. Paling tinggi ${scale}. Periksa berita acara.`)
    return null
  }
  return milli
}

function whole(code: string, text: string): TableProblem {
  return { row: 0, column: 0, code, text }
}
