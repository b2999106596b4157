// Public questions as everybody may read them. An answer is here only when a published checkpoint covers its entry;
// what waits for confirmation or moderation, or was refused, is not here at all.
import type { Queryable } from '../services/database.ts'
import { topicOf, type AnswerKind, type Topic } from './policy.ts'

export interface Citation {
  readonly kind: 'announcement' | 'rule' | 'schedule'
  /** Number of the announcement, name of the rule set, or `jadwal`. */
  readonly ref: string
  readonly version: number
  /** Paragraph, key of the rule, or stage. */
  readonly locator: string
  readonly quote?: string
  /** SHA-256 of the cited version. */
  readonly source: string
}

export interface PublicAnswer {
  readonly questionId: number
  readonly version: number
  readonly kind: AnswerKind
  readonly body: string
  readonly citations: readonly Citation[]
  readonly sha256: string
  readonly at: Date
  readonly promised: string | null
  readonly by: string
  readonly second: string | undefined
  readonly index: number
}

export type PublicStatus =
  | 'open'
  | 'provisional'
  | 'answered'
  | 'corrected'
  | 'reviewDue'
  | 'merged'
  | 'hidden'

export interface PublicQuestion {
  readonly id: number
  readonly selection: string
  readonly selectionTitle: string
  readonly formationId: string | null
  readonly topic: Topic
  readonly title: string
  readonly body: string
  readonly shownName: string
  readonly arrivedAt: Date
  readonly publishedAt: Date
  readonly autoPublished: boolean
  /** End of the longest time to an answer. */
  readonly dueAt: Date
  /** End of what a holding answer promised. */
  readonly promisedAt: Date | null
  readonly canonicalId: number | null
  readonly reason: string | null
  readonly status: PublicStatus
  /** Newest first; effective ones only. */
  readonly answers: readonly PublicAnswer[]
}

const publicStates = [
  'published',
  'answeredProvisionally',
  'answered',
  'reviewDue',
  'merged',
  'hidden',
] as const

/** The deadline that runs now. */
export function runningDue(question: Pick<PublicQuestion, 'dueAt' | 'promisedAt'>): Date {
  return question.promisedAt ?? question.dueAt
}

export function waits(question: Pick<PublicQuestion, 'status'>): boolean {
  return question.status === 'open' || question.status === 'provisional'
}

export function isLate(question: PublicQuestion, now: Date): boolean {
  return waits(question) && runningDue(question).getTime() <= now.getTime()
}

function statusOf(state: string, answers: readonly PublicAnswer[]): PublicStatus {
  if (state === 'merged' || state === 'hidden') return state
  const full = answers.filter((one) => one.kind !== 'belum_dapat_dijawab')
  if (full.length === 0) return answers.length === 0 ? 'open' : 'provisional'
  if (state === 'reviewDue') return 'reviewDue'
  return full.length > 1 ? 'corrected' : 'answered'
}

async function answersOf(
  db: Queryable,
  where: { selection?: string; id?: number },
): Promise<Map<number, PublicAnswer[]>> {
  let query = db
    .selectFrom('act.answer as a')
    .innerJoin('log.effective as e', 'e.id', 'a.entry_id')
    .selectAll('a')
    .select('e.idx')
  if (where.selection !== undefined) query = query.where('a.selection_id', '=', where.selection)
  if (where.id !== undefined) query = query.where('a.question_id', '=', where.id)
  const rows = await query.orderBy('a.version', 'desc').execute()
  const people = [
    ...new Set(rows.flatMap((row) => [row.by_id, ...(row.second_id === null ? [] : [row.second_id])])),
  ]
  const codes = await officerCodes(db, people)
  const found = new Map<number, PublicAnswer[]>()
  for (const row of rows) {
    const list = found.get(row.question_id) ?? []
    list.push({
      questionId: row.question_id,
      version: row.version,
      kind: row.kind as AnswerKind,
      body: row.body,
      citations: row.citations as Citation[],
      sha256: row.sha256,
      at: row.at,
      promised: row.promised,
      by: codes.get(row.by_id) ?? '',
      second: row.second_id === null ? undefined : codes.get(row.second_id),
      index: row.idx,
    })
    found.set(row.question_id, list)
  }
  return found
}

