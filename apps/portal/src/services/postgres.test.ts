import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdtemp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { after, test } from 'node:test'
import pg from 'pg'
import { startEmbedded } from './postgres.ts'
import { isRunning, processMark } from './process-mark.ts'

// Hooks of a test run in the order of their making: a folder that went with its test would go under a running server.
const folders: string[] = []
after(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'terang-postgres-'))
  folders.push(folder)
  return folder
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

/** A process of its own that starts the server and waits, to be killed. */
async function startElsewhere(dataDir: string) {
  const source = new URL('./postgres.ts', import.meta.url).href
  const script = `
    const { startEmbedded } = await import(${JSON.stringify(source)})
    const { url } = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)} })
    console.log(url)
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, url: line.toString().trim() }
}

async function serverPid(dataDir: string): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 500; tries += 1) {
    if (await condition()) return
    await pause(20)
  }
  assert.fail('did not happen within ten seconds')
}

test('no port is open, the socket lies in a closed folder, pages have checksums, and the password stays inside', async (t) => {
  const dataDir = await dataFolder()
  const server = await startEmbedded({ dataDir })
  t.after(() => server.stop())
  const [row] = await query(
    server.url,
    `select current_setting('listen_addresses') as listen, current_setting('data_checksums') as checksums,
      current_setting('wal_recycle') as recycle, current_setting('unix_socket_directories') as sockets,
      current_setting('log_min_error_statement') as statements`,
  )
  assert.deepEqual(row, {
    listen: '',
    checksums: 'on',
    recycle: 'off',
    sockets: join(dataDir, 'postgres'),
    statements: 'panic',
  })
  assert.equal((await stat(join(dataDir, 'postgres.password'))).mode & 0o777, 0o600)
  assert.equal((await stat(join(dataDir, 'postgres'))).mode & 0o777, 0o700)
  const wrong = new URL(server.url)
  wrong.password = 'tebakan'
  await assert.rejects(query(wrong.href, 'select 1'), /password authentication failed/)
})

test('what was committed is there after stopping and starting, and nothing runs in between', async (t) => {
  const dataDir = await dataFolder()
  const first = await startEmbedded({ dataDir })
  await query(first.url, 'create table kept as select 42 as value')
  const pid = await serverPid(dataDir)
  await first.stop()
  assert.equal(processMark(pid), undefined)
  const second = await startEmbedded({ dataDir })
  t.after(() => second.stop())
  assert.deepEqual(await query(second.url, 'select value from kept'), [{ value: 42 }])
})

test('kill -9 of the portal ends the server too, and the next start works', async (t) => {
  const dataDir = await dataFolder()
  const { child, url } = await startElsewhere(dataDir)
  await query(url, 'create table kept as select 42 as value')
  const pid = await serverPid(dataDir)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const server = await startEmbedded({ dataDir })
  t.after(() => server.stop())
  assert.deepEqual(await query(server.url, 'select value from kept'), [{ value: 42 }])
  if (!server.reused) await until(() => !isRunning(pid))
})

test('kill -9 of portal and server together leaves nothing in the way of the next start', async (t) => {
  const dataDir = await dataFolder()
  for (let round = 0; round < 3; round += 1) {
    const { child, url } = await startElsewhere(dataDir)
    await query(url, `create table kept_${round} as select 42 as value`)
    process.kill(await serverPid(dataDir), 'SIGKILL')
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  const server = await startEmbedded({ dataDir })
  t.after(() => server.stop())
  assert.deepEqual(
    await query(server.url, 'select value from kept_0 natural join kept_1 natural join kept_2'),
    [{ value: 42 }],
  )
})

test('a stale file whose number belongs to another program by now does not stop the start', async (t) => {
  const dataDir = await dataFolder()
  const first = await startEmbedded({ dataDir })
  const file = join(dataDir, 'postgres', 'postmaster.pid')
  const text = await readFile(file, 'utf8')
  const note = join(dataDir, 'postgres', '.s.PGSQL.5432.lock')
  const noted = await readFile(note, 'utf8')
  await first.stop()
  await writeFile(file, text.replace(/^\d+/, String(process.pid)))
  await writeFile(note, noted.replace(/^\d+/, String(process.pid)))
  const second = await startEmbedded({ dataDir })
  t.after(() => second.stop())
  assert.deepEqual(await query(second.url, 'select 1 as one'), [{ one: 1 }])
})

test('an installation that was cut short begins anew', async (t) => {
  const dataDir = await dataFolder()
  await mkdir(join(dataDir, 'postgres.new', 'base'), { recursive: true })
  await writeFile(join(dataDir, 'postgres.password'), 'lama\n')
  const server = await startEmbedded({ dataDir })
  t.after(() => server.stop())
  assert.deepEqual(await query(server.url, 'select 1 as one'), [{ one: 1 }])
})

test('a path too long for a socket gets a private folder elsewhere, which goes with the server', async () => {
  const dataDir = join(await dataFolder(), 'panjang'.repeat(16))
  const socketOf = (url: string) => new URL(url).searchParams.get('host')!
  const { child, url } = await startElsewhere(dataDir)
  assert.ok(!socketOf(url).startsWith(dataDir))
  assert.equal((await stat(socketOf(url))).mode & 0o777, 0o700)
  process.kill(await serverPid(dataDir), 'SIGKILL')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const server = await startEmbedded({ dataDir })
  assert.deepEqual(await query(server.url, 'select 1 as one'), [{ one: 1 }])
  await server.stop()
  for (const left of [url, server.url]) assert.equal(existsSync(socketOf(left)), false)
})

test('two portals never share one data folder', async (t) => {
  const dataDir = await dataFolder()
  const server = await startEmbedded({ dataDir })
  t.after(() => server.stop())
  await assert.rejects(startEmbedded({ dataDir }), { name: 'StartError', message: /^Terang sudah berjalan/ })
  assert.deepEqual(await query(server.url, 'select 1 as one'), [{ one: 1 }])
})

test(
  'as root a folder that only root can enter still works',
  { skip: process.getuid?.() === 0 ? false : 'not root' },
  async (t) => {
    const closed = await dataFolder()
    await chmod(closed, 0o700)
    const server = await startEmbedded({ dataDir: join(closed, 'data') })
    t.after(() => server.stop())
    assert.deepEqual(await query(server.url, 'select 1 as one'), [{ one: 1 }])
  },
)
