// Addresses of the public pages about rounds, the same for everybody. Each is rendered once per change and then
// served from memory; only the eligibility check is answered anew and kept nowhere.
import { Hono, type Context } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import { civilDate } from '@terang/rules/calendar.ts'
import type { AppEnv } from '../accounts/session.ts'
import type { Services } from '../services/services.ts'
import { zoneMinutesOf } from '../services/zone.ts'
import { computeCheck, emptyCheck, readTyped } from './eligibility-check.ts'
import { EligibilityPage } from './eligibility-page.tsx'
import { announcementFeed, robots, scheduleCalendar, sitemap, vacancyFeed } from './feeds.ts'
import { HomePage } from './home-page.tsx'
import { currentRound, publicRound, type PublicRound } from './present.ts'
import { publishWords, type PageContext } from './public-page.tsx'
import {
  announcementsOf,
  confirmedKeysOf,
  newestCheckpoint,
  openSelections,
  publishedText,
  schedulesOf,
} from './queries.ts'
import {
  AnnouncementPage,
  AnnouncementsPage,
  ChannelsPage,
  newestOf,
  RulesPage,
  SchedulePage,
} from './reference-pages.tsx'
import { readQuery, searchVacancies, type Vacancy } from './vacancy-search.ts'
import { VacancyListPage } from './vacancy-list-page.tsx'
import { VacancyPage } from './vacancy-page.tsx'
import { publicQuestions, questionsOfFormation } from '../listen/queries.ts'
import { VacancyQuestions } from '../listen/vacancy-questions.tsx'

const newsOnHome = 3
const html = 'text/html; charset=utf-8'

