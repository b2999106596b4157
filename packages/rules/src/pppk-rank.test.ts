import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { writeDataPackage } from './data-package.ts'
import { resultDifference } from './difference.ts'
import {
  parsePppkFormations,
  parsePppkParticipants,
  writePppkFormations,
  writePppkParticipants,
  writePppkResults,
} from './pppk-data.ts'
import type { PppkFormation, PppkParticipant } from './pppk-data.ts'
import { explainPppk } from './pppk-explain.ts'
import { guru2024, pppkFormation, pppkGone, pppkPerson, teknis2024 } from './pppk-fixture.ts'
import { pppkPrintedCode, pppkRank } from './pppk-rank.ts'
import { reducePppkParticipants } from './pppk-reduce.ts'
import { parsePppkRuleSet } from './pppk-rule-set.ts'
import { bonusShare, checkExtraTest, pppkTest, pppkTotal, testOfPosition } from './pppk-scoring.ts'
import { parseDecisions } from './public-data.ts'
import type { Decision } from './public-data.ts'
import { RankInputError } from './rank.ts'

function outcomes(formations: PppkFormation[], people: PppkParticipant[], decisions: Decision[] = []) {
  const { results } = pppkRank(teknis2024, formations, people, decisions)
  return Object.fromEntries(
    results.map((row) => [row.participant, [row.finalCode, row.decidedBy].filter(Boolean).join(' ')]),
  )
}

const F = [pppkFormation('F')]

test('Case 49: the group comes before the score: THK-II with 300 beats the database with 500', () => {
  const people = [
    pppkPerson('a', 'F', 'R3', [320, 80, 60, 40]),
    pppkPerson('b', 'F', 'R2', [150, 70, 50, 30]),
  ]
  assert.deepEqual(outcomes(F, people), { a: 'tl group', b: 'l group' })
  const { results } = pppkRank(teknis2024, F, people)
  assert.deepEqual(
    results.map((row) => [row.totalMilli, row.finalRank]),
    [
      [500_000, 2],
      [300_000, 1],
    ],
  )
})

test('Case 50: a tie in the total goes to technical, then managerial with socio-cultural, interview, age', () => {
  const decide = (
    a: [number, number, number, number],
    b: [number, number, number, number],
    born: [string, string] = ['1990-01-01', '1990-01-01'],
  ) =>
    outcomes(F, [
      pppkPerson('a', 'F', 'R3', a, { birthDate: born[0] }),
      pppkPerson('b', 'F', 'R3', b, { birthDate: born[1] }),
    ])
  assert.deepEqual(decide([300, 80, 60, 40], [305, 80, 60, 35]), { a: 'tl technical', b: 'l technical' })
  assert.deepEqual(decide([300, 80, 60, 40], [300, 70, 71, 39]), {
    a: 'tl managerial_sociocultural',
    b: 'l managerial_sociocultural',
  })
  // The two are one criterion together: neither alone decides.
  assert.deepEqual(decide([300, 80, 60, 40], [300, 70, 70, 40], ['1990-01-02', '1990-01-01']), {
    a: 'tl age',
    b: 'l age',
  })
  assert.deepEqual(decide([300, 80, 60, 40], [300, 70, 70, 40]), { a: 'tie undecided', b: 'tie undecided' })
})

test('the order of keys: phase, group, total, then article 47(3)', () => {
  assert.deepEqual(
    teknis2024.finalRanking.order.map((item) => item.key),
    [
      'phase',
      'applicantGroup.rank',
      'total',
      'technical',
      'managerialPlusSociocultural',
      'interview',
      'birthDate',
    ],
  )
})

