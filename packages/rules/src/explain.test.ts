import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { explainRow, explainer } from './explain.ts'
import { round } from './generated-rounds.ts'
import { cpns2024, formation, participant, scored } from './rounds-fixture.ts'
import type { Decision, Formation, Participant } from './public-data.ts'
import { rank } from './rank.ts'

function explained(formations: Formation[], people: Participant[], id: string, decisions: Decision[] = []) {
  const explanation = explainRow(
    cpns2024,
    formations,
    people,
    rank(cpns2024, formations, people, decisions),
    id,
  )
  assert.ok(explanation)
  return explanation
}

// participation.md 5.3: two places, A to D.
const four = [
  scored('A', 'F', [105, 120, 187], 73_000),
  scored('B', 'F', [100, 118 + 2, 178], 74_400),
  scored('C', 'F', [100, 120, 185], 72_000),
  scored('D', 'F', [100, 110, 180], 71_000),
]
const twoSeats = [formation('F', { seats: 2 })]

test('the check vector: C is 0.932 below, and 13 SKD points or 1.553 SKB points would have passed', () => {
  const c = explained(twoSeats, four, 'C')
  assert.deepEqual(
    [
      c.final?.finalMilli,
      c.final?.cutOffMilli,
      c.final?.distanceMilli,
      c.final?.rank,
      c.final?.ranked,
      c.final?.seats,
    ],
    [72_654, 73_586, -932, 3, 4, 2],
  )
  assert.deepEqual(
    [c.final?.skd100Milli, c.final?.skdWeightedMilli, c.final?.skbWeightedMilli],
    [73_636, 29_454, 43_200],
  )
  assert.deepEqual(c.outcome, {
    code: 'tl',
    printed: 'TL',
    meaning: 'notPassed',
    reasonCode: 'AKHIR-PERINGKAT',
  })
  const gains = Object.fromEntries(c.gains.map((gain) => [gain.field, gain.by]))
  assert.deepEqual(gains, { skdTotal: 13, twk: 15, tiu: 15, tkp: 13, skbMilli: 1553 })
})

test('every gain that is named turns the outcome, and one step less does not', () => {
  for (const gain of explained(twoSeats, four, 'C').gains) {
    if (gain.field === 'skdTotal') continue
    const step = gain.field === 'twk' || gain.field === 'tiu' ? 5 : 1
    const outcome = (by: number) => {
      const changed = four.map((row) =>
        row.participant === 'C' ? { ...row, [gain.field]: (row[gain.field as 'twk'] ?? 0) + by } : row,
      )
      return rank(cpns2024, twoSeats, changed).results.find((row) => row.participant === 'C')?.finalCode
    }
    assert.deepEqual([outcome(gain.by), outcome(gain.by - step)], ['l', 'tl'], gain.field)
  }
})

test('who passed learns the margin above the best without a seat', () => {
  const b = explained(twoSeats, four, 'B')
  assert.deepEqual(
    [b.final?.distanceMilli, b.final?.firstOutMilli, b.decidedBy, b.gains],
    [932, 72_654, 'final', []],
  )
  assert.equal(b.outcome.printed, 'L')
})

test('below a passing grade: every missed minimum, and what it would take', () => {
  const a = explained([formation('F')], [participant('a', 'F', [60, 75, 210])], 'a')
  assert.deepEqual(a.outcome, { code: 'tl', printed: 'TL', meaning: 'gradeNotMet', reasonCode: 'SKD-NAB' })
  assert.deepEqual(
    a.skd?.grades.map((grade) => [
      grade.part,
      grade.value,
      grade.limit,
      grade.ok,
      grade.shortfall,
      grade.source,
    ]),
    [
      ['twk', 60, 65, false, 5, 'K321-2024'],
      ['tiu', 75, 80, false, 5, 'K321-2024'],
      ['tkp', 210, 166, true, 0, 'K321-2024'],
      ['total', 345, null, true, 0, null],
    ],
  )
  assert.deepEqual(
    a.gains.map((gain) => [gain.field, gain.by, gain.alone]),
    [
      ['twk', 5, false],
      ['tiu', 5, false],
    ],
  )
})

