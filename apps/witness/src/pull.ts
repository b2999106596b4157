// Pull: for a witness without a public address. Reads checkpoint and tiles of a published log, builds the consistency
// proof from the tiles itself, and then takes the same door as a request that came in.
import { formatAddCheckpoint, MAX_ADD_CHECKPOINT_BYTES } from '@terang/log/add-checkpoint.ts'
import { equal, fromUtf8 } from '@terang/log/bytes.ts'
import { forkFromTiles, forkOfOneSize } from '@terang/log/fork-evidence.ts'
import type { ForkEvidence } from '@terang/log/fork-evidence.ts'
import { reasonOf } from '@terang/log/log-error.ts'
import { consistencyProofFromTiles, rootFromTiles } from '@terang/log/tiles.ts'
import type { ReadFile } from '@terang/log/tiles.ts'
import { openRequest } from '@terang/log/witness.ts'
import type { Held, OpenedRequest } from '@terang/log/witness.ts'
import type { KnownLog } from './log-list.ts'
import type { Witness } from './witness.ts'

export type PullResult =
  | { readonly kind: 'cosigned'; readonly size: number }
  /** Nothing new, and our last signature is fresh enough. */
  | { readonly kind: 'unchanged'; readonly size: number }
  /** The log shows less than we signed; its tiles do not contradict it. */
  | { readonly kind: 'behind'; readonly size: number }
  | { readonly kind: 'fork'; readonly evidence: string }
  | { readonly kind: 'refused' | 'unreachable'; readonly reason: string }

const FETCH_TIMEOUT_MS = 20_000
/** A log that stands still is signed again, so that its age shows: the design asks for once an hour at least. */
const FRESH_SECONDS = 50 * 60

/** Reader of the files below the prefix of a published log. */
export function publishedLog(prefix: string): ReadFile {
  const base = prefix.replace(/\/+$/, '')
  return async (path) => {
    const response = await fetch(`${base}/${path}`, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) })
    if (response.status === 404 || response.status === 410) {
      await response.body?.cancel()
      return undefined
    }
    if (!response.ok || response.body === null) {
      await response.body?.cancel()
      throw new Error(`${path}: HTTP ${response.status}`)
    }
    const parts: Uint8Array[] = []
    let length = 0
    for await (const part of response.body as AsyncIterable<Uint8Array>) {
      length += part.length
      if (length > MAX_ADD_CHECKPOINT_BYTES) throw new Error(`${path}: more than any file of a log`)
      parts.push(part)
    }
    return new Uint8Array(Buffer.concat(parts))
  }
}

export async function pullLog(witness: Witness, log: KnownLog, read: ReadFile): Promise<PullResult> {
  let bytes: Uint8Array | undefined
  try {
    bytes = await read('checkpoint')
  } catch (error) {
    return { kind: 'unreachable', reason: causeOf(error) }
  }
  if (bytes === undefined) return { kind: 'unreachable', reason: 'no checkpoint at this address' }
  let text: string
  try {
    text = fromUtf8(bytes)
  } catch (error) {
    return { kind: 'refused', reason: reasonOf(error) }
  }
  const first = formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint: text })
  const opened = await openRequest(first, (origin) => (origin === log.origin ? log.keys : undefined))
  if (opened.kind !== 'opened') return { kind: 'refused', reason: opened.reason }
  const held = witness.held(log.origin)
  try {
    return await compare(witness, log, text, opened, held, read)
  } catch (error) {
    return { kind: 'unreachable', reason: causeOf(error) }
  }
}

async function compare(
  witness: Witness,
  log: KnownLog,
  text: string,
  opened: OpenedRequest,
  held: Held | undefined,
  read: ReadFile,
): Promise<PullResult> {
  const { size, root } = opened.checkpoint
  const heldSize = held?.checkpoint.size ?? 0
  if (held !== undefined && size < heldSize) {
    const kept = await keepFork(witness, log, await forkOrNothing(opened, held, read))
    return kept ?? { kind: 'behind', size }
  }
  const isSame = held !== undefined && size === heldSize && equal(root, held.checkpoint.root)
  if (isSame && witness.now() - held.time < FRESH_SECONDS) return { kind: 'unchanged', size }
  // A first signature rests on no proof; at least the tiles must be those of the checkpoint.
  if (heldSize === 0 && !equal(await rootFromTiles(size, size, read), root))
    return { kind: 'refused', reason: 'the tiles are not those of the checkpoint' }

  const proof = await consistencyProofFromTiles(heldSize, size, read)
  const answer = await witness.add(formatAddCheckpoint({ oldSize: heldSize, proof, checkpoint: text }))
  if (answer.status === 200) return { kind: 'cosigned', size }
  const fork =
    answer.status === 422 && held !== undefined ? await forkOrNothing(held, opened, read) : undefined
  return (await keepFork(witness, log, fork)) ?? { kind: 'refused', reason: answer.body.trim() }
}

/** Two roots of one size need no tiles; otherwise, where tiles are missing, nothing is proven. */
async function forkOrNothing(
  older: Held | OpenedRequest,
  newer: Held | OpenedRequest,
  read: ReadFile,
): Promise<ForkEvidence | undefined> {
  if (older.checkpoint.size === newer.checkpoint.size) return forkOfOneSize(older, newer)
  return forkFromTiles(older, newer, read).catch(() => undefined)
}

async function keepFork(
  witness: Witness,
  log: KnownLog,
  fork: ForkEvidence | undefined,
): Promise<PullResult | undefined> {
  if (fork === undefined) return undefined
  const name = await witness.recordFork(log, fork)
  return { kind: 'fork', evidence: name ?? 'the bound of evidence files is reached' }
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && cause.message !== '' ? cause.message : reasonOf(error)
}

/** Offers the cosigned checkpoint to the log itself: POST of the whole note to `<prefix>/cosignature`. */
export async function offerCosignature(prefix: string, checkpoint: string): Promise<number> {
  const response = await fetch(`${prefix.replace(/\/+$/, '')}/cosignature`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
    body: checkpoint,
    signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
  })
  await response.body?.cancel()
  return response.status
}