test('Case 51: a certificate worth 10 per cent on 430 of 450 gives 450, capped', () => {
  const people = [pppkPerson('a', 'F', 'R3', [430, 80, 60, 40], { bonusPerMille: 100 })]
  const { results, report } = pppkRank(teknis2024, F, people)
  assert.equal(results[0]?.totalMilli, 450_000 + 180_000)
  assert.deepEqual(report.capped, [{ participant: 'a', cutMilli: 25_000 }])
  const explained = explainPppk(teknis2024, F, people, pppkRank(teknis2024, F, people), 'a')
  assert.ok(explained?.unconfirmed.includes('bonus.capAtTechnicalMax'))
  assert.deepEqual(bonusShare(teknis2024, [{ id: 'certificate', sharePerMille: 150 }]), {
    perMille: 100,
    refused: [],
  })
  assert.deepEqual(
    bonusShare(teknis2024, [
      { id: 'certificate', sharePerMille: 100 },
      { id: 'certificate', sharePerMille: 100 },
    ]).perMille,
    100,
  )
})

test('Case 52: "pengelola umum operasional" has a maximum of 445 and takes no points of another test', () => {
  assert.equal(testOfPosition(teknis2024, 'PENGELOLA UMUM OPERASIONAL'), 'pengelolaUmumOperasional')
  assert.equal(testOfPosition(teknis2024, 'ARSIPARIS AHLI PERTAMA'), 'default')
  assert.equal(pppkTest(teknis2024, 'pengelolaUmumOperasional')?.maxTotal, 445)
  assert.equal(pppkTest(teknis2024, 'default')?.maxTotal, 670)
  const small = [pppkFormation('F', { test: 'pengelolaUmumOperasional' })]
  const whole = pppkPerson('a', 'F', 'R3', [225, 100, 80, 40])
  assert.equal(pppkRank(teknis2024, small, [whole]).report.formations[0]?.maxTotal, 445)
  assert.throws(
    () => pppkRank(teknis2024, small, [pppkPerson('a', 'F', 'R3', [230, 100, 80, 40])]),
    /technical: 230 is above 225/,
  )
})

test('phase I comes before phase II, whatever group and score', () => {
  const people = [
    pppkPerson('a', 'F', 'R3B', [450, 100, 80, 40]),
    pppkPerson('b', 'F', 'R3', [100, 50, 40, 20]),
  ]
  assert.deepEqual(outcomes(F, people), { a: 'tl phase', b: 'l phase' })
  assert.deepEqual(outcomes([pppkFormation('F', { seats: 2 })], people), { a: 'l seats', b: 'l seats' })
})

test('absent, disqualified, withdrawn and ineligible are out; codes carry the group', () => {
  const people = [
    pppkGone('a', 'F', 'R3', 'th'),
    pppkGone('b', 'F', 'R3', 'dis'),
    pppkGone('c', 'F', 'R3', 'aps'),
    { ...pppkGone('d', 'F', 'R3', 'th'), screening: 'tms' as const, status: null },
    pppkPerson('e', 'F', 'R2', [100, 50, 40, 20]),
    pppkPerson('f', 'F', 'R4', [100, 50, 40, 20]),
    pppkPerson('g', 'F', 'R3B', [100, 50, 40, 20]),
  ]
  const { results, report } = pppkRank(teknis2024, F, people)
  assert.deepEqual(
    results.map((row, at) => pppkPrintedCode(teknis2024, people[at]?.applicantGroup ?? '', row)),
    ['TH', 'DIS', 'APS', 'TMS', 'R2/L', 'R4', 'R3B'],
  )
  assert.deepEqual([report.formations[0]?.seated, report.formations[0]?.ranked], [1, 3])
})

test('an empty seat goes to the best of the same position and qualification elsewhere, code L-2', () => {
  const formations = [
    pppkFormation('F', { unitId: 'u1' }),
    pppkFormation('G', { unitId: 'u2' }),
    pppkFormation('H', { unitId: 'u3', positionId: 'driver' }),
  ]
  const people = [
    pppkPerson('a', 'F', 'R3', [400, 80, 60, 40]),
    pppkPerson('b', 'F', 'R3', [390, 80, 60, 40]),
    pppkPerson('c', 'F', 'R2', [200, 80, 60, 40]),
  ]
  const { results } = pppkRank(teknis2024, formations, people)
  assert.deepEqual(
    results.map((row) => [row.finalCode, row.seatFormationId]),
    [
      ['l2', 'G'],
      ['tl', null],
      ['l', 'F'],
    ],
  )
  const [first, second, third] = formations
  assert.ok(first && second && third)
  const grouped = [first, { ...second, seatGroup: 'east' }, third]
  assert.deepEqual(
    pppkRank(teknis2024, grouped, people).results.map((row) => row.finalCode),
    ['tl', 'tl', 'l'],
  )
})

