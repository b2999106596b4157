// The log's side of c2sp.org/tlog-witness: what to send, how to read the answer, what it means for the log, and the
// note with the cosignatures gathered. The network is handed in, so that a sequencer decides about time and retries.

import { formatAddCheckpoint, parseHeldSize, SIZE_MEDIA_TYPE } from './add-checkpoint.ts'
import { parseCheckpoint } from './checkpoint.ts'
import { parseCosignature, verifyCosignature } from './cosignature.ts'
import { COSIGNATURE_ED25519, formatNote, parseNote, parseSignatureLine, signaturesBy } from './note.ts'
import type { Note, NoteSignature, VerifierKey } from './note.ts'
import { evaluatePolicy } from './policy.ts'
import type { Policy, PolicyReport } from './policy.ts'

export type WitnessAnswer = {
  readonly status: number
  readonly contentType?: string
  readonly body: string
}

export type WitnessOutcome =
  /** A valid cosignature; `line` is the note's line without its newline. */
  | { readonly kind: 'cosigned'; readonly line: string; readonly time: number }
  /** It holds another size than believed, no larger than ours: ask again from there. */
  | { readonly kind: 'holds'; readonly size: number }
  /** It holds a size that this log has not reached: a restored backup or a stolen key. Stop signing. */
  | { readonly kind: 'ahead'; readonly size: number }
  /** It holds another root: two histories, or a proof that was wrong. Stop signing. */
  | { readonly kind: 'other-root'; readonly reason: string }
  /** It will never accept this from us as things are: it does not know the log or its key. */
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string }
  /** No answer that means anything; later perhaps. */
  | { readonly kind: 'unavailable'; readonly reason: string }

/** What an answer means for the checkpoint that was sent with this old size. */
export async function readWitnessAnswer(
  answer: WitnessAnswer,
  note: Note,
  oldSize: number,
  key: VerifierKey,
): Promise<WitnessOutcome> {
  const { status, body } = answer
  const reason = body.slice(0, 200).trim()
  if (status === 200) return readCosignature(body, note, key)
  if (status === 409) {
    const isSize = answer.contentType?.split(';')[0]?.trim() === SIZE_MEDIA_TYPE
    const held = isSize ? parseHeldSize(body) : undefined
    // Witnesses of the protocol's first text answer 409 for two roots of one size.
    const { size } = parseCheckpoint(note.body)
    if (held === undefined || held === oldSize)
      return oldSize === size
        ? { kind: 'other-root', reason: `status 409 at size ${size}` }
        : { kind: 'unavailable', reason: 'status 409 without another size' }
    return { kind: held > size ? 'ahead' : 'holds', size: held }
  }
  if (status === 422) return { kind: 'other-root', reason }
  if (status === 400 || status === 403 || status === 404) return { kind: 'refused', status, reason }
  return { kind: 'unavailable', reason: `status ${status} ${reason}`.trim() }
}

async function readCosignature(body: string, note: Note, key: VerifierKey): Promise<WitnessOutcome> {
  const lines = body.endsWith('\n') ? body.slice(0, -1).split('\n') : []
  const signatures: NoteSignature[] = []
  for (const line of lines) {
    try {
      signatures.push(parseSignatureLine(line))
    } catch {
      return { kind: 'unavailable', reason: 'the answer is not a list of signature lines' }
    }
  }
  const given = { body: note.body, signatures }
  const state = await verifyCosignature(given, key)
  if (state.state !== 'valid')
    return { kind: 'unavailable', reason: `the answer's cosignature is ${state.state}` }
  const newest = newestOf(given, key)
  return newest === undefined
    ? { kind: 'unavailable', reason: 'the answer has no cosignature' }
    : { kind: 'cosigned', line: newest.line, time: state.time }
}

function newestOf(note: Note, key: VerifierKey): NoteSignature | undefined {
  const timed = signaturesBy(note, key).map((one) => ({ one, time: parseCosignature(one.signature).time }))
  return timed.reduce<(typeof timed)[number] | undefined>(
    (best, next) => (best === undefined || next.time > best.time ? next : best),
    undefined,
  )?.one
}

export type AskWitness = {
  /** The signed checkpoint to be cosigned. */
  readonly checkpoint: string
  readonly key: VerifierKey
  /** Size that the witness is believed to hold: that of its last cosignature, or 0. */
  readonly believed: number
  readonly proof: (oldSize: number, size: number) => Promise<readonly Uint8Array[]>
  /** POST to `<url of the policy>/add-checkpoint`; rejects where there is no answer. */
  readonly post: (body: Uint8Array) => Promise<WitnessAnswer>
}

/** Asks once, and once more where the witness says that it holds another size. */
export async function askWitness(ask: AskWitness): Promise<WitnessOutcome> {
  const note = parseNote(ask.checkpoint)
  const { size } = parseCheckpoint(note.body)
  const send = async (oldSize: number): Promise<WitnessOutcome> => {
    const proof = await ask.proof(oldSize, size)
    const body = formatAddCheckpoint({ oldSize, proof, checkpoint: ask.checkpoint })
    let answer: WitnessAnswer
    try {
      answer = await ask.post(body)
    } catch (error) {
      return { kind: 'unavailable', reason: error instanceof Error ? error.message : String(error) }
    }
    return readWitnessAnswer(answer, note, oldSize, ask.key)
  }
  // A belief beyond this checkpoint comes from a later one: the witness will say what it holds.
  const first = await send(Math.min(ask.believed, size))
  return first.kind === 'holds' ? send(first.size) : first
}

/** Address below the submission prefix of a witness. */
export function addCheckpointUrl(prefix: string): string {
  return `${prefix.replace(/\/+$/, '')}/add-checkpoint`
}

export type CosignedCheckpoint = PolicyReport & { readonly checkpoint: string }

/**
 * The note with these cosignature lines added, one a witness and the newest of each, in the order of the policy after
 * the log's own signatures; and whether its quorum is met. Lines that do not verify are left out.
 */
export async function addCosignatures(
  checkpoint: string,
  lines: readonly string[],
  policy: Policy,
): Promise<CosignedCheckpoint> {
  const note = parseNote(checkpoint)
  const offered = [...note.signatures, ...lines.map(parseSignatureLine)]
  const kept: NoteSignature[] = []
  for (const { key } of policy.witnesses) {
    if (key.type !== COSIGNATURE_ED25519) continue
    const valid: NoteSignature[] = []
    for (const one of signaturesBy({ body: note.body, signatures: offered }, key)) {
      const alone = { body: note.body, signatures: [one] }
      if ((await verifyCosignature(alone, key)).state === 'valid') valid.push(one)
    }
    const newest = newestOf({ body: note.body, signatures: valid }, key)
    if (newest !== undefined) kept.push(newest)
  }
  const ofWitness = (one: NoteSignature): boolean =>
    policy.witnesses.some(
      ({ key }) => key.type === COSIGNATURE_ED25519 && key.name === one.name && key.keyId === one.keyId,
    )
  const signatures = [...note.signatures.filter((one) => !ofWitness(one)), ...kept]
  const cosigned = { body: note.body, signatures }
  return { ...(await evaluatePolicy(policy, cosigned)), checkpoint: formatNote(cosigned) }
}
