// A question from its form to its answer over HTTP, with a real log: what is refused, what is sent twice, who may
// answer, and that nothing is public before its time.
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { appointFirst } from '../accounts/appointment.ts'
import { openAccountTest, openBrowser, until, type AccountTest } from '../accounts/portal-fixture.ts'
import { approve } from '../accounts/proposals.ts'
import { testDatabase } from '../../../../tests/support/database.ts'
import { answer, answerKind, answerProposalKind, type AnswerDraft } from './answer.ts'
import type { Citation } from './queries.ts'

let portal: AccountTest
const database = await testDatabase()
after(() => portal.stop())
const selection = '2027-cpns'
const source = 'a'.repeat(64)
const citation: Citation = {
  kind: 'announcement',
  ref: 'P-1',
  version: 1,
  locator: 'paragraf 1',
  quote: 'Satu orang melamar satu lowongan.',
  source,
}
const people: Record<'petugastanya' | 'sekretaris' | 'ketua' | 'pelamar', string> = {
  petugastanya: '',
  sekretaris: '',
  ketua: '',
  pelamar: '',
}
const browsers: Record<string, ReturnType<typeof openBrowser>> = {}

/** A session of now: the one before has ended when the clock moved by days. */
async function enter(who: keyof typeof people): Promise<void> {
  const token = randomBytes(32).toString('base64url')
  const now = portal.services.clock.now()
  await portal.services.db
    .insertInto('auth.session')
    .values({
      token_hash: createHash('sha256').update(token).digest(),
      person_id: people[who],
      kind: who === 'pelamar' ? 'applicant' : 'officer',
      created_at: now,
      seen_at: now,
      proof_at: now,
      ends_at: new Date(now.getTime() + 90 * 86_400_000),
    })
    .execute()
  browsers[who]!.jar.set('terang_sesi', token)
}

async function advance(by: string): Promise<void> {
  await portal.advance(by)
  for (const who of Object.keys(people) as (keyof typeof people)[]) await enter(who)
}

before(async () => {
  portal = await openAccountTest(database.url)
  const { services } = portal
  const { worker } = services
  for (const who of Object.keys(people) as (keyof typeof people)[]) {
    const kind = who === 'pelamar' ? 'applicant' : 'officer'
    people[who] = await services.vault.createPerson(worker, kind)
    if (who === 'pelamar')
      await services.vault.putFields(worker, people[who], { email: 'pelamar@contoh.example' })
    browsers[who] = openBrowser(portal.url)
    await enter(who)
  }
  await appointFirst(
    services,
    (['petugastanya', 'sekretaris', 'ketua'] as const).map((role) => ({
      personId: people[role],
      role,
      decree: 'SK 1',
    })),
  )
  await worker
    .insertInto('site.selection')
    .values({
      id: selection,
      title: 'Seleksi CPNS 2027',
      rule_set: 'cpns-2024',
      created_by: people.sekretaris,
    })
    .execute()
  await worker.transaction().execute(async (trx) => {
    const at = services.clock.now()
    const entry = await services.record.enqueue(trx, {
      t: 'pengumuman.terbit',
      at,
      by: 'sekretaris:s01',
      sel: selection,
      body: { nomor: 'P-1', jenis: 'lowongan', versi: 1, sha256: source, setuju: ['ketua:k01'] },
    })
    await trx
      .insertInto('act.announcement')
      .values({
        selection_id: selection,
        number: 'P-1',
        kind: 'lowongan',
        version: 1,
        title: 'Pengumuman lowongan',
        body: JSON.stringify({ paragraphs: [citation.quote] }),
        sha256: source,
        at,
        proposer_id: people.sekretaris,
        second_id: people.ketua,
        entry_id: entry,
      })
      .execute()
  })
  await until(async () =>
    (await portal.services.db
      .selectFrom('act.announcement as a')
      .innerJoin('log.effective as e', 'e.id', 'a.entry_id')
      .select('number')
      .executeTakeFirst())
      ? true
      : undefined,
  )
})

