// Pages of one's own application: start, form steps, review, sending, withdrawal. Data in, HTML out. Everything works
// without scripts; islands save while typing and show the progress of an upload.
import { readable } from '../publish/vacancy-search.ts'
import type { Child } from 'hono/jsx'
import { PersonalPage } from '../accounts/personal-page.tsx'
import type { Services } from '../services/services.ts'
import { Button, ButtonRow } from '../ui/button.tsx'
import {
  Checkbox,
  DateFields,
  ErrorSummary,
  Hidden,
  Radio,
  Select,
  TextArea,
  TextField,
  type FormError,
} from '../ui/fields.tsx'
import { PageTitle, Row } from '../ui/layout.tsx'
import { Notice } from '../ui/notice.tsx'
import { Steps } from '../ui/stages.tsx'
import { Card } from '../ui/surface.tsx'
import { applyId } from '../words/apply.id.ts'
import {
  ACCREDITATIONS,
  OTHER,
  type FieldName,
  type FieldProblem,
  type FormStep,
  type TypedForm,
} from './application-form.ts'
import { levelsOf } from './draft.ts'
import type { ApplicationView, ApplyRound } from './queries.ts'
import { writing, type RefusalView } from './present.ts'

export type Step = FormStep | 'berkas' | 'periksa' | 'kirim'
const STEPS: readonly Step[] = ['diri', 'pendidikan', 'berkas', 'periksa', 'kirim']

export function positionOf(round: ApplyRound): { position: string; unit: string } {
  return {
    position: readable(round.formation.data.positionTitle),
    unit: round.formation.data.unitPath.at(-1) ?? round.formation.data.agencyName,
  }
}

export function StepPage(props: {
  services: Services
  view: ApplicationView
  step: Step
  title: string
  lead?: Child
  islands?: readonly string[]
  children?: Child
}) {
  const { services, view, step } = props
  const { position, unit } = positionOf(view.round)
  const f = writing(services)
  const base = `/lamaran/${view.application.id}`
  const now = STEPS.indexOf(step)
  const steps = STEPS.map((one, i) => ({
    label: applyId.steps[one],
    href: `${base}/${one}`,
    state: i < now ? ('done' as const) : i === now ? ('now' as const) : ('next' as const),
  }))
  return (
    <PersonalPage
      services={services}
      reader="applicant"
      title={props.title}
      path={`${base}/${step}`}
      islands={props.islands}
      head={
        <>
          <div class="t-row pt-4 mb-3" data-v="between">
            <p class="t-small t-muted">{applyId.of(position, unit)}</p>
            <p class="t-small t-muted">
              {applyId.page.closes(f.deadlineLeft(view.round.closesAt, services.clock.now()))}
            </p>
          </div>
          <Steps lang="id" label={applyId.steps.label(String(now + 1), String(STEPS.length))} steps={steps} />
          <PageTitle title={props.title} lead={props.lead} />
        </>
      }
    >
      {props.children}
    </PersonalPage>
  )
}

export function StartPage(props: { services: Services; round: ApplyRound; token: string }) {
  const { round } = props
  const { position, unit } = positionOf(round)
  const w = applyId.start
  const needed = round.slots.filter((slot) => slot.required)
  return (
    <PersonalPage
      services={props.services}
      reader="applicant"
      title={w.title}
      path="/lamaran/baru"
      lead={w.lead(position, unit)}
    >
      <p>{w.one}</p>
      <Card title={w.need}>
        <ul class="t-plain">
          {needed.map((slot) => (
            <li>{slot.label}</li>
          ))}
        </ul>
      </Card>
      <form
        method="post"
        action={`/lamaran/baru?formasi=${encodeURIComponent(round.formation.formationId)}&seleksi=${round.selection.id}`}
      >
        <Hidden name="token" value={props.token} />
        <ButtonRow>
          <Button iconEnd="arrow-right">{w.action}</Button>
        </ButtonRow>
      </form>
    </PersonalPage>
  )
}

/** A refusal as a page of its own: what holds, and the one thing to do. */
export function RefusalPage(props: {
  services: Services
  title: string
  path: string
  refusal: RefusalView
}) {
  const { refusal } = props
  return (
    <PersonalPage services={props.services} reader="applicant" title={props.title} path={props.path}>
      <Notice tone="act" role="alert">
        {refusal.text}
      </Notice>
      <ButtonRow>
        <Button variant="second" href={refusal.href ?? '/lowongan'}>
          {refusal.link ?? applyId.start.toVacancies}
        </Button>
      </ButtonRow>
    </PersonalPage>
  )
}

export interface FormPageProps {
  services: Services
  view: ApplicationView
  step: FormStep
  typed: TypedForm
  problems: readonly FieldProblem[]
  token: string
  /** Said above the form where another window saved in between. */
  notice?: string
}

