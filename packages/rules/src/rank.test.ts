import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formation, cpns2024, participant, scored } from './rounds-fixture.ts'
import type { Formation, Participant } from './public-data.ts'
import type { Decision } from './public-data.ts'
import { gradesForPosition } from './passing.ts'
import { RankInputError, rank } from './rank.ts'

function outcomes(formations: Formation[], people: Participant[], decisions: Decision[] = []) {
  const { results } = rank(cpns2024, formations, people, decisions)
  return Object.fromEntries(
    results.map((row) => [
      row.participant,
      [row.skdCode, row.finalCode, row.decidedBy].filter(Boolean).join(' '),
    ]),
  )
}

function skd(formations: Formation[], points: Record<string, [number, number, number]>) {
  return outcomes(
    formations,
    Object.entries(points).map(([id, value]) => participant(id, formations[0]?.formationId ?? '', value)),
  )
}

test('Case 1: a part below its grade is TL, whatever the total', () => {
  assert.deepEqual(skd([formation('F')], { a: [60, 175, 225] }), { a: 'tl grade:twk' })
})

test('Case 2: cumlaude has no minimum for TWK and TKP', () => {
  assert.deepEqual(skd([formation('F', { formationType: 'cumlaude' })], { a: [40, 85, 186] }), {
    a: 'pl seats',
  })
})

test('Case 3: cumlaude asks for TIU 85, although general asks for 80', () => {
  assert.deepEqual(skd([formation('F', { formationType: 'cumlaude' })], { a: [120, 80, 220] }), {
    a: 'tl grade:tiu',
  })
})

test('Case 4: limits are inclusive', () => {
  const disability = [formation('F', { formationType: 'disability' })]
  assert.deepEqual(skd(disability, { a: [50, 60, 176], b: [50, 60, 175] }), {
    a: 'pl seats',
    b: 'tl grade:total',
  })
  assert.deepEqual(skd([formation('F')], { a: [65, 80, 166], b: [65, 80, 165] }), {
    a: 'pl seats',
    b: 'tl grade:tkp',
  })
})

test('Case 5: a Kalimantan formation has the general grades', () => {
  assert.deepEqual(
    skd([formation('F', { formationType: 'kalimantan' })], { a: [60, 90, 200], b: [65, 80, 166] }),
    {
      a: 'tl grade:twk',
      b: 'pl seats',
    },
  )
})

/** Eight people above everybody of the boundary cases; three seats, so nine places. */
const ahead = Object.fromEntries(
  Array.from({ length: 8 }, (_, at) => [`x${at}`, [100, 120, 200 + at] as [number, number, number]]),
)

function boundary(points: Record<string, [number, number, number]>) {
  const all = skd([formation('F', { seats: 3 })], { ...ahead, ...points })
  return Object.fromEntries(Object.keys(points).map((id) => [id, all[id]]))
}

test('Case 6: rank 10 of three seats is P', () => {
  assert.deepEqual(boundary({ a: [90, 100, 190], b: [90, 100, 189] }), {
    a: 'pl skd_total',
    b: 'p skd_total',
  })
})

test('Case 7: equal in all four values at the limit, both go on', () => {
  assert.deepEqual(boundary({ a: [90, 100, 190], b: [90, 100, 190] }), { a: 'pl seats', b: 'pl seats' })
})

test('Case 8: equal in total and TKP, the higher TIU goes on', () => {
  assert.deepEqual(boundary({ a: [85, 105, 190], b: [90, 100, 190] }), { a: 'pl tiu', b: 'p tiu' })
})

test('equal in total, the higher TKP goes on before TIU and TWK are asked', () => {
  assert.deepEqual(boundary({ a: [65, 100, 195], b: [90, 100, 170] }), { a: 'pl tkp', b: 'p tkp' })
})

test('Case 9: three fully equal across the limit all go on', () => {
  const seven = Object.fromEntries(Object.entries(ahead).slice(1))
  const all = skd([formation('F', { seats: 3 })], {
    ...seven,
    a: [90, 100, 190],
    b: [90, 100, 190],
    c: [90, 100, 190],
    d: [90, 100, 189],
  })
  assert.deepEqual(
    [all['a'], all['b'], all['c'], all['d']],
    ['pl skd_total', 'pl skd_total', 'pl skd_total', 'p skd_total'],
  )
})