test('outside the shortlist: the last who goes on, the distance, and what would have sufficed', () => {
  const people = [0, 1, 2, 3].map((at) => participant(`p${at}`, 'F', [90, 100, 200 - at]))
  const last = explained([formation('F')], people, 'p3')
  assert.equal(last.outcome.reasonCode, 'SKD-PERINGKAT')
  assert.deepEqual(last.shortlist?.cutOff, { skdTotal: 388, tkp: 198, tiu: 100, twk: 90 })
  assert.deepEqual(
    [last.shortlist?.limit, last.shortlist?.distance, last.skd?.rank, last.skd?.metGrades],
    [3, -1, 4, 4],
  )
  const gains = Object.fromEntries(last.gains.map((gain) => [gain.field, gain.by]))
  // One TKP point makes the four values equal to the last, and equals all go on.
  assert.deepEqual(gains, { skdTotal: 2, twk: 5, tiu: 5, tkp: 1 })
})

test('a tie-break is named, and a tie that nobody decided says how many wait', () => {
  const people = [scored('a', 'F', [90, 100, 190], 70_000), scored('b', 'F', [90, 100, 190], 70_000)]
  const tied = explained([formation('F')], people, 'a')
  assert.deepEqual(tied.tie, { others: 1, seats: 1, step: null })
  assert.deepEqual(
    [tied.outcome.reasonCode, tied.outcome.printed, tied.unconfirmed],
    ['AKHIR-SERI', null, ['finalRanking.onFullTie']],
  )
  const older = people.map((row, at) => ({ ...row, seniority: at + 1 }))
  assert.deepEqual(
    [
      explained([formation('F')], older, 'b').outcome.reasonCode,
      explained([formation('F')], older, 'b').decidedBy,
    ],
    ['AKHIR-SERI', 'age'],
  )
})

test('a moved person learns which seat, by which step, and what of it is unconfirmed', () => {
  const formations = [formation('G'), formation('S', { formationType: 'disability' })]
  const people = [scored('a', 'S', [90, 100, 190], 80_000), scored('b', 'S', [65, 80, 166], 70_000)]
  const moved = explained(formations, people, 'b')
  assert.deepEqual(moved.filling, {
    to: 'G',
    step: 1,
    code: 'U-1',
    vacancy: 'general',
    place: 'same',
    source: 'K320-2024:35',
    confirmed: true,
    rank: 1,
    donors: 1,
    options: 1,
    placement: 'only',
  })
  assert.deepEqual(
    [moved.outcome.printed, moved.outcome.reasonCode, moved.seatFormationId],
    ['U-1', 'LULUS-PINDAH', 'G'],
  )
})

test('absent, disqualified, withdrawn and eliminated have a code and nothing to gain', () => {
  const codes = (['th', 'dis', 'aps', 'tms1'] as const).map((skbStatus) => {
    const gone = explained([formation('F')], [participant('a', 'F', [90, 100, 190], { skbStatus })], 'a')
    assert.deepEqual(gone.gains, [])
    return [gone.outcome.printed, gone.outcome.reasonCode]
  })
  assert.deepEqual(codes, [
    ['TH', 'TH'],
    ['DIS', 'DIS'],
    ['APS', 'APS'],
    ['TMS-1', 'SKB-GUGUR'],
  ])
})

test('nobody else is named in an explanation', () => {
  const text = JSON.stringify(explained(twoSeats, four, 'C'))
  for (const other of ['A', 'B', 'D']) assert.ok(!text.includes(`"${other}"`))
})

test('an exception for a position that is not confirmed is said to be so', () => {
  const doctor = [formation('F', { grades: 'medical' })]
  const a = explained(doctor, [participant('a', 'F', [40, 85, 190])], 'a')
  assert.deepEqual([a.outcome.code, a.unconfirmed], ['pl', ['skd.positionExceptions.medical']])
})

