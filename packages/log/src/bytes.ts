// Bytes and their text forms. Node's Buffer does not exist in browsers, so nothing here uses it.
// Decoders are strict: text that they would not write themselves is refused, because two spellings
// of one value would make two different log entries or signatures of it.

import { refuse } from './log-error.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** UTF-8 of a string. A lone surrogate has no UTF-8 form and is refused. */
export function utf8(text: string): Uint8Array {
  if (!text.isWellFormed()) refuse('bytes/surrogate', 'lone surrogate in a string')
  return encoder.encode(text)
}

/** String of UTF-8 bytes; a byte order mark is kept as a character, broken UTF-8 is refused. */
export function fromUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    return refuse('bytes/utf8', 'not UTF-8')
  }
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const all = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!
  return difference === 0
}

/** Order of bytes, the order of every sorted file in the log. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length)
  for (let i = 0; i < shorter; i++) {
    const difference = a[i]! - b[i]!
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

const HEX = '0123456789abcdef'

export function hex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += HEX.charAt(byte >> 4) + HEX.charAt(byte & 15)
  return text
}

export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) refuse('bytes/hex', 'not lower-case hex')
  const bytes = new Uint8Array(text.length / 2)
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16)
  return bytes
}

const STANDARD = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const URL_SAFE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

function encode64(bytes: Uint8Array, alphabet: string): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i
    const group = (bytes[i]! << 16) | ((left > 1 ? bytes[i + 1]! : 0) << 8) | (left > 2 ? bytes[i + 2]! : 0)
    text += alphabet.charAt(group >> 18) + alphabet.charAt((group >> 12) & 63)
    if (left > 1) text += alphabet.charAt((group >> 6) & 63)
    if (left > 2) text += alphabet.charAt(group & 63)
  }
  return text
}

function valuesOf(alphabet: string): Int16Array {
  const values = new Int16Array(128).fill(-1)
  for (let i = 0; i < 64; i++) values[alphabet.charCodeAt(i)] = i
  return values
}

const STANDARD_VALUES = valuesOf(STANDARD)
const URL_SAFE_VALUES = valuesOf(URL_SAFE)

function decode64(text: string, values: Int16Array): Uint8Array {
  if (text.length % 4 === 1) refuse('bytes/base64', 'base64 of an impossible length')
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let at = 0
  let group = 0
  let bits = 0
  for (let i = 0; i < text.length; i++) {
    const value = values[text.charCodeAt(i)] ?? -1
    if (value < 0) refuse('bytes/base64', `character ${i + 1} is not of the base64 alphabet`)
    group = ((group << 6) | value) & 0xffffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = (group >> bits) & 255
    }
  }
  if ((group & ((1 << bits) - 1)) !== 0) refuse('bytes/base64', 'base64 with bits left over')
  return bytes
}

export function base64(bytes: Uint8Array): string {
  return encode64(bytes, STANDARD) + '='.repeat((3 - (bytes.length % 3)) % 3)
}

export function fromBase64(text: string): Uint8Array {
  if (text.length % 4 !== 0) refuse('bytes/base64', 'base64 without its padding')
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  return decode64(text.slice(0, text.length - padding), STANDARD_VALUES)
}

/** base64url without padding. */
export function base64url(bytes: Uint8Array): string {
  return encode64(bytes, URL_SAFE)
}

export function fromBase64url(text: string): Uint8Array {
  return decode64(text, URL_SAFE_VALUES)
}
