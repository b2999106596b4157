// Slowing down guesses without locking anybody out (security.md 4). Failures are counted per address, known or not:
// one counter for all browsers that never signed in there, one for each browser that did. A session is never touched.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Queryable } from '../services/database.ts'

/** NIST SP 800-63B 5.2.2: no more than 100 in a row. A marked browser has 20. */
export const limits = { unmarked: 100, marked: 20 } as const

/** Seconds to wait after `failures` in a row: none below five, then 2, 4, 8 to a quarter of an hour. */
export function waitSeconds(failures: number): number {
  if (failures < 5) return 0
  return Math.min(900, 2 ** Math.min(failures - 4, 10))
}

export type Attempt =
  | { readonly kind: 'allowed'; readonly subject: Uint8Array }
  | { readonly kind: 'wait'; readonly until: Date }
  /** Only a reset link opens this counter again. */
  | { readonly kind: 'closed' }

/** What is counted: the address, and the browser's mark where it has one. */
export function throttleSubject(emailIndex: Uint8Array, mark?: string): Uint8Array {
  return createHash('sha256')
    .update('terang/throttle/v1\n')
    .update(emailIndex)
    .update(mark ?? '')
    .digest()
}

/**
 * Takes one attempt. It counts as failed until `succeed` says otherwise, in one statement, so that guesses sent at the
 * same moment are counted one after another and none slips through.
 */
export async function beginAttempt(
  db: Queryable,
  subject: Uint8Array,
  now: Date,
  limit: number,
): Promise<Attempt> {
  const { rows } = await sql<{ failures: number }>`
    insert into auth.throttle as t (subject, failures, wait_until) values (${subject}, 1, ${now})
    on conflict (subject) do update set
      failures = t.failures + 1,
      wait_until = ${now}::timestamptz + make_interval(secs => case when t.failures + 1 < 5 then 0 else least(900, power(2, least(t.failures + 1 - 4, 10))) end)
    where t.wait_until <= ${now} and t.failures < ${limit}
    returning t.failures`.execute(db)
  if (rows[0] !== undefined) return { kind: 'allowed', subject }
  const row = await db
    .selectFrom('auth.throttle')
    .select(['failures', 'wait_until'])
    .where('subject', '=', subject)
    .executeTakeFirst()
  if (row !== undefined && row.failures >= limit) return { kind: 'closed' }
  return { kind: 'wait', until: row?.wait_until ?? now }
}

/** The person proved who they are: their own counter starts again. */
export async function succeed(db: Queryable, subject: Uint8Array): Promise<void> {
  await db.deleteFrom('auth.throttle').where('subject', '=', subject).execute()
}