test('the published example of 2023: 82 seats, 246 places, 247 go on', () => {
  const people = Array.from({ length: 245 }, (_, at) =>
    participant(`x${String(at).padStart(3, '0')}`, 'F', [100, 130, 200]),
  )
  people.push(
    participant('y1', 'F', [85, 125, 188]),
    participant('y2', 'F', [85, 125, 188]),
    participant('z', 'F', [90, 120, 188]),
  )
  const { results, report } = rank(cpns2024, [formation('F', { seats: 82 })], people)
  assert.equal(report.formations[0]?.shortlistLimit, 246)
  assert.equal(report.formations[0]?.shortlisted, 247)
  assert.deepEqual(
    results.slice(-3).map((row) => [row.skdCode, row.skdRank, row.decidedBy]),
    [
      ['pl', 246, 'tiu'],
      ['pl', 246, 'tiu'],
      ['p', 248, 'tiu'],
    ],
  )
})

test('Case 10: fewer than three times the seats, all go on', () => {
  assert.deepEqual(skd([formation('F', { seats: 2 })], { a: [90, 100, 190], b: [65, 80, 166] }), {
    a: 'pl seats',
    b: 'pl seats',
  })
})

test('Case 11: nobody passes the SKD, the formation stays empty', () => {
  const { report, results } = rank(cpns2024, [formation('F')], [participant('a', 'F', [0, 0, 45])])
  assert.equal(results[0]?.skdCode, 'tl')
  assert.deepEqual([report.stage, report.formations[0]?.empty], ['shortlist', 1])
})

test('Case 12: absent is TH, never TL; like the disqualified it has no scores and no rank', () => {
  const gone = { twk: null, tiu: null, tkp: null }
  const { results } = rank(
    cpns2024,
    [formation('F')],
    [
      participant('a', 'F', [0, 0, 0], { skdStatus: 'th', ...gone }),
      participant('b', 'F', [0, 0, 0], { skdStatus: 'dis', ...gone }),
      participant('c', 'F', [0, 0, 0], { screening: 'tms', skdStatus: null, ...gone }),
    ],
  )
  assert.deepEqual(
    results.map((row) => [row.skdCode, row.skdTotal, row.skdRank, row.decidedBy]),
    [
      ['th', null, null, null],
      ['dis', null, null, null],
      ['tms', null, null, null],
    ],
  )
})

test('no seats, nobody goes on', () => {
  assert.deepEqual(skd([formation('F', { seats: 0 })], { a: [90, 100, 190] }), { a: 'p seats' })
})

// SKD 330 with SKB 60.00 and SKD 346 with SKB 58.06 are both 60.000.
const sixty = [scored('a', 'F', [80, 80, 170], 60_000), scored('b', 'F', [85, 85, 176], 58_060)]

test('Case 14: equal final scores, the higher SKD total first', () => {
  assert.deepEqual(outcomes([formation('F')], sixty), { a: 'pl tl skd_total', b: 'pl l skd_total' })
})

test('Case 18: 330 with 60.00 and 346 with 58.06 are both 60.000, and the second wins', () => {
  const { results } = rank(cpns2024, [formation('F')], sixty)
  assert.deepEqual(
    results.map((row) => [row.finalMilli, row.finalRank]),
    [
      [60_000, 2],
      [60_000, 1],
    ],
  )
})

test('Case 15: final and SKD total equal, then TKP, then TIU, then TWK', () => {
  const decide = (a: [number, number, number], b: [number, number, number]) =>
    outcomes([formation('F')], [scored('a', 'F', a, 70_000), scored('b', 'F', b, 70_000)])
  assert.deepEqual(decide([85, 100, 185], [80, 100, 190]), { a: 'pl tl tkp', b: 'pl l tkp' })
  assert.deepEqual(decide([90, 100, 180], [85, 105, 180]), { a: 'pl tl tiu', b: 'pl l tiu' })
})

const equal = [90, 100, 190] as const

test('Case 16: all SKD parts equal, then grade average, then the older', () => {
  const decide = (a: Partial<Participant>, b: Partial<Participant>) =>
    outcomes([formation('F')], [scored('a', 'F', equal, 70_000, a), scored('b', 'F', equal, 70_000, b)])
  assert.deepEqual(decide({ gpaX100: 350 }, { gpaX100: 351 }), { a: 'pl tl gpa', b: 'pl l gpa' })
  assert.deepEqual(
    decide({ gpaX100: 350, birthDate: '1999-01-02' }, { gpaX100: 350, birthDate: '1999-01-01' }),
    { a: 'pl tl age', b: 'pl l age' },
  )
  assert.deepEqual(decide({ gpaX100: 350, seniority: 1 }, { gpaX100: 350, seniority: 2 }), {
    a: 'pl l age',
    b: 'pl tl age',
  })
})

test('an absent value stands after a present one, and the report says where that decided', () => {
  const people = [scored('a', 'F', equal, 70_000), scored('b', 'F', equal, 70_000, { gpaX100: 200 })]
  const { report } = rank(cpns2024, [formation('F')], people)
  assert.deepEqual(outcomes([formation('F')], people), { a: 'pl tl gpa', b: 'pl l gpa' })
  assert.deepEqual(report.decidedByAbsence, [
    { participant: 'b', criterion: 'gpa' },
    { participant: 'a', criterion: 'gpa' },
  ])
})

