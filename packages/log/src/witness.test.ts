import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fromHex, utf8 } from './bytes.ts'
import { formatAddCheckpoint } from './add-checkpoint.ts'
import { cosign } from './cosignature.ts'
import { checkForkEvidence } from './fork-evidence.ts'
import {
  COSIGNATURE_ED25519,
  formatNote,
  formatVkey,
  importSigner,
  NOTE_ED25519,
  parseNote,
  parseVkey,
  signNote,
} from './note.ts'
import type { VerifierKey } from './note.ts'
import { readVectors } from './vectors-fixture.ts'
import { decide, openRequest } from './witness.ts'
import type { Held, OpenedRequest, WitnessDecision } from './witness.ts'
import { FIXTURE_ORIGIN, fixtureSigner, historyOf } from './witness-fixture.ts'

const witness = await importSigner('saksi.example.id/w1', new Uint8Array(32).fill(8), COSIGNATURE_ED25519)
const ownKey = parseVkey(witness.vkey)
const logKeys = [parseVkey(fixtureSigner.vkey)]
const keysOf = (origin: string) => (origin === FIXTURE_ORIGIN ? logKeys : undefined)

async function opened(body: Uint8Array): Promise<OpenedRequest> {
  const request = await openRequest(body, keysOf)
  if (request.kind !== 'opened') assert.fail(`${request.kind}: ${request.reason}`)
  return request
}

async function heldAt(note: string, time = 1_800_000_000): Promise<Held> {
  const {
    checkpoint,
    note: parsed,
    keys,
  } = await opened(formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint: note }))
  return { checkpoint, note: parsed, keys, time }
}

interface Conversation {
  log_origin: string
  log_ed25519_public_key_hex: string
  steps: { name: string; request: string; status: number; body?: string }[]
}

test('the conversation of the shared vectors gets the answers of the specification', async (t) => {
  const talk = readVectors<Conversation>('tlog-witness/add-checkpoint.json')
  if (talk === undefined) return t.skip('vectors are not here')
  const publicKey = fromHex(talk.log_ed25519_public_key_hex)
  const key: VerifierKey = parseVkey(formatVkey(talk.log_origin, NOTE_ED25519, publicKey))
  const status = { malformed: 400, 'unknown-log': 404, unsigned: 403 } as const
  const decided = { accepted: 200, conflict: 409, inconsistent: 422, 'state-behind': 503 } as const
  let held: Held | undefined
  for (const step of talk.steps) {
    const request = await openRequest(step.request, (origin) =>
      origin === talk.log_origin ? [key] : undefined,
    )
    if (request.kind !== 'opened') {
      assert.equal(status[request.kind], step.status, step.name)
      continue
    }
    const decision = await decide(request, held, ownKey)
    assert.equal(decided[decision.kind], step.status, step.name)
    if (decision.kind === 'conflict') assert.equal(`${decision.size}\n`, step.body, step.name)
    if (decision.kind === 'accepted') held = { ...request, time: 1_800_000_000 }
  }
  assert.equal(held?.checkpoint.size, 5)
})

test('every growth of an honest log is accepted, every other old size is a conflict', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: 300 }), fc.nat({ max: 300 }), fc.nat({ max: 300 }), async (a, b, c) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)]
      const log = historyOf(to)
      const held = from === 0 ? undefined : await heldAt(await log.checkpoint(from))
      assert.deepEqual(await decide(await opened(await log.request(from)), held, ownKey), {
        kind: 'accepted',
      })
      if (c === from || c > to) return
      const other = await decide(await opened(await log.request(c)), held, ownKey)
      assert.deepEqual(other, { kind: 'conflict', size: from })
    }),
    { numRuns: 60 },
  )
})

test('no other history, and no altered proof, is accepted at any size', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 0, max: 100 }),
      fc.nat(),
      async (from, more, at) => {
        const log = historyOf(from + more)
        const held = await heldAt(await log.checkpoint(from))
        const fork = historyOf(from + more, at % from)
        const forked = await decide(await opened(await fork.request(from)), held, ownKey)
        assert.equal(forked.kind, 'inconsistent')
        const proof = log.proof(from)
        const changed = proof.map((hash, i) =>
          i === at % proof.length ? hash.map((byte) => byte ^ 1) : hash,
        )
        const extended = [...proof, new Uint8Array(32)]
        for (const wrong of [...(proof.length > 0 ? [changed, proof.slice(1)] : []), extended]) {
          const body = formatAddCheckpoint({
            oldSize: from,
            proof: wrong,
            checkpoint: await log.checkpoint(),
          })
          assert.equal((await decide(await opened(body), held, ownKey)).kind, 'inconsistent')
        }
      },
    ),
    { numRuns: 40 },
  )
})

