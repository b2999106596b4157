/**
 * The stage of a round, computed from effective acts, the schedule and the clock (states.md, section
 * 1): never typed, so no officer can set it. An objection window opens for all at the later of its
 * scheduled start and the moment its result is effective.
 */
import { dateWindow } from './deadlines.ts'
import type { Window } from './deadlines.ts'
import type { CivilDate, Moment } from './calendar.ts'
import type { StageCode } from './process.ts'

/** The identifiers of the rows of the rule set's `stages` that the computation needs. */
export type ScheduledWindow = 'application' | 'adminObjection' | 'finalObjection' | 'filing'

export interface Schedule {
  /** Minutes east of UTC of the agency. */
  zoneMinutes: number
  windows: Readonly<Record<string, { start: CivilDate; end: CivilDate } | undefined>>
}

/** When each act became effective (covered by a published checkpoint); null: not yet. */
export interface EffectiveActs {
  announcement: Moment | null
  adminResult: Moment | null
  adminResultAfterObjection: Moment | null
  skdResult: Moment | null
  finalResult: Moment | null
  finalResultAfterObjection: Moment | null
  report: Moment | null
  cancellation: Moment | null
}

export const NO_ACTS: EffectiveActs = {
  announcement: null,
  adminResult: null,
  adminResultAfterObjection: null,
  skdResult: null,
  finalResult: null,
  finalResultAfterObjection: null,
  report: null,
  cancellation: null,
}

export function scheduledWindow(schedule: Schedule, id: string): Window | null {
  const row = schedule.windows[id]
  return row === undefined ? null : dateWindow(row.start, row.end, schedule.zoneMinutes)
}

/**
 * The window in which people may object; null while the result is not effective or nothing is
 * scheduled. A result that comes after the scheduled start needs a changed schedule in the same
 * transaction (`windowAfter` of deadlines.ts), so the end is always that of the schedule.
 */
export function objectionWindow(
  schedule: Schedule,
  acts: EffectiveActs,
  stage: 'adminObjection' | 'finalObjection',
): Window | null {
  const effective = stage === 'adminObjection' ? acts.adminResult : acts.finalResult
  const scheduled = scheduledWindow(schedule, stage)
  if (effective === null || scheduled === null) return null
  return { opensAt: Math.max(scheduled.opensAt, effective), closesAt: scheduled.closesAt }
}

export function stageAt(schedule: Schedule, acts: EffectiveActs, now: Moment): StageCode {
  const done = (act: Moment | null) => act !== null && act <= now
  if (done(acts.cancellation)) return 'ca'
  if (done(acts.report)) return 'en'
  if (!done(acts.announcement)) return 'pl'
  if (done(acts.finalResultAfterObjection)) {
    const filing = scheduledWindow(schedule, 'filing')
    return filing !== null && now >= filing.closesAt ? 'np' : 'fi'
  }
  if (done(acts.finalResult)) {
    return resultStage(objectionWindow(schedule, acts, 'finalObjection'), now, ['fr', 'fo', 'fa'])
  }
  if (done(acts.skdResult)) return 'sb'
  if (done(acts.adminResultAfterObjection)) return 'sk'
  if (done(acts.adminResult)) {
    return resultStage(objectionWindow(schedule, acts, 'adminObjection'), now, ['rs', 'ao', 'aa'])
  }
  const application = scheduledWindow(schedule, 'application')
  if (application === null || now < application.opensAt) return 'an'
  return now < application.closesAt ? 'ap' : 'ar'
}

function resultStage(
  window: Window | null,
  now: Moment,
  [before, open, after]: readonly [StageCode, StageCode, StageCode],
): StageCode {
  if (window === null || now < window.opensAt) return before
  return now < window.closesAt ? open : after
}

/** The next moment at which the clock alone changes the stage; null: an act is awaited. */
export function nextClockMove(schedule: Schedule, acts: EffectiveActs, now: Moment): Moment | null {
  const moments = [
    scheduledWindow(schedule, 'application'),
    objectionWindow(schedule, acts, 'adminObjection'),
    objectionWindow(schedule, acts, 'finalObjection'),
    scheduledWindow(schedule, 'filing'),
  ].flatMap((window) => (window === null ? [] : [window.opensAt, window.closesAt]))
  const stage = stageAt(schedule, acts, now)
  return (
    moments
      .filter((moment) => moment > now && stageAt(schedule, acts, moment) !== stage)
      .toSorted((a, b) => a - b)[0] ?? null
  )
}
