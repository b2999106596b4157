import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { explainedDifference, resultDifference, writeDifference } from './difference.ts'
import { round } from './generated-rounds.ts'
import type { Decision, Formation, Participant } from './public-data.ts'
import { rank } from './rank.ts'
import { recompute } from './recompute.ts'
import type { Correction } from './reopening.ts'
import { applyCorrections } from './reopening.ts'
import { cpns2024, formation, participant, scored } from './rounds-fixture.ts'

function after(
  formations: Formation[],
  participants: Participant[],
  corrections: Correction[],
  decisions: Decision[] = [],
) {
  const { results } = rank(cpns2024, formations, participants)
  return recompute(cpns2024, { formations, participants, decisions: [], results }, corrections, decisions)
}

test('Case 43: A above B: formation and overflow anew, Panselnas approves, announced within 7 days', () => {
  const formations = [
    formation('F', { unitId: 'u1' }),
    formation('G', { unitId: 'u2' }),
    formation('X', { positionId: 'p' }),
  ]
  const people = [
    scored('A', 'F', [90, 100, 190], 60_000),
    scored('B', 'F', [90, 100, 190], 71_000),
    scored('C', 'F', [90, 100, 190], 70_000),
    scored('x', 'X', [90, 100, 190], 70_000),
  ]
  const found = after(formations, people, [{ participant: 'A', kind: 'skbScore', skbMilli: 72_000 }])
  assert.ok(found.state === 'recomputed')
  assert.deepEqual(found.reopening, {
    stages: ['finalResult'],
    formations: ['F', 'G'],
    approvedBy: 'panselnas',
    reannounceWithinDays: 7,
    needs: [],
    outOfSkb: [],
  })
  assert.deepEqual(
    found.changes.map(({ participant: id, effect, cause, because }) => [id, effect, cause, because]),
    [
      ['A', 'seatGained', 'ownInput', ['A']],
      ['B', 'seatMoved', 'overtaken', ['A']],
      ['C', 'seatLost', 'filling', ['A']],
    ],
  )
  assert.equal(found.results.find((row) => row.participant === 'x')?.finalCode, 'l')
})

test('the published difference has a line for every changed column, with effect, cause and whose input', () => {
  const people = [scored('A', 'F', [90, 100, 190], 60_000), scored('B', 'F', [90, 100, 190], 71_000)]
  const found = after([formation('F')], people, [{ participant: 'A', kind: 'skbScore', skbMilli: 72_000 }])
  assert.ok(found.state === 'recomputed')
  assert.equal(
    writeDifference(found.changes),
    `participant,column,before,after,effect,cause,because
A,final_milli,63636,70836,seatGained,ownInput,A
A,final_rank,2,1,seatGained,ownInput,A
A,final_code,tl,l,seatGained,ownInput,A
A,seat_formation_id,,F,seatGained,ownInput,A
B,final_rank,1,2,seatLost,overtaken,A
B,final_code,l,tl,seatLost,overtaken,A
B,seat_formation_id,F,,seatLost,overtaken,A
`,
  )
})

test('a granted objection of the administrative stage re-opens one person, not the formation', () => {
  const people = [
    participant('a', 'F', [0, 0, 0], { screening: 'tms', skdStatus: null, twk: null, tiu: null, tkp: null }),
  ]
  const correction: Correction = { participant: 'a', kind: 'screening', screening: 'ms' }
  const { participants, reopening } = applyCorrections(cpns2024, [formation('F')], people, [], [correction])
  assert.equal(participants[0]?.screening, 'ms')
  assert.deepEqual(
    [reopening.stages, reopening.approvedBy, reopening.reannounceWithinDays],
    [['adminResult'], 'agencyCommittee', 7],
  )
  // After the SKD was held the person has to sit it first.
  const late = after([formation('F')], people, [correction])
  assert.ok(late.state === 'needsTest')
  assert.deepEqual(late.reopening.needs, [{ participant: 'a', test: 'skd' }])
})

