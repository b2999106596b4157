// Addresses of asking. Everything works without scripts: similar questions come as an answer to the first sending, and
// a second press says that this one is different.
import { Hono } from 'hono'
import { buttonForm, readForm } from '../accounts/read-form.ts'
import { applicantOf } from '../accounts/policy.ts'
import { withSession, type AppContext, type AppEnv } from '../accounts/session.ts'
import { formationBySlug, formationOf, openSelections } from '../publish/queries.ts'
import { readable } from '../publish/vacancy-search.ts'
import type { Services } from '../services/services.ts'
import type { FormError } from '../ui/fields.tsx'
import { askId as w } from '../words/ask.id.ts'
import { format } from '../words/format.ts'
import { ask, awaiting, confirm } from './actions.ts'
import { AskPage, ConfirmPage, SentPage, type AskPageProps } from './ask-pages.tsx'
import { askErrors, askForm, emptyAsk, type AskForm } from './forms.ts'
import { topicOf } from './policy.ts'
import { publicQuestions, waits } from './queries.ts'
import { similarTo } from './similarity.ts'

export function askRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const session = withSession(services)
  for (const path of ['/tanya-jawab/baru', '/tanya-jawab/terkirim', '/tanya-jawab/konfirmasi/*'])
    app.use(path, session)
  const { db } = services

  const readerOf = (c: AppContext): AskPageProps['reader'] =>
    applicantOf(c) !== undefined ? 'applicant' : c.get('session')?.kind === 'officer' ? 'officer' : 'guest'
  const markOf = (c: AppContext) => applicantOf(c)?.session.mark ?? 'tamu'

  /** The vacancy a question is about, by its identifier or its address. */
  async function vacancyFor(selections: readonly { id: string }[], wanted: string, selection: string) {
    if (wanted === '') return undefined
    const within = selections.filter((one) => selection === '' || one.id === selection)
    for (const one of within) {
      const found = await formationOf(db, one.id, wanted)
      if (found !== undefined) return found
    }
    return formationBySlug(db, wanted)
  }

  async function show(
    c: AppContext,
    form: AskForm,
    more: Partial<Pick<AskPageProps, 'errors' | 'similar' | 'same'>> = {},
    status: 200 | 409 | 422 | 429 = 200,
  ) {
    const selections = await openSelections(db)
    const formation = await vacancyFor(selections, form.formasi, form.seleksi)
    const selection =
      formation?.selection ??
      (selections.some((one) => one.id === form.seleksi) ? form.seleksi : (selections[0]?.id ?? ''))
    return c.html(
      <AskPage
        services={services}
        reader={readerOf(c)}
        token={services.tokens.issue(markOf(c), 'tanya')}
        form={{ ...form, seleksi: selection, formasi: formation?.formationId ?? '' }}
        selections={selections}
        vacancy={formation === undefined ? undefined : readable(formation.data.positionTitle)}
        errors={more.errors ?? []}
        similar={more.similar ?? []}
        same={more.same}
      />,
      status,
    )
  }

  app.get('/tanya-jawab/baru', (c) =>
    show(c, {
      ...emptyAsk,
      seleksi: (c.req.query('seleksi') ?? '').slice(0, 40),
      formasi: (c.req.query('formasi') ?? c.req.query('lowongan') ?? '').slice(0, 200),
    }),
  )

  app.post('/tanya-jawab/baru', async (c) => {
    const form = await readForm(c, askForm)
    const applicant = applicantOf(c)
    const refuse = (errors: readonly FormError[], status: 409 | 422 | 429 = 422) =>
      show(c, form, { errors }, status)
    const formToken = services.tokens.read(markOf(c), 'tanya', form.token)
    if (formToken === undefined) return refuse([{ field: '#isi', text: w.errors.form }])
    const errors = askErrors(form, applicant === undefined)
    const selections = await openSelections(db)
    const formation = await vacancyFor(selections, form.formasi, form.seleksi)
    const selection = formation?.selection ?? selections.find((one) => one.id === form.seleksi)?.id
    if (selection === undefined) errors.push({ field: 'seleksi', text: w.errors.selection })
    if (errors.length > 0 || selection === undefined) return refuse(errors)
    const title = form.pertanyaan.replace(/\s+/g, ' ').trim()
    const body = form.penjelasan.replace(/\r\n?/g, '\n').trim()
    const formationId = formation?.formationId ?? null

    if (form.berbeda === '') {
      const known = (await publicQuestions(db, selection))
        .filter((one) => one.status !== 'hidden' && one.status !== 'merged')
        .map((one) => ({ ...one, answered: !waits(one) }))
      const similar = similarTo(title, formationId, known)
      if (similar.length > 0) return show(c, form, { similar })
    }
    const outcome = await ask(
      services,
      applicant === undefined ? { email: form.email.trim() } : { person: applicant.personId },
      { selection, formationId, topic: topicOf(form.topik)!, title, body, formToken },
      c.get('arrivedAt'),
    )
    switch (outcome.kind) {
      case 'personalData': {
        // The question is one line of the text that was looked through; the explanation follows it.
        return refuse(
          outcome.found.map(({ kind, line }) => ({
            field: line === 1 ? 'pertanyaan' : 'penjelasan',
            text: w.errors.personal(w.personal[kind], String(line === 1 ? 1 : line - 1)),
          })),
        )
      }
      case 'tooMany':
        return refuse(
          [
            {
              field: '#isi',
              text: w.errors.wait(format('id').dateTime(new Date(outcome.until.getTime() + 59_999))),
            },
          ],
          429,
        )
      case 'sameQuestion':
        return show(c, form, { same: outcome }, 409)
      case 'awaitingConfirmation':
        return c.redirect('/tanya-jawab/terkirim', 303)
      case 'inModeration':
        return c.redirect(`/tanya-jawab/terkirim?batas=${outcome.dueAt.getTime()}`, 303)
    }
  })

  app.get('/tanya-jawab/terkirim', (c) => {
    const at = Number(c.req.query('batas'))
    const due = Number.isSafeInteger(at) && at > 0 && at < 8e15 ? format('id').deadline(at) : undefined
    return c.html(<SentPage services={services} reader={readerOf(c)} due={due} />)
  })

  const confirmPath = '/tanya-jawab/konfirmasi/:key{[A-Za-z0-9_-]{20,64}}'
  app.get(confirmPath, async (c) => {
    const key = c.req.param('key')
    const found = await awaiting(services, key)
    const state =
      found === undefined
        ? ({ kind: 'gone' } as const)
        : found.state === 'inModeration'
          ? ({ kind: 'done', title: found.title, due: format('id').deadline(found.dueAt) } as const)
          : ({
              kind: 'ask',
              title: found.title,
              token: services.tokens.issue('tamu', `tanya.konfirmasi:${key}`),
            } as const)
    return c.html(
      <ConfirmPage services={services} path={c.req.path} state={state} />,
      found === undefined ? 404 : 200,
    )
  })
  app.post(confirmPath, async (c) => {
    const key = c.req.param('key')
    const form = await readForm(c, buttonForm)
    if (services.tokens.read('tamu', `tanya.konfirmasi:${key}`, form.token) === undefined)
      return c.redirect(c.req.path, 303)
    const outcome = await confirm(services, key, c.get('arrivedAt'))
    if (outcome.kind === 'confirmed') return c.redirect(c.req.path, 303)
    return c.html(
      <ConfirmPage
        services={services}
        path={c.req.path}
        state={{ kind: outcome.kind === 'gone' ? 'gone' : 'same' }}
      />,
      outcome.kind === 'gone' ? 404 : 409,
    )
  })
  return app
}
