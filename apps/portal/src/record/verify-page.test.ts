// The log's pages and Verifikasi on a running portal with the demo: pages answer with and without scripts, the checker
// in the browser is green, and turns red with the reason when a published byte is changed.
import assert from 'node:assert/strict'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { parseProof } from '@terang/log/proof.ts'
import { verifyReceipt } from '@terang/log/receipt.ts'
import { findBrowser } from '../../../../scripts/browser.mjs'
import { assertAccessible, assertNoSidewaysScroll, openBrowser } from '../../../../tests/support/browser.ts'
import { openPortal } from '../../../../tests/support/portal.ts'
import { run } from '../../../verify/src/run.ts'

const skip = findBrowser() === undefined ? 'no Chromium on this machine' : false
// Opened here and not in a hook: the test server belongs to the whole file.
const portal = await openPortal()
const browser = skip === false ? await openBrowser(portal.url) : undefined

after(async () => {
  await browser?.close()
  await portal.stop()
})

const get = (path: string) => fetch(`${portal.url}${path}`, { redirect: 'manual' })

async function site(): Promise<{ prefix: string; vkey: string; index: string }> {
  const json = (await (await get('/.well-known/terang.json')).json()) as {
    logs: { prefix: string; vkey: string }[]
    selections: { index: string }[]
  }
  return { ...json.logs[0]!, index: json.selections[0]!.index }
}

/** A published file changed in place; the returned function restores it. */
async function tamper(name: string): Promise<() => Promise<void>> {
  const files = await readdir(portal.dataDir, { recursive: true })
  const path = join(
    portal.dataDir,
    files.find((file) => file.startsWith('publik') && file.endsWith(name))!,
  )
  const bytes = await readFile(path)
  const changed = Uint8Array.from(bytes)
  // A digit near the end of the file, so that a table stays a table.
  const at = changed.findLastIndex((byte) => byte >= 0x30 && byte <= 0x38)
  changed[at]! += 1
  await writeFile(path, changed)
  return () => writeFile(path, bytes)
}

async function terang(...args: string[]): Promise<{ code: number; out: string }> {
  let out = ''
  const code = await run(args, {
    out: (text) => (out += text),
    err: (text) => (out += text),
    isTerminal: false,
  })
  return { code, out }
}

test('the command finds everything from any page of the site, and is green', async () => {
  const { code, out } = await terang('verify', `${portal.url}/lowongan?halaman=2`)
  assert.equal(code, 0, out)
  assert.match(out, /hasil akhir: peringkat .* dihitung ulang, sama sampai byte terakhir/)
})

for (const [name, reason] of [
  ['results.csv', /results\.csv berbeda dari catatan/],
  ['participants.csv', /participants\.csv berbeda dari catatan/],
  ['formations.csv', /formations\.csv berbeda dari catatan/],
  ['rule-set.json', /rule-set\.json berbeda dari catatan/],
  ['tile/0/000', /Ubin tile\/0\/000 berbeda/],
] as const) {
  test(`the command is red when a byte of ${name} was changed`, async (t) => {
    const files = await readdir(portal.dataDir, { recursive: true })
    if (!files.some((file) => file.endsWith(name))) return t.skip(`this small log has no ${name}`)
    const restore = await tamper(name)
    const { code, out } = await terang('verify', portal.url)
    await restore()
    assert.equal(code, 1)
    assert.match(out, reason)
  })
}

test('an entry is explained, and its proof verifies without us', async () => {
  const { prefix, vkey } = await site()
  const page = await get(`${prefix}/entry/1`)
  assert.equal(page.status, 200)
  assert.match(await page.text(), /Catatan persis seperti di log/)
  const proof = await get(`${prefix}/proof/1`)
  assert.equal(proof.headers.get('Access-Control-Allow-Origin'), '*')
  const text = await proof.text()
  assert.equal(parseProof(text).index, 1)
  assert.equal((await verifyReceipt(text, { vkey })).ok, true)
  for (const index of ['999999999', '-1', 'x', '01']) {
    assert.equal((await get(`${prefix}/entry/${index}`)).status, 404, index)
    assert.equal((await get(`${prefix}/proof/${index}`)).status, 404, index)
  }
})

