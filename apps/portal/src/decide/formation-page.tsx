// One vacancy of a result, after identity page 07: codes instead of names, and the line under the last seat.
import type { Participant, ResultRow } from '@terang/rules/public-data.ts'
import { formatOf } from '../publish/present.ts'
import { Table, type Column } from '../ui/table.tsx'
import { pathIn } from '../words/words.ts'
import { formationName, resultPath, resultsWords } from './present.ts'
import { codeOf, lastAbove, shownRows } from './result-order.ts'
import { OutcomeBadge, Legend } from './outcome-badge.tsx'
import { ResultFrame, type ResultView, cutOff } from './result-frame.tsx'

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
