// Screening through the real addresses, without scripts: one file a reader, two readers for a rejection, one entry.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { testDatabase } from '../../../../tests/support/database.ts'
import {
  browserOf,
  identity,
  openApplyTest,
  publishRound,
  selection,
  signUp,
  type ApplyTest,
} from '../apply/round-fixture.ts'
import { deskOf, officerWith, verdictsOf, type TestOfficer } from './officers-fixture.ts'

let portal: ApplyTest
after(() => portal?.stop())
const database = await testDatabase()
const day = 24 * 3_600_000
let officers: TestOfficer[] = []
let seed = 0
const desk = (n: number) => deskOf(portal.url, officers[n]!)
const letter = {
  application_letter: { reason: 'stamp_missing', note: 'Surat lamaran ditandatangani tanpa meterai.' },
}

before(async () => {
  portal = await openApplyTest(database.url)
  const now = portal.services.clock.now().getTime()
  await publishRound(portal.services, { opensAt: new Date(now - day), closesAt: new Date(now + 10 * day) })
  officers = await Promise.all(
    ['v1', 'v2', 'v3', 'v4'].map((code) => officerWith(portal.services, selection, 'pemeriksa', code)),
  )
})

async function applied(): Promise<{ id: string; personId: string; path: string }> {
  seed += 1
  const applicant = await signUp(portal.services)
  const browser = browserOf(portal.url, applicant)
  const id = await browser.completeDraft(seed)
  const sent = await browser.submit(id)
  assert.equal(sent.status, 303)
  const row = await portal.services.worker
    .selectFrom('act.submission')
    .select('entry_id')
    .where('application_id', '=', id)
    .executeTakeFirstOrThrow()
  await portal.services.record.awaitEffective(row.entry_id, 10_000)
  return { id, personId: applicant.personId, path: `/petugas/periksa/${id}` }
}
const decisionOf = (id: string) =>
  portal.services.worker
    .selectFrom('act.decision')
    .selectAll()
    .where('application_id', '=', id)
    .executeTakeFirst()
const entryOf = async (id: Uint8Array) => {
  await portal.services.record.awaitEffective(id, 10_000)
  const row = await portal.services.worker
    .selectFrom('log.entry')
    .select('entry')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return JSON.parse(Buffer.from(row.entry).toString('utf8')) as {
    t: string
    by: string
    body: { hasil: string; alasan: string[]; setuju?: string[] }
  }
}

test('one reader decides an eligible file, and the entry names no second person', async () => {
  const { id, path } = await applied()
  assert.equal(await desk(0).next(selection), path)
  const saved = await desk(0).judge(path)
  assert.equal(saved.status, 303)
  const decision = await decisionOf(id)
  assert.ok(decision !== undefined)
  assert.equal(decision.outcome, 'eligible')
  const entry = await entryOf(decision.entry_id)
  assert.deepEqual(
    [entry.t, entry.by, entry.body.hasil, entry.body.setuju],
    ['berkas.putus', 'pemeriksa:v1', 'ms', undefined],
  )
})

test('group A shows neither name nor birth date nor the identity card; group B does', async () => {
  const { id, path } = await applied()
  await desk(0).next(selection)
  const first = await (await desk(0).get(path)).text()
  for (const hidden of [identity.name, 'Juni 1996', identity.address, 'berkas-idCard', 'berkas-photo'])
    assert.ok(!first.includes(hidden), hidden)
  assert.match(first, /3\d tahun \d+ bulan pada tanggal lamaran/)
  const card = await portal.services.worker
    .selectFrom('person.document')
    .select('id')
    .where('application_id', '=', id)
    .where('slot', '=', 'idCard')
    .executeTakeFirstOrThrow()
  await desk(0).lockA(path)
  const second = await (await desk(0).get(path)).text()
  assert.ok(second.includes(identity.name))
  assert.match(second, /•••• 9901/)
  assert.ok(!second.includes('617104570696'))
  const address = pictureOf(second, card.id)
  assert.ok(address !== undefined)
  const opened = await desk(0).get(address)
  assert.equal(opened.status, 200)
  assert.equal(opened.headers.get('content-type'), 'image/jpeg')
  assert.deepEqual(await trailOf(0, 'berkas idCard'), ['pemeriksa:v1'], 'each opening is one row')
  assert.equal((await desk(1).get(address)).status, 403, 'the address belongs to one session')
  assert.equal((await desk(0).judge(path)).status, 303)
  assert.equal((await desk(0).get(address)).status, 403, 'nothing opens after the own work is done')
})

