// The request of c2sp.org/tlog-witness: the size that the witness is believed to hold, the consistency proof from
// there, an empty line, the signed checkpoint. Strict: what format would not write, parse refuses.

import { base64, concat, fromBase64, fromUtf8, utf8 } from './bytes.ts'
import { refuse } from './log-error.ts'
import { HASH_SIZE } from './tree.ts'

/** The longest proof in a tree of 2^63 leaves; the specification's limit too. */
const MAX_PROOF_LINES = 63

/** Room for 63 proof lines and a note with dozens of cosignatures, also of ML-DSA-44 (3.3 kB a line). */
export const MAX_ADD_CHECKPOINT_BYTES = 256 * 1024

/** Media type of the answer 409, whose body is a size. */
export const SIZE_MEDIA_TYPE = 'text/x.tlog.size'

export type AddCheckpoint = {
  readonly oldSize: number
  readonly proof: readonly Uint8Array[]
  /** The signed note of the checkpoint, verbatim. */
  readonly checkpoint: string
}

function parseSize(text: string): number | undefined {
  const size = Number(text)
  return /^(?:0|[1-9]\d{0,15})$/.test(text) && Number.isSafeInteger(size) ? size : undefined
}

export function formatAddCheckpoint(request: AddCheckpoint): Uint8Array {
  const { oldSize, proof, checkpoint } = request
  if (!Number.isSafeInteger(oldSize) || oldSize < 0) refuse('witness/old-size', 'the size is a whole number')
  if (proof.length > MAX_PROOF_LINES) refuse('witness/proof', `more than ${MAX_PROOF_LINES} hashes`)
  const head = [`old ${oldSize}`, ...proof.map(base64)].join('\n')
  return concat(utf8(`${head}\n\n`), utf8(checkpoint))
}

export function parseAddCheckpoint(body: string | Uint8Array): AddCheckpoint {
  if (body.length > MAX_ADD_CHECKPOINT_BYTES) refuse('witness/length', 'the request is too long')
  const text = typeof body === 'string' ? body : fromUtf8(body)
  const split = text.indexOf('\n\n')
  if (split < 0) return refuse('witness/form', 'no empty line before the checkpoint')
  const [first = '', ...lines] = text.slice(0, split).split('\n')
  const oldSize = first.startsWith('old ') ? parseSize(first.slice(4)) : undefined
  if (oldSize === undefined) return refuse('witness/old-size', 'the first line is the old size')
  if (lines.length > MAX_PROOF_LINES) refuse('witness/proof', `more than ${MAX_PROOF_LINES} hashes`)
  const proof = lines.map((line) => {
    const hash = fromBase64(line)
    return hash.length === HASH_SIZE ? hash : refuse('witness/proof', 'a hash of a proof has 32 bytes')
  })
  return { oldSize, proof, checkpoint: text.slice(split + 2) }
}

/** Body of the answer 409. */
export function formatHeldSize(size: number): string {
  return `${size}\n`
}

export function parseHeldSize(body: string): number | undefined {
  return body.endsWith('\n') ? parseSize(body.slice(0, -1)) : undefined
}
