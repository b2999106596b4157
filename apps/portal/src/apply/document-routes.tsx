// Addresses of documents: the step itself, one address a slot for its file, and the file of one's own.
import { Hono } from 'hono'
import { applicantOf, type Applicant } from '../accounts/policy.ts'
import type { AppContext, AppEnv } from '../accounts/session.ts'
import { scoped } from '../services/database.ts'
import { pdfInspector, type PdfInspector } from '../services/document-check.ts'
import type { Services } from '../services/services.ts'
import { applyId } from '../words/apply.id.ts'
import {
  defectText,
  explainDocument,
  removeDocument,
  uploadDocument,
  uploadPlace,
  type UploadDefect,
  type UploadOutcome,
} from './document-actions.ts'
import { DocumentsPage } from './document-pages.tsx'
import type { Slot } from './draft.ts'
import { RefusalPage } from './pages.tsx'
import { refusalView, writing } from './present.ts'
import { openDocument, ownDocument, type ApplicationView } from './queries.ts'
import { formOf, formOverhead, readUpload } from './upload-body.ts'

type Own = (c: AppContext) => Promise<{ applicant: Applicant; view: ApplicationView } | Response>
/** Uploads of one session that run at the same time (security.md 6, step 1). */
const atOnce = 4

const inspectors = new WeakMap<Services, PdfInspector>()
function inspectorOf(services: Services): PdfInspector {
  const known = inspectors.get(services) ?? pdfInspector()
  inspectors.set(services, known)
  return known
}

