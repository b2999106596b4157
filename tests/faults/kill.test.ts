// kill -9 at any moment of submitting, deciding or publishing, fifty times: nothing that was acknowledged is lost,
// nothing is doubled, no act stands without its entry or an entry without its act, and the log proves whole.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { checkStoredLog } from '../../packages/log/src/fsck.ts'
import { monitorEntries } from '../../packages/log/src/monitor.ts'
import { startPortal } from '../../apps/portal/src/start.ts'
import { loadSettings } from '../../apps/portal/src/services/settings.ts'
import { testMasterKey, testServerUrl } from '../support/database.ts'
import type { Plan } from './actor.ts'

const kills = Number(process.env['TERANG_KILLS'] ?? 50)
const root = fileURLToPath(new URL('../..', import.meta.url))

const server = await testServerUrl()

test(`${kills} kills lose nothing acknowledged and double nothing`, { timeout: 600_000 }, async (t) => {
  const name = `terang_kill_${randomBytes(5).toString('hex')}`
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query(`create database ${name} template template0 encoding 'UTF8'`)
  const dataDir = await mkdtemp(join(tmpdir(), 'terang-kill-'))
  const databaseUrl = Object.assign(new URL(server), { pathname: `/${name}` }).href
  const env = {
    PATH: process.env['PATH'],
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    MASTER_KEY: testMasterKey,
    DEMO: '1',
    DEMO_SIZE: '500',
    LOG_LEVEL: 'silent',
    ROLE: 'worker,sequencer',
  }
  const db = new pg.Client({ connectionString: databaseUrl })
  await db.connect()
  t.after(async () => {
    await db.end()
    await admin.query(`drop database if exists ${name} with (force)`)
    await admin.end()
    await rm(dataDir, { recursive: true, force: true })
  })
  const first = await startPortal(loadSettings(env), root)
  await first.stop()

  const rows = async <T>(text: string): Promise<T[]> => (await db.query(text)).rows as T[]
  const [{ id: selection }] = (await rows<{ id: string }>(
    `select id from site.selection order by id desc limit 1`,
  )) as [{ id: string }]
  const people = (state: string, more: string) =>
    rows<{ applicationId: string; personId: string; version: number }>(
      `select a.id as "applicationId", a.person_id as "personId", a.version from person.application a where selection_id = '${selection}' and state = '${state}' ${more} order by id`,
    )
  const drafts = await people('draft', '')
  const unread = await people(
    'submitted',
    `and not exists (select 1 from act.decision d where d.application_id = a.id)`,
  )
  const officers = await rows<{ personId: string; role: string; code: string }>(
    `select person_id as "personId", role, code from act.officer_role order by code`,
  )
  const of = (role: string) => officers.filter((one) => one.role === role)

  const acknowledged = new Map<string, string>()
  const random = mulberry(20270104)
  for (let run = 0; run < kills; run++) {
    const plan: Plan = {
      selection,
      run,
      drafts: drafts.slice(run % 7),
      sent: unread.slice(-6),
      screeners: of('pemeriksa').slice(0, 2),
      secretary: of('sekretaris')[0]!.personId,
      chair: of('ketua')[0]!.personId,
    }
    for (const [token, what] of await actUntilKilled({ ...env, PLAN: JSON.stringify(plan) }, random() * 800))
      acknowledged.set(token, what)
  }

  // A last start integrates what was committed before the last kill.
  const last = await startPortal(loadSettings(env), root)
  for (const until = Date.now() + 10_000; Date.now() < until;) {
    const [{ n }] = (await rows<{ n: string }>(
      `select (select count(*) from log.pending) + (select size - published from log.state) as n`,
    )) as [{ n: string }]
    if (Number(n) === 0) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await last.stop()

  const known = new Set([
    ...(
      await rows<{ token: string }>(
        `select form_token as token from act.submission union all select form_token from act.withdrawal union all select form_token from act.opinion`,
      )
    ).map((row) => row.token),
    ...(await rows<{ token: string }>(`select number as token from act.announcement`)).map(
      (row) => row.token,
    ),
  ])
  const lost = [...acknowledged].filter(([token]) => !known.has(token))
  assert.deepEqual(lost, [], 'acknowledged and not there')

  const acts: [string, string][] = [
    ['act.submission', 'lamaran.terima'],
    ['act.withdrawal', 'lamaran.tarik'],
    ['act.decision', 'berkas.putus'],
    ['act.announcement', 'pengumuman.terbit'],
  ]
  for (const [table, type] of acts) {
    const [bare] = await rows<{ n: string }>(
      `select count(*) as n from ${table} a where not exists (select 1 from log.entry e where e.id = a.entry_id)`,
    )
    assert.equal(Number(bare!.n), 0, `${table}: an act without its entry`)
    const [orphans] = await rows<{ n: string }>(
      `select count(*) as n from log.entry e where t = '${type}' and not exists (select 1 from ${table} a where a.entry_id = e.id)`,
    )
    assert.equal(Number(orphans!.n), 0, `${type}: an entry without its act`)
  }
  const standing = await rows<{ id: string }>(
    `select a.id from person.application a where selection_id = '${selection}' and (
       (select count(*) from act.submission s where s.application_id = a.id) - (select count(*) from act.withdrawal w where w.application_id = a.id)
     ) <> (case when a.state = 'submitted' then 1 else 0 end)`,
  )
  assert.deepEqual(standing, [], 'states.md 5, invariant 1')

  const entries: { index: number; entry: Parameters<typeof monitorEntries>[0][number]['entry'] }[] = []
  const read = (path: string) => readFile(join(dataDir, 'publik', path)).catch(() => undefined)
  const vkey = (await readFile(join(dataDir, 'publik', 'log.vkey'), 'utf8')).trim()
  const report = await checkStoredLog({
    read,
    vkeys: [vkey],
    onEntry: (index, entry) => entries.push({ index, entry }),
  })
  assert.deepEqual(
    report.findings.filter((finding) => !finding.ok),
    [],
  )
  assert.deepEqual(monitorEntries(entries), [])
  t.diagnostic(
    `${kills} kills, ${acknowledged.size} acknowledged acts, log of ${report.checkpoint?.size ?? 0} entries`,
  )
  assert.ok(acknowledged.size > kills, 'the test must have acted')
})

/** Starts the actor, kills it so many milliseconds after it is ready, and gives what it acknowledged. */
function actUntilKilled(
  env: Record<string, string | undefined>,
  afterMs: number,
): Promise<[string, string][]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', './scripts/tsx.mjs', 'tests/faults/actor.ts'], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let complaints = ''
    let timer: NodeJS.Timeout | undefined
    const impatient = setTimeout(() => child.kill('SIGKILL'), 60_000)
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString()
      if (timer === undefined && output.includes('ready\n'))
        timer = setTimeout(() => child.kill('SIGKILL'), 20 + afterMs)
    })
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
    child.on('exit', (code, signal) => {
      clearTimeout(timer)
      clearTimeout(impatient)
      if (timer === undefined)
        reject(new Error(`the actor ended with ${code ?? signal}: ${complaints.slice(-2_000)}`))
      else resolve([...output.matchAll(/^ack (\w+) (\S+)$/gm)].map((match) => [match[2]!, match[1]!]))
    })
  })
}

/** A small seeded generator, so that a failing run can be repeated. */
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