const filled = (pertanyaan: string, more: Record<string, string> = {}) => ({
  seleksi: selection,
  umum: '1',
  topik: 'umum',
  pertanyaan,
  berbeda: '1',
  ...more,
})
const idOf = async (title: string) =>
  await portal.services.worker
    .selectFrom('site.question')
    .select(['id', 'state'])
    .where('title', '=', title)
    .execute()
const send = (who: string, form: Record<string, string>) => browsers[who]!.send('/tanya-jawab/baru', form)

/** A published question, written past the form. */
async function published(title: string, topic = 'umum'): Promise<number> {
  const now = portal.services.clock.now()
  const row = await portal.services.worker
    .insertInto('site.question')
    .values({
      selection_id: selection,
      formation_id: null,
      state: 'published',
      topic,
      title,
      body: '',
      shown_name: 'Penanya BCDF',
      reason: null,
      canonical_id: null,
      arrived_at: now,
      published_at: now,
      answered_at: null,
      due_at: new Date(now.getTime() + 7 * 86_400_000),
      form_token: randomBytes(12).toString('hex'),
      confirm_hash: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}
const draft = (question: number, more: Partial<AnswerDraft> = {}): AnswerDraft => ({
  question,
  kind: 'penjelasan',
  body: 'Ya, boleh.',
  citations: [citation],
  ...more,
})

test('personal data is refused with its line, and nothing typed is lost', async () => {
  for (const [text, word] of [
    ['Nomor saya 0812 3456 7890, apakah boleh?', 'nomor telepon'],
    ['NIK 6171041209900001 apakah terdaftar?', 'NIK'],
    ['Kirim ke saya@contoh.example apakah bisa?', 'alamat email'],
    ['NIP 198501012010011001 apakah boleh ikut?', 'NIP'],
  ] as const) {
    const answered = await send('pelamar', filled(text))
    assert.equal(answered.status, 422, text)
    assert.match(answered.errors.join(), new RegExp(`Baris 1 memuat .*${word}`))
    assert.ok(answered.text.includes(text.slice(0, 12)), 'the text stays')
    assert.deepEqual(await idOf(text), [])
  }
  const second = await send(
    'pelamar',
    filled('Apakah boleh melamar dua kali?', { penjelasan: 'Begini.\nTelepon +62 812-3456-7890' }),
  )
  assert.match(second.errors.join(), /Baris 2 memuat nomor telepon/)
})

test('a form without its parts comes back with a line for each', async () => {
  const answered = await send('pelamar', { seleksi: selection, pertanyaan: 'Apa?' })
  assert.equal(answered.status, 422)
  assert.equal(answered.errors.length, 3)
  assert.match(
    (await send('pelamar', filled('Apakah ada biaya pendaftaran?', { situs: 'x' }))).errors.join(),
    /tersembunyi/,
  )
  assert.equal(
    (await openBrowser(portal.url).send('/tanya-jawab/baru', filled('Apakah ada biaya pendaftaran?'))).status,
    422,
    'a guest has no address',
  )
})

test('an applicant asks: not public before moderation; sent twice it is one question; the same text is refused', async () => {
  const title = 'Apakah surat keterangan sehat dari luar kota diterima?'
  const page = await browsers['pelamar']!.get('/tanya-jawab/baru')
  const token = /name="token" value="([^"]+)"/.exec(page.text)![1]!
  const post = () =>
    fetch(`${portal.url}/tanya-jawab/baru`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: `terang_sesi=${browsers['pelamar']!.jar.get('terang_sesi')}` },
      body: new URLSearchParams({ token, ...filled(title) }),
    })
  const answers = await Promise.all([post(), post()])
  assert.deepEqual(
    answers.map((one) => one.status),
    [303, 303],
  )
  assert.equal(answers[0].headers.get('location'), answers[1].headers.get('location'))
  const [row, ...more] = await idOf(title)
  assert.equal(more.length, 0)
  assert.equal(row!.state, 'inModeration')
  assert.ok(!(await browsers['pelamar']!.get('/tanya-jawab?urut=terbaru')).text.includes(title))
  assert.equal((await browsers['pelamar']!.get(`/tanya-jawab/${row!.id}`)).status, 404)

  const soon = await send('pelamar', filled('Apakah kacamata boleh dipakai saat berfoto?'))
  assert.equal(soon.status, 429, 'two minutes apart')
  assert.ok(soon.text.includes('Apakah kacamata'))
  await advance('3 minutes')
  assert.equal((await send('pelamar', filled(title.toUpperCase()))).status, 409)

  const desk = browsers['petugastanya']!
  assert.ok((await desk.get('/petugas/tanya')).text.includes(title))
  assert.equal(
    (await desk.send(`/petugas/tanya/${row!.id}`, {}, `/petugas/tanya/${row!.id}/terbit`)).status,
    303,
  )
  await until(async () => ((await desk.get(`/tanya-jawab/${row!.id}`)).status === 200 ? true : undefined))
  const open = await desk.get(`/tanya-jawab/${row!.id}`)
  assert.match(open.text, /Penanya [BCDFGHJKLMNPRSTVWXZ]{4}/)
  assert.match((await desk.get(`/tanya-jawab/${row!.id}/tenggat`)).text, /Hari kerja ke-5/)
  const notices = await portal.services.worker
    .selectFrom('person.notice')
    .select('code')
    .where('person_id', '=', people.pelamar)
    .execute()
  assert.deepEqual(
    notices.map((one) => one.code),
    ['QA_TERBIT'],
  )

  const like = await send(
    'pelamar',
    filled('Apakah surat keterangan sehat luar kota boleh diterima?', { berbeda: '' }),
  )
  assert.equal(like.status, 200)
  assert.match(like.text, /Tetap kirim, pertanyaan saya berbeda/)
})

