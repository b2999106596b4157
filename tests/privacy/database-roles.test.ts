// security.md 3: each login of the database may do what its work needs and nothing else. The catalogue is compared with
// the table below, and what is refused is tried.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import pg from 'pg'
import { roleUrl, type DatabaseRole } from '../../apps/portal/src/services/database.ts'
import { rolePassword } from '../../apps/portal/src/services/migrate.ts'
import { testMasterKey } from '../support/database.ts'
import { openDemo, type Demo } from './demo.ts'

const demo: Demo = await openDemo()
const open: pg.Client[] = []
after(async () => {
  for (const client of open) await client.end()
  await demo.stop()
})

const roles = ['terang_web', 'terang_worker', 'terang_sequencer'] as const

async function as(role: DatabaseRole): Promise<pg.Client> {
  const password = rolePassword(Buffer.from(testMasterKey, 'hex'), role)
  const client = new pg.Client({ connectionString: roleUrl(demo.databaseUrl, role, password) })
  client.on('error', () => undefined)
  await client.connect()
  open.push(client)
  return client
}

const web = await as('terang_web')
const worker = await as('terang_worker')
const sequencer = await as('terang_sequencer')

type Table = { schema: string; name: string; kind: string }
const tables = await demo.query<Table>(
  `select n.nspname as schema, c.relname as name, c.relkind::text as kind from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where n.nspname in ('act', 'person', 'auth', 'log', 'site', 'public') and c.relkind in ('r', 'v', 'm', 'p') order by 1, 2`,
)
const nameOf = ({ schema, name }: Table) => `${schema}.${name}`

/** S select, I insert, U update, D delete; the exceptions first, then what holds for the whole schema. */
const rights: Readonly<Record<(typeof roles)[number], Readonly<Record<string, string>>>> = {
  terang_web: {
    'log.state': '',
    'log.pending': 'SI',
    'log.private': 'SI',
    log: 'S',
    act: 'SI',
    'act.officer_role': 'SI',
    'person.person_key': 'SI',
    'person.question_letter': 'SI',
    person: 'SIUD',
    auth: 'SIUD',
    'site.clock': 'S',
    'site.formation_draft': 'SIUD',
    'site.question': 'SIUD',
    site: 'SIU',
  },
  terang_worker: {
    'log.pending': 'SI',
    'log.private': 'SIU',
    log: 'S',
    act: 'SI',
    person: 'SIUD',
    auth: 'SIUD',
    'site.clock': 'S',
    'site.formation_draft': 'SIUD',
    'site.question': 'SIUD',
    site: 'SIU',
  },
  terang_sequencer: {
    'log.pending': 'SD',
    'log.entry': 'SI',
    'log.root': 'SI',
    'log.checkpoint': 'SI',
    'log.cosig': 'SI',
    'log.state': 'SU',
    'site.clock': 'S',
  },
}
const rightNames = {
  S: 'SELECT',
  I: 'INSERT',
  U: 'UPDATE',
  D: 'DELETE',
  T: 'TRUNCATE',
  R: 'REFERENCES',
  G: 'TRIGGER',
} as const

for (const role of roles) {
  test(`${role} holds exactly the rights of its work`, async () => {
    const held = new Map<string, string>()
    for (const table of tables) {
      const [row] = await demo.query<Record<string, boolean>>(
        `select ${Object.entries(rightNames)
          .map(
            ([short, long]) =>
              `has_any_column_privilege($1, $2, '${['T', 'G', 'D'].includes(short) ? 'SELECT' : long}') and has_table_privilege($1, $2, '${long}') as "${short}"`,
          )
          .join(', ')}`,
        [role, nameOf(table)],
      )
      held.set(
        nameOf(table),
        Object.keys(rightNames)
          .filter((short) => row![short])
          .join(''),
      )
    }
    const wanted = new Map(
      tables.map((table) => [nameOf(table), rights[role][nameOf(table)] ?? rights[role][table.schema] ?? '']),
    )
    assert.deepEqual(held, wanted)
  })
}

test('no role owns anything, makes roles or databases, passes row security or belongs to another', async () => {
  const found = await demo.query(
    `select rolname from pg_roles where rolname = any ($1) and (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls or not rolcanlogin)
     union all select r.rolname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = any ($1)
     union all select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname = any ($1)`,
    [roles],
  )
  assert.deepEqual(found, [])
})

test('nothing is given to everybody: no table, no function, no schema of ours', async () => {
  const found = await demo.query(
    `select c.relname as what from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a where a.grantee = 0 and n.nspname in ('act', 'person', 'auth', 'log', 'site')
     union all select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0 and n.nspname in ('act', 'person', 'auth', 'log', 'site')
     union all select n.nspname from pg_namespace n, aclexplode(n.nspacl) a where a.grantee = 0 and n.nspname in ('act', 'person', 'auth', 'log', 'site', 'public')
     union all select datname from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a where a.grantee = 0 and d.datname = current_database()`,
  )
  assert.deepEqual(found, [])
})

