import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { endOfDay, inclusiveDays } from './calendar.ts'
import { addWorkingDays, announcedLongEnough, dayOff, parseHolidays, windowAfter } from './deadlines.ts'
import { cpns2024 } from './rounds-fixture.ts'

const holidays = parseHolidays(
  readFileSync(new URL('../holidays/id-2024-2026.json', import.meta.url), 'utf8'),
)
const calendar = { holidays, zoneMinutes: 420 }
const at = (text: string) => Date.parse(`${text}+07:00`)
const due = (text: string, days: number) => addWorkingDays(at(text), days, calendar).date

test('the day of receipt is day 0, weekends are skipped', () => {
  assert.equal(due('2026-11-25T10:00:00', 2), '2026-11-27')
  assert.equal(due('2026-11-27T10:00:00', 1), '2026-11-30')
})

test('after 16.00 it counts from the next working day', () => {
  assert.equal(due('2026-11-25T15:59:59', 2), '2026-11-27')
  assert.equal(due('2026-11-25T16:00:00', 2), '2026-11-30')
})

test('Eid: holidays and joint leave are skipped and named', () => {
  const deadline = addWorkingDays(at('2024-04-05T10:00:00'), 1, calendar)
  assert.equal(deadline.date, '2024-04-16')
  assert.deepEqual(
    deadline.skipped.map((day) => day.kind),
    [
      'saturday',
      'sunday',
      'joint-leave',
      'joint-leave',
      'national',
      'national',
      'joint-leave',
      'saturday',
      'sunday',
      'joint-leave',
    ],
  )
  assert.match(deadline.skipped[4]?.decree ?? '', /855\/2023/)
  assert.equal(deadline.closesAt, endOfDay('2024-04-16', 420))
})

test('the turn of the year, and a year that the data does not hold', () => {
  const deadline = addWorkingDays(at('2026-12-30T10:00:00'), 3, calendar)
  assert.equal(deadline.date, '2027-01-04')
  assert.deepEqual(deadline.unknownYears, [2027])
  assert.deepEqual(addWorkingDays(at('2026-11-25T10:00:00'), 1, calendar).unknownYears, [])
})

test('a voting day is no working day, by a decree of its own', () => {
  assert.deepEqual(dayOff('2024-11-27', holidays), {
    date: '2024-11-27',
    name: 'Pemungutan suara Pilkada',
    kind: 'election',
    decree: 'Keppres 33/2024',
  })
  assert.equal(dayOff('2024-02-14', holidays)?.decree, 'Keppres 10/2024')
})

test('2024 to 2026: every holiday and day of collective leave has its name and its decree', () => {
  const years = new Map<string, number>()
  for (const { date } of holidays.days) {
    const day = dayOff(date, holidays)
    assert.ok(day !== null && day.name !== null && day.decree !== null && day.decree !== '', date)
    years.set(date.slice(0, 4), (years.get(date.slice(0, 4)) ?? 0) + 1)
  }
  // 17 + 10 and two voting days; 17 + 10 and one added in August; 17 + 8.
  assert.deepEqual(Object.fromEntries(years), { 2024: 29, 2025: 28, 2026: 25 })
  assert.equal(new Set(holidays.days.map((day) => day.date)).size, 82)
  assert.equal(dayOff('2025-08-18', holidays)?.kind, 'joint-leave')
})

test('calendar days do not skip: the objection window of 20 September 2024 ends on Sunday', () => {
  const window = windowAfter(at('2024-09-19T15:00:00'), 3, 420)
  assert.deepEqual([window.start, window.end], ['2024-09-20', '2024-09-22'])
})

test('Case 55: fourteen days of announcement are too short; both ends count', () => {
  const least = cpns2024.application.announcementMinDays.value
  assert.equal(inclusiveDays('2024-08-19', '2024-09-02'), 15)
  assert.equal(announcedLongEnough('2024-08-19', '2024-09-02', least), true)
  assert.equal(announcedLongEnough('2024-08-19', '2024-09-01', least), false)
  assert.equal(announcedLongEnough('2024-02-20', '2024-03-05', least), true)
})
