// The whole way of staff over HTTP: create, import, schedule, announcement, gate, propose, approve; and its refusals.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { civilDate } from '@terang/rules/calendar.ts'
import { appointFirst } from '../accounts/appointment.ts'
import { loadSettings } from '../services/settings.ts'
import { startPortal, type RunningPortal } from '../start.ts'
import { testDatabase, testMasterKey } from '../../../../tests/support/database.ts'

let portal: RunningPortal | undefined
let folder: string
after(async () => {
  await portal?.stop()
  await rm(folder, { recursive: true, force: true })
})
const database = await testDatabase()
const cookies = { ketua: '', sekretaris: '', pemeriksa: '', petugasnilai: '', auditor: '' }
let url = ''

const csv = `id,unit_path,position,need_type,seats,level,programmes,min_gpa,note
DEMO-001,Dinas Kesehatan | UPT Puskesmas Alianyang,PERAWAT TERAMPIL,UMUM,1,D-III,D-III KEPERAWATAN,2.75,
DEMO-002,Dinas Kesehatan | UPT Puskesmas Saigon,PERAWAT TERAMPIL,UMUM,2,D-III,D-III KEPERAWATAN,2.75,
`

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'terang-petugas-'))
  const settings = loadSettings({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    MASTER_KEY: testMasterKey,
    PORT: '0',
    DEMO: '0',
    LOG_LEVEL: 'silent',
  })
  portal = await startPortal(settings, fileURLToPath(new URL('../../../..', import.meta.url)))
  url = portal.url
  const { services } = portal
  const people = []
  for (const role of Object.keys(cookies) as (keyof typeof cookies)[]) {
    const personId = await services.vault.createPerson(services.worker, 'officer')
    // Two who have no business with this round: one works in another, one was not appointed yet.
    if (role === 'petugasnilai') people.push({ personId, role, decree: 'SK 1', selection: '2026-lain' })
    else if (role !== 'auditor') people.push({ personId, role, decree: 'SK 1' })
    const token = randomBytes(32).toString('base64url')
    const now = services.clock.now()
    await services.db
      .insertInto('auth.session')
      .values({
        token_hash: createHash('sha256').update(token).digest(),
        person_id: personId,
        kind: 'officer',
        created_at: now,
        seen_at: now,
        proof_at: now,
        ends_at: new Date(now.getTime() + 3_600_000),
      })
      .execute()
    cookies[role] = `terang_sesi=${token}`
  }
  await appointFirst(services, people)
  await services.worker
    .insertInto('site.selection')
    .values({
      id: '2026-lain',
      title: 'Seleksi lain',
      rule_set: 'cpns-2024',
      created_by: people[0]!.personId,
    })
    .execute()
})

type Who = keyof typeof cookies
async function get(
  path: string,
  who?: Who,
): Promise<{ status: number; text: string; location: string | null }> {
  const response = await fetch(`${url}${path}`, {
    headers: who === undefined ? {} : { Cookie: cookies[who] },
    redirect: 'manual',
  })
  return { status: response.status, text: await response.text(), location: response.headers.get('location') }
}
const tokenOf = (html: string) => /name="token" value="([^"]+)"/.exec(html)?.[1] ?? ''
async function post(page: string, who: Who, fields: Record<string, string | Blob>, action = page) {
  const form = new FormData()
  form.set('token', tokenOf((await get(page, who)).text))
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  const hasFile = Object.values(fields).some((value) => value instanceof Blob)
  const body = hasFile
    ? form
    : new URLSearchParams([...form].map(([name, value]) => [name, typeof value === 'string' ? value : '']))
  const response = await fetch(`${url}${action}`, {
    method: 'POST',
    body,
    headers: { Cookie: cookies[who] },
    redirect: 'manual',
  })
  return { status: response.status, text: await response.text(), location: response.headers.get('location') }
}

const base = '/petugas/seleksi/2027-cpns'
let proposal = ''

test('nobody without a role comes in', async () => {
  assert.equal((await get('/petugas')).status, 303)
  assert.equal((await get('/petugas/seleksi')).status, 303)
  assert.equal((await get('/petugas/pejabat', 'pemeriksa')).status, 303)
})

