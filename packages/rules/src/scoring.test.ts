import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cpns2024 } from './rounds-fixture.ts'
import { divideHalfUp, formatMilli, integrate, parseMilli } from './scoring.ts'
import { checkSkbTests, mayEliminate, scaledMilli, skbOutcome, skbTotalMilli } from './skb-tests.ts'
import type { SkbTest } from './skb-tests.ts'

// regulation.md 7.2: SKD, SKB, skd100, skdW, skbW, final, all in thousandths.
const VECTORS = [
  [311, 50_000, 56_545, 22_618, 30_000, 52_618],
  [420, 71_350, 76_364, 30_546, 42_810, 73_356],
  [427, 61_250, 77_636, 31_054, 36_750, 67_804],
  [427, 82_150, 77_636, 31_054, 49_290, 80_344],
  [333, 61_775, 60_545, 24_218, 37_065, 61_283],
  [407, 80_050, 74_000, 29_600, 48_030, 77_630],
  [312, 0, 56_727, 22_691, 0, 22_691],
  [550, 100_000, 100_000, 40_000, 60_000, 100_000],
] as const

test('Case 19: SKD 420 with SKB 71.35 is 73.356: both parts are rounded before they are added', () => {
  for (const [skd, skb, skd100Milli, skdWeightedMilli, skbWeightedMilli, finalMilli] of VECTORS) {
    assert.deepEqual(integrate(cpns2024, skd, skb), {
      skd100Milli,
      skdWeightedMilli,
      skbWeightedMilli,
      finalMilli,
    })
  }
})

test('the vectors that the rule set carries', () => {
  for (const vector of cpns2024.testVectors.integration) {
    assert.equal(integrate(cpns2024, vector.skd, vector.skbMilli).finalMilli, vector.finalMilli)
  }
})

test('the check vector of the explanation design, and not the press formula with SKD of 500', () => {
  assert.deepEqual(
    [
      [412, 73_000],
      [398, 74_400],
      [405, 72_000],
      [390, 71_000],
      [395, 70_000],
    ].map(([skd = 0, skb = 0]) => integrate(cpns2024, skd, skb).finalMilli),
    [73_764, 73_586, 72_654, 70_964, 70_727],
  )
})

test('half up, half even and half down agree, since no half ever occurs', () => {
  for (let skd = 0; skd <= 550; skd++) assert.notEqual((skd * 100_000 * 2) % 550, 550, String(skd))
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), (milli) => {
      assert.notEqual((milli * 600) % 1000, 500)
      assert.notEqual((milli * 400) % 1000, 500)
    }),
  )
})

test('division rounds half up exactly', () => {
  assert.deepEqual(
    [divideHalfUp(5, 2), divideHalfUp(7, 3), divideHalfUp(8, 3), divideHalfUp(0, 9)],
    [3, 2, 3, 0],
  )
})

test('more than three decimals are rounded first, and it is recorded', () => {
  assert.deepEqual(parseMilli('71.35'), { milli: 71_350, rounded: false })
  assert.deepEqual(parseMilli('71,3505'), { milli: 71_351, rounded: true })
  assert.deepEqual(parseMilli('71.3504'), { milli: 71_350, rounded: true })
  assert.deepEqual(parseMilli('71.350000'), { milli: 71_350, rounded: false })
  assert.equal(parseMilli('7 1'), null)
  assert.equal(formatMilli(932), '0.932')
  assert.equal(formatMilli(73_586), '73.586')
})

const cat = (weightPerMille: number): SkbTest => ({
  id: 'cat',
  kind: 'cat',
  weightPerMille,
  eliminating: false,
  criterion: null,
})
const extra = (weightPerMille: number, rest: Partial<SkbTest> = {}): SkbTest => ({
  id: 'extra',
  kind: 'other',
  weightPerMille,
  eliminating: false,
  criterion: null,
  ...rest,
})

test('Case 24: a regional agency may not set an interview', () => {
  assert.deepEqual(checkSkbTests(cpns2024, 'regional', [cat(900), extra(100, { kind: 'interview' })]), [
    { code: 'interviewNotAllowed', test: 'extra' },
  ])
  assert.deepEqual(checkSkbTests(cpns2024, 'central', [cat(900), extra(100, { kind: 'interview' })]), [])
})

