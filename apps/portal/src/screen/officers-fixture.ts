// Officers with effective roles and sessions for tests, and a browser without scripts for their desk.
import { createHash, randomBytes } from 'node:crypto'
import type { Role } from '../accounts/policy.ts'
import type { Services } from '../services/services.ts'

export interface TestOfficer {
  readonly personId: string
  readonly cookie: string
  readonly code: string
}

export async function officerWith(
  services: Services,
  selection: string,
  role: Role,
  code: string,
): Promise<TestOfficer> {
  const { worker, vault, record, clock } = services
  const at = clock.now()
  const { personId, entryId } = await worker.transaction().execute(async (trx) => {
    const personId = await vault.createPerson(trx, 'officer')
    const entryId = await record.enqueue(trx, {
      t: 'pejabat.tunjuk',
      at,
      by: 'ketua:k1',
      sel: selection,
      body: { peran: role, sandi: `${role}:${code}`, setuju: ['ketua:k2'] },
      personal: { person: personId, fields: { nama: 'Petugas Contoh' } },
    })
    await trx
      .insertInto('act.appointment')
      .values({
        selection_id: selection,
        person_id: personId,
        role,
        code,
        proposer_id: null,
        second_id: null,
        at,
        entry_id: entryId,
      })
      .execute()
    return { personId, entryId }
  })
  await record.awaitEffective(entryId, 10_000)
  const token = randomBytes(32).toString('base64url')
  await worker
    .insertInto('auth.session')
    .values({
      token_hash: createHash('sha256').update(token).digest(),
      person_id: personId,
      kind: 'officer',
      created_at: at,
      seen_at: at,
      proof_at: at,
      ends_at: new Date(at.getTime() + 8 * 3_600_000),
    })
    .execute()
  return { personId, cookie: `terang_sesi=${token}`, code: `${role}:${code}` }
}

/** All lines of a desk page answered with yes, except those named with a reason. */
export function verdictsOf(
  html: string,
  failed: Readonly<Record<string, { reason: string; note: string }>> = {},
): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [, id] of html.matchAll(/data-line="([a-z0-9_]+)"/g)) {
    const no = failed[id!]
    fields[`jawab.${id}`] = no === undefined ? 'ya' : 'tidak'
    if (no !== undefined) Object.assign(fields, { [`alasan.${id}`]: no.reason, [`catatan.${id}`]: no.note })
  }
  return fields
}

export function deskOf(url: string, officer: TestOfficer) {
  const headers = { Cookie: officer.cookie }
  const get = (path: string) => fetch(url + path, { headers, redirect: 'manual' })
  const post = (path: string, fields: Record<string, string>) =>
    fetch(url + path, { method: 'POST', headers, body: new URLSearchParams(fields), redirect: 'manual' })
  const hidden = (html: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
  return {
    get,
    post,
    hidden,
    /** Presses "ambil berkas berikutnya"; gives the address of the file, or undefined where nothing waits. */
    async next(selection: string): Promise<string | undefined> {
      const html = await (await get('/petugas/periksa')).text()
      const answer = await post('/petugas/periksa/berikutnya', {
        token: hidden(html, 'token'),
        seleksi: selection,
      })
      const location = answer.headers.get('Location') ?? ''
      if (answer.status !== 303) throw new Error(`next: ${answer.status} ${await answer.text()}`)
      return location.includes('kosong') ? undefined : location
    },
    async lockA(path: string, failed: Parameters<typeof verdictsOf>[1] = {}): Promise<Response> {
      const html = await (await get(path)).text()
      return post(path, { token: hidden(html, 'token'), langkah: 'a', ...verdictsOf(html, failed) })
    },
    /** Group A, group B, preview where asked for, save. */
    async judge(path: string, failed: Parameters<typeof verdictsOf>[1] = {}): Promise<Response> {
      await this.lockA(path, failed)
      const html = await (await get(path)).text()
      const fields = { token: hidden(html, 'token'), langkah: 'simpan', ...verdictsOf(html, failed) }
      const answer = await post(path, fields)
      if (answer.status !== 200) return answer
      const shown = await answer.text()
      return post(path, { ...fields, token: hidden(shown, 'token'), dilihat: hidden(shown, 'dilihat') })
    },
  }
}
