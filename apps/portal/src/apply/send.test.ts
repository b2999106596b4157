// Rules of sending: the closing second, one act for one form, fifty at once, frozen afterwards, withdrawn and undone.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { verifyReceipt } from '@terang/log/receipt.ts'
import { testDatabase } from '../../../../tests/support/database.ts'
import { applicantOf, type Applicant } from '../accounts/policy.ts'
import type { AppContext } from '../accounts/session.ts'
import { draftState, openSlots } from './draft-state.ts'
import { lapseDrafts } from './jobs.ts'
import { ownApplication, submissionCounts, submissionsOf } from './queries.ts'
import type { ReceiptFile } from './receipt.ts'
import {
  browserOf,
  changeWindow,
  education,
  formationId,
  identity,
  openApplyTest,
  publishRound,
  selection,
  signUp,
  type ApplyTest,
  type TestApplicant,
} from './round-fixture.ts'
import { submitApplication, undoWithdrawal, withdrawApplication } from './send-actions.ts'
import { holdSharedNumbers } from './shared-number.ts'

let portal: ApplyTest
after(() => portal?.stop())
const database = await testDatabase()
const day = 24 * 3_600_000
const minute = 60_000
let opensAt: Date
let version = 1

async function closeAt(closesAt: Date): Promise<void> {
  version += 1
  await changeWindow(portal.services, { opensAt, closesAt }, version)
}
const later = () => new Date(portal.services.clock.now().getTime() + 10 * day)

before(async () => {
  portal = await openApplyTest(database.url)
  opensAt = new Date(portal.services.clock.now().getTime() - day)
  await publishRound(portal.services, { opensAt, closesAt: later() })
})

/** The proof of policy.ts for a test person, through the same door as a request. */
function proofOf(person: TestApplicant): Applicant {
  const session = { personId: person.personId, kind: 'applicant', mark: 'uji', proofAt: new Date() }
  return applicantOf({ get: () => session } as unknown as AppContext)!
}
const submissions = (id: string) =>
  portal.services.worker
    .selectFrom('act.submission')
    .selectAll()
    .where('application_id', '=', id)
    .orderBy('n')
    .execute()
const entries = async () =>
  Number(
    (
      await portal.services.worker
        .selectFrom('log.entry')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('t', '=', 'lamaran.terima')
        .executeTakeFirstOrThrow()
    ).n,
  )

test('the closing second is exact: 23:59:59.999 counts, 00:00:00.000 does not', async () => {
  const person = await signUp(portal.services)
  const browser = browserOf(portal.url, person)
  const id = await browser.completeDraft(1)
  const closesAt = new Date(portal.services.clock.now().getTime() - minute)
  await closeAt(closesAt)
  try {
    const { application } = (await ownApplication(portal.services, proofOf(person), id))!
    const send = (formToken: string, at: Date) =>
      submitApplication(portal.services, proofOf(person), id, { formToken, version: application.version }, at)
    const late = await send('tepat-tutup', closesAt)
    assert.equal(late.ok, false)
    assert.equal(!late.ok && late.refusal.code, 'windowClosed')
    assert.equal((await submissions(id)).length, 0, 'a refusal writes nothing')
    const inTime = await send('sebelum-tutup', new Date(closesAt.getTime() - 1))
    assert.equal(inTime.ok, true, 'what arrived before the end counts, though it is processed a minute later')
    assert.deepEqual(
      (await submissions(id)).map((row) => row.arrived_at.getTime()),
      [closesAt.getTime() - 1],
    )
  } finally {
    await closeAt(later())
  }
})

test('what is asked after the end is refused with both times, and what was typed stays', async () => {
  const browser = browserOf(portal.url, await signUp(portal.services))
  const id = await browser.completeDraft(2)
  await closeAt(new Date(portal.services.clock.now().getTime() - 1))
  try {
    const answer = await browser.submit(id)
    assert.equal(answer.status, 409)
    assert.match(await answer.text(), /Pendaftaran ditutup .*Permintaan Anda tiba/)
    const start = await browserOf(portal.url, await signUp(portal.services)).get(
      `/lamaran/baru?formasi=${formationId}`,
    )
    assert.equal(start.status, 409)
  } finally {
    await closeAt(later())
  }
  assert.match(await (await browser.get(`/lamaran/${id}/periksa`)).text(), new RegExp(identity.name))
})