test('a round that is not typed well comes back with everything typed', async () => {
  const answer = await post('/petugas/seleksi', 'sekretaris', {
    id: '2027 CPNS',
    judul: 'Seleksi CPNS 2027',
    tahun: '2027',
    aturan: 'cpns-2024',
    mulai: 'besok',
  })
  assert.equal(answer.status, 422)
  assert.match(answer.text, /Seleksi CPNS 2027/)
  assert.match(answer.text, /Isi tanggal mulai/)
})

test('the secretary creates a round; a chair alone cannot', async () => {
  const today = civilDate(portal!.services.clock.now().getTime(), 420)
  const fields = {
    id: '2027-cpns',
    judul: 'Seleksi CPNS Kota Pontianak 2027',
    tahun: '2027',
    aturan: 'cpns-2024',
    mulai: today,
  }
  assert.equal((await post('/petugas/seleksi', 'sekretaris', fields)).location, base)
  // A round made outside a demo blocks on unconfirmed numbers; this test is about the way, so it is marked as one.
  await portal!.services.db
    .updateTable('site.selection')
    .set({ demo: true })
    .where('id', '=', '2027-cpns')
    .execute()
  assert.equal((await get(base, 'pemeriksa')).status, 404)
})

test('an empty round cannot be proposed and the gate says why', async () => {
  const answer = await post(base, 'sekretaris', {}, `${base}/usul`)
  assert.equal(answer.status, 409)
  assert.match(answer.text, /Belum ada formasi/)
})

test('a determination with one wrong cell imports nothing and names the cell', async () => {
  const broken = csv.replace(',2,D-III', ',dua,D-III')
  const answer = await post(`${base}/formasi`, 'sekretaris', {
    berkas: new File([broken], 'penetapan.csv'),
    baris: '2',
    kursi: '3',
  })
  assert.equal(answer.status, 422)
  assert.match(answer.text, /Tidak ada yang diimpor/)
  assert.match(await get(base, 'sekretaris').then((one) => one.text), /Belum ada formasi/)
})

test('totals that differ from the signed paper import nothing', async () => {
  const answer = await post(`${base}/formasi`, 'sekretaris', {
    berkas: new File([csv], 'penetapan.csv'),
    baris: '2',
    kursi: '4',
  })
  assert.equal(answer.status, 422)
  assert.match(answer.text, /4 kursi\. Berkas: 2 formasi, 3 kursi/)
})

test('import, announcement and proposal lead to the second officer', async () => {
  const imported = await post(`${base}/formasi`, 'sekretaris', {
    berkas: new File([csv], 'penetapan.csv'),
    baris: '2',
    kursi: '3',
  })
  assert.equal(imported.status, 303)
  const text = 'Pemerintah Kota Pontianak membuka seleksi CPNS.\n\nSeleksi ini tidak dipungut biaya.'
  assert.equal(
    (
      await post(`${base}/pengumuman`, 'sekretaris', {
        nomor: '800.1',
        judul: 'Penerimaan CPNS 2027',
        isi: text,
      })
    ).status,
    303,
  )
  assert.match((await get(base, 'sekretaris')).text, /Semua terpenuhi/)
  const answer = await post(base, 'sekretaris', {}, `${base}/usul`)
  proposal = answer.location ?? ''
  assert.match(proposal, /^\/petugas\/usulan\/[0-9a-f-]{36}$/)
  assert.match((await get('/petugas', 'ketua')).text, /Seleksi CPNS Kota Pontianak 2027/)
})

