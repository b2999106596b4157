import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8 } from './bytes.ts'
import { signCheckpoint } from './checkpoint.ts'
import { encodeEntry } from './entry.ts'
import { checkStoredLog } from './fsck.ts'
import type { FsckOptions } from './fsck.ts'
import { importSigner } from './note.ts'
import { sampleEntry } from './sample-entries-fixture.ts'
import { bundlesToWrite, decodeBundle, encodeBundle, tilesToWrite } from './tiles.ts'
import { leafHash, rootOfLeaves } from './tree.ts'
import { readVectorText, vectorLog } from './vectors-fixture.ts'

const origin = 'log.example.id/2027'
const signer = await importSigner(origin, new Uint8Array(32).fill(1))
const ENTRIES = Array.from({ length: 600 }, (_, i) =>
  encodeEntry(i === 0 ? sampleEntry('log.buka', '0') : sampleEntry('kanal.daftar', String(i))),
)

type Files = Map<string, Uint8Array>

async function sign(entries: readonly Uint8Array[], by = signer): Promise<string> {
  return signCheckpoint(
    { origin: by.name, size: entries.length, root: rootOfLeaves(entries.map(leafHash)) },
    [by],
  )
}

async function store(entries: readonly Uint8Array[]): Promise<Files> {
  const files: Files = new Map([['checkpoint', utf8(await sign(entries))]])
  const leaves = entries.map(leafHash)
  const written = [
    tilesToWrite(0, entries.length, { leaves: async (from, to) => leaves.slice(from, to) }),
    bundlesToWrite(0, entries.length, async (from, to) => entries.slice(from, to)),
  ]
  for (const group of written) for await (const { path, bytes } of group) files.set(path, bytes)
  return files
}

async function faults(files: Files, options: Partial<FsckOptions> = {}): Promise<string[]> {
  const report = await checkStoredLog({
    read: async (path) => files.get(path),
    vkeys: [signer.vkey],
    ...options,
  })
  assert.equal(
    report.ok,
    report.findings.every(({ ok }) => ok),
  )
  return report.findings.filter(({ ok }) => !ok).map(({ code, where }) => `${code} ${where}`)
}

test('a whole log passes, from empty to several levels of tiles', async () => {
  for (const size of [0, 1, 255, 256, 257, 600]) {
    const seen: number[] = []
    const files = await store(ENTRIES.slice(0, size))
    assert.deepEqual(await faults(files, { onEntry: (index) => seen.push(index) }), [], `size ${size}`)
    assert.equal(seen.length, size)
  }
})

test('a log continues every checkpoint it ever published', async () => {
  const older = await Promise.all([0, 1, 256, 300, 600].map((size) => sign(ENTRIES.slice(0, size))))
  assert.deepEqual(await faults(await store(ENTRIES), { older }), [])
})

test('a bit changed anywhere is found, in its place', async () => {
  const whole = await store(ENTRIES)
  for (const [path, bytes] of whole) {
    if (path === 'checkpoint') continue
    for (const at of [0, Math.floor(bytes.length / 2), bytes.length - 1]) {
      const changed = new Uint8Array(bytes)
      changed[at]! ^= 1
      const found = await faults(new Map([...whole, [path, changed]]))
      assert.ok(found.length > 0, `${path} at ${at}`)
      if (path.startsWith('tile/0') || path.startsWith('tile/1'))
        assert.deepEqual(found, [`fsck/tile-differs ${path}`])
    }
  }
})

test('a file cut short or removed is found', async () => {
  const whole = await store(ENTRIES)
  for (const path of whole.keys()) {
    const without = new Map(whole)
    without.delete(path)
    const kind =
      path === 'checkpoint'
        ? 'checkpoint-missing'
        : path.includes('entries')
          ? 'bundle-missing'
          : 'tile-missing'
    assert.deepEqual((await faults(without))[0], `fsck/${kind} ${path}`)
    const cut = await faults(new Map([...whole, [path, whole.get(path)!.subarray(0, -1)]]))
    assert.ok(cut.length > 0, path)
  }
})

test('an entry changed, removed, inserted or moved differs from the signed root', async () => {
  const changes: Record<string, (entries: Uint8Array[]) => void> = {
    changed: (entries) => void (entries[7] = encodeEntry(sampleEntry('kanal.lepas', 'lain'))),
    moved: (entries) => void ([entries[8], entries[9]] = [entries[9]!, entries[8]!]),
    replaced: (entries) => void (entries[0] = entries[255]!),
  }
  const whole = await store(ENTRIES)
  for (const [name, change] of Object.entries(changes)) {
    const entries = decodeBundle(whole.get('tile/entries/000')!, 256)
    change(entries)
    const found = await faults(new Map([...whole, ['tile/entries/000', encodeBundle(entries)]]))
    assert.ok(found.includes('fsck/root-differs checkpoint'), name)
    assert.ok(found.includes('fsck/tile-differs tile/0/000'), name)
  }
})

