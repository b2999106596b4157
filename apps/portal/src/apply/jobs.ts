// Background work of applying: drafts lapse after the window has closed, and are kept for 30 days more; a number of
// identity in two accounts is held. Late jobs change nothing but the display: what a request did is judged by its
// arrival (states.md 6.3).
import { readable } from '../publish/vacancy-search.ts'
import { formationOf, scheduleOf, windowOf } from '../publish/queries.ts'
import { tell } from '../services/bus.ts'
import type { Services } from '../services/services.ts'
import type { Task } from '../services/worker.ts'
import { notify } from '../track/notify.ts'
import { holdSharedNumbers } from './shared-number.ts'

/** Requests that arrived before the end may still be under way (states.md 6.3). */
const graceMs = 90_000
/** A parameter of the product, told on the page of a lapsed draft (states.md 3.1). */
const keptMs = 30 * 24 * 60 * 60_000
const batch = 500

export function applyTasks(services: Services): Task[] {
  return [
    { name: 'lapse-drafts', everySeconds: 30, run: () => lapseDrafts(services) },
    { name: 'shared-numbers', everySeconds: 60, run: () => holdSharedNumbers(services) },
    { name: 'destroy-lapsed-drafts', everySeconds: 3_600, run: () => destroyLapsed(services) },
  ]
}

/** Row m3: drafts of a closed round become lapsed; their people are told what can still be done. */
export async function lapseDrafts(services: Services): Promise<void> {
  const { worker, clock } = services
  const rounds = await worker
    .selectFrom('person.application')
    .select('selection_id')
    .distinct()
    .where('state', '=', 'draft')
    .execute()
  for (const { selection_id: selection } of rounds) {
    const schedule = await scheduleOf(worker, selection)
    const window = schedule === undefined ? undefined : windowOf(schedule.stages, 'application')
    if (window === undefined || clock.now().getTime() < window.closesAt.getTime() + graceMs) continue
    // An extension that is committed but not covered yet decides first.
    const pending = await worker
      .selectFrom('act.schedule')
      .leftJoin('log.effective', 'log.effective.id', 'act.schedule.entry_id')
      .select('version')
      .where('selection_id', '=', selection)
      .where('log.effective.idx', 'is', null)
      .executeTakeFirst()
    if (pending !== undefined) continue
    let lapsed: number
    do {
      lapsed = await lapseSome(services, selection, window.closesAt)
    } while (lapsed === batch)
  }
}

async function lapseSome(services: Services, selection: string, closesAt: Date): Promise<number> {
  return services.worker.transaction().execute(async (trx) => {
    const rows = await trx
      .selectFrom('person.application')
      .select(['id', 'person_id', 'formation_id'])
      .where('selection_id', '=', selection)
      .where('state', '=', 'draft')
      .orderBy('id')
      .limit(batch)
      .forUpdate()
      .skipLocked()
      .execute()
    const titles = new Map<string, string>()
    for (const row of rows) {
      await trx.updateTable('person.application').set({ state: 'lapsed' }).where('id', '=', row.id).execute()
      if (!titles.has(row.formation_id)) {
        titles.set(
          row.formation_id,
          readable(
            (await formationOf(trx, selection, row.formation_id))?.data.positionTitle ?? row.formation_id,
          ),
        )
      }
      await notify(trx, services, {
        person: row.person_id,
        selection,
        code: 'LAM_TUTUP',
        cause: row.id,
        facts: { lowongan: titles.get(row.formation_id) ?? '', tutup: closesAt.toISOString() },
      })
      await tell(trx, 'terang_person', row.person_id)
    }
    return rows.length
  })
}

/** After 30 days a lapsed draft is gone, its files first. */
export async function destroyLapsed(services: Services): Promise<void> {
  const { worker, clock, documents } = services
  const rounds = await worker
    .selectFrom('person.application')
    .select('selection_id')
    .distinct()
    .where('state', '=', 'lapsed')
    .where('form', 'is not', null)
    .execute()
  for (const { selection_id: selection } of rounds) {
    const schedule = await scheduleOf(worker, selection)
    const closesAt = schedule === undefined ? undefined : windowOf(schedule.stages, 'application')?.closesAt
    if (closesAt === undefined || clock.now().getTime() < closesAt.getTime() + keptMs) continue
    const drafts = await worker
      .selectFrom('person.application')
      .select('id')
      .where('selection_id', '=', selection)
      .where('state', '=', 'lapsed')
      .where('form', 'is not', null)
      .execute()
    for (const { id } of drafts) {
      const files = await worker
        .selectFrom('person.document')
        .select('object_key')
        .where('application_id', '=', id)
        .execute()
      for (const file of files) await documents.remove(file.object_key)
      await worker.transaction().execute(async (trx) => {
        await trx
          .updateTable('person.document')
          .set({ state: 'destroyed' })
          .where('application_id', '=', id)
          .execute()
        await trx.updateTable('person.application').set({ form: null }).where('id', '=', id).execute()
      })
    }
  }
}
