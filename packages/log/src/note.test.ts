import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fromBase64, fromHex, utf8 } from './bytes.ts'
import { LogError } from './log-error.ts'
import { isLowOrder, verifyEd25519 } from './ed25519.ts'
import {
  COSIGNATURE_MLDSA44,
  formatNote,
  formatVkey,
  generateSigner,
  importSigner,
  NOTE_ED25519,
  parseNote,
  parseVkey,
  signNote,
  verifyNote,
} from './note.ts'
import { readVectors, readVectorText } from './vectors-fixture.ts'

const seed = new Uint8Array(32).fill(7)

test('a signed note verifies with the key of its signer and no other', async () => {
  const signer = await importSigner('log.example.id/2027', seed)
  const { signer: other } = await generateSigner('log.example.id/2027')
  const note = await signNote('isi\n', [signer])
  const opened = await verifyNote(note, [parseVkey(signer.vkey)])
  assert.equal(opened.body, 'isi\n')
  await assert.rejects(verifyNote(note, [parseVkey(other.vkey)]), { code: 'note/unsigned' })
  await assert.rejects(verifyNote(note.replace('isi', 'isu'), [parseVkey(signer.vkey)]), {
    code: 'note/invalid',
  })
  assert.equal(formatNote(parseNote(note)), note)
})

test('Ed25519 is deterministic: the same note twice has the same bytes', async () => {
  const signer = await importSigner('log.example.id/2027', seed)
  assert.equal(await signNote('isi\n', [signer]), await signNote('isi\n', [signer]))
})

test('a second, false line of a known key spoils the note', async () => {
  const signer = await importSigner('a', seed)
  const good = parseNote(await signNote('isi\n', [signer]))
  const bad = parseNote(await signNote('lain\n', [signer]))
  const both = formatNote({ body: good.body, signatures: [...good.signatures, ...bad.signatures] })
  await assert.rejects(verifyNote(both, [parseVkey(signer.vkey)]), { code: 'note/invalid' })
})

test('a key of low order is refused wherever a key is configured', () => {
  for (const text of [
    `01${'00'.repeat(31)}`,
    `ec${'ff'.repeat(30)}7f`,
    `ed${'ff'.repeat(31)}`,
    '00'.repeat(32),
  ]) {
    assert.throws(
      () => parseVkey(formatVkey('a', NOTE_ED25519, fromHex(text))),
      { code: 'vkey/low-order' },
      text,
    )
  }
})

test('notes and keys of the vectors', async (t) => {
  type Cases = {
    cases: {
      name: string
      note: string
      keys: string[]
      accept: boolean
      verified?: string[]
      unverified?: string[]
    }[]
    bad_vkeys: { vkey: string; why: string }[]
  }
  const vectors = readVectors<Cases>('signed-note/notes.json')
  if (vectors === undefined) return t.skip('vectors are not here')
  for (const one of vectors.cases) {
    const opening = async () => verifyNote(fromBase64(one.note), one.keys.map(parseVkey))
    if (!one.accept) {
      await assert.rejects(opening, LogError, one.name)
      continue
    }
    const opened = await opening()
    assert.deepEqual(
      opened.verified.map(({ name }) => name),
      one.verified,
      one.name,
    )
    assert.deepEqual(
      opened.unverified.map(({ name }) => name),
      one.unverified,
      one.name,
    )
  }
  for (const { vkey, why } of vectors.bad_vkeys) assert.throws(() => parseVkey(vkey), why)
})

test('208 edge cases of Ed25519: low-order keys are refused, the rest as WebCrypto says', async (t) => {
  type Case = {
    key: string
    sig: string
    msg: string
    flags: string[] | null
    go119: boolean
    node24: boolean
  }
  const vectors = readVectors<{ cases: Case[] }>('ed25519/edge-cases.json')
  if (vectors === undefined) return t.skip('vectors are not here')
  for (const { key, sig, msg, flags, node24 } of vectors.cases) {
    const lowOrder = flags?.includes('low_order_A') ?? false
    assert.equal(isLowOrder(fromHex(key)), lowOrder, key)
    assert.equal(
      await verifyEd25519(fromHex(key), utf8(msg), fromHex(sig)),
      node24 && !lowOrder,
      `${key} ${sig}`,
    )
  }
})

test('an ML-DSA-44 key is recognised, not verified', (t) => {
  const vectors = readVectors<{ vkey: string }>('tlog-cosignature/mldsa44.json')
  if (vectors === undefined) return t.skip('vectors are not here')
  assert.equal(parseVkey(vectors.vkey).type, COSIGNATURE_MLDSA44)
})

test('the published seeds give the published keys', async (t) => {
  const keys = readVectors<{ seeds: Record<string, string>; vkeys: string[] }>(
    'terang/log-300/test-keys.json',
  )
  if (keys === undefined) return t.skip('vectors are not here')
  for (const [name, text] of Object.entries(keys.seeds)) {
    const type = name.includes('/log/') ? NOTE_ED25519 : 0x04
    const { vkey } = await importSigner(name, fromHex(text), type)
    assert.ok(keys.vkeys.includes(vkey), name)
  }
  assert.ok(readVectorText('terang/log-300/log.vkey')?.trim() === keys.vkeys[0])
})
