// Entrance of the demo. In production none of these addresses exists: the settings refuse DEMO there, and the check
// below does not rely on that alone.
import { Hono } from 'hono'
import { buttonForm, readForm } from '../accounts/read-form.ts'
import { startSession, type AppEnv } from '../accounts/session.ts'
import type { Services } from '../services/services.ts'
import { readDemoAccounts } from './accounts.ts'
import { DemoPage, OutboxPage } from './pages.tsx'

export function demoRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  if (!services.settings.demo || services.settings.production) return app

  app.get('/demo', async (c) => {
    c.header('Cache-Control', 'no-store')
    return c.html(
      <DemoPage
        services={services}
        accounts={await readDemoAccounts(services.db)}
        token={services.tokens.issue('tamu', 'demo')}
      />,
    )
  })
  app.post('/demo/masuk', async (c) => {
    const form = await readForm(c, buttonForm)
    const account = (await readDemoAccounts(services.db)).find((one) => one.personId === form.id)
    if (account === undefined || services.tokens.read('tamu', 'demo', form.token) === undefined)
      return c.redirect('/demo', 303)
    await startSession(services, c, account.personId, account.kind)
    return c.redirect(account.kind === 'officer' ? '/petugas' : '/lamaran', 303)
  })
  if (services.mail.local) {
    app.get('/demo/kotak-keluar', async (c) => {
      c.header('Cache-Control', 'no-store')
      return c.html(<OutboxPage services={services} letters={await services.mail.outbox(100)} />)
    })
  }
  return app
}