test('a guest confirms by mail with a press; opening the link alone changes nothing; unconfirmed it is deleted', async () => {
  const title = 'Apakah tempat tes dapat dimasuki kursi roda?'
  const guest = openBrowser(portal.url)
  assert.equal(
    (await guest.send('/tanya-jawab/baru', filled(title, { email: 'tamu@contoh.example' }))).status,
    303,
  )
  const [row] = await idOf(title)
  assert.equal(row!.state, 'awaitingConfirmation')
  const letter = await until(async () =>
    (await portal.services.mail.outbox(50)).find((one) => one.to === 'tamu@contoh.example'),
  )
  const link = /\/tanya-jawab\/konfirmasi\/[\w-]+/.exec(letter.text)![0]
  await guest.get(link)
  assert.equal((await idOf(title))[0]!.state, 'awaitingConfirmation')
  assert.equal((await guest.send(link, {})).status, 303)
  assert.equal((await idOf(title))[0]!.state, 'inModeration')
  assert.match((await guest.get(link)).text, /sudah kami terima/)
  const stored = await portal.services.worker
    .selectFrom('person.question_asker')
    .selectAll()
    .where('question_id', '=', row!.id)
    .executeTakeFirstOrThrow()
  assert.ok(!Buffer.from(stored.contact!).toString('latin1').includes('tamu@'), 'the address is sealed')

  const other = 'Apakah peserta boleh membawa bekal makanan?'
  await guest.send('/tanya-jawab/baru', filled(other, { email: 'lain@contoh.example' }))
  await advance('49 hours')
  await until(async () => ((await idOf(other)).length === 0 ? true : undefined), 70_000)
})

test('what nobody moderates in one working day is published by itself and says so', async () => {
  const title = 'Apakah tempat tes dapat dimasuki kursi roda?'
  await advance('4 days')
  const row = await until(async () => (await idOf(title)).find((one) => one.state === 'published'), 70_000)
  assert.match((await openBrowser(portal.url).get(`/tanya-jawab/${row.id}`)).text, /Terbit otomatis/)
})