export function documentRoutes(services: Services, own: Own): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const running = new Map<string, number>()
  const at = '/lamaran/:id{[0-9a-f-]{36}}/berkas'
  const slotAt = `${at}/:slot{[A-Za-z0-9._:-]{1,60}}`

  app.get(at, async (c) => {
    const found = await own(c)
    if (found instanceof Response) return found
    const { applicant, view } = found
    if (view.application.state !== 'draft')
      return c.redirect(`/lamaran/${view.application.id}/tanda-terima`, 303)
    return c.html(
      <DocumentsPage services={services} view={view} token={tokenFor(applicant, view.application.id)} />,
    )
  })

  app.post(slotAt, async (c) => {
    const applicant = applicantOf(c)
    if (applicant === undefined) return c.redirect('/masuk', 303)
    const id = c.req.param('id')
    const place = await uploadPlace(services, applicant, id, c.req.param('slot'), c.get('arrivedAt'))
    if (!place.ok) return refused(c, place, undefined)
    const { slot } = place
    const { personId } = applicant
    const mine = running.get(personId) ?? 0
    if (mine >= atOnce) return refused(c, { ok: false, kind: 'defect', defect: { kind: 'busy' } }, slot)
    running.set(personId, mine + 1)
    try {
      const outcome = await receive(c, applicant, id, place)
      return outcome.ok
        ? c.redirect(`/lamaran/${id}/berkas#berkas-${slot.id}`, 303)
        : await refused(c, outcome, slot)
    } finally {
      const left = (running.get(personId) ?? 1) - 1
      if (left === 0) running.delete(personId)
      else running.set(personId, left)
    }
  })

  app.post(`${slotAt}/alasan`, async (c) => {
    const found = await own(c)
    if (found instanceof Response) return found
    const { applicant, view } = found
    const { id, slot } = c.req.param()
    const body = await c.req.parseBody()
    if (!tokenFits(applicant, id, body.token)) return c.redirect(`/lamaran/${id}/berkas`, 303)
    const outcome = await explainDocument(
      services,
      applicant,
      { applicationId: id, slotId: slot, reason: typeof body.alasan === 'string' ? body.alasan : '' },
      c.get('arrivedAt'),
    )
    if (outcome === 'tooShort')
      return c.html(
        <DocumentsPage
          services={services}
          view={view}
          token={tokenFor(applicant, id)}
          problem={{ slot, text: applyId.upload.reasonShort }}
        />,
        422,
      )
    return c.redirect(`/lamaran/${id}/berkas#berkas-${slot}`, 303)
  })

  app.post(`${slotAt}/hapus`, async (c) => {
    const applicant = applicantOf(c)
    if (applicant === undefined) return c.redirect('/masuk', 303)
    const { id, slot } = c.req.param()
    const body = await c.req.parseBody()
    if (tokenFits(applicant, id, body.token))
      await removeDocument(services, applicant, { applicationId: id, slotId: slot }, c.get('arrivedAt'))
    return c.redirect(`/lamaran/${id}/berkas#berkas-${slot}`, 303)
  })

  app.get('/berkas/:id{[0-9a-f-]{36}}', async (c, next) => {
    const applicant = applicantOf(c)
    // Officers open documents through their own step, which knows what was assigned to whom.
    if (applicant === undefined) return next()
    const found = await ownDocument(services.db, applicant, c.req.param('id'))
    const bytes =
      found === undefined
        ? undefined
        : await scoped(services.db, { person: applicant.personId }, (trx) =>
            openDocument(trx, services, applicant.personId, c.req.param('id'), found.key),
          )
    if (found === undefined || bytes === undefined) return c.notFound()
    return new Response(bytes as Uint8Array<ArrayBuffer>, {
      headers: {
        'Content-Type': found.mime,
        // The name is ours, never the uploader's.
        'Content-Disposition': `attachment; filename="${found.slot.replace(/[^A-Za-z0-9-]/g, '-')}.${found.mime === 'application/pdf' ? 'pdf' : found.mime === 'image/png' ? 'png' : 'jpg'}"`,
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'Cache-Control': 'no-store',
      },
    })
  })

  async function receive(
    c: AppContext,
    applicant: Applicant,
    id: string,
    { slot, personKey }: { slot: Slot; personKey: Uint8Array },
  ): Promise<UploadOutcome> {
    const defect = (found: UploadDefect): UploadOutcome => ({ ok: false, kind: 'defect', defect: found })
    const body = await readUpload(c.req.raw, slot.maxBytes + formOverhead)
    if (body.kind === 'tooLarge') return defect({ kind: 'tooLarge', bytes: body.bytes, limit: slot.maxBytes })
    if (body.kind !== 'whole') return defect({ kind: body.kind })
    const form = await formOf(body.bytes, c.req.header('Content-Type') ?? '')
    const file = form?.get('berkas')
    if (form === undefined || !tokenFits(applicant, id, form.get('token'))) return defect({ kind: 'cutOff' })
    if (!(file instanceof File) || (file.name === '' && file.size === 0)) return defect({ kind: 'noFile' })
    const bytes = new Uint8Array(await file.arrayBuffer())
    return uploadDocument(
      services,
      inspectorOf(services),
      applicant,
      { applicationId: id, slot, personKey, bytes, name: file.name },
      c.get('arrivedAt'),
    )
  }

  /** The page with the reason beside its slot; a closed window or a sent application has a page of its own. */
  async function refused(
    c: AppContext,
    outcome: Exclude<UploadOutcome, { ok: true }>,
    slot: Slot | undefined,
  ): Promise<Response> {
    const found = await own(c)
    if (found instanceof Response) return found
    const { applicant, view } = found
    const at = c.get('arrivedAt')
    if (outcome.kind !== 'defect') {
      const refusal =
        outcome.kind === 'windowClosed' || outcome.kind === 'windowNotOpen'
          ? { code: outcome.kind, round: view.round }
          : { code: outcome.kind }
      const shown = refusalView(services, refusal, at, (formation) => formation)
      return c.html(
        <RefusalPage services={services} title={applyId.upload.title} path={c.req.path} refusal={shown} />,
        shown.status,
      )
    }
    const asked = slot ?? view.round.slots.find((one) => one.id === c.req.param('slot'))
    if (asked === undefined) return c.notFound()
    const f = writing(services)
    const text = defectText(outcome.defect, asked, {
      size: f.fileSize,
      time: f.time,
      labelOf: (other) => view.round.slots.find((one) => one.id === other)?.label ?? other,
    })
    const status = outcome.defect.kind === 'busy' ? 503 : outcome.defect.kind === 'tooOften' ? 429 : 422
    return c.html(
      <DocumentsPage
        services={services}
        view={view}
        token={tokenFor(applicant, view.application.id)}
        problem={{ slot: asked.id, text }}
      />,
      status,
    )
  }

  function tokenFor(applicant: Applicant, id: string): string {
    return services.tokens.issue(applicant.session.mark, `lamaran.berkas:${id}`)
  }
  function tokenFits(applicant: Applicant, id: string, token: unknown): boolean {
    return services.tokens.read(applicant.session.mark, `lamaran.berkas:${id}`, token) !== undefined
  }

  return app
}
