// The Merkle tree of RFC 6962 section 2.1: hashes, roots, inclusion and consistency proofs.
// Every proof element is the hash of a range of leaves; a range is a fold of complete subtrees (level, index), so
// the same lists serve leaves in memory and tiles in files. Sizes go to 2^53-1: no 32-bit shifts on them.

import { concat, equal } from './bytes.ts'
import { refuse } from './log-error.ts'
import { sha256, sha256OfNode } from './sha256.ts'

export const HASH_SIZE = 32
const LEAF_PREFIX = new Uint8Array([0])

/** A complete subtree: the 2^level leaves from index * 2^level on. */
export type SubtreeNode = { readonly level: number; readonly index: number }

/** Roots of the complete subtrees on the right edge, the largest first. */
export type Frontier = readonly Uint8Array[]

// Where a leaf is put behind its prefix; reused, since hashing is synchronous.
const LEAF = new Uint8Array(1 + 0xffff)

export function leafHash(entry: Uint8Array): Uint8Array {
  if (entry.length >= LEAF.length) return sha256(concat(LEAF_PREFIX, entry))
  LEAF.set(entry, 1)
  return sha256(LEAF.subarray(0, 1 + entry.length))
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  if (left.length !== HASH_SIZE || right.length !== HASH_SIZE)
    refuse('tree/hash', 'a node joins two hashes of 32 bytes')
  return sha256OfNode(left, right)
}

export const EMPTY_ROOT: Uint8Array = sha256(new Uint8Array(0))

/** Root of hashes of neighbouring subtrees, joined from the right (the ragged edge hangs under the last one). */
export function foldHashes(hashes: readonly Uint8Array[]): Uint8Array {
  let root = hashes.at(-1)
  if (root === undefined) return EMPTY_ROOT
  for (let i = hashes.length - 2; i >= 0; i--) root = nodeHash(hashes[i]!, root)
  return root
}

function checkSize(size: number, name: string): void {
  if (!Number.isSafeInteger(size) || size < 0) refuse('tree/size', `${name} is not a size`)
}

/** How many hashes a frontier of this size has: the number of ones in its binary form. */
export function frontierLength(size: number): number {
  checkSize(size, 'size')
  let ones = 0
  for (let left = size; left > 0; left = Math.floor(left / 2)) ones += left % 2
  return ones
}

/** Adds leaf hashes on the right. Checks that the frontier belongs to the size. */
export function appendLeaves(
  frontier: Frontier,
  size: number,
  leaves: readonly Uint8Array[],
): { frontier: Uint8Array[]; size: number; root: Uint8Array } {
  if (frontier.length !== frontierLength(size))
    refuse('tree/frontier', 'the frontier does not belong to this size')
  const next = [...frontier]
  let count = size
  for (const leaf of leaves) {
    let node = leaf
    for (let left = count; left % 2 === 1; left = (left - 1) / 2) node = nodeHash(next.pop()!, node)
    next.push(node)
    count++
  }
  checkSize(count, 'size')
  return { frontier: next, size: count, root: foldHashes(next) }
}

export function rootOfLeaves(leaves: readonly Uint8Array[]): Uint8Array {
  return appendLeaves([], 0, leaves).root
}

/** Frontier as one byte string, for a database column. */
export function encodeFrontier(frontier: Frontier): Uint8Array {
  return concat(...frontier)
}

export function decodeFrontier(bytes: Uint8Array): Uint8Array[] {
  if (bytes.length % HASH_SIZE !== 0) refuse('tree/frontier', 'a frontier is a row of 32-byte hashes')
  const frontier: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += HASH_SIZE) frontier.push(bytes.slice(at, at + HASH_SIZE))
  return frontier
}

/** The complete subtrees that make up leaves start to end; start must be a multiple of the largest of them. */
export function subtreesOfRange(start: number, end: number): SubtreeNode[] {
  const nodes: SubtreeNode[] = []
  let at = start
  while (at < end) {
    let level = 0
    let width = 1
    while (width * 2 <= end - at && at % (width * 2) === 0) {
      width *= 2
      level++
    }
    nodes.push({ level, index: at / width })
    at += width
  }
  return nodes
}

/** The largest power of two below a size above 1: where RFC 6962 splits a tree. */
function splitPoint(size: number): number {
  let k = 1
  while (k * 2 < size) k *= 2
  return k
}

/** What an inclusion proof consists of, from the leaf upwards; each element is a fold of subtrees. */
export function inclusionNodes(index: number, size: number): SubtreeNode[][] {
  checkSize(size, 'size')
  checkSize(index, 'index')
  if (index >= size) refuse('tree/index', `no leaf ${index} in a tree of ${size}`)
  const nodes: SubtreeNode[][] = []
  let start = 0
  let end = size
  while (end - start > 1) {
    const middle = start + splitPoint(end - start)
    if (index < middle) {
      nodes.push(subtreesOfRange(middle, end))
      end = middle
    } else {
      nodes.push(subtreesOfRange(start, middle))
      start = middle
    }
  }
  return nodes.reverse()
}

