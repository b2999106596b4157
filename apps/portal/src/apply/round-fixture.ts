// A published round and signed-in applicants for the tests of applying: a real portal in this process on a database of
// its own. The acts of publishing are written directly; their own doors are tested where they live.
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { canonicalRuleSet, parseRuleSet } from '@terang/rules/rule-set.ts'
import { testMasterKey } from '../../../../tests/support/database.ts'
import { makeJpeg, makePdf } from '../services/document-fixture.ts'
import { scoped } from '../services/database.ts'
import { loadSettings } from '../services/settings.ts'
import type { Services } from '../services/services.ts'
import { startPortal } from '../start.ts'
import { canonicalText, sha256Of, type PublishedFormation } from '../publish/published.ts'

export const selection = '2027-uji'
export const formationId = 'F-001'
const root = fileURLToPath(new URL('../../../..', import.meta.url))
const ruleSet = parseRuleSet(readFileSync(join(root, 'packages/rules/rule-sets/cpns-2024.json'), 'utf8'))

export interface ApplyTest {
  readonly url: string
  readonly services: Services
  stop: () => Promise<void>
}

export async function openApplyTest(databaseUrl: string): Promise<ApplyTest> {
  const folder = await mkdtemp(join(tmpdir(), 'terang-lamar-'))
  const settings = loadSettings({
    NODE_ENV: 'test',
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    MASTER_KEY: testMasterKey,
    PORT: '0',
    DEMO: '0',
    LOG_LEVEL: 'error',
  })
  const portal = await startPortal(settings, root)
  return {
    url: portal.url,
    services: portal.services,
    async stop() {
      await portal.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export function formation(id: string, title = 'PERAWAT TERAMPIL'): PublishedFormation {
  return {
    formationId: id,
    agencyId: '5371',
    agencyName: 'Pemerintah Kota Pontianak',
    positionId: 'P1',
    positionTitle: title,
    qualificationId: 'Q1',
    level: 'D-III',
    programmes: [{ name: 'D-III KEPERAWATAN' }],
    unitId: 'U1',
    unitPath: ['Dinas Kesehatan', 'UPT Puskesmas Alianyang'],
    formationType: 'general',
    seats: 2,
    minGpaX100: 275,
    slug: `${id.toLowerCase()}-uji`,
    documents: ruleSet.documents.map((one) => ({
      id: one.id,
      label: one.labelId,
      formats: one.formats,
      maxKB: one.maxKB.value,
      required: one.required,
      invalidIf: [],
    })),
  }
}

/** Publishes a round with two formations; waits until its entries are effective. */
export async function publishRound(
  services: Services,
  window: { opensAt: Date; closesAt: Date },
  id = selection,
): Promise<void> {
  const { worker, record } = services
  const [first, second] = [crypto.randomUUID(), crypto.randomUUID()]
  const at = services.clock.now()
  const last = await worker.transaction().execute(async (trx) => {
    await trx
      .insertInto('site.selection')
      .values({ id, title: 'Seleksi uji', rule_set: 'cpns-2024', created_by: first })
      .execute()
    const common = { sel: id, at, by: 'ketua:k1' }
    const two = { at, proposer_id: first, second_id: second, selection_id: id }
    const body = canonicalRuleSet(ruleSet)
    await trx
      .insertInto('act.rule_set')
      .values({
        ...two,
        version: 1,
        name: 'cpns-2024',
        sha256: sha256Of(body),
        body,
        entry_id: await record.enqueue(trx, {
          ...common,
          t: 'aturan.terbit',
          body: { nama: 'aturan-seleksi', versi: 1, sha256: sha256Of(body), setuju: ['sekretaris:s1'] },
        }),
      })
      .execute()
    const stages = canonicalText([
      { id: 'application', start: window.opensAt.toISOString(), end: window.closesAt.toISOString() },
    ])
    await trx
      .insertInto('act.schedule')
      .values({
        ...two,
        version: 1,
        stages,
        reason: null,
        sha256: sha256Of(stages),
        entry_id: await record.enqueue(trx, {
          ...common,
          t: 'jadwal.terbit',
          body: { versi: 1, sha256: sha256Of(stages), setuju: ['sekretaris:s1'] },
        }),
      })
      .execute()
    await trx
      .insertInto('act.announcement')
      .values({
        ...two,
        number: 'P1',
        kind: 'lowongan',
        version: 1,
        title: 'Pengumuman',
        body: '{"paragraphs":[]}',
        sha256: sha256Of(id),
        entry_id: await record.enqueue(trx, {
          ...common,
          t: 'pengumuman.terbit',
          body: { nomor: 'P1', jenis: 'lowongan', versi: 1, sha256: sha256Of(id), setuju: ['sekretaris:s1'] },
        }),
      })
      .execute()
    let entry: Uint8Array = new Uint8Array(0)
    for (const one of [formation(formationId), formation('F-002', 'BIDAN TERAMPIL')]) {
      const data = canonicalText(one)
      entry = await record.enqueue(trx, {
        ...common,
        t: 'formasi.terbit',
        body: { formasi: one.formationId, jumlah: 2, sha256: sha256Of(data), setuju: ['sekretaris:s1'] },
      })
      await trx
        .insertInto('act.formation')
        .values({
          ...two,
          formation_id: one.formationId,
          data,
          seats: 2,
          sha256: sha256Of(data),
          entry_id: entry,
        })
        .execute()
    }
    return entry
  })
  await record.awaitEffective(last, 10_000)
}

/** Moves the window, as an effective `jadwal.ubah` does. */
export async function changeWindow(
  services: Services,
  window: { opensAt: Date; closesAt: Date },
  version: number,
  id = selection,
): Promise<void> {
  const stages = canonicalText([
    { id: 'application', start: window.opensAt.toISOString(), end: window.closesAt.toISOString() },
  ])
  const at = services.clock.now()
  const entry = await services.worker.transaction().execute(async (trx) => {
    const entryId = await services.record.enqueue(trx, {
      t: 'jadwal.ubah',
      sel: id,
      at,
      by: 'ketua:k1',
      body: { versi: version, sha256: sha256Of(stages), alasan: 'perpanjangan', setuju: ['sekretaris:s1'] },
    })
    await trx
      .insertInto('act.schedule')
      .values({
        selection_id: id,
        version,
        stages,
        reason: 'perpanjangan',
        sha256: sha256Of(stages),
        at,
        proposer_id: crypto.randomUUID(),
        second_id: crypto.randomUUID(),
        entry_id: entryId,
      })
      .execute()
    return entryId
  })
  await services.record.awaitEffective(entry, 10_000)
}

export interface TestApplicant {
  readonly personId: string
  readonly cookie: string
}

/** An account with a session; the person is invented. */
export async function signUp(services: Services): Promise<TestApplicant> {
  const personId = await services.worker
    .transaction()
    .execute((trx) => services.vault.createPerson(trx, 'applicant'))
  const email = `${personId}@contoh.example`
  await scoped(services.db, { person: personId }, (trx) => services.vault.putFields(trx, personId, { email }))
  await services.worker
    .insertInto('auth.account')
    .values({
      person_id: personId,
      email_index: services.keys.emailIndex(email),
      password_hash: null,
      state: 'active',
      totp_last_step: null,
      wait_until: null,
      confirmed_at: services.clock.now(),
      totp_seed: null,
    })
    .execute()
  const token = randomBytes(32).toString('base64url')
  const now = services.clock.now()
  await services.worker
    .insertInto('auth.session')
    .values({
      token_hash: createHash('sha256').update(token).digest(),
      person_id: personId,
      kind: 'applicant',
      created_at: now,
      seen_at: now,
      proof_at: now,
      ends_at: new Date(now.getTime() + 3_600_000),
    })
    .execute()
  return { personId, cookie: `terang_sesi=${token}` }
}

export const identity = {
  name: 'Sri Contoh Wulandari',
  nik: '6171 0457 0696 9901',
  birth_place: 'Pontianak',
  'birth_date.day': '17',
  'birth_date.month': '6',
  'birth_date.year': '1996',
  sex: 'P',
  phone: '0812 0000 0000',
  address: 'Jalan Contoh 1, Pontianak',
}
export const education = {
  level: 'D-III',
  programme: 'D-III KEPERAWATAN',
  institution: 'Poltekkes Contoh',
  accreditation: 'baik_sekali',
  graduation_year: '2018',
  gpa: '3,45',
  diploma_number: 'C-0001',
}

/** One good file a slot; `seed` keeps the files of two people apart. */
export function goodFile(slot: string, seed = 0): { bytes: Uint8Array; name: string } {
  if (['photo', 'selfie', 'idCard'].includes(slot))
    return { bytes: makeJpeg(1200, 1600, `${slot} ${seed}`), name: `${slot}.jpg` }
  return { bytes: makePdf({ pages: 2, text: `${slot} ${seed}` }), name: `${slot}.pdf` }
}
export const requiredSlots = ruleSet.documents.filter((one) => one.required).map((one) => one.id)

/** A browser without scripts: follows no redirect by itself, keeps the cookie of one applicant. */
export function browserOf(url: string, applicant: TestApplicant) {
  const headers = { Cookie: applicant.cookie }
  const get = (path: string) => fetch(url + path, { headers, redirect: 'manual' })
  const post = (path: string, body: FormData | URLSearchParams) =>
    fetch(url + path, { method: 'POST', headers, body, redirect: 'manual' })
  const hidden = (html: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
  return {
    get,
    post,
    hidden,
    /** Opens a page, fills its form and sends it, as a person does. */
    async send(path: string, fields: Record<string, string>, to = path): Promise<Response> {
      const html = await (await get(path)).text()
      const body = new URLSearchParams({
        token: hidden(html, 'token'),
        versi: hidden(html, 'versi'),
        ...fields,
      })
      if (body.get('versi') === '') body.delete('versi')
      return post(to, body)
    },
    async upload(
      id: string,
      slot: string,
      file: { bytes: Uint8Array; name: string },
      known?: string,
    ): Promise<Response> {
      const token = known ?? hidden(await (await get(`/lamaran/${id}/berkas`)).text(), 'token')
      const form = new FormData()
      form.set('token', token)
      form.set('berkas', new File([file.bytes as Uint8Array<ArrayBuffer>], file.name))
      return post(`/lamaran/${id}/berkas/${slot}`, form)
    },
    /** From the vacancy to a draft that lacks nothing; gives its id. */
    async completeDraft(seed = 0, nik: string = identity.nik): Promise<string> {
      const started = await this.send(`/lamaran/baru?formasi=${formationId}`, {})
      const id = /\/lamaran\/([0-9a-f-]{36})/.exec(started.headers.get('Location') ?? '')?.[1]
      if (id === undefined)
        throw new Error(`not started: ${started.status} ${(await started.text()).slice(0, 500)}`)
      await this.send(`/lamaran/${id}/diri`, { ...identity, nik })
      await this.send(`/lamaran/${id}/pendidikan`, education)
      const token = hidden(await (await get(`/lamaran/${id}/berkas`)).text(), 'token')
      for (const slot of requiredSlots) {
        const answer = await this.upload(id, slot, goodFile(slot, seed), token)
        if (answer.status !== 303)
          throw new Error(
            `${slot}: ${answer.status} ${/galat[^]*?<span>([^<]*)/.exec(await answer.text())?.[1]}`,
          )
      }
      return id
    },
    submit(id: string): Promise<Response> {
      return this.send(`/lamaran/${id}/kirim`, { syarat: '1', benar: '1' })
    },
  }
}
