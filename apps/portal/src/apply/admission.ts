// What every act of an applicant passes first: the moment that counts, the window, the lock on the draft. A refusal
// changes nothing and keeps what was typed (states.md 2.4 and 6.2).
import { type Queryable, type Trx } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { openApplication, roundInForce, type ApplyRound, type OwnApplication } from './queries.ts'

/** Nothing changed; the code has its text in words/refusal or, for those of this step, in words/apply. */
export type ApplyRefusal =
  | { code: 'windowNotOpen' | 'windowClosed'; round: ApplyRound }
  | { code: 'otherApplication'; id: string; formationId: string }
  | { code: 'withdrawalFinal'; at: Date }
  | { code: 'alreadySubmitted'; at: Date }
  | {
      code:
        | 'incomplete'
        | 'frozen'
        | 'nothingToWithdraw'
        | 'changed'
        | 'unknown'
        | 'unconfirmedAddress'
        | 'clockClosed'
    }

export type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: ApplyRefusal }

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value })
export const refused = (refusal: ApplyRefusal): { ok: false; refusal: ApplyRefusal } => ({
  ok: false,
  refusal,
})
/** A stamp that is too old or lies ahead cannot be an arrival: the moment of processing counts (states.md 6.2). */
const oldestArrivalMs = 15 * 60_000
export function arrivalOf(services: Services, stamp: Date): Date {
  const now = services.clock.now()
  const age = now.getTime() - stamp.getTime()
  if (age >= 0 && age <= oldestArrivalMs) return stamp
  services.log('warn', 'arrival', { ms: Math.round(age) })
  return now
}

export function windowRefusal(round: ApplyRound, at: Date): ApplyRefusal | undefined {
  if (at < round.opensAt) return { code: 'windowNotOpen', round }
  return at < round.closesAt ? undefined : { code: 'windowClosed', round }
}

/** A draft whose window is open; a lapsed one counts as draft while the request arrived in time (m3 is undone for it). */
export async function lockDraft(
  trx: Trx,
  services: Services,
  personId: string,
  id: string,
  at: Date,
): Promise<Outcome<{ application: OwnApplication; round: ApplyRound }>> {
  const application = await openApplication(trx, services, personId, id, { hold: true })
  if (application === undefined) return refused({ code: 'unknown' })
  const round = await roundInForce(trx, services, application.selection, application.formationId)
  if (round === undefined) return refused({ code: 'unknown' })
  const closed = windowRefusal(round, at)
  if (closed !== undefined) return refused(closed)
  if (application.state !== 'draft' && application.state !== 'lapsed') return refused({ code: 'frozen' })
  return done({ application, round })
}

/** When a withdrawal became final: after a decision nobody applies anew (states.md, a8). */
export async function finalWithdrawal(
  trx: Queryable,
  personId: string,
  selection: string,
): Promise<Date | undefined> {
  const row = await trx
    .selectFrom('person.application')
    .innerJoin('act.decision', 'act.decision.application_id', 'person.application.id')
    .innerJoin('act.withdrawal', 'act.withdrawal.application_id', 'person.application.id')
    .select('act.withdrawal.arrived_at')
    .where('person.application.person_id', '=', personId)
    .where('person.application.selection_id', '=', selection)
    .where('person.application.state', '=', 'withdrawn')
    .executeTakeFirst()
  return row?.arrived_at
}
