// The status text of an application: one standing, one text, the same on the page, the dashboard and the live
// update. Dates come in already written (format.ts), so that this file knows neither clock nor zone.
import { blanksOf, fill, type Blanks } from './fill.ts'
import { standingEn, standingNoteEn } from './standing.en.ts'
import { standingId, standingNoteId } from './standing.id.ts'
import type { Lang } from './words.ts'

export type StandingId = keyof typeof standingId
type Part = 'title' | 'sentence' | 'next' | 'by'
export type StandingBlank = { [K in StandingId]: Blanks<(typeof standingId)[K][Part]> }[StandingId]
export type StandingParams = Readonly<Partial<Record<StandingBlank, string>>>

export interface StandingText {
  readonly title: string
  readonly sentence: string
  readonly next: string
  /** Empty where nothing more can follow. */
  readonly by: string
}

export const STANDINGS = Object.keys(standingId) as readonly StandingId[]

/** The blanks that a standing needs, over its four parts. */
export function standingBlanks(id: StandingId): StandingBlank[] {
  const parts = Object.values(standingId[id]).flatMap(blanksOf)
  return [...new Set(parts)] as StandingBlank[]
}

/** Throws where a blank of this standing has no value. */
export function standingText(lang: Lang, id: StandingId, params: StandingParams): StandingText {
  const text = (lang === 'en' ? standingEn : standingId)[id]
  return {
    title: fill(text.title, params),
    sentence: fill(text.sentence, params),
    next: fill(text.next, params),
    by: fill(text.by, params),
  }
}

/** The step once its deadline has passed and the standing stays. */
export function deadlinePassed(lang: Lang, batas: string): string {
  return fill((lang === 'en' ? standingNoteEn : standingNoteId).passed, { batas })
}

/** Stands before the sentence after an own act, until a checkpoint covers it. */
export function notYetCovered(lang: Lang, tiba: string): string {
  return fill((lang === 'en' ? standingNoteEn : standingNoteId).notCovered, { tiba })
}

/** An announced date has passed without the act. */
export function committeeLate(lang: Lang): string {
  return (lang === 'en' ? standingNoteEn : standingNoteId).late
}