test('a withdrawal gives the seat to the next of the formation, and a decision settles a tie', () => {
  const people = ['a', 'b', 'c'].map((id) => pppkPerson(id, 'F', 'R3', [300, 80, 60, 40]))
  assert.deepEqual(outcomes(F, people)['a'], 'tie undecided')
  const decided: Decision[] = people.map((row, at) => ({
    entry: at,
    participant: row.participant,
    kind: 'tie_order',
    order: at + 1,
  }))
  assert.deepEqual(outcomes(F, people, decided), { a: 'l decision', b: 'tl decision', c: 'tl decision' })
  assert.deepEqual(
    outcomes(F, people, [...decided, { entry: 9, participant: 'a', kind: 'withdrew' }])['b'],
    'l decision',
  )
})

test('an extra technical test is weighted exactly, and needs approval and announcement', () => {
  const whole = pppkTest(teknis2024, 'default')
  assert.ok(whole)
  const scores = { technical: 301, managerial: 80, sociocultural: 60, interview: 40, bonusPerMille: 0 }
  assert.equal(pppkTotal(teknis2024, whole, 300, { ...scores, extraMilli: 333_335 }).technicalMilli, 310_701)
  assert.deepEqual(
    checkExtraTest(teknis2024, {
      catPerMille: 700,
      extraPerMille: 200,
      ministerApproved: false,
      announced: false,
    }).map((problem) => problem.code),
    ['approvalMissing', 'notAnnounced', 'weightsSum'],
  )
  const extra = [pppkFormation('F', { extraPerMille: 300 })]
  assert.throws(
    () => pppkRank(teknis2024, extra, [pppkPerson('a', 'F', 'R3', [300, 80, 60, 40])]),
    RankInputError,
  )
})

test('minima of an older round are data: who misses one is out, and the first missed is named', () => {
  const copy = structuredClone(teknis2024)
  copy.test.passingGrade.value = {
    technical: 203,
    managerialPlusSociocultural: 130,
    interview: 24,
    total: null,
  }
  const older = parsePppkRuleSet(copy)
  const { results } = pppkRank(older, F, [
    pppkPerson('a', 'F', 'R3', [200, 100, 80, 40]),
    pppkPerson('b', 'F', 'R3', [205, 65, 65, 24]),
    pppkPerson('c', 'F', 'R3', [450, 65, 64, 40]),
  ])
  assert.deepEqual(
    results.map((row) => [row.finalCode, row.decidedBy, row.finalRank]),
    [
      ['tl', 'grade:technical', null],
      ['l', 'seats', 1],
      ['tl', 'grade:managerialPlusSociocultural', null],
    ],
  )
})

test('the bonus of teachers of 2021 is kept as data and gives nothing in 2024', () => {
  assert.deepEqual(bonusShare(guru2024, [{ id: 'teachingCertificate', sharePerMille: 1000 }]), {
    perMille: 0,
    refused: ['teachingCertificate'],
  })
  const row = { ...pppkPerson('a', 'F', 'R1', [300, 80, 60, 40]), phase: 'I' }
  assert.equal(pppkRank(guru2024, F, [row]).results[0]?.finalCode, 'l')
})