test('a corrected SKD score that reaches the list needs the SKB first; nobody listed is removed', () => {
  const people = [
    ...['a', 'b', 'c'].map((id, at) => scored(id, 'F', [90, 100, 200 - at], 70_000)),
    participant('d', 'F', [90, 100, 190]),
  ]
  const raised: Correction = { participant: 'd', kind: 'skdScores', twk: 90, tiu: 100, tkp: 199 }
  const waits = after([formation('F')], people, [raised])
  assert.ok(waits.state === 'needsTest')
  assert.deepEqual(waits.reopening.needs, [{ participant: 'd', test: 'skb' }])
  const done = after([formation('F')], people, [
    raised,
    { participant: 'd', kind: 'skbScore', skbMilli: 90_000 },
  ])
  assert.ok(done.state === 'recomputed')
  assert.deepEqual(done.report.keptInShortlist, ['c'])
  assert.equal(done.results.find((row) => row.participant === 'd')?.finalCode, 'l')
})

test('a score corrected below the grades takes the SKB with it', () => {
  const people = [scored('a', 'F', [65, 80, 166], 90_000), scored('b', 'F', [90, 100, 190], 70_000)]
  const found = after([formation('F')], people, [
    { participant: 'a', kind: 'skdScores', twk: 60, tiu: 80, tkp: 166 },
  ])
  assert.ok(found.state === 'recomputed')
  assert.deepEqual(found.reopening.outOfSkb, ['a'])
  assert.deepEqual(
    found.results.map((row) => [row.skdCode, row.finalCode]),
    [
      ['tl', null],
      ['pl', 'l'],
    ],
  )
})

test('statuses are corrected too: absent after all, disqualified, eliminated', () => {
  const people = [scored('a', 'F', [90, 100, 190], 90_000), scored('b', 'F', [90, 100, 190], 70_000)]
  for (const status of ['th', 'dis', 'aps', 'tms1'] as const) {
    const found = after([formation('F')], people, [{ participant: 'a', kind: 'skbStatus', status }])
    assert.ok(found.state === 'recomputed')
    assert.deepEqual(
      found.results.map((row) => row.finalCode),
      [status, 'l'],
    )
    assert.equal(found.changes.find((change) => change.participant === 'b')?.cause, 'movedUp')
  }
  const gone = after([formation('F')], people, [{ participant: 'a', kind: 'skdStatus', status: 'dis' }])
  assert.ok(gone.state === 'recomputed')
  assert.equal(gone.results[0]?.skdCode, 'dis')
  const tms = after([formation('F')], people, [{ participant: 'a', kind: 'screening', screening: 'tms' }])
  assert.ok(tms.state === 'recomputed')
  assert.deepEqual([tms.results[0]?.skdCode, tms.results[1]?.finalCode], ['tms', 'l'])
})

test('a withdrawal recorded later re-opens the final result of its formation', () => {
  const people = ['a', 'b'].map((id, at) => scored(id, 'F', [90, 100, 190], 90_000 - at))
  const found = after([formation('F')], people, [], [{ entry: 7, participant: 'a', kind: 'withdrew' }])
  assert.ok(found.state === 'recomputed')
  assert.deepEqual(found.reopening.stages, ['finalResult'])
  assert.deepEqual(
    found.changes.map((change) => [change.participant, change.effect, change.cause, change.because]),
    [
      ['a', 'seatLost', 'ownInput', ['a']],
      ['b', 'seatGained', 'movedUp', ['a']],
    ],
  )
})

test('which results a correction re-opens depends on its kind and on how far the round is', () => {
  const formations = [formation('F'), formation('G', { unitId: 'u2' })]
  const listed = ['a', 'b'].map((id, at) => participant(id, 'F', [90, 100, 190 - at]))
  const scoredRows = ['a', 'b'].map((id, at) => scored(id, 'F', [90, 100, 190 - at], 70_000))
  const stages = (people: Participant[], act: Correction, none = false) =>
    applyCorrections(cpns2024, formations, people, none ? [] : rank(cpns2024, formations, people).results, [
      act,
    ]).reopening
  const skd: Correction = { participant: 'a', kind: 'skdScores', twk: 95, tiu: 100, tkp: 190 }
  const status: Correction = { participant: 'a', kind: 'skdStatus', status: 'th' }
  assert.deepEqual(stages(listed, skd).stages, ['skdResult'])
  assert.deepEqual(stages(listed, status).stages, ['skdResult'])
  assert.deepEqual(stages(listed, skd).formations, ['F'])
  assert.deepEqual([stages(listed, skd).approvedBy, stages(listed, skd).reannounceWithinDays], [null, null])
  assert.deepEqual(stages(scoredRows, skd).stages, ['skdResult', 'finalResult'])
  assert.deepEqual(stages(scoredRows, skd).formations, ['F', 'G'])
  assert.deepEqual(stages(scoredRows, { participant: 'a', kind: 'skbStatus', status: 'th' }).stages, [
    'finalResult',
  ])
  const out: Correction = { participant: 'a', kind: 'screening', screening: 'tms' }
  assert.deepEqual(stages(scoredRows, out).stages, ['adminResult', 'skdResult', 'finalResult'])
  assert.deepEqual(stages(listed, out, true).stages, ['adminResult'])
})

