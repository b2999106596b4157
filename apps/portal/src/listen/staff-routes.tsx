// /petugas/tanya: the desk of the question officer. What an officer may do is asked anew at each act.
import { Hono } from 'hono'
import { readForm } from '../accounts/read-form.ts'
import { holds, staffMember, type StaffMember } from '../accounts/officer-session.ts'
import { withSession, type AppContext, type AppEnv } from '../accounts/session.ts'
import type { Services } from '../services/services.ts'
import type { FormError } from '../ui/fields.tsx'
import { askId } from '../words/ask.id.ts'
import { answer, type AnswerDraft } from './answer.ts'
import { chosen, sourcesOf } from './citations.ts'
import { answerForm, moderationForm, type AnswerForm } from './forms.ts'
import { moderate, publishQuestion } from './moderation.ts'
import { answerKindOf, moderationCodeOf } from './policy.ts'
import { DeskPage, DeskQuestionPage } from './staff-pages.tsx'
import { deskAnswers, deskQuestion, deskQuestions, type DeskQuestion } from './staff-queries.ts'

const w = askId.desk
const idPattern = '[1-9][0-9]{0,14}'
const emptyAnswer: AnswerForm = answerForm.parse({ jenis: 'penjelasan' })
const done: Readonly<Record<string, string>> = { '1': w.done1, usulan: w.proposed }

export function listenStaffRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const { db } = services
  app.use('/petugas/tanya', withSession(services))
  app.use('/petugas/tanya/*', withSession(services))

  const signIn = (c: AppContext) =>
    c.redirect(`/petugas/masuk?kembali=${encodeURIComponent(c.req.path)}`, 303)

  app.get('/petugas/tanya', async (c) => {
    const member = await staffMember(db, c)
    if (member === undefined) return signIn(c)
    const rounds = member.roles
      .filter((held) => held.role === 'petugastanya' || held.role === 'sekretaris')
      .map((held) => held.selection)
    if (rounds.length === 0) return c.redirect('/petugas', 303)
    return c.html(
      <DeskPage services={services} questions={await deskQuestions(db, rounds)} now={services.clock.now()} />,
    )
  })

  /** The officer and the question, or the answer for everybody else. */
  async function at(c: AppContext): Promise<{ member: StaffMember; question: DeskQuestion } | Response> {
    const member = await staffMember(db, c)
    if (member === undefined) return signIn(c)
    const question = await deskQuestion(db, Number(c.req.param('id')))
    if (question === undefined || !holds(member, question.selection, 'petugastanya', 'sekretaris'))
      return c.notFound()
    return { member, question }
  }
  const formName = (question: DeskQuestion) => `tanya:${question.id}`

  async function show(
    c: AppContext,
    found: { member: StaffMember; question: DeskQuestion },
    more: { form?: AnswerForm; errors?: readonly FormError[] } = {},
    status: 200 | 403 | 409 | 422 = 200,
  ) {
    const { member, question } = found
    return c.html(
      <DeskQuestionPage
        services={services}
        question={question}
        answers={await deskAnswers(db, question.id)}
        sources={await sourcesOf(services, question.selection)}
        token={services.tokens.issue(member.session.mark, formName(question))}
        form={more.form ?? emptyAnswer}
        errors={more.errors ?? []}
        done={done[c.req.query('selesai') ?? '']}
        now={services.clock.now()}
      />,
      status,
    )
  }
  const expired: FormError = { field: '#isi', text: w.problems.form }

  app.get(`/petugas/tanya/:id{${idPattern}}`, async (c) => {
    const found = await at(c)
    return found instanceof Response ? found : show(c, found)
  })

  app.post(`/petugas/tanya/:id{${idPattern}}/:what{terbit|tolak|sembunyi}`, async (c) => {
    const found = await at(c)
    if (found instanceof Response) return found
    const { member, question } = found
    const form = await readForm(c, moderationForm)
    if (services.tokens.read(member.session.mark, formName(question), form.token) === undefined)
      return show(c, found, { errors: [expired] }, 422)
    const what = c.req.param('what') as 'terbit' | 'tolak' | 'sembunyi'
    const code = moderationCodeOf(form.kode)
    if (what !== 'terbit' && code === undefined)
      return show(c, found, { errors: [{ field: 'kode', text: w.codeMissing }] }, 422)
    const outcome =
      what === 'terbit'
        ? await publishQuestion(services, member.personId, question.selection, question.id)
        : await moderate(services, member.personId, {
            selection: question.selection,
            question: question.id,
            action: what,
            code: code!,
          })
    if (!outcome.ok) {
      const fresh = (await deskQuestion(db, question.id)) ?? question
      return show(
        c,
        { member, question: fresh },
        { errors: [{ field: '#isi', text: w.problems[outcome.refusal] }] },
        outcome.refusal === 'notAllowed' ? 403 : 409,
      )
    }
    if (outcome.entry !== undefined) await services.record.awaitEffective(outcome.entry)
    return c.redirect(`/petugas/tanya/${question.id}?selesai=1`, 303)
  })

  app.post(`/petugas/tanya/:id{${idPattern}}/jawab`, async (c) => {
    const found = await at(c)
    if (found instanceof Response) return found
    const { member, question } = found
    const form = await readForm(c, answerForm)
    const refuse = (errors: readonly FormError[], status: 403 | 409 | 422 = 422) =>
      show(c, found, { form, errors }, status)
    if (services.tokens.read(member.session.mark, formName(question), form.token) === undefined)
      return refuse([expired])
    const citations = chosen(await sourcesOf(services, question.selection), [
      form.dasar1,
      form.dasar2,
      form.dasar3,
    ])
    if (citations === undefined) return refuse([{ field: 'dasar1', text: w.problems.sourceGone }])
    const kind = answerKindOf(form.jenis) ?? 'penjelasan'
    const draft: AnswerDraft = {
      question: question.id,
      kind,
      body: form.jawaban,
      citations,
      ...(kind === 'belum_dapat_dijawab' && form.janji !== '' ? { promised: form.janji } : {}),
    }
    const outcome = await answer(services, member.personId, draft, form.menyangkut !== '')
    switch (outcome.kind) {
      case 'done':
        await services.record.awaitEffective(outcome.entry)
        return c.redirect(`/petugas/tanya/${question.id}?selesai=1`, 303)
      case 'proposed':
        return c.redirect(`/petugas/tanya/${question.id}?selesai=usulan`, 303)
      case 'problem': {
        const field = {
          empty: 'jawaban',
          long: 'jawaban',
          noCitation: 'dasar1',
          noPromise: 'janji',
          promiseTooLate: 'janji',
          notOpen: '#isi',
        }
        return refuse([{ field: field[outcome.problem], text: w.problems[outcome.problem] }])
      }
      case 'refused':
        return refuse(
          [
            {
              field: '#isi',
              text:
                outcome.refusal === 'alreadyOpen'
                  ? w.problems.alreadyOpen
                  : outcome.refusal === 'notAllowed'
                    ? w.problems.notAllowed
                    : w.problems.alreadyDecided,
            },
          ],
          outcome.refusal === 'notAllowed' ? 403 : 409,
        )
    }
  })
  return app
}
