// Offline proofs (c2sp.org/tlog-proof@v1): index, inclusion path and signed checkpoint in one text file. In our
// receipts the extra line carries the entry itself, so that the file is complete.

import { base64, fromBase64, fromUtf8 } from './bytes.ts'
import { refuse } from './log-error.ts'
import { HASH_SIZE } from './tree.ts'

export type LogProof = {
  readonly index: number
  readonly hashes: readonly Uint8Array[]
  /** Entry of a receipt; opaque and not signed: it counts only through its leaf hash. */
  readonly extra?: Uint8Array
  /** The signed note of the checkpoint, verbatim. */
  readonly checkpoint: string
}

const HEADER = 'c2sp.org/tlog-proof@v1'
// The longest path in a tree of 2^63 leaves.
const MAX_HASHES = 63

export function formatProof(proof: LogProof): string {
  if (!Number.isSafeInteger(proof.index) || proof.index < 0)
    refuse('proof/index', 'the index is a whole number')
  const lines = [HEADER]
  if (proof.extra !== undefined) lines.push(`extra ${base64(proof.extra)}`)
  lines.push(`index ${proof.index}`, ...proof.hashes.map(base64))
  return `${lines.join('\n')}\n\n${proof.checkpoint}`
}

export function parseProof(file: string | Uint8Array): LogProof {
  const text = typeof file === 'string' ? file : fromUtf8(file)
  const split = text.indexOf('\n\n')
  if (split < 0) return refuse('proof/form', 'no empty line before the checkpoint')
  const lines = text.slice(0, split).split('\n')
  const checkpoint = text.slice(split + 2)
  if (lines.shift() !== HEADER) refuse('proof/header', `the first line must be ${HEADER}`)
  const extra = lines[0]?.startsWith('extra ') ? fromBase64(lines.shift()!.slice(6)) : undefined
  const indexLine = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '')
  const index = Number(indexLine?.[1] ?? Number.NaN)
  if (!Number.isSafeInteger(index)) return refuse('proof/index', 'no line with the index')
  if (lines.length > MAX_HASHES) refuse('proof/hashes', 'more hashes than any tree has levels')
  const hashes = lines.map((line) => {
    const hash = fromBase64(line)
    return hash.length === HASH_SIZE ? hash : refuse('proof/hashes', 'a hash of a proof has 32 bytes')
  })
  if (checkpoint === '') refuse('proof/checkpoint', 'no checkpoint after the proof')
  return { index, hashes, ...(extra === undefined ? {} : { extra }), checkpoint }
}
