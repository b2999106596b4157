// The way from a vacancy to a receipt, through the real addresses, without scripts.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { verifyReceipt } from '@terang/log/receipt.ts'
import { testDatabase } from '../../../../tests/support/database.ts'
import type { ReceiptFile } from './receipt.ts'
import { browserOf, identity, openApplyTest, publishRound, signUp, type ApplyTest } from './round-fixture.ts'

let portal: ApplyTest
after(() => portal?.stop())
const database = await testDatabase()
const day = 24 * 3_600_000

before(async () => {
  portal = await openApplyTest(database.url)
  const now = portal.services.clock.now().getTime()
  await publishRound(portal.services, { opensAt: new Date(now - day), closesAt: new Date(now + 10 * day) })
})

test('draft, upload, submission, entry, receipt: each step leads to the next', async () => {
  const browser = browserOf(portal.url, await signUp(portal.services))
  const id = await browser.completeDraft()
  const review = await (await browser.get(`/lamaran/${id}/periksa`)).text()
  assert.match(review, /Isian dan berkas sudah lengkap/)
  assert.doesNotMatch(review, /6171 ?0457/, 'the number of identity is masked on the review page')

  const sent = await browser.submit(id)
  assert.equal(sent.status, 303)
  assert.equal(sent.headers.get('Location'), `/lamaran/${id}/tanda-terima`)
  const page = await (await browser.get(`/lamaran/${id}/tanda-terima`)).text()
  assert.match(page, /Lamaran Anda sudah kami terima/)
  assert.match(page, /Nomor catatan/)

  const receipt = (await (await browser.get(`/lamaran/${id}/tanda-terima.json`)).json()) as ReceiptFile
  assert.equal(receipt.entries.length, 1)
  const [entry] = receipt.entries
  const report = await verifyReceipt(entry!.proof, {
    vkey: receipt.vkey,
    policy: receipt.policy,
    opening: entry!.opening!,
  })
  assert.equal(report.ok, true, JSON.stringify(report.steps.filter((step) => !step.ok)))
  assert.equal(report.entry?.t, 'lamaran.terima')
  assert.deepEqual(report.entry?.body, { formasi: 'F-001' })
  assert.equal(entry!.opening!.fields.name, identity.name)
  assert.match(String(entry!.opening!.fields.berkas_id_card), /^[0-9a-f]{64}$/)
})
