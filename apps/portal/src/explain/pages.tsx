// The personal explanation, after identity page 06: the outcome first, then why, how far, what decided, what would have
// changed it, what can be done until when, who decided, and the proof. Works without scripts and on paper.
import { PersonalPage } from '../accounts/personal-page.tsx'
import { formationName, resultPath, signer } from '../decide/present.ts'
import { entryPath } from '../publish/entry-path.ts'
import { formatOf } from '../publish/present.ts'
import { logPrefix } from '../record/prefix.ts'
import { Columns, Stack } from '../ui/layout.tsx'
import { Crumbs } from '../ui/navigation.tsx'
import { Badge, Notice } from '../ui/notice.tsx'
import { Seal } from '../ui/proof.tsx'
import { Card, Details } from '../ui/surface.tsx'
import { CanCard } from './can-card.tsx'
import { Block, type ExplanationProps, type Part } from './parts.tsx'
import { PositionSections } from './position.tsx'
import { explainWords, sourceTitle, tell } from './sentences.ts'

export function ExplanationPage(props: ExplanationProps) {
  const { services, lang, own } = props
  const w = explainWords(lang)
  const f = formatOf(services, lang)
  const path = `/lamaran/${own.applicationId}/penjelasan`
  const seatId = own.result?.explanation.seatFormationId
  const telling = tell(lang, f, {
    ...own.facts,
    ...(own.ruleSet === undefined ? {} : { sources: own.ruleSet.sources }),
    ...(seatId === null || seatId === undefined ? {} : { seat: formationName(own.titles, seatId) }),
  })
  const part: Part = { ...props, telling }
  const head = (
    <>
      <Crumbs label={w.crumbs} items={[{ label: w.applications, href: '/lamaran' }, { label: w.page }]} />
      <div class="t-title" data-v="wide">
        <p class="t-muted">{formationName(own.titles, own.formationId)}</p>
        <h1>{telling.title}</h1>
        <p class="t-lead">{telling.lead}</p>
        <p class="t-small t-muted mt-2">
          {own.result === undefined ? null : <>{w.code(own.result.code)}. </>}
          <a href={lang === 'id' ? `${path}?bahasa=en` : path} lang={lang === 'id' ? 'en' : 'id'}>
            {w.otherLanguage}
          </a>
        </p>
        <p class="t-only-narrow mt-3">
          <a href="#dapat">{w.can.title}</a>
        </p>
      </div>
    </>
  )
  // The frame of personal pages is Indonesian; the content says its own language.
  return (
    <PersonalPage
      services={services}
      reader="applicant"
      path={path}
      title={w.page}
      head={<div lang={lang}>{head}</div>}
      wide
    >
      <div lang={lang}>
        <Columns>
          <Stack gap={6}>
            <Screening {...part} />
            <PositionSections {...part} />
            <Change {...part} />
            <Filling {...part} />
            <Who {...part} />
            <Proof {...part} />
          </Stack>
          <aside id="dapat" class="t-sticky t-stack" data-gap="4" aria-label={w.can.title}>
            <CanCard {...part} />
          </aside>
        </Columns>
      </div>
    </PersonalPage>
  )
}

/** The reasons of the screening with the requirement, what was seen, and the rule; and what came of an objection. */
function Screening({ services, lang, own, telling }: Part) {
  const { decision } = own
  if (decision === undefined) return null
  const w = explainWords(lang)
  const f = formatOf(services, lang)
  const rules = own.titles.get(own.formationId)
  const objection = own.objections.find((one) => one.stage === 'adminResult')
  const shown =
    telling.kind === 'ineligible' ||
    telling.kind === 'objectionFiled' ||
    telling.kind === 'objectionRefused' ||
    telling.kind === 'objectionGranted'
  if (!shown) return null
  // Reasons that the reader's checklist does not carry still stand, with their label.
  const bare = decision.reasons.filter((reason) => !decision.lines.some((line) => line.reason === reason.id))
  const reasons = [
    ...decision.lines.map((line) => ({
      title: line.title,
      asked: line.text,
      label: line.reasonLabel,
      note: line.note,
      source: decision.reasons.find((one) => one.id === line.reason)?.source,
    })),
    ...bare.map((reason) => ({
      title: reason.label,
      asked: undefined,
      label: reason.label,
      note: '',
      source: reason.source,
    })),
  ]
  return (
    <>
      <Block id="alasan" title={w.reasons.title}>
        {/* Requirements and notes are in the words of the vacancy and of the officers. */}
        <ol class="t-stack" data-gap="4">
          {reasons.map((reason, i) => (
            <li>
              <Card
                title={
                  <>
                    {i + 1}. <span lang="id">{reason.title}</span>
                  </>
                }
                level={3}
                aside={<Badge tone="no">TMS</Badge>}
              >
                <dl class="t-rows">
                  {reason.asked === undefined ? null : <Line term={w.reasons.asked} value={reason.asked} />}
                  <Line term={w.reasons.reason} value={reason.label} />
                  <Line
                    term={w.reasons.found}
                    value={reason.note === '' ? undefined : reason.note}
                    otherwise={w.reasons.noNote}
                  />
                  {reason.source === undefined || reason.source === '' ? null : (
                    <Line
                      term={w.reasons.source}
                      value={sourceTitle(lang, own.ruleSet?.sources ?? {}, reason.source)}
                    />
                  )}
                </dl>
              </Card>
            </li>
          ))}
        </ol>
        {rules === undefined ? null : (
          <Seal icon="file-text">
            <span>
              {formationName(own.titles, own.formationId)},{' '}
              <a href={entryPath(services.agency, rules.index)}>{w.proof.entry(f.number(rules.index))}</a>
            </span>
          </Seal>
        )}
      </Block>
      {objection === undefined ? null : (
        <Notice tone={objection.answer?.outcome === 'granted' ? 'ok' : 'obj'} title={w.objection.title}>
          <p>
            {w.objection.filed(f.dateTime(objection.filedAt))}{' '}
            {objection.answer === undefined ? null : w.objection.answered(f.dateTime(objection.answer.at))}
          </p>
          {objection.answer === undefined ? null : (
            <>
              <p>{objection.answer.outcome === 'granted' ? w.objection.granted : w.objection.refused}</p>
              {objection.answer.text === '' ? null : <p lang="id">{objection.answer.text}</p>}
              <p class="t-small">
                {w.who.objection(f.list(objection.answer.signers.map((one) => signer(lang, one))))}{' '}
                <a href={entryPath(services.agency, objection.answer.index)}>
                  {w.proof.entry(f.number(objection.answer.index))}
                </a>
              </p>
            </>
          )}
        </Notice>
      )}
    </>
  )
}