test('an explanation names the group, the cut-off and what points would have sufficed', () => {
  const people = [
    pppkPerson('a', 'F', 'R3', [300, 80, 60, 40]),
    pppkPerson('b', 'F', 'R3', [290, 80, 60, 40]),
    pppkPerson('c', 'F', 'R4', [450, 100, 80, 40]),
  ]
  const ranking = pppkRank(teknis2024, F, people)
  const b = explainPppk(teknis2024, F, people, ranking, 'b')
  assert.deepEqual(
    [b?.outcome.printed, b?.decidedBy, b?.distanceMilli, b?.cutOff],
    ['R3', 'total', -10_000, { phase: 'I', group: 'R3', totalMilli: 480_000 }],
  )
  // Equal totals are won by the technical part, so 10 points there do not suffice, 15 do.
  assert.deepEqual(b?.gains, [
    { part: 'technical', by: 15 },
    { part: 'managerial', by: 11 },
    { part: 'sociocultural', by: 11 },
  ])
  const c = explainPppk(teknis2024, F, people, ranking, 'c')
  assert.deepEqual([c?.distanceMilli, c?.gains, c?.decidedBy], [null, [], 'phase'])
  assert.deepEqual(c?.unconfirmed, ['finalRanking.order.phase'])
  assert.ok(!JSON.stringify(b).includes('"a"'))
  assert.equal(explainPppk(teknis2024, F, people, ranking, 'x'), null)
})

test('a whole explanation: who was moved, who waits in a tie, who withdrew', () => {
  const formations = [pppkFormation('F', { unitId: 'u1' }), pppkFormation('G', { unitId: 'u2' })]
  const people = [
    pppkPerson('a', 'F', 'R2', [300, 80, 60, 40]),
    pppkPerson('b', 'F', 'R3', [290, 80, 60, 40], { bonusPerMille: 50 }),
    pppkPerson('c', 'F', 'R4', [290, 80, 60, 40]),
  ]
  const ranking = pppkRank(teknis2024, formations, people)
  assert.deepEqual(explainPppk(teknis2024, formations, people, ranking, 'b'), {
    participant: 'b',
    formationId: 'F',
    outcome: { code: 'l2', printed: 'L-2' },
    decidedBy: 'phase',
    seatFormationId: 'G',
    group: {
      code: 'R3',
      labelId: 'Non-ASN terdata di pangkalan data BKN',
      rank: 2,
      phase: 'I',
      source: 'BKN-ANN-PPPK-2025',
      confirmed: true,
    },
    test: { id: 'default', maxTotal: 670, source: 'K347-2024', confirmed: true },
    parts: [
      { part: 'technical', value: 290, max: 450 },
      { part: 'managerial', value: 80, max: 100 },
      { part: 'sociocultural', value: 60, max: 80 },
      { part: 'interview', value: 40, max: 40 },
    ],
    total: {
      technicalMilli: 312_500,
      bonusMilli: 22_500,
      cutMilli: 0,
      managerialPlusSociocultural: 140,
      interview: 40,
      totalMilli: 492_500,
    },
    rank: 2,
    ranked: 3,
    seats: 1,
    cutOff: { phase: 'I', group: 'R2', totalMilli: 480_000 },
    distanceMilli: null,
    gains: [],
    tie: null,
    filling: { to: 'G', step: 1, code: 'L-2', source: 'P6-2024:47', confirmed: true },
    unconfirmed: ['finalRanking.order.phase'],
  })
  const gone = pppkRank(teknis2024, formations, people, [{ entry: 1, participant: 'b', kind: 'withdrew' }])
  const left = explainPppk(teknis2024, formations, people, gone, 'b')
  assert.deepEqual([left?.outcome.printed, left?.filling, left?.seatFormationId], ['APS', null, null])

  const twins = ['a', 'b', 'c'].map((id) => pppkPerson(id, 'F', 'R3', [300, 80, 60, 40]))
  const tied = explainPppk(teknis2024, F, twins, pppkRank(teknis2024, F, twins), 'b')
  assert.deepEqual(
    [tied?.tie, tied?.cutOff?.totalMilli, tied?.distanceMilli, tied?.outcome.printed, tied?.gains],
    [{ others: 2, seats: 1, step: null }, 480_000, 0, null, []],
  )
  assert.deepEqual(tied?.unconfirmed, ['finalRanking.onFullTie'])
  const absent = [pppkGone('a', 'F', 'R3', 'th')]
  const none = explainPppk(teknis2024, F, absent, pppkRank(teknis2024, F, absent), 'a')
  assert.deepEqual([none?.parts, none?.total, none?.cutOff, none?.rank], [[], null, null, null])
  assert.equal(explainPppk(teknis2024, [], twins, pppkRank(teknis2024, F, twins), 'a'), null)
})

