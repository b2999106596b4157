import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { openCheckpoint } from './checkpoint.ts'
import type { OpenedCheckpoint } from './checkpoint.ts'
import {
  checkForkEvidence,
  forkFromProof,
  forkFromTiles,
  forkOfOneSize,
  formatForkEvidence,
  parseForkEvidence,
} from './fork-evidence.ts'
import type { ForkEvidence } from './fork-evidence.ts'
import { importSigner, parseVkey } from './note.ts'
import { readVectorText, vectorLog } from './vectors-fixture.ts'
import { fixtureSigner, historyOf, readerOf } from './witness-fixture.ts'

const keys = [parseVkey(fixtureSigner.vkey)]
const head = async (note: Promise<string>): Promise<OpenedCheckpoint> => openCheckpoint(await note, keys)
const isProven = async (evidence: ForkEvidence) => (await checkForkEvidence(evidence, keys)).proven

test('a fork is proven from the tiles for any two sizes; one history is never evidence', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 320 }),
      fc.nat({ max: 200 }),
      fc.nat(),
      async (from, more, at) => {
        const truth = historyOf(from + more)
        const read = readerOf(await truth.files())
        const fork = await forkFromTiles(
          await head(historyOf(from, at % from).checkpoint()),
          await head(truth.checkpoint()),
          read,
        )
        assert.ok(fork !== undefined && (await isProven(parseForkEvidence(formatForkEvidence(fork)))))
        const same = await forkFromTiles(
          await head(truth.checkpoint(from)),
          await head(truth.checkpoint()),
          read,
        )
        assert.equal(same, undefined)
      },
    ),
    { numRuns: 40 },
  )
})

test('the proof that a forked log sends convicts it, unless the old size is a power of two', async () => {
  for (let from = 1; from <= 70; from++) {
    for (const to of [from + 1, from + 2, 2 * from + 3, 140]) {
      const fork = historyOf(to, Math.floor(from / 2))
      const older = await head(historyOf(from).checkpoint())
      const evidence = forkFromProof(older, await head(fork.checkpoint()), fork.proof(from))
      const isPower = Math.log2(from) % 1 === 0
      assert.equal(evidence === undefined, isPower, `${from} ${to}`)
      if (evidence !== undefined) assert.ok(await isProven(evidence))
      const honest = historyOf(to)
      assert.equal(forkFromProof(older, await head(honest.checkpoint()), honest.proof(from)), undefined)
    }
  }
})

test('evidence that does not prove, or that the log did not sign, is told apart', async () => {
  const evidence = forkOfOneSize(
    await head(historyOf(7).checkpoint()),
    await head(historyOf(7, 3).checkpoint()),
  )!
  assert.ok(await isProven(evidence))
  assert.ok(!(await isProven({ ...evidence, newer: evidence.older })))
  assert.ok(!(await isProven({ ...evidence, root: new Uint8Array(32) })))
  assert.ok(!(await isProven({ ...evidence, proof: [new Uint8Array(32)] })))
  const stranger = await importSigner(fixtureSigner.name, new Uint8Array(32).fill(3))
  const forged = await historyOf(7, 2, 'x', stranger).checkpoint()
  await assert.rejects(checkForkEvidence({ ...evidence, newer: forged }, keys), { code: 'note/unsigned' })
  for (const text of ['', '{}', '[]', 'null', '{"format":"terang/cabang/v1"}'])
    assert.throws(() => parseForkEvidence(text), { code: 'fork/form' }, text)
})

test('the fork of the sample log: size 300 by comparison, size 257 by its tiles', async (t) => {
  const folder = 'terang/log-300'
  const vkey = readVectorText(`${folder}/log.vkey`)
  if (vkey === undefined) return t.skip('vectors are not here')
  const logKeys = [parseVkey(vkey.trim())]
  const note = (path: string) => openCheckpoint(readVectorText(`${folder}/${path}`)!, logKeys)
  const truth = await note('checkpoint.300')
  const sameSize = forkOfOneSize(truth, await note('fork/checkpoint.300'))!
  assert.ok((await checkForkEvidence(sameSize, logKeys)).proven)
  const smaller = (await forkFromTiles(await note('fork/checkpoint.257'), truth, vectorLog(folder)))!
  assert.ok((await checkForkEvidence(smaller, logKeys)).proven)
  assert.equal(await forkFromTiles(await note('checkpoint.257'), truth, vectorLog(folder)), undefined)
})
