import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noticeFor, occasionFor, reminders, type DraftSigns } from './draft-schedule.ts'

const wib = 7 * 60
// The window closes with Saturday, 12 September 2026.
const closesAt = new Date('2026-09-12T17:00:00Z')
const schedule = reminders(closesAt, wib)
const at = (text: string) => new Date(`${text}+07:00`)
const signs = (more: Partial<DraftSigns> = {}): DraftSigns => ({
  applicationId: 'a',
  missing: ['ijazah'],
  complete: false,
  last: undefined,
  ...more,
})
const draft = (more: Partial<Parameters<typeof occasionFor>[0]> = {}) => ({
  createdAt: at('2026-09-01T08:00'),
  touchedAt: at('2026-09-01T08:30'),
  checkedAt: null,
  noticedBefore: false,
  ...more,
})

test('reminders stand at nine in the morning seven, three and one day before, and six hours before the end', () => {
  assert.deepEqual(
    schedule.map((one) => [one.name, one.at.toISOString()]),
    [
      ['H-7', at('2026-09-05T09:00').toISOString()],
      ['H-3', at('2026-09-09T09:00').toISOString()],
      ['H-1', at('2026-09-11T09:00').toISOString()],
      ['J-6', at('2026-09-12T18:00').toISOString()],
    ],
  )
})

test('the first notice comes an hour after the person left, not before, and once', () => {
  assert.equal(occasionFor(draft(), schedule, at('2026-09-01T09:29')), undefined)
  const occasion = occasionFor(draft(), schedule, at('2026-09-01T09:31'))
  assert.equal(occasion?.name, 'tinggal')
  assert.equal(
    occasionFor(draft({ checkedAt: at('2026-09-01T09:31') }), schedule, at('2026-09-02T09:00')),
    undefined,
  )
})

test('a reminder is for drafts that were there when its time came, and not half a day late', () => {
  const checkedAt = at('2026-09-02T00:00')
  assert.equal(occasionFor(draft({ checkedAt }), schedule, at('2026-09-05T09:01'))?.name, 'H-7')
  assert.equal(
    occasionFor(draft({ checkedAt: at('2026-09-05T09:01') }), schedule, at('2026-09-05T09:02')),
    undefined,
  )
  assert.equal(occasionFor(draft({ checkedAt }), schedule, at('2026-09-05T22:00')), undefined)
  const young = draft({ createdAt: at('2026-09-05T10:00'), touchedAt: at('2026-09-05T10:00') })
  assert.equal(occasionFor(young, schedule, at('2026-09-05T10:30')), undefined)
})

test('at most one in a day, except six hours before the end', () => {
  const last = { missing: 'ijazah', at: at('2026-09-08T20:00') }
  assert.equal(noticeFor(schedule[1]!, signs({ last }), at('2026-09-09T09:00')), undefined)
  assert.equal(noticeFor(schedule[2]!, signs({ last }), at('2026-09-11T09:00'))?.cause, 'a/H-1')
  assert.equal(
    noticeFor(
      schedule[3]!,
      signs({ last: { missing: 'ijazah', at: at('2026-09-12T09:00') } }),
      at('2026-09-12T18:00'),
    )?.code,
    'LAM_DRAF_KURANG',
  )
})

test('the same set is not repeated between the reminders, a changed one is told', () => {
  const left = { name: 'tinggal', at: at('2026-09-03T10:00') }
  const last = { missing: 'ijazah', at: at('2026-09-01T09:31') }
  assert.equal(noticeFor(left, signs({ last }), at('2026-09-03T10:00')), undefined)
  assert.equal(
    noticeFor(left, signs({ last, missing: ['ktp'] }), at('2026-09-03T10:00'))?.code,
    'LAM_DRAF_KURANG',
  )
})

test('who was told that something is missing hears once that nothing is; a complete draft is reminded to send', () => {
  const last = { missing: 'ijazah', at: at('2026-09-01T09:31') }
  const done = signs({ missing: [], complete: true, last })
  const now = at('2026-09-03T10:00')
  const occasion = occasionFor(
    draft({ noticedBefore: true, checkedAt: at('2026-09-02T00:00'), touchedAt: now }),
    schedule,
    now,
  )
  assert.deepEqual(noticeFor(occasion!, done, now), { code: 'LAM_DRAF_SIAP', cause: 'a' })
  assert.equal(
    noticeFor({ name: 'tinggal', at: now }, signs({ missing: [], complete: true }), now),
    undefined,
    'nobody was told before',
  )
  assert.deepEqual(noticeFor(schedule[2]!, done, at('2026-09-11T09:00')), {
    code: 'LAM_BELUM_KIRIM',
    cause: 'a/H-1',
  })
  assert.equal(
    noticeFor(schedule[2]!, signs({ missing: [], complete: false }), at('2026-09-11T09:00')),
    undefined,
    'fields are open still',
  )
})