test('the pages of a PDF are pictures, each opening one row, and a download one more', async () => {
  const { id, path } = await applied()
  await desk(2).next(selection)
  const html = await (await desk(2).get(path)).text()
  const { id: document } = await portal.services.worker
    .selectFrom('person.document')
    .select('id')
    .where('application_id', '=', id)
    .where('slot', '=', 'diploma')
    .executeTakeFirstOrThrow()
  const what = 'berkas diploma'
  const before = (await trailOf(2, what)).length
  const pages = await Promise.all(
    [1, 2].map(async (page) => desk(2).get(pictureOf(html, document, page) ?? assert.fail(`page ${page}`))),
  )
  for (const page of pages) {
    assert.equal(page.status, 200)
    assert.equal(page.headers.get('content-type'), 'image/jpeg')
    assert.match(page.headers.get('cache-control') ?? '', /no-store/)
    assert.match(page.headers.get('content-security-policy') ?? '', /^default-src 'none'; sandbox$/)
    assert.deepEqual([...new Uint8Array(await page.arrayBuffer()).subarray(0, 3)], [0xff, 0xd8, 0xff])
  }
  assert.equal((await trailOf(2, what)).length, before + 1, 'pages side by side are one opening')
  assert.match(html, new RegExp(`<img[^>]*/halaman/1[^>]*width="\\d+" height="\\d+" loading="lazy"`))
  const first = pictureOf(html, document)!
  const other = (page: string, more: string) =>
    first.replace('/halaman/1?', `/halaman/${page}?`).replace('&dpi=100', more)
  for (const [address, status] of [
    [other('3', ''), 404],
    [other('0', ''), 404],
    [other('1e1', ''), 404],
    [other('1', '&dpi=200&putar=270'), 200],
    [other('1', '&dpi=300'), 404],
    [other('1', '&dpi=1000000'), 404],
    [other('1', '&putar=45'), 404],
    [first.replace(/s=[^&]+/, 's=zzzzzzzz.AAAA'), 403],
    [first.replace(/s=[^&]+&/, ''), 403],
  ] as const)
    assert.equal((await desk(2).get(address)).status, status, address)
  assert.equal((await desk(1).get(first)).status, 403, 'of another officer')
  assert.equal((await desk(1).get(`/petugas/berkas/${document}/lihat`)).status, 403)
  assert.equal((await desk(1).get(`${path}/alamat`)).status, 403)
  const look = await (await desk(2).get(`/petugas/berkas/${document}/lihat?hal=2&dpi=200`)).text()
  assert.ok(pictureOf(look, document, 2)?.includes('dpi=200'))
  assert.match(look, /hal=1&amp;dpi=200/)
  assert.equal((await desk(2).get(`/petugas/berkas/${document}/lihat?hal=3`)).status, 404)
  const fresh = (await (await desk(2).get(`${path}/alamat`)).json()) as Record<string, string>
  assert.equal((await trailOf(2, what)).length, before + 1)
  const download = await desk(2).get(fresh[document] ?? assert.fail())
  assert.equal(download.status, 200)
  assert.match(
    download.headers.get('content-disposition') ?? '',
    /^attachment; filename="A-[0-9A-F]{6}-diploma\.pdf"$/,
  )
  assert.equal((await trailOf(2, what)).length, before + 2, 'a download is a row of its own')
  const identityFile = await portal.services.worker
    .selectFrom('person.document')
    .select('id')
    .where('application_id', '=', id)
    .where('slot', '=', 'idCard')
    .executeTakeFirstOrThrow()
  assert.equal(fresh[identityFile.id], undefined)
  assert.equal(
    (await desk(2).get(`/petugas/berkas/${identityFile.id}/lihat`)).status,
    403,
    'identity stays closed before part B',
  )
  await desk(2).judge(path)
  assert.equal((await desk(2).get(first)).status, 403, 'nothing opens after the own work is done')
})

