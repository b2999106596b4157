// What a round offers and asks for: its formations, and the documents of each kind.
import type { Services } from '../services/services.ts'
import { Button, ButtonRow } from '../ui/button.tsx'
import { FileField, Hidden, TextArea, TextField } from '../ui/fields.tsx'
import { Badge, Notice } from '../ui/notice.tsx'
import { Card, DefinitionList } from '../ui/surface.tsx'
import { Table } from '../ui/table.tsx'
import type { FormationProblem, ImportedFormation } from './formation-import.ts'
import type { PreparedRound } from './round-draft.ts'
import { RoundPage, errorOf, type FormState } from './round-frame.tsx'

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
