// The keyboard alone, no pointer: applying from the dashboard to the receipt, and screening a file with the keys of the
// desk. Everything is reached with Tab, pressed with Enter or Space; the focus is always visible.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Page } from 'playwright-core'
import { openBrowser } from '../support/browser.ts'
import { openPortal } from '../support/portal.ts'
import { textOf, visit } from '../support/walk.ts'

const portal = await openPortal({ demoSize: 60 })
const browser = await openBrowser(portal.url)
after(async () => {
  await browser.close()
  await portal.stop()
})

/** Goes on with Tab until the focus is on what matches; it must be seen to be there. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let steps = 0; steps < 250; steps += 1) {
    const here = await page.evaluate((wanted) => {
      const focused = document.activeElement
      if (!(focused instanceof HTMLElement) || !focused.matches(wanted)) return undefined
      const style = getComputedStyle(focused)
      const label = focused.closest('label') ?? focused.parentElement
      const ring = [focused, label, focused.nextElementSibling].some((one) => {
        const look = one === null ? undefined : getComputedStyle(one)
        return (
          look !== undefined &&
          ((look.outlineStyle !== 'none' && look.outlineWidth !== '0px') || look.boxShadow !== 'none')
        )
      })
      return { ring, outline: style.outline }
    }, selector)
    if (here !== undefined) {
      assert.ok(here.ring, `${page.url()}: the focus on ${selector} is not visible`)
      return
    }
    await page.keyboard.press('Tab')
  }
  assert.fail(`${page.url()}: Tab never reaches ${selector}\n${(await textOf(page)).slice(0, 600)}`)
}

async function enter(page: Page, selector: string): Promise<void> {
  await tabTo(page, selector)
  await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')])
}

test('the keyboard alone: a ready application is read and sent', async () => {
  const person = await browser.open()
  const { page } = person
  await visit(page, '/demo')
  await mark(page, 'Masuk sebagai Pelamar, siap dikirim')
  await enter(page, '[data-wanted]')
  const application = /\/lamaran\/[0-9a-f-]{36}/.exec(await page.content())?.[0]
  assert.ok(application !== undefined, await textOf(page))
  await enter(page, `main a[href^="${application}"]`)
  await visit(page, `${application}/diri`)
  await enter(page, 'main form[action$="/diri"] button')
  await enter(page, 'main form[action$="/pendidikan"] button')
  // A small picture is sent with a reason; a file itself is chosen in a window of the system.
  for (let i = 0; i < 5 && (await page.locator('[name="alasan"]').count()) > 0; i += 1) {
    await tabTo(page, '[name="alasan"]')
    await page.keyboard.type('Gambar ini memang kecil, tetapi semua tulisannya terbaca.')
    await enter(page, 'form[action$="/alasan"] button')
  }
  await enter(page, `main a.t-btn[href="${application}/periksa"]`)
  await enter(page, `main a.t-btn[href="${application}/kirim"]`)
  for (const name of ['syarat', 'benar']) {
    await tabTo(page, `[name="${name}"]`)
    await page.keyboard.press('Space')
  }
  await enter(page, 'main form[action$="/kirim"] button')
  assert.equal(new URL(page.url()).pathname, `${application}/tanda-terima`, await textOf(page))
  await person.close()
})

test('the keyboard alone: a file is taken, judged with the keys of the desk and decided', async () => {
  const person = await browser.open()
  const { page } = person
  await visit(page, '/demo')
  await mark(page, 'Masuk sebagai Pemeriksa (')
  await enter(page, '[data-wanted]')
  await enter(page, 'main a[href="/petugas/periksa"]')
  await enter(page, 'form[action="/petugas/periksa/berikutnya"] button')
  for (let step = 0; step < 4 && new URL(page.url()).pathname !== '/petugas/periksa'; step += 1) {
    const lines = await page
      .locator('fieldset[data-line]')
      .evaluateAll((all) =>
        all
          .filter((one) => one.querySelector('input:not(:disabled)') !== null)
          .map((one) => one.getAttribute('data-line')),
      )
    for (const line of lines) {
      await tabTo(page, `[name="jawab.${line}"]`)
      // 1 is the key of the desk for a requirement that is met.
      await page.keyboard.press('1')
      assert.ok(
        await page.locator(`[name="jawab.${line}"][value="ya"]`).isChecked(),
        `the key 1 does not answer ${line}`,
      )
    }
    await enter(page, 'button[name="langkah"]')
  }
  assert.equal(new URL(page.url()).pathname, '/petugas/periksa', await textOf(page))
  await person.close()
})

/** The entrance of the demo has a button a person; this names the one to reach. */
async function mark(page: Page, label: string): Promise<void> {
  await page
    .getByRole('button', { name: label })
    .first()
    .evaluate((button) => button.setAttribute('data-wanted', ''))
}
