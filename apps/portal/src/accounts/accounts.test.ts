// Accounts from outside: the same answer for known and unknown addresses, links that work once, waits that never touch
// a session, sessions that end.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase } from '../../../../tests/support/database.ts'
import { linkFor, openAccountTest, openBrowser, until, type AccountTest } from './portal-fixture.ts'

let portal: AccountTest
after(() => portal.stop())
const database = await testDatabase()
const password = 'kuda laut biru terbang'

before(async () => {
  portal = await openAccountTest(database.url)
})

async function registered(email: string) {
  const browser = openBrowser(portal.url)
  await browser.send('/daftar', { email, password })
  const link = await linkFor(portal.services, email, 'konfirmasi')
  const confirmed = await browser.send(link, { password })
  assert.equal(confirmed.location, '/lamaran')
  return browser
}

test('sign-up answers the same bytes for a new and for a known address, and the known owner gets a letter', async () => {
  await registered('ada@contoh.example')
  const known = await openBrowser(portal.url).send('/daftar', {
    email: 'ADA@contoh.example',
    password: 'sama sekali lain dari itu',
  })
  const fresh = await openBrowser(portal.url).send('/daftar', { email: 'baru@contoh.example', password })
  assert.deepEqual({ ...known }, { ...fresh })
  await until(async () =>
    (await portal.services.mail.outbox(100)).find(
      (letter) => letter.to === 'ada@contoh.example' && letter.subject === 'Alamat ini sudah punya akun',
    ),
  )
  const still = await openBrowser(portal.url).send('/masuk', { email: 'ada@contoh.example', password })
  assert.equal(still.status, 303, 'the old password still holds')
})

test('sign-in refuses an unknown address and a wrong password with the same page', async () => {
  await registered('masuk@contoh.example')
  const strip = (text: string) =>
    text.replace(/name="token" value="[^"]+"/, '').replace(/value="[^"]*@contoh.example"/, '')
  const wrong = await openBrowser(portal.url).send('/masuk', {
    email: 'masuk@contoh.example',
    password: 'bukan sandinya itu',
  })
  const unknown = await openBrowser(portal.url).send('/masuk', {
    email: 'siapa@contoh.example',
    password: 'bukan sandinya itu',
  })
  assert.equal(wrong.status, 422)
  assert.equal(strip(wrong.text), strip(unknown.text))
})

test('reset answers the same for a known and an unknown address', async () => {
  await registered('lupa@contoh.example')
  const known = await openBrowser(portal.url).send('/lupa-sandi', { email: 'lupa@contoh.example' })
  const unknown = await openBrowser(portal.url).send('/lupa-sandi', { email: 'tiada@contoh.example' })
  assert.deepEqual({ ...known }, { ...unknown })
})

test('a confirmation link works once and needs the password of the sign-up', async () => {
  const browser = openBrowser(portal.url)
  await browser.send('/daftar', { email: 'sekali@contoh.example', password })
  const link = await linkFor(portal.services, 'sekali@contoh.example', 'konfirmasi')
  assert.equal(
    (await openBrowser(portal.url).send(link, { password: 'sandi orang lain di sini' })).status,
    422,
  )
  const both = await Promise.all([
    browser.send(link, { password }),
    openBrowser(portal.url).send(link, { password }),
  ])
  assert.deepEqual(
    both.map((answer) => answer.status).sort((a, b) => a - b),
    [303, 404],
  )
  assert.equal((await browser.get(link)).status, 404)
})

test('somebody who signs up with a stranger’s address does not learn the password that opens it', async () => {
  const email = 'korban@contoh.example'
  await openBrowser(portal.url).send('/daftar', { email, password: 'sandi si penyerang jahat' })
  const link = await linkFor(portal.services, email, 'konfirmasi')
  const owner = await openBrowser(portal.url).send(link, { password })
  assert.equal(owner.status, 422, 'the owner does not know that password')
  assert.equal(
    (await openBrowser(portal.url).send('/masuk', { email, password: 'sandi si penyerang jahat' })).status,
    422,
  )
})

test('a link that is over opens nothing', async () => {
  const email = 'lambat@contoh.example'
  await openBrowser(portal.url).send('/daftar', { email, password })
  const link = await linkFor(portal.services, email, 'konfirmasi')
  await portal.advance('25 hours')
  assert.equal((await openBrowser(portal.url).get(link)).status, 404)
})

