// The desk: queue, documents, checklist. Plain forms do everything; the island only adds keys and shows one document at a
// time. Nothing that names the applicant is in the page before group A is locked.
import { readable } from '../publish/vacancy-search.ts'
import type { Services } from '../services/services.ts'
import { siteOf } from '../site.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary, FieldError, Hidden, fieldId, type FormError } from '../ui/fields.tsx'
import { Icon, Mark } from '../ui/icon.tsx'
import { Layout } from '../ui/layout.tsx'
import { Badge } from '../ui/notice.tsx'
import { Details } from '../ui/surface.tsx'
import { writing } from '../apply/present.ts'
import { words } from '../words/words.ts'
import { screenId as w } from '../words/screen.id.ts'
import type { Requirement, VerdictProblem } from './checklist.ts'
import { noteLength } from './checklist.ts'
import type { DocumentPages } from './document-queries.ts'
import { DocumentView } from './document-view.tsx'
import type { DeskView } from './present.ts'
import { fileCode, type DeskCounts, type DeskFile, type ListRow } from './queries.ts'

export interface DeskPageProps {
  services: Services
  file: DeskFile
  view: DeskView
  counts: DeskCounts
  recent: readonly ListRow[]
  code: string
  token: string
  /** What was typed: names as in the form. */
  typed: Readonly<Record<string, string>>
  problems?: readonly VerdictProblem[]
  errors?: readonly FormError[]
  /** What the applicant would read, and the mark that it was shown for exactly these verdicts. */
  preview?: {
    readonly mark: string
    readonly lines: readonly string[]
    readonly outcome: 'eligible' | 'ineligible'
  }
  address: (documentId: string) => string
  /** Sizes of the pages, by document. */
  sizes: ReadonlyMap<string, DocumentPages>
}

export function DeskPage(props: DeskPageProps) {
  const { services, file, counts, code } = props
  const f = writing(services)
  const stage = file.first === undefined ? 'a' : 'b'
  return (
    <Layout
      site={siteOf(services)}
      lang="id"
      title={`${w.desk.title}, ${code}`}
      path="/petugas/periksa"
      density="compact"
      islands={['check-desk']}
      translated={false}
      noindex
      bare
    >
      <div class="t-bar-top">
        <a class="t-brand" href="/petugas">
          <Mark />
          <span class="t-brand__name">Terang</span>
        </a>
        <span class="t-muted">{w.desk.title}</span>
        {stage === 'a' ? (
          <Badge tone="info" icon="eye-off">
            {w.desk.hidden}
          </Badge>
        ) : (
          <Badge tone="act" icon="eye">
            {w.desk.shown}
          </Badge>
        )}
        <span class="t-end t-num t-small">
          {w.desk.today}: {f.number(counts.today)}
        </span>
      </div>
      <h1 class="t-vh">
        {w.desk.title}, {code}
      </h1>
      <check-desk
        class="t-desk-desk"
        data-on={w.desk.keys.on}
        data-off={w.desk.keys.off}
        data-fresh={`/petugas/periksa/${file.application.id}/alamat`}
      >
        <Queue {...props} />
        <DocumentView {...props} />
        <Checklist {...props} stage={stage} />
      </check-desk>
      <Keys />
    </Layout>
  )
}

