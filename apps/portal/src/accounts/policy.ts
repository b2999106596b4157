// Who may do what, as sentences. A sentence gives a proof or a refusal; queries that read another person take the
// proof. Roles hold for one selection (committee.md 1).
import type { Queryable } from '../services/database.ts'
import type { AppContext, Session } from './session.ts'

/** Roles of committee.md 1; the second word is the `by` of entries. */
export type Role =
  | 'ketua'
  | 'sekretaris'
  | 'pemeriksa'
  | 'pemeriksasenior'
  | 'panelsanggah'
  | 'petugasnilai'
  | 'petugastanya'
  | 'petugaskegiatan'
  | 'auditor'
  | 'adminsistem'

declare const brand: unique symbol
export interface Applicant {
  readonly [brand]: 'applicant'
  readonly personId: string
  readonly session: Session
}
export interface Officer {
  readonly [brand]: 'officer'
  readonly personId: string
  readonly session: Session
  readonly selection: string
  readonly roles: readonly { role: Role; code: string }[]
}

/** S6: who may not hold two roles at once in one selection (committee.md 1.2). */
export const excludedTogether: { [R in Role]?: readonly Role[] | 'all' } = {
  ketua: ['pemeriksa', 'pemeriksasenior', 'panelsanggah', 'petugasnilai'],
  pemeriksa: ['panelsanggah'],
  adminsistem: 'all',
  auditor: 'all',
}

/** How old the last proof of identity may be for acts that a borrowed phone must not do (security.md 4). */
export const proofMinutes = 15

/** The signed-in applicant, or undefined for everybody else. */
export function applicantOf(c: AppContext): Applicant | undefined {
  const session = c.get('session')
  if (session?.kind !== 'applicant') return undefined
  return { personId: session.personId, session } as Applicant
}

/** The signed-in officer with the effective roles in a selection; undefined where there is none. */
export async function officerOf(
  db: Queryable,
  c: AppContext,
  selection: string,
): Promise<Officer | undefined> {
  const session = c.get('session')
  if (session?.kind !== 'officer') return undefined
  const rows = await db
    .selectFrom('act.officer_role')
    .innerJoin('log.effective', 'log.effective.id', 'act.officer_role.entry_id')
    .select(['act.officer_role.role', 'act.officer_role.code'])
    .where('act.officer_role.selection_id', 'in', [selection, '*'])
    .where('act.officer_role.person_id', '=', session.personId)
    .execute()
  if (rows.length === 0) return undefined
  return {
    personId: session.personId,
    session,
    selection,
    roles: rows.map((row) => ({ role: row.role as Role, code: row.code })),
  } as unknown as Officer
}

/** The officer's code in a role, for `by` and `setuju` of entries; undefined where the role is not held. */
export function actingAs(officer: Officer, ...roles: Role[]): `${Role}:${string}` | undefined {
  const held = officer.roles.find((row) => roles.includes(row.role))
  return held === undefined ? undefined : `${held.role}:${held.code}`
}
