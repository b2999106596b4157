// Tells every applicant of a round once that a result of the administrative stage is announced and that objections are
// open.
import { submissionsOf } from '../apply/queries.ts'
import type { Services } from '../services/services.ts'
import type { Task } from '../services/worker.ts'
import type { NoticeRequest } from '../track/notify.ts'
import { oldestNewsMs, tellOnce } from '../track/tell-round.ts'
import { screenId } from '../words/screen.id.ts'
import { objectionWindowOf } from './queries.ts'

const names: Readonly<Record<string, string>> = {
  adminResult: screenId.result.announcementTitle,
  adminResultAfterObjection: screenId.result.announcementAfterTitle,
}

export function objectTasks(services: Services): Task[] {
  return [
    { name: 'object.announce', everySeconds: 60, on: ['entries'], run: () => announceResults(services) },
  ]
}

export async function announceResults(services: Services): Promise<void> {
  const rows = await services.worker
    .selectFrom('act.stage_result')
    .innerJoin('log.effective', 'log.effective.id', 'act.stage_result.entry_id')
    .select(['selection_id', 'stage'])
    .where('stage', 'in', Object.keys(names))
    .where('at', '>', new Date(services.clock.now().getTime() - oldestNewsMs))
    .execute()
  for (const { selection_id: selection, stage } of rows) {
    const people = async () => (await submissionsOf(services.worker, selection)).map((one) => one.personId)
    await tellOnce(services, `told/${selection}/${stage}`, people, (person): NoticeRequest[] => [
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
    await tellOnce(services, `told/${selection}/adminObjection`, people, (person): NoticeRequest[] => [
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
