// Sign-up, confirmation, sign-in, reset: each answers the same whether the address is known or not, in words and in
// work. Links are random, kept as digests, valid once. Mail is a notice of the same transaction.
import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { isUniqueViolation, setScope, type Queryable, type Trx } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { notify } from '../track/notify.ts'
import type { NoticeCode } from '../track/catalogue.ts'
import { hashPassword, needsRehash, verifyPassword } from './password.ts'
import { endAllSessions } from './session.ts'
import { beginAttempt, limits, succeed, throttleSubject } from './throttle.ts'

const minute = 60_000
const lifetimes = { confirm: 24 * 60 * minute, reset: 30 * minute, invite: 24 * 60 * minute } as const
export type LinkPurpose = keyof typeof lifetimes

export const digestOf = (token: string) => createHash('sha256').update(token).digest()

/** Letters with links: three in a quarter of an hour, ten a day; beyond that nothing is sent and the answer is the same. */
async function mayWrite(trx: Queryable, personId: string, now: Date): Promise<boolean> {
  const codes: NoticeCode[] = ['AKUN_KONFIRMASI', 'AKUN_SUDAH_ADA', 'AKUN_ATUR_ULANG']
  const row = await trx
    .selectFrom('person.notice')
    .select([
      sql<number>`count(*) filter (where created_at > ${new Date(now.getTime() - 15 * minute)})`.as('lately'),
      sql<number>`count(*)`.as('today'),
    ])
    .where('person_id', '=', personId)
    .where('code', 'in', codes)
    .where('created_at', '>', new Date(now.getTime() - 24 * 60 * minute))
    .executeTakeFirstOrThrow()
  return Number(row.lately) < 3 && Number(row.today) < 10
}

/** Makes a link of a purpose and writes the letter that carries it. The person must be in scope. */
export async function sendLink(
  trx: Trx,
  services: Services,
  personId: string,
  purpose: LinkPurpose,
  code: NoticeCode,
  passwordHash: string | null,
): Promise<void> {
  const now = services.clock.now()
  const token = randomBytes(32).toString('base64url')
  await trx
    .insertInto('auth.token')
    .values({
      token_hash: digestOf(token),
      person_id: personId,
      purpose,
      expires_at: new Date(now.getTime() + lifetimes[purpose]),
      used_at: null,
      password_hash: passwordHash,
    })
    .execute()
  await notify(trx, services, {
    person: personId,
    selection: undefined,
    code,
    cause: digestOf(token).toString('hex').slice(0, 24),
    facts: { tanda: token },
  })
}

/**
 * Sign-up. A new address gets a link; a known one gets a letter that says so. The password waits with its link: it
 * becomes the account's only when the owner of the address repeats it, so nobody can prepare an account for another.
 */
export async function signUp(services: Services, email: string, password: string): Promise<void> {
  const hash = await hashPassword(password)
  const index = services.keys.emailIndex(email)
  const write = () =>
    services.db.transaction().execute(async (trx) => {
      const known = await trx
        .selectFrom('auth.account')
        .select(['person_id', 'state'])
        .where('email_index', '=', index)
        .executeTakeFirst()
      const personId = known?.person_id ?? (await services.vault.createPerson(trx, 'applicant'))
      await setScope(trx, { person: personId })
      if (known === undefined) {
        await services.vault.putFields(trx, personId, { email: email.trim() })
        await trx
          .insertInto('auth.account')
          .values({
            person_id: personId,
            email_index: index,
            password_hash: null,
            totp_seed: null,
            totp_last_step: null,
            wait_until: null,
            confirmed_at: null,
            created_at: services.clock.now(),
          })
          .execute()
      }
      if (!(await mayWrite(trx, personId, services.clock.now()))) return
      if (known === undefined || known.state === 'unconfirmed') {
        await sendLink(trx, services, personId, 'confirm', 'AKUN_KONFIRMASI', hash)
      } else {
        await notify(trx, services, {
          person: personId,
          selection: undefined,
          code: 'AKUN_SUDAH_ADA',
          cause: services.clock.now().toISOString(),
          facts: {},
        })
      }
    })
  try {
    await write()
  } catch (error) {
    // Two sign-ups of one new address at the same moment: the later one finds it known.
    if (!isUniqueViolation(error)) throw error
    await write()
  }
}

