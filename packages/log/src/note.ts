// Signed notes (c2sp.org/signed-note): a text, an empty line, signature lines. Verifier keys with it. The text
// means nothing until a key that was configured beforehand has been verified.

import { base64, concat, equal, fromBase64, fromUtf8, utf8 } from './bytes.ts'
import { importKeyPair, isLowOrder, PUBLIC_KEY_SIZE, verifyEd25519 } from './ed25519.ts'
import { refuse } from './log-error.ts'
import { sha256 } from './sha256.ts'

/** Signature types that are told apart; ML-DSA-44 keys are recognised, their signatures not verified. */
export const NOTE_ED25519 = 0x01
export const COSIGNATURE_ED25519 = 0x04
export const COSIGNATURE_MLDSA44 = 0x06
const MLDSA44_PUBLIC_KEY_SIZE = 1312

const MAX_NOTE_BYTES = 1_000_000
const MAX_SIGNATURES = 100

export type VerifierKey = {
  readonly name: string
  readonly keyId: number
  readonly type: number
  readonly publicKey: Uint8Array
}

export type NoteSignature = {
  readonly name: string
  readonly keyId: number
  readonly signature: Uint8Array
  /** The whole line without its newline. */
  readonly line: string
}

/** The text with its final newline, and the signatures in order. */
export type Note = { readonly body: string; readonly signatures: readonly NoteSignature[] }

export type Signer = {
  readonly name: string
  readonly keyId: number
  readonly type: number
  readonly vkey: string
  readonly sign: (message: Uint8Array) => Promise<Uint8Array> | Uint8Array
}

// Unicode spaces as in the specification's reference; a plus sign separates the parts of a verifier key.
const KEY_NAME = /^[^\p{White_Space}+]+$/u

function isKeyName(name: string): boolean {
  return name.isWellFormed() && KEY_NAME.test(name)
}

export function keyIdOf(name: string, type: number, publicKey: Uint8Array): number {
  const hash = sha256(concat(utf8(`${name}\n`), new Uint8Array([type]), publicKey))
  return new DataView(hash.buffer).getUint32(0)
}

function keyIdText(keyId: number): string {
  return keyId.toString(16).padStart(8, '0')
}

export function formatVkey(name: string, type: number, publicKey: Uint8Array): string {
  const keyId = keyIdText(keyIdOf(name, type, publicKey))
  return `${name}+${keyId}+${base64(concat(new Uint8Array([type]), publicKey))}`
}

/** Key of a `name+id+base64` line. Refuses unknown types, an id that does not match, and keys of low order. */
export function parseVkey(text: string): VerifierKey {
  const parts = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text)
  if (parts === null || !isKeyName(parts[1]!)) return refuse('vkey/form', 'a verifier key is name+id+base64')
  const name = parts[1]!
  const encoded = fromBase64(parts[3]!)
  const type = encoded[0]
  const publicKey = encoded.slice(1)
  if (type === NOTE_ED25519 || type === COSIGNATURE_ED25519) {
    if (publicKey.length !== PUBLIC_KEY_SIZE) refuse('vkey/length', 'an Ed25519 key has 32 bytes')
    if (isLowOrder(publicKey))
      refuse('vkey/low-order', 'a key of low order verifies signatures that nobody made')
  } else if (type === COSIGNATURE_MLDSA44) {
    if (publicKey.length !== MLDSA44_PUBLIC_KEY_SIZE)
      refuse('vkey/length', 'an ML-DSA-44 key has 1,312 bytes')
  } else {
    return refuse('vkey/type', 'the type of the key is not known')
  }
  const keyId = keyIdOf(name, type, publicKey)
  if (keyIdText(keyId) !== parts[2]) refuse('vkey/id', 'the key id does not belong to the key')
  return { name, keyId, type, publicKey }
}

const SIGNATURE_START = '— '

export function parseNote(note: string | Uint8Array): Note {
  const bytes = typeof note === 'string' ? utf8(note) : note
  if (bytes.length > MAX_NOTE_BYTES) refuse('note/size', 'the note is too large')
  const text = fromUtf8(bytes)
  // oxlint-disable-next-line no-control-regex -- the specification forbids exactly these, newline excepted
  if (/[\x00-\x09\x0b-\x1f]/.test(text)) refuse('note/control', 'control character in the note')
  const split = text.lastIndexOf('\n\n')
  if (split < 0 || !text.endsWith('\n'))
    return refuse('note/form', 'a note ends in an empty line and signatures')
  const body = text.slice(0, split + 1)
  const lines = text.slice(split + 2, -1).split('\n')
  if (text.length === split + 2) return refuse('note/form', 'no signature in the note')
  if (lines.length > MAX_SIGNATURES) refuse('note/signatures', `more than ${MAX_SIGNATURES} signatures`)
  return { body, signatures: lines.map(parseSignatureLine) }
}

