// Tiles and entry bundles of c2sp.org/tlog-tiles: their paths, their bytes, what to write when the log grows, and
// proofs read from them. Reading and writing files is the caller's: everything here takes a reader function.

import { concat } from './bytes.ts'
import { refuse } from './log-error.ts'
import {
  foldHashes,
  HASH_SIZE,
  inclusionNodes,
  consistencyNodes,
  rootOfLeaves,
  subtreesOfRange,
} from './tree.ts'
import type { SubtreeNode } from './tree.ts'

export const TILE_WIDTH = 256
const TILE_HEIGHT = 8

/** Level of hash tiles, or the bundles of entries. */
export type TileLevel = number | 'entries'
export type Tile = { readonly level: TileLevel; readonly index: number; readonly width: number }
export type StoredFile = { readonly path: string; readonly bytes: Uint8Array }

/** Reads a file below the prefix of a log; undefined where there is none. */
export type ReadFile = (path: string) => Promise<Uint8Array | undefined>

export function tilePath(tile: Tile): string {
  if (!Number.isSafeInteger(tile.index) || tile.index < 0) refuse('tile/index', 'no such tile')
  if (!Number.isInteger(tile.width) || tile.width < 1 || tile.width > TILE_WIDTH)
    refuse('tile/width', 'no such width')
  const digits = String(tile.index).padStart(Math.ceil(String(tile.index).length / 3) * 3, '0')
  const groups = digits.match(/\d{3}/g) ?? []
  const name = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/')
  return `tile/${tile.level}/${name}${tile.width < TILE_WIDTH ? `.p/${tile.width}` : ''}`
}

const TILE_PATH = /^tile\/(entries|\d{1,2})\/((?:x\d{3}\/){0,5}\d{3})(?:\.p\/(\d{1,3}))?$/

/** The tile that a path names; undefined for any other path, also for a second spelling of one. */
export function parseTilePath(path: string): Tile | undefined {
  const parts = TILE_PATH.exec(path)
  if (parts === null) return undefined
  const level: TileLevel = parts[1] === 'entries' ? 'entries' : Number(parts[1])
  const index = Number(parts[2]!.replaceAll(/[x/]/g, ''))
  const width = parts[3] === undefined ? TILE_WIDTH : Number(parts[3])
  if (!Number.isSafeInteger(index) || width < 1 || width > TILE_WIDTH) return undefined
  const tile = { level, index, width }
  return tilePath(tile) === path ? tile : undefined
}

function tilesOfLevel(level: TileLevel, count: number): Tile[] {
  const tiles: Tile[] = []
  for (let index = 0; index * TILE_WIDTH < count; index++) {
    tiles.push({ level, index, width: Math.min(TILE_WIDTH, count - index * TILE_WIDTH) })
  }
  return tiles
}

/** All hash tiles of a tree of this size, by level and index. */
export function tilesForSize(size: number): Tile[] {
  const tiles: Tile[] = []
  let count = size
  for (let level = 0; count > 0; level++, count = Math.floor(count / TILE_WIDTH))
    tiles.push(...tilesOfLevel(level, count))
  return tiles
}

export function bundlesForSize(size: number): Tile[] {
  return tilesOfLevel('entries', size)
}

export function encodeTile(hashes: readonly Uint8Array[]): Uint8Array {
  return concat(...hashes)
}

export function decodeTile(bytes: Uint8Array, width: number): Uint8Array[] {
  if (bytes.length !== width * HASH_SIZE)
    refuse('tile/length', `a tile of width ${width} has ${width * HASH_SIZE} bytes`)
  const hashes: Uint8Array[] = []
  for (let i = 0; i < width; i++) hashes.push(bytes.subarray(i * HASH_SIZE, (i + 1) * HASH_SIZE))
  return hashes
}