const twins = [
  scored('a', 'F', equal, 70_000, { gpaX100: 350, birthDate: '1999-01-01' }),
  scored('b', 'F', equal, 70_000, { gpaX100: 350, birthDate: '1999-01-01' }),
  scored('c', 'F', [70, 80, 170], 60_000),
]

test('Case 17: equal in everything, no lot is drawn and the seat stays reserved', () => {
  const { report } = rank(cpns2024, [formation('F')], twins)
  assert.deepEqual(outcomes([formation('F')], twins), {
    a: 'pl tie undecided',
    b: 'pl tie undecided',
    c: 'pl tl final',
  })
  assert.deepEqual(report.ties, [{ formationIds: ['F'], participants: ['a', 'b'], seats: 1, step: null }])
  assert.deepEqual([report.formations[0]?.reserved, report.formations[0]?.seated], [1, 0])
})

test('Case 17: a recorded decision settles the tie and is named as what decided', () => {
  const order: Decision[] = [
    { entry: 10, participant: 'b', kind: 'tie_order', order: 1 },
    { entry: 11, participant: 'a', kind: 'tie_order', order: 2 },
  ]
  assert.deepEqual(outcomes([formation('F')], twins, order), {
    a: 'pl tl decision',
    b: 'pl l decision',
    c: 'pl tl final',
  })
})

test('a tie that fits into the seats needs no decision', () => {
  assert.deepEqual(outcomes([formation('F', { seats: 2 })], twins), {
    a: 'pl l final',
    b: 'pl l final',
    c: 'pl tl final',
  })
})

test('a reserved seat is not filled from elsewhere', () => {
  const formations = [formation('F'), formation('G', { formationType: 'cumlaude' })]
  const people = [
    ...twins,
    scored('g1', 'G', [90, 100, 190], 90_000),
    scored('g2', 'G', [90, 100, 190], 80_000),
  ]
  assert.equal(outcomes(formations, people)['g2'], 'pl tl final')
})

test('Case 20: SKB zero but present is ranked with the SKD part alone', () => {
  const { results } = rank(cpns2024, [formation('F')], [scored('a', 'F', [80, 80, 170], 0)])
  assert.deepEqual([results[0]?.finalMilli, results[0]?.finalCode], [24_000, 'l'])
})

/** Four seats; the four who were shortlisted are out, each for another reason. */
const out = (['th', 'tms1', 'dis', 'aps'] as const).map((skbStatus, at) =>
  participant('abcd'.charAt(at), 'F', equal, { skbStatus }),
)

test('Case 21: absent at the SKB is out and fills no seat, even where seats remain', () => {
  const { results, report } = rank(cpns2024, [formation('F', { seats: 4 })], out.slice(0, 1))
  assert.deepEqual(
    results.map((row) => [row.finalCode, row.finalMilli, row.finalRank, row.seatFormationId]),
    [['th', null, null, null]],
  )
  assert.equal(report.formations[0]?.empty, 4)
})

test('Case 22: who failed an eliminating test is out whatever the CAT score, code TMS-1', () => {
  assert.deepEqual(outcomes([formation('F', { seats: 4 })], out), {
    a: 'pl th',
    b: 'pl tms1',
    c: 'pl dis',
    d: 'pl aps',
  })
  assert.throws(
    () => rank(cpns2024, [formation('F')], [{ ...scored('a', 'F', equal, 90_000), skbStatus: 'tms1' }]),
    /only a present participant has an SKB total/,
  )
})

const twoKinds = [formation('G', { seats: 1 }), formation('S', { formationType: 'cumlaude', seats: 1 })]

test('Case 26: who missed the general grades cannot be moved', () => {
  const people = [scored('a', 'S', [90, 100, 190], 80_000), scored('b', 'S', [55, 100, 190], 70_000)]
  assert.deepEqual(outcomes(twoKinds, people), { a: 'pl l final', b: 'pl tl final' })
})

test('Case 27: who meets 65/80/166 is moved to the empty general seat, code U-1', () => {
  const formations = [formation('G'), formation('S', { formationType: 'disability' })]
  const people = [scored('a', 'S', [90, 100, 190], 80_000), scored('b', 'S', [65, 80, 166], 70_000)]
  const { results, report } = rank(cpns2024, formations, people)
  assert.deepEqual(
    results.map((row) => [row.finalCode, row.seatFormationId, row.decidedBy]),
    [
      ['l', 'S', 'final'],
      ['u1', 'G', 'seats'],
    ],
  )
  assert.deepEqual(
    report.moves.map((move) => [move.from, move.to, move.step, move.rank, move.placement]),
    [['S', 'G', 1, 1, 'only']],
  )
})

