// The desk of a screener: the next file, both groups of requirements, a verdict each, the preview of a rejection.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { fill, follow, visit } from '../support/walk.ts'
import type { Officer } from './actors.ts'

/** What does not fit, by requirement; everything else is met. */
export type Objections = Readonly<Record<string, { reason: string; note: string }>>

const desk = '/petugas/periksa'

/** Takes the next file and judges it; returns the address of the file. */
export async function judge({ page }: Officer, notMet: Objections): Promise<string> {
  const file = await takeNext(page)
  for (let step = 0; step < 5; step += 1) {
    if (new URL(page.url()).pathname === desk) return file
    // The preview repeats the verdicts that were given; it only has to be confirmed.
    if ((await page.locator('#pratinjau').count()) === 0) await answer(page, notMet)
    await follow(page, page.locator('button[name="langkah"]').first())
  }
  assert.fail(`the desk keeps the file:\n${await page.locator('body').innerText()}`)
}

export async function takeNext(page: Page): Promise<string> {
  await visit(page, desk)
  await follow(page, page.locator(`form[action="${desk}/berikutnya"] button`).first())
  const { pathname } = new URL(page.url())
  assert.match(
    pathname,
    /^\/petugas\/periksa\/[0-9a-f-]{36}$/,
    await page.locator('main, body').first().innerText(),
  )
  return pathname
}

async function answer(page: Page, notMet: Objections): Promise<void> {
  const lines = await page
    .locator('fieldset[data-line]')
    .evaluateAll((all) =>
      all
        .filter((one) => !(one as HTMLFieldSetElement).disabled)
        .map((one) => one.getAttribute('data-line') ?? ''),
    )
  for (const line of lines) {
    const radios = page.locator(`[name="jawab.${line}"]`)
    if (await radios.first().isDisabled()) continue
    const found = notMet[line]
    await page
      .locator(`[name="jawab.${line}"][value="${found === undefined ? 'ya' : 'tidak'}"]`)
      .check({ force: true })
    if (found !== undefined)
      await fill(page, { [`alasan.${line}`]: found.reason, [`catatan.${line}`]: found.note })
  }
}
