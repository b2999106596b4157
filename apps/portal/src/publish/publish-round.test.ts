// A round from nothing to public through its real doors: two officers, one transaction, the log.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { appointFirst } from '../accounts/appointment.ts'
import {
  approve,
  endedProposals,
  openProposals,
  propose,
  proposalById,
  refuse,
  withdraw,
} from '../accounts/proposals.ts'
import { until } from '../accounts/portal-fixture.ts'
import { proposalKinds } from '../accounts/proposal-kinds.ts'
import { loadSettings } from '../services/settings.ts'
import type { Services } from '../services/services.ts'
import { startPortal, type RunningPortal } from '../start.ts'
import { writeNotice, type Facts } from '../track/notice-text.ts'
import { testDatabase, testMasterKey } from '../../../../tests/support/database.ts'
import type { ImportedFormation } from './formation-import.ts'
import { formationsOf, openSelections, ruleSetOf, scheduleOf, stageNow } from './queries.ts'
import { changeDraft, createRound, replaceFormations } from './round-draft.ts'
import { ruleSetFile } from './rule-set-file.ts'
import { addDays, civilDate } from '@terang/rules/calendar.ts'
import { proposedDays, toStages } from './schedule.ts'
import { tellSchedules } from './tell-schedule.ts'

const kind = proposalKinds['lowongan.terbit']!
let portal: RunningPortal | undefined
let services: Services
let folder: string
// Before the database's own: the portal lets go of it first.
after(async () => {
  await portal?.stop()
  await rm(folder, { recursive: true, force: true })
})
const database = await testDatabase()
const people: Record<'ketua' | 'wakil' | 'sekretaris', string> = { ketua: '', wakil: '', sekretaris: '' }

before(async () => {
  // The runner's server keeps nothing on disk, which the sequencer refuses elsewhere.
  folder = await mkdtemp(join(tmpdir(), 'terang-terbit-'))
  const settings = loadSettings({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    MASTER_KEY: testMasterKey,
    PORT: '0',
    DEMO: '0',
    LOG_LEVEL: 'silent',
  })
  portal = await startPortal(settings, fileURLToPath(new URL('../../../..', import.meta.url)))
  services = portal.services
  for (const name of Object.keys(people) as (keyof typeof people)[])
    people[name] = await services.vault.createPerson(services.worker, 'officer')
  await appointFirst(services, [
    { personId: people.ketua, role: 'ketua', decree: 'SK 1' },
    { personId: people.wakil, role: 'ketua', decree: 'SK 1' },
    { personId: people.sekretaris, role: 'sekretaris', decree: 'SK 1' },
  ])
})

function formation(id: string, seats: number): ImportedFormation {
  return {
    formationId: id,
    agencyId: 'pontianak',
    agencyName: 'Pemerintah Kota Pontianak',
    positionId: 'j-1',
    positionTitle: 'PERAWAT TERAMPIL',
    qualificationId: 'q-1',
    level: 'D-III',
    programmes: [{ name: 'D-III KEPERAWATAN' }],
    unitId: 'u-1',
    unitPath: ['Dinas Kesehatan', 'UPT Puskesmas Alianyang'],
    formationType: 'general',
    seats,
    minGpaX100: 275,
  }
}

const today = () => civilDate(services.clock.now().getTime(), 420)

async function prepare(
  id: string,
  options: { demo?: boolean; control?: { rows: number; seats: number } } = {},
): Promise<void> {
  const at = services.clock.now()
  assert.ok(
    await createRound(services.db, {
      id,
      title: `Seleksi ${id}`,
      ruleSetName: 'cpns-2024',
      year: 2027,
      announcementStart: today(),
      demo: options.demo ?? true,
      createdBy: people.sekretaris,
      at,
    }),
  )
  await services.db.transaction().execute(async (trx) => {
    await replaceFormations(trx, id, [formation('A-1', 2), formation('A-2', 1)], {
      fileName: 'a.csv',
      sha256: '0'.repeat(64),
      rows: 2,
      seats: 3,
      seatsByType: { general: 3 },
    })
    await changeDraft(trx, id, {
      control: options.control ?? { rows: 2, seats: 3 },
      announcement: {
        number: `${id}.1`,
        title: 'Penerimaan CPNS',
        text: 'Pemerintah Kota Pontianak membuka seleksi.\n\nSeleksi ini tidak dipungut biaya.',
      },
    })
  })
}

