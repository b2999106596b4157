// The inbox, whose copy of a notice is the authoritative one, and the public check of a message by its code.
import { PersonalPage } from '../accounts/personal-page.tsx'
import type { Services } from '../services/services.ts'
import { siteOf } from '../site.ts'
import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/fields.tsx'
import { Layout, PageTitle, Wrap } from '../ui/layout.tsx'
import { Badge, EmptyState } from '../ui/notice.tsx'
import { Verdict } from '../ui/proof.tsx'
import { List } from '../ui/surface.tsx'
import { Time } from '../ui/time.tsx'
import { format } from '../words/format.ts'
import { messageEn } from '../words/message.en.ts'
import { messageId } from '../words/message.id.ts'
import { trackId } from '../words/track.id.ts'
import { words, type Lang } from '../words/words.ts'
import { shownCode, writeNotice } from './notice-text.ts'
import type { InboxItem } from './queries.ts'

const w = trackId.inbox

function deliveryText(email: NonNullable<InboxItem['email']>): string {
  const time = email.at === undefined ? '' : format('id').time(email.at)
  switch (email.state) {
    case 'sent':
      return w.email.sent(time)
    case 'delivered':
      return w.email.delivered(time)
    case 'queued':
    case 'retrying':
    case 'failed':
    case 'cancelled':
      return w.email[email.state]
  }
}

export function InboxPage({
  services,
  items,
  token,
}: {
  services: Services
  items: readonly InboxItem[]
  token: string
}) {
  const [newest] = items
  return (
    <PersonalPage services={services} reader="applicant" path="/kotak-masuk" title={w.title} lead={w.lead}>
      {newest !== undefined && items.some((item) => item.readAt === null) ? (
        <form method="post" action="/kotak-masuk">
          <input type="hidden" name="token" value={token} />
          <input type="hidden" name="id" value={newest.id} />
          <Button variant="second">{w.markRead}</Button>
        </form>
      ) : null}
      {items.length === 0 ? (
        <EmptyState title={w.none}>{w.noneText}</EmptyState>
      ) : (
        <List
          items={items.map((item) => {
            const notice = writeNotice('id', item.code, item.facts)
            return (
              <article id={item.id} class="t-stack" data-gap="2">
                <p class="t-row">
                  <b>{notice.subject}</b>
                  {item.readAt === null ? <Badge tone="info">{w.unread}</Badge> : null}
                </p>
                {item.cancelled ? (
                  <p class="t-muted">{w.cancelled}</p>
                ) : (
                  notice.lines.flatMap((line) => line.split('\n')).map((line) => <p>{line}</p>)
                )}
                {item.cancelled ? null : (
                  <p>
                    <a href={notice.path}>{notice.action}</a>
                  </p>
                )}
                <p class="t-small t-muted">
                  <Time at={item.at} lang="id" />.{' '}
                  {item.email === undefined ? null : `${deliveryText(item.email)}. `}
                  {w.code(shownCode(item.authCode))}
                </p>
              </article>
            )
          })}
        />
      )}
    </PersonalPage>
  )
}

export type MessageAnswer =
  | { readonly kind: 'none' | 'shape' | 'noMatch' }
  | { readonly kind: 'match'; readonly what: string; readonly at: Date }

export function MessagePage({
  services,
  lang,
  typed,
  answer,
}: {
  services: Services
  lang: Lang
  typed: string
  answer: MessageAnswer
}) {
  const m = words(lang, { id: messageId, en: messageEn })
  return (
    <Layout site={siteOf(services)} lang={lang} title={m.title} path="/verifikasi/pesan" noindex>
      <Wrap width="text">
        <PageTitle title={m.title} lead={m.lead} />
        <div class="t-stack pb-7" data-gap="5">
          {answer.kind === 'match' ? (
            <Verdict tone="ok" title={m.match}>
              <p>{m.matchText(answer.what, format(lang).dateTime(answer.at))}</p>
              <p>{m.safety}</p>
            </Verdict>
          ) : null}
          {answer.kind === 'noMatch' ? (
            <Verdict tone="no" title={m.noMatch}>
              <p>{m.noMatchText}</p>
            </Verdict>
          ) : null}
          <form
            method="get"
            action={lang === 'en' ? '/en/verifikasi/pesan' : '/verifikasi/pesan'}
            class="t-stack"
            data-gap="4"
          >
            <TextField
              name="kode"
              label={m.label}
              hint={m.hint}
              lang={lang}
              value={typed}
              maxlength={12}
              error={answer.kind === 'shape' ? m.shape : undefined}
              autocomplete="off"
              attrs={{ spellcheck: 'false', autocapitalize: 'characters' }}
            />
            <Button>{m.button}</Button>
          </form>
        </div>
      </Wrap>
    </Layout>
  )
}
