// What is published, read for everybody: every row here has an entry that a published checkpoint covers (P1).
// Other steps ask here for the round, its rules, its schedule, its formations and its stage.
import { stageId, type StageId } from '@terang/rules/process.ts'
import { nextClockMove, stageAt, type EffectiveActs, type Schedule } from '@terang/rules/stage.ts'
import { parseRuleSet, type RuleSet } from '@terang/rules/rule-set.ts'
import type { Queryable } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { zoneMinutesOf } from '../services/zone.ts'
import {
  canonicalText,
  type AnnouncementBody,
  type PublishedFormation,
  type ScheduleStage,
} from './published.ts'
import { toDays } from './schedule.ts'

export interface Selection {
  readonly id: string
  readonly title: string
  readonly procurement: string
  readonly mode: 'mandiri' | 'cermin'
  readonly ruleSetName: string
  readonly demo: boolean
}
/** Where an act stands in the public log. */
export interface Proven {
  readonly index: number
  readonly sha256: string
  readonly at: Date
}
export interface EffectiveRuleSet extends Proven {
  readonly ruleSet: RuleSet
  readonly version: number
}
export interface EffectiveSchedule extends Proven {
  readonly version: number
  readonly stages: readonly ScheduleStage[]
  readonly reason: string | null
}
export interface EffectiveFormation extends Proven {
  readonly selection: string
  readonly formationId: string
  readonly version: number
  readonly seats: number
  readonly data: PublishedFormation
}
export interface EffectiveAnnouncement extends Proven {
  readonly selection: string
  readonly number: string
  readonly kind: string
  readonly version: number
  readonly title: string
  readonly body: AnnouncementBody
}

const selectionColumns = ['id', 'title', 'procurement', 'mode', 'rule_set as ruleSetName', 'demo'] as const

/** A round, published or still prepared. */
export async function selectionById(db: Queryable, id: string): Promise<Selection | undefined> {
  return db.selectFrom('site.selection').select(selectionColumns).where('id', '=', id).executeTakeFirst()
}

/** Rounds whose vacancies are public, newest first. */
export async function openSelections(db: Queryable): Promise<Selection[]> {
  const rows = await db
    .selectFrom('site.selection')
    .innerJoin('act.announcement', 'act.announcement.selection_id', 'site.selection.id')
    .innerJoin('log.effective', 'log.effective.id', 'act.announcement.entry_id')
    .select([
      'site.selection.id',
      'site.selection.title',
      'procurement',
      'mode',
      'rule_set as ruleSetName',
      'demo',
    ])
    .where('act.announcement.kind', '=', 'lowongan')
    .where('act.announcement.version', '=', 1)
    .orderBy('act.announcement.at', 'desc')
    .execute()
  return rows
}

// Parsing 1,900 lines of rules for each request would cost more than the page; the digest names the content.
const parsed = new Map<string, RuleSet>()

/** The rule set in force. */
export async function ruleSetOf(db: Queryable, selection: string): Promise<EffectiveRuleSet | undefined> {
  const row = await db
    .selectFrom('act.rule_set')
    .innerJoin('log.effective', 'log.effective.id', 'act.rule_set.entry_id')
    .select(['version', 'sha256', 'at', 'idx'])
    .where('selection_id', '=', selection)
    .orderBy('version', 'desc')
    .executeTakeFirst()
  if (row === undefined) return undefined
  let ruleSet = parsed.get(row.sha256)
  if (ruleSet === undefined) {
    const { body } = await db
      .selectFrom('act.rule_set')
      .select('body')
      .where('selection_id', '=', selection)
      .where('version', '=', row.version)
      .executeTakeFirstOrThrow()
    ruleSet = parseRuleSet(body)
    parsed.set(row.sha256, ruleSet)
  }
  return { ruleSet, index: row.idx, sha256: row.sha256, version: row.version, at: row.at }
}

function schedules(db: Queryable, selection: string) {
  return db
    .selectFrom('act.schedule')
    .innerJoin('log.effective', 'log.effective.id', 'act.schedule.entry_id')
    .select(['version', 'sha256', 'stages', 'reason', 'at', 'idx'])
    .where('selection_id', '=', selection)
    .orderBy('version', 'desc')
}
type ScheduleRow = Awaited<ReturnType<ReturnType<typeof schedules>['executeTakeFirstOrThrow']>>

const scheduleFrom = (row: ScheduleRow): EffectiveSchedule => ({
  version: row.version,
  stages: row.stages as ScheduleStage[],
  reason: row.reason,
  index: row.idx,
  sha256: row.sha256,
  at: row.at,
})

