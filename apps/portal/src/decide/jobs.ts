// Carries approved publications to the end (states.md 3.5): files first, then peringkat.terbit once the data entries
// are in the log, then hasil.umum, and at last the index that strangers read. Tells everybody concerned after the page.
import { parseResults } from '@terang/rules/public-data.ts'
import type { Db, Trx } from '../services/database.ts'
import { tell } from '../services/bus.ts'
import type { Services } from '../services/services.ts'
import type { Task } from '../services/worker.ts'
import { notify } from '../track/notify.ts'
import { engine, type StoredPublication } from './publication.ts'
import { participantsOf } from './participants.ts'
import { openIndexes, publicationFolder, writeIndex } from './public-folder.ts'

interface Row {
  selection_id: string
  stage: string
  n: number
  state: string
  proposer_id: string
  second_id: string | null
}

export function decideTasks(services: Services): Task[] {
  return [
    {
      name: 'publications',
      everySeconds: 10,
      on: ['entries', 'publication', 'scores', 'clock'],
      // One after the other: an index written for the first time never lands on one with a result.
      async run() {
        await openIndexes(services)
        await advancePublications(services)
      },
    },
    { name: 'result-notices', everySeconds: 60, on: ['entries'], run: () => tellResults(services) },
  ]
}

/** Moves each open publication one step, as often as something moves. */
export async function advancePublications(services: Services): Promise<void> {
  const rows = await services.worker
    .selectFrom('site.publication')
    .select(['selection_id', 'stage', 'n', 'state', 'proposer_id', 'second_id'])
    .where('state', 'in', ['approved', 'ranked', 'announced'])
    .execute()
  for (const row of rows) {
    if (row.state === 'approved') await toRanked(services, row)
    else if (row.state === 'ranked') await toAnnounced(services, row)
    else await toEffective(services, row)
  }
}

async function stored(db: Db | Trx, row: Row): Promise<StoredPublication> {
  const found = await db
    .selectFrom('site.publication')
    .select(['files', 'summary'])
    .where('selection_id', '=', row.selection_id)
    .where('stage', '=', row.stage)
    .where('n', '=', row.n)
    .executeTakeFirstOrThrow()
  return found as unknown as StoredPublication
}

/** Log index of each entry of the publication that is effective. */
async function indices(db: Db | Trx, row: Row): Promise<Map<string, number>> {
  const found = await db
    .selectFrom('act.publication_entry as p')
    .innerJoin('log.effective as e', 'e.id', 'p.entry_id')
    .select(['p.name', 'e.idx'])
    .where('p.selection_id', '=', row.selection_id)
    .where('p.stage', '=', row.stage)
    .where('p.n', '=', row.n)
    .execute()
  return new Map(found.map((one) => [one.name, one.idx]))
}

/** Holds the row and says whether it still stands where we think; the lock orders two workers. */
async function holds(trx: Trx, row: Row): Promise<boolean> {
  const found = await trx
    .selectFrom('site.publication')
    .select('state')
    .where('selection_id', '=', row.selection_id)
    .where('stage', '=', row.stage)
    .where('n', '=', row.n)
    .forUpdate()
    .executeTakeFirst()
  return found?.state === row.state
}

async function move(
  trx: Trx,
  row: Row,
  to: 'ranked' | 'announced' | 'effective',
  more: { effective_at?: Date } = {},
): Promise<void> {
  await trx
    .updateTable('site.publication')
    .set({ state: to, ...more })
    .where('selection_id', '=', row.selection_id)
    .where('stage', '=', row.stage)
    .where('n', '=', row.n)
    .execute()
}

async function toRanked(services: Services, row: Row): Promise<void> {
  const { worker, publicFiles, record } = services
  const known = await indices(worker, row)
  const data = known.get('participants.csv')
  const formations = known.get('formations.csv')
  if (data === undefined || formations === undefined) return
  const { files, summary } = await stored(worker, row)
  const folder = publicationFolder(row.selection_id, files['datapackage.json'].sha256)
  for (const [name, file] of Object.entries(files))
    await publicFiles.write(`${folder}/${name}`, Buffer.from(file.text, 'utf8'))
  await worker.transaction().execute(async (trx) => {
    if (!(await holds(trx, row))) return
    const id = await record.enqueue(trx, {
      t: 'peringkat.terbit',
      at: services.clock.now(),
      by: summary.by!,
      sel: row.selection_id,
      refs: [summary.ruleSetIndex, formations, data],
      body: {
        aturan: summary.ruleSetIndex,
        data,
        formasi: formations,
        mesin: engine,
        sha256: files['results.csv'].sha256,
        tahap: row.stage,
        setuju: [...summary.setuju!],
      },
    })
    await trx
      .insertInto('act.publication_entry')
      .values({
        selection_id: row.selection_id,
        stage: row.stage,
        n: row.n,
        name: 'results.csv',
        sha256: files['results.csv'].sha256,
        entry_id: id,
      })
      .execute()
    await move(trx, row, 'ranked')
  })
}

