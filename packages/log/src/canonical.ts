// Canonical JSON (RFC 8785) in two strengths. Entries use the restricted form of the log: whole numbers, NFC
// strings without control characters, plain keys, no null, eight levels; a parser refuses every byte string that
// it would not write itself. Files such as rule sets use the general form, still with whole numbers only.

import { fromUtf8, utf8 } from './bytes.ts'
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

function checkInteger(value: number, path: Path): void {
  if (!Number.isSafeInteger(value)) {
    refuse('canonical/number', `${placeOf(path)}: ${value} is not a whole number within 2^53-1`)
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** Keys and indices that lead to the value being written; turned into text only for a refusal. */
type Path = (string | number)[]

function placeOf(path: Path): string {
  if (path.length === 0) return 'value'
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('')
}

// Most strings of a log are codes: printable ASCII is in NFC and free of control characters.
const PRINTABLE_ASCII = /^[\x20-\x7e]*$/

function checkString(value: string, path: Path): void {
  if (PRINTABLE_ASCII.test(value)) return
  if (!value.isWellFormed()) refuse('canonical/string', `${placeOf(path)}: lone surrogate`)
  if (value.normalize('NFC') !== value) refuse('canonical/string', `${placeOf(path)}: not in NFC`)
  if (CONTROL.test(value)) refuse('canonical/string', `${placeOf(path)}: control character`)
}

function writeRestricted(value: unknown, path: Path): string {
  if (typeof value === 'string') {
    checkString(value, path)
    return JSON.stringify(value)
  }
  if (typeof value === 'number') {
    checkInteger(value, path)
    return value === 0 ? '0' : String(value)
  }
  if (typeof value === 'boolean') return String(value)
  if (path.length >= MAX_DEPTH) refuse('canonical/depth', `${placeOf(path)}: more than ${MAX_DEPTH} levels`)
  if (Array.isArray(value)) {
    let text = ''
    for (let i = 0; i < value.length; i++) {
      path.push(i)
      text += (i === 0 ? '' : ',') + writeRestricted(value[i], path)
      path.pop()
    }
    return `[${text}]`
  }
  if (isPlainObject(value)) {
    let text = ''
    for (const key of sortedKeys(value)) {
      if (!KEY_PATTERN.test(key)) {
        refuse('canonical/key', `${placeOf(path)}: key ${JSON.stringify(key)} is not allowed`)
      }
      path.push(key)
      text += `${text === '' ? '' : ','}"${key}":${writeRestricted(value[key], path)}`
      path.pop()
    }
    return `{${text}}`
  }
  return refuse(
    'canonical/value',
    `${placeOf(path)}: ${value === null ? 'null' : typeof value} has no canonical form`,
  )
}

/** Bytes of a value in the restricted form. */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8(writeRestricted(value, []))
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
  // UTF-8 was decoded strictly and a byte order mark kept, so equal texts are equal bytes.
  if (writeRestricted(value, []) !== text) refuse('canonical/form', 'JSON, but not in canonical form')
  return value
}

function writeGeneral(value: unknown, path: Path): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') {
    if (!value.isWellFormed()) refuse('canonical/string', `${placeOf(path)}: lone surrogate`)
    return JSON.stringify(value)
  }
  if (typeof value === 'number') {
    checkInteger(value, path)
    return value === 0 ? '0' : String(value)
  }
  if (Array.isArray(value)) {
    return `[${value.map((item: unknown, i) => writeGeneral(item, [...path, i])).join(',')}]`
  }
  if (isPlainObject(value)) {
    const pairs = sortedKeys(value).map((key) => {
      if (!key.isWellFormed()) refuse('canonical/key', `${placeOf(path)}: lone surrogate in a key`)
      return `${JSON.stringify(key)}:${writeGeneral(value[key], [...path, key])}`
    })
    return `{${pairs.join(',')}}`
  }
  return refuse('canonical/value', `${placeOf(path)}: ${typeof value} has no canonical form`)
}

/** RFC 8785 text of any JSON value whose numbers are whole; for files, not for entries. */
export function canonicalJson(value: unknown): string {
  return writeGeneral(value, [])
}
