// /petugas/periksa: take the next file, read it, judge it. Every address checks the session, the role in that round and the
// assignment. Its documents have addresses of their own (document-routes.tsx).
import { Hono } from 'hono'
import { civilDate, startOfDay } from '@terang/rules/calendar.ts'
import { holds, staffMember } from '../accounts/officer-session.ts'
import { officerOf, type Officer } from '../accounts/policy.ts'
import { withSession, type AppContext, type AppEnv } from '../accounts/session.ts'
import { preparedRounds } from '../publish/round-draft.ts'
import type { Services } from '../services/services.ts'
import { zoneMinutesOf } from '../services/zone.ts'
import { screenId as w } from '../words/screen.id.ts'
import { declareConflict, giveOpinion, lockFirstGroup, nextFile, type ScreenRefusal } from './actions.ts'
import { opinionOf, readVerdicts, type VerdictProblem } from './checklist.ts'
import { DeskPage, type DeskPageProps } from './desk-page.tsx'
import { shownFiles } from './document-view.tsx'
import { measureDocuments } from './document-queries.ts'
import { fileAddress } from './file-address.ts'
import { formValues, typedOf, verdictMark } from './forms.ts'
import { DeskHome, DeskList, DeskRefusal } from './pages.tsx'
import { deskView, refusalShown } from './present.ts'
import { deskCounts, deskFile, fileCode, officerList, titlesOf } from './queries.ts'

const readers = ['pemeriksa', 'pemeriksasenior'] as const
const at = '/petugas/periksa/:id{[0-9a-f]{8}-[0-9a-f-]{27}}'

