import assert from 'node:assert/strict'
import { test } from 'node:test'
import { STAGE_CODES } from './process.ts'
import type { StageCode } from './process.ts'
import { AXES, FINAL_STANDINGS, NO_APPLICATION, STANDINGS, standing } from './standing.ts'
import type { Axes, Standing } from './standing.ts'
import { textFor } from './standing-text.ts'
import {
  MOVES,
  TRANSITIONS,
  applyChange,
  isBlocked,
  moveChanges,
  movesFrom,
  transitionsFor,
} from './transitions.ts'

/** Everything an application can come to, by every row and every move. */
function walk() {
  const seen = new Map<string, { stage: StageCode; axes: Axes }>()
  const queue: { stage: StageCode; axes: Axes }[] = [{ stage: 'pl', axes: NO_APPLICATION }]
  const usedRows = new Set<string>()
  const usedMoves = new Set<string>()
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { stage, axes } = next
    const key = stage + JSON.stringify(axes)
    if (seen.has(key)) continue
    seen.set(key, next)
    for (const row of transitionsFor(axes, stage)) {
      usedRows.add(row.id)
      for (const change of row.sets) queue.push({ stage, axes: applyChange(axes, change) })
    }
    for (const move of movesFrom(stage)) {
      if (isBlocked(move, axes)) continue
      usedMoves.add(move.id)
      for (const change of moveChanges(move, axes)) {
        queue.push({ stage: move.to, axes: applyChange(axes, change) })
      }
    }
  }
  return { reached: [...seen.values()], usedRows, usedMoves }
}

const { reached, usedRows, usedMoves } = walk()

test('every pair of standing and stage has exactly one text or one reason', () => {
  for (const name of STANDINGS) {
    for (const stage of STAGE_CODES) {
      const found = textFor(name, stage)
      const value = 'text' in found ? found.text : found.impossible
      assert.match(value, /^([A-Z][1-4]|[abcefg])$/, `${name} in ${stage}`)
    }
  }
})

test('no walk over the tables reaches a pair that the page calls impossible', () => {
  const wrong = new Set<string>()
  for (const { stage, axes } of reached) {
    const found = textFor(standing(axes), stage)
    // Before the announcement there is nothing to apply for, and no account sees the round.
    if ('impossible' in found && stage !== 'pl')
      wrong.add(`${standing(axes)} in ${stage}: ${found.impossible}`)
  }
  assert.deepEqual([...wrong].toSorted(), [])
})

test('every possible pair is reached by some walk', () => {
  const pairs = new Set(reached.map(({ stage, axes }) => `${standing(axes)} in ${stage}`))
  const missing = STANDINGS.flatMap((name) =>
    STAGE_CODES.filter((stage) => 'text' in textFor(name, stage) && !pairs.has(`${name} in ${stage}`)).map(
      (stage) => `${name} in ${stage}`,
    ),
  )
  assert.deepEqual(missing, [])
})

test('every row and every move can happen', () => {
  assert.deepEqual(
    TRANSITIONS.filter((row) => !usedRows.has(row.id)).map((row) => row.id),
    [],
  )
  assert.deepEqual(
    MOVES.filter((move) => !usedMoves.has(move.id)).map((move) => move.id),
    [],
  )
})

test('rows name only known stages, standings, axes and values', () => {
  const names = new Set<string>(STANDINGS)
  const known = (match: string) => names.has(match.replace('(open)', ''))
  const sane = (change: Partial<Axes>) =>
    Object.entries(change).every(([axis, value]) =>
      (AXES[axis as keyof typeof AXES] as readonly string[] | undefined)?.includes(value),
    )
  for (const row of TRANSITIONS) {
    assert.ok(row.from.every(known), row.id)
    assert.ok(
      row.stages.every((stage) => STAGE_CODES.includes(stage)),
      row.id,
    )
    assert.ok(row.sets.length > 0 && row.sets.every(sane), row.id)
  }
  for (const move of MOVES) {
    assert.ok(move.blockedBy.every(known), move.id)
    for (const [name, changes] of Object.entries(move.changes)) {
      assert.ok(known(name) && changes.every(sane), move.id)
    }
  }
})

test('a standing that is not final leaves before the round ends', () => {
  const open = new Set<Standing>()
  for (const { stage, axes } of reached) {
    if (stage === 'en' && !FINAL_STANDINGS.has(standing(axes))) open.add(standing(axes))
  }
  assert.deepEqual([...open], [])
})
