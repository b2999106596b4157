// The schedule of a round: calendar days as an officer types them, instants as the law of windows needs them
// ([start, end), states.md 6.3), and the checks of committee.md 3.3. All limits come from the rule set.
import {
  addDays,
  civilDate,
  daysBetween,
  endOfDay,
  inclusiveDays,
  startOfDay,
} from '@terang/rules/calendar.ts'
import type { RuleSet } from '@terang/rules/rule-set.ts'
import type { ScheduleStage } from './published.ts'

/** First and last calendar day, both included, in the agency's zone. */
export interface StageDays {
  readonly start: string
  readonly end: string
}
export type ScheduleDays = Readonly<Record<string, StageDays>>

export interface ScheduleProblem {
  readonly stage: string
  readonly code: 'missing' | 'order' | 'sequence' | 'tooShort' | 'tooLong' | 'wrongLength' | 'holiday'
  readonly text: string
  /** A warning stops nothing. */
  readonly warning: boolean
}

const datePattern = /^\d{4}-\d{2}-\d{2}$/

export function isDate(text: string): boolean {
  return (
    datePattern.test(text) &&
    !Number.isNaN(Date.parse(`${text}T00:00:00Z`)) &&
    new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
  )
}

/** Instants in the order of the rule set; stages without days are left out. */
export function toStages(days: ScheduleDays, ruleSet: RuleSet, zoneMinutes: number): ScheduleStage[] {
  return ruleSet.stages.flatMap(({ id }) => {
    const window = days[id]
    if (window === undefined || !isDate(window.start) || !isDate(window.end)) return []
    return [
      {
        id,
        start: new Date(startOfDay(window.start, zoneMinutes)).toISOString(),
        end: new Date(endOfDay(window.end, zoneMinutes)).toISOString(),
      },
    ]
  })
}

/** Days as they were typed, from published instants. */
export function toDays(stages: readonly ScheduleStage[], zoneMinutes: number): ScheduleDays {
  return Object.fromEntries(
    stages.map((stage) => [
      stage.id,
      {
        start: civilDate(Date.parse(stage.start), zoneMinutes),
        end: civilDate(Date.parse(stage.end) - 1, zoneMinutes),
      },
    ]),
  )
}

/** The rule set's own timetable moved so that the announcement begins on a given day. */
export function proposedDays(ruleSet: RuleSet, announcementStart: string): ScheduleDays {
  const first = ruleSet.stages.find((stage) => stage.id === 'announcement') ?? ruleSet.stages[0]!
  const shift = daysBetween(first.start, announcementStart)
  return Object.fromEntries(
    ruleSet.stages.map((stage) => [
      stage.id,
      { start: addDays(stage.start, shift), end: addDays(stage.end, shift) },
    ]),
  )
}

const lengthOf = (days: StageDays) => inclusiveDays(days.start, days.end)

/** Stages that follow each other: a later one never begins before the earlier one begins. */
const sequence = [
  'announcement',
  'application',
  'adminResult',
  'adminObjection',
  'adminAnswer',
  'adminResultAfterObjection',
  'skd',
  'skdResult',
  'skbCat',
  'finalResult',
  'finalObjection',
  'finalAnswer',
  'finalResultAfterObjection',
  'filing',
  'numberProposal',
] as const
/** Windows of one person that must not overlap. */
const apart: readonly (readonly [string, string])[] = [
  ['application', 'adminObjection'],
  ['adminObjection', 'skd'],
  ['skd', 'skbCat'],
  ['skbCat', 'finalObjection'],
  ['finalObjection', 'filing'],
  ['filing', 'numberProposal'],
]
const objectionStages = {
  adminResult: { window: 'adminObjection', answer: 'adminAnswer', after: 'adminResultAfterObjection' },
  skdResult: { window: 'skdObjection', answer: 'skdAnswer', after: 'skdResultAfterObjection' },
  finalResult: { window: 'finalObjection', answer: 'finalAnswer', after: 'finalResultAfterObjection' },
} as const

