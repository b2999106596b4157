// The signed-in officer on staff pages that span several rounds: who it is and which roles they hold where.
import type { Role } from './policy.ts'
import type { AppContext, Session } from './session.ts'
import type { Queryable } from '../services/database.ts'

export interface HeldRole {
  readonly selection: string
  readonly role: Role
  readonly code: string
}
export interface StaffMember {
  readonly session: Session
  readonly personId: string
  readonly roles: readonly HeldRole[]
}

/** Undefined for everybody who is not signed in as an officer. */
export async function staffMember(db: Queryable, c: AppContext): Promise<StaffMember | undefined> {
  const session = c.get('session')
  if (session?.kind !== 'officer') return undefined
  const rows = await db
    .selectFrom('act.officer_role')
    .innerJoin('log.effective', 'log.effective.id', 'act.officer_role.entry_id')
    .select(['selection_id as selection', 'role', 'code'])
    .where('person_id', '=', session.personId)
    .execute()
  return { session, personId: session.personId, roles: rows as HeldRole[] }
}

/** Whether the officer holds one of the roles in a round; `*` holds in all. */
export function holds(member: StaffMember, selection: string, ...roles: readonly Role[]): boolean {
  return member.roles.some(
    (held) => (held.selection === selection || held.selection === '*') && roles.includes(held.role),
  )
}

/** Whether the officer holds any role in a round; only a role in all of them (`*`) reaches what concerns all. */
export function worksIn(member: StaffMember, selection: string): boolean {
  return member.roles.some((held) => held.selection === selection || held.selection === '*')
}
