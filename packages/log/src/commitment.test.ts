import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { base64url, fromBase64url } from './bytes.ts'
import { commitPersonalPart, fieldDigests, openFields, verifyOpening } from './commitment.ts'
import type { PersonalPart, SelectiveOpening } from './commitment.ts'
import { readVectors } from './vectors-fixture.ts'

const salts = fc.uint8Array({ minLength: 32, maxLength: 32 })
const parts = fc.dictionary(
  fc.stringMatching(/^[a-z][a-z0-9_]{0,31}$/),
  fc.oneof(fc.string(), fc.maxSafeInteger(), fc.boolean()),
  { maxKeys: 6 },
)

test('any choice of fields opens the commitment, and shows no other field', () => {
  fc.assert(
    fc.property(salts, parts, fc.nat(), (salt, part, mask) => {
      const priv = commitPersonalPart(salt, part)
      const shown = Object.keys(part).filter((_, i) => (mask >> i) & 1)
      const opening = openFields(salt, part, shown)
      assert.ok(verifyOpening(priv, opening))
      assert.deepEqual(Object.keys(opening.open).sort(), shown.sort())
      assert.ok(verifyOpening(priv, { salt: base64url(salt), fields: part }))
    }),
  )
})

test('another value, a field more or less, another salt do not open it', () => {
  const salt = new Uint8Array(32).fill(1)
  const part = { nama: 'Siti', usia: 27 }
  const priv = commitPersonalPart(salt, part)
  const text = base64url(salt)
  for (const fields of [
    { nama: 'siti', usia: 27 },
    { nama: 'Siti' },
    { ...part, x: true },
    { nama: 'Siti', usia: '27' },
  ]) {
    assert.ok(!verifyOpening(priv, { salt: text, fields: fields as PersonalPart }), JSON.stringify(fields))
  }
  assert.ok(!verifyOpening(priv, { salt: base64url(new Uint8Array(32)), fields: part }))
  const opening = openFields(salt, part, ['nama'])
  assert.ok(!verifyOpening(priv, { ...opening, digests: {} }))
  assert.ok(
    !verifyOpening(priv, { ...opening, digests: { ...opening.digests, nama: opening.digests.usia! } }),
  )
  assert.ok(!verifyOpening('bukan', opening))
})

test('personal parts of the vectors', (t) => {
  type Case = {
    name: string
    salt: string
    fields: PersonalPart
    field_digests: Record<string, string>
    priv: string
  }
  const vectors = readVectors<{ cases: Case[]; selective: SelectiveOpening & { priv: string } }>(
    'terang/personal-part.json',
  )
  if (vectors === undefined) return t.skip('vectors are not here')
  for (const { name, salt, fields, field_digests, priv } of vectors.cases) {
    assert.deepEqual(fieldDigests(fromBase64url(salt), fields), field_digests, name)
    assert.equal(commitPersonalPart(fromBase64url(salt), fields), priv, name)
  }
  assert.ok(verifyOpening(vectors.selective.priv, vectors.selective))
})
