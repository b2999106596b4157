// The frame of every public page: title, description, the line on the public log in the footer.
import type { Child } from 'hono/jsx'
import type { Services } from '../services/services.ts'
import { siteOf } from '../site.ts'
import { Layout, type LayoutProps } from '../ui/layout.tsx'
import { words, type Lang } from '../words/words.ts'
import { publishEn } from '../words/publish.en.ts'
import { publishId } from '../words/publish.id.ts'
import { formatOf } from './present.ts'

export const publishWords = (lang: Lang) => words(lang, { id: publishId, en: publishEn })
export type PublishWords = ReturnType<typeof publishWords>

export interface PageContext {
  readonly services: Services
  readonly lang: Lang
  readonly checkpoint: { size: number; signed: Date } | undefined
}

export function PublicPage(props: {
  context: PageContext
  title: string
  path: string
  description?: string
  head?: Child
  account?: LayoutProps['account']
  children?: Child
}) {
  const { services, lang, checkpoint } = props.context
  const f = formatOf(services, lang)
  const w = publishWords(lang)
  return (
    <Layout
      site={siteOf(services)}
      lang={lang}
      title={props.title}
      path={props.path}
      description={props.description ?? w.about(services.agency.name[lang])}
      head={
        <>
          <link rel="alternate" type="application/atom+xml" title={w.list.feed} href="/umpan/lowongan.atom" />
          <link
            rel="alternate"
            type="application/atom+xml"
            title={w.announcements.feed}
            href="/umpan/pengumuman.atom"
          />
          {props.head}
        </>
      }
      logLine={
        checkpoint === undefined ? undefined : (
          <span>{w.logLine(f.number(checkpoint.size), f.dateTime(checkpoint.signed))}</span>
        )
      }
    >
      {props.children}
    </Layout>
  )
}
