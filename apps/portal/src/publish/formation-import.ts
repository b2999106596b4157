// Reads a determination of seats (CSV or XLSX) into formations, or says cell by cell what stands in the way:
// nothing is importable while one problem is open, because half a determination is not a determination.
// Three profiles are told apart by their header (design/committee.md 3.1): the national vacancy list, our own
// list, and formations.csv of the public data.

import { createHash } from 'node:crypto'
import { cellPlace, readTable } from '../services/tabular.ts'
import type {
  TableFile,
  TableOptions,
  TableProblem,
  TableRow,
  TableSheet,
  TableSource,
} from '../services/tabular.ts'

export type ImportedProgramme = { code?: string; name: string }

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

export type FormationProfile = 'national-list' | 'own-list' | 'public-data'

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
  formationTypes: readonly { id: string; labels: readonly string[] }[]
}

export type FormationImportOptions = TableOptions & {
  rules: FormationTypeLabels
  /** Whose determination it is, where the file has no column for it. */
  agency: { id?: string; name: string }
}

type Field =
  | 'formationId'
  | 'agency'
  | 'agencyId'
  | 'procurement'
  | 'needType'
  | 'position'
  | 'positionId'
  | 'qualificationId'
  | 'unit'
  | 'unitId'
  | 'seats'
  | 'disability'
  | 'level'
  | 'programmes'
  | 'minGpa'
  | 'note'
  | 'grades'
  | 'generalGrades'

const PROFILES: Record<FormationProfile, { required: readonly Field[]; columns: Record<string, Field> }> = {
  'national-list': {
    required: ['formationId', 'agency', 'needType', 'position', 'unit', 'seats'],
    columns: {
      formasi_id: 'formationId',
      formation_id: 'formationId',
      ins_nm: 'agency',
      agency: 'agency',
      ins_kd: 'agencyId',
      jp_nama: 'procurement',
      procurement: 'procurement',
      formasi_nm: 'needType',
      need_type: 'needType',
      jabatan_nm: 'position',
      position: 'position',
      jabatan_kd: 'positionId',
      lokasi_nm: 'unit',
      unit_path: 'unit',
      jumlah_formasi: 'seats',
      seats: 'seats',
      disable: 'disability',
      open_to_disability: 'disability',
      programmes: 'programmes',
      pendidikan_nm: 'programmes',
    },
  },
  'own-list': {
    required: ['formationId', 'unit', 'position', 'needType', 'seats', 'level', 'programmes'],
    columns: {
      id: 'formationId',
      unit_path: 'unit',
      position: 'position',
      need_type: 'needType',
      seats: 'seats',
      level: 'level',
      programmes: 'programmes',
      min_gpa: 'minGpa',
      note: 'note',
    },
  },
  'public-data': {
    required: ['formationId', 'agencyId', 'positionId', 'qualificationId', 'unitId', 'needType', 'seats'],
    columns: {
      formation_id: 'formationId',
      agency_id: 'agencyId',
      position_id: 'positionId',
      qualification_id: 'qualificationId',
      unit_id: 'unitId',
      formation_type: 'needType',
      seats: 'seats',
      grades: 'grades',
      general_grades: 'generalGrades',
    },
  },
}

// The order is that in which accepted levels are written; names are those of the lists seen.
const LEVELS: readonly { level: string; names: readonly string[] }[] = [
  {
    level: 'SLTA',
    names: [
      'SLTA/SMA SEDERAJAT',
      'SLTA_SMA SEDERAJAT',
      'SLTA/SMA',
      'SLTA_SMA',
      'SLTA',
      'SMA',
      'SMK',
      'MA',
      'PERSAMAAN',
    ],
  },
  { level: 'D-I', names: ['D-I', 'D1'] },
  { level: 'D-II', names: ['D-II', 'D2'] },
  { level: 'D-III', names: ['D-III', 'D3', 'D-3'] },
  { level: 'D-IV', names: ['D-IV', 'D4', 'D-4'] },
  { level: 'S-1', names: ['S-1', 'S1'] },
  { level: 'PROFESI', names: ['PROFESI', 'PROFESSION'] },
  { level: 'S-2', names: ['S-2_MAGISTER', 'S-2', 'S2'] },
  { level: 'SPESIALIS', names: ['SPESIALIS', 'SPECIALIST'] },
  { level: 'SUBSPESIALIS', names: ['SUBSPESIALIS', 'SUBSPECIALIST'] },
  { level: 'S-3', names: ['S-3', 'S3'] },
]