test('Case 28: who was not shortlisted has no SKB and cannot be moved', () => {
  const formations = [formation('G'), formation('S', { formationType: 'cumlaude', seats: 1 })]
  const people = [
    ...['a', 'b', 'c'].map((id, at) => scored(id, 'S', [90, 100, 200 - at], 80_000 - at)),
    participant('d', 'S', [90, 100, 190]),
  ].map((row) =>
    row.participant === 'b' || row.participant === 'c'
      ? { ...row, skbStatus: 'th' as const, skbMilli: null }
      : row,
  )
  assert.deepEqual(outcomes(formations, people), {
    a: 'pl l seats',
    b: 'pl th',
    c: 'pl th',
    d: 'p skd_total',
  })
})

test('Case 29: the best donor for two seats gets one, the other goes to the next', () => {
  const formations = [
    formation('G1', { unitId: 'u1' }),
    formation('G2', { unitId: 'u2' }),
    formation('H', { unitId: 'u3', seats: 1 }),
  ]
  const people = [
    scored('a', 'H', [90, 100, 200], 90_000),
    scored('b', 'H', [90, 100, 190], 80_000),
    scored('c', 'H', [90, 100, 180], 70_000),
  ]
  const { results, report } = rank(cpns2024, formations, people)
  assert.deepEqual(
    results.map((row) => [row.finalCode, row.seatFormationId]),
    [
      ['l', 'H'],
      ['u2', 'G1'],
      ['u2', 'G2'],
    ],
  )
  assert.deepEqual(
    report.placementsToConfirm.map((move) => [move.participant, move.options]),
    [['b', ['G1', 'G2']]],
  )
  const chosen = rank(cpns2024, formations, people, [
    { entry: 5, participant: 'b', kind: 'seat_choice', formationId: 'G2' },
  ])
  assert.deepEqual(
    chosen.results.map((row) => row.seatFormationId),
    ['H', 'G2', 'G1'],
  )
  assert.deepEqual(chosen.report.placementsToConfirm, [])
})

test('equal donors across the last empty seat wait for a decision', () => {
  const formations = [formation('G'), formation('S', { formationType: 'cumlaude', seats: 1 })]
  const people = [
    scored('a', 'S', [90, 100, 200], 90_000),
    scored('b', 'S', equal, 80_000),
    scored('c', 'S', equal, 80_000),
  ]
  const { report } = rank(cpns2024, formations, people)
  assert.deepEqual(outcomes(formations, people), {
    a: 'pl l final',
    b: 'pl tie undecided',
    c: 'pl tie undecided',
  })
  assert.deepEqual(report.ties, [{ formationIds: ['G'], participants: ['b', 'c'], seats: 1, step: 1 }])
  const decided = outcomes(formations, people, [{ entry: 1, participant: 'c', kind: 'tie_order', order: 1 }])
  assert.deepEqual([decided['b'], decided['c']], ['pl tl final', 'pl u1 decision'])
})

test('the steps run in order: a special seat waits for its own kind before others', () => {
  const formations = [
    formation('D1', { formationType: 'disability', unitId: 'u1' }),
    formation('D2', { formationType: 'disability', unitId: 'u2' }),
    formation('G1', { unitId: 'u1' }),
  ]
  const people = [
    scored('a', 'G1', [90, 100, 200], 90_000),
    scored('b', 'G1', [90, 100, 195], 85_000),
    scored('c', 'D2', [90, 100, 190], 80_000),
    scored('d', 'D2', [90, 100, 180], 70_000),
  ]
  const { results } = rank(cpns2024, formations, people)
  assert.deepEqual(
    results.map((row) => [row.finalCode, row.seatFormationId]),
    [
      ['l', 'G1'],
      ['tl', null],
      ['l', 'D2'],
      ['e1', 'D1'],
    ],
  )
})

test('filling stays inside agency, position and qualification', () => {
  for (const other of [{ agencyId: 'x' }, { positionId: 'x' }, { qualificationId: 'x' }]) {
    const formations = [formation('G', other), formation('H', { unitId: 'u2' })]
    const people = [scored('a', 'H', [90, 100, 200], 90_000), scored('b', 'H', [90, 100, 190], 80_000)]
    assert.equal(outcomes(formations, people)['b'], 'pl tl final')
  }
})

const withdrew = (participant_: string, entry = 1): Decision => ({
  entry,
  participant: participant_,
  kind: 'withdrew',
})

