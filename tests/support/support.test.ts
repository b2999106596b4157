// The tools of the tests keep their own promises: otherwise a journey could pass on a page that broke a rule.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import nodemailer from 'nodemailer'
import pg from 'pg'
import { findBrowser } from '../../scripts/browser.mjs'
import { assertAccessible, assertNoSidewaysScroll, openBrowser } from './browser.ts'
import { testDatabase } from './database.ts'
import { openMailbox } from './mailbox.ts'

const browserless = findBrowser() === undefined ? 'no Chromium on this machine' : false

async function site(t: TestContext, html: string): Promise<string> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.setHeader(
      'content-security-policy',
      "default-src 'none'; script-src 'self'; img-src *; style-src 'self'",
    )
    response.end(
      `<!doctype html><html lang="id"><head><title>Halaman</title></head><body><main>${html}</main></body></html>`,
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const bound = server.address()
  return `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`
}

async function visit(t: TestContext, html: string, width = 1280) {
  const origin = await site(t, html)
  const browser = await openBrowser(origin)
  t.after(() => browser.close())
  const person = await browser.open({ width })
  await person.page.goto('/')
  return person
}

test('two test databases are apart, and each is whole', async () => {
  const [one, two] = [await testDatabase(), await testDatabase()]
  const client = new pg.Client({ connectionString: one.url })
  await client.connect()
  await client.query('create table mine (value int)')
  await client.end()
  const other = new pg.Client({ connectionString: two.url })
  await other.connect()
  const { rows } = await other.query("select to_regclass('mine') as mine, to_regclass('site.clock') as clock")
  await other.end()
  assert.deepEqual(rows, [{ mine: null, clock: 'site.clock' }])
})

test('a mail arrives in the mailbox with its subject, text and links', async (t) => {
  const mailbox = await openMailbox()
  t.after(() => mailbox.close())
  const transport = nodemailer.createTransport(mailbox.smtpUrl)
  const to = 'siti@contoh.example'
  await transport.sendMail({
    from: 'a@b.example',
    to,
    subject: 'Buktikan',
    text: 'Buka http://localhost:1/x?y=1 sekarang',
  })
  const mail = await mailbox.next(to, 'Buktikan')
  assert.deepEqual(mail.links, ['http://localhost:1/x?y=1'])
  mailbox.refuse(true)
  await assert.rejects(transport.sendMail({ from: 'a@b.example', to, subject: 'Lagi', text: 'x' }), {
    responseCode: 452,
  })
})

test('a clean page passes', { skip: browserless }, async (t) => {
  const person = await visit(t, '<h1>Lowongan</h1><p>Teks.</p>')
  await assertAccessible(person.page)
  await assertNoSidewaysScroll(person.page)
  await person.close()
})

test('a request to another origin fails the person', { skip: browserless }, async (t) => {
  const person = await visit(t, '<h1>Lowongan</h1><img alt="" src="http://127.0.0.1:9/pelacak.png">')
  await assert.rejects(person.close(), /another origin/)
})

test('an inline style fails the person', { skip: browserless }, async (t) => {
  const person = await visit(t, '<h1 style="color:red">Lowongan</h1>')
  await assert.rejects(person.close(), /Content Security Policy/)
})

test('an image without words fails the accessibility check', { skip: browserless }, async (t) => {
  const person = await visit(t, '<h1>Lowongan</h1><img src="/gambar.png">')
  await assert.rejects(assertAccessible(person.page), /image-alt/)
})

test('a page wider than the window fails', { skip: browserless }, async (t) => {
  const person = await visit(t, `<h1>Lowongan</h1><pre>${'x'.repeat(200)}</pre>`, 320)
  await assert.rejects(assertNoSidewaysScroll(person.page), /320 px/)
})
