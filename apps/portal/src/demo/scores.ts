// Scores of the demonstration, drawn after the published distributions of 2024: means, spreads and correlations
// of the three SKD parts, the share of absent people, and an SKB that goes with the SKD. Each person's SKD
// depends on the seed and on that person alone.

import { stream } from './random.ts'

export type DemoSkd =
  | { participant: string; status: 'h'; twk: number; tiu: number; tkp: number }
  | { participant: string; status: 'th' | 'dis' }

export type DemoSkb =
  | { participant: string; status: 'h'; skbMilli: number }
  | { participant: string; status: 'th' | 'dis' | 'aps' }

/** The part of a rule set that bounds the scores. */
export type ScoreBounds = {
  skd: { parts: readonly { id: string; max: { value: number }; points: { correct?: { value: number } } }[] }
  skb: { scale: { value: number } }
}

// Shared data, scores/distributions.json: skd2024_service_school, final2024_central_agency.
const SKD = {
  absentPerMille: 100,
  disqualifiedPerMille: 2,
  mean: { twk: 73.8, tiu: 107.9, tkp: 181.8 },
  spread: { twk: 17.2, tiu: 29.8, tkp: 13.3 },
  // Lower triangle of the Cholesky factor of the correlations 0.43, 0.29, 0.38.
  factor: { tiu: [0.43, 0.9028], tkp: [0.29, 0.2828, 0.9143] },
} as const
const SKB = {
  absentPerMille: 15,
  withdrewPerMille: 6,
  mean: 61.2,
  spread: 12.9,
  withSkd: { spread: 29.8, correlation: 0.6, rest: 0.8 },
  // Of 3,687 published scores 2,435 had at most one decimal, 1,215 two, 37 three.
  step: [
    [500, 660],
    [100, 10],
    [10, 320],
    [1, 10],
  ],
} as const

export function demoSkdScores(seed: string, participants: readonly string[], rules: ScoreBounds): DemoSkd[] {
  return participants.map((participant) => {
    const chance = stream(seed, 'skd', participant)
    if (chance.chance(SKD.absentPerMille)) return { participant, status: 'th' }
    if (chance.chance(SKD.disqualifiedPerMille)) return { participant, status: 'dis' }
    const [a, b, c] = [chance.normal(), chance.normal(), chance.normal()]
    const { factor } = SKD
    return {
      participant,
      status: 'h',
      twk: points('twk', a, rules),
      tiu: points('tiu', factor.tiu[0] * a + factor.tiu[1] * b, rules),
      tkp: points('tkp', factor.tkp[0] * a + factor.tkp[1] * b + factor.tkp[2] * c, rules),
    }
  })
}

/** For those on the shortlist, whose SKD total moves the SKB by a correlation of 0.6. */
export function demoSkbScores(
  seed: string,
  shortlist: readonly { participant: string; skdTotal: number }[],
  rules: ScoreBounds,
): DemoSkb[] {
  // Measured against this shortlist, so that its SKB mean is the published one however strong it is.
  const sum = shortlist.reduce((total, one) => total + one.skdTotal, 0)
  const middle = sum / Math.max(1, shortlist.length)
  return shortlist.map(({ participant, skdTotal }) => {
    const chance = stream(seed, 'skb', participant)
    if (chance.chance(SKB.absentPerMille)) return { participant, status: 'th' }
    if (chance.chance(SKB.withdrewPerMille)) return { participant, status: 'aps' }
    const { withSkd } = SKB
    const ability = (skdTotal - middle) / withSkd.spread
    const away = withSkd.correlation * ability + withSkd.rest * chance.normal()
    const step = chance.weighted(SKB.step)
    const milli = Math.round(((SKB.mean + SKB.spread * away) * 1000) / step) * step
    return { participant, status: 'h', skbMilli: clamp(milli, 15_000, rules.skb.scale.value * 1000) }
  })
}

function points(part: 'twk' | 'tiu' | 'tkp', away: number, rules: ScoreBounds): number {
  const rule = rules.skd.parts.find((one) => one.id === part)
  if (!rule) throw new Error(`rule set has no SKD part ${part}`)
  const step = rule.points.correct?.value ?? 1
  const value = Math.round((SKD.mean[part] + SKD.spread[part] * away) / step) * step
  return clamp(value, 3 * step, rule.max.value)
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
