// Every standing and every refusal has its text in both languages, and both ask for the same blanks.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blanksOf } from './fill.ts'
import { REFUSAL_STATUS, refusalText } from './refusal.ts'
import { refusalEn } from './refusal.en.ts'
import { refusalId } from './refusal.id.ts'
import { committeeLate, STANDINGS, standingBlanks, standingText, type StandingParams } from './standing.ts'
import { standingEn } from './standing.en.ts'
import { standingId } from './standing.id.ts'

test('a standing is written in both languages from the same blanks, and nothing stays unfilled', () => {
  for (const id of STANDINGS) {
    const params: StandingParams = Object.fromEntries(standingBlanks(id).map((blank) => [blank, 'X']))
    for (const lang of ['id', 'en'] as const) {
      const text = standingText(lang, id, params)
      assert.ok(text.title && text.sentence && text.next, `${id} ${lang}`)
      assert.doesNotMatch(Object.values(text).join(' '), /[{}]/)
    }
  }
})

test('English asks for no blank that Indonesian lacks', () => {
  for (const id of STANDINGS) {
    const known = new Set<string>(standingBlanks(id))
    for (const part of Object.values(standingEn[id])) {
      for (const blank of blanksOf(part)) assert.ok(known.has(blank), `${id} {${blank}}`)
    }
    assert.equal(standingId[id].by === '', standingEn[id].by === '', `${id}: deadline in one language only`)
  }
  for (const [code, text] of Object.entries(refusalId)) {
    const english = (refusalEn as Record<string, string>)[code] ?? ''
    assert.deepEqual(blanksOf(english).toSorted(), blanksOf(text).toSorted(), code)
  }
})

test('a forgotten blank is refused rather than printed', () => {
  assert.throws(() => standingText('id', 'N1', {}), /\{seleksi\}/)
})

test('each refusal has a status of its kind', () => {
  assert.deepEqual(Object.keys(REFUSAL_STATUS), Object.keys(refusalId))
  for (const status of Object.values(REFUSAL_STATUS)) assert.ok([200, 403, 409, 422, 503].includes(status))
  assert.equal(
    refusalText('id', 'windowNotOpen', { buka: 'besok' }),
    'Pendaftaran dibuka besok. Isian Anda belum dapat disimpan sebagai lamaran.',
  )
  assert.ok(committeeLate('en'))
})
