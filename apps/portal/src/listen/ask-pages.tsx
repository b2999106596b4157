// The pages of asking: the form with what is similar, the receipt, and the confirmation of a guest.
import { PersonalPage } from '../accounts/personal-page.tsx'
import type { Services } from '../services/services.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox, ErrorSummary, Hidden, Select, TextArea, TextField, type FormError } from '../ui/fields.tsx'
import { Badge, Notice } from '../ui/notice.tsx'
import { Card, List } from '../ui/surface.tsx'
import { askId as w } from '../words/ask.id.ts'
import { listenId } from '../words/listen.id.ts'
import type { AskForm } from './forms.ts'
import { topics } from './policy.ts'
import type { PublicQuestion } from './queries.ts'
import { waits } from './queries.ts'
import { differingWords } from './similarity.ts'

export interface AskPageProps {
  services: Services
  reader: 'guest' | 'applicant' | 'officer'
  token: string
  form: AskForm
  selections: readonly { id: string; title: string }[]
  vacancy: string | undefined
  errors: readonly FormError[]
  /** Questions to read before sending. */
  similar: readonly PublicQuestion[]
  /** The same question, where it is there already. */
  same?: { id: number; isPublic: boolean }
}

const errorAt = (errors: readonly FormError[], field: string) =>
  errors.find((one) => one.field === field)?.text

function Similar({ similar, typed }: { similar: readonly PublicQuestion[]; typed: string }) {
  return (
    <Notice tone="act" title={w.similarTitle} id="serupa">
      <p>{w.similarLead}</p>
      <List
        items={similar.map((one) => (
          <div class="t-q">
            <p class="t-q__t">
              <a href={`/tanya-jawab/${one.id}`} target="_blank" rel="noopener">
                {differingWords(one.title, typed).map((word) =>
                  word.different ? <b>{word.text}</b> : word.text,
                )}
              </a>
            </p>
            <p class="t-q__m">
              <Badge tone={waits(one) ? 'idle' : 'ok'}>{listenId.status[one.status]}</Badge>
            </p>
          </div>
        ))}
      />
    </Notice>
  )
}

export function AskPage(props: AskPageProps) {
  const { services, form, errors, similar } = props
  const { contact } = services.agency
  return (
    <PersonalPage
      services={services}
      title={w.title}
      lead={w.lead}
      path="/tanya-jawab/baru"
      reader={props.reader}
    >
      <ErrorSummary errors={errors} />
      {props.same === undefined ? null : (
        <Notice title={w.errors.same}>
          {props.same.isPublic ? (
            <p>
              <a href={`/tanya-jawab/${props.same.id}`}>{w.errors.samePublic}</a>
            </p>
          ) : (
            <p>{w.errors.sameWaiting}</p>
          )}
        </Notice>
      )}
      <Card title={w.own.title} variant="well">
        <p class="mb-3">{w.own.text}</p>
        <div class="t-row">
          <Button href="/lamaran" variant="second" size="s">
            {w.own.button}
          </Button>
          <span class="t-small t-muted">
            {w.own.contact} <a href={`mailto:${contact.email}`}>{contact.email}</a>
          </span>
        </div>
      </Card>
      <form method="post" action="/tanya-jawab/baru" class="t-stack" data-gap="5" novalidate>
        <Hidden name="token" value={props.token} />
        <Hidden name="formasi" value={form.formasi} />
        {props.vacancy === undefined ? null : <p>{w.about(props.vacancy)}</p>}
        <Checkbox
          name="umum"
          label={w.own.confirm}
          hint={w.own.confirmHint}
          checked={form.umum !== ''}
          error={errorAt(errors, 'umum')}
        />
        {props.selections.length < 2 || form.formasi !== '' ? (
          <Hidden name="seleksi" value={form.seleksi} />
        ) : (
          <Select
            name="seleksi"
            label={w.selection}
            value={form.seleksi}
            options={props.selections.map((one) => ({ value: one.id, label: one.title }))}
            error={errorAt(errors, 'seleksi')}
          />
        )}
        <Select
          name="topik"
          label={w.topic}
          value={form.topik}
          options={topics.map((topic) => ({ value: topic, label: listenId.topics[topic] }))}
          error={errorAt(errors, 'topik')}
        />
        <TextArea
          name="pertanyaan"
          label={w.question}
          hint={w.questionHint}
          rows={3}
          value={form.pertanyaan}
          error={errorAt(errors, 'pertanyaan')}
        />
        <TextArea
          name="penjelasan"
          label={w.details}
          hint={w.detailsHint}
          optional
          value={form.penjelasan}
          error={errorAt(errors, 'penjelasan')}
        />
        {props.reader === 'applicant' ? null : (
          <TextField
            name="email"
            type="email"
            label={w.email}
            hint={w.emailHint}
            autocomplete="email"
            value={form.email}
            error={errorAt(errors, 'email')}
          />
        )}
        <div class="t-vh" aria-hidden="true">
          <label for="situs">{w.trap}</label>
          <input id="situs" name="situs" tabindex={-1} autocomplete="off" value="" />
        </div>
        {similar.length === 0 ? null : (
          <>
            <Similar similar={similar} typed={form.pertanyaan} />
            <Hidden name="berbeda" value="1" />
          </>
        )}
        <div>
          <Button>{similar.length === 0 ? w.send : w.sendDifferent}</Button>
          <p class="t-small t-muted mt-3">{w.afterSend}</p>
        </div>
      </form>
    </PersonalPage>
  )
}

