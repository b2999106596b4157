// Who may see what, asked of every address that exists: what belongs to one applicant is asked for as another and as a
// visitor, staff pages as an applicant, and each desk as an officer of another role. New routes join by themselves.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addressOf, openDemo, type Demo } from './demo.ts'
import { personalValues, searcher } from './values.ts'

const demo: Demo = await openDemo()
after(() => demo.stop())

type Owned = {
  label: string
  cookie: string
  personId: string
  application: string
  /** A part of an address and its value for this person. */
  values: Record<string, string>
  find: (text: string) => string[]
}
const owners: Owned[] = []

before(async () => {
  const sealed = await personalValues({
    databaseUrl: demo.databaseUrl,
    dataDir: demo.services.settings.dataDir,
  })
  for (const { label, personId } of demo.accounts.filter(({ kind }) => kind === 'applicant')) {
    const [application] = await demo.query<{ id: string }>(
      'select id from person.application where person_id = $1',
      [personId],
    )
    const [document] = await demo.query<{ id: string; slot: string }>(
      'select id, slot from person.document where person_id = $1 order by slot',
      [personId],
    )
    const [entry] = await demo.query<{ idx: string }>(
      'select e.idx from act.submission s join log.entry e on e.id = s.entry_id where s.person_id = $1',
      [personId],
    )
    owners.push({
      label,
      cookie: await demo.enter(label),
      personId,
      application: application!.id,
      values: {
        id: application!.id,
        document: document?.id ?? '00000000-0000-4000-8000-000000000000',
        slot: document?.slot ?? 'diploma',
        file: `${entry?.idx ?? 0}.tlog-proof`,
        stage: 'adminResult',
      },
      // Ids stand in the addresses that are asked for; what must not come back is the rest.
      find: searcher(sealed.filter((value) => value.personId === personId && !value.kind.endsWith(' id'))),
    })
  }
})

type Answer = { status: number; location: string; text: string }

async function ask(path: string, cookie: string, body?: Record<string, string>): Promise<Answer> {
  const response = await fetch(demo.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    redirect: 'manual',
    headers: cookie === '' ? {} : { cookie },
    ...(body === undefined ? {} : { body: new URLSearchParams(body) }),
    signal: AbortSignal.timeout(30_000),
  })
  return {
    status: response.status,
    location: response.headers.get('location') ?? '',
    text: await response.text(),
  }
}

const isRefused = ({ status, location }: Answer) =>
  status === 404 ||
  status === 403 ||
  status === 401 ||
  (status === 303 && /^\/(?:petugas\/)?masuk(?:\?|$)/.test(location))

/** Addresses with the id of an application or a document in them. */
const ownRoutes = demo.routes.filter(({ path }) => /^\/(?:lamaran|berkas)\/.*:/.test(path))
const addressFor = (owner: Owned, path: string) =>
  addressOf(
    path,
    path.startsWith('/berkas/') ? { ...owner.values, id: owner.values['document']! } : owner.values,
  )

test('every address of an application answers its owner', async () => {
  const answered = new Map<string, number>()
  for (const owner of owners) {
    for (const { path } of ownRoutes.filter(({ method }) => method === 'GET')) {
      const { status } = await ask(addressFor(owner, path), owner.cookie)
      assert.ok(status < 500, `${path}: ${status} for ${owner.label}`)
      if (status === 200 || status === 303) answered.set(path, (answered.get(path) ?? 0) + 1)
    }
  }
  const silent = ownRoutes
    .filter(({ method, path }) => method === 'GET' && !answered.has(path))
    .map(({ path }) => path)
  assert.deepEqual(silent, [], 'no owner got an answer: the matrix below would prove nothing')
})

test('what belongs to one applicant does not exist for another', async () => {
  const wrong: string[] = []
  for (const owner of owners) {
    const stranger = owners.find((one) => one.personId !== owner.personId)!
    for (const { path } of ownRoutes.filter(({ method }) => method === 'GET')) {
      const address = addressFor(owner, path)
      const answer = await ask(address, stranger.cookie)
      // A short address that only leads to another may do so; the page it leads to is asked in its own turn.
      const leadsOn =
        answer.status === 303 &&
        answer.text === '' &&
        answer.location.startsWith(`/lamaran/${owner.application}/`)
      const values = owner.find(answer.text)
      if ((answer.status !== 404 && !leadsOn) || values.length > 0)
        wrong.push(`${address}: ${answer.status} ${answer.location} ${values.join()}`)
    }
  }
  assert.deepEqual(wrong, [])
})

test('a visitor is led to sign in and is told nothing', async () => {
  const wrong: string[] = []
  for (const owner of owners) {
    for (const { path } of ownRoutes.filter(({ method }) => method === 'GET')) {
      const answer = await ask(addressFor(owner, path), '')
      const leadsOn =
        answer.status === 303 &&
        answer.text === '' &&
        answer.location.startsWith(`/lamaran/${owner.application}/`)
      if ((!isRefused(answer) && !leadsOn) || owner.find(answer.text).length > 0)
        wrong.push(`${path}: ${answer.status} ${answer.location}`)
    }
  }
  for (const path of ['/lamaran', '/kotak-masuk', '/akun', '/akun/data', '/akun/perangkat', '/aliran']) {
    const answer = await ask(path, '')
    if (!isRefused(answer)) wrong.push(`${path}: ${answer.status} ${answer.location}`)
  }
  assert.deepEqual(wrong, [])
})

