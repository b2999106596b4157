// The page of a sent application: what was received when, where it stands in the public log, and the files to keep.
import { encodeQR } from 'qr'
import { PersonalPage } from '../accounts/personal-page.tsx'
import type { Services } from '../services/services.ts'
import { Button, ButtonRow } from '../ui/button.tsx'
import { Hidden } from '../ui/fields.tsx'
import { Section, Stack } from '../ui/layout.tsx'
import { Notice } from '../ui/notice.tsx'
import { Hash, ReceiptList } from '../ui/proof.tsx'
import { Card, DefinitionList } from '../ui/surface.tsx'
import { applyId } from '../words/apply.id.ts'
import { positionOf } from './pages.tsx'
import { writing } from './present.ts'
import type { ApplicationView } from './queries.ts'
import type { ReceiptFile } from './receipt.ts'

export interface ReceiptPageProps {
  services: Services
  view: ApplicationView
  sent: { arrivedAt: Date; index: number | undefined; code: string }
  /** The withdrawal that stands; the page is then about it. */
  withdrawn: { arrivedAt: Date; index: number | undefined } | undefined
  receipt: ReceiptFile
  /** Where the withdrawal can still be undone. */
  undoToken?: string
}

export function ReceiptPage(props: ReceiptPageProps) {
  const { services, view, sent, withdrawn, receipt } = props
  const { application, round } = view
  const w = applyId.receipt
  const f = writing(services)
  const { position, unit } = positionOf(round)
  const base = `/lamaran/${application.id}`
  const act = withdrawn ?? sent
  const entry = receipt.entries.find((one) => one.index === act.index)
  return (
    <PersonalPage
      services={services}
      reader="applicant"
      title={withdrawn === undefined ? w.sent : applyId.withdraw.done}
      path={`${base}/tanda-terima`}
      lead={applyId.of(position, unit)}
    >
      {act.index === undefined ? (
        <Notice
          tone="info"
          role="status"
          title={withdrawn === undefined ? w.coming : applyId.withdraw.coming}
        >
          {withdrawn === undefined ? w.comingNotice : applyId.withdraw.comingNotice}
        </Notice>
      ) : null}
      {withdrawn !== undefined && props.undoToken === undefined ? (
        <Notice tone="act" title={applyId.withdraw.stands}>
          {applyId.withdraw.notYours}
        </Notice>
      ) : null}
      <Card variant="key">
        <Stack gap={4}>
          <div class="t-row" data-v="between">
            <DefinitionList
              rows={[
                ...(withdrawn === undefined
                  ? []
                  : ([[applyId.withdraw.label, f.dateTime(withdrawn.arrivedAt)]] as const)),
                [
                  withdrawn === undefined ? w.arrivedLabel : applyId.withdraw.sentLabel,
                  f.dateTime(sent.arrivedAt),
                ],
                ...(act.index === undefined || entry === undefined
                  ? []
                  : ([
                      [w.number, <a href={`/catatan/${act.index}`}>{f.number(act.index)}</a>],
                      [w.leaf, <Hash value={entry.leaf.slice(0, 16)} />],
                    ] as const)),
                [w.code, sent.code],
              ]}
            />
            {act.index === undefined ? null : (
              <QrCode text={`${services.settings.publicOrigin}/catatan/${act.index}`} label={w.qr} />
            )}
          </div>
          <ButtonRow>
            <Button icon="download" href={`${base}/tanda-terima.html`}>
              {w.download}
            </Button>
            <Button variant="second" href={`${base}/tanda-terima.json`}>
              {w.downloadJson}
            </Button>
          </ButtonRow>
          <p class="t-small t-muted">{w.keep}</p>
          {/^quorum none$/m.test(receipt.policy) ? <p class="t-small t-muted">{w.noWitness}</p> : null}
          <p class="t-small t-muted">{w.notMine}</p>
        </Stack>
      </Card>
      {receipt.entries.length > 0 ? (
        <Section id="catatan" title={w.entries}>
          <ReceiptList
            items={receipt.entries.map((one) => ({
              title: w.kind[one.t] ?? one.t,
              number: f.number(one.index),
              hash: one.leaf,
              meta: f.dateTime(`${one.at.slice(0, 16)}:00Z`),
              href: `${base}/bukti/${one.index}.tlog-proof`,
              linkText: w.downloadProof,
            }))}
          />
        </Section>
      ) : null}
      <Section id="dokumen" title={w.documents}>
        <DefinitionList
          rows={application.files.map(
            (file) =>
              [
                round.slots.find((slot) => slot.id === file.slot)?.label ?? file.slot,
                <Hash value={file.sha256.slice(0, 16)} />,
              ] as const,
          )}
        />
      </Section>
      {application.state === 'submitted' ? (
        <ButtonRow>
          <Button variant="quiet" href={`${base}/tarik`}>
            {w.withdraw}
          </Button>
        </ButtonRow>
      ) : null}
      {props.undoToken !== undefined ? (
        <Section
          id="batal"
          title={applyId.withdraw.undoTitle}
          intro={applyId.withdraw.undoLead(f.deadline(round.closesAt))}
        >
          <form method="post" action={`${base}/batal-tarik`}>
            <Hidden name="token" value={props.undoToken} />
            <ButtonRow>
              <Button variant="second">{applyId.withdraw.undo}</Button>
              <Button variant="quiet" href="/lowongan">
                {applyId.withdraw.again}
              </Button>
            </ButtonRow>
          </form>
        </Section>
      ) : null}
    </PersonalPage>
  )
}

/** Dark on white at every theme, because cameras read it; drawn with attributes, since the pages carry no inline style. */
function QrCode({ text, label }: { text: string; label: string }) {
  const rows = encodeQR(text, 'raw')
  const path = rows
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('')
  return (
    <svg
      width="132"
      height="132"
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <rect width={rows.length} height={rows.length} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  )
}