/** What happens next, once a form was taken. */
export function SentPage(props: {
  services: Services
  reader: 'guest' | 'applicant' | 'officer'
  due: string | undefined
}) {
  const guest = props.reader !== 'applicant'
  return (
    <PersonalPage
      services={props.services}
      title={guest ? w.guest.title : w.sent.title}
      path="/tanya-jawab/terkirim"
      reader={props.reader}
    >
      <Notice tone={guest ? 'act' : 'ok'} role="status" icon={guest ? 'mail' : undefined}>
        {guest ? (
          <>
            <p>{w.guest.text}</p>
            <p>{w.guest.hours}</p>
          </>
        ) : (
          <>
            <p>{w.afterSend}</p>
            {props.due === undefined ? null : <p>{w.sent.due(props.due)}</p>}
            <p>{w.sent.account}</p>
          </>
        )}
      </Notice>
      <p>
        <a href="/tanya-jawab">{w.sent.list}</a>
      </p>
    </PersonalPage>
  )
}

export type ConfirmState =
  | { readonly kind: 'ask'; readonly title: string; readonly token: string }
  | { readonly kind: 'done'; readonly title: string; readonly due: string }
  | { readonly kind: 'gone' }
  | { readonly kind: 'same' }

export function ConfirmPage({
  services,
  path,
  state,
}: {
  services: Services
  path: string
  state: ConfirmState
}) {
  const title =
    state.kind === 'ask'
      ? w.confirm.title
      : state.kind === 'done'
        ? w.confirm.done
        : state.kind === 'gone'
          ? w.confirm.gone
          : w.errors.same
  return (
    <PersonalPage services={services} title={title} path={path} reader="guest">
      {state.kind === 'ask' ? (
        <form method="post" action={path} class="t-stack">
          <Hidden name="token" value={state.token} />
          <p>{w.confirm.lead}</p>
          <Card variant="key">
            <p class="t-strong">{state.title}</p>
          </Card>
          <div>
            <Button>{w.confirm.button}</Button>
          </div>
        </form>
      ) : state.kind === 'done' ? (
        <Notice tone="ok" role="status">
          <p>"{state.title}"</p>
          <p>{w.afterSend}</p>
          <p>{w.sent.due(state.due)}</p>
        </Notice>
      ) : state.kind === 'gone' ? (
        <Notice tone="act">
          <p>{w.confirm.goneText}</p>
          <p>
            <a href="/tanya-jawab/baru">{w.title}</a>
          </p>
        </Notice>
      ) : (
        <Notice>
          <p>{w.confirm.same}</p>
        </Notice>
      )}
      <p>
        <a href="/tanya-jawab">{w.sent.list}</a>
      </p>
    </PersonalPage>
  )
}
