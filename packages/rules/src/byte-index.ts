/**
 * Identifiers found by their bytes, without making a text of each: an open table of numbers, and the
 * identifiers one after the other. The hash says where to look; equal means equal byte by byte.
 */
export interface ByteIndex {
  /** The identifiers, and where each begins; the next one begins where it ends. */
  bytes: Uint8Array
  readonly start: Int32Array
  /** By twos: hash, and number of the identifier plus one (0: free). At most half full. */
  readonly slots: Int32Array
  count: number
}

/** FNV-1a, so that a reader can go along while it looks for the end of a field. */
export const HASH_START = 0x811c9dc5 | 0
export const HASH_PRIME = 0x01000193

export function byteIndex(capacity: number): ByteIndex {
  let size = 16
  while (size < 2 * capacity) size *= 2
  return {
    bytes: new Uint8Array(64),
    start: new Int32Array(capacity + 1),
    slots: new Int32Array(2 * size),
    count: 0,
  }
}

/** Number of the identifier in `bytes` from `from` to `to`; -1: not there. */
export function find(index: ByteIndex, bytes: Uint8Array, from: number, to: number, hash: number): number {
  const { slots, start } = index
  const known = index.bytes
  const mask = slots.length - 2
  for (let slot = spread(hash) & mask; ; slot = (slot + 2) & mask) {
    const entry = slots[slot + 1]! - 1
    if (entry === -1) return -1
    if (slots[slot] !== hash) continue
    const begin = start[entry]!
    const length = to - from
    if (start[entry + 1]! - begin !== length) continue
    let at = 0
    while (at < length && known[begin + at] === bytes[from + at]) at++
    if (at === length) return entry
  }
}

/**
 * `find` for many fields of one file at once. Every look-up waits for memory three times, one after
 * the other; touching the places of all first lets the waiting overlap (a tenth of all reading).
 */
export function findMany(
  index: ByteIndex,
  bytes: Uint8Array,
  fields: { count: number; from: Int32Array; to: Int32Array; hash: Int32Array },
  found: Int32Array,
): void {
  const { slots, start } = index
  const known = index.bytes
  const mask = slots.length - 2
  const { count, from, to, hash } = fields
  for (let at = 0; at < count; at++) found[at] = slots[(spread(hash[at]!) & mask) + 1]!
  for (let at = 0; at < count; at++) found[at] = start[found[at]!]!
  let touched = 0
  for (let at = 0; at < count; at++) touched ^= known[found[at]!]!
  found[0] = touched
  for (let at = 0; at < count; at++) found[at] = find(index, bytes, from[at]!, to[at]!, hash[at]!)
}

/** The same; a new identifier gets the next number. */
export function findOrAdd(index: ByteIndex, bytes: Uint8Array, from: number, to: number): number {
  const hash = hashOf(bytes, from, to)
  const found = find(index, bytes, from, to, hash)
  if (found !== -1) return found
  const { slots, start } = index
  const mask = slots.length - 2
  let slot = spread(hash) & mask
  while (slots[slot + 1] !== 0) slot = (slot + 2) & mask
  const entry = index.count++
  const begin = start[entry]!
  const end = begin + to - from
  if (end > index.bytes.length) {
    const larger = new Uint8Array(2 * end)
    larger.set(index.bytes)
    index.bytes = larger
  }
  for (let at = from; at < to; at++) index.bytes[begin + at - from] = bytes[at]!
  start[entry + 1] = end
  slots[slot] = hash
  slots[slot + 1] = entry + 1
  return entry
}

export function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = HASH_START
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ bytes[at]!, HASH_PRIME)
  return hash
}

/** The low bits choose the slot, so the high ones must reach them. */
function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b)
  return (mixed ^ (mixed >>> 15)) << 1
}

/** The few names a column may hold; their number is their place in the list. */
export function wordIndex(words: readonly string[]): ByteIndex {
  const index = byteIndex(words.length)
  for (const word of words) {
    const bytes = new TextEncoder().encode(word)
    findOrAdd(index, bytes, 0, bytes.length)
  }
  return index
}

export function findWord(index: ByteIndex, bytes: Uint8Array, from: number, to: number): number {
  return find(index, bytes, from, to, hashOf(bytes, from, to))
}

export function wordAt(index: ByteIndex, entry: number): string {
  return textAt(index.bytes, index.start[entry]!, index.start[entry + 1]!)
}

/** Plain ASCII, as all identifiers are. */
export function textAt(bytes: Uint8Array, from: number, to: number): string {
  return ASCII.decode(bytes.subarray(from, to))
}

const ASCII = new TextDecoder('latin1')