test('Case 30: the seat of who withdraws goes to the next of the formation', () => {
  const people = ['a', 'b', 'c'].map((id, at) => scored(id, 'F', equal, 90_000 - at * 1000))
  assert.deepEqual(outcomes([formation('F', { seats: 2 })], people, [withdrew('a')]), {
    a: 'pl aps',
    b: 'pl l seats',
    c: 'pl l seats',
  })
  const { results } = rank(cpns2024, [formation('F', { seats: 2 })], people, [withdrew('a')])
  assert.deepEqual(
    results.map((row) => row.finalRank),
    [1, 2, 3],
  )
})

test('Case 32: the seat of a moved person who withdraws stays empty where nobody follows', () => {
  const formations = [formation('G'), formation('S', { formationType: 'disability' })]
  const people = [scored('a', 'S', [90, 100, 190], 80_000), scored('b', 'S', [65, 80, 166], 70_000)]
  const { results, report } = rank(cpns2024, formations, people, [withdrew('b')])
  assert.deepEqual(
    results.map((row) => row.finalCode),
    ['l', 'aps'],
  )
  assert.deepEqual(
    report.formations.map((item) => item.empty),
    [1, 0],
  )
})

test('a withdrawal moves nobody who already has a seat elsewhere', () => {
  const formations = [formation('G1', { unitId: 'u1' }), formation('G2', { unitId: 'u2' })]
  const people = ['a', 'b', 'c'].map((id, at) => scored(id, 'G1', equal, 90_000 - at * 1000))
  const { results } = rank(cpns2024, formations, people, [withdrew('a')])
  assert.deepEqual(
    results.map((row) => [row.finalCode, row.seatFormationId]),
    [
      ['aps', null],
      ['u2', 'G2'],
      ['l', 'G1'],
    ],
  )
})

test('one of a tie withdraws: the other has the seat', () => {
  assert.deepEqual(outcomes([formation('F')], twins, [withdrew('a')]), {
    a: 'pl aps',
    b: 'pl l final',
    c: 'pl tl final',
  })
})

test('Case 56: who is disqualified before the list is announced gives the place to the next', () => {
  const people = ['a', 'b', 'c', 'd'].map((id, at) => participant(id, 'F', [90, 100, 200 - at]))
  assert.equal(outcomes([formation('F')], people)['d'], 'p skd_total')
  const none = { twk: null, tiu: null, tkp: null }
  const disqualified = people.map((row) =>
    row.participant === 'a' ? { ...row, skdStatus: 'dis' as const, ...none } : row,
  )
  assert.deepEqual(outcomes([formation('F')], disqualified), {
    a: 'dis',
    b: 'pl seats',
    c: 'pl seats',
    d: 'pl seats',
  })
})

test('Case 56: after the list is announced nobody moves up for who is disqualified', () => {
  const people = ['a', 'b', 'c'].map((id, at) => scored(id, 'F', [90, 100, 200 - at], 70_000))
  const found = outcomes(
    [formation('F')],
    [
      ...people.map((row) =>
        row.participant === 'a' ? { ...row, skbStatus: 'dis' as const, skbMilli: null } : row,
      ),
      participant('d', 'F', [90, 100, 197]),
    ],
  )
  assert.deepEqual([found['a'], found['b'], found['d']], ['pl dis', 'pl l final', 'p skd_total'])
})

test('after a correction nobody who was listed is removed', () => {
  const people = ['a', 'b', 'c', 'd'].map((id, at) => scored(id, 'F', [90, 100, 200 - at], 70_000 + at))
  const { report } = rank(cpns2024, [formation('F')], people)
  assert.deepEqual(report.keptInShortlist, ['d'])
})

test('Case 58: D-IV and S-1 in one formation compare their IPK on the scale of 4', () => {
  const formations = [formation('F', { qualificationId: 'd4-s1-nursing' })]
  const people = [
    scored('a', 'F', equal, 70_000, { gpaX100: 349 }),
    scored('b', 'F', equal, 70_000, { gpaX100: 350 }),
  ]
  assert.deepEqual(outcomes(formations, people), { a: 'pl tl gpa', b: 'pl l gpa' })
  assert.deepEqual(rank(cpns2024, formations, people).report.mixedGradeScales, [])
})

test('averages of the scale of 4 and of 100 in one formation are reported', () => {
  const people = [
    scored('a', 'F', equal, 70_000, { gpaX100: 350 }),
    scored('b', 'F', equal, 70_000, { gpaX100: 8500 }),
  ]
  assert.deepEqual(rank(cpns2024, [formation('F')], people).report.mixedGradeScales, ['F'])
})

test('decisions that change nothing are listed', () => {
  const people = [scored('a', 'F', equal, 70_000)]
  const { report } = rank(cpns2024, [formation('F')], people, [
    { entry: 3, participant: 'a', kind: 'tie_order', order: 1 },
    { entry: 2, participant: 'a', kind: 'seat_choice', formationId: 'F' },
  ])
  assert.deepEqual(report.decisionsNotUsed, [2, 3])
})

