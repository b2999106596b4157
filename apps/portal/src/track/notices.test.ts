// Notices from the act to the letter: once for each cause, sealed, cancelled when the cause is gone, tried again when a
// server asks for it, and never a word of the outcome where others may read it.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { simpleParser } from 'mailparser'
import { openAccountTest, openBrowser, until, type AccountTest } from '../accounts/portal-fixture.ts'
import { scoped } from '../services/database.ts'
import { openMailServer } from '../services/mail-server-fixture.ts'
import { noticeId } from '../words/notice.id.ts'
import { noticeEn } from '../words/notice.en.ts'
import { testDatabase } from '../../../../tests/support/database.ts'
import { catalogue, type NoticeCode } from './catalogue.ts'
import { afterAttempt } from './delivery.ts'
import { factsOf, shownCode, writeLetter, writeNotice, type Facts } from './notice-text.ts'
import { authCodeOf, cancelNotices, notify } from './notify.ts'
import { inbox, messageByCode } from './queries.ts'

let portal: AccountTest
const server = await openMailServer()
after(async () => {
  await portal.stop()
  await server.close()
})
const database = await testDatabase()
before(async () => {
  portal = await openAccountTest(database.url, {
    SMTP_URL: server.url,
    MAIL_FROM: 'Panitia <panitia@terang.example>',
  })
})

const codes = Object.keys(catalogue) as NoticeCode[]
const sample = (code: NoticeCode): Facts =>
  Object.fromEntries(
    factsOf(code).map((name) => [
      name,
      ['waktu', 'tutup', 'tiba', 'batas', 'mulai'].includes(name) ? '2027-02-01T17:00:00.000Z' : 7,
    ]),
  )

async function person(email: string): Promise<string> {
  const { services } = portal
  return services.worker.transaction().execute(async (trx) => {
    const id = await services.vault.createPerson(trx, 'applicant')
    await services.vault.putFields(trx, id, { email })
    return id
  })
}
const stateOf = (id: string) =>
  portal.services.worker
    .selectFrom('person.delivery')
    .select(['state', 'attempt', 'history', 'next_at'])
    .where('notice_id', '=', id)
    .executeTakeFirstOrThrow()
const settled = (id: string, state: string) =>
  until(async () => ((await stateOf(id)).state === state ? await stateOf(id) : undefined))
const lettersTo = (email: string) => server.taken.filter((one) => one.recipients.includes(email))

test('one cause, one notice: a second telling, and ten at once, write nothing more', async () => {
  const { services } = portal
  const email = 'satu@contoh.example'
  const id = await person(email)
  const tell = () =>
    scoped(services.db, { person: id }, (trx) =>
      notify(trx, services, {
        person: id,
        selection: '2027-uji',
        code: 'HASIL_TAHAP',
        cause: 'adminResult/1',
        facts: { tahap: 'seleksi administrasi' },
      }),
    )
  const first = await Promise.all(Array.from({ length: 10 }, tell))
  assert.equal(first.filter((one) => one !== undefined).length, 1)
  assert.equal(await tell(), undefined)
  await settled(
    first.find((one) => one !== undefined)!,
    'sent',
  )
  await new Promise((resolve) => setTimeout(resolve, 300))
  assert.equal(lettersTo(email).length, 1)
  assert.equal((await inbox(services, id)).length, 1)
})

test('a notice goes with its act: where the act is undone, nothing was told', async () => {
  const { services } = portal
  const id = await person('batal@contoh.example')
  await assert.rejects(
    scoped(services.db, { person: id }, async (trx) => {
      await notify(trx, services, {
        person: id,
        selection: undefined,
        code: 'SKOR_TERCATAT',
        cause: '1',
        facts: {},
      })
      throw new Error('the act failed')
    }),
  )
  assert.deepEqual(await inbox(services, id), [])
})

test('the server says later: tried again after a minute under the same name, then it arrives once', async () => {
  const { services } = portal
  const email = 'nanti@contoh.example'
  const id = await person(email)
  server.putOff.set(email, 1)
  const notice = (await scoped(services.db, { person: id }, (trx) =>
    notify(trx, services, { person: id, selection: undefined, code: 'VER_SELESAI', cause: '1', facts: {} }),
  ))!
  const waiting = await settled(notice, 'retrying')
  assert.equal(waiting.attempt, 1)
  assert.equal(lettersTo(email).length, 0)
  await portal.advance('61 seconds')
  await services.worker
    .transaction()
    .execute((trx) => import('../services/bus.ts').then(({ tell }) => tell(trx, 'terang_work', 'notice')))
  const done = await settled(notice, 'sent')
  assert.deepEqual(
    (done.history as { detail: string }[]).map((step) => step.detail),
    ['451', '250'],
  )
  assert.equal(lettersTo(email).length, 1)
})

