// Pages of the second person (committee.md 2.3): what waits, and one proposal with its consequences, old beside new,
// who proposed it, and the entries as they would stand in the public log.
import type { Description, Proposal } from './proposals.ts'
import type { StaffMember } from './officer-session.ts'
import { StaffPage } from './staff-page.tsx'
import type { Services } from '../services/services.ts'
import { Button, ButtonRow } from '../ui/button.tsx'
import { Diff } from '../ui/diff.tsx'
import { ErrorSummary, Hidden, TextArea, type FormError } from '../ui/fields.tsx'
import { Badge, EmptyState, Notice } from '../ui/notice.tsx'
import { Command } from '../ui/proof.tsx'
import { Card, DefinitionList, Details, List, Stats } from '../ui/surface.tsx'
import { Time } from '../ui/time.tsx'
import { proposalsClosed, proposalStates } from '../words/proposal-texts.ts'

export interface ProposalLine {
  readonly proposal: Proposal
  readonly title: string
  readonly proposer: string
  /** Whether this officer may be the second person. */
  readonly mine: boolean
}

function Lines({ lines, empty }: { lines: readonly ProposalLine[]; empty: string }) {
  if (lines.length === 0) return <p class="t-muted">{empty}</p>
  return (
    <List
      items={lines.map((line) => (
        <div class="t-row mt-3 mb-3" data-v="between">
          <div>
            <p class="t-strong">
              <a href={`/petugas/usulan/${line.proposal.id}`}>{line.title}</a>
            </p>
            <p class="t-small t-muted">
              {line.proposal.selection === '*' ? 'Semua seleksi' : line.proposal.selection}. Diusulkan{' '}
              {line.proposer}, <Time at={line.proposal.createdAt} lang="id" />
              {line.proposal.state === 'proposed' ? (
                <>
                  , berlaku sampai <Time at={line.proposal.expiresAt} lang="id" style="deadline" />
                </>
              ) : null}
            </p>
          </div>
          <Badge
            tone={
              line.proposal.state === 'proposed' ? 'act' : line.proposal.state === 'approved' ? 'ok' : 'idle'
            }
          >
            {line.proposal.state === 'proposed' && line.mine
              ? 'Menunggu Anda'
              : proposalStates[line.proposal.state]}
          </Badge>
        </div>
      ))}
    />
  )
}

export function StaffHome(props: {
  services: Services
  member: StaffMember
  waiting: readonly ProposalLine[]
  ways: readonly { href: string; label: string; note: string }[]
  roles: readonly string[]
}) {
  return (
    <StaffPage
      services={props.services}
      title="Meja saya"
      path="/petugas"
      lead={
        props.roles.length === 0 ? 'Anda belum memegang peran.' : `Peran Anda: ${props.roles.join(', ')}.`
      }
    >
      <Card
        title="Menunggu persetujuan Anda"
        aside={props.waiting.length === 0 ? undefined : <Badge tone="act">{props.waiting.length}</Badge>}
      >
        <Lines lines={props.waiting} empty="Tidak ada yang menunggu Anda." />
      </Card>
      <Card title="Pekerjaan">
        <List
          items={props.ways.map((way) => (
            <div class="mt-3 mb-3">
              <p class="t-strong">
                <a href={way.href}>{way.label}</a>
              </p>
              <p class="t-small t-muted">{way.note}</p>
            </div>
          ))}
        />
      </Card>
    </StaffPage>
  )
}

export function ProposalList(props: {
  services: Services
  open: readonly ProposalLine[]
  ended: readonly ProposalLine[]
  now: Date
}) {
  const refused = props.ended.filter((line) => line.proposal.state === 'refused').length
  return (
    <StaffPage
      services={props.services}
      title="Usulan"
      path="/petugas/usulan"
      lead="Setiap tindakan resmi perlu dua petugas. Usulan yang tidak dijawab dalam tiga hari kerja gugur."
    >
      {props.open.length === 0 && props.ended.length === 0 ? (
        <EmptyState title="Belum ada usulan.">Usulan muncul di sini begitu petugas membuatnya.</EmptyState>
      ) : (
        <>
          <Stats
            items={[
              {
                label: 'Menunggu',
                value: props.open.length,
                note: <Time at={props.now} lang="id" style="time" />,
              },
              { label: 'Ditolak', value: refused },
              {
                label: 'Lewat waktu atau data berubah',
                value: props.ended.filter(
                  (line) => line.proposal.state === 'expired' || line.proposal.state === 'stale',
                ).length,
              },
            ]}
          />
          <Card title="Menunggu">
            <Lines lines={props.open} empty="Tidak ada usulan yang menunggu." />
          </Card>
          <Card title="Sudah selesai">
            <Lines lines={props.ended} empty="Belum ada yang selesai." />
          </Card>
        </>
      )}
    </StaffPage>
  )
}

