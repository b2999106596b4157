/**
 * The bytes of participants.csv, some rows at a time, as numbers: what stands in each field, and
 * whether the fields agree. Knows the canonical form only (public-data.md, section 1); -1 at the first
 * oddity, which the reader of public-data.ts then finds and words.
 */
import { HASH_PRIME, HASH_START } from './byte-index.ts'
import { IDENTIFIER_BYTE, LONGEST_IDENTIFIER } from './formation-columns.ts'
import { participantsTable, SKB_STATUSES } from './public-tables.ts'
import type { ParticipantsForm } from './public-tables.ts'
import type { RuleSet } from './rule-set.ts'

export const PARTICIPANT_HEADERS: Readonly<Record<ParticipantsForm, string>> = {
  public: 'participant,formation_id,screening,skd_status,twk,tiu,tkp,skb_status,skb_milli,gpa_x100,seniority',
  full: 'participant,formation_id,screening,skd_status,twk,tiu,tkp,skb_status,skb_milli,gpa_x100,birth_date',
}
export const SHORTEST_ROW = 'a,a,tms,,,,,,,,\n'.length

/** What screening and SKD status say together. */
export const PRESENCE = { tms: 0, th: 1, dis: 2, h: 3 } as const
/** Place of the SKB status in SKB_STATUSES plus 1. */
export const SKB_PRESENT = 1 + SKB_STATUSES.indexOf('h')
const [SKB_ABSENT, SKB_DISQUALIFIED, SKB_WITHDREW, SKB_ELIMINATED] = (
  ['th', 'dis', 'aps', 'tms1'] as const
).map((status) => 1 + SKB_STATUSES.indexOf(status)) as [number, number, number, number]

/** Rows that were read together; small enough to stay near the processor. */
export interface RowBlock {
  count: number
  readonly from: Int32Array
  readonly formationFrom: Int32Array
  readonly formationTo: Int32Array
  readonly formationHash: Int32Array
  /** A value of PRESENCE. */
  readonly presence: Uint8Array
  readonly twk: Int16Array
  readonly tiu: Int16Array
  readonly tkp: Int16Array
  /** 0: none. */
  readonly skbStatus: Uint8Array
  readonly skbMilli: Int32Array
  /** Grade average plus 1; 0: absent. */
  readonly average: Uint16Array
  /** Birth date as 20011231, or the order of age; 0: absent. */
  readonly age: Int32Array
}

export function rowBlock(size: number): RowBlock {
  return {
    count: 0,
    from: new Int32Array(size),
    formationFrom: new Int32Array(size),
    formationTo: new Int32Array(size),
    formationHash: new Int32Array(size),
    presence: new Uint8Array(size),
    twk: new Int16Array(size),
    tiu: new Int16Array(size),
    tkp: new Int16Array(size),
    skbStatus: new Uint8Array(size),
    skbMilli: new Int32Array(size),
    average: new Uint16Array(size),
    age: new Int32Array(size),
  }
}

export type RowReader = (bytes: Uint8Array, at: number, block: RowBlock) => number

const COMMA = 44
const NEWLINE = 10
const HYPHEN = 45
const ZERO = 48
const ONE = 49
const A = 97
const D = 100
const H = 104
const I = 105
const M = 109
const P = 112
const S = 115
const T = 116