test('the server says no such person: final after one attempt, and the inbox says so', async () => {
  const { services } = portal
  const id = await person('tiada@contoh.example')
  const notice = (await scoped(services.db, { person: id }, (trx) =>
    notify(trx, services, { person: id, selection: undefined, code: 'VER_SELESAI', cause: '1', facts: {} }),
  ))!
  assert.equal((await settled(notice, 'failed')).attempt, 1)
  assert.equal((await inbox(services, id))[0]?.email?.state, 'failed')
})

test('a notice whose cause vanished before it was sent is cancelled with its letter', async () => {
  const { services } = portal
  const email = 'lengkap@contoh.example'
  const id = await person(email)
  const notBefore = new Date(services.clock.now().getTime() + 3_600_000)
  const notice = (await scoped(services.db, { person: id }, (trx) =>
    notify(trx, services, {
      person: id,
      selection: undefined,
      code: 'LAM_DRAF_KURANG',
      cause: 'draf/1',
      notBefore,
      facts: sample('LAM_DRAF_KURANG'),
    }),
  ))!
  await scoped(services.db, { person: id }, (trx) =>
    cancelNotices(trx, services, id, ['LAM_DRAF_KURANG'], 'draf/'),
  )
  assert.equal((await stateOf(notice)).state, 'cancelled')
  assert.equal((await inbox(services, id))[0]?.cancelled, true)
  assert.equal(lettersTo(email).length, 0)
})

test('the letter says what the inbox says, ends with its code, and the code is answered without naming anybody', async () => {
  const { services } = portal
  const email = 'asli@contoh.example'
  const id = await person(email)
  const notice = (await scoped(services.db, { person: id }, (trx) =>
    notify(trx, services, { person: id, selection: undefined, code: 'SANGGAH_PUTUS', cause: '1', facts: {} }),
  ))!
  await settled(notice, 'sent')
  const code = authCodeOf(services.keys, notice)
  const parsed = await simpleParser(lettersTo(email)[0]!.raw)
  const plain = (text: string) =>
    text
      .replace(/<head>.*<\/head>/s, ' ')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
  assert.equal(plain(String(parsed.html)), plain(parsed.text!))
  assert.match(parsed.text!, new RegExp(shownCode(code)))
  assert.deepEqual((await messageByCode(services.db, code))?.code, 'SANGGAH_PUTUS')
  const page = await (
    await fetch(`${portal.url}/verifikasi/pesan?kode=${shownCode(code).toLowerCase()}`)
  ).text()
  assert.match(page, /Cocok/)
  assert.doesNotMatch(page, /asli@|Sanggah Anda sudah diputuskan/)
  assert.equal(await messageByCode(services.db, 'AAAAAAAA'), undefined)
})

test('facts are noise in the database and nobody else reads the notice', async () => {
  const { services } = portal
  const id = await person('rahasia@contoh.example')
  await scoped(services.db, { person: id }, (trx) =>
    notify(trx, services, {
      person: id,
      selection: undefined,
      code: 'HASIL_TAHAP',
      cause: '1',
      facts: { tahap: 'kata yang dicari' },
    }),
  )
  const row = await services.worker
    .selectFrom('person.notice')
    .select('facts')
    .where('person_id', '=', id)
    .executeTakeFirstOrThrow()
  assert.ok(!Buffer.from(row.facts).includes('kata yang dicari'))
  const other = await person('lain@contoh.example')
  assert.deepEqual(
    await scoped(services.db, { person: other }, (trx) =>
      trx.selectFrom('person.notice').select('id').where('person_id', '=', id).execute(),
    ),
    [],
  )
  assert.deepEqual(
    await services.db.selectFrom('person.notice').select('id').execute(),
    [],
    'without a scope there is nothing',
  )
})

