// /lamaran/<id>/sanggah for the applicant, /petugas/sanggah for the panel. The moment that counts is the arrival.
import { Hono } from 'hono'
import { holds, staffMember } from '../accounts/officer-session.ts'
import { applicantOf, officerOf, type Applicant, type Officer } from '../accounts/policy.ts'
import { withSession, type AppContext, type AppEnv } from '../accounts/session.ts'
import { writing } from '../apply/present.ts'
import { applyRound, ownApplication, type ApplicationView } from '../apply/queries.ts'
import { preparedRounds } from '../publish/round-draft.ts'
import { decisionOf } from '../screen/queries.ts'
import { scoped } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { objectId as w } from '../words/object.id.ts'
import { REFUSAL_STATUS, refusalText } from '../words/refusal.ts'
import {
  adverseDecision,
  draftOf,
  fileObjection,
  keepDraft,
  ownObjection,
  type FieldProblem,
  type ObjectRefusal,
} from './actions.ts'
import { ObjectionForm, ObjectionRefusal, ObjectionState, PanelHome, PanelPage } from './pages.tsx'
import { answerObjection, nextObjection } from './panel-actions.ts'
import { formValues } from './forms.ts'
import { answerOf, objectionWindowOf, panelCounts, panelFile } from './queries.ts'

const own = '/lamaran/:id{[0-9a-f]{8}-[0-9a-f-]{27}}/sanggah'
const uuid = '[0-9a-f]{8}-[0-9a-f-]{27}'

