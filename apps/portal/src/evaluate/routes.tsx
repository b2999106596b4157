// /laporan and /data: the public report and its open data, in both languages. A published report shows its frozen figures;
// before, what is announced so far. /petugas/laporan: the secretary publishes it.
import { Hono, type Context } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import { holds, staffMember, type StaffMember } from '../accounts/officer-session.ts'
import { officerOf } from '../accounts/policy.ts'
import { withSession, type AppEnv } from '../accounts/session.ts'
import { formationTitles } from '../decide/queries.ts'
import { canonicalText } from '../publish/published.ts'
import { newestCheckpoint, openSelections, ruleSetOf } from '../publish/queries.ts'
import type { PageContext } from '../publish/public-page.tsx'
import type { Services } from '../services/services.ts'
import type { FormError } from '../ui/fields.tsx'
import { reportId } from '../words/report.id.ts'
import { publishReport } from './actions.ts'
import { isOpenFile, writeOpenFile } from './open-data.ts'
import { ReportListPage, ReportPage } from './pages.tsx'
import { countReport, frozenReport, reportedRounds } from './queries.ts'
import { ReportDesk } from './staff-page.tsx'

const html = 'text/html; charset=utf-8'
type Page = HtmlEscapedString | Promise<HtmlEscapedString>

export function reportRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const { db, pages } = services
  const context = async (c: Context<AppEnv>): Promise<PageContext> => ({
    services,
    lang: c.get('lang'),
    checkpoint: await newestCheckpoint(db),
  })
  const cached =
    (type: string, make: (c: Context<AppEnv>) => Promise<Page | string | undefined>) =>
    async (c: Context<AppEnv>) => {
      const madeIn = pages.generation()
      const made = await make(c)
      if (made === undefined) return c.notFound()
      return pages.keep(c, made.toString(), type, madeIn)
    }
  const isPublic = async (selection: string) =>
    (await openSelections(db)).some((round) => round.id === selection)
  const figuresOf = async (selection: string) => {
    if (!(await isPublic(selection))) return undefined
    const frozen = await frozenReport(db, selection)
    const data = frozen?.data ?? (await countReport(services, db, selection))
    return data === undefined ? undefined : { frozen, data }
  }

  app.get(
    '/laporan',
    cached(html, async (c) => (
      <ReportListPage context={await context(c)} rounds={await reportedRounds(db)} />
    )),
  )
  app.get(
    '/data',
    cached(html, async (c) => (
      <ReportListPage context={await context(c)} rounds={await reportedRounds(db)} open />
    )),
  )
  app.get(
    '/laporan/:selection',
    cached(html, async (c) => {
      const selection = c.req.param('selection') ?? ''
      const found = await figuresOf(selection)
      if (found === undefined) return undefined
      const [titles, rules] = await Promise.all([formationTitles(db, selection), ruleSetOf(db, selection)])
      const reasonLabels = new Map(
        rules?.ruleSet.ineligibilityReasons.map((reason) => [reason.id, reason.labelId]),
      )
      return <ReportPage view={{ context: await context(c), ...found, titles, reasonLabels }} />
    }),
  )
  // The bytes behind the digest of the entry.
  app.get(
    '/laporan/:selection/:file{hasil-[1-9][0-9]{0,3}\\.json}',
    cached('application/json', async (c) => {
      const version = Number(/\d+/.exec(c.req.param('file') ?? '')?.[0])
      const frozen = await frozenReport(db, c.req.param('selection') ?? '', version)
      return frozen === undefined ? undefined : canonicalText(frozen.data)
    }),
  )
  app.get(
    '/data/:selection/:file{[a-z_]+\\.csv}',
    cached('text/csv; charset=utf-8', async (c) => {
      const file = c.req.param('file') ?? ''
      const found = isOpenFile(file) ? await figuresOf(c.req.param('selection') ?? '') : undefined
      return found === undefined || !isOpenFile(file) ? undefined : writeOpenFile(file, found.data)
    }),
  )
  return app
}

export function reportStaffRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const { db } = services
  app.use('/petugas/laporan', withSession(services))
  const w = reportId.staff

  const desk = async (c: Context<AppEnv>, member: StaffMember, errors: readonly FormError[] = []) => {
    const rounds = (await reportedRounds(db)).filter(
      ({ round, announced }) => announced && holds(member, round.id, 'sekretaris', 'ketua'),
    )
    return c.html(
      <ReportDesk
        services={services}
        rounds={rounds.map((one) => ({
          ...one,
          token: holds(member, one.round.id, 'sekretaris')
            ? services.tokens.issue(member.session.mark, `laporan:${one.round.id}`)
            : undefined,
        }))}
        done={c.req.method === 'GET' ? c.req.query('terbit') : undefined}
        errors={errors}
      />,
      errors.length > 0 ? 422 : 200,
    )
  }

  app.get('/petugas/laporan', async (c) => {
    const member = await staffMember(db, c)
    if (member === undefined)
      return c.redirect(`/petugas/masuk?kembali=${encodeURIComponent(c.req.path)}`, 303)
    return desk(c, member)
  })
  app.post('/petugas/laporan', async (c) => {
    const member = await staffMember(db, c)
    if (member === undefined)
      return c.redirect(`/petugas/masuk?kembali=${encodeURIComponent(c.req.path)}`, 303)
    const body = await c.req.parseBody()
    const selection = typeof body['seleksi'] === 'string' ? body['seleksi'] : ''
    const officer = await officerOf(db, c, selection)
    if (officer === undefined) return c.notFound()
    const key = services.tokens.read(member.session.mark, `laporan:${selection}`, body['token'])
    if (key === undefined) return desk(c, member, [{ field: '#isi', text: w.old }])
    const done = await publishReport(services, officer, key)
    if (!done.ok) return desk(c, member, [{ field: '#isi', text: w[done.refusal] }])
    if (done.entry !== undefined) await services.record.awaitEffective(done.entry)
    return c.redirect(`/petugas/laporan?terbit=${done.version}`, 303)
  })
  return app
}