test('a draft lapses 90 s after the end; one whose request arrived in time is still received', async () => {
  const [first, second] = [await signUp(portal.services), await signUp(portal.services)]
  const id = await browserOf(portal.url, first).completeDraft(3)
  const other = await browserOf(portal.url, second).completeDraft(4)
  const state = async (one: string) =>
    (
      await portal.services.worker
        .selectFrom('person.application')
        .select('state')
        .where('id', '=', one)
        .executeTakeFirstOrThrow()
    ).state
  const closesAt = new Date(portal.services.clock.now().getTime() - 80_000)
  await closeAt(closesAt)
  await lapseDrafts(portal.services)
  assert.equal(await state(id), 'draft', 'not within 90 s')
  await closeAt(new Date(portal.services.clock.now().getTime() - 100_000))
  try {
    await lapseDrafts(portal.services)
    await lapseDrafts(portal.services)
    assert.deepEqual([await state(id), await state(other)], ['lapsed', 'lapsed'])
    const told = await portal.services.worker
      .selectFrom('person.notice')
      .select('id')
      .where('code', '=', 'LAM_TUTUP')
      .where('person_id', '=', first.personId)
      .execute()
    assert.equal(told.length, 1, 'told once')
    const { application } = (await ownApplication(portal.services, proofOf(first), id))!
    const sent = await submitApplication(
      portal.services,
      proofOf(first),
      id,
      { formToken: 'terlambat-diproses', version: application.version },
      new Date(portal.services.clock.now().getTime() - 200_000),
    )
    assert.equal(sent.ok, true)
    assert.equal(await state(id), 'submitted')
  } finally {
    await closeAt(later())
  }
})

test('the same form sent twice, also at the same moment, is one act and the same receipt', async () => {
  const person = await signUp(portal.services)
  const browser = browserOf(portal.url, person)
  const id = await browser.completeDraft(5)
  const html = await (await browser.get(`/lamaran/${id}/kirim`)).text()
  const body = () =>
    new URLSearchParams({
      token: browser.hidden(html, 'token'),
      versi: browser.hidden(html, 'versi'),
      syarat: '1',
      benar: '1',
    })
  const before = await entries()
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => browser.post(`/lamaran/${id}/kirim`, body())),
  )
  assert.deepEqual(
    answers.map((answer) => [answer.status, answer.headers.get('Location')]),
    Array.from({ length: 6 }, () => [303, `/lamaran/${id}/tanda-terima`]),
  )
  assert.equal((await submissions(id)).length, 1)
  assert.equal(await entries(), before + 1)
  const notices = await portal.services.worker
    .selectFrom('person.notice')
    .select('id')
    .where('code', '=', 'LAM_TERKIRIM')
    .where('person_id', '=', person.personId)
    .execute()
  assert.equal(notices.length, 1)
})

test('a second send with another form is refused and points to the receipt', async () => {
  const person = await signUp(portal.services)
  const browser = browserOf(portal.url, person)
  const id = await browser.completeDraft(6)
  const html = await (await browser.get(`/lamaran/${id}/kirim`)).text()
  await browser.submit(id)
  const again = await browser.post(
    `/lamaran/${id}/kirim`,
    new URLSearchParams({
      token: browser.hidden(html, 'token'),
      versi: browser.hidden(html, 'versi'),
      syarat: '1',
      benar: '1',
    }),
  )
  assert.equal(again.status, 409)
  assert.match(await again.text(), /Lamaran ini sudah dikirim/)
  assert.equal((await submissions(id)).length, 1)
})

