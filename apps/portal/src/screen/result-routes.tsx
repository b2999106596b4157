// The public page of the administrative result, and the form where the secretary proposes to announce it.
import { Hono } from 'hono'
import { shortCode } from '@terang/log/subject.ts'
import { holds, staffMember } from '../accounts/officer-session.ts'
import { propose } from '../accounts/proposals.ts'
import { withSession, type AppContext, type AppEnv } from '../accounts/session.ts'
import { StaffPage } from '../accounts/staff-page.tsx'
import { entryPath } from '../publish/entry-path.ts'
import { formatOf } from '../publish/present.ts'
import { PublicPage } from '../publish/public-page.tsx'
import { ruleSetOf, selectionById } from '../publish/queries.ts'
import { preparedRounds } from '../publish/round-draft.ts'
import type { Services } from '../services/services.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary, Hidden, type FormError } from '../ui/fields.tsx'
import { PageTitle, Section, Wrap } from '../ui/layout.tsx'
import { Pagination } from '../ui/navigation.tsx'
import { Badge, EmptyState, Notice } from '../ui/notice.tsx'
import { Card, Stats } from '../ui/surface.tsx'
import { Table } from '../ui/table.tsx'
import { proposalRefusals } from '../words/proposal-texts.ts'
import { screenResultEn } from '../words/screen-result.en.ts'
import { screenResultId } from '../words/screen-result.id.ts'
import { pathIn, words } from '../words/words.ts'
import { screenId } from '../words/screen.id.ts'
import {
  adminResultKind,
  adminResultProposal,
  isAdminStage,
  resultProblems,
  type AdminStage,
} from './result.ts'
import { announcedResult, reasonCounts, resultCounts, resultLines, resultPageSize } from './result-queries.ts'

export function screenPublicRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const { db } = services

  app.get('/hasil/:selection{[a-z0-9][a-z0-9-]{2,39}}/administrasi', async (c) => {
    const madeIn = services.pages.generation()
    const lang = c.get('lang')
    const w = words(lang, { id: screenResultId, en: screenResultEn })
    const f = formatOf(services, lang)
    const selection = await selectionById(db, c.req.param('selection'))
    const rules = selection === undefined ? undefined : await ruleSetOf(db, selection.id)
    if (selection === undefined || rules === undefined) return c.notFound()
    const path = `/hasil/${selection.id}/administrasi`
    const announced = await announcedResult(db, selection.id)
    const context = { services, lang, checkpoint: undefined }
    const url = new URL(c.req.url)
    const page = Math.max(
      1,
      Math.min(1_000, Number.parseInt(url.searchParams.get('halaman') ?? '1', 10) || 1),
    )
    const after = announced?.stage === 'adminResultAfterObjection'
    const counts = await resultCounts(db, selection.id)
    const granted = after ? counts.granted : 0
    const body =
      announced === undefined ? (
        <EmptyState title={w.notYet}>{w.notYetText}</EmptyState>
      ) : (
        <>
          <p class="t-muted">
            <a href={entryPath(services.agency, announced.index)}>
              {w.announced(f.dateTime(announced.at), f.number(announced.index))}
            </a>
          </p>
          <Stats
            items={[
              { label: w.received, value: f.number(counts.received) },
              { label: w.eligible, value: f.number(counts.eligible + granted) },
              { label: w.ineligible, value: f.number(counts.ineligible - granted) },
            ]}
          />
          <Section id="alasan" title={w.reasons} intro={w.reasonNote}>
            <Table
              caption={w.reasons}
              quietCaption
              rows={await reasonCounts(db, selection.id, rules.ruleSet)}
              empty="–"
              columns={[
                {
                  head: w.reasonHead,
                  rowHead: true,
                  cell: (row) => (
                    <span lang={row.label === undefined ? undefined : 'id'}>{row.label ?? w.restricted}</span>
                  ),
                },
                { head: w.count, num: true, cell: (row) => f.number(row.n) },
              ]}
            />
          </Section>
          <Section id="daftar" title={w.list} intro={w.lead}>
            <Table
              caption={w.list}
              quietCaption
              rows={await resultLines(db, selection.id, page, after)}
              empty="–"
              columns={[
                {
                  head: w.code,
                  rowHead: true,
                  cell: (row) => <span class="t-num">{shortCode(row.subj)}</span>,
                },
                {
                  head: w.formation,
                  cell: (row) => <span class="t-num">{row.formationId}</span>,
                  optional: true,
                },
                {
                  head: w.outcome,
                  cell: (row) =>
                    row.outcome === 'eligible' ? (
                      <Badge tone="ok">{w.ms}</Badge>
                    ) : row.granted ? (
                      <Badge tone="obj">{w.msAfter}</Badge>
                    ) : (
                      <Badge tone="no">{w.tms}</Badge>
                    ),
                },
              ]}
            />
            <Pagination
              page={page}
              pages={Math.ceil((counts.received - counts.open) / resultPageSize)}
              lang={lang}
              href={(n) => `${pathIn(lang, path)}?halaman=${n}#daftar`}
            />
          </Section>
        </>
      )
    const html = (
      <PublicPage context={context} title={w.title} path={path} description={w.lead}>
        <Wrap>
          <PageTitle title={w.title} eyebrow={selection.title} lead={w.lead} />
          <div class="t-stack pb-7" data-gap="6">
            {body}
          </div>
        </Wrap>
      </PublicPage>
    )
    return services.pages.keep(c, String(await html), 'text/html; charset=utf-8', madeIn)
  })
  return app
}

