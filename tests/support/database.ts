// A database of its own for each test file, freshly migrated: cloned from one template, so that it costs
// some 30 ms instead of all migrations. The server is the one the runner started (or DATABASE_URL);
// a file that is run alone starts an embedded one and stops it at the end.
import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { startEmbedded } from '../../apps/portal/src/services/postgres.ts'

export type TestDatabase = {
  /** Superuser's address of this file's own database. */
  readonly url: string
  readonly name: string
  drop(): Promise<void>
}

/** The key of every test database; it protects nothing. */
export const testMasterKey = '00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'

const migrations = new URL('../../apps/portal/migrations/', import.meta.url)
const migrateSource = new URL('../../apps/portal/src/services/migrate.ts', import.meta.url)
// Any number that nobody else locks in this server.
const templateLock = 7_261_023

let ownServer: Promise<string> | undefined

async function startOwnServer(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'terang-test-'))
  const server = await startEmbedded({ dataDir, throwaway: true })
  after(async () => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  })
  return server.url
}

/** The server that tests use. */
export async function testServerUrl(): Promise<string> {
  const given = process.env['TERANG_TEST_DATABASE_URL'] ?? process.env['DATABASE_URL']
  if (given !== undefined && given !== '') return given
  ownServer ??= startOwnServer()
  return await ownServer
}

function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

// The template is named by what the migrations say, so a changed migration makes a new one.
async function templateName(): Promise<string> {
  const digest = createHash('sha256')
  if (existsSync(migrations)) {
    for (const name of (await readdir(migrations)).sort()) {
      digest.update(name).update(await readFile(new URL(name, migrations)))
    }
  }
  if (existsSync(migrateSource)) digest.update(await readFile(migrateSource))
  return `terang_template_${digest.digest('hex').slice(0, 12)}`
}

async function ensureTemplate(server: string): Promise<string> {
  const name = await templateName()
  await withClient(server, async (client) => {
    await client.query('select pg_advisory_lock($1)', [templateLock])
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount !== 0) return
    const draft = `${name}_draft`
    await client.query(`drop database if exists ${draft} with (force)`)
    await client.query(`create database ${draft} template template0 encoding 'UTF8'`)
    if (existsSync(migrateSource)) {
      const { migrate } = (await import(migrateSource.href)) as {
        migrate: (options: { adminUrl: string; masterKey: Uint8Array; folder: string }) => Promise<unknown>
      }
      await migrate({
        adminUrl: databaseUrl(server, draft),
        masterKey: Buffer.from(testMasterKey, 'hex'),
        folder: fileURLToPath(migrations),
      })
    }
    // Renamed last: a template that exists is whole.
    await client.query(`alter database ${draft} rename to ${name}`)
  })
  return name
}

/** Call it once at the top of a test file; the database goes away with the file. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = await testServerUrl()
  const template = await ensureTemplate(server)
  const name = `terang_test_${randomBytes(6).toString('hex')}`
  await withClient(server, async (client) => {
    // Cloning needs the template for itself, and clones come one after another.
    await client.query('select pg_advisory_lock($1)', [templateLock])
    await client.query(`create database ${name} template ${template} strategy file_copy`)
  })
  const drop = () =>
    withClient(server, async (client) => {
      await client.query(`drop database if exists ${name} with (force)`)
    })
  // A server of our own goes away whole.
  if (ownServer === undefined) after(drop)
  return { url: databaseUrl(server, name), name, drop }
}