test('a small test, an extra test and a group that are not confirmed are named', () => {
  const set = structuredClone(teknis2024)
  for (const variant of set.test.variants) variant.maxTotal.confirmed = false
  const formations = [pppkFormation('F', { test: 'pengelolaUmumOperasional', extraPerMille: 300 })]
  const people = [pppkPerson('a', 'F', 'R3B', [200, 80, 60, 40], { extraMilli: 150_000 })]
  const found = explainPppk(set, formations, people, pppkRank(set, formations, people), 'a')
  assert.deepEqual(found?.unconfirmed, [
    'applicantGroups.nonAsnDatabasePhase2',
    'test.variants.pengelolaUmumOperasional.maxTotal',
    'extraTechnicalTest.rounding',
  ])
})

test('a gain may reach the maximum of a part and no further', () => {
  const people = [
    pppkPerson('a', 'F', 'R3', [300, 80, 60, 36]),
    pppkPerson('b', 'F', 'R3', [295, 80, 60, 37]),
    pppkPerson('c', 'F', 'R3', [295, 80, 60, 36]),
  ]
  const gains = (id: string) => explainPppk(teknis2024, F, people, pppkRank(teknis2024, F, people), id)?.gains
  // b is 4 points below; equal totals go to the technical part of a, so 5 are needed: 41 of 40.
  assert.deepEqual(gains('b'), [
    { part: 'technical', by: 5 },
    { part: 'managerial', by: 5 },
    { part: 'sociocultural', by: 5 },
  ])
  assert.equal(gains('c')?.length, 3)
  const nearer = people.map((item) =>
    item.participant === 'b' ? { ...item, interview: 36, technical: 300 } : item,
  )
  const lower = nearer.map((item) => (item.participant === 'b' ? { ...item, managerial: 77 } : item))
  const found = explainPppk(teknis2024, F, lower, pppkRank(teknis2024, F, lower), 'b')?.gains
  assert.deepEqual(found?.at(-1), { part: 'interview', by: 4 })
})

test('what a PPPK report counts, and where a missing age decided', () => {
  const people = [
    pppkPerson('a', 'F', 'R3', [300, 80, 60, 40]),
    pppkPerson('b', 'F', 'R3', [300, 80, 60, 40], { birthDate: '1990-01-01' }),
    pppkGone('c', 'F', 'R3', 'th'),
    { ...pppkGone('d', 'F', 'R3', 'th'), screening: 'tms' as const, status: null },
  ]
  const { report } = pppkRank(teknis2024, F, people)
  const [own] = report.formations
  assert.deepEqual([own?.applicants, own?.eligible, own?.present, own?.ranked], [4, 3, 2, 2])
  assert.deepEqual(report.decidedByAbsence, [
    { participant: 'b', criterion: 'age' },
    { participant: 'a', criterion: 'age' },
  ])
  assert.deepEqual(report.capped, [])
  const known = people.map((item) => ({
    ...item,
    birthDate: item.participant === 'a' ? '1991-01-01' : '1990-01-01',
  }))
  assert.deepEqual(pppkRank(teknis2024, F, known).report.decidedByAbsence, [])
  const both: Decision[] = [
    { entry: 9, participant: 'a', kind: 'tie_order', order: 2 },
    { entry: 3, participant: 'a', kind: 'tie_order', order: 1 },
    { entry: 5, participant: 'b', kind: 'tie_order', order: 1 },
  ]
  const twins = people.slice(0, 2).map((item) => ({ ...item, birthDate: null }))
  assert.deepEqual(outcomes(F, twins, both), { a: 'tl decision', b: 'l decision' })
})