/** Codes such as t01 that stand for officers in public. */
export async function officerCodes(db: Queryable, people: readonly string[]): Promise<Map<string, string>> {
  if (people.length === 0) return new Map()
  const rows = await db
    .selectFrom('act.officer_role')
    .select(['person_id', 'role', 'code'])
    .where('person_id', 'in', [...people])
    .execute()
  const order = ['petugastanya', 'sekretaris', 'ketua']
  return new Map(
    rows
      .toSorted((a, b) => order.indexOf(b.role) - order.indexOf(a.role))
      .map((row) => [row.person_id, row.code]),
  )
}

function questionRows(db: Queryable) {
  return db
    .selectFrom('site.question as q')
    .innerJoin('site.selection as s', 's.id', 'q.selection_id')
    .selectAll('q')
    .select('s.title as selectionTitle')
    .where('q.state', 'in', [...publicStates])
}
type Row = Awaited<ReturnType<ReturnType<typeof questionRows>['executeTakeFirstOrThrow']>>

function questionFrom(row: Row, answers: readonly PublicAnswer[]): PublicQuestion {
  const gone = row.state === 'hidden'
  return {
    id: row.id,
    selection: row.selection_id,
    selectionTitle: row.selectionTitle,
    formationId: row.formation_id,
    topic: topicOf(row.topic) ?? 'umum',
    title: gone ? '' : row.title,
    body: gone ? '' : row.body,
    shownName: row.shown_name,
    arrivedAt: row.arrived_at,
    publishedAt: row.published_at ?? row.arrived_at,
    autoPublished: row.auto_published,
    dueAt: row.due_at,
    promisedAt: row.promised_at,
    canonicalId: row.canonical_id,
    reason: row.reason,
    status: statusOf(row.state, answers),
    answers: gone ? [] : answers,
  }
}

/** Every public question of a round, or of all. */
export async function publicQuestions(db: Queryable, selection?: string): Promise<PublicQuestion[]> {
  let query = questionRows(db)
  if (selection !== undefined) query = query.where('q.selection_id', '=', selection)
  const [rows, answers] = await Promise.all([
    query.orderBy('q.arrived_at', 'desc').execute(),
    answersOf(db, selection === undefined ? {} : { selection }),
  ])
  return rows.map((row) => questionFrom(row, answers.get(row.id) ?? []))
}

export async function publicQuestion(db: Queryable, id: number): Promise<PublicQuestion | undefined> {
  const [row, answers] = await Promise.all([
    questionRows(db).where('q.id', '=', id).executeTakeFirst(),
    answersOf(db, { id }),
  ])
  return row === undefined ? undefined : questionFrom(row, answers.get(id) ?? [])
}

/** Questions asked from the page of a vacancy, newest first; hidden and merged ones stay out. */
export function questionsOfFormation(all: readonly PublicQuestion[], formationId: string): PublicQuestion[] {
  return all.filter(
    (one) => one.formationId === formationId && one.status !== 'hidden' && one.status !== 'merged',
  )
}

/** How many wait for a moderator: a number only. */
export async function waitingForModeration(db: Queryable): Promise<number> {
  const row = await db
    .selectFrom('site.question')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'inModeration')
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

export interface ModerationLine {
  readonly questionId: number
  readonly action: string
  readonly code: string
  readonly officer: string
  readonly at: Date
  readonly index: number
}

/** The public moderation log, newest first: never the text. Personal data appears a day later (2.7). */
export async function moderationLog(db: Queryable, now: Date): Promise<ModerationLine[]> {
  const rows = await db
    .selectFrom('act.moderation as m')
    .innerJoin('log.effective as e', 'e.id', 'm.entry_id')
    .select(['m.question_id', 'm.action', 'm.code', 'm.officer_id', 'm.at', 'e.idx'])
    .where((eb) =>
      eb.or([eb('m.code', '<>', 'DATA_PRIBADI'), eb('m.at', '<', new Date(now.getTime() - 24 * 3_600_000))]),
    )
    .orderBy('m.at', 'desc')
    .limit(1_000)
    .execute()
  const codes = await officerCodes(db, [...new Set(rows.map((row) => row.officer_id))])
  return rows.map((row) => ({
    questionId: row.question_id,
    action: row.action,
    code: row.code,
    officer: codes.get(row.officer_id) ?? '',
    at: row.at,
    index: row.idx,
  }))
}