// Shapes that public-data.md 2 promises for the published file; what does not fit could never be published.
const IDENTIFIER = /^[A-Za-z0-9._-]{1,40}$/
const MOST_SEATS = 99_999
const HIGHEST_GPA_X100 = 400
const HIGHEST_DIPLOMA_X100 = 10_000
const HEADER_SEARCH_ROWS = 20

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

/** The same words give the same identifier in every import, whatever their case and spacing. */
export function stableId(prefix: string, ...parts: readonly string[]): string {
  const text = parts.map((part) => plain(part)).join('\u001f')
  return `${prefix}-${createHash('sha256').update(text).digest('hex').slice(0, 20)}`
}

/** Equal exactly where the sets of accepted levels and programmes are equal (public-data.md 2). */
export function qualificationId(level: string, programmes: readonly ImportedProgramme[]): string {
  const names = programmes.map((programme) => plain(programme.name)).sort()
  return stableId('q', level, ...new Set(names))
}

type Header = { profile: FormationProfile; headerRow: TableRow; fields: Map<number, Field> }

function findHeader(sheet: TableSheet): Header | null {
  for (const headerRow of sheet.rows.slice(0, HEADER_SEARCH_ROWS)) {
    for (const profile of Object.keys(PROFILES) as FormationProfile[]) {
      const fields = headerFields(headerRow, profile)
      const present = new Set(fields.values())
      if (PROFILES[profile].required.every((field) => present.has(field))) {
        return { profile, headerRow, fields }
      }
    }
  }
  return null
}

function headerFields(row: TableRow, profile: FormationProfile): Map<number, Field> {
  const fields = new Map<number, Field>()
  row.cells.forEach((cell, index) => {
    const field = PROFILES[profile].columns[headerName(cell)]
    if (field && ![...fields.values()].includes(field)) fields.set(index, field)
  })
  return fields
}

function headerName(cell: string): string {
  return cell
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
}

function headerProblems(sheet: TableSheet, row: TableRow, profile: FormationProfile): FormationProblem[] {
  const seen = new Map<string, number>()
  const problems: FormationProblem[] = []
  row.cells.forEach((cell, index) => {
    const name = headerName(cell)
    if (name === '') return
    const column = index + 1
    const field = PROFILES[profile].columns[name] ?? name
    const before = seen.get(field)
    if (before !== undefined) {
      problems.push({
        sheet: sheet.name,
        row: row.row,
        column,
        code: 'double-column',
        text: `${cellPlace(row.row, column)}: kolom "${cell}" ada dua kali. Hapus satu kolom.`,
      })
    }
    seen.set(field, column)
  })
  return problems
}

function missingHeader(sheets: readonly TableSheet[]): FormationProblem {
  let nearest: { missing: string[]; row: number; sheet?: string } | null = null
  for (const sheet of sheets) {
    for (const row of sheet.rows.slice(0, HEADER_SEARCH_ROWS)) {
      for (const profile of Object.keys(PROFILES) as FormationProfile[]) {
        const present = new Set(headerFields(row, profile).values())
        if (present.size < 2) continue
        const missing = PROFILES[profile].required
          .filter((field) => !present.has(field))
          .map((field) => columnOf(profile, field))
        if (!nearest || missing.length < nearest.missing.length) {
          nearest = { missing, row: row.row, sheet: sheet.name }
        }
      }
    }
  }
  if (!nearest) {
    return fileProblem(
      'unknown-header',
      'Judul kolom tidak dikenali. Pakai judul daftar nasional (formasi_id, ins_nm, jabatan_nm) atau contoh kami.',
    )
  }
  return {
    sheet: nearest.sheet,
    row: nearest.row,
    column: 0,
    code: 'missing-column',
    text: `Baris ${nearest.row} belum memuat kolom ${nearest.missing.join(', ')}. Tambahkan kolomnya, lalu unggah lagi.`,
  }
}