test('an equal final score: the value that separated, own and other; of an age only that it did', () => {
  const people = [scored('a', 'F', [80, 80, 170], 60_000), scored('b', 'F', [85, 85, 176], 58_060)]
  const F = [formation('F')]
  assert.deepEqual(explained(F, people, 'a').tieBreak, { criterion: 'skd_total', own: 330, other: 346 })
  assert.deepEqual(explained(F, people, 'b').tieBreak, { criterion: 'skd_total', own: 346, other: 330 })
  const equal = [90, 100, 190] as const
  const byTiu = [scored('a', 'F', [90, 100, 190], 60_000), scored('b', 'F', [85, 105, 190], 60_000)]
  assert.deepEqual(explained(F, byTiu, 'a').tieBreak, { criterion: 'tiu', own: 100, other: 105 })
  const born = ['1999-01-01', '1998-01-01'].map((birthDate, at) =>
    scored('ab'.charAt(at), 'F', equal, 60_000, { birthDate, gpaX100: 350 }),
  )
  assert.deepEqual(explained(F, born, 'a').tieBreak, { criterion: 'age', own: null, other: null })
  assert.ok(!JSON.stringify(explained(F, born, 'a')).includes('1998'))
  assert.equal(explained(twoSeats, four, 'C').tieBreak, null)
})

test('in every round, every single gain that is named turns the outcome and one step less does not', () => {
  let turned = 0
  fc.assert(
    fc.property(round, ({ formations, people }) => {
      const ranking = rank(cpns2024, formations, people)
      const explain = explainer(cpns2024, formations, people, ranking)
      for (const row of people) {
        const found = explain(row.participant)
        // After the SKB, who newly reaches the list would have to sit it first.
        if (found === null || (found.stage === 'skdResult' && ranking.report.stage === 'final')) continue
        const before = ranking.results.find((item) => item.participant === row.participant)
        for (const { field, by, from, to, alone } of found.gains) {
          assert.equal(to, from + by)
          if (!alone || field === 'skdTotal') continue
          assert.equal(row[field], from)
          const step = field === 'twk' || field === 'tiu' ? 5 : 1
          const outcome = (gain: number) => {
            const changed = people.map((one) => (one === row ? { ...row, [field]: from + gain } : one))
            const after = rank(cpns2024, formations, changed).results.find(
              (item) => item.participant === row.participant,
            )
            if (before?.finalCode === 'tl') return after?.finalCode === 'l'
            return before?.skdCode === 'p' ? after?.skdCode === 'pl' : after?.skdCode !== 'tl'
          }
          assert.deepEqual([outcome(by), outcome(by - step)], [true, false], `${row.participant} ${field}`)
          turned++
        }
      }
    }),
    { numRuns: 500 },
  )
  assert.ok(turned > 100, String(turned))
})

test('gains say from where to where; a total is missed in single points, a part in its own steps', () => {
  const disability = [formation('F', { formationType: 'disability' })]
  const total = explained(disability, [participant('a', 'F', [50, 60, 175])], 'a')
  assert.deepEqual(total.gains, [{ field: 'skdTotal', by: 1, from: 285, to: 286, alone: true }])
  const part = explained([formation('F')], [participant('a', 'F', [65, 70, 190])], 'a')
  assert.deepEqual(part.gains, [{ field: 'tiu', by: 10, from: 70, to: 80, alone: true }])
  const skb = explained(twoSeats, four, 'C').gains.find((gain) => gain.field === 'skbMilli')
  assert.deepEqual(skb, { field: 'skbMilli', by: 1553, from: 72_000, to: 73_553, alone: true })
  // Nobody can gain beyond the maximum of a part.
  const best = [scored('A', 'F', [150, 175, 225], 100_000), scored('B', 'F', [65, 80, 166], 0)]
  assert.deepEqual(explained([formation('F')], best, 'B').gains, [])
})
