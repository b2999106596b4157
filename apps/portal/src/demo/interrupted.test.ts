// Half a demo is cleared by the next start; a whole one, and data of others, are never touched.
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { testDatabase, testMasterKey } from '../../../../tests/support/database.ts'
import { migrate } from '../services/migrate.ts'
import { clearInterruptedDemo, loadedMark, loadingMark } from './interrupted.ts'

const folder = await mkdtemp(join(tmpdir(), 'terang-contoh-'))
const places = {
  publicDir: join(folder, 'publik'),
  filesDir: join(folder, 'berkas'),
  lockFile: join(folder, 'log.lock'),
}
// A database each, made here: what a test makes goes away with the test.
const databases = [await testDatabase(), await testDatabase(), await testDatabase()]
let database = databases[0]!

beforeEach(async () => {
  database = databases.shift()!
  await mkdir(places.publicDir, { recursive: true })
  await mkdir(places.filesDir, { recursive: true })
  await writeFile(places.lockFile, '{}')
})

after(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function query(text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    return (await client.query(text, [...values])).rows as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}

const mark = (key: string) => query(`insert into site.value (key, value) values ($1, '1')`, [key])

test('half a demo is cleared, and the database can be made anew', async () => {
  await mark(loadingMark)
  assert.equal(await clearInterruptedDemo(database.url, places), true)
  assert.deepEqual([places.publicDir, places.filesDir, places.lockFile].filter(existsSync), [])
  const { applied } = await migrate({
    adminUrl: database.url,
    masterKey: Buffer.from(testMasterKey, 'hex'),
    folder: fileURLToPath(new URL('../../migrations', import.meta.url)),
  })
  assert.notEqual(applied.length, 0)
  assert.deepEqual(await query('select key from site.value'), [])
})

test('a complete demo stays', async () => {
  await mark(loadingMark)
  await mark(loadedMark)
  assert.equal(await clearInterruptedDemo(database.url, places), false)
  assert.equal((await query('select key from site.value')).length, 2)
  assert.ok(existsSync(places.lockFile))
})

test('a database that no demo began stays', async () => {
  await mark('other')
  assert.equal(await clearInterruptedDemo(database.url, places), false)
  assert.equal((await query('select key from site.value')).length, 1)
  assert.ok(existsSync(places.publicDir))
})