test('tables that contradict each other are refused, and every place is named', () => {
  const refuse = (people: Participant[]) => {
    try {
      rank(cpns2024, [formation('F')], people)
    } catch (error) {
      if (error instanceof RankInputError) return error.message
      throw error
    }
    return null
  }
  assert.match(refuse([participant('a', 'X', equal)]) ?? '', /^a: formation X/)
  assert.match(refuse([participant('a', 'F', equal), participant('a', 'F', equal)]) ?? '', /a: stands twice/)
  assert.match(refuse([scored('a', 'F', equal, 1), participant('b', 'F', equal)]) ?? '', /b: is shortlisted/)
  assert.match(refuse([scored('a', 'F', [60, 80, 170], 1)]) ?? '', /a: has an skb_status/)
})

test('the place decides the step: a special donor of the unit is U-1, of another unit U-3', () => {
  const people = [scored('a', 'S', [90, 100, 190], 80_000), scored('b', 'S', [65, 80, 166], 70_000)]
  for (const [unitId, code] of [
    ['unit-1', 'u1'],
    ['unit-2', 'u3'],
  ] as const) {
    const formations = [
      formation('G'),
      formation('S', { formationType: 'cumlaude', grades: 'disability', unitId }),
    ]
    assert.equal(rank(cpns2024, formations, people).results[1]?.finalCode, code)
  }
})

test('a donor of the unit comes before a better one of another unit', () => {
  const formations = [
    formation('G'),
    formation('S', { formationType: 'cumlaude' }),
    formation('H', { unitId: 'unit-2' }),
  ]
  const people = [
    scored('a', 'S', [90, 100, 190], 80_000),
    scored('b', 'S', [90, 100, 190], 60_000),
    scored('c', 'H', [90, 100, 190], 90_000),
    scored('d', 'H', [90, 100, 190], 85_000),
  ]
  const { results } = rank(cpns2024, formations, people)
  assert.deepEqual(
    results.map((row) => row.finalCode),
    ['l', 'u1', 'l', 'tl'],
  )
})

test('who waits in an undecided tie is not moved elsewhere', () => {
  const formations = [formation('F'), formation('G', { unitId: 'unit-2' })]
  const { results } = rank(cpns2024, formations, twins)
  assert.deepEqual(
    results.map((row) => [row.finalCode, row.seatFormationId]),
    [
      ['tie', null],
      ['tie', null],
      ['u2', 'G'],
    ],
  )
})

test('an exception for a position is off until it is confirmed, and is warned about', () => {
  assert.deepEqual(gradesForPosition(cpns2024, 'general', 'DOKTER AHLI PERTAMA'), {
    grades: 'general',
    exception: { id: 'medical', source: 'K1023-2021', confirmed: false },
  })
  assert.equal(gradesForPosition(cpns2024, 'cumlaude', 'DOKTER AHLI PERTAMA').exception, null)
  assert.equal(gradesForPosition(cpns2024, 'general', 'PERAWAT TERAMPIL').exception, null)
  const confirmed = structuredClone(cpns2024)
  for (const exception of confirmed.skd.positionExceptions) exception.confirmed = true
  assert.equal(gradesForPosition(confirmed, 'general', 'RESCUER PEMULA').grades, 'crewRescueVolcano')
})

test('each step of filling has its vacancy, its donors, its place and its code', () => {
  const special = (id: string, formationType: Formation['formationType'], unitId: string) =>
    formation(id, { formationType, unitId })
  // The empty seat, and where the only donor comes from.
  const steps: [string, Formation, Formation][] = [
    ['u1', formation('A'), special('B', 'papua', 'unit-1')],
    ['u2', formation('A'), formation('B', { unitId: 'unit-2' })],
    ['u3', formation('A'), special('B', 'papua', 'unit-2')],
    ['e1', special('A', 'papua', 'unit-1'), special('B', 'papua', 'unit-2')],
    ['e2', special('A', 'papua', 'unit-1'), special('B', 'disability', 'unit-1')],
    ['e2', special('A', 'papua', 'unit-1'), formation('B')],
    ['e3', special('A', 'papua', 'unit-1'), special('B', 'disability', 'unit-2')],
    ['e3', special('A', 'papua', 'unit-1'), formation('B', { unitId: 'unit-2' })],
  ]
  for (const [code, empty, home] of steps) {
    const people = [scored('a', 'B', equal, 80_000), scored('b', 'B', equal, 70_000)]
    const { results, report } = rank(cpns2024, [empty, home], people)
    assert.deepEqual([results[1]?.finalCode, results[1]?.seatFormationId], [code, 'A'], code)
    assert.deepEqual(
      report.formations.map((item) => [item.formationId, item.filled, item.empty]),
      [
        ['A', 1, 0],
        ['B', 0, 0],
      ],
    )
  }
})

