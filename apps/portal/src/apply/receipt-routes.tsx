// Addresses of the receipt: the page, the file that checks itself, its JSON twin, and one plain proof an entry.
import { Hono } from 'hono'
import type { Applicant } from '../accounts/policy.ts'
import type { AppContext, AppEnv } from '../accounts/session.ts'
import type { Services } from '../services/services.ts'
import { shortCode } from '@terang/log/subject.ts'
import { lastSent, lastWithdrawal, ownedIndex, type ApplicationView } from './queries.ts'
import { receiptHtml } from './receipt-file.ts'
import { ReceiptPage } from './receipt-pages.tsx'
import { proofOf, receiptOf } from './receipt.ts'

type Own = (c: AppContext) => Promise<{ applicant: Applicant; view: ApplicationView } | Response>

export function receiptRoutes(services: Services, own: Own): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const at = '/lamaran/:id{[0-9a-f-]{36}}'

  app.get(`${at}/tanda-terima`, async (c) => {
    const found = await own(c)
    if (found instanceof Response) return found
    const { applicant, view } = found
    const sent = await lastSent(services.db, view.application.id)
    if (sent === undefined) return c.redirect(`/lamaran/${view.application.id}/periksa`, 303)
    const receipt = await receiptOf(services, applicant, view.application)
    const withdrawn =
      view.application.state === 'withdrawn'
        ? await lastWithdrawal(services.db, view.application.id)
        : undefined
    const undoable = view.application.state === 'withdrawn' && c.get('arrivedAt') < view.round.closesAt
    return c.html(
      <ReceiptPage
        services={services}
        view={view}
        sent={{ ...sent, code: shortCode(sent.subj) }}
        withdrawn={withdrawn}
        receipt={receipt}
        undoToken={
          undoable
            ? services.tokens.issue(applicant.session.mark, `lamaran.batal:${view.application.id}`)
            : undefined
        }
      />,
    )
  })

  app.get(`${at}/tanda-terima.html`, async (c) => {
    const found = await own(c)
    if (found instanceof Response) return found
    const html = await receiptHtml(
      services,
      await receiptOf(services, found.applicant, found.view.application),
    )
    return download(
      html,
      'text/html; charset=utf-8',
      `tanda-terima-${found.view.application.id.slice(0, 8)}.html`,
    )
  })

  app.get(`${at}/tanda-terima.json`, async (c) => {
    const found = await own(c)
    if (found instanceof Response) return found
    const receipt = await receiptOf(services, found.applicant, found.view.application)
    return download(
      `${JSON.stringify(receipt, null, 1)}\n`,
      'application/json',
      `tanda-terima-${found.view.application.id.slice(0, 8)}.json`,
    )
  })

  app.get(`${at}/bukti/:file{[0-9]{1,15}\\.tlog-proof}`, async (c) => {
    const found = await own(c)
    if (found instanceof Response) return found
    const index = Number.parseInt(c.req.param('file'), 10)
    const mine = await ownedIndex(services, found.applicant, found.view.application, index)
    const proof = mine ? await proofOf(services, index) : undefined
    return proof === undefined
      ? c.notFound()
      : download(proof.proof, 'text/plain; charset=utf-8', `${index}.tlog-proof`)
  })

  return app
}

/** A file to keep; opened inside the site it could do nothing (security.md 6). */
function download(body: string, type: string, name: string): Response {
  return new Response(body, {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `attachment; filename="${name}"`,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cache-Control': 'no-store',
    },
  })
}
