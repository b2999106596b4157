/**
 * Civil dates as text (2024-09-10) and moments as milliseconds since 1970 UTC. The zone of the
 * agency is an argument, in minutes east of UTC (WIB: 420): never that of the machine.
 */

export type CivilDate = string
export type Moment = number

const MINUTE = 60_000
const DAY = 86_400_000

export function civilDate(moment: Moment, zoneMinutes: number): CivilDate {
  return new Date(moment + zoneMinutes * MINUTE).toISOString().slice(0, 10)
}

/** 00:00:00.000 of the date in the zone. */
export function startOfDay(date: CivilDate, zoneMinutes: number): Moment {
  const { year, month, day } = parts(date)
  return Date.UTC(year, month - 1, day) - zoneMinutes * MINUTE
}

/** Windows end before this moment: 00:00 of the next day, so the last minute counts whole. */
export function endOfDay(date: CivilDate, zoneMinutes: number): Moment {
  return startOfDay(date, zoneMinutes) + DAY
}

/** Minutes since 00:00 in the zone. */
export function minutesOfDay(moment: Moment, zoneMinutes: number): number {
  return Math.floor((moment - startOfDay(civilDate(moment, zoneMinutes), zoneMinutes)) / MINUTE)
}

export function addDays(date: CivilDate, days: number): CivilDate {
  const { year, month, day } = parts(date)
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10)
}

/** Days from `from` to `to`; the same day is 0. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return (startOfDay(to, 0) - startOfDay(from, 0)) / DAY
}

/** Calendar days of a period, both ends counted: 19 August to 2 September is 15. */
export function inclusiveDays(start: CivilDate, end: CivilDate): number {
  return daysBetween(start, end) + 1
}

/** 0 Sunday to 6 Saturday. */
export function weekday(date: CivilDate): number {
  return new Date(startOfDay(date, 0)).getUTCDay()
}

export function parts(date: CivilDate): { year: number; month: number; day: number } {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)
  if (match === null) throw new Error(`${date} is not a date as 2024-09-10`)
  return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}