export function objectRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const { db } = services
  for (const path of [own, '/petugas/sanggah', '/petugas/sanggah/*']) app.use(path, withSession(services))

  app.get(own, async (c) => {
    const found = await ownView(c)
    return found instanceof Response
      ? found
      : show(c, found.applicant, found.view, { saved: c.req.query('konsep') !== undefined })
  })

  app.post(own, async (c) => {
    const found = await ownView(c)
    if (found instanceof Response) return found
    const { applicant, view } = found
    const form = formValues(await c.req.parseBody())
    const typed = typedOf(form, /^(teks|rujuk)\.[a-z_]{1,40}$|^paham$/)
    const formToken = services.tokens.read(
      applicant.session.mark,
      `sanggah:${view.application.id}`,
      form['token'],
    )
    if (formToken === undefined) return show(c, applicant, view, { typed, refusal: w.problem.stale }, 422)
    if (form['langkah'] === 'simpan') {
      if ((await adverseDecision(services, applicant, view)) === undefined)
        return refuse(c, applicant, view, { code: 'notAdverse' }, typed)
      await keepDraft(services, applicant, view.application.id, typed)
      return c.redirect(`/lamaran/${view.application.id}/sanggah?konsep=1`, 303)
    }
    const filed = await fileObjection(
      services,
      applicant,
      view,
      { typed, sure: typed['paham'] === '1', formToken },
      c.get('arrivedAt'),
    )
    if (!filed.ok) return refuse(c, applicant, view, filed.refusal, typed)
    await services.record.awaitEffective(filed.entryId, 3_000)
    return c.redirect(`/lamaran/${view.application.id}/sanggah`, 303)
  })

  async function ownView(c: AppContext): Promise<{ applicant: Applicant; view: ApplicationView } | Response> {
    const applicant = applicantOf(c)
    if (applicant === undefined)
      return c.redirect(
        c.req.method === 'GET' ? `/masuk?kembali=${encodeURIComponent(c.req.path)}` : '/masuk',
        303,
      )
    const view = await ownApplication(services, applicant, c.req.param('id') ?? '')
    return view === undefined ? c.notFound() : { applicant, view }
  }

  async function show(
    c: AppContext,
    applicant: Applicant,
    view: ApplicationView,
    more: {
      typed?: Record<string, string>
      problems?: readonly FieldProblem[]
      refusal?: string
      saved?: boolean
    },
    status: 200 | 409 | 422 = 200,
  ): Promise<Response> {
    const f = writing(services)
    const { window, scheduled, answerDueAt } = await objectionWindowOf(services, view.application.selection)
    const objection = await ownObjection(services, applicant, view.application.id)
    if (objection !== undefined) {
      const [answer, decision] = await scoped(
        db,
        { person: applicant.personId },
        async (trx) =>
          [
            await answerOf(trx, services, objection.id),
            await decisionOf(trx, services, applicant.personId, view.application.id),
          ] as const,
      )
      const label = (reason: string) => decision?.reasons.find((one) => one.id === reason)?.label ?? reason
      if (status === 200)
        return c.html(
          <ObjectionState
            services={services}
            view={view}
            objection={objection}
            answer={answer}
            dueAt={answerDueAt}
            label={label}
            now={services.clock.now()}
          />,
        )
      return c.html(
        <ObjectionRefusal services={services} path={c.req.path} text={more.refusal ?? ''} />,
        status,
      )
    }
    const decision = await adverseDecision(services, applicant, view)
    if (decision === undefined)
      return c.html(
        <ObjectionRefusal services={services} path={c.req.path} text={refusalText('id', 'notAdverse', {})} />,
        403,
      )
    const now = c.get('arrivedAt').getTime()
    if (window !== undefined && now >= window.closesAt && status === 200)
      return refuse(c, applicant, view, { code: 'objectionClosed' }, {})
    const draft =
      more.typed ??
      (await scoped(db, { person: applicant.personId }, (trx) =>
        draftOf(trx, services, applicant.personId, view.application.id),
      ))
    const open = window !== undefined && now >= window.opensAt && now < window.closesAt
    return c.html(
      <ObjectionForm
        services={services}
        view={view}
        decision={decision}
        token={services.tokens.issue(applicant.session.mark, `sanggah:${view.application.id}`)}
        typed={draft}
        open={open}
        window={
          open
            ? w.window(f.deadlineLeft(window.closesAt, now))
            : w.opens(scheduled === undefined ? '' : f.dateTime(scheduled.opensAt))
        }
        problems={more.problems}
        refusal={more.refusal}
        saved={more.saved}
      />,
      status,
    )
  }

  async function refuse(
    c: AppContext,
    applicant: Applicant,
    view: ApplicationView,
    refusal: ObjectRefusal,
    typed: Record<string, string>,
  ): Promise<Response> {
    const f = writing(services)
    const { scheduled, answerDueAt } = await objectionWindowOf(services, view.application.selection)
    const closes = scheduled?.closesAt ?? c.get('arrivedAt')
    switch (refusal.code) {
      case 'incomplete':
        return show(c, applicant, view, { typed, problems: refusal.problems }, 422)
      case 'notAdverse':
        return c.html(
          <ObjectionRefusal
            services={services}
            path={c.req.path}
            text={refusalText('id', 'notAdverse', {})}
          />,
          REFUSAL_STATUS.notAdverse,
        )
      case 'objectionTwice': {
        const before = await ownObjection(services, applicant, view.application.id)
        return c.html(
          <ObjectionRefusal
            services={services}
            path={c.req.path}
            text={refusalText('id', 'objectionTwice', {
              tiba: f.dateTime(before?.arrivedAt ?? c.get('arrivedAt')),
            })}
          />,
          REFUSAL_STATUS.objectionTwice,
        )
      }
      case 'objectionNotOpen':
        // Nothing typed is lost: it waits as a draft until the window opens.
        await keepDraft(services, applicant, view.application.id, typed)
        return show(
          c,
          applicant,
          view,
          {
            typed,
            refusal: refusalText('id', 'objectionNotOpen', {
              buka: f.dateTime(scheduled?.opensAt ?? closes),
            }),
          },
          REFUSAL_STATUS.objectionNotOpen,
        )
      case 'objectionClosed': {
        if (Object.keys(typed).length > 0) await keepDraft(services, applicant, view.application.id, typed)
        const text = refusalText('id', 'objectionClosed', {
          tutup: f.deadline(closes),
          batasKlarifikasi: f.deadline(answerDueAt ?? closes),
        })
        return c.html(
          <ObjectionRefusal services={services} path={c.req.path} text={text} />,
          REFUSAL_STATUS.objectionClosed,
        )
      }
    }
  }

  // ---------------------------------------------------------------- panel
  app.get('/petugas/sanggah', (c) => home(c, {}))

  app.post('/petugas/sanggah/berikutnya', async (c) => {
    const form = formValues(await c.req.parseBody())
    const session = c.get('session')
    if (session?.kind !== 'officer') return signIn(c)
    if (services.tokens.read(session.mark, 'sanggah.berikutnya', form['token']) === undefined)
      return home(c, { refusal: w.problem.stale }, 422)
    const officer = await member(c, form['seleksi'] ?? '')
    if (officer === undefined) return home(c, {}, 403)
    const next = await nextObjection(services, officer)
    return c.redirect(next === undefined ? '/petugas/sanggah?kosong=1' : `/petugas/sanggah/${next}`, 303)
  })

  app.get(`/petugas/sanggah/:id{${uuid}}`, async (c) => panelPage(c, {}))

  app.post(`/petugas/sanggah/:id{${uuid}}`, async (c) => {
    const id = c.req.param('id')
    const officer = await memberOf(c)
    if (officer instanceof Response) return officer
    const form = formValues(await c.req.parseBody())
    const typed = typedOf(form, /^(putus|jawaban)\.[a-z_]{1,40}$/)
    const formToken = services.tokens.read(officer.session.mark, `panel:${id}`, form['token'])
    if (formToken === undefined) return panelPage(c, { typed, refusal: w.problem.stale }, 422)
    const answered = await answerObjection(services, officer, id, { typed, formToken })
    if (!answered.ok) {
      const { refusal } = answered
      if (refusal.code === 'incomplete') return panelPage(c, { typed, problems: refusal.problems }, 422)
      const text =
        refusal.code === 'reader'
          ? w.panel.refusal.reader
          : refusal.code === 'notAssigned'
            ? w.panel.refusal.notAssigned
            : refusal.code === 'samePerson'
              ? refusalText('id', 'samePerson', {})
              : refusalText('id', 'changedMeanwhile', {})
      return home(c, { refusal: text }, refusal.code === 'alreadyDecided' ? 409 : 403)
    }
    if (answered.value !== undefined) await services.record.awaitEffective(answered.value, 3_000)
    const row = await db.selectFrom('act.objection').select('number').where('id', '=', id).executeTakeFirst()
    return c.redirect(
      `/petugas/sanggah?${answered.value === undefined ? 'tersimpan' : 'diputus'}=${row?.number ?? 0}`,
      303,
    )
  })

  async function member(c: AppContext, selection: string): Promise<Officer | undefined> {
    const officer = await officerOf(db, c, selection)
    return officer?.roles.some((held) => held.role === 'panelsanggah' || held.role === 'ketua') === true
      ? officer
      : undefined
  }

  async function memberOf(c: AppContext): Promise<Officer | Response> {
    if (c.get('session')?.kind !== 'officer') return signIn(c)
    const row = await db
      .selectFrom('act.objection')
      .select('selection_id')
      .where('id', '=', c.req.param('id') ?? '')
      .executeTakeFirst()
    const officer = row === undefined ? undefined : await member(c, row.selection_id)
    return officer ?? home(c, { refusal: w.panel.refusal.unknown }, 403)
  }

  async function panelPage(
    c: AppContext,
    more: { typed?: Record<string, string>; problems?: readonly FieldProblem[]; refusal?: string },
    status: 200 | 422 = 200,
  ) {
    const officer = await memberOf(c)
    if (officer instanceof Response) return officer
    const id = c.req.param('id') ?? ''
    const file = await panelFile(services, officer, id)
    const round =
      file === undefined ? undefined : await applyRound(db, officer.selection, file.application.formationId)
    if (file === undefined || round === undefined) return home(c, { refusal: w.panel.refusal.unknown }, 403)
    return c.html(
      <PanelPage
        services={services}
        file={file}
        slots={round.slots}
        token={services.tokens.issue(officer.session.mark, `panel:${id}`)}
        typed={more.typed ?? {}}
        problems={more.problems}
        refusal={more.refusal}
      />,
      status,
    )
  }

  async function home(c: AppContext, more: { refusal?: string }, status: 200 | 403 | 409 | 422 = 200) {
    const person = await staffMember(db, c)
    if (person === undefined) return signIn(c)
    const f = writing(services)
    const rounds = (await preparedRounds(db)).filter((round) =>
      holds(person, round.id, 'panelsanggah', 'ketua'),
    )
    const desks = await Promise.all(
      rounds.map(async (round) => {
        const counts = await panelCounts(db, round.id, person.personId)
        const { answerDueAt } = await objectionWindowOf(services, round.id)
        return {
          selection: round.id,
          title: round.title,
          ...counts,
          due: answerDueAt === undefined ? undefined : f.deadline(answerDueAt),
          token: services.tokens.issue(person.session.mark, 'sanggah.berikutnya'),
        }
      }),
    )
    const number = (name: string) => /^\d{1,9}$/.exec(c.req.query(name) ?? '')?.[0]
    const [saved, decided] = [number('tersimpan'), number('diputus')]
    const said =
      saved !== undefined
        ? w.panel.saved(saved)
        : decided !== undefined
          ? w.panel.decided(decided)
          : undefined
    return c.html(
      <PanelHome
        services={services}
        desks={desks}
        said={said}
        empty={c.req.query('kosong') !== undefined}
        refusal={more.refusal}
      />,
      status,
    )
  }

  return app
}

function typedOf(form: Readonly<Record<string, string | undefined>>, names: RegExp): Record<string, string> {
  return Object.fromEntries(
    Object.entries(form).filter(
      (pair): pair is [string, string] => pair[1] !== undefined && names.test(pair[0]),
    ),
  )
}

function signIn(c: AppContext): Response {
  return c.redirect('/petugas/masuk?kembali=/petugas/sanggah', 303)
}