test('an entry that is not of the register, or an id twice, is found although the operator signed it', async () => {
  const malformed = await store([ENTRIES[0]!, utf8('{"a": 1}'), ENTRIES[2]!])
  assert.deepEqual(await faults(malformed), ['fsck/entry-malformed tile/entries/000.p/3 #1'])
  assert.deepEqual(await faults(malformed, { entries: 'opaque' }), [])
  assert.deepEqual(await faults(await store([ENTRIES[0]!, ENTRIES[1]!, ENTRIES[1]!])), ['fsck/id-twice #2'])
})

test('another key, another log, a changed or absent signature are told apart', async () => {
  const whole = await store(ENTRIES.slice(0, 3))
  const fresh = await importSigner(origin, new Uint8Array(32).fill(2))
  const stranger = await importSigner('lain.example.id/2027', new Uint8Array(32).fill(1))
  assert.deepEqual(await faults(whole, { vkeys: [fresh.vkey] }), ['fsck/unsigned checkpoint'])
  assert.deepEqual(await faults(whole, { vkeys: [stranger.vkey] }), ['fsck/origin checkpoint'])
  const text = new TextDecoder().decode(whole.get('checkpoint'))
  const changed = text.replace('\n3\n', '\n2\n')
  assert.deepEqual(await faults(whole, { checkpoint: changed }), ['fsck/signature-invalid checkpoint'])
  assert.deepEqual(await faults(whole, { checkpoint: 'x' }), ['fsck/checkpoint-malformed checkpoint'])
})

test('a fork is found at any size, a log that shrank too', async () => {
  const other = ENTRIES.with(200, encodeEntry(sampleEntry('kanal.lepas', 'lain')))
  const whole = await store(ENTRIES.slice(0, 300))
  for (const size of [201, 256, 257, 300]) {
    const older = [await sign(other.slice(0, size))]
    assert.deepEqual(await faults(whole, { older }), [`fsck/fork checkpoint lama 1 (${size})`])
  }
  assert.deepEqual(await faults(whole, { older: [await sign(other.slice(0, 200))] }), [])
  assert.deepEqual(await faults(whole, { older: [await sign(ENTRIES)] }), ['fsck/behind checkpoint lama 1'])
  const stranger = await importSigner('lain.example.id/2027', new Uint8Array(32).fill(1))
  const foreign = [await sign(ENTRIES.slice(0, 3), stranger)]
  assert.deepEqual(await faults(whole, { older: foreign }), ['fsck/older-origin checkpoint lama 1'])
})

test('the sample log of 300 entries passes; its fork does not', async (t) => {
  const folder = 'terang/log-300'
  const vkey = readVectorText(`${folder}/log.vkey`)
  if (vkey === undefined) return t.skip('vectors are not here')
  const read = vectorLog(folder)
  const older = [1, 2, 255, 256, 257, 300].map((size) => readVectorText(`${folder}/checkpoint.${size}`)!)
  const whole = await checkStoredLog({ read, vkeys: [vkey], older })
  assert.ok(whole.ok, JSON.stringify(whole.findings.filter(({ ok }) => !ok)))
  assert.equal(whole.checked, 300)
  const forks = [257, 300].map((size) => readVectorText(`${folder}/fork/checkpoint.${size}`)!)
  const forked = await checkStoredLog({ read, vkeys: [vkey], older: forks })
  assert.deepEqual(
    forked.findings.filter(({ ok }) => !ok).map(({ code }) => code),
    ['fsck/fork', 'fsck/fork'],
  )
})

test('a log of another implementation passes, with all its checkpoints', async (t) => {
  const vkey = readVectorText('tessera-log-15/log.vkey')
  if (vkey === undefined) return t.skip('vectors are not here')
  const older = Array.from({ length: 16 }, (_, size) => readVectorText(`tessera-log-15/checkpoint.${size}`)!)
  const report = await checkStoredLog({
    read: vectorLog('tessera-log-15'),
    vkeys: [vkey],
    older,
    entries: 'opaque',
  })
  assert.ok(report.ok, JSON.stringify(report.findings))
})
