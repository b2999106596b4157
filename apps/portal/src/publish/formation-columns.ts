// Which columns a determination of seats has, by profile, and where its header stands: the national vacancy list,
// our own list, and formations.csv of the public data. Titles may stand above the header.

import { cellPlace } from '../services/table.ts'
import type { TableProblem, TableRow, TableSheet } from '../services/table.ts'

export type FormationProfile = 'national-list' | 'own-list' | 'public-data'

export type Field =
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

const HEADER_SEARCH_ROWS = 20

export type Header = { profile: FormationProfile; headerRow: TableRow; fields: Map<number, Field> }

export function findHeader(sheet: TableSheet): Header | null {
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

export function headerProblems(sheet: TableSheet, row: TableRow, profile: FormationProfile): TableProblem[] {
  const seen = new Map<string, number>()
  const problems: TableProblem[] = []
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

export function missingHeader(sheets: readonly TableSheet[]): TableProblem {
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

export function columnOf(profile: FormationProfile, field: Field): string {
  const columns = PROFILES[profile].columns
  return Object.keys(columns).find((name) => columns[name] === field) ?? field
}

export function fileProblem(code: string, text: string): TableProblem {
  return { row: 0, column: 0, code, text }
}