test('Case 25: weights of 50 and 40 are refused', () => {
  assert.deepEqual(checkSkbTests(cpns2024, 'regional', [cat(500), extra(400)]), [
    { code: 'weightsSum', found: 900, expected: 1000 },
  ])
})

test('a regional agency: one extra test, at most 40 per cent', () => {
  assert.deepEqual(checkSkbTests(cpns2024, 'regional', [cat(600), extra(400)]), [])
  assert.deepEqual(
    checkSkbTests(cpns2024, 'regional', [cat(599), extra(401)]).map((p) => p.code),
    ['extraWeight'],
  )
  assert.deepEqual(
    checkSkbTests(cpns2024, 'regional', [cat(600), extra(200), extra(200, { id: 'two' })]).map((p) => p.code),
    ['extraCount'],
  )
})

test('Case 23: an extra test that was not announced as eliminating does not eliminate', () => {
  assert.equal(mayEliminate(extra(400)), false)
  assert.equal(mayEliminate(extra(400, { eliminating: true })), false)
  assert.equal(
    mayEliminate(extra(400, { eliminating: true, criterion: 'lari 2,4 km di bawah 14 menit' })),
    true,
  )
})

test('the SKB total weighs its tests exactly; a missing score is no zero', () => {
  assert.equal(skbTotalMilli([cat(600), extra(400)], { cat: 71_350, extra: 80_005 }), 74_812)
  assert.equal(skbTotalMilli([cat(600), extra(400)], { cat: 71_350 }), null)
})

const fitness = extra(400, { eliminating: true, criterion: 'lari 2,4 km di bawah 14 menit' })
const marks = (score: number | null, metCriterion: boolean | null) => ({
  cat: { scoreMilli: 95_000, metCriterion: null },
  extra: { scoreMilli: score, metCriterion },
})

test('Case 22: who fails the announced criterion is out, whatever the CAT score', () => {
  assert.deepEqual(skbOutcome([cat(600), fitness], marks(90_000, false)), {
    status: 'tms1',
    test: 'extra',
    criterion: 'lari 2,4 km di bawah 14 menit',
  })
  assert.deepEqual(skbOutcome([cat(600), fitness], marks(90_000, true)), { status: 'h', skbMilli: 93_000 })
})

test('Case 23: the same failure without an announced criterion only costs its points', () => {
  assert.deepEqual(skbOutcome([cat(600), extra(400)], marks(10_000, false)), {
    status: 'h',
    skbMilli: 61_000,
  })
})

test('absent in any test of the SKB is absent, before anything eliminates', () => {
  assert.deepEqual(skbOutcome([cat(600), fitness], marks(null, false)), { status: 'th', test: 'extra' })
  assert.deepEqual(skbOutcome([cat(600), extra(400)], {}), { status: 'th', test: 'cat' })
})

test('a central agency: three extra tests, at most half, with approval, an interview at most a tenth', () => {
  const three = [100, 150, 250].map((weight, at) =>
    extra(weight, { id: `x${at}`, ...(at === 0 ? { kind: 'interview' as const } : {}) }),
  )
  assert.deepEqual(checkSkbTests(cpns2024, 'central', [cat(500), ...three], true), [])
  assert.deepEqual(checkSkbTests(cpns2024, 'central', [cat(500), ...three], false), [
    { code: 'approvalMissing' },
  ])
  assert.deepEqual(
    checkSkbTests(cpns2024, 'central', [cat(899), extra(101, { kind: 'interview' })]).map((p) => p.code),
    ['interviewWeight'],
  )
  assert.deepEqual(
    checkSkbTests(cpns2024, 'central', [cat(499), extra(501)]).map((p) => p.code),
    ['catWeight', 'extraWeight'],
  )
})

test('points on another scale are brought to 100 first', () => {
  assert.equal(scaledMilli(cpns2024, 355, 500), 71_000)
  assert.equal(scaledMilli(cpns2024, 1, 3), 33_333)
})

test('an eliminating test without a criterion is refused', () => {
  assert.deepEqual(checkSkbTests(cpns2024, 'regional', [cat(600), extra(400, { eliminating: true })]), [
    { code: 'criterionMissing', test: 'extra' },
  ])
  assert.deepEqual(checkSkbTests(cpns2024, 'regional', [cat(600), fitness]), [])
  assert.deepEqual(checkSkbTests(cpns2024, 'central', [cat(1000)], false), [])
  assert.equal(skbTotalMilli([], {}), null)
})
