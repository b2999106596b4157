// Addresses of applying: /lamaran/baru and the steps below /lamaran/<id>. Parse, ask who it is, call, render or send on.
import { readable } from '../publish/vacancy-search.ts'
import { Hono } from 'hono'
import { applicantOf, type Applicant } from '../accounts/policy.ts'
import { withSession, type AppContext, type AppEnv } from '../accounts/session.ts'
import type { Services } from '../services/services.ts'
import { formationOf } from '../publish/queries.ts'
import { applyId } from '../words/apply.id.ts'
import { discardDraft, saveDraft, startApplication } from './actions.ts'
import type { ApplyRefusal } from './admission.ts'
import { afterDraft, sendRoutes, type Guard } from './send-routes.tsx'
import { ofStep, readForm, type FormStep } from './application-form.ts'
import { applyForm } from './forms.ts'
import { ConfirmPage, FormPage, RefusalPage, StartPage } from './pages.tsx'
import { refusalView } from './present.ts'
import { ownApplication, roundOfFormation, type ApplicationView } from './queries.ts'
import { documentRoutes } from './document-routes.tsx'
import { receiptRoutes } from './receipt-routes.tsx'

const idPattern = '[0-9a-f-]{36}'

export function applyRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.use('/lamaran/*', withSession(services))
  app.use('/berkas/*', withSession(services))

  app.get('/lamaran/baru', async (c) => {
    const applicant = applicantOf(c)
    if (applicant === undefined) return signIn(c)
    const round = await roundOfFormation(services.db, c.req.query('formasi') ?? '', c.req.query('seleksi'))
    if (round === undefined)
      return c.html(
        <RefusalPage
          services={services}
          title={applyId.start.unknownTitle}
          path="/lamaran/baru"
          refusal={{ status: 404, text: applyId.start.unknown }}
        />,
        404,
      )
    const at = c.get('arrivedAt')
    if (at < round.opensAt || at >= round.closesAt)
      return refuse(
        c,
        { code: at < round.opensAt ? 'windowNotOpen' : 'windowClosed', round },
        round.selection.id,
      )
    return c.html(
      <StartPage
        services={services}
        round={round}
        token={services.tokens.issue(applicant.session.mark, `lamaran.baru:${round.formation.formationId}`)}
      />,
    )
  })

  app.post('/lamaran/baru', async (c) => {
    const applicant = applicantOf(c)
    if (applicant === undefined) return signIn(c)
    const round = await roundOfFormation(services.db, c.req.query('formasi') ?? '', c.req.query('seleksi'))
    if (round === undefined) return c.notFound()
    const body = await c.req.parseBody()
    const token = services.tokens.read(
      applicant.session.mark,
      `lamaran.baru:${round.formation.formationId}`,
      body.token,
    )
    if (token === undefined)
      return c.html(
        <StartPage
          services={services}
          round={round}
          token={services.tokens.issue(applicant.session.mark, `lamaran.baru:${round.formation.formationId}`)}
        />,
        422,
      )
    const outcome = await startApplication(services, applicant, round, c.get('arrivedAt'))
    return outcome.ok
      ? c.redirect(`/lamaran/${outcome.value.id}/diri`, 303)
      : refuse(c, outcome.refusal, round.selection.id)
  })

  for (const step of ['diri', 'pendidikan'] as const) {
    app.get(`/lamaran/:id{${idPattern}}/${step}`, async (c) => {
      const found = await own(c)
      if (found instanceof Response) return found
      const { applicant, view } = found
      if (view.application.state !== 'draft') return c.redirect(afterDraft(view), 303)
      // Problems are shown where something was typed; an untouched step starts without them.
      const touched = inputsTouched(view, step)
      return c.html(
        <FormPage
          services={services}
          view={view}
          step={step}
          typed={view.application.typed}
          problems={touched ? problemsOf(view, step) : []}
          token={tokenFor(applicant, view, 'isi')}
        />,
      )
    })
    app.post(`/lamaran/:id{${idPattern}}/${step}`, async (c) => {
      const found = await own(c)
      if (found instanceof Response) return found
      const { applicant, view } = found
      const input = applyForm(step).safeParse(await c.req.parseBody())
      if (!input.success) return c.text('400', 400)
      const { token, versi, typed } = input.data
      const shown = {
        ...view,
        application: { ...view.application, typed: { ...view.application.typed, ...typed } },
      }
      const again = (notice: string, status: 409 | 422) =>
        c.html(
          <FormPage
            services={services}
            view={shown}
            step={step}
            typed={shown.application.typed}
            problems={[]}
            token={tokenFor(applicant, view, 'isi')}
            notice={notice}
          />,
          status,
        )
      if (
        services.tokens.read(applicant.session.mark, `lamaran.isi:${view.application.id}`, token) ===
        undefined
      )
        return again(applyId.page.oldForm, 422)
      const saved = await saveDraft(
        services,
        applicant,
        view.application.id,
        { typed, version: versi },
        c.get('arrivedAt'),
      )
      if (!saved.ok)
        return saved.refusal.code === 'changed'
          ? again(applyId.page.changedElsewhere, 409)
          : refuse(c, saved.refusal, view.application.selection)
      const now = {
        ...view,
        application: { ...view.application, typed: saved.value.typed, version: saved.value.version },
      }
      const problems = problemsOf(now, step)
      if (problems.length > 0) {
        return c.html(
          <FormPage
            services={services}
            view={now}
            step={step}
            typed={now.application.typed}
            problems={problems}
            token={tokenFor(applicant, view, 'isi')}
          />,
          422,
        )
      }
      return c.redirect(`/lamaran/${view.application.id}/${step === 'diri' ? 'pendidikan' : 'berkas'}`, 303)
    })
  }

  app.post(`/lamaran/:id{${idPattern}}/simpan`, async (c) => {
    const applicant = applicantOf(c)
    if (applicant === undefined) return c.json({ code: 'signedOut' }, 401)
    const step: FormStep = c.req.query('langkah') === 'pendidikan' ? 'pendidikan' : 'diri'
    const id = c.req.param('id')
    const input = applyForm(step).safeParse(await c.req.parseBody())
    if (
      !input.success ||
      services.tokens.read(applicant.session.mark, `lamaran.isi:${id}`, input.data.token) === undefined
    )
      return c.json({ code: 'oldForm' }, 422)
    const saved = await saveDraft(
      services,
      applicant,
      id,
      { typed: input.data.typed, version: input.data.versi },
      c.get('arrivedAt'),
    )
    return saved.ok ? c.json({ version: saved.value.version }) : c.json({ code: saved.refusal.code }, 409)
  })

  app.get(`/lamaran/:id{${idPattern}}/hapus`, async (c) => {
    const found = await own(c)
    if (found instanceof Response) return found
    const { applicant, view } = found
    if (view.application.state !== 'draft') return c.redirect(afterDraft(view), 303)
    const w = applyId.page
    return c.html(
      <ConfirmPage
        services={services}
        path={c.req.path}
        title={w.discardTitle}
        lead={w.discardLead}
        token={tokenFor(applicant, view, 'hapus')}
        action={w.discardConfirm}
        variant="no"
        back={`/lamaran/${view.application.id}/diri`}
      />,
    )
  })

  app.post(`/lamaran/:id{${idPattern}}/hapus`, async (c) => {
    const found = await own(c)
    if (found instanceof Response) return c.redirect('/lamaran', 303)
    const { applicant, view } = found
    const body = await c.req.parseBody()
    if (
      services.tokens.read(applicant.session.mark, `lamaran.hapus:${view.application.id}`, body.token) ===
      undefined
    )
      return c.redirect(c.req.path, 303)
    const outcome = await discardDraft(services, applicant, view.application.id, c.get('arrivedAt'))
    return outcome.ok ? c.redirect('/lamaran', 303) : refuse(c, outcome.refusal, view.application.selection)
  })

  const guard: Guard = { own, refuse, tokenFor }
  app.route('/', sendRoutes(services, guard))
  app.route('/', documentRoutes(services, own))
  app.route('/', receiptRoutes(services, own))

  /** The applicant and their application, or the answer for everybody else. */
  async function own(c: AppContext): Promise<{ applicant: Applicant; view: ApplicationView } | Response> {
    const applicant = applicantOf(c)
    if (applicant === undefined) return signIn(c)
    const view = await ownApplication(services, applicant, c.req.param('id') ?? '')
    if (view === undefined)
      return c.html(
        <RefusalPage
          services={services}
          title={applyId.notFoundTitle}
          path="/lamaran"
          refusal={{ status: 404, text: applyId.notFound }}
        />,
        404,
      )
    return { applicant, view }
  }

  async function refuse(c: AppContext, refusal: ApplyRefusal, selection: string): Promise<Response> {
    const other =
      refusal.code === 'otherApplication'
        ? await formationOf(services.db, selection, refusal.formationId)
        : undefined
    const shown = refusalView(services, refusal, c.get('arrivedAt'), (id) =>
      other === undefined ? id : readable(other.data.positionTitle),
    )
    return c.html(
      <RefusalPage services={services} title={applyId.title} path="/lamaran" refusal={shown} />,
      shown.status,
    )
  }

  function tokenFor(applicant: Applicant, view: ApplicationView, form: string): string {
    return services.tokens.issue(applicant.session.mark, `lamaran.${form}:${view.application.id}`)
  }

  return app
}

function signIn(c: AppContext): Response {
  const back =
    c.req.method === 'GET' ? `?kembali=${encodeURIComponent(c.req.path + new URL(c.req.url).search)}` : ''
  return c.redirect(`/masuk${back}`, 303)
}

function problemsOf(view: ApplicationView, step: FormStep) {
  return ofStep(
    readForm(view.application.typed, {
      gpaMaxX100: view.round.ruleSet.eligibility.gpaScaleMax.value,
      today: view.today,
    }).problems,
    step,
  )
}

function inputsTouched(view: ApplicationView, step: FormStep): boolean {
  return step === 'diri'
    ? view.application.version > 1 && (view.application.typed.name ?? '') !== ''
    : (view.application.typed.level ?? '') !== ''
}
