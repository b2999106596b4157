// The stage of a round, computed from effective acts and the clock, never typed (states.md 1).
// Result acts open no window by themselves: a window begins at the later of its start and the act's time.
import type { ScheduleStage } from './published.ts'

export type RoundStage =
  | 'planning'
  | 'announcement'
  | 'application'
  | 'adminReview'
  | 'adminResult'
  | 'adminObjection'
  | 'adminAnswer'
  | 'skd'
  | 'skb'
  | 'finalResult'
  | 'finalObjection'
  | 'finalAnswer'
  | 'filing'
  | 'numberProposal'
  | 'ended'
  | 'cancelled'

export interface StageFacts {
  readonly published: boolean
  readonly cancelled: boolean
  readonly ended: boolean
  readonly stages: readonly ScheduleStage[]
  /** When the result act of a stage was done, by stage. */
  readonly results: ReadonlyMap<string, Date>
}

export function stageAt(facts: StageFacts, now: Date): RoundStage {
  if (!facts.published) return 'planning'
  if (facts.cancelled) return 'cancelled'
  const before = (moment: Date | undefined) => moment !== undefined && now.getTime() < moment.getTime()
  const opens = (id: string) => windowOf(facts.stages, id)?.opensAt
  const closes = (id: string) => windowOf(facts.stages, id)?.closesAt
  const has = (id: string) => facts.results.has(id)
  if (before(opens('application'))) return 'announcement'
  if (before(closes('application'))) return 'application'
  if (!has('adminResult')) return 'adminReview'
  if (before(opens('adminObjection'))) return 'adminResult'
  if (before(closes('adminObjection'))) return 'adminObjection'
  if (!has('adminResultAfterObjection')) return 'adminAnswer'
  if (!has('skdResult')) return 'skd'
  if (!has('finalResult')) return 'skb'
  if (before(opens('finalObjection'))) return 'finalResult'
  if (before(closes('finalObjection'))) return 'finalObjection'
  if (!has('finalResultAfterObjection')) return 'finalAnswer'
  if (before(closes('filing'))) return 'filing'
  return facts.ended ? 'ended' : 'numberProposal'
}

/** Window of one stage as instants, [opensAt, closesAt). */
export function windowOf(
  stages: readonly ScheduleStage[],
  id: string,
): { opensAt: Date; closesAt: Date } | undefined {
  const stage = stages.find((one) => one.id === id)
  return stage === undefined ? undefined : { opensAt: new Date(stage.start), closesAt: new Date(stage.end) }
}
