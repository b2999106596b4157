// The applicant's own pages (/lamaran, /kotak-masuk), their live stream (/aliran), and the public check of a message.
import { Hono } from 'hono'
import type { ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { applicantOf } from '../accounts/policy.ts'
import { isSessionAlive, accountHome } from '../accounts/queries.ts'
import { buttonForm, readForm } from '../accounts/read-form.ts'
import { readSession, withSession, type AppEnv } from '../accounts/session.ts'
import { securityHeaders } from '../services/security-headers.ts'
import type { Services } from '../services/services.ts'
import { markRead } from './actions.ts'
import { openHub } from './hub.ts'
import { InboxPage, MessagePage, type MessageAnswer } from './inbox-pages.tsx'
import { kindOf } from './notice-text.ts'
import { DashboardPage } from './pages.tsx'
import { presentApplication, shortAddress } from './present.ts'
import { inbox, messageByCode, trackedApplications } from './queries.ts'

export function trackRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const hub = openHub(services.bus, (session) => isSessionAlive(services, session))
  app.use('/lamaran', withSession(services))
  app.use('/kotak-masuk', withSession(services))

  app.get('/lamaran', async (c) => {
    const applicant = applicantOf(c)
    if (applicant === undefined)
      return c.redirect(c.get('session')?.kind === 'officer' ? '/petugas' : '/masuk?kembali=/lamaran', 303)
    const now = services.clock.now()
    const [applications, news, home] = await Promise.all([
      trackedApplications(services, applicant),
      inbox(services, applicant.personId, 3),
      accountHome(services, applicant.personId),
    ])
    return c.html(
      <DashboardPage
        services={services}
        applications={applications.map((one) => presentApplication(services, one, now))}
        news={news}
        address={shortAddress(home.email)}
        now={now}
      />,
    )
  })

  app.get('/kotak-masuk', async (c) => {
    const applicant = applicantOf(c)
    if (applicant === undefined) return c.redirect('/masuk?kembali=/kotak-masuk', 303)
    return c.html(
      <InboxPage
        services={services}
        items={await inbox(services, applicant.personId)}
        token={services.tokens.issue(applicant.session.mark, 'dibaca')}
      />,
    )
  })

  app.post('/kotak-masuk', async (c) => {
    const applicant = applicantOf(c)
    if (applicant === undefined) return c.redirect('/masuk?kembali=/kotak-masuk', 303)
    const form = await readForm(c, buttonForm)
    if (services.tokens.read(applicant.session.mark, 'dibaca', form.token) !== undefined)
      await markRead(services, applicant.personId, form.id)
    return c.redirect('/kotak-masuk', 303)
  })

  // Every change of this person's rows and of the log is told here; the page decides what it shows.
  app.get('/aliran', async (c) => {
    const session = await readSession(services, c, false)
    if (session === undefined || session.kind === 'second_step') return c.body(null, 401)
    // A request of a test has no socket behind it.
    const response = (c.env as { outgoing?: ServerResponse } | undefined)?.outgoing
    if (response === undefined) return c.body(null, 501)
    if (
      !hub.join(
        response,
        session.id,
        session.personId,
        securityHeaders({ secure: services.settings.secureCookies }),
      )
    )
      return c.body(null, 429)
    return RESPONSE_ALREADY_SENT
  })
  return app
}

/** Public, also in English: the code tells what kind of message it is and when it was written, never to whom. */
export function messageRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.get('/verifikasi/pesan', async (c) => {
    const typed = (c.req.query('kode') ?? '').slice(0, 20)
    c.header('Cache-Control', 'no-store')
    return c.html(
      <MessagePage
        services={services}
        lang={c.get('lang')}
        typed={typed}
        answer={await answerTo(typed, c.get('lang'))}
      />,
    )
  })

  async function answerTo(typed: string, lang: 'id' | 'en'): Promise<MessageAnswer> {
    const code = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
    if (typed.trim() === '') return { kind: 'none' }
    if (code.length !== 8) return { kind: 'shape' }
    const found = await messageByCode(services.db, code)
    return found === undefined
      ? { kind: 'noMatch' }
      : { kind: 'match', what: kindOf(lang, found.code), at: found.at }
  }
  return app
}
