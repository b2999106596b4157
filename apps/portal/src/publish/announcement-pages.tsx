// What a round says: its schedule, its announcement, and the numbers of the rule set that two people confirm.
import { unconfirmedNumbers, type RuleSet } from '@terang/rules/rule-set.ts'
import type { Services } from '../services/services.ts'
import { Button, ButtonRow } from '../ui/button.tsx'
import { Hidden, Select, TextArea, TextField } from '../ui/fields.tsx'
import { Notice } from '../ui/notice.tsx'
import { Card, Checks } from '../ui/surface.tsx'
import { Table } from '../ui/table.tsx'
import { announcementKinds } from './announce.ts'
import { scheduleReasons } from './change-schedule.ts'
import type { PreparedRound } from './round-draft.ts'
import type { ScheduleDays, ScheduleProblem } from './schedule.ts'
import { RoundPage, errorOf, type FormState } from './round-frame.tsx'

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
