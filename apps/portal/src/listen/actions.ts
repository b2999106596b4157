// Somebody asks, and a guest confirms. A question is no official act, so it has no entry; it stands in the queue of the
// moderators from the moment it arrived, and the form's one-time key makes a second sending the same question.
import { createHash, randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { tell } from '../services/bus.ts'
import { isUniqueViolation, setScope, type Trx } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { dueOf } from './deadline.ts'
import { personalDataIn, type PersonalDataFinding } from './personal-data.ts'
import { confirmHours, limitOf, waitUntil, type Topic } from './policy.ts'
import { textHash } from './similarity.ts'

export type Asker = { readonly person: string } | { readonly email: string }

export interface NewQuestion {
  readonly selection: string
  readonly formationId: string | null
  readonly topic: Topic
  readonly title: string
  readonly body: string
  /** One-time key of the form. */
  readonly formToken: string
}

export type Asked =
  | { readonly kind: 'inModeration'; readonly id: number; readonly dueAt: Date }
  | { readonly kind: 'awaitingConfirmation'; readonly id: number }
  | { readonly kind: 'personalData'; readonly found: readonly PersonalDataFinding[] }
  | { readonly kind: 'tooMany'; readonly until: Date }
  | { readonly kind: 'sameQuestion'; readonly id: number; readonly isPublic: boolean }

/** Consonants only, so that no word comes out; nothing about the person goes in. */
const signs = 'BCDFGHJKLMNPRSTVWXZ'
function shownName(): string {
  return `Penanya ${Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join('')}`
}

const hashOf = (token: string) => createHash('sha256').update(token).digest()

/** The secret of a guest's link; computed again for each letter, so that only its digest is stored. */
export function confirmToken(services: Pick<Services, 'keys'>, formToken: string): string {
  return services.keys.mac('question-confirm', formToken).slice(0, 32)
}

export async function ask(
  services: Services,
  asker: Asker,
  question: NewQuestion,
  arrivedAt: Date,
): Promise<Asked> {
  const found = personalDataIn(`${question.title}\n${question.body}`)
  if (found.length > 0) return { kind: 'personalData', found }
  try {
    return await services.db.transaction().execute((trx) => askIn(services, trx, asker, question, arrivedAt))
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    // Sent twice at once, or asked by somebody else between our look and our write.
    const same =
      (await byFormToken(services.db, question.formToken)) ?? (await sameText(services.db, question))
    if (same === undefined) throw error
    return same
  }
}

async function byFormToken(trx: Pick<Trx, 'selectFrom'>, formToken: string): Promise<Asked | undefined> {
  const row = await trx
    .selectFrom('site.question')
    .select(['id', 'state', 'due_at'])
    .where('form_token', '=', formToken)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return row.state === 'awaitingConfirmation'
    ? { kind: 'awaitingConfirmation', id: row.id }
    : { kind: 'inModeration', id: row.id, dueAt: row.due_at }
}

const liveStates = [
  'inModeration',
  'published',
  'answeredProvisionally',
  'answered',
  'reviewDue',
  'merged',
] as const

async function sameText(trx: Pick<Trx, 'selectFrom'>, question: NewQuestion): Promise<Asked | undefined> {
  const row = await trx
    .selectFrom('site.question')
    .select(['id', 'state'])
    .where('selection_id', '=', question.selection)
    .where('text_hash', '=', textHash(question.title, question.body))
    .where('state', 'in', [...liveStates])
    .executeTakeFirst()
  return row === undefined
    ? undefined
    : { kind: 'sameQuestion', id: row.id, isPublic: row.state !== 'inModeration' }
}

async function askIn(
  services: Services,
  trx: Trx,
  asker: Asker,
  question: NewQuestion,
  arrivedAt: Date,
): Promise<Asked> {
  const guest = 'email' in asker
  const contactIndex = guest ? services.keys.emailIndex(asker.email) : null
  const person = guest ? null : asker.person
  await setScope(trx, guest ? { guest: contactIndex! } : { person: person! })
  // One after the other for one person, so that two windows do not both pass the limit.
  const mark = person ?? Buffer.from(contactIndex!).toString('hex')
  await sql`select pg_advisory_xact_lock(hashtextextended(${`tanya|${mark}`}, 0))`.execute(trx)
  const repeated = (await byFormToken(trx, question.formToken)) ?? (await sameText(trx, question))
  if (repeated !== undefined) return repeated

  const earlier = await trx
    .selectFrom('person.question_asker as a')
    .innerJoin('site.question as q', 'q.id', 'a.question_id')
    .select(['a.asked_at', 'q.published_at'])
    .where((eb) =>
      person === null
        ? eb('a.contact_index', '=', Buffer.from(contactIndex!))
        : eb('a.person_id', '=', person),
    )
    .execute()
  const limit = limitOf({
    guest,
    publishedBefore: earlier.filter((row) => row.published_at !== null).length,
  })
  const until = waitUntil(
    limit,
    earlier.flatMap((row) => row.asked_at ?? []),
    arrivedAt,
  )
  if (until !== undefined) return { kind: 'tooMany', until }

  const dueAt = dueOf(services, arrivedAt)
  const { id } = await trx
    .insertInto('site.question')
    .values({
      selection_id: question.selection,
      formation_id: question.formationId,
      state: guest ? 'awaitingConfirmation' : 'inModeration',
      topic: question.topic,
      title: question.title,
      body: question.body,
      shown_name: shownName(),
      reason: null,
      canonical_id: null,
      arrived_at: arrivedAt,
      published_at: null,
      answered_at: null,
      due_at: dueAt,
      form_token: question.formToken,
      confirm_hash: guest ? hashOf(confirmToken(services, question.formToken)) : null,
      text_hash: textHash(question.title, question.body),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('person.question_asker')
    .values({
      question_id: id,
      person_id: person,
      contact: guest ? services.keys.sealSeed(`question|${id}`, Buffer.from(asker.email, 'utf8')) : null,
      contact_index: contactIndex,
      asked_at: arrivedAt,
      delete_after: null,
    })
    .execute()
  if (guest) {
    await trx
      .insertInto('person.question_letter')
      .values({ question_id: id, kind: 'confirm', next_at: arrivedAt })
      .execute()
    await tell(trx, 'terang_work', 'question')
    return { kind: 'awaitingConfirmation', id }
  }
  await tell(trx, 'terang_public')
  return { kind: 'inModeration', id, dueAt }
}

export type Confirmed =
  | { readonly kind: 'confirmed'; readonly title: string; readonly dueAt: Date }
  | { readonly kind: 'gone' }
  | { readonly kind: 'sameQuestion' }

/** What a link leads to; undefined where it is unknown or older than 48 hours. */
export async function awaiting(
  services: Services,
  token: string,
): Promise<
  { id: number; title: string; state: 'awaitingConfirmation' | 'inModeration'; dueAt: Date } | undefined
> {
  const row = await services.db
    .selectFrom('site.question')
    .select(['id', 'title', 'state', 'arrived_at', 'due_at'])
    .where('confirm_hash', '=', hashOf(token))
    .executeTakeFirst()
  if (row === undefined) return undefined
  if (row.state !== 'awaitingConfirmation')
    return { id: row.id, title: row.title, state: 'inModeration', dueAt: row.due_at }
  const age = services.clock.now().getTime() - row.arrived_at.getTime()
  if (age > confirmHours * 3_600_000) return undefined
  return { id: row.id, title: row.title, state: 'awaitingConfirmation', dueAt: row.due_at }
}

/** The clock starts now. A second press changes nothing. */
export async function confirm(services: Services, token: string, arrivedAt: Date): Promise<Confirmed> {
  const found = await awaiting(services, token)
  if (found === undefined) return { kind: 'gone' }
  if (found.state === 'inModeration') return { kind: 'confirmed', title: found.title, dueAt: found.dueAt }
  const dueAt = dueOf(services, arrivedAt)
  try {
    await services.db.transaction().execute(async (trx) => {
      await trx
        .updateTable('site.question')
        .set({ state: 'inModeration', arrived_at: arrivedAt, due_at: dueAt })
        .where('id', '=', found.id)
        .where('state', '=', 'awaitingConfirmation')
        .execute()
      await tell(trx, 'terang_public')
    })
  } catch (error) {
    if (isUniqueViolation(error, 'one_same_question')) return { kind: 'sameQuestion' }
    throw error
  }
  return { kind: 'confirmed', title: found.title, dueAt }
}