/** Entries one after the other, each behind its length in two bytes. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  const parts: Uint8Array[] = []
  for (const entry of entries) {
    if (entry.length > 0xffff) refuse('tile/entry', 'an entry of a bundle has at most 65,535 bytes')
    parts.push(new Uint8Array([entry.length >> 8, entry.length & 255]), entry)
  }
  return concat(...parts)
}

export function decodeBundle(bytes: Uint8Array, width: number): Uint8Array[] {
  const entries: Uint8Array[] = []
  let at = 0
  while (at < bytes.length) {
    if (at + 2 > bytes.length) refuse('tile/bundle', 'the bundle ends inside a length')
    const end = at + 2 + ((bytes[at]! << 8) | bytes[at + 1]!)
    if (end > bytes.length) refuse('tile/bundle', 'the bundle ends inside an entry')
    entries.push(bytes.subarray(at + 2, end))
    at = end
  }
  if (entries.length !== width)
    refuse('tile/bundle', `a bundle of ${entries.length} entries where ${width} belong`)
  return entries
}

/** Where the growth of a log reads from. */
export type GrowthSource = {
  /** Hashes of leaves from..to (to excluded), from the table of entries. */
  readonly leaves: (from: number, to: number) => Promise<readonly Uint8Array[]>
  /** Stored hash tiles; without it (or where one is missing) upper levels are computed from the leaves again. */
  readonly read?: ReadFile
}

/**
 * Hash tiles to write when a published tree of oldSize grows to newSize: the full ones that became complete and
 * the partial ones of newSize. With oldSize 0 that is every tile: the way to rebuild all files.
 */
export async function* tilesToWrite(
  oldSize: number,
  newSize: number,
  source: GrowthSource,
): AsyncGenerator<StoredFile> {
  if (oldSize > newSize) refuse('tile/size', 'a log never shrinks')
  // Roots of the tiles completed one level below, so that an upper level need not read what was just built.
  let built = new Map<number, Uint8Array>()
  let span = 1
  for (let level = 0; newSize >= span; level++, span *= TILE_WIDTH) {
    const oldCount = Math.floor(oldSize / span)
    const newCount = Math.floor(newSize / span)
    const below = built
    built = new Map()
    if (newCount === oldCount) continue
    for (let index = Math.floor(oldCount / TILE_WIDTH); index * TILE_WIDTH < newCount; index++) {
      const first = index * TILE_WIDTH
      const width = Math.min(TILE_WIDTH, newCount - first)
      const hashes = level === 0 ? [...(await source.leaves(first, first + width))] : []
      if (level > 0) {
        const kept = first < oldCount ? await storedHashes(level, index, oldCount - first, source.read) : []
        hashes.push(...kept)
        for (let i = hashes.length; i < width; i++) {
          hashes.push(
            below.get(first + i) ??
              rootOfLeaves(await source.leaves((first + i) * span, (first + i + 1) * span)),
          )
        }
      }
      if (hashes.length !== width)
        refuse('tile/source', `leaves ${first} to ${first + width} are not all there`)
      if (width === TILE_WIDTH) built.set(index, rootOfLeaves(hashes))
      yield { path: tilePath({ level, index, width }), bytes: encodeTile(hashes) }
    }
  }
}

async function storedHashes(
  level: number,
  index: number,
  width: number,
  read?: ReadFile,
): Promise<Uint8Array[]> {
  const bytes = await read?.(tilePath({ level, index, width }))
  return bytes === undefined ? [] : decodeTile(bytes, width)
}

/** Bundles to write for the same growth; `entries` reads from..to of the table. */
export async function* bundlesToWrite(
  oldSize: number,
  newSize: number,
  entries: (from: number, to: number) => Promise<readonly Uint8Array[]>,
): AsyncGenerator<StoredFile> {
  if (oldSize > newSize) refuse('tile/size', 'a log never shrinks')
  if (oldSize === newSize) return
  for (let index = Math.floor(oldSize / TILE_WIDTH); index * TILE_WIDTH < newSize; index++) {
    const first = index * TILE_WIDTH
    const width = Math.min(TILE_WIDTH, newSize - first)
    const some = await entries(first, first + width)
    if (some.length !== width) refuse('tile/source', `entries ${first} to ${first + width} are not all there`)
    yield { path: tilePath({ level: 'entries', index, width }), bytes: encodeBundle(some) }
  }
}

