import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromBase64, utf8 } from './bytes.ts'
import { signCheckpoint } from './checkpoint.ts'
import { commitPersonalPart } from './commitment.ts'
import { cosign } from './cosignature.ts'
import { encodeEntry } from './entry.ts'
import { COSIGNATURE_ED25519, importSigner } from './note.ts'
import { LogError } from './log-error.ts'
import { formatProof, parseProof } from './proof.ts'
import { verifyReceipt } from './receipt.ts'
import { sampleEntry } from './sample-entries-fixture.ts'
import { inclusionProof, leafHash, rootOfLeaves } from './tree.ts'
import { readVectors, readVectorText } from './vectors-fixture.ts'

const origin = 'log.example.id/2027'
const log = await importSigner(origin, new Uint8Array(32).fill(1))
const witness = await importSigner('saksi.example.id', new Uint8Array(32).fill(2), COSIGNATURE_ED25519)
const policy = `log ${log.vkey}\nwitness pers ${witness.vkey}\nquorum pers\n`

const salt = new Uint8Array(32).fill(9)
const fields = { nama: 'Siti Nur’aini' }
const entry = encodeEntry(sampleEntry('lamaran.terima', 'kedua', { priv: commitPersonalPart(salt, fields) }))
const leaves = [encodeEntry(sampleEntry('log.buka', 'pertama')), entry, utf8('{}')].map(leafHash)
const body = { origin, size: leaves.length, root: rootOfLeaves(leaves) }
const signed = await signCheckpoint(body, [log])
const line = await cosign(signed.split('\n\n')[0]! + '\n', witness, 1_799_025_600)
const checkpoint = `${signed}${line}\n`
const receipt = formatProof({ index: 1, hashes: inclusionProof(leaves, 1), extra: entry, checkpoint })
const opening = { salt: Buffer.from(salt).toString('base64url'), fields }

async function codes(text: string, trust: Parameters<typeof verifyReceipt>[1]): Promise<string[]> {
  const { ok, steps } = await verifyReceipt(text, trust)
  assert.equal(
    ok,
    steps.every((step) => step.ok),
  )
  return steps.filter((step) => !step.ok).map(({ step, code }) => `${step} ${code}`)
}

test('a good receipt passes all seven steps in the order of the design', async () => {
  const report = await verifyReceipt(receipt, { vkey: log.vkey, policy, opening })
  assert.ok(report.ok)
  assert.deepEqual(
    report.steps.map(({ step }) => step),
    ['parse', 'leaf', 'origin', 'signature', 'cosignatures', 'inclusion', 'commitment'],
  )
  assert.equal(report.entry?.t, 'lamaran.terima')
  assert.equal(report.index, 1)
})

test('each fault has its own code', async () => {
  const trust = { policy }
  const other = await importSigner('log.example.id/2030', new Uint8Array(32).fill(1))
  const renamed = await importSigner(origin, new Uint8Array(32).fill(5))
  const proof = parseProof(receipt)
  const forged = encodeEntry(sampleEntry('lamaran.terima', 'palsu'))

  assert.deepEqual(await codes('bukan tanda terima', trust), ['parse receipt/malformed'])
  const empty = formatProof({ ...proof, extra: undefined })
  assert.deepEqual(await codes(empty, trust), ['leaf receipt/no-entry', 'inclusion receipt/not-included'])
  const broken = formatProof({ ...proof, extra: utf8('{"a": 1}') })
  assert.deepEqual(await codes(broken, trust), [
    'leaf receipt/entry-malformed',
    'inclusion receipt/not-included',
  ])
  assert.deepEqual(await codes(receipt, { vkey: other.vkey }), [
    'origin receipt/origin-unknown',
    'signature receipt/unsigned',
  ])
  assert.deepEqual(await codes(receipt, { vkey: renamed.vkey }), ['signature receipt/unsigned'])
  const bigger = receipt.replace(`${origin}\n3\n`, `${origin}\n4\n`)
  assert.deepEqual(await codes(bigger, trust), [
    'signature receipt/signature-invalid',
    'cosignatures receipt/cosignature-invalid',
  ])
  assert.deepEqual(await codes(receipt.replace(`${line}\n`, ''), trust), [
    'cosignatures receipt/quorum-missing',
  ])
  assert.deepEqual(await codes(formatProof({ ...proof, extra: forged }), trust), [
    'inclusion receipt/not-included',
  ])
  assert.deepEqual(await codes(formatProof({ ...proof, index: 0 }), trust), [
    'inclusion receipt/not-included',
  ])
  const differing = { ...opening, fields: { nama: 'Siti Aminah' } }
  assert.deepEqual(await codes(receipt, { ...trust, opening: differing }), [
    'commitment receipt/opening-differs',
  ])
})

test('a policy without witnesses is met, and the step says that there are none', async () => {
  const report = await verifyReceipt(receipt, { policy: `log ${log.vkey}\nquorum none\n` })
  assert.ok(report.ok)
  assert.equal(report.steps[4]?.code, 'receipt/no-witnesses')
})

test('proof files of the vectors', (t) => {
  type Accept = { name: string; file: string; index: number; hashes: number; extra?: string }
  const vectors = readVectors<{ accept: Accept[]; refuse: { name: string; file: string }[] }>(
    'tlog-proof/parse.json',
  )
  if (vectors === undefined) return t.skip('vectors are not here')
  for (const { name, file, index, hashes, extra } of vectors.accept) {
    const proof = parseProof(fromBase64(file))
    assert.equal(proof.index, index, name)
    assert.equal(proof.hashes.length, hashes, name)
    assert.deepEqual(proof.extra, extra === undefined ? undefined : fromBase64(extra), name)
    assert.equal(Buffer.from(formatProof(proof)).toString('base64'), file, name)
  }
  for (const { name, file } of vectors.refuse)
    assert.throws(() => parseProof(fromBase64(file)), LogError, name)
})

test('the five receipts of the sample log, and its two openings', async (t) => {
  const folder = 'terang/log-300'
  const vkey = readVectorText(`${folder}/log.vkey`)
  if (vkey === undefined) return t.skip('vectors are not here')
  for (const index of [0, 9, 206, 207, 299]) {
    const text = readVectorText(`${folder}/receipt/${index}.tlog-proof`)!
    const open = readVectors<{ salt: string; fields: Record<string, string> }>(
      `${folder}/receipt/${index}.open.json`,
    )
    const trust = {
      vkey,
      policy: readVectorText(`${folder}/policy`)!,
      ...(open === undefined ? {} : { opening: open }),
    }
    const report = await verifyReceipt(text, trust)
    assert.ok(report.ok, `${index}: ${JSON.stringify(report.steps)}`)
    assert.deepEqual(encodeEntry(report.entry!), new Uint8Array(parseProof(text).extra!))
  }
})
