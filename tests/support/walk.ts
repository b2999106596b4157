// Steps on a page, as a person takes them: press and wait for the next page, read until the words are there.
import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import type { Locator, Page, Response } from 'playwright-core'

/** Presses what leads to another page and waits for it; the answer is that of the page reached. */
export async function follow(page: Page, what: Locator): Promise<Response> {
  const isPage = (response: Response) =>
    response.request().isNavigationRequest() && (response.status() < 300 || response.status() >= 400)
  const [response] = await Promise.all([
    page.waitForResponse(isPage),
    page.waitForEvent('domcontentloaded'),
    what.click(),
  ])
  return response
}

/** Presses the button (or link that looks like one) of this name and waits for the next page. */
export function press(page: Page, name: string | RegExp): Promise<Response> {
  const button = page.getByRole('button', { name }).or(page.getByRole('link', { name }))
  return follow(page, button.first())
}

/** Opens an address and fails where the answer is not the one expected. */
export async function visit(page: Page, path: string, status = 200): Promise<void> {
  const response = await page.goto(path)
  assert.equal(response?.status(), status, `${path}\n${(await textOf(page)).slice(0, 600)}`)
}

export async function textOf(page: Page): Promise<string> {
  return (await page.locator('body').innerText()).replace(/\s+/g, ' ')
}

/** Waits until the page says this. */
export async function sees(page: Page, pattern: RegExp, withinMs = 8_000): Promise<void> {
  let text = ''
  for (const until = performance.now() + withinMs; performance.now() < until; await pause(50)) {
    text = await textOf(page).catch(() => '')
    if (pattern.test(text)) return
  }
  assert.fail(`${page.url()} does not say ${String(pattern)}:\n${text.slice(0, 2_000)}`)
}

/** Fills fields by the name of their input. */
export async function fill(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const field = page.locator(`[name="${name}"]`).first()
    const tag = await field.evaluate((node) =>
      node.tagName === 'INPUT' ? (node as HTMLInputElement).type : node.tagName.toLowerCase(),
    )
    if (tag === 'select') await field.selectOption(value)
    else if (tag === 'radio') await page.locator(`[name="${name}"][value="${value}"]`).check({ force: true })
    else if (tag === 'checkbox') await field.check({ force: true })
    else await field.fill(value)
  }
}
