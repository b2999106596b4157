// Public results: the list of announced stages, and one stage with all its vacancies.
import { PublicPage, type PageContext } from '../publish/public-page.tsx'
import { entryPath } from '../publish/entry-path.ts'
import { formatOf } from '../publish/present.ts'
import { Button } from '../ui/button.tsx'
import { PageTitle, Wrap } from '../ui/layout.tsx'
import { Crumbs } from '../ui/navigation.tsx'
import { EmptyState } from '../ui/notice.tsx'
import { Stats } from '../ui/surface.tsx'
import { Table, type Column } from '../ui/table.tsx'
import { pathIn } from '../words/words.ts'
import { formationName, resultPath, resultsWords, stageTitle } from './present.ts'
import type { AnnouncedStage } from './queries.ts'
import { ResultFrame, type ResultView, type Search, cutOff } from './result-frame.tsx'

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
