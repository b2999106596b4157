// The step of documents: one row a slot with its file, what was checked, and what can be done about it.
import type { Services } from '../services/services.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary, Hidden, FieldError, TextField, type FormError } from '../ui/fields.tsx'
import { Row } from '../ui/layout.tsx'
import { Badge } from '../ui/notice.tsx'
import { Card, Details, FileRow, List } from '../ui/surface.tsx'
import { applyId } from '../words/apply.id.ts'
import type { Format } from '../words/format.ts'
import { kindsOf } from './document-actions.ts'
import type { Slot } from './draft.ts'
import { draftState, openSlots } from './draft-state.ts'
import { StepPage } from './pages.tsx'
import { writing } from './present.ts'
import type { ApplicationView, OwnFile } from './queries.ts'

export interface DocumentsPageProps {
  services: Services
  view: ApplicationView
  token: string
  /** What is wrong with the file that was just sent, by slot. */
  problem?: { slot: string; text: string }
}

export function DocumentsPage(props: DocumentsPageProps) {
  const { services, view, problem } = props
  const { application, round } = view
  const w = applyId.upload
  const f = writing(services)
  const required = round.slots.filter((slot) => slot.required)
  const optional = round.slots.filter((slot) => !slot.required)
  const missing = openSlots(draftState(view))
  const labelOf = (id: string) => round.slots.find((slot) => slot.id === id)?.label ?? id
  const errors: FormError[] = problem
    ? [{ field: `#berkas-${problem.slot}`, text: `${labelOf(problem.slot)}: ${problem.text}` }]
    : []
  const rows = (slots: readonly Slot[]) => (
    <List
      items={slots.map((slot) => (
        <SlotRow
          applicationId={application.id}
          slot={slot}
          file={application.files.find((one) => one.slot === slot.id)}
          problem={problem?.slot === slot.id ? problem.text : undefined}
          token={props.token}
          format={f}
        />
      ))}
    />
  )
  const ready = required.filter((slot) => !missing.includes(slot.id)).length
  return (
    <StepPage
      services={services}
      view={view}
      step="berkas"
      title={w.title}
      lead={w.lead}
      islands={['upload-field']}
    >
      <ErrorSummary errors={errors} lang="id" />
      <Card
        title={w.required}
        aside={<span class="t-small t-muted">{w.ready(String(ready), String(required.length))}</span>}
      >
        {rows(required)}
      </Card>
      {optional.length > 0 ? <Card title={w.optional}>{rows(optional)}</Card> : null}
      <Row between>
        <Button variant="quiet" icon="arrow-left" href={`/lamaran/${application.id}/pendidikan`}>
          {applyId.page.back}
        </Button>
        <Button
          href={`/lamaran/${application.id}/periksa`}
          iconEnd="arrow-right"
          describedBy={missing.length > 0 ? 'kurang' : undefined}
        >
          {w.next}
        </Button>
      </Row>
      {missing.length > 0 ? (
        <p class="t-small t-muted" id="kurang">
          {w.stillMissing(f.list(missing.map(labelOf)))}
        </p>
      ) : null}
    </StepPage>
  )
}

interface SlotProps {
  applicationId: string
  slot: Slot
  file: OwnFile | undefined
  problem: string | undefined
  token: string
  format: Format
}

