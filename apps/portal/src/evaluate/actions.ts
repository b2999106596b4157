// Publishing the report: the figures are frozen as canonical JSON, named by their digest in laporan.terbit. One act, one
// entry; the same form sent twice gives the same report.
import { actingAs, type Officer } from '../accounts/policy.ts'
import { canonicalText, sha256Of } from '../publish/published.ts'
import { isUniqueViolation, type Trx } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { countReport, stagesOf } from './queries.ts'

export type PublishedReport =
  | { ok: true; version: number; entry: Uint8Array | undefined }
  | { ok: false; refusal: 'notAllowed' | 'tooEarly' | 'changedMeanwhile' }

/** @param key one-time key of the form */
export async function publishReport(
  services: Services,
  officer: Officer,
  key: string,
): Promise<PublishedReport> {
  const { db } = services
  const { selection } = officer
  const by = actingAs(officer, 'sekretaris')
  if (by === undefined) return { ok: false, refusal: 'notAllowed' }
  try {
    return await db.transaction().execute(async (trx): Promise<PublishedReport> => {
      const stages = await stagesOf(trx, selection)
      if (!stages.some((stage) => stage.id === 'finalResult')) return { ok: false, refusal: 'tooEarly' }
      const newest = await trx
        .selectFrom('act.report')
        .select(({ fn }) => fn.max('version').as('version'))
        .where('selection_id', '=', selection)
        .where('kind', '=', 'hasil')
        .executeTakeFirst()
      const version = (newest?.version ?? 0) + 1
      const used = await trx
        .insertInto('auth.form_key')
        .values({ key, result: String(version) })
        .onConflict((conflict) => conflict.doNothing())
        .returning('key')
        .executeTakeFirst()
      if (used === undefined) {
        const earlier = await trx
          .selectFrom('auth.form_key')
          .select('result')
          .where('key', '=', key)
          .executeTakeFirst()
        return { ok: true, version: Number(earlier?.result ?? newest?.version ?? 1), entry: undefined }
      }
      const entry = await writeReport(services, trx, { selection, version, by })
      return { ok: true, version, entry }
    })
  } catch (error) {
    // Two at once: one report stands, the other is told to look again.
    if (isUniqueViolation(error)) return { ok: false, refusal: 'changedMeanwhile' }
    throw error
  }
}

/** Counts, freezes and records the figures in the transaction of the caller. @returns the id of the entry */
export async function writeReport(
  services: Services,
  trx: Trx,
  { selection, version, by }: { selection: string; version: number; by: string },
): Promise<Uint8Array> {
  const data = await countReport(services, trx, selection)
  if (data === undefined) throw new Error('report: the result of the screening is not announced')
  const body = canonicalText(data)
  const at = services.clock.now()
  const entry = await services.record.enqueue(trx, {
    t: 'laporan.terbit',
    at,
    by,
    sel: selection,
    refs: data.stages.map((stage) => stage.index),
    body: { jenis: 'hasil', versi: version, sha256: sha256Of(body) },
  })
  await trx
    .insertInto('act.report')
    .values({
      selection_id: selection,
      kind: 'hasil',
      version,
      body,
      sha256: sha256Of(body),
      at,
      entry_id: entry,
    })
    .execute()
  return entry
}
