// Reads of objections: the window, an applicant's own objection with its answer, and what a panel member reads.
import { objectionDates, objectionRule } from '@terang/rules/objection.ts'
import { sql } from 'kysely'
import type { Officer } from '../accounts/policy.ts'
import { openApplication, type OwnApplication } from '../apply/queries.ts'
import { ruleSetOf, scheduleOf, windowOf } from '../publish/queries.ts'
import { decisionOf, type AdminDecision } from '../screen/queries.ts'
import { scoped, type Queryable } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { zoneMinutesOf } from '../services/zone.ts'

export const adminStage = 'adminResult'

export interface ObjectionWindow {
  /** Undefined where the result is not in the log yet: nothing can be objected to. */
  readonly window: { readonly opensAt: number; readonly closesAt: number } | undefined
  readonly scheduled: { readonly opensAt: Date; readonly closesAt: Date } | undefined
  readonly answerDueAt: Date | undefined
}

/** The window opens at the later of its scheduled start and the moment the result is effective (states.md 1). */
export async function objectionWindowOf(services: Services, selection: string): Promise<ObjectionWindow> {
  const { db } = services
  const [schedule, rules] = [await scheduleOf(db, selection), await ruleSetOf(db, selection)]
  const scheduled = schedule === undefined ? undefined : windowOf(schedule.stages, 'adminObjection')
  const result = await db
    .selectFrom('act.stage_result')
    .innerJoin('log.effective', 'log.effective.id', 'act.stage_result.entry_id')
    .select('at')
    .where('selection_id', '=', selection)
    .where('stage', '=', adminStage)
    .executeTakeFirst()
  const rule = rules === undefined ? null : objectionRule(rules.ruleSet, adminStage)
  if (scheduled === undefined || rule === null)
    return { window: undefined, scheduled, answerDueAt: undefined }
  const plan = { opensAt: scheduled.opensAt.getTime(), closesAt: scheduled.closesAt.getTime() }
  const answerDueAt = new Date(objectionDates(rule, plan, zoneMinutesOf(services.agency.zone)).answerDueAt)
  const window =
    result === undefined
      ? undefined
      : { opensAt: Math.max(plan.opensAt, result.at.getTime()), closesAt: plan.closesAt }
  return { window, scheduled, answerDueAt }
}

export type ObjectionText = {
  readonly [reason: string]: { readonly text: string; readonly document?: string }
}

export interface Objection {
  readonly id: string
  readonly number: number
  readonly selection: string
  readonly applicationId: string
  readonly personId: string
  readonly requirements: readonly string[]
  readonly arrivedAt: Date
  readonly subj: string
  readonly text: ObjectionText
  readonly index: number | undefined
}
export interface ObjectionAnswer {
  readonly outcome: 'granted' | 'refused'
  readonly at: Date
  readonly index: number
  readonly text: string
}

/** Personal fields are `teks_<reason>` and `rujuk_<reason>`, cut to the length of a field's name. */
export const textField = (reason: string) => `teks_${reason}`.slice(0, 32)
export const pointerField = (reason: string) => `rujuk_${reason}`.slice(0, 32)

export async function objectionBy(
  trx: Queryable,
  services: Pick<Services, 'record'>,
  by: { id: string } | { applicationId: string },
): Promise<Objection | undefined> {
  let query = trx
    .selectFrom('act.objection')
    .leftJoin('log.effective', 'log.effective.id', 'act.objection.entry_id')
    .select([
      'act.objection.id',
      'number',
      'selection_id',
      'application_id',
      'person_id',
      'requirements',
      'arrived_at',
      'subj',
      'entry_id',
      'idx',
    ])
    .where('stage', '=', adminStage)
  query =
    'id' in by
      ? query.where('act.objection.id', '=', by.id)
      : query.where('application_id', '=', by.applicationId)
  const row = await query.executeTakeFirst()
  if (row === undefined) return undefined
  const personal = await services.record.openPersonal(trx, row.entry_id)
  const text: Record<string, { text: string; document?: string }> = {}
  for (const reason of row.requirements) {
    const pointer = personal?.fields[pointerField(reason)]
    text[reason] = {
      text: String(personal?.fields[textField(reason)] ?? ''),
      ...(pointer === undefined ? {} : { document: String(pointer) }),
    }
  }
  return {
    id: row.id,
    number: row.number ?? 0,
    selection: row.selection_id,
    applicationId: row.application_id,
    personId: row.person_id,
    requirements: row.requirements,
    arrivedAt: row.arrived_at,
    subj: row.subj,
    text,
    index: row.idx ?? undefined,
  }
}

/** The answer once a checkpoint covers it. */
export async function answerOf(
  trx: Queryable,
  services: Pick<Services, 'record'>,
  objectionId: string,
): Promise<ObjectionAnswer | undefined> {
  const row = await trx
    .selectFrom('act.objection_answer')
    .innerJoin('log.effective', 'log.effective.id', 'act.objection_answer.entry_id')
    .select(['outcome', 'at', 'idx', 'entry_id'])
    .where('objection_id', '=', objectionId)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const personal = await services.record.openPersonal(trx, row.entry_id)
  return { outcome: row.outcome, at: row.at, index: row.idx, text: String(personal?.fields['alasan'] ?? '') }
}

export interface PanelFile {
  readonly seat: number
  readonly objection: Objection
  readonly decision: AdminDecision
  readonly application: OwnApplication
}

/** What a panel member with an open seat reads; never what another member answered. */
export async function panelFile(
  services: Services,
  officer: Officer,
  objectionId: string,
): Promise<PanelFile | undefined> {
  return scoped(services.db, { officer: officer.personId }, async (trx) => {
    const seat = await trx
      .selectFrom('site.panel_seat')
      .select('seat')
      .where('objection_id', '=', objectionId)
      .where('officer_id', '=', officer.personId)
      .where('closed_at', 'is', null)
      .executeTakeFirst()
    const objection = seat === undefined ? undefined : await objectionBy(trx, services, { id: objectionId })
    if (seat === undefined || objection === undefined || objection.selection !== officer.selection)
      return undefined
    const [decision, application] = [
      await decisionOf(trx, services, objection.personId, objection.applicationId),
      await openApplication(trx, services, objection.personId, objection.applicationId),
    ]
    return decision === undefined || application === undefined
      ? undefined
      : { seat: seat.seat, objection, decision, application }
  })
}

export interface PanelCounts {
  readonly open: number
  readonly answered: number
  /** Answered by this officer. */
  readonly mine: number
  /** An objection is open on their desk. */
  readonly held: boolean
}

export async function panelCounts(db: Queryable, selection: string, officerId: string): Promise<PanelCounts> {
  const { rows } = await sql<PanelCounts>`
    select count(*) filter (where a.outcome is null)::int as open, count(a.outcome)::int as answered,
      count(*) filter (where exists (select 1 from act.objection_opinion n where n.objection_id = o.id and n.officer_id = ${officerId}))::int as mine,
      coalesce(bool_or(exists (select 1 from site.panel_seat s where s.objection_id = o.id and s.officer_id = ${officerId} and s.closed_at is null)), false) as held
    from act.objection o left join act.objection_answer a on a.selection_id = o.selection_id and a.objection_id = o.id
    where o.selection_id = ${selection}`.execute(db)
  return rows[0]!
}