test('proposals are shown to the officers of their round; others are told why not', async () => {
  const closed = /tidak memegang peran pada seleksi ini/
  assert.match((await get('/petugas/usulan', 'pemeriksa')).text, /Seleksi CPNS Kota Pontianak 2027/)
  assert.equal((await get(proposal, 'pemeriksa')).status, 200)
  for (const who of ['petugasnilai', 'auditor'] as const) {
    const list = await get('/petugas/usulan', who)
    assert.equal(list.status, who === 'auditor' ? 403 : 200)
    assert.doesNotMatch(list.text, /Seleksi CPNS Kota Pontianak 2027/)
    const answer = await get(proposal, who)
    assert.equal(answer.status, 403)
    assert.match(answer.text, closed)
    assert.doesNotMatch(answer.text, /Seleksi CPNS Kota Pontianak 2027/)
    const pressed = await post(proposal, who, {}, `${proposal}/setuju`)
    assert.equal(pressed.status, 403)
    assert.match(pressed.text, closed)
    assert.doesNotMatch((await get('/petugas', who)).text, /Seleksi CPNS Kota Pontianak 2027/)
  }
})

test('the proposer may not approve; the page says so and nothing is public', async () => {
  const answer = await post(proposal, 'sekretaris', {}, `${proposal}/setuju`)
  assert.equal(answer.status, 403)
  assert.match(answer.text, /Orang kedua harus petugas lain/)
})

test('the chair approves and the round is public; pressing again changes nothing', async () => {
  const shown = await get(proposal, 'ketua')
  assert.match(shown.text, /Bila disetujui/)
  assert.match(shown.text, /formasi\.terbit/)
  assert.equal((await post(proposal, 'ketua', {}, `${proposal}/setuju`)).status, 303)
  const rows = await portal!.services.db
    .selectFrom('log.entry')
    .select('t')
    .where('sel', '=', '2027-cpns')
    .orderBy('idx')
    .execute()
  assert.deepEqual(
    rows.map((row) => row.t),
    ['aturan.terbit', 'formasi.terbit', 'formasi.terbit', 'jadwal.terbit', 'pengumuman.terbit'],
  )
  assert.match((await get(base, 'sekretaris')).text, /Seleksi ini sudah terbit/)
})

test('the vacancies are found, read and checked without an account; what was published can be fetched by its digest', async () => {
  const list = await get('/lowongan?q=saigon')
  assert.match(list.text, /1 formasi cocok, 2 kursi/)
  const slug = /\/lowongan\/(perawat-terampil-2027-cpns-demo-002)"/.exec(list.text)?.[1] ?? ''
  const page = await get(`/lowongan/${slug}`)
  assert.match(page.text, /IPK paling rendah 2,75/)
  const posting = JSON.parse(
    /<script type="application\/ld\+json">(.*?)<\/script>/.exec(page.text)?.[1] ?? '',
  ) as { totalJobOpenings: number }
  assert.equal(posting.totalJobOpenings, 2)
  const row = await portal!.services.db
    .selectFrom('act.formation')
    .select('sha256')
    .where('formation_id', '=', 'DEMO-002')
    .executeTakeFirstOrThrow()
  const file = await get(`/terbitan/${row.sha256}.json`)
  assert.equal(createHash('sha256').update(file.text).digest('hex'), row.sha256)
  assert.equal((await get('/lowongan/tidak-ada')).status, 404)
  for (const path of [
    '/',
    '/en',
    '/pengumuman',
    '/pengumuman/800.1',
    '/aturan',
    '/jadwal',
    '/kanal-resmi',
    '/umpan/lowongan.atom',
    '/umpan/pengumuman.atom',
    '/kalender/2027-cpns.ics',
    '/sitemap.xml',
    '/en/lowongan',
  ]) {
    assert.equal((await get(path)).status, 200, path)
  }

  const check = (fields: Record<string, string>) =>
    fetch(`${url}/lowongan/${slug}/cek`, { method: 'POST', body: new URLSearchParams(fields) })
  const empty = await check({ ijazah: '', ipk: '9' })
  assert.equal(empty.status, 422)
  assert.match(await empty.text(), /value="9"/)
  const low = await check({
    ijazah: '0',
    'lahir.day': '17',
    'lahir.month': '3',
    'lahir.year': '2001',
    ipk: '2,70',
  })
  assert.equal(low.headers.get('cache-control'), 'no-store')
  assert.match(await low.text(), /Memenuhi 3 dari 4 syarat/)
})
