import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pppkDependencies, unconfirmedDependencies } from './dependencies.ts'
import type { KnownOfRows } from './dependencies.ts'
import { guru2024, pppkFormation, pppkPerson, teknis2024 } from './pppk-fixture.ts'
import { pppkRank } from './pppk-rank.ts'
import type { Formation, Participant } from './public-data.ts'
import { rank } from './rank.ts'
import { cpns2024, formation, participant, scored } from './rounds-fixture.ts'
import { parseRuleSet } from './rule-set.ts'

function dependencies(formations: Formation[], people: Participant[], known?: KnownOfRows, rules = cpns2024) {
  const ranking = rank(rules, formations, people)
  return Object.fromEntries(
    unconfirmedDependencies(rules, formations, people, ranking, known).map((item) => [
      item.path,
      item.participants.join(' '),
    ]),
  )
}

const equal = [90, 100, 190] as const

test('a result that no unconfirmed number reaches has no dependency', () => {
  const people = [scored('a', 'F', equal, 80_000), scored('b', 'F', equal, 70_000)]
  assert.deepEqual(dependencies([formation('F')], people), {})
})

test('grades of an exception that is not confirmed reach all who sat the SKD there', () => {
  const formations = [formation('F', { grades: 'medical' }), formation('G')]
  const people = [participant('a', 'F', [40, 85, 190]), participant('b', 'G', equal)]
  assert.deepEqual(dependencies(formations, people), {
    'skd.positionExceptions.medical': 'a',
    'skd.positionExceptions.medical.tiu': 'a',
    'skd.positionExceptions.medical.total': 'a',
  })
})

test('a step of filling that is not confirmed reaches those it moved, and an open choice of place', () => {
  const formations = [
    formation('G1', { unitId: 'u1' }),
    formation('G2', { unitId: 'u2' }),
    formation('H', { unitId: 'u3' }),
  ]
  const people = ['a', 'b'].map((id, at) => scored(id, 'H', equal, 90_000 - at * 1000))
  assert.deepEqual(dependencies(formations, people), {
    'overflow.steps.U-2': 'b',
    'overflow.placementOfMovedPerson': 'b',
  })
})

test('equality on three decimals reaches whom a later criterion separated, and an undecided tie', () => {
  const people = [
    scored('a', 'F', equal, 70_000, { gpaX100: 350 }),
    scored('b', 'F', equal, 70_000, { gpaX100: 340 }),
  ]
  assert.deepEqual(dependencies([formation('F')], people), { 'finalRanking.equalityDecimals': 'a b' })
  const twins = people.map((row) => ({ ...row, gpaX100: 350 }))
  assert.deepEqual(dependencies([formation('F')], twins), {
    'finalRanking.equalityDecimals': 'a b',
    'finalRanking.onFullTie': 'a b',
  })
  const diplomas = people.map((row) => ({ ...row, gpaX100: (row.gpaX100 ?? 0) * 20 }))
  assert.equal(dependencies([formation('F')], diplomas)['eligibility.diplomaAverageScaleMax'], 'a b')
})

test('what only the caller knows: an older score, an SKB that was rounded first', () => {
  const people = [scored('a', 'F', equal, 80_000), scored('b', 'F', equal, 70_000)]
  const known = { reusedSkd: new Set(['a']), roundedSkb: new Set(['b']) }
  const found = dependencies([formation('F')], people, known)
  assert.equal(found['skd.reuse.mustMeetCurrentGrade'], 'a')
  assert.equal(found['integration.inputDecimalsSkb'], 'b')
})

test('any number that a rule set leaves unconfirmed is followed to the rows it reaches', () => {
  const copy = structuredClone(cpns2024)
  copy.shortlist.multiplier.confirmed = false
  copy.shortlist.onFullTieAtLimit.confirmed = false
  copy.integration.weights.skd.confirmed = false
  copy.skd.maxTotal.confirmed = false
  copy.replacement.beforeNumber.confirmed = false
  const [tkp] = copy.finalRanking.order.filter((item) => item.key === 'tkp')
  assert.ok(tkp)
  tkp.confirmed = false
  copy.overflow.conditions.samePosition.confirmed = false
  const rules = parseRuleSet(copy)
  const people = [
    scored('a', 'F', [90, 100, 190], 70_000),
    scored('b', 'F', [95, 100, 185], 70_000),
    scored('c', 'F', [80, 80, 170], 70_000),
    scored('d', 'F', [80, 80, 170], 70_000),
    participant('e', 'F', [65, 80, 166]),
    scored('g', 'G', equal, 70_000),
  ]
  const found = dependencies([formation('F'), formation('G')], people, {}, rules)
  assert.equal(found['shortlist.multiplier'], 'a b c d e')
  assert.equal(found['shortlist.onFullTieAtLimit'], 'a b c d')
  assert.equal(found['integration.weights.skd'], 'a b c d g')
  assert.equal(found['skd.maxTotal'], 'a b c d g')
  assert.equal(found['finalRanking.order.tkp'], 'a b')
  const ranking = rank(rules, [formation('F')], people.slice(0, 5), [
    { entry: 1, participant: 'a', kind: 'withdrew' },
  ])
  const gone = unconfirmedDependencies(rules, [formation('F')], people.slice(0, 5), ranking)
  assert.deepEqual(gone.find((item) => item.path === 'replacement.beforeNumber')?.participants, ['a'])
})

test('PPPK: a phase that decided, a cap, a test that was read for others only', () => {
  const formations = [pppkFormation('F')]
  const people = [
    pppkPerson('a', 'F', 'R3', [430, 80, 60, 40], { bonusPerMille: 100 }),
    pppkPerson('b', 'F', 'R4', [450, 100, 80, 40]),
  ]
  const found = pppkDependencies(teknis2024, formations, people, pppkRank(teknis2024, formations, people))
  assert.deepEqual(
    found.map((item) => [item.path, item.participants]),
    [
      ['bonus.capAtTechnicalMax', ['a']],
      ['finalRanking.order.phase', ['a', 'b']],
    ],
  )
  const teacher = [{ ...pppkPerson('a', 'F', 'R2', [300, 80, 60, 40]), phase: 'I' }]
  const paths = pppkDependencies(guru2024, formations, teacher, pppkRank(guru2024, formations, teacher)).map(
    (item) => item.path,
  )
  assert.deepEqual(paths, ['test.default.maxTotal', 'test.passingGrade'])
})
