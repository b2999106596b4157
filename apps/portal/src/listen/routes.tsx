// Addresses of the public questions: list, one question, its clock, the bytes of an answer, moderation log, feed. The
// same for everybody, rendered once per change.
import { Hono, type Context } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { AppEnv } from '../accounts/session.ts'
import type { PageContext } from '../publish/public-page.tsx'
import { formationOf, newestCheckpoint } from '../publish/queries.ts'
import { readable } from '../publish/vacancy-search.ts'
import type { Services } from '../services/services.ts'
import { answerText } from './answer.ts'
import { calculation } from './deadline.ts'
import { questionFeed } from './feed.ts'
import { ModerationPage, QuestionsPage } from './pages.tsx'
import { DeadlinePage, QuestionPage } from './question-page.tsx'
import { listQuestions, readQuestionQuery } from './question-list.ts'
import {
  moderationLog,
  publicQuestion,
  publicQuestions,
  waitingForModeration,
  type PublicQuestion,
} from './queries.ts'

const idPattern = '[1-9][0-9]{0,14}'

export function listenRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const { db } = services

  const kept = async (c: Context<AppEnv>, type: string, make: () => Promise<string | undefined>) => {
    const madeIn = services.pages.generation()
    const text = await make()
    if (text === undefined) return c.notFound()
    return services.pages.keep(c, text, type, madeIn)
  }
  const page =
    (render: (c: Context<AppEnv>, context: PageContext) => Promise<HtmlEscapedString | undefined>) =>
    (c: Context<AppEnv>) =>
      kept(c, 'text/html; charset=utf-8', async () => {
        const checkpoint = await services.pages.shared('newest checkpoint', () => newestCheckpoint(db))
        return (await render(c, { services, lang: c.get('lang'), checkpoint }))?.toString()
      })

  async function vacancyOf(question: PublicQuestion) {
    if (question.formationId === null) return undefined
    const formation = await formationOf(db, question.selection, question.formationId)
    return formation === undefined
      ? undefined
      : { title: readable(formation.data.positionTitle), slug: formation.data.slug }
  }

  app.get(
    '/tanya-jawab',
    page(async (c, context) => {
      const now = services.clock.now()
      const query = readQuestionQuery(new URL(c.req.url).searchParams)
      const [questions, inModeration] = await Promise.all([publicQuestions(db), waitingForModeration(db)])
      const about =
        query.formation === '' ? undefined : questions.find((one) => one.formationId === query.formation)
      const vacancy = about === undefined ? undefined : await vacancyOf(about)
      return (
        <QuestionsPage
          context={context}
          query={query}
          list={listQuestions(questions, query, now)}
          questions={questions}
          vacancy={query.formation === '' ? undefined : (vacancy?.title ?? query.formation)}
          inModeration={inModeration}
          now={now}
        />
      )
    }),
  )
  app.get(
    '/tanya-jawab/moderasi',
    page(async (_c, context) => (
      <ModerationPage context={context} lines={await moderationLog(db, services.clock.now())} />
    )),
  )
  app.get(
    `/tanya-jawab/:id{${idPattern}}`,
    page(async (c, context) => {
      const question = await publicQuestion(db, Number(c.req.param('id')))
      if (question === undefined) return undefined
      return (
        <QuestionPage
          context={context}
          question={question}
          vacancy={await vacancyOf(question)}
          now={services.clock.now()}
        />
      )
    }),
  )
  app.get(
    `/tanya-jawab/:id{${idPattern}}/tenggat`,
    page(async (c, context) => {
      const question = await publicQuestion(db, Number(c.req.param('id')))
      if (question === undefined || question.status === 'hidden') return undefined
      return (
        <DeadlinePage
          context={context}
          question={question}
          calculation={calculation(services, question.arrivedAt)}
        />
      )
    }),
  )
  // The bytes whose SHA-256 stands in the entry.
  app.get(`/tanya-jawab/:id{${idPattern}}/jawaban/:file{[0-9]{1,4}\\.json}`, (c) =>
    kept(c, 'application/json; charset=utf-8', async () => {
      const question = await publicQuestion(db, Number(c.req.param('id')))
      const version = Number.parseInt(c.req.param('file') ?? '', 10)
      const answer = question?.answers.find((one) => one.version === version)
      if (question === undefined || answer === undefined) return undefined
      const { kind, body, citations, promised } = answer
      return answerText(
        { question: question.id, kind, body, citations, ...(promised === null ? {} : { promised }) },
        version,
      )
    }),
  )
  app.get('/umpan/tanya-jawab.atom', (c) =>
    kept(c, 'application/atom+xml; charset=utf-8', async () =>
      questionFeed(services, await publicQuestions(db), services.clock.now()),
    ),
  )
  return app
}
