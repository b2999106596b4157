// The way of one letter: what the server answered becomes a state, and a temporary answer the time of the next attempt
// (participation.md 4.2). Pure; the job does the sending.
import type { Delivery } from '../services/mail.ts'

const minute = 60_000
/** Waits after the first, second, … attempt; the last one again until 72 hours have passed. */
const waits = [1, 5, 30, 120, 360, 720, 1_440, 2_880] as const
const lastAttemptAfterMs = 72 * 60 * minute

export type DeliveryStep =
  | { readonly state: 'sent' }
  | { readonly state: 'retrying'; readonly nextAt: Date }
  | { readonly state: 'failed' }

/** @param attempt number of this attempt, 1 first  @param since when the notice was written */
export function afterAttempt(answer: Delivery, attempt: number, since: Date, now: Date): DeliveryStep {
  if (answer.state === 'sent') return { state: 'sent' }
  if (answer.state === 'rejected') return { state: 'failed' }
  const wait = (waits[attempt - 1] ?? waits.at(-1)!) * minute
  const last = since.getTime() + lastAttemptAfterMs
  if (now.getTime() >= last) return { state: 'failed' }
  return { state: 'retrying', nextAt: new Date(Math.min(now.getTime() + wait, last)) }
}
