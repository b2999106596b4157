/**
 * Deadlines: working days for promises of service, calendar days for the windows of the selection
 * (states.md 6.3 and 6.5). Holidays are data with their decree; the zone is an argument.
 */
import { addDays, civilDate, endOfDay, inclusiveDays, minutesOfDay, startOfDay, weekday } from './calendar.ts'
import type { CivilDate, Moment } from './calendar.ts'
import { list, object, oneOf, optional, record, text } from './shape.ts'
import type { Read, ShapeProblem } from './shape.ts'

const holidaysShape = object({
  note: text(),
  decrees: record(text()),
  days: list(
    object({
      date: text({ pattern: /^\d{4}-\d{2}-\d{2}$/ }),
      name: text(),
      kind: oneOf('national', 'joint-leave', 'election'),
      /** Of this day alone; absent: it stands in the decree of its year. */
      decree: optional(text()),
    }),
    1,
  ),
})

export type Holidays = Read<typeof holidaysShape>
export type HolidayKind = Holidays['days'][number]['kind']

export function parseHolidays(json: unknown): Holidays {
  const problems: ShapeProblem[] = []
  const holidays = holidaysShape.read(typeof json === 'string' ? JSON.parse(json) : json, '', problems)
  if (problems.length > 0) {
    throw new Error(`holidays refused:\n${problems.map((p) => `${p.path}: ${p.message}`).join('\n')}`)
  }
  return holidays
}

export interface SkippedDay {
  date: CivilDate
  /** Null for Saturday and Sunday, whose names are words of the portal. */
  name: string | null
  kind: HolidayKind | 'saturday' | 'sunday'
  decree: string | null
}

export interface WorkingDeadline {
  /** The day the count starts after: of receipt, or the next working day where it came late. */
  start: CivilDate
  date: CivilDate
  /** The moment from which it is too late. */
  closesAt: Moment
  skipped: SkippedDay[]
  /** Years whose holidays the data does not hold: the date is then only as good as weekends. */
  unknownYears: number[]
}

export interface WorkingCalendar {
  holidays: Holidays
  zoneMinutes: number
  /** Minutes of the day after which what arrives counts from the next working day: 16.00. */
  closingMinute?: number
}

const CLOSING_MINUTE = 16 * 60

/** The day of receipt is day 0. */
export function addWorkingDays(received: Moment, days: number, calendar: WorkingCalendar): WorkingDeadline {
  const { zoneMinutes, closingMinute = CLOSING_MINUTE } = calendar
  const skipped: SkippedDay[] = []
  const years = new Set<number>()
  const off = (date: CivilDate) => {
    const year = Number(date.slice(0, 4))
    if (!Object.hasOwn(calendar.holidays.decrees, String(year))) years.add(year)
    const day = dayOff(date, calendar.holidays)
    if (day !== null && !skipped.some((known) => known.date === date)) skipped.push(day)
    return day !== null
  }
  const next = (date: CivilDate) => {
    let following = addDays(date, 1)
    while (off(following)) following = addDays(following, 1)
    return following
  }

  let start = civilDate(received, zoneMinutes)
  const late = minutesOfDay(received, zoneMinutes) >= closingMinute
  if (late || off(start)) start = next(start)
  let date = start
  for (let count = 0; count < days; count++) date = next(date)
  return { start, date, closesAt: endOfDay(date, zoneMinutes), skipped, unknownYears: [...years] }
}

/** Why a day is no working day; null: it is one. */
export function dayOff(date: CivilDate, holidays: Holidays): SkippedDay | null {
  const holiday = holidays.days.find((day) => day.date === date)
  if (holiday !== undefined) {
    const decree = holiday.decree ?? holidays.decrees[date.slice(0, 4)] ?? null
    return { date, name: holiday.name, kind: holiday.kind, decree }
  }
  const day = weekday(date)
  if (day === 6) return { date, name: null, kind: 'saturday', decree: null }
  return day === 0 ? { date, name: null, kind: 'sunday', decree: null } : null
}

/** Open from `opensAt` on, closed from `closesAt` on: the last named minute belongs to the reader. */
export interface Window {
  opensAt: Moment
  closesAt: Moment
}

export function dateWindow(start: CivilDate, end: CivilDate, zoneMinutes: number): Window {
  return { opensAt: startOfDay(start, zoneMinutes), closesAt: endOfDay(end, zoneMinutes) }
}

/** `days` whole calendar days after the day of the act. */
export function windowAfter(
  act: Moment,
  days: number,
  zoneMinutes: number,
): Window & { start: CivilDate; end: CivilDate } {
  const start = addDays(civilDate(act, zoneMinutes), 1)
  const end = addDays(start, days - 1)
  return { start, end, ...dateWindow(start, end, zoneMinutes) }
}

export type WindowPosition = 'before' | 'open' | 'after'

export function positionIn(window: Window, moment: Moment): WindowPosition {
  if (moment < window.opensAt) return 'before'
  return moment < window.closesAt ? 'open' : 'after'
}

/** The announcement must stand for at least so many calendar days, both ends counted. */
export function announcedLongEnough(start: CivilDate, end: CivilDate, minimumDays: number): boolean {
  return inclusiveDays(start, end) >= minimumDays
}
