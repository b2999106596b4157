import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readJson } from './json-places.ts'

test('every JSON is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
      const reading = readJson(JSON.stringify(JSON.parse(text), null, indent))
      assert.ok(reading.ok)
      assert.deepEqual(reading.value, JSON.parse(text))
    }),
  )
})

test('what JSON.parse refuses is refused, and the reverse but for a key twice', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"b"',
    '1',
    '-',
    '0',
    '.5',
    'e1',
    'null',
    ' ',
    '\n',
    'x',
    '"',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('')
      let parses = true
      try {
        JSON.parse(text)
      } catch {
        parses = false
      }
      const reading = readJson(text)
      if (!reading.ok && reading.message.endsWith('stands twice')) return
      assert.equal(reading.ok, parses, text)
    }),
    { numRuns: 1000 },
  )
})

test('a path is found at its line and column, a missing key where it belongs', () => {
  const reading = readJson('{\n  "a": [\n    { "id": "x", "v": 1 },\n    { "id": "y" }\n  ]\n}')
  assert.ok(reading.ok)
  assert.deepEqual(reading.placeOf('a'), { line: 2, column: 3 })
  assert.deepEqual(reading.placeOf('a.x.v'), { line: 3, column: 18 })
  assert.deepEqual(reading.placeOf('a.y.v.value'), { line: 4, column: 5 })
  assert.deepEqual(reading.placeOf('b'), { line: 1, column: 1 })
})

const REFUSED: [string, string, number, number, RegExp][] = [
  ['nothing', '', 1, 1, /^expected a value, found the end of the file$/],
  ['a word', '{\n  "a": x\n}', 2, 8, /^expected a value, found "x"$/],
  ['a comma too many', '[1,\n2,\n]', 3, 1, /^expected a value after the comma, found "\]"$/],
  ['a comma missing', '{"a":1\n"b":2}', 2, 1, /^expected a comma or }, found "\\""$/],
  ['a key without quotation marks', '{a:1}', 1, 2, /^expected a key in quotation marks, found "a"$/],
  ['a key twice', '{"a":1,\n "a":2}', 2, 2, /^"a" stands twice$/],
  ['a text cut off', '{"a":"b', 1, 6, /^expected a value, found "\\""$/],
  ['more after the end', '{}\n{}', 2, 1, /^text after the end$/],
  ['depth without end', '['.repeat(1000), 1, 102, /^nested too deeply$/],
]

for (const [name, text, line, column, message] of REFUSED) {
  test(`what is no JSON is refused with its place: ${name}`, () => {
    const reading = readJson(text)
    assert.ok(!reading.ok)
    assert.match(reading.message, message)
    assert.deepEqual(reading.place, { line, column })
  })
}