/** Proposals of a round are for its own officers. */
export function ProposalsClosed({ services }: { services: Services }) {
  return (
    <StaffPage services={services} title="Usulan" path="/petugas/usulan">
      <Notice tone="no" title={proposalsClosed.title}>
        <p>{proposalsClosed.text}</p>
        <p>
          <a href="/petugas">{proposalsClosed.back}</a>
        </p>
      </Notice>
    </StaffPage>
  )
}

export interface ProposalPageProps {
  services: Services
  line: ProposalLine
  description: Description
  isProposer: boolean
  token: string
  errors?: readonly FormError[]
  problems?: readonly string[]
  reason?: string
  /** Stands on top after something was done. */
  done?: string
}

export function ProposalPage(props: ProposalPageProps) {
  const { proposal } = props.line
  const path = `/petugas/usulan/${proposal.id}`
  const open = proposal.state === 'proposed'
  const { description } = props
  return (
    <StaffPage
      services={props.services}
      title={props.line.title}
      path={path}
      crumbs={[{ label: 'Usulan', href: '/petugas/usulan' }, { label: props.line.title }]}
    >
      <ErrorSummary errors={props.errors ?? []} />
      {props.done === undefined ? null : <Notice tone="ok" role="status" title={props.done} />}
      {props.problems === undefined || props.problems.length === 0 ? null : (
        <Notice tone="no" title="Yang masih kurang">
          <ul>
            {props.problems.map((problem) => (
              <li>{problem}</li>
            ))}
          </ul>
        </Notice>
      )}
      {open ? null : (
        <Notice tone={proposal.state === 'approved' ? 'ok' : 'info'} title={proposalStates[proposal.state]}>
          <p>
            {proposal.decidedAt === null ? null : <Time at={proposal.decidedAt} lang="id" />}
            {proposal.state === 'refused' ? `. Alasannya: ${proposal.reason ?? ''}` : null}
          </p>
        </Notice>
      )}
      <Card title={open ? 'Bila disetujui' : 'Isi usulan'} variant="key">
        <ul class="t-stack" data-gap="2">
          {description.consequences.map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
      </Card>
      <Card title="Semula dan menjadi">
        <Diff lang="id" changes={description.changes} />
      </Card>
      {description.marks === undefined || description.marks.length === 0 ? null : (
        <Card title="Perlu Anda lihat">
          <Details summary={`${description.marks.length} catatan`}>
            <ul>
              {description.marks.map((mark) => (
                <li>{mark}</li>
              ))}
            </ul>
          </Details>
        </Card>
      )}
      <Card title="Pengusul">
        <DefinitionList
          rows={[
            ['Petugas', props.line.proposer],
            ['Waktu', <Time at={proposal.createdAt} lang="id" />],
            ['Berlaku sampai', <Time at={proposal.expiresAt} lang="id" style="deadline" />],
          ]}
        />
      </Card>
      <Card title="Catatan publik yang akan ditulis">
        <p class="t-muted mb-3">{description.entries.length} catatan. Sandi kedua petugas ikut tercatat.</p>
        <Details summary="Lihat isi catatan" open={description.entries.length <= 3}>
          <Command
            text={description.entries.map((entry) => `${entry.t} ${JSON.stringify(entry.body)}`).join('\n')}
          />
        </Details>
      </Card>
      {open && props.line.mine && !props.isProposer ? (
        <Card title="Keputusan Anda">
          <form class="t-stack mb-4" data-gap="4" method="post" action={`${path}/setuju`}>
            <Hidden name="token" value={props.token} />
            <ButtonRow>
              <Button icon="check">Setujui usulan</Button>
            </ButtonRow>
          </form>
          <form class="t-stack" data-gap="4" method="post" action={`${path}/tolak`}>
            <Hidden name="token" value={props.token} />
            <TextArea
              name="alasan"
              label="Alasan bila menolak"
              hint="20 sampai 400 huruf."
              rows={3}
              maxlength={400}
              value={props.reason}
              error={props.errors?.find((one) => one.field === 'alasan')?.text}
            />
            <ButtonRow>
              <Button variant="no">Tolak usulan</Button>
            </ButtonRow>
          </form>
        </Card>
      ) : null}
      {open && props.isProposer ? (
        <form class="t-stack" data-gap="4" method="post" action={`${path}/tarik`}>
          <Hidden name="token" value={props.token} />
          <p class="t-muted mb-3">Anda yang mengusulkan. Orang kedua harus petugas lain.</p>
          <Button variant="second">Tarik usulan</Button>
        </form>
      ) : null}
    </StaffPage>
  )
}
