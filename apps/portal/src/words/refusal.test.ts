// Every refusal has a status and its text in both languages, and both ask for the same blanks.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blanksOf } from './fill.ts'
import { REFUSAL_STATUS, refusalText } from './refusal.ts'
import { refusalEn } from './refusal.en.ts'
import { refusalId } from './refusal.id.ts'

test('both languages of a refusal ask for the same blanks', () => {
  for (const [code, text] of Object.entries(refusalId)) {
    const english = (refusalEn as Record<string, string>)[code] ?? ''
    assert.deepEqual(blanksOf(english).toSorted(), blanksOf(text).toSorted(), code)
  }
})

test('each refusal has a status of its kind', () => {
  assert.deepEqual(Object.keys(REFUSAL_STATUS), Object.keys(refusalId))
  for (const status of Object.values(REFUSAL_STATUS)) assert.ok([200, 403, 409, 422, 503].includes(status))
  assert.equal(
    refusalText('id', 'windowNotOpen', { buka: 'besok' }),
    'Pendaftaran dibuka besok. Isian Anda belum dapat disimpan sebagai lamaran.',
  )
})
