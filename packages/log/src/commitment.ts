// Commitment of the personal part of an entry. One salt an entry gives every field its own key, so that a single
// field can be shown without the others, and nothing can be guessed once the salt is destroyed.

import { base64url, equal, fromBase64url, utf8 } from './bytes.ts'
import { canonicalJson, KEY_PATTERN } from './canonical.ts'
import { refuse } from './log-error.ts'
import { hmacSha256, sha256 } from './sha256.ts'

export type PersonalValue = string | number | boolean
export type PersonalPart = { readonly [field: string]: PersonalValue }

const FIELD_DOMAIN = 'terang/ruas/v1\n'
const PART_DOMAIN = 'terang/pribadi/v1\n'
export const SALT_SIZE = 32

function checkField(field: string): void {
  if (!KEY_PATTERN.test(field)) refuse('commitment/field', `${field} is not the name of a field`)
}

/** k(f): opens the one field f. */
export function fieldKey(salt: Uint8Array, field: string): Uint8Array {
  if (salt.length !== SALT_SIZE) refuse('commitment/salt', 'a salt has 32 bytes')
  checkField(field)
  return hmacSha256(salt, utf8(FIELD_DOMAIN + field))
}

/** d(f), base64url. */
export function fieldDigest(key: Uint8Array, value: PersonalValue): string {
  if (!['string', 'number', 'boolean'].includes(typeof value))
    refuse('commitment/value', 'not a text, number or yes/no')
  return base64url(hmacSha256(key, utf8(canonicalJson(value))))
}

function commitDigests(digests: { readonly [field: string]: string }): string {
  return base64url(sha256(utf8(PART_DOMAIN + canonicalJson(digests))))
}

export function fieldDigests(salt: Uint8Array, part: PersonalPart): { [field: string]: string } {
  return Object.fromEntries(
    Object.entries(part).map(([field, value]) => [field, fieldDigest(fieldKey(salt, field), value)]),
  )
}

/** `priv` of an entry. */
export function commitPersonalPart(salt: Uint8Array, part: PersonalPart): string {
  return commitDigests(fieldDigests(salt, part))
}

/** What whoever holds salt and fields can open: all of it. */
export type FullOpening = { readonly salt: string; readonly fields: PersonalPart }
/** What is shown of a part: some fields with their keys, only the digests of the others. */
export type SelectiveOpening = {
  readonly open: { readonly [field: string]: { readonly key: string; readonly value: PersonalValue } }
  readonly digests: { readonly [field: string]: string }
}
export type Opening = FullOpening | SelectiveOpening

export function openFields(
  salt: Uint8Array,
  part: PersonalPart,
  fields: readonly string[],
): SelectiveOpening {
  const open: Record<string, { key: string; value: PersonalValue }> = {}
  const digests: Record<string, string> = {}
  for (const [field, value] of Object.entries(part)) {
    const key = fieldKey(salt, field)
    if (fields.includes(field)) open[field] = { key: base64url(key), value }
    else digests[field] = fieldDigest(key, value)
  }
  return { open, digests }
}

/** Whether an opening belongs to the commitment; malformed openings do not. */
export function verifyOpening(priv: string, opening: Opening): boolean {
  try {
    return equal(fromBase64url(priv), fromBase64url(commitmentOf(opening)))
  } catch {
    return false
  }
}

function commitmentOf(opening: Opening): string {
  if ('salt' in opening) return commitPersonalPart(fromBase64url(opening.salt), opening.fields)
  const digests: Record<string, string> = { ...opening.digests }
  for (const [field, { key, value }] of Object.entries(opening.open)) {
    if (Object.hasOwn(digests, field)) refuse('commitment/field', `${field} is both open and closed`)
    digests[field] = fieldDigest(fromBase64url(key), value)
  }
  for (const [field, digest] of Object.entries(digests)) {
    checkField(field)
    if (fromBase64url(digest).length !== 32)
      refuse('commitment/digest', `the digest of ${field} has not 32 bytes`)
  }
  return commitDigests(digests)
}