export function screenResultRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const { db } = services
  const at = '/petugas/administrasi'
  const w = screenId.result
  app.use(at, withSession(services))

  async function page(
    c: AppContext,
    more: { errors?: readonly FormError[]; done?: boolean } = {},
    status: 200 | 403 | 409 | 422 = 200,
  ) {
    const member = await staffMember(db, c)
    if (member === undefined) return c.redirect(`/petugas/masuk?kembali=${at}`, 303)
    const f = formatOf(services, 'id')
    const rounds = (await preparedRounds(db)).filter((round) =>
      holds(member, round.id, 'sekretaris', 'ketua'),
    )
    const shown = await Promise.all(
      rounds.map(async (round) => {
        const announced = await announcedResult(db, round.id)
        const stage: AdminStage = announced === undefined ? 'adminResult' : 'adminResultAfterObjection'
        return {
          round,
          stage,
          announced,
          counts: await resultCounts(db, round.id),
          problems: await resultProblems(services, db, round.id, stage),
        }
      }),
    )
    return c.html(
      <StaffPage services={services} title={w.proposeTitle} lead={w.proposeLead} path={at}>
        <ErrorSummary errors={more.errors ?? []} />
        {more.done === true ? (
          <Notice tone="ok" role="status">
            {w.proposed}
          </Notice>
        ) : null}
        {shown.map(({ round, stage, announced, counts, problems }) => (
          <Card title={round.title} id={round.id}>
            <Stats
              items={[
                { label: w.received, value: f.number(counts.received) },
                { label: w.eligible, value: f.number(counts.eligible) },
                { label: w.ineligible, value: f.number(counts.ineligible) },
                stage === 'adminResult'
                  ? { label: w.open, value: f.number(counts.open) }
                  : { label: w.openObjections, value: f.number(counts.openObjections) },
              ]}
            />
            {announced?.stage === 'adminResultAfterObjection' ? (
              <p>
                <a href={`/hasil/${round.id}/administrasi`}>{w.afterTitle}</a>
              </p>
            ) : (
              <form method="post" action={at} class="t-stack" data-gap="3">
                <Hidden name="token" value={services.tokens.issue(member.session.mark, at)} />
                <Hidden name="seleksi" value={round.id} />
                <Hidden name="tahap" value={stage} />
                <ul>
                  {problems.map((problem) => (
                    <li>{problem}</li>
                  ))}
                </ul>
                <Button blocked={problems.length > 0}>
                  {stage === 'adminResult' ? w.propose : w.proposeAfter}
                </Button>
              </form>
            )}
          </Card>
        ))}
      </StaffPage>,
      status,
    )
  }

  app.get(at, (c) => page(c, { done: c.req.query('selesai') !== undefined }))
  app.post(at, async (c) => {
    const member = await staffMember(db, c)
    if (member === undefined) return page(c)
    const form = await c.req.parseBody()
    const [selection, stage] = [form['seleksi'], form['tahap']]
    if (services.tokens.read(member.session.mark, at, form['token']) === undefined)
      return page(c, { errors: [{ field: '#isi', text: screenId.problem.stale }] }, 422)
    if (
      typeof selection !== 'string' ||
      typeof stage !== 'string' ||
      !isAdminStage(stage) ||
      !holds(member, selection, 'sekretaris')
    ) {
      return page(c, { errors: [{ field: '#isi', text: proposalRefusals.notAllowed }] }, 403)
    }
    const problems = await resultProblems(services, db, selection, stage)
    if (problems.length > 0)
      return page(c, { errors: problems.map((text) => ({ field: `#${selection}`, text })) }, 409)
    const about = { selection, object: stage, payload: {} }
    const proposed = await propose(services, db, {
      ...about,
      kind: adminResultKind,
      proposerId: member.personId,
      inputsDigest: await adminResultProposal.inputsDigest(services, db, about),
    })
    if (!proposed.ok)
      return page(c, { errors: [{ field: `#${selection}`, text: proposalRefusals[proposed.refusal] }] }, 409)
    return c.redirect(`${at}?selesai=1`, 303)
  })
  return app
}
