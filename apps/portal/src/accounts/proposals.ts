// Acts that wait for their second person (committee.md 2). A proposal is kept for ever and ends once: approved,
// refused, withdrawn, expired, or stale when what it was computed from has changed. Approval and act are one
// transaction; a row lock decides between two who press at the same time.
import { sql } from 'kysely'
import type { Role } from './policy.ts'
import { databaseNow, isUniqueViolation, setScope, type Queryable, type Trx } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { zoneMinutesOf } from '../services/zone.ts'
import { workingDaysLater } from './working-days.ts'

export interface Proposal {
  readonly id: string
  readonly selection: string
  readonly kind: string
  readonly object: string
  readonly payload: unknown
  readonly inputsDigest: string
  readonly state: 'proposed' | 'approved' | 'refused' | 'withdrawn' | 'expired' | 'stale'
  readonly proposerId: string
  readonly secondId: string | null
  readonly reason: string | null
  readonly createdAt: Date
  readonly decidedAt: Date | null
  readonly expiresAt: Date
}

/** Why nothing changed. The texts are those of words/proposals. */
export type ProposalRefusal =
  | 'samePerson'
  | 'notYours'
  | 'changedMeanwhile'
  | 'alreadyDecided'
  | 'alreadyOpen'
  | 'expired'
  | 'reasonMissing'
  | 'notAllowed'
  | 'blocked'

export interface Refused {
  readonly ok: false
  readonly refusal: ProposalRefusal
  /** What stands in the way, as sentences, where there is more to say. */
  readonly problems?: readonly string[]
}
export interface Done<T> {
  readonly ok: true
  readonly value: T
}

/** What an act needs when its second person says yes. */
export interface ActContext {
  readonly services: Services
  readonly trx: Trx
  readonly proposal: Proposal
  /** `role:code` of the proposer. */
  readonly by: string
  /** Those who stand behind it, for `setuju`. */
  readonly setuju: readonly string[]
  readonly secondId: string
  readonly at: Date
}

export interface Description {
  /** Sentences after "Bila disetujui". */
  readonly consequences: readonly string[]
  /** Old beside new. */
  readonly changes: readonly { readonly label: string; readonly before?: string; readonly after?: string }[]
  /** Bodies of the entries that would be written, without the names of the two. */
  readonly entries: readonly { readonly t: string; readonly body: Readonly<Record<string, unknown>> }[]
  /** What the second person should look at; marks stop nothing. */
  readonly marks?: readonly string[]
}

/** What a feature says about its two-person act; accounts/proposal-kinds.ts collects them. */
export interface ProposalKind {
  readonly title: (proposal: Pick<Proposal, 'payload' | 'object' | 'selection'>) => string
  readonly proposes: readonly Role[]
  readonly approves: readonly Role[]
  /** Digest of what the consequences are computed from; another one at approval makes the proposal stale. */
  readonly inputsDigest: (
    services: Services,
    db: Queryable,
    proposal: Pick<Proposal, 'payload' | 'object' | 'selection'>,
  ) => Promise<string>
  readonly describe: (services: Services, proposal: Proposal) => Promise<Description>
  /** Writes act rows and entries; gives the entries' ids. A refusal must come before the first write. */
  readonly execute: (context: ActContext) => Promise<Done<readonly Uint8Array[]> | Refused>
}

const reasonLength = { min: 20, max: 400 }
const expiryWorkingDays = 3

const columns = [
  'id',
  'selection_id as selection',
  'kind',
  'object',
  'payload',
  'inputs_digest as inputsDigest',
  'state',
  'proposer_id as proposerId',
  'second_id as secondId',
  'reason',
  'created_at as createdAt',
  'decided_at as decidedAt',
  'expires_at as expiresAt',
] as const

export function reasonFits(reason: string): boolean {
  const length = Array.from(reason.trim()).length
  return length >= reasonLength.min && length <= reasonLength.max
}

