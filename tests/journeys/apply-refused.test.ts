// What does not count when people apply: a file of another kind, a sending from two windows, a sending too late.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { openPortal } from '../support/portal.ts'
import { fill, follow, sees, textOf, visit } from '../support/walk.ts'
import { enterDemo, sendFile } from './actors.ts'

const portal = await openPortal({ demoSize: 60 })
const browser = await openBrowser(portal.url)
after(async () => {
  await browser.close()
  await portal.stop()
})

async function draftOf(label: string) {
  const person = await browser.open()
  await enterDemo(person.page, label)
  await visit(person.page, '/lamaran')
  const href = await person.page.locator('main a[href^="/lamaran/"]').first().getAttribute('href')
  const application = /^\/lamaran\/[0-9a-f-]{36}/.exec(href ?? '')?.[0]
  assert.ok(application !== undefined, `no application on the dashboard: ${await textOf(person.page)}`)
  return { ...person, application }
}

test('a file of another kind is refused beside its slot, whatever its name says', async () => {
  const one = await draftOf('Pelamar, konsep belum lengkap')
  await visit(one.page, `${one.application}/berkas`)
  const slot = (await one.page
    .locator('input[type="file"][accept*="pdf"]')
    .first()
    .getAttribute('id'))!.slice('pilih-'.length)
  const before = await one.page.locator(`#berkas-${slot} a[href^="/berkas/"]`).count()
  const replace = one.page.locator(`#berkas-${slot} summary`)
  if ((await replace.count()) > 0) await replace.first().click()
  await sendFile(one, slot, {
    name: 'ijazah.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('<!doctype html><script>alert(1)</script>'.repeat(100)),
  })
  await one.page.locator(`#galat-${slot}`).waitFor()
  assert.match((await one.page.locator(`#galat-${slot}`).textContent()) ?? '', /PDF/)
  await visit(one.page, `${one.application}/berkas`)
  assert.equal(await one.page.locator(`#berkas-${slot} a[href^="/berkas/"]`).count(), before)
  await one.close()
})

test('two windows that send at once make one submission and one receipt', async () => {
  const one = await draftOf('Pelamar, siap dikirim')
  const second = await one.context.newPage()
  for (const page of [one.page, second]) {
    await visit(page, `${one.application}/kirim`)
    await fill(page, { syarat: '', benar: '' })
  }
  const button = (page: Page) => page.getByRole('button', { name: 'Kirim lamaran' })
  await Promise.all([one.page, second].map((page) => follow(page, button(page))))
  // One window shows the receipt; the other the same, or that the application was sent already.
  const paths = [one.page, second].map((page) => new URL(page.url()).pathname)
  assert.ok(paths.includes(`${one.application}/tanda-terima`), await textOf(one.page))
  for (const page of [one.page, second]) await sees(page, /Tanda terima|sudah dikirim/i)
  const id = one.application.split('/').at(-1)
  const sent = await portal.query('select entry_id from act.submission where application_id = $1', [id])
  assert.equal(sent.length, 1)
  await one.close()
})

test('what arrives after the closing second is refused with the reason, and nothing is lost', async () => {
  const one = await draftOf('Pelamar, konsep belum lengkap')
  const { page } = one
  await visit(page, `${one.application}/diri`)
  const kept = await page.locator('[name="name"]').inputValue()
  const [row] = await portal.query<{ end: Date }>(
    `select max((s->>'end')::timestamptz) as end from act.schedule, jsonb_array_elements(stages) s where s->>'id' = 'application'`,
  )
  await portal.clock.moveTo(new Date(row!.end.getTime() + 1_000))
  // The session of the demo is over by now; the window stays closed for whoever enters again.
  const again = await browser.open({ allow: /never/ })
  await enterDemo(again.page, 'Pelamar, konsep belum lengkap')
  const response = await again.page.goto(`${one.application}/kirim`)
  assert.ok((response?.status() ?? 0) < 500)
  await sees(again.page, /ditutup|berakhir|tidak dikirim/i)
  const sent = await portal.query('select 1 from act.submission where application_id = $1', [
    one.application.split('/').at(-1),
  ])
  assert.equal(sent.length, 0)
  assert.notEqual(kept, '')
  await again.close()
  await one.close()
})
