// npm run bench -- recompute: one formation after an accepted objection, with everything that overflowed
// from it, at the size of a province (60,000 participants); checked against ranking the whole round again.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { Formation, Participant } from '@terang/rules/public-data.ts'
import { rank } from '@terang/rules/rank.ts'
import { recompute } from '@terang/rules/recompute.ts'
import { parseRuleSet } from '@terang/rules/rule-set.ts'
import { median } from './process-cost.ts'

const people = Number(process.env['BENCH_SIZE'] ?? 60_000)
const runs = 15
const targets = { recomputeMs: 50 }
const ruleSet = parseRuleSet(
  readFileSync(new URL('../packages/rules/rule-sets/cpns-2024.json', import.meta.url), 'utf8'),
)
const chance = sequence(20240820)
const formations = formationsOf(Math.ceil(people / 32))
const participants = withSkb(participantsOf(people))

const before = rank(ruleSet, formations, participants)
const round = { formations, participants, decisions: [], results: before.results }
const bySize = before.report.formations.toSorted((a, b) => b.present - a.present)
const largest = bySize[0]!
const ordinary = bySize[Math.floor(bySize.length / 10)]!

const figures: Record<string, number> = {
  participants: people,
  formations: formations.length,
  largestFormation: largest.applicants,
  ordinaryFormation: ordinary.applicants,
}
const wholeFrom = performance.now()
rank(ruleSet, formations, participants)
figures['wholeRoundMs'] = performance.now() - wholeFrom

for (const [name, formation] of [
  ['ordinary', ordinary],
  ['largest', largest],
] as const) {
  const field = before.results.filter((row) => row.formationId === formation.formationId)
  const objector = field
    .filter((row) => row.finalCode === 'tl')
    .toSorted((a, b) => (a.finalRank ?? 0) - (b.finalRank ?? 0))[0]!
  const correction = { participant: objector.participant, kind: 'skbScore', skbMilli: 99_000 } as const
  const again = () => recompute(ruleSet, round, [correction])
  const found = again()
  assert.ok(found.state === 'recomputed')
  assert.deepEqual(found.results, rank(ruleSet, formations, found.participants).results)
  figures[`${name}Changes`] = found.changes.length
  for (let warm = 0; warm < 5; warm++) again()
  figures[`${name}Ms`] = median(
    Array.from({ length: runs }, () => {
      const from = performance.now()
      again()
      return performance.now() - from
    }),
  )
}

const met = {
  ordinary: figures['ordinaryMs']! <= targets.recomputeMs,
  largest: figures['largestMs']! <= targets.recomputeMs,
}
for (const [name, value] of Object.entries(figures))
  console.log(`${name.padEnd(22)} ${value.toFixed(3).padStart(12)}`)
console.log(JSON.stringify({ bench: 'recompute', figures, targets, met }))

/** Whole numbers below `below`, the same in every run. */
function sequence(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 0x1_0000_0000) * below)
  }
}

function formationsOf(count: number): Formation[] {
  return Array.from({ length: count }, (_, at) => {
    const formationType = chance(20) === 0 ? 'disability' : 'general'
    return {
      formationId: `f${String(at).padStart(6, '0')}`,
      agencyId: `a${at % 14}`,
      positionId: `p${chance(300)}`,
      qualificationId: `q${chance(3)}`,
      unitId: `u${chance(60)}`,
      formationType,
      seats: chance(10) === 0 ? 20 : 1 + chance(3),
      grades: formationType,
      generalGrades: 'general',
    }
  })
}

/** Many apply for few formations: the largest has about 1,400, as the largest of 2024. */
function participantsOf(count: number): Participant[] {
  const crowd = Math.min(1400, Math.floor(count / 10))
  return Array.from({ length: count }, (_, at) => {
    const skewed = Math.floor((chance(1000) * chance(1000) * formations.length) / 1_000_000)
    return {
      participant: `n${String(at).padStart(7, '0')}`,
      formationId: formations[at < crowd ? 0 : skewed]!.formationId,
      screening: 'ms',
      skdStatus: 'h',
      twk: 50 + 5 * chance(18),
      tiu: 65 + 5 * chance(20),
      tkp: 150 + chance(60),
      skbStatus: null,
      skbMilli: null,
      gpaX100: 250 + chance(150),
      birthDate: `19${89 + chance(10)}-0${1 + chance(9)}-1${chance(10)}`,
      seniority: null,
    }
  })
}

function withSkb(rows: Participant[]): Participant[] {
  const listed = new Set(
    rank(ruleSet, formations, rows).results.flatMap((row) => (row.skdCode === 'pl' ? row.participant : [])),
  )
  return rows.map((row) =>
    listed.has(row.participant) ? { ...row, skbStatus: 'h', skbMilli: 30_000 + 500 * chance(120) } : row,
  )
}
