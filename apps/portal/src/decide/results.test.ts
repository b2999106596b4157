// Public results: codes instead of names, the line where the rules put it, downloads that are the published bytes.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { shortCode, subjectPseudonym } from '@terang/log/subject.ts'
import { testDatabase } from '../../../../tests/support/database.ts'
import { openApplyTest, type ApplyTest } from '../apply/round-fixture.ts'
import { openResultRound, resultSelection, type ResultRound } from './result-fixture.ts'
import { announcedStages, publishedResult, resultData } from './queries.ts'
import { lastAbove, shownRows, typedCode } from './result-order.ts'

let portal: ApplyTest | undefined
let round: ResultRound
after(() => portal?.stop())
const database = await testDatabase()

before(async () => {
  portal = await openApplyTest(database.url)
  round = await openResultRound(portal.services)
  await round.publish('skdResult')
})

async function page(path: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${portal!.url}${path}`, { redirect: 'manual' })
  return { status: answer.status, text: await answer.text() }
}

async function codeOfPerson(who: keyof ResultRound['people']): Promise<string> {
  const { services } = portal!
  const { personId } = round.people[who]
  const key = await services.worker.transaction().execute((trx) => services.vault.subjectKey(trx, personId))
  return shortCode(subjectPseudonym(key, resultSelection, 'nilai'))
}

test('before the final result is announced, its page does not exist and the list does not name it', async () => {
  assert.equal((await page(`/hasil/${resultSelection}/finalResult`)).status, 404)
  const stages = (await announcedStages(portal!.services.db)).map((one) => one.stage)
  assert.deepEqual(stages.toSorted(), ['adminResult', 'adminResultAfterObjection', 'skdResult'])
})

test('the list and the pages stand in both languages', async () => {
  await round.publish('finalResult')
  for (const path of [
    '/hasil',
    `/hasil/${resultSelection}/skdResult`,
    `/hasil/${resultSelection}/finalResult`,
    `/hasil/${resultSelection}/finalResult/F-001`,
    `/hasil/${resultSelection}/skdResult/F-002`,
  ]) {
    const [id, en] = [await page(path), await page(`/en${path}`)]
    assert.deepEqual([id.status, en.status], [200, 200], path)
    assert.match(id.text, /<html lang="id"/)
    assert.match(en.text, /<html lang="en"/)
    assert.doesNotMatch(id.text + en.text, /undefined|\[object|NaN/)
  }
})

test('a vacancy shows the short code of everybody with a result and marks the last seat', async () => {
  const { text } = await page(`/hasil/${resultSelection}/finalResult/F-001`)
  for (const who of ['first', 'second', 'moved', 'notPassed', 'absentSkb'] as const)
    assert.ok(text.includes(await codeOfPerson(who)), who)
  const cut = /<tr class="is-cut" id="([^"]+)"/.exec(text)?.[1]
  assert.equal(cut, await codeOfPerson('second'))
  assert.ok(!text.includes(await codeOfPerson('gradeNotMet')), 'who is not in the final result is not listed')
})

test('the cut-off on the page is the score of the last row with a seat', async () => {
  const result = (await publishedResult(portal!.services.db, resultSelection, 'finalResult'))!
  const data = await resultData(portal!.services.db, result)
  const rows = shownRows(data.ofFormation.get('F-001')!, 'finalResult')
  const value = rows[lastAbove(rows, 'finalResult')]!.finalMilli!
  const { text } = await page(`/hasil/${resultSelection}/finalResult/F-001`)
  assert.ok(
    text.includes(`Nilai batas ${String(value).slice(0, 2)},${String(value).slice(2)}`),
    String(value),
  )
})

test('a moved participant stands with the seat of the other vacancy, and in that vacancy as coming from here', async () => {
  const code = await codeOfPerson('moved')
  assert.match((await page(`/hasil/${resultSelection}/finalResult/F-001`)).text, /tempat di .*Perumnas/)
  assert.ok((await page(`/hasil/${resultSelection}/finalResult/F-003`)).text.includes(code))
})

test('a code is found however it is typed, and an unknown one is answered with what to check', async () => {
  const code = await codeOfPerson('gradeNotMet')
  const found = await page(`/hasil/${resultSelection}/skdResult?kode=${code.toLowerCase().replace('-', '')}`)
  assert.match(found.text, new RegExp(`Peserta ${code}`))
  assert.match(found.text, /F-001#/)
  assert.match(
    (await page(`/hasil/${resultSelection}/skdResult?kode=0000-0000`)).text,
    /tidak ada di hasil ini/,
  )
  assert.equal(typedCode('o1il'), '0111')
})

test('choosing a vacancy in the form leads to its page', async () => {
  const answer = await fetch(`${portal!.url}/hasil/${resultSelection}/finalResult?lowongan=F-002`, {
    redirect: 'manual',
  })
  assert.equal(answer.status, 303)
  assert.equal(answer.headers.get('location'), `/hasil/${resultSelection}/finalResult/F-002`)
})

test('every download is there, and its bytes have the digest that the page and the log name', async () => {
  const result = (await publishedResult(portal!.services.db, resultSelection, 'finalResult'))!
  const { text } = await page(`/hasil/${resultSelection}/finalResult`)
  const links = [...text.matchAll(/href="([^"]+\/data\/[0-9a-f]{64}\/[a-z-]+\.(?:csv|json))"/g)].map(
    (match) => match[1]!,
  )
  assert.equal(links.length, result.files.length)
  for (const link of links) {
    const bytes = Buffer.from(await (await fetch(portal!.url + link)).arrayBuffer())
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')
    assert.equal(digest, result.files.find((file) => link.endsWith(file.name))!.sha256, link)
  }
})

test('no page of results holds a name, an application or a person', async () => {
  for (const path of [
    `/hasil/${resultSelection}/finalResult`,
    `/hasil/${resultSelection}/finalResult/F-001`,
    `/hasil/${resultSelection}/skdResult/F-002`,
  ]) {
    const { text } = await page(path)
    for (const person of Object.values(round.people)) {
      assert.ok(!text.includes(person.personId) && !text.includes(person.applicationId), path)
    }
  }
})