test('a refusal is an entry with its code, tells the asker, and shows no text', async () => {
  const title = 'Bimbingan belajar murah, apakah panitia mau memasang?'
  assert.equal((await send('pelamar', filled(title))).status, 303)
  const [row] = await idOf(title)
  const desk = browsers['petugastanya']!
  assert.equal(
    (await desk.send(`/petugas/tanya/${row!.id}`, { kode: '' }, `/petugas/tanya/${row!.id}/tolak`)).status,
    422,
  )
  const answers = await Promise.all(
    [1, 2].map(() =>
      desk.send(`/petugas/tanya/${row!.id}`, { kode: 'PROMOSI' }, `/petugas/tanya/${row!.id}/tolak`),
    ),
  )
  assert.deepEqual(
    answers.map((one) => one.status).toSorted((a, b) => a - b),
    [303, 409],
    'two at once, one outcome',
  )
  const page = await until(async () => {
    const found = await desk.get('/tanya-jawab/moderasi')
    return found.text.includes('Tidak diterbitkan') ? found : undefined
  })
  assert.ok(!page.text.includes(title))
  assert.equal((await desk.get(`/tanya-jawab/${row!.id}`)).status, 404)
})

test('an answer without a source is refused, a holding one needs a date within five working days', async () => {
  const id = await published('Apakah nilai tahun lalu dapat dipakai lagi?')
  const { services } = portal
  assert.deepEqual(await answer(services, people.petugastanya, draft(id, { citations: [] }), false), {
    kind: 'problem',
    problem: 'noCitation',
  })
  const form = await browsers['petugastanya']!.send(
    `/petugas/tanya/${id}`,
    { jawaban: 'Tidak dapat.', jenis: 'penjelasan' },
    `/petugas/tanya/${id}/jawab`,
  )
  assert.equal(form.status, 422)
  assert.ok(form.text.includes('Tidak dapat.'), 'the text stays')
  const holding = draft(id, { kind: 'belum_dapat_dijawab', citations: [] })
  assert.deepEqual(await answer(services, people.petugastanya, holding, false), {
    kind: 'problem',
    problem: 'noPromise',
  })
  assert.deepEqual(
    await answer(services, people.petugastanya, { ...holding, promised: '2099-01-01' }, false),
    { kind: 'problem', problem: 'promiseTooLate' },
  )
})

test('nobody without the role answers', async () => {
  const id = await published('Apakah foto boleh memakai kacamata bening?')
  assert.deepEqual(await answer(portal.services, people.sekretaris, draft(id), false), {
    kind: 'refused',
    refusal: 'notAllowed',
  })
  assert.equal((await browsers['pelamar']!.get(`/petugas/tanya/${id}`)).status, 303)
})

test('an answer on documents waits for the secretary; the same person, or another officer, does not approve it', async () => {
  const { services } = portal
  const id = await published('Apakah meterai tempel masih diterima?', 'berkas')
  const proposed = await answer(services, people.petugastanya, draft(id), false)
  assert.equal(proposed.kind, 'proposed')
  const proposal = proposed.kind === 'proposed' ? proposed.proposal : ''
  assert.deepEqual(await answer(services, people.petugastanya, draft(id), false), {
    kind: 'refused',
    refusal: 'alreadyOpen',
  })
  assert.ok(!(await openBrowser(portal.url).get(`/tanya-jawab/${id}`)).text.includes('Jawaban resmi'))
  const no = async (who: string) => {
    const outcome = await approve(services, answerProposalKind, proposal, who)
    return outcome.ok ? 'ok' : outcome.refusal
  }
  assert.equal(await no(people.petugastanya), 'samePerson')
  assert.equal(await no(people.ketua), 'notAllowed')
  const yes = await approve(services, answerProposalKind, proposal, people.sekretaris)
  assert.ok(yes.ok)
  await services.record.awaitEffective(yes.value[0]!)
  const page = await until(async () => {
    const found = await openBrowser(portal.url).get(`/tanya-jawab/${id}`)
    return found.text.includes('Jawaban resmi') ? found : undefined
  })
  assert.match(page.text, /disetujui petugas/)
  assert.match(page.text, /Pengumuman P-1, versi 1/)
  const bytes = await (await fetch(`${portal.url}/tanya-jawab/${id}/jawaban/1.json`)).arrayBuffer()
  const row = await services.db
    .selectFrom('act.answer')
    .select('sha256')
    .where('question_id', '=', id)
    .executeTakeFirstOrThrow()
  assert.equal(createHash('sha256').update(new Uint8Array(bytes)).digest('hex'), row.sha256)
})

