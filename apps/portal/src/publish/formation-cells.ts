// What stands in one cell of a determination of seats: a number of seats, a grade average, programmes and levels,
// and the identifiers that are made from words where a file names none.

import { createHash } from 'node:crypto'

export type ImportedProgramme = { code?: string; name: string }

export type Refuse = (code: string, text: string) => void

/** Highest grade averages, in hundredths, from the rule set in force. */
export type GradeScales = { gpaScaleMax: { value: number }; diplomaAverageScaleMax: { value: number } }

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

// The range that public-data.md 2 promises for the published column.
const MOST_SEATS = 99_999

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

export function readSeats(text: string, refuse: Refuse): number | null {
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

export function readGpa(text: string, level: string, scales: GradeScales, refuse: Refuse): number | null {
  if (text === '' || text === '-') return null
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text)
  const value = match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : -1
  const highest = (level === 'SLTA' ? scales.diplomaAverageScaleMax : scales.gpaScaleMax).value
  if (value < 0 || value > highest) {
    const range = `0 dan ${Math.floor(highest / 100)}`
    refuse('bad-gpa', `nilai paling rendah tertulis "${text}". Tulis antara ${range}, misalnya 2,75.`)
    return null
  }
  return value
}

/** "S-1 AKUNTANSI (62201); D-IV AKUNTANSI": a code in brackets at the end is the national programme code. */
export function readProgrammes(text: string, refuse: Refuse): ImportedProgramme[] {
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

export function readLevel(text: string, refuse: Refuse): string {
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

export function levelOf(programmes: readonly ImportedProgramme[]): string {
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

export function tidy(text: string): string {
  return text.trim().replace(/\s+/g, ' ')
}

export function plain(text: string): string {
  return tidy(text).normalize('NFC').toUpperCase()
}
