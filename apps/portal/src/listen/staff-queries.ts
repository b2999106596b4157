// Questions as the officers' desk needs them: also those that wait, were refused, or have an answer that still waits
// for its second person. Never who asked.
import type { Queryable } from '../services/database.ts'
import type { AnswerKind } from './policy.ts'
import { answerKind } from './answer.ts'

export interface DeskQuestion {
  readonly id: number
  readonly selection: string
  readonly selectionTitle: string
  readonly formationId: string | null
  readonly topic: string
  readonly title: string
  readonly body: string
  readonly state: string
  readonly arrivedAt: Date
  readonly dueAt: Date
  readonly reason: string | null
  /** The proposal of an answer that waits for the secretary. */
  readonly proposal: string | null
}

export interface DeskAnswer {
  readonly version: number
  readonly kind: AnswerKind
  readonly body: string
  readonly at: Date
}

function deskRows(db: Queryable) {
  return db
    .selectFrom('site.question as q')
    .innerJoin('site.selection as s', 's.id', 'q.selection_id')
    .leftJoin('site.proposal as p', (join) =>
      join
        .onRef('p.selection_id', '=', 'q.selection_id')
        .on('p.kind', '=', answerKind)
        .on('p.state', '=', 'proposed')
        .on((eb) => eb('p.object', '=', eb.cast<string>('q.id', 'text'))),
    )
    .select([
      'q.id',
      'q.selection_id as selection',
      's.title as selectionTitle',
      'q.formation_id as formationId',
      'q.topic',
      'q.title',
      'q.body',
      'q.state',
      'q.arrived_at as arrivedAt',
      'q.reason',
      'p.id as proposal',
    ])
    .select((eb) => eb.fn.coalesce('q.promised_at', 'q.due_at').as('dueAt'))
    .where('q.state', 'not in', ['awaitingConfirmation', 'deleted'])
}

/** Of the rounds in which the officer holds the role; `*` stands for all. Oldest first. */
export async function deskQuestions(db: Queryable, selections: readonly string[]): Promise<DeskQuestion[]> {
  if (selections.length === 0) return []
  let query = deskRows(db)
  if (!selections.includes('*')) query = query.where('q.selection_id', 'in', [...selections])
  return await query.orderBy('q.arrived_at').limit(2_000).execute()
}

export async function deskQuestion(db: Queryable, id: number): Promise<DeskQuestion | undefined> {
  return await deskRows(db).where('q.id', '=', id).executeTakeFirst()
}

export async function deskAnswers(db: Queryable, id: number): Promise<DeskAnswer[]> {
  return (await db
    .selectFrom('act.answer')
    .select(['version', 'kind', 'body', 'at'])
    .where('question_id', '=', id)
    .orderBy('version', 'desc')
    .execute()) as DeskAnswer[]
}
