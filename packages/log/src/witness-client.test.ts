import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseAddCheckpoint } from './add-checkpoint.ts'
import { fromUtf8 } from './bytes.ts'
import { cosign } from './cosignature.ts'
import { COSIGNATURE_ED25519, importSigner, parseNote, parseVkey } from './note.ts'
import type { Signer } from './note.ts'
import { parsePolicy } from './policy.ts'
import { addCheckpointUrl, addCosignatures, askWitness, readWitnessAnswer } from './witness-client.ts'
import type { WitnessAnswer } from './witness-client.ts'
import { fixtureSigner, historyOf } from './witness-fixture.ts'

const witness = (name: string, seed: number): Promise<Signer> =>
  importSigner(name, new Uint8Array(32).fill(seed), COSIGNATURE_ED25519)
const [press, campus] = [await witness('pers.example.id', 21), await witness('kampus.example.id', 22)]
const key = parseVkey(press.vkey)
const policy = parsePolicy(
  `log ${fixtureSigner.vkey}\nwitness pers ${press.vkey}\nwitness kampus ${campus.vkey}\ngroup dua all pers kampus\nquorum dua\n`,
)
const log = historyOf(40)
const checkpoint = await log.checkpoint()
const note = parseNote(checkpoint)
const size = (status: number, body: string): WitnessAnswer => ({
  status,
  contentType: 'text/x.tlog.size',
  body,
})
const kindOf = async (answer: WitnessAnswer, oldSize = 10) =>
  (await readWitnessAnswer(answer, note, oldSize, key)).kind

test('each answer of the protocol means one thing for the log', async () => {
  assert.equal(await kindOf({ status: 200, body: `${await cosign(note.body, press, 5)}\n` }), 'cosigned')
  assert.deepEqual(await readWitnessAnswer(size(409, '12\n'), note, 10, key), { kind: 'holds', size: 12 })
  assert.deepEqual(await readWitnessAnswer(size(409, '41\n'), note, 10, key), { kind: 'ahead', size: 41 })
  assert.equal(await kindOf({ status: 422, body: 'no' }), 'other-root')
  // The protocol's first text: two roots of one size are a conflict.
  assert.equal(await kindOf({ status: 409, body: '' }, 40), 'other-root')
  assert.equal(await kindOf(size(409, '40\n'), 40), 'other-root')
  for (const status of [400, 403, 404]) assert.equal(await kindOf({ status, body: '' }), 'refused')
  for (const status of [301, 413, 429, 500, 502, 503])
    assert.equal(await kindOf({ status, body: '' }), 'unavailable')
  assert.equal(await kindOf(size(409, '10\n')), 'unavailable')
  assert.equal(await kindOf({ status: 409, contentType: 'text/html', body: '12\n' }), 'unavailable')
})

test('only a valid cosignature of this witness over this checkpoint counts', async () => {
  const lines = [
    await cosign(note.body, campus, 5),
    await cosign(parseNote(await log.checkpoint(39)).body, press, 5),
    'no signature line',
  ]
  for (const line of lines) assert.equal(await kindOf({ status: 200, body: `${line}\n` }), 'unavailable')
  assert.equal(await kindOf({ status: 200, body: await cosign(note.body, press, 5) }), 'unavailable')
  const withStranger = `${await cosign(note.body, campus, 5)}\n${await cosign(note.body, press, 6)}\n`
  const outcome = await readWitnessAnswer({ status: 200, body: withStranger }, note, 10, key)
  assert.ok(outcome.kind === 'cosigned' && outcome.time === 6)
})

test('a witness that holds another size is asked once more, from there', async () => {
  const asked: number[] = []
  const outcome = await askWitness({
    checkpoint,
    key,
    believed: 99,
    proof: async (from, to) => log.proof(from, to),
    post: async (body) => {
      const { oldSize } = parseAddCheckpoint(fromUtf8(body))
      asked.push(oldSize)
      return oldSize === 17
        ? { status: 200, body: `${await cosign(note.body, press, 5)}\n` }
        : size(409, '17\n')
    },
  })
  assert.deepEqual([outcome.kind, asked], ['cosigned', [40, 17]])
  const silent = await askWitness({
    checkpoint,
    key,
    believed: 0,
    proof: async () => [],
    post: () => Promise.reject(new Error('timeout')),
  })
  assert.deepEqual(silent, { kind: 'unavailable', reason: 'timeout' })
})

test('gathered cosignatures: the newest of each witness, strangers left out, the quorum counted', async () => {
  const one = await addCosignatures(checkpoint, [await cosign(note.body, press, 5)], policy)
  assert.equal(one.met, false)
  const lines = [
    await cosign(note.body, press, 4),
    await cosign(note.body, press, 9),
    await cosign(note.body, campus, 7),
    await cosign(parseNote(await log.checkpoint(39)).body, campus, 99),
    await cosign(note.body, await witness('lain.example.id', 23), 9),
  ]
  const all = await addCosignatures(one.checkpoint, lines, policy)
  assert.equal(all.met, true)
  assert.deepEqual(
    all.witnesses.map((report) => (report.state === 'valid' ? report.time : report.state)),
    [9, 7],
  )
  const names = parseNote(all.checkpoint).signatures.map(({ name }) => name)
  assert.deepEqual(names, [fixtureSigner.name, 'pers.example.id', 'kampus.example.id'])
  assert.equal((await addCosignatures(all.checkpoint, [], policy)).checkpoint, all.checkpoint)
})

test('the address is one slash below the prefix', () => {
  assert.equal(addCheckpointUrl('https://w.example.id/w1/'), 'https://w.example.id/w1/add-checkpoint')
  assert.equal(addCheckpointUrl('https://w.example.id'), 'https://w.example.id/add-checkpoint')
})
