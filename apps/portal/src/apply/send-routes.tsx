// Addresses of reviewing, sending, withdrawing and sending again.
import { Hono } from 'hono'
import { applicantOf, proofMinutes, type Applicant } from '../accounts/policy.ts'
import { isFresh, type AppContext, type AppEnv } from '../accounts/session.ts'
import type { Services } from '../services/services.ts'
import { applyId } from '../words/apply.id.ts'
import { saveDraft } from './actions.ts'
import type { ApplyRefusal } from './admission.ts'
import { draftState } from './draft-state.ts'
import { reasonForm } from './forms.ts'
import { ConfirmPage } from './pages.tsx'
import { writing } from './present.ts'
import type { ApplicationView } from './queries.ts'
import { submitApplication, undoWithdrawal, withdrawApplication } from './send-actions.ts'
import { ReviewPage, SendPage } from './send-pages.tsx'

interface Shown {
  readonly applicant: Applicant
  readonly view: ApplicationView
}

/** What the map of this step hands to its parts. */
export interface Guard {
  /** The applicant and their application, or the answer for everybody else. */
  readonly own: (c: AppContext) => Promise<Shown | Response>
  readonly refuse: (c: AppContext, refusal: ApplyRefusal, selection: string) => Promise<Response>
  readonly tokenFor: (applicant: Applicant, view: ApplicationView, form: string) => string
}

const idPattern = '[0-9a-f-]{36}'
/** A body that ends later than this after its headers keeps no window open (states.md 6.2). */
const longestRequestMs = 60_000

