// From the announced result to the answer of the panel, through the real addresses and two people at each step.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { canonicalText, sha256Of } from '../publish/published.ts'
import { testDatabase } from '../../../../tests/support/database.ts'
import {
  browserOf,
  openApplyTest,
  publishRound,
  selection,
  signUp,
  type ApplyTest,
  type TestApplicant,
} from '../apply/round-fixture.ts'
import { deskOf, officerWith, type TestOfficer } from '../screen/officers-fixture.ts'

let portal: ApplyTest
after(() => portal?.stop())
const database = await testDatabase()
const hour = 3_600_000
const day = 24 * hour
const note = 'Surat lamaran ditandatangani tanpa meterai.'
const letter = { application_letter: { reason: 'stamp_missing', note } }
const saying = 'Meterai elektronik ada pada halaman kedua surat lamaran, tepat di atas tanda tangan saya.'
const officer: Record<string, TestOfficer> = {}
const desk = (name: string) => deskOf(portal.url, officer[name]!)
const rejected: { applicant: TestApplicant; id: string }[] = []
let eligible: { applicant: TestApplicant; id: string }

async function schedule(
  version: number,
  application: [number, number],
  objection: [number, number],
): Promise<void> {
  const stages = canonicalText([
    {
      id: 'application',
      start: new Date(application[0]).toISOString(),
      end: new Date(application[1]).toISOString(),
    },
    {
      id: 'adminObjection',
      start: new Date(objection[0]).toISOString(),
      end: new Date(objection[1]).toISOString(),
    },
  ])
  const { services } = portal
  const at = services.clock.now()
  const entryId = await services.worker.transaction().execute(async (trx) => {
    const entryId = await services.record.enqueue(trx, {
      t: 'jadwal.ubah',
      sel: selection,
      at,
      by: 'sekretaris:s1',
      body: { versi: version, sha256: sha256Of(stages), alasan: 'uji', setuju: ['ketua:k1'] },
    })
    await trx
      .insertInto('act.schedule')
      .values({
        selection_id: selection,
        version,
        stages,
        reason: 'uji',
        sha256: sha256Of(stages),
        at,
        proposer_id: crypto.randomUUID(),
        second_id: crypto.randomUUID(),
        entry_id: entryId,
      })
      .execute()
    return entryId
  })
  await services.record.awaitEffective(entryId, 10_000)
}
const now = () => portal.services.clock.now().getTime()
const zone = 7 * hour
const midnight = (days: number) => Math.floor((now() + zone) / day) * day - zone + days * day

before(async () => {
  portal = await openApplyTest(database.url)
  const { services } = portal
  await publishRound(services, { opensAt: new Date(midnight(-5)), closesAt: new Date(midnight(5)) })
  for (const [name, role] of [
    ['v1', 'pemeriksa'],
    ['v2', 'pemeriksa'],
    ['p1', 'panelsanggah'],
    ['p2', 'panelsanggah'],
    ['p3', 'panelsanggah'],
    ['s1', 'sekretaris'],
    ['k1', 'ketua'],
  ] as const) {
    officer[name] = await officerWith(services, selection, role, name)
  }
  const files = await Promise.all(
    [1, 2, 3, 4].map(async (seed) => {
      const applicant = await signUp(services)
      const browser = browserOf(portal.url, applicant)
      const id = await browser.completeDraft(seed)
      assert.equal((await browser.submit(id)).status, 303)
      const row = await services.worker
        .selectFrom('act.submission')
        .select('entry_id')
        .where('application_id', '=', id)
        .executeTakeFirstOrThrow()
      await services.record.awaitEffective(row.entry_id, 10_000)
      return { applicant, id }
    }),
  )
  eligible = files[2]!
  rejected.push(files[0]!, files[1]!, files[3]!)
  for (const name of ['v1', 'v2']) {
    for (
      let path = await desk(name).next(selection);
      path !== undefined;
      path = await desk(name).next(selection)
    ) {
      const judged = await desk(name).judge(path, path.endsWith(eligible.id) ? {} : letter)
      assert.equal(judged.status, 303)
    }
  }
})

const page = (who: { id: string }) => `/lamaran/${who.id}/sanggah`
const said = {
  'teks.stamp_missing': saying,
  'rujuk.stamp_missing': 'applicationLetter',
  paham: '1',
  langkah: 'kirim',
}
async function objectBy(
  who: { applicant: TestApplicant; id: string },
  fields: Record<string, string> = said,
): Promise<Response> {
  const browser = browserOf(portal.url, who.applicant)
  return browser.send(page(who), fields)
}

test('before the result nobody can object', async () => {
  const answer = await browserOf(portal.url, rejected[0]!.applicant).get(page(rejected[0]!))
  assert.equal(answer.status, 403)
})

