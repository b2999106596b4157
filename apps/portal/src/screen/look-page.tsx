// One page of a document by itself: larger, turned, page by page. Works by links alone and opens beside the desk, so that
// nothing typed there is lost.
import type { Child } from 'hono/jsx'
import { writing } from '../apply/present.ts'
import type { Dpi, PageSize, Turn } from '../services/page-drawing.ts'
import type { Services } from '../services/services.ts'
import { siteOf } from '../site.ts'
import { Button } from '../ui/button.tsx'
import { Layout } from '../ui/layout.tsx'
import { screenId as w } from '../words/screen.id.ts'

const v = w.desk.view

export function LookPage(props: {
  services: Services
  code: string
  label: string
  /** The desk the page was opened from; a panel has its own tab. */
  desk: string | undefined
  page: number
  pages: number
  dpi: Dpi
  turn: Turn
  size: PageSize | undefined
  /** What stands in place of the picture. */
  undrawn: Child
  picture: string
  download: string
  here: (page: number, dpi: Dpi, turn: Turn) => string
}) {
  const { services, code, label, page, pages, dpi, turn, size, here } = props
  const f = writing(services)
  const place = v.place(f.number(page), f.number(pages))
  const dots = dpi / 100
  const upright = turn % 180 === 0
  return (
    <Layout
      site={siteOf(services)}
      lang="id"
      title={`${label}, ${place}, ${code}`}
      path="/petugas/periksa"
      density="compact"
      translated={false}
      noindex
      bare
    >
      <div class="t-look">
        <div class="t-desk-tools">
          <h1 class="t-look__h">
            {label} <span class="t-muted t-num">{code}</span>
          </h1>
          <nav class="t-desk-chips" aria-label={v.pagesOf(label)}>
            {page > 1 ? (
              <Button
                href={here(page - 1, dpi, turn)}
                variant="second"
                size="s"
                icon="chevron-left"
                attrs={{ rel: 'prev' }}
              >
                {v.before}
              </Button>
            ) : null}
            <span class="t-num">{place}</span>
            {page < pages ? (
              <Button
                href={here(page + 1, dpi, turn)}
                variant="second"
                size="s"
                iconEnd="chevron-right"
                attrs={{ rel: 'next' }}
              >
                {v.after}
              </Button>
            ) : null}
          </nav>
          <span class="t-desk-acts">
            <Button
              href={here(page, dpi === 100 ? 200 : 100, turn)}
              variant="quiet"
              size="s"
              icon={dpi === 100 ? 'zoom-in' : 'zoom-out'}
            >
              {dpi === 100 ? v.larger : v.smaller}
            </Button>
            <Button href={here(page, dpi, turnAfter[turn])} variant="quiet" size="s" icon="rotate-cw">
              {v.turn}
            </Button>
            <Button href={props.download} variant="quiet" size="s" icon="download">
              {v.download}
            </Button>
            {props.desk === undefined ? null : (
              <Button href={props.desk} variant="quiet" size="s">
                {v.desk}
              </Button>
            )}
          </span>
        </div>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reached by keyboard */}
        <div class="t-look__stage" tabindex={0} role="region" aria-label={place}>
          {props.undrawn ?? (
            <img
              class="t-look__page"
              data-dpi={String(dpi)}
              src={props.picture}
              alt={v.page(label, f.number(page), f.number(pages))}
              width={size === undefined ? undefined : (upright ? size.width : size.height) * dots}
              height={size === undefined ? undefined : (upright ? size.height : size.width) * dots}
            />
          )}
        </div>
      </div>
    </Layout>
  )
}

const turnAfter: Readonly<Record<Turn, Turn>> = { 0: 90, 90: 180, 180: 270, 270: 0 }
