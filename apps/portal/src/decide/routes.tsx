// /hasil: announced results for everybody, in both languages, kept in memory until the log moves.
import { Hono } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { AppContext, AppEnv } from '../accounts/session.ts'
import type { PageContext } from '../publish/public-page.tsx'
import { newestCheckpoint, scheduleOf } from '../publish/queries.ts'
import type { Services } from '../services/services.ts'
import { pathIn } from '../words/words.ts'
import { ResultFormationPage } from './formation-page.tsx'
import { ResultListPage, ResultStagePage } from './pages.tsx'
import { resultPath } from './present.ts'
import { announcedStages, formationTitles, isResultStage, publishedResult, resultData } from './queries.ts'
import type { ResultView } from './result-frame.tsx'
import { typedCode } from './result-order.ts'

export function resultRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const { db, pages } = services
  const html = 'text/html; charset=utf-8'
  const kept = async (c: AppContext, madeIn: number, page: HtmlEscapedString | Promise<HtmlEscapedString>) =>
    pages.keep(c, (await page).toString(), html, madeIn)
  const contextOf = async (c: AppContext): Promise<PageContext> => ({
    services,
    lang: c.get('lang'),
    checkpoint: await newestCheckpoint(db),
  })

  async function viewOf(c: AppContext): Promise<ResultView | undefined> {
    const stage = c.req.param('stage') ?? ''
    const number = c.req.query('terbitan')
    if (!isResultStage(stage) || (number !== undefined && !/^[1-9]\d{0,3}$/.test(number))) return undefined
    const result = await publishedResult(
      db,
      c.req.param('selection') ?? '',
      stage,
      number === undefined ? undefined : Number(number),
    )
    if (result === undefined) return undefined
    const [context, data, titles, schedule] = await Promise.all([
      contextOf(c),
      resultData(db, result),
      formationTitles(db, result.selection),
      scheduleOf(db, result.selection),
    ])
    return { context, result, data, titles, schedule }
  }

  app.get('/hasil', async (c) => {
    const madeIn = pages.generation()
    return kept(c, madeIn, <ResultListPage context={await contextOf(c)} stages={await announcedStages(db)} />)
  })

  app.get('/hasil/:selection/:stage{(?:skdResult|finalResult)}', async (c) => {
    const madeIn = pages.generation()
    const view = await viewOf(c)
    if (view === undefined) return c.notFound()
    const typed = (c.req.query('kode') ?? '').trim().slice(0, 20)
    const formation = c.req.query('lowongan') ?? ''
    if (typed !== '') {
      const wanted = typedCode(typed)
      const found = view.data.results.find(
        (row) => typedCode(view.data.codes.get(row.participant)!) === wanted,
      )
      // One page a code would push every other page out of memory.
      c.header('Cache-Control', 'no-store')
      return c.html(<ResultStagePage view={view} search={{ typed, found }} />)
    }
    if (formation !== '' && view.data.formations.some((one) => one.formationId === formation)) {
      return c.redirect(
        pathIn(c.get('lang'), resultPath(view.result.selection, view.result.stage, formation)),
        303,
      )
    }
    return kept(c, madeIn, <ResultStagePage view={view} />)
  })

  app.get('/hasil/:selection/:stage{(?:skdResult|finalResult)}/:formation', async (c) => {
    const madeIn = pages.generation()
    const view = await viewOf(c)
    const formationId = c.req.param('formation')
    if (view === undefined || !view.data.formations.some((one) => one.formationId === formationId))
      return c.notFound()
    return kept(c, madeIn, <ResultFormationPage view={view} formationId={formationId} />)
  })
  return app
}
