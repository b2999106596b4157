// /petugas/laporan: which rounds have a report, and the button that publishes one.
import { StaffPage } from '../accounts/staff-page.tsx'
import { formatOf } from '../publish/present.ts'
import type { Services } from '../services/services.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary, Hidden, type FormError } from '../ui/fields.tsx'
import { EmptyState, Notice } from '../ui/notice.tsx'
import { Table } from '../ui/table.tsx'
import { reportId } from '../words/report.id.ts'
import type { reportedRounds } from './queries.ts'

type Row = Awaited<ReturnType<typeof reportedRounds>>[number] & { readonly token: string | undefined }

export function ReportDesk({
  services,
  rounds,
  done,
  errors,
}: {
  services: Services
  rounds: readonly Row[]
  done: string | undefined
  errors: readonly FormError[]
}) {
  const w = reportId.staff
  const f = formatOf(services, 'id')
  return (
    <StaffPage services={services} title={w.title} lead={w.lead} path="/petugas/laporan">
      <ErrorSummary errors={errors} />
      {done !== undefined && /^\d{1,4}$/.test(done) ? (
        <Notice tone="ok" role="status">
          {w.done(done)}
        </Notice>
      ) : null}
      {rounds.length === 0 ? (
        <EmptyState title={w.none}>{w.noneText}</EmptyState>
      ) : (
        <Table
          caption={w.title}
          quietCaption
          columns={[
            {
              head: w.round,
              rowHead: true,
              cell: (row: Row) => <a href={`/laporan/${row.round.id}`}>{row.round.title}</a>,
            },
            {
              head: w.state,
              cell: (row) =>
                row.report === undefined
                  ? w.never
                  : w.last(f.number(row.report.version), f.dateTime(row.report.at)),
            },
            {
              head: w.act,
              cell: (row) =>
                row.token === undefined ? (
                  w.only
                ) : (
                  <form method="post" action="/petugas/laporan">
                    <Hidden name="token" value={row.token} />
                    <Hidden name="seleksi" value={row.round.id} />
                    <Button size="s" variant={row.report === undefined ? 'primary' : 'second'}>
                      {row.report === undefined ? w.publishAction : w.again}
                    </Button>
                  </form>
                ),
            },
          ]}
          rows={rounds}
        />
      )}
    </StaffPage>
  )
}
