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

test('the receipt file is one file: it names no address to load from, carries its verifier, and is a download', async () => {
  const browser = browserOf(portal.url, await signUp(portal.services))
  const id = await browser.completeDraft(1)
  await browser.submit(id)
  const answer = await browser.get(`/lamaran/${id}/tanda-terima.html`)
  assert.match(answer.headers.get('Content-Disposition') ?? '', /^attachment/)
  assert.equal(answer.headers.get('Content-Security-Policy'), "default-src 'none'; sandbox")
  const html = await answer.text()
  assert.doesNotMatch(html, /<(?:script|link|img|iframe)[^>]+(?:src|href)=/)
  assert.doesNotMatch(html, /\bimport\s*\(|fetch\(/)
  const receipt = JSON.parse(/id="data">([^<]*)</.exec(html)![1]!) as ReceiptFile
  const plain = await (
    await browser.get(`/lamaran/${id}/bukti/${receipt.entries[0]!.index}.tlog-proof`)
  ).text()
  assert.equal((await verifyReceipt(plain, { vkey: receipt.vkey, policy: receipt.policy })).ok, true)
  assert.equal((await browser.get(`/lamaran/${id}/bukti/0.tlog-proof`)).status, 404, 'only own entries')
})

test('a receipt with one changed letter of the personal part does not verify', async () => {
  const browser = browserOf(portal.url, await signUp(portal.services))
  const id = await browser.completeDraft(2)
  await browser.submit(id)
  const receipt = (await (await browser.get(`/lamaran/${id}/tanda-terima.json`)).json()) as ReceiptFile
  const { proof, opening } = receipt.entries[0]!
  const changed = { ...opening!, fields: { ...opening!.fields, name: 'Sri Contoh Wulandara' } }
  const report = await verifyReceipt(proof, { vkey: receipt.vkey, policy: receipt.policy, opening: changed })
  assert.deepEqual(
    report.steps.filter((step) => !step.ok).map((step) => step.code),
    ['receipt/opening-differs'],
  )
})

test('what was typed is saved while typing, and a second window is told before it overwrites', async () => {
  const browser = browserOf(portal.url, await signUp(portal.services))
  const started = await browser.send(`/lamaran/baru?formasi=F-001`, {})
  const id = /\/lamaran\/([0-9a-f-]{36})/.exec(started.headers.get('Location')!)![1]!
  const page = await (await browser.get(`/lamaran/${id}/diri`)).text()
  const body = (fields: Record<string, string>) =>
    new URLSearchParams({
      token: browser.hidden(page, 'token'),
      versi: browser.hidden(page, 'versi'),
      ...fields,
    })
  const saved = await browser.post(
    `/lamaran/${id}/simpan?langkah=diri`,
    body({ name: 'Nama Pertama', nik: '617104' }),
  )
  assert.deepEqual(await saved.json(), { version: 2 })
  assert.match(await (await browser.get(`/lamaran/${id}/diri`)).text(), /value="Nama Pertama"/)
  const second = await browser.post(`/lamaran/${id}/diri`, body({ ...identity, name: 'Nama Kedua' }))
  assert.equal(second.status, 409)
  const again = await second.text()
  assert.match(again, /Isian ini berubah di jendela/)
  assert.match(again, /value="Nama Kedua"/, 'nothing typed is lost')
  const confirmed = await browser.post(
    `/lamaran/${id}/diri`,
    new URLSearchParams({
      token: browser.hidden(again, 'token'),
      versi: browser.hidden(again, 'versi'),
      ...identity,
      name: 'Nama Kedua',
    }),
  )
  assert.equal(confirmed.status, 303)
})
