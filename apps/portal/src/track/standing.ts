// From the effective acts about one application to the axes of states.md 2.1, and from there to the one text of its
// standing and stage. Pure. Nothing that is not announced yet shows here: a decision stays "undecided" until the result
// of its stage is effective, so no page can leak it.
import { STAGES, stageCode, stageOrder, type StageId } from '@terang/rules/process.ts'
import { NO_APPLICATION, standing, type Axes, type Standing } from '@terang/rules/standing.ts'
import { textFor } from '@terang/rules/standing-text.ts'
import type { StandingId } from '../words/standing.ts'

export type ResultStage =
  | 'adminResult'
  | 'adminResultAfterObjection'
  | 'skdResult'
  | 'finalResult'
  | 'finalResultAfterObjection'
type ScoreStatus = 'h' | 'th' | 'dis' | 'aps' | 'tms1'

/** What is effective about one application; everything else is absent. */
export interface ApplicationFacts {
  readonly state: Axes['state']
  readonly gaps: Axes['gaps']
  /** Withdrawn while applications are still taken and nothing was decided. */
  readonly undoable: boolean
  /** Results of the round that a checkpoint covers. */
  readonly results: ReadonlySet<ResultStage>
  readonly decision: 'eligible' | 'ineligible' | undefined
  readonly objection:
    | { readonly on: Exclude<Axes['on'], 'none'>; readonly answer: 'granted' | 'refused' | undefined }
    | undefined
  readonly scores: { readonly skd?: ScoreStatus; readonly skb?: ScoreStatus }
  /** `skd_code` of the newest effective result of the SKD. */
  readonly skdCode: string | undefined
  /** `final_code` of the first and of the newest effective final result. */
  readonly finalCodes: { readonly first?: string; readonly newest?: string }
}

const skdOfScore = { h: 'scored', th: 'absent', dis: 'disqualified', aps: 'absent', tms1: 'scored' } as const
const skbOfScore = { h: 'scored', th: 'absent', dis: 'disqualified', aps: 'absent', tms1: 'scored' } as const

export function axesOf(facts: ApplicationFacts): Axes {
  const axes: Axes = {
    ...NO_APPLICATION,
    state: facts.state,
    gaps: facts.gaps,
    undo: facts.undoable ? 'yes' : 'no',
  }
  if (facts.state !== 'submitted') return axes
  const { results, objection, scores } = facts
  axes.screening = results.has('adminResult') && facts.decision !== undefined ? facts.decision : 'undecided'
  if (objection !== undefined) {
    axes.on = objection.on
    axes.objection = objection.answer ?? 'filed'
  }
  if (results.has('adminResultAfterObjection')) {
    // m7: who was granted goes on like everybody else.
    if (axes.on === 'adminResult' && axes.objection === 'granted')
      Object.assign(axes, { screening: 'eligible', on: 'none', objection: 'none' })
    if (axes.screening === 'eligible') axes.skd = scores.skd === undefined ? 'due' : skdOfScore[scores.skd]
  }
  if (results.has('skdResult')) applySkdCode(axes, facts.skdCode)
  if (axes.skb === 'due' && scores.skb !== undefined) axes.skb = skbOfScore[scores.skb]
  if (results.has('finalResult')) applyFinalCode(axes, facts.finalCodes.newest)
  if (results.has('finalResultAfterObjection')) {
    // m12: the objection was answered by the result that follows it.
    if (axes.on === 'finalResult' && axes.objection === 'granted')
      Object.assign(axes, { on: 'none', objection: 'none' })
    if (axes.final === 'notPassed' && isSeat(facts.finalCodes.first)) axes.final = 'seatLost'
  }
  return axes
}

function applySkdCode(axes: Axes, code: string | undefined): void {
  if (code === 'tl') axes.skd = 'gradeNotMet'
  else if (code === 'p') axes.skd = 'passedNotShortlisted'
  else if (code === 'pl') Object.assign(axes, { skd: 'passedAndShortlisted', skb: 'due' })
  else if (code === 'th') axes.skd = 'absent'
  else if (code === 'dis') axes.skd = 'disqualified'
}

const isSeat = (code: string | undefined) => code !== undefined && /^(l|[ue][123])$/.test(code)

function applyFinalCode(axes: Axes, code: string | undefined): void {
  if (code === 'l') axes.final = 'passed'
  else if (isSeat(code)) axes.final = 'passedByOverflow'
  else if (code === 'tie') axes.final = 'unresolvedTieSet'
  else if (code === 'tl') axes.final = 'notPassed'
  else if (code === 'tms1') axes.skb = 'failedEliminatingTest'
  else if (code === 'th' || code === 'aps') axes.skb = 'absent'
  else if (code === 'dis') axes.skb = 'disqualified'
}

export interface Placed {
  readonly standing: Standing
  readonly stage: StageId
  readonly text: StandingId
  /** True where the table has no text for the pair: an act is still on its way. Reported, never shown as an error. */
  readonly between: boolean
}

/**
 * The one text of a standing in a stage. Where the pair cannot occur for long (an act of the round is effective, the
 * person's own follows in the next checkpoint), the text of the latest stage that has one stays on the page.
 */
export function placed(axes: Axes, stage: StageId): Placed {
  const own = standing(axes)
  const at = stageOrder(stageCode(stage))
  const before = STAGES.slice(0, at + 1).toReversed()
  const after = STAGES.slice(at + 1)
  for (const [n, { code }] of [...before, ...after].entries()) {
    const cell = textFor(own, code)
    if ('text' in cell) return { standing: own, stage, text: cell.text as StandingId, between: n > 0 }
  }
  throw new Error(`no text for ${own}`)
}