async function toAnnounced(services: Services, row: Row): Promise<void> {
  const { worker, record } = services
  const ranking = (await indices(worker, row)).get('results.csv')
  if (ranking === undefined) return
  const { files, summary } = await stored(worker, row)
  const read = parseResults(files['results.csv'].text, { file: 'results.csv' })
  if (!read.ok) throw new Error(`results.csv of ${row.selection_id}/${row.stage}/${row.n} does not read`)
  const people = new Map(
    (await participantsOf(services, worker, row.selection_id)).map((person) => [
      person.participant,
      person.applicationId,
    ]),
  )
  await worker.transaction().execute(async (trx) => {
    if (!(await holds(trx, row))) return
    const announcement = `${row.stage}-${row.n}`
    const at = services.clock.now()
    const id = await record.enqueue(trx, {
      t: 'hasil.umum',
      at,
      by: summary.by!,
      sel: row.selection_id,
      refs: [ranking],
      body: { tahap: row.stage, pengumuman: announcement, peringkat: ranking, setuju: [...summary.setuju!] },
    })
    const rows = read.value.flatMap((result) => {
      const application = people.get(result.participant)
      return application === undefined
        ? []
        : [
            {
              selection_id: row.selection_id,
              stage: row.stage,
              n: row.n,
              application_id: application,
              participant: result.participant,
              formation_id: result.formationId,
              row: JSON.stringify(result),
            },
          ]
    })
    for (let start = 0; start < rows.length; start += 1_000)
      await trx
        .insertInto('act.result_row')
        .values(rows.slice(start, start + 1_000))
        .execute()
    await trx
      .insertInto('act.stage_result')
      .values({
        selection_id: row.selection_id,
        stage: row.stage,
        n: row.n,
        announcement,
        at,
        entry_id: id,
        proposer_id: row.proposer_id,
        second_id: row.second_id!,
      })
      .execute()
    await move(trx, row, 'announced')
  })
}

async function toEffective(services: Services, row: Row): Promise<void> {
  const { worker } = services
  const covered = await worker
    .selectFrom('act.stage_result as r')
    .innerJoin('log.effective as e', 'e.id', 'r.entry_id')
    .select('e.idx')
    .where('r.selection_id', '=', row.selection_id)
    .where('r.stage', '=', row.stage)
    .where('r.n', '=', row.n)
    .executeTakeFirst()
  if (covered === undefined) return
  await writeIndex(services, row.selection_id)
  await worker.transaction().execute(async (trx) => {
    if (!(await holds(trx, row))) return
    await move(trx, row, 'effective', { effective_at: services.clock.now() })
    await tell(trx, 'terang_public')
  })
}

/** HASIL_TAHAP and PENJELASAN_SIAP to everybody with a row, once, after the page is open (participation.md 4.4). */
export async function tellResults(services: Services): Promise<void> {
  const { worker } = services
  const rows = await worker
    .selectFrom('site.publication')
    .select(['selection_id', 'stage', 'n'])
    .where('state', '=', 'effective')
    .execute()
  for (const row of rows) {
    const key = `told.${row.selection_id}.${row.stage}.${row.n}`
    const done = await worker.selectFrom('site.value').select('key').where('key', '=', key).executeTakeFirst()
    if (done !== undefined) continue
    const people = await worker
      .selectFrom('act.result_row as r')
      .innerJoin('person.application as a', 'a.id', 'r.application_id')
      .select(['a.person_id', 'r.application_id'])
      .where('r.selection_id', '=', row.selection_id)
      .where('r.stage', '=', row.stage)
      .where('r.n', '=', row.n)
      .orderBy('r.participant')
      .execute()
    for (let start = 0; start < people.length; start += 100) {
      await worker.transaction().execute(async (trx) => {
        for (const person of people.slice(start, start + 100)) {
          const cause = `${row.stage}.${row.n}.${person.application_id}`
          await notify(trx, services, {
            person: person.person_id,
            selection: row.selection_id,
            code: 'HASIL_TAHAP',
            cause,
            facts: { tahap: row.stage },
          })
          await notify(trx, services, {
            person: person.person_id,
            selection: row.selection_id,
            code: 'PENJELASAN_SIAP',
            cause,
            facts: {},
          })
        }
      })
    }
    await worker
      .insertInto('site.value')
      .values({ key, value: 'true' })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}
