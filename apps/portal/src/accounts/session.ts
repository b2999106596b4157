// Who asks: the session behind a cookie, looked up in the database at each request (security.md 4).
// Public pages never read it, so they stay the same for everybody.
import { createHash, randomBytes } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Queryable } from '../services/database.ts'
import type { Services } from '../services/services.ts'

export type SessionKind = 'applicant' | 'officer' | 'second_step'

export interface Session {
  /** Names the session to its owner, in the list of devices. */
  readonly id: string
  readonly personId: string
  readonly kind: SessionKind
  /** Stable mark of this session for form tokens; not the cookie's value. */
  readonly mark: string
  /** When the person last proved who they are. */
  readonly proofAt: Date
}

export type AppEnv = {
  Variables: {
    session: Session | undefined
    lang: 'id' | 'en'
    /** When the request's headers were complete, in database time (states.md 6.2). */
    arrivedAt: Date
    requestId: string
  }
}
export type AppContext = Context<AppEnv>

const minute = 60_000
/** Idle and absolute lifetimes in minutes (security.md 4, committee.md 0). */
const lifetimes: { [K in SessionKind]: { idle: number; absolute: number } } = {
  applicant: { idle: 120, absolute: 24 * 60 },
  officer: { idle: 15, absolute: 8 * 60 },
  second_step: { idle: 5, absolute: 5 },
}

const cookieName = (secure: boolean) => (secure ? '__Host-terang_sesi' : 'terang_sesi')
const hashOf = (token: string) => createHash('sha256').update(token).digest()

/**
 * Reads the session of a request; undefined for a visitor, an expired or an ended one.
 * @param touch false where the request is no activity of the person, such as a live stream that comes back by itself
 */
export async function readSession(
  services: Services,
  c: AppContext,
  touch = true,
): Promise<Session | undefined> {
  const token = getCookie(c, cookieName(services.settings.secureCookies))
  if (token === undefined) return undefined
  const hash = hashOf(token)
  const row = await services.db
    .selectFrom('auth.session')
    .select(['id', 'person_id', 'kind', 'seen_at', 'proof_at', 'ends_at'])
    .where('token_hash', '=', hash)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const now = services.clock.now().getTime()
  const idle = lifetimes[row.kind].idle * minute * (services.settings.demo ? 8 : 1)
  if (row.ends_at.getTime() <= now || now - row.seen_at.getTime() > idle) {
    await services.db.deleteFrom('auth.session').where('token_hash', '=', hash).execute()
    return undefined
  }
  if (touch && now - row.seen_at.getTime() > minute) {
    await services.db
      .updateTable('auth.session')
      .set({ seen_at: new Date(now) })
      .where('token_hash', '=', hash)
      .execute()
  }
  return {
    id: row.id,
    personId: row.person_id,
    kind: row.kind,
    mark: hash.toString('base64url').slice(0, 22),
    proofAt: row.proof_at,
  }
}

/** How many devices at once; the one used longest ago ends (security.md 4). */
const mostSessions: { [K in SessionKind]: number } = { applicant: 10, officer: 2, second_step: 2 }

/** Family of browser and system, nothing finer: enough to know one's own device by. */
export function browserName(userAgent: string | undefined): string {
  const text = userAgent ?? ''
  const browser = [
    ['Edg/', 'Edge'],
    ['OPR/', 'Opera'],
    ['SamsungBrowser', 'Samsung Internet'],
    ['Firefox', 'Firefox'],
    ['Chrome', 'Chrome'],
    ['Safari', 'Safari'],
  ].find(([sign]) => text.includes(sign!))?.[1]
  const system = [
    ['Android', 'Android'],
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Windows', 'Windows'],
    ['Mac OS', 'Mac'],
    ['CrOS', 'ChromeOS'],
    ['Linux', 'Linux'],
  ].find(([sign]) => text.includes(sign!))?.[1]
  return [browser, system].filter(Boolean).join(' di ')
}

/** Starts a session after a proof of identity and sets its cookie; an older session of this browser ends. */
export async function startSession(
  services: Services,
  c: AppContext,
  personId: string,
  kind: SessionKind,
): Promise<void> {
  await endSession(services, c)
  const token = randomBytes(32).toString('base64url')
  const now = services.clock.now()
  const absolute = lifetimes[kind].absolute * minute
  await services.db
    .insertInto('auth.session')
    .values({
      token_hash: hashOf(token),
      person_id: personId,
      kind,
      browser: browserName(c.req.header('User-Agent')),
      created_at: now,
      seen_at: now,
      proof_at: now,
      ends_at: new Date(now.getTime() + absolute),
    })
    .execute()
  await services.db
    .deleteFrom('auth.session')
    .where('token_hash', 'in', (eb) =>
      eb
        .selectFrom('auth.session')
        .select('token_hash')
        .where('person_id', '=', personId)
        .where('kind', '=', kind)
        .orderBy('seen_at', 'desc')
        .orderBy('created_at', 'desc')
        .offset(mostSessions[kind]),
    )
    .execute()
  setCookie(c, cookieName(services.settings.secureCookies), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: services.settings.secureCookies,
    maxAge: absolute / 1000,
  })
}

/** Ends the session of this browser, if there is one. */
export async function endSession(services: Services, c: AppContext): Promise<void> {
  const token = getCookie(c, cookieName(services.settings.secureCookies))
  if (token === undefined) return
  await services.db.deleteFrom('auth.session').where('token_hash', '=', hashOf(token)).execute()
  setCookie(c, cookieName(services.settings.secureCookies), '', {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: services.settings.secureCookies,
    maxAge: 0,
  })
}

/** True where the person proved who they are in the last `minutes`: for acts that a borrowed phone must not do. */
export function isFresh(session: Session, now: Date, minutes: number): boolean {
  return now.getTime() - session.proofAt.getTime() <= minutes * minute
}

/** Ends all sessions of a person, for instance when a role ends or a password is reset. */
export async function endAllSessions(db: Queryable, personId: string): Promise<void> {
  await db.deleteFrom('auth.session').where('person_id', '=', personId).execute()
}

/** Puts the session of the request into the context. Mounted on personal and staff routes only. */
export function withSession(services: Services): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    c.set('session', await readSession(services, c))
    await next()
    c.header('Cache-Control', 'no-store')
  }
}
