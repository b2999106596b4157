// The clock of a question: it runs from arrival, also while the question waits for moderation, so slow moderation is
// visible. The page prints the calculation from here.
import { addDays } from '@terang/rules/calendar.ts'
import type { SkippedDay } from '@terang/rules/deadlines.ts'
import { workingDeadline } from '../accounts/working-days.ts'
import type { Services } from '../services/services.ts'
import { zoneMinutesOf } from '../services/zone.ts'
import { promisedDays } from './policy.ts'

export interface Calculation {
  /** Calendar day the count starts after. */
  readonly start: string
  readonly counted: readonly string[]
  readonly skipped: readonly SkippedDay[]
  readonly date: string
  readonly closesAt: Date
  /** Days off of these years are not known yet; only weekends were left out. */
  readonly unknownYears: readonly number[]
}

type Zoned = Pick<Services, 'agency'>

function deadline(services: Zoned, from: Date, days: number) {
  return workingDeadline(from, days, zoneMinutesOf(services.agency.zone))
}

export function calculation(
  services: Zoned,
  arrivedAt: Date,
  days: number = promisedDays.longest,
): Calculation {
  const { start, date, closesAt, skipped, unknownYears } = deadline(services, arrivedAt, days)
  const off = new Set(skipped.map((one) => one.date))
  const counted: string[] = []
  for (let day = addDays(start, 1); day <= date; day = addDays(day, 1)) if (!off.has(day)) counted.push(day)
  return { start, counted, skipped, date, closesAt: new Date(closesAt), unknownYears }
}

export function dueOf(services: Zoned, arrivedAt: Date): Date {
  return new Date(deadline(services, arrivedAt, promisedDays.longest).closesAt)
}

/** Until when a moderator decides; after that the question is published by itself. */
export function moderationDueOf(services: Zoned, arrivedAt: Date): Date {
  return new Date(deadline(services, arrivedAt, promisedDays.moderation).closesAt)
}

/** The latest end of a promise that a holding answer may make. */
export function latestPromise(services: Zoned, now: Date): { date: string; closesAt: Date } {
  const { date, closesAt } = deadline(services, now, promisedDays.holding)
  return { date, closesAt: new Date(closesAt) }
}

/** Which working day after the deadline it is; 0 before it has passed. */
export function daysLate(services: Zoned, due: Date, now: Date): number {
  if (now.getTime() < due.getTime()) return 0
  // Noon of the last day that was in time: from there each further working day ends one later.
  const lastDay = new Date(due.getTime() - 12 * 3_600_000)
  let days = 1
  while (days < 400 && deadline(services, lastDay, days).closesAt <= now.getTime()) days += 1
  return days
}
