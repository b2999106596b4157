// Every standing has its text in both languages, and both ask for the same blanks.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { blanksOf } from './fill.ts'
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
})

test('a forgotten blank is refused rather than printed', () => {
  assert.throws(() => standingText('id', 'N1', {}), /\{seleksi\}/)
  assert.doesNotMatch(committeeLate('en'), /[{}]/)
})
