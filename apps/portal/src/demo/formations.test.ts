// The demonstration has as many seats as the city announced, and none twice.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { demoFormations } from './formations.ts'

test('229 formations, 388 seats, 61 of them health and 8 for people with disabilities, for any seed', () => {
  for (const seed of ['terang', 'b', '3']) {
    const list = demoFormations(seed)
    const seats = (keep: (one: (typeof list)[number]) => boolean) =>
      list.filter(keep).reduce((sum, one) => sum + one.seats, 0)
    assert.equal(list.length, 229)
    assert.equal(
      seats(() => true),
      388,
    )
    assert.equal(
      seats((one) => one.unitPath[0] === 'Dinas Kesehatan' && one.unitPath[1] !== 'Sekretariat'),
      61,
    )
    assert.equal(
      seats((one) => one.formationType === 'disability'),
      8,
    )
    assert.equal(new Set(list.map((one) => one.formationId)).size, 229)
    const needs = list.map((one) =>
      [one.positionId, one.unitId, one.formationType, one.qualificationId].join(),
    )
    assert.equal(new Set(needs).size, 229)
    assert.ok(list.every((one) => /^[A-Za-z0-9._-]{1,40}$/.test(one.qualificationId)))
  }
})

test('the same seed gives the same seats', () => {
  assert.deepEqual(demoFormations('terang'), demoFormations('terang'))
  assert.notDeepEqual(demoFormations('terang'), demoFormations('lain'))
})
