// Checkpoints (c2sp.org/tlog-checkpoint): the signed head of the tree. Three lines in our logs; extension lines of
// other logs are kept but mean nothing here.

import { base64, fromBase64 } from './bytes.ts'
import { refuse } from './log-error.ts'
import { parseNote, signNote, verifyNote } from './note.ts'
import type { Note, Signer, VerifierKey } from './note.ts'
import { HASH_SIZE } from './tree.ts'

export type Checkpoint = {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  readonly extensions?: readonly string[]
}

export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root, extensions = [] } = checkpoint
  if (origin === '' || origin.includes('\n')) refuse('checkpoint/origin', 'the origin is one line')
  if (!Number.isSafeInteger(size) || size < 0) refuse('checkpoint/size', 'the size is a whole number')
  if (root.length !== HASH_SIZE) refuse('checkpoint/root', 'the root has 32 bytes')
  return [origin, String(size), base64(root), ...extensions, ''].join('\n')
}

/** Checkpoint of the body of a note. */
export function parseCheckpoint(body: string): Checkpoint {
  const lines = body.split('\n')
  if (lines.pop() !== '' || lines.length < 3 || lines.includes('')) {
    return refuse('checkpoint/form', 'a checkpoint has origin, size and root, a line each')
  }
  const [origin = '', sizeText = '', rootText = '', ...extensions] = lines
  const size = Number(sizeText)
  if (!/^(?:0|[1-9]\d{0,15})$/.test(sizeText) || !Number.isSafeInteger(size)) {
    refuse('checkpoint/size', 'the size is a decimal number without leading zeroes')
  }
  const root = fromBase64(rootText)
  if (root.length !== HASH_SIZE) refuse('checkpoint/root', 'the root has 32 bytes')
  return { origin, size, root, extensions }
}

export function signCheckpoint(checkpoint: Checkpoint, signers: readonly Signer[]): Promise<string> {
  return signNote(formatCheckpoint(checkpoint), signers)
}

export type OpenedCheckpoint = {
  readonly checkpoint: Checkpoint
  readonly note: Note
  readonly keys: readonly VerifierKey[]
}

/** A checkpoint that one of the log's keys signed; the name of that key must be the origin. */
export async function openCheckpoint(
  text: string | Uint8Array,
  logKeys: readonly VerifierKey[],
): Promise<OpenedCheckpoint> {
  const note = parseNote(text)
  const checkpoint = parseCheckpoint(note.body)
  const own = logKeys.filter((key) => key.name === checkpoint.origin)
  if (own.length === 0)
    refuse('checkpoint/origin', `the origin ${checkpoint.origin} is not that of a known log`)
  const { verified } = await verifyNote(note, own)
  return { checkpoint, note, keys: verified }
}
