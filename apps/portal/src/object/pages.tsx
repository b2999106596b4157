// Pages of objections: the applicant's form and answer, and the desk of the panel. Data in, HTML out; no script is needed.
import { StaffPage } from '../accounts/staff-page.tsx'
import { PersonalPage } from '../accounts/personal-page.tsx'
import { writing } from '../apply/present.ts'
import type { ApplicationView } from '../apply/queries.ts'
import { entryPath } from '../publish/entry-path.ts'
import type { AdminDecision } from '../screen/queries.ts'
import type { Services } from '../services/services.ts'
import { Button, ButtonRow } from '../ui/button.tsx'
import { Checkbox, ErrorSummary, Hidden, Radio, Select, TextArea, type FormError } from '../ui/fields.tsx'
import { EmptyState, Notice } from '../ui/notice.tsx'
import { Card, DefinitionList, Stats } from '../ui/surface.tsx'
import { objectId as w } from '../words/object.id.ts'
import type { FieldProblem } from './actions.ts'
import type { Objection, ObjectionAnswer, PanelFile } from './queries.ts'

interface Typed {
  readonly [name: string]: string
}
const summaryOf = (problems: readonly FieldProblem[]): FormError[] =>
  problems.map((one) => ({ field: one.field, text: one.text }))
const errorOf = (problems: readonly FieldProblem[], field: string) =>
  problems.find((one) => one.field === field)?.text

export function ObjectionForm(props: {
  services: Services
  view: ApplicationView
  decision: AdminDecision
  token: string
  typed: Typed
  window: string
  open: boolean
  problems?: readonly FieldProblem[]
  refusal?: string
  saved?: boolean
}) {
  const { services, view, decision, typed, problems = [] } = props
  const labelOf = (slot: string) => view.round.slots.find((one) => one.id === slot)?.label ?? slot
  return (
    <PersonalPage
      services={services}
      title={w.title}
      lead={w.lead}
      path={`/lamaran/${view.application.id}/sanggah`}
      reader="applicant"
    >
      <ErrorSummary errors={summaryOf(problems)} />
      {props.refusal === undefined ? null : (
        <Notice tone="act" role="alert">
          {props.refusal}
        </Notice>
      )}
      {props.saved === true ? (
        <Notice tone="ok" role="status">
          {w.saved}
        </Notice>
      ) : null}
      <Notice tone="obj" title={props.window}>
        {w.noNew}
      </Notice>
      <form method="post" class="t-stack" data-gap="4" novalidate>
        <Hidden name="token" value={props.token} />
        {decision.reasons.map((reason) => {
          const lines = decision.lines.filter((line) => line.reason === reason.id)
          return (
            <Card title={reason.label}>
              {lines.map((line) => (
                <p>
                  <span class="t-muted">
                    {w.seen}, {line.title.toLowerCase()}:
                  </span>{' '}
                  {line.note}
                </p>
              ))}
              <TextArea
                name={`teks.${reason.id}`}
                label={w.text}
                hint={w.textHint}
                rows={6}
                maxlength={4000}
                value={typed[`teks.${reason.id}`]}
                optional={decision.reasons.length > 1}
                error={errorOf(problems, `teks.${reason.id}`)}
              />
              <Select
                name={`rujuk.${reason.id}`}
                label={w.pointer}
                optional
                empty={w.pointerNone}
                value={typed[`rujuk.${reason.id}`] ?? lines[0]?.document}
                options={view.application.files.map((file) => ({
                  value: file.slot,
                  label: labelOf(file.slot),
                }))}
              />
            </Card>
          )
        })}
        {props.open ? (
          <Checkbox
            name="paham"
            label={w.sure}
            checked={typed['paham'] === '1'}
            error={errorOf(problems, 'paham')}
          />
        ) : null}
        <ButtonRow>
          {props.open ? (
            <Button name="langkah" value="kirim" variant="obj" icon="scale">
              {w.send}
            </Button>
          ) : null}
          <Button name="langkah" value="simpan" variant="second">
            {w.save}
          </Button>
          <Button href="/lamaran" variant="quiet">
            {w.back}
          </Button>
        </ButtonRow>
      </form>
    </PersonalPage>
  )
}

export function ObjectionState(props: {
  services: Services
  view: ApplicationView
  objection: Objection
  answer: ObjectionAnswer | undefined
  dueAt: Date | undefined
  label: (reason: string) => string
  now: Date
}) {
  const { services, view, objection, answer } = props
  const f = writing(services)
  const entry = (index: number | undefined) =>
    index === undefined ? (
      w.filed.pending
    ) : (
      <a href={entryPath(services.agency, index)}>{w.filed.entry(f.number(index))}</a>
    )
  return (
    <PersonalPage
      services={services}
      title={w.title}
      path={`/lamaran/${view.application.id}/sanggah`}
      reader="applicant"
    >
      {answer === undefined ? (
        <Notice tone="obj" strong title={w.filed.title} role="status">
          <p>
            {w.filed.facts(f.number(objection.number), f.dateTime(objection.arrivedAt))}{' '}
            {entry(objection.index)}.
          </p>
          <p>{w.filed.two}</p>
          {props.dueAt === undefined ? null : (
            <p>{props.now < props.dueAt ? w.filed.until(f.deadline(props.dueAt)) : w.filed.late}</p>
          )}
        </Notice>
      ) : (
        <Notice tone={answer.outcome === 'granted' ? 'ok' : 'no'} strong title={w.filed.answer}>
          <p>{answer.outcome === 'granted' ? w.filed.granted : w.filed.refused}</p>
          {answer.text.split('\n\n').map((text) => (
            <p>{text}</p>
          ))}
          <p class="t-small">
            {f.dateTime(answer.at)}, {entry(answer.index)}.
          </p>
        </Notice>
      )}
      <Card title={w.filed.yours}>
        <DefinitionList
          rows={objection.requirements.map(
            (reason) => [props.label(reason), objection.text[reason]?.text ?? ''] as const,
          )}
        />
      </Card>
      <ButtonRow>
        <Button href="/lamaran" variant="second">
          {w.back}
        </Button>
      </ButtonRow>
    </PersonalPage>
  )
}

