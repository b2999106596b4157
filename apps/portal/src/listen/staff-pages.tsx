// The desk for questions: what waits, and one question with what can be done about it now.
import { StaffPage } from '../accounts/staff-page.tsx'
import type { Services } from '../services/services.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox, ErrorSummary, Hidden, Select, TextArea, TextField, type FormError } from '../ui/fields.tsx'
import { Badge, Notice } from '../ui/notice.tsx'
import { Card, Details, List, Stats } from '../ui/surface.tsx'
import { Time } from '../ui/time.tsx'
import { askId } from '../words/ask.id.ts'
import { format } from '../words/format.ts'
import { listenId } from '../words/listen.id.ts'
import type { Source } from './citations.ts'
import { latestPromise, moderationDueOf } from './deadline.ts'
import type { AnswerForm } from './forms.ts'
import { answerKinds, moderationCodes, topicOf } from './policy.ts'
import { Paragraphs } from './question-page.tsx'
import type { DeskAnswer, DeskQuestion } from './staff-queries.ts'

const w = askId.desk
const f = format('id')

const waitsForAnswer = (one: DeskQuestion) =>
  one.state === 'published' || one.state === 'answeredProvisionally' || one.state === 'reviewDue'

function Line({ services, question, now }: { services: Services; question: DeskQuestion; now: Date }) {
  const late = waitsForAnswer(question) && question.dueAt <= now
  return (
    <div class="t-q">
      <h3 class="t-q__t">
        <a href={`/petugas/tanya/${question.id}`}>{question.title}</a>
      </h3>
      <p class="t-q__m">
        {late ? <Badge tone="act">{w.late}</Badge> : null}
        {question.proposal === null ? null : <Badge tone="info">{w.figures.proposed}</Badge>}
        <span>{listenId.topics[topicOf(question.topic) ?? 'umum']}</span>
        <span>
          {question.state === 'inModeration'
            ? w.moderationDue(f.deadline(moderationDueOf(services, question.arrivedAt)))
            : waitsForAnswer(question)
              ? listenId.due(f.deadline(question.dueAt))
              : f.shortDate(question.arrivedAt)}
        </span>
      </p>
    </div>
  )
}

export function DeskPage({
  services,
  questions,
  now,
}: {
  services: Services
  questions: readonly DeskQuestion[]
  now: Date
}) {
  const moderation = questions.filter((one) => one.state === 'inModeration')
  const open = questions.filter(waitsForAnswer)
  const done = questions.filter((one) => one.state === 'answered').toReversed()
  const groups = [
    { id: 'periksa', title: w.moderation, none: w.noneModeration, rows: moderation },
    { id: 'jawab', title: w.open, none: w.noneOpen, rows: open },
    { id: 'selesai', title: w.done, none: w.noneDone, rows: done.slice(0, 50) },
  ]
  return (
    <StaffPage
      services={services}
      title={w.title}
      lead={w.lead}
      path="/petugas/tanya"
      crumbs={[{ label: 'Meja saya', href: '/petugas' }, { label: w.title }]}
    >
      <Stats
        items={[
          { label: w.figures.moderation, value: f.number(moderation.length) },
          { label: w.figures.open, value: f.number(open.length) },
          { label: w.figures.late, value: f.number(open.filter((one) => one.dueAt <= now).length) },
          {
            label: w.figures.proposed,
            value: f.number(questions.filter((one) => one.proposal !== null).length),
          },
        ]}
      />
      {groups.map((group) => (
        <section aria-labelledby={group.id}>
          <h2 id={group.id} class="t-section-h">
            {group.title}
          </h2>
          {group.rows.length === 0 ? (
            <p class="t-muted">{group.none}</p>
          ) : (
            <List
              items={group.rows.map((one) => (
                <Line services={services} question={one} now={now} />
              ))}
            />
          )}
        </section>
      ))}
    </StaffPage>
  )
}

export interface DeskQuestionPageProps {
  services: Services
  question: DeskQuestion
  answers: readonly DeskAnswer[]
  sources: readonly Source[]
  token: string
  form: AnswerForm
  errors: readonly FormError[]
  done?: string
  now: Date
}

const errorAt = (errors: readonly FormError[], field: string) =>
  errors.find((one) => one.field === field)?.text
const codeOptions = moderationCodes.map((code) => ({ value: code, label: listenId.codes[code] }))

