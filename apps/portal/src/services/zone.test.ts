import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zoneMinutesOf } from './zone.ts'

test('the shift is that of today, not of 1970, when Pontianak kept another zone', () => {
  assert.equal(zoneMinutesOf('Asia/Pontianak'), 420)
  assert.equal(zoneMinutesOf('Asia/Makassar'), 480)
  assert.equal(zoneMinutesOf('Asia/Jayapura'), 540)
})