function SlotRow(props: SlotProps) {
  const { slot, file, problem, format: f } = props
  const w = applyId.upload
  const address = `/lamaran/${props.applicationId}/berkas/${slot.id}`
  const limit = f.fileSize(slot.maxBytes)
  const state = problem !== undefined ? 'refused' : (file?.state ?? 'empty')
  const tone =
    state === 'accepted' || state === 'frozen'
      ? 'ok'
      : state === 'refused'
        ? 'no'
        : state === 'doubtful'
          ? 'act'
          : 'idle'
  return (
    <div id={`berkas-${slot.id}`} tabindex={-1}>
      <FileRow
        name={slot.label}
        meta={
          file === undefined
            ? undefined
            : [
                kindsOf({ formats: [file.mime] }),
                f.fileSize(file.bytes),
                file.pages === null ? undefined : w.pages(f.number(file.pages)),
              ]
                .filter(Boolean)
                .join(', ')
        }
        badge={<Badge tone={tone}>{w.state[state]}</Badge>}
        checks={
          file === undefined
            ? []
            : [
                { tone: 'ok' as const, text: w.opens },
                { tone: 'ok' as const, text: w.under(limit) },
                ...(file.width === null || file.height === null
                  ? []
                  : [
                      {
                        tone: file.state === 'doubtful' ? ('act' as const) : ('ok' as const),
                        text: w.pixels(f.number(file.width), f.number(file.height)),
                      },
                    ]),
              ]
        }
      >
        {problem !== undefined ? <FieldError id={`galat-${slot.id}`}>{problem}</FieldError> : null}
        {file?.state === 'doubtful' ? (
          <form method="post" action={`${address}/alasan`} class="t-stack" data-gap="3">
            <Hidden name="token" value={props.token} />
            <p class="t-small">{w.smallTitle(f.number(file.width ?? 0), f.number(file.height ?? 0))}</p>
            <TextField
              name="alasan"
              id={`alasan-${slot.id}`}
              label={w.smallReason}
              hint={w.smallHint}
              maxlength={400}
            />
            <Row>
              <Button variant="second" size="s">
                {w.smallSend}
              </Button>
            </Row>
          </form>
        ) : null}
        {file === undefined || problem !== undefined ? (
          <UploadForm {...props} />
        ) : (
          <Details
            summary={
              <>
                {w.replace}
                <span class="t-vh"> {slot.label}</span>
              </>
            }
          >
            <UploadForm {...props} />
          </Details>
        )}
        {file === undefined ? null : (
          <Row>
            <Button variant="quiet" size="s" icon="download" href={`/berkas/${file.id}`}>
              {w.see}
              <span class="t-vh"> {slot.label}</span>
            </Button>
            <form method="post" action={`${address}/hapus`}>
              <Hidden name="token" value={props.token} />
              <Button variant="quiet" size="s" icon="trash-2">
                {w.remove}
                <span class="t-vh"> {slot.label}</span>
              </Button>
            </form>
          </Row>
        )}
      </FileRow>
    </div>
  )
}

function UploadForm({ applicationId, slot, file, problem, token, format }: SlotProps) {
  const w = applyId.upload
  const address = `/lamaran/${applicationId}/berkas/${slot.id}`
  const limit = format.fileSize(slot.maxBytes)
  return (
    <upload-field data-sending={w.sendingPattern} data-lost={w.lostPattern} data-cancel={w.cancel}>
      <form method="post" action={address} enctype="multipart/form-data" class="t-drop">
        <Hidden name="token" value={token} />
        <label class="t-label" for={`pilih-${slot.id}`}>
          {file === undefined ? w.choose(slot.label) : w.replace}
          {file === undefined ? null : <span class="t-vh"> {slot.label}</span>}
        </label>
        <input
          class="t-input t-fileinput"
          type="file"
          id={`pilih-${slot.id}`}
          name="berkas"
          accept={slot.formats.join(',')}
          aria-describedby={[`batas-${slot.id}`, problem === undefined ? '' : `galat-${slot.id}`]
            .filter(Boolean)
            .join(' ')}
          aria-invalid={problem === undefined ? undefined : 'true'}
        />
        <span class="t-small t-muted" id={`batas-${slot.id}`}>
          {kindsOf(slot)}, paling besar {limit}.
        </span>
        <Button variant="second" size="s" icon="upload">
          {w.send}
          <span class="t-vh"> {slot.label}</span>
        </Button>
      </form>
    </upload-field>
  )
}
