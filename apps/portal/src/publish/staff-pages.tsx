// Pages of the secretary: from an empty round to the gate. Each page has one thing to fill in and says what is still
// missing; nothing here is public until two people publish it.
import type { Child } from 'hono/jsx'
import { unconfirmedNumbers, type RuleSet } from '@terang/rules/rule-set.ts'
import { StaffPage } from '../accounts/staff-page.tsx'
import type { Services } from '../services/services.ts'
import { Button, ButtonRow } from '../ui/button.tsx'
import {
  ErrorSummary,
  FileField,
  Hidden,
  Select,
  TextArea,
  TextField,
  type FormError,
} from '../ui/fields.tsx'
import { Tabs } from '../ui/navigation.tsx'
import { Badge, EmptyState, Notice } from '../ui/notice.tsx'
import { Card, Checks, DefinitionList, Details, List, Stats } from '../ui/surface.tsx'
import { Table } from '../ui/table.tsx'
import { announcementKinds } from './announce.ts'
import { scheduleReasons } from './change-schedule.ts'
import type { FormationProblem, ImportedFormation } from './formation-import.ts'
import type { GateProblem } from './gate.ts'
import type { RoundPackage } from './publish-round.ts'
import type { PreparedRound } from './round-draft.ts'
import type { ScheduleDays, ScheduleProblem } from './schedule.ts'

type Typed = Readonly<Record<string, string>>
interface FormState {
  token: string
  typed?: Typed
  errors?: readonly FormError[]
}
const errorOf = (state: FormState, field: string) => state.errors?.find((one) => one.field === field)?.text

const tabs = [
  ['', 'Gerbang'],
  ['formasi', 'Formasi'],
  ['dokumen', 'Dokumen'],
  ['jadwal', 'Jadwal'],
  ['pengumuman', 'Pengumuman'],
  ['angka', 'Angka aturan'],
] as const

export function RoundPage(props: {
  services: Services
  round: PreparedRound
  page: string
  title: string
  lead?: Child
  errors?: readonly FormError[]
  done?: boolean
  children?: Child
}) {
  const base = `/petugas/seleksi/${props.round.id}`
  return (
    <StaffPage
      services={props.services}
      title={props.title}
      lead={props.lead}
      path={props.page === '' ? base : `${base}/${props.page}`}
      crumbs={[{ label: 'Seleksi', href: '/petugas/seleksi' }, { label: props.round.title }]}
    >
      <Tabs
        label="Bagian seleksi"
        tabs={tabs.map(([page, label]) => ({
          href: page === '' ? base : `${base}/${page}`,
          label,
          current: page === props.page,
        }))}
      />
      <ErrorSummary errors={props.errors ?? []} />
      {props.done === true ? <Notice tone="ok" role="status" title="Tersimpan." /> : null}
      {props.children}
    </StaffPage>
  )
}

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

