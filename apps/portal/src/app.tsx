// The map of the site, in the order of the process. Each line is a folder that names a step.
// Public pages are mounted twice: Indonesian at the root, English below /en.
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { appointmentRoutes } from './accounts/appointment-routes.tsx'
import { proposalRoutes } from './accounts/proposal-routes.tsx'
import { publishRoutes } from './publish/routes.tsx'
import { publishStaffRoutes } from './publish/staff-routes.tsx'
import { accountsRoutes } from './accounts/routes.tsx'
import { applyRoutes } from './apply/routes.tsx'
import type { AppEnv } from './accounts/session.ts'
import { resultRoutes } from './decide/routes.tsx'
import { decideStaffRoutes } from './decide/staff-routes.tsx'
import { reportRoutes, reportStaffRoutes } from './evaluate/routes.tsx'
import { explainRoutes } from './explain/routes.tsx'
import { examineRoutes } from './examine/routes.tsx'
import { objectRoutes } from './object/routes.tsx'
import { screenPublicRoutes, screenResultRoutes } from './screen/result-routes.tsx'
import { documentRoutes } from './screen/document-routes.tsx'
import { screenRoutes } from './screen/routes.tsx'
import { demoRoutes } from './demo/routes.tsx'
import { failed, missing } from './fault-page.tsx'
import { askRoutes } from './listen/ask-routes.tsx'
import { listenRoutes } from './listen/routes.tsx'
import { listenStaffRoutes } from './listen/staff-routes.tsx'
import { recordRoutes } from './record/routes.tsx'
import { messageRoutes, trackRoutes } from './track/routes.tsx'
import { assetResponse } from './ui/asset-route.ts'
import { securityHeaders } from './services/security-headers.ts'
import type { Services } from './services/services.ts'

/** A step of the process: its routes, made from the services. */
type Step = (services: Services) => Hono<AppEnv>

/** Pages for everybody; also in English. */
const publicSteps: readonly Step[] = [
  recordRoutes,
  publishRoutes,
  resultRoutes,
  reportRoutes,
  listenRoutes,
  messageRoutes,
  screenPublicRoutes,
]
/** Pages of signed-in people, forms, and machine addresses; never cached. */
const personalSteps: readonly Step[] = [
  accountsRoutes,
  proposalRoutes,
  appointmentRoutes,
  publishStaffRoutes,
  applyRoutes,
  examineRoutes,
  decideStaffRoutes,
  screenRoutes,
  documentRoutes,
  screenResultRoutes,
  objectRoutes,
  explainRoutes,
  askRoutes,
  listenStaffRoutes,
  reportStaffRoutes,
  trackRoutes,
  demoRoutes,
]

export function portal(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  app.use(async (c, next) => {
    const began = performance.now()
    c.set('arrivedAt', services.clock.now())
    c.set('requestId', crypto.randomUUID().slice(0, 8))
    c.set('lang', c.req.path === '/en' || c.req.path.startsWith('/en/') ? 'en' : 'id')
    await next()
    if (!services.pages.isComplete(c.res)) {
      for (const [name, value] of Object.entries(
        securityHeaders({ secure: services.settings.secureCookies }),
      )) {
        if (!c.res.headers.has(name)) c.header(name, value)
      }
      // Nothing is kept anywhere unless its route says so: not a redirect, not an answer that a page is missing.
      if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store')
    }
    services.log('info', 'request', {
      request: c.get('requestId'),
      route: c.req.routePath,
      status: c.res.status,
      ms: Math.round(performance.now() - began),
    })
  })
  // No address of ours holds a zero byte, and the database takes none.
  app.use(async (c, next) => (c.req.url.includes('%00') ? c.notFound() : next()))
  app.use(async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD' || c.req.path === '/_csp') return next()
    // Browsers send Origin with every form; a foreign one, or none together with a foreign fetch site, is refused.
    const origin = c.req.header('Origin')
    const site = c.req.header('Sec-Fetch-Site')
    const own =
      origin === undefined
        ? site === undefined || site === 'same-origin' || site === 'none'
        : isOwnOrigin(services, c.req.header('Host'), origin)
    if (!own) throw new HTTPException(403)
    return next()
  })

  app.get('/aset/*', (c) => assetResponse(services.assets, c))
  for (const step of publicSteps) {
    const routes = step(services)
    app.route('/', routes)
    app.route('/en', routes)
  }
  for (const step of personalSteps) app.route('/', step(services))
  app.post('/_csp', (c) => c.body(null, 204))
  app.notFound((c) => missing(services, c))
  app.onError((error, c) => failed(services, c, error))
  return app
}

function isOwnOrigin(services: Services, host: string | undefined, origin: string): boolean {
  if (origin === services.settings.publicOrigin) return true
  try {
    return new URL(origin).host === host
  } catch {
    return false
  }
}
