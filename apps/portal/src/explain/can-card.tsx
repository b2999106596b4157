// What the reader can do, until when, and what cannot be done: objection by the window of the schedule, clarification by
// working days. A button stands only where the act is possible now.
import { objectionRule } from '@terang/rules/objection.ts'
import { formatOf } from '../publish/present.ts'
import { windowOf } from '../publish/queries.ts'
import { Button } from '../ui/button.tsx'
import { Card, Checks } from '../ui/surface.tsx'
import type { Part } from './parts.tsx'
import { explainWords, type OutcomeKind } from './sentences.ts'

const adverse: ReadonlySet<OutcomeKind> = new Set([
  'ineligible',
  'objectionRefused',
  'gradeNotMet',
  'passedNotShortlisted',
  'absent',
  'disqualified',
  'failedEliminatingTest',
  'notPassed',
  'tie',
])

/** Stage of the schedule that follows for somebody who goes on. */
const nextStage: Readonly<Partial<Record<OutcomeKind, 'skd' | 'skbCat' | 'filing'>>> = {
  eligible: 'skd',
  objectionGranted: 'skd',
  shortlisted: 'skbCat',
  passed: 'filing',
  passedByOverflow: 'filing',
}

export function CanCard(part: Part) {
  const { services, lang, own, telling, now } = part
  const w = explainWords(lang).can
  const f = formatOf(services, lang)
  if (telling.kind === 'pending') {
    return (
      <Card title={w.title} variant="key">
        <p>{telling.lead}</p>
      </Card>
    )
  }
  const stage = own.result?.explanation.stage ?? 'adminResult'
  const nextId = nextStage[telling.kind]
  const nextWindow =
    nextId === undefined || own.schedule === undefined ? undefined : windowOf(own.schedule.stages, nextId)
  const clarify = own.clarifyUntil
  return (
    <Card title={w.title} variant="key">
      <div class="t-stack" data-gap="3">
        {adverse.has(telling.kind) ? <Objection {...part} stage={stage} /> : null}
        {nextId === undefined ? null : (
          <p>
            {w.next(
              [
                w.nextName[nextId],
                nextWindow === undefined ? undefined : f.window(nextWindow.opensAt, nextWindow.closesAt),
              ]
                .filter(Boolean)
                .join(', '),
            )}
          </p>
        )}
        {clarify === undefined ? null : (
          <p>
            {clarify > now
              ? w.clarifyUntil(f.deadlineLeft(clarify, now))
              : w.clarifyOver(f.deadline(clarify))}{' '}
            {clarify > now ? w.clarifyHow(services.agency.contact.email) : null}
          </p>
        )}
        {adverse.has(telling.kind) ? (
          <>
            <p class="t-strong t-small">{w.yesTitle}</p>
            <Checks
              items={[
                { tone: 'ok', state: w.state.can, text: stage === 'adminResult' ? w.yesFile : w.yesScore },
                { tone: 'ok', state: w.state.can, text: w.yesRule },
              ]}
            />
            <p class="t-strong t-small">{w.noTitle}</p>
            <Checks
              items={[
                { tone: 'idle', state: w.state.cannot, text: w.noNew },
                { tone: 'idle', state: w.state.cannot, text: w.noRetest },
              ]}
            />
          </>
        ) : null}
      </div>
    </Card>
  )
}

function Objection({
  services,
  lang,
  own,
  now,
  stage,
}: Part & { stage: 'adminResult' | 'skdResult' | 'finalResult' }) {
  const w = explainWords(lang).can
  const f = formatOf(services, lang)
  const rules = own.ruleSet
  const rule = stage === 'skdResult' || rules === undefined ? null : objectionRule(rules, stage)
  if (rule === null) return <p>{w.objectNone}</p>
  if (own.objections.some((one) => one.stage === stage)) return <p>{w.objectUsed}</p>
  const window =
    own.schedule === undefined
      ? undefined
      : windowOf(own.schedule.stages, stage === 'adminResult' ? 'adminObjection' : 'finalObjection')
  if (window === undefined) return null
  if (now < window.opensAt)
    return <p>{w.objectFrom(f.dateTime(window.opensAt), f.deadline(window.closesAt))}</p>
  if (now >= window.closesAt) return <p>{w.objectOver(f.deadline(window.closesAt))}</p>
  return (
    <>
      <p>{w.objectUntil(f.deadlineLeft(window.closesAt, now))}</p>
      <p class="t-small t-muted">{w.free}</p>
      <Button href={`/lamaran/${own.applicationId}/sanggah`} variant="obj" icon="scale" full>
        {w.objectAction}
      </Button>
    </>
  )
}