/** @param isHoliday whether an office is closed on a day; warned about only */
export function checkSchedule(
  days: ScheduleDays,
  ruleSet: RuleSet,
  isHoliday: (date: string) => boolean,
): ScheduleProblem[] {
  const problems: ScheduleProblem[] = []
  const label = (id: string) => ruleSet.stages.find((stage) => stage.id === id)?.labelId ?? id
  const say = (stage: string, code: ScheduleProblem['code'], text: string, warning = false) =>
    problems.push({ stage, code, text, warning })
  const whole = (id: string) => {
    const window = days[id]
    return window !== undefined && isDate(window.start) && isDate(window.end) ? window : undefined
  }

  for (const stage of ruleSet.stages) {
    const window = whole(stage.id)
    if (window === undefined) {
      if (stage.optional !== true)
        say(stage.id, 'missing', `Isi tanggal mulai dan selesai untuk ${stage.labelId}.`)
      continue
    }
    if (window.end < window.start)
      say(stage.id, 'order', `${stage.labelId} selesai ${window.end}, sebelum mulainya ${window.start}.`)
    if (isHoliday(window.end))
      say(stage.id, 'holiday', `${stage.labelId} selesai pada hari libur, ${window.end}.`, true)
  }
  let earlier: { id: string; window: StageDays } | undefined
  for (const id of sequence) {
    const window = whole(id)
    if (window === undefined) continue
    if (earlier !== undefined && window.start < earlier.window.start) {
      say(
        id,
        'sequence',
        `${label(id)} mulai ${window.start}, sebelum ${label(earlier.id)} yang mulai ${earlier.window.start}.`,
      )
    }
    earlier = { id, window }
  }
  for (const [first, second] of apart) {
    const [one, two] = [whole(first), whole(second)]
    if (one !== undefined && two !== undefined && two.start <= one.end)
      say(
        second,
        'sequence',
        `${label(second)} mulai ${two.start}, padahal ${label(first)} baru selesai ${one.end}.`,
      )
  }
  const shown = whole('announcement')
  const least = ruleSet.application.announcementMinDays.value
  if (shown !== undefined && lengthOf(shown) < least)
    say(
      'announcement',
      'tooShort',
      `Pengumuman lowongan terbuka ${lengthOf(shown)} hari. Paling sedikit ${least} hari.`,
    )

  for (const objection of ruleSet.objections) {
    const ids = objectionStages[objection.stage]
    const [window, answer, after] = [whole(ids.window), whole(ids.answer), whole(ids.after)]
    if (window !== undefined && lengthOf(window) !== objection.windowDays.value) {
      say(
        ids.window,
        'wrongLength',
        `${label(ids.window)} berlangsung ${lengthOf(window)} hari. Aturannya ${objection.windowDays.value} hari.`,
      )
    }
    if (
      window !== undefined &&
      answer !== undefined &&
      answer.end > addDays(window.start, objection.answerWithinDaysFromStart.value - 1)
    ) {
      say(
        ids.answer,
        'tooLong',
        `${label(ids.answer)} selesai ${answer.end}. Batasnya ${addDays(window.start, objection.answerWithinDaysFromStart.value - 1)}, ${objection.answerWithinDaysFromStart.value} hari sejak masa sanggah mulai.`,
      )
    }
    if (
      window !== undefined &&
      after !== undefined &&
      after.end > addDays(window.end, objection.reannounceWithinDaysAfterWindow.value)
    ) {
      say(
        ids.after,
        'tooLong',
        `${label(ids.after)} selesai ${after.end}. Batasnya ${addDays(window.end, objection.reannounceWithinDaysAfterWindow.value)}, ${objection.reannounceWithinDaysAfterWindow.value} hari setelah masa sanggah.`,
      )
    }
  }
  const filing = whole('filing')
  if (filing !== undefined && lengthOf(filing) < ruleSet.filing.days.value)
    say(
      'filing',
      'tooShort',
      `${label('filing')} berlangsung ${lengthOf(filing)} hari. Aturannya ${ruleSet.filing.days.value} hari.`,
    )
  return problems
}
