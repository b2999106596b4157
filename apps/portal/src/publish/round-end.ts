// When a round ends, for periods that count from there: its effective report or cancellation (states.md 1, `en` and
// `ca`). A round that never gets either still ends for those periods, with the last window of its schedule.
import type { Queryable } from '../services/database.ts'
import { scheduleOf } from './queries.ts'

/** The moment it ended or will end by its schedule; undefined where nothing is published. */
export async function roundEnd(db: Queryable, selection: string): Promise<Date | undefined> {
  const [report, cancellation, schedule] = await Promise.all([
    db
      .selectFrom('act.report')
      .innerJoin('log.effective', 'log.effective.id', 'act.report.entry_id')
      .select('at')
      .where('selection_id', '=', selection)
      .where('kind', '=', 'hasil')
      .orderBy('version')
      .executeTakeFirst(),
    db
      .selectFrom('act.announcement')
      .innerJoin('log.effective', 'log.effective.id', 'act.announcement.entry_id')
      .select('at')
      .where('selection_id', '=', selection)
      .where('kind', '=', 'pembatalan')
      .orderBy('at')
      .executeTakeFirst(),
    scheduleOf(db, selection),
  ])
  const ended = [report?.at, cancellation?.at].flatMap((at) => (at === undefined ? [] : [at.getTime()]))
  const scheduled = schedule?.stages.map((stage) => Date.parse(stage.end)) ?? []
  const moments = ended.length > 0 ? [Math.min(...ended)] : scheduled
  return moments.length === 0 ? undefined : new Date(Math.max(...moments))
}
