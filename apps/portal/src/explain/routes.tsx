// /lamaran/<id>/penjelasan: the explanation of the own result. Of somebody else's application the page does not exist.
import { Hono } from 'hono'
import { applicantOf } from '../accounts/policy.ts'
import { withSession, type AppEnv } from '../accounts/session.ts'
import type { Services } from '../services/services.ts'
import { ExplanationPage } from './pages.tsx'
import { ownExplanation } from './queries.ts'

export function explainRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const at = '/lamaran/:id{[0-9a-f-]{36}}'

  app.get(`${at}/penjelasan`, withSession(services), async (c) => {
    const applicant = applicantOf(c)
    const id = c.req.param('id')
    if (applicant === undefined) {
      return c.get('session') === undefined
        ? c.redirect(`/masuk?kembali=${encodeURIComponent(c.req.path)}`, 303)
        : c.notFound()
    }
    const own = await ownExplanation(services, applicant, id)
    if (own === undefined) return c.notFound()
    return c.html(
      <ExplanationPage
        services={services}
        lang={c.req.query('bahasa') === 'en' ? 'en' : 'id'}
        own={own}
        now={services.clock.now()}
      />,
    )
  })

  // Links of notices and of the dashboard name the stage; there is one page for all of them.
  app.get(`${at}/keputusan/:stage`, (c) => c.redirect(`/lamaran/${c.req.param('id')}/penjelasan`, 303))
  return app
}
