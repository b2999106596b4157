/**
 * The national identity number (NIK): 16 digits, kept as text, since numbers of Papua are larger than
 * a JavaScript number holds. A well-formed number says nothing about its existence: there is no check
 * digit, and only the population register can tell. It is never published, not even in part.
 */
import { daysInMonth } from './calendar.ts'
import type { CivilDate } from './calendar.ts'
import { object, record, text } from './shape.ts'
import type { Read, ShapeProblem } from './shape.ts'

export type NikReading =
  | {
      ok: true
      nik: string
      /** As the register writes it: L man, P woman. */
      sex: 'L' | 'P'
      /** Every date up to today that the digits allow: the century is not part of the number. */
      birthDates: CivilDate[]
      /** Where the number was first issued, six digits; not where the person lives now. */
      district: string
    }
  | { ok: false; reason: 'format' | 'birthDate' | 'serial' }

const WOMEN_DAY_OFFSET = 40

export function readNik(text: string, today: CivilDate): NikReading {
  if (!/^[0-9]{16}$/.test(text)) return { ok: false, reason: 'format' }
  const written = Number(text.slice(6, 8))
  const woman = written > WOMEN_DAY_OFFSET
  const day = woman ? written - WOMEN_DAY_OFFSET : written
  const month = Number(text.slice(8, 10))
  const birthDates: CivilDate[] = []
  if (month >= 1 && month <= 12 && day >= 1) {
    for (const century of [1900, 2000]) {
      const year = century + Number(text.slice(10, 12))
      const date = `${year}-${text.slice(8, 10)}-${String(day).padStart(2, '0')}`
      if (day <= daysInMonth(year, month) && date <= today) birthDates.push(date)
    }
  }
  if (birthDates.length === 0) return { ok: false, reason: 'birthDate' }
  if (text.slice(12) === '0000') return { ok: false, reason: 'serial' }
  return { ok: true, nik: text, sex: woman ? 'P' : 'L', birthDates, district: text.slice(0, 6) }
}

/** What people type: spaces, dots and hyphens between the digits are theirs to use. */
export function normaliseNik(typed: string): string {
  return typed.replaceAll(/[\s.-]/g, '')
}

/** The last four digits, also for officers. */
export function maskNik(nik: string): string {
  return `${'•'.repeat(12)}${nik.slice(-4)}`
}

/** The birth date a person enters must be one that the digits allow. */
export function agreesWithBirthDate(reading: NikReading, birthDate: CivilDate): boolean {
  return reading.ok && reading.birthDates.includes(birthDate)
}

const registerShape = object({
  title: text(),
  source: text(),
  licence: text(),
  read: text(),
  note: text(),
  /** By the code of the regency, its districts: `01-18 20`. */
  districts: record(text({ pattern: /^\d{2}(?:-\d{2})?(?: \d{2}(?:-\d{2})?)*$/ })),
})
export type DistrictRegister = Read<typeof registerShape>

/** `json` is the parsed file of `regions/`, or its text. */
export function readDistricts(json: unknown): DistrictRegister {
  const problems: ShapeProblem[] = []
  const register = registerShape.read(typeof json === 'string' ? JSON.parse(json) : json, '', problems)
  const [first] = problems
  if (first === undefined) return register
  throw new Error(`districts refused: ${first.path}: ${first.message}`)
}

/**
 * Whether the register has the district today. Districts are split and abolished and a number never changes, so an unknown
 * one is a reason to look again, never to refuse; a known one does not make a number real.
 */
export function districtKnown(register: DistrictRegister, district: string): boolean {
  const regency = district.slice(0, 4)
  if (!Object.hasOwn(register.districts, regency)) return false
  const number = Number(district.slice(4, 6))
  return (register.districts[regency] ?? '').split(' ').some((run) => {
    const [first = '', last = first] = run.split('-')
    return number >= Number(first) && number <= Number(last)
  })
}