test('an applicant turned away in the same formation does not stop a correction of another', () => {
  const none = { screening: 'tms' as const, skdStatus: null, twk: null, tiu: null, tkp: null }
  const people = [
    scored('a', 'F', [90, 100, 190], 60_000),
    scored('b', 'F', [90, 100, 190], 70_000),
    participant('t', 'F', [0, 0, 0], none),
  ]
  const found = after([formation('F')], people, [{ participant: 'a', kind: 'skbScore', skbMilli: 80_000 }])
  assert.ok(found.state === 'recomputed')
  assert.deepEqual(found.reopening.needs, [])
})

const causes = (
  formations: Formation[],
  before: Participant[],
  later: Participant[],
  decisions: [Decision[], Decision[]] = [[], []],
) =>
  explainedDifference(
    formations,
    {
      participants: before,
      decisions: decisions[0],
      results: rank(cpns2024, formations, before, decisions[0]).results,
    },
    {
      participants: later,
      decisions: decisions[1],
      results: rank(cpns2024, formations, later, decisions[1]).results,
    },
  ).map(({ participant: id, effect, cause, because }) => [id, effect, cause, because.join(' ')].join(' '))

test('before the SKB: who comes into the list and who falls out of it', () => {
  const before = ['a', 'b', 'c', 'd'].map((id, at) => participant(id, 'F', [90, 100, 200 - at]))
  const raised = before.map((row) => (row.participant === 'd' ? { ...row, tkp: 210 } : row))
  assert.deepEqual(causes([formation('F')], before, raised), [
    'a other comparison d',
    'b other comparison d',
    'c outcome overtaken d',
    'd outcome ownInput d',
  ])
  assert.deepEqual(causes([formation('F')], raised, before).slice(2), [
    'c outcome movedUp d',
    'd outcome ownInput d',
  ])
})

test('filling: whose seat it changes, and by whose input, also across formations', () => {
  const formations = [
    formation('F', { unitId: 'u1' }),
    formation('G', { unitId: 'u2' }),
    formation('H', { unitId: 'u3' }),
  ]
  const before = [
    scored('a', 'F', [90, 100, 190], 90_000),
    scored('b', 'F', [90, 100, 190], 80_000),
    scored('c', 'G', [90, 100, 190], 70_000),
    scored('d', 'G', [90, 100, 190], 60_000),
  ]
  // H goes to b; when d is better than b, to d.
  const raised = before.map((row) => (row.participant === 'd' ? { ...row, skbMilli: 95_000 } : row))
  assert.deepEqual(causes(formations, before, raised), ['c seatLost overtaken d', 'd seatGained ownInput d'])
  const better = before.map((row) => (row.participant === 'c' ? { ...row, skbMilli: 85_000 } : row))
  const other = better.map((row) => (row.participant === 'd' ? { ...row, skbMilli: 82_000 } : row))
  assert.deepEqual(causes(formations, better, other), ['b seatLost filling d', 'd seatGained ownInput d'])
  const two = other.map((row) => (row.participant === 'c' ? { ...row, skbMilli: 86_000 } : row))
  assert.deepEqual(causes(formations, better, two), [
    'b seatLost filling c d',
    'c other ownInput c',
    'd seatGained ownInput d',
  ])
})

