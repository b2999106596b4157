// A result on its way to the public: computed by one officer, approved by another, then carried by the worker through
// its entries (data.terbit, peringkat.terbit, hasil.umum) until a checkpoint covers the last. Every step reads where it
// stands from the database, so a kill between any two loses and doubles nothing.
import type { ActContext, Description, Done, ProposalKind, Refused } from '../accounts/proposals.ts'
import { ruleSetOf } from '../publish/queries.ts'
import { tell } from '../services/bus.ts'
import { setScope, type Queryable, type Trx } from '../services/database.ts'
import { freeze, type Frozen, type FrozenFile, type FrozenName, type ResultStage } from './freeze.ts'

export const publicationKind = 'hasil.terbit'
/** Name and version of the engine that computed, for peringkat.terbit. */
export const engine = 'terang-rules 0.1.0'

/** What site.publication keeps of a frozen result. */
export interface StoredPublication {
  readonly files: { readonly [N in FrozenName]: FrozenFile }
  readonly summary: Summary
}
export interface Summary {
  readonly fullDigest: string
  readonly ruleSetIndex: number
  readonly by?: string
  readonly setuju?: readonly string[]
  readonly counts: { readonly [code: string]: number }
  readonly ties: number
  readonly placements: number
}

interface Payload {
  readonly stage: ResultStage
  readonly n: number
  readonly sha256: string
}

/** Codes of results.csv and how often each stands there, for the second person. */
function countsOf(frozen: Frozen, stage: ResultStage): { [code: string]: number } {
  const [header, ...lines] = frozen.files['results.csv'].text.trimEnd().split('\n')
  const column = header!.split(',').indexOf(stage === 'skdResult' ? 'skd_code' : 'final_code')
  const counts: { [code: string]: number } = {}
  for (const line of lines) {
    const code = line.split(',')[column]!
    if (code !== '') counts[code] = (counts[code] ?? 0) + 1
  }
  return counts
}

/** Keeps a frozen result as number n of its stage; an older one that nobody approved becomes stale. */
export async function keepFrozen(
  trx: Queryable,
  input: { selection: string; stage: ResultStage; n: number; frozen: Frozen; proposerId: string; at: Date },
): Promise<Payload> {
  const { selection, stage, n, frozen, proposerId, at } = input
  const summary: Summary = {
    fullDigest: frozen.fullDigest,
    ruleSetIndex: frozen.ruleSetIndex,
    counts: countsOf(frozen, stage),
    ties: frozen.report.ties.length,
    placements: frozen.report.placementsToConfirm.length,
  }
  await trx
    .updateTable('site.publication')
    .set({ state: 'stale' })
    .where('selection_id', '=', selection)
    .where('stage', '=', stage)
    .where('state', '=', 'computed')
    .execute()
  await trx
    .insertInto('site.publication')
    .values({
      selection_id: selection,
      stage,
      n,
      state: 'computed',
      inputs_digest: frozen.inputsDigest,
      files: JSON.stringify(frozen.files),
      summary: JSON.stringify(summary),
      proposer_id: proposerId,
      frozen_at: at,
    })
    .execute()
  return { stage, n, sha256: frozen.files['results.csv'].sha256 }
}

/** The next number of a stage; stale and failed ones keep theirs. */
export async function nextNumber(db: Queryable, selection: string, stage: ResultStage): Promise<number> {
  const row = await db
    .selectFrom('site.publication')
    .select(({ fn }) => fn.max('n').as('n'))
    .where('selection_id', '=', selection)
    .where('stage', '=', stage)
    .executeTakeFirst()
  return (row?.n ?? 0) + 1
}