/** Reads one tile or bundle of a tree; where the partial one is gone, the start of the full one serves. */
async function readTile(tile: Tile, read: ReadFile): Promise<Uint8Array[]> {
  const decode = tile.level === 'entries' ? decodeBundle : decodeTile
  const bytes = await read(tilePath(tile))
  if (bytes !== undefined) return decode(bytes, tile.width)
  const full = tile.width < TILE_WIDTH ? await read(tilePath({ ...tile, width: TILE_WIDTH })) : undefined
  if (full === undefined) return refuse('tile/missing', `${tilePath(tile)} is missing`)
  return decode(full, TILE_WIDTH).slice(0, tile.width)
}

function widthOf(level: number, index: number, size: number): number {
  return Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** level) - index * TILE_WIDTH)
}

/** Hashes of complete subtrees of a tree of this size, read from tiles, each tile at most once. */
export function subtreeReader(size: number, read: ReadFile): (node: SubtreeNode) => Promise<Uint8Array> {
  const tiles = new Map<string, Promise<Uint8Array[]>>()
  return async (node) => {
    const level = Math.floor(node.level / TILE_HEIGHT)
    const width = 2 ** (node.level % TILE_HEIGHT)
    const first = node.index * width
    const index = Math.floor(first / TILE_WIDTH)
    const key = `${level}/${index}`
    let tile = tiles.get(key)
    if (tile === undefined) {
      tile = readTile({ level, index, width: widthOf(level, index, size) }, read)
      tiles.set(key, tile)
    }
    const from = first % TILE_WIDTH
    const hashes = (await tile).slice(from, from + width)
    if (hashes.length !== width)
      refuse('tile/missing', `subtree ${node.level}/${node.index} is not in a tree of ${size}`)
    return rootOfLeaves(hashes)
  }
}

async function proofOf(
  elements: readonly SubtreeNode[][],
  size: number,
  read: ReadFile,
): Promise<Uint8Array[]> {
  const hashOf = subtreeReader(size, read)
  return Promise.all(elements.map(async (nodes) => foldHashes(await Promise.all(nodes.map(hashOf)))))
}

export function inclusionProofFromTiles(index: number, size: number, read: ReadFile): Promise<Uint8Array[]> {
  return proofOf(inclusionNodes(index, size), size, read)
}

export function consistencyProofFromTiles(
  oldSize: number,
  size: number,
  read: ReadFile,
): Promise<Uint8Array[]> {
  return proofOf(consistencyNodes(oldSize, size), size, read)
}

/** Root of the tree of `atSize`, read from the tiles of a tree of `size` (the same or larger). */
export async function rootFromTiles(atSize: number, size: number, read: ReadFile): Promise<Uint8Array> {
  const hashOf = subtreeReader(size, read)
  return foldHashes(await Promise.all(subtreesOfRange(0, atSize).map(hashOf)))
}

/** Frontier of a tree, read from its tiles: what the sequencer compares with its table at start. */
export function frontierFromTiles(size: number, read: ReadFile): Promise<Uint8Array[]> {
  const hashOf = subtreeReader(size, read)
  return Promise.all(subtreesOfRange(0, size).map(hashOf))
}

export async function readEntryFromTiles(index: number, size: number, read: ReadFile): Promise<Uint8Array> {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size)
    refuse('tree/index', `no entry ${index} in a log of ${size}`)
  const tile = Math.floor(index / TILE_WIDTH)
  const entries = await readTile({ level: 'entries', index: tile, width: widthOf(0, tile, size) }, read)
  return entries[index % TILE_WIDTH]!
}