test('opening the inbox changes nothing; the button marks what the page showed, and nothing later or of others', async () => {
  const { services } = portal
  const id = await person('pembaca@contoh.example')
  const other = await person('pembaca2@contoh.example')
  const tell = (who: string, cause: string) =>
    scoped(services.db, { person: who }, (trx) =>
      notify(trx, services, { person: who, selection: undefined, code: 'SANGGAH_PUTUS', cause, facts: {} }),
    )
  await tell(id, '1')
  await tell(other, '1')
  const browser = openBrowser(portal.url)
  const token = randomBytes(32).toString('base64url')
  const now = services.clock.now()
  await services.db
    .insertInto('auth.session')
    .values({
      token_hash: createHash('sha256').update(token).digest(),
      person_id: id,
      kind: 'applicant',
      created_at: now,
      seen_at: now,
      proof_at: now,
      ends_at: new Date(now.getTime() + 86_400_000),
    })
    .execute()
  browser.jar.set('terang_sesi', token)
  const unread = async (who: string) =>
    (await inbox(services, who)).filter((item) => item.readAt === null).map((item) => item.id)

  const page = await browser.get('/kotak-masuk')
  assert.match(page.text, /Tandai sudah dibaca/)
  assert.equal((await unread(id)).length, 1, 'a GET marks nothing')
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page.text)![1]!
  await until(async () => (services.clock.now().getTime() > now.getTime() + 5 ? true : undefined))
  const later = await tell(id, '2')
  await fetch(`${portal.url}/kotak-masuk`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: `terang_sesi=${token}` },
    body: new URLSearchParams({ token: 'x', id: hidden('id') }),
  })
  assert.equal((await unread(id)).length, 2, 'without its token the form does nothing')
  const answer = await fetch(`${portal.url}/kotak-masuk`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: `terang_sesi=${token}` },
    body: new URLSearchParams({ token: hidden('token'), id: hidden('id') }),
  })
  assert.equal(answer.status, 303)
  assert.deepEqual(await unread(id), [later])
  assert.equal((await unread(other)).length, 1)
  assert.equal((await browser.send('/kotak-masuk', { id: later! })).status, 303)
  assert.deepEqual(await unread(id), [])
  assert.doesNotMatch((await browser.get('/kotak-masuk')).text, /Tandai sudah dibaca/)
})

test('subjects carry no outcome and no score, fit in 60 letters, and both languages ask for the same facts', () => {
  for (const code of codes) {
    const { subject } = noticeId[code]
    assert.ok(subject.replace(/\{\w+\}/g, '12').length <= 60, `${code}: ${subject.length}`)
    assert.doesNotMatch(
      subject,
      /\b(lulus|tidak memenuhi|TMS|gugur|ditolak|diterima panitia|nilai anda \d)/i,
      code,
    )
    const blanks = (text: { subject: string; lines: readonly string[] }) =>
      [text.subject, ...text.lines]
        .join(' ')
        .match(/\{[^}]+\}/g)
        ?.toSorted() ?? []
    assert.deepEqual(blanks(noticeEn[code]), blanks(noticeId[code]), code)
  }
})

test('every notice of the catalogue can be written in both languages', async () => {
  for (const code of codes) {
    for (const lang of ['id', 'en'] as const) {
      const letter = await writeLetter(
        lang,
        code,
        sample(code),
        'K7QM2RXD',
        'https://terang.example',
        'Panitia',
      )
      assert.doesNotMatch(letter.text, /[{}]|undefined/, code)
      assert.match(letter.text, /K7QM-2RXD/)
      assert.ok(writeNotice(lang, code, sample(code)).path.startsWith('/'))
    }
  }
})

test('what a person typed is text in the HTML part, never markup', async () => {
  const letter = await writeLetter(
    'id',
    'LOW_UBAH',
    { lowongan: '<img src=x onerror=alert(1)>', perubahan: '"x" & <b>y</b>' },
    'K7QM2RXD',
    'https://terang.example',
    'Panitia',
  )
  assert.doesNotMatch(letter.html, /<img|<b>y/)
  assert.match(letter.html, /&lt;img src=x/)
})

test('retries wait 1, 5, 30 minutes, 2, 6, 12, 24, 48 hours and stop at 72', () => {
  const since = new Date('2027-02-01T00:00:00Z')
  const later = { state: 'deferred', detail: '451' } as const
  const minutes: number[] = []
  let now = since
  for (let attempt = 1; ; attempt += 1) {
    const step = afterAttempt(later, attempt, since, now)
    if (step.state !== 'retrying') {
      assert.equal(step.state, 'failed')
      break
    }
    minutes.push((step.nextAt.getTime() - now.getTime()) / 60_000)
    now = step.nextAt
  }
  assert.deepEqual(minutes.slice(0, 7), [1, 5, 30, 120, 360, 720, 1_440])
  assert.equal((now.getTime() - since.getTime()) / 3_600_000, 72)
  assert.deepEqual(afterAttempt({ state: 'rejected', detail: '550' }, 1, since, since), { state: 'failed' })
})
