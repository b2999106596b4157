// What people write to the committee and what it answers: questions in public, objections inside their window.
import { fill, follow, sees, visit } from '../support/walk.ts'
import type { Page } from 'playwright-core'
import type { Applicant } from './actors.ts'

/** The form of a question is open; what is typed goes to the moderation. */
export async function ask(page: Page, question: string): Promise<void> {
  await page.locator('main textarea').first().fill(question)
  const boxes = page.locator('main form[method="post"] input[type="checkbox"]')
  for (let i = 0; i < (await boxes.count()); i += 1) await boxes.nth(i).check({ force: true })
  await follow(page, page.locator('main form[method="post"] button').last())
}

export async function answerQuestion(page: Page, question: RegExp, answer: string): Promise<void> {
  await visit(page, '/petugas/tanya')
  await sees(page, question)
  await follow(page, page.locator('main a[href^="/petugas/tanya/"]').first())
  await page.locator('main textarea').last().fill(answer)
  await follow(page, page.locator('main form[method="post"] button').first())
}

export async function object(one: Applicant, reason: string): Promise<void> {
  const { page } = one
  await visit(page, `${one.application}/sanggah`)
  const boxes = page.locator('main form[method="post"] input[type="checkbox"]')
  for (let i = 0; i < (await boxes.count()); i += 1) await boxes.nth(i).check({ force: true })
  await page.locator('main textarea').first().fill(reason)
  await follow(page, page.locator('main form[method="post"] button').last())
}

export async function answerObjection(page: Page, reason: string): Promise<void> {
  await visit(page, '/petugas/sanggah')
  await follow(page, page.locator('main a[href^="/petugas/sanggah/"], main form button').first())
  await fill(page, {})
  await page.locator('main textarea').first().fill(reason)
  await follow(page, page.locator('main form[method="post"] button').last())
}
