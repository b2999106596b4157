import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromHex } from './bytes.ts'
import { cosign, verifyCosignature } from './cosignature.ts'
import { LogError } from './log-error.ts'
import { COSIGNATURE_ED25519, formatNote, importSigner, parseNote, parseVkey, signNote } from './note.ts'
import type { Signer } from './note.ts'
import { evaluatePolicy, formatPolicy, meetsQuorum, parsePolicy } from './policy.ts'
import { readVectors, readVectorText } from './vectors-fixture.ts'

const BODY = 'log.example.id/2027\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n'
const log = await importSigner('log.example.id/2027', new Uint8Array(32).fill(1))
const names = ['pers', 'ombudsman', 'kampus', 'kampus2']
const witnesses = await Promise.all(
  names.map((name, i) =>
    importSigner(`saksi-${name}.example.id`, new Uint8Array(32).fill(10 + i), COSIGNATURE_ED25519),
  ),
)

const POLICY = `# Dua dari tiga kelompok
log ${log.vkey} https://log.example.id/
\twitness pers ${witnesses[0]!.vkey}
witness ombudsman  ${witnesses[1]!.vkey} https://saksi.example.id
witness kampus ${witnesses[2]!.vkey}
witness kampus2 ${witnesses[3]!.vkey}

group kampus-semua any kampus kampus2
group saksi 2 pers ombudsman kampus-semua
quorum saksi
`

async function cosigned(by: readonly Signer[]): Promise<ReturnType<typeof parseNote>> {
  const note = parseNote(await signNote(BODY, [log]))
  const lines = await Promise.all(by.map((signer) => cosign(BODY, signer, 1_799_025_600)))
  return parseNote(
    formatNote({ body: BODY, signatures: [...note.signatures, ...lines.map((line) => ({ line }))] }),
  )
}

test('a policy is read and written back with the same meaning', () => {
  const policy = parsePolicy(POLICY)
  assert.deepEqual(parsePolicy(formatPolicy(policy)), policy)
  assert.equal(policy.logs[0]?.url, 'https://log.example.id/')
  assert.deepEqual(policy.groups[0], { name: 'kampus-semua', threshold: 1, members: ['kampus', 'kampus2'] })
})

test('the quorum counts groups, not witnesses', () => {
  const policy = parsePolicy(POLICY)
  assert.ok(!meetsQuorum(policy, new Set(['kampus', 'kampus2'])))
  assert.ok(meetsQuorum(policy, new Set(['kampus', 'pers'])))
  assert.ok(!meetsQuorum(policy, new Set(['pers', 'orang-lain'])))
})

test('without witnesses the signature of the log alone is enough', async () => {
  const policy = parsePolicy(`log ${log.vkey}\nquorum none\n`)
  assert.ok((await evaluatePolicy(policy, await cosigned([]))).met)
})

test('only valid cosignatures count; each witness is reported', async () => {
  const policy = parsePolicy(POLICY)
  const two = await evaluatePolicy(policy, await cosigned([witnesses[0]!, witnesses[3]!]))
  assert.ok(two.met)
  assert.deepEqual(
    two.witnesses.map(({ state }) => state),
    ['valid', 'missing', 'missing', 'valid'],
  )
  const note = await cosigned([witnesses[0]!, witnesses[1]!])
  const altered = { ...note, body: note.body.replace('\n0\n', '\n1\n') }
  const none = await evaluatePolicy(policy, altered)
  assert.ok(!none.met)
  assert.deepEqual(
    none.witnesses.map(({ state }) => state),
    ['invalid', 'invalid', 'missing', 'missing'],
  )
})

test('the time is part of what a witness signs', async () => {
  const note = await cosigned([witnesses[0]!])
  const key = parseVkey(witnesses[0]!.vkey)
  assert.deepEqual(await verifyCosignature(note, key), { state: 'valid', time: 1_799_025_600 })
  const line = note.signatures[1]!
  const later = new Uint8Array(line.signature)
  later[7]! ^= 1
  const shifted = { ...note, signatures: [{ ...line, signature: later }] }
  assert.deepEqual(await verifyCosignature(shifted, key), { state: 'invalid' })
})

test('a policy that is not well formed is refused', () => {
  const witness = `witness pers ${witnesses[0]!.vkey}\n`
  const refused = [
    '',
    witness,
    `${witness}quorum none\nquorum pers\n`,
    `${witness}quorum saksi\n`,
    `quorum pers\n${witness}`,
    `${witness}${witness}quorum pers\n`,
    `${witness}${witness.replace('pers', 'lain')}quorum pers\n`,
    `${witness}group g 2 pers\nquorum g\n`,
    `${witness}group g 0 pers\nquorum g\n`,
    `${witness}group g any pers\ngroup h any pers\nquorum g\n`,
    `${witness}group g any none\nquorum g\n`,
    `${witness}group g any\nquorum g\n`,
    `witness none ${witnesses[0]!.vkey}\nquorum none\n`,
    `witness pers ${log.vkey}\nquorum pers\n`,
    `log ${witnesses[0]!.vkey}\nquorum none\n`,
    `log ${log.vkey}\nlog ${log.vkey}\nquorum none\n`,
    'saksi pers\nquorum none\n',
    'quorum none\r\n',
  ]
  for (const text of refused) assert.throws(() => parsePolicy(text), LogError, JSON.stringify(text))
})

test('cosignatures of another implementation', async (t) => {
  type Cases = { cases: { checkpoint: string; vkey: string; accept: boolean }[] }
  const vectors = readVectors<Cases>('tlog-cosignature/ed25519.json')
  if (vectors === undefined) return t.skip('vectors are not here')
  for (const { checkpoint, vkey, accept } of vectors.cases) {
    const { state } = await verifyCosignature(parseNote(checkpoint), parseVkey(vkey))
    assert.equal(state === 'valid', accept)
  }
})

test('an ML-DSA-44 cosignature is told apart from a false one', async (t) => {
  const vectors = readVectors<{ vkey: string; cases: { checkpoint: string }[] }>(
    'tlog-cosignature/mldsa44.json',
  )
  if (vectors === undefined) return t.skip('vectors are not here')
  const state = await verifyCosignature(parseNote(vectors.cases[0]!.checkpoint), parseVkey(vectors.vkey))
  assert.deepEqual(state, { state: 'unknown' })
})

test('cosigning the sample log again gives its bytes', async (t) => {
  const keys = readVectors<{ seeds: Record<string, string> }>('terang/log-300/test-keys.json')
  const published = readVectorText('terang/log-300/checkpoint.257')
  const policy = readVectorText('terang/log-300/policy')
  if (keys === undefined || published === undefined || policy === undefined)
    return t.skip('vectors are not here')
  const note = parseNote(published)
  assert.ok((await evaluatePolicy(parsePolicy(policy), note)).met)
  for (const { name, line } of note.signatures.slice(1)) {
    const signer = await importSigner(name, fromHex(keys.seeds[name]!), COSIGNATURE_ED25519)
    assert.equal(await cosign(note.body, signer, 1_799_025_600 + 420 * 257), line)
  }
})