test('fifty people who send at once get fifty entries and fifty receipts that verify', async () => {
  const people = await Promise.all(Array.from({ length: 50 }, () => signUp(portal.services)))
  const drafts: { browser: ReturnType<typeof browserOf>; id: string; page: string }[] = []
  // Ten at a time: what is tested is the sending.
  for (let from = 0; from < people.length; from += 10) {
    const group = people.slice(from, from + 10).map(async (person, i) => {
      const browser = browserOf(portal.url, person)
      const id = await browser.completeDraft(100 + from + i)
      return { browser, id, page: await (await browser.get(`/lamaran/${id}/kirim`)).text() }
    })
    drafts.push(...(await Promise.all(group)))
  }
  const before = await entries()
  const answers = await Promise.all(
    drafts.map(({ browser, id, page }) =>
      browser.post(
        `/lamaran/${id}/kirim`,
        new URLSearchParams({
          token: browser.hidden(page, 'token'),
          versi: browser.hidden(page, 'versi'),
          syarat: '1',
          benar: '1',
        }),
      ),
    ),
  )
  assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [303])
  assert.equal(await entries(), before + 50)
  for (const { browser, id } of drafts) {
    const receipt = (await (await browser.get(`/lamaran/${id}/tanda-terima.json`)).json()) as ReceiptFile
    assert.equal(receipt.entries.length, 1)
    const report = await verifyReceipt(receipt.entries[0]!.proof, {
      vkey: receipt.vkey,
      policy: receipt.policy,
      opening: receipt.entries[0]!.opening!,
    })
    assert.equal(report.ok, true)
  }
})

test('an incomplete draft is not sent; the page lists what is missing with a way to each', async () => {
  const person = await signUp(portal.services)
  const browser = browserOf(portal.url, person)
  const started = await browser.send(`/lamaran/baru?formasi=${formationId}`, {})
  const id = /\/lamaran\/([0-9a-f-]{36})/.exec(started.headers.get('Location')!)![1]!
  await browser.send(`/lamaran/${id}/diri`, identity)
  const answer = await browser.submit(id)
  assert.equal(answer.status, 422)
  const page = await answer.text()
  assert.match(page, new RegExp(`href="/lamaran/${id}/berkas#berkas-idCard">KTP: belum diunggah`))
  assert.match(page, new RegExp(`href="/lamaran/${id}/pendidikan#f-gpa"`))
  assert.equal((await submissions(id)).length, 0)
  const state = draftState((await ownApplication(portal.services, proofOf(person), id))!)
  assert.deepEqual([state.gaps.length, openSlots(state).length], [14, 7])
})

test('a condition that differs blocks until the applicant says why; then it is sent with the reason', async () => {
  const person = await signUp(portal.services)
  const browser = browserOf(portal.url, person)
  const id = await browser.completeDraft(7)
  await browser.send(`/lamaran/${id}/pendidikan`, { ...education, gpa: '2,50' })
  const blocked = await browser.submit(id)
  assert.equal(blocked.status, 422)
  assert.match(await blocked.text(), /Isian berbeda dari syarat: IPK paling rendah 2,75/)
  await browser.send(`/lamaran/${id}/periksa`, {
    'alasan.gpa': 'Nilai akhir sesuai surat keterangan kampus.',
  })
  assert.equal((await browser.submit(id)).status, 303)
  const receipt = (await (await browser.get(`/lamaran/${id}/tanda-terima.json`)).json()) as ReceiptFile
  assert.equal(receipt.entries[0]!.opening!.fields.alasan_gpa, 'Nilai akhir sesuai surat keterangan kampus.')
})

test('what was sent is frozen: form, upload and removal are refused', async () => {
  const browser = browserOf(portal.url, await signUp(portal.services))
  const id = await browser.completeDraft(8)
  const form = await (await browser.get(`/lamaran/${id}/diri`)).text()
  const files = await (await browser.get(`/lamaran/${id}/berkas`)).text()
  await browser.submit(id)
  const fields = {
    token: browser.hidden(form, 'token'),
    versi: browser.hidden(form, 'versi'),
    ...identity,
    name: 'Nama Lain',
  }
  assert.equal((await browser.post(`/lamaran/${id}/diri`, new URLSearchParams(fields))).status, 409)
  assert.equal(
    (await browser.post(`/lamaran/${id}/simpan?langkah=diri`, new URLSearchParams(fields))).status,
    409,
  )
  const upload = new FormData()
  upload.set('token', browser.hidden(files, 'token'))
  upload.set('berkas', new File(['%PDF-1.7'], 'a.pdf'))
  assert.equal((await browser.post(`/lamaran/${id}/berkas/diploma`, upload)).status, 409)
  await browser.post(
    `/lamaran/${id}/berkas/diploma/hapus`,
    new URLSearchParams({ token: browser.hidden(files, 'token') }),
  )
  const rows = await portal.services.worker
    .selectFrom('person.document')
    .select('state')
    .where('application_id', '=', id)
    .execute()
  assert.deepEqual([...new Set(rows.map((row) => row.state))], ['frozen'])
})

