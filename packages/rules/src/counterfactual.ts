/**
 * The smallest single change that would have turned an outcome, others unchanged (participation.md
 * 5.3): by the same exact arithmetic as the ranking. One step less does not turn it.
 */
import { missedGrades } from './passing.ts'
import type { GradeSet } from './passing.ts'
import { compareBy, finalOrder, shortlistOrder } from './ranking.ts'
import type { FinalKeys, SkdKeys } from './ranking.ts'
import type { RuleSet } from './rule-set.ts'
import { integrate } from './scoring.ts'

export interface Gain {
  /** `skdTotal`: any parts of the SKD together, whichever they are. */
  field: 'twk' | 'tiu' | 'tkp' | 'skdTotal' | 'skbMilli'
  by: number
  from: number
  to: number
  /** True: this change alone turns the outcome. False: every one of these is needed. */
  alone: boolean
}

export type Goal =
  | { kind: 'grades'; set: GradeSet }
  | { kind: 'shortlist'; cutOff: SkdKeys }
  | { kind: 'final'; cutOff: FinalKeys; skbMilli: number }

type Part = 'twk' | 'tiu' | 'tkp'

export function smallestGains(ruleSet: RuleSet, goal: Goal, own: SkdKeys | FinalKeys): Gain[] {
  switch (goal.kind) {
    case 'grades':
      return gradeGains(ruleSet, goal.set, own)
    case 'shortlist':
      return skdGains(ruleSet, own, (keys) => compareBy(shortlistOrder(ruleSet), keys, goal.cutOff) <= 0)
    case 'final': {
      if (!('finalMilli' in own)) return []
      const order = finalOrder(ruleSet)
      const wins = (keys: SkdKeys, skbMilli: number) => {
        const finalMilli = integrate(ruleSet, keys.skdTotal, skbMilli).finalMilli
        return compareBy(order, { ...own, ...keys, finalMilli }, goal.cutOff) < 0
      }
      const most = ruleSet.skb.scale.value * 1000
      const by = smallest(most - goal.skbMilli, 1, (gain) => wins(own, goal.skbMilli + gain))
      const skb: Gain[] =
        by === null
          ? []
          : [{ field: 'skbMilli', by, from: goal.skbMilli, to: goal.skbMilli + by, alone: true }]
      return [...skdGains(ruleSet, own, (keys) => wins(keys, goal.skbMilli)), ...skb]
    }
  }
}

/** Every missed minimum, and what it would take; together they meet the grades. */
function gradeGains(ruleSet: RuleSet, set: GradeSet, own: SkdKeys): Gain[] {
  const missed = missedGrades(set, own)
  return missed.flatMap((name): Gain[] => {
    const limit = set[name] ?? 0
    const from = name === 'total' ? own.skdTotal : own[name]
    const by = roundUp(limit - from, name === 'total' ? 1 : stepOf(ruleSet, name))
    const field = name === 'total' ? 'skdTotal' : name
    return [{ field, by, from, to: from + by, alone: missed.length === 1 }]
  })
}

function skdGains(ruleSet: RuleSet, own: SkdKeys, wins: (keys: SkdKeys) => boolean): Gain[] {
  const gains: Gain[] = []
  // Which parts a gain in the total falls on is open, so none of them is counted on in a tie.
  const total = smallest(ruleSet.skd.maxTotal.value - own.skdTotal, 1, (gain) =>
    wins({ skdTotal: own.skdTotal + gain, twk: 0, tiu: 0, tkp: 0 }),
  )
  if (total !== null)
    gains.push({ field: 'skdTotal', by: total, from: own.skdTotal, to: own.skdTotal + total, alone: true })
  for (const part of ['twk', 'tiu', 'tkp'] as const) {
    const most = maxOf(ruleSet, part) - own[part]
    const by = smallest(most, stepOf(ruleSet, part), (gain) =>
      wins({ ...own, [part]: own[part] + gain, skdTotal: own.skdTotal + gain }),
    )
    if (by !== null) gains.push({ field: part, by, from: own[part], to: own[part] + by, alone: true })
  }
  return gains
}

/** The smallest multiple of `step` up to `most` that wins; winning only grows with the gain. */
function smallest(most: number, step: number, wins: (gain: number) => boolean): number | null {
  let low = 1
  let high = Math.floor(most / step)
  if (high < 1 || !wins(high * step)) return null
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2)
    if (wins(middle * step)) high = middle
    else low = middle + 1
  }
  return low * step
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step
}

function partRule(ruleSet: RuleSet, part: Part) {
  return ruleSet.skd.parts.find((candidate) => candidate.id === part)
}

function stepOf(ruleSet: RuleSet, part: Part): number {
  return partRule(ruleSet, part)?.points.correct?.value ?? 1
}

function maxOf(ruleSet: RuleSet, part: Part): number {
  return partRule(ruleSet, part)?.max.value ?? 0
}
