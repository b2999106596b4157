// Staff: never without the second factor, and a code works once.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import { testDatabase } from '../../../../tests/support/database.ts'
import { linkFor, openAccountTest, openBrowser, type AccountTest } from './portal-fixture.ts'
import { codeStep, newSeed } from './second-factor.ts'
import { createOfficer, inviteOfficer } from './staff-actions.ts'

let portal: AccountTest
after(() => portal.stop())
const database = await testDatabase()
before(async () => {
  portal = await openAccountTest(database.url)
})
const password = 'meja hijau dekat jendela'
const codeAt = (seed: Uint8Array, at: Date) =>
  new TOTP({ secret: new Secret({ buffer: new Uint8Array(seed).buffer }) }).generate({
    timestamp: at.getTime(),
  })

test('a code of the step before is taken, one from ahead or from long ago is not', () => {
  const seed = newSeed()
  const now = new Date('2027-02-01T03:00:10Z')
  const step = Math.floor(now.getTime() / 30_000)
  const shifted = (steps: number) => codeAt(seed, new Date(now.getTime() + steps * 30_000))
  assert.equal(codeStep(seed, shifted(0), now, null), step)
  assert.equal(codeStep(seed, shifted(-1), now, null), step - 1)
  assert.equal(codeStep(seed, shifted(1), now, null), undefined)
  assert.equal(codeStep(seed, shifted(-2), now, null), undefined)
  assert.equal(codeStep(seed, shifted(0), now, step), undefined, 'used before')
  assert.equal(codeStep(seed, shifted(-1), now, step - 1), undefined)
})

async function invited(email: string): Promise<string> {
  await portal.services.worker.transaction().execute(async (trx) => {
    const person = await createOfficer(trx, portal.services, { email, name: 'Petugas Contoh' })
    await inviteOfficer(trx, portal.services, person)
  })
  return linkFor(portal.services, email, 'undangan')
}

async function enrolled(email: string) {
  const link = await invited(email)
  const browser = openBrowser(portal.url)
  const first = await browser.send(link, { password })
  assert.equal(first.location, `${link}/kode`)
  const page = await browser.get(`${link}/kode`)
  assert.match(page.text, /<svg[^>]+role="img"/)
  const seed = new Uint8Array(
    Secret.fromBase32(/t-hash">([A-Z2-7 ]+)</.exec(page.text)![1]!.replace(/ /g, '')).buffer,
  )
  const code = codeAt(seed, portal.services.clock.now())
  const done = await browser.send(`${link}/kode`, { code })
  assert.equal(done.location, '/petugas')
  return { link, browser, seed, code }
}

test('an invitation works once and leads to both factors', async () => {
  const { link, browser } = await enrolled('v07@panitia.example')
  assert.equal((await browser.get('/akun')).status, 200)
  assert.equal((await browser.get(link)).status, 404)
  assert.equal((await browser.get(`${link}/kode`)).status, 404)
})

test('an officer who has a password but no second factor cannot sign in', async () => {
  const link = await invited('setengah@panitia.example')
  await openBrowser(portal.url).send(link, { password })
  for (const path of ['/petugas/masuk', '/masuk']) {
    const answer = await openBrowser(portal.url).send(path, { email: 'setengah@panitia.example', password })
    assert.equal(answer.status, 422, path)
  }
})

test('the password alone opens nothing, by whichever door', async () => {
  await enrolled('s01@panitia.example')
  for (const path of ['/petugas/masuk', '/masuk']) {
    const browser = openBrowser(portal.url)
    assert.equal(
      (await browser.send(path, { email: 's01@panitia.example', password })).location,
      '/petugas/kode',
    )
    assert.equal((await browser.get('/akun')).status, 303)
  }
})

test('the code of the enrolment does not sign in again, and one code opens one session of many at once', async () => {
  const email = 'k01@panitia.example'
  const { seed, code } = await enrolled(email)
  const again = openBrowser(portal.url)
  await again.send('/petugas/masuk', { email, password })
  assert.equal((await again.send('/petugas/kode', { code })).status, 422)
  await portal.advance('2 minutes')
  const browsers = Array.from({ length: 4 }, () => openBrowser(portal.url))
  // Two sessions of the second step at once are kept; the code is still only good for one.
  for (const browser of browsers.slice(0, 2)) await browser.send('/petugas/masuk', { email, password })
  const fresh = codeAt(seed, portal.services.clock.now())
  const answers = await Promise.all(
    browsers.slice(0, 2).map((browser) => browser.send('/petugas/kode', { code: fresh })),
  )
  assert.deepEqual(
    answers.map((answer) => answer.status).sort((a, b) => a - b),
    [303, 422],
  )
})

test('five codes that do not match send the officer back to the password', async () => {
  const email = 'n01@panitia.example'
  await enrolled(email)
  const browser = openBrowser(portal.url)
  await browser.send('/petugas/masuk', { email, password })
  const statuses = []
  for (let i = 0; i < 6; i += 1)
    statuses.push((await browser.send('/petugas/kode', { code: String(100_000 + i) })).status)
  assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429])
  assert.equal((await browser.get('/petugas/kode')).location, '/petugas/masuk')
})

test('an applicant gets the same refusal at the staff door as a wrong password', async () => {
  const browser = openBrowser(portal.url)
  await browser.send('/daftar', { email: 'pelamar@contoh.example', password })
  await browser.send(await linkFor(portal.services, 'pelamar@contoh.example', 'konfirmasi'), { password })
  const strip = (text: string) => text.replace(/name="token" value="[^"]+"/, '')
  const right = await browser.send('/petugas/masuk', { email: 'pelamar@contoh.example', password })
  const wrong = await browser.send('/petugas/masuk', {
    email: 'pelamar@contoh.example',
    password: 'bukan yang itu pasti',
  })
  assert.equal(strip(right.text), strip(wrong.text))
})

test('no link by e-mail opens a staff account', async () => {
  const email = 'a01@panitia.example'
  await enrolled(email)
  await openBrowser(portal.url).send('/lupa-sandi', { email })
  await new Promise((resolve) => setTimeout(resolve, 300))
  assert.ok(
    !(await portal.services.mail.outbox(200)).some(
      (letter) => letter.to === email && letter.text.includes('atur-sandi'),
    ),
  )
})
