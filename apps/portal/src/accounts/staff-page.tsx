// The page around all work of officers: Indonesian only, compact, never indexed, with the ways of staff in the header.
// Which links an officer can use is decided by the pages behind them; the header is the same for all of them.
import type { Child } from 'hono/jsx'
import type { Services } from '../services/services.ts'
import { siteOf } from '../site.ts'
import { Crumbs, type Crumb } from '../ui/navigation.tsx'
import { Layout, PageTitle, Wrap, type NavItem } from '../ui/layout.tsx'
import { words } from '../words/words.ts'

const ways: readonly NavItem[] = [
  { href: '/petugas', label: 'Meja saya' },
  { href: '/petugas/usulan', label: 'Usulan' },
  { href: '/petugas/seleksi', label: 'Seleksi' },
  { href: '/petugas/pejabat', label: 'Pejabat' },
]

// Every staff page stands below /petugas; only the desk itself is marked as the current one.
const deskHref = '/petugas#isi'

export interface StaffPageProps {
  services: Services
  title: string
  lead?: Child
  path: string
  crumbs?: readonly Crumb[]
  islands?: readonly string[]
  children?: Child
}

export function StaffPage(props: StaffPageProps) {
  return (
    <Layout
      site={siteOf(props.services)}
      lang="id"
      title={props.title}
      path={props.path}
      nav={ways.map((way) =>
        way.href === '/petugas' && props.path !== '/petugas' ? { ...way, href: deskHref } : way,
      )}
      account={{ href: '/akun', label: words('id').layout.account }}
      density="compact"
      islands={props.islands}
      translated={false}
      noindex
    >
      <Wrap>
        {props.crumbs === undefined ? null : <Crumbs label="Letak halaman" items={props.crumbs} />}
        <PageTitle title={props.title} lead={props.lead} />
        <div class="t-stack pb-7" data-gap="5">
          {props.children}
        </div>
      </Wrap>
    </Layout>
  )
}