test('a document that cannot be drawn has a notice and its download in place of the picture', async () => {
  const { id, path } = await applied()
  await desk(2).next(selection)
  const { id: document, object_key: key } = await portal.services.worker
    .selectFrom('person.document')
    .select(['id', 'object_key'])
    .where('application_id', '=', id)
    .where('slot', '=', 'diploma')
    .executeTakeFirstOrThrow()
  await portal.services.documents.remove(key)
  const html = await (await desk(2).get(path)).text()
  assert.equal(pictureOf(html, document), undefined)
  assert.match(html, /Berkas ini belum dapat ditampilkan/)
  assert.ok(html.includes(`data-get="${document}"`))
  await desk(2).judge(path)
})

test('a rejection needs a second reader, who does not see the first opinion', async () => {
  const { id, path, personId } = await applied()
  await desk(0).next(selection)
  assert.equal((await desk(0).judge(path, letter)).status, 303)
  assert.equal(await decisionOf(id), undefined, 'one reader rejects nobody')
  assert.equal(await desk(0).next(selection), undefined, 'the same reader never gets it again')
  assert.equal(await desk(1).next(selection), path)
  const blind = await (await desk(1).get(path)).text()
  assert.ok(
    !blind.includes(letter.application_letter.note) && !blind.includes('checked'),
    'nothing of the first opinion is sent',
  )
  assert.equal((await desk(1).judge(path, letter)).status, 303)
  const decision = await decisionOf(id)
  assert.deepEqual(
    [decision?.outcome, decision?.reasons, decision?.by_id, decision?.second_ids],
    ['ineligible', ['stamp_missing'], officers[0]!.personId, [officers[1]!.personId]],
  )
  const entry = await entryOf(decision!.entry_id)
  assert.deepEqual(
    [entry.by, entry.body.hasil, entry.body.alasan, entry.body.setuju],
    ['pemeriksa:v1', 'tms', ['stamp_missing'], ['pemeriksa:v2']],
  )
  const notices = await portal.services.worker
    .selectFrom('person.notice')
    .select('code')
    .where('person_id', '=', personId)
    .execute()
  assert.ok(notices.some((notice) => notice.code === 'VER_SELESAI'))
})

test('readers who differ bring a third, whose side decides', async () => {
  const { id, path } = await applied()
  await desk(0).next(selection)
  await desk(0).judge(path, letter)
  await desk(1).next(selection)
  await desk(1).judge(path)
  assert.equal(await decisionOf(id), undefined)
  assert.equal(await desk(2).next(selection), path)
  await desk(2).judge(path, letter)
  const decision = await decisionOf(id)
  assert.deepEqual([decision?.outcome, decision?.second_ids], ['ineligible', [officers[2]!.personId]])
})

test('the same officer twice is refused, from two windows as well, and a stranger too', async () => {
  const { id, path } = await applied()
  await desk(0).next(selection)
  await desk(0).lockA(path)
  const [one, two] = await Promise.all([
    desk(0)
      .get(path)
      .then((page) => page.text()),
    desk(0)
      .get(path)
      .then((page) => page.text()),
  ])
  const send = (html: string, n = 0) =>
    desk(n).post(path, { token: desk(n).hidden(html, 'token'), langkah: 'simpan', ...verdictsOf(html) })
  const answers = await Promise.all([send(one), send(two)])
  assert.deepEqual(
    answers.map((answer) => answer.status).toSorted((x, y) => x - y),
    [303, 403],
  )
  assert.match(
    await answers.find((answer) => answer.status === 403)!.text(),
    /Anda sudah memberi pendapat|Orang kedua harus petugas lain/,
  )
  const taken = answers[0].status === 303 ? one : two
  assert.equal((await send(taken)).status, 303, 'the same form again gives the same answer')
  assert.equal(
    (
      await portal.services.worker
        .selectFrom('act.opinion')
        .select('pass')
        .where('application_id', '=', id)
        .execute()
    ).length,
    1,
  )
  assert.equal((await desk(1).get(path)).status, 403)
  const stranger = await desk(1).post(path, {
    token: portal.services.tokens.issue(markOf(officers[1]!), `periksa:${id}`),
    langkah: 'simpan',
    ...verdictsOf(one),
  })
  assert.equal(stranger.status, 403)
  assert.match(await stranger.text(), /ditugaskan kepada petugas lain/)
})

