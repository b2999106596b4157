// Issue 2: no personal data in server logs, addresses, public pages, feeds, log entries or data sets. Every value that
// the demo seals about a person is opened here and searched for in everything that anybody can read.
import assert from 'node:assert/strict'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { testServerUrl } from '../support/database.ts'
import { openPortal, type TestPortal } from '../support/portal.ts'
import { crawl, readPath, type Read } from './crawl.ts'
import { demoAccounts, enter, hiddenOf } from './entrance.ts'
import { personalValues, searcher, type PersonalValue } from './values.ts'

// Nothing personal is allowed anywhere public. A value that must be public one day is named here, with the reason.
const allowed: ReadonlySet<string> = new Set()

const publicStarts = [
  '/',
  '/en',
  '/.well-known/terang.json',
  '/sitemap.xml',
  '/robots.txt',
  '/catatan',
  '/verifikasi',
  '/kanal-resmi',
  '/demo',
]

// Asked for here, so that a server of this file alone lives as long as the file.
await testServerUrl()
let portal: TestPortal
let values: PersonalValue[]
let visited: Read[]
let find: (text: string) => string[]
const signedIn: { label: string; cookie: string; read: Read[] }[] = []

before(
  async () => {
    portal = await openPortal({ demoSize: 120, env: { LOG_LEVEL: 'info' } })
    await actAsApplicant()
    values = await personalValues(portal)
    find = searcher(values)
    const entries = await portal.query<{ idx: number }>('select idx::int from log.entry order by idx')
    const some = entries
      .filter((_, at) => at % 11 === 0)
      .flatMap(({ idx }) => [`/log/entry/${idx}`, `/log/proof/${idx}`])
    visited = await crawl({ site: portal.url, from: [...publicStarts, ...some], perForm: 60 })
    for (const { label, kind, personId } of await demoAccounts(portal)) {
      const cookie = await enter(portal.url, personId)
      const from =
        kind === 'officer'
          ? ['/petugas', '/petugas/periksa/daftar']
          : ['/lamaran', '/kotak-masuk', '/akun', '/akun/data']
      signedIn.push({ label, cookie, read: await crawl({ site: portal.url, from, cookie, perForm: 4 }) })
    }
  },
  { timeout: 300_000 },
)
after(() => portal?.stop())

/** Marks that only this test knows, typed where people type: they too must come out nowhere. */
async function actAsApplicant(): Promise<void> {
  const draft = (await demoAccounts(portal)).find(({ label }) => /konsep/.test(label))
  assert.ok(draft !== undefined)
  const cookie = await enter(portal.url, draft.personId)
  const [application] = await portal.query<{ id: string }>(
    'select id from person.application where person_id = $1',
    [draft.personId],
  )
  const page = (await readPath(portal.url, `/lamaran/${application!.id}/diri`, cookie)).body.toString('utf8')
  const hidden = hiddenOf(page)
  const send = (path: string, fields: Record<string, string>, as = cookie) =>
    fetch(portal.url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: as },
      body: new URLSearchParams(fields),
    })
  const typed = {
    name: 'Tanda Rahasia Penguji',
    nik: '6171014107959913',
    phone: '081299887766',
    address: 'Gang Penanda 7, Kelurahan Rekaan',
    'birth_date.day': '1',
    'birth_date.month': '7',
    'birth_date.year': '1995',
  }
  const saved = await send(`/lamaran/${application!.id}/diri`, { ...hidden, ...typed })
  assert.ok([303, 422].includes(saved.status), `the form answers ${saved.status}`)
  const upload = new FormData()
  upload.set(
    'token',
    hiddenOf(
      (await readPath(portal.url, `/lamaran/${application!.id}/berkas`, cookie)).body.toString('utf8'),
    )['token'] ?? '',
  )
  upload.set('berkas', new File(['bukan pdf'], 'ijazah-tanda-nama-berkas.pdf', { type: 'application/pdf' }))
  await fetch(`${portal.url}/lamaran/${application!.id}/berkas/diploma`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie },
    body: upload,
  })
  const [selection] = await portal.query<{ id: string }>(
    'select id from site.selection order by id desc limit 1',
  )
  const asking = hiddenOf((await readPath(portal.url, '/tanya-jawab/baru')).body.toString('utf8'))
  await send(
    '/tanya-jawab/baru',
    {
      ...asking,
      seleksi: selection!.id,
      berbeda: 'ya',
      topik: 'umum',
      umum: 'ya',
      pertanyaan: 'Apakah jam loket berubah pada bulan puasa?',
      email: 'tanda.tanya@contoh.invalid',
    },
    '',
  )
  await send(
    '/masuk',
    {
      token: 'tanda-token-karangan',
      email: 'tanda.masuk@contoh.invalid',
      password: 'tanda-kata-sandi-rahasia',
    },
    '',
  )
  await send(
    '/daftar',
    {
      token: 'tanda-token-karangan',
      email: 'tanda.daftar@contoh.invalid',
      password: 'tanda-kata-sandi-rahasia',
    },
    '',
  )
  await fetch(`${portal.url}/lowongan?q=tanda.cari%40contoh.invalid`)
  await fetch(`${portal.url}/verifikasi/pesan?kode=tanda.pesan%40contoh.invalid`)
}

