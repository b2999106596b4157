// Partial files of the log are kept an hour beside their full file, then go; the log stays whole for every reader.
import assert from 'node:assert/strict'
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { checkStoredLog } from '@terang/log/fsck.ts'
import { readEntryFromTiles, rootFromTiles } from '@terang/log/tiles.ts'
import { testDatabase, testMasterKey } from '../../../../tests/support/database.ts'
import { openBus } from '../services/bus.ts'
import { openDatabase, roleUrl, type Db } from '../services/database.ts'
import { openFiles } from '../services/files.ts'
import { openKeys } from '../services/keys.ts'
import { rolePassword } from '../services/migrate.ts'
import { openVault } from '../services/vault.ts'
import { removePartials } from './partial-tiles.ts'
import { openRecord } from './record.ts'
import { drain, type SequencerOptions } from './sequencer.ts'
import { openSigner } from './signing-key.ts'

const origin = 'log.test/2027'
const master = Buffer.from(testMasterKey, 'hex')
const folder = await mkdtemp(join(tmpdir(), 'terang-ubin-'))
const files = openFiles(join(folder, 'public'))
const undo: (() => Promise<unknown>)[] = []
const database = await testDatabase()
let worker: Db
let admin: Db
let options: SequencerOptions
let record: ReturnType<typeof openRecord>

before(async () => {
  const login = (role: Parameters<typeof roleUrl>[1]) =>
    roleUrl(database.url, role, rolePassword(master, role))
  admin = openDatabase(database.url, { max: 1 })
  worker = openDatabase(login('terang_worker'))
  const db = openDatabase(login('terang_sequencer'))
  const bus = await openBus(login('terang_worker'), () => undefined)
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
  record = openRecord({ keys, vault: openVault(keys), bus, db: worker })
  undo.push(
    () => admin.destroy(),
    () => worker.destroy(),
    () => db.destroy(),
    () => bus.close(),
    () => rm(folder, { recursive: true, force: true }),
  )
})
after(async () => {
  for (const release of undo) await release()
})

let size = 0
/** Grows the log to a size and publishes it. */
async function grow(to: number): Promise<void> {
  const at = new Date('2027-01-04T01:00:00Z')
  for (; size < to; size += 1)
    await record.enqueue(
      worker,
      size === 0
        ? { t: 'log.buka', at, by: 'sistem:log', body: { format: 1, origin } }
        : {
            t: 'pengumuman.terbit',
            at,
            by: 'sekretaris:s01',
            sel: '2027-cpns',
            body: { nomor: `P-${size}`, jenis: 'lowongan', versi: 1, sha256: 'a'.repeat(64) },
          },
    )
  await drain(options)
}
/** As if every checkpoint had been signed so much earlier. */
async function age(minutes: number): Promise<void> {
  await sql`alter table log.checkpoint disable trigger refuse_change`.execute(admin)
  await sql`update log.checkpoint set signed = signed - make_interval(mins => ${minutes})`.execute(admin)
  await sql`alter table log.checkpoint enable always trigger refuse_change`.execute(admin)
}
const partials = async () =>
  (await readdir(files.path('tile'), { recursive: true })).filter((path) => /\.p\/\d+$/.test(path)).toSorted()
const read = (path: string) => files.read(path)
const remove = () => removePartials({ worker, publicFiles: files })

test('partial files go an hour after their full one was published, those of unfinished tiles stay', async () => {
  await grow(1)
  await grow(100)
  const rootOf100 = await rootFromTiles(100, 100, read)
  await age(120)
  assert.equal(await remove(), 0, 'nothing is full')
  await grow(300)
  const all = await partials()
  assert.deepEqual(all, [
    '0/000.p/1',
    '0/000.p/100',
    '0/001.p/44',
    '1/000.p/1',
    'entries/000.p/1',
    'entries/000.p/100',
    'entries/001.p/44',
  ])
  await age(59)
  assert.equal(await remove(), 0, 'never before the hour')
  assert.deepEqual(await partials(), all)
  await age(2)

  await rename(files.path('tile/0/000'), files.path('tile/0/aside'))
  assert.equal(await remove(), 1, 'where the full file is missing its partial ones stay')
  await rename(files.path('tile/0/aside'), files.path('tile/0/000'))
  assert.equal(await remove(), 1)
  assert.deepEqual(await partials(), ['0/001.p/44', '1/000.p/1', 'entries/001.p/44'])

  const { findings } = await checkStoredLog({ read, vkeys: [options.signer.vkey] })
  assert.deepEqual(
    findings.filter((finding) => !finding.ok),
    [],
  )
  assert.deepEqual(await rootFromTiles(100, 100, read), rootOf100, 'an older checkpoint is still proved')
  assert.ok(await readEntryFromTiles(99, 100, read))
})

test('the log grows on after they are gone', async () => {
  await grow(520)
  const { findings } = await checkStoredLog({ read, vkeys: [options.signer.vkey] })
  assert.deepEqual(
    findings.filter((finding) => !finding.ok),
    [],
  )
})
