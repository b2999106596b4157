import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'

// The edge cases of the regulation dossier, section 13. None may vanish from the tests.
const CASES = 60

test('every edge case of the dossier has a test that cites it', () => {
  const folder = new URL('./', import.meta.url)
  const cited = new Map<number, string[]>()
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.test.ts'))) {
    const source = readFileSync(new URL(name, folder), 'utf8')
    for (const [, number] of source.matchAll(/^test\(\s*'Case (\d+): /gm)) {
      const at = Number(number)
      cited.set(at, [...(cited.get(at) ?? []), name])
    }
  }
  const missing = Array.from({ length: CASES }, (_, at) => at + 1).filter((number) => !cited.has(number))
  assert.deepEqual(missing, [])
  assert.deepEqual(
    [...cited.keys()].filter((number) => number < 1 || number > CASES),
    [],
  )
})