/** All effective versions of the schedule, newest first. */
export async function schedulesOf(db: Queryable, selection: string): Promise<EffectiveSchedule[]> {
  return (await schedules(db, selection).execute()).map(scheduleFrom)
}

/** The schedule in force. */
export async function scheduleOf(db: Queryable, selection: string): Promise<EffectiveSchedule | undefined> {
  const row = await schedules(db, selection).limit(1).executeTakeFirst()
  return row === undefined ? undefined : scheduleFrom(row)
}

/** Window of one stage as instants, [opensAt, closesAt). */
export function windowOf(
  stages: readonly ScheduleStage[],
  id: string,
): { opensAt: Date; closesAt: Date } | undefined {
  const stage = stages.find((one) => one.id === id)
  return stage === undefined ? undefined : { opensAt: new Date(stage.start), closesAt: new Date(stage.end) }
}

function effectiveFormations(db: Queryable) {
  return db
    .selectFrom('act.formation')
    .innerJoin('log.effective', 'log.effective.id', 'act.formation.entry_id')
    .select([
      'selection_id as selection',
      'formation_id as formationId',
      'version',
      'seats',
      'data',
      'sha256',
      'at',
      'idx as index',
    ])
    .distinctOn(['selection_id', 'formation_id'])
    .orderBy('selection_id')
    .orderBy('formation_id')
    .orderBy('version', 'desc')
}

/** Formations of a round in their newest effective version, by identifier. */
export async function formationsOf(db: Queryable, selection: string): Promise<EffectiveFormation[]> {
  return (await effectiveFormations(db)
    .where('selection_id', '=', selection)
    .execute()) as EffectiveFormation[]
}

export async function formationOf(
  db: Queryable,
  selection: string,
  formationId: string,
): Promise<EffectiveFormation | undefined> {
  return (await effectiveFormations(db)
    .where('selection_id', '=', selection)
    .where('formation_id', '=', formationId)
    .executeTakeFirst()) as EffectiveFormation | undefined
}

/** The formation behind an address of /lowongan. */
export async function formationBySlug(db: Queryable, slug: string): Promise<EffectiveFormation | undefined> {
  const found = await db
    .selectFrom('act.formation')
    .select(['selection_id', 'formation_id'])
    .where((eb) => eb(eb.ref('data', '->>').key('slug' as never), '=', slug as never))
    .executeTakeFirst()
  return found === undefined ? undefined : formationOf(db, found.selection_id, found.formation_id)
}

/** Announcements, newest first; all rounds where none is named. Older versions come too. */
export async function announcementsOf(db: Queryable, selection?: string): Promise<EffectiveAnnouncement[]> {
  let query = db
    .selectFrom('act.announcement')
    .innerJoin('log.effective', 'log.effective.id', 'act.announcement.entry_id')
    .select([
      'selection_id as selection',
      'number',
      'kind',
      'version',
      'title',
      'body',
      'sha256',
      'at',
      'idx as index',
    ])
  if (selection !== undefined) query = query.where('selection_id', '=', selection)
  return (await query.orderBy('at', 'desc').orderBy('idx', 'desc').execute()) as EffectiveAnnouncement[]
}

/** Keys of the rule set that two officers confirmed with a document (aturan.sah). */
export async function confirmedKeysOf(db: Queryable, selection: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('act.rule_confirmation')
    .innerJoin('log.effective', 'log.effective.id', 'act.rule_confirmation.entry_id')
    .select('key')
    .where('selection_id', '=', selection)
    .execute()
  return new Set(rows.map((row) => row.key))
}

/** Everything the stage is computed from (states.md 1). */
async function stageFacts(
  services: Services,
  selection: string,
): Promise<{ schedule: Schedule; acts: EffectiveActs }> {
  const { db } = services
  const zoneMinutes = zoneMinutesOf(services.agency.zone)
  const [announcements, schedule, results, report] = await Promise.all([
    // Kind and time only: the texts are long, and every personal page asks for the stage.
    db
      .selectFrom('act.announcement')
      .innerJoin('log.effective', 'log.effective.id', 'act.announcement.entry_id')
      .select(['kind', 'at'])
      .where('selection_id', '=', selection)
      .where('kind', 'in', ['lowongan', 'pembatalan'])
      .orderBy('at', 'desc')
      .orderBy('idx', 'desc')
      .execute(),
    scheduleOf(db, selection),
    db
      .selectFrom('act.stage_result')
      .innerJoin('log.effective', 'log.effective.id', 'act.stage_result.entry_id')
      .select(['stage', 'at'])
      .where('selection_id', '=', selection)
      .orderBy('n')
      .execute(),
    db
      .selectFrom('act.report')
      .innerJoin('log.effective', 'log.effective.id', 'act.report.entry_id')
      .select('at')
      .where('selection_id', '=', selection)
      .where('kind', '=', 'hasil')
      .orderBy('version')
      .executeTakeFirst(),
  ])
  const first = (at: Date | undefined) => at?.getTime() ?? null
  const result = (stage: string) => first(results.find((row) => row.stage === stage)?.at)
  return {
    schedule: { zoneMinutes, windows: toDays(schedule?.stages ?? [], zoneMinutes) },
    acts: {
      announcement: first(announcements.findLast((row) => row.kind === 'lowongan')?.at),
      adminResult: result('adminResult'),
      adminResultAfterObjection: result('adminResultAfterObjection'),
      skdResult: result('skdResult'),
      finalResult: result('finalResult'),
      finalResultAfterObjection: result('finalResultAfterObjection'),
      report: first(report?.at),
      cancellation: first(announcements.findLast((row) => row.kind === 'pembatalan')?.at),
    },
  }
}

