// The page around what belongs to one signed-in person: Indonesian only, never indexed, never cached.
import type { Child } from 'hono/jsx'
import type { Services } from '../services/services.ts'
import { applicantNav, siteOf } from '../site.ts'
import { Layout, PageTitle, Wrap } from '../ui/layout.tsx'
import { words } from '../words/words.ts'

export interface PersonalPageProps {
  services: Services
  title: string
  lead?: Child
  /** Path of this page. */
  path: string
  /** 'guest' keeps the public ways in the header; 'officer' has none of the applicant's. */
  reader: 'guest' | 'applicant' | 'officer'
  islands?: readonly string[]
  /** Wide for dashboards and tables; forms stay narrow. */
  wide?: boolean
  /** Stands in the place of the title row. */
  head?: Child
  children?: Child
}

export function PersonalPage(props: PersonalPageProps) {
  return (
    <Layout
      site={siteOf(props.services)}
      lang="id"
      title={props.title}
      path={props.path}
      nav={props.reader === 'applicant' ? applicantNav('id') : undefined}
      account={{ href: '/akun', label: words('id').layout.account }}
      islands={props.islands}
      translated={false}
      noindex
    >
      <Wrap width={props.wide ? undefined : 'text'}>
        {props.head ?? <PageTitle title={props.title} lead={props.lead} />}
        <div class="t-stack pb-7" data-gap="5">
          {props.children}
        </div>
      </Wrap>
    </Layout>
  )
}
