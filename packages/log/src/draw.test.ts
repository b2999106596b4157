import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromHex, hex, utf8 } from './bytes.ts'
import {
  assignTwoVerifiers,
  branchSeed,
  commitContribution,
  drawSeed,
  drawStream,
  poolHash,
  selectMembers,
  uniform,
  verifyContribution,
} from './draw.ts'
import { sha256 } from './sha256.ts'
import { readVectors } from './vectors-fixture.ts'

type DrawVectors = {
  uniform: { bound: number; u64: string[]; result: number; used: number }[]
  cases: {
    name: string
    draw_id: string
    pool: string[] | null
    pool_hash: string
    k: number
    commits: string[]
    reveals: (string | null)[]
    beacon_round: number
    beacon_randomness: string | null
    seed: string
    first_u64: string[]
    result: string[]
  }[]
  branch: { seed: string; cases: { label: string; seed: string }[] }
  assignment: {
    cases: {
      name: string
      seed: string
      applications: string[]
      verifiers: string[]
      conflicts: [string, string][]
      first: Record<string, string | null>
      second: Record<string, string | null>
    }[]
  }
}

const seed = sha256(utf8('benih'))

test('a draw gives the same result twice, each member at most once', () => {
  const pool = Array.from({ length: 40 }, (_, i) => `m${String(i).padStart(2, '0')}`)
  const drawn = selectMembers(pool, 40, drawStream(seed))
  assert.deepEqual(drawn, selectMembers(pool, 40, drawStream(seed)))
  assert.deepEqual([...drawn].sort(), pool)
  assert.deepEqual(selectMembers(pool, 7, drawStream(seed)), drawn.slice(0, 7))
  assert.throws(() => selectMembers(pool, 41, drawStream(seed)), /cannot be drawn/)
})

test('every contribution and the beacon change the seed; one that was not opened is told apart from zeros', () => {
  const id = new Uint8Array(16)
  const pool = poolHash(['a', 'b'])
  const r = [new Uint8Array(32).fill(1), new Uint8Array(32)]
  const beacon = { round: 5, randomness: new Uint8Array(32).fill(2) }
  const seeds = [
    drawSeed(id, pool, r, beacon),
    drawSeed(id, pool, [r[0], undefined], beacon),
    drawSeed(id, pool, [r[1], r[0]], beacon),
    drawSeed(id, pool, r, { ...beacon, round: 6 }),
    drawSeed(id, pool, r),
    drawSeed(id, poolHash(['a', 'c']), r, beacon),
  ].map(hex)
  assert.equal(new Set(seeds).size, seeds.length)
})

test('a commitment opens only to its own contribution, contributor and draw', () => {
  const id = new Uint8Array(16)
  const r = new Uint8Array(32).fill(1)
  const commitment = commitContribution(id, 1, r)
  assert.ok(verifyContribution(commitment, id, 1, r))
  assert.ok(!verifyContribution(commitment, id, 2, r))
  assert.ok(!verifyContribution(commitment, new Uint8Array(16).fill(1), 1, r))
  assert.ok(!verifyContribution(commitment, id, 1, new Uint8Array(32)))
})

test('a pool is sorted, unique and ASCII', () => {
  for (const pool of [['b', 'a'], ['a', 'a'], ['é'], ['']])
    assert.throws(() => poolHash(pool), JSON.stringify(pool))
})

test('nobody reads an application twice, and nobody with a conflict reads it', () => {
  const applications = Array.from({ length: 60 }, (_, i) => `a${i}`)
  const isConflict = (application: string, verifier: string): boolean =>
    application.endsWith(verifier.slice(-1))
  const { first, second } = assignTwoVerifiers(applications, ['v01', 'v02', 'v03', 'v04'], seed, isConflict)
  for (const application of applications) {
    const pair = [first.get(application), second.get(application)]
    assert.notEqual(pair[0], pair[1])
    for (const verifier of pair) assert.ok(verifier !== undefined && !isConflict(application, verifier))
  }
})

test('draws of the vectors: numbers, pools, commitments, seeds, streams, results', (t) => {
  const vectors = readVectors<DrawVectors>('terang/draw.json')
  if (vectors === undefined) return t.skip('vectors are not here')
  for (const { bound, u64, result, used } of vectors.uniform) {
    const rest = u64.map(BigInt)
    assert.equal(uniform({ next: () => ({ value: rest.shift() ?? 0n, done: false }) }, bound), result)
    assert.equal(u64.length - rest.length, used)
  }
  for (const one of vectors.cases) {
    const pool = Array.isArray(one.pool)
      ? one.pool
      : Array.from({ length: 5000 }, (_, i) => `s${String(i).padStart(5, '0')}`)
    const id = fromHex(one.draw_id)
    const reveals = one.reveals.map((r) => (r === null ? undefined : fromHex(r)))
    assert.equal(hex(poolHash(pool)), one.pool_hash, one.name)
    for (const [j, r] of reveals.entries()) {
      if (r !== undefined) assert.ok(verifyContribution(fromHex(one.commits[j]!), id, j, r), one.name)
    }
    const beacon =
      one.beacon_round === 0 || one.beacon_randomness === null
        ? undefined
        : { round: one.beacon_round, randomness: fromHex(one.beacon_randomness) }
    const own = drawSeed(id, fromHex(one.pool_hash), reveals, beacon)
    assert.equal(hex(own), one.seed, one.name)
    const stream = drawStream(own)
    for (const number of one.first_u64) assert.equal(String(stream.next().value), number, one.name)
    const drawn = selectMembers(pool, one.k, drawStream(own))
    assert.deepEqual(drawn.slice(0, one.result.length), one.result, one.name)
  }
  for (const { label, seed: expected } of vectors.branch.cases) {
    assert.equal(hex(branchSeed(fromHex(vectors.branch.seed), label)), expected)
  }
})

test('assignments of the vectors', (t) => {
  const vectors = readVectors<DrawVectors>('terang/draw.json')
  if (vectors === undefined) return t.skip('vectors are not here')
  for (const one of vectors.assignment.cases) {
    const isConflict = (application: string, verifier: string): boolean =>
      one.conflicts.some(([a, v]) => a === application && v === verifier)
    const { first, second } = assignTwoVerifiers(
      one.applications,
      one.verifiers,
      fromHex(one.seed),
      isConflict,
    )
    for (const application of one.applications) {
      assert.equal(first.get(application) ?? null, one.first[application], `${one.name} ${application}`)
      assert.equal(second.get(application) ?? null, one.second[application], `${one.name} ${application}`)
    }
  }
})