test('a change is laid to those of the own formation first, not to others that filling joins', () => {
  const formations = [formation('F', { unitId: 'u1' }), formation('G', { unitId: 'u2' })]
  const before = [
    scored('a', 'F', [90, 100, 190], 80_000),
    scored('b', 'F', [90, 100, 190], 70_000),
    scored('c', 'G', [90, 100, 190], 80_000),
    scored('d', 'G', [90, 100, 190], 70_000),
  ]
  const raised = before.map((row) => ('bd'.includes(row.participant) ? { ...row, skbMilli: 90_000 } : row))
  assert.deepEqual(causes(formations, before, raised), [
    'a seatLost overtaken b',
    'b seatGained ownInput b',
    'c seatLost overtaken d',
    'd seatGained ownInput d',
  ])
})

test('a decision that is taken back or given, and a person who is new or gone, are changed inputs', () => {
  const F = [formation('F')]
  const people = ['a', 'b'].map((id) => scored(id, 'F', [90, 100, 190], 70_000))
  const order = (first: string, second: string): Decision[] => [
    { entry: 1, participant: first, kind: 'tie_order', order: 1 },
    { entry: 2, participant: second, kind: 'tie_order', order: 2 },
  ]
  assert.deepEqual(causes(F, people, people, [[], order('a', 'b')]), [
    'a seatGained ownInput a',
    'b outcome ownInput b',
  ])
  assert.deepEqual(causes(F, people, people, [order('a', 'b'), order('a', 'b')]), [])
  assert.deepEqual(causes(F, people.slice(0, 1), people), ['a seatLost overtaken b', 'b outcome ownInput b'])
  assert.deepEqual(causes(F, people, people.slice(0, 1)), ['a seatGained movedUp b', 'b outcome ownInput b'])
  assert.deepEqual(
    causes(
      F,
      people,
      people.map((row) => ({ ...row })),
    ),
    [],
  )
})

test('a withdrawal that is taken back re-opens the formation as well', () => {
  const people = ['a', 'b'].map((id, at) => scored(id, 'F', [90, 100, 190], 90_000 - at))
  const decisions: Decision[] = [{ entry: 7, participant: 'a', kind: 'withdrew' }]
  const { results } = rank(cpns2024, [formation('F')], people, decisions)
  const found = recompute(
    cpns2024,
    { formations: [formation('F')], participants: people, decisions, results },
    [],
    [],
  )
  assert.ok(found.state === 'recomputed')
  assert.deepEqual(
    found.results.map((row) => row.finalCode),
    ['l', 'tl'],
  )
})

const corrections = (people: readonly Participant[], picks: readonly number[]): Correction[] =>
  picks.flatMap((pick): Correction[] => {
    const row = people[pick % Math.max(1, people.length)]
    if (row === undefined || row.skdStatus !== 'h') return []
    if (row.skbStatus !== 'h') return [{ participant: row.participant, kind: 'skdStatus', status: 'dis' }]
    const kind = pick % 3
    if (kind === 0) return [{ participant: row.participant, kind: 'skbScore', skbMilli: 70_001 }]
    if (kind === 1) return [{ participant: row.participant, kind: 'skbStatus', status: 'tms1' }]
    return [{ participant: row.participant, kind: 'skdScores', twk: 70, tiu: 90, tkp: 167 }]
  })

test('recomputing what a correction reaches gives the same result as ranking everything again', () => {
  let recomputed = 0
  fc.assert(
    fc.property(round, fc.array(fc.nat(), { minLength: 1, maxLength: 2 }), (input, picks) => {
      const { formations, people } = input
      const before = rank(cpns2024, formations, people)
      const acts = corrections(people, picks)
      const found = recompute(
        cpns2024,
        { formations, participants: people, decisions: [], results: before.results },
        acts,
      )
      if (found.state === 'needsTest') return
      recomputed++
      const whole = rank(cpns2024, formations, found.participants)
      assert.deepEqual(found.results, whole.results)
      const all = explainedDifference(
        formations,
        { participants: people, decisions: [], results: before.results },
        { participants: found.participants, decisions: [], results: whole.results },
      )
      assert.deepEqual(found.changes, all)
      assert.deepEqual(
        all.map(({ participant: id, columns }) => [id, columns]),
        resultDifference(before.results, whole.results).map(({ participant: id, columns }) => [id, columns]),
      )
      // Nobody changes without somebody whose input changed.
      for (const change of found.changes) assert.ok(change.because.length > 0)
    }),
    { numRuns: 500 },
  )
  assert.ok(recomputed > 200)
})
