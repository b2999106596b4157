// Whoever steals the database and the folder of documents reads no person in them (security.md, test P17): every table
// and every file is searched for everything that the demo seals, and sealed bytes open in their own place only.
import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { before, after, test } from 'node:test'
import { createHash } from 'node:crypto'
import { openDatabase } from '../../apps/portal/src/services/database.ts'
import { openKeys } from '../../apps/portal/src/services/keys.ts'
import { openVault } from '../../apps/portal/src/services/vault.ts'
import { testMasterKey, testServerUrl } from '../support/database.ts'
import { openPortal, type TestPortal } from '../support/portal.ts'
import { personalValues, searcher, type PersonalValue } from './values.ts'

// Asked for here, so that a server of this file alone lives as long as the file.
await testServerUrl()
let portal: TestPortal
let values: PersonalValue[]
const rows: { table: string; text: string; bytes: Buffer }[] = []

before(
  async () => {
    portal = await openPortal({ demoSize: 120 })
    values = (await personalValues(portal)).filter(({ kind }) => !kind.endsWith(' id'))
    const tables = await portal.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    )
    for (const { name } of tables) {
      for (const { row } of await portal.query<{ row: Record<string, unknown> }>(
        `select to_jsonb(t) as row from ${name} t`,
      )) {
        // Bytes come as \x… text: what they spell is searched as well.
        const text = JSON.stringify(row)
        const bytes = Buffer.concat(
          [...text.matchAll(/"\\\\x([0-9a-f]+)"/g)].map((match) => Buffer.from(`${match[1]!}00`, 'hex')),
        )
        rows.push({ table: name, text, bytes })
      }
    }
  },
  { timeout: 300_000 },
)
after(() => portal?.stop())

test('the dump holds no NIK, name, address, birth date, telephone or e-mail of anybody', () => {
  assert.ok(rows.length > 2_000, `${rows.length} rows`)
  assert.ok(
    rows.some(({ table }) => table === 'person.field') &&
      rows.some(({ table }) => table === 'person.document'),
  )
  const find = searcher(values)
  const found = new Map<string, string>()
  for (const { table, text, bytes } of rows) {
    for (const value of [...find(text), ...(bytes.length > 0 ? find(bytes.toString('latin1')) : [])])
      found.set(`${table} holds ${value.split(':')[0]}`, value)
  }
  assert.deepEqual(
    [...found].map(([where, value]) => `${where} (${value})`),
    [],
  )
})

test('no file of applicants is readable: neither its kind nor its words', async () => {
  const folder = join(portal.dataDir, 'berkas')
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
  assert.ok(names.length > 50, `${names.length} files`)
  const find = searcher(values)
  for (const name of names) {
    const bytes = await readFile(name)
    assert.equal(bytes[0], 1, `${name} is not sealed`)
    const text = bytes.toString('latin1')
    assert.doesNotMatch(text, /%PDF-|\xff\xd8\xff|\x89PNG|JFIF/, `${name} shows its kind`)
    assert.deepEqual(find(text), [], name)
    assert.deepEqual(find(name.slice(folder.length)), [], 'the name of a file tells a person')
  }
})

test('an index without the key meets no NIK and no address', () => {
  const dump = rows.map(({ text }) => text).join('\n')
  for (const { kind, text } of values.filter((value) => value.kind === 'nik' || value.kind === 'email')) {
    for (const algorithm of ['sha256', 'sha1', 'md5', 'sha512']) {
      for (const word of [text, text.toLowerCase(), `terang/${kind}/v1\n${text}`]) {
        assert.ok(
          !dump.includes(createHash(algorithm).update(word).digest('hex')),
          `a plain ${algorithm} of a ${kind} is stored`,
        )
      }
    }
  }
})

