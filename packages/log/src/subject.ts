// Pseudonym of an applicant: one a phase, so that entries of different phases cannot be linked without the
// applicant's own key. And the short code by which people read a pseudonym on pages and boards.

import { base64url, fromBase64url, utf8 } from './bytes.ts'
import { refuse } from './log-error.ts'
import type { Phase } from './register.ts'
import { hmacSha256 } from './sha256.ts'

export const SUBJECT_KEY_SIZE = 32
const SUBJECT_SIZE = 16
const SUBJECT_DOMAIN = 'terang/subjek/v1\n'

export function subjectPseudonym(key: Uint8Array, selection: string, phase: Phase): string {
  if (key.length !== SUBJECT_KEY_SIZE) refuse('subject/key', 'the key of a subject has 32 bytes')
  return base64url(hmacSha256(key, utf8(`${SUBJECT_DOMAIN}${selection}\n${phase}`)).subarray(0, SUBJECT_SIZE))
}

// Crockford's base 32: no I, L, O, U, so that a code can be read aloud and typed from paper.
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** First bits of a pseudonym in groups of four characters: 40 bits as `4TZD-M07K`, 60 where two codes would be equal. */
export function shortCode(pseudonym: string, bits: 40 | 60 = 40): string {
  const bytes = fromBase64url(pseudonym)
  if (bytes.length !== SUBJECT_SIZE) refuse('subject/pseudonym', 'a pseudonym has 16 bytes')
  let code = ''
  for (let at = 0; at < bits; at += 5) {
    const pair = (bytes[at >> 3]! << 8) | bytes[(at >> 3) + 1]!
    if (at > 0 && at % 20 === 0) code += '-'
    code += CROCKFORD.charAt((pair >> (11 - (at & 7))) & 31)
  }
  return code
}

/** Short codes of all participants of a round: longer for those that would share one. */
export function shortCodes(pseudonyms: readonly string[]): Map<string, string> {
  const seen = new Map<string, number>()
  for (const one of pseudonyms) seen.set(shortCode(one), (seen.get(shortCode(one)) ?? 0) + 1)
  return new Map(
    pseudonyms.map((one) => [one, seen.get(shortCode(one)) === 1 ? shortCode(one) : shortCode(one, 60)]),
  )
}
