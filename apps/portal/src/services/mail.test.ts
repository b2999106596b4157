// Letters over a real SMTP conversation, and what must not get through it.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { simpleParser } from 'mailparser'
import { openFiles } from './files.ts'
import { isMailAddress, openMail, type Letter } from './mail.ts'
import { openMailServer } from './mail-server-fixture.ts'

const folder = await mkdtemp(join(tmpdir(), 'terang-surat-'))
const server = await openMailServer()
const origin = 'https://terang.example'
const mail = openMail(
  { smtpUrl: server.url, mailFrom: 'Panitia <panitia@terang.example>', publicOrigin: origin },
  openFiles(folder),
  'Panitia Seleksi',
)
after(async () => {
  mail.close()
  await server.close()
  await rm(folder, { recursive: true, force: true })
})
const letter = (to: string, more: Partial<Letter> = {}): Letter => ({
  id: crypto.randomUUID(),
  to,
  subject: 'Ada keputusan baru tentang lamaran Anda',
  text: 'Buka halaman lamaran.\n',
  html: '<p>Buka halaman lamaran.</p>',
  at: new Date('2027-02-01T03:00:00Z'),
  ...more,
})

test('a letter arrives with text and HTML that say the same, a list header, and nothing to load', async () => {
  const one = letter('rahma@contoh.example')
  assert.deepEqual(await mail.send(one), { state: 'sent', detail: '250' })
  const parsed = await simpleParser(server.taken.at(-1)!.raw)
  assert.equal(parsed.subject, one.subject)
  assert.equal(parsed.text?.trim(), 'Buka halaman lamaran.')
  assert.match(String(parsed.html), /<p>Buka halaman lamaran\.<\/p>/)
  assert.equal(parsed.messageId, `<${one.id}@terang.example>`)
  assert.match(server.taken.at(-1)!.raw, /^List-Id: .*<pemberitahuan\.terang\.example>/im)
  assert.doesNotMatch(String(parsed.html), /<img|<script|http-equiv/)
  assert.equal(parsed.date?.toISOString(), '2027-02-01T03:00:00.000Z')
})

test('451 is put off, 550 is final, and neither keeps the address in its answer', async () => {
  server.putOff.set('nanti@contoh.example', 1)
  assert.deepEqual(await mail.send(letter('nanti@contoh.example')), { state: 'deferred', detail: '451' })
  assert.deepEqual(await mail.send(letter('nanti@contoh.example')), { state: 'sent', detail: '250' })
  assert.deepEqual(await mail.send(letter('tiada@contoh.example')), { state: 'rejected', detail: '550' })
})

test('a server that cannot be reached is tried again', async () => {
  const lost = openMail(
    { smtpUrl: 'smtp://127.0.0.1:1', mailFrom: 'a@b.example', publicOrigin: origin },
    openFiles(folder),
    'x',
  )
  assert.equal((await lost.send(letter('rahma@contoh.example'))).state, 'deferred')
  lost.close()
})

test('nothing a person typed reaches a header or a second recipient', async () => {
  const before = server.taken.length
  for (const address of [
    'a@b.example, c@d.example',
    'a@b.example\r\nBcc: c@d.example',
    'Nama <a@b.example>',
    '"a b"@c.example',
    'a@b.example c@d.example',
    'a@@b.example',
    '@b.example',
    'a(b)@c.example',
  ]) {
    assert.equal(isMailAddress(address), false, address)
    assert.equal((await mail.send(letter(address))).state, 'rejected')
  }
  assert.equal(server.taken.length, before)
  await mail.send(letter('rahma@contoh.example', { subject: 'Halo\r\nBcc: jahat@contoh.example\r\n\r\nisi' }))
  const { recipients, raw } = server.taken.at(-1)!
  assert.deepEqual(recipients, ['rahma@contoh.example'])
  assert.doesNotMatch(raw, /^Bcc:/im)
})

test('without a server the letter is a file in the outbox, readable by any mail program', async () => {
  const local = openMail(
    { smtpUrl: undefined, mailFrom: 'Panitia <panitia@terang.example>', publicOrigin: origin },
    openFiles(folder),
    'Panitia',
  )
  assert.equal((await local.send(letter('rahma@contoh.example'))).state, 'sent')
  const [shown] = await local.outbox(10)
  assert.equal(shown?.to, 'rahma@contoh.example')
  const file = await openFiles(folder).read(`${shown.name}.eml`)
  assert.equal((await simpleParser(Buffer.from(file!))).subject, letter('x').subject)
})