export function publishRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const { db } = services

  const context = async (c: Context<AppEnv>): Promise<PageContext> => ({
    services,
    lang: c.get('lang'),
    checkpoint: await services.pages.shared('newest checkpoint', () => newestCheckpoint(db)),
  })

  /** Renders a page for everybody and keeps it until something public changes. */
  const shared =
    (render: (c: Context<AppEnv>, page: PageContext) => Promise<HtmlEscapedString | undefined>) =>
    async (c: Context<AppEnv>) => {
      const madeIn = services.pages.generation()
      const content = await render(c, await context(c))
      if (content === undefined) return c.notFound()
      return services.pages.keep(c, content.toString(), html, madeIn)
    }
  const file =
    (type: string, make: (c: Context<AppEnv>) => Promise<string | undefined>) =>
    async (c: Context<AppEnv>) => {
      const madeIn = services.pages.generation()
      const text = await make(c)
      if (text === undefined) return c.notFound()
      return services.pages.keep(c, text, type, madeIn)
    }

  async function vacanciesByAddress(): Promise<Map<string, { round: PublicRound; vacancy: Vacancy }>> {
    const rounds = await Promise.all((await openSelections(db)).map((one) => publicRound(services, one)))
    return new Map(
      rounds.flatMap((round) =>
        round === undefined
          ? []
          : round.vacancies.map((vacancy) => [vacancy.formation.data.slug, { round, vacancy }] as const),
      ),
    )
  }
  async function vacancyAt(slug: string): Promise<{ round: PublicRound; vacancy: Vacancy } | undefined> {
    return (await services.pages.shared('vacancies by address', vacanciesByAddress)).get(slug)
  }

  app.get(
    '/',
    shared(async (_c, page) => {
      const { round } = await currentRound(services)
      const announcements = newestOf(await announcementsOf(db)).slice(0, newsOnHome)
      return <HomePage context={page} round={round} announcements={announcements} />
    }),
  )

  app.get(
    '/lowongan',
    shared(async (c, page) => {
      const { round, selections } = await currentRound(services, c.req.query('seleksi'))
      const query = readQuery(new URL(c.req.url).searchParams)
      const result = round === undefined ? undefined : searchVacancies(round.vacancies, query)
      return (
        <VacancyListPage context={page} round={round} selections={selections} query={query} result={result} />
      )
    }),
  )

  app.get(
    '/lowongan/:slug',
    shared(async (c, page) => {
      const found = await vacancyAt(c.req.param('slug') ?? '')
      if (found === undefined) return undefined
      const { round, vacancy } = found
      const all = await services.pages.shared(`questions ${round.selection.id}`, () =>
        publicQuestions(db, round.selection.id),
      )
      const asked = questionsOfFormation(all, vacancy.formation.data.formationId)
      const questions = <VacancyQuestions context={page} questions={asked} now={services.clock.now()} />
      return <VacancyPage context={page} round={round} vacancy={vacancy} questions={questions} />
    }),
  )

  app.get(
    '/lowongan/:slug/cek',
    shared(async (c, page) => {
      const found = await vacancyAt(c.req.param('slug') ?? '')
      return found === undefined ? undefined : (
        <EligibilityPage context={page} {...found} typed={emptyCheck} />
      )
    }),
  )
  app.post('/lowongan/:slug/cek', async (c) => {
    const found = await vacancyAt(c.req.param('slug'))
    if (found === undefined) return c.notFound()
    const typed = readTyped(await c.req.parseBody())
    const page = await context(c)
    const today = civilDate(services.clock.now().getTime(), zoneMinutesOf(services.agency.zone))
    const outcome = computeCheck(
      found.round.rules.ruleSet,
      found.vacancy.formation.data,
      typed,
      today,
      publishWords(page.lang),
    )
    c.header('Cache-Control', 'no-store')
    return outcome.ok
      ? c.html(<EligibilityPage context={page} {...found} typed={typed} conditions={outcome.conditions} />)
      : c.html(<EligibilityPage context={page} {...found} typed={typed} errors={outcome.errors} />, 422)
  })

  app.get(
    '/pengumuman',
    shared(async (_c, page) => (
      <AnnouncementsPage context={page} announcements={newestOf(await announcementsOf(db))} />
    )),
  )
  app.get(
    '/pengumuman/:number',
    shared(async (c, page) => {
      const numbered = (await announcementsOf(db)).filter((one) => one.number === c.req.param('number'))
      const versions = numbered
        .filter((one) => one.selection === numbered[0]?.selection)
        .toSorted((a, b) => b.version - a.version)
      const wanted = c.req.query('versi')
      const shown =
        wanted === undefined ? versions[0] : versions.find((one) => String(one.version) === wanted)
      return shown === undefined ? undefined : (
        <AnnouncementPage context={page} versions={versions} shown={shown} />
      )
    }),
  )

  app.get(
    '/aturan',
    shared(async (c, page) => {
      const { round } = await currentRound(services, c.req.query('seleksi'))
      const confirmed =
        round === undefined ? new Set<string>() : await confirmedKeysOf(db, round.selection.id)
      return <RulesPage context={page} round={round} confirmed={confirmed} />
    }),
  )
  app.get(
    '/jadwal',
    shared(async (c, page) => {
      const { round } = await currentRound(services, c.req.query('seleksi'))
      return (
        <SchedulePage
          context={page}
          round={round}
          versions={round === undefined ? [] : await schedulesOf(db, round.selection.id)}
        />
      )
    }),
  )
  app.get(
    '/kanal-resmi',
    shared(async (_c, page) => <ChannelsPage context={page} />),
  )

  app.get(
    '/umpan/lowongan.atom',
    file('application/atom+xml; charset=utf-8', async (c) => {
      const { round } = await currentRound(services, c.req.query('seleksi'))
      const found =
        round === undefined
          ? []
          : searchVacancies(round.vacancies, readQuery(new URL(c.req.url).searchParams)).found
      const updated = found.reduce(
        (latest, one) => (one.formation.at > latest ? one.formation.at : latest),
        new Date(0),
      )
      return vacancyFeed(services, round, found, updated)
    }),
  )
  app.get(
    '/umpan/pengumuman.atom',
    file('application/atom+xml; charset=utf-8', async () => {
      const announcements = newestOf(await announcementsOf(db))
      return announcementFeed(services, announcements, announcements[0]?.at ?? new Date(0))
    }),
  )
  app.get(
    '/kalender/:file{[a-z0-9-]+\\.ics}',
    file('text/calendar; charset=utf-8', async (c) => {
      const selection = (await openSelections(db)).find((one) => `${one.id}.ics` === c.req.param('file'))
      const round = selection === undefined ? undefined : await publicRound(services, selection)
      return round === undefined
        ? undefined
        : scheduleCalendar(services, round, await schedulesOf(db, round.selection.id))
    }),
  )
  app.get(
    '/terbitan/:file{[0-9a-f]{64}\\.json}',
    file('application/json; charset=utf-8', async (c) =>
      publishedText(db, (c.req.param('file') ?? '').slice(0, 64)),
    ),
  )
  app.get(
    '/robots.txt',
    file('text/plain; charset=utf-8', async () => robots(services)),
  )
  app.get(
    '/sitemap.xml',
    file('application/xml; charset=utf-8', async () => {
      const rounds = await Promise.all((await openSelections(db)).map((one) => publicRound(services, one)))
      return sitemap(
        services,
        rounds.flatMap((round) => round?.vacancies ?? []),
        newestOf(await announcementsOf(db)),
      )
    }),
  )
  return app
}
