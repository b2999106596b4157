// Headers byte for byte on each kind of answer (security.md 6, M14), and forms that come from elsewhere, from another
// session or too late: refused, with everything that was typed still on the page (P16).
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { request } from 'node:http'
import { addressOf, openDemo, type Demo } from './demo.ts'
import { hiddenOf } from './entrance.ts'

const demo: Demo = await openDemo()
after(() => demo.stop())

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; object-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types terang; report-uri /_csp"
const permissions =
  'camera=(self), publickey-credentials-get=(self), publickey-credentials-create=(self), geolocation=(), microphone=(), payment=(), usb=()'

const ofPages = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': permissions,
}
const ofFiles = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'cross-origin',
  'access-control-allow-origin': '*',
}
const personal = 'no-store'
const shared = 'public, max-age=0, must-revalidate'

type Answer = { status: number; headers: Headers; text: string }
async function ask(
  path: string,
  {
    cookie = '',
    body,
    headers = {},
  }: { cookie?: string; body?: Record<string, string>; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(demo.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    redirect: 'manual',
    headers: { ...headers, ...(cookie === '' ? {} : { cookie }) },
    ...(body === undefined ? {} : { body: new URLSearchParams(body) }),
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

function assertHeaders(
  name: string,
  answer: Answer,
  wanted: Readonly<Record<string, string>>,
  cache: string,
): void {
  for (const [header, value] of Object.entries(wanted))
    assert.equal(answer.headers.get(header), value, `${name}: ${header}`)
  assert.equal(answer.headers.get('cache-control'), cache, `${name}: cache-control`)
  assert.equal(answer.headers.get('strict-transport-security'), null, `${name}: HSTS over http`)
  assert.equal(answer.headers.get('x-powered-by'), null)
}

const applicant = await demo.enter('konsep')
const screener = await demo.enter('Pemeriksa (')
const secretary = await demo.enter('Sekretaris')
const [{ id: application }] = (await demo.query<{ id: string }>(
  'select id from person.application where person_id = $1',
  [demo.accounts.find(({ label }) => label.includes('konsep'))!.personId],
)) as [{ id: string }]

test('the headers of pages, byte for byte', async () => {
  const home = await ask('/')
  assertHeaders('public page, rendered', home, ofPages, shared)
  assertHeaders('public page, from memory', await ask('/'), ofPages, shared)
  assertHeaders(
    'public page, packed',
    await ask('/lowongan', { headers: { 'accept-encoding': 'br' } }),
    ofPages,
    shared,
  )
  assertHeaders('feed', await ask('/umpan/lowongan.atom'), ofPages, shared)
  assertHeaders('machine list', await ask('/.well-known/terang.json'), ofPages, shared)
  assertHeaders('sign-in', await ask('/masuk'), ofPages, personal)
  assertHeaders('personal page', await ask('/lamaran', { cookie: applicant }), ofPages, personal)
  assertHeaders('staff page', await ask('/petugas/periksa', { cookie: screener }), ofPages, personal)
  assertHeaders('redirect', await ask('/lamaran'), ofPages, personal)
})

test('the headers of errors, byte for byte', async () => {
  for (const path of [
    '/tidak-ada',
    '/en/tidak-ada',
    '/lowongan/tidak-ada',
    '/lamaran/00000000-0000-4000-8000-000000000000/diri',
    '/lowongan/%00',
  ]) {
    const missing = await ask(path, { cookie: applicant })
    assert.equal(missing.status, 404, path)
    assertHeaders(path, missing, ofPages, personal)
    assert.match(missing.text, /<html/, 'a page with a way on')
    assert.doesNotMatch(missing.text, /\bat [\w.]+ \(|node_modules|\.tsx?:\d/, 'no stack')
  }
  const foreign = await ask('/masuk', {
    body: { email: 'a@contoh.invalid' },
    headers: { origin: 'https://lain.example' },
  })
  assert.equal(foreign.status, 403)
  assertHeaders('403', foreign, ofPages, personal)
  const typed = await ask('/masuk', { body: { token: 'x', email: 'a@contoh.invalid' } })
  assert.equal(typed.status, 422)
  assertHeaders('422', typed, ofPages, personal)
})

test('the headers of files: assets, tiles, data, own downloads', async () => {
  const page = (await ask('/')).text
  const asset = /href="(\/aset\/[^"]+\.css)"/.exec(page)?.[1]
  assert.ok(asset !== undefined)
  assertHeaders('asset', await ask(asset), ofPages, 'public, max-age=31536000, immutable')
  assertHeaders('asset that is not there', await ask('/aset/tidak-ada.css'), ofPages, personal)
  assertHeaders('checkpoint', await ask('/log/checkpoint'), ofFiles, 'public, max-age=1')
  assertHeaders('file of the log that is not there', await ask('/log/tile/0/999'), ofFiles, personal)
  const cookie = await demo.enter('sudah terkirim')
  const sent = demo.accounts.find(({ label }) => label.includes('sudah terkirim'))!
  const [own] = await demo.query<{ id: string; document: string }>(
    'select a.id, d.id as document from person.application a join person.document d on d.application_id = a.id where a.person_id = $1 limit 1',
    [sent.personId],
  )
  for (const path of [
    `/berkas/${own!.document}`,
    `/lamaran/${own!.id}/tanda-terima.html`,
    `/lamaran/${own!.id}/tanda-terima.json`,
  ]) {
    const file = await ask(path, { cookie })
    assert.equal(file.status, 200, path)
    assertHeaders(
      path,
      file,
      {
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
      },
      personal,
    )
    assert.match(file.headers.get('content-disposition') ?? '', /^attachment; filename="[\w.-]+"$/)
  }
})

test('the policy allows nothing inline and no page asks for it', async () => {
  assert.doesNotMatch(policy, /unsafe|\*|https?:|data:/)
  for (const [path, cookie] of [
    ['/', ''],
    ['/lowongan', ''],
    ['/hasil', ''],
    ['/verifikasi', ''],
    ['/tanya-jawab', ''],
    ['/masuk', ''],
    ['/lamaran', applicant],
    [`/lamaran/${application}/diri`, applicant],
    [`/lamaran/${application}/berkas`, applicant],
    ['/petugas', secretary],
    ['/petugas/seleksi', secretary],
    ['/petugas/periksa', screener],
  ] as const) {
    const { text, status } = await ask(path, { cookie })
    assert.equal(status, 200, path)
    assert.doesNotMatch(text, /\sstyle="|\son[a-z]+="|javascript:|<style/i, path)
    for (const [, attributes] of text.matchAll(/<script([^>]*)>/g)) {
      assert.match(
        attributes!,
        /src="\/aset\/|type="application\/(?:ld\+)?json"/,
        `${path}: <script${attributes}>`,
      )
    }
    assert.doesNotMatch(text, /(?:src|action)="(?:https?:)?\/\//, `${path} asks another origin`)
  }
})

test('over https the site says so', async () => {
  const { securityHeaders } = await import('../../apps/portal/src/services/security-headers.ts')
  const lower = (headers: Record<string, string>) =>
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  assert.deepEqual(lower(securityHeaders({ secure: true })), {
    ...ofPages,
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
  })
  assert.deepEqual(lower(securityHeaders({ secure: false })), ofPages)
})

// ---------------------------------------------------------------- forms from elsewhere

const values = new Proxy<Record<string, string>>(
  {},
  {
    get: (_, name: string) =>
      ({ slot: 'diploma', what: 'setuju', id: application, link: 'x', slug: 'x', key: 'x' })[name] ??
      application,
  },
)

async function everything(): Promise<string> {
  const tables = await demo.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('act', 'person', 'auth', 'log') and tablename not in ('session', 'root', 'checkpoint', 'state') order by 1`,
  )
  const digests: string[] = []
  for (const { name } of tables) {
    const [row] = await demo.query<{ digest: string | null }>(
      `select md5(string_agg(md5(t::text), '' order by t::text)) as digest from ${name} t`,
    )
    digests.push(`${name} ${row?.digest ?? ''}`)
  }
  return digests.join('\n')
}

test('a form from another site is refused on every address that takes one, and changes nothing', async () => {
  const posts = demo.routes.filter(({ method, path }) => method === 'POST' && path !== '/_csp')
  assert.ok(posts.length > 40)
  const before = await everything()
  const wrong: string[] = []
  for (const { path } of posts) {
    const address = addressOf(path, values)
    const cookie = path.includes('/petugas') ? secretary : applicant
    for (const [sign, value] of [
      ['origin', 'https://lain.example'],
      ['origin', 'null'],
      ['origin', `${demo.url}.lain.example`],
      ['sec-fetch-site', 'cross-site'],
      ['sec-fetch-site', 'same-site'],
    ] as const) {
      const { status } = await ask(address, {
        cookie,
        headers: { [sign]: value },
        body: { token: 'x', email: 'a@contoh.invalid', name: 'Orang' },
      })
      if (status !== 403) wrong.push(`${address} with ${sign} ${value}: ${status}`)
    }
  }
  assert.deepEqual(wrong, [])
  assert.equal(await everything(), before)
})

test('a page of this site may send its form', async () => {
  const body = { token: 'x', email: 'a@contoh.invalid' }
  assert.equal((await ask('/masuk', { headers: { origin: demo.url }, body })).status, 422)
  assert.equal((await ask('/masuk', { headers: { 'sec-fetch-site': 'same-origin' }, body })).status, 422)
  assert.equal((await ask('/masuk', { body })).status, 422)
})

test('no address changes anything when it is only read', async () => {
  const before = await everything()
  for (const { path } of demo.routes.filter(
    ({ method, path: route }) => method === 'GET' && !/aliran|^\/en\//.test(route),
  )) {
    await ask(addressOf(path, values), { cookie: path.startsWith('/petugas') ? secretary : applicant })
  }
  assert.equal(await everything(), before)
})

/** The forms where somebody types: address, who, and fields that must stand there again. */
async function forms(): Promise<{ path: string; cookie: string; typed: Record<string, string> }[]> {
  const [selection] = await demo.query<{ id: string }>(
    'select id from site.selection order by id desc limit 1',
  )
  const round = `/petugas/seleksi/${selection!.id}`
  return [
    { path: '/daftar', cookie: '', typed: { email: 'diketik.sendiri@contoh.invalid' } },
    { path: '/masuk', cookie: '', typed: { email: 'diketik.sendiri@contoh.invalid' } },
    { path: '/lupa-sandi', cookie: '', typed: { email: 'diketik.sendiri@contoh.invalid' } },
    {
      path: '/tanya-jawab/baru',
      cookie: '',
      typed: {
        pertanyaan: 'Apakah ijazah sementara diterima?',
        penjelasan: 'Saya lulus bulan lalu.',
        email: 'penanya@contoh.invalid',
      },
    },
    {
      path: `/lamaran/${application}/diri`,
      cookie: applicant,
      typed: { name: 'Nama Yang Diketik', address: 'Gang Yang Diketik 12', phone: '080000012345' },
    },
    {
      path: `/lamaran/${application}/pendidikan`,
      cookie: applicant,
      typed: { institution: 'Kampus Yang Diketik', diploma_number: 'NOMOR/DIKETIK/1' },
    },
    {
      path: '/petugas/seleksi',
      cookie: secretary,
      typed: { judul: 'Seleksi Yang Diketik', id: 'seleksi-ketik' },
    },
    { path: '/petugas/pejabat', cookie: secretary, typed: { surat: 'Keputusan Yang Diketik 7' } },
    {
      path: `${round}/pengumuman`,
      cookie: secretary,
      typed: { judul: 'Judul Yang Diketik', isi: 'Isi pengumuman yang diketik panjang.' },
    },
  ]
}

const tokenOf = (text: string) => /name="token" value="([^"]+)"/.exec(text)?.[1] ?? ''

test('a form without a token, with a foreign one or with that of another form is refused and keeps what was typed', async () => {
  const before = await everything()
  const wrong: string[] = []
  const other = await demo.enter('siap dikirim')
  const [foreign] = await demo.query<{ id: string }>(
    'select id from person.application where person_id = $1',
    [demo.accounts.find(({ label }) => label.includes('siap dikirim'))!.personId],
  )
  const elsewhere = tokenOf((await ask('/lupa-sandi')).text)
  for (const { path, cookie, typed } of await forms()) {
    const page = (await ask(path, { cookie })).text
    const own = tokenOf(page)
    assert.notEqual(own, '', `${path} has no token`)
    // Of somebody else's session, of another form of this one, changed by one letter, missing.
    const tokens = [
      tokenOf((await ask(`/lamaran/${foreign!.id}/diri`, { cookie: other })).text),
      path === '/lupa-sandi' ? 'x.y.z' : elsewhere,
      `${own.slice(0, -1)}${own.endsWith('A') ? 'B' : 'A'}`,
      '',
    ]
    for (const token of tokens) {
      const { status, text } = await ask(path, { cookie, body: { ...hiddenOf(page), token, ...typed } })
      const lost = Object.entries(typed).filter(([, value]) => !text.includes(value))
      if (status !== 422 || lost.length > 0)
        wrong.push(
          `${path} with "${token.slice(0, 12)}": ${status}, lost ${lost.map(([name]) => name).join() || 'nothing'}`,
        )
    }
  }
  assert.deepEqual(wrong, [])
  assert.equal(await everything(), before)
})

test('a token is good for twelve hours, not longer, and the page that says so keeps what was typed', async () => {
  const fresh = await Promise.all(
    (await forms())
      .filter(({ cookie }) => cookie !== secretary)
      .map(async (form) => ({
        ...form,
        hidden: hiddenOf((await ask(form.path, { cookie: form.cookie })).text),
      })),
  )
  // Sessions of the demo idle out after 16 hours, the token does after 12.
  await demo.advance('12 hours 1 minute')
  for (const { path, cookie, typed, hidden } of fresh) {
    const { status, text } = await ask(path, { cookie, body: { ...hidden, ...typed } })
    assert.equal(status, 422, path)
    for (const value of Object.values(typed)) assert.ok(text.includes(value), `${path} lost "${value}"`)
  }
})

test('a header of 17 KiB and a method that nobody uses are refused', async () => {
  const { port } = new URL(demo.url)
  const raw = (options: { method: string; headers?: Record<string, string> }) =>
    new Promise<number>((resolve) => {
      const asked = request({ host: '127.0.0.1', port, path: '/', ...options }, (response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      asked.on('error', () => resolve(0))
      asked.end()
    })
  assert.ok([431, 0].includes(await raw({ method: 'GET', headers: { 'x-besar': 'a'.repeat(17 * 1024) } })))
  for (const method of ['TRACE', 'PUT', 'DELETE', 'PATCH']) assert.ok((await raw({ method })) >= 400, method)
})
