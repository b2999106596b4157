import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  formatAddCheckpoint,
  formatHeldSize,
  MAX_ADD_CHECKPOINT_BYTES,
  parseAddCheckpoint,
  parseHeldSize,
} from './add-checkpoint.ts'
import { base64, fromUtf8, utf8 } from './bytes.ts'

const HASH = base64(new Uint8Array(32).fill(7))

test('what is written is read back, for any size, proof and checkpoint', () => {
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const requests = fc.record(
    {
      oldSize: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
      proof: fc.array(hash, { maxLength: 63 }),
      checkpoint: fc.string({ maxLength: 300 }),
    },
    { noNullPrototype: true },
  )
  fc.assert(
    fc.property(requests, (request) => {
      assert.deepEqual(parseAddCheckpoint(formatAddCheckpoint(request)), request)
    }),
    { numRuns: 300 },
  )
})

test('a size has one spelling', () => {
  for (const size of ['00', '01', '-1', '+1', '1 ', ' 1', '0x1', '1e3', '', '9007199254740992'])
    assert.throws(() => parseAddCheckpoint(`old ${size}\n\nx`), { code: 'witness/old-size' }, size)
  for (const first of ['old  1', 'Old 1', 'old1', '1', ''])
    assert.throws(() => parseAddCheckpoint(`${first}\n\nx`), { code: 'witness/old-size' }, first)
})

test('proof lines are base64 of 32 bytes, at most 63, and an empty line ends them', () => {
  const short = base64(new Uint8Array(31))
  assert.throws(() => parseAddCheckpoint(`old 1\n${short}\n\nx`), { code: 'witness/proof' })
  assert.throws(() => parseAddCheckpoint(`old 1\n${HASH} \n\nx`), { code: 'bytes/base64' })
  assert.throws(() => parseAddCheckpoint(`old 1\n${`${HASH}\n`.repeat(64)}\nx`), { code: 'witness/proof' })
  assert.equal(parseAddCheckpoint(`old 1\n${`${HASH}\n`.repeat(63)}\nx`).proof.length, 63)
  assert.throws(() => parseAddCheckpoint(`old 1\n${HASH}\nx`), { code: 'witness/form' })
  assert.throws(() => parseAddCheckpoint(`old 1\r\n\r\nx`), { code: 'witness/form' })
})

test('a request has a limit and is UTF-8', () => {
  const longest = utf8(`old 1\n\n${'x'.repeat(MAX_ADD_CHECKPOINT_BYTES - 7)}`)
  assert.equal(parseAddCheckpoint(longest).oldSize, 1)
  assert.throws(() => parseAddCheckpoint(utf8(`${fromUtf8(longest)}x`)), { code: 'witness/length' })
  assert.throws(() => parseAddCheckpoint(new Uint8Array([...utf8('old 1\n\n'), 0xff])), {
    code: 'bytes/utf8',
  })
})

test('the size in the answer 409 is a number and a newline, nothing else', () => {
  assert.equal(parseHeldSize(formatHeldSize(20_852_014)), 20_852_014)
  for (const body of ['3', '3\n\n', ' 3\n', '03\n', '3\r\n', '\n', ''])
    assert.equal(parseHeldSize(body), undefined, JSON.stringify(body))
})