function AnswerFormPart(props: DeskQuestionPageProps) {
  const { question, form, errors, sources } = props
  const options = sources.map((one) => ({ value: one.key, label: one.label }))
  return (
    <Card title={props.answers.length === 0 ? w.answerTitle : w.newVersion} variant="key">
      <form
        method="post"
        action={`/petugas/tanya/${question.id}/jawab`}
        class="t-stack"
        data-gap="4"
        novalidate
      >
        <Hidden name="token" value={props.token} />
        <TextArea
          name="jawaban"
          label={w.answer}
          hint={w.answerHint}
          rows={8}
          value={form.jawaban}
          error={errorAt(errors, 'jawaban')}
        />
        <Select
          name="jenis"
          label={w.kind}
          empty={false}
          value={form.jenis}
          options={answerKinds.map((kind) => ({ value: kind, label: listenId.kinds[kind] }))}
        />
        {(['dasar1', 'dasar2', 'dasar3'] as const).map((name, at) => (
          <Select
            name={name}
            label={w.source(String(at + 1))}
            value={form[name]}
            optional={at > 0}
            options={options}
            error={errorAt(errors, name)}
          />
        ))}
        <TextField
          name="janji"
          type="date"
          optional
          label={w.promised}
          hint={w.promisedHint(f.day(latestPromise(props.services, props.now).date))}
          value={form.janji}
          error={errorAt(errors, 'janji')}
        />
        <Checkbox
          name="menyangkut"
          label={w.declared}
          hint={w.declaredHint}
          checked={form.menyangkut !== ''}
        />
        <div>
          <Button>{w.send}</Button>
        </div>
      </form>
    </Card>
  )
}

function CodeForm(props: DeskQuestionPageProps & { action: 'tolak' | 'sembunyi'; button: string }) {
  return (
    <form
      method="post"
      action={`/petugas/tanya/${props.question.id}/${props.action}`}
      class="t-stack"
      data-gap="4"
      novalidate
    >
      <Hidden name="token" value={props.token} />
      <Select name="kode" label={w.code} options={codeOptions} error={errorAt(props.errors, 'kode')} />
      <div>
        <Button variant="no" size="s">
          {props.button}
        </Button>
      </div>
    </form>
  )
}

export function DeskQuestionPage(props: DeskQuestionPageProps) {
  const { services, question, answers, errors } = props
  const waiting = question.state === 'inModeration'
  const isPublic = ['published', 'answeredProvisionally', 'answered', 'reviewDue'].includes(question.state)
  const title = w.number(String(question.id))
  return (
    <StaffPage
      services={services}
      title={title}
      path={`/petugas/tanya/${question.id}`}
      crumbs={[
        { label: 'Meja saya', href: '/petugas' },
        { label: w.title, href: '/petugas/tanya' },
        { label: title },
      ]}
    >
      <ErrorSummary errors={errors} />
      {props.done === undefined ? null : (
        <Notice tone="ok" role="status">
          {props.done}
        </Notice>
      )}
      {question.proposal === null ? null : (
        <Notice title={w.proposed}>
          <p>
            <a href={`/petugas/usulan/${question.proposal}`}>{w.openProposal}</a>
          </p>
        </Notice>
      )}
      <Card title={question.title}>
        <p class="t-q__m mb-3">
          <Badge tone={question.state === 'answered' ? 'ok' : 'idle'}>
            {waiting
              ? w.moderation
              : question.state === 'answered'
                ? w.done
                : isPublic
                  ? w.open
                  : listenId.actions[question.state === 'hidden' ? 'sembunyi' : 'tolak']}
          </Badge>
          <span>{listenId.topics[topicOf(question.topic) ?? 'umum']}</span>
          {question.formationId === null ? null : <span>{question.formationId}</span>}
          <Time at={question.arrivedAt} lang="id" />
          <span>{listenId.due(f.deadline(question.dueAt))}</span>
          {isPublic ? <a href={`/tanya-jawab/${question.id}`}>{listenId.title}</a> : null}
        </p>
        <div class="t-prose">
          <Paragraphs text={question.body} />
        </div>
      </Card>
      {waiting ? (
        <Card title={w.moderation} variant="key">
          <form method="post" action={`/petugas/tanya/${question.id}/terbit`} class="t-stack" data-gap="3">
            <Hidden name="token" value={props.token} />
            <p>{w.publishText}</p>
            <div>
              <Button>{w.publish}</Button>
            </div>
          </form>
        </Card>
      ) : null}
      {waiting ? (
        <Card title={w.refuseTitle}>
          <CodeForm {...props} action="tolak" button={w.refuse} />
        </Card>
      ) : null}
      {answers.map((one) => (
        <Card title={`${listenId.kinds[one.kind]}, ${listenId.version(String(one.version))}`} level={3} small>
          <div class="t-prose">
            <Paragraphs text={one.body} />
          </div>
        </Card>
      ))}
      {isPublic && question.proposal === null ? <AnswerFormPart {...props} /> : null}
      {isPublic ? (
        <Details summary={w.hideTitle} open={errorAt(errors, 'kode') !== undefined}>
          <CodeForm {...props} action="sembunyi" button={w.hide} />
        </Details>
      ) : null}
    </StaffPage>
  )
}