function Queue({ services, counts, recent, code, file, view }: DeskPageProps) {
  const f = writing(services)
  return (
    <section class="t-desk-pane t-desk-queue" aria-labelledby="antrean">
      <div class="t-row" data-v="between">
        <h2 id="antrean">{w.desk.queue}</h2>
        <span class="t-small t-muted t-num">
          {w.desk.waiting}: {f.number(counts.waiting)}
        </span>
      </div>
      <ul class="t-list">
        <li>
          <a class="t-desk-q" href={`/petugas/periksa/${file.application.id}`} aria-current="true">
            <span class="t-num t-strong">{code}</span>
            <span class="t-desk-q__d">{readable(file.round.formation.data.positionTitle)}</span>
          </a>
        </li>
        {recent.map((row) => (
          <li>
            <span class="t-desk-q">
              <span class="t-num">{fileCode(row.applicationId)}</span>
              <span class="t-desk-q__d">
                {row.opinion === null ? w.list.released : w.list.opinion[row.opinion]}
              </span>
            </span>
          </li>
        ))}
      </ul>
      <dl class="t-desk-facts">
        {[...view.facts, ...view.identity].map(([label, value]) => (
          <div>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="t-small mt-3">
        <a href="/petugas/periksa/daftar">{w.desk.list}</a>
      </p>
    </section>
  )
}

function Checklist(props: DeskPageProps & { stage: 'a' | 'b' }) {
  const { file, stage, token, problems = [], errors = [], preview, code, view } = props
  const own = file.lines.filter((line) => line.group === stage)
  const earlier = stage === 'b' ? file.lines.filter((line) => line.group === 'a') : []
  const summary: FormError[] = [
    ...errors,
    ...problems.map((one) => ({ field: `#${fieldId(`${one.part}.${one.requirement}`)}`, text: one.text })),
  ]
  const line = (one: Requirement) => (
    <Line
      {...props}
      line={one}
      hints={view.hints.filter((hint) => hint.requirement === one.id).map((hint) => hint.text)}
    />
  )
  return (
    <section class="t-desk-pane" data-last aria-labelledby="syarat">
      <ErrorSummary errors={summary} />
      <form method="post" action={`/petugas/periksa/${file.application.id}`} novalidate>
        <Hidden name="token" value={token} />
        {preview === undefined ? null : (
          <>
            <Hidden name="dilihat" value={preview.mark} />
            <div
              class="t-note"
              data-s={preview.outcome === 'ineligible' ? 'no' : 'ok'}
              id="pratinjau"
              tabindex={-1}
              autofocus
            >
              <Icon name={preview.outcome === 'ineligible' ? 'circle-x' : 'circle-check'} />
              <h2 class="t-note__t">{w.desk.preview}</h2>
              <p>{preview.outcome === 'ineligible' ? w.desk.previewIneligible : w.desk.previewEligible}</p>
              <ul>
                {preview.lines.map((text) => (
                  <li>{text}</li>
                ))}
              </ul>
              <p class="t-small">{w.desk.previewNote}</p>
            </div>
          </>
        )}
        <h2 id="syarat">{stage === 'a' ? w.desk.groupA : w.desk.groupB}</h2>
        {own.map(line)}
        {earlier.length === 0 ? null : (
          <>
            <h2 class="mt-4">{w.desk.groupA}</h2>
            <p class="t-small t-muted">{w.desk.lockedA}</p>
            {earlier.map(line)}
          </>
        )}
        <div class="t-desk-do">
          {stage === 'a' ? (
            <Button name="langkah" value="a" full>
              {w.desk.lockA}
            </Button>
          ) : preview === undefined ? (
            <Button name="langkah" value="simpan" full>
              {w.desk.save}
            </Button>
          ) : (
            <>
              <Button
                name="langkah"
                value="simpan"
                variant={preview.outcome === 'ineligible' ? 'no' : 'primary'}
                full
              >
                {w.desk.save}
              </Button>
              <Button name="langkah" value="pratinjau" variant="quiet" full>
                {w.desk.toPreview}
              </Button>
            </>
          )}
        </div>
        <p class="t-small t-muted mt-2">{w.desk.second}</p>
      </form>
      <Details summary={w.desk.iKnow}>
        <form
          method="post"
          action={`/petugas/periksa/${file.application.id}/benturan`}
          class="t-stack"
          data-gap="2"
        >
          <Hidden name="token" value={token} />
          <p class="t-small">{w.desk.iKnowText}</p>
          <Button variant="second" size="s">
            {w.desk.iKnowAction}
          </Button>
        </form>
      </Details>
      <p class="t-vh" aria-live="polite" data-said>
        {code}
      </p>
    </section>
  )
}

function Line({
  line,
  typed,
  problems = [],
  file,
  hints,
}: DeskPageProps & { line: Requirement; hints: readonly string[] }) {
  const answer = typed[`jawab.${line.id}`]
  const problemOf = (part: VerdictProblem['part']) =>
    problems.find((one) => one.requirement === line.id && one.part === part)?.text
  const id = (part: VerdictProblem['part']) => fieldId(`${part}.${line.id}`)
  const reasons = line.reasons
    .map((reason) => file.round.ruleSet.ineligibilityReasons.find((one) => one.id === reason))
    .filter((reason) => reason !== undefined)
  const said = problemOf('jawab')
  return (
    <fieldset
      class="t-desk-c"
      data-line={line.id}
      data-of={line.document}
      aria-describedby={`${id('jawab')}-t`}
    >
      <legend>{line.title}</legend>
      <div class="t-desk-seg">
        <label>
          <input
            type="radio"
            name={`jawab.${line.id}`}
            value="ya"
            id={id('jawab')}
            checked={answer === 'ya'}
          />
          <span>{w.desk.yes}</span>
        </label>
        <label>
          <input type="radio" name={`jawab.${line.id}`} value="tidak" data-no checked={answer === 'tidak'} />
          <span>{w.desk.no}</span>
        </label>
      </div>
      <p class="t-small t-muted t-desk-c__t" id={`${id('jawab')}-t`}>
        {line.text}
      </p>
      {said === undefined ? null : <FieldError id={`${id('jawab')}-e`}>{said}</FieldError>}
      {hints.map((text) => (
        <p class="t-note t-desk-hint" data-s="act">
          <Icon name="eye" />
          <span>
            <b>{w.desk.look}.</b> {text}
          </span>
        </p>
      ))}
      <div class="t-desk-why">
        <div class="t-field" data-s={problemOf('alasan') ? 'no' : undefined}>
          <label for={id('alasan')}>{w.desk.reason}</label>
          {problemOf('alasan') ? (
            <FieldError id={`${id('alasan')}-e`}>{problemOf('alasan')}</FieldError>
          ) : null}
          <select class="t-select" name={`alasan.${line.id}`} id={id('alasan')}>
            <option value="">{words('id').form.choose}</option>
            {reasons.map((reason) => (
              <option value={reason.id} selected={typed[`alasan.${line.id}`] === reason.id}>
                {reason.labelId}
              </option>
            ))}
          </select>
        </div>
        <div class="t-field" data-s={problemOf('catatan') ? 'no' : undefined}>
          <label for={id('catatan')}>{w.desk.note}</label>
          <span class="t-hint" id={`${id('catatan')}-h`}>
            {w.desk.noteHint}
          </span>
          {problemOf('catatan') ? (
            <FieldError id={`${id('catatan')}-e`}>{problemOf('catatan')}</FieldError>
          ) : null}
          <textarea
            class="t-area"
            rows={2}
            name={`catatan.${line.id}`}
            id={id('catatan')}
            maxlength={noteLength.most}
            aria-describedby={`${id('catatan')}-h`}
          >
            {typed[`catatan.${line.id}`] ?? ''}
          </textarea>
        </div>
      </div>
    </fieldset>
  )
}

function Keys() {
  const key = (...names: string[]) => names.map((name) => <span class="t-kbd">{name}</span>)
  const k = w.desk.keys
  return (
    <footer class="t-desk-keys" aria-label={k.label}>
      <span>
        {key('↑', '↓')} {k.lines}
      </span>
      <span>
        {key('1', '2')} {k.verdict}
      </span>
      <span>
        {key('3')} {k.note}
      </span>
      <span>
        {key('←', '→')} {k.documents}
      </span>
      <span>
        {key('PgUp', 'PgDn')} {k.scroll}
      </span>
      <span>
        {key('Z')} {k.zoom}
      </span>
      <span>
        {key('[', ']')} {k.turn}
      </span>
      <span>
        {key('Esc')} {k.close}
      </span>
      <button type="button" class="t-btn t-end" data-v="quiet" data-z="s" data-keys hidden>
        {k.off}
      </button>
    </footer>
  )
}
