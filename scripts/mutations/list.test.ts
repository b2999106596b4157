import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { MUTATIONS } from './list.ts'

const source = new URL('../../packages/rules/src/', import.meta.url)

test('every mistake of the list fits the code as it is, exactly once, and there are at least twenty', () => {
  assert.ok(MUTATIONS.length >= 20)
  assert.equal(new Set(MUTATIONS.map((mutation) => mutation.mistake)).size, MUTATIONS.length)
  for (const { mistake, file, from, to, tests } of MUTATIONS) {
    const parts = readFileSync(new URL(file, source), 'utf8').split(from)
    assert.equal(parts.length, 2, `${mistake}: ${file}`)
    assert.notEqual(from, to, mistake)
    for (const name of tests) readFileSync(new URL(`${name}.test.ts`, source))
  }
})
