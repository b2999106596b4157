// Addresses of documents for officers: signed for one session, one document and five minutes, so that an address that
// leaks opens nothing. The session is checked as well; the signature never replaces it.
import type { Keys } from '../services/keys.ts'

const lifetimeMs = 5 * 60_000

const signed = (mark: string, documentId: string, until: number) => `${mark}\n${documentId}\n${until}`

export function fileAddress(keys: Pick<Keys, 'mac'>, mark: string, documentId: string, now: Date): string {
  const until = now.getTime() + lifetimeMs
  return `/petugas/berkas/${documentId}?s=${until.toString(36)}.${keys.mac('berkas', signed(mark, documentId, until))}`
}

export function addressHolds(
  keys: Pick<Keys, 'macMatches'>,
  mark: string,
  documentId: string,
  signature: string | undefined,
  now: Date,
): boolean {
  const [until, mac, rest] = (signature ?? '').split('.')
  if (until === undefined || mac === undefined || rest !== undefined || !/^[0-9a-z]{1,12}$/.test(until))
    return false
  const end = Number.parseInt(until, 36)
  return now.getTime() < end && keys.macMatches('berkas', signed(mark, documentId, end), mac)
}
