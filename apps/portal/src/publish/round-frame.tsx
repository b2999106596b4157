// The frame of the secretary's pages about one round: its tabs, what is to be mended, what was saved.
import type { Child } from 'hono/jsx'
import { StaffPage } from '../accounts/staff-page.tsx'
import type { Services } from '../services/services.ts'
import { ErrorSummary, type FormError } from '../ui/fields.tsx'
import { Tabs } from '../ui/navigation.tsx'
import { Notice } from '../ui/notice.tsx'
import type { PreparedRound } from './round-draft.ts'

export type Typed = Readonly<Record<string, string>>
export interface FormState {
  token: string
  typed?: Typed
  errors?: readonly FormError[]
}
export const errorOf = (state: FormState, field: string) =>
  state.errors?.find((one) => one.field === field)?.text

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
