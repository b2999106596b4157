// Reads of one person's own path: effective acts about their applications, their notices, and the public check of a
// message by its code. Acts of other people never come into these rows.
import { readable } from '../publish/vacancy-search.ts'
import { sql } from 'kysely'
import type { Applicant } from '../accounts/policy.ts'
import { draftState } from '../apply/draft-state.ts'
import type { Gap } from '../apply/draft.ts'
import { ownApplication } from '../apply/queries.ts'
import {
  formationOf,
  ruleSetOf,
  scheduleOf,
  selectionById,
  stageNow,
  type EffectiveSchedule,
} from '../publish/queries.ts'
import { scoped, type Queryable } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import type { RuleSet } from '@terang/rules/rule-set.ts'
import type { StageId } from '@terang/rules/process.ts'
import type { Axes } from '@terang/rules/standing.ts'
import { catalogue, type NoticeCode } from './catalogue.ts'
import type { Facts } from './notice-text.ts'
import type { ApplicationFacts, ResultStage } from './standing.ts'

/** An act about the application with its place in the log; `index` absent while no checkpoint covers it. */
export interface TrackedAct {
  readonly kind: 'submission' | 'withdrawal' | 'decision' | 'objection' | 'answer' | 'score'
  readonly at: Date
  readonly index: number | undefined
  readonly entryId: Uint8Array
  /** Name of the test, of a score. */
  readonly test?: string
}

export interface TrackedApplication {
  readonly id: string
  readonly selection: string
  readonly selectionTitle: string
  readonly formationId: string
  readonly formationTitle: string
  readonly unit: string
  readonly seats: number
  readonly createdAt: Date
  readonly stage: StageId
  readonly schedule: EffectiveSchedule | undefined
  readonly ruleSet: RuleSet | undefined
  readonly facts: ApplicationFacts
  readonly acts: readonly TrackedAct[]
  readonly documents: number
  /** What still blocks sending, of a draft. */
  readonly gaps: readonly Gap[]
  readonly reasons: readonly string[]
  readonly resultRow: Readonly<Record<string, unknown>>
  readonly points: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Share of submissions of the round that have a decision, as whole numbers. */
  readonly screened: { readonly decided: number; readonly all: number }
}

/** The person's applications, the one with the latest change first. */
export async function trackedApplications(
  services: Services,
  applicant: Applicant,
): Promise<TrackedApplication[]> {
  const rows = await scoped(services.db, { person: applicant.personId }, (trx) =>
    trx
      .selectFrom('person.application as a')
      .select((eb) => [
        'a.id',
        'a.selection_id',
        'a.formation_id',
        'a.state',
        'a.created_at',
        eb
          .selectFrom('person.document as d')
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .whereRef('d.application_id', '=', 'a.id')
          .where('d.state', 'in', ['accepted', 'doubtful', 'frozen'])
          .as('documents'),
      ])
      .where('a.person_id', '=', applicant.personId)
      .orderBy('a.updated_at', 'desc')
      .limit(10)
      .execute(),
  )
  return Promise.all(rows.map((row) => tracked(services, applicant, row)))
}

interface OwnRow {
  id: string
  selection_id: string
  formation_id: string
  state: Axes['state']
  created_at: Date
  documents: number | null
}

async function tracked(services: Services, applicant: Applicant, row: OwnRow): Promise<TrackedApplication> {
  const { db } = services
  const selection = row.selection_id
  const [
    round,
    formation,
    schedule,
    rules,
    stage,
    acts,
    results,
    decision,
    objection,
    scores,
    rows,
    screened,
    draft,
  ] = await Promise.all([
    selectionById(db, selection),
    formationOf(db, selection, row.formation_id),
    scheduleOf(db, selection),
    ruleSetOf(db, selection),
    stageNow(services, selection),
    actsOf(db, row.id),
    resultsOf(db, selection),
    effectiveDecision(db, row.id),
    latestObjection(db, row.id),
    effectiveScores(db, row.id),
    resultRows(db, selection, row.id),
    screenedShare(db, selection),
    row.state === 'draft' ? ownApplication(services, applicant, row.id) : undefined,
  ])
  const gaps = draft === undefined ? [] : draftState(draft).gaps
  const skd = rows.find((one) => one.stage === 'skdResult')
  const finals = rows.filter(
    (one) => one.stage === 'finalResult' || one.stage === 'finalResultAfterObjection',
  )
  const shownDecision = results.has('adminResult') ? decision : undefined
  return {
    id: row.id,
    selection,
    selectionTitle: round?.title ?? selection,
    formationId: row.formation_id,
    formationTitle: readable(formation?.data.positionTitle ?? row.formation_id),
    unit: formation?.data.unitPath.toReversed().join(', ') ?? '',
    seats: formation?.seats ?? 0,
    createdAt: row.created_at,
    stage,
    schedule,
    ruleSet: rules?.ruleSet,
    documents: Number(row.documents ?? 0),
    gaps,
    acts: acts.filter((act) => act.kind !== 'decision' || results.has('adminResult')),
    reasons: shownDecision?.reasons ?? [],
    resultRow: { ...skd?.row, ...finals[0]?.row },
    points: Object.fromEntries(scores.map((score) => [score.test, score.points])),
    screened,
    facts: {
      state: stage === 'cancelled' ? 'cancelled' : row.state,
      gaps: row.state === 'draft' && gaps.length === 0 ? 'none' : 'some',
      undoable: row.state === 'withdrawn' && stage === 'application' && decision === undefined,
      results,
      decision: shownDecision?.outcome,
      objection,
      scores: Object.fromEntries(scores.map((score) => [score.test, score.status])),
      skdCode: codeIn(skd?.row, 'skd_code', 'skdCode'),
      finalCodes: {
        first: codeIn(finals.findLast((one) => one.stage === 'finalResult')?.row, 'final_code', 'finalCode'),
        newest: codeIn(finals[0]?.row, 'final_code', 'finalCode'),
      },
    },
  }
}

