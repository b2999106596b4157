import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cpns2024 } from './rounds-fixture.ts'
import { opinionRefusal, publicReason, screeningOutcome } from './screening.ts'
import type { Opinion } from './screening.ts'

const note = 'Transkrip halaman 2 tidak ada.'
const yes = (officer: string): Opinion => ({ officer, outcome: 'eligible', reasons: [], note: null })
const no = (officer: string, ...reasons: string[]): Opinion => ({
  officer,
  outcome: 'ineligible',
  reasons,
  note,
})

function decided(passes: Opinion[], inSample = false): string {
  const result = screeningOutcome(cpns2024, passes, { inSample })
  return result.state === 'agreed' ? `${result.outcome} ${result.reasons.join(' ')}`.trim() : result.state
}

test('one person suffices for eligible, unless the file is in the sample', () => {
  assert.equal(decided([]), 'assigned1')
  assert.equal(decided([yes('v1')]), 'eligible')
  assert.equal(decided([yes('v1')], true), 'assigned2')
  assert.equal(decided([yes('v1'), yes('v2')], true), 'eligible')
})

test('ineligible needs a second person and a reason that both named', () => {
  assert.equal(decided([no('v1', 'gpa_below_minimum')]), 'assigned2')
  assert.equal(
    decided([no('v1', 'gpa_below_minimum', 'document_missing'), no('v2', 'document_missing')]),
    'ineligible document_missing',
  )
  assert.equal(decided([no('v1', 'gpa_below_minimum'), no('v2', 'document_missing')]), 'assigned3')
  assert.equal(decided([no('v1', 'gpa_below_minimum'), yes('v2')]), 'assigned3')
})

test('the third decides; without a shared reason nobody is turned away', () => {
  assert.equal(
    decided([no('v1', 'document_missing'), yes('v2'), no('v3', 'document_missing')]),
    'ineligible document_missing',
  )
  assert.equal(decided([no('v1', 'document_missing'), yes('v2'), no('v3', 'gpa_below_minimum')]), 'eligible')
  assert.equal(decided([no('v1', 'document_missing'), yes('v2'), yes('v3')]), 'eligible')
  assert.equal(decided([no('v1', 'document_missing'), no('v2', 'gpa_below_minimum'), yes('v3')]), 'eligible')
  assert.equal(
    decided([
      no('v1', 'document_missing'),
      no('v2', 'gpa_below_minimum'),
      no('v3', 'gpa_below_minimum', 'document_missing'),
    ]),
    'ineligible gpa_below_minimum document_missing',
  )
})

test('it always ends with three, and no reason is one that a single person saw', () => {
  const opinion = (officer: string) =>
    fc.oneof(
      fc.constant(yes(officer)),
      fc
        .subarray(['document_missing', 'gpa_below_minimum', 'other'], { minLength: 1 })
        .map((reasons) => no(officer, ...reasons)),
    )
  fc.assert(
    fc.property(opinion('v1'), opinion('v2'), opinion('v3'), fc.boolean(), (a, b, c, inSample) => {
      for (const passes of [[a], [a, b], [a, b, c]]) {
        const result = screeningOutcome(cpns2024, passes, { inSample })
        if (result.state !== 'agreed') {
          assert.ok(passes.length < 3)
          continue
        }
        assert.equal(result.reasons.length > 0, result.outcome === 'ineligible')
        for (const reason of result.reasons) {
          assert.ok(passes.filter((item) => item.reasons.includes(reason)).length >= 2)
        }
        assert.notEqual(result.by, result.agrees)
      }
    }),
  )
})

test('the second person must be another officer', () => {
  assert.throws(() => screeningOutcome(cpns2024, [no('v1', 'other'), no('v1', 'other')], { inSample: false }))
})

test('an adverse opinion needs a known reason and a note of 20 to 400 characters', () => {
  assert.equal(opinionRefusal(cpns2024, no('v1', 'document_missing')), null)
  assert.equal(opinionRefusal(cpns2024, no('v1')), 'reasonMissing')
  assert.equal(opinionRefusal(cpns2024, no('v1', 'invented')), 'reasonMissing')
  assert.equal(opinionRefusal(cpns2024, { ...no('v1', 'document_missing'), note: 'kurang' }), 'reasonMissing')
  assert.equal(
    opinionRefusal(cpns2024, { ...no('v1', 'document_missing'), note: 'x'.repeat(401) }),
    'reasonMissing',
  )
  for (const [length, refusal] of [
    [19, 'reasonMissing'],
    [20, null],
    [400, null],
  ] as const) {
    const opinion = { ...no('v1', 'document_missing'), note: 'x'.repeat(length) }
    assert.equal(opinionRefusal(cpns2024, opinion), refusal, String(length))
  }
  assert.equal(opinionRefusal(cpns2024, yes('v1')), null)
})

test('who agrees with the third is named: the first who said the same, for a reason they share', () => {
  const agrees = (...passes: Opinion[]) => {
    const result = screeningOutcome(cpns2024, passes, { inSample: false })
    return result.state === 'agreed' ? [result.by, result.agrees] : null
  }
  assert.deepEqual(agrees(no('v1', 'document_missing'), yes('v2'), no('v3', 'document_missing')), [
    'v3',
    'v1',
  ])
  assert.deepEqual(agrees(no('v1', 'document_missing'), yes('v2'), yes('v3')), ['v3', 'v2'])
  assert.deepEqual(
    agrees(no('v1', 'document_missing'), no('v2', 'gpa_below_minimum'), no('v3', 'gpa_below_minimum')),
    ['v3', 'v2'],
  )
  assert.deepEqual(agrees(no('v1', 'document_missing'), no('v2', 'gpa_below_minimum'), yes('v3')), [
    'v3',
    null,
  ])
})

test('in public some reasons are only called restricted', () => {
  assert.equal(publicReason(cpns2024, 'disability_proof_missing'), 'restricted')
  assert.equal(publicReason(cpns2024, 'document_missing'), 'document_missing')
  assert.equal(publicReason(cpns2024, 'unknown'), 'restricted')
})