test('a function that acts as its owner has a fixed search path and is known', async () => {
  const found = await demo.query<{ name: string; config: string[] | null }>(
    `select n.nspname || '.' || p.proname as name, p.proconfig as config from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
  )
  assert.deepEqual(
    found.map(({ name }) => name),
    ['person.message_by_code'],
  )
  for (const { name, config } of found)
    assert.ok(
      config?.some((one) => one.startsWith('search_path=')),
      name,
    )
})

async function refused(client: pg.Client, sql: string, code = '42501'): Promise<void> {
  await assert.rejects(
    client.query(sql),
    (error: pg.DatabaseError) => {
      assert.equal(error.code, code, `${sql}: ${error.message}`)
      return true
    },
    sql,
  )
}

test('web, worker and sequencer change no act and no entry, and no definition', async () => {
  for (const table of tables.filter(
    ({ schema, kind }) => kind === 'r' && (schema === 'act' || schema === 'log'),
  )) {
    const name = nameOf(table)
    const [column] = await demo.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and attidentity = '' order by attnum limit 1`,
      [name],
    )
    const update = `update ${name} set "${column!.name}" = "${column!.name}"`
    for (const client of [web, worker, sequencer]) await refused(client, `truncate ${name}`)
    await refused(web, update)
    await refused(web, `delete from ${name}`)
    await refused(worker, `delete from ${name}`)
    if (name !== 'log.private') await refused(worker, update)
    if (name !== 'log.state') await refused(sequencer, update)
    if (name !== 'log.pending') await refused(sequencer, `delete from ${name}`)
  }
  for (const client of [web, worker, sequencer]) {
    for (const sql of [
      'create table site.x (a int)',
      'create table public.x (a int)',
      'create temporary table x (a int)',
      'create schema x',
      'drop table act.decision',
      'alter table act.decision add column x int',
      'alter table act.decision disable trigger all',
      'drop trigger refuse_change on act.decision',
      'create role x',
      'create function site.x() returns int language sql as $$ select 1 $$',
      'set role postgres',
    ])
      await refused(client, sql)
  }
})

test('every act and the log refuse a change for the superuser too, also as a replica', async () => {
  const kept = tables.filter(
    ({ schema, name, kind }) =>
      kind === 'r' &&
      (schema === 'act' || (schema === 'log' && ['entry', 'root', 'checkpoint'].includes(name))),
  )
  const missing: string[] = []
  for (const table of kept) {
    const triggers = await demo.query<{ event: number; enabled: string }>(
      `select tgtype::int as event, tgenabled::text as enabled from pg_trigger where tgrelid = $1::regclass and tgfoid = 'site.refuse_change'::regproc`,
      [nameOf(table)],
    )
    // Bits of pg_trigger.tgtype: row 1, before 2, delete 8, update 16, truncate 32; `A` fires always.
    for (const bits of [1 + 2 + 8 + 16, 2 + 32])
      if (!triggers.some(({ event, enabled }) => event === bits && enabled === 'A'))
        missing.push(`${nameOf(table)} ${bits}`)
  }
  assert.deepEqual(missing, [])
  const superuser = new pg.Client({ connectionString: demo.databaseUrl })
  superuser.on('error', () => undefined)
  await superuser.connect()
  open.push(superuser)
  await superuser.query("set session_replication_role = 'replica'")
  for (const name of ['act.submission', 'act.decision', 'act.score', 'act.result_row', 'log.entry']) {
    await refused(superuser, `delete from ${name}`)
    await refused(superuser, `truncate ${name}`)
  }
})

test('the sequencer sees no person, no account, no act and no sealed value', async () => {
  for (const table of tables.filter(
    ({ schema, name }) => ['person', 'auth', 'act'].includes(schema) || name === 'private',
  )) {
    await refused(sequencer, `select * from ${nameOf(table)} limit 1`)
  }
  await refused(web, 'select * from log.state')
})

const protectedTables = [
  'person.field',
  'person.application',
  'person.document',
  'person.notice',
  'person.delivery',
  'person.objection_draft',
  'person.person_key',
  'person.nik',
  'person.question_asker',
  'act.access',
]

async function count(
  client: pg.Client,
  table: string,
  scope: Record<string, string>,
): Promise<{ all: number; people: number }> {
  await client.query('begin')
  try {
    for (const [key, value] of Object.entries(scope))
      await client.query('select set_config($1, $2, true)', [key, value])
    const { rows } = await client.query(
      `select count(*)::int as all, count(distinct person_id)::int as people from ${table}`,
    )
    return rows[0] as { all: number; people: number }
  } finally {
    await client.query('rollback')
  }
}

