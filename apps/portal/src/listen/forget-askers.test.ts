// Who asked a public question is known for 90 days after its round, and not a day longer; the question stays.
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { openAccountTest, until, type AccountTest } from '../accounts/portal-fixture.ts'
import { testDatabase } from '../../../../tests/support/database.ts'
import { ask } from './actions.ts'
import { forgetAskers, setDeletionDates } from './forget-askers.ts'
import { publishQuestion } from './moderation.ts'
import { appointFirst } from '../accounts/appointment.ts'

let portal: AccountTest
const database = await testDatabase()
after(() => portal.stop())
const day = 86_400_000
let person = ''
let officer = ''
let began = new Date()
let asked = 0

before(async () => {
  portal = await openAccountTest(database.url)
  const { services } = portal
  began = services.clock.now()
  person = await services.vault.createPerson(services.worker, 'applicant')
  await services.vault.putFields(services.worker, person, { email: 'penanya@contoh.invalid' })
  officer = await services.vault.createPerson(services.worker, 'officer')
  const chair = await services.vault.createPerson(services.worker, 'officer')
  await appointFirst(services, [
    { personId: officer, role: 'petugastanya', decree: 'SK 1' },
    { personId: chair, role: 'ketua', decree: 'SK 1' },
  ])
})

/** A round whose schedule ends after so many days, with one question of the applicant and one of a guest. */
async function round(id: string, days: number): Promise<{ own: number; guest: number }> {
  const { services } = portal
  const { worker } = services
  await worker
    .insertInto('site.selection')
    .values({ id, title: 'Seleksi', rule_set: 'cpns-2024', created_by: officer })
    .execute()
  await worker.transaction().execute(async (trx) => {
    const at = services.clock.now()
    const entry = await services.record.enqueue(trx, {
      t: 'jadwal.terbit',
      at,
      by: 'sekretaris:s01',
      sel: id,
      body: { versi: 1, sha256: 'a'.repeat(64), setuju: ['ketua:k01'] },
    })
    await trx
      .insertInto('act.schedule')
      .values({
        selection_id: id,
        version: 1,
        stages: JSON.stringify([
          { id: 'application', start: at.toISOString(), end: new Date(at.getTime() + day).toISOString() },
          {
            id: 'filing',
            start: at.toISOString(),
            end: new Date(began.getTime() + days * day).toISOString(),
          },
        ]),
        reason: null,
        sha256: 'a'.repeat(64),
        at,
        proposer_id: officer,
        second_id: randomUUID(),
        entry_id: entry,
      })
      .execute()
  })
  await until(async () =>
    (await services.db
      .selectFrom('act.schedule as s')
      .innerJoin('log.effective as e', 'e.id', 's.entry_id')
      .select('version')
      .where('selection_id', '=', id)
      .executeTakeFirst())
      ? true
      : undefined,
  )
  const question = (title: string) => ({
    selection: id,
    formationId: null,
    topic: 'umum' as const,
    title,
    body: '',
    formToken: randomBytes(12).toString('hex'),
  })
  asked += 1
  const now = new Date(services.clock.now().getTime() + asked * 3 * 60_000)
  const own = await ask(services, { person }, question(`Kapan hasil ${id} diumumkan?`), now)
  const guest = await ask(
    services,
    { email: `tamu-${id}@contoh.invalid` },
    question(`Di mana tes ${id} diadakan?`),
    now,
  )
  assert.ok(own.kind === 'inModeration' && guest.kind === 'awaitingConfirmation')
  await worker
    .updateTable('site.question')
    .set({ state: 'inModeration' })
    .where('id', '=', guest.id)
    .execute()
  for (const one of [own, guest]) assert.ok((await publishQuestion(services, officer, id, one.id)).ok)
  return { own: own.id, guest: guest.id }
}

async function report(id: string): Promise<void> {
  const { services } = portal
  const entry = await services.worker.transaction().execute(async (trx) => {
    const at = services.clock.now()
    const entry = await services.record.enqueue(trx, {
      t: 'laporan.terbit',
      at,
      by: 'sekretaris:s01',
      sel: id,
      body: { jenis: 'hasil', versi: 1, sha256: 'b'.repeat(64) },
    })
    await trx
      .insertInto('act.report')
      .values({
        selection_id: id,
        kind: 'hasil',
        version: 1,
        body: '{}',
        sha256: 'b'.repeat(64),
        at,
        entry_id: entry,
      })
      .execute()
    return entry
  })
  await services.record.awaitEffective(entry)
}

const work = async () => {
  await setDeletionDates(portal.services)
  await forgetAskers(portal.services)
}
const askers = async () =>
  await portal.services.worker
    .selectFrom('person.question_asker')
    .selectAll()
    .orderBy('question_id')
    .execute()
const daysLeft = async (id: number) => {
  const row = (await askers()).find((one) => one.question_id === id)
  const due = row?.delete_after ?? undefined
  return due === undefined
    ? undefined
    : Math.round((due.getTime() - portal.services.clock.now().getTime()) / day)
}
/** Anything that still ties a person or an address to a question. */
async function traces(ids: { own: number; guest: number }): Promise<string[]> {
  const { worker } = portal.services
  const all = [ids.own, ids.guest]
  const letters = await worker
    .selectFrom('person.question_letter')
    .select('kind')
    .where('question_id', 'in', all)
    .execute()
  const notices = await worker.selectFrom('person.notice').select('cause').execute()
  return [
    ...(await askers())
      .filter((row) => all.includes(row.question_id))
      .map((row) => `asker ${row.question_id}`),
    ...letters.map((row) => `letter ${row.kind}`),
    ...notices.flatMap((row) => (all.some((id) => row.cause.includes(`|${id}|`)) ? [row.cause] : [])),
  ]
}

test('the link to the asker goes 90 days after the report, the question stays', async () => {
  const early = await round('2027-cpns', 200)
  const late = await round('2028-cpns', 20)
  await work()
  assert.equal(await daysLeft(early.own), 290, 'without a report the schedule counts')
  assert.equal(await daysLeft(late.guest), 110)
  assert.ok((await traces(early)).length >= 4, 'asker twice, a letter, a notice')

  await portal.advance('10 days')
  await report('2027-cpns')
  await work()
  assert.equal(await daysLeft(early.own), 90, 'the report ends the round before its schedule does')
  assert.equal(await daysLeft(late.own), 100)

  await portal.advance('89 days')
  await work()
  assert.ok((await traces(early)).length >= 4, 'not a day too early')
  await portal.advance('25 hours')
  await work()
  assert.deepEqual(await traces(early), [])
  assert.ok((await traces(late)).length >= 4, 'another round keeps its own')
  const page = await (await fetch(`${portal.url}/tanya-jawab/${early.own}`)).text()
  assert.match(page, /Kapan hasil 2027-cpns diumumkan\?/)

  await portal.advance('11 days')
  await work()
  assert.deepEqual(await traces(late), [], 'a round that never reports ends with its schedule')
  assert.deepEqual(await askers(), [])
})

test('who asks after the end is still told of the answer', async () => {
  await portal.advance('100 days')
  const ids = await round('2029-cpns', 20)
  await work()
  assert.ok((await daysLeft(ids.own))! >= 90)
})