export function ObjectionRefusal(props: { services: Services; text: string; path: string }) {
  return (
    <PersonalPage services={props.services} title={w.title} path={props.path} reader="applicant">
      <Notice tone="act" role="alert">
        {props.text}
      </Notice>
      <ButtonRow>
        <Button href="/lamaran" variant="second">
          {w.back}
        </Button>
      </ButtonRow>
    </PersonalPage>
  )
}

export interface PanelDesk {
  readonly selection: string
  readonly title: string
  readonly open: number
  readonly mine: number
  readonly answered: number
  readonly due: string | undefined
  readonly held: boolean
  readonly token: string
}

export function PanelHome(props: {
  services: Services
  desks: readonly PanelDesk[]
  said?: string
  empty?: boolean
  refusal?: string
}) {
  const f = writing(props.services)
  const p = w.panel
  return (
    <StaffPage services={props.services} title={p.title} lead={p.lead} path="/petugas/sanggah">
      {props.said === undefined ? null : (
        <Notice tone="ok" role="status">
          {props.said}
        </Notice>
      )}
      {props.refusal === undefined ? null : (
        <Notice tone="act" role="alert">
          {props.refusal}
        </Notice>
      )}
      {props.empty === true ? (
        <Notice tone="info" role="status">
          {p.empty}
        </Notice>
      ) : null}
      {props.desks.length === 0 ? <EmptyState title={p.none}>{p.noneText}</EmptyState> : null}
      {props.desks.map((desk) => (
        <Card title={desk.title}>
          <Stats
            items={[
              { label: p.open, value: f.number(desk.open) },
              { label: p.mine, value: f.number(desk.mine) },
              { label: p.answered, value: f.number(desk.answered) },
            ]}
          />
          {desk.due === undefined || desk.open === 0 ? null : <p>{p.due(desk.due)}</p>}
          <form method="post" action="/petugas/sanggah/berikutnya">
            <Hidden name="token" value={desk.token} />
            <Hidden name="seleksi" value={desk.selection} />
            <Button icon="arrow-right">{desk.held ? p.resume : p.next}</Button>
          </form>
        </Card>
      ))}
    </StaffPage>
  )
}

export function PanelPage(props: {
  services: Services
  file: PanelFile
  slots: readonly { id: string; label: string }[]
  token: string
  typed: Typed
  problems?: readonly FieldProblem[]
  refusal?: string
}) {
  const { services, file, typed, problems = [] } = props
  const { objection, decision, application } = file
  const f = writing(services)
  const p = w.panel
  const labelOf = (slot: string) => props.slots.find((one) => one.id === slot)?.label ?? slot
  return (
    <StaffPage
      services={services}
      title={`S-${f.number(objection.number)}`}
      lead={p.rule}
      path="/petugas/sanggah"
      crumbs={[{ label: p.title, href: '/petugas/sanggah' }, { label: `S-${f.number(objection.number)}` }]}
    >
      <ErrorSummary
        errors={[
          ...summaryOf(problems),
          ...(props.refusal === undefined ? [] : [{ field: '#isi', text: props.refusal }]),
        ]}
      />
      {file.seat === 3 ? <Notice tone="act">{p.differ}</Notice> : null}
      <Card title={p.documents}>
        <ul class="t-list">
          {application.files.map((own) => (
            <li>
              <a href={`/petugas/berkas/${own.id}/lihat`} target="_blank" rel="noopener">
                {labelOf(own.slot)}
              </a>{' '}
              <span class="t-small t-muted t-num">
                {own.pages === null ? '' : `${f.number(own.pages)} halaman, `}
                {f.fileSize(own.bytes)}
              </span>
            </li>
          ))}
        </ul>
      </Card>
      <form method="post" class="t-stack" data-gap="4" novalidate>
        <Hidden name="token" value={props.token} />
        {decision.reasons.map((reason) => {
          const lines = decision.lines.filter((line) => line.reason === reason.id)
          const said = objection.text[reason.id]
          const document = said?.document
          return (
            <Card title={reason.label}>
              <DefinitionList
                rows={[
                  ...lines.map(
                    (line) => [`${p.requirement}, ${line.title.toLowerCase()}`, line.text] as const,
                  ),
                  ...lines.map((line) => [p.reader, line.note] as const),
                  [p.person, said === undefined ? p.notObjected : said.text] as const,
                ]}
              />
              {document === undefined ? null : <p class="t-small">{p.points(labelOf(document))}</p>}
              {said === undefined ? null : (
                <>
                  <Radio
                    name={`putus.${reason.id}`}
                    label={p.verdict}
                    value={typed[`putus.${reason.id}`]}
                    error={errorOf(problems, `putus.${reason.id}`)}
                    options={[
                      { value: 'kabul', label: p.granted },
                      { value: 'tolak', label: p.refused },
                    ]}
                  />
                  <TextArea
                    name={`jawaban.${reason.id}`}
                    label={p.answer}
                    hint={p.answerHint}
                    rows={4}
                    maxlength={2000}
                    value={typed[`jawaban.${reason.id}`]}
                    error={errorOf(problems, `jawaban.${reason.id}`)}
                  />
                </>
              )}
            </Card>
          )
        })}
        <ButtonRow>
          <Button variant="obj">{p.save}</Button>
        </ButtonRow>
      </form>
    </StaffPage>
  )
}