test('the result is proposed by one and approved by another, and refused while the stage forbids it', async () => {
  const secretary = desk('s1')
  const propose = async () => {
    const html = await (await secretary.get('/petugas/administrasi')).text()
    return secretary.post('/petugas/administrasi', {
      token: secretary.hidden(html, 'token'),
      seleksi: selection,
      tahap: 'adminResult',
    })
  }
  await schedule(2, [midnight(-5), midnight(5)], [midnight(6), midnight(9)])
  assert.equal((await propose()).status, 409, 'applications are still taken')
  await schedule(3, [midnight(-5), midnight(-1)], [midnight(0), midnight(1)])
  const short = await propose()
  assert.equal(short.status, 409)
  assert.match(await short.text(), /Masa sanggah pada jadwal kurang dari 3 hari/)
  await schedule(4, [midnight(-5), midnight(-1)], [midnight(1), midnight(4)])
  assert.equal((await propose()).status, 303)
  const proposal = await portal.services.worker
    .selectFrom('site.proposal')
    .select('id')
    .where('state', '=', 'proposed')
    .executeTakeFirstOrThrow()
  const path = `/petugas/usulan/${proposal.id}`
  const approve = async (name: string) => {
    const html = await (await desk(name).get(path)).text()
    return desk(name).post(`${path}/setuju`, { token: desk(name).hidden(html, 'token') })
  }
  assert.equal((await approve('s1')).status, 403, 'not by the one who proposed it')
  assert.equal((await approve('k1')).status, 303)
  const list = await (await fetch(`${portal.url}/hasil/${selection}/administrasi`)).text()
  assert.match(list, /Tidak bermeterai/)
  assert.equal([...list.matchAll(/data-s="no"/g)].length, 3)
  assert.equal((await fetch(`${portal.url}/en/hasil/${selection}/administrasi`)).status, 200)
})

test('before the window the text is kept as a draft and nothing is filed', async () => {
  const answer = await objectBy(rejected[0]!)
  assert.equal(answer.status, 409)
  assert.match(await answer.text(), /Masa sanggah dibuka/)
  assert.ok(
    (await (await browserOf(portal.url, rejected[0]!.applicant).get(page(rejected[0]!))).text()).includes(
      saying,
    ),
  )
  assert.equal((await portal.services.worker.selectFrom('act.objection').select('id').execute()).length, 0)
})

test('inside the window: own and adverse only, long enough, once', async () => {
  await schedule(5, [midnight(-5), midnight(-1)], [midnight(0), midnight(3)])
  assert.equal(
    (await browserOf(portal.url, eligible.applicant).get(page(eligible))).status,
    403,
    'an eligible decision',
  )
  assert.equal(
    (await browserOf(portal.url, rejected[1]!.applicant).get(page(rejected[0]!))).status,
    404,
    "another's application",
  )
  const short = await objectBy(rejected[0]!, { ...said, 'teks.stamp_missing': 'Terlalu pendek.' })
  assert.equal(short.status, 422)
  assert.match(await short.text(), /Terlalu pendek\./)
  const browser = browserOf(portal.url, rejected[0]!.applicant)
  const pages = await Promise.all([1, 2].map(async () => (await browser.get(page(rejected[0]!))).text()))
  const answers = await Promise.all(
    pages.map((html) =>
      browser.post(
        page(rejected[0]!),
        new URLSearchParams({ ...said, token: browser.hidden(html, 'token') }),
      ),
    ),
  )
  assert.deepEqual(
    answers.map((one) => one.status).toSorted((x, y) => x - y),
    [303, 409],
  )
  const again = await browser.post(
    page(rejected[0]!),
    new URLSearchParams({ ...said, token: browser.hidden(pages[0]!, 'token') }),
  )
  assert.ok([303, 409].includes(again.status))
  assert.equal((await portal.services.worker.selectFrom('act.objection').select('id').execute()).length, 1)
  const filed = await (await browser.get(page(rejected[0]!))).text()
  assert.match(filed, /Sanggah Anda sudah kami terima/)
  assert.ok(filed.includes(saying))
})

const answers = (verdict: 'kabul' | 'tolak') => ({
  'putus.stamp_missing': verdict,
  'jawaban.stamp_missing': `Panel membaca halaman kedua surat lamaran. Putusannya ${verdict}.`,
})
async function take(name: string): Promise<string | undefined> {
  const html = await (await desk(name).get('/petugas/sanggah')).text()
  const answer = await desk(name).post('/petugas/sanggah/berikutnya', {
    token: desk(name).hidden(html, 'token'),
    seleksi: selection,
  })
  const location = answer.headers.get('Location') ?? ''
  return location.includes('kosong') || answer.status !== 303 ? undefined : location
}
async function answer(name: string, path: string, verdict: 'kabul' | 'tolak'): Promise<Response> {
  const html = await (await desk(name).get(path)).text()
  return desk(name).post(path, { token: desk(name).hidden(html, 'token'), ...answers(verdict) })
}

