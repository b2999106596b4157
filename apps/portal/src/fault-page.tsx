// The answers of the whole site where no step has one: address not there, request from elsewhere, our own trouble.
// They name a way on, a time and a code; never a stack, never what was asked.
import { HTTPException } from 'hono/http-exception'
import type { AppContext } from './accounts/session.ts'
import type { Services } from './services/services.ts'
import { siteOf } from './site.ts'
import { Layout, PageTitle, Wrap } from './ui/layout.tsx'
import { faultEn } from './words/fault.en.ts'
import { faultId } from './words/fault.id.ts'
import { format } from './words/format.ts'
import { pathIn, words } from './words/words.ts'

const personal = /^\/(?:lamaran|berkas|akun|kotak-masuk|petugas)(?:\/|$)/

export function missing(services: Services, c: AppContext): Response | Promise<Response> {
  const w = faultWords(c).missing
  const own = personal.test(c.req.path)
  return answer(services, c, { title: w.title, text: own ? w.personal : w.text, own, status: 404 })
}

/** @param error what a route threw; the server log takes its kind and place only (services/fault-line.ts) */
export function failed(services: Services, c: AppContext, error: Error): Response | Promise<Response> {
  const w = faultWords(c)
  if (error instanceof HTTPException) {
    if (error.status === 403) return answer(services, c, { ...w.foreign, own: false, status: 403 })
    if (error.status < 500) return answer(services, c, { ...w.missing, own: false, status: 404 })
  }
  const code = c.get('requestId').slice(0, 4).toUpperCase()
  services.log('error', 'fault', {
    request: c.get('requestId'),
    route: c.req.routePath,
    error,
  })
  const { zone, zoneLabel } = services.agency
  const time = format(c.get('lang'), { name: zone, label: zoneLabel }).time(services.clock.now())
  return answer(services, c, { title: w.ours.title, text: w.ours.text(time, code), own: false, status: 500 })
}

const faultWords = (c: AppContext) => words(c.get('lang'), { id: faultId, en: faultEn })

function answer(
  services: Services,
  c: AppContext,
  page: { title: string; text: string; own: boolean; status: 403 | 404 | 500 },
): Response | Promise<Response> {
  const lang = c.get('lang')
  const { ways } = faultWords(c)
  return c.html(
    <Layout site={siteOf(services)} lang={lang} title={page.title} path="/" translated={false} noindex>
      <Wrap width="text">
        <PageTitle title={page.title} lead={page.text} />
        <p class="pb-7">
          {page.own ? (
            <a href="/lamaran">{ways.applications}</a>
          ) : (
            <>
              <a href={pathIn(lang, '/lowongan')}>{ways.vacancies}</a> ·{' '}
              <a href={pathIn(lang, '/pengumuman')}>{ways.announcements}</a>
            </>
          )}
        </p>
      </Wrap>
    </Layout>,
    page.status,
    { 'Cache-Control': 'no-store' },
  )
}
