/**
 * results.csv from columns, as bytes: the same as writeResults of public-data.ts, without a text a row.
 */
import { FINAL_CODES, DECIDED_BY, RESULTS_TABLE } from './public-tables.ts'
import { SKD } from './participant-columns.ts'
import { SKB_PRESENT } from './participant-syntax.ts'
import { decidedBy, finalCode, LISTED, SEAT } from './result-columns.ts'
import type { ResultColumns, Round } from './result-columns.ts'

const PIECE = 1 << 20
/** More than the longest row. */
const LONGEST_ROW = 512
const COMMA = 44
const ZERO = 48

/** Each piece is overwritten by the next: write it away first. */
export function* resultBytes(round: Round, results: ResultColumns): Generator<Uint8Array> {
  yield new TextEncoder().encode(`${RESULTS_TABLE.columns.map((column) => column.name).join(',')}\n`)
  const piece = { bytes: new Uint8Array(PIECE + LONGEST_ROW), length: 0 }
  const write = rowWriter(round, results)
  for (let row = 0; row < round.participants.count;) {
    row = write(row, piece)
    yield piece.bytes.subarray(0, piece.length)
  }
}

/** Writes rows from a place in the order until the piece is full, and gives the place after. */
function rowWriter(
  { formations, participants }: Round,
  { skdRank, finalRank, outcome, movedTo }: ResultColumns,
): (first: number, piece: { bytes: Uint8Array; length: number }) => number {
  const { bytes, from, names, formation, skd, total, skb, order, count } = participants
  const { ids } = formations
  const encode = (text: string) => new TextEncoder().encode(text)
  /** What follows the identifiers in rows that went no further. */
  const short = ['tms,,,,,,,\n', 'th,,,,,,,\n', 'dis,,,,,,,\n'].map(encode)
  const missed = ['twk', 'tiu', 'tkp', 'total'].map((grade) => encode(`,,,,,,grade:${grade}\n`))
  const codes = ['', ...FINAL_CODES].map((name) => encode(`${name},`))
  const criteria = ['', ...DECIDED_BY].map((name) => encode(`${name}\n`))
  const below = encode('tl,')
  const passed = encode('p,')
  const listed = encode('pl,')

  return (first, piece) => {
    const out = piece.bytes
    let at = 0
    let place = first
    for (; place < count && at < PIECE; place++) {
      const row = order === null ? place : order[place]!
      at = copy(out, at, bytes, from[row]!, names[row]!)
      const met = skd[row]!
      if (met <= SKD.dis) {
        at = put(out, at, short[met]!)
        continue
      }
      const what = outcome[row]!
      at = put(out, at, met !== SKD.met ? below : (what & LISTED) === 0 ? passed : listed)
      at = putNumber(out, at, total[row]!)
      if (met !== SKD.met) {
        at = put(out, at, missed[met - SKD.missedTwk]!)
        continue
      }
      out[at++] = COMMA
      at = putNumber(out, at, skdRank[row]!)
      out[at++] = COMMA
      const score = skb[row]!
      if ((score & 7) === SKB_PRESENT) {
        at = putNumber(out, at, score >> 3)
        out[at++] = COMMA
        at = putNumber(out, at, finalRank[row]!)
      } else out[at++] = COMMA
      out[at++] = COMMA
      const code = finalCode(what)
      at = put(out, at, codes[code]!)
      if (code !== 0) {
        const seat = code === SEAT ? formation[row]! : (movedTo.get(row) ?? -1)
        if (seat !== -1)
          at = copy(out, at, ids.bytes, ids.start[seat]!, ids.start[seat + 1]! - ids.start[seat]!)
      }
      out[at++] = COMMA
      at = put(out, at, criteria[decidedBy(what)]!)
    }
    piece.length = at
    return place
  }
}

function put(out: Uint8Array, at: number, piece: Uint8Array): number {
  for (let place = 0; place < piece.length; place++) out[at + place] = piece[place]!
  return at + piece.length
}

function copy(out: Uint8Array, at: number, source: Uint8Array, start: number, length: number): number {
  for (let place = 0; place < length; place++) out[at + place] = source[start + place]!
  return at + length
}

/** A whole number in decimal digits. */
function putNumber(out: Uint8Array, at: number, value: number): number {
  let length = 1
  for (let limit = 10; value >= limit; limit *= 10) length++
  let rest = value
  for (let place = at + length - 1; place >= at; place--) {
    const tenth = Math.floor(rest / 10)
    out[place] = ZERO + rest - tenth * 10
    rest = tenth
  }
  return at + length
}