test('row security: without a scope nobody is shown, with a scope of a person only that person', async () => {
  const people = await demo.query<{ id: string }>(
    `select a.person_id as id from person.application a join person.document d on d.application_id = a.id group by 1 order by 1 limit 2`,
  )
  const [one, other] = people as [{ id: string }, { id: string }]
  for (const { id } of people) {
    await worker.query(
      `insert into act.access (person_id, role, what, at) values ($1, 'pemeriksa:v01', 'berkas', now())`,
      [id],
    )
    await worker.query(
      `insert into person.objection_draft (application_id, person_id, stage, text, updated_at) select id, person_id, 'adminResult', '', now() from person.application where person_id = $1`,
      [id],
    )
    const [question] = await demo.query<{ id: string }>(
      `select id from site.question q where not exists (select from person.question_asker a where a.question_id = q.id) order by id limit 1`,
    )
    await worker.query(
      `insert into person.question_asker (question_id, person_id, asked_at) values ($1, $2, now())`,
      [question!.id, id],
    )
    const [notice] = await demo.query<{ id: string }>(
      `insert into person.notice (person_id, code, cause, facts, auth_code, created_at) values ($1, 'UJI', 'uji', '', 'UJIUJIUJ', now()) returning id`,
      [id],
    )
    await worker.query(
      `insert into person.delivery (notice_id, person_id, channel, next_at) values ($1, $2, 'email', now())`,
      [notice!.id, id],
    )
  }
  for (const table of protectedTables) {
    assert.ok((await count(worker, table, {})).people >= 2, `${table}: the test needs rows of two people`)
    assert.deepEqual(await count(web, table, {}), { all: 0, people: 0 }, `${table} without a scope`)
    assert.deepEqual(
      await count(web, table, { 'terang.person': '' }),
      { all: 0, people: 0 },
      `${table} with an empty scope`,
    )
    assert.deepEqual(
      await count(web, table, { 'terang.person': '00000000-0000-4000-8000-000000000000' }),
      { all: 0, people: 0 },
      `${table} with a foreign scope`,
    )
    assert.equal(
      (await count(web, table, { 'terang.person': one.id })).people,
      1,
      `${table} in the scope of its person`,
    )
  }
  // In the scope of one, the rows of another can be neither read, changed nor written.
  await web.query('begin')
  await web.query("select set_config('terang.person', $1, true)", [one.id])
  assert.equal((await web.query('select from person.field where person_id = $1', [other.id])).rowCount, 0)
  assert.equal(
    (await web.query(`update person.application set formation_id = 'X' where person_id = $1`, [other.id]))
      .rowCount,
    0,
  )
  assert.equal((await web.query('delete from person.document where person_id = $1', [other.id])).rowCount, 0)
  await assert.rejects(
    web.query(`insert into person.field (person_id, name, value) values ($1, 'uji', '')`, [other.id]),
    /row-level security/,
  )
  await web.query('rollback')
  // A scope ends with its transaction.
  assert.deepEqual(await count(web, 'person.field', {}), { all: 0, people: 0 })
})

test('a guest is seen by the index of their own address only, and asks for nobody else', async () => {
  const questions = await demo.query<{ id: string }>(
    `select id from site.question q where not exists (select from person.question_asker a where a.question_id = q.id) order by id limit 3`,
  )
  const [mine, other] = ['aa'.repeat(32), 'bb'.repeat(32)]
  for (const [i, index] of [mine, other].entries())
    await worker.query(
      `insert into person.question_asker (question_id, contact, contact_index, asked_at) values ($1, '', decode($2, 'hex'), now())`,
      [questions[i]!.id, index],
    )
  const seen = async (scope: Record<string, string>) => (await count(web, 'person.question_asker', scope)).all
  assert.equal(await seen({ 'terang.guest': mine }), 1)
  assert.equal(await seen({ 'terang.guest': '' }), 0)
  assert.equal(await seen({}), 0)
  await web.query('begin')
  await web.query("select set_config('terang.guest', $1, true)", [mine])
  await assert.rejects(
    web.query(
      `insert into person.question_asker (question_id, contact, contact_index, asked_at) values ($1, '', decode($2, 'hex'), now())`,
      [questions[2]!.id, other],
    ),
    /row-level security/,
  )
  await web.query('rollback')
})

test('the number of identity stays with its person: an officer is not shown the index either', async () => {
  assert.equal((await count(web, 'person.nik', { 'terang.officer': 'siapa' })).all, 0)
})

test('an officer writes the trail of access in their own name only', async () => {
  const [person] = await demo.query<{ id: string }>(
    `select id from person.person where kind = 'applicant' limit 1`,
  )
  const officers = await demo.query<{ id: string }>(
    `select id from person.person where kind = 'officer' limit 2`,
  )
  await web.query('begin')
  await web.query("select set_config('terang.officer', $1, true)", [officers[0]!.id])
  await assert.rejects(
    web.query(
      `insert into act.access (person_id, officer_id, role, what, at) values ($1, $2, 'ketua:k01', 'berkas', now())`,
      [person!.id, officers[1]!.id],
    ),
    /row-level security/,
  )
  await web.query('rollback')
})

test('every table that holds a person has row security, or stands here with the reason', async () => {
  const open: Readonly<Record<string, string>> = {
    'person.person': 'a random id and its kind',
    'person.question_letter': 'no person in it',
  }
  const bare = await demo.query<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'person' and c.relkind = 'r' and not c.relrowsecurity order by 1`,
  )
  assert.deepEqual(
    bare.map(({ name }) => name).filter((name) => open[name] === undefined),
    [],
  )
})