/** The stage of a round at this moment of the database clock. */
export async function stageNow(services: Services, selection: string): Promise<StageId> {
  const { schedule, acts } = await stageFacts(services, selection)
  return stageId(stageAt(schedule, acts, services.clock.now().getTime()))
}

/** The next moment at which the clock alone changes the stage. */
export async function nextStageMove(services: Services, selection: string): Promise<Date | undefined> {
  const { schedule, acts } = await stageFacts(services, selection)
  const moment = nextClockMove(schedule, acts, services.clock.now().getTime())
  return moment === null ? undefined : new Date(moment)
}

/** Counts below this are never shown (participation.md 0.3, stats.k). */
export const smallestCount = 10
const countEveryMs = 15 * 60_000

export interface ApplicantCounts {
  /** Applications sent and not withdrawn, by formation. */
  readonly byFormation: ReadonlyMap<string, number>
  /** The moment they were counted for: whole quarters of an hour, so that no single arrival can be watched. */
  readonly countedAt: Date
}

/** The quarter of an hour before a moment. */
export function countingMoment(now: Date): Date {
  return new Date(Math.floor(now.getTime() / countEveryMs) * countEveryMs)
}

export async function applicantCounts(services: Services, selection: string): Promise<ApplicantCounts> {
  const countedAt = countingMoment(services.clock.now())
  const rows = await services.db
    .selectFrom('act.submission as s')
    .innerJoin('log.effective as e', 'e.id', 's.entry_id')
    .select([
      's.formation_id as formation',
      (eb) => eb.fn.count<number>('s.application_id').distinct().as('count'),
    ])
    .where('s.selection_id', '=', selection)
    .where('s.arrived_at', '<', countedAt)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('act.withdrawal as w')
            .select('w.n')
            .whereRef('w.selection_id', '=', 's.selection_id')
            .whereRef('w.application_id', '=', 's.application_id')
            .whereRef('w.n', '>=', 's.n')
            .where('w.arrived_at', '<', countedAt),
        ),
      ),
    )
    .groupBy('s.formation_id')
    .execute()
  return { byFormation: new Map(rows.map((row) => [row.formation, Number(row.count)])), countedAt }
}

/** Size and time of the newest checkpoint, for the line in the footer. */
export async function newestCheckpoint(db: Queryable): Promise<{ size: number; signed: Date } | undefined> {
  return db
    .selectFrom('log.checkpoint')
    .select(['size', 'signed'])
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The bytes behind a digest of an effective entry: rules, formation, schedule or announcement. */
export async function publishedText(db: Queryable, sha256: string): Promise<string | undefined> {
  const rules = await db
    .selectFrom('act.rule_set')
    .innerJoin('log.effective', 'log.effective.id', 'act.rule_set.entry_id')
    .select('body')
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  if (rules !== undefined) return rules.body
  const formation = await db
    .selectFrom('act.formation')
    .innerJoin('log.effective', 'log.effective.id', 'act.formation.entry_id')
    .select('data')
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  if (formation !== undefined) return canonicalText(formation.data)
  const schedule = await db
    .selectFrom('act.schedule')
    .innerJoin('log.effective', 'log.effective.id', 'act.schedule.entry_id')
    .select('stages')
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  if (schedule !== undefined) return canonicalText({ stages: schedule.stages })
  const announcement = await db
    .selectFrom('act.announcement')
    .innerJoin('log.effective', 'log.effective.id', 'act.announcement.entry_id')
    .select(['number', 'title', 'kind', 'body'])
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  if (announcement !== undefined) {
    return canonicalText({
      number: announcement.number,
      title: announcement.title,
      kind: announcement.kind,
      ...(announcement.body as AnnouncementBody),
    })
  }
  return undefined
}