test('an officer does not enter the pages of an applicant', async () => {
  const wrong: string[] = []
  const cookie = await demo.enter('Ketua')
  for (const owner of owners.slice(0, 3)) {
    for (const { path } of ownRoutes.filter(({ method }) => method === 'GET')) {
      const answer = await ask(addressFor(owner, path), cookie)
      const leadsOn = answer.status === 303 && answer.text === ''
      if ((!isRefused(answer) && !leadsOn) || owner.find(answer.text).length > 0)
        wrong.push(`${path}: ${answer.status}`)
    }
  }
  assert.deepEqual(wrong, [])
})

const personal = [
  'person.application',
  'person.document',
  'person.field',
  'person.notice',
  'act.submission',
  'act.withdrawal',
  'act.objection',
  'act.opinion',
  'act.decision',
  'act.score_import',
  'act.announcement',
  'act.schedule',
  'act.formation',
  'act.rule_set',
  'act.appointment',
  'site.proposal',
  'site.selection',
  'site.assignment',
  'site.publication',
]

async function state(tables = personal): Promise<string> {
  const digests = await Promise.all(
    tables.map(async (table) => {
      const [row] = await demo.query<{ digest: string | null }>(
        `select md5(string_agg(md5(t::text), '' order by t::text)) as digest from ${table} t`,
      )
      return `${table} ${row?.digest ?? ''}`
    }),
  )
  return digests.join('\n')
}

/** A token that this session was really given: of any form on the page. */
async function tokenOn(path: string, cookie: string): Promise<string> {
  return /name="token" value="([^"]+)"/.exec((await ask(path, cookie)).text)?.[1] ?? ''
}

test('no form of an application works for another applicant, with a token of their own or with the token of the owner', async () => {
  const [owner, stranger] = [
    owners.find(({ label }) => label.includes('siap dikirim'))!,
    owners.find(({ label }) => label.includes('konsep'))!,
  ]
  const before = await state()
  const wrong: string[] = []
  for (const { path } of ownRoutes.filter(({ method }) => method === 'POST')) {
    const address = addressFor(owner, path)
    for (const token of [
      await tokenOn(`/lamaran/${stranger.application}/diri`, stranger.cookie),
      await tokenOn(address.replace(/\/(?:batal-tarik|simpan)$/, '/diri'), owner.cookie),
    ]) {
      const answer = await ask(address, stranger.cookie, {
        token,
        name: 'Orang Lain',
        syarat: 'ya',
        benar: 'ya',
        alasan: 'alasan yang cukup panjang',
        versi: '1',
      })
      if (answer.status < 300 || answer.status >= 500 || owner.find(answer.text).length > 0)
        wrong.push(`${address}: ${answer.status}`)
    }
  }
  assert.deepEqual(wrong, [])
  assert.equal(await state(), before, 'a row changed')
})

const staffRoutes = demo.routes.filter(
  ({ path }) => /^\/petugas(?:\/|$)/.test(path) && !/^\/petugas\/(?:masuk|kode|undangan)(?:\/|$)/.test(path),
)

async function staffValues(): Promise<Record<string, string>> {
  const [selection] = await demo.query<{ id: string }>('select id from site.selection order by id desc')
  const [application] = await demo.query<{ id: string }>(
    `select id from person.application where selection_id = $1 and state = 'submitted' order by id`,
    [selection!.id],
  )
  return {
    id: application!.id,
    selection: selection!.id,
    what: 'setuju',
    stage: 'adminResult',
    n: '1',
    objection: application!.id,
    question: '1',
  }
}
const staffAddress = (path: string, values: Record<string, string>) =>
  addressOf(
    path,
    /^\/petugas\/(?:seleksi|laporan)\//.test(path) ? { ...values, id: values['selection']! } : values,
  )

test('no page and no form of the committee is served to an applicant or a visitor', async () => {
  const values = await staffValues()
  const before = await state()
  const wrong: string[] = []
  for (const cookie of [owners[0]!.cookie, '']) {
    for (const { method, path } of staffRoutes) {
      const address = staffAddress(path, values)
      const answer = await ask(
        address,
        cookie,
        method === 'POST' ? { token: 'x', seleksi: values['selection']! } : undefined,
      )
      if (!isRefused(answer)) wrong.push(`${method} ${address}: ${answer.status} ${answer.location}`)
    }
  }
  assert.deepEqual(wrong, [])
  assert.equal(await state(), before, 'a row changed')
})