test('two members decide apart; who read the file cannot, not even by SQL; the applicant reads the answer', async () => {
  const taken = await Promise.all(['p1', 'p2', 'p3'].map(take))
  assert.equal(taken.filter((path) => path !== undefined).length, 2, 'two seats, however many ask at once')
  assert.equal(await take('k1'), undefined, 'the chair comes only where two differ')
  const seated = ['p1', 'p2', 'p3'].filter((_, n) => taken[n] !== undefined)
  const path = taken.find((one) => one !== undefined)!
  const objection = path.slice(path.lastIndexOf('/') + 1)
  await assert.rejects(
    portal.services.db
      .insertInto('act.objection_opinion')
      .values({
        selection_id: selection,
        objection_id: objection,
        officer_id: officer['v1']!.personId,
        role: 'panel',
        outcome: 'refused',
        reasons: [],
        note: Buffer.alloc(1),
        at: new Date(),
        form_token: 'x',
      })
      .execute(),
    /reader of this file/,
  )
  assert.equal((await desk('v1').get(path)).status, 403)
  const panel = await (await desk(seated[0]!).get(path)).text()
  const look =
    /\/petugas\/berkas\/[0-9a-f-]{36}\/lihat/.exec(panel)?.[0] ?? assert.fail('no document to look at')
  const shown = await (await desk(seated[0]!).get(look)).text()
  const picture = /\/petugas\/berkas\/[^"]+\/halaman\/1\?[^"]+/.exec(shown)?.[0].replaceAll('&amp;', '&')
  const drawn = await desk(seated[0]!).get(picture ?? assert.fail('no picture'))
  assert.deepEqual([drawn.status, drawn.headers.get('content-type')], [200, 'image/jpeg'])
  assert.equal((await desk('v1').get(look)).status, 403)
  assert.equal((await answer(seated[0]!, path, 'kabul')).status, 303)
  assert.equal((await desk(seated[0]!).get(path)).status, 403, 'an answer is final')
  const blind = await (await desk(seated[1]!).get(path)).text()
  assert.ok(!blind.includes('Putusannya kabul'))
  assert.equal((await answer(seated[1]!, path, 'kabul')).status, 303)
  const row = await portal.services.worker
    .selectFrom('act.objection_answer')
    .selectAll()
    .executeTakeFirstOrThrow()
  assert.equal(row.outcome, 'granted')
  await portal.services.record.awaitEffective(row.entry_id, 10_000)
  const entry = await portal.services.worker
    .selectFrom('log.entry')
    .select('entry')
    .where('id', '=', row.entry_id)
    .executeTakeFirstOrThrow()
  const body = (
    JSON.parse(Buffer.from(entry.entry).toString('utf8')) as {
      body: { hasil: string; setuju: string[]; alasan: string[] }
    }
  ).body
  assert.deepEqual([body.hasil, body.alasan, body.setuju.length], ['kabul', ['stamp_missing'], 1])
  const read = await (await browserOf(portal.url, rejected[0]!.applicant).get(page(rejected[0]!))).text()
  assert.match(read, /Sanggah dikabulkan/)
  assert.match(read, /Putusannya kabul/)
  const codes = await portal.services.worker
    .selectFrom('person.notice')
    .select('code')
    .where('person_id', '=', rejected[0]!.applicant.personId)
    .execute()
  for (const code of ['SANGGAH_TERIMA', 'SANGGAH_PUTUS', 'HASIL_TAHAP'])
    assert.ok(
      codes.some((one) => one.code === code),
      code,
    )
})

test('where two differ a third sides with one', async () => {
  assert.equal((await objectBy(rejected[1]!)).status, 303)
  const one = await take('p1')
  await answer('p1', one!, 'kabul')
  assert.equal(await take('p3').then((path) => path !== undefined), true)
  await answer('p3', one!, 'tolak')
  assert.equal(await take('k1'), one, 'now the chair, or the third member')
  await answer('k1', one!, 'tolak')
  const row = await portal.services.worker
    .selectFrom('act.objection_answer')
    .select(['outcome', 'by_id', 'second_ids'])
    .where('objection_id', '=', one!.slice(one!.lastIndexOf('/') + 1))
    .executeTakeFirstOrThrow()
  assert.deepEqual(row, {
    outcome: 'refused',
    by_id: officer['p3']!.personId,
    second_ids: [officer['k1']!.personId],
  })
})

test('after the window nothing is taken, and the page says until when it was', async () => {
  await schedule(6, [midnight(-9), midnight(-8)], [midnight(-4), midnight(-1)])
  const browser = browserOf(portal.url, rejected[2]!.applicant)
  const closed = await browser.get(page(rejected[2]!))
  assert.equal(closed.status, 409)
  assert.match(await closed.text(), /Masa sanggah ditutup/)
  const token = portal.services.tokens.issue(
    createHash('sha256')
      .update(rejected[2]!.applicant.cookie.slice('terang_sesi='.length))
      .digest()
      .toString('base64url')
      .slice(0, 22),
    `sanggah:${rejected[2]!.id}`,
  )
  assert.equal((await browser.post(page(rejected[2]!), new URLSearchParams({ ...said, token }))).status, 409)
  const filed = await portal.services.worker
    .selectFrom('act.objection')
    .select('id')
    .where('application_id', '=', rejected[2]!.id)
    .execute()
  assert.deepEqual(filed, [])
})
