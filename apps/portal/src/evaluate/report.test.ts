// The public report: its figures are counts of acts and of published rows, it waits for announcements, and what was
// published as an act stays as it was.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { testDatabase } from '../../../../tests/support/database.ts'
import { openApplyTest, type ApplyTest } from '../apply/round-fixture.ts'
import { openResultRound, plans, resultSelection, type ResultRound } from '../decide/result-fixture.ts'
import { summaryOf } from './pages.tsx'
import { format } from '../words/format.ts'
import { countReport, frozenReport } from './queries.ts'
import { medianTenths, percentile, scoreBins } from './report.ts'
import { writeOpenFile } from './open-data.ts'

let portal: ApplyTest | undefined
let round: ResultRound
const cookies = { sekretaris: '', ketua: '' }
after(() => portal?.stop())
const database = await testDatabase()

before(async () => {
  portal = await openApplyTest(database.url)
  round = await openResultRound(portal.services)
  const { services } = portal
  let entry: Uint8Array = new Uint8Array(0)
  for (const role of ['sekretaris', 'ketua'] as const) {
    const personId = round.officers[role]
    const at = services.clock.now()
    const code = role === 'sekretaris' ? 's1' : 'k1'
    await services.worker.transaction().execute(async (trx) => {
      entry = await services.record.enqueue(trx, {
        t: 'pejabat.tunjuk',
        at,
        by: 'ketua:k1',
        sel: resultSelection,
        body: { peran: role, sandi: code, setuju: ['sekretaris:s1'] },
        personal: { fields: { sk: 'SK 1' } },
      })
      await trx
        .insertInto('act.appointment')
        .values({
          selection_id: resultSelection,
          person_id: personId,
          role,
          code,
          proposer_id: null,
          second_id: null,
          at,
          entry_id: entry,
        })
        .execute()
    })
    const token = randomBytes(32).toString('base64url')
    await services.worker
      .insertInto('auth.session')
      .values({
        token_hash: createHash('sha256').update(token).digest(),
        person_id: personId,
        kind: 'officer',
        created_at: at,
        seen_at: at,
        proof_at: at,
        ends_at: new Date(at.getTime() + 3_600_000),
      })
      .execute()
    cookies[role] = `terang_sesi=${token}`
  }
  await services.record.awaitEffective(entry, 10_000)
})

const get = async (path: string, cookie = '') => {
  const answer = await fetch(portal!.url + path, { headers: { cookie }, redirect: 'manual' })
  return { status: answer.status, text: await answer.text() }
}
const everybody = Object.values(plans) as {
  formation: string
  reasons?: readonly string[]
  objection?: string
  skd?: unknown
  skb?: unknown
}[]
const count = (of: (plan: (typeof everybody)[number]) => boolean) => everybody.filter(of).length

async function press(cookie: string, token?: string): Promise<Response> {
  const page = (await get('/petugas/laporan', cookie)).text
  const body = new URLSearchParams({
    token: token ?? /name="token" value="([^"]+)"/.exec(page)?.[1] ?? '',
    seleksi: resultSelection,
  })
  return fetch(`${portal!.url}/petugas/laporan`, {
    method: 'POST',
    body,
    headers: { cookie },
    redirect: 'manual',
  })
}

test('before the SKD is announced, no figure of it is there, though scores are in the log', async () => {
  const data = (await countReport(portal!.services, portal!.services.db, resultSelection))!
  assert.equal(data.skd, null)
  assert.deepEqual([data.total.present, data.total.filled], [0, 0])
  const { text } = await get(`/laporan/${resultSelection}`)
  assert.match(text, /Angka sementara/)
  assert.doesNotMatch(text, /Sebaran nilai SKD/)
})

test('before the final result the report cannot be published', async () => {
  const answer = await press(cookies.sekretaris)
  assert.equal(answer.status, 422)
  assert.match(await answer.text(), /Hasil akhir belum diumumkan/)
})

test('the figures equal the acts', async () => {
  await round.publish('skdResult')
  await round.publish('finalResult')
  const { db } = portal!.services
  const data = (await countReport(portal!.services, db, resultSelection))!
  const sent = await db
    .selectFrom('act.submission')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('selection_id', '=', resultSelection)
    .executeTakeFirstOrThrow()
  assert.equal(data.total.submitted, Number(sent.n))
  assert.equal(data.total.submitted, everybody.length)
  assert.equal(
    data.total.ineligible,
    count((plan) => plan.reasons !== undefined && plan.objection !== 'granted'),
  )
  assert.equal(data.total.eligible, everybody.length - data.total.ineligible)
  assert.equal(
    data.total.present,
    count((plan) => Array.isArray(plan.skd)),
  )
  assert.equal(
    data.total.sat,
    count((plan) => typeof plan.skb === 'number'),
  )
  assert.deepEqual(data.objections, [{ stage: 'adminResult', filed: 2, granted: 1, refused: 1 }])
  assert.equal(data.total.filled + data.total.empty + data.total.reserved, data.total.seats)
  assert.equal(
    data.skd?.bins.reduce((sum, bin) => sum + bin.count, 0),
    data.total.present,
  )
})

test('a protected reason has no name anywhere public', async () => {
  const data = (await countReport(portal!.services, portal!.services.db, resultSelection))!
  assert.ok(data.reasons.some((reason) => reason.id === 'restricted'))
  assert.doesNotMatch(JSON.stringify(data), /disability_proof_missing/)
  assert.doesNotMatch((await get(`/data/${resultSelection}/alasan_tms.csv`)).text, /disability/)
})

