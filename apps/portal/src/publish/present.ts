// A published round as its pages need it: one read, then pure.
import type { StageId } from '@terang/rules/process.ts'
import type { Services } from '../services/services.ts'
import { format, type Format } from '../words/format.ts'
import type { Lang } from '../words/words.ts'
import type { ScheduleStage } from './published.ts'
import {
  applicantCounts,
  formationsOf,
  openSelections,
  ruleSetOf,
  scheduleOf,
  smallestCount,
  stageNow,
  windowOf,
  type EffectiveRuleSet,
  type EffectiveSchedule,
  type Selection,
} from './queries.ts'
import { medianTenths, office, sortedByName, type Vacancy } from './vacancy-search.ts'

export interface PublicRound {
  readonly selection: Selection
  readonly rules: EffectiveRuleSet
  readonly schedule: EffectiveSchedule
  readonly vacancies: readonly Vacancy[]
  readonly stage: StageId
  readonly seats: number
  readonly units: number
  /** All applicants, or the ten below where a small number could be worked out from it. */
  readonly applicants: { readonly count: number; readonly exact: boolean } | undefined
  readonly median: number | undefined
  readonly countedAt: Date
  readonly now: Date
}

export function formatOf(services: Services, lang: Lang): Format {
  return format(lang, { name: services.agency.zone, label: services.agency.zoneLabel })
}

/** The round as all its pages show it, read once per change of public content. */
export function publicRound(services: Services, selection: Selection): Promise<PublicRound | undefined> {
  return services.pages.shared(`round ${selection.id}`, () => readRound(services, selection))
}

async function readRound(services: Services, selection: Selection): Promise<PublicRound | undefined> {
  const { db } = services
  const [rules, schedule, formations, stage, counts] = await Promise.all([
    ruleSetOf(db, selection.id),
    scheduleOf(db, selection.id),
    formationsOf(db, selection.id),
    stageNow(services, selection.id),
    applicantCounts(services, selection.id),
  ])
  if (rules === undefined || schedule === undefined || formations.length === 0) return undefined
  const begun = stage !== 'planning' && stage !== 'announcement'
  const unsorted = formations.map((formation): Vacancy => {
    const count = counts.byFormation.get(formation.formationId) ?? 0
    const hidden = begun && count > 0 && count < smallestCount
    return { formation, applicants: begun && !hidden ? count : undefined, hidden }
  })
  const vacancies = sortedByName(unsorted)
  const total = [...counts.byFormation.values()].reduce((sum, count) => sum + count, 0)
  const exact = !vacancies.some((one) => one.hidden)
  return {
    selection,
    rules,
    schedule,
    vacancies,
    stage,
    seats: formations.reduce((sum, one) => sum + one.seats, 0),
    units: new Set(vacancies.map(office)).size,
    applicants: begun
      ? { count: exact ? total : Math.floor(total / smallestCount) * smallestCount, exact }
      : undefined,
    median: begun
      ? medianTenths(
          formations.map(({ seats, formationId }) => ({
            seats,
            applicants: counts.byFormation.get(formationId) ?? 0,
          })),
        )
      : undefined,
    countedAt: counts.countedAt,
    now: services.clock.now(),
  }
}

const takingPart: readonly StageId[] = ['announcement', 'application']

/** The round that visitors look for: the newest that still takes applicants, else the newest. */
export function currentRound(
  services: Services,
  wanted = '',
): Promise<{ round: PublicRound | undefined; selections: readonly Selection[] }> {
  // Only the common case is kept: an address may name anything.
  if (wanted !== '') return chooseRound(services, wanted)
  return services.pages.shared('current round', () => chooseRound(services, wanted))
}

async function chooseRound(
  services: Services,
  wanted: string,
): Promise<{ round: PublicRound | undefined; selections: readonly Selection[] }> {
  const selections = await openSelections(services.db)
  let chosen = selections.find((one) => one.id === wanted)
  if (chosen === undefined) {
    for (const one of selections) {
      if (takingPart.includes(await stageNow(services, one.id))) {
        chosen = one
        break
      }
    }
  }
  chosen ??= selections[0]
  return { round: chosen === undefined ? undefined : await publicRound(services, chosen), selections }
}

/** Stages that stand on the line of the home page, with the stages of the process that belong to each. */
const trackStages: readonly { id: string; covers: readonly StageId[] }[] = [
  { id: 'announcement', covers: ['announcement'] },
  { id: 'application', covers: ['application'] },
  { id: 'adminReview', covers: ['adminReview', 'adminResult'] },
  { id: 'adminObjection', covers: ['adminObjection', 'adminAnswer'] },
  { id: 'skd', covers: ['skd'] },
  { id: 'skbCat', covers: ['skb'] },
  { id: 'finalResult', covers: ['finalResult'] },
  { id: 'finalObjection', covers: ['finalObjection', 'finalAnswer'] },
  { id: 'filing', covers: ['filing', 'numberProposal'] },
]

export interface TrackStage {
  readonly id: string
  readonly window: ScheduleStage
  readonly state: 'done' | 'now' | 'next'
}

export function trackOf(round: PublicRound): TrackStage[] {
  const shown = trackStages.filter((stage) => round.schedule.stages.some((one) => one.id === stage.id))
  const at =
    round.stage === 'ended' || round.stage === 'cancelled'
      ? shown.length
      : shown.findIndex((stage) => stage.covers.includes(round.stage))
  return shown.map((stage, i) => ({
    id: stage.id,
    window: round.schedule.stages.find((one) => one.id === stage.id)!,
    state: i < at ? 'done' : i === at ? 'now' : 'next',
  }))
}

export function applicationWindow(round: PublicRound) {
  return windowOf(round.schedule.stages, 'application')
}

/** Name of a stage in the words of the site; the rule set's own where it has a stage that we do not know. */
export function stageName(round: PublicRound, id: string, names: Readonly<Record<string, string>>): string {
  return names[id] ?? round.rules.ruleSet.stages.find((stage) => stage.id === id)?.labelId ?? id
}

/** Place on the scale of 0 to 100 where 50 is the middle of all. */
export function scalePosition(tenths: number, median: number): number {
  return median === 0 ? 50 : Math.min(100, Math.floor((tenths * 50) / median))
}
