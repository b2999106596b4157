// Ed25519 through WebCrypto, the one interface that Node and browsers share. Verifiers disagree only on keys and
// signatures with low-order points, so a key of low order is refused wherever a key is configured.

import { concat, fromBase64url, fromHex, hex } from './bytes.ts'
import { refuse } from './log-error.ts'

export const PUBLIC_KEY_SIZE = 32
export const SIGNATURE_SIZE = 64

// y coordinates of the eight points of low order, with the two non-canonical spellings; the sign bit is cleared
// before comparing. Source: the order-8 subgroup of edwards25519 (RFC 7748, section 4.1).
const LOW_ORDER: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
])

export function isLowOrder(publicKey: Uint8Array): boolean {
  const y = new Uint8Array(publicKey)
  y[31] = (y[31] ?? 0) & 0x7f
  return LOW_ORDER.has(hex(y))
}

export type KeyPair = {
  readonly publicKey: Uint8Array
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>
}

/** WebCrypto exists in secure contexts only; its absence must never look like a forged signature. */
function subtle(): SubtleCrypto {
  const available = globalThis.crypto?.subtle as SubtleCrypto | undefined
  return (
    available ?? refuse('ed25519/unavailable', 'signatures can be checked only on a page served over HTTPS')
  )
}

/** Whether the signature is that of this key; a malformed key or signature is simply not valid. */
export async function verifyEd25519(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (publicKey.length !== PUBLIC_KEY_SIZE || signature.length !== SIGNATURE_SIZE || isLowOrder(publicKey))
    return false
  const verifier = subtle()
  let key: CryptoKey
  try {
    key = await verifier.importKey('raw', new Uint8Array(publicKey), 'Ed25519', false, ['verify'])
  } catch (error) {
    // A key that is no point of the curve. A browser without Ed25519 must not look like a forged signature.
    if (error instanceof Error && error.name === 'NotSupportedError') throw error
    return false
  }
  return verifier.verify('Ed25519', key, new Uint8Array(signature), new Uint8Array(message))
}

// The fixed start of a PKCS #8 private key of 32 bytes (RFC 8410, section 7).
const PKCS8_START = fromHex('302e020100300506032b657004220420')

/** Key pair of a 32-byte seed (the private key of RFC 8032). */
export async function importKeyPair(seed: Uint8Array): Promise<KeyPair> {
  if (seed.length !== 32) refuse('ed25519/seed', 'a seed has 32 bytes')
  const pkcs8 = new Uint8Array(concat(PKCS8_START, seed))
  const privateKey = await subtle().importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign'])
  const { x } = await subtle().exportKey('jwk', privateKey)
  if (x === undefined) return refuse('ed25519/key', 'the public key cannot be computed here')
  return {
    publicKey: fromBase64url(x),
    sign: async (message) =>
      new Uint8Array(await subtle().sign('Ed25519', privateKey, new Uint8Array(message))),
  }
}
