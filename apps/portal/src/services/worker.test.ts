// Background tasks: many at once do not starve each other, each runs in one place at a time, and stop waits for all.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase, testMasterKey } from '../../../../tests/support/database.ts'
import { openBus } from './bus.ts'
import { openDatabase, roleUrl } from './database.ts'
import { rolePassword } from './migrate.ts'
import { startWorker, type Task } from './worker.ts'

const database = await testDatabase()
const address = roleUrl(
  database.url,
  'terang_worker',
  rolePassword(Buffer.from(testMasterKey, 'hex'), 'terang_worker'),
)
const db = openDatabase(address, { max: 10 })
const bus = await openBus(address, () => undefined)
after(async () => {
  await bus.close()
  await db.destroy()
})

test(
  'three times as many tasks as the pool has connections all run at the start',
  { timeout: 30_000 },
  async () => {
    const ran = new Set<string>()
    const tasks = Array.from({ length: 30 }, (_, at): Task => ({
      name: `banyak.${at}`,
      everySeconds: 3_600,
      async run() {
        await sql`select pg_sleep(0.02)`.execute(db)
        ran.add(`banyak.${at}`)
      },
    }))
    const worker = startWorker({ db, bus, tasks, onError: (_, error) => assert.fail(String(error)) })
    for (let waited = 0; ran.size < 30 && waited < 20_000; waited += 20) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await worker.stop()
    assert.equal(ran.size, 30)
  },
)

test('a task of two processes runs in one of them at a time', { timeout: 30_000 }, async () => {
  let running = 0
  let most = 0
  const task: Task = {
    name: 'satu',
    everySeconds: 3_600,
    on: ['notice'],
    async run() {
      running += 1
      most = Math.max(most, running)
      await sql`select pg_sleep(0.05)`.execute(db)
      running -= 1
    },
  }
  const options = {
    db,
    bus,
    tasks: [task],
    onError: (_: string, error: unknown) => assert.fail(String(error)),
  }
  const workers = [startWorker(options), startWorker(options)]
  for (let i = 0; i < 10; i += 1) {
    await sql`select pg_notify('terang_work', 'notice')`.execute(db)
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
  for (const worker of workers) await worker.stop()
  assert.equal(most, 1)
  assert.equal(running, 0, 'stop waited for what was running')
})