const marks = [
  'Tanda Rahasia Penguji',
  '6171014107959913',
  '081299887766',
  'Gang Penanda 7',
  'tanda.masuk',
  'tanda.daftar',
  'tanda.cari',
  'tanda.pesan',
  'tanda.tanya',
  'tanda-nama-berkas',
  'tanda-kata-sandi-rahasia',
  'tanda-token-karangan',
]

/** Where a value was found, in one line each; an empty list is the promise. */
function complaints(sources: readonly { name: string; text: string }[]): string[] {
  return sources.flatMap(({ name, text }) =>
    find(text)
      .filter((one) => !allowed.has(one))
      .map((one) => `${name} holds ${one}`),
  )
}

const isPublic = (read: Read) => read.cache.startsWith('public')

test('the search finds what is there', () => {
  const kinds = new Set(values.map(({ kind }) => kind))
  for (const kind of [
    'nik',
    'name',
    'email',
    'phone',
    'address',
    'birth_date',
    'subject_key',
    'diploma_number',
    'application id',
  ]) {
    assert.ok(kinds.has(kind), `the demo seals no ${kind}`)
  }
  const one = values.find(({ kind }) => kind === 'name')!
  assert.deepEqual(find(`<p>Nama: ${one.text.toUpperCase().replaceAll(' ', '\n')}.</p>`), [
    `name: ${one.text}`,
  ])
  assert.deepEqual(find(`/cari?q=${encodeURIComponent(one.text)}`), [`name: ${one.text}`])
  // A page of a person does hold values: so the pages were really reached, and the search reads pages.
  const own = signedIn
    .flatMap(({ read }) => read)
    .filter((read) => !isPublic(read) && find(read.body.toString('utf8')).length > 0)
  assert.ok(own.length > 10, `${own.length} personal pages hold personal values`)
  assert.ok(visited.filter((read) => read.status === 200).length > 300, `${visited.length} public pages`)
})

test('what was typed was kept, so that it could come out', async () => {
  for (const [kind, text] of [
    ['name', 'Tanda Rahasia Penguji'],
    ['nik', '6171014107959913'],
    ['birth_date', '1 Juli 1995'],
  ] as const) {
    assert.ok(
      values.some((value) => value.kind === kind && value.text === text),
      `${text} was not saved`,
    )
  }
  const [asked] = await portal.query<{ n: number }>(
    'select count(*)::int as n from person.question_asker where contact is not null',
  )
  assert.ok(asked!.n > 0, 'the question of the guest was not taken')
})

test('no public page, feed, calendar or list holds a personal value', () => {
  // The entrance of the demo names the ids of its accounts, and exists in no other installation.
  const open = visited.filter((read) => read.path !== '/demo')
  assert.deepEqual(
    complaints(open.map((read) => ({ name: read.path, text: read.body.toString('utf8') }))),
    [],
  )
})

test('no public file holds a personal value: tiles, bundles, checkpoints, data sets', async () => {
  const folder = join(portal.dataDir, 'publik')
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
  assert.ok(
    names.some((name) => name.includes('tile/entries')) && names.some((name) => name.endsWith('.csv')),
    'the folder of public files is empty',
  )
  const sources = await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(name)
      return {
        name: name.slice(folder.length),
        text: `${name}\n${(name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')}`,
      }
    }),
  )
  assert.deepEqual(complaints(sources), [])
})

