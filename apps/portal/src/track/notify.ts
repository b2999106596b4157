// Tells a person something, once for each cause: the copy in the inbox and the letters that announce it are rows of the
// same transaction as the act they speak of. Facts are sealed under the person's key; codes and times are not.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { tell, tellBoth } from '../services/bus.ts'
import type { Queryable } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { catalogue, type NoticeCode } from './catalogue.ts'
import { factsOf, type Facts } from './notice-text.ts'

export interface NoticeRequest {
  readonly person: string
  readonly selection: string | undefined
  readonly code: NoticeCode
  /** What happened, as an identifier: the same code and cause never speak twice to one person. */
  readonly cause: string
  readonly facts: Facts
  /** Not before this time; now where left out. */
  readonly notBefore?: Date
}

type Sender = Pick<Services, 'vault' | 'keys' | 'clock'>

/** Without letters and digits that are taken for each other: 32 signs, 40 bits in eight. */
const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Truncated MAC over the notice's id (participation.md 4.1, rule 5). */
export function authCodeOf(keys: Services['keys'], noticeId: string): string {
  const bytes = Buffer.from(keys.mac('notice', noticeId), 'base64url')
  return [...bytes.subarray(0, 8)].map((byte) => signs[byte % signs.length]).join('')
}

/**
 * Writes the notice inside `trx`, which sees the person: their own scope, an officer's, or the worker.
 * @returns the notice's id, or undefined where this cause was told before
 * @throws where a fact of the text is missing: a mistake in our code, so the act is not half told
 */
export async function notify(
  trx: Queryable,
  services: Sender,
  request: NoticeRequest,
): Promise<string | undefined> {
  const { person, code, cause, facts } = request
  const kind = catalogue[code]
  const missing = factsOf(code).filter((name) => facts[name] === undefined)
  if (missing.length > 0) throw new Error(`notice ${code}: facts missing: ${missing.join(', ')}`)
  const id = randomUUID()
  const now = services.clock.now()
  const inserted = await trx
    .insertInto('person.notice')
    .values({
      id,
      person_id: person,
      selection_id: request.selection ?? null,
      code,
      cause,
      facts: await services.vault.seal(trx, person, `notice|${id}`, facts),
      auth_code: authCodeOf(services.keys, id),
      created_at: now,
      cancelled_at: null,
      read_at: null,
    })
    .onConflict((conflict) => conflict.columns(['person_id', 'code', 'cause']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted === undefined) return undefined
  if (kind.email) {
    await trx
      .insertInto('person.delivery')
      .values({ notice_id: id, person_id: person, channel: 'email', next_at: request.notBefore ?? now })
      .execute()
  }
  await tellBoth(trx, ['terang_person', person], ['terang_work', 'notice'])
  return id
}

/** Takes back what has not been sent, because its cause vanished (rule 8). The inbox copy goes with it. */
export async function cancelNotices(
  trx: Queryable,
  services: Pick<Services, 'clock'>,
  person: string,
  codes: readonly NoticeCode[],
  causePrefix: string,
): Promise<void> {
  const now = services.clock.now()
  const rows = await trx
    .updateTable('person.notice')
    .set({ cancelled_at: now })
    .where('person_id', '=', person)
    .where('code', 'in', [...codes])
    .where('cause', 'like', `${causePrefix.replace(/[\\%_]/g, '\\$&')}%`)
    .where('cancelled_at', 'is', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('person.delivery')
            .select(sql`1`.as('one'))
            .whereRef('person.delivery.notice_id', '=', 'person.notice.id')
            .where('person.delivery.state', 'in', ['sent', 'delivered']),
        ),
      ),
    )
    .returning('id')
    .execute()
  if (rows.length === 0) return
  await trx
    .updateTable('person.delivery')
    .set({ state: 'cancelled' })
    .where(
      'notice_id',
      'in',
      rows.map((row) => row.id),
    )
    .where('state', 'in', ['queued', 'retrying'])
    .execute()
  await tell(trx, 'terang_person', person)
}