export function FormationsPage(props: {
  services: Services
  round: PreparedRound
  formations: readonly ImportedFormation[]
  problems: readonly FormationProblem[]
  locked: boolean
  state: FormState
  done: boolean
}) {
  const typed = props.state.typed ?? {}
  const { determination, control } = props.round.draft
  return (
    <RoundPage
      services={props.services}
      round={props.round}
      page="formasi"
      title="Formasi"
      lead="Berkas penetapan kebutuhan menjadi daftar formasi. Selama satu sel masih perlu diperbaiki, tidak ada yang diimpor."
      errors={props.state.errors}
      done={props.done}
    >
      {props.problems.length === 0 ? null : (
        <Card title={`${props.problems.length} sel perlu diperbaiki`}>
          <Table
            caption="Perbaiki di berkas, lalu unggah lagi"
            columns={[
              { head: 'Lembar', cell: (one) => one.sheet ?? '–', optional: true },
              { head: 'Baris', num: true, cell: (one) => one.row },
              { head: 'Kolom', num: true, cell: (one) => one.column },
              { head: 'Yang perlu diperbaiki', rowHead: true, cell: (one) => one.text },
            ]}
            rows={props.problems.slice(0, 200)}
          />
          {props.problems.length > 200 ? (
            <p class="t-muted">Menampilkan 200 yang pertama dari {props.problems.length}.</p>
          ) : null}
        </Card>
      )}
      {determination === undefined ? null : (
        <Card title="Yang tersimpan">
          <DefinitionList
            pair
            rows={[
              ['Berkas', determination.fileName],
              ['Sidik berkas', <code class="t-hash">{determination.sha256.slice(0, 24)}</code>],
              ['Formasi dalam berkas', determination.rows],
              ['Kursi dalam berkas', determination.seats],
              [
                'Surat penetapan',
                control === undefined ? 'belum diketik' : `${control.rows} formasi, ${control.seats} kursi`,
              ],
            ]}
          />
        </Card>
      )}
      {props.locked ? (
        <Notice title="Formasi sudah terbit.">Perubahan kursi menunggu penetapan baru.</Notice>
      ) : (
        <Card title={determination === undefined ? 'Impor formasi' : 'Ganti dengan berkas lain'}>
          <form
            class="t-stack"
            data-gap="4"
            method="post"
            action={`/petugas/seleksi/${props.round.id}/formasi`}
            enctype="multipart/form-data"
          >
            <Hidden name="token" value={props.state.token} />
            <FileField
              name="berkas"
              label="Berkas penetapan"
              accept=".csv,.xlsx"
              kinds="CSV atau XLSX"
              limit="20 MB"
              error={errorOf(props.state, 'berkas')}
            />
            <TextField
              name="baris"
              label="Jumlah formasi menurut surat penetapan"
              hint="Ketik dari surat yang ditandatangani, bukan dari berkas."
              inputmode="numeric"
              value={typed['baris'] ?? control?.rows}
              error={errorOf(props.state, 'baris')}
            />
            <TextField
              name="kursi"
              label="Jumlah kursi menurut surat penetapan"
              inputmode="numeric"
              value={typed['kursi'] ?? control?.seats}
              error={errorOf(props.state, 'kursi')}
            />
            <Button>Periksa dan impor</Button>
          </form>
        </Card>
      )}
      {props.formations.length === 0 ? null : (
        <Table
          caption={`${props.formations.length} formasi`}
          columns={[
            { head: 'Kode', rowHead: true, cell: (one) => one.formationId },
            { head: 'Jabatan', cell: (one) => one.positionTitle },
            { head: 'Unit', optional: true, cell: (one) => one.unitPath.join(', ') },
            { head: 'Jenjang', optional: true, cell: (one) => one.level },
            { head: 'Kursi', num: true, cell: (one) => one.seats },
          ]}
          rows={props.formations}
        />
      )}
    </RoundPage>
  )
}

export function DocumentsPage(props: {
  services: Services
  round: PreparedRound
  locked: boolean
  state: FormState
  done: boolean
}) {
  const typed = props.state.typed ?? {}
  return (
    <RoundPage
      services={props.services}
      round={props.round}
      page="dokumen"
      title="Dokumen"
      lead="Daftar dokumen datang dari aturan. Anda menulis kapan sebuah berkas tidak diterima, satu kalimat per baris."
      errors={props.state.errors}
      done={props.done}
    >
      <form class="t-stack" data-gap="4" method="post" action={`/petugas/seleksi/${props.round.id}/dokumen`}>
        <Hidden name="token" value={props.state.token} />
        {props.round.draft.documents.map((document) => (
          <Card title={document.label} aside={<Badge>{document.required ? 'Wajib' : 'Bila perlu'}</Badge>}>
            <p class="t-small t-muted mb-3">
              {document.formats.map((format) => format.split('/')[1]?.toUpperCase()).join(', ')}, paling besar{' '}
              {document.maxKB} KB.
            </p>
            <TextArea
              name={`tidak-${document.id}`}
              label="Tidak diterima bila"
              rows={3}
              value={typed[`tidak-${document.id}`] ?? document.invalidIf.join('\n')}
            />
          </Card>
        ))}
        {props.locked ? null : (
          <ButtonRow>
            <Button>Simpan dokumen</Button>
          </ButtonRow>
        )}
      </form>
    </RoundPage>
  )
}