async function execute(context: ActContext): Promise<Done<readonly Uint8Array[]> | Refused> {
  const { services, trx, proposal, by, setuju, secondId, at } = context
  const { stage, n } = proposal.payload as Payload
  const row = await trx
    .selectFrom('site.publication')
    .selectAll()
    .where('selection_id', '=', proposal.selection)
    .where('stage', '=', stage)
    .where('n', '=', n)
    .forUpdate()
    .executeTakeFirst()
  if (row?.state !== 'computed') return { ok: false, refusal: 'changedMeanwhile' }
  const files = row.files as StoredPublication['files']
  const summary = row.summary as Summary
  const names = ['formations.csv', 'participants.csv'] as const
  const ids = await services.record.enqueueAll(
    trx,
    names.map((name) => ({
      t: 'data.terbit',
      at,
      by,
      sel: proposal.selection,
      refs: [summary.ruleSetIndex],
      body: {
        nama: name,
        baris: files[name].rows,
        sha256: files[name].sha256,
        rows_root: files[name].rowsRoot,
        aturan: summary.ruleSetIndex,
        bytes: files[name].bytes,
      },
      ...(name === 'participants.csv'
        ? { personal: { fields: { sha256_lengkap: summary.fullDigest } } }
        : {}),
    })),
  )
  await trx
    .insertInto('act.publication_entry')
    .values(
      names.map((name, i) => ({
        selection_id: proposal.selection,
        stage,
        n,
        name,
        sha256: files[name].sha256,
        entry_id: ids[i]!,
      })),
    )
    .execute()
  await trx
    .updateTable('site.publication')
    .set({
      state: 'approved',
      second_id: secondId,
      approved_at: at,
      summary: JSON.stringify({ ...summary, by, setuju }),
    })
    .where('selection_id', '=', proposal.selection)
    .where('stage', '=', stage)
    .where('n', '=', n)
    .execute()
  await tell(trx, 'terang_work', 'publication')
  return { ok: true, value: ids }
}

export const publishResultKind: ProposalKind = {
  title: ({ payload }) =>
    (payload as Payload).stage === 'skdResult' ? 'Terbitkan hasil SKD' : 'Terbitkan hasil akhir',
  proposes: ['sekretaris'],
  approves: ['ketua'],
  async inputsDigest(services, db, { selection, payload }) {
    const { stage, n } = payload as Payload
    // Everybody's row goes into the digest, so the reading acts for the office, not for one officer.
    await setScope(db as Trx, { officer: 'hasil' })
    return (await freeze(services, db, selection, stage, n)).inputsDigest
  },
  async describe(services, proposal): Promise<Description> {
    const { stage, n } = proposal.payload as Payload
    const row = await services.db
      .selectFrom('site.publication')
      .select(['summary', 'files'])
      .where('selection_id', '=', proposal.selection)
      .where('stage', '=', stage)
      .where('n', '=', n)
      .executeTakeFirstOrThrow()
    const summary = row.summary as Summary
    const files = row.files as StoredPublication['files']
    const rules = await ruleSetOf(services.db, proposal.selection)
    return {
      consequences: [
        `Hasil ${files['results.csv'].rows} peserta diumumkan dan setiap peserta diberi tahu.`,
        'Data peserta dengan kode, aturan, dan hasil menjadi berkas publik yang dapat dihitung ulang siapa saja.',
        'Masa sanggah mengikuti jadwal. Hasil ini tidak dapat dihapus; perbaikan adalah terbitan baru.',
      ],
      changes: Object.entries(summary.counts).map(([code, count]) => ({
        label: `Kode ${code}`,
        after: `${count} peserta`,
      })),
      entries: [
        { t: 'data.terbit', body: { nama: 'participants.csv', sha256: files['participants.csv'].sha256 } },
        {
          t: 'peringkat.terbit',
          body: { aturan: rules?.index ?? 0, mesin: engine, sha256: files['results.csv'].sha256 },
        },
        { t: 'hasil.umum', body: { tahap: stage } },
      ],
      marks: [
        ...(summary.ties > 0
          ? [`${summary.ties} kelompok bernilai sama dan tidak terputus oleh aturan. Tempatnya disimpan.`]
          : []),
        ...(summary.placements > 0
          ? [`${summary.placements} penempatan perlu dipastikan, karena ada beberapa tempat kosong.`]
          : []),
      ],
    }
  },
  execute,
}
