// Public results: the list of announced stages, one stage with all its vacancies, one vacancy with its table.
// After identity page 07: codes instead of names, the line under the last seat, and beside it the way to check.
import type { Child } from 'hono/jsx'
import type { Participant, ResultRow } from '@terang/rules/public-data.ts'
import { PublicPage, type PageContext } from '../publish/public-page.tsx'
import { entryPath } from '../publish/entry-path.ts'
import { formatOf } from '../publish/present.ts'
import { windowOf, type EffectiveSchedule } from '../publish/queries.ts'
import { Button } from '../ui/button.tsx'
import { Select, TextField } from '../ui/fields.tsx'
import { Columns, PageTitle, Stack, Wrap } from '../ui/layout.tsx'
import { Crumbs } from '../ui/navigation.tsx'
import { Badge, EmptyState, Notice, type Tone } from '../ui/notice.tsx'
import { Card, Stats } from '../ui/surface.tsx'
import { Table, type Column } from '../ui/table.tsx'
import { pathIn, type Lang } from '../words/words.ts'
import { CheckCard, FilesCard } from './check-card.tsx'
import { formationName, resultPath, resultsWords, stageTitle, type FormationTitles } from './present.ts'
import { codeOf, isSeat, lastAbove, printed, shownRows, type Code } from './result-order.ts'
import type { AnnouncedStage, PublishedResult, ResultData } from './queries.ts'

// ------------------------------------------------------------------ list

