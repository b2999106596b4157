// What may be uploaded, through the real address: each refusal says what to do, keeps nothing, and leaves the other
// files as they were. Bytes at rest are sealed.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { testDatabase } from '../../../../tests/support/database.ts'
import { makeJpeg, makePdf } from '../services/document-fixture.ts'
import {
  browserOf,
  formationId,
  goodFile,
  openApplyTest,
  publishRound,
  signUp,
  type ApplyTest,
  type TestApplicant,
} from './round-fixture.ts'
import { readUpload } from './upload-body.ts'

let portal: ApplyTest
after(() => portal?.stop())
const database = await testDatabase()
const day = 24 * 3_600_000
let person: TestApplicant
let browser: ReturnType<typeof browserOf>
let id: string

before(async () => {
  portal = await openApplyTest(database.url)
  const now = portal.services.clock.now().getTime()
  await publishRound(portal.services, { opensAt: new Date(now - day), closesAt: new Date(now + 10 * day) })
  person = await signUp(portal.services)
  browser = browserOf(portal.url, person)
  const started = await browser.send(`/lamaran/baru?formasi=${formationId}`, {})
  id = /\/lamaran\/([0-9a-f-]{36})/.exec(started.headers.get('Location')!)![1]!
})

const rows = () =>
  portal.services.worker
    .selectFrom('person.document')
    .selectAll()
    .where('application_id', '=', id)
    .where('state', 'in', ['accepted', 'doubtful'])
    .orderBy('slot')
    .execute()
async function refusedWith(slot: string, file: { bytes: Uint8Array; name: string }): Promise<string> {
  const before = await rows()
  const answer = await browser.upload(id, slot, file)
  assert.equal(answer.status, 422)
  assert.deepEqual(await rows(), before, 'a refused file changes nothing')
  const page = await answer.text()
  assert.match(page, /id="perbaiki"/, 'the summary stands on top')
  return /id="galat-[^"]*"[^>]*>[^]*?<span>([^<]*)<\/span>/.exec(page)?.[1]?.replaceAll('&quot;', '"') ?? ''
}

test('a good file is accepted, sealed at rest, and comes back byte for byte', async () => {
  const file = goodFile('diploma', 1)
  assert.equal((await browser.upload(id, 'diploma', file)).status, 303)
  const [row] = await rows()
  assert.deepEqual(
    [row!.slot, row!.state, row!.pages, row!.bytes],
    ['diploma', 'accepted', 2, file.bytes.length],
  )
  const atRest = await readFile(portal.services.documents.path(row!.object_key))
  assert.equal(atRest.includes('%PDF'), false)
  const back = await browser.get(`/berkas/${row!.id}`)
  assert.deepEqual(Buffer.from(await back.arrayBuffer()), Buffer.from(file.bytes))
  assert.equal(back.headers.get('Content-Security-Policy'), "default-src 'none'; sandbox")
})

test('a HEIC photo named .pdf', async () => {
  const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(2_000)])
  assert.equal(
    await refusedWith('transcript', { bytes: heic, name: 'transkrip.pdf' }),
    'Berkas ini HEIC. Kirim sebagai PDF. Di ponsel, pilih "Pindai dokumen" atau "Cetak ke PDF".',
  )
})

test('a text named .pdf', async () => {
  assert.equal(
    await refusedWith('transcript', { bytes: Buffer.from('halo'), name: 'transkrip.pdf' }),
    'Isi berkas bukan PDF, walaupun namanya berakhiran .pdf. Simpan ulang sebagai PDF.',
  )
})

test('a locked PDF', async () => {
  assert.match(
    await refusedWith('transcript', { bytes: makePdf({ pages: 1, encrypted: true }), name: 'a.pdf' }),
    /memakai kata sandi/,
  )
})

test('a PDF with a script', async () => {
  assert.match(
    await refusedWith('transcript', {
      bytes: makePdf({ pages: 1, catalog: '/OpenAction << /S /JavaScript /JS (1) >>' }),
      name: 'a.pdf',
    }),
    /memuat program/,
  )
})

test('a file over the limit of its slot, slightly and by far; KB are 1,024 bytes', async () => {
  const over = Buffer.concat([makePdf({ pages: 1 }), Buffer.alloc(500 * 1024)])
  assert.match(
    await refusedWith('transcript', { bytes: over, name: 'a.pdf' }),
    /^Transkrip nilai berukuran 50\d KB\. Paling besar 500 KB\. Perkecil berkasnya/,
  )
  const far = Buffer.concat([makePdf({ pages: 1 }), Buffer.alloc(3 * 1024 * 1024)])
  assert.match(
    await refusedWith('transcript', { bytes: far, name: 'a.pdf' }),
    /^Transkrip nilai berukuran 3,1 MB/,
  )
})