test('one person has one live application in a round, also when both starts come at once', async () => {
  const browser = browserOf(portal.url, await signUp(portal.services))
  const pages = await Promise.all(
    [formationId, 'F-002'].map(async (one) =>
      browser.hidden(await (await browser.get(`/lamaran/baru?formasi=${one}`)).text(), 'token'),
    ),
  )
  const answers = await Promise.all(
    [formationId, 'F-002'].map((one, i) =>
      browser.post(`/lamaran/baru?formasi=${one}`, new URLSearchParams({ token: pages[i]! })),
    ),
  )
  assert.deepEqual(
    answers.map((answer) => answer.status).toSorted((a, b) => a - b),
    [303, 409],
  )
  assert.match(
    await answers.find((answer) => answer.status === 409)!.text(),
    /Satu orang melamar satu lowongan/,
  )
})

test('a number of identity that another account has gets the same answer and may be sent; its owner is told once', async () => {
  const [owner, later] = [await signUp(portal.services), await signUp(portal.services)]
  const [first, second] = [browserOf(portal.url, owner), browserOf(portal.url, later)]
  const nik = '6171045706969910'
  const [a, b] = [await first.completeDraft(20, nik), await second.completeDraft(21, nik)]
  const answers = [await first.submit(a), await second.submit(b)]
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [303, 303],
  )
  const states = async () =>
    (
      await portal.services.worker
        .selectFrom('person.nik')
        .select('state')
        .where('nik_index', '=', portal.services.keys.nikIndex(nik))
        .orderBy('since')
        .execute()
    ).map((row) => row.state)
  await holdSharedNumbers(portal.services)
  await holdSharedNumbers(portal.services)
  assert.deepEqual(await states(), ['checking', 'held'], 'officers can see that two accounts share it')
  const told = await portal.services.worker
    .selectFrom('person.notice')
    .select(['person_id', 'cause'])
    .where('code', '=', 'AKUN_NIK')
    .where('person_id', 'in', [owner.personId, later.personId])
    .execute()
  assert.deepEqual(
    told.map((row) => row.person_id),
    [owner.personId],
  )
  assert.ok(!told[0]!.cause.includes(later.personId))
})

test('withdrawn in the window, undone in the window: a new arrival, the same subject; final once a decision stands', async () => {
  const person = await signUp(portal.services)
  const browser = browserOf(portal.url, person)
  const id = await browser.completeDraft(9)
  await browser.submit(id)
  const unconfirmed = await browser.send(`/lamaran/${id}/tarik`, {})
  assert.equal(unconfirmed.status, 422)
  assert.equal((await browser.send(`/lamaran/${id}/tarik`, { mengerti: '1' })).status, 303)
  assert.equal(
    (await submissionsOf(portal.services.worker, selection)).some((one) => one.applicationId === id),
    false,
  )
  const page = await (await browser.get(`/lamaran/${id}/tanda-terima`)).text()
  assert.match(page, /Kirim lagi lamaran ini/)
  const withdrawal = await portal.services.db
    .selectFrom('act.withdrawal as w')
    .innerJoin('log.effective as e', 'e.id', 'w.entry_id')
    .select(['e.idx'])
    .where('w.application_id', '=', id)
    .executeTakeFirstOrThrow()
  assert.match(page, /Lamaran Anda sudah ditarik/)
  assert.match(page, /<dt>Ditarik<\/dt>/)
  assert.ok(page.includes(`href="/catatan/${withdrawal.idx}"`), 'the receipt is that of the withdrawal')
  const notices = await portal.services.worker
    .selectFrom('person.notice as n')
    .innerJoin('person.delivery as d', 'd.notice_id', 'n.id')
    .select(['n.code', 'd.channel'])
    .where('n.person_id', '=', person.personId)
    .where('n.code', '=', 'LAM_TARIK')
    .execute()
  assert.deepEqual(notices, [{ code: 'LAM_TARIK', channel: 'email' }])
  const proof = proofOf(person)
  const undone = await undoWithdrawal(
    portal.services,
    proof,
    id,
    { formToken: 'batal-1' },
    portal.services.clock.now(),
  )
  assert.equal(undone.ok, true)
  const rows = await submissions(id)
  assert.deepEqual(
    rows.map((row) => row.n),
    [1, 2],
  )
  assert.equal(rows[0]!.subj, rows[1]!.subj)
  await portal.services.record.awaitEffective(rows[1]!.entry_id, 10_000)
  assert.equal(
    (await submissionsOf(portal.services.worker, selection)).filter((one) => one.applicationId === id).length,
    1,
  )

  await withdrawApplication(portal.services, proof, id, { formToken: 'tarik-2' }, portal.services.clock.now())
  await portal.services.worker.transaction().execute(async (trx) => {
    const entry = await portal.services.record.enqueue(trx, {
      t: 'jadwal.ubah',
      sel: selection,
      at: new Date(),
      by: 'ketua:k1',
      body: { versi: 99, sha256: '0'.repeat(64), alasan: 'uji-keputusan' },
    })
    await trx
      .insertInto('act.decision')
      .values({
        selection_id: selection,
        application_id: id,
        outcome: 'eligible',
        by_id: crypto.randomUUID(),
        at: new Date(),
        entry_id: entry,
      })
      .execute()
  })
  const final = await undoWithdrawal(
    portal.services,
    proof,
    id,
    { formToken: 'batal-2' },
    portal.services.clock.now(),
  )
  assert.equal(!final.ok && final.refusal.code, 'withdrawalFinal')
})

