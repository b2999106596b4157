// Reads a determination of seats (CSV or XLSX) into formations, or says cell by cell what stands in the way:
// nothing is importable while one problem is open, because half a determination is not a determination.
// Three profiles are told apart by their header (design/committee.md 3.1): the national vacancy list, our own
// list, and formations.csv of the public data.

import { cellPlace } from '../services/table.ts'
import { readTable } from '../services/tabular.ts'
import type { TableOptions } from '../services/tabular.ts'
import type { TableFile, TableProblem, TableRow, TableSheet, TableSource } from '../services/table.ts'

import {
  levelOf,
  plain,
  qualificationId,
  readGpa,
  readLevel,
  readProgrammes,
  readSeats,
  stableId,
  tidy,
} from './formation-cells.ts'
import type { GradeScales, ImportedProgramme } from './formation-cells.ts'
import { columnOf, fileProblem, findHeader, headerProblems, missingHeader } from './formation-columns.ts'
import type { Field, FormationProfile } from './formation-columns.ts'

export type ImportedFormation = {
  formationId: string
  agencyId: string
  agencyName: string
  positionId: string
  positionTitle: string
  qualificationId: string
  /** Accepted levels in one fixed order, joined by "/"; empty where the file names none. */
  level: string
  programmes: ImportedProgramme[]
  unitId: string
  unitPath: string[]
  /** Identifier of the rule set (`general`), not the label of the file (`UMUM`). */
  formationType: string
  seats: number
  minGpaX100?: number
  openToDisability?: boolean
  grades?: string
  generalGrades?: string
  note?: string
}

export type FormationProblem = TableProblem

export type FormationImport = {
  profile: FormationProfile | null
  source: TableSource | null
  sheet?: string
  formations: ImportedFormation[]
  problems: FormationProblem[]
  /** Control totals, to be compared with those typed from the signed paper. */
  totals: { rows: number; seats: number; seatsByType: Record<string, number> }
}

/** The part of a rule set that this reader needs. */
export type FormationTypeLabels = {
  eligibility: GradeScales
  formationTypes: readonly { id: string; labels: readonly string[] }[]
}

export type FormationImportOptions = TableOptions & {
  rules: FormationTypeLabels
  /** Whose determination it is, where the file has no column for it. */
  agency: { id?: string; name: string }
}

// Shapes that public-data.md 2 promises for the published file; what does not fit could never be published.
const IDENTIFIER = /^[A-Za-z0-9._-]{1,40}$/

export async function readFormations(
  bytes: Uint8Array,
  options: FormationImportOptions,
): Promise<FormationImport> {
  return formationsFromTable(await readTable(bytes, options), options)
}

export function formationsFromTable(file: TableFile, options: FormationImportOptions): FormationImport {
  const found = file.sheets.flatMap((sheet) => {
    const header = findHeader(sheet)
    return header ? [{ sheet, ...header }] : []
  })
  const empty = { formations: [], totals: { rows: 0, seats: 0, seatsByType: {} } }
  const [first, second] = found
  if (!first || second) {
    const problems = [...file.problems]
    if (second) {
      problems.push({
        sheet: second.sheet.name,
        row: 0,
        column: 0,
        code: 'several-tables',
        text: `Lebih dari satu lembar memuat daftar formasi: ${found.map((one) => one.sheet.name).join(', ')}. Sisakan satu lembar.`,
      })
    } else if (file.sheets.length === 0) {
      if (problems.length === 0) problems.push(fileProblem('empty', 'Tabel ini tidak berisi baris.'))
    } else {
      problems.push(missingHeader(file.sheets))
    }
    return { profile: null, source: file.source, problems, ...empty }
  }
  const { sheet, profile, headerRow, fields } = first
  const problems = file.problems.filter(
    // A merged title above the table hides nothing of it.
    (problem) => !(problem.code === 'merged-cells' && problem.row < headerRow.row),
  )
  problems.push(...headerProblems(sheet, headerRow, profile))
  const reader = rowReader({ sheet, profile, fields, headerRow, options, problems })
  const formations: ImportedFormation[] = []
  for (const row of sheet.rows) {
    if (row.row <= headerRow.row) continue
    const formation = reader(row)
    if (formation) formations.push(formation)
  }
  if (formations.length === 0 && problems.length === 0) {
    problems.push(
      fileProblem('no-rows', 'Tabel ini hanya berisi judul kolom. Isi paling sedikit satu formasi.'),
    )
  }
  const seatsByType: Record<string, number> = {}
  let seats = 0
  for (const formation of formations) {
    seats += formation.seats
    seatsByType[formation.formationType] = (seatsByType[formation.formationType] ?? 0) + formation.seats
  }
  problems.sort((a, b) => a.row - b.row || a.column - b.column)
  return {
    profile,
    source: file.source,
    sheet: sheet.name,
    formations,
    problems,
    totals: { rows: formations.length, seats, seatsByType },
  }
}

