// Who applies where: how many people want each formation, spread as the published counts of 2024 were (half of
// the formations draw few, a long tail draws very many, some draw nobody). Only sums and products are used.

import type { ImportedFormation } from '../publish/formation-import.ts'
import { stream } from './random.ts'

// Applicants per seat by quantile, after shared data formations/competition.json, lowered so that half of the
// formations stay near six eligible people a seat.
const PER_SEAT: readonly (readonly [number, number])[] = [
  [0, 0.4],
  [0.05, 1],
  [0.1, 1.5],
  [0.25, 3.2],
  [0.5, 7.3],
  [0.75, 19],
  [0.9, 48],
  [0.95, 78],
  [0.99, 165],
  [1, 240],
]

// "24 seats without any applicant" (pontianak/SOURCE.md), and two in five for people with disabilities.
const EMPTY_PER_MILLE = { general: 55, disability: 400, specialist: 1000 } as const
const PER_SEAT_DISABILITY = 2
const PER_SEAT_CUMLAUDE = 9
const PER_SEAT_LARGE = 26
const LARGE_SEATS = 10

/** One formation for each of `people` applicants, in mixed order. */
export function demoChoices(
  seed: string,
  formations: readonly ImportedFormation[],
  people: number,
): ImportedFormation[] {
  const chance = stream(seed, 'choices')
  // One rank for each formation, evenly spread: the tail is there with every seed.
  const ranks = chance.shuffle(formations.map((_, index) => (index + 0.5) / formations.length))
  const wanted = formations.map((formation, index) => {
    if (formation.level === 'SPESIALIS') return 0
    if (formation.formationType === 'disability') {
      return chance.chance(EMPTY_PER_MILLE.disability) ? 0 : PER_SEAT_DISABILITY * formation.seats
    }
    if (formation.formationType === 'cumlaude') return PER_SEAT_CUMLAUDE * formation.seats
    if (formation.seats >= LARGE_SEATS) return PER_SEAT_LARGE * formation.seats
    if (chance.chance(EMPTY_PER_MILLE.general)) return 0
    return quantile(ranks[index] ?? 0.5) * formation.seats
  })
  // Fewer people than drawn: all formations shrink alike. More: small ones keep theirs, the busy ones stretch.
  const drawn = wanted.reduce((sum, one) => sum + one, 0)
  const scale = Math.min(1, people / drawn)
  const counts = wanted.map((one) => Math.round(one * scale))
  const busy = wanted.flatMap((one, index) =>
    one >= 15 * (formations[index]?.seats ?? 1) ? [[index, one] as const] : [],
  )
  let left = people - counts.reduce((sum, one) => sum + one, 0)
  for (; left > 0; left -= 1) {
    const index = chance.weighted(busy)
    counts[index] = (counts[index] ?? 0) + 1
  }
  const byCount = chance.shuffle(counts.flatMap((count, index) => Array.from({ length: count }, () => index)))
  for (const index of byCount.slice(0, Math.max(0, -left))) counts[index] = (counts[index] ?? 1) - 1
  return chance.shuffle(
    formations.flatMap((formation, index) => Array.from({ length: counts[index] ?? 0 }, () => formation)),
  )
}

function quantile(rank: number): number {
  for (let index = 1; index < PER_SEAT.length; index += 1) {
    const [highRank, high] = PER_SEAT[index] ?? [1, 0]
    const [lowRank, low] = PER_SEAT[index - 1] ?? [0, 0]
    if (rank <= highRank) return low + ((rank - lowRank) / (highRank - lowRank)) * (high - low)
  }
  return 0
}
