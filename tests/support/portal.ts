// The whole portal as a process of its own: own database, own data folder, own mailbox, a clock that can be moved.
// It can be killed and started again on the same address, which is what the fault tests do.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { serverEnvironment, serverFlags } from '../../scripts/server-process.mjs'
import { testMasterKey, testServerUrl } from './database.ts'
import { openMailbox } from './mailbox.ts'
import type { Mail, Mailbox } from './mailbox.ts'

export type TestPortal = {
  /** Without a slash at the end. */
  readonly url: string
  readonly dataDir: string
  /** Superuser's address of its database, for what a test must see or break. */
  readonly databaseUrl: string
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>
  /** The settings it runs with, for a second process beside it. */
  readonly environment: Readonly<Record<string, string>>
  readonly mailbox: Mailbox
  mails(): readonly Mail[]
  readonly clock: {
    /** Moves the portal's time: "3 days", "-2 hours", any PostgreSQL interval. */
    advance(interval: string): Promise<void>
    /** Moves the portal's time to this moment. */
    moveTo(moment: Date): Promise<void>
    now(): Promise<Date>
  }
  /** What the server wrote, from the first start on. */
  output(): string
  /** Process id of the server that runs now. */
  pid(): number
  /** kill -9, in the middle of whatever it does. */
  kill(): Promise<void>
  /** Starts it again after kill() or pause(), on the same address and data. */
  start(): Promise<void>
  stop(): Promise<void>
}

export type TestPortalOptions = {
  /** Loads the demo; default true, since nearly every page needs a round. */
  demo?: boolean
  demoSize?: number
  /** Further settings. */
  env?: Readonly<Record<string, string>>
}

const root = fileURLToPath(new URL('../..', import.meta.url))
const readyLimitMs = 180_000

async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const bound = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof bound === 'object' && bound !== null ? bound.port : 0
}

async function withDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

// The runner may have built the bundle; alone, the sources run as they are.
function program(): string[] {
  const bundle = process.env['TERANG_TEST_BUNDLE']
  if (bundle !== undefined && bundle !== '') return [bundle]
  return ['--import', join(root, 'scripts/tsx.mjs'), join(root, 'apps/portal/src/main.ts')]
}

async function untilReady(child: ChildProcess, output: () => string): Promise<void> {
  const from = output().length
  for (const until = Date.now() + readyLimitMs; Date.now() < until;) {
    if (output().slice(from).includes('Terang siap di')) return
    if (child.exitCode !== null || child.signalCode !== null) break
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`the portal did not start:\n${output().slice(-4_000)}`)
}

export async function openPortal({
  demo = true,
  demoSize = 60,
  env = {},
}: TestPortalOptions = {}): Promise<TestPortal> {
  const server = await testServerUrl()
  const name = `terang_portal_${randomBytes(6).toString('hex')}`
  await withDatabase(server, (client) =>
    client.query(`create database ${name} template template0 encoding 'UTF8'`),
  )
  const address = new URL(server)
  address.pathname = `/${name}`
  const databaseUrl = address.href
  const dataDir = await mkdtemp(join(tmpdir(), 'terang-portal-'))
  const mailbox = await openMailbox()
  const port = await freePort()
  const url = `http://localhost:${port}`
  let written = ''
  let child: ChildProcess | undefined

  const environment = {
    NODE_ENV: 'test',
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_ORIGIN: url,
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    MASTER_KEY: testMasterKey,
    SMTP_URL: mailbox.smtpUrl,
    MAIL_FROM: 'Panitia Seleksi <panitia@terang.example>',
    DEMO: demo ? '1' : '0',
    DEMO_SIZE: String(demoSize),
    ...env,
  }

  async function start(): Promise<void> {
    const begun = spawn(process.execPath, [...serverFlags, ...program()], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...serverEnvironment, PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    })
    child = begun
    begun.stdout.on('data', (chunk) => (written += chunk))
    begun.stderr.on('data', (chunk) => (written += chunk))
    await untilReady(begun, () => written)
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const ending = child
    child = undefined
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return
    const gone = once(ending, 'exit')
    ending.kill(signal)
    const impatient = setTimeout(() => ending.kill('SIGKILL'), 15_000)
    await gone
    clearTimeout(impatient)
  }

  async function stop(): Promise<void> {
    await end('SIGTERM')
    await mailbox.close()
    await withDatabase(server, (client) =>
      client.query(`drop database if exists ${name} with (force)`),
    ).catch(
      // A server that the test file started by itself is gone already.
      () => undefined,
    )
    await rm(dataDir, { recursive: true, force: true })
  }

  async function moveClock(sql: string, value: unknown): Promise<void> {
    await withDatabase(databaseUrl, async (client) => {
      await client.query(sql, [value])
      await client.query("select pg_notify('terang_work', 'clock')")
    })
    // The portal hears it by a notification; a moment later every answer tells the new time.
    await new Promise((resolve) => setTimeout(resolve, 150))
  }

  try {
    await start()
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url,
    dataDir,
    databaseUrl,
    environment,
    query: (sql, values = []) =>
      withDatabase(databaseUrl, async (client) => (await client.query(sql, [...values])).rows),
    mailbox,
    mails: () => mailbox.mails(),
    clock: {
      advance: (interval) => moveClock('update site.clock set shift = shift + $1::interval', interval),
      moveTo: (moment) =>
        moveClock('update site.clock set shift = $1::timestamptz - clock_timestamp()', moment),
      now: () =>
        withDatabase(databaseUrl, async (client) => {
          const { rows } = await client.query<{ now: Date }>(
            'select clock_timestamp() + shift as now from site.clock',
          )
          return rows[0]?.now ?? new Date(Number.NaN)
        }),
    },
    output: () => written,
    pid: () => child?.pid ?? 0,
    kill: () => end('SIGKILL'),
    start,
    stop,
  }
}