async function proposeRound(selection: string, proposerId = people.sekretaris): Promise<string> {
  const input = {
    selection,
    kind: 'lowongan.terbit',
    object: selection,
    payload: { title: selection },
    proposerId,
  }
  const made = await propose(services, services.db, {
    ...input,
    inputsDigest: await kind.inputsDigest(services, services.db, input),
  })
  assert.ok(made.ok)
  return made.value
}

async function entriesOf(selection: string): Promise<string[]> {
  const rows = await services.db
    .selectFrom('log.entry')
    .select('t')
    .where('sel', '=', selection)
    .orderBy('idx')
    .execute()
  return rows.map((row) => row.t)
}

test('a round becomes public with its rules, formations, schedule and announcement, in this order', async () => {
  await prepare('r-utuh')
  const done = await approve(services, kind, await proposeRound('r-utuh'), people.ketua)
  assert.ok(done.ok)
  for (const id of done.value) assert.notEqual(await services.record.awaitEffective(id, 10_000), undefined)
  assert.deepEqual(await entriesOf('r-utuh'), [
    'aturan.terbit',
    'formasi.terbit',
    'formasi.terbit',
    'jadwal.terbit',
    'pengumuman.terbit',
  ])
  assert.deepEqual(
    (await openSelections(services.db)).map((one) => one.id),
    ['r-utuh'],
  )
  assert.equal(
    (await formationsOf(services.db, 'r-utuh')).reduce((sum, one) => sum + one.seats, 0),
    3,
  )
  assert.equal((await ruleSetOf(services.db, 'r-utuh'))?.sha256, ruleSetFile('cpns-2024').sha256)
  assert.equal(await stageNow(services, 'r-utuh'), 'announcement')
})

test('every index that the list for strangers names is there, empty while the round has no result', async () => {
  const list = (await (await fetch(`${portal!.url}/.well-known/terang.json`)).json()) as {
    selections: { id: string; index: string }[]
  }
  assert.deepEqual(
    list.selections.map((one) => one.id),
    ['r-utuh'],
  )
  const { index } = list.selections[0]!
  const answer = await until(async () => {
    const found = await fetch(portal!.url + index)
    return found.status === 200 ? found : undefined
  })
  const log = services.agency.log.origin
  assert.deepEqual(await answer.json(), { version: 1, selection: 'r-utuh', log, publications: [] })
})

test('who proposed a publication cannot be its second person', async () => {
  await prepare('r-sendiri')
  const id = await proposeRound('r-sendiri')
  assert.deepEqual(await approve(services, kind, id, people.sekretaris), { ok: false, refusal: 'samePerson' })
  assert.deepEqual(await refuse(services, kind, id, people.sekretaris, 'Ini alasan yang cukup panjang.'), {
    ok: false,
    refusal: 'samePerson',
  })
  assert.deepEqual(await entriesOf('r-sendiri'), [])
})

test('two approvals at once give one publication', async () => {
  await prepare('r-bersama')
  const id = await proposeRound('r-bersama')
  const outcomes = await Promise.all([
    approve(services, kind, id, people.ketua),
    approve(services, kind, id, people.wakil),
  ])
  assert.equal(outcomes.filter((one) => one.ok).length, 1)
  assert.deepEqual(
    outcomes.filter((one) => !one.ok),
    [{ ok: false, refusal: 'alreadyDecided' }],
  )
  const rows = await services.db
    .selectFrom('act.announcement')
    .select('number')
    .where('selection_id', '=', 'r-bersama')
    .execute()
  assert.equal(rows.length, 1)
})

test('a draft that changed since the proposal makes it stale', async () => {
  await prepare('r-basi')
  const id = await proposeRound('r-basi')
  await services.db.transaction().execute((trx) =>
    changeDraft(trx, 'r-basi', {
      announcement: { number: 'x.1', title: 'Judul lain', text: 'Seleksi ini tidak dipungut biaya.' },
    }),
  )
  assert.deepEqual(await approve(services, kind, id, people.ketua), {
    ok: false,
    refusal: 'changedMeanwhile',
  })
  assert.equal((await proposalById(services.db, id))?.state, 'stale')
})