// committee.md 1: the desk of each role. What stands in no line here (home, proposals) is for every officer.
const desks: readonly { path: RegExp; roles: readonly string[] }[] = [
  { path: /^\/petugas\/periksa/, roles: ['Pemeriksa', 'Panel'] },
  { path: /^\/petugas\/sanggah/, roles: ['Panel', 'Ketua'] },
  { path: /^\/petugas\/nilai/, roles: ['Petugas nilai'] },
  { path: /^\/petugas\/seleksi/, roles: ['Sekretaris', 'Ketua'] },
  { path: /^\/petugas\/hasil/, roles: ['Sekretaris', 'Ketua'] },
  { path: /^\/petugas\/laporan/, roles: ['Sekretaris', 'Ketua'] },
  { path: /^\/petugas\/tanya/, roles: ['Petugas tanya', 'Sekretaris', 'Ketua'] },
  { path: /^\/petugas\/pejabat/, roles: ['Sekretaris', 'Ketua'] },
]

test('a desk of another role shows no person and takes no act', async () => {
  const values = await staffValues()
  const applicants = (
    await personalValues({ databaseUrl: demo.databaseUrl, dataDir: demo.services.settings.dataDir })
  ).filter(
    (value) =>
      owners.some(({ personId }) => personId === value.personId) ||
      value.kind === 'nik' ||
      value.kind === 'name',
  )
  const find = searcher(applicants.filter(({ kind }) => !kind.endsWith(' id')))
  const before = await state()
  const wrong: string[] = []
  for (const label of [
    'Sekretaris',
    'Ketua',
    'Pemeriksa',
    'Panel sanggah',
    'Petugas nilai',
    'Petugas tanya',
  ]) {
    const cookie = await demo.enter(label)
    const token = await tokenOn('/petugas/seleksi', cookie)
    for (const { method, path } of staffRoutes) {
      const desk = desks.find((one) => one.path.test(path))
      if (desk === undefined || desk.roles.some((role) => label.startsWith(role))) continue
      const address = staffAddress(path, values)
      const answer = await ask(
        address,
        cookie,
        method === 'POST'
          ? {
              token,
              seleksi: values['selection']!,
              tahap: 'finalResult',
              tes: 'skd',
              petugas: owners[0]!.personId,
              peran: 'ketua',
              surat: 'Keputusan 1',
            }
          : undefined,
      )
      // Back to the officer's own start, which has its ways.
      if (answer.status === 303 && answer.location === '/petugas' && answer.text === '') continue
      const empty =
        method === 'GET' && answer.status === 200 && !path.includes(':') && find(answer.text).length === 0
      if (!isRefused(answer) && !empty && answer.status !== 422)
        wrong.push(`${label}: ${method} ${address}: ${answer.status} ${answer.location}`)
      if (find(answer.text).length > 0)
        wrong.push(`${label}: ${method} ${address} names ${find(answer.text).join()}`)
    }
  }
  assert.deepEqual(wrong, [])
  assert.equal(await state(), before, 'a row changed')
})

test('a file that was not assigned does not open for a screener', async () => {
  const [officer] = demo.accounts.filter(({ label }) => label.startsWith('Pemeriksa ('))
  const cookie = await demo.enter('Pemeriksa (')
  const files = await demo.query<{ id: string; person: string; document: string }>(
    `select a.id, a.person_id as person, d.id as document from person.application a join person.document d on d.application_id = a.id
     where a.state = 'submitted' and not exists (select 1 from site.assignment s where s.application_id = a.id and s.officer_id = $1)
     and not exists (select 1 from act.opinion o where o.application_id = a.id and o.officer_id = $1) order by a.id, d.slot limit 6`,
    [officer!.personId],
  )
  assert.ok(files.length > 0, 'no file is free')
  const before = await demo.query('select count(*)::int as n from act.access')
  for (const { id, document } of files) {
    for (const path of [
      `/petugas/periksa/${id}`,
      `/petugas/periksa/${id}/alamat`,
      `/petugas/berkas/${document}`,
      `/petugas/berkas/${document}/lihat`,
      `/petugas/berkas/${document}/halaman/1`,
      `/berkas/${document}`,
    ]) {
      const answer = await ask(path, cookie)
      assert.ok(isRefused(answer), `${path}: ${answer.status} ${answer.location}`)
    }
  }
  assert.deepEqual(await demo.query('select count(*)::int as n from act.access'), before)
})

test('addresses with odd parts end in no fault', async () => {
  const odd = [
    'x',
    '0',
    '-1',
    '%00',
    '%E0%A4%A',
    "'",
    '99999999999999999999',
    '00000000-0000-4000-8000-000000000000',
    '../../etc/passwd',
    'a'.repeat(300),
  ]
  const faults: string[] = []
  const cookies = ['', owners[0]!.cookie, await demo.enter('Sekretaris'), await demo.enter('Pemeriksa (')]
  for (const { path } of demo.routes.filter(
    ({ method, path: route }) => method === 'GET' && route.includes(':') && !route.startsWith('/en/'),
  )) {
    for (const value of odd) {
      const parts = new Proxy<Record<string, string>>({}, { get: () => value })
      for (const cookie of path.startsWith('/petugas') || path.startsWith('/lamaran') ? cookies : ['']) {
        const { status } = await ask(addressOf(path, parts), cookie)
        if (status >= 500) faults.push(`${addressOf(path, parts)}: ${status}`)
      }
    }
  }
  assert.deepEqual([...new Set(faults)], [])
})
