// Live streams: only the person concerned hears, at most four a session, gone within a moment of the session's end.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { linkFor, openAccountTest, openBrowser, until, type AccountTest } from '../accounts/portal-fixture.ts'
import { endAllSessions } from '../accounts/session.ts'
import { tell } from '../services/bus.ts'
import { testDatabase } from '../../../../tests/support/database.ts'

let portal: AccountTest
after(() => portal.stop())
const database = await testDatabase()
before(async () => {
  portal = await openAccountTest(database.url)
})
const password = 'kuda laut biru terbang'

async function member(email: string) {
  const browser = openBrowser(portal.url)
  await browser.send('/daftar', { email, password })
  await browser.send(await linkFor(portal.services, email, 'konfirmasi'), { password })
  const { person_id } = await portal.services.worker
    .selectFrom('auth.account')
    .select('person_id')
    .where('email_index', '=', portal.services.keys.emailIndex(email))
    .executeTakeFirstOrThrow()
  return { cookie: [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; '), person: person_id }
}

async function listen(cookie: string) {
  const stop = new AbortController()
  const response = await fetch(`${portal.url}/aliran`, { headers: { cookie }, signal: stop.signal })
  const heard = { text: '', ended: false }
  void (async () => {
    try {
      for await (const chunk of response.body!) heard.text += Buffer.from(chunk).toString('utf8')
    } catch {
      /* closed by us */
    }
    heard.ended = true
  })()
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    heard,
    stop: () => stop.abort(),
  }
}

test('a visitor has no stream', async () => {
  assert.equal((await fetch(`${portal.url}/aliran`)).status, 401)
})

test('a change of one person is told to that person alone, and says nothing but that it happened', async () => {
  const [one, two] = [await member('satu@contoh.example'), await member('dua@contoh.example')]
  const [first, second] = [await listen(one.cookie), await listen(two.cookie)]
  assert.equal(first.type, 'text/event-stream; charset=utf-8')
  const count = (text: string) => text.split('data: pelamar').length - 1
  await new Promise((resolve) => setTimeout(resolve, 200))
  const before = count(second.heard.text)
  await tell(portal.services.worker, 'terang_person', one.person)
  await until(async () => (count(first.heard.text) > 0 ? true : undefined))
  await new Promise((resolve) => setTimeout(resolve, 100))
  assert.equal(count(second.heard.text), before)
  assert.doesNotMatch(first.heard.text, new RegExp(one.person))
  first.stop()
  second.stop()
})

test('a session has four streams at most, and a closed one makes room', async () => {
  const { cookie } = await member('empat@contoh.example')
  const streams = []
  for (let i = 0; i < 4; i += 1) streams.push(await listen(cookie))
  assert.deepEqual(
    streams.map((stream) => stream.status),
    [200, 200, 200, 200],
  )
  assert.equal((await listen(cookie)).status, 429)
  streams[0]!.stop()
  const fifth = await until(async () => {
    const again = await listen(cookie)
    return again.status === 200 ? again : undefined
  })
  for (const stream of [...streams.slice(1), fifth]) stream.stop()
})

test('a stream ends when its session was taken away', async () => {
  const { cookie, person } = await member('putus@contoh.example')
  const stream = await listen(cookie)
  await endAllSessions(portal.services.worker, person)
  await tell(portal.services.worker, 'terang_person', person)
  await until(async () => (stream.heard.ended ? true : undefined), 2_000)
})
