// A score file as a two-person act (states.md 3.4): one officer imports, another types the totals of the signed minutes
// unseen; only equal totals write nilai.impor and, in order of pseudonym, one nilai.catat for each person.
import { createHash } from 'node:crypto'
import type { ActContext, Description, Done, ProposalKind, Refused } from '../accounts/proposals.ts'
import { participantsOf, scoresOf, type RoundParticipant } from '../decide/participants.ts'
import { ruleSetOf } from '../publish/queries.ts'
import { setScope, type Queryable } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { tell } from '../services/bus.ts'
import type { ScoreTest, ScoreTotals } from './score-import.ts'

export const scoreKind = 'nilai.impor'

export interface ScoreRow {
  readonly participant: string
  readonly status: 'h' | 'th' | 'dis'
  readonly points: { readonly [part: string]: number }
}
export interface ScorePayload {
  readonly test: ScoreTest
  /** SHA-256 of the uploaded file. */
  readonly fileDigest: string
  readonly rows: readonly ScoreRow[]
  readonly totals: ScoreTotals
}

/** Those whose score a file of this test may hold: eligible for the SKD, shortlisted for the SKB. */
export async function calledFor(
  services: Services,
  db: Queryable,
  selection: string,
  test: ScoreTest,
): Promise<(RoundParticipant & { called: boolean; scored: boolean })[]> {
  const people = await participantsOf(services, db, selection)
  const scored = await scoresOf(db, selection, test)
  if (test === 'skd')
    return people.map((person) => ({
      ...person,
      called: person.screening === 'ms' && !person.withdrawn,
      scored: scored.has(person.applicationId),
    }))
  const listed = new Set(
    (
      await db
        .selectFrom('act.result_row as r')
        .innerJoin('act.stage_result as s', (join) =>
          join
            .onRef('s.selection_id', '=', 'r.selection_id')
            .onRef('s.stage', '=', 'r.stage')
            .onRef('s.n', '=', 'r.n'),
        )
        .innerJoin('log.effective as e', 'e.id', 's.entry_id')
        .select(['r.application_id', 'r.row'])
        .where('r.selection_id', '=', selection)
        .where('r.stage', '=', 'skdResult')
        .execute()
    )
      .filter((row) => (row.row as { skdCode?: string }).skdCode === 'pl')
      .map((row) => row.application_id),
  )
  return people.map((person) => ({
    ...person,
    called: listed.has(person.applicationId) && !person.withdrawn,
    scored: scored.has(person.applicationId),
  }))
}

/** Totals that the second officer types: those that the file's test has. */
export function controlTotals(
  test: ScoreTest,
  totals: ScoreTotals,
): { key: keyof ScoreTotals; label: string; value: number }[] {
  const common = [
    { key: 'rows', label: 'Jumlah baris' },
    { key: 'present', label: 'Hadir' },
    { key: 'absent', label: 'Tidak hadir' },
    { key: 'disqualified', label: 'Didiskualifikasi' },
  ] as const
  const sums =
    test === 'skd'
      ? ([
          { key: 'twk', label: 'Jumlah nilai TWK' },
          { key: 'tiu', label: 'Jumlah nilai TIU' },
          { key: 'tkp', label: 'Jumlah nilai TKP' },
        ] as const)
      : ([{ key: 'skbMilli', label: 'Jumlah nilai SKB (ribuan)' }] as const)
  return [...common, ...sums].map(({ key, label }) => ({ key, label, value: totals[key] }))
}

