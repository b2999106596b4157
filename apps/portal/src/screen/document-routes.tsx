// /petugas/berkas: a document for the officer whose open work needs it. Pages come as pictures drawn here; the file itself
// only as a download. Session, assignment and a signature that is five minutes old at most are checked each time.
import { Hono } from 'hono'
import { withSession, type AppContext, type AppEnv } from '../accounts/session.ts'
import type { Dpi, Turn } from '../services/page-drawing.ts'
import type { Services } from '../services/services.ts'
import { screenId as w } from '../words/screen.id.ts'
import { measureDocuments, openDocumentFor, painterOf, slotLabel } from './document-queries.ts'
import { NotDrawn } from './document-view.tsx'
import { addressHolds, fileAddress, pageAddress, pageNumbers } from './file-address.ts'
import { LookPage } from './look-page.tsx'
import { DeskRefusal } from './pages.tsx'
import { fileCode } from './queries.ts'

const at = '/petugas/berkas/:id{[0-9a-f]{8}-[0-9a-f-]{27}}'
const closed = "default-src 'none'; sandbox"

export function documentRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.use('/petugas/berkas/*', withSession(services))

  app.get(at, async (c) => {
    const session = c.get('session')
    if (session?.kind !== 'officer') return signIn(c)
    const id = c.req.param('id')
    if (!addressHolds(services.keys, session.mark, id, c.req.query('s'), services.clock.now()))
      return refusal(c, w.refusal.address, 403)
    const opened = await openDocumentFor(services, c, id, 'download')
    if (opened === undefined) return refusal(c, w.refusal.unknown, 403)
    return c.body(opened.bytes as Uint8Array<ArrayBuffer>, 200, {
      'Content-Type': opened.mime,
      'Content-Disposition': `attachment; filename="${nameOf(opened)}.${endings[opened.mime] ?? 'bin'}"`,
      'Content-Security-Policy': closed,
    })
  })

  app.get(`${at}/halaman/:n`, async (c) => {
    const session = c.get('session')
    if (session?.kind !== 'officer') return signIn(c)
    const id = c.req.param('id')
    const asked = pageNumbers({
      page: c.req.param('n'),
      dpi: c.req.query('dpi'),
      turn: c.req.query('putar'),
    })
    if (asked === undefined) return noPicture(c, w.desk.view.reason.noPage, 404)
    if (!addressHolds(services.keys, session.mark, id, c.req.query('s'), services.clock.now()))
      return noPicture(c, w.desk.view.expired, 403)
    const opened = await openDocumentFor(services, c, id, 'look')
    if (opened === undefined) return noPicture(c, w.refusal.unknown, 403)
    const picture = await painterOf(services).draw(id, opened, asked, c.req.raw.signal)
    if (typeof picture === 'string')
      return noPicture(
        c,
        w.desk.view.reason[picture],
        picture === 'noPage' ? 404 : picture === 'unavailable' ? 503 : 422,
      )
    return c.body(picture.jpeg as Uint8Array<ArrayBuffer>, 200, {
      'Content-Type': 'image/jpeg',
      'Content-Disposition': `inline; filename="${nameOf(opened)}-${asked.page}.jpg"`,
      'Content-Security-Policy': closed,
    })
  })

  app.get(`${at}/lihat`, async (c) => {
    const session = c.get('session')
    if (session?.kind !== 'officer') return signIn(c)
    const id = c.req.param('id')
    const asked = pageNumbers({
      page: c.req.query('hal'),
      dpi: c.req.query('dpi'),
      turn: c.req.query('putar'),
    })
    if (asked === undefined) return refusal(c, w.desk.view.reason.noPage, 404)
    const opened = await openDocumentFor(services, c, id, 'look')
    if (opened === undefined) return refusal(c, w.refusal.unknown, 403)
    const known = (await measureDocuments(services, opened.officer, [{ id }])).get(id)
    const pages = typeof known === 'object' ? known.length : asked.page
    if (asked.page > pages) return refusal(c, w.desk.view.reason.noPage, 404)
    const address = fileAddress(services.keys, session.mark, id, services.clock.now())
    const here = (page: number, dpi: Dpi, turn: Turn) =>
      `/petugas/berkas/${id}/lihat?hal=${page}&dpi=${dpi}&putar=${turn}`
    return c.html(
      <LookPage
        services={services}
        code={fileCode(opened.applicationId)}
        label={await slotLabel(services, opened)}
        desk={opened.forPanel ? undefined : `/petugas/periksa/${opened.applicationId}`}
        {...asked}
        pages={pages}
        size={typeof known === 'object' ? known[asked.page - 1] : undefined}
        undrawn={
          typeof known === 'string' ? (
            <NotDrawn title={w.desk.view.undrawnFile} reason={known} />
          ) : known?.[asked.page - 1] === undefined ? (
            <NotDrawn title={w.desk.view.undrawn} reason="broken" />
          ) : undefined
        }
        picture={pageAddress(address, asked.page, asked.dpi, asked.turn)}
        download={address}
        here={here}
      />,
    )
  })

  function refusal(c: AppContext, text: string, status: 403 | 404) {
    return c.html(<DeskRefusal services={services} text={text} />, status)
  }

  /** In place of a picture a picture that says why; to somebody who opened the address itself, a page. */
  function noPicture(c: AppContext, text: string, status: 403 | 404 | 422 | 503) {
    if (c.req.header('Sec-Fetch-Dest') !== 'image')
      return c.html(<DeskRefusal services={services} text={text} />, status)
    return c.body(sign(text), status, {
      'Content-Type': 'image/svg+xml; charset=utf-8',
      'Content-Security-Policy': closed,
    })
  }

  return app
}

const endings: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
}

const nameOf = (opened: { applicationId: string; slot: string }) =>
  `${fileCode(opened.applicationId)}-${opened.slot.replace(/[^A-Za-z0-9_-]/g, '_')}`

/** Words on a sheet, a sentence a line. Only our own texts come here. */
function sign(text: string): string {
  const lines = text.split(/(?<=\.)\s+/).flatMap((sentence) => sentence.match(/.{1,46}(?:\s|$)/g) ?? [])
  return `<svg xmlns="http://www.w3.org/2000/svg" width="827" height="1169" viewBox="0 0 827 1169"><rect width="827" height="1169" fill="#fff"/><g font-family="sans-serif" font-size="30" fill="#1f2d33" text-anchor="middle">${lines.map((line, n) => `<text x="413" y="${240 + n * 46}">${line.trim()}</text>`).join('')}</g></svg>`
}

function signIn(c: AppContext): Response {
  return c.redirect('/petugas/masuk?kembali=/petugas/periksa', 303)
}
