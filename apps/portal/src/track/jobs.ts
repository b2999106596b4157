// Background work of notices: sends the letters that are due, with retries; asks for missing documents on schedule.
import { sql } from 'kysely'
import type { Services } from '../services/services.ts'
import type { Task } from '../services/worker.ts'
import { noticeDrafts } from './draft-notices.ts'
import { afterAttempt } from './delivery.ts'
import type { NoticeCode } from './catalogue.ts'
import { writeLetter, type Facts } from './notice-text.ts'

/** A full turn of the task looks at so many letters, then begins again: 3,000 a minute is the limit of a channel. */
const batch = 200
const atOnce = 4

export function trackTasks(services: Services): Task[] {
  return [
    { name: 'track.deliver', everySeconds: 15, on: ['notice', 'clock'], run: () => deliverDue(services) },
    { name: 'track.drafts', everySeconds: 60, run: () => noticeDrafts(services) },
  ]
}

/** Sends everything that is due; gives how many letters were tried. */
export async function deliverDue(services: Services): Promise<void> {
  for (;;) {
    const due = await services.worker
      .selectFrom('person.delivery')
      .select('id')
      .where('state', 'in', ['queued', 'retrying'])
      .where('channel', '=', 'email')
      .where('next_at', '<=', services.clock.now())
      .orderBy('next_at')
      .limit(batch)
      .execute()
    const queue = due.map((row) => row.id)
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let id = queue.pop(); id !== undefined; id = queue.pop()) await deliver(services, id)
      }),
    )
    if (due.length < batch) return
  }
}

/** One attempt. A kill between the server's answer and our note sends the letter again under the same Message-ID. */
async function deliver(services: Services, deliveryId: string): Promise<void> {
  const { worker, vault, clock } = services
  const row = await worker
    .selectFrom('person.delivery as d')
    .innerJoin('person.notice as n', 'n.id', 'd.notice_id')
    .select([
      'd.id',
      'd.attempt',
      'd.person_id',
      'n.id as notice_id',
      'n.code',
      'n.facts',
      'n.auth_code',
      'n.created_at',
      'n.cancelled_at',
    ])
    .where('d.id', '=', deliveryId)
    .where('d.state', 'in', ['queued', 'retrying'])
    .executeTakeFirst()
  if (row === undefined) return
  const note = (state: 'sent' | 'retrying' | 'failed' | 'cancelled', detail: string, nextAt?: Date) =>
    worker
      .updateTable('person.delivery')
      .set({
        state,
        attempt: row.attempt + 1,
        ...(nextAt === undefined ? {} : { next_at: nextAt }),
        history: sql<string>`history || ${JSON.stringify([{ at: clock.now().toISOString(), state, detail }])}::jsonb`,
      })
      .where('id', '=', row.id)
      .execute()
  if (row.cancelled_at !== null) {
    await note('cancelled', 'cause')
    return
  }
  const { email } = await vault.fields(worker, row.person_id)
  if (email === undefined || email === '') {
    await note('failed', 'address')
    return
  }
  const facts = await vault.open<Facts>(worker, row.person_id, `notice|${row.notice_id}`, row.facts)
  const letter = await writeLetter(
    'id',
    row.code as NoticeCode,
    facts,
    row.auth_code,
    services.settings.publicOrigin,
    services.agency.unit.id,
  )
  const answer = await services.mail.send({ id: row.id, to: email, at: row.created_at, ...letter })
  const step = afterAttempt(answer, row.attempt + 1, row.created_at, clock.now())
  await note(step.state, answer.detail, step.state === 'retrying' ? step.nextAt : undefined)
  if (step.state === 'failed')
    services.log('warn', 'letter not delivered', { code: row.code, error: answer.detail })
}