function codeIn(row: Readonly<Record<string, unknown>> | undefined, ...names: string[]): string | undefined {
  for (const name of names) {
    const value = row?.[name]
    if (typeof value === 'string' && value !== '') return value
  }
  return undefined
}

async function actsOf(db: Queryable, applicationId: string): Promise<TrackedAct[]> {
  const { rows } = await sql<{
    kind: TrackedAct['kind']
    at: Date
    entry_id: Uint8Array
    idx: number | null
    test: string | null
  }>`
    select a.kind, a.at, a.entry_id, e.idx, a.test from (
      select 'submission' as kind, arrived_at as at, entry_id, null as test from act.submission where application_id = ${applicationId}
      union all select 'withdrawal', arrived_at, entry_id, null from act.withdrawal where application_id = ${applicationId}
      union all select 'decision', at, entry_id, null from act.decision where application_id = ${applicationId}
      union all select 'objection', arrived_at, entry_id, null from act.objection where application_id = ${applicationId}
      union all select 'answer', w.at, w.entry_id, null from act.objection_answer w join act.objection o on o.selection_id = w.selection_id and o.id = w.objection_id where o.application_id = ${applicationId}
      union all select 'score', at, entry_id, test from act.score where application_id = ${applicationId}
    ) a left join log.effective e on e.id = a.entry_id
    where e.idx is not null or a.kind in ('submission', 'withdrawal', 'objection')
    order by a.at desc`.execute(db)
  return rows.map((row) => ({
    kind: row.kind,
    at: row.at,
    entryId: row.entry_id,
    index: row.idx ?? undefined,
    ...(row.test === null ? {} : { test: row.test }),
  }))
}

async function resultsOf(db: Queryable, selection: string): Promise<Set<ResultStage>> {
  const rows = await db
    .selectFrom('act.stage_result')
    .innerJoin('log.effective', 'log.effective.id', 'act.stage_result.entry_id')
    .select('stage')
    .where('selection_id', '=', selection)
    .execute()
  return new Set(rows.map((row) => row.stage as ResultStage))
}

async function effectiveDecision(db: Queryable, applicationId: string) {
  return db
    .selectFrom('act.decision')
    .innerJoin('log.effective', 'log.effective.id', 'act.decision.entry_id')
    .select(['outcome', 'reasons'])
    .where('application_id', '=', applicationId)
    .executeTakeFirst()
}

const objectionAxis: Readonly<Record<string, Exclude<Axes['on'], 'none'>>> = {
  adminResult: 'adminResult',
  skdResult: 'skd',
  skd: 'skd',
  skb: 'skb',
  finalResult: 'finalResult',
  correction: 'correction',
}

/** An own objection counts from its arrival; its answer once it is in the log. */
async function latestObjection(db: Queryable, applicationId: string): Promise<ApplicationFacts['objection']> {
  const row = await db
    .selectFrom('act.objection as o')
    .leftJoin('act.objection_answer as w', (join) =>
      join.onRef('w.selection_id', '=', 'o.selection_id').onRef('w.objection_id', '=', 'o.id'),
    )
    .leftJoin('log.effective as e', 'e.id', 'w.entry_id')
    .select(['o.stage', 'w.outcome', 'e.idx'])
    .where('o.application_id', '=', applicationId)
    .orderBy('o.arrived_at', 'desc')
    .executeTakeFirst()
  const on = row === undefined ? undefined : objectionAxis[row.stage]
  if (row === undefined || on === undefined) return undefined
  return { on, answer: row.idx === null ? undefined : (row.outcome ?? undefined) }
}

