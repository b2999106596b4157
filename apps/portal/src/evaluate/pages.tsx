// The public report, after identity page 13: summary first, then figures, each with a sentence, a drawing and its table;
// at the end what is missing and why, and the data.
import { formationName, resultPath, stageTitle, type FormationTitles } from '../decide/present.ts'
import { entryPath } from '../publish/entry-path.ts'
import { formatOf } from '../publish/present.ts'
import { PublicPage, type PageContext } from '../publish/public-page.tsx'
import { Button } from '../ui/button.tsx'
import { Columns, PageTitle, Stack, Wrap } from '../ui/layout.tsx'
import { Contents, Crumbs } from '../ui/navigation.tsx'
import { EmptyState, Notice } from '../ui/notice.tsx'
import { Hash } from '../ui/proof.tsx'
import { Card, Stats } from '../ui/surface.tsx'
import { logPrefix } from '../record/prefix.ts'
import { pathIn } from '../words/words.ts'
import { openFiles } from './open-data.ts'
import { smallestGroup, type ReportData } from './report.ts'
import { reportWords, type Figures } from './present.ts'
import {
  Competition,
  Durations,
  FunnelSection,
  LogSection,
  Questions,
  Reasons,
  Seats,
  SkdSection,
} from './sections.tsx'
import type { FrozenReport, reportedRounds } from './queries.ts'

type Reported = Awaited<ReturnType<typeof reportedRounds>>

export function ReportListPage({
  context,
  rounds,
  open,
}: {
  context: PageContext
  rounds: Reported
  open?: boolean
}) {
  const { services, lang } = context
  const w = reportWords(lang)
  const f = formatOf(services, lang)
  const title = open ? w.data.listTitle : w.title
  return (
    <PublicPage
      context={context}
      title={title}
      path={open ? '/data' : '/laporan'}
      description={open ? w.data.listLead : w.lead}
    >
      <Wrap>
        <Crumbs label={w.crumbs} items={[{ label: w.home, href: pathIn(lang, '/') }, { label: title }]} />
        <PageTitle title={title} lead={open ? w.data.listLead : w.lead} />
        <div class="t-stack pb-7" data-gap="6">
          {rounds.length === 0 ? (
            <EmptyState
              title={w.none}
              action={
                <Button href={pathIn(lang, '/jadwal')} variant="second">
                  {w.schedule}
                </Button>
              }
            >
              {w.noneText}
            </EmptyState>
          ) : null}
          <ul class="t-list">
            {rounds.map(({ round, report, announced }) => (
              <li class="pt-5 mb-5">
                <h2>
                  {announced ? <a href={pathIn(lang, `/laporan/${round.id}`)}>{round.title}</a> : round.title}
                </h2>
                <p class="t-muted">
                  {report === undefined
                    ? announced
                      ? w.running
                      : w.notYet
                    : w.frozen(f.number(report.version), f.dateTime(report.at))}{' '}
                  {report === undefined ? null : (
                    <a href={entryPath(services.agency, report.index)}>{w.entry(f.number(report.index))}</a>
                  )}
                </p>
                {open && announced ? <OpenFiles context={context} selection={round.id} /> : null}
              </li>
            ))}
          </ul>
        </div>
      </Wrap>
    </PublicPage>
  )
}

export interface ReportView {
  readonly context: PageContext
  readonly data: ReportData
  /** The published one behind these figures; undefined while they are counted as of now. */
  readonly frozen: FrozenReport | undefined
  readonly titles: FormationTitles
  readonly reasonLabels: ReadonlyMap<string, string>
}