export function ResultListPage({
  context,
  stages,
}: {
  context: PageContext
  stages: readonly AnnouncedStage[]
}) {
  const { services, lang } = context
  const w = resultsWords(lang)
  const f = formatOf(services, lang)
  const rounds = Map.groupBy(stages, (one) => one.selection)
  return (
    <PublicPage context={context} title={w.title} path="/hasil" description={w.lead}>
      <Wrap>
        <Crumbs label={w.crumbs} items={[{ label: w.home, href: pathIn(lang, '/') }, { label: w.title }]} />
        <PageTitle title={w.title} lead={w.lead} />
        <div class="t-stack pb-7" data-gap="6">
          {rounds.size === 0 ? (
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
          {[...rounds.values()].map((list) => (
            <section aria-labelledby={`r-${list[0]!.selection}`}>
              <h2 id={`r-${list[0]!.selection}`} class="t-section-h">
                {list[0]!.title}
              </h2>
              <ul class="t-list">
                {newestOf(list).map((one) => (
                  <li>
                    <h3>
                      <a href={pathIn(lang, resultPath(one.selection, one.stage))}>
                        {stageTitle(lang, one.stage)}
                      </a>
                    </h3>
                    <p class="t-small t-muted">
                      {w.announced(f.dateTime(one.at))}{' '}
                      <a href={entryPath(services.agency, one.index)}>{w.entry(f.number(one.index))}</a>
                    </p>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      </Wrap>
    </PublicPage>
  )
}

/** One row a stage: a correction takes the place of what it corrects. */
function newestOf(list: readonly AnnouncedStage[]): AnnouncedStage[] {
  return list.filter((one) => !list.some((other) => other.stage === one.stage && other.n > one.n))
}

// ------------------------------------------------------------------ one stage, one vacancy

export interface ResultView {
  readonly context: PageContext
  readonly result: PublishedResult
  readonly data: ResultData
  readonly titles: FormationTitles
  readonly schedule: EffectiveSchedule | undefined
}

export interface Search {
  readonly typed: string
  /** Whom the code names; undefined where nobody has it. */
  readonly found: ResultRow | undefined
}

export function ResultStagePage({ view, search }: { view: ResultView; search?: Search }) {
  const { context, result, data, titles } = view
  const { services, lang } = context
  const w = resultsWords(lang)
  const f = formatOf(services, lang)
  const final = result.stage === 'finalResult'
  const reports = new Map(data.ranking.report.formations.map((one) => [one.formationId, one]))
  const sum = (
    of: 'seats' | 'metGrades' | 'shortlisted' | 'empty' | 'reserved' | 'seated' | 'filled' | 'present',
  ) => data.ranking.report.formations.reduce((total, one) => total + one[of], 0)
  const rows = data.formations
    .map((formation) => ({
      id: formation.formationId,
      name: formationName(titles, formation.formationId),
      report: reports.get(formation.formationId)!,
      cut: cutOff(view, formation.formationId),
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const columns: Column<(typeof rows)[number]>[] = [
    {
      head: w.formations.name,
      rowHead: true,
      cell: (row) => (
        <a href={pathIn(lang, resultPath(result.selection, result.stage, row.id))}>{row.name}</a>
      ),
    },
    { head: w.formations.seats, num: true, cell: (row) => f.number(row.report.seats) },
    ...(final
      ? [
          {
            head: w.formations.ranked,
            num: true,
            optional: true,
            cell: (row: (typeof rows)[number]) => f.number(row.report.ranked),
          },
          {
            head: w.formations.filled,
            num: true,
            cell: (row: (typeof rows)[number]) => f.number(row.report.seated + row.report.filled),
          },
        ]
      : [
          {
            head: w.formations.present,
            num: true,
            optional: true,
            cell: (row: (typeof rows)[number]) => f.number(row.report.present),
          },
          {
            head: w.formations.met,
            num: true,
            optional: true,
            cell: (row: (typeof rows)[number]) => f.number(row.report.metGrades),
          },
          {
            head: w.formations.listed,
            num: true,
            cell: (row: (typeof rows)[number]) => f.number(row.report.shortlisted),
          },
        ]),
    { head: w.formations.cutOff, num: true, cell: (row) => row.cut ?? '–' },
  ]
  return (
    <ResultFrame view={view} search={search}>
      <Stats
        items={
          final
            ? [
                { label: w.summary.seats, value: f.number(sum('seats')) },
                { label: w.summary.passed, value: f.number(sum('seated') + sum('filled')) },
                { label: w.summary.empty, value: f.number(sum('empty') - sum('reserved')) },
                ...(sum('reserved') > 0
                  ? [{ label: w.summary.reserved, value: f.number(sum('reserved')) }]
                  : []),
              ]
            : [
                { label: w.summary.participants, value: f.number(data.results.length) },
                { label: w.summary.met, value: f.number(sum('metGrades')) },
                { label: w.summary.listed, value: f.number(sum('shortlisted')) },
              ]
        }
      />
      <section aria-labelledby="lowongan">
        <h2 id="lowongan" class="t-section-h">
          {w.formations.title}
        </h2>
        <Table caption={w.formations.caption} quietCaption columns={columns} rows={rows} />
      </section>
    </ResultFrame>
  )
}

function cutOff({ context, result, data }: ResultView, formationId: string): string | undefined {
  const f = formatOf(context.services, context.lang)
  const rows = shownRows(data.ofFormation.get(formationId) ?? [], result.stage)
  const last = rows[lastAbove(rows, result.stage)]
  if (last === undefined) return undefined
  const value = result.stage === 'skdResult' ? last.skdTotal : last.finalMilli
  return value === null ? undefined : result.stage === 'skdResult' ? f.number(value) : f.decimal(value, 3)
}

export function ResultFormationPage({ view, formationId }: { view: ResultView; formationId: string }) {
  const { context, result, data, titles } = view
  const { lang, services } = context
  const w = resultsWords(lang)
  const f = formatOf(services, lang)
  const final = result.stage === 'finalResult'
  const own = data.ofFormation.get(formationId) ?? []
  const rows = shownRows(own, result.stage)
  const cut = lastAbove(rows, result.stage)
  const report = data.ranking.report.formations.find((one) => one.formationId === formationId)!
  const moved = data.results.filter(
    (row) => row.seatFormationId === formationId && row.formationId !== formationId,
  )
  const limit = cutOff(view, formationId)
  const name = formationName(titles, formationId)
  const vacancy = titles.get(formationId)
  const person = (row: ResultRow): Participant | undefined => data.byParticipant.get(row.participant)
  const points = (value: number | null | undefined) =>
    value === null || value === undefined ? w.formation.noRank : f.number(value)
  const milli = (value: number | null | undefined) =>
    value === null || value === undefined ? w.formation.noRank : f.decimal(value, 3)
  const columns: Column<ResultRow>[] = [
    { head: w.formation.rank, cell: (row) => <b>{points(final ? row.finalRank : row.skdRank)}</b> },
    {
      head: w.formation.code,
      rowHead: true,
      cell: (row) => <span class="t-num t-nowrap">{data.codes.get(row.participant)}</span>,
    },
    { head: 'TWK', num: true, optional: true, cell: (row) => points(person(row)?.twk) },
    { head: 'TIU', num: true, optional: true, cell: (row) => points(person(row)?.tiu) },
    { head: 'TKP', num: true, optional: true, cell: (row) => points(person(row)?.tkp) },
    {
      head: 'SKD',
      num: true,
      optional: final,
      cell: (row) => (final ? points(row.skdTotal) : <b>{points(row.skdTotal)}</b>),
    },
    ...(final
      ? [
          {
            head: w.formation.skb,
            num: true,
            optional: true,
            cell: (row: ResultRow) => milli(person(row)?.skbMilli),
          },
          { head: w.formation.final, num: true, cell: (row: ResultRow) => <b>{milli(row.finalMilli)}</b> },
        ]
      : []),
    {
      head: w.formation.outcome,
      cell: (row) => (
        <>
          <OutcomeBadge lang={lang} code={codeOf(row, result.stage)!} />
          {row.seatFormationId !== null && row.seatFormationId !== formationId ? (
            <small class="t-muted">
              {' '}
              <a href={pathIn(lang, resultPath(result.selection, result.stage, row.seatFormationId))}>
                {w.formation.seatIn(formationName(titles, row.seatFormationId))}
              </a>
            </small>
          ) : null}
        </>
      ),
    },
  ]
  const codes = new Set([...rows, ...moved].map((row) => codeOf(row, result.stage)!))
  return (
    <ResultFrame view={view} formationId={formationId}>
      <section aria-labelledby="tabel" class="t-stack" data-gap="4">
        <div>
          <h2 id="tabel">{name}</h2>
          <p class="t-muted">
            {final
              ? w.formation.finalLine(
                  f.number(report.seats),
                  f.number(report.ranked),
                  f.number(report.seated + report.filled),
                )
              : w.formation.skdLine(
                  f.number(report.seats),
                  f.number(report.present),
                  f.number(report.metGrades),
                  f.number(report.shortlisted),
                )}{' '}
            {limit === undefined ? null : w.formation.cutOff(limit)}{' '}
            {vacancy === undefined ? null : (
              <a href={pathIn(lang, `/lowongan/${vacancy.data.slug}`)}>{w.formation.vacancy}</a>
            )}
          </p>
        </div>
        <Table
          caption={w.formation.caption(name)}
          quietCaption
          columns={columns}
          rows={rows}
          empty={w.formation.none}
          mark={(_, i) => (i === cut && i < rows.length - 1 ? 'cut' : undefined)}
          rowId={(row) => data.codes.get(row.participant)}
        />
        <p class="t-small t-muted t-measure">
          {final ? w.formation.lineFinal : w.formation.lineSkd}{' '}
          {final && report.empty > report.reserved
            ? w.formation.emptySeats(f.number(report.empty - report.reserved))
            : null}{' '}
          {final && report.reserved > 0 ? w.formation.reserved(f.number(report.reserved)) : null}{' '}
          {final && own.length > rows.length ? (
            <>
              {w.formation.others(f.number(own.length - rows.length))}{' '}
              <a href={pathIn(lang, resultPath(result.selection, 'skdResult', formationId))}>
                {w.formation.skdPage}
              </a>
            </>
          ) : null}
        </p>
        {moved.length === 0 ? null : (
          <section aria-labelledby="pindah" class="t-stack" data-gap="3">
            <div>
              <h3 id="pindah">{w.formation.movedTitle}</h3>
              <p class="t-muted t-measure">{w.formation.movedText}</p>
            </div>
            <Table
              caption={w.formation.movedTitle}
              quietCaption
              columns={[
                {
                  head: w.formation.code,
                  rowHead: true,
                  cell: (row: ResultRow) => (
                    <span class="t-num t-nowrap">{data.codes.get(row.participant)}</span>
                  ),
                },
                {
                  head: w.formation.movedFrom,
                  cell: (row) => (
                    <a href={pathIn(lang, resultPath(result.selection, result.stage, row.formationId))}>
                      {formationName(titles, row.formationId)}
                    </a>
                  ),
                },
                { head: w.formation.final, num: true, cell: (row) => milli(row.finalMilli) },
                {
                  head: w.formation.outcome,
                  cell: (row) => <OutcomeBadge lang={lang} code={row.finalCode!} />,
                },
              ]}
              rows={moved}
            />
          </section>
        )}
        {codes.size === 0 ? null : <Legend lang={lang} stage={result.stage} codes={codes} />}
      </section>
    </ResultFrame>
  )
}

// ------------------------------------------------------------------ parts

const toneOf = (code: Code): { tone: Tone; icon: string } =>
  code === 'pl' || isSeat(code)
    ? { tone: 'ok', icon: 'check' }
    : code === 'th' || code === 'dis' || code === 'tms1'
      ? { tone: 'act', icon: 'ban' }
      : code === 'tie'
        ? { tone: 'obj', icon: 'scale' }
        : { tone: 'idle', icon: 'minus' }

export function OutcomeBadge({ lang, code }: { lang: Lang; code: Code }) {
  const { tone, icon } = toneOf(code)
  return (
    <Badge tone={tone} icon={icon}>
      {code === 'tie' ? resultsWords(lang).tie : printed(code)}
    </Badge>
  )
}

function Legend({ lang, stage, codes }: { lang: Lang; stage: string; codes: ReadonlySet<Code> }) {
  const w = resultsWords(lang)
  const meaning = (code: Code): string => {
    if (code === 'tl') return stage === 'skdResult' ? w.meaning.tlSkd : w.meaning.tlFinal
    if (/^[ue]\d$/.test(code)) return w.meaning.moved
    const known: { readonly [code: string]: string | undefined } = w.meaning
    return known[code] ?? code
  }
  const order = [
    'l',
    'pl',
    'u1',
    'u2',
    'u3',
    'e1',
    'e2',
    'e3',
    'tie',
    'p',
    'tl',
    'tms1',
    'th',
    'dis',
    'aps',
    'tms',
  ]
  return (
    <Card title={w.legend} level={3} variant="well">
      <dl class="t-codes">
        {order
          .filter((code) => codes.has(code))
          .map((code) => (
            <div>
              <dt>
                <OutcomeBadge lang={lang} code={code} />
              </dt>
              <dd>{meaning(code)}</dd>
            </div>
          ))}
      </dl>
    </Card>
  )
}

/** Title, search and the side column that both views of a result share. */
function ResultFrame({
  view,
  formationId,
  search,
  children,
}: {
  view: ResultView
  formationId?: string
  search?: Search
  children?: Child
}) {
  const { context, result, data, titles, schedule } = view
  const { services, lang } = context
  const w = resultsWords(lang)
  const f = formatOf(services, lang)
  const title = stageTitle(lang, result.stage)
  const path = resultPath(result.selection, result.stage, formationId)
  const objection =
    result.stage === 'finalResult' && schedule !== undefined
      ? windowOf(schedule.stages, 'finalObjection')
      : undefined
  const window = objection === undefined ? undefined : f.window(objection.opensAt, objection.closesAt)
  const options = data.formations
    .map((one) => ({ value: one.formationId, label: formationName(titles, one.formationId) }))
    .toSorted((a, b) => (a.label < b.label ? -1 : 1))
  const crumbs = [
    { label: w.home, href: pathIn(lang, '/') },
    { label: w.title, href: pathIn(lang, '/hasil') },
    ...(formationId === undefined
      ? [{ label: title }]
      : [
          { label: title, href: pathIn(lang, resultPath(result.selection, result.stage)) },
          { label: formationName(titles, formationId) },
        ]),
  ]
  const newest = result.numbers[0] === result.n
  return (
    <PublicPage
      context={context}
      title={
        formationId === undefined
          ? `${title}, ${result.title}`
          : `${formationName(titles, formationId)}, ${title}`
      }
      path={path}
      description={w.lead}
    >
      <Wrap>
        <Crumbs label={w.crumbs} items={crumbs} />
        <PageTitle
          eyebrow={result.title}
          title={title}
          lead={
            <>
              {w.announced(f.dateTime(result.at))} {window === undefined ? null : w.objection(window)}{' '}
              {result.n > 1 ? w.correction(String(result.n)) : null}
            </>
          }
        />
        <div class="t-stack pb-7" data-gap="5">
          {newest ? null : (
            <Notice tone="act" title={w.olderNotice}>
              <p>
                <a href={pathIn(lang, path)}>{w.newest}</a>
              </p>
            </Notice>
          )}
          <form
            class="t-find"
            role="search"
            method="get"
            action={pathIn(lang, resultPath(result.selection, result.stage))}
          >
            <Select
              name="lowongan"
              label={w.find.formation}
              options={options}
              value={formationId}
              empty={w.find.all}
              lang={lang}
              attrs={{ 'aria-required': undefined }}
            />
            <TextField
              name="kode"
              label={w.find.code}
              placeholder={w.find.codeHint}
              value={search?.typed}
              autocomplete="off"
              maxlength={20}
              lang={lang}
              attrs={{ 'aria-required': undefined }}
            />
            <Button type="submit">{w.find.button}</Button>
          </form>
          {search === undefined ? null : <Found view={view} search={search} />}
          <Columns>
            <Stack gap={5}>{children}</Stack>
            <aside class="t-sticky t-stack" data-gap="4" aria-label={w.check.title}>
              <CheckCard context={context} result={result} />
              {window === undefined ? null : (
                <Notice tone="obj" title={w.objectionTitle}>
                  <p class="t-small">
                    {w.objectionText(window)} <a href="/lamaran">{w.own}</a>
                  </p>
                </Notice>
              )}
              <FilesCard context={context} result={result} />
            </aside>
          </Columns>
        </div>
      </Wrap>
    </PublicPage>
  )
}

function Found({ view, search }: { view: ResultView; search: Search }) {
  const { context, result, data, titles } = view
  const { lang, services } = context
  const w = resultsWords(lang)
  const f = formatOf(services, lang)
  const row = search.found
  if (row === undefined) {
    return (
      <Notice tone="act" title={w.find.noneTitle(search.typed)} role="status">
        <p>{w.find.noneText}</p>
      </Notice>
    )
  }
  const code = data.codes.get(row.participant)!
  const outcome = codeOf(row, result.stage) ?? row.skdCode
  const value =
    result.stage === 'finalResult' && row.finalMilli !== null
      ? f.decimal(row.finalMilli, 3)
      : row.skdTotal === null
        ? undefined
        : f.number(row.skdTotal)
  return (
    <Notice tone="info" title={w.find.foundTitle(code)} role="status">
      <p>
        {formationName(titles, row.formationId)}. <OutcomeBadge lang={lang} code={outcome} />{' '}
        {value === undefined ? null : <b class="t-num">{value}</b>}
      </p>
      <p>
        <a href={`${pathIn(lang, resultPath(result.selection, result.stage, row.formationId))}#${code}`}>
          {w.find.open}
        </a>
      </p>
    </Notice>
  )
}
