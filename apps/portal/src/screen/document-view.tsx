// Documents beside the checklist: each page as a picture made by the server, so that nothing of the file runs here.
// Links move between pages and open a larger view; the island only saves steps.
import { writing } from '../apply/present.ts'
import type { OwnFile } from '../apply/queries.ts'
import type { PageSize } from '../services/page-drawing.ts'
import type { Undrawn } from '../services/page-pictures.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Notice } from '../ui/notice.tsx'
import { screenId as w } from '../words/screen.id.ts'
import type { DeskPageProps } from './desk-page.tsx'
import { pageAddress } from './file-address.ts'
import type { DeskFile } from './queries.ts'

const v = w.desk.view

/** Where the size is not known, a page is taken for upright A4. */
const a4: PageSize = { width: 827, height: 1169 }

const stageOf = (file: DeskFile) => (file.first === undefined ? 'a' : 'b')

/** Places for documents in the order of work: those of the open part first, nothing of part B before it opens. */
function shownSlots(file: DeskFile) {
  const stage = stageOf(file)
  const slots = new Set(
    file.lines.filter((line) => line.group === stage || stage === 'b').flatMap((line) => line.document ?? []),
  )
  const own = new Set(
    file.lines.filter((line) => line.group === stage).flatMap((line) => line.document ?? []),
  )
  return file.round.slots
    .filter((slot) => slots.has(slot.id))
    .toSorted((x, y) => Number(own.has(y.id)) - Number(own.has(x.id)))
}

/** The documents of these places. */
export function shownFiles(file: DeskFile): OwnFile[] {
  return shownSlots(file).flatMap((slot) => file.application.files.find((one) => one.slot === slot.id) ?? [])
}

export function DocumentView(props: DeskPageProps) {
  const { file, code } = props
  const shown = shownSlots(file)
  return (
    <section class="t-desk-pane t-desk-view" aria-label={`${w.desk.documents} ${code}`}>
      <div class="t-desk-tools">
        <nav class="t-desk-chips" aria-label={w.desk.documents}>
          {shown.map((slot) => (
            <a class="t-chip" href={`#berkas-${slot.id}`} data-document={slot.id} title={slot.label}>
              {slot.label}
            </a>
          ))}
        </nav>
        <span class="t-desk-acts" data-tools hidden>
          <Button
            type="button"
            variant="quiet"
            size="icon"
            icon="zoom-in"
            label={v.larger}
            attrs={{ 'data-zoom': true, 'aria-pressed': 'false', title: `${v.larger} (Z)` }}
          />
          <Button
            type="button"
            variant="quiet"
            size="icon"
            icon="rotate-cw"
            label={v.turn}
            attrs={{ 'data-turn': true, title: `${v.turn} (])` }}
          />
        </span>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reached by keyboard */}
      <div class="t-desk-stage" tabindex={0} role="region" aria-label={w.desk.documents} data-stage>
        <div class="t-stack t-desk-docs" data-gap="3">
          {shown.map((slot) => (
            <DocumentCard
              {...props}
              slot={slot}
              own={file.application.files.find((one) => one.slot === slot.id)}
            />
          ))}
          <p class="t-small t-muted">
            {w.desk.purpose(code)} {stageOf(file) === 'a' ? w.desk.namesInside : null}
          </p>
        </div>
      </div>
    </section>
  )
}

function DocumentCard({
  services,
  slot,
  own,
  address,
  sizes,
}: DeskPageProps & { slot: { id: string; label: string }; own: OwnFile | undefined }) {
  const f = writing(services)
  const known = own === undefined ? undefined : sizes.get(own.id)
  const pages =
    own === undefined || (typeof known === 'string' && known !== 'unavailable')
      ? []
      : typeof known === 'object'
        ? known
        : Array.from({ length: own.pages ?? 1 }, () => a4)
  return (
    <article class="t-card t-desk-card" id={`berkas-${slot.id}`} data-file={slot.id} tabindex={-1}>
      <div class="t-card__h">
        <h2>{slot.label}</h2>
        {own === undefined ? null : (
          <span class="t-small t-muted t-num">
            {[
              own.pages === null ? '' : w.desk.pages(f.number(own.pages)),
              own.width === null || own.height === null
                ? ''
                : `${f.number(own.width)} × ${f.number(own.height)} px`,
              f.fileSize(own.bytes),
            ]
              .filter(Boolean)
              .join(', ')}
          </span>
        )}
        {own === undefined ? null : (
          <a class="t-desk-get t-small" href={address(own.id)} data-get={own.id}>
            <Icon name="download" size="s" />
            {v.download}
          </a>
        )}
      </div>
      {own === undefined ? <Notice tone="act">{w.desk.noDocument}</Notice> : null}
      {typeof known === 'string' && known !== 'unavailable' ? (
        <NotDrawn title={v.undrawnFile} reason={known} />
      ) : null}
      {pages.length > 1 ? (
        <nav class="t-desk-pages t-num" aria-label={v.pagesOf(slot.label)}>
          {pages.map((_, at) => (
            <a
              href={`#berkas-${slot.id}-${at + 1}`}
              aria-label={v.place(f.number(at + 1), f.number(pages.length))}
            >
              {f.number(at + 1)}
            </a>
          ))}
        </nav>
      ) : null}
      {own === undefined
        ? null
        : pages.map((size, at) => (
            <PageFigure
              place={`berkas-${slot.id}`}
              label={slot.label}
              document={own.id}
              address={address(own.id)}
              size={size}
              page={at + 1}
              pages={pages.length}
              number={f.number}
            />
          ))}
    </article>
  )
}

function PageFigure(props: {
  place: string
  label: string
  document: string
  address: string
  size: PageSize | undefined
  page: number
  pages: number
  number: (n: number) => string
}) {
  const { place, document, page, pages, size, number } = props
  const closer = `/petugas/berkas/${document}/lihat?hal=${page}&dpi=200`
  return (
    <figure class="t-desk-page" id={`${place}-${page}`} data-page={document}>
      {size === undefined ? (
        <NotDrawn title={v.undrawn} reason="broken" />
      ) : (
        <a href={closer} target="_blank" rel="noopener" data-closer tabindex={-1}>
          <img
            class="t-desk-doc"
            src={pageAddress(props.address, page)}
            alt={v.page(props.label, number(page), number(pages))}
            width={size.width}
            height={size.height}
            loading="lazy"
            decoding="async"
          />
        </a>
      )}
      <figcaption class="t-small t-num">
        {pages > 1 ? <span>{v.place(number(page), number(pages))}</span> : null}
        {page > 1 ? <a href={`#${place}-${page - 1}`}>{v.before}</a> : null}
        {page < pages ? <a href={`#${place}-${page + 1}`}>{v.after}</a> : null}
        {size === undefined ? null : (
          <a class="t-end" href={closer} target="_blank" rel="noopener">
            {v.larger} <span class="t-muted">{v.newTab}</span>
          </a>
        )}
      </figcaption>
    </figure>
  )
}

export function NotDrawn({ title, reason }: { title: string; reason: Undrawn }) {
  return (
    <Notice tone="act" title={title}>
      {v.reason[reason]}
    </Notice>
  )
}
