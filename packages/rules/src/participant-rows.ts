/** Single rows of the columns, for the few that somebody names or that the readable definition decides. */
import { textAt } from './byte-index.ts'
import { compareBytes } from './csv.ts'
import type { ParticipantColumns } from './participant-columns.ts'
import type { Participant } from './public-data.ts'

const COMMA = 44
const NEWLINE = 10

export function nameAt(columns: ParticipantColumns, row: number): string {
  const from = columns.from[row]!
  return textAt(columns.bytes, from, columns.bytes.indexOf(COMMA, from))
}

/** Many names at once: their bytes become one text, and the names are cut from it. */
export function namesAt({ bytes, from }: ParticipantColumns, rows: ArrayLike<number>): string[] {
  const ends = new Int32Array(rows.length + 1)
  let gathered = new Uint8Array(32 * rows.length + 64)
  let at = 0
  for (let place = 0; place < rows.length; place++) {
    if (at + 64 > gathered.length) {
      const larger = new Uint8Array(2 * gathered.length)
      larger.set(gathered)
      gathered = larger
    }
    for (let byte = from[rows[place]!]!; bytes[byte] !== COMMA; byte++) gathered[at++] = bytes[byte]!
    ends[place + 1] = at
  }
  const text = textAt(gathered, 0, at)
  return Array.from({ length: rows.length }, (_, place) => text.slice(ends[place], ends[place + 1]))
}

/** What readParticipantColumns has accepted, so nothing is checked again. */
export function participantAt(columns: ParticipantColumns, row: number): Participant {
  const from = columns.from[row]!
  const fields = textAt(columns.bytes, from, columns.bytes.indexOf(NEWLINE, from)).split(',')
  const number = (at: number) => (fields[at] ? Number(fields[at]) : null)
  const text = (at: number) => fields[at] || null
  return {
    participant: fields[0] ?? '',
    formationId: fields[1] ?? '',
    screening: fields[2] as Participant['screening'],
    skdStatus: text(3) as Participant['skdStatus'],
    twk: number(4),
    tiu: number(5),
    tkp: number(6),
    skbStatus: text(7) as Participant['skbStatus'],
    skbMilli: number(8),
    gpaX100: number(9),
    birthDate: columns.form === 'full' ? text(10) : null,
    seniority: columns.form === 'full' ? null : number(10),
  }
}

/** -1: nobody of this name. */
export function rowOf(columns: ParticipantColumns, name: string): number {
  let [low, high] = [0, columns.count]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const row = columns.order === null ? middle : columns.order[middle]!
    const order = compareBytes(nameAt(columns, row), name)
    if (order === 0) return row
    if (order < 0) low = middle + 1
    else high = middle
  }
  return -1
}