async function effectiveScores(db: Queryable, applicationId: string) {
  const rows = await db
    .selectFrom('act.score')
    .innerJoin('log.effective', 'log.effective.id', 'act.score.entry_id')
    .select(['test', 'status', 'points'])
    .distinctOn('test')
    .where('application_id', '=', applicationId)
    .orderBy('test')
    .orderBy('n', 'desc')
    .execute()
  return rows.map((row) => ({
    test: row.test,
    status: row.status,
    points: row.points as Record<string, unknown>,
  }))
}

/** Rows of effective results, the newest publication first. */
async function resultRows(db: Queryable, selection: string, applicationId: string) {
  const rows = await db
    .selectFrom('act.result_row as r')
    .innerJoin('act.stage_result as s', (join) =>
      join
        .onRef('s.selection_id', '=', 'r.selection_id')
        .onRef('s.stage', '=', 'r.stage')
        .onRef('s.n', '=', 'r.n'),
    )
    .innerJoin('log.effective as e', 'e.id', 's.entry_id')
    .select(['r.stage', 'r.row', 's.at'])
    .where('r.selection_id', '=', selection)
    .where('r.application_id', '=', applicationId)
    .orderBy('s.at', 'desc')
    .execute()
  return rows.map((row) => ({ stage: row.stage, row: row.row as Record<string, unknown> }))
}

async function screenedShare(db: Queryable, selection: string): Promise<TrackedApplication['screened']> {
  const { rows } = await sql<{ decided: number; all: number }>`
    select (select count(*) from act.decision where selection_id = ${selection}) as decided,
           (select count(distinct application_id) from act.submission where selection_id = ${selection}) as all`.execute(
    db,
  )
  return rows[0] ?? { decided: 0, all: 0 }
}

// ------------------------------------------------------------------ notices

export type DeliveryState = 'queued' | 'sent' | 'delivered' | 'retrying' | 'failed' | 'cancelled'

export interface InboxItem {
  readonly id: string
  readonly code: NoticeCode
  readonly facts: Facts
  readonly authCode: string
  readonly at: Date
  readonly readAt: Date | null
  readonly cancelled: boolean
  readonly email: { readonly state: DeliveryState; readonly at: Date | undefined } | undefined
}

const inboxCodes = (Object.keys(catalogue) as NoticeCode[]).filter((code) => catalogue[code].inbox)

/** Newest first. What only travels by e-mail, because it holds a link that works once, is left out. */
export async function inbox(services: Services, personId: string, limit = 100): Promise<InboxItem[]> {
  return scoped(services.db, { person: personId }, async (trx) => {
    const rows = await trx
      .selectFrom('person.notice as n')
      .leftJoin('person.delivery as d', (join) =>
        join.onRef('d.notice_id', '=', 'n.id').on('d.channel', '=', 'email'),
      )
      .select([
        'n.id',
        'n.code',
        'n.facts',
        'n.auth_code',
        'n.created_at',
        'n.read_at',
        'n.cancelled_at',
        'd.state',
        'd.history',
      ])
      .where('n.person_id', '=', personId)
      .where('n.code', 'in', inboxCodes)
      .orderBy('n.created_at', 'desc')
      .limit(limit)
      .execute()
    const items: InboxItem[] = []
    for (const row of rows) {
      const last = (row.history as { at: string }[] | null)?.at(-1)
      items.push({
        id: row.id,
        code: row.code as NoticeCode,
        facts: await services.vault.open<Facts>(trx, personId, `notice|${row.id}`, row.facts),
        authCode: row.auth_code,
        at: row.created_at,
        readAt: row.read_at,
        cancelled: row.cancelled_at !== null,
        email:
          row.state === null
            ? undefined
            : { state: row.state, at: last === undefined ? undefined : new Date(last.at) },
      })
    }
    return items
  })
}

/** Kind and time of a message, for anybody who holds its code. */
export async function messageByCode(
  db: Queryable,
  code: string,
): Promise<{ code: NoticeCode; at: Date } | undefined> {
  const { rows } = await sql<{
    code: string
    created_at: Date
  }>`select code, created_at from person.message_by_code(${code})`.execute(db)
  const row = rows[0]
  return row === undefined || !Object.hasOwn(catalogue, row.code)
    ? undefined
    : { code: row.code as NoticeCode, at: row.created_at }
}
