import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkTimes, TIME_RULE } from './monitor-time.ts'
import { sampleEntry } from './sample-entries-fixture.ts'

const noon = Date.parse('2027-02-03T12:00:00Z') / 1000
const at = (...times: string[]) =>
  times.map((time, index) => ({
    index,
    entry: sampleEntry('kanal.daftar', `${index}`, { at: `2027-02-03T${time}Z` }),
  }))
const heads = [
  { size: 1, time: noon },
  { size: 3, time: noon + 3600 },
]

test('acts dated between the cosignatures around them are in order', () => {
  assert.deepEqual(checkTimes(at('11:59', '11:51', '12:59', '15:00'), heads), [])
})

test('an act dated after witnesses saw it, or long before they saw the log without it, is named', () => {
  const found = checkTimes(at('12:01', '11:48', '13:01'), heads)
  assert.deepEqual(
    found.map(({ rule, index }) => [rule, index]),
    [
      [TIME_RULE, 0],
      [TIME_RULE, 1],
      [TIME_RULE, 2],
    ],
  )
})

test('seconds are not asked of times cut to the minute', () => {
  assert.deepEqual(checkTimes(at('12:00', '11:50'), [{ size: 1, time: noon + 30 }]), [])
  assert.equal(checkTimes(at('12:00', '11:49'), [{ size: 1, time: noon + 30 }]).length, 1)
})

test('without cosignatures nothing is said', () => {
  assert.deepEqual(checkTimes(at('12:00', '00:00'), []), [])
})