export function SchedulePage(props: {
  services: Services
  round: PreparedRound
  ruleSet: RuleSet
  days: ScheduleDays
  problems: readonly ScheduleProblem[]
  published: boolean
  state: FormState
  done: boolean
  sentences?: readonly string[]
}) {
  return (
    <RoundPage
      services={props.services}
      round={props.round}
      page="jadwal"
      title="Jadwal"
      lead={
        props.published
          ? 'Jadwal ini berlaku. Perubahannya menjadi usulan untuk orang kedua.'
          : 'Hari pertama dan hari terakhir ikut dihitung. Sebuah tahap tutup pukul 23.59 pada hari terakhirnya.'
      }
      errors={props.state.errors}
      done={props.done}
    >
      {props.sentences === undefined || props.sentences.length === 0 ? null : (
        <Notice tone="no" title="Jadwal ini belum dapat diusulkan">
          <ul>
            {props.sentences.map((sentence) => (
              <li>{sentence}</li>
            ))}
          </ul>
        </Notice>
      )}
      {props.problems.length === 0 ? null : (
        <Card title="Menurut aturan">
          <Checks
            items={props.problems.map((problem) => ({
              tone: problem.warning ? ('act' as const) : ('no' as const),
              state: problem.warning ? 'Perhatikan' : 'Belum',
              text: problem.text,
            }))}
          />
        </Card>
      )}
      <form class="t-stack" data-gap="4" method="post" action={`/petugas/seleksi/${props.round.id}/jadwal`}>
        <Hidden name="token" value={props.state.token} />
        <div class="t-stack" data-gap="4">
          {props.ruleSet.stages.map((stage) => (
            <fieldset class="t-fset t-card">
              <legend>
                {stage.labelId}
                {stage.optional === true ? <span class="t-optional"> (boleh kosong)</span> : null}
              </legend>
              <div class="t-row">
                <TextField
                  name={`mulai-${stage.id}`}
                  type="date"
                  label="Hari pertama"
                  optional={stage.optional === true}
                  value={props.days[stage.id]?.start}
                />
                <TextField
                  name={`selesai-${stage.id}`}
                  type="date"
                  label="Hari terakhir"
                  optional={stage.optional === true}
                  value={props.days[stage.id]?.end}
                />
              </div>
            </fieldset>
          ))}
          {props.published ? (
            <Select
              name="alasan"
              label="Alasan perubahan"
              options={Object.entries(scheduleReasons).map(([value, label]) => ({ value, label }))}
              value={props.state.typed?.['alasan']}
              error={errorOf(props.state, 'alasan')}
            />
          ) : null}
          <ButtonRow>
            <Button>{props.published ? 'Usulkan perubahan jadwal' : 'Simpan jadwal'}</Button>
          </ButtonRow>
        </div>
      </form>
    </RoundPage>
  )
}

