// The server log in a process of its own, with real errors of the database and of ours: what IT needs to find the
// trouble is there, and nothing of a person.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { testDatabase } from '../../../../tests/support/database.ts'
import { faultLine } from './fault-line.ts'
import { StartError } from './start-error.ts'

const database = await testDatabase()
const nik = '6171012304990001'

/** Runs a module that logs, and gives the lines it wrote. */
async function logged(body: string): Promise<Record<string, unknown>[]> {
  const module = (name: string) => JSON.stringify(new URL(name, import.meta.url).href)
  const source = `
    import pg from 'pg'
    import { z } from 'zod'
    import { serverLog } from ${module('./server-log.ts')}
    import { openDatabase } from ${module('./database.ts')}
    import { startWorker } from ${module('./worker.ts')}
    const log = serverLog('info')
    const nik = '${nik}'
    ${body}`
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module-typescript', '--eval', source],
    { cwd: new URL('.', import.meta.url), env: { ...process.env, DATABASE: database.url } },
  )
  assert.ok(!stderr.includes(nik), `the log holds the number: ${stderr}`)
  assert.ok(!/Budi|budi@/.test(stderr), `the log holds a name: ${stderr}`)
  return stderr
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

test('a database error of a task names code, constraint and table, and none of the values', async () => {
  const lines = await logged(`
    const client = new pg.Client({ connectionString: process.env.DATABASE })
    await client.connect()
    await client.query('create table site.coba (nik text constraint coba_nik unique, nama varchar(4), lahir date)')
    await client.query('insert into site.coba values ($1)', [nik])
    const work = [
      () => client.query('insert into site.coba values ($1)', [nik]),
      () => client.query("insert into site.coba (lahir) values ('" + nik + "'::date)"),
      () => client.query("do $$ begin raise exception 'orang Budi ${nik}' using detail = 'nik ${nik}', hint = 'budi@contoh.invalid'; end $$"),
    ]
    const db = openDatabase(process.env.DATABASE, { max: 2 })
    const bus = { on: () => () => undefined }
    for (const run of work) {
      await new Promise((resolve) => {
        const worker = startWorker({
          db,
          bus,
          tasks: [{ name: 'coba', everySeconds: 60, run: async () => { await run() } }],
          onError: (job, error) => { log('error', 'task', { job, error }); resolve(worker) },
        })
      }).then((worker) => worker.stop())
    }
    await client.end()
    await db.destroy()`)
  const errors = lines.map((line) => String(line['error']))
  assert.equal(errors.length, 3)
  assert.match(errors[0]!, /\b23505 constraint=coba_nik schema=site table=coba\b.* at /)
  assert.match(errors[1]!, /\b22(P02|007|008)\b/)
  assert.match(errors[2]!, /\bP0001\b/)
  assert.ok(lines.every((line) => line['job'] === 'coba'))
})

test('errors of ours and of parsers say kind, code and place, and not their words', async () => {
  const lines = await logged(`
    const deep = new Error('Budi ' + nik + '\\n    at orang (' + nik + ')', { cause: Object.assign(new Error(nik), { code: 'ECONNREFUSED' }) })
    log('error', 'task', { error: deep })
    log('error', 'task', { error: z.object({ email: z.email() }).safeParse({ email: 'budi@' + nik }).error })
    log('error', 'task', { error: Object.assign(new TypeError(nik), { code: nik }) })
    log('warn', 'letter', { error: '550 budi@contoh.invalid ' + nik })
    log('warn', 'letter', { error: '550' })`)
  const errors = lines.map((line) => String(line['error']))
  assert.match(errors[0]!, /^Error <- Error ECONNREFUSED at /)
  assert.match(errors[1]!, /^ZodError|^\$ZodError/)
  assert.match(errors[2]!, /^TypeError at /)
  assert.deepEqual(errors.slice(3), ['text', '550'])
})

test('what is written for whoever runs the server is written whole', () => {
  const line = 'log: the lock file knows size 9, the database only 7; a restored backup must not sign'
  assert.equal(faultLine(new StartError(line)), line)
})
