import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClock } from './clock.ts'

const noon = Date.parse('2027-01-15T05:00:00Z')

function machine({ wallAheadMs = 0, travelMs = 0 } = {}) {
  let passed = 0
  let database = noon
  return {
    pass(ms: number) {
      passed += ms
      database += ms
    },
    jumpDatabase(ms: number) {
      database += ms
    },
    source: {
      monotonicMs: () => passed,
      wallMs: () => noon + passed + wallAheadMs,
      readDatabaseNow: async () => {
        passed += travelMs / 2
        database += travelMs / 2
        const read = new Date(database)
        passed += travelMs / 2
        database += travelMs / 2
        return read
      },
    },
  }
}

test("the database's time is told, not the machine's", async (t) => {
  const { source, pass } = machine({ wallAheadMs: 3_600_000 })
  const clock = await createClock(source)
  t.after(clock.stop)
  assert.equal(clock.now().toISOString(), '2027-01-15T05:00:00.000Z')
  pass(1_500)
  assert.equal(clock.now().toISOString(), '2027-01-15T05:00:01.500Z')
})

test('the travel of the answer is taken out', async (t) => {
  const { source } = machine({ travelMs: 400 })
  const clock = await createClock(source)
  t.after(clock.stop)
  assert.equal(clock.now().getTime(), noon + 400)
  assert.equal(clock.driftMs(), 0)
})

test('past one second of drift the process is degraded, past five it is closed', async (t) => {
  for (const [wallAheadMs, state] of [
    [0, 'ok'],
    [1_000, 'ok'],
    [-1_001, 'degraded'],
    [5_000, 'degraded'],
    [5_001, 'closed'],
    [-60_000, 'closed'],
  ] as const) {
    const clock = await createClock(machine({ wallAheadMs }).source)
    t.after(clock.stop)
    assert.equal(clock.state(), state, `${wallAheadMs} ms`)
  }
})

test('a new measurement follows a database whose clock was set', async (t) => {
  const { source, jumpDatabase } = machine()
  const clock = await createClock(source)
  t.after(clock.stop)
  jumpDatabase(7_000)
  await clock.measure()
  assert.equal(clock.now().getTime(), noon + 7_000)
  assert.equal(clock.state(), 'closed')
})

test('moved time counts in what is told and not in the drift', async (t) => {
  let shift = 0
  const clock = await createClock({ ...machine().source, shiftMs: () => shift })
  t.after(clock.stop)
  shift = 86_400_000
  assert.equal(clock.now().getTime(), noon + 86_400_000)
  assert.equal(clock.state(), 'ok')
})

test('a database that does not answer at the start stops the start', async () => {
  await assert.rejects(
    createClock({ readDatabaseNow: () => Promise.reject(new Error('no answer')) }),
    /no answer/,
  )
})