const forkOf = (decision: WitnessDecision) => ('fork' in decision ? decision.fork : undefined)

test('two roots of one size are evidence, whatever old size the request names', async () => {
  const held = await heldAt(await historyOf(5).checkpoint())
  for (const from of [0, 3, 5]) {
    const decision = await decide(await opened(await historyOf(5, 4).request(from)), held, ownKey)
    assert.equal(decision.kind, from === 5 ? 'inconsistent' : 'conflict')
    assert.equal((await checkForkEvidence(forkOf(decision)!, logKeys)).proven, true)
  }
})

test('a bad proof of an honest checkpoint is no evidence against the log', async () => {
  const log = historyOf(12)
  const held = await heldAt(await log.checkpoint(5))
  const proof = log.proof(5).map((hash) => hash.map((byte) => byte ^ 1))
  const body = formatAddCheckpoint({ oldSize: 5, proof, checkpoint: await log.checkpoint() })
  assert.equal(forkOf(await decide(await opened(body), held, ownKey)), undefined)
})

test('an empty log has the root of the empty tree', async () => {
  const wrong = `${FIXTURE_ORIGIN}\n0\nKgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n`
  const checkpoint = await signNote(wrong, [fixtureSigner])
  const request = await opened(formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint }))
  assert.equal((await decide(request, undefined, ownKey)).kind, 'inconsistent')
  const empty = await opened(await historyOf(0).request(0))
  assert.equal((await decide(empty, undefined, ownKey)).kind, 'accepted')
  const withProof = formatAddCheckpoint({
    oldSize: 0,
    proof: [new Uint8Array(32)],
    checkpoint: await historyOf(3).checkpoint(),
  })
  assert.equal((await decide(await opened(withProof), undefined, ownKey)).kind, 'inconsistent')
})

test('an old size above the checkpoint is malformed; a false signature of the known key is unsigned', async () => {
  const log = historyOf(9)
  const body = formatAddCheckpoint({ oldSize: 10, proof: [], checkpoint: await log.checkpoint() })
  assert.equal((await openRequest(body, keysOf)).kind, 'malformed')
  const [good, other] = [await log.checkpoint(), await historyOf(9, 3).checkpoint()]
  const mixed = formatNote({ body: parseNote(good).body, signatures: parseNote(other).signatures })
  const both = formatNote({
    body: parseNote(good).body,
    signatures: [...parseNote(good).signatures, ...parseNote(other).signatures],
  })
  for (const checkpoint of [mixed, both]) {
    const request = await openRequest(formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint }), keysOf)
    assert.equal(request.kind, 'unsigned')
  }
  const stranger = await importSigner(FIXTURE_ORIGIN, new Uint8Array(32).fill(9))
  const unknownKey = await historyOf(9, 9, '', stranger).request(0)
  assert.equal((await openRequest(unknownKey, keysOf)).kind, 'unsigned')
})

test('a cosignature of our own that the state does not know stops the log', async () => {
  const log = historyOf(20)
  const withOwn = async (note: string, time: number): Promise<OpenedRequest> => {
    const parsed = parseNote(note)
    const line = await cosign(parsed.body, witness, time)
    const checkpoint = formatNote({ body: parsed.body, signatures: [...parsed.signatures, { line }] })
    return opened(
      formatAddCheckpoint({
        oldSize: 10,
        proof: log.proof(10, parseInt(parsed.body.split('\n')[1]!)),
        checkpoint,
      }),
    )
  }
  const held = await heldAt(await log.checkpoint(10), 1000)
  const kind = async (note: string, time: number) =>
    (await decide(await withOwn(note, time), held, ownKey)).kind
  assert.equal(await kind(await log.checkpoint(20), 900), 'state-behind')
  assert.equal(await kind(await log.checkpoint(10), 1001), 'state-behind')
  assert.equal(await kind(await historyOf(10, 3).checkpoint(), 900), 'state-behind')
  assert.equal(await kind(await log.checkpoint(10), 1000), 'accepted')
  assert.equal(
    (await decide(await withOwn(await log.checkpoint(10), 5), undefined, ownKey)).kind,
    'state-behind',
  )
})

test('the body of a request may be text or bytes', async () => {
  const body = await historyOf(2).request(0)
  assert.equal((await openRequest(new TextDecoder().decode(body), keysOf)).kind, 'opened')
  assert.equal((await openRequest(utf8('old 0\n'), keysOf)).kind, 'malformed')
})
