// Canonical JSON (RFC 8785) in two strengths. Entries use the restricted form of the log: whole numbers, NFC
// strings without control characters, plain keys, no null, eight levels; a parser refuses every byte string that
// it would not write itself. Files such as rule sets use the general form, still with whole numbers only.

import { equal, fromUtf8, utf8 } from './bytes.ts'
import { reasonOf, refuse } from './log-error.ts'

export type CanonicalValue =
  | string
  | number
  | boolean
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue }

export const KEY_PATTERN = /^[a-z][a-z0-9_]{0,31}$/
const MAX_DEPTH = 8
const CONTROL = /\p{Cc}/u

/** Object keys in the order of RFC 8785: by UTF-16 code unit, which is what sort() without a function does. */
function sortedKeys(object: object): string[] {
  return Object.keys(object).sort()
}

function checkInteger(value: number, where: string): void {
  if (!Number.isSafeInteger(value))
    refuse('canonical/number', `${where}: ${value} is not a whole number within 2^53-1`)
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function checkString(value: string, where: string): void {
  if (!value.isWellFormed()) refuse('canonical/string', `${where}: lone surrogate`)
  if (value.normalize('NFC') !== value) refuse('canonical/string', `${where}: not in NFC`)
  if (CONTROL.test(value)) refuse('canonical/string', `${where}: control character`)
}

function writeRestricted(value: unknown, where: string, depth: number): string {
  if (typeof value === 'string') {
    checkString(value, where)
    return JSON.stringify(value)
  }
  if (typeof value === 'number') {
    checkInteger(value, where)
    return value === 0 ? '0' : String(value)
  }
  if (typeof value === 'boolean') return String(value)
  if (depth > MAX_DEPTH) refuse('canonical/depth', `${where}: more than ${MAX_DEPTH} levels`)
  if (Array.isArray(value)) {
    return `[${value.map((item: unknown, i) => writeRestricted(item, `${where}[${i}]`, depth + 1)).join(',')}]`
  }
  if (isPlainObject(value)) {
    const pairs = sortedKeys(value).map((key) => {
      if (!KEY_PATTERN.test(key))
        refuse('canonical/key', `${where}: key ${JSON.stringify(key)} is not allowed`)
      return `"${key}":${writeRestricted(value[key], where === '' ? key : `${where}.${key}`, depth + 1)}`
    })
    return `{${pairs.join(',')}}`
  }
  return refuse(
    'canonical/value',
    `${where || 'value'}: ${value === null ? 'null' : typeof value} has no canonical form`,
  )
}

/** Bytes of a value in the restricted form. */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8(writeRestricted(value, '', 1))
}

/** Value of bytes that are exactly what canonicalBytes would write. */
export function parseCanonical(bytes: Uint8Array): CanonicalValue {
  const text = fromUtf8(bytes)
  let value: CanonicalValue
  try {
    value = JSON.parse(text) as CanonicalValue
  } catch (error) {
    return refuse('canonical/json', `not JSON: ${reasonOf(error)}`)
  }
  if (!equal(canonicalBytes(value), bytes)) refuse('canonical/form', 'JSON, but not in canonical form')
  return value
}

function writeGeneral(value: unknown, where: string): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') {
    if (!value.isWellFormed()) refuse('canonical/string', `${where}: lone surrogate`)
    return JSON.stringify(value)
  }
  if (typeof value === 'number') {
    checkInteger(value, where)
    return value === 0 ? '0' : String(value)
  }
  if (Array.isArray(value)) {
    return `[${value.map((item: unknown, i) => writeGeneral(item, `${where}[${i}]`)).join(',')}]`
  }
  if (isPlainObject(value)) {
    const pairs = sortedKeys(value).map((key) => {
      if (!key.isWellFormed()) refuse('canonical/key', `${where}: lone surrogate in a key`)
      return `${JSON.stringify(key)}:${writeGeneral(value[key], where === '' ? key : `${where}.${key}`)}`
    })
    return `{${pairs.join(',')}}`
  }
  return refuse('canonical/value', `${where || 'value'}: ${typeof value} has no canonical form`)
}

/** RFC 8785 text of any JSON value whose numbers are whole; for files, not for entries. */
export function canonicalJson(value: unknown): string {
  return writeGeneral(value, '')
}