export interface OpenLink {
  readonly personId: string
  readonly emailIndex: Uint8Array
  readonly passwordHash: string | null
}

/** The person behind a link that is neither used nor over; undefined else. */
export async function openLink(
  services: Services,
  purpose: LinkPurpose,
  token: string,
): Promise<OpenLink | undefined> {
  const row = await services.db
    .selectFrom('auth.token as t')
    .innerJoin('auth.account as a', 'a.person_id', 't.person_id')
    .select(['t.person_id', 't.password_hash', 'a.email_index'])
    .where('t.token_hash', '=', digestOf(token))
    .where('t.purpose', '=', purpose)
    .where('t.used_at', 'is', null)
    .where('t.expires_at', '>', services.clock.now())
    .executeTakeFirst()
  return row === undefined
    ? undefined
    : { personId: row.person_id, emailIndex: row.email_index, passwordHash: row.password_hash }
}

/** Uses a link up; true for exactly one of those who try. */
export async function useLink(
  trx: Queryable,
  services: Services,
  purpose: LinkPurpose,
  token: string,
): Promise<boolean> {
  const now = services.clock.now()
  const used = await trx
    .updateTable('auth.token')
    .set({ used_at: now })
    .where('token_hash', '=', digestOf(token))
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('person_id')
    .executeTakeFirst()
  if (used === undefined) return false
  await trx
    .updateTable('auth.token')
    .set({ used_at: now })
    .where('person_id', '=', used.person_id)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .execute()
  return true
}

export type Checked =
  | { readonly kind: 'ok'; readonly personId: string; readonly emailIndex: Uint8Array }
  | { readonly kind: 'noMatch' | 'closed' | 'gone' }
  | { readonly kind: 'wait'; readonly until: Date }

/** The owner of the address repeats the password of the sign-up: the account is theirs. */
export async function confirmAddress(services: Services, token: string, password: string): Promise<Checked> {
  const link = await openLink(services, 'confirm', token)
  if (link === undefined || link.passwordHash === null) return { kind: 'gone' }
  const attempt = await beginAttempt(
    services.db,
    throttleSubject(digestOf(token)),
    services.clock.now(),
    limits.marked,
  )
  if (attempt.kind !== 'allowed') return attempt
  if (!(await verifyPassword(password, link.passwordHash))) return { kind: 'noMatch' }
  return services.db.transaction().execute(async (trx): Promise<Checked> => {
    if (!(await useLink(trx, services, 'confirm', token))) return { kind: 'gone' }
    await succeed(trx, attempt.subject)
    await trx
      .updateTable('auth.account')
      .set({ state: 'active', password_hash: link.passwordHash, confirmed_at: services.clock.now() })
      .where('person_id', '=', link.personId)
      .where('state', '=', 'unconfirmed')
      .execute()
    return { kind: 'ok', personId: link.personId, emailIndex: link.emailIndex }
  })
}

/** Checks address and password. @param mark this browser's mark for the address, where it has one */
export async function checkPassword(
  services: Services,
  email: string,
  password: string,
  mark: string | undefined,
): Promise<Checked> {
  const index = services.keys.emailIndex(email)
  const attempt = await beginAttempt(
    services.db,
    throttleSubject(index, mark),
    services.clock.now(),
    mark === undefined ? limits.unmarked : limits.marked,
  )
  if (attempt.kind !== 'allowed') return attempt
  const account = await services.db
    .selectFrom('auth.account')
    .select(['person_id', 'password_hash', 'state'])
    .where('email_index', '=', index)
    .executeTakeFirst()
  const usable =
    account?.state === 'active' || account?.state === 'restricted' || account?.state === 'closing'
  const stored = usable ? account.password_hash : null
  if (!(await verifyPassword(password, stored)) || account === undefined) return { kind: 'noMatch' }
  await succeed(services.db, attempt.subject)
  if (stored !== null && needsRehash(stored)) {
    await services.db
      .updateTable('auth.account')
      .set({ password_hash: await hashPassword(password) })
      .where('person_id', '=', account.person_id)
      .execute()
  }
  return { kind: 'ok', personId: account.person_id, emailIndex: index }
}