/** Null: the format has columns that this reader does not know. */
export function rowReader(ruleSet: RuleSet, form: ParticipantsForm): RowReader | null {
  const table = participantsTable(form, ruleSet)
  if (table.columns.map((column) => column.name).join(',') !== PARTICIPANT_HEADERS[form]) return null
  const column = (name: string) => table.columns.find((candidate) => candidate.name === name)
  const most = (name: string) => column(name)?.max ?? 0
  const step = (name: string) => column(name)?.step ?? 1
  const twkMost = most('twk')
  const tiuMost = most('tiu')
  const tkpMost = most('tkp')
  const twkStep = step('twk')
  const tiuStep = step('tiu')
  const tkpStep = step('tkp')
  const skbMost = most('skb_milli')
  const averageMost = most('gpa_x100')
  const ageIsDate = form === 'full'
  const inIdentifier = IDENTIFIER_BYTE

  /** Reads from `at` until the block is full or the bytes end, and gives the place after. */
  return (bytes, start, block) => {
    const { from, formationFrom, formationTo, formationHash, presence, twk, tiu, tkp } = block
    const { skbStatus, skbMilli, average, age } = block
    const size = from.length
    let row = 0
    let at = start
    for (; row < size && at < bytes.length; row++) {
      const begin = at
      from[row] = begin
      while (inIdentifier[bytes[at]!] === 1) at++
      if (at === begin || at - begin > LONGEST_IDENTIFIER || bytes[at] !== COMMA) return -1
      formationFrom[row] = ++at
      let hash = HASH_START
      for (let byte = bytes[at]!; inIdentifier[byte] === 1; byte = bytes[++at]!) {
        hash = Math.imul(hash ^ byte, HASH_PRIME)
      }
      // One that is too long is no formation, so its length need not be looked at.
      if (bytes[at] !== COMMA || at - begin > 2 * LONGEST_IDENTIFIER + 1) return -1
      formationHash[row] = hash
      formationTo[row] = at++
      skbStatus[row] = 0

      if (bytes[at] === M && bytes[at + 1] === S && bytes[at + 2] === COMMA) {
        at += 3
        if (bytes[at] === H && bytes[at + 1] === COMMA) {
          presence[row] = PRESENCE.h
          const first = digits(bytes, at + 2)
          at += 3 + (first & 15)
          if (first <= 0 || bytes[at - 1] !== COMMA) return -1
          const second = digits(bytes, at)
          at += 1 + (second & 15)
          if (second <= 0 || bytes[at - 1] !== COMMA) return -1
          const third = digits(bytes, at)
          at += 1 + (third & 15)
          if (third <= 0 || bytes[at - 1] !== COMMA) return -1
          twk[row] = first >> 4
          tiu[row] = second >> 4
          tkp[row] = third >> 4
          if (first >> 4 > twkMost || second >> 4 > tiuMost || third >> 4 > tkpMost) return -1
          if ((first >> 4) % twkStep !== 0 || (second >> 4) % tiuStep !== 0 || (third >> 4) % tkpStep !== 0) {
            return -1
          }
          if (bytes[at] === COMMA) {
            if (bytes[at + 1] !== COMMA) return -1
            at += 2
          } else {
            const status = skbStatusAt(bytes, at)
            skbStatus[row] = status
            at += 1 + lengthOfStatus(status)
            if (status === 0 || bytes[at - 1] !== COMMA) return -1
            const milli = digits(bytes, at)
            at += 1 + (milli & 15)
            if (bytes[at - 1] !== COMMA || milli >> 4 > skbMost) return -1
            if (status === SKB_PRESENT ? milli <= 0 : milli !== 0) return -1
            skbMilli[row] = milli >> 4
          }
        } else if (bytes[at] === T && bytes[at + 1] === H) {
          presence[row] = PRESENCE.th
          at = emptyFields(bytes, at + 2)
        } else if (bytes[at] === D && bytes[at + 1] === I && bytes[at + 2] === S) {
          presence[row] = PRESENCE.dis
          at = emptyFields(bytes, at + 3)
        } else return -1
      } else if (bytes[at] === T && bytes[at + 1] === M && bytes[at + 2] === S && bytes[at + 3] === COMMA) {
        presence[row] = PRESENCE.tms
        at = emptyFields(bytes, at + 4)
      } else return -1
      if (at === -1) return -1

      const mean = digits(bytes, at)
      at += 1 + (mean & 15)
      if (mean < 0 || mean >> 4 > averageMost || bytes[at - 1] !== COMMA) return -1
      average[row] = mean === 0 ? 0 : (mean >> 4) + 1
      if (bytes[at] === NEWLINE) age[row] = 0
      else if (ageIsDate) {
        const date = isoDate(bytes, at)
        age[row] = date
        at += 10
        if (date === 0 || bytes[at] !== NEWLINE) return -1
      } else {
        const seniority = digits(bytes, at)
        age[row] = seniority >> 4
        at += seniority & 15
        if (seniority >> 4 < 1 || bytes[at] !== NEWLINE) return -1
      }
      at++
    }
    block.count = row
    return at
  }
}

/**
 * Who has no points: the status is over, and points, SKB status and SKB total are empty. Gives the
 * place after, -1 where something stands there.
 */
function emptyFields(bytes: Uint8Array, at: number): number {
  for (let field = 0; field < 6; field++) if (bytes[at + field] !== COMMA) return -1
  return at + 6
}

/** A canonical whole number of at most seven digits: 16 times the value, plus its length; 0: none; -1: longer. */
function digits(bytes: Uint8Array, at: number): number {
  let value = bytes[at]! - ZERO
  if (value < 0 || value > 9) return 0
  // After a zero the caller finds a digit where the field must end.
  if (value === 0) return 1
  let length = 1
  for (let digit = bytes[at + 1]! - ZERO; digit >= 0 && digit <= 9; digit = bytes[at + length]! - ZERO) {
    if (++length > 7) return -1
    value = value * 10 + digit
  }
  return value * 16 + length
}

/** Place in SKB_STATUSES plus 1; 0: none of them. The caller looks for the comma. */
function skbStatusAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at]
  const second = bytes[at + 1]
  const third = bytes[at + 2]
  if (first === H) return SKB_PRESENT
  if (first === T && second === H) return SKB_ABSENT
  if (first === T && second === M && third === S && bytes[at + 3] === ONE) return SKB_ELIMINATED
  if (first === D && second === I && third === S) return SKB_DISQUALIFIED
  if (first === A && second === P && third === S) return SKB_WITHDREW
  return 0
}

function lengthOfStatus(status: number): number {
  return status === 0 ? 0 : SKB_STATUSES[status - 1]!.length
}

/** 2001-12-31 as 20011231; 0: no date. */
function isoDate(bytes: Uint8Array, at: number): number {
  let value = 0
  for (let place = 0; place < 10; place++) {
    const byte = bytes[at + place]!
    if (place === 4 || place === 7) {
      if (byte !== HYPHEN) return 0
      continue
    }
    if (byte < ZERO || byte > ZERO + 9) return 0
    value = value * 10 + byte - ZERO
  }
  const year = Math.floor(value / 10_000)
  const month = Math.floor(value / 100) % 100
  const day = value % 100
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const short = month === 4 || month === 6 || month === 9 || month === 11
  const days = month === 2 ? (leap ? 29 : 28) : short ? 30 : 31
  return year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= days ? value : 0
}