test('an answer is public only with its entry; a correction is a new version and the old one stays', async () => {
  const { services } = portal
  const id = await published('Di mana pengumuman berikutnya dapat dibaca?')
  const first = await answer(
    services,
    people.petugastanya,
    draft(id, { body: 'Di halaman Pengumuman.' }),
    false,
  )
  assert.equal(first.kind, 'done')
  if (first.kind !== 'done') return
  await services.record.awaitEffective(first.entry)
  const second = await answer(
    services,
    people.petugastanya,
    draft(id, { body: 'Di halaman Pengumuman dan umpan Atom.' }),
    false,
  )
  assert.equal(second.kind, 'done')
  if (second.kind !== 'done') return
  await services.record.awaitEffective(second.entry)
  const page = await until(async () => {
    const found = await openBrowser(portal.url).get(`/tanya-jawab/${id}`)
    return found.text.includes('umpan Atom') ? found : undefined
  })
  assert.match(page.text, /Riwayat jawaban, 2 versi/)
  assert.match(page.text, /Diralat pada/)

  // A row whose entry is not in the log, as between commit and checkpoint.
  const waiting = await published('Apakah ada pengumuman susulan minggu ini?')
  await services.worker
    .insertInto('act.answer')
    .values({
      selection_id: selection,
      question_id: waiting,
      version: 1,
      kind: 'penjelasan',
      body: 'Belum tercatat.',
      citations: '[]',
      sha256: source,
      by_id: people.petugastanya,
      second_id: null,
      at: services.clock.now(),
      entry_id: randomBytes(16),
    })
    .execute()
  const hidden = await openBrowser(portal.url).get(`/tanya-jawab/${waiting}`)
  assert.ok(!hidden.text.includes('Belum tercatat'))
  assert.match(hidden.text, /Panitia belum menjawab/)
  assert.equal(answerKind, 'tanya.jawab')
})

test('hiding leaves a tombstone with its reason and no text; the feed and the list drop it', async () => {
  const title = 'Apakah petugas tertentu menerima uang dari peserta?'
  const id = await published(title)
  const desk = browsers['petugastanya']!
  assert.equal(
    (await desk.send(`/petugas/tanya/${id}`, { kode: 'TUDUHAN_PERORANGAN' }, `/petugas/tanya/${id}/sembunyi`))
      .status,
    303,
  )
  const page = await until(async () => {
    const found = await desk.get(`/tanya-jawab/${id}`)
    return found.text.includes('menyembunyikan') ? found : undefined
  })
  assert.ok(!page.text.includes(title))
  assert.ok(!(await desk.get('/tanya-jawab?urut=terbaru')).text.includes(title))
  const feed = await desk.get('/umpan/tanya-jawab.atom')
  assert.match(feed.text, /<feed/)
  assert.ok(!feed.text.includes(title))
})

test('a missed deadline is marked on the page and listed', async () => {
  const title = 'Kapan jadwal tes susulan ditetapkan panitia?'
  const id = await published(title)
  await openBrowser(portal.url).get(`/tanya-jawab/${id}`)
  await advance('9 days')
  const page = await until(async () => {
    const found = await openBrowser(portal.url).get(`/tanya-jawab/${id}`)
    return found.text.includes('Lewat batas') ? found : undefined
  }, 70_000)
  assert.match(page.text, /Lewat batas \d+ hari kerja/)
  assert.ok((await openBrowser(portal.url).get('/en/tanya-jawab?urut=lewat')).text.includes(title))
})
