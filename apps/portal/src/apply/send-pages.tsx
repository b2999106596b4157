// The last two steps: reviewing everything that will be sent, and sending it. What blocks is listed with its way out.
import type { Services } from '../services/services.ts'
import { Button, ButtonRow } from '../ui/button.tsx'
import { Checkbox, Hidden, TextArea } from '../ui/fields.tsx'
import { Row, Section } from '../ui/layout.tsx'
import { Notice } from '../ui/notice.tsx'
import { Card, Checks, DefinitionList } from '../ui/surface.tsx'
import { applyId } from '../words/apply.id.ts'
import { maskNik, type Format } from '../words/format.ts'
import { calendarDay, OTHER, type FieldName, type FormStep, type TypedForm } from './application-form.ts'
import { reasonInput, type ConditionLine, type Gap } from './draft.ts'
import { StepPage, type Step } from './pages.tsx'
import { writing } from './present.ts'
import type { ApplicationView } from './queries.ts'

/** What was typed, for reading; the number of identity masked. */
export function typedRows(typed: TypedForm, step: FormStep, f: Format): (readonly [string, string])[] {
  const fields: readonly FieldName[] =
    step === 'diri'
      ? ['name', 'nik', 'birth_place', 'birth_date', 'sex', 'phone', 'address']
      : ['level', 'programme', 'institution', 'accreditation', 'graduation_year', 'gpa', 'diploma_number']
  const shown = (field: FieldName): string => {
    const value = typed[field] ?? ''
    if (field === 'nik') return value === '' ? '' : maskNik(value.replace(/\D/g, ''))
    if (field === 'birth_date') {
      const parts = ['birth_date.day', 'birth_date.month', 'birth_date.year'].map((part) => typed[part] ?? '')
      const day = calendarDay(parts[0]!, parts[1]!, parts[2]!)
      return day === undefined ? parts.join(' ').trim() : f.dayRange(day, day)
    }
    if (field === 'sex') return value === 'L' || value === 'P' ? applyId.sex[value] : ''
    if (field === 'accreditation') return applyId.accreditation[value] ?? ''
    if (field === 'level' && value === OTHER) return applyId.otherLevel
    if (field === 'programme' && value === OTHER) return applyId.otherProgramme
    return value
  }
  return fields.map((field) => [applyId.label[field], shown(field) || applyId.condition.unknown] as const)
}

export function ConditionList({ conditions }: { conditions: readonly ConditionLine[] }) {
  const w = applyId.condition
  return (
    <Checks
      items={conditions.map((condition) => ({
        tone: condition.state === 'met' ? 'ok' : condition.state === 'notMet' ? 'act' : 'idle',
        state: w[condition.state],
        text: condition.text,
        note: [
          condition.own === undefined ? '' : w.own(condition.own),
          condition.state === 'notMet' && condition.reason !== '' ? w.because(condition.reason) : '',
        ]
          .filter(Boolean)
          .join('. '),
      }))}
    />
  )
}

/** One field a condition that differs: the applicant may say why it is sent all the same. */
function ReasonForm(props: {
  id: string
  conditions: readonly ConditionLine[]
  version: number
  token: string
}) {
  const differing = props.conditions.filter((condition) => condition.state === 'notMet')
  const w = applyId.review
  if (differing.length === 0) return null
  return (
    <form method="post" action={`/lamaran/${props.id}/periksa`} class="t-stack mt-4" data-gap="4">
      <Hidden name="token" value={props.token} />
      <Hidden name="versi" value={props.version} />
      {differing.map((condition) => (
        <TextArea
          name={reasonInput(condition.id)}
          id={`alasan-${condition.id}`}
          label={`${w.reason}: ${condition.text}`}
          hint={w.reasonHint}
          value={condition.reason}
          rows={2}
          maxlength={400}
        />
      ))}
      <ButtonRow>
        <Button variant="second">{w.reasonSave}</Button>
      </ButtonRow>
    </form>
  )
}