export function AnnouncementPage(props: {
  services: Services
  round: PreparedRound
  published: boolean
  state: FormState
  done: boolean
}) {
  const typed = props.state.typed ?? {}
  const draft = props.published ? undefined : props.round.draft.announcement
  return (
    <RoundPage
      services={props.services}
      round={props.round}
      page="pengumuman"
      title="Pengumuman"
      lead={
        props.published
          ? 'Pengumuman baru, atau versi baru dari nomor yang sudah ada. Terbit setelah orang kedua setuju.'
          : 'Surat pengumuman yang terbit bersama lowongan. Satu baris kosong memisahkan paragraf.'
      }
      errors={props.state.errors}
      done={props.done}
    >
      <form
        class="t-stack"
        data-gap="4"
        method="post"
        action={`/petugas/seleksi/${props.round.id}/pengumuman`}
      >
        <Hidden name="token" value={props.state.token} />
        <TextField
          name="nomor"
          label="Nomor"
          hint="Huruf, angka, titik, tanda hubung."
          value={typed['nomor'] ?? draft?.number}
          error={errorOf(props.state, 'nomor')}
        />
        {props.published ? (
          <Select
            name="jenis"
            label="Jenis"
            options={Object.entries(announcementKinds).map(([value, label]) => ({ value, label }))}
            value={typed['jenis']}
            error={errorOf(props.state, 'jenis')}
          />
        ) : null}
        <TextField
          name="judul"
          label="Judul"
          maxlength={90}
          value={typed['judul'] ?? draft?.title}
          error={errorOf(props.state, 'judul')}
        />
        <TextArea
          name="isi"
          label="Isi"
          rows={14}
          hint="Tulis bahwa seleksi ini tidak dipungut biaya. Kalimat paling panjang 30 kata."
          value={typed['isi'] ?? draft?.text}
          error={errorOf(props.state, 'isi')}
        />
        {props.published ? (
          <TextArea
            name="perubahan"
            label="Apa yang berubah"
            optional
            rows={2}
            hint="Wajib untuk versi kedua dan seterusnya, 20 sampai 300 huruf."
            value={typed['perubahan']}
            error={errorOf(props.state, 'perubahan')}
          />
        ) : null}
        <Button>{props.published ? 'Usulkan pengumuman' : 'Simpan pengumuman'}</Button>
      </form>
    </RoundPage>
  )
}

export function NumbersPage(props: {
  services: Services
  round: PreparedRound
  ruleSet: RuleSet
  confirmed: ReadonlySet<string>
  rulesPublished: boolean
  state: FormState
}) {
  const open = unconfirmedNumbers(props.ruleSet).filter((one) => !props.confirmed.has(one.path))
  const typed = props.state.typed ?? {}
  return (
    <RoundPage
      services={props.services}
      round={props.round}
      page="angka"
      title="Angka aturan"
      lead="Angka yang belum dibaca dari dokumennya. Dua petugas memastikannya satu per satu."
      errors={props.state.errors}
    >
      {props.rulesPublished ? (
        open.length === 0 ? (
          <Notice tone="ok" title="Semua angka sudah dipastikan." />
        ) : (
          <Card title="Pastikan satu angka">
            <form
              class="t-stack"
              data-gap="4"
              method="post"
              action={`/petugas/seleksi/${props.round.id}/angka`}
            >
              <Hidden name="token" value={props.state.token} />
              <Select
                name="kunci"
                label="Angka"
                options={open.map((one) => ({
                  value: one.path,
                  label: `${one.path} = ${JSON.stringify(one.value ?? null)}`,
                }))}
                value={typed['kunci']}
                error={errorOf(props.state, 'kunci')}
              />
              <TextField
                name="dokumen"
                label="Dokumen"
                hint="Nama, nomor, dan pasal."
                value={typed['dokumen']}
                error={errorOf(props.state, 'dokumen')}
              />
              <Button>Usulkan kepastian</Button>
            </form>
          </Card>
        )
      ) : (
        <Card title="Aturan belum terbit">
          <p class="t-muted mb-3">
            Sebuah angka dipastikan terhadap aturan yang sudah terbit. Terbitkan aturannya dulu, atau biarkan
            terbit bersama lowongan.
          </p>
          <form
            class="t-stack"
            data-gap="4"
            method="post"
            action={`/petugas/seleksi/${props.round.id}/aturan`}
          >
            <Hidden name="token" value={props.state.token} />
            <Button variant="second">Usulkan terbit aturan</Button>
          </form>
        </Card>
      )}
      <Table
        caption={`${open.length} angka belum dipastikan`}
        columns={[
          { head: 'Angka', rowHead: true, cell: (one) => one.path },
          { head: 'Nilai', cell: (one) => JSON.stringify(one.value ?? null) },
          { head: 'Sumber', optional: true, cell: (one) => one.source },
        ]}
        rows={open}
      />
    </RoundPage>
  )
}