test('a gate that is not met stops the approval and writes nothing', async () => {
  await prepare('r-gerbang', { control: { rows: 2, seats: 4 } })
  const id = await proposeRound('r-gerbang')
  const outcome = await approve(services, kind, id, people.ketua)
  assert.equal(outcome.ok, false)
  assert.ok(
    !outcome.ok &&
      outcome.refusal === 'blocked' &&
      outcome.problems?.some((text) => text.includes('4 kursi')),
  )
  assert.equal((await proposalById(services.db, id))?.state, 'proposed')
  assert.deepEqual(await entriesOf('r-gerbang'), [])
})

test('outside a demo an unconfirmed number stops the publication', async () => {
  await prepare('r-angka', { demo: false })
  const outcome = await approve(services, kind, await proposeRound('r-angka'), people.ketua)
  assert.ok(!outcome.ok && outcome.problems?.some((text) => text.includes('belum dipastikan dengan dokumen')))
})

test('a number is confirmed by two people against the published rules', async () => {
  await prepare('r-sah', { demo: false })
  const rules = proposalKinds['aturan.terbit']!
  const first = {
    selection: 'r-sah',
    kind: 'aturan.terbit',
    object: 'aturan',
    payload: { name: 'cpns-2024' },
    proposerId: people.sekretaris,
  }
  const made = await propose(services, services.db, {
    ...first,
    inputsDigest: await rules.inputsDigest(services, services.db, first),
  })
  assert.ok(made.ok)
  const published = await approve(services, rules, made.value, people.ketua)
  assert.ok(published.ok)
  await services.record.awaitEffective(published.value[0]!, 10_000)
  const confirm = proposalKinds['aturan.sah']!
  const key = 'application.announcementMinDays'
  const second = {
    selection: 'r-sah',
    kind: 'aturan.sah',
    object: key,
    payload: { key, document: 'Surat BKN 1' },
    proposerId: people.sekretaris,
  }
  const asked = await propose(services, services.db, {
    ...second,
    inputsDigest: await confirm.inputsDigest(services, services.db, second),
  })
  assert.ok(asked.ok)
  const done = await approve(services, confirm, asked.value, people.ketua)
  assert.ok(done.ok)
  await services.record.awaitEffective(done.value[0]!, 10_000)
  assert.deepEqual(await entriesOf('r-sah'), ['aturan.terbit', 'aturan.sah'])
})

test('one proposal is open per object; a refusal needs a reason; the proposer may withdraw', async () => {
  await prepare('r-tolak')
  const id = await proposeRound('r-tolak')
  const input = {
    selection: 'r-tolak',
    kind: 'lowongan.terbit',
    object: 'r-tolak',
    payload: {},
    proposerId: people.sekretaris,
    inputsDigest: '',
  }
  assert.deepEqual(await propose(services, services.db, input), { ok: false, refusal: 'alreadyOpen' })
  assert.deepEqual(await refuse(services, kind, id, people.ketua, 'pendek'), {
    ok: false,
    refusal: 'reasonMissing',
  })
  assert.ok((await refuse(services, kind, id, people.ketua, 'Jumlah kursi belum cocok.')).ok)
  assert.deepEqual(await approve(services, kind, id, people.ketua), { ok: false, refusal: 'alreadyDecided' })
  const again = await proposeRound('r-tolak')
  assert.deepEqual(await withdraw(services, again, people.ketua), { ok: false, refusal: 'notYours' })
  assert.ok((await withdraw(services, again, people.sekretaris)).ok)
  assert.deepEqual((await endedProposals(services.db, ['r-tolak'])).map((one) => one.state).toSorted(), [
    'refused',
    'withdrawn',
  ])
})

test('a proposal that waited three working days has expired', async () => {
  await prepare('r-lewat')
  const id = await proposeRound('r-lewat')
  await sql`update site.proposal set expires_at = clock_timestamp() - interval '1 second' where id = ${id}`.execute(
    services.db,
  )
  assert.deepEqual(await approve(services, kind, id, people.ketua), { ok: false, refusal: 'expired' })
  assert.deepEqual(await openProposals(services.db, 'r-lewat'), [])
})

