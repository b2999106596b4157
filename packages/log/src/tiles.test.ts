import assert from 'node:assert/strict'
import { test } from 'node:test'
import { base64, hex, utf8 } from './bytes.ts'
import {
  bundlesForSize,
  bundlesToWrite,
  consistencyProofFromTiles,
  decodeBundle,
  encodeBundle,
  frontierFromTiles,
  inclusionProofFromTiles,
  parseTilePath,
  readEntryFromTiles,
  rootFromTiles,
  tilePath,
  tilesForSize,
  tilesToWrite,
} from './tiles.ts'
import type { ReadFile } from './tiles.ts'
import {
  appendLeaves,
  consistencyProof,
  inclusionProof,
  leafHash,
  rootOfLeaves,
  verifyConsistency,
  verifyInclusion,
} from './tree.ts'
import { readVectors, vectorLog } from './vectors-fixture.ts'

const ENTRIES = Array.from({ length: 1100 }, (_, i) => utf8(`catatan ${i}`))
const LEAVES = ENTRIES.map(leafHash)
const leaves = (from: number, to: number) => Promise.resolve(LEAVES.slice(from, to))
const entries = (from: number, to: number) => Promise.resolve(ENTRIES.slice(from, to))

/** A folder in memory, grown through the given sizes the way a publisher does it. */
async function publish(
  sizes: readonly number[],
): Promise<{ files: Map<string, Uint8Array>; read: ReadFile }> {
  const files = new Map<string, Uint8Array>()
  const read: ReadFile = (path) => Promise.resolve(files.get(path))
  let size = 0
  for (const next of sizes) {
    for await (const file of tilesToWrite(size, next, { leaves, read })) files.set(file.path, file.bytes)
    for await (const file of bundlesToWrite(size, next, entries)) files.set(file.path, file.bytes)
    size = next
  }
  return { files, read }
}

test('paths of tiles and back', () => {
  const known: [number, number, string][] = [
    [0, 256, '000'],
    [999, 255, '999.p/255'],
    [1000, 256, 'x001/000'],
    [1234067, 8, 'x001/x234/067.p/8'],
  ]
  for (const [index, width, path] of known) {
    assert.equal(tilePath({ level: 3, index, width }), `tile/3/${path}`)
    assert.deepEqual(parseTilePath(`tile/entries/${path}`), { level: 'entries', index, width })
  }
  for (const bad of [
    'tile/0/0',
    'tile/0/x000/001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    '../x',
    'tile/00/000',
  ]) {
    assert.equal(parseTilePath(bad), undefined, bad)
  }
})

test('paths and sets of tiles of the vectors', (t) => {
  type Cases = {
    index_paths: [number, number, string][]
    tiles_of_size: { size: number; tiles?: string[]; count?: Record<string, number>; last?: string[] }[]
  }
  const vectors = readVectors<Cases>('tlog-tiles/paths.json')
  if (vectors === undefined) return t.skip('vectors are not here')
  for (const [index, width, path] of vectors.index_paths)
    assert.equal(tilePath({ level: 0, index, width }), `tile/0/${path}`)
  for (const { size, tiles, count, last } of vectors.tiles_of_size) {
    const own = tilesForSize(size)
    if (tiles) assert.deepEqual(own.map(tilePath), tiles)
    for (const [level, number] of Object.entries(count ?? {})) {
      assert.equal(own.filter((tile) => tile.level === Number(level)).length, number)
    }
    if (last) {
      const lastOfLevel = own.filter((tile, i) => own[i + 1]?.level !== tile.level)
      assert.deepEqual(lastOfLevel.map(tilePath), last)
    }
  }
})

test('a bundle gives its entries back; a cut or padded one is refused', () => {
  const bundle = encodeBundle([utf8('a'), new Uint8Array(0), utf8('bcd')])
  assert.deepEqual(decodeBundle(bundle, 3).map(hex), ['61', '', '626364'])
  assert.throws(() => decodeBundle(bundle.subarray(0, -1), 3), /inside an entry/)
  assert.throws(() => decodeBundle(new Uint8Array([...bundle, 0]), 3), /inside a length/)
  assert.throws(() => decodeBundle(bundle, 2), /3 entries where 2/)
  assert.throws(() => encodeBundle([new Uint8Array(65_536)]), /65,535/)
})

