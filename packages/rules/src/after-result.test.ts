import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resultDifference } from './difference.ts'
import { quotas } from './quota.ts'
import { rank } from './rank.ts'
import { countingScore, reuseRefusals } from './reuse.ts'
import { cpns2024, formation, scored } from './rounds-fixture.ts'
import { filingDue, filingOutcome, withdrawalConsequence } from './withdrawal.ts'

test('Case 43: an accepted objection raises A above B, and the difference says what changed', () => {
  const formations = [formation('F')]
  const before = [scored('A', 'F', [90, 100, 190], 70_000), scored('B', 'F', [90, 100, 190], 71_000)]
  const after = before.map((row) => (row.participant === 'A' ? { ...row, skbMilli: 72_000 } : row))
  const changes = resultDifference(
    rank(cpns2024, formations, before).results,
    rank(cpns2024, formations, after).results,
  )
  assert.deepEqual(
    changes.map((change) => [change.participant, change.effect, change.columns]),
    [
      ['A', 'seatGained', ['finalMilli', 'finalRank', 'finalCode', 'seatFormationId']],
      ['B', 'seatLost', ['finalRank', 'finalCode', 'seatFormationId']],
    ],
  )
  assert.deepEqual(resultDifference([], []), [])
})

test('Case 43: what overflowed from the formation is computed again', () => {
  const formations = [formation('F', { unitId: 'u1' }), formation('G', { unitId: 'u2' })]
  const before = ['A', 'B', 'C'].map((id, at) => scored(id, 'F', [90, 100, 190], 70_000 - at * 1000))
  const after = before.map((row) => (row.participant === 'C' ? { ...row, skbMilli: 75_000 } : row))
  const changes = resultDifference(
    rank(cpns2024, formations, before).results,
    rank(cpns2024, formations, after).results,
  )
  assert.deepEqual(
    changes.map((change) => [change.participant, change.effect]),
    [
      ['A', 'seatMoved'],
      ['B', 'seatLost'],
      ['C', 'seatGained'],
    ],
  )
})

test('Case 46: two per cent of 388 seats are 8, rounded up', () => {
  const [disability] = quotas(cpns2024, 'regional', 388)
  assert.deepEqual([disability?.formationType, disability?.leastSeats], ['disability', 8])
  assert.equal(quotas(cpns2024, 'regional', 400)[0]?.leastSeats, 8)
  assert.deepEqual(
    quotas(cpns2024, 'central', 388, 101).map((quota) => [quota.formationType, quota.leastSeats]),
    [
      ['cumlaude', 39],
      ['disability', 8],
      ['papua', 2],
      ['kalimantan', 6],
    ],
  )
})

test('least seats by the size of a central agency, and of the seats in the new capital', () => {
  const papua = (seats: number) =>
    quotas(cpns2024, 'central', seats).find((quota) => quota.formationType === 'papua')?.leastSeats
  assert.deepEqual([1, 200, 201, 1000, 1001, 2000, 2001].map(papua), [1, 1, 2, 2, 3, 3, 4])
  const types = (kind: 'central' | 'regional', nusantara?: number) =>
    quotas(cpns2024, kind, 388, nusantara).map((quota) => quota.formationType)
  assert.deepEqual(types('regional', 100), ['disability'])
  assert.deepEqual(types('central'), ['cumlaude', 'disability', 'papua'])
  const byConfirmed = quotas(cpns2024, 'central', 388, 100).map((quota) => quota.confirmed)
  assert.deepEqual(byConfirmed, [true, true, false, false])
})

const older = { year: 2023, nik: '1', educationLevel: 'S-1', scores: { twk: 65, tiu: 80, tkp: 166 } }
const application = { nik: '1', educationLevel: 'S-1', grades: 'general' }

test('Case 44: an older score of another identity or another level is not allowed', () => {
  assert.deepEqual(reuseRefusals(cpns2024, older, application), [])
  assert.deepEqual(reuseRefusals(cpns2024, older, { ...application, nik: '2' }), ['sameNik'])
  assert.deepEqual(reuseRefusals(cpns2024, older, { ...application, educationLevel: 'D-III' }), [
    'sameEducationLevel',
  ])
  assert.deepEqual(reuseRefusals(cpns2024, { ...older, year: 2022 }, application), ['year'])
  assert.deepEqual(
    reuseRefusals(cpns2024, { ...older, scores: { twk: 60, tiu: 80, tkp: 166 } }, application),
    ['currentGrade'],
  )
})

test('where a rule set lets both count, the higher total does', () => {
  const both = structuredClone(cpns2024)
  both.skd.reuse.sittingAgainVoidsOld.value = false
  const sat = { twk: 150, tiu: 80, tkp: 81 }
  assert.equal(countingScore(both, older.scores, sat), sat)
  const lower = { twk: 60, tiu: 90, tkp: 160 }
  assert.equal(countingScore(both, older.scores, lower), older.scores)
  assert.equal(countingScore(both, null, lower), lower)
  assert.equal(countingScore(both, null, null), null)
})

test('Case 45: who sits the SKD again has only the new score', () => {
  const sat = { twk: 65, tiu: 80, tkp: 100 }
  assert.equal(countingScore(cpns2024, older.scores, sat), sat)
  assert.equal(countingScore(cpns2024, older.scores, null), older.scores)
})

const consequence = (movedByFilling: boolean, numberIssued: boolean) => {
  const { seat, banBudgetYears } = withdrawalConsequence(cpns2024, {
    hasSeat: true,
    movedByFilling,
    numberIssued,
  })
  return [seat, banBudgetYears]
}

test('Case 30: a withdrawal before the number gives the seat to the next rank', () => {
  assert.deepEqual(consequence(false, false), ['nextRankSameFormation', 2])
})

test('Case 31: after the number the seat stays empty, and the ban is two budget years', () => {
  assert.deepEqual(consequence(false, true), ['seatStaysEmpty', 2])
  assert.deepEqual(consequence(true, true), ['seatStaysEmpty', 2])
})

test('Case 32: who was moved by filling and withdraws before the number has no sanction', () => {
  assert.deepEqual(consequence(true, false), ['nextRankSameFormation', null])
})

test('Case 33: a file not completed in 30 days, or death, is a withdrawal with replacement', () => {
  const due = filingDue(cpns2024, '2025-01-23')
  assert.deepEqual([due.lastDay, due.missedMeans], ['2025-02-21', 'withdrawal'])
  assert.equal(filingOutcome(cpns2024, '2025-01-23', { completedOn: '2025-02-21', died: false }), 'complete')
  assert.equal(
    filingOutcome(cpns2024, '2025-01-23', { completedOn: '2025-02-22', died: false }),
    'withdrawal',
  )
  assert.equal(filingOutcome(cpns2024, '2025-01-23', { completedOn: null, died: true }), 'withdrawal')
  const people = ['a', 'b'].map((id, at) => scored(id, 'F', [90, 100, 190], 90_000 - at))
  const { results } = rank(cpns2024, [formation('F')], people, [
    { entry: 1, participant: 'a', kind: 'withdrew' },
  ])
  assert.deepEqual(
    results.map((row) => row.finalCode),
    ['aps', 'l'],
  )
})