/** An applicant with an application in a state, written past the form. */
async function applicant(selection: string, state: 'draft' | 'submitted' | 'withdrawn'): Promise<string> {
  const at = services.clock.now()
  const person = await services.vault.createPerson(services.worker, 'applicant')
  await services.worker
    .insertInto('person.application')
    .values({
      selection_id: selection,
      person_id: person,
      formation_id: 'A-1',
      state,
      form: null,
      created_at: at,
      updated_at: at,
    })
    .execute()
  return person
}

test('a later end of the application is a new version of the schedule, and who has an application is told once', async () => {
  const sent = await applicant('r-utuh', 'submitted')
  const drafting = await applicant('r-utuh', 'draft')
  await applicant('r-utuh', 'withdrawn')
  await applicant('r-lain', 'submitted')
  const change = proposalKinds['jadwal.ubah']!
  const now = await scheduleOf(services.db, 'r-utuh')
  assert.ok(now)
  const { ruleSet } = ruleSetFile('cpns-2024')
  const days = proposedDays(ruleSet, today())
  const moved = Object.fromEntries(
    Object.entries(days).map(([id, one]) => [
      id,
      id === 'announcement'
        ? { ...one, end: addDays(one.end, 3) }
        : id === 'application' || id === 'adminReview'
          ? { start: one.start, end: addDays(one.end, 3) }
          : { start: addDays(one.start, 3), end: addDays(one.end, 3) },
    ]),
  )
  const input = {
    selection: 'r-utuh',
    kind: 'jadwal.ubah',
    object: 'jadwal',
    payload: {
      days: moved,
      stages: toStages(moved, ruleSet, 420),
      reason: 'perpanjangan',
      sentence: 'Waktu diperpanjang',
    },
    proposerId: people.sekretaris,
  }
  const made = await propose(services, services.db, {
    ...input,
    inputsDigest: await change.inputsDigest(services, services.db, input),
  })
  assert.ok(made.ok)
  const done = await approve(services, change, made.value, people.ketua)
  assert.deepEqual(done.ok ? 'ok' : done, 'ok')
  if (done.ok) await services.record.awaitEffective(done.value[0]!, 10_000)
  assert.equal((await scheduleOf(services.db, 'r-utuh'))?.version, 2)

  // The task looks at each change of the log by itself; a repeat, also one after a kill, says nothing new.
  await Promise.all([tellSchedules(services), tellSchedules(services)])
  await sql`update site.value set key = 'x' || key where key like 'told/%'`.execute(services.worker)
  await tellSchedules(services)
  const told = await services.worker
    .selectFrom('person.notice')
    .select(['id', 'person_id', 'facts'])
    .where('code', '=', 'JADWAL_UBAH')
    .execute()
  assert.deepEqual(
    told.map((row) => row.person_id).toSorted(),
    [sent, drafting].toSorted(),
    'once to each who has sent or is writing an application in this round, and to nobody else',
  )
  const facts = await services.vault.open<Facts>(
    services.worker,
    told[0]!.person_id,
    `notice|${told[0]!.id}`,
    told[0]!.facts,
  )
  const text = writeNotice('id', 'JADWAL_UBAH', facts).lines.join('\n')
  assert.match(text, /Pendaftaran.*: .+, semula .+\./)
  assert.match(text, /Alasannya: waktu diperpanjang\./)
})

test('the chair cannot also screen', async () => {
  const appoint = proposalKinds['pejabat.tunjuk']!
  const input = {
    selection: 'r-utuh',
    kind: 'pejabat.tunjuk',
    object: `${people.wakil}.pemeriksa`,
    payload: { personId: people.wakil, role: 'pemeriksa', decree: 'SK 2' },
    proposerId: people.ketua,
  }
  const made = await propose(services, services.db, {
    ...input,
    inputsDigest: await appoint.inputsDigest(services, services.db, input),
  })
  assert.ok(made.ok)
  const outcome = await approve(services, appoint, made.value, people.sekretaris)
  assert.ok(!outcome.ok && outcome.refusal === 'blocked')
})