test('tables of PPPK that contradict each other are refused, and every place is named', () => {
  const people = [pppkPerson('a', 'F', 'R3', [300, 80, 60, 40])]
  assert.throws(() => pppkRank(teknis2024, F, [...people, ...people]), /a: stands twice/)
  assert.throws(() => pppkRank(teknis2024, [], people), /a: formation F is not in the formations/)
})

test('the extra technical test: each of its conditions', () => {
  const good = { catPerMille: 700, extraPerMille: 300, ministerApproved: true, announced: true }
  const codes = (changes: Partial<typeof good>, set = teknis2024) =>
    checkExtraTest(set, { ...good, ...changes }).map((problem) => problem.code)
  assert.deepEqual(codes({}), [])
  assert.deepEqual(codes({ ministerApproved: false }), ['approvalMissing'])
  assert.deepEqual(codes({ announced: false }), ['notAnnounced'])
  assert.deepEqual(codes({ catPerMille: 300 }), ['weightsSum'])
  const limited = structuredClone(teknis2024)
  limited.extraTechnicalTest.maxWeight.value = 300
  assert.deepEqual(codes({}, limited), [])
  assert.deepEqual(codes({ catPerMille: 699, extraPerMille: 301 }, limited), ['extraWeight'])
  limited.extraTechnicalTest.allowed.value = false
  assert.deepEqual(codes({}, limited), ['notAllowed'])
  limited.extraTechnicalTest.allowed.value = true
  limited.extraTechnicalTest.needsMinisterApproval.value = false
  limited.extraTechnicalTest.weightMustBeAnnounced.value = false
  assert.deepEqual(codes({ ministerApproved: false, announced: false }, limited), [])
})

test('in the public PPPK file an order of age stands only where everything before it is equal', () => {
  const people = [
    pppkPerson('a', 'F', 'R3', [300, 80, 60, 40], { birthDate: '1990-05-01' }),
    pppkPerson('b', 'F', 'R3', [300, 80, 60, 40], { birthDate: '1989-05-01' }),
    pppkPerson('c', 'F', 'R3', [295, 80, 60, 40], { birthDate: '1980-05-01' }),
    pppkPerson('d', 'F', 'R4', [300, 80, 60, 40], { birthDate: '1980-05-01' }),
    pppkGone('e', 'F', 'R3', 'th'),
  ]
  const kept = (formations: PppkFormation[], list: PppkParticipant[]) =>
    reducePppkParticipants(teknis2024, formations, list).map((item) => [item.birthDate, item.seniority])
  assert.deepEqual(kept(F, people), [
    [null, 2],
    [null, 1],
    [null, null],
    [null, null],
    [null, null],
  ])
  // Equals of two formations meet only where filling had a seat to give.
  const two = [pppkFormation('F', { unitId: 'u1' }), pppkFormation('G', { unitId: 'u2' })]
  const apart = ['F', 'F', 'G', 'G'].map((home, at) =>
    pppkPerson('abcd'.charAt(at), home, 'R3', [at % 2 === 0 ? 310 : 300, 80, 60, 40], {
      birthDate: `199${at}-01-01`,
    }),
  )
  assert.ok(kept(two, apart).every(([, seniority]) => seniority === null))
  const joined = kept([...two, pppkFormation('H', { unitId: 'u3' })], apart)
  assert.deepEqual(
    joined.map(([, seniority]) => seniority),
    [1, 1, 2, 2],
  )
})

test('a withdrawal after a PPPK result is published as a difference too', () => {
  const people = ['a', 'b'].map((id, at) => pppkPerson(id, 'F', 'R3', [300 - at * 5, 80, 60, 40]))
  const changes = resultDifference(
    pppkRank(teknis2024, F, people).results,
    pppkRank(teknis2024, F, people, [{ entry: 1, participant: 'a', kind: 'withdrew' }]).results,
  )
  assert.deepEqual(
    changes.map((change) => [change.participant, change.effect]),
    [
      ['a', 'seatLost'],
      ['b', 'seatGained'],
    ],
  )
})

