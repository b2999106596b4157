// Documents beside the checklist: every page is a picture of ours, larger and turned at a key or by a link, and where there
// is none the officer reads why.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible, assertNoSidewaysScroll, openBrowser } from '../support/browser.ts'
import { openPortal } from '../support/portal.ts'
import { visit } from '../support/walk.ts'
import { enterDemo } from './actors.ts'
import { takeNext } from './desk.ts'

const portal = await openPortal({ demoSize: 60 })
const browser = await openBrowser(portal.url)
after(async () => {
  await browser.close()
  await portal.stop()
})

const pictures = 'img[src*="/halaman/"]'
const shown = (page: Page) => page.locator(`${pictures}:visible`).first()
/** The address of the first visible picture once it is loaded; what a browser shows in place of a broken one has no size. */
async function loaded(page: Page, wanted: RegExp): Promise<string> {
  await page.waitForFunction(
    ([selector, pattern]) => {
      const all = [...document.querySelectorAll<HTMLImageElement>(selector ?? '')]
      const first = all.find((one) => one.offsetParent !== null)
      return (
        first !== undefined &&
        first.complete &&
        first.naturalWidth > 0 &&
        new RegExp(pattern ?? '').test(first.src)
      )
    },
    [pictures, wanted.source],
  )
  return (await shown(page).getAttribute('src')) ?? ''
}

test('the page of a document is seen beside the checklist, larger and turned at a key', async () => {
  const { page, close } = await browser.open()
  await enterDemo(page, 'Pemeriksa (')
  await takeNext(page)
  await loaded(page, /dpi=100/)
  const size = await shown(page).evaluate((one: HTMLImageElement) => [one.naturalWidth, one.naturalHeight])
  assert.deepEqual(
    [Number(await shown(page).getAttribute('width')), Number(await shown(page).getAttribute('height'))],
    size,
    'room is kept for the picture',
  )
  await page.keyboard.press('z')
  await loaded(page, /dpi=200/)
  assert.ok((await shown(page).evaluate((one: HTMLImageElement) => one.naturalWidth)) > (size[0] ?? 0))
  await page.keyboard.press('z')
  await page.keyboard.press(']')
  await loaded(page, /dpi=100&putar=90/)
  await page.keyboard.press('[')
  await loaded(page, /putar=0/)
  await page.keyboard.press('ArrowRight')
  await loaded(page, /dpi=100/)
  await close()
})

test('without scripts: all pages are there, links lead from page to page and to a larger one', async () => {
  const { page, close } = await browser.open({ scripts: false })
  await enterDemo(page, 'Pemeriksa (')
  await takeNext(page)
  const several = page
    .locator('article[data-file]')
    .filter({ has: page.locator('.t-desk-pages') })
    .first()
  await several.getByRole('link', { name: 'Berikutnya' }).first().click()
  const place = new URL(page.url()).hash
  assert.match(place, /-2$/)
  assert.equal(await page.locator(`${place} img`).count(), 1)
  const closer = (await page.locator(`${place} figcaption a[target]`).getAttribute('href')) ?? ''
  const answer = page.waitForResponse((response) => response.url().includes('/halaman/2'))
  await visit(page, closer)
  assert.equal((await answer).status(), 200)
  await page.getByRole('link', { name: 'Perkecil' }).click()
  await page.getByRole('link', { name: 'Putar' }).click()
  await page.getByRole('link', { name: 'Sebelumnya' }).click()
  assert.equal(new URL(page.url()).search, '?hal=1&dpi=100&putar=90')
  await close()
})

test('an address that no longer holds shows words, not a broken picture', async () => {
  const { page, close } = await browser.open()
  await enterDemo(page, 'Pemeriksa (')
  await takeNext(page)
  await loaded(page, /dpi=100/)
  const answer = page.waitForResponse((response) => response.url().includes('s=1.a'))
  await shown(page).evaluate((one: HTMLImageElement) => {
    one.src = one.src.replace(/s=[^&]+/, 's=1.a')
  })
  assert.equal((await answer).status(), 403)
  assert.equal((await answer).headers()['content-type'], 'image/svg+xml; charset=utf-8')
  await loaded(page, /s=1\.a/)
  await close()
})

test('a desk that stands open gets new addresses before the old ones end', async () => {
  const { page, close } = await browser.open()
  await enterDemo(page, 'Pemeriksa (')
  const file = await takeNext(page)
  await page.clock.install()
  await visit(page, file)
  await loaded(page, /dpi=100/)
  const download = page.locator('[data-get]').first()
  const before = (await download.getAttribute('href')) ?? ''
  const answer = page.waitForResponse((response) => response.url().endsWith('/alamat'))
  await page.clock.fastForward('04:10')
  assert.equal((await answer).status(), 200)
  await page.waitForFunction(
    (old) => document.querySelector('[data-get]')?.getAttribute('href') !== old,
    before,
    { polling: 100 },
  )
  assert.equal(((await download.getAttribute('href')) ?? '').split('?')[0], before.split('?')[0])
  // A look that comes later goes with the new signature.
  const fresh = new URL((await download.getAttribute('href')) ?? '', portal.url).searchParams.get('s') ?? ''
  const larger = page.waitForResponse((response) => response.url().includes('dpi=200'))
  await page.keyboard.press('z')
  assert.equal(new URL((await larger).url()).searchParams.get('s'), fresh)
  assert.equal((await larger).status(), 200)
  await close()
})

test('the page by itself is accessible and fits a phone', async () => {
  for (const dark of [false, true]) {
    const { page, close } = await browser.open({ width: 320, height: 700, dark })
    await enterDemo(page, 'Pemeriksa (')
    await takeNext(page)
    await assertNoSidewaysScroll(page)
    const closer = (await page.locator('figcaption a[target]').first().getAttribute('href')) ?? ''
    await visit(page, closer)
    await assertAccessible(page)
    await assertNoSidewaysScroll(page)
    await close()
  }
})
