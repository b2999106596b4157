// Starts the roles of this process from checked settings: database, keys, log, worker, web; gives the address and a
// way to stop. main.ts calls it for people, tests call it for themselves.
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { dirname, join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { sql } from 'kysely'
import { portal } from './app.tsx'
import { publicFileServer } from './record/public-files.ts'
import { logPrefix } from './record/prefix.ts'
import { openRecord } from './record/record.ts'
import { openLog } from './record/open-log.ts'
import { startSequencer, type SequencerOptions } from './record/sequencer.ts'
import { openSigner } from './record/signing-key.ts'
import { loadAgency, themeCss } from './services/agency.ts'
import { openBus } from './services/bus.ts'
import { createClock } from './services/clock.ts'
import { openDatabase, roleUrl } from './services/database.ts'
import { openFiles } from './services/files.ts'
import { formTokens } from './services/form-token.ts'
import { openKeys } from './services/keys.ts'
import { openMail } from './services/mail.ts'
import { migrate, rolePassword } from './services/migrate.ts'
import { openPageCache } from './services/page-cache.ts'
import { startEmbedded } from './services/postgres.ts'
import { securityHeaders } from './services/security-headers.ts'
import { serverLog } from './services/server-log.ts'
import type { Services } from './services/services.ts'
import type { Settings } from './services/settings.ts'
import { diskFull, StartError } from './services/start-error.ts'
import { openVault } from './services/vault.ts'
import { startWorker } from './services/worker.ts'
import { assets as openAssets, noAssets } from './ui/assets.ts'
import { tasks } from './tasks.ts'
import { clearInterruptedDemo } from './demo/interrupted.ts'
import { loadDemo } from './demo/load.ts'

/** Less than this and a segment of the database's journal has no room. */
const leastFreeBytes = 32 * 1024 * 1024

export interface RunningPortal {
  readonly url: string
  readonly services: Services
  readonly stop: () => Promise<void>
}

/** @param folder the project's root, where migrations are found */
export async function startPortal(settings: Settings, folder: string): Promise<RunningPortal> {
  const undo: (() => Promise<void> | void)[] = []
  const stop = async () => {
    for (const release of undo.splice(0).toReversed()) await release()
  }
  try {
    return await start(settings, folder, undo, stop)
  } catch (error) {
    const full = await isFull(settings.dataDir)
    await stop().catch(() => undefined)
    throw full ? new StartError(diskFull(settings.dataDir), { cause: error }) : error
  }
}

// A database whose disk is full ends without a word to its clients; the disk itself says why.
async function isFull(folder: string): Promise<boolean> {
  const disk = await statfs(folder).catch(() => undefined)
  return disk !== undefined && disk.bavail * disk.bsize < leastFreeBytes
}

async function start(
  settings: Settings,
  folder: string,
  undo: (() => Promise<void> | void)[],
  stop: () => Promise<void>,
): Promise<RunningPortal> {
  mkdirSync(settings.dataDir, { recursive: true })
  const log = serverLog(settings.logLevel)
  const agency = loadAgency(settings.agencyFile)
  const master = masterKey(settings)

  let adminUrl = settings.databaseUrl
  if (adminUrl === undefined) {
    const embedded = await startEmbedded({
      dataDir: settings.dataDir,
      throwaway: settings.testing,
    })
    undo.push(() => embedded.stop())
    adminUrl = embedded.url
  }
  if (settings.demo) await clearInterruptedDemo(adminUrl, settings)
  await migrate({ adminUrl, masterKey: master, folder: join(folder, 'apps/portal/migrations') })

  const login = (role: Parameters<typeof roleUrl>[1]) => roleUrl(adminUrl, role, rolePassword(master, role))
  const db = openDatabase(login('terang_web'), { max: 12 })
  const worker = openDatabase(login('terang_worker'), { max: 10, statementTimeoutMs: 300_000 })
  undo.push(
    () => db.destroy(),
    () => worker.destroy(),
  )
  const bus = await openBus(login('terang_worker'), (error) => log('warn', 'bus', { error }))
  undo.push(() => bus.close())

  if ((settings.demo || settings.testing) && settings.clockShiftMs !== 0) {
    const admin = openDatabase(adminUrl, { max: 1 })
    await sql`update site.clock set shift = make_interval(secs => ${settings.clockShiftMs / 1000})`.execute(
      admin,
    )
    await admin.destroy()
  }
  let shiftMs = 0
  const readShift = async () => {
    const { rows } = await sql<{
      ms: number
    }>`select (extract(epoch from shift) * 1000)::float8 as ms from site.clock`.execute(db)
    shiftMs = rows[0]?.ms ?? 0
  }
  await readShift()
  const clock = await createClock({
    readDatabaseNow: async () =>
      (await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db)).rows[0]!.now,
    shiftMs: () => shiftMs,
  })
  undo.push(() => clock.stop())
  undo.push(
    bus.on('terang_work', (what) => {
      if (what === 'clock') void readShift().catch(() => undefined)
    }),
  )

  const keys = openKeys({
    master,
    ringPath: join(settings.dataDir, 'kunci', 'gantungan.json'),
    now: () => clock.now(),
  })
  const vault = openVault(keys)
  const pages = openPageCache(() => securityHeaders({ secure: settings.secureCookies }), logPrefix(agency))
  const assets = settings.roles.includes('web') ? await openAssets({ theme: themeCss(agency) }) : noAssets
  const documents = openFiles(settings.filesDir)
  const publicFiles = openFiles(settings.publicDir)
  const mail = openMail(settings, openFiles(join(settings.dataDir, 'outbox')), agency.unit.id)
  undo.push(() => mail.close())
  const services: Services = {
    settings,
    agency,
    clock,
    db,
    worker,
    bus,
    keys,
    vault,
    tokens: formTokens(keys, () => clock.now()),
    pages,
    documents,
    publicFiles,
    assets,
    record: openRecord({ keys, vault, bus, db }),
    mail,
    log,
  }
  undo.push(
    bus.on('terang_public', () => pages.clear()),
    bus.on('terang_log', (what) => (what === 'quiet' ? pages.clearLog() : pages.clear())),
  )

  let sequencing: SequencerOptions | undefined
  if (settings.roles.includes('sequencer')) {
    const sequencerDb = openDatabase(login('terang_sequencer'), { max: 4, statementTimeoutMs: 60_000 })
    undo.push(() => sequencerDb.destroy())
    const origin = agency.log.origin
    const signer = await openSigner(join(settings.dataDir, 'kunci', 'log.key'), origin)
    sequencing = {
      db: sequencerDb,
      bus,
      files: publicFiles,
      origin,
      signer,
      lockFile: settings.lockFile,
      throwaway: settings.testing,
      onError: (error) => log('error', 'sequencer', { error }),
    }
    await openLog(services, signer.vkey)
    if (settings.demo) await loadDemo(services, sequencing)
    const sequencer = await startSequencer(sequencing)
    undo.push(() => sequencer.stop())
  }
  if (settings.roles.includes('worker')) {
    const running = startWorker({
      db: worker,
      bus,
      tasks: tasks(services),
      onError: (job, error) => log('error', 'task', { job, error }),
    })
    undo.push(() => running.stop())
  }
  if (!settings.roles.includes('web')) return { url: '', services, stop }

  const listener = getRequestListener(portal(services).fetch)
  const serveFile = publicFileServer(logPrefix(agency), publicFiles)
  const server = createServer({ headersTimeout: 20_000, maxHeaderSize: 16_384 }, (request, response) => {
    if (pages.serve(request, response)) return
    void serveFile(request, response).then(
      (served) => {
        if (!served) void listener(request, response)
      },
      () => response.destroy(),
    )
  })
  const port = await listen(server, settings)
  undo.push(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  return {
    url: `http://${settings.host === '127.0.0.1' ? 'localhost' : settings.host}:${port}`,
    services,
    stop,
  }
}

function listen(server: Server, settings: Settings): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new StartError(
              `Port ${settings.port} sedang dipakai program lain; pilih yang lain dengan PORT=8081 (the port is taken).`,
            )
          : error,
      )
    })
    server.listen(settings.port, settings.host, () => {
      const bound = server.address()
      resolve(typeof bound === 'object' && bound !== null ? bound.port : settings.port)
    })
  })
}

/** 32 bytes; made on the first start outside production, never readable for others. */
function masterKey(settings: Settings): Uint8Array {
  const source = settings.masterKey
  if (source.kind === 'value') return Buffer.from(source.key, 'hex')
  if (!existsSync(source.path)) {
    if (!source.mayCreate) throw new StartError(`MASTER_KEY_FILE: ${source.path} tidak ada (is missing).`)
    mkdirSync(dirname(source.path), { recursive: true, mode: 0o700 })
    writeFileSync(source.path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o400, flush: true })
    chmodSync(source.path, 0o400)
  }
  if ((statSync(source.path).mode & 0o077) !== 0)
    throw new StartError(
      `MASTER_KEY_FILE: ${source.path} terbaca orang lain; ubah hak aksesnya ke 0400 (must have mode 0400).`,
    )
  const key = readFileSync(source.path, 'utf8').trim()
  if (!/^[0-9a-f]{64}$/.test(key))
    throw new StartError(
      'MASTER_KEY_FILE: isinya harus 64 angka heksadesimal (must hold 64 hexadecimal digits).',
    )
  return Buffer.from(key, 'hex')
}