test('two officers who press at once never hold one file', async () => {
  const files = await Promise.all([applied(), applied()])
  const taken = await Promise.all([0, 1, 2, 3].map((n) => desk(n).next(selection)))
  const given = taken.filter((path) => path !== undefined)
  assert.deepEqual(given.toSorted(), files.map((file) => file.path).toSorted())
  for (const [n, path] of taken.entries())
    if (path !== undefined) assert.equal((await desk(n).judge(path)).status, 303)
})

test('a "no" without reason or with a short note is refused with everything typed kept', async () => {
  const { path } = await applied()
  await desk(3).next(selection)
  const html = await (await desk(3).get(path)).text()
  const answer = await desk(3).post(path, {
    token: desk(3).hidden(html, 'token'),
    langkah: 'a',
    ...verdictsOf(html, { transcript: { reason: '', note: 'pendek' } }),
  })
  assert.equal(answer.status, 422)
  const page = await answer.text()
  assert.match(page, /pilih satu alasan/)
  assert.match(page, /20 sampai 400 huruf/)
  assert.match(page, />\s*pendek\s*</)
  await desk(3).judge(path)
})

test('no decision without two opinions of it, not even by SQL', async () => {
  const { id } = await applied()
  const by = officers[0]!.personId
  const row = (seconds: string[]) => ({
    selection_id: selection,
    application_id: id,
    outcome: 'ineligible' as const,
    reasons: ['stamp_missing'],
    by_id: by,
    second_ids: seconds,
    at: new Date(),
    entry_id: Buffer.alloc(16, 7),
  })
  for (const seconds of [[], [by], [officers[1]!.personId]]) {
    await assert.rejects(
      portal.services.db.insertInto('act.decision').values(row(seconds)).execute(),
      /check constraint|two officers/,
    )
  }
  const path = await desk(0).next(selection)
  await desk(0).judge(path!)
})

test('who knows an applicant leaves the formation, and the file goes on', async () => {
  const { id, path } = await applied()
  await desk(3).next(selection)
  const html = await (await desk(3).get(path)).text()
  const answer = await desk(3).post(`${path}/benturan`, { token: desk(3).hidden(html, 'token') })
  assert.equal(answer.status, 303)
  assert.equal((await desk(3).get(path)).status, 403)
  assert.equal(await desk(3).next(selection), undefined, 'nothing of this formation comes again')
  assert.equal(await desk(2).next(selection), path)
  await desk(2).judge(path)
  assert.equal((await decisionOf(id))?.outcome, 'eligible')
})

/** The address of the picture of a page, as the desk gives it. */
function pictureOf(html: string, document: string, page = 1): string | undefined {
  return new RegExp(`/petugas/berkas/${document}/halaman/${page}\\?s=[^"]+`)
    .exec(html)?.[0]
    .replaceAll('&amp;', '&')
}

async function trailOf(n: number, what: string): Promise<string[]> {
  const rows = await portal.services.worker
    .selectFrom('act.access')
    .select('role')
    .where('officer_id', '=', officers[n]!.personId)
    .where('what', '=', what)
    .execute()
  return rows.map((row) => row.role)
}

function markOf(officer: TestOfficer): string {
  return createHash('sha256')
    .update(officer.cookie.slice('terang_sesi='.length))
    .digest()
    .toString('base64url')
    .slice(0, 22)
}
