// What people write to the committee and what it answers: questions in public, objections inside their window.
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import type { TestPortal } from '../support/portal.ts'
import { fill, follow, press, sees, visit } from '../support/walk.ts'
import type { Officer } from './actors.ts'

/** A question about a vacancy, confirmed from the mail that goes to the one who asks. */
export async function ask(
  portal: TestPortal,
  page: Page,
  formationId: string,
  question: string,
): Promise<void> {
  const email = 'penanya@warga.example'
  await visit(page, `/tanya-jawab/baru?formasi=${formationId}`)
  await fill(page, { umum: '', topik: 'berkas', pertanyaan: question, email })
  await follow(page, page.locator('form[action="/tanya-jawab/baru"] button').last())
  assert.equal(new URL(page.url()).pathname, '/tanya-jawab/terkirim', await page.locator('main').innerText())
  const letter = await portal.mailbox.next(email)
  const link = letter.links.find((one) => one.includes('/tanya-jawab/konfirmasi/'))
  assert.ok(link !== undefined, `no confirmation in:\n${letter.text}`)
  await visit(page, link)
  await follow(page, page.locator('main form button').last())
}

/**
 * The question passes moderation, then gets an answer that cites the first source offered; it waits for the secretary,
 * since it is about requirements. Returns the path of the proposal.
 */
export async function answerQuestion({ page }: Officer, question: RegExp, answer: string): Promise<string> {
  await visit(page, '/petugas/tanya')
  await sees(page, question)
  await follow(page, page.locator('main a[href^="/petugas/tanya/"]').first())
  await follow(page, page.locator('form[action$="/terbit"] button'))
  await fill(page, { jawaban: answer })
  await page.locator('[name="dasar1"]').selectOption({ index: 1 })
  await follow(page, page.locator('form[action$="/jawab"] button').last())
  await sees(page, /menunggu persetujuan/)
  return (await page.locator('main a[href^="/petugas/usulan/"]').first().getAttribute('href')) ?? ''
}

/** Objects to every reason of the decision. */
export async function object(page: Page, application: string, text: string): Promise<void> {
  await visit(page, `${application}/sanggah`)
  const texts = page.locator('textarea[name^="teks."]')
  assert.ok((await texts.count()) > 0, await page.locator('main').innerText())
  for (let i = 0; i < (await texts.count()); i += 1) await texts.nth(i).fill(text)
  await fill(page, { paham: '' })
  await follow(page, page.locator('button[name="langkah"][value="kirim"]'))
}

/** One of the panel takes the next objection and grants or refuses each of its reasons. */
export async function answerObjection(
  { page }: Officer,
  outcome: 'kabul' | 'tolak',
  text: string,
): Promise<void> {
  await visit(page, '/petugas/sanggah')
  await follow(page, page.locator('form[action="/petugas/sanggah/berikutnya"] button').first())
  const texts = page.locator('textarea[name^="jawaban."]')
  assert.ok((await texts.count()) > 0, await page.locator('main').innerText())
  for (let i = 0; i < (await texts.count()); i += 1) {
    await texts.nth(i).fill(text)
    const reason = ((await texts.nth(i).getAttribute('name')) ?? '').slice('jawaban.'.length)
    await page.locator(`[name="putus.${reason}"][value="${outcome}"]`).check({ force: true })
  }
  await press(page, 'Simpan putusan')
}