async function execute({
  services,
  trx,
  proposal,
  by,
  setuju,
  secondId,
  at,
}: ActContext): Promise<Done<readonly Uint8Array[]> | Refused> {
  const payload = proposal.payload as ScorePayload
  const selection = proposal.selection
  await setScope(trx, { officer: secondId })
  const people = new Map(
    (await calledFor(services, trx, selection, payload.test)).map((person) => [person.participant, person]),
  )
  const problems = payload.rows.flatMap((row) => {
    const person = people.get(row.participant)
    if (person === undefined || !person.called) return [`${row.participant} bukan peserta tes ini.`]
    return person.scored ? [`${row.participant} sudah mempunyai nilai.`] : []
  })
  if (problems.length > 0) return { ok: false, refusal: 'blocked', problems }
  const { totals, test } = payload
  const jumlah: { [part: string]: number } =
    test === 'skd' ? { twk: totals.twk, tiu: totals.tiu, tkp: totals.tkp } : { skb: totals.skbMilli }
  const [importId] = await services.record.enqueueAll(trx, [
    {
      t: 'nilai.impor',
      at,
      by,
      sel: selection,
      body: { tes: test, baris: totals.rows, jumlah, setuju: [...setuju] },
      personal: { fields: { sha256_berkas: payload.fileDigest } },
    },
  ])
  const id = crypto.randomUUID()
  await trx
    .insertInto('act.score_import')
    .values({
      selection_id: selection,
      id,
      test,
      rows: totals.rows,
      totals: JSON.stringify(totals),
      proposer_id: proposal.proposerId,
      second_id: secondId,
      at,
      entry_id: importId!,
    })
    .execute()
  // In order of pseudonym, so that the order of entries says nothing (transparency-log.md 2).
  const rows = payload.rows.toSorted((a, b) => (a.participant < b.participant ? -1 : 1))
  const ids = await services.record.enqueueAll(
    trx,
    rows.map((row) => {
      const person = people.get(row.participant)!
      return {
        t: 'nilai.catat',
        at,
        by,
        sel: selection,
        subj: row.participant,
        body: {
          tes: test,
          formasi: person.formationId,
          status: row.status,
          ...(row.status === 'h' ? { nilai: row.points } : {}),
          ...(row.status === 'dis' ? { setuju: [...setuju] } : {}),
        },
        personal: {
          person: person.personId,
          fields: {
            ...(person.gpaX100 === undefined ? {} : { ipk_x100: person.gpaX100 }),
            ...(person.birthDate === undefined ? {} : { tanggal_lahir: person.birthDate }),
          },
        },
      }
    }),
  )
  for (let start = 0; start < rows.length; start += 1_000) {
    await trx
      .insertInto('act.score')
      .values(
        rows.slice(start, start + 1_000).map((row, i) => ({
          selection_id: selection,
          application_id: people.get(row.participant)!.applicationId,
          test,
          participant: row.participant,
          status: row.status,
          points: JSON.stringify(row.points),
          import_id: id,
          at,
          entry_id: ids[start + i]!,
        })),
      )
      .execute()
  }
  await tell(trx, 'terang_work', 'scores')
  return { ok: true, value: [importId!] }
}

export const scoreImportKind: ProposalKind = {
  title: ({ payload }) => `Catat nilai ${(payload as ScorePayload).test.toUpperCase()}`,
  proposes: ['petugasnilai'],
  approves: ['petugasnilai'],
  async inputsDigest(_services, db, { selection, payload }) {
    const { fileDigest, test } = payload as ScorePayload
    const imports = await db
      .selectFrom('act.score_import')
      .select('id')
      .where('selection_id', '=', selection)
      .where('test', '=', test)
      .orderBy('at')
      .execute()
    const rules = await ruleSetOf(db, selection)
    return createHash('sha256')
      .update([fileDigest, rules?.sha256 ?? '', ...imports.map((row) => row.id)].join('\n'))
      .digest('hex')
  },
  async describe(_services, proposal): Promise<Description> {
    const { test, totals } = proposal.payload as ScorePayload
    return {
      consequences: [
        `Nilai ${test.toUpperCase()} dari ${totals.rows} peserta dicatat, masing-masing sebagai catatan publik dengan kode.`,
        'Setelah tercatat, nilai hanya dapat diubah dengan ralat oleh dua petugas.',
        'Petugas kedua mengetik jumlah dari berita acara di halaman Nilai. Angka dari berkas baru tampak sesudahnya.',
      ],
      changes: [],
      entries: [{ t: 'nilai.impor', body: { tes: test, baris: totals.rows } }],
    }
  },
  execute,
}
