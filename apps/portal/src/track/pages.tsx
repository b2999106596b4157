// The applicant's dashboard, after identity page 04: what it is now first, then the path, what is due, the receipts.
import type { Services } from '../services/services.ts'
import { PersonalPage } from '../accounts/personal-page.tsx'
import { Button, ButtonRow } from '../ui/button.tsx'
import { Columns, Stack } from '../ui/layout.tsx'
import { Badge, EmptyState, Notice } from '../ui/notice.tsx'
import { ReceiptList } from '../ui/proof.tsx'
import { Due, News, Trace } from '../ui/stages.tsx'
import { Card, List } from '../ui/surface.tsx'
import { Time } from '../ui/time.tsx'
import { format } from '../words/format.ts'
import { trackId } from '../words/track.id.ts'
import { writeNotice } from './notice-text.ts'
import type { ApplicationView } from './present.ts'
import type { InboxItem } from './queries.ts'

const w = trackId.dashboard
/** A new draft lacks everything; the form itself leads through the rest. */
const mostGaps = 6

export interface DashboardProps {
  services: Services
  applications: readonly ApplicationView[]
  news: readonly InboxItem[]
  /** Where letters go: the address, shortened. */
  address: string
  now: Date
}

export function DashboardPage({ services, applications, news, address, now }: DashboardProps) {
  const f = format('id', { name: services.agency.zone, label: services.agency.zoneLabel })
  const head = (
    <div class="t-title t-head-row" data-v="wide">
      <h1>{w.title}</h1>
      <p class="t-live" role="status" id="tersambung">
        {w.updated(f.clock(now))}
      </p>
    </div>
  )
  return (
    <PersonalPage
      services={services}
      reader="applicant"
      path="/lamaran"
      title={w.title}
      head={head}
      islands={['live-region']}
      wide
    >
      <live-region
        id="lamaran-saya"
        data-stream="/aliran"
        data-event="berubah"
        data-fragment="/lamaran"
        data-select="#lamaran-saya"
        data-status="tersambung"
        data-connected={w.connected}
        data-lost={w.lost}
      >
        <Stack gap={6}>
          {applications.length === 0 ? (
            <EmptyState title={w.none} action={<Button href="/lowongan">{w.browse}</Button>}>
              {w.noneText}
            </EmptyState>
          ) : null}
          {applications.map((application, i) => (
            <Application
              application={application}
              news={i === 0 ? news : []}
              address={address}
              first={i === 0}
            />
          ))}
          {applications.length === 0 ? <NewsCard news={news} address={address} /> : null}
        </Stack>
      </live-region>
    </PersonalPage>
  )
}

function Application({
  application,
  news,
  address,
  first,
}: {
  application: ApplicationView
  news: readonly InboxItem[]
  address: string
  first: boolean
}) {
  const { status } = application
  return (
    <article aria-labelledby={`l-${application.id}`}>
      <Stack gap={5}>
        <Notice tone={status.tone} strong title={status.title} role={first ? 'status' : undefined}>
          <p>{status.sentence}</p>
          {status.next === '' ? null : (
            <p>
              <b>{w.next}:</b> {status.next}
            </p>
          )}
          {status.by === '' ? null : (
            <p>
              <b>{w.by}:</b> {status.by}
            </p>
          )}
          {application.actions.length === 0 ? null : (
            <ButtonRow>
              {application.actions.map((action) => (
                <Button href={action.href} size="s" variant={action.main ? 'primary' : 'quiet'}>
                  {action.label}
                </Button>
              ))}
            </ButtonRow>
          )}
        </Notice>
        {application.gaps.length === 0 ? null : (
          <Card title={w.gapsTitle}>
            <List
              items={application.gaps.slice(0, mostGaps).map((gap) => (
                <a href={gap.href}>{gap.text}</a>
              ))}
            />
            {application.gaps.length > mostGaps ? (
              <p class="t-small t-muted mt-2">{w.moreGaps(String(application.gaps.length - mostGaps))}</p>
            ) : null}
          </Card>
        )}
        <Columns>
          <section class="t-card" aria-labelledby={`l-${application.id}`}>
            <div class="t-card__h">
              <div>
                <h2 id={`l-${application.id}`}>{application.title}</h2>
                <p class="t-small t-muted">
                  {[application.unit, w.formation(application.formationId)]
                    .filter((part) => part !== '')
                    .join('. ')}
                </p>
              </div>
              <Badge tone="now">
                {w.stage(String(application.stageNumber), String(application.stageCount))}
              </Badge>
            </div>
            <h3 class="t-vh">{w.traceTitle}</h3>
            <Trace
              lang="id"
              items={application.trace.map((item) => ({
                title: item.title,
                meta: item.meta,
                state: item.state,
                events: item.events.map((event) => ({
                  time: <Time at={event.at} lang="id" style="shortDate" />,
                  text: event.text,
                })),
              }))}
            />
          </section>
          <Stack gap={5}>
            <Card title={w.dueTitle}>
              {application.due.length === 0 ? <p class="t-muted">{w.noDue}</p> : null}
              {application.due.map((due) => (
                <DueTile due={due} />
              ))}
            </Card>
            <Card title={w.receiptsTitle}>
              {application.receipts.length === 0 ? (
                <p class="t-muted">{w.noReceipts}</p>
              ) : (
                <>
                  <ReceiptList
                    items={application.receipts.map((receipt) => ({
                      title: receipt.title,
                      number: receipt.text,
                      meta: <Time at={receipt.at} lang="id" />,
                    }))}
                  />
                  <p>
                    <a class="t-small" href={`/lamaran/${application.id}/tanda-terima`}>
                      {w.receipt}
                    </a>
                  </p>
                  <p class="t-small t-muted mt-2">{w.receiptsNote}</p>
                </>
              )}
            </Card>
            {first ? <NewsCard news={news} address={address} /> : null}
          </Stack>
        </Columns>
      </Stack>
    </article>
  )
}

function DueTile({ due }: { due: ApplicationView['due'][number] }) {
  const [day = '', month = ''] = format('id').shortDate(due.at).split(' ')
  return (
    <Due day={day} month={month} title={due.title} tone={due.act ? 'act' : undefined}>
      {due.text}
    </Due>
  )
}

function NewsCard({ news, address }: { news: readonly InboxItem[]; address: string }) {
  return (
    <Card title={w.newsTitle}>
      {news.length === 0 ? (
        <p class="t-muted">{w.noNews}</p>
      ) : (
        <News
          items={news.slice(0, 3).map((item) => ({
            time: <Time at={item.at} lang="id" style="shortDate" />,
            title: writeNotice('id', item.code, item.facts).subject,
          }))}
        />
      )}
      <p class="mt-2">
        <a class="t-small" href="/kotak-masuk">
          {w.allNews}
        </a>
      </p>
      {address === '' ? null : <p class="t-small t-muted mt-1">{w.sentTo(address)}</p>}
    </Card>
  )
}