test('nobody is moved twice: who has a seat by one step stays there', () => {
  const formations = [
    formation('G1'),
    formation('G2', { unitId: 'unit-2' }),
    formation('S', { formationType: 'papua' }),
  ]
  const people = [scored('a', 'S', equal, 80_000), scored('b', 'S', equal, 70_000)]
  const { results, report } = rank(cpns2024, formations, people)
  assert.deepEqual([results[1]?.finalCode, results[1]?.seatFormationId], ['u1', 'G1'])
  assert.equal(report.moves.length, 1)
})

test('rank and number of donors count those who could have had a seat of the step, and no others', () => {
  const formations = [
    formation('G', { seats: 2 }),
    formation('S', { formationType: 'papua' }),
    formation('T', { formationType: 'cumlaude' }),
  ]
  const people = [
    scored('a', 'S', equal, 90_000),
    scored('b', 'S', [60, 100, 190], 88_000),
    scored('c', 'S', equal, 80_000),
    scored('d', 'T', equal, 85_000),
    scored('e', 'T', equal, 84_000),
    scored('f', 'T', [60, 100, 190], 70_000),
  ]
  const { report } = rank(cpns2024, formations, people)
  assert.deepEqual(
    report.moves.map((move) => [move.participant, move.rank, move.donors, move.decidedBy]),
    [
      ['e', 1, 2, null],
      ['c', 2, 2, null],
    ],
  )
  assert.equal(report.formations[0]?.filled, 2)
  const one = rank(cpns2024, [formation('G'), ...formations.slice(1)], people)
  assert.deepEqual(
    one.report.moves.map((move) => [move.participant, move.decidedBy]),
    [['e', 'final']],
  )
})

test('equals who want different seats do not compete; those who want the same one do', () => {
  const formations = [
    formation('G1'),
    formation('G2', { unitId: 'unit-2' }),
    formation('S1', { formationType: 'papua' }),
    formation('S2', { formationType: 'papua', unitId: 'unit-2' }),
  ]
  const people = [
    scored('a', 'S1', equal, 90_000),
    scored('b', 'S1', equal, 80_000),
    scored('c', 'S1', equal, 80_000),
    scored('d', 'S2', equal, 90_000),
    scored('e', 'S2', equal, 80_000),
  ]
  const { results, report } = rank(cpns2024, formations, people)
  assert.deepEqual(
    results.map((row) => row.finalCode),
    ['l', 'tie', 'tie', 'l', 'u1'],
  )
  assert.deepEqual(report.ties, [{ formationIds: ['G1'], participants: ['b', 'c'], seats: 1, step: 1 }])
})

const openPlaces = [
  formation('G1', { unitId: 'u1' }),
  formation('G2', { unitId: 'u2' }),
  formation('H', { unitId: 'u3' }),
]
const best = scored('a', 'H', equal, 90_000)

test('a recorded choice comes before an equal who made none; one that cannot be had is not used', () => {
  const people = [best, scored('b', 'H', equal, 80_000), scored('c', 'H', equal, 80_000)]
  const choose = (participant_: string, formationId: string, entry = 1): Decision => ({
    entry,
    participant: participant_,
    kind: 'seat_choice',
    formationId,
  })
  const seats = (decisions: Decision[]) =>
    rank(cpns2024, openPlaces, people, decisions).results.map((row) => row.seatFormationId)
  assert.deepEqual(seats([]), ['H', 'G1', 'G2'])
  assert.deepEqual(seats([choose('c', 'G1')]), ['H', 'G2', 'G1'])
  assert.deepEqual(seats([choose('b', 'H')]), ['H', 'G1', 'G2'])
  // The later entry of the log holds, in whatever order they are handed in.
  assert.deepEqual(seats([choose('b', 'G1', 9), choose('b', 'G2', 3)]), ['H', 'G1', 'G2'])
  assert.deepEqual(rank(cpns2024, openPlaces, people, [choose('b', 'H', 5)]).report.decisionsNotUsed, [5])
})

test('a tie over several empty seats names them all and reserves them all', () => {
  const people = [best, ...['b', 'c', 'd'].map((id) => scored(id, 'H', equal, 80_000))]
  const { report } = rank(cpns2024, openPlaces.toReversed(), people)
  assert.deepEqual(report.ties, [
    { formationIds: ['G1', 'G2'], participants: ['b', 'c', 'd'], seats: 2, step: 2 },
  ])
  // One of them withdraws, and the seats suffice.
  const left = rank(cpns2024, openPlaces, people, [withdrew('c')])
  assert.deepEqual(
    left.results.map((row) => [row.finalCode, row.seatFormationId]),
    [
      ['l', 'H'],
      ['u2', 'G1'],
      ['aps', null],
      ['u2', 'G2'],
    ],
  )
})

