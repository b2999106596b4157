import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import { base64, utf8 } from './bytes.ts'
import { linesOf, rowProof, rowsRoot, verifyRow } from './rows.ts'
import { sha256 } from './sha256.ts'
import { EMPTY_ROOT, leafHash, rootOfLeaves } from './tree.ts'
import { readVectors } from './vectors-fixture.ts'

const csv = 'peserta,nilai\na,1\nb,2\nc,3\n'

test('the root is over the lines, header first, without newlines', () => {
  const lines = ['peserta,nilai', 'a,1', 'b,2', 'c,3'].map((line) => leafHash(utf8(line)))
  assert.deepEqual(rowsRoot(csv), rootOfLeaves(lines))
  assert.deepEqual(rowsRoot(''), EMPTY_ROOT)
  assert.equal(linesOf(utf8('a\n\n')).length, 2)
  assert.throws(() => rowsRoot('a,1'), /newline/)
})

test('one row is shown with a proof, another one is not', () => {
  const proof = rowProof(csv, 2)
  assert.ok(verifyRow('b,2', 2, 4, proof, rowsRoot(csv)))
  assert.ok(!verifyRow('b,3', 2, 4, proof, rowsRoot(csv)))
  assert.ok(!verifyRow('b,2', 1, 4, proof, rowsRoot(csv)))
})

test('data set of the vectors', (t) => {
  const vector = readVectors<{ csv: string; rows_root: string; sha256: string }>('terang/dataset.json')
  if (vector === undefined) return t.skip('vectors are not here')
  assert.equal(base64(rowsRoot(vector.csv)), vector.rows_root)
  assert.equal(Buffer.from(sha256(utf8(vector.csv))).toString('hex'), vector.sha256)
  assert.equal(hash('sha256', vector.csv), vector.sha256)
})
