// One's own account: home, devices, data, sign-out. For applicants and officers alike.
import { Hono } from 'hono'
import type { Services } from '../services/services.ts'
import { endSessions, tellCopy } from './actions.ts'
import { AccountPage, DataPage, DevicesPage } from './account-pages.tsx'
import { proofMinutes } from './policy.ts'
import { buttonForm, readForm } from './read-form.ts'
import { accessLog, accountHome, devices, ownData } from './queries.ts'
import { endSession, isFresh, type AppContext, type AppEnv, type Session } from './session.ts'

type Own = Session & { readonly kind: 'applicant' | 'officer' }

/** A session that has passed all its steps. */
function own(c: AppContext): Own | undefined {
  const session = c.get('session')
  return session === undefined || session.kind === 'second_step' ? undefined : (session as Own)
}

export function accountRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const signIn = (c: AppContext) => c.redirect(`/masuk?kembali=${encodeURIComponent(c.req.path)}`, 303)

  app.get('/akun', async (c) => {
    const session = own(c)
    if (session === undefined) return c.redirect('/masuk', 303)
    const home = await accountHome(services, session.personId)
    return c.html(
      <AccountPage
        services={services}
        reader={session.kind}
        home={home}
        token={services.tokens.issue(session.mark, 'keluar')}
      />,
    )
  })
  app.get('/akun/perangkat', async (c) => {
    const session = own(c)
    if (session === undefined) return signIn(c)
    return c.html(
      <DevicesPage
        services={services}
        reader={session.kind}
        devices={await devices(services, session.personId)}
        current={session.id}
        token={services.tokens.issue(session.mark, 'perangkat')}
        done={c.req.query('selesai') === '1'}
      />,
    )
  })
  app.post('/akun/perangkat', async (c) => {
    const session = own(c)
    if (session === undefined) return signIn(c)
    const form = await readForm(c, buttonForm)
    const uuid = /^[0-9a-f-]{36}$/.test(form.id)
    if (
      services.tokens.read(session.mark, 'perangkat', form.token) === undefined ||
      (form.id !== 'lainnya' && !uuid)
    ) {
      return c.redirect('/akun/perangkat', 303)
    }
    await endSessions(
      services,
      session.personId,
      form.id === 'lainnya' ? { allBut: session.id } : { id: form.id },
    )
    return c.redirect('/akun/perangkat?selesai=1', 303)
  })
  app.get('/akun/data', async (c) => {
    const session = own(c)
    if (session === undefined) return signIn(c)
    return c.html(
      <DataPage
        services={services}
        reader={session.kind}
        rows={await accessLog(services, session.personId)}
        token={services.tokens.issue(session.mark, 'salinan')}
      />,
    )
  })
  app.post('/akun/data/salinan', async (c) => {
    const session = own(c)
    if (session === undefined) return c.redirect('/masuk?kembali=/akun/data', 303)
    const form = await readForm(c, buttonForm)
    if (services.tokens.read(session.mark, 'salinan', form.token) === undefined)
      return c.redirect('/akun/data', 303)
    // A phone left on a table must not give everything away (security.md 4).
    if (!isFresh(session, services.clock.now(), proofMinutes))
      return c.redirect('/masuk?ulang=1&kembali=/akun/data', 303)
    const data = await ownData(services, session.personId)
    await tellCopy(services, session.personId)
    return c.body(JSON.stringify(data, null, 2), 200, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="data-saya.json"',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    })
  })
  app.post('/keluar', async (c) => {
    const session = c.get('session')
    const form = await readForm(c, buttonForm)
    if (session === undefined) return c.redirect('/masuk', 303)
    if (services.tokens.read(session.mark, 'keluar', form.token) === undefined)
      return c.redirect('/akun', 303)
    await endSession(services, c)
    c.header('Clear-Site-Data', '"cache"')
    return c.redirect('/masuk?keluar=1', 303)
  })
  return app
}
