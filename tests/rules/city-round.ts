// A round of a city, invented and the same each time: formations of several kinds that share positions, so that filling
// has work, scores with many ties, and an SKB for whoever is shortlisted.
import type { Formation, Participant } from '@terang/rules/public-data.ts'
import { rank } from '@terang/rules/rank.ts'
import type { FormationType, RuleSet } from '@terang/rules/rule-set.ts'

const TYPES: readonly FormationType[] = [
  'general',
  'general',
  'general',
  'cumlaude',
  'disability',
  'kalimantan',
]

export function cityRound(
  ruleSet: RuleSet,
  formationCount: number,
  applicantCount: number,
): { formations: Formation[]; participants: Participant[] } {
  const below = generator(8140)
  const name = (letter: string, n: number) => `${letter}${String(n).padStart(5, '0')}`
  const formations = Array.from({ length: formationCount }, (_, n): Formation => {
    const formationType = TYPES[n % TYPES.length] ?? 'general'
    return {
      formationId: name('F', n),
      agencyId: 'city',
      positionId: `position-${Math.floor(n / 8)}`,
      qualificationId: `qualification-${Math.floor(n / 8)}`,
      unitId: `unit-${n % 30}`,
      formationType,
      seats: 1 + below(3),
      grades: formationType,
      generalGrades: 'general',
    }
  })
  const applicants = Array.from({ length: applicantCount }, (_, n): Participant => {
    // Few formations draw most people, as in every round.
    const chosen = Math.min(below(formationCount), below(formationCount))
    const present = below(20) !== 0
    const eligible = below(10) !== 0
    const sat = eligible && present
    return {
      participant: name('p', n),
      formationId: name('F', chosen),
      screening: eligible ? 'ms' : 'tms',
      skdStatus: eligible ? (present ? 'h' : 'th') : null,
      twk: sat ? 5 * (10 + below(18)) : null,
      tiu: sat ? 5 * (12 + below(22)) : null,
      tkp: sat ? 160 + below(50) : null,
      skbStatus: null,
      skbMilli: null,
      gpaX100: 275 + below(126),
      birthDate: `${1990 + below(15)}-0${1 + below(9)}-1${below(10)}`,
      seniority: null,
    }
  })
  const shortlisted = new Set(
    rank(ruleSet, formations, applicants)
      .results.filter((row) => row.skdCode === 'pl')
      .map((row) => row.participant),
  )
  const participants = applicants.map((row): Participant => {
    if (!shortlisted.has(row.participant)) return row
    if (below(25) === 0) return { ...row, skbStatus: 'th' }
    return { ...row, skbStatus: 'h', skbMilli: 50 * (800 + below(1000)) }
  })
  return { formations, participants }
}

/** Whole numbers from 0 to below a limit, the same row for the same seed (mulberry32). */
function generator(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}
