import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cpns2024, formation, participant, scored } from './rounds-fixture.ts'
import { rank } from './rank.ts'

function outcome(rows: ReturnType<typeof rank>['results']) {
  return Object.fromEntries(
    rows.map((row) => [row.participant, [row.skdCode, row.finalCode, row.decidedBy].join(' ')]),
  )
}

test('case 1: a part below its grade is TL whatever the total', () => {
  const { results } = rank(cpns2024, [formation('F')], [participant('a', 'F', [60, 175, 225])])
  assert.deepEqual(results[0], {
    participant: 'a',
    formationId: 'F',
    skdCode: 'tl',
    skdTotal: 460,
    skdRank: null,
    finalMilli: null,
    finalRank: null,
    finalCode: null,
    seatFormationId: null,
    decidedBy: 'grade:twk',
  })
})

test('case 14: equal final scores, the higher SKD total first', () => {
  const { results } = rank(
    cpns2024,
    [formation('F')],
    [scored('a', 'F', [80, 80, 170], 60_000), scored('b', 'F', [85, 85, 176], 58_060)],
  )
  assert.deepEqual(outcome(results), { a: 'pl tl skd_total', b: 'pl l skd_total' })
})
