// Addresses of documents for officers: signed for one session, one document and five minutes, so that an address that
// leaks opens nothing. The session is checked as well; the signature never replaces it.
import type { Keys } from '../services/keys.ts'
import type { Dpi, Turn } from '../services/page-drawing.ts'

const lifetimeMs = 5 * 60_000

const signed = (mark: string, documentId: string, until: number) => `${mark}\n${documentId}\n${until}`

export function fileAddress(keys: Pick<Keys, 'mac'>, mark: string, documentId: string, now: Date): string {
  const until = now.getTime() + lifetimeMs
  return `/petugas/berkas/${documentId}?s=${until.toString(36)}.${keys.mac('berkas', signed(mark, documentId, until))}`
}

/** The picture of one page, from the address of its document: page, size and turn are numbers with limits of their own. */
export function pageAddress(address: string, page: number, dpi: Dpi = 100, turn: Turn = 0): string {
  const [path, query] = address.split('?')
  return `${path}/halaman/${page}?${query}&dpi=${dpi}${turn === 0 ? '' : `&putar=${turn}`}`
}

/** `undefined` where a number is none of those we draw. */
export function pageNumbers(query: {
  page: string | undefined
  dpi: string | undefined
  turn: string | undefined
}): { page: number; dpi: Dpi; turn: Turn } | undefined {
  const page = /^[1-9][0-9]{0,2}$/.test(query.page ?? '1') ? Number(query.page ?? '1') : undefined
  const dpi = dpis.find((one) => String(one) === (query.dpi ?? '100'))
  const turn = turns.find((one) => String(one) === (query.turn ?? '0'))
  return page === undefined || dpi === undefined || turn === undefined ? undefined : { page, dpi, turn }
}

const dpis: readonly Dpi[] = [100, 200]
const turns: readonly Turn[] = [0, 90, 180, 270]

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