export function GapNotice({ id, gaps }: { id: string; gaps: readonly Gap[] }) {
  if (gaps.length === 0) return null
  return (
    <Notice tone="act" strong id="perbaiki" title={applyId.review.missingTitle(String(gaps.length))}>
      <ul class="t-summary">
        {gaps.map((gap) => (
          <li>
            <a href={`/lamaran/${id}/${gap.step}#${gap.anchor}`}>{gap.text}</a>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

export function ReviewPage(props: {
  services: Services
  view: ApplicationView
  token: string
  gaps: readonly Gap[]
  conditions: readonly ConditionLine[]
}) {
  const { view } = props
  const { application, round } = view
  const w = applyId.review
  const f = writing(props.services)
  const base = `/lamaran/${application.id}`
  const change = (step: Step) => (
    <a class="t-small" href={`${base}/${step}`}>
      {w.change}
      <span class="t-vh"> {applyId.steps[step]}</span>
    </a>
  )
  return (
    <StepPage services={props.services} view={view} step="periksa" title={w.title} lead={w.lead}>
      {props.gaps.length > 0 ? (
        <GapNotice id={application.id} gaps={props.gaps} />
      ) : (
        <Notice tone="ok">{w.complete}</Notice>
      )}
      <Section id="syarat" title={w.conditions} intro={w.conditionsLead}>
        <ConditionList conditions={props.conditions} />
        <ReasonForm
          id={application.id}
          conditions={props.conditions}
          version={application.version}
          token={props.token}
        />
      </Section>
      <Card title={applyId.steps.diri} aside={change('diri')}>
        <DefinitionList rows={typedRows(application.typed, 'diri', f)} />
      </Card>
      <Card title={applyId.steps.pendidikan} aside={change('pendidikan')}>
        <DefinitionList rows={typedRows(application.typed, 'pendidikan', f)} />
      </Card>
      <Card title={w.documents} aside={change('berkas')}>
        <DefinitionList
          rows={round.slots.flatMap((slot) => {
            const file = application.files.find((one) => one.slot === slot.id)
            if (file === undefined && !slot.required) return []
            return [
              [
                slot.label,
                file === undefined
                  ? w.noDocument
                  : [
                      f.fileSize(file.bytes),
                      file.pages === null ? undefined : applyId.upload.pages(String(file.pages)),
                    ]
                      .filter(Boolean)
                      .join(', '),
              ] as const,
            ]
          })}
        />
      </Card>
      <Row between>
        <Button variant="quiet" icon="arrow-left" href={`${base}/berkas`}>
          {applyId.page.back}
        </Button>
        <Button href={`${base}/kirim`} iconEnd="arrow-right">
          {w.next}
        </Button>
      </Row>
    </StepPage>
  )
}

export interface SendPageProps {
  services: Services
  view: ApplicationView
  gaps: readonly Gap[]
  conditions: readonly ConditionLine[]
  token: string
  problem?: string
  acknowledged?: { conditions: boolean; truth: boolean }
}

export function SendPage(props: SendPageProps) {
  const { view } = props
  const w = applyId.send
  const id = view.application.id
  const missing = props.acknowledged
  return (
    <StepPage
      services={props.services}
      view={view}
      step="kirim"
      title={w.title}
      lead={w.lead(writing(props.services).deadline(view.round.closesAt))}
    >
      {props.problem ? (
        <Notice tone="act" role="alert" strong>
          {props.problem}
        </Notice>
      ) : null}
      <GapNotice id={id} gaps={props.gaps} />
      <Section id="syarat" title={applyId.review.conditions} intro={applyId.review.conditionsLead}>
        <ConditionList conditions={props.conditions} />
      </Section>
      <form method="post" action={`/lamaran/${id}/kirim`} class="t-stack" data-gap="4">
        <Hidden name="token" value={props.token} />
        <Hidden name="versi" value={view.application.version} />
        <Checkbox
          name="syarat"
          label={w.ackConditions}
          checked={missing?.conditions}
          error={missing && !missing.conditions ? w.ackMissing : undefined}
        />
        <Checkbox
          name="benar"
          label={w.ackTrue}
          checked={missing?.truth}
          error={missing && !missing.truth ? w.ackMissing : undefined}
        />
        <p class="t-muted" id="setelah">
          {w.whatHappens}
        </p>
        <Row between>
          <Button variant="quiet" icon="arrow-left" href={`/lamaran/${id}/periksa`}>
            {applyId.page.back}
          </Button>
          <Button icon="send" blocked={props.gaps.length > 0} describedBy="setelah">
            {w.action}
          </Button>
        </Row>
      </form>
    </StepPage>
  )
}