const row = fc.record({
  formation: fc.nat(),
  group: fc.constantFrom('R2', 'R3', 'R3', 'R3B', 'R4'),
  technical: fc.constantFrom(295, 300, 300, 305),
  managerial: fc.constantFrom(70, 75, 75),
  sociocultural: fc.constantFrom(60, 60, 65),
  interview: fc.constantFrom(30, 35, 35),
  bonus: fc.constantFrom(null, null, 0, 100),
  born: fc.constantFrom(null, '1990-01-01', '1990-01-02'),
  status: fc.constantFrom('h', 'h', 'h', 'h', 'h', 'th', 'aps'),
})
const round = fc
  .tuple(
    fc.array(
      fc.record({
        unitId: fc.constantFrom('u1', 'u2', 'u3'),
        positionId: fc.constantFrom('p1', 'p1', 'p2'),
        seats: fc.integer({ min: 0, max: 3 }),
      }),
      { minLength: 1, maxLength: 5, size: 'max' },
    ),
    fc.array(row, { maxLength: 30, size: 'max' }),
  )
  .map(([list, people]) => {
    const formations = list.map((item, at) => pppkFormation(`F${at}`, item))
    return {
      formations,
      people: people.map((item, at): PppkParticipant => {
        const id = `p${String((at * 7919) % 1000).padStart(3, '0')}`
        const home = formations[item.formation % formations.length]?.formationId ?? ''
        if (item.status !== 'h') return pppkGone(id, home, item.group, item.status)
        return pppkPerson(
          id,
          home,
          item.group,
          [item.technical, item.managerial, item.sociocultural, item.interview],
          {
            bonusPerMille: item.bonus,
            birthDate: item.born,
          },
        )
      }),
    }
  })

test('PPPK: the order of rows never matters, seats are never exceeded, nobody better is left out', () => {
  fc.assert(
    fc.property(round, (input) => {
      const { results, report } = pppkRank(teknis2024, input.formations, input.people)
      const reversed = pppkRank(teknis2024, input.formations.toReversed(), input.people.toReversed())
      assert.equal(writePppkResults(reversed.results), writePppkResults(results))
      // Equal total, technical and middle parts leave an equal interview: that step never decides.
      assert.ok(results.every((item) => item.decidedBy !== 'interview'))
      for (const { formationId, seats } of input.formations) {
        const own = report.formations.find((item) => item.formationId === formationId)
        const given = results.filter((item) => item.seatFormationId === formationId).length
        assert.ok(given + (own?.reserved ?? 0) <= seats)
        const field = results.filter((item) => item.formationId === formationId)
        const lastIn = Math.max(
          0,
          ...field.map((item) => (item.finalCode === 'l' ? (item.finalRank ?? 0) : 0)),
        )
        assert.ok(field.every((item) => item.finalCode !== 'tl' || (item.finalRank ?? 0) > lastIn))
      }
    }),
    { numRuns: 200 },
  )
})

test('PPPK: raising a score never lowers the rank of its owner; somebody worse changes nothing', () => {
  fc.assert(
    fc.property(
      round,
      fc.nat(),
      fc.constantFrom('technical', 'managerial', 'sociocultural', 'interview'),
      (input, who, part) => {
        const present = input.people.filter((item) => item.status === 'h')
        const one = present[who % Math.max(1, present.length)]
        if (one === undefined) return
        const rankOf = (list: PppkParticipant[]) =>
          pppkRank(teknis2024, input.formations, list).results.find(
            (item) => item.participant === one.participant,
          )?.finalRank ?? Infinity
        const step = part === 'technical' ? 5 : 1
        const raised = input.people.map((item) =>
          item === one ? { ...item, [part]: (item[part] ?? 0) + step } : item,
        )
        assert.ok(rankOf(raised) <= rankOf(input.people))
        const worst = pppkPerson('zzz', one.formationId, 'R4', [0, 0, 0, 0])
        const field = (list: PppkParticipant[]) =>
          pppkRank(teknis2024, input.formations, list)
            .results.filter((item) => item.formationId === one.formationId && item.participant !== 'zzz')
            .map((item) => ({ ...item, decidedBy: null }))
        assert.deepEqual(field([...input.people, worst]), field(input.people))
      },
    ),
    { numRuns: 200 },
  )
})

