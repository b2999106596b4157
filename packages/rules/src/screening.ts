/**
 * What the opinions of screeners lead to (states.md 3.2). The first is drawn, the second does not see
 * it. The reasons of a decision are those that two people named; none is published that one person
 * alone saw. A third person decides where two differ, so it always ends.
 */
import type { RuleSet } from './rule-set.ts'

export interface Opinion {
  officer: string
  outcome: 'eligible' | 'ineligible'
  /** Identifiers of `ineligibilityReasons`; at least one for ineligible, none for eligible. */
  reasons: readonly string[]
  note: string | null
}

export type ScreeningState =
  | { state: 'assigned1' | 'assigned2' | 'assigned3' }
  | {
      state: 'agreed'
      outcome: 'eligible' | 'ineligible'
      /** Named by at least two people, in the order of the catalogue. */
      reasons: readonly string[]
      /** Who completed the decision, and who agrees with it (null: nobody had to). */
      by: string
      agrees: string | null
      /** The reason `other` also needs the chair. */
      needsChair: boolean
    }

/** `inSample`: drawn for a second opinion although eligible. */
export function screeningOutcome(
  ruleSet: Pick<RuleSet, 'ineligibilityReasons'>,
  passes: readonly Opinion[],
  options: { inSample: boolean },
): ScreeningState {
  if (new Set(passes.map((opinion) => opinion.officer)).size !== passes.length) {
    throw new Error('the second person must be another officer')
  }
  const [first, second, third] = passes
  if (first === undefined) return { state: 'assigned1' }
  if (second === undefined) {
    if (first.outcome === 'ineligible' || options.inSample) return { state: 'assigned2' }
    return agreed('eligible', [], first.officer, null)
  }
  const shared = sharedReasons(ruleSet, passes)
  if (third === undefined) {
    if (first.outcome !== second.outcome) return { state: 'assigned3' }
    if (first.outcome === 'eligible') return agreed('eligible', [], second.officer, first.officer)
    if (shared.length === 0) return { state: 'assigned3' }
    return agreed('ineligible', shared, second.officer, first.officer)
  }
  // A shared reason means that two said ineligible; without one, nobody is turned away.
  const outcome = shared.length > 0 ? 'ineligible' : 'eligible'
  const [agrees] = [first, second].filter(
    (opinion) =>
      opinion.outcome === outcome &&
      (outcome === 'eligible' || opinion.reasons.some((reason) => shared.includes(reason))),
  )
  return agreed(outcome, shared, third.officer, agrees?.officer ?? null)
}

function agreed(
  outcome: 'eligible' | 'ineligible',
  reasons: readonly string[],
  by: string,
  agrees: string | null,
): ScreeningState {
  return { state: 'agreed', outcome, reasons, by, agrees, needsChair: reasons.includes('other') }
}

function sharedReasons(ruleSet: Pick<RuleSet, 'ineligibilityReasons'>, passes: readonly Opinion[]): string[] {
  return ruleSet.ineligibilityReasons
    .map((reason) => reason.id)
    .filter((id) => passes.filter((opinion) => opinion.reasons.includes(id)).length >= 2)
}

export const NOTE_LENGTH = { least: 20, most: 400 } as const

/** Why an opinion cannot be taken; null: it can. Both are the refusal `reasonMissing`. */
export function opinionRefusal(
  ruleSet: Pick<RuleSet, 'ineligibilityReasons'>,
  opinion: Opinion,
): 'reasonMissing' | null {
  const known = new Set(ruleSet.ineligibilityReasons.map((reason) => reason.id))
  if (opinion.reasons.some((reason) => !known.has(reason))) return 'reasonMissing'
  if (opinion.outcome === 'eligible') return opinion.reasons.length === 0 ? null : 'reasonMissing'
  const length = (opinion.note ?? '').trim().length
  const noted = length >= NOTE_LENGTH.least && length <= NOTE_LENGTH.most
  return opinion.reasons.length > 0 && noted ? null : 'reasonMissing'
}

/** In a public entry: some identifiers would say something about health, crime or conviction. */
export function publicReason(ruleSet: Pick<RuleSet, 'ineligibilityReasons'>, id: string): string {
  const reason = ruleSet.ineligibilityReasons.find((candidate) => candidate.id === id)
  return reason === undefined || reason.restricted ? 'restricted' : id
}
