import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openDatabase } from '../services/database.ts'
import { testDatabase } from '../../../../tests/support/database.ts'
import { beginAttempt, limits, succeed, throttleSubject, waitSeconds } from './throttle.ts'

const opened: { destroy(): Promise<void> }[] = []
after(() => Promise.all(opened.map((one) => one.destroy())))
const database = await testDatabase()
const db = openDatabase(database.url, { max: 4 })
opened.push(db)
const index = (text: string) => Buffer.from(text.padEnd(32, '.'))
const later = (ms: number) => new Date(Date.parse('2027-01-15T01:00:00Z') + ms)

test('the wait doubles from the fifth failure to a quarter of an hour', () => {
  assert.deepEqual(
    [0, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 99].map(waitSeconds),
    [0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900],
  )
})

test('the database waits exactly as the table says', async () => {
  const subject = throttleSubject(index('tabel'))
  let at = 0
  for (let f = 1; f <= 16; f += 1) {
    assert.equal(
      (await beginAttempt(db, subject, later(at), limits.unmarked)).kind,
      'allowed',
      `attempt ${f}`,
    )
    const wait = waitSeconds(f) * 1000
    if (wait > 0) {
      const early = await beginAttempt(db, subject, later(at + wait - 1), limits.unmarked)
      assert.deepEqual(early, { kind: 'wait', until: later(at + wait) }, `after failure ${f}`)
    }
    at += wait
  }
})

test('the counter of unknown browsers closes at a hundred, and only success opens it', async () => {
  const subject = throttleSubject(index('tutup'))
  await db
    .insertInto('auth.throttle')
    .values({ subject, failures: 99, wait_until: later(0) })
    .execute()
  assert.equal((await beginAttempt(db, subject, later(1), limits.unmarked)).kind, 'allowed')
  assert.equal((await beginAttempt(db, subject, later(1e9), limits.unmarked)).kind, 'closed')
  await succeed(db, subject)
  assert.equal((await beginAttempt(db, subject, later(1e9), limits.unmarked)).kind, 'allowed')
})

test('addresses and marks have counters of their own', async () => {
  const one = index('satu')
  assert.notDeepEqual(throttleSubject(one), throttleSubject(index('dua')))
  assert.notDeepEqual(throttleSubject(one), throttleSubject(one, 'tanda'))
})
