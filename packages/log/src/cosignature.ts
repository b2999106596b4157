// Cosignatures of witnesses (c2sp.org/tlog-cosignature), Ed25519 version 1: a time and a signature over that time
// and the whole body of the checkpoint. ML-DSA-44 lines are recognised as such and left aside.

import { concat, utf8 } from './bytes.ts'
import { SIGNATURE_SIZE, verifyEd25519 } from './ed25519.ts'
import { refuse } from './log-error.ts'
import { COSIGNATURE_ED25519, formatSignatureLine, signaturesBy } from './note.ts'
import type { Note, Signer, VerifierKey } from './note.ts'

const TIME_SIZE = 8

/** Seconds since the epoch, and the signature proper. */
export type Cosignature = { readonly time: number; readonly signature: Uint8Array }

export function cosignatureMessage(body: string, time: number): Uint8Array {
  return utf8(`cosignature/v1\ntime ${time}\n${body}`)
}

export function parseCosignature(bytes: Uint8Array): Cosignature {
  if (bytes.length !== TIME_SIZE + SIGNATURE_SIZE)
    refuse('cosignature/length', 'an Ed25519 cosignature has 72 bytes')
  const time = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0)
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) refuse('cosignature/time', 'the time is beyond any date')
  return { time: Number(time), signature: bytes.slice(TIME_SIZE) }
}

export type CosignatureState =
  | { readonly state: 'valid'; readonly time: number }
  | { readonly state: 'missing' | 'invalid' | 'unknown' }

/** What a note holds of one witness. `unknown`: a key whose signature type is not verified here. */
export async function verifyCosignature(note: Note, key: VerifierKey): Promise<CosignatureState> {
  const signatures = signaturesBy(note, key)
  if (signatures.length === 0) return { state: 'missing' }
  if (key.type !== COSIGNATURE_ED25519) return { state: 'unknown' }
  // A witness signs again as time passes; the newest line counts, and none of them may be false.
  let newest = -1
  for (const { signature } of signatures) {
    if (signature.length !== TIME_SIZE + SIGNATURE_SIZE) return { state: 'invalid' }
    const cosignature = parseCosignature(signature)
    const message = cosignatureMessage(note.body, cosignature.time)
    if (!(await verifyEd25519(key.publicKey, message, cosignature.signature))) return { state: 'invalid' }
    newest = Math.max(newest, cosignature.time)
  }
  return { state: 'valid', time: newest }
}

/** Signature line of a witness for the body of a checkpoint. */
export async function cosign(body: string, signer: Signer, time: number): Promise<string> {
  if (signer.type !== COSIGNATURE_ED25519) refuse('cosignature/signer', 'this signer is not one of a witness')
  if (!Number.isSafeInteger(time) || time < 0) refuse('cosignature/time', 'the time is in whole seconds')
  const stamp = new Uint8Array(TIME_SIZE)
  new DataView(stamp.buffer).setBigUint64(0, BigInt(time))
  const signature = await signer.sign(cosignatureMessage(body, time))
  return formatSignatureLine(signer.name, signer.keyId, concat(stamp, signature))
}