function Line({ term, value, otherwise }: { term: string; value: string | undefined; otherwise?: string }) {
  return (
    <div>
      <dt>{term}</dt>
      {value === undefined ? <dd class="t-muted">{otherwise}</dd> : <dd lang="id">{value}</dd>}
    </div>
  )
}

function Change({ lang, telling }: Part) {
  if (telling.change === undefined && telling.decided === undefined) return null
  const w = explainWords(lang)
  return (
    <>
      {telling.decided === undefined ? null : (
        <Block id="penentu" title={w.decided.title}>
          <p class="t-measure">{telling.decided}</p>
        </Block>
      )}
      {telling.change === undefined ? null : (
        <Block id="pengubah" title={w.change.title}>
          <Notice>
            <p>{telling.change.intro}</p>
            {telling.change.items.length === 0 ? null : (
              <ul class="t-list">
                {telling.change.items.map((item) => (
                  <li>{item}</li>
                ))}
              </ul>
            )}
          </Notice>
        </Block>
      )}
    </>
  )
}

function Filling({ lang, telling }: Part) {
  if (telling.filling.length === 0) return null
  return (
    <Block id="pengisian" title={explainWords(lang).filling.title}>
      {telling.filling.map((sentence) => (
        <p class="t-measure">{sentence}</p>
      ))}
    </Block>
  )
}

function Who({ services, lang, own }: Part) {
  const w = explainWords(lang).who
  const f = formatOf(services, lang)
  const names = (signers: readonly string[]) => f.list(signers.map((one) => signer(lang, one)))
  if (own.decision === undefined && own.result === undefined) return null
  return (
    <Block id="siapa" title={w.title}>
      {own.result === undefined ? null : (
        <p class="t-measure">{w.ranking(names(own.result.published.signers))}</p>
      )}
      {own.decision === undefined ? null : (
        <p class="t-measure">{w.screening(names(own.decision.signers))}</p>
      )}
    </Block>
  )
}

function Proof({ services, lang, own }: Part) {
  const w = explainWords(lang).proof
  const f = formatOf(services, lang)
  const types: { readonly [t: string]: string | undefined } = w.type
  return (
    <Block id="bukti" title={w.title}>
      {own.result === undefined ? null : (
        <>
          <p>
            <a
              href={`${resultPath(own.selection, own.result.published.stage, own.formationId)}#${own.result.code}`}
            >
              {w.table}
            </a>
            {' · '}
            <a href={`/verifikasi?seleksi=${own.selection}`}>{w.again}</a>
          </p>
          <Seal>
            <span>
              <a href={entryPath(services.agency, own.result.published.index)}>
                {w.entry(f.number(own.result.published.index))}
              </a>
              ,{' '}
              <a
                href={`${logPrefix(services.agency)}/${own.result.published.files.find((file) => file.name === 'results.csv')?.path ?? ''}`}
              >
                results.csv
              </a>
            </span>
          </Seal>
        </>
      )}
      <Details summary={w.receipts}>
        {own.entries.length === 0 ? <p class="t-muted">{w.none}</p> : null}
        <ul class="t-list t-small">
          {own.entries.map((entry) => (
            <li>
              {types[entry.t] ?? w.other}, {f.dateTime(entry.at)}
              <br />
              <a href={entryPath(services.agency, entry.index)}>{w.entry(f.number(entry.index))}</a> {' · '}
              <a href={`/lamaran/${own.applicationId}/bukti/${entry.index}.tlog-proof`}>{w.receipt}</a>
            </li>
          ))}
        </ul>
      </Details>
    </Block>
  )
}