test('a sealed value opens nowhere but in its own row and column, and not after a changed byte', async () => {
  const db = openDatabase(portal.databaseUrl, { max: 2 })
  const open = (master: Buffer) =>
    openVault(
      openKeys({ master, ringPath: join(portal.dataDir, 'kunci', 'gantungan.json'), now: () => new Date() }),
    )
  const vault = open(Buffer.from(testMasterKey, 'hex'))
  try {
    const people = await db
      .selectFrom('person.field')
      .select('person_id')
      .where('name', '=', 'nik')
      .orderBy('person_id')
      .limit(2)
      .execute()
    const [one, other] = people.map((row) => row.person_id) as [string, string]
    const fieldOf = async (person: string, name: string) =>
      (
        await db
          .selectFrom('person.field')
          .select('value')
          .where('person_id', '=', person)
          .where('name', '=', name)
          .executeTakeFirstOrThrow()
      ).value
    const put = (person: string, name: string, value: Uint8Array) =>
      db
        .updateTable('person.field')
        .set({ value })
        .where('person_id', '=', person)
        .where('name', '=', name)
        .execute()
    assert.match((await vault.fields(db, one)).nik ?? '', /^\d{16}$/)
    const own = await fieldOf(one, 'nik')
    const changed = Buffer.from(own)
    changed[20] = changed[20]! ^ 1
    const wrong: [string, Uint8Array][] = [
      ['of another person', await fieldOf(other, 'nik')],
      ['of another column', await fieldOf(one, 'name')],
      ['with a changed byte', changed],
    ]
    for (const [what, value] of wrong) {
      await put(one, 'nik', value)
      await assert.rejects(vault.fields(db, one), `a value ${what} opens`)
    }
    await put(one, 'nik', own)
    assert.match((await vault.fields(db, one)).nik ?? '', /^\d{16}$/)

    // The key of another person in the place of the own one opens nothing either.
    const keyOf = (person: string) =>
      db.selectFrom('person.person_key').selectAll().where('person_id', '=', person).executeTakeFirstOrThrow()
    const [mine, foreign] = [await keyOf(one), await keyOf(other)]
    await db
      .updateTable('person.person_key')
      .set({ wrapped: foreign.wrapped })
      .where('person_id', '=', one)
      .execute()
    await assert.rejects(vault.fields(db, one), 'a swapped person key opens')
    await db
      .updateTable('person.person_key')
      .set({ wrapped: mine.wrapped })
      .where('person_id', '=', one)
      .execute()
  } finally {
    await db.destroy()
  }
  assert.throws(() => open(Buffer.alloc(32, 7)), 'the ring opens with another master key')
})

test('a document does not open under the address of another', async () => {
  const documents = await portal.query<{ id: string; person_id: string; object_key: string }>(
    'select id, person_id, object_key from person.document order by id limit 2',
  )
  const [one, other] = documents as [(typeof documents)[0], (typeof documents)[0]]
  const db = openDatabase(portal.databaseUrl, { max: 1 })
  const keys = openKeys({
    master: Buffer.from(testMasterKey, 'hex'),
    ringPath: join(portal.dataDir, 'kunci', 'gantungan.json'),
    now: () => new Date(),
  })
  const vault = openVault(keys)
  const bytes = await readFile(join(portal.dataDir, 'berkas', one.object_key))
  const key = await vault.personKey(db, one.person_id)
  await db.destroy()
  assert.ok(
    keys.open(key, 'terang/berkas/v1', `document|${one.id}`, bytes).length > 100,
    'in its own place it opens',
  )
  assert.throws(() => keys.open(key, 'terang/berkas/v1', `document|${other.id}`, bytes))
  assert.throws(() => keys.open(key, 'terang/isian/v1', `document|${one.id}`, bytes))
})

test('keys and files beside the database are readable by their owner alone', async () => {
  const { stat } = await import('node:fs/promises')
  for (const name of ['kunci/gantungan.json', 'kunci/log.key']) {
    assert.equal((await stat(join(portal.dataDir, name))).mode & 0o077, 0, name)
  }
})