export function FormPage(props: FormPageProps) {
  const { view, step, typed, problems } = props
  const w = applyId.page
  const id = view.application.id
  const errors: FormError[] = problems.map((problem) => ({ field: problem.field, text: problem.text }))
  return (
    <StepPage
      services={props.services}
      view={view}
      step={step}
      title={applyId.steps[step]}
      lead={step === 'diri' ? w.diriLead : w.pendidikanLead}
      islands={['save-field']}
    >
      <ErrorSummary errors={errors} lang="id" />
      {props.notice ? (
        <Notice tone="act" role="alert">
          {props.notice}
        </Notice>
      ) : null}
      <form method="post" action={`/lamaran/${id}/${step}`} novalidate class="t-stack" data-gap="5">
        <save-field
          data-action={`/lamaran/${id}/simpan?langkah=${step}`}
          data-saving={w.savingPattern}
          data-saved={w.savedPattern}
          data-lost={w.lostPattern}
        >
          <Hidden name="token" value={props.token} />
          <Hidden name="versi" value={view.application.version} />
          <div class="t-stack" data-gap="5">
            {step === 'diri' ? (
              <IdentityFields typed={typed} problems={problems} />
            ) : (
              <EducationFields typed={typed} problems={problems} round={view.round} />
            )}
          </div>
        </save-field>
        <Row between>
          {step === 'diri' ? (
            <Button variant="quiet" href={`/lamaran/${id}/hapus`}>
              {w.discard}
            </Button>
          ) : (
            <Button variant="quiet" icon="arrow-left" href={`/lamaran/${id}/diri`}>
              {w.back}
            </Button>
          )}
          <Button iconEnd="arrow-right">{w.next}</Button>
        </Row>
      </form>
    </StepPage>
  )
}

interface FieldsProps {
  typed: TypedForm
  problems: readonly FieldProblem[]
}
const about =
  ({ typed, problems }: FieldsProps) =>
  (field: FieldName) => ({
    name: field,
    label: applyId.label[field],
    hint: (applyId.hint as Partial<Record<FieldName, string>>)[field],
    value: typed[field],
    error: problems.find((problem) => problem.field === field)?.text,
  })

function IdentityFields(props: FieldsProps) {
  const field = about(props)
  const { typed } = props
  const date = field('birth_date')
  return (
    <>
      <TextField {...field('name')} autocomplete="name" maxlength={120} />
      <TextField {...field('nik')} inputmode="numeric" autocomplete="off" maxlength={24} />
      <TextField {...field('birth_place')} maxlength={160} />
      <DateFields
        {...date}
        day={typed['birth_date.day']}
        month={typed['birth_date.month']}
        year={typed['birth_date.year']}
        autocomplete="bday"
      />
      <Radio
        {...field('sex')}
        options={[
          { value: 'P', label: applyId.sex.P },
          { value: 'L', label: applyId.sex.L },
        ]}
      />
      <TextField {...field('phone')} type="tel" inputmode="tel" autocomplete="tel" maxlength={24} />
      <TextArea {...field('address')} rows={3} maxlength={400} attrs={{ autocomplete: 'street-address' }} />
    </>
  )
}

function EducationFields(props: FieldsProps & { round: ApplyRound }) {
  const field = about(props)
  const { data } = props.round.formation
  return (
    <>
      <Select
        {...field('level')}
        options={[
          ...levelsOf(data).map((level) => ({ value: level, label: level })),
          { value: OTHER, label: applyId.otherLevel },
        ]}
      />
      <Select
        {...field('programme')}
        options={[
          ...data.programmes.map(({ name }) => ({ value: name, label: name })),
          { value: OTHER, label: applyId.otherProgramme },
        ]}
      />
      <TextField {...field('institution')} maxlength={160} />
      <Select
        {...field('accreditation')}
        options={ACCREDITATIONS.map((value) => ({ value, label: applyId.accreditation[value] ?? value }))}
      />
      <TextField {...field('graduation_year')} inputmode="numeric" maxlength={4} />
      <TextField {...field('gpa')} inputmode="decimal" maxlength={6} />
      <TextField {...field('diploma_number')} maxlength={160} />
    </>
  )
}

/** One question, one confirmation: discarding, withdrawing, sending again. */
export function ConfirmPage(props: {
  services: Services
  path: string
  title: string
  lead: string
  token: string
  action: string
  variant?: 'no' | 'primary'
  check?: { label: string; error?: string }
  back: string
}) {
  return (
    <PersonalPage
      services={props.services}
      reader="applicant"
      title={props.title}
      path={props.path}
      lead={props.lead}
    >
      <form method="post" action={props.path} class="t-stack" data-gap="4">
        <Hidden name="token" value={props.token} />
        {props.check ? (
          <Checkbox name="mengerti" label={props.check.label} error={props.check.error} />
        ) : null}
        <Row between>
          <Button variant="quiet" icon="arrow-left" href={props.back}>
            {applyId.page.back}
          </Button>
          <Button variant={props.variant ?? 'primary'}>{props.action}</Button>
        </Row>
      </form>
    </PersonalPage>
  )
}