type RowReaderInput = {
  sheet: TableSheet
  profile: FormationProfile
  fields: Map<number, Field>
  headerRow: TableRow
  options: FormationImportOptions
  problems: FormationProblem[]
}

/** Remembers what earlier rows said, so that a double is reported with the row it repeats. */
function rowReader(input: RowReaderInput): (row: TableRow) => ImportedFormation | null {
  const { sheet, profile, fields, headerRow, options, problems } = input
  const columns = new Map([...fields].map(([index, field]) => [field, index]))
  const types = new Map<string, string>()
  for (const type of options.rules.formationTypes) {
    for (const label of type.labels) types.set(plain(label), type.id)
    types.set(plain(type.id), type.id)
  }
  const labels = options.rules.formationTypes.map((type) =>
    profile === 'public-data' ? type.id : (type.labels[0] ?? type.id),
  )
  const ids = new Map<string, number>()
  const needs = new Map<string, number>()

  return (row) => {
    const before = problems.length
    const read = (field: Field) => row.cells[columns.get(field) ?? -1] ?? ''
    const report = (field: Field, code: string, text: string) => {
      const column = (columns.get(field) ?? -1) + 1
      problems.push({
        sheet: sheet.name,
        row: row.row,
        column,
        code,
        text: `${cellPlace(row.row, column)}: ${text}`,
      })
    }
    const isTotalRow = row.cells.some((cell) => TOTAL.test(cell)) && looksLikeTotal(row, read)
    const stray = row.cells.findIndex((cell, at) => cell !== '' && !headerRow.cells[at])
    if (!isTotalRow && (stray >= 0 || row.cells.length !== headerRow.cells.length)) {
      problems.push({
        sheet: sheet.name,
        row: row.row,
        column: Math.max(stray + 1, 0),
        code: 'cells-differ-from-header',
        text: `Baris ${row.row} memuat ${row.cells.length} sel, judulnya ${headerRow.cells.filter((cell) => cell !== '').length}. Periksa tanda pemisah; beri tanda petik pada isi yang memuatnya.`,
      })
      return null
    }
    if (isTotalRow) {
      problems.push({
        sheet: sheet.name,
        row: row.row,
        column: 0,
        code: 'total-row',
        text: `Baris ${row.row} tampak seperti baris jumlah. Hapus baris itu; jumlah dihitung sendiri.`,
      })
      return null
    }
    const required = (field: Field, what: string) => {
      const text = read(field)
      if (text === '') report(field, 'empty-cell', `isi ${what}.`)
      return text
    }

    const seats = readSeats(required('seats', 'jumlah kebutuhan'), (code, text) =>
      report('seats', code, text),
    )
    const needType = required('needType', 'jenis kebutuhan')
    const formationType = types.get(plain(needType))
    if (needType !== '' && !formationType) {
      report(
        'needType',
        'unknown-need-type',
        `"${needType}" bukan jenis kebutuhan dalam aturan. Pilihannya: ${labels.join(', ')}.`,
      )
    }
    const procurement = read('procurement')
    if (procurement !== '' && !/^(?:CPNS|PNS)$/i.test(procurement)) {
      report(
        'procurement',
        'other-procurement',
        `"${procurement}" bukan CPNS. Pindahkan baris ini ke seleksi lain.`,
      )
    }
    const identity = profile === 'public-data' ? readIdentifiers() : readTitles()
    if (problems.length > before || !identity || !formationType || seats === null) return null

    const givenId = read('formationId')
    const formationId =
      givenId === ''
        ? stableId(
            'f',
            identity.agencyId,
            identity.positionTitle,
            identity.unitPath.join('|'),
            identity.qualificationId,
            formationType,
          )
        : givenId
    if (!IDENTIFIER.test(formationId)) {
      report(
        'formationId',
        'bad-identifier',
        `"${formationId}" memuat tanda lain. Pakai paling banyak 40 huruf, angka, titik, atau garis.`,
      )
      return null
    }
    const sameId = ids.get(formationId)
    if (sameId !== undefined) {
      report(
        'formationId',
        'double-identifier',
        `formasi ${formationId} sudah ada di baris ${sameId}. Hapus satu, atau beri nomor lain.`,
      )
      return null
    }
    ids.set(formationId, row.row)
    const need = [
      identity.agencyId,
      identity.positionId,
      identity.unitId,
      formationType,
      identity.qualificationId,
    ].join(' ')
    const sameNeed = needs.get(need)
    if (sameNeed !== undefined) {
      report(
        'position',
        'double-formation',
        `jabatan, unit, jenis kebutuhan, dan pendidikannya sama dengan baris ${sameNeed}. Gabungkan jumlahnya dalam satu baris.`,
      )
      return null
    }
    needs.set(need, row.row)
    const disability = read('disability')
    if (!/^(?:|0|1|true|false|ya|tidak)$/i.test(disability)) {
      report(
        'disability',
        'bad-yes-no',
        `"${disability}" bukan 0 atau 1. Isi 1 bila terbuka bagi penyandang disabilitas, 0 bila tidak.`,
      )
      return null
    }
    const minGpaX100 = readGpa(read('minGpa'), identity.level, options.rules.eligibility, (code, text) =>
      report('minGpa', code, text),
    )
    if (problems.length > before) return null
    return {
      formationId,
      ...identity,
      formationType,
      seats,
      ...(minGpaX100 === null ? {} : { minGpaX100 }),
      ...(disability === '' ? {} : { openToDisability: /^(?:1|true|ya)$/i.test(disability) }),
      ...(read('grades') === '' ? {} : { grades: read('grades') }),
      ...(read('generalGrades') === '' ? {} : { generalGrades: read('generalGrades') }),
      ...(read('note') === '' ? {} : { note: read('note') }),
    }

    function readIdentifiers(): Identity | null {
      const values: Partial<Record<Field, string>> = {}
      for (const field of ['agencyId', 'positionId', 'qualificationId', 'unitId'] as const) {
        const value = required(field, columnOf(profile, field))
        if (value !== '' && !IDENTIFIER.test(value)) {
          report(
            field,
            'bad-identifier',
            `"${value}" memuat tanda lain. Pakai paling banyak 40 huruf, angka, titik, atau garis.`,
          )
        }
        values[field] = value
      }
      return {
        agencyId: values.agencyId ?? '',
        agencyName: options.agency.id === values.agencyId ? options.agency.name : (values.agencyId ?? ''),
        positionId: values.positionId ?? '',
        // The public file carries no titles; they stand in datapackage.json.
        positionTitle: values.positionId ?? '',
        qualificationId: values.qualificationId ?? '',
        level: '',
        programmes: [],
        unitId: values.unitId ?? '',
        unitPath: [values.unitId ?? ''],
      }
    }

    function readTitles(): Identity | null {
      const agencyName = columns.has('agency') ? required('agency', 'nama instansi') : options.agency.name
      const positionTitle = tidy(required('position', 'nama jabatan'))
      const unitPath = required('unit', 'unit kerja').split('|').map(tidy)
      if (unitPath.length > 1 && unitPath.some((part) => part === '')) {
        report(
          'unit',
          'empty-unit-level',
          'ada tingkat unit yang kosong di antara tanda |. Isi atau hapus tandanya.',
        )
      }
      const programmes = readProgrammes(columns.has('programmes') ? read('programmes') : '', (code, text) =>
        report('programmes', code, text),
      )
      if (columns.has('programmes') && programmes.length === 0) {
        report('programmes', 'empty-cell', 'isi pendidikan yang diterima, dipisah titik koma.')
      }
      const level = columns.has('level')
        ? readLevel(required('level', 'jenjang pendidikan'), (code, text) => report('level', code, text))
        : levelOf(programmes)
      if (columns.has('level') && level !== '') {
        const accepted = level.split('/')
        for (const part of levelOf(programmes).split('/')) {
          if (part !== '' && !accepted.includes(part)) {
            report(
              'level',
              'level-differs',
              `jenjang ${level} tidak memuat ${part} yang ada di kolom pendidikan. Samakan keduanya.`,
            )
          }
        }
      }
      const code = read('agencyId')
      const agencyId = IDENTIFIER.test(code)
        ? code
        : plain(agencyName) === plain(options.agency.name) && options.agency.id
          ? options.agency.id
          : stableId('a', agencyName)
      const position = read('positionId')
      const unit = stableId('u', agencyName, unitPath.join('|'))
      const qualification = columns.has('programmes')
        ? qualificationId(level, programmes)
        : // Unknown programmes equal nobody's: filling must not move people between seats it cannot compare.
          stableId('q', 'unknown', read('formationId'), positionTitle, unit)
      return {
        agencyId,
        agencyName: tidy(agencyName),
        positionId: IDENTIFIER.test(position) ? position : stableId('p', positionTitle),
        positionTitle,
        qualificationId: qualification,
        level,
        programmes,
        unitId: unit,
        unitPath,
      }
    }
  }
}

type Identity = Pick<
  ImportedFormation,
  | 'agencyId'
  | 'agencyName'
  | 'positionId'
  | 'positionTitle'
  | 'qualificationId'
  | 'level'
  | 'programmes'
  | 'unitId'
  | 'unitPath'
>

const TOTAL = /^(?:grand\s+)?(?:sub\s*)?(?:total|jumlah)\b/i

function looksLikeTotal(row: TableRow, read: (field: Field) => string): boolean {
  const filled = row.cells.filter((cell) => cell !== '').length
  return filled <= 3 || read('position') === '' || read('needType') === ''
}