/** What a consistency proof from one size to a larger one consists of (RFC 6962, 2.1.2). */
export function consistencyNodes(oldSize: number, size: number): SubtreeNode[][] {
  checkSize(oldSize, 'old size')
  checkSize(size, 'size')
  if (oldSize > size) refuse('tree/size', 'the old tree is larger than the new one')
  if (oldSize === 0 || oldSize === size) return []
  const nodes: SubtreeNode[][] = []
  let start = 0
  let end = size
  let onOldEdge = true
  while (oldSize < end) {
    const middle = start + splitPoint(end - start)
    if (oldSize <= middle) {
      nodes.push(subtreesOfRange(middle, end))
      end = middle
    } else {
      nodes.push(subtreesOfRange(start, middle))
      start = middle
      onOldEdge = false
    }
  }
  if (!onOldEdge) nodes.push(subtreesOfRange(start, end))
  return nodes.reverse()
}

function subtreeRoot(leaves: readonly Uint8Array[], node: SubtreeNode): Uint8Array {
  const width = 2 ** node.level
  return rootOfLeaves(leaves.slice(node.index * width, (node.index + 1) * width))
}

/** Proof that leaf `index` is in the tree of these leaf hashes. */
export function inclusionProof(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  return inclusionNodes(index, leaves.length).map((nodes) =>
    foldHashes(nodes.map((node) => subtreeRoot(leaves, node))),
  )
}

/** Proof that the first oldSize leaves are the start of these. */
export function consistencyProof(leaves: readonly Uint8Array[], oldSize: number): Uint8Array[] {
  return consistencyNodes(oldSize, leaves.length).map((nodes) =>
    foldHashes(nodes.map((node) => subtreeRoot(leaves, node))),
  )
}

/** Root that a leaf and its proof lead to; undefined where the proof cannot belong to index and size. */
export function rootFromInclusion(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
): Uint8Array | undefined {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size)
    return undefined
  if (leaf.length !== HASH_SIZE || proof.some((hash) => hash.length !== HASH_SIZE)) return undefined
  let position = index
  let last = size - 1
  let root = leaf
  for (const hash of proof) {
    if (last === 0) return undefined
    if (position % 2 === 1 || position === last) {
      root = nodeHash(hash, root)
      // A right edge without a sibling passes upwards unchanged until it is a right child.
      while (position % 2 === 0 && position !== 0) {
        position /= 2
        last = Math.floor(last / 2)
      }
    } else {
      root = nodeHash(root, hash)
    }
    position = Math.floor(position / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 ? root : undefined
}

export function verifyInclusion(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  const computed = rootFromInclusion(index, size, leaf, proof)
  return computed !== undefined && equal(computed, root)
}

/** Checks a consistency proof (RFC 9162, 2.1.4.2). The empty tree is the start of every tree: empty proof. */
export function verifyConsistency(
  oldSize: number,
  size: number,
  proof: readonly Uint8Array[],
  oldRoot: Uint8Array,
  root: Uint8Array,
): boolean {
  if (!Number.isSafeInteger(oldSize) || !Number.isSafeInteger(size) || oldSize < 0 || oldSize > size)
    return false
  if (oldRoot.length !== HASH_SIZE || root.length !== HASH_SIZE) return false
  if (proof.some((hash) => hash.length !== HASH_SIZE)) return false
  if (oldSize === size) return proof.length === 0 && equal(oldRoot, root)
  if (oldSize === 0) return proof.length === 0 && equal(oldRoot, EMPTY_ROOT)

  let position = oldSize - 1
  let last = size - 1
  while (position % 2 === 1) {
    position = (position - 1) / 2
    last = Math.floor(last / 2)
  }
  // Where the old size is a power of two its root is the first element and is left out of the proof.
  const path = position === 0 ? [oldRoot, ...proof] : [...proof]
  const first = path.shift()
  if (first === undefined) return false
  let oldComputed = first
  let computed = first
  for (const hash of path) {
    if (last === 0) return false
    if (position % 2 === 1 || position === last) {
      oldComputed = nodeHash(hash, oldComputed)
      computed = nodeHash(hash, computed)
      while (position % 2 === 0 && position !== 0) {
        position /= 2
        last = Math.floor(last / 2)
      }
    } else {
      computed = nodeHash(computed, hash)
    }
    position = Math.floor(position / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && equal(oldComputed, oldRoot) && equal(computed, root)
}