function columnOf(profile: FormationProfile, field: Field): string {
  const columns = PROFILES[profile].columns
  return Object.keys(columns).find((name) => columns[name] === field) ?? field
}

function fileProblem(code: string, text: string): FormationProblem {
  return { row: 0, column: 0, code, text }
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
    const minGpaX100 = readGpa(read('minGpa'), identity.level, (code, text) => report('minGpa', code, text))
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

type Refuse = (code: string, text: string) => void

const TOTAL = /^(?:grand\s+)?(?:sub\s*)?(?:total|jumlah)\b/i

function looksLikeTotal(row: TableRow, read: (field: Field) => string): boolean {
  const filled = row.cells.filter((cell) => cell !== '').length
  return filled <= 3 || read('position') === '' || read('needType') === ''
}

function readSeats(text: string, refuse: Refuse): number | null {
  if (text === '') return null
  if (!/^\d{1,5}$/.test(text)) {
    const next = text.startsWith('-')
      ? 'Jumlah tidak dapat kurang dari 0.'
      : `Tulis angka bulat antara 0 dan ${MOST_SEATS}, tanpa titik dan tanpa kata.`
    refuse('bad-seats', `jumlah kebutuhan tertulis "${text}". ${next}`)
    return null
  }
  return Number(text)
}

function readGpa(text: string, level: string, refuse: Refuse): number | null {
  if (text === '' || text === '-') return null
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text)
  const value = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : -1
  const highest = level === 'SLTA' ? HIGHEST_DIPLOMA_X100 : HIGHEST_GPA_X100
  if (value < 0 || value > highest) {
    const range = level === 'SLTA' ? '0 dan 100' : '0,00 dan 4,00'
    refuse('bad-gpa', `nilai paling rendah tertulis "${text}". Tulis antara ${range}, misalnya 2,75.`)
    return null
  }
  return value
}

/** "S-1 AKUNTANSI (62201); D-IV AKUNTANSI": a code in brackets at the end is the national programme code. */
function readProgrammes(text: string, refuse: Refuse): ImportedProgramme[] {
  const programmes: ImportedProgramme[] = []
  const seen = new Set<string>()
  for (const part of text.split(';')) {
    const name = tidy(part)
    if (name === '') continue
    if (seen.has(plain(name))) {
      refuse('double-programme', `pendidikan "${name}" tertulis dua kali. Hapus satu.`)
      continue
    }
    seen.add(plain(name))
    const coded = /^(.*\S)\s*\(([A-Z0-9]*\d[A-Z0-9]{2,})\)$/i.exec(name)
    programmes.push(coded ? { code: coded[2], name: coded[1] ?? name } : { name })
  }
  return programmes
}

function readLevel(text: string, refuse: Refuse): string {
  if (text === '') return ''
  const whole = levelNamed(text)
  const parts = whole ? [whole] : text.split('/').map((part) => levelNamed(part.trim()))
  if (parts.some((part) => part === null)) {
    refuse(
      'unknown-level',
      `jenjang "${text}" tidak dikenali. Tulis misalnya SLTA, D-III, D-IV, S-1, PROFESI, atau S-1/D-IV.`,
    )
    return ''
  }
  return joinLevels(parts.filter((part) => part !== null))
}

function levelNamed(text: string): string | null {
  const name = plain(text)
  return LEVELS.find((one) => one.names.includes(name))?.level ?? null
}

function levelOf(programmes: readonly ImportedProgramme[]): string {
  return joinLevels(
    programmes.flatMap((programme) => {
      const name = plain(programme.name)
      const found = LEVELS.find((one) =>
        one.names.some(
          (start) => name === start || name.startsWith(`${start} `) || name.startsWith(`${start}/`),
        ),
      )
      return found ? [found.level] : []
    }),
  )
}

function joinLevels(levels: readonly string[]): string {
  return LEVELS.map((one) => one.level)
    .filter((level) => levels.includes(level))
    .join('/')
}

function tidy(text: string): string {
  return text.trim().replace(/\s+/g, ' ')
}

function plain(text: string): string {
  return tidy(text).normalize('NFC').toUpperCase()
}