export function sendRoutes(services: Services, guard: Guard): Hono<AppEnv> {
  const app = new Hono<AppEnv>()

  app.get(`/lamaran/:id{${idPattern}}/periksa`, async (c) => {
    const found = await guard.own(c)
    if (found instanceof Response) return found
    const { view } = found
    if (view.application.state !== 'draft') return c.redirect(afterDraft(view), 303)
    const { gaps, conditions } = draftState(view)
    const token = guard.tokenFor(found.applicant, view, 'alasan')
    return c.html(
      <ReviewPage services={services} view={view} token={token} gaps={gaps} conditions={conditions} />,
    )
  })

  app.post(`/lamaran/:id{${idPattern}}/periksa`, async (c) => {
    const found = await guard.own(c)
    if (found instanceof Response) return found
    const { applicant, view } = found
    const { id } = view.application
    const body = reasonForm.safeParse(await c.req.parseBody())
    if (
      body.success &&
      services.tokens.read(applicant.session.mark, `lamaran.alasan:${id}`, body.data.token) !== undefined
    ) {
      const saved = await saveDraft(
        services,
        applicant,
        id,
        { typed: body.data.typed, version: body.data.versi },
        c.get('arrivedAt'),
      )
      if (!saved.ok && saved.refusal.code !== 'changed')
        return guard.refuse(c, saved.refusal, view.application.selection)
    }
    return c.redirect(`/lamaran/${id}/periksa#syarat`, 303)
  })

  app.get(`/lamaran/:id{${idPattern}}/kirim`, async (c) => {
    const found = await guard.own(c)
    if (found instanceof Response) return found
    const { applicant, view } = found
    if (view.application.state !== 'draft') return c.redirect(afterDraft(view), 303)
    return c.html(
      <SendPage
        services={services}
        view={view}
        {...draftState(view)}
        token={guard.tokenFor(applicant, view, 'kirim')}
      />,
    )
  })

  app.post(`/lamaran/:id{${idPattern}}/kirim`, async (c) => {
    const applicant = applicantOf(c)
    const id = c.req.param('id')
    const body = await c.req.parseBody()
    const at = c.get('arrivedAt')
    const acknowledged = { conditions: body.syarat !== undefined, truth: body.benar !== undefined }
    // The act reads the application under its lock; it is read here only where the answer shows it.
    const show = async (answer: (found: Shown) => Response | Promise<Response>) => {
      const found = await guard.own(c)
      return found instanceof Response ? found : answer(found)
    }
    const page =
      (problem: string | undefined, status: 409 | 422, ack?: typeof acknowledged) =>
      ({ applicant, view }: Shown) =>
        c.html(
          <SendPage
            services={services}
            view={view}
            {...draftState(view)}
            token={guard.tokenFor(applicant, view, 'kirim')}
            problem={problem}
            acknowledged={ack}
          />,
          status,
        )
    if (services.clock.now().getTime() - at.getTime() > longestRequestMs)
      return show(page(applyId.send.late, 422))
    const formToken =
      applicant && services.tokens.read(applicant.session.mark, `lamaran.kirim:${id}`, body.token)
    if (applicant === undefined || formToken === undefined)
      return show((found) =>
        found.view.application.state === 'draft'
          ? page(applyId.page.oldForm, 422)(found)
          : c.redirect(afterDraft(found.view), 303),
      )
    if (!acknowledged.conditions || !acknowledged.truth) return show(page(undefined, 422, acknowledged))
    const outcome = await submitApplication(
      services,
      applicant,
      id,
      { formToken, version: Number(body.versi) },
      at,
    )
    if (!outcome.ok) {
      const { refusal } = outcome
      if (refusal.code === 'incomplete') return show(page(applyId.send.incomplete, 422))
      if (refusal.code === 'changed') return show(page(applyId.send.changed, 409))
      return show(({ view }) => guard.refuse(c, refusal, view.application.selection))
    }
    await services.record.awaitEffective(outcome.value.entryId)
    return c.redirect(`/lamaran/${id}/tanda-terima`, 303)
  })

  app.get(`/lamaran/:id{${idPattern}}/tarik`, async (c) => {
    const found = await guard.own(c)
    if (found instanceof Response) return found
    const { applicant, view } = found
    if (view.application.state !== 'submitted')
      return guard.refuse(c, { code: 'nothingToWithdraw' }, view.application.selection)
    if (!proved(applicant)) return c.redirect(proveFirst(c), 303)
    return c.html(withdrawPage(c, applicant, view))
  })

  app.post(`/lamaran/:id{${idPattern}}/tarik`, async (c) => {
    const found = await guard.own(c)
    if (found instanceof Response) return found
    const { applicant, view } = found
    const body = await c.req.parseBody()
    const formToken = services.tokens.read(
      applicant.session.mark,
      `lamaran.tarik:${view.application.id}`,
      body.token,
    )
    if (formToken === undefined) return c.redirect(c.req.path, 303)
    if (!proved(applicant)) return c.redirect(proveFirst(c), 303)
    if (body.mengerti === undefined)
      return c.html(withdrawPage(c, applicant, view, applyId.withdraw.confirmMissing), 422)
    const outcome = await withdrawApplication(
      services,
      applicant,
      view.application.id,
      { formToken },
      c.get('arrivedAt'),
    )
    if (!outcome.ok) return guard.refuse(c, outcome.refusal, view.application.selection)
    await services.record.awaitEffective(outcome.value.entryId)
    return c.redirect(`/lamaran/${view.application.id}/tanda-terima`, 303)
  })

  app.post(`/lamaran/:id{${idPattern}}/batal-tarik`, async (c) => {
    const found = await guard.own(c)
    if (found instanceof Response) return found
    const { applicant, view } = found
    const body = await c.req.parseBody()
    const formToken = services.tokens.read(
      applicant.session.mark,
      `lamaran.batal:${view.application.id}`,
      body.token,
    )
    if (formToken === undefined) return c.redirect(`/lamaran/${view.application.id}/tanda-terima`, 303)
    const outcome = await undoWithdrawal(
      services,
      applicant,
      view.application.id,
      { formToken },
      c.get('arrivedAt'),
    )
    if (!outcome.ok) return guard.refuse(c, outcome.refusal, view.application.selection)
    await services.record.awaitEffective(outcome.value.entryId)
    return c.redirect(`/lamaran/${view.application.id}/tanda-terima`, 303)
  })

  // Confirmed twice (states.md 2.3, a7): on the page, and by the password where it was typed too long ago.
  const proved = (applicant: Applicant) => isFresh(applicant.session, services.clock.now(), proofMinutes)
  const proveFirst = (c: AppContext) => `/masuk?ulang=1&kembali=${encodeURIComponent(c.req.path)}`

  function withdrawPage(c: AppContext, applicant: Applicant, view: ApplicationView, error?: string) {
    const w = applyId.withdraw
    const undoable = c.get('arrivedAt') < view.round.closesAt
    return (
      <ConfirmPage
        services={services}
        path={c.req.path}
        title={w.title}
        lead={undoable ? w.undoable(writing(services).deadline(view.round.closesAt)) : w.final}
        token={guard.tokenFor(applicant, view, 'tarik')}
        action={w.action}
        variant="no"
        check={{ label: w.confirm, error }}
        back={`/lamaran/${view.application.id}/tanda-terima`}
      />
    )
  }

  return app
}

/** Where an application that is no draft any more is shown. */
export function afterDraft(view: ApplicationView): string {
  return view.application.state === 'lapsed' || view.application.state === 'cancelled'
    ? '/lamaran'
    : `/lamaran/${view.application.id}/tanda-terima`
}
