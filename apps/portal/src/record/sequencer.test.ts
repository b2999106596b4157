import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { checkStoredLog } from '@terang/log/fsck.ts'
import { testDatabase, testMasterKey } from '../../../../tests/support/database.ts'
import { openBus, type Bus } from '../services/bus.ts'
import { openDatabase, roleUrl, type Db } from '../services/database.ts'
import { openFiles, type FileStore } from '../services/files.ts'
import { openKeys } from '../services/keys.ts'
import { rolePassword } from '../services/migrate.ts'
import { openVault } from '../services/vault.ts'
import { openRecord } from './record.ts'
import { checkBeforeSigning, drain, startSequencer, type SequencerOptions } from './sequencer.ts'
import { openSigner } from './signing-key.ts'

const origin = 'log.test/2027'
const master = Buffer.from(testMasterKey, 'hex')
let web: Db
let bus: Bus
let folder: string
let files: FileStore
let options: SequencerOptions
let adminUrl: string
let record: ReturnType<typeof openRecord>
const undo: (() => Promise<unknown>)[] = []
const database = await testDatabase()

before(async () => {
  adminUrl = database.url
  const login = (role: Parameters<typeof roleUrl>[1]) => roleUrl(adminUrl, role, rolePassword(master, role))
  web = openDatabase(login('terang_web'))
  const db = openDatabase(login('terang_sequencer'))
  bus = await openBus(login('terang_worker'), () => undefined)
  folder = await mkdtemp(join(tmpdir(), 'terang-log-'))
  files = openFiles(join(folder, 'public'))
  const signer = await openSigner(join(folder, 'log.key'), origin)
  options = {
    db,
    bus,
    files,
    origin,
    signer,
    lockFile: join(folder, 'lock'),
    throwaway: true,
    onError: () => undefined,
  }
  const keys = openKeys({ master, ringPath: join(folder, 'ring.json'), now: () => new Date() })
  record = openRecord({ keys, vault: openVault(keys), bus, db: web })
  undo.push(
    () => web.destroy(),
    () => db.destroy(),
    () => bus.close(),
    () => rm(folder, { recursive: true, force: true }),
  )
})
after(async () => {
  for (const release of undo) await release()
})

const act = (t: string, body: { [key: string]: unknown }, by = 'sistem:log') => ({
  t,
  at: new Date('2027-01-04T01:00:00Z'),
  by,
  body,
})
const opening = () => act('log.buka', { format: 1, origin })
const announcement = (nomor: string) =>
  act('pengumuman.terbit', { nomor, jenis: 'lowongan', versi: 1, sha256: 'a'.repeat(64) }, 'sekretaris:s01')
const read = (path: string) => files.read(path)

test('an entry is effective only when a published checkpoint covers it, and the stored log proves whole', async () => {
  const id = await record.enqueue(web, opening())
  assert.equal(await record.position(web, id), undefined)
  await drain(options)
  assert.equal(await record.position(web, id), 0)
  for (let i = 0; i < 300; i++) await record.enqueue(web, { ...announcement(`P-${i}`), sel: '2027-cpns' })
  await drain(options)
  const { findings } = await checkStoredLog({ read, vkeys: [options.signer.vkey] })
  assert.deepEqual(
    findings.filter((finding) => !finding.ok),
    [],
  )
})

test('a rolled back act leaves no entry', async () => {
  await assert.rejects(
    web.transaction().execute(async (trx) => {
      await record.enqueue(trx, { ...announcement('P-batal'), sel: '2027-cpns' })
      throw new Error('refused')
    }),
  )
  const { size } = await options.db.selectFrom('log.state').select('size').executeTakeFirstOrThrow()
  await drain(options)
  assert.equal((await options.db.selectFrom('log.state').select('size').executeTakeFirstOrThrow()).size, size)
})

test('the web role cannot change or delete an entry, and cannot read what waits to be signed away', async () => {
  for (const statement of [
    'update log.entry set t = t',
    'delete from log.entry',
    'truncate log.entry',
    'delete from log.pending',
    'update log.state set size = 0',
  ]) {
    await assert.rejects(
      sql.raw(statement).execute(web),
      (error: { code?: string }) => error.code === '42501',
      statement,
    )
  }
})

test('not even a superuser changes an entry: the trigger refuses', async () => {
  const admin = openDatabase(adminUrl)
  for (const statement of ['update log.entry set t = t', 'delete from log.checkpoint', 'truncate log.root']) {
    await assert.rejects(
      sql.raw(`set session_replication_role = replica; ${statement}`).execute(admin),
      /append-only/,
      statement,
    )
  }
  await admin.destroy()
})

test('killed after signing and before publishing: the same bytes are published at the next start', async () => {
  await record.enqueue(web, { ...announcement('P-mati'), sel: '2027-cpns' })
  await drain(options)
  const published = await read('checkpoint')
  const { size } = await options.db.selectFrom('log.state').select('size').executeTakeFirstOrThrow()
  await options.db
    .updateTable('log.state')
    .set({ published: size - 1 })
    .execute()
  await files.write('checkpoint', Buffer.from('torn'))
  await drain(options)
  assert.deepEqual(await read('checkpoint'), published)
})

test('a restored backup does not sign a second history', async () => {
  const lock = await readFile(options.lockFile, 'utf8')
  const [size, root] = lock.split('\n')
  await writeFile(options.lockFile, `${Number(size) + 1}\n${root}\n`)
  await assert.rejects(checkBeforeSigning(options), /restored backup/)
  await writeFile(options.lockFile, `${size}\n${Buffer.alloc(32).toString('base64')}\n`)
  await assert.rejects(checkBeforeSigning(options), /differs/)
  await writeFile(options.lockFile, lock)
  await checkBeforeSigning(options)
})

test('two sequencers at once make one log without a gap or a double', async () => {
  const [first, second] = await Promise.all([startSequencer(options), startSequencer(options)])
  const ids = await Promise.all(
    Array.from({ length: 200 }, (_, i) =>
      record.enqueue(web, { ...announcement(`D-${i}`), sel: '2027-cpns' }),
    ),
  )
  const indices = await Promise.all(ids.map((id) => record.awaitEffective(id, 10_000)))
  await Promise.all([first.stop(), second.stop()])
  assert.equal(new Set(indices).size, 200)
  assert.ok(indices.every((index) => index !== undefined))
  const { findings } = await checkStoredLog({ read, vkeys: [options.signer.vkey] })
  assert.deepEqual(
    findings.filter((finding) => !finding.ok),
    [],
  )
})
