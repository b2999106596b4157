// What a witness decides about one request (c2sp.org/tlog-witness), apart from storage, clock and network. The
// checks and their order are the specification's; the answer to `accepted` may leave only once the state is durable.

import { equal } from './bytes.ts'
import { parseAddCheckpoint } from './add-checkpoint.ts'
import { parseCheckpoint } from './checkpoint.ts'
import type { Checkpoint, OpenedCheckpoint } from './checkpoint.ts'
import { verifyCosignature } from './cosignature.ts'
import { forkFromProof, forkOfOneSize } from './fork-evidence.ts'
import type { ForkEvidence } from './fork-evidence.ts'
import { LogError, reasonOf } from './log-error.ts'
import { parseNote, verifyNote } from './note.ts'
import type { Note, VerifierKey } from './note.ts'
import { EMPTY_ROOT, verifyConsistency } from './tree.ts'

export type WitnessRefusal = {
  readonly kind: 'malformed' | 'unknown-log' | 'unsigned'
  readonly reason: string
}

export type OpenedRequest = OpenedCheckpoint & {
  readonly kind: 'opened'
  readonly oldSize: number
  readonly proof: readonly Uint8Array[]
}

/** Without a note where all is well but the base64 of a signature: then the answer is that of a false signature. */
function readCheckpoint(text: string): { checkpoint: Checkpoint; note?: Note } {
  try {
    const note = parseNote(text)
    return { checkpoint: parseCheckpoint(note.body), note }
  } catch (error) {
    if (!(error instanceof LogError && error.code === 'bytes/base64')) throw error
    return { checkpoint: parseCheckpoint(text.slice(0, text.lastIndexOf('\n\n') + 1)) }
  }
}

/** First half: needs no state. `keysOf` gives the keys of a known log, in whatever number. */
export async function openRequest(
  body: string | Uint8Array,
  keysOf: (origin: string) => readonly VerifierKey[] | undefined,
): Promise<OpenedRequest | WitnessRefusal> {
  let request
  let read
  try {
    request = parseAddCheckpoint(body)
    read = readCheckpoint(request.checkpoint)
  } catch (error) {
    return { kind: 'malformed', reason: reasonOf(error) }
  }
  const { checkpoint, note } = read
  const { origin, size } = checkpoint
  const known = keysOf(origin)?.filter(({ name }) => name === origin) ?? []
  if (known.length === 0) return { kind: 'unknown-log', reason: 'this witness does not know the log' }
  if (note === undefined) return { kind: 'unsigned', reason: 'a signature is not readable' }
  let keys
  try {
    keys = (await verifyNote(note, known)).verified
  } catch (error) {
    return { kind: 'unsigned', reason: reasonOf(error) }
  }
  const { oldSize, proof } = request
  if (oldSize > size) return { kind: 'malformed', reason: 'the old size is larger than the checkpoint' }
  return { kind: 'opened', checkpoint, note, keys, oldSize, proof }
}

/** The last checkpoint that this witness cosigned, and when; a witness that never did holds nothing. */
export type Held = OpenedCheckpoint & { readonly time: number }

export type WitnessDecision =
  | { readonly kind: 'accepted' }
  /** Not the size that is held. */
  | { readonly kind: 'conflict'; readonly size: number; readonly fork?: ForkEvidence }
  | { readonly kind: 'inconsistent'; readonly reason: string; readonly fork?: ForkEvidence }
  /** The request bears a cosignature of our own that the state does not know: it was lost, or is a backup. */
  | { readonly kind: 'state-behind'; readonly reason: string }

/** Second half: to be called, and its outcome stored, while nothing else touches the state of this log. */
export async function decide(
  request: OpenedRequest,
  held: Held | undefined,
  ownKey: VerifierKey,
): Promise<WitnessDecision> {
  const { checkpoint, note, oldSize, proof } = request
  const size = held?.checkpoint.size ?? 0
  const root = held?.checkpoint.root ?? EMPTY_ROOT

  const own = await verifyCosignature(note, ownKey)
  const isHeld = checkpoint.size < size || (checkpoint.size === size && equal(checkpoint.root, root))
  if (own.state === 'valid' && (!isHeld || own.time > (held?.time ?? -1)))
    return { kind: 'state-behind', reason: 'this witness has signed something later than it holds' }

  const twoRoots = held === undefined || checkpoint.size !== size ? undefined : forkOfOneSize(held, request)
  if (oldSize !== size) return { kind: 'conflict', size, ...(twoRoots && { fork: twoRoots }) }
  if (checkpoint.size === 0 && !equal(checkpoint.root, EMPTY_ROOT))
    return { kind: 'inconsistent', reason: 'the root of an empty tree is another one' }
  if (verifyConsistency(oldSize, checkpoint.size, proof, root, checkpoint.root)) return { kind: 'accepted' }
  const fork = twoRoots ?? (held === undefined ? undefined : forkFromProof(held, request, proof))
  const reason =
    twoRoots === undefined ? 'the consistency proof does not hold' : 'another root of this size is held'
  return { kind: 'inconsistent', reason, ...(fork && { fork }) }
}