export function screenRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const { db } = services
  for (const path of ['/petugas/periksa', '/petugas/periksa/*']) app.use(path, withSession(services))

  app.get('/petugas/periksa', async (c) => home(c, {}))

  app.get('/petugas/periksa/daftar', async (c) => {
    const selections = await ownSelections(c)
    if (selections === undefined) return signIn(c)
    const selection = selections.find((one) => one === c.req.query('seleksi')) ?? selections[0]
    const officer = selection === undefined ? undefined : await reader(c, selection)
    if (officer === undefined) return home(c, {})
    const page = Math.max(1, Math.min(10_000, Number.parseInt(c.req.query('halaman') ?? '1', 10) || 1))
    return c.html(
      <DeskList
        services={services}
        selection={officer.selection}
        page={page}
        {...await officerList(db, officer, page)}
      />,
    )
  })

  app.post('/petugas/periksa/berikutnya', async (c) => {
    const form = formValues(await c.req.parseBody())
    const session = c.get('session')
    if (session?.kind !== 'officer') return signIn(c)
    if (services.tokens.read(session.mark, 'periksa.berikutnya', form.token) === undefined)
      return home(c, { refusal: w.problem.stale }, 422)
    const officer = await reader(c, form.seleksi ?? '')
    if (officer === undefined) return home(c, {}, 403)
    const next = await nextFile(services, officer)
    if (!next.ok) return home(c, { refusal: refusalShown(services, next.refusal).text }, 409)
    return next.value === undefined
      ? c.redirect('/petugas/periksa?kosong=1', 303)
      : c.redirect(`/petugas/periksa/${next.value}`, 303)
  })

  app.get(at, async (c) => {
    const officer = await readerOfFile(c)
    if (officer instanceof Response) return officer
    return deskPage(c, officer, {})
  })

  /** Fresh addresses for a page that stands open: what was not looked at yet would close after five minutes. */
  app.get(`${at}/alamat`, async (c) => {
    const officer = await readerOfFile(c)
    const file =
      officer instanceof Response ? undefined : await deskFile(services, officer, c.req.param('id') ?? '')
    if (officer instanceof Response || file === undefined) return c.json({}, 403)
    const now = services.clock.now()
    return c.json(
      Object.fromEntries(
        shownFiles(file).map(({ id }) => [id, fileAddress(services.keys, officer.session.mark, id, now)]),
      ),
    )
  })

  app.post(at, async (c) => {
    const officer = await readerOfFile(c)
    if (officer instanceof Response) return officer
    const id = c.req.param('id')
    const form = formValues(await c.req.parseBody())
    const typed = typedOf(form)
    const formToken = services.tokens.read(officer.session.mark, `periksa:${id}`, form.token)
    if (formToken === undefined)
      return deskPage(c, officer, { typed, errors: [{ field: '#syarat', text: w.problem.stale }] }, 422)
    if (form.langkah === 'a') {
      const locked = await lockFirstGroup(services, officer, id, typed)
      if (!locked.ok) return refuse(c, officer, locked.refusal, typed)
      return c.redirect(`/petugas/periksa/${id}`, 303)
    }
    const file = await deskFile(services, officer, id)
    const mark = verdictMark(typed)
    if (file !== undefined && file.first !== undefined && form.dilihat !== mark) {
      const read = readVerdicts(file.lines, typed)
      const opinion = opinionOf(file.round.ruleSet, read.verdicts)
      // A rejection is sent only after its officer has seen it as the applicant will.
      if (read.problems.length === 0 && (opinion.outcome === 'ineligible' || form.langkah === 'pratinjau')) {
        return deskPage(c, officer, {
          typed,
          token: form.token ?? '',
          preview: { mark, ...previewOf(file, read.verdicts, opinion.outcome) },
        })
      }
    }
    const given = await giveOpinion(services, officer, id, { typed, formToken })
    if (!given.ok) return refuse(c, officer, given.refusal, typed)
    if (given.value.entryId !== undefined) await services.record.awaitEffective(given.value.entryId, 3_000)
    return c.redirect(
      `/petugas/periksa?${given.value.entryId === undefined ? 'tersimpan' : 'diputus'}=${fileCode(id)}`,
      303,
    )
  })

  app.post(`${at}/benturan`, async (c) => {
    const officer = await readerOfFile(c)
    if (officer instanceof Response) return officer
    const id = c.req.param('id') ?? ''
    const form = formValues(await c.req.parseBody())
    const formToken = services.tokens.read(officer.session.mark, `periksa:${id}`, form.token)
    if (formToken === undefined)
      return deskPage(c, officer, { errors: [{ field: '#syarat', text: w.problem.stale }] }, 422)
    const declared = await declareConflict(services, officer, id, formToken)
    if (!declared.ok) return refuse(c, officer, declared.refusal, {})
    return c.redirect(`/petugas/periksa?dialihkan=${fileCode(id)}`, 303)
  })

  async function ownSelections(c: AppContext): Promise<string[] | undefined> {
    const member = await staffMember(db, c)
    if (member === undefined) return undefined
    const rounds = await preparedRounds(db)
    return rounds.map((round) => round.id).filter((selection) => holds(member, selection, ...readers))
  }

  async function reader(c: AppContext, selection: string): Promise<Officer | undefined> {
    const officer = await officerOf(db, c, selection)
    return officer?.roles.some((held) => (readers as readonly string[]).includes(held.role)) === true
      ? officer
      : undefined
  }

  async function readerOfFile(c: AppContext): Promise<Officer | Response> {
    if (c.get('session')?.kind !== 'officer') return signIn(c)
    const row = await db
      .selectFrom('act.submission')
      .select('selection_id')
      .where('application_id', '=', c.req.param('id') ?? '')
      .executeTakeFirst()
    const officer = row === undefined ? undefined : await reader(c, row.selection_id)
    return officer ?? refusalPage(c, w.refusal.unknown, 403)
  }

  async function home(c: AppContext, more: { refusal?: string }, status: 200 | 403 | 409 | 422 = 200) {
    const session = c.get('session')
    const selections = await ownSelections(c)
    if (session === undefined || selections === undefined) return signIn(c)
    const titles = await titlesOf(db, selections)
    const now = services.clock.now().getTime()
    const zone = zoneMinutesOf(services.agency.zone)
    const today = new Date(startOfDay(civilDate(now, zone), zone))
    const desks = []
    for (const [selection, title] of titles) {
      const officer = await reader(c, selection)
      if (officer !== undefined)
        desks.push({
          selection,
          title,
          counts: await deskCounts(db, officer, today),
          token: services.tokens.issue(session.mark, 'periksa.berikutnya'),
        })
    }
    const query = (name: string) => /^A-[0-9A-F]{6}$/.exec(c.req.query(name) ?? '')?.[0]
    const [saved, decided, handed] = [query('tersimpan'), query('diputus'), query('dialihkan')]
    const said =
      saved !== undefined
        ? w.desk.saved(saved)
        : decided !== undefined
          ? w.desk.decided(decided)
          : handed !== undefined
            ? w.desk.handedOver(handed)
            : undefined
    return c.html(
      <DeskHome
        services={services}
        desks={desks}
        said={said}
        empty={c.req.query('kosong') !== undefined}
        refusal={more.refusal}
      />,
      status,
    )
  }

  async function deskPage(
    c: AppContext,
    officer: Officer,
    more: Partial<Pick<DeskPageProps, 'typed' | 'problems' | 'errors' | 'preview' | 'token'>>,
    status: 200 | 422 = 200,
  ) {
    const id = c.req.param('id') ?? ''
    const file = await deskFile(services, officer, id)
    if (file === undefined) return refusalPage(c, w.refusal.unknown, 403)
    const now = services.clock.now()
    const zone = zoneMinutesOf(services.agency.zone)
    const counts = await deskCounts(db, officer, new Date(startOfDay(civilDate(now.getTime(), zone), zone)))
    const { rows } = await officerList(db, officer, 1)
    return c.html(
      <DeskPage
        services={services}
        file={file}
        view={deskView(services, file)}
        counts={counts}
        recent={rows.filter((row) => row.closedAt !== null).slice(0, 6)}
        code={fileCode(id)}
        token={services.tokens.issue(officer.session.mark, `periksa:${id}`)}
        address={(documentId) => fileAddress(services.keys, officer.session.mark, documentId, now)}
        sizes={await measureDocuments(services, officer, shownFiles(file))}
        {...more}
        typed={{ ...typedOfVerdicts(file.first), ...more.typed }}
      />,
      status,
    )
  }

  /** Keeps what was typed wherever the officer may still write about the file. */
  async function refuse(
    c: AppContext,
    officer: Officer,
    refusal: ScreenRefusal,
    typed: Readonly<Record<string, string>>,
  ) {
    const shown = refusalShown(services, refusal)
    if (refusal.code !== 'reasonMissing') return refusalPage(c, shown.text, shown.status)
    const problems: readonly VerdictProblem[] = refusal.problems
    return deskPage(
      c,
      officer,
      { typed, problems, errors: problems.length === 0 ? [{ field: '#syarat', text: shown.text }] : [] },
      422,
    )
  }

  function refusalPage(c: AppContext, text: string, status: 403 | 404 | 409 | 422) {
    return c.html(<DeskRefusal services={services} text={text} />, status)
  }

  return app
}

