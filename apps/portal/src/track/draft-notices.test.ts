// A draft from its first notice to the one that says it is complete, on a real round and through the real pages.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openAccountTest, until, type AccountTest } from '../accounts/portal-fixture.ts'
import {
  browserOf,
  education,
  formationId,
  goodFile,
  identity,
  publishRound,
  requiredSlots,
  signUp,
} from '../apply/round-fixture.ts'
import { testDatabase } from '../../../../tests/support/database.ts'
import { noticeDrafts } from './draft-notices.ts'
import { inbox } from './queries.ts'

let portal: AccountTest
after(() => portal.stop())
const database = await testDatabase()
const day = 24 * 3_600_000
before(async () => {
  portal = await openAccountTest(database.url)
  const now = portal.services.clock.now().getTime()
  await publishRound(portal.services, { opensAt: new Date(now - day), closesAt: new Date(now + 20 * day) })
})

test('what is missing is told once with its list, and its end is told once; the page shows the same', async () => {
  const { services } = portal
  const applicant = await signUp(services)
  const browser = browserOf(portal.url, applicant)
  const started = await browser.send(`/lamaran/baru?formasi=${formationId}`, {})
  const id = /\/lamaran\/([0-9a-f-]{36})/.exec(started.headers.get('Location') ?? '')![1]!
  await browser.send(`/lamaran/${id}/diri`, identity)
  await browser.send(`/lamaran/${id}/pendidikan`, education)
  const [first, ...rest] = requiredSlots
  await browser.upload(id, first!, goodFile(first!))
  const codes = async () => (await inbox(services, applicant.personId)).map((item) => item.code)

  await noticeDrafts(services)
  assert.deepEqual(await codes(), [], 'the person is still there')
  const page = await (await browser.get('/lamaran')).text()
  assert.match(page, /Lamaran belum lengkap/)
  assert.match(page, new RegExp(`Masih ada ${rest.length} hal`))

  await services.worker
    .updateTable('person.application')
    .set({ updated_at: new Date(services.clock.now().getTime() - 2 * 3_600_000) })
    .where('id', '=', id)
    .execute()
  await services.worker
    .updateTable('person.document')
    .set({ uploaded_at: new Date(services.clock.now().getTime() - 2 * 3_600_000) })
    .where('application_id', '=', id)
    .execute()
  await noticeDrafts(services)
  await noticeDrafts(services)
  assert.deepEqual(await codes(), ['LAM_DRAF_KURANG'])
  const [notice] = await inbox(services, applicant.personId)
  assert.equal(notice!.facts.kurang, rest.length)
  assert.equal(notice!.facts.jumlah, requiredSlots.length)
  assert.equal(notice!.facts.diterima, 1)
  assert.equal(String(notice!.facts.daftar).split('\n').length, rest.length)
  await until(async () =>
    (await inbox(services, applicant.personId))[0]?.email?.state === 'sent' ? true : undefined,
  )

  for (const slot of rest) await browser.upload(id, slot, goodFile(slot))
  await noticeDrafts(services)
  await noticeDrafts(services)
  assert.deepEqual(await codes(), ['LAM_DRAF_SIAP', 'LAM_DRAF_KURANG'])
  assert.match(await (await browser.get('/lamaran')).text(), /Lamaran belum dikirim/)
})

test('a draft that was sent hears nothing more', async () => {
  const { services } = portal
  const applicant = await signUp(services)
  const browser = browserOf(portal.url, applicant)
  const id = await browser.completeDraft(7, '6171 0412 0990 9907')
  await services.worker
    .updateTable('person.application')
    .set({ state: 'submitted', updated_at: new Date(0) })
    .where('id', '=', id)
    .execute()
  await noticeDrafts(services)
  assert.deepEqual(await inbox(services, applicant.personId), [])
})