export function parseSignatureLine(line: string): NoteSignature {
  const space = line.lastIndexOf(' ')
  const name = line.slice(SIGNATURE_START.length, Math.max(space, SIGNATURE_START.length))
  if (!line.startsWith(SIGNATURE_START) || !isKeyName(name))
    return refuse('note/line', 'not a signature line')
  const bytes = fromBase64(line.slice(space + 1))
  if (bytes.length < 5) refuse('note/line', 'a signature of no bytes')
  const keyId = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  return { name, keyId, signature: bytes.slice(4), line }
}

export function formatSignatureLine(name: string, keyId: number, signature: Uint8Array): string {
  const id = new Uint8Array(4)
  new DataView(id.buffer).setUint32(0, keyId)
  return `${SIGNATURE_START}${name} ${base64(concat(id, signature))}`
}

export function formatNote(note: {
  readonly body: string
  readonly signatures: readonly { line: string }[]
}): string {
  return `${note.body}\n${note.signatures.map(({ line }) => `${line}\n`).join('')}`
}

/** Signatures by this key: name and id must both fit; others that share one of them are strangers. */
export function signaturesBy(note: Note, key: VerifierKey): NoteSignature[] {
  return note.signatures.filter((signature) => signature.name === key.name && signature.keyId === key.keyId)
}

export type VerifiedNote = {
  readonly body: string
  readonly verified: readonly VerifierKey[]
  readonly unverified: readonly NoteSignature[]
}

/**
 * Opens a note with plain Ed25519 keys. Throws where a known key's signature is not valid, and where no known key
 * signed. Cosignatures of witnesses have their own verifier.
 */
export async function verifyNote(
  note: string | Uint8Array | Note,
  keys: readonly VerifierKey[],
): Promise<VerifiedNote> {
  const parsed = typeof note === 'object' && 'body' in note ? note : parseNote(note)
  const message = utf8(parsed.body)
  const verified: VerifierKey[] = []
  const known = new Set<NoteSignature>()
  for (const key of keys) {
    if (key.type !== NOTE_ED25519) continue
    const signatures = signaturesBy(parsed, key)
    for (const signature of signatures) known.add(signature)
    const first = signatures[0]
    if (first === undefined) continue
    // Further lines of the same key count once; only a different one could hide an invalid signature.
    const distinct = signatures.filter((one, i) => i === 0 || !equal(one.signature, first.signature))
    for (const one of distinct) {
      if (!(await verifyEd25519(key.publicKey, message, one.signature))) {
        refuse('note/invalid', `the signature of ${key.name} is not valid`)
      }
    }
    verified.push(key)
  }
  if (verified.length === 0) refuse('note/unsigned', 'no known key signed this note')
  return { body: parsed.body, verified, unverified: parsed.signatures.filter((one) => !known.has(one)) }
}

/** Signature line of a body by a plain Ed25519 signer. */
export async function signBody(body: string, signer: Signer): Promise<string> {
  if (signer.type !== NOTE_ED25519)
    refuse('note/signer', 'this signer makes cosignatures, not note signatures')
  return formatSignatureLine(signer.name, signer.keyId, await signer.sign(utf8(body)))
}

export async function signNote(body: string, signers: readonly Signer[]): Promise<string> {
  if (!body.endsWith('\n')) refuse('note/body', 'the text of a note ends in a newline')
  const lines = await Promise.all(signers.map((signer) => signBody(body, signer)))
  return formatNote({ body, signatures: lines.map((line) => ({ line })) })
}

/** Signer of a seed of 32 bytes; type 0x01 for a log, 0x04 for a witness. */
export async function importSigner(
  name: string,
  seed: Uint8Array,
  type: number = NOTE_ED25519,
): Promise<Signer> {
  if (!isKeyName(name)) refuse('vkey/form', 'a key name has no spaces and no plus sign')
  if (type !== NOTE_ED25519 && type !== COSIGNATURE_ED25519) refuse('vkey/type', 'not an Ed25519 type')
  const { publicKey, sign } = await importKeyPair(seed)
  if (isLowOrder(publicKey)) refuse('vkey/low-order', 'a key of low order')
  return { name, keyId: keyIdOf(name, type, publicKey), type, vkey: formatVkey(name, type, publicKey), sign }
}

/** A new key: the seed is to be kept in a file of mode 0600, the vkey published. */
export async function generateSigner(
  name: string,
  type: number = NOTE_ED25519,
): Promise<{ signer: Signer; seed: Uint8Array }> {
  const seed = crypto.getRandomValues(new Uint8Array(32))
  return { signer: await importSigner(name, seed, type), seed }
}