export function ReportPage({ view }: { view: ReportView }) {
  const { context, data, frozen, titles } = view
  const { services, lang } = context
  const w = reportWords(lang)
  const f = formatOf(services, lang)
  const announced = new Set(data.stages.map((stage) => stage.id))
  const has = { skd: announced.has('skdResult'), final: announced.has('finalResult') }
  const figures: Figures = {
    lang,
    f,
    data,
    has,
    name: (id) => formationName(titles, id),
    reason: (id) => (id === 'restricted' ? w.reasons.restricted : (view.reasonLabels.get(id) ?? id)),
  }
  const sections = [
    { href: '#corong', label: w.funnel.title },
    { href: '#alasan', label: w.reasons.title },
    ...(has.skd ? [{ href: '#sebaran', label: w.skd.title }] : []),
    { href: '#persaingan', label: w.competition.title },
    ...(has.final ? [{ href: '#tempat', label: w.seats.title }] : []),
    { href: '#lama', label: w.durations.title },
    { href: '#tanya', label: w.questions.title },
    { href: '#catatan', label: w.log.title },
    { href: '#tiada', label: w.missing.title },
    { href: '#data', label: w.data.title },
  ]
  return (
    <PublicPage
      context={context}
      title={`${w.title}, ${data.title}`}
      path={`/laporan/${data.selection}`}
      description={summaryOf(figures)[0]}
    >
      <Wrap>
        <Crumbs
          label={w.crumbs}
          items={[
            { label: w.home, href: pathIn(lang, '/') },
            { label: w.title, href: pathIn(lang, '/laporan') },
            { label: data.title },
          ]}
        />
        <PageTitle
          eyebrow={data.title}
          title={w.title}
          lead={
            frozen === undefined
              ? w.counted(f.dateTime(data.countedAt))
              : w.frozen(f.number(frozen.version), f.dateTime(frozen.at))
          }
        />
        <div class="t-stack pb-7" data-gap="5">
          {frozen === undefined && !has.final ? <Notice title={w.runningTitle}>{w.running}</Notice> : null}
          <section aria-labelledby="ringkasan" class="t-prose">
            <h2 id="ringkasan" class="t-vh">
              {w.summary}
            </h2>
            <p>{summaryOf(figures).join(' ')}</p>
          </section>
          <HeadFigures figures={figures} />
          <Columns>
            <Stack gap={7}>
              <FunnelSection {...figures} />
              <Reasons {...figures} />
              {has.skd ? <SkdSection {...figures} /> : null}
              <Competition {...figures} />
              {has.final ? <Seats {...figures} /> : null}
              <Durations {...figures} />
              <Questions {...figures} />
              <LogSection {...figures} />
              <Missing figures={figures} />
              <section id="data" aria-labelledby="h-data" class="t-stack" data-gap="3">
                <div>
                  <h2 id="h-data">{w.data.title}</h2>
                  <p class="t-muted">{w.data.lead}</p>
                </div>
                <OpenFiles context={context} selection={data.selection} />
                {has.skd ? (
                  <p>
                    {w.data.rows}{' '}
                    {f.list(
                      ['skdResult', 'finalResult']
                        .filter((id) => announced.has(id))
                        .map((id) => stageTitle(lang, id)),
                    )}
                    .{' '}
                    <a
                      href={pathIn(lang, resultPath(data.selection, has.final ? 'finalResult' : 'skdResult'))}
                    >
                      {stageTitle(lang, has.final ? 'finalResult' : 'skdResult')}
                    </a>{' '}
                    ·{' '}
                    <a href={`${logPrefix(services.agency)}/selections/${data.selection}/index.json`}>
                      {w.data.index}
                    </a>
                  </p>
                ) : null}
              </section>
            </Stack>
            <aside class="t-sticky t-stack" data-gap="4" aria-label={w.contents}>
              <Contents label={w.contents} items={sections} />
              {frozen === undefined ? null : (
                <Card title={w.fingerprint} level={3}>
                  <p>
                    <Hash value={frozen.sha256} />
                  </p>
                  <p class="t-small mt-2">
                    <a href={entryPath(services.agency, frozen.index)}>{w.entry(f.number(frozen.index))}</a> ·{' '}
                    <a href={`/laporan/${data.selection}/hasil-${frozen.version}.json`}>{w.bytes}</a>
                  </p>
                </Card>
              )}
            </aside>
          </Columns>
        </div>
      </Wrap>
    </PublicPage>
  )
}

/** The written summary, from the figures alone. */
export function summaryOf({ lang, f, data, has }: Figures): string[] {
  const w = reportWords(lang).sums
  const { total, objections } = data
  const n = (value: number) => f.number(value)
  const filed = objections.reduce((sum, one) => sum + one.filed, 0)
  return [
    w.people(n(total.submitted), n(total.seats), n(data.formations.length)),
    w.eligible(n(total.eligible), n(total.ineligible)),
    ...(total.withdrawn > 0 ? [w.withdrawn(n(total.withdrawn))] : []),
    ...(has.skd ? [w.skd(n(total.present), n(total.metGrades), n(total.shortlisted))] : []),
    ...(has.final
      ? [
          w.final(n(total.filled), n(total.seats)),
          w.empty(n(total.empty)),
          ...(total.moved > 0 ? [w.moved(n(total.moved))] : []),
          ...(total.reserved > 0 ? [w.reserved(n(total.reserved))] : []),
        ]
      : []),
    filed === 0
      ? w.objectionsNone
      : w.objections(n(filed), n(objections.reduce((sum, one) => sum + one.granted, 0))),
    w.log(n(data.log.entries)),
  ]
}

function HeadFigures({ figures: { lang, f, data, has } }: { figures: Figures }) {
  const w = reportWords(lang).stats
  const { total, objections } = data
  const result = data.stages.find((stage) => stage.id === 'finalResult')
  const granted = objections.reduce((sum, one) => sum + one.granted, 0)
  const filed = objections.reduce((sum, one) => sum + one.filed, 0)
  return (
    <Stats
      items={[
        ...(has.final
          ? [
              {
                label: w.filled,
                value: f.number(total.filled),
                unit: w.ofAll(f.number(total.seats)),
                note: w.emptyNote(f.number(total.empty)),
              },
            ]
          : [
              {
                label: w.eligible,
                value: f.number(total.eligible),
                unit: w.ofAll(f.number(total.submitted)),
              },
            ]),
        ...(result?.daysSinceClose === null || result === undefined
          ? [{ label: w.applied, value: f.number(total.submitted) }]
          : [{ label: w.days, value: f.number(result.daysSinceClose) }]),
        { label: w.granted, value: f.number(granted), unit: w.ofAll(f.number(filed)) },
        { label: w.entries, value: f.number(data.log.ofRound) },
      ]}
    />
  )
}

function Missing({ figures: { lang, f, has } }: { figures: Figures }) {
  const w = reportWords(lang).missing
  const items = [
    ...(has.final ? [] : [w.stage]),
    w.personal(f.number(smallestGroup)),
    w.adverse,
    w.items,
    w.readers,
    w.notices,
    w.survey,
    w.corrections,
  ]
  return (
    <section id="tiada" aria-labelledby="h-tiada" class="t-stack" data-gap="3">
      <div>
        <h2 id="h-tiada">{w.title}</h2>
        <p class="t-muted">{w.lead}</p>
      </div>
      <ul class="t-list">
        {items.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
    </section>
  )
}

function OpenFiles({ context, selection }: { context: PageContext; selection: string }) {
  const w = reportWords(context.lang).data
  return (
    <ul class="t-list">
      {openFiles.map((name) => (
        <li>
          <a href={`/data/${selection}/${name}`}>
            {w.names[name]} <span class="t-muted">({name})</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
