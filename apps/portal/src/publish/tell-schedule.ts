// Tells everybody who has an application in the round that its dates changed (states.md 6.4), once the new version is
// in the log and its page open.
import type { Services } from '../services/services.ts'
import { oldestNewsMs, tellOnce } from '../track/tell-round.ts'
import { format, type Format } from '../words/format.ts'
import { movedStageId } from '../words/notice.id.ts'
import type { ScheduleStage } from './published.ts'
import { ruleSetOf, schedulesOf } from './queries.ts'

/** One line a stage whose window moved: the new one, then the old one. */
function changedLines(
  before: readonly ScheduleStage[],
  after: readonly ScheduleStage[],
  label: (id: string) => string,
  f: Format,
): string[] {
  return after.flatMap((stage) => {
    const old = before.find((one) => one.id === stage.id)
    if (old !== undefined && old.start === stage.start && old.end === stage.end) return []
    return [
      movedStageId(
        label(stage.id),
        f.window(stage.start, stage.end),
        old === undefined ? undefined : f.window(old.start, old.end),
      ),
    ]
  })
}

export async function tellSchedules(services: Services): Promise<void> {
  const { worker, agency, clock } = services
  const f = format('id', { name: agency.zone, label: agency.zoneLabel })
  const changed = await worker
    .selectFrom('act.schedule')
    .select('selection_id')
    .distinct()
    .where('version', '>', 1)
    .where('at', '>', new Date(clock.now().getTime() - oldestNewsMs))
    .execute()
  for (const { selection_id: selection } of changed) {
    const versions = await schedulesOf(worker, selection)
    const rules = await ruleSetOf(worker, selection)
    const label = (id: string) => rules?.ruleSet.stages.find((stage) => stage.id === id)?.labelId ?? id
    for (const schedule of versions.toReversed()) {
      const before = versions.find((one) => one.version === schedule.version - 1)
      if (before === undefined || schedule.at.getTime() <= clock.now().getTime() - oldestNewsMs) continue
      const facts = {
        perubahan: changedLines(before.stages, schedule.stages, label, f).join('\n'),
        alasan: inSentence(schedule.reason ?? ''),
      }
      await tellOnce(
        services,
        `told/${selection}/jadwal/${schedule.version}`,
        () => peopleWithApplication(services, selection),
        (person) => [
          {
            person,
            selection,
            code: 'JADWAL_UBAH',
            cause: `${selection}/jadwal/${schedule.version}`,
            facts,
          },
        ],
      )
    }
  }
}

/** Who has sent an application or is writing one. */
async function peopleWithApplication(services: Services, selection: string): Promise<string[]> {
  const rows = await services.worker
    .selectFrom('person.application')
    .select('person_id')
    .distinct()
    .where('selection_id', '=', selection)
    .where('state', 'in', ['draft', 'submitted'])
    .orderBy('person_id')
    .execute()
  return rows.map((row) => row.person_id)
}

const inSentence = (text: string) => text.slice(0, 1).toLowerCase() + text.slice(1).replace(/\.$/, '')
