import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromHex } from './bytes.ts'
import { generateSigner, parseVkey } from './note.ts'
import { isPublishedKey } from './published-keys.ts'
import { readVectors } from './vectors-fixture.ts'

test('the first example key of RFC 8032 is refused, a new key is not', async () => {
  assert.ok(isPublishedKey(fromHex('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')))
  const { signer } = await generateSigner('log.example.id/2027')
  assert.ok(!isPublishedKey(parseVkey(signer.vkey).publicKey))
})

test('all keys of the sample log are refused', (t) => {
  const keys = readVectors<{ vkeys: string[] }>('terang/log-300/test-keys.json')
  if (keys === undefined) return t.skip('vectors are not here')
  for (const vkey of keys.vkeys) assert.ok(isPublishedKey(parseVkey(vkey).publicKey), vkey)
})
