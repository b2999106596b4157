/**
 * results.csv from columns, as bytes: the same as writeResults of public-data.ts, without a text a row.
 */
import { FINAL_CODES, DECIDED_BY, RESULTS_TABLE } from './public-tables.ts'
import { SKD } from './participant-columns.ts'
import { SKB_PRESENT } from './participant-syntax.ts'
import { decidedBy, finalCode, LISTED, SEAT } from './rank-columns.ts'
import type { ResultColumns, Round } from './rank-columns.ts'

const PIECE = 1 << 20
/** More than the longest row. */
const LONGEST_ROW = 512
const [COMMA, ZERO] = [44, 48]

/** Each piece is overwritten by the next: write it away first. */
export function* resultBytes(
  { formations, participants }: Round,
  results: ResultColumns,
): Generator<Uint8Array> {
  const { bytes, from, names, formation, skd, total, skb, order, count } = participants
  const { skdRank, finalRank, outcome, movedTo } = results
  const out = new Uint8Array(PIECE + LONGEST_ROW)
  const encoder = new TextEncoder()
  /** What follows the identifiers in rows that went no further. */
  const short = ['tms,,,,,,,\n', 'th,,,,,,,\n', 'dis,,,,,,,\n'].map((text) => encoder.encode(text))
  const missed = ['twk', 'tiu', 'tkp', 'total'].map((grade) => encoder.encode(`,,,,,,grade:${grade}\n`))
  const codes = ['', ...FINAL_CODES].map((name) => encoder.encode(`${name},`))
  const criteria = ['', ...DECIDED_BY].map((name) => encoder.encode(`${name}\n`))
  const [below, passed, listed] = ['tl,', 'p,', 'pl,'].map((text) => encoder.encode(text)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ]
  let at = 0
  const put = (piece: Uint8Array) => {
    for (let place = 0; place < piece.length; place++) out[at++] = piece[place]!
  }
  const copy = (source: Uint8Array, start: number, length: number) => {
    for (let place = 0; place < length; place++) out[at + place] = source[start + place]!
    at += length
  }
  const putNumber = (value: number) => {
    let length = 1
    for (let limit = 10; value >= limit; limit *= 10) length++
    let rest = value
    for (let place = at + length - 1; place >= at; place--) {
      const tenth = Math.floor(rest / 10)
      out[place] = ZERO + rest - tenth * 10
      rest = tenth
    }
    at += length
  }

  put(encoder.encode(`${RESULTS_TABLE.columns.map((column) => column.name).join(',')}\n`))
  for (let place = 0; place < count; place++) {
    if (at > PIECE) {
      yield out.subarray(0, at)
      at = 0
    }
    const row = order === null ? place : order[place]!
    copy(bytes, from[row]!, names[row]!)
    const met = skd[row]!
    if (met <= SKD.dis) {
      put(short[met]!)
      continue
    }
    const what = outcome[row]!
    put(met !== SKD.met ? below : (what & LISTED) === 0 ? passed : listed)
    putNumber(total[row]!)
    if (met !== SKD.met) {
      put(missed[met - SKD.missedTwk]!)
      continue
    }
    out[at++] = COMMA
    putNumber(skdRank[row]!)
    out[at++] = COMMA
    if ((skb[row]! & 7) === SKB_PRESENT) {
      putNumber(skb[row]! >> 3)
      out[at++] = COMMA
      putNumber(finalRank[row]!)
    } else out[at++] = COMMA
    out[at++] = COMMA
    const code = finalCode(what)
    put(codes[code]!)
    const seat = code === SEAT ? formation[row]! : (movedTo.get(row) ?? -1)
    if (seat !== -1) {
      const start = formations.ids.start[seat]!
      copy(formations.ids.bytes, start, formations.ids.start[seat + 1]! - start)
    }
    out[at++] = COMMA
    put(criteria[decidedBy(what)]!)
  }
  yield out.subarray(0, at)
}
