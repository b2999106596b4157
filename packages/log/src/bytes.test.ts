import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  base64,
  base64url,
  compareBytes,
  concat,
  equal,
  fromBase64,
  fromBase64url,
  fromHex,
  fromUtf8,
  hex,
  utf8,
} from './bytes.ts'

const bytes = fc.uint8Array({ maxLength: 200 })

test('every text form gives the bytes back and equals what Node writes', () => {
  fc.assert(
    fc.property(bytes, (some) => {
      assert.equal(hex(some), Buffer.from(some).toString('hex'))
      assert.equal(base64(some), Buffer.from(some).toString('base64'))
      assert.equal(base64url(some), Buffer.from(some).toString('base64url'))
      assert.deepEqual(fromHex(hex(some)), some)
      assert.deepEqual(fromBase64(base64(some)), some)
      assert.deepEqual(fromBase64url(base64url(some)), some)
    }),
  )
})

test('a second spelling of the same bytes is refused', () => {
  for (const text of ['AA', 'AA=', 'AB==', 'AAB=', 'AA==\n', 'AA==AA==', 'A===', '====', '-_==']) {
    assert.throws(() => fromBase64(text), text)
  }
  for (const text of ['A', 'AB', 'AA==', 'AA+/', 'AA ', 'é']) assert.throws(() => fromBase64url(text), text)
  for (const text of ['0', 'AA', 'zz', '0x']) assert.throws(() => fromHex(text), text)
})

test('text without a UTF-8 form is refused, a byte order mark stays visible', () => {
  assert.throws(() => utf8('\ud800'))
  assert.throws(() => fromUtf8(new Uint8Array([0xff])))
  assert.equal(fromUtf8(new Uint8Array([0xef, 0xbb, 0xbf, 0x61])), '\ufeffa')
})

test('bytes compare like unsigned numbers, the shorter first', () => {
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      assert.equal(Math.sign(compareBytes(a, b)), Buffer.compare(a, b))
      assert.equal(equal(a, b), Buffer.compare(a, b) === 0)
      assert.deepEqual(concat(a, b), new Uint8Array(Buffer.concat([a, b])))
    }),
  )
})
