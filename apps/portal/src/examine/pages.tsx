// Pages of the score officers: upload with a report by row, and the blind confirmation of totals.
import { StaffPage } from '../accounts/staff-page.tsx'
import type { Services } from '../services/services.ts'
import type { TableProblem } from '../services/table.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary, FileField, Hidden, Radio, Select, TextField, type FormError } from '../ui/fields.tsx'
import { EmptyState, Notice } from '../ui/notice.tsx'
import { Section } from '../ui/layout.tsx'
import { Table } from '../ui/table.tsx'
import type { ScoreTotals, ScoreTest } from './score-import.ts'

export interface ScorePageProps {
  services: Services
  rounds: readonly { id: string; title: string }[]
  open: readonly { id: string; test: ScoreTest; selection: string; rows: number; mine: boolean }[]
  token: string
  saved?: boolean
  typed?: { [key: string]: string }
  errors?: readonly FormError[]
  problems?: readonly TableProblem[]
}

const columnLetter = (column: number) =>
  column <= 0 ? '' : column <= 26 ? String.fromCharCode(64 + column) : String(column)

export function ScorePage(props: ScorePageProps) {
  const { rounds, open, problems } = props
  const error = (field: string) => props.errors?.find((one) => one.field === field)?.text
  return (
    <StaffPage
      services={props.services}
      title="Nilai"
      path="/petugas/nilai"
      lead="Satu petugas mengimpor, petugas lain mencocokkan dengan berita acara."
    >
      {props.saved ? (
        <Notice tone="ok" role="status" title="Nilai sudah dicatat">
          Setiap nilai kini menjadi catatan publik dengan kode peserta.
        </Notice>
      ) : null}
      {props.errors === undefined ? null : <ErrorSummary errors={props.errors} />}
      {problems === undefined ? null : (
        <Notice
          tone="no"
          role="alert"
          title={`Ada ${problems.length} hal yang perlu diperbaiki. Belum ada nilai yang dicatat.`}
        >
          <Table
            caption="Yang perlu diperbaiki di berkas nilai"
            columns={[
              { head: 'Baris', cell: (row: TableProblem) => row.row, num: true },
              { head: 'Kolom', cell: (row: TableProblem) => columnLetter(row.column) },
              { head: 'Yang ditemukan', cell: (row: TableProblem) => row.text },
            ]}
            rows={problems.slice(0, 200)}
          />
        </Notice>
      )}
      <Section id="menunggu" title="Menunggu petugas kedua">
        {open.length === 0 ? (
          <EmptyState title="Belum ada berkas nilai." level={3}>
            Berkas yang diimpor menunggu di sini.
          </EmptyState>
        ) : (
          <ul class="t-list">
            {open.map((one) => (
              <li>
                <a
                  href={`/petugas/nilai/${one.id}`}
                >{`Nilai ${one.test.toUpperCase()}, ${one.selection}, ${one.rows} baris`}</a>
                {one.mine ? ' (Anda yang mengimpor)' : ''}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section id="impor" title="Impor nilai">
        <form method="post" enctype="multipart/form-data" class="t-stack">
          <Hidden name="token" value={props.token} />
          <Select
            name="seleksi"
            label="Seleksi"
            options={rounds.map((round) => ({ value: round.id, label: round.title }))}
            value={props.typed?.['seleksi']}
            error={error('seleksi')}
          />
          <Radio
            name="tes"
            label="Tes"
            options={[
              { value: 'skd', label: 'SKD: kolom participant, status, twk, tiu, tkp' },
              { value: 'skb', label: 'SKB: kolom participant, status, skb' },
            ]}
            value={props.typed?.['tes']}
            error={error('tes')}
          />
          <FileField
            name="berkas"
            label="Berkas nilai"
            accept=".csv,.xlsx"
            kinds="CSV atau XLSX"
            limit="20 MB"
            error={error('berkas')}
          />
          <div>
            <Button type="submit">Periksa berkas</Button>
          </div>
        </form>
      </Section>
    </StaffPage>
  )
}

export interface ConfirmPageProps {
  services: Services
  id: string
  test: ScoreTest
  mine: boolean
  open: boolean
  totals: readonly { key: keyof ScoreTotals; label: string; value?: number }[]
  token: string
  typed: { [key: string]: string }
  errors?: readonly FormError[]
}

export function ConfirmPage(props: ConfirmPageProps) {
  const error = (field: string) => props.errors?.find((one) => one.field === field)?.text
  return (
    <StaffPage
      services={props.services}
      title={`Cocokkan nilai ${props.test.toUpperCase()}`}
      path={`/petugas/nilai/${props.id}`}
      crumbs={[{ label: 'Nilai', href: '/petugas/nilai' }, { label: 'Cocokkan' }]}
      lead="Ketik jumlah dari berita acara yang ditandatangani. Angka dari berkas tidak ditampilkan dulu."
    >
      {props.errors === undefined ? null : <ErrorSummary errors={props.errors} />}
      {!props.open ? (
        <Notice title="Usulan ini sudah selesai">Lihat hasilnya di daftar usulan.</Notice>
      ) : null}
      {props.mine ? (
        <Notice title="Menunggu petugas nilai yang lain">
          Anda yang mengimpor berkas ini, jadi orang kedua harus petugas lain.
        </Notice>
      ) : null}
      {props.mine ? (
        <Table
          caption="Jumlah menurut berkas"
          columns={[
            { head: 'Hitungan', cell: (row: ConfirmPageProps['totals'][number]) => row.label, rowHead: true },
            { head: 'Jumlah', cell: (row: ConfirmPageProps['totals'][number]) => row.value ?? '', num: true },
          ]}
          rows={props.totals}
        />
      ) : null}
      {props.open ? (
        <form method="post" class="t-stack">
          <Hidden name="token" value={props.token} />
          {props.mine
            ? null
            : props.totals.map((total) => (
                <TextField
                  name={total.key}
                  label={total.label}
                  inputmode="numeric"
                  value={props.typed[total.key]}
                  error={error(total.key)}
                />
              ))}
          <div>
            <Button type="submit">Catat nilai</Button>
          </div>
        </form>
      ) : null}
    </StaffPage>
  )
}