function previewOf(
  file: DeskPageProps['file'],
  verdicts: ReturnType<typeof readVerdicts>['verdicts'],
  outcome: 'eligible' | 'ineligible',
) {
  const lines = file.lines.flatMap((line) => {
    const verdict = verdicts[line.id]
    if (verdict?.answer !== 'tidak') return []
    const reason =
      file.round.ruleSet.ineligibilityReasons.find((one) => one.id === verdict.reason)?.labelId ?? ''
    return [`${line.title}: ${reason}. ${verdict.note ?? ''}`]
  })
  return { outcome, lines }
}

function typedOfVerdicts(verdicts: DeskPageProps['file']['first']): Record<string, string> {
  const typed: Record<string, string> = {}
  for (const [id, verdict] of Object.entries(verdicts ?? {})) {
    typed[`jawab.${id}`] = verdict.answer
    if (verdict.reason !== undefined) typed[`alasan.${id}`] = verdict.reason
    if (verdict.note !== undefined) typed[`catatan.${id}`] = verdict.note
  }
  return typed
}

function signIn(c: AppContext): Response {
  return c.redirect(
    `/petugas/masuk?kembali=${encodeURIComponent(c.req.method === 'GET' ? c.req.path : '/petugas/periksa')}`,
    303,
  )
}
