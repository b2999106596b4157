import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromUtf8, utf8 } from './bytes.ts'
import { canonicalBytes, canonicalJson, parseCanonical } from './canonical.ts'
import { readVectors } from './vectors-fixture.ts'

const leaf = fc.oneof(
  fc.maxSafeInteger(),
  fc.boolean(),
  fc.string({ unit: 'grapheme' }).map((text) => text.normalize('NFC').replaceAll(/\p{Cc}/gu, '')),
)
const key = fc.stringMatching(/^[a-z][a-z0-9_]{0,31}$/)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value')),
  ),
}))

test('what is written is read back as the same value', () => {
  fc.assert(
    fc.property(value, (some) => {
      const bytes = canonicalBytes(some)
      assert.deepEqual(parseCanonical(bytes), JSON.parse(fromUtf8(bytes)))
      assert.deepEqual(canonicalBytes(parseCanonical(bytes)), bytes)
    }),
  )
})

test('keys are sorted, nothing is added', () => {
  assert.equal(
    fromUtf8(canonicalBytes({ b: [1, true], a_: '€"\\', a: { z: 0 } })),
    '{"a":{"z":0},"a_":"€\\"\\\\","b":[1,true]}',
  )
})

function nested(levels: number): unknown {
  return levels === 0 ? 1 : [nested(levels - 1)]
}

test('values outside the restricted form are refused, naming the place', () => {
  const refused: [unknown, RegExp][] = [
    [{ a: 1.5 }, /a: 1.5/],
    [{ a: 2 ** 53 }, /a: 9007199254740992/],
    [{ a: [null] }, /a\[0\]: null/],
    [{ a: { b: undefined } }, /a\.b: undefined/],
    [{ A: 1 }, /key "A"/],
    [{ a: 'e\u0301' }, /NFC/],
    [{ a: 'x\n' }, /control/],
    [{ a: 'x\u0085' }, /control/],
    [{ a: '\udc00' }, /surrogate/],
    [{ a: new Date(0) }, /no canonical form/],
    [nested(9), /8 levels/],
  ]
  for (const [some, why] of refused) assert.throws(() => canonicalBytes(some), why)
  assert.doesNotThrow(() => canonicalBytes(nested(8)))
})

test('bytes in another spelling are refused', () => {
  for (const text of [
    '{"a": 1}',
    '{"b":1,"a":1}',
    '{"a":1,"a":1}',
    '{"a":1}\n',
    '{"a":1.0}',
    '{"a":1e0}',
    '{"a":-0}',
    '{"a":"\\u0061"}',
    '\ufeff{}',
    '{"a":9007199254740993}',
    '{"__proto__":1}',
    '',
  ]) {
    assert.throws(() => parseCanonical(utf8(text)), text)
  }
})

test('test data of RFC 8785, where its numbers are whole', (t) => {
  type Cases = { cases: { name: string; input: string; output: string }[] }
  const vectors = readVectors<Cases>('jcs/cases.json')
  if (vectors === undefined) return t.skip('vectors are not here')
  for (const { name, input, output } of vectors.cases) {
    const parsed: unknown = JSON.parse(Buffer.from(input, 'base64').toString())
    if (name === 'values') assert.throws(() => canonicalJson(parsed), /whole number/)
    else assert.equal(Buffer.from(canonicalJson(parsed)).toString('base64'), output, name)
  }
})
