import assert from 'node:assert/strict'
import { test } from 'node:test'
import { base64url, fromBase64url } from './bytes.ts'
import type { Phase } from './register.ts'
import { shortCode, shortCodes, subjectPseudonym } from './subject.ts'
import { readVectors } from './vectors-fixture.ts'

test('phases and selections give pseudonyms that share nothing', () => {
  const key = new Uint8Array(32).fill(5)
  const all = (['daftar', 'nilai', 'sanggah'] as const).flatMap((phase) =>
    ['2027-cpns', '2027-pppk'].map((selection) => subjectPseudonym(key, selection, phase)),
  )
  assert.equal(new Set(all).size, 6)
  assert.throws(() => subjectPseudonym(new Uint8Array(16), '2027-cpns', 'nilai'))
})

test('a short code is the first 40 bits in Crockford base 32', () => {
  const bytes = (...first: number[]): string =>
    base64url(new Uint8Array([...first, ...Array<number>(16 - first.length).fill(0)]))
  assert.equal(shortCode(bytes()), '0000-0000')
  assert.equal(shortCode(bytes(255, 255, 255, 255, 255)), 'ZZZZ-ZZZZ')
  // 00100 11010 11111 01101 | 00000 10100 00111 10011 is 4TZD-0M7K.
  assert.equal(shortCode(bytes(0b00100110, 0b10111110, 0b11010000, 0b01010000, 0b11110011)), '4TZD-0M7K')
  assert.equal(shortCode(bytes(0, 0, 0, 0, 0, 255, 255, 255), 60), '0000-0000-ZZZZ')
})

test('codes of a round are longer only where two would be equal', () => {
  const one = base64url(new Uint8Array(16).fill(1))
  const twin = base64url(new Uint8Array(16).fill(1, 0, 6))
  const other = base64url(new Uint8Array(16).fill(2))
  const codes = shortCodes([one, twin, other])
  assert.equal(codes.get(other), shortCode(other))
  assert.equal(codes.get(one), shortCode(one, 60))
  assert.notEqual(codes.get(one), codes.get(twin))
})

test('pseudonyms of the vectors', (t) => {
  type Cases = { cases: { key: string; selection: string; phase: Phase; subj: string }[] }
  const vectors = readVectors<Cases>('terang/subject.json')
  if (vectors === undefined) return t.skip('vectors are not here')
  for (const { key, selection, phase, subj } of vectors.cases) {
    assert.equal(subjectPseudonym(fromBase64url(key), selection, phase), subj)
  }
})