test('PPPK: the public file gives the same bytes of results, without a date of birth', () => {
  fc.assert(
    fc.property(round, (input) => {
      const reduced = reducePppkParticipants(teknis2024, input.formations, input.people)
      assert.equal(
        writePppkResults(pppkRank(teknis2024, input.formations, reduced).results),
        writePppkResults(pppkRank(teknis2024, input.formations, input.people).results),
      )
      assert.ok(reduced.every((item) => item.birthDate === null))
      const text = writePppkParticipants(teknis2024, 'public', reduced)
      const formations = parsePppkFormations(writePppkFormations(teknis2024, input.formations), {
        file: 'F.csv',
        ruleSet: teknis2024,
        strict: true,
      })
      assert.ok(formations.ok)
      const read = parsePppkParticipants(text, {
        file: 'P.csv',
        ruleSet: teknis2024,
        strict: true,
        formations: formations.value,
      })
      assert.ok(read.ok)
      assert.equal(writePppkParticipants(teknis2024, 'public', read.value), text)
    }),
    { numRuns: 200 },
  )
})

test('a PPPK file is refused where a row contradicts its formation or its group', () => {
  const file = (line: string) =>
    `participant,formation_id,screening,applicant_group,phase,status,technical,managerial,sociocultural,interview,extra_milli,bonus,birth_date\n${line}\n`
  const refusal = (line: string) => {
    const read = parsePppkParticipants(file(line), { file: 'P.csv', ruleSet: teknis2024, formations: F })
    return read.ok ? '' : read.problems.map((problem) => `${problem.field} ${problem.code}`).join(', ')
  }
  assert.equal(refusal('a,F,ms,R3,I,h,300,80,60,40,,,1990-01-01'), '')
  assert.equal(refusal('a,X,ms,R3,I,h,300,80,60,40,,,'), 'formation_id unknownFormation')
  assert.equal(refusal('a,F,ms,R4,I,h,300,80,60,40,,,'), 'applicant_group inconsistent')
  assert.equal(refusal('a,F,ms,R3,I,h,,80,60,40,,,'), 'technical missingValue')
  assert.equal(refusal('a,F,ms,R3,I,th,300,,,,,,'), 'technical unexpectedValue')
  assert.equal(refusal('a,F,ms,R3,I,h,301,80,60,40,,,'), 'technical outOfRange')
  assert.equal(refusal('a,F,ms,R3,I,h,300,80,60,40,1000,,'), 'extra_milli unexpectedValue')
  assert.equal(refusal('a,F,ms,R3,I,h,300,80,60,40,,101,'), 'bonus outOfRange')
  assert.equal(refusal('a,F,tms,R3,I,th,,,,,,,'), 'status unexpectedValue')
})

test('decisions of a PPPK round are read like any other, and its data package describes its columns', () => {
  const people = [pppkPerson('a', 'F', 'R3', [300, 80, 60, 40])]
  const read = parseDecisions('entry,participant,kind,value\n3,a,withdrew,\n', {
    file: 'D.csv',
    formations: F,
    participants: people,
  })
  assert.ok(read.ok)
  assert.deepEqual(read.value, [{ entry: 3, participant: 'a', kind: 'withdrew' }])
  const text = writeDataPackage({
    selection: '2024-pppk',
    title: 'PPPK',
    stage: 'finalResult',
    n: 1,
    ruleSet: teknis2024,
    files: (['formations.csv', 'participants.csv', 'results.csv'] as const).map((name) => ({
      name,
      bytes: 1,
      sha256: '00',
    })),
    titles: { agencies: {}, positions: {}, qualifications: {}, units: {} },
  })
  for (const column of ['applicant_group', 'phase', 'bonus', 'sociocultural', 'total_milli', 'test']) {
    assert.match(text, new RegExp(`"name": "${column}"`))
  }
  assert.doesNotMatch(text, /"birth_date"/)
})
