import assert from 'node:assert/strict'
import { createHmac, hash } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { concat, hex, utf8 } from './bytes.ts'
import { hmacSha256, sha256, sha256OfNode } from './sha256.ts'

test('examples of FIPS 180-4', () => {
  assert.equal(hex(sha256(utf8(''))), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  assert.equal(hex(sha256(utf8('abc'))), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('every length around the block limits equals the hash of Node', () => {
  const all = new Uint8Array(700).map((_, i) => (i * 37 + 11) & 255)
  for (let length = 0; length <= all.length; length++) {
    const some = all.subarray(0, length)
    assert.equal(hex(sha256(some)), hash('sha256', some, 'hex'), `length ${length}`)
  }
})

test('a hash does not remember the one before', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 300 }), (a, b) => {
      sha256(a)
      assert.equal(hex(sha256(b)), hash('sha256', b, 'hex'))
    }),
  )
})

test('the hash of a node is SHA-256 of 0x01, left, right', () => {
  const half = fc.uint8Array({ minLength: 32, maxLength: 32 })
  fc.assert(
    fc.property(half, half, (left, right) => {
      assert.equal(
        hex(sha256OfNode(left, right)),
        hash('sha256', concat(new Uint8Array([1]), left, right), 'hex'),
      )
    }),
  )
})

test('HMAC equals that of Node for keys of every length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 150 }), fc.uint8Array({ maxLength: 300 }), (key, message) => {
      assert.equal(hex(hmacSha256(key, message)), createHmac('sha256', key).update(message).digest('hex'))
    }),
  )
})
