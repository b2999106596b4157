// Deadlines of officers in working days: weekends, national holidays and joint leave do not count.
// The rules count; this file hands them the holidays that come with the project.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import {
  addWorkingDays,
  dayOff,
  parseHolidays,
  type Holidays,
  type WorkingDeadline,
} from '@terang/rules/deadlines.ts'

const path = createRequire(import.meta.url).resolve('@terang/rules/holidays/id-2024-2026.json')
let read: Holidays | undefined
function holidays(): Holidays {
  read ??= parseHolidays(readFileSync(path, 'utf8'))
  return read
}

/** The end of the n-th working day after a moment, in the agency's zone. */
export function workingDaysLater(from: Date, days: number, zoneMinutes: number): Date {
  return new Date(addWorkingDays(from.getTime(), days, { holidays: holidays(), zoneMinutes }).closesAt)
}

/** The same with its calculation: where the count starts and which days it skips. */
export function workingDeadline(from: Date, days: number, zoneMinutes: number): WorkingDeadline {
  return addWorkingDays(from.getTime(), days, { holidays: holidays(), zoneMinutes })
}

/** Whether offices are closed on a calendar day, other than for the weekend. */
export function isHoliday(date: string): boolean {
  const off = dayOff(date, holidays())
  return off !== null && off.kind !== 'saturday' && off.kind !== 'sunday'
}