test('a withdrawal asks for the password again where it was typed long ago', async () => {
  const person = await signUp(portal.services)
  const browser = browserOf(portal.url, person)
  const id = await browser.completeDraft(22)
  await browser.submit(id)
  const form = await (await browser.get(`/lamaran/${id}/tarik`)).text()
  const token = /name="token" value="([^"]+)"/.exec(form)![1]!
  await portal.services.worker
    .updateTable('auth.session')
    .set({ proof_at: new Date(portal.services.clock.now().getTime() - 16 * 60_000) })
    .where('person_id', '=', person.personId)
    .execute()
  for (const answer of [
    await browser.get(`/lamaran/${id}/tarik`),
    await browser.post(`/lamaran/${id}/tarik`, new URLSearchParams({ token, mengerti: '1' })),
  ]) {
    assert.equal(answer.status, 303)
    assert.equal(
      answer.headers.get('location'),
      `/masuk?ulang=1&kembali=${encodeURIComponent(`/lamaran/${id}/tarik`)}`,
    )
  }
  assert.ok(
    (await submissionsOf(portal.services.worker, selection)).some((one) => one.applicationId === id),
    'nothing was withdrawn',
  )
})

test('nobody else sees an application, its receipt or its documents', async () => {
  const owner = browserOf(portal.url, await signUp(portal.services))
  const id = await owner.completeDraft(10)
  await owner.submit(id)
  const document = (
    await portal.services.worker
      .selectFrom('person.document')
      .select('id')
      .where('application_id', '=', id)
      .executeTakeFirstOrThrow()
  ).id
  assert.equal(
    (await owner.get(`/berkas/${document}`)).headers.get('Content-Disposition')?.startsWith('attachment'),
    true,
  )
  const stranger = browserOf(portal.url, await signUp(portal.services))
  for (const path of [
    `/lamaran/${id}/diri`,
    `/lamaran/${id}/tanda-terima`,
    `/lamaran/${id}/tanda-terima.json`,
    `/lamaran/${id}/tanda-terima.html`,
    `/lamaran/${id}/berkas`,
    `/berkas/${document}`,
  ]) {
    assert.equal((await stranger.get(path)).status, 404, path)
    const visitor = await fetch(portal.url + path, { redirect: 'manual' })
    assert.ok([303, 404].includes(visitor.status), `${path}: ${visitor.status}`)
  }
})

test('counts of a formation are those of its standing submissions', async () => {
  const standing = (await submissionsOf(portal.services.worker, selection)).filter(
    (one) => one.formationId === formationId,
  )
  assert.equal((await submissionCounts(portal.services.worker, selection)).get(formationId), standing.length)
  assert.ok(standing.length >= 55)
})
