// Rounds that are prepared, and the gate of one: what is still missing, and the proposal that publishes it.
import { StaffPage } from '../accounts/staff-page.tsx'
import type { Services } from '../services/services.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary, Hidden, Select, TextField } from '../ui/fields.tsx'
import { Badge, EmptyState, Notice } from '../ui/notice.tsx'
import { Card, Checks, Details, List, Stats } from '../ui/surface.tsx'
import type { GateProblem } from './gate.ts'
import type { RoundPackage } from './publish-round.ts'
import type { PreparedRound } from './round-draft.ts'
import { RoundPage, errorOf, type FormState } from './round-frame.tsx'

export function RoundList(props: {
  services: Services
  rounds: readonly { round: PreparedRound; published: boolean }[]
  ruleSets: readonly string[]
  mayCreate: boolean
  state: FormState
}) {
  const typed = props.state.typed ?? {}
  return (
    <StaffPage services={props.services} title="Seleksi" path="/petugas/seleksi">
      <ErrorSummary errors={props.state.errors ?? []} />
      {props.rounds.length === 0 ? (
        <EmptyState title="Belum ada seleksi.">Buat seleksi pertama di bawah.</EmptyState>
      ) : (
        <Card title="Semua seleksi">
          <List
            items={props.rounds.map(({ round, published }) => (
              <div class="t-row mt-3 mb-3" data-v="between">
                <div>
                  <p class="t-strong">
                    <a href={`/petugas/seleksi/${round.id}`}>{round.title}</a>
                  </p>
                  <p class="t-small t-muted">
                    {round.id}, aturan {round.ruleSetName}
                  </p>
                </div>
                <Badge tone={published ? 'ok' : 'idle'}>{published ? 'Sudah terbit' : 'Disiapkan'}</Badge>
              </div>
            ))}
          />
        </Card>
      )}
      {props.mayCreate ? (
        <Card title="Buat seleksi">
          <form class="t-stack" data-gap="4" method="post" action="/petugas/seleksi">
            <Hidden name="token" value={props.state.token} />
            <TextField
              name="id"
              label="Kode seleksi"
              hint="Huruf kecil, angka, dan tanda hubung. Contoh: 2027-cpns. Tidak dapat diubah."
              value={typed['id']}
              error={errorOf(props.state, 'id')}
            />
            <TextField
              name="judul"
              label="Judul"
              value={typed['judul']}
              error={errorOf(props.state, 'judul')}
            />
            <TextField
              name="tahun"
              label="Tahun"
              inputmode="numeric"
              value={typed['tahun']}
              error={errorOf(props.state, 'tahun')}
            />
            <Select
              name="aturan"
              label="Aturan"
              options={props.ruleSets.map((name) => ({ value: name, label: name }))}
              value={typed['aturan'] ?? props.ruleSets[0]}
              error={errorOf(props.state, 'aturan')}
            />
            <TextField
              name="mulai"
              type="date"
              label="Hari pertama pengumuman lowongan"
              hint="Tahap lain diusulkan dari jarak hari pada aturan. Anda dapat mengubahnya."
              value={typed['mulai']}
              error={errorOf(props.state, 'mulai')}
            />
            <Button>Buat seleksi</Button>
          </form>
        </Card>
      ) : null}
    </StaffPage>
  )
}

const pageNames: Readonly<Record<GateProblem['page'], string>> = {
  formasi: 'Formasi',
  dokumen: 'Dokumen',
  jadwal: 'Jadwal',
  pengumuman: 'Pengumuman',
  angka: 'Angka aturan',
  pejabat: 'Pejabat',
  aturan: 'Aturan',
}

function pageHref(round: string, page: GateProblem['page']): string {
  if (page === 'pejabat') return '/petugas/pejabat'
  return page === 'aturan' ? `/petugas/seleksi/${round}/angka` : `/petugas/seleksi/${round}/${page}`
}

export function GatePage(props: {
  services: Services
  pack: RoundPackage
  published: boolean
  mayPropose: boolean
  state: FormState
  openProposal?: string
}) {
  const { pack } = props
  const blocking = pack.problems.filter((problem) => problem.blocks)
  const marks = pack.problems.filter((problem) => !problem.blocks)
  const seats = pack.formations.reduce((sum, one) => sum + one.data.seats, 0)
  return (
    <RoundPage
      services={props.services}
      round={pack.round}
      page=""
      title={pack.round.title}
      lead="Gerbang terbit: semua syarat di bawah harus terpenuhi sebelum lowongan dapat diusulkan."
      errors={props.state.errors}
    >
      {props.published ? (
        <Notice tone="ok" title="Seleksi ini sudah terbit.">
          <p>
            <a href="/lowongan">Lihat sebagai publik</a>. Jadwal dan pengumuman berubah lewat usulan baru.
          </p>
        </Notice>
      ) : null}
      <Stats
        items={[
          { label: 'Formasi', value: pack.formations.length },
          { label: 'Kursi', value: seats },
          ...(props.published
            ? []
            : [
                { label: 'Belum terpenuhi', value: blocking.length },
                { label: 'Catatan', value: marks.length },
              ]),
        ]}
      />
      {props.published ? null : (
        <Card title="Yang masih kurang">
          {blocking.length === 0 ? (
            <Checks items={[{ tone: 'ok', state: 'Terpenuhi', text: 'Semua terpenuhi. Usulkan terbit.' }]} />
          ) : (
            <Checks
              items={blocking.map((problem) => ({
                tone: 'no' as const,
                state: 'Belum',
                text: problem.text,
                note: <a href={pageHref(pack.round.id, problem.page)}>Buka {pageNames[problem.page]}</a>,
              }))}
            />
          )}
        </Card>
      )}
      {props.published || marks.length === 0 ? null : (
        <Card title="Catatan">
          <p class="t-muted mb-3">
            {pack.round.demo
              ? 'Pada seleksi percobaan, angka yang belum dipastikan hanya ditandai.'
              : 'Tidak menghalangi, tetapi orang kedua ikut membacanya.'}
          </p>
          <Details summary={`Lihat ${marks.length} catatan`}>
            <ul>
              {marks.map((problem) => (
                <li>{problem.text}</li>
              ))}
            </ul>
          </Details>
        </Card>
      )}
      {props.openProposal === undefined ? null : (
        <Notice title="Usulan terbit sedang menunggu.">
          <p>
            <a href={`/petugas/usulan/${props.openProposal}`}>Buka usulan</a>
          </p>
        </Notice>
      )}
      {props.published || !props.mayPropose || props.openProposal !== undefined ? null : (
        <form class="t-stack" data-gap="4" method="post" action={`/petugas/seleksi/${pack.round.id}/usul`}>
          <Hidden name="token" value={props.state.token} />
          <p class="t-muted mb-3">
            Ketua membaca usulan ini dan menyetujui atau menolaknya. Tidak ada yang terbit sebelum itu.
          </p>
          <Button>Usulkan terbit</Button>
        </form>
      )}
    </RoundPage>
  )
}