/** Tells the owner that a browser without a mark signed in. */
export async function tellNewDevice(services: Services, personId: string, browser: string): Promise<void> {
  const at = services.clock.now().toISOString()
  await services.db.transaction().execute(async (trx) => {
    await setScope(trx, { person: personId })
    await notify(trx, services, {
      person: personId,
      selection: undefined,
      code: 'AKUN_MASUK_BARU',
      cause: at,
      facts: { waktu: at, peramban: browser === '' ? 'peramban lain' : `peramban ${browser}` },
    })
  })
}

/** Sends a reset link where the address is known; does the same amount of nothing where it is not. */
export async function requestReset(services: Services, email: string): Promise<void> {
  const index = services.keys.emailIndex(email)
  await services.db.transaction().execute(async (trx) => {
    const account = await trx
      .selectFrom('auth.account as a')
      .innerJoin('person.person as p', 'p.id', 'a.person_id')
      .select(['a.person_id', 'a.state', 'p.kind'])
      .where('a.email_index', '=', index)
      .executeTakeFirst()
    // Officers recover in person, two officers present: no link opens a staff account (security.md 4).
    if (account === undefined || account.kind === 'officer' || account.state === 'erased') return
    await setScope(trx, { person: account.person_id })
    if (await mayWrite(trx, account.person_id, services.clock.now()))
      await sendLink(trx, services, account.person_id, 'reset', 'AKUN_ATUR_ULANG', null)
  })
}

/** Sets the password by a link: all sessions end, the counter of unknown browsers opens again. */
export async function resetPassword(
  services: Services,
  token: string,
  password: string,
): Promise<OpenLink | undefined> {
  const link = await openLink(services, 'reset', token)
  if (link === undefined) return undefined
  const hash = await hashPassword(password)
  return services.db.transaction().execute(async (trx) => {
    if (!(await useLink(trx, services, 'reset', token))) return undefined
    const now = services.clock.now()
    await setScope(trx, { person: link.personId })
    // The link reached the address, so the address is proved too.
    await trx
      .updateTable('auth.account')
      .set((eb) => ({
        password_hash: hash,
        state: eb
          .case()
          .when('state', '=', 'unconfirmed')
          .then('active' as const)
          .else(eb.ref('state'))
          .end(),
        confirmed_at: eb.fn.coalesce('confirmed_at', eb.val(now)),
      }))
      .where('person_id', '=', link.personId)
      .execute()
    await endAllSessions(trx, link.personId)
    await succeed(trx, throttleSubject(link.emailIndex))
    await notify(trx, services, {
      person: link.personId,
      selection: undefined,
      code: 'AKUN_UBAH',
      cause: digestOf(token).toString('hex').slice(0, 24),
      facts: { waktu: now.toISOString() },
    })
    return link
  })
}

/** Ends one session of a person, or all but the one named. */
export async function endSessions(
  services: Services,
  personId: string,
  which: { readonly id: string } | { readonly allBut: string },
): Promise<void> {
  const query = services.db.deleteFrom('auth.session').where('person_id', '=', personId)
  await ('id' in which ? query.where('id', '=', which.id) : query.where('id', '<>', which.allBut)).execute()
}

/** A copy of everything left the site: the owner is told. */
export async function tellCopy(services: Services, personId: string): Promise<void> {
  const at = services.clock.now().toISOString()
  await services.db.transaction().execute(async (trx) => {
    await setScope(trx, { person: personId })
    await notify(trx, services, {
      person: personId,
      selection: undefined,
      code: 'DATA_SALINAN',
      cause: at,
      facts: { waktu: at },
    })
  })
}