test('a search finds by kind, and every hit links to its proof', async () => {
  const { prefix } = await site()
  const found = await (await get(`${prefix}/search?t=aturan.terbit`)).text()
  assert.match(found, new RegExp(`href="${prefix}/entry/\\d+"`))
  assert.match(found, new RegExp(`href="${prefix}/proof/\\d+"`))
  const none = await (await get(`${prefix}/search?alasan=no_such_reason`)).text()
  assert.match(none, /Tidak ada catatan yang sesuai/)
})

test('Verifikasi answers for receipts and codes without scripts', async () => {
  const { prefix } = await site()
  const proof = await (await get(`${prefix}/proof/3`)).text()
  const hand = async (text: string) => {
    const body = new FormData()
    body.set('tanda_terima', text)
    const response = await fetch(`${portal.url}/verifikasi`, { method: 'POST', body })
    return { status: response.status, text: await response.text() }
  }
  assert.match((await hand(proof)).text, /Tanda terima ini asli dan utuh/)
  assert.match((await hand(proof.replaceAll('\n', '\r\n'))).text, /Tanda terima ini asli dan utuh/)
  assert.match((await hand(proof.replace('index 3', 'index 4'))).text, /Tanda terima ini tidak cocok/)
  assert.match((await hand('halo')).text, /Tanda terima ini tidak cocok/)
  assert.equal((await hand('')).status, 422)
  assert.equal((await hand('x'.repeat(3_000_000))).status, 422)
  assert.equal((await get('/verifikasi?kode=12')).headers.get('Location'), `${prefix}/entry/12`)
  assert.match(
    (await get('/verifikasi?kode=7K2M9QXA')).headers.get('Location') ?? '',
    /^\/verifikasi\/pesan\?kode=/,
  )
  assert.match(await (await get('/verifikasi?kode=P-999')).text(), /Tidak ada di catatan resmi/)
  const plain = await (await get('/en/verifikasi')).text()
  assert.match(plain, /npm run --silent terang -- verify/)
  assert.match(plain, /SHA-256 fingerprint/)
})

test('the browser recomputes: green, and red with the cell when a result was changed', { skip }, async () => {
  const person = await browser!.open()
  const { page } = person
  const verdict = async () => {
    await page.locator('verify-site button').click()
    await page.locator('verify-site button:not([aria-busy])').waitFor({ timeout: 60_000 })
    return page.locator('verify-site .t-verdict').innerText()
  }
  await page.goto('/verifikasi')
  assert.match(await verdict(), /^Cocok/)
  await assertAccessible(page)
  const restore = await tamper('results.csv')
  const red = await verdict()
  const shown = await page.locator('verify-site').innerText()
  await assertAccessible(page)
  await restore()
  assert.match(red, /^Tidak cocok/)
  assert.match(shown, /Letak perbedaannya/)
  assert.match(shown, /results\.csv berbeda dari catatan/)
  assert.match(await verdict(), /^Cocok/)
  await person.close()
})

test('the browser checks the proof of an entry and of a receipt', { skip }, async () => {
  const { prefix } = await site()
  const person = await browser!.open({ width: 320, dark: true })
  const { page } = person
  await page.goto(`${prefix}/entry/2`)
  await page.locator('check-proof .t-badge[data-s="ok"]').waitFor()
  await assertAccessible(page)
  await assertNoSidewaysScroll(page)
  await page.goto('/verifikasi')
  await page.getByLabel(/Isi tanda terima/).fill(await (await get(`${prefix}/proof/5`)).text())
  await page.getByRole('button', { name: 'Periksa tanda terima' }).click()
  await page.locator('check-proof .t-badge[data-s="ok"]').waitFor()
  for (const path of [prefix, `${prefix}/search?t=formasi.terbit`, '/verifikasi', '/en/verifikasi']) {
    await page.goto(path)
    await assertAccessible(page)
    await assertNoSidewaysScroll(page)
  }
  await person.close()
})