test('after five failures the wait grows, and neither the marked browser nor a session is touched', async () => {
  const email = 'sabar@contoh.example'
  const owner = await registered(email)
  const thief = openBrowser(portal.url)
  const answers = []
  for (let i = 0; i < 7; i += 1)
    answers.push((await thief.send('/masuk', { email, password: `tebakan nomor ${i} sekali` })).status)
  assert.deepEqual(answers.slice(0, 5), [422, 422, 422, 422, 422])
  assert.ok(answers.slice(5).includes(429), String(answers))
  assert.equal(
    (await openBrowser(portal.url).send('/masuk', { email, password })).status,
    429,
    'also with the right password',
  )
  assert.equal((await owner.get('/akun')).status, 200, 'the session goes on')
  assert.equal(
    (await owner.send('/masuk', { email, password })).status,
    303,
    'the marked browser has a counter of its own',
  )
})

test('guesses sent at the same moment are counted one after another', async () => {
  const email = 'serentak@contoh.example'
  await registered(email)
  const many = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      openBrowser(portal.url).send('/masuk', { email, password: `serentak tebakan ${i}` }),
    ),
  )
  assert.equal(many.filter((answer) => answer.status === 422).length, 5)
})

test('a reset ends every session, opens the counter and works once', async () => {
  const email = 'ulang@contoh.example'
  const owner = await registered(email)
  await openBrowser(portal.url).send('/lupa-sandi', { email })
  const link = await linkFor(portal.services, email, 'atur-sandi')
  const fresh = 'payung merah di atas bukit'
  const done = await openBrowser(portal.url).send(link, { password: fresh })
  assert.equal(done.location, '/masuk?baru=1')
  assert.equal((await owner.get('/akun')).status, 303)
  assert.equal((await openBrowser(portal.url).get(link)).status, 404)
  assert.equal((await openBrowser(portal.url).send('/masuk', { email, password })).status, 422)
  assert.equal((await openBrowser(portal.url).send('/masuk', { email, password: fresh })).status, 303)
})

test('an idle session ends after two hours, an active one after a day', async () => {
  const idle = await registered('diam@contoh.example')
  await portal.advance('121 minutes')
  assert.equal((await idle.get('/akun')).status, 303)
  const active = await registered('giat@contoh.example')
  for (let hour = 0; hour < 23; hour += 1) {
    await portal.advance('1 hour')
    assert.equal((await active.get('/akun')).status, 200, `hour ${hour + 1}`)
  }
  await portal.advance('61 minutes')
  assert.equal((await active.get('/akun')).status, 303)
})

test('a device is put out from another one', async () => {
  const email = 'dua@contoh.example'
  const first = await registered(email)
  const second = openBrowser(portal.url, 'Mozilla/5.0 (Windows NT 10.0) Firefox/128.0')
  await second.send('/masuk', { email, password })
  assert.match((await first.get('/akun/perangkat')).text, /Firefox di Windows/)
  await first.send('/akun/perangkat', { id: 'lainnya' })
  assert.equal((await second.get('/akun')).status, 303)
  assert.equal((await first.get('/akun')).status, 200)
})

test('one’s own data is told to nobody else and needs a fresh proof', async () => {
  const browser = await registered('salin@contoh.example')
  const copy = await browser.send('/akun/data', {}, '/akun/data/salinan')
  assert.equal(JSON.parse(copy.text).fields.email, 'salin@contoh.example')
  assert.doesNotMatch(copy.text, /ada@contoh|tanda"/)
  await portal.advance('16 minutes')
  assert.match(
    (await browser.send('/akun/data', {}, '/akun/data/salinan')).location ?? '',
    /^\/masuk\?ulang=1/,
  )
})

test('a form token of another site or an old page changes nothing, and what was typed stays', async () => {
  const answer = await openBrowser(portal.url).send('/daftar', {
    email: 'tetap@contoh.example',
    password,
    token: 'palsu.palsu.palsu',
  })
  assert.equal(answer.status, 422)
  assert.match(answer.text, /value="tetap@contoh.example"/)
})

test('only paths of this site follow a sign-in', async () => {
  const browser = await registered('arah@contoh.example')
  for (const kembali of ['//jahat.example/x', 'https://jahat.example', '/\\jahat.example', '/akun\n/x']) {
    assert.equal(
      (await browser.send('/masuk', { email: 'arah@contoh.example', password, kembali })).location,
      '/lamaran',
      kembali,
    )
  }
  assert.equal(
    (await browser.send('/masuk', { email: 'arah@contoh.example', password, kembali: '/akun/data' }))
      .location,
    '/akun/data',
  )
})