test('a withdrawal of somebody without a place in the order, or a second one, changes nothing', () => {
  const gone = participant('t', 'F', equal, {
    screening: 'tms',
    skdStatus: null,
    twk: null,
    tiu: null,
    tkp: null,
  })
  const people = [scored('a', 'F', equal, 80_000), scored('b', 'F', equal, 70_000), gone]
  const { results, report } = rank(cpns2024, [formation('F')], people, [
    withdrew('a', 1),
    withdrew('t', 2),
    withdrew('a', 3),
  ])
  assert.deepEqual(
    results.map((row) => row.finalCode),
    ['aps', 'l', null],
  )
  assert.deepEqual(report.decisionsNotUsed, [2, 3])
  assert.deepEqual([report.formations[0]?.applicants, report.formations[0]?.eligible], [3, 2])
})

test('the last order that was decided for a tie holds', () => {
  const order = (participant_: string, place: number, entry: number): Decision => ({
    entry,
    participant: participant_,
    kind: 'tie_order',
    order: place,
  })
  const decided = outcomes([formation('F')], twins, [
    order('a', 2, 13),
    order('b', 1, 12),
    order('a', 1, 11),
    order('b', 2, 10),
  ])
  assert.deepEqual([decided['a'], decided['b']], ['pl tl decision', 'pl l decision'])
})

test('only what is really missing is said to have decided by being missing', () => {
  const absence = (a: Partial<Participant>, b: Partial<Participant>) =>
    rank(
      cpns2024,
      [formation('F')],
      [scored('a', 'F', equal, 70_000, a), scored('b', 'F', equal, 70_000, b)],
    ).report.decidedByAbsence.map((item) => item.criterion)
  assert.deepEqual(absence({ gpaX100: 350 }, { gpaX100: 340 }), [])
  assert.deepEqual(absence({ gpaX100: 350 }, {}), ['gpa', 'gpa'])
  assert.deepEqual(absence({ birthDate: '1999-01-01' }, { birthDate: '1998-01-01' }), [])
  assert.deepEqual(absence({ seniority: 1 }, { seniority: 2 }), [])
  assert.deepEqual(absence({ birthDate: '1999-01-01' }, {}), ['age', 'age'])
  assert.deepEqual(absence({ twk: 95, tkp: 185 }, {}), [])
})

test('an IPK of exactly 4.00 is on the scale of 4', () => {
  const mixed = (...averages: number[]) =>
    rank(
      cpns2024,
      [formation('F')],
      averages.map((gpaX100, at) => scored(`p${at}`, 'F', equal, 70_000 + at, { gpaX100 })),
    ).report.mixedGradeScales
  assert.deepEqual(mixed(400, 350), [])
  assert.deepEqual(mixed(400, 8500), ['F'])
  assert.deepEqual(mixed(8500, 401), [])
})

test('each exception for positions has its own grades', () => {
  const crew = [formation('F', { grades: 'crewRescueVolcano' })]
  assert.deepEqual(skd(crew, { a: [40, 70, 176], b: [40, 65, 220], c: [40, 70, 175] }), {
    a: 'pl seats',
    b: 'tl grade:tiu',
    c: 'tl grade:total',
  })
})

test('who is kept in the list is counted with it, in the order of identifiers', () => {
  const people = ['a', 'b', 'c', 'e', 'd'].map((id, at) => scored(id, 'F', [90, 100, 200 - at], 70_000 + at))
  const { report } = rank(cpns2024, [formation('F')], people)
  assert.deepEqual(report.keptInShortlist, ['d', 'e'])
  assert.deepEqual([report.formations[0]?.shortlistLimit, report.formations[0]?.shortlisted], [3, 5])
})

test('an order decided where no tie is left changes nothing and is listed; one that settles a tie is not', () => {
  const order: Decision[] = [
    { entry: 1, participant: 'a', kind: 'tie_order', order: 1 },
    { entry: 2, participant: 'b', kind: 'tie_order', order: 2 },
    { entry: 3, participant: 'c', kind: 'tie_order', order: 3 },
  ]
  assert.deepEqual(rank(cpns2024, [formation('F')], twins, order).report.decisionsNotUsed, [3])
  const apart = twins.map((row) => (row.participant === 'b' ? { ...row, skbMilli: 69_000 } : row))
  assert.deepEqual(rank(cpns2024, [formation('F')], apart, order).report.decisionsNotUsed, [1, 2, 3])
})
