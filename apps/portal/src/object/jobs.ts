// Tells every applicant of a round once that a result of the administrative stage is announced and that objections are
// open. A kill in between loses nothing: a notice is unique for its cause, and the round is marked only at the end.
import { sql } from 'kysely'
import { submissionsOf } from '../apply/queries.ts'
import type { Services } from '../services/services.ts'
import type { Task } from '../services/worker.ts'
import { notify, type NoticeRequest } from '../track/notify.ts'
import { screenId } from '../words/screen.id.ts'
import { objectionWindowOf } from './queries.ts'

const part = 100
/** A result older than its whole objection period is history that was loaded, not news. */
const oldestMs = 14 * 86_400_000
const names: Readonly<Record<string, string>> = {
  adminResult: screenId.result.announcementTitle,
  adminResultAfterObjection: screenId.result.announcementAfterTitle,
}

export function objectTasks(services: Services): Task[] {
  return [
    { name: 'object.announce', everySeconds: 60, on: ['terang_log'], run: () => announceResults(services) },
  ]
}

export async function announceResults(services: Services): Promise<void> {
  const rows = await services.worker
    .selectFrom('act.stage_result')
    .innerJoin('log.effective', 'log.effective.id', 'act.stage_result.entry_id')
    .select(['selection_id', 'stage'])
    .where('stage', 'in', Object.keys(names))
    .where('at', '>', new Date(services.clock.now().getTime() - oldestMs))
    .execute()
  for (const { selection_id: selection, stage } of rows) {
    await once(services, `told/${selection}/${stage}`, selection, (person): NoticeRequest[] => [
      {
        person,
        selection,
        code: 'HASIL_TAHAP',
        cause: `${selection}/${stage}`,
        facts: { tahap: (names[stage] ?? stage).toLowerCase() },
      },
      { person, selection, code: 'PENJELASAN_SIAP', cause: `${selection}/${stage}`, facts: {} },
    ])
    if (stage !== 'adminResult') continue
    const { window } = await objectionWindowOf(services, selection)
    const now = services.clock.now().getTime()
    if (window === undefined || now < window.opensAt || now >= window.closesAt) continue
    await once(services, `told/${selection}/adminObjection`, selection, (person): NoticeRequest[] => [
      {
        person,
        selection,
        code: 'SANGGAH_BUKA',
        cause: `${selection}/adminObjection`,
        facts: { tutup: new Date(window.closesAt).toISOString() },
      },
    ])
  }
}

async function once(
  services: Services,
  key: string,
  selection: string,
  write: (person: string) => NoticeRequest[],
): Promise<void> {
  const done = await services.worker
    .selectFrom('site.value')
    .select('key')
    .where('key', '=', key)
    .executeTakeFirst()
  if (done !== undefined) return
  const people = (await submissionsOf(services.worker, selection)).map((one) => one.personId)
  for (let at = 0; at < people.length; at += part) {
    await services.worker.transaction().execute(async (trx) => {
      for (const person of people.slice(at, at + part))
        for (const notice of write(person)) await notify(trx, services, notice)
    })
  }
  await sql`insert into site.value (key, value) values (${key}, 'true') on conflict do nothing`.execute(
    services.worker,
  )
}