test('the same file in two slots', async () => {
  assert.equal(
    await refusedWith('transcript', goodFile('diploma', 1)),
    'Berkas ini sama dengan yang Anda unggah sebagai Ijazah (dengan serdik/STR bila perlu). Unggah Transkrip nilai di sini.',
  )
})

test('an empty file, and no file at all', async () => {
  assert.match(await refusedWith('transcript', { bytes: new Uint8Array(0), name: 'a.pdf' }), /kosong/)
  assert.match(await refusedWith('transcript', { bytes: new Uint8Array(0), name: '' }), /Pilih berkas dulu/)
})

test('a small picture needs a reason of ten letters; with it the slot is filled', async () => {
  assert.equal(
    (await browser.upload(id, 'idCard', { bytes: makeJpeg(640, 480), name: 'ktp.jpg' })).status,
    303,
  )
  const state = async () => (await rows()).find((row) => row.slot === 'idCard')!.state
  assert.equal(await state(), 'doubtful')
  const short = await browser.send(
    `/lamaran/${id}/berkas`,
    { alasan: 'rusak' },
    `/lamaran/${id}/berkas/idCard/alasan`,
  )
  assert.equal(short.status, 422)
  assert.equal(await state(), 'doubtful')
  await browser.send(
    `/lamaran/${id}/berkas`,
    { alasan: 'KTP lama, fotonya memang kecil' },
    `/lamaran/${id}/berkas/idCard/alasan`,
  )
  assert.equal(await state(), 'accepted')
})

test('a file is replaced by a new one and taken out; the old bytes are gone', async () => {
  const old = (await rows()).find((row) => row.slot === 'diploma')!
  assert.equal((await browser.upload(id, 'diploma', goodFile('diploma', 2))).status, 303)
  const replaced = (await rows()).find((row) => row.slot === 'diploma')!
  assert.notEqual(replaced.id, old.id)
  assert.equal(await portal.services.documents.exists(old.object_key), false)
  await browser.send(`/lamaran/${id}/berkas`, {}, `/lamaran/${id}/berkas/diploma/hapus`)
  assert.equal(
    (await rows()).some((row) => row.slot === 'diploma'),
    false,
  )
  assert.equal(await portal.services.documents.exists(replaced.object_key), false)
})

test('two uploads into one slot at once leave one file', async () => {
  const answers = await Promise.all(
    [3, 4].map((seed) => browser.upload(id, 'statement', goodFile('statement', seed))),
  )
  assert.deepEqual(
    answers.map((answer) => answer.status),
    [303, 303],
  )
  assert.equal((await rows()).filter((row) => row.slot === 'statement').length, 1)
})

test('an unknown slot and an application of somebody else are not found', async () => {
  assert.equal((await browser.upload(id, 'kk', goodFile('diploma'))).status, 404)
  const stranger = browserOf(portal.url, await signUp(portal.services))
  assert.equal((await stranger.upload(id, 'diploma', goodFile('diploma'))).status, 404)
})

test('a body that is shorter than announced is cut off; one that is longer than the limit is only counted', async () => {
  const request = (length: number, announced: number) =>
    new Request('http://localhost/', {
      method: 'POST',
      body: new Uint8Array(length),
      headers: { 'Content-Length': String(announced) },
    })
  assert.deepEqual(await readUpload(request(10, 20), 100), { kind: 'cutOff' })
  assert.deepEqual(await readUpload(request(200, 200), 100), { kind: 'tooLarge', bytes: 200 })
  assert.equal((await readUpload(request(100, 100), 100)).kind, 'whole')
})

test('the sixty-first file of an hour is refused with a time', async () => {
  const held = (await rows()).length
  const all = await portal.services.worker
    .selectFrom('person.document')
    .select('id')
    .where('person_id', '=', person.personId)
    .execute()
  assert.ok(held > 0)
  const [pattern] = await rows()
  for (let i = all.length; i < 60; i += 1) {
    await portal.services.worker
      .insertInto('person.document')
      .values({ ...pattern!, id: crypto.randomUUID(), state: 'replaced', findings: '[]' })
      .execute()
  }
  const answer = await browser.upload(id, 'diploma', goodFile('diploma', 9))
  assert.equal(answer.status, 429)
  assert.match(
    await answer.text(),
    /Anda sudah mengunggah 60 berkas dalam satu jam\. Coba lagi pukul \d\d\.\d\d WIB/,
  )
})
