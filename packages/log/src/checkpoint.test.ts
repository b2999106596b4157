import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hex } from './bytes.ts'
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts'
import { importSigner, parseVkey } from './note.ts'
import { EMPTY_ROOT } from './tree.ts'
import { readVectors, readVectorText } from './vectors-fixture.ts'

const origin = 'log.example.id/2027'
const body = formatCheckpoint({ origin, size: 0, root: EMPTY_ROOT })

test('a checkpoint is three lines and is read back', () => {
  assert.equal(body, `${origin}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`)
  assert.deepEqual(parseCheckpoint(body), { origin, size: 0, root: EMPTY_ROOT, extensions: [] })
  assert.equal(formatCheckpoint(parseCheckpoint(`${body}lain\n`)), `${body}lain\n`)
})

test('a malformed checkpoint is refused', () => {
  const [first, size, root] = body.split('\n')
  const refused = [
    `${first}\n${size}\n`,
    `${first}\n00\n${root}\n`,
    `${first}\n-1\n${root}\n`,
    `${first}\n1e3\n${root}\n`,
    `${first}\n9007199254740992\n${root}\n`,
    `${first}\n0\nAAAA\n`,
    `\n0\n${root}\n`,
    `${first}\n0\n${root}`,
    `${first}\n0\n${root}\n\n`,
  ]
  for (const text of refused) assert.throws(() => parseCheckpoint(text), JSON.stringify(text))
})

test('a checkpoint is opened by a key of its origin only', async () => {
  const signer = await importSigner(origin, new Uint8Array(32).fill(3))
  const stranger = await importSigner('log.example.id/2028', new Uint8Array(32).fill(3))
  const text = await signCheckpoint({ origin, size: 0, root: EMPTY_ROOT }, [signer])
  const opened = await openCheckpoint(text, [parseVkey(signer.vkey)])
  assert.equal(opened.checkpoint.size, 0)
  await assert.rejects(openCheckpoint(text, [parseVkey(stranger.vkey)]), { code: 'checkpoint/origin' })
  const renamed = await signCheckpoint({ origin: 'log.example.id/2029', size: 0, root: EMPTY_ROOT }, [
    stranger,
  ])
  await assert.rejects(openCheckpoint(renamed, [parseVkey(stranger.vkey)]), { code: 'checkpoint/origin' })
})

test('while a key is changed both signatures stand and either key opens', async () => {
  const old = await importSigner(origin, new Uint8Array(32).fill(3))
  const fresh = await importSigner(origin, new Uint8Array(32).fill(4))
  const text = await signCheckpoint({ origin, size: 0, root: EMPTY_ROOT }, [old, fresh])
  for (const { vkey } of [old, fresh])
    assert.equal((await openCheckpoint(text, [parseVkey(vkey)])).keys.length, 1)
})

test('signing the sample log again gives its bytes', async (t) => {
  const keys = readVectors<{ seeds: Record<string, string> }>('terang/log-300/test-keys.json')
  const published = readVectorText('terang/log-300/checkpoint.257')
  if (keys === undefined || published === undefined) return t.skip('vectors are not here')
  const [name, seed] = Object.entries(keys.seeds)[0]!
  const signer = await importSigner(name, new Uint8Array(Buffer.from(seed, 'hex')))
  const { checkpoint } = await openCheckpoint(published, [parseVkey(signer.vkey)])
  const again = await signCheckpoint(checkpoint, [signer])
  assert.ok(published.startsWith(again), hex(checkpoint.root))
})