test('no entry of the log holds a personal value', async () => {
  const entries = await portal.query<{ idx: string; entry: Buffer }>(
    'select idx, entry from log.entry union all select -seq, entry from log.pending',
  )
  assert.ok(entries.length > 100)
  assert.deepEqual(
    complaints(entries.map(({ idx, entry }) => ({ name: `entry ${idx}`, text: entry.toString('utf8') }))),
    [],
  )
})

test('no address carries a personal value, on public, personal and staff pages', () => {
  const ids = /^(?:application|document|person) id: /
  const reads = [...visited, ...signedIn.flatMap(({ read }) => read)]
  const addresses = new Set<string>()
  for (const { path, location, type, body } of reads) {
    addresses.add(path)
    if (location !== null) addresses.add(location)
    if (/html/.test(type))
      for (const match of body.toString('utf8').matchAll(/(?:href|src|action|formaction)="([^"]*)"/g))
        addresses.add(match[1]!)
  }
  // The random ids of one's own application are the address; nobody else gets an answer there (access.test.ts).
  const found = complaints([...addresses].map((address) => ({ name: address, text: address }))).filter(
    (line) => !ids.test(line.split(' holds ')[1]!),
  )
  assert.deepEqual(found, [])
  for (const { path } of visited) assert.deepEqual(find(path), [], 'a public address names a person')
})

test('no line of the server log holds a personal value or a mark that was typed', () => {
  const output = portal.output()
  const lines = output.split('\n').filter((line) => line.includes('"event":"request"'))
  assert.ok(lines.length > 300, `${lines.length} requests were logged`)
  assert.deepEqual(
    complaints(output.split('\n').map((line) => ({ name: line.slice(0, 200), text: line }))),
    [],
  )
  assert.deepEqual(
    marks.filter((mark) => output.toLowerCase().includes(mark.toLowerCase())),
    [],
  )
})

test('no mark that was typed comes out on a public page', () => {
  const found = visited.flatMap(({ path, body }) =>
    marks.filter((mark) => body.toString('utf8').includes(mark)).map((mark) => `${path} holds ${mark}`),
  )
  assert.deepEqual(found, [])
})

test('no page sets a cookie for a visitor', () => {
  assert.deepEqual(
    visited
      .filter(({ cookies }) => cookies.length > 0)
      .map(({ path, cookies }) => `${path}: ${cookies.join()}`),
    [],
  )
})

test('a public page is the same with and without a session', async () => {
  const sample = visited
    .filter((read) => isPublic(read) && read.status === 200)
    .filter((_, at) => at % 7 === 0)
  assert.ok(sample.length > 30)
  const cookies = [
    signedIn.find(({ label }) => label.startsWith('Pel'))!.cookie,
    signedIn.find(({ label }) => label.startsWith('Ket'))!.cookie,
  ]
  for (const { path } of sample) {
    for (const cookie of cookies) {
      // The log may grow between two readings; then the next two are equal.
      let same = false
      for (let tries = 0; tries < 4 && !same; tries += 1) {
        const [stranger, known] = [await readPath(portal.url, path), await readPath(portal.url, path, cookie)]
        same =
          stranger.body.equals(known.body) &&
          stranger.cache === known.cache &&
          stranger.status === known.status
      }
      assert.ok(same, `${path} differs for somebody signed in`)
    }
  }
})

test('whatever is not public is never stored', () => {
  const reads = [...visited, ...signedIn.flatMap(({ read }) => read)]
  const stored = reads.filter(
    ({ cache, status }) => !cache.startsWith('public') && cache !== 'no-store' && status !== 304,
  )
  assert.deepEqual([...new Set(stored.map(({ path, status, cache }) => `${status} ${path} "${cache}"`))], [])
  const known = new Set(visited.map(({ path }) => path))
  const shared = signedIn
    .flatMap(({ read }) => read)
    .filter((read) => isPublic(read) && !known.has(read.path) && find(read.body.toString('utf8')).length > 0)
  assert.deepEqual(
    shared.map(({ path }) => path),
    [],
    'a page with personal values may be cached',
  )
})

// A round without a result has no index of results yet; without a vacancy there is nothing to apply for.
const mayBeMissing = /\/selections\/[a-z0-9-]+\/index\.json$|^\/lamaran\/baru$/

test('no page leads to an address that is not there', () => {
  const gone = [...visited, ...signedIn.flatMap(({ read }) => read)].filter(
    ({ status, path }) => (status === 404 && !mayBeMissing.test(path)) || status >= 500,
  )
  assert.deepEqual([...new Set(gone.map(({ path, status }) => `${status} ${path}`))], [])
})