test('growing in steps writes the tiles of each published size, byte for byte those of a rebuild', async () => {
  for (const sizes of [
    [1, 2, 255, 256, 257, 300],
    [511, 512, 513, 1100],
    [256, 512, 768, 1024],
    [300, 1100],
  ]) {
    const grown = await publish(sizes)
    for (const size of sizes) {
      const rebuilt = await publish([size])
      assert.deepEqual(
        [...rebuilt.files.keys()].sort(),
        [...tilesForSize(size), ...bundlesForSize(size)].map(tilePath).sort(),
      )
      for (const [path, bytes] of rebuilt.files)
        assert.equal(hex(grown.files.get(path)!), hex(bytes), `${path} of ${size}`)
    }
  }
})

test('an upper tile that is not there is computed from the leaves again', async () => {
  const { files } = await publish([600])
  const written: string[] = []
  for await (const file of tilesToWrite(600, 1100, { leaves })) {
    written.push(file.path)
    files.set(file.path, file.bytes)
  }
  assert.deepEqual(written, ['tile/0/002', 'tile/0/003', 'tile/0/004.p/76', 'tile/1/000.p/4'])
  const root = await rootFromTiles(1100, 1100, (path) => Promise.resolve(files.get(path)))
  assert.equal(hex(root), hex(rootOfLeaves(LEAVES)))
})

test('proofs from tiles equal proofs from leaves, and frontier and root follow', async () => {
  for (const size of [1, 2, 3, 255, 256, 257, 600, 1024, 1100]) {
    const { read } = await publish([size])
    const all = LEAVES.slice(0, size)
    const root = rootOfLeaves(all)
    assert.deepEqual(
      (await frontierFromTiles(size, read)).map(hex),
      appendLeaves([], 0, all).frontier.map(hex),
    )
    for (let index = 0; index < size; index += 1 + Math.floor(size / 17)) {
      const proof = await inclusionProofFromTiles(index, size, read)
      assert.deepEqual(proof.map(hex), inclusionProof(all, index).map(hex))
      assert.ok(
        verifyInclusion(index, size, leafHash(await readEntryFromTiles(index, size, read)), proof, root),
      )
      if (index === 0) continue
      const consistency = await consistencyProofFromTiles(index, size, read)
      assert.deepEqual(consistency.map(hex), consistencyProof(all, index).map(hex))
      assert.ok(verifyConsistency(index, size, consistency, await rootFromTiles(index, size, read), root))
    }
  }
})

test('a partial tile that was removed is read from the full one', async () => {
  const { files, read } = await publish([300, 512])
  for (const path of files.keys()) if (path.includes('.p/44')) files.delete(path)
  const proof = await inclusionProofFromTiles(299, 300, read)
  assert.deepEqual(proof.map(hex), inclusionProof(LEAVES.slice(0, 300), 299).map(hex))
  assert.equal(hex(await readEntryFromTiles(299, 300, read)), hex(ENTRIES[299]!))
  files.clear()
  await assert.rejects(inclusionProofFromTiles(299, 300, read), /missing/)
})

test('around 65,536 leaves the third level of tiles begins, and proofs still hold', async () => {
  const many = Array.from({ length: 65_600 }, (_, i) => leafHash(utf8(`daun ${i}`)))
  const files = new Map<string, Uint8Array>()
  const read: ReadFile = (path) => Promise.resolve(files.get(path))
  const source = { leaves: (from: number, to: number) => Promise.resolve(many.slice(from, to)), read }
  let size = 0
  for (const next of [65_535, 65_536, 65_537, 65_600]) {
    for await (const file of tilesToWrite(size, next, source)) files.set(file.path, file.bytes)
    const root = rootOfLeaves(many.slice(0, next))
    assert.equal(hex(await rootFromTiles(next, next, read)), hex(root))
    for (const index of [0, 255, 256, 65_279, 65_534, next - 1]) {
      const proof = await inclusionProofFromTiles(index, next, read)
      assert.ok(verifyInclusion(index, next, many[index]!, proof, root), `${index} of ${next}`)
    }
    if (size > 0) {
      const proof = await consistencyProofFromTiles(size, next, read)
      assert.ok(verifyConsistency(size, next, proof, rootOfLeaves(many.slice(0, size)), root))
    }
    size = next
  }
  assert.ok(files.has('tile/2/000.p/1'))
})

test('a log of another implementation: roots of all its sizes', async (t) => {
  const read = vectorLog('tessera-log-15')
  for (let size = 1; size <= 15; size++) {
    const checkpoint = await read(`checkpoint.${size}`)
    if (checkpoint === undefined) return t.skip('vectors are not here')
    const root = base64(await rootFromTiles(size, size, read))
    assert.equal(new TextDecoder().decode(checkpoint).split('\n')[2], root)
  }
})
