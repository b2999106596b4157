// When a draft that is not sent gets a notice (participation.md 4.5): an hour after the person left it, seven, three and
// one day before closing at nine in the morning, and six hours before. Pure; the job hands in what is missing.
import { civilDate, addDays, startOfDay } from '@terang/rules/calendar.ts'
import type { NoticeCode } from './catalogue.ts'

const hour = 3_600_000
/** Parameters of the product (participation.md 4.5). */
const quietAfterTouchMs = hour
const daysBefore = [7, 3, 1] as const
const morningMs = 9 * hour
const lastHours = 6
/** A reminder that a stopped worker missed by more than this is not sent late. */
const staleMs = 12 * hour
const oncePerMs = 24 * hour

/** An occasion to look at a draft, by the name that keeps its notice single. */
export interface Occasion {
  readonly name: string
  readonly at: Date
}

/** The reminders before an end, earliest first. Days are those of the agency's zone. */
export function reminders(closesAt: Date, zoneMinutes: number): Occasion[] {
  const lastDay = civilDate(closesAt.getTime() - 1, zoneMinutes)
  return [
    ...daysBefore.map((days) => ({
      name: `H-${days}`,
      at: new Date(startOfDay(addDays(lastDay, -days), zoneMinutes) + morningMs),
    })),
    { name: `J-${lastHours}`, at: new Date(closesAt.getTime() - lastHours * hour) },
  ]
}

/** The newest occasion that has come for a draft; undefined where nothing new happened since it was last looked at. */
export function occasionFor(
  draft: { createdAt: Date; touchedAt: Date; checkedAt: Date | null; noticedBefore: boolean },
  schedule: readonly Occasion[],
  now: Date,
): Occasion | undefined {
  const unseen = (at: Date) => at <= now && (draft.checkedAt === null || draft.checkedAt < at)
  const scheduled = schedule.findLast(
    (one) => unseen(one.at) && one.at > draft.createdAt && now.getTime() - one.at.getTime() < staleMs,
  )
  if (scheduled !== undefined) return scheduled
  const left = new Date(draft.touchedAt.getTime() + quietAfterTouchMs)
  if (unseen(left)) return { name: 'tinggal', at: left }
  // Who was told that something is missing hears at once that nothing is any more.
  return draft.noticedBefore && unseen(draft.touchedAt) ? { name: 'lengkap', at: draft.touchedAt } : undefined
}

export interface DraftSigns {
  readonly applicationId: string
  /** Documents that need something, as identifiers of what; empty where none does. */
  readonly missing: readonly string[]
  /** Nothing at all stands against sending. */
  readonly complete: boolean
  /** The set of the last missing-document notice, and when it was written. */
  readonly last: { readonly missing: string; readonly at: Date } | undefined
}

export interface DraftNotice {
  readonly code: Extract<NoticeCode, 'LAM_DRAF_KURANG' | 'LAM_DRAF_SIAP' | 'LAM_BELUM_KIRIM'>
  readonly cause: string
}

/** The notice of an occasion; undefined where nothing is to be said. */
export function noticeFor(occasion: Occasion, signs: DraftSigns, now: Date): DraftNotice | undefined {
  const { applicationId, missing, last } = signs
  const scheduled = occasion.name.startsWith('H-') || occasion.name.startsWith('J-')
  if (missing.length > 0) {
    if (occasion.name === 'lengkap') return undefined
    const set = [...missing].toSorted().join(' ')
    const sixHours = occasion.name === `J-${lastHours}`
    if (!sixHours && last !== undefined && now.getTime() - last.at.getTime() < oncePerMs) return undefined
    if (!scheduled && last?.missing === set) return undefined
    return {
      code: 'LAM_DRAF_KURANG',
      cause: `${applicationId}/${scheduled ? occasion.name : `tinggal/${occasion.at.toISOString()}`}`,
    }
  }
  if (!signs.complete) return undefined
  if (last !== undefined && !scheduled) return { code: 'LAM_DRAF_SIAP', cause: applicationId }
  if (scheduled && occasion.name !== 'H-7')
    return { code: 'LAM_BELUM_KIRIM', cause: `${applicationId}/${occasion.name}` }
  return undefined
}
