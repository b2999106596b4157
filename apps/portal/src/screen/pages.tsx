// Pages around the desk: where an officer takes the next file, and the list of own files. Data in, HTML out.
import type { Services } from '../services/services.ts'
import { StaffPage } from '../accounts/staff-page.tsx'
import { writing } from '../apply/present.ts'
import { Button, ButtonRow } from '../ui/button.tsx'
import { Hidden } from '../ui/fields.tsx'
import { Pagination } from '../ui/navigation.tsx'
import { EmptyState, Notice } from '../ui/notice.tsx'
import { Card, Stats } from '../ui/surface.tsx'
import { Table } from '../ui/table.tsx'
import { screenId as w } from '../words/screen.id.ts'
import { fileCode, listPageSize, type DeskCounts, type ListRow } from './queries.ts'

export interface Desk {
  readonly selection: string
  readonly title: string
  readonly counts: DeskCounts
  readonly token: string
}

export function DeskHome(props: {
  services: Services
  desks: readonly Desk[]
  said?: string
  empty?: boolean
  refusal?: string
}) {
  const f = writing(props.services)
  return (
    <StaffPage services={props.services} title={w.desk.title} lead={w.desk.lead} path="/petugas/periksa">
      {props.said === undefined ? null : (
        <Notice tone="ok" role="status">
          {props.said}
        </Notice>
      )}
      {props.refusal === undefined ? null : (
        <Notice tone="act" role="alert">
          {props.refusal}
        </Notice>
      )}
      {props.empty === true ? (
        <Notice tone="info" role="status" title={w.desk.empty}>
          {w.desk.emptyText}
        </Notice>
      ) : null}
      {props.desks.length === 0 ? <EmptyState title={w.desk.none}>{w.desk.noneText}</EmptyState> : null}
      {props.desks.map((desk) => (
        <Card title={desk.title}>
          <Stats
            items={[
              { label: w.desk.waiting, value: f.number(desk.counts.waiting) },
              { label: w.desk.today, value: f.number(desk.counts.today) },
              { label: w.desk.mine, value: f.number(desk.counts.mine) },
              {
                label: w.desk.decidedAll,
                value: `${f.number(desk.counts.decided)} / ${f.number(desk.counts.received)}`,
              },
            ]}
          />
          <form method="post" action="/petugas/periksa/berikutnya">
            <Hidden name="token" value={desk.token} />
            <Hidden name="seleksi" value={desk.selection} />
            <ButtonRow>
              <Button icon="arrow-right" attrs={{ autofocus: true }}>
                {desk.counts.open === undefined ? w.desk.next : w.desk.resume}
              </Button>
              <Button
                href={`/petugas/periksa/daftar?seleksi=${encodeURIComponent(desk.selection)}`}
                variant="quiet"
              >
                {w.desk.list}
              </Button>
            </ButtonRow>
          </form>
        </Card>
      ))}
    </StaffPage>
  )
}

export function DeskList(props: {
  services: Services
  selection: string
  rows: readonly ListRow[]
  total: number
  page: number
}) {
  const { rows, total, page } = props
  const f = writing(props.services)
  return (
    <StaffPage
      services={props.services}
      title={w.list.title}
      lead={w.list.lead}
      path="/petugas/periksa/daftar"
      crumbs={[{ label: w.desk.title, href: '/petugas/periksa' }, { label: w.list.title }]}
    >
      <Table
        caption={w.list.title}
        quietCaption
        rows={rows}
        empty={w.list.empty}
        columns={[
          {
            head: w.list.code,
            rowHead: true,
            cell: (row) =>
              row.closedAt === null ? (
                <a href={`/petugas/periksa/${row.applicationId}`}>{fileCode(row.applicationId)}</a>
              ) : (
                <span class="t-num">{fileCode(row.applicationId)}</span>
              ),
          },
          { head: w.list.formation, cell: (row) => row.formationId, optional: true },
          {
            head: w.list.assigned,
            cell: (row) => <span class="t-num">{f.shortDate(row.assignedAt)}</span>,
            optional: true,
          },
          {
            head: w.list.state,
            cell: (row) =>
              row.closedAt === null ? w.list.open : row.opinion === null ? w.list.released : w.list.closed,
          },
          {
            head: w.list.ownOpinion,
            cell: (row) => (row.opinion === null ? '–' : w.list.opinion[row.opinion]),
          },
          {
            head: w.list.decision,
            cell: (row) => (row.decided === null ? w.list.undecided : w.list.opinion[row.decided]),
          },
        ]}
      />
      <Pagination
        page={page}
        pages={Math.ceil(total / listPageSize)}
        lang="id"
        href={(n) => `/petugas/periksa/daftar?seleksi=${encodeURIComponent(props.selection)}&halaman=${n}`}
      />
    </StaffPage>
  )
}

export function DeskRefusal(props: { services: Services; text: string }) {
  return (
    <StaffPage
      services={props.services}
      title={w.desk.title}
      path="/petugas/periksa"
      crumbs={[{ label: w.desk.title, href: '/petugas/periksa' }]}
    >
      <Notice tone="act" role="alert">
        {props.text}
      </Notice>
      <ButtonRow>
        <Button href="/petugas/periksa" variant="second">
          {w.desk.back}
        </Button>
      </ButtonRow>
    </StaffPage>
  )
}