test('the pages stand in both languages, with tables behind every drawing', async () => {
  for (const path of ['/laporan', '/data', `/laporan/${resultSelection}`]) {
    for (const prefix of ['', '/en']) {
      const { status, text } = await get(prefix + path)
      assert.equal(status, 200, prefix + path)
      assert.doesNotMatch(text, /undefined|NaN|\[object/)
    }
  }
  const { text } = await get(`/laporan/${resultSelection}`)
  assert.equal(text.match(/<figure/g)?.length, 5)
  assert.ok(text.match(/<table/g)!.length >= 8)
  assert.match(text, /Yang tidak ada di laporan ini/)
})

test('the written summary has at most 300 words', async () => {
  const data = (await countReport(portal!.services, portal!.services.db, resultSelection))!
  for (const lang of ['id', 'en'] as const) {
    const text = summaryOf({
      lang,
      f: format(lang),
      data,
      has: { skd: true, final: true },
      name: (id) => id,
      reason: (id) => id,
    }).join(' ')
    assert.ok(text.split(/\s+/).length <= 300)
    assert.match(text, new RegExp(`^${everybody.length} `))
  }
})

test('open data: the columns, the sums, and an unknown file is not there', async () => {
  const { status, text } = await get(`/data/${resultSelection}/funnel.csv`)
  assert.equal(status, 200)
  const [header, ...rows] = text.trimEnd().split('\n')
  assert.equal(
    header,
    'formasi,tempat,melamar,memenuhi_syarat,hadir_skd,lewat_ambang,peserta_skb,hadir_skb,terisi',
  )
  assert.equal(
    rows.reduce((sum, row) => sum + Number(row.split(',')[2]), 0),
    everybody.length,
  )
  for (const name of ['alasan_tms.csv', 'durasi.csv', 'persaingan.csv', 'tahap.csv'])
    assert.equal((await get(`/data/${resultSelection}/${name}`)).status, 200, name)
  assert.equal((await get(`/data/${resultSelection}/nilai.csv`)).status, 404)
  assert.equal((await get(`/data/2099-tiada/funnel.csv`)).status, 404)
})

test('the chair, an applicant and a visitor do not publish the report', async () => {
  const token = /name="token" value="([^"]+)"/.exec(
    (await get('/petugas/laporan', cookies.sekretaris)).text,
  )![1]!
  assert.equal((await press(cookies.ketua, token)).status, 422)
  assert.equal((await press(round.people.first.cookie, token)).status, 303)
  assert.equal(await frozenReport(portal!.services.db, resultSelection), undefined)
})

test('the secretary publishes: figures frozen, entry in the log, the same form twice is one report', async () => {
  const { db } = portal!.services
  const token = /name="token" value="([^"]+)"/.exec(
    (await get('/petugas/laporan', cookies.sekretaris)).text,
  )![1]!
  const [one, two] = [await press(cookies.sekretaris, token), await press(cookies.sekretaris, token)]
  assert.deepEqual([one.status, two.status], [303, 303])
  assert.equal(one.headers.get('location'), two.headers.get('location'))
  const frozen = (await frozenReport(db, resultSelection))!
  assert.equal(frozen.version, 1)
  const entry = await db
    .selectFrom('log.entry')
    .select('entry')
    .where('idx', '=', frozen.index)
    .executeTakeFirstOrThrow()
  const { t, body } = JSON.parse(Buffer.from(entry.entry).toString('utf8')) as { t: string; body: unknown }
  assert.deepEqual([t, body], ['laporan.terbit', { jenis: 'hasil', versi: 1, sha256: frozen.sha256 }])
  const bytes = (await get(`/laporan/${resultSelection}/hasil-1.json`)).text
  assert.equal(createHash('sha256').update(bytes).digest('hex'), frozen.sha256)
  assert.ok((await get(`/laporan/${resultSelection}`)).text.includes(frozen.sha256.match(/.{4}/g)!.join(' ')))
})

test('later entries do not change a published report', async () => {
  const before = (await frozenReport(portal!.services.db, resultSelection))!
  const live = (await countReport(portal!.services, portal!.services.db, resultSelection))!
  assert.ok(live.log.entries > before.data.log.entries)
  assert.equal(
    (await get(`/data/${resultSelection}/funnel.csv`)).text,
    writeOpenFile('funnel.csv', before.data),
  )
})

test('two secretaries at once: one report each version, nobody gets a broken one', async () => {
  const page = async () =>
    /name="token" value="([^"]+)"/.exec((await get('/petugas/laporan', cookies.sekretaris)).text)![1]!
  const tokens = [await page(), await page()]
  const answers = await Promise.all(tokens.map((token) => press(cookies.sekretaris, token)))
  for (const answer of answers) assert.ok([303, 422].includes(answer.status), String(answer.status))
  const rows = await portal!.services.db
    .selectFrom('act.report')
    .select('version')
    .where('selection_id', '=', resultSelection)
    .execute()
  assert.equal(rows.length, 1 + answers.filter((answer) => answer.status === 303).length)
})

test('bins hold everybody once, none with fewer than three where more than three are there', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 550 }), { maxLength: 200 }), (values) => {
      const bins = scoreBins(values)
      assert.equal(
        bins.reduce((sum, bin) => sum + bin.count, 0),
        values.length,
      )
      for (const bin of bins) {
        assert.equal(bin.count, values.filter((value) => value >= bin.from && value < bin.to).length)
        if (bins.length > 1) assert.ok(bin.count >= 3)
      }
    }),
  )
})

test('median and percentile are those of the sorted values', () => {
  assert.deepEqual([medianTenths([3, 4]), medianTenths([9, 1, 5]), medianTenths([])], [35, 50, 0])
  assert.deepEqual(
    [percentile([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 90), percentile([7], 90), percentile([], 90)],
    [9, 7, 0],
  )
})
