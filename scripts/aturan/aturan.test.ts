import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { CASES } from './cases.ts'
import { PARTS, citations, withParts } from './parts.ts'

const path = join(import.meta.dirname, '..', '..', 'docs', 'aturan.md')
const document = readFileSync(path, 'utf8')

test('the generated parts of docs/aturan.md are those of the rule sets and the tests as they are', () => {
  assert.equal(document, withParts(document), 'run: node scripts/aturan/write.ts')
})

test('every part that can be generated stands in the document once, with both marks', () => {
  for (const name of Object.keys(PARTS)) {
    assert.equal(document.split(`<!-- dibuat: ${name} -->`).length, 2, name)
    assert.equal(document.split(`<!-- akhir: ${name} -->`).length, 2, name)
  }
})

test('every edge case has its outcome in words and a test that cites it', () => {
  const cited = citations()
  assert.equal(CASES.length, 60)
  assert.deepEqual(
    CASES.flatMap((_, at) => (cited.has(at + 1) ? [] : [at + 1])),
    [],
  )
})

test('every link of the document leads to a file', () => {
  const links = [...document.matchAll(/\]\((\.{1,2}\/[^)#]+)/g)].map(([, link]) => link ?? '')
  assert.ok(links.length > 60)
  for (const link of links) assert.ok(existsSync(join(dirname(path), link)), link)
})