/** Opens a proposal; one is open per object. The unique index decides between two at once. */
export async function propose(
  services: Services,
  db: Queryable,
  input: {
    selection: string
    kind: string
    object: string
    payload: unknown
    proposerId: string
    reason?: string
    inputsDigest: string
  },
): Promise<Done<string> | Refused> {
  const now = await databaseNow(db)
  await expireDue(db, now)
  const row = await db
    .insertInto('site.proposal')
    .values({
      selection_id: input.selection,
      kind: input.kind,
      object: input.object,
      payload: JSON.stringify(input.payload),
      inputs_digest: input.inputsDigest,
      proposer_id: input.proposerId,
      reason: input.reason ?? null,
      created_at: now,
      expires_at: workingDaysLater(now, expiryWorkingDays, zoneMinutesOf(services.agency.zone)),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row === undefined ? { ok: false, refusal: 'alreadyOpen' } : { ok: true, value: row.id }
}

/** Ends what has waited too long. */
export async function expireDue(db: Queryable, now: Date): Promise<void> {
  await db
    .updateTable('site.proposal')
    .set({ state: 'expired', decided_at: now })
    .where('state', '=', 'proposed')
    .where('expires_at', '<=', now)
    .execute()
}

export async function proposalById(db: Queryable, id: string): Promise<Proposal | undefined> {
  if (!/^[0-9a-f-]{36}$/.test(id)) return undefined
  return db.selectFrom('site.proposal').select(columns).where('id', '=', id).executeTakeFirst()
}

/** Those that wait, oldest first. */
export async function openProposals(
  db: Queryable,
  selections: string | readonly string[],
): Promise<Proposal[]> {
  const within = typeof selections === 'string' ? [selections] : [...selections]
  if (within.length === 0) return []
  return db
    .selectFrom('site.proposal')
    .select(columns)
    .where('selection_id', 'in', within)
    .where('state', '=', 'proposed')
    .orderBy('created_at')
    .execute()
}

/** Those that ended, newest first. */
export async function endedProposals(
  db: Queryable,
  selections: readonly string[],
  limit = 50,
): Promise<Proposal[]> {
  if (selections.length === 0) return []
  return db
    .selectFrom('site.proposal')
    .select(columns)
    .where('selection_id', 'in', [...selections])
    .where('state', '<>', 'proposed')
    .orderBy('decided_at', 'desc')
    .limit(limit)
    .execute()
}

async function lock(trx: Trx, id: string, now: Date): Promise<Done<Proposal> | Refused> {
  const proposal = await trx
    .selectFrom('site.proposal')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (proposal === undefined) return { ok: false, refusal: 'notAllowed' }
  if (proposal.state !== 'proposed') return { ok: false, refusal: 'alreadyDecided' }
  if (proposal.expiresAt.getTime() <= now.getTime()) {
    await end(trx, id, 'expired', now)
    return { ok: false, refusal: 'expired' }
  }
  return { ok: true, value: proposal }
}

async function end(
  trx: Trx,
  id: string,
  state: Proposal['state'],
  now: Date,
  more: { secondId?: string; reason?: string } = {},
): Promise<void> {
  await trx
    .updateTable('site.proposal')
    .set({
      state,
      decided_at: now,
      ...(more.secondId === undefined ? {} : { second_id: more.secondId }),
      ...(more.reason === undefined ? {} : { reason: more.reason }),
    })
    .where('id', '=', id)
    .execute()
}

/** `role:code` of a person who holds one of the roles in the selection now. */
export async function codeOf(
  db: Queryable,
  selection: string,
  personId: string,
  roles: readonly Role[],
): Promise<string | undefined> {
  const held = await db
    .selectFrom('act.officer_role')
    .select(['role', 'code'])
    .where('selection_id', 'in', [selection, '*'])
    .where('person_id', '=', personId)
    .where('role', 'in', [...roles])
    .orderBy(sql`array_position(${sql.val([...roles])}::text[], role)`)
    .executeTakeFirst()
  return held === undefined ? undefined : `${held.role}:${held.code}`
}

/**
 * The second person says yes: policy, separation (S1), inputs, then act and entries, in one transaction.
 * @returns the ids of the entries that were written
 */
export async function approve(
  services: Services,
  kind: ProposalKind,
  id: string,
  secondId: string,
): Promise<Done<readonly Uint8Array[]> | Refused> {
  try {
    return await services.db.transaction().execute((trx) => approveIn(services, trx, kind, id, secondId))
  } catch (error) {
    // The act's own key was taken by another act between our look and our write.
    if (isUniqueViolation(error)) return { ok: false, refusal: 'changedMeanwhile' }
    throw error
  }
}

/** The same inside a transaction of the caller, which must end it when this refuses. */
export async function approveIn(
  services: Services,
  trx: Trx,
  kind: ProposalKind,
  id: string,
  secondId: string,
): Promise<Done<readonly Uint8Array[]> | Refused> {
  // What the act says of people is sealed under their keys.
  await setScope(trx, { officer: secondId })
  const at = await databaseNow(trx)
  const locked = await lock(trx, id, at)
  if (!locked.ok) return locked
  const proposal = locked.value
  if (proposal.proposerId === secondId) return { ok: false, refusal: 'samePerson' }
  const second = await codeOf(trx, proposal.selection, secondId, kind.approves)
  if (second === undefined) return { ok: false, refusal: 'notAllowed' }
  const by = await codeOf(trx, proposal.selection, proposal.proposerId, kind.proposes)
  // Who lost the role takes the own proposals along (committee.md 1.1).
  if (by === undefined || (await kind.inputsDigest(services, trx, proposal)) !== proposal.inputsDigest) {
    await end(trx, id, 'stale', at)
    return { ok: false, refusal: 'changedMeanwhile' }
  }
  const outcome = await kind.execute({ services, trx, proposal, by, setuju: [second], secondId, at })
  if (!outcome.ok) return outcome
  await end(trx, id, 'approved', at, { secondId })
  return outcome
}

/** The second person says no, with a reason of 20 to 400 characters. */
export async function refuse(
  services: Services,
  kind: ProposalKind,
  id: string,
  secondId: string,
  reason: string,
): Promise<Done<undefined> | Refused> {
  if (!reasonFits(reason)) return { ok: false, refusal: 'reasonMissing' }
  return services.db.transaction().execute(async (trx) => {
    const now = await databaseNow(trx)
    const locked = await lock(trx, id, now)
    if (!locked.ok) return locked
    if (locked.value.proposerId === secondId) return { ok: false, refusal: 'samePerson' } as const
    if ((await codeOf(trx, locked.value.selection, secondId, kind.approves)) === undefined)
      return { ok: false, refusal: 'notAllowed' } as const
    await end(trx, id, 'refused', now, { secondId, reason: reason.trim() })
    return { ok: true, value: undefined } as const
  })
}

/** The proposer takes it back. */
export async function withdraw(
  services: Services,
  id: string,
  personId: string,
): Promise<Done<undefined> | Refused> {
  return services.db.transaction().execute(async (trx) => {
    const now = await databaseNow(trx)
    const locked = await lock(trx, id, now)
    if (!locked.ok) return locked
    if (locked.value.proposerId !== personId) return { ok: false, refusal: 'notYours' } as const
    await end(trx, id, 'withdrawn', now)
    return { ok: true, value: undefined } as const
  })
}
