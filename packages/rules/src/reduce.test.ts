import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Formation, Participant } from './public-data.ts'
import { reduceParticipants } from './reduce.ts'
import { cpns2024, formation, participant, scored } from './rounds-fixture.ts'

const equal = [90, 100, 190] as const
const person = (id: string, formationId: string, gpaX100: number, birthDate: string, skb = 70_000) =>
  scored(id, formationId, equal, skb, { gpaX100, birthDate })

function kept(formations: Formation[], people: Participant[]) {
  return Object.fromEntries(
    reduceParticipants(cpns2024, formations, people).map((row) => [
      row.participant,
      [row.gpaX100, row.birthDate, row.seniority],
    ]),
  )
}

test('a grade average stays only in a tie set, an order of age only where the averages are equal', () => {
  const people = [
    person('a', 'F', 350, '1999-05-01'),
    person('b', 'F', 350, '1998-05-01'),
    person('c', 'F', 340, '1990-05-01'),
    person('d', 'F', 390, '1991-05-01', 60_000),
  ]
  assert.deepEqual(kept([formation('F', { seats: 2 })], people), {
    a: [350, null, 2],
    b: [350, null, 1],
    c: [340, null, null],
    d: [null, null, null],
  })
})

test('equal dates of birth are equal in the order of age', () => {
  const people = ['a', 'b', 'c'].map((id, at) => person(id, 'F', 350, at === 2 ? '1990-01-01' : '1999-05-01'))
  assert.deepEqual(kept([formation('F')], people), {
    a: [350, null, 2],
    b: [350, null, 2],
    c: [350, null, 1],
  })
})

test('across formations only where filling had a seat to give', () => {
  const home = (id: string, unitId: string) => formation(id, { unitId })
  const people = [
    person('a', 'F', 350, '1999-05-01', 90_000),
    person('b', 'F', 350, '1999-05-01'),
    person('c', 'G', 340, '1999-05-01', 90_000),
    person('d', 'G', 340, '1999-05-01'),
  ]
  const formations = [home('F', 'u1'), home('G', 'u2')]
  assert.deepEqual(kept(formations, people)['b'], [null, null, null])
  const withEmpty = kept([...formations, home('H', 'u3')], people)
  assert.deepEqual(
    [withEmpty['b'], withEmpty['d']],
    [
      [350, null, null],
      [340, null, null],
    ],
  )
})

test('before the SKB there is no final score, so nothing stays', () => {
  const people = ['a', 'b'].map((id) =>
    participant(id, 'F', equal, { gpaX100: 350, birthDate: '1999-05-01' }),
  )
  assert.deepEqual(kept([formation('F')], people), { a: [null, null, null], b: [null, null, null] })
})
