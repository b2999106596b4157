// Staff accounts: by invitation only, password and second factor together, never one without the other. A code of the
// second factor works once, in every process, because the step it belongs to is raised in one statement.
import { qrSvg } from './qr-picture.ts'
import { isUniqueViolation, setScope, type Queryable, type Trx } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { hashPassword } from './password.ts'
import { digestOf, openLink, sendLink, useLink } from './actions.ts'
import { codeStep, enrolmentUri, newSeed, seedText } from './second-factor.ts'
import { beginAttempt, limits, succeed, throttleSubject } from './throttle.ts'

const seedPlace = (personId: string) => `auth.account|totp|${personId}`

/**
 * Makes the account of an officer; it opens nothing until the invitation was used. Inside a scope of an officer or of
 * the worker. An address that has an account already keeps it: one person, one account (committee.md 1).
 */
export async function createOfficer(
  trx: Trx,
  services: Services,
  officer: { email: string; name: string; id?: string },
): Promise<string> {
  const index = services.keys.emailIndex(officer.email)
  const known = await trx
    .selectFrom('auth.account as a')
    .innerJoin('person.person as p', 'p.id', 'a.person_id')
    .select(['a.person_id', 'p.kind'])
    .where('a.email_index', '=', index)
    .executeTakeFirst()
  if (known?.kind === 'officer') return known.person_id
  if (known !== undefined) throw new Error('officer account: the address belongs to an applicant')
  const personId = await services.vault.createPerson(trx, 'officer', officer.id)
  await services.vault.putFields(trx, personId, { email: officer.email, name: officer.name })
  try {
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
  } catch (error) {
    throw isUniqueViolation(error)
      ? new Error('officer account: the address was taken meanwhile', { cause: error })
      : error
  }
  return personId
}

/** Sends the invitation, valid 24 hours, once. A second factor from before stops working: the caller has two people for it. */
export async function inviteOfficer(trx: Trx, services: Services, personId: string): Promise<void> {
  await trx
    .updateTable('auth.account')
    .set({ totp_seed: null, totp_last_step: null, password_hash: null })
    .where('person_id', '=', personId)
    .execute()
  await trx.deleteFrom('auth.session').where('person_id', '=', personId).execute()
  await sendLink(trx, services, personId, 'invite', 'UNDANG_PETUGAS', null)
}

/** First step of the invitation: password and a fresh seed are kept, but open nothing before a code was entered. */
export async function beginEnrolment(services: Services, token: string, password: string): Promise<boolean> {
  const link = await openLink(services, 'invite', token)
  if (link === undefined) return false
  const hash = await hashPassword(password)
  await services.db
    .updateTable('auth.account')
    .set({
      password_hash: hash,
      totp_seed: services.keys.sealSeed(seedPlace(link.personId), newSeed()),
      totp_last_step: null,
    })
    .where('person_id', '=', link.personId)
    .execute()
  return true
}

export interface Enrolment {
  readonly svg: string
  readonly seed: string
}

/** What the authenticator needs, for the holder of an open invitation; undefined before the first step. */
export async function enrolment(services: Services, token: string): Promise<Enrolment | undefined> {
  const link = await openLink(services, 'invite', token)
  if (link === undefined) return undefined
  const seed = await seedOf(services.db, services, link.personId)
  if (seed === undefined) return undefined
  const { email } = await services.db.transaction().execute(async (trx) => {
    await setScope(trx, { person: link.personId })
    return services.vault.fields(trx, link.personId)
  })
  return {
    svg: qrSvg(enrolmentUri(seed, email ?? '', `Terang ${services.agency.shortName.id}`)),
    seed: seedText(seed),
  }
}

/** Last step: the first right code makes the account active and uses the invitation up. */
export async function finishEnrolment(
  services: Services,
  token: string,
  code: string,
): Promise<{ readonly personId: string } | 'noMatch' | 'gone'> {
  const link = await openLink(services, 'invite', token)
  if (link === undefined) return 'gone'
  const attempt = await beginAttempt(
    services.db,
    throttleSubject(digestOf(token), 'totp'),
    services.clock.now(),
    limits.unmarked,
  )
  if (attempt.kind !== 'allowed') return 'noMatch'
  const done = await services.db.transaction().execute(async (trx) => {
    if (!(await takeStep(trx, services, link.personId, code))) return 'noMatch' as const
    if (!(await useLink(trx, services, 'invite', token))) return 'gone' as const
    await trx
      .updateTable('auth.account')
      .set({ state: 'active', confirmed_at: services.clock.now() })
      .where('person_id', '=', link.personId)
      .execute()
    return { personId: link.personId }
  })
  return done
}

/** True where the officer has both factors; nobody signs in with less. */
export async function isEnrolled(services: Services, personId: string): Promise<boolean> {
  const row = await services.db
    .selectFrom('auth.account as a')
    .innerJoin('person.person as p', 'p.id', 'a.person_id')
    .select(['a.totp_seed', 'a.totp_last_step'])
    .where('a.person_id', '=', personId)
    .where('p.kind', '=', 'officer')
    .where('a.state', '=', 'active')
    .executeTakeFirst()
  return row !== undefined && row.totp_seed !== null && row.totp_last_step !== null
}

/** The wait grows to a quarter of an hour and stays there: an officer is slowed, never shut out. */
const neverCloses = 2_000_000_000

/** Takes one code of the second factor. 'wait' after five that did not match: the sign-in begins again. */
export async function enterCode(
  services: Services,
  personId: string,
  code: string,
): Promise<'ok' | 'noMatch' | 'wait'> {
  const subject = throttleSubject(Buffer.from(personId), 'totp')
  const attempt = await beginAttempt(services.db, subject, services.clock.now(), neverCloses)
  if (attempt.kind !== 'allowed') return 'wait'
  if (!(await takeStep(services.db, services, personId, code))) return 'noMatch'
  await succeed(services.db, subject)
  return 'ok'
}

async function seedOf(db: Queryable, services: Services, personId: string): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('auth.account')
    .select('totp_seed')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const sealed = row?.totp_seed ?? undefined
  return sealed === undefined ? undefined : services.keys.openSeed(seedPlace(personId), sealed)
}

async function takeStep(db: Queryable, services: Services, personId: string, code: string): Promise<boolean> {
  const seed = await seedOf(db, services, personId)
  const step = seed === undefined ? undefined : codeStep(seed, code, services.clock.now(), null)
  if (step === undefined) return false
  const taken = await db
    .updateTable('auth.account')
    .set({ totp_last_step: step })
    .where('person_id', '=', personId)
    .where((eb) => eb.or([eb('totp_last_step', 'is', null), eb('totp_last_step', '<', step)]))
    .returning('person_id')
    .executeTakeFirst()
  return taken !== undefined
}
