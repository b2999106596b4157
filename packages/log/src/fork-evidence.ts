// Proof that a log showed two histories: two of its signed checkpoints and, where their sizes differ, a consistency
// proof of the newer one to the root that the older size has inside it. That root is not the one signed. Any RFC 6962
// verifier can check it; nobody without the log's key can make it.

import { base64, equal, fromBase64 } from './bytes.ts'
import { openCheckpoint } from './checkpoint.ts'
import type { Checkpoint, OpenedCheckpoint } from './checkpoint.ts'
import { reasonOf, refuse } from './log-error.ts'
import { formatNote } from './note.ts'
import type { VerifierKey } from './note.ts'
import { consistencyProofFromTiles, rootFromTiles } from './tiles.ts'
import type { ReadFile } from './tiles.ts'
import { nodeHash, verifyConsistency } from './tree.ts'

const FORMAT = 'terang/cabang/v1'

export type ForkEvidence = {
  /** Signed notes, verbatim, the smaller size first. */
  readonly older: string
  readonly newer: string
  /** Root that the newer tree has at the older size. */
  readonly root: Uint8Array
  /** Consistency proof from that root to the newer one; empty for two notes of one size. */
  readonly proof: readonly Uint8Array[]
}

export function formatForkEvidence(evidence: ForkEvidence): string {
  const { older, newer, root, proof } = evidence
  const fields = { format: FORMAT, older, newer, root: base64(root), proof: proof.map(base64) }
  return `${JSON.stringify(fields, null, 2)}\n`
}

export function parseForkEvidence(text: string): ForkEvidence {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return refuse('fork/form', reasonOf(error))
  }
  const fields = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>
  const { format, older, newer, root, proof } = fields
  if (format !== FORMAT) return refuse('fork/form', `not a file of the form ${FORMAT}`)
  if (typeof older !== 'string' || typeof newer !== 'string' || typeof root !== 'string')
    return refuse('fork/form', 'two notes and a root belong into the file')
  if (!Array.isArray(proof) || !proof.every((line) => typeof line === 'string'))
    return refuse('fork/form', 'the proof is a list of hashes')
  return { older, newer, root: fromBase64(root), proof: proof.map(fromBase64) }
}

export type ForkReport = {
  /** Both notes bear the log's signature and cannot belong to one history. */
  readonly proven: boolean
  readonly older: Checkpoint
  readonly newer: Checkpoint
}

function contradicts(older: Checkpoint, newer: Checkpoint, evidence: ForkEvidence): boolean {
  if (older.origin !== newer.origin || equal(older.root, evidence.root)) return false
  return verifyConsistency(older.size, newer.size, evidence.proof, evidence.root, newer.root)
}

/** Throws where a note is malformed or not signed by one of these keys of the log. */
export async function checkForkEvidence(
  evidence: ForkEvidence,
  logKeys: readonly VerifierKey[],
): Promise<ForkReport> {
  const older = (await openCheckpoint(evidence.older, logKeys)).checkpoint
  const newer = (await openCheckpoint(evidence.newer, logKeys)).checkpoint
  return { proven: contradicts(older, newer, evidence), older, newer }
}

function evidenceOf(
  older: OpenedCheckpoint,
  newer: OpenedCheckpoint,
  root: Uint8Array,
  proof: readonly Uint8Array[],
): ForkEvidence | undefined {
  const evidence = { older: formatNote(older.note), newer: formatNote(newer.note), root, proof }
  return contradicts(older.checkpoint, newer.checkpoint, evidence) ? evidence : undefined
}

/** Two opened checkpoints of one size with two roots. */
export function forkOfOneSize(older: OpenedCheckpoint, newer: OpenedCheckpoint): ForkEvidence | undefined {
  return evidenceOf(older, newer, newer.checkpoint.root, [])
}

/**
 * Root of the old size that a consistency proof leads to, without knowing it. A proof from a power of two leaves that
 * root out: undefined.
 */
function oldRootOfProof(oldSize: number, size: number, proof: readonly Uint8Array[]): Uint8Array | undefined {
  if (oldSize < 1 || oldSize >= size) return undefined
  let position = oldSize - 1
  let last = size - 1
  while (position % 2 === 1) {
    position = (position - 1) / 2
    last = Math.floor(last / 2)
  }
  let [root] = proof
  if (position === 0 || root === undefined) return undefined
  for (const hash of proof.slice(1)) {
    if (position % 2 === 1 || position === last) {
      root = nodeHash(hash, root)
      while (position % 2 === 0 && position !== 0) {
        position /= 2
        last = Math.floor(last / 2)
      }
    }
    position = Math.floor(position / 2)
    last = Math.floor(last / 2)
  }
  return root
}

/** A proof that leads to the signed new root, but not to the signed old one, convicts the log that sent it. */
export function forkFromProof(
  older: OpenedCheckpoint,
  newer: OpenedCheckpoint,
  proof: readonly Uint8Array[],
): ForkEvidence | undefined {
  const root = oldRootOfProof(older.checkpoint.size, newer.checkpoint.size, proof)
  return root === undefined ? undefined : evidenceOf(older, newer, root, proof)
}

/** The same from tiles of the newer tree. Throws where a tile is missing. */
export async function forkFromTiles(
  older: OpenedCheckpoint,
  newer: OpenedCheckpoint,
  read: ReadFile,
): Promise<ForkEvidence | undefined> {
  const [from, to] = [older.checkpoint.size, newer.checkpoint.size]
  const root = await rootFromTiles(from, to, read)
  return evidenceOf(older, newer, root, await consistencyProofFromTiles(from, to, read))
}
