// One entry of the log: an official act as a canonical byte string. Writing and reading both check the whole
// closed schema, so that nothing enters the log that a reader would refuse.

import { canonicalBytes, parseCanonical } from './canonical.ts'
import type { CanonicalValue } from './canonical.ts'
import { refuse } from './log-error.ts'
import { bodyKeys, isEntryType, ruleOf } from './register.ts'
import type { EntryType } from './register.ts'
import { misfitOfKeys } from './shape.ts'

export const MIN_ENTRY_BYTES = 2
export const MAX_ENTRY_BYTES = 16_384

export type EntryBody = { readonly [key: string]: CanonicalValue }

export type Entry = {
  readonly v: 1
  readonly t: EntryType
  /** 16 random bytes, base64url: unique in the log. */
  readonly id: string
  /** Minute of the act, UTC; for what a person sends, of its arrival. */
  readonly at: string
  /** `role:name` of who proposed or of a system part. */
  readonly by: string
  readonly body: EntryBody
  readonly sel?: string
  readonly subj?: string
  readonly priv?: string
  readonly refs?: readonly number[]
}

const TOP_KEYS: readonly string[] = ['v', 't', 'id', 'at', 'by', 'body', 'sel', 'subj', 'priv', 'refs']
// The last character of 16 (32) bytes in base64url carries two (four) bits; others would be a second spelling.
const ID_16 = /^[A-Za-z0-9_-]{21}[AQgw]$/
const DIGEST_32 = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/
const BY = /^[a-z]{2,20}:[a-z0-9]{1,20}$/
const SELECTION = /^[A-Za-z0-9._-]{1,40}$/
const MINUTE = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})Z$/

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

/** Whether a text is a real minute `YYYY-MM-DDTHH:MMZ`. */
export function isMinute(text: unknown): text is string {
  const parts = typeof text === 'string' ? MINUTE.exec(text) : null
  if (parts === null) return false
  const year = Number(parts[1])
  const month = Number(parts[2])
  const day = Number(parts[3])
  const inDay = Number(parts[4]) < 24 && Number(parts[5]) < 60
  return year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month) && inDay
}

function checkText(value: unknown, pattern: RegExp, key: string, says: string): void {
  if (typeof value !== 'string' || !pattern.test(value)) refuse(`entry/${key}`, `${key} must be ${says}`)
}

/** Checks a value against the schema of an entry; throws with the key and the reason. */
export function checkEntry(value: unknown): asserts value is Entry {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    refuse('entry/object', 'an entry is an object')
  }
  const entry = value as { [key: string]: unknown }
  for (const key of Object.keys(entry)) {
    if (!TOP_KEYS.includes(key)) refuse('entry/key', `${key} is not a key of an entry`)
  }
  if (entry.v !== 1) refuse('entry/v', 'v must be 1')
  const type = entry.t
  if (!isEntryType(type)) return refuse('entry/t', `t ${JSON.stringify(type)} is not in the register`)
  checkText(entry.id, ID_16, 'id', '16 bytes in base64url')
  if (!isMinute(entry.at)) refuse('entry/at', 'at must be a real time YYYY-MM-DDTHH:MMZ')
  checkText(entry.by, BY, 'by', 'role:name')

  const rule = ruleOf(type)
  if (entry.sel === undefined) {
    if (rule.sel === 'required') refuse('entry/sel', `${type} needs sel, the selection`)
  } else if (rule.sel === 'never') {
    refuse('entry/sel', `${type} belongs to no selection`)
  } else {
    checkText(entry.sel, SELECTION, 'sel', 'an identifier')
  }
  if (entry.subj === undefined) {
    if (rule.phase !== undefined) refuse('entry/subj', `${type} needs subj, the pseudonym`)
  } else if (rule.phase === undefined) {
    refuse('entry/subj', `${type} is about no single person`)
  } else {
    checkText(entry.subj, ID_16, 'subj', '16 bytes in base64url')
  }
  if (entry.priv !== undefined) {
    if (!rule.priv) refuse('entry/priv', `${type} has no personal part`)
    checkText(entry.priv, DIGEST_32, 'priv', '32 bytes in base64url')
  }
  if (entry.refs !== undefined) checkRefs(entry.refs)

  const body = entry.body
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return refuse('entry/body', 'body must be an object')
  }
  const problem = misfitOfKeys(body as Record<string, unknown>, bodyKeys(type), 'body')
  if (problem !== undefined) refuse('entry/body', `${type}: ${problem}`)
  const seconds = (body as { setuju?: readonly string[] }).setuju
  if (seconds !== undefined && (seconds.length === 0 || seconds.includes(entry.by as string))) {
    refuse('entry/setuju', 'body.setuju names at least one person, and never the one in by')
  }
}

function checkRefs(refs: unknown): void {
  const wellFormed =
    Array.isArray(refs) &&
    refs.length > 0 &&
    refs.every(
      (ref: unknown, i) =>
        Number.isSafeInteger(ref) && (ref as number) >= 0 && (i === 0 || refs[i - 1] < (ref as number)),
    )
  if (!wellFormed) refuse('entry/refs', 'refs must be ascending indices of earlier entries')
}

/** Canonical bytes of an entry, refused where a reader would refuse them. */
export function encodeEntry(entry: Entry): Uint8Array {
  checkEntry(entry)
  const bytes = canonicalBytes(entry)
  if (bytes.length > MAX_ENTRY_BYTES) refuse('entry/size', `an entry has at most ${MAX_ENTRY_BYTES} bytes`)
  return bytes
}

export function parseEntry(bytes: Uint8Array): Entry {
  if (bytes.length < MIN_ENTRY_BYTES || bytes.length > MAX_ENTRY_BYTES) {
    refuse(
      'entry/size',
      `an entry has ${MIN_ENTRY_BYTES} to ${MAX_ENTRY_BYTES} bytes, this one ${bytes.length}`,
    )
  }
  const value = parseCanonical(bytes)
  checkEntry(value)
  return value
}
