// A national round, invented and deterministic: formations.csv and participants.csv as public-data.md has them, SKB held.
// The shape follows 2024: a few seats a formation, applicants spread very unevenly, a third above the passing grades,
// empty seats in many places, ties at many limits. The shortlist is that of the readable definition.
import { closeSync, openSync, writeSync } from 'node:fs'
import { gradeSet, meetsGrades } from '@terang/rules/passing.ts'
import { FORMATION_TYPES } from '@terang/rules/rule-set.ts'
import type { RuleSet } from '@terang/rules/rule-set.ts'
import { integrate } from '@terang/rules/scoring.ts'
import { shortlist } from '@terang/rules/shortlist.ts'

export interface NationalRound {
  formations: number
  applicants: number
  seats: number
  shortlisted: number
  participantBytes: number
}

/** The 64 symbols of base64url in the order of bytes, so that rising numbers give rising identifiers. */
const SYMBOLS = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'

interface Passed {
  row: number
  skdTotal: number
  tkp: number
  tiu: number
  twk: number
}

export function writeNationalRound(
  ruleSet: RuleSet,
  applicants: number,
  files: { formations: string; participants: string },
): NationalRound {
  const random = generator(20_240_905)
  const below = (limit: number) => random() % limit
  /** Bell-shaped around `mean`, about `spread` wide to each side. */
  const bell = (mean: number, spread: number) =>
    mean + Math.round(((below(1000) + below(1000) + below(1000) - 1500) * spread) / 1000)

  // Formations: of one agency, position and qualification there are a few, in different units and of different types.
  const count = Math.max(1, Math.round((applicants * 126) / 4000))
  const ids: string[] = []
  const types: (typeof FORMATION_TYPES)[number][] = []
  const seats: number[] = []
  const draw: number[] = []
  const out = new Lines(files.formations)
  out.line(
    'formation_id,agency_id,position_id,qualification_id,unit_id,formation_type,seats,grades,general_grades',
  )
  let position = 0
  for (let at = 0; at < count; at++) {
    if (below(4) === 0) position++
    const agency = String(3000 + Math.floor((at * 600) / count))
    const type = below(100) < 92 ? 'general' : FORMATION_TYPES[1 + below(FORMATION_TYPES.length - 1)]
    const id = `${agency}.${String(at).padStart(6, '0')}`
    ids.push(id)
    types.push(type ?? 'general')
    seats.push(below(10) < 6 ? 1 : below(20) === 0 ? 5 + below(16) : 1 + below(4))
    out.line(
      `${id},${agency},P${position},Q${position % 977},U${below(8)},${types[at]},${seats[at]},${types[at]},general`,
    )
    const popularity = Math.round(2 ** (below(600) / 100)) * (below(5000) === 0 ? 200 : 1)
    for (let n = 0; n < popularity; n++) draw.push(at)
  }
  out.end()

  const home = new Int32Array(applicants)
  const status = new Uint8Array(applicants)
  const points = new Uint8Array(applicants * 3)
  const passedOf: Passed[][] = Array.from({ length: count }, () => [])
  for (let row = 0; row < applicants; row++) {
    home[row] = draw[below(draw.length)] ?? 0
    const luck = below(1000)
    status[row] = luck < 170 ? 0 : luck < 240 ? 1 : luck < 241 ? 2 : 3
    if (below(40) === 0 && row > 0 && status[row - 1] === 3) {
      // Somebody equal to the last one, so that ties are not too rare to be measured.
      home[row] = home[row - 1] ?? 0
      status[row] = 3
      points.copyWithin(row * 3, row * 3 - 3, row * 3)
    } else {
      const ability = bell(0, 22)
      points[row * 3] = within(Math.round((bell(72, 45) + ability) / 5) * 5, 150)
      points[row * 3 + 1] = within(Math.round((bell(84, 50) + ability) / 5) * 5, 175)
      points[row * 3 + 2] = within(bell(172, 40) + Math.round(ability / 2), 225)
    }
    const [twk = 0, tiu = 0, tkp = 0] = points.subarray(row * 3, row * 3 + 3)
    if (status[row] !== 3) continue
    const formation = home[row] ?? 0
    const grades = gradeSet(ruleSet, types[formation] ?? 'general')
    if (grades === null || !meetsGrades(grades, { twk, tiu, tkp })) continue
    passedOf[formation]?.push({ row, skdTotal: twk + tiu + tkp, tkp, tiu, twk })
  }

  // SKB for the shortlisted; some agencies hold the computer test only, so their scores meet more often.
  const skb = new Map<number, string>()
  let shortlisted = 0
  for (const [at, passed] of passedOf.entries()) {
    const { listed } = shortlist(ruleSet, seats[at] ?? 0, passed)
    shortlisted += listed.length
    const step = at % 3 === 0 ? 1000 : at % 3 === 1 ? 250 : 1
    const equals = new Map<string, { row: number; skbMilli: number }[]>()
    let skbMilli = 0
    for (const [place, person] of listed.entries()) {
      const luck = below(1000)
      if (luck < 120) {
        skb.set(person.row, `${luck < 100 ? 'th' : luck < 110 ? 'aps' : luck < 119 ? 'tms1' : 'dis'},,,`)
        continue
      }
      const before = listed[place - 1]
      const twin = before !== undefined && before.skdTotal === person.skdTotal && before.tkp === person.tkp
      if (!twin || below(2) === 0) {
        skbMilli = within(Math.round((bell(62, 45) * 1000 + below(1000)) / step) * step, 100_000)
      }
      const { finalMilli } = integrate(ruleSet, person.skdTotal, skbMilli)
      const key = [finalMilli, person.skdTotal, person.tkp, person.tiu].join(' ')
      equals.set(key, [...(equals.get(key) ?? []), { row: person.row, skbMilli }])
    }
    // Grade average and order of age only where a tie reaches them.
    for (const group of equals.values()) {
      const averages = group.map(() => (below(10) === 0 ? '' : String(300 + 25 * below(4))))
      for (const [place, { row, skbMilli }] of group.entries()) {
        const average = group.length > 1 ? (averages[place] ?? '') : ''
        const tied = group.length > 1 && averages.filter((other) => other === average).length > 1
        skb.set(row, `h,${skbMilli},${average},${tied && below(12) > 0 ? 1 + below(3) : ''}`)
      }
    }
  }

  const people = new Lines(files.participants)
  people.line(
    'participant,formation_id,screening,skd_status,twk,tiu,tkp,skb_status,skb_milli,gpa_x100,seniority',
  )
  const gap = Math.floor(2 ** 30 / applicants)
  for (let row = 0; row < applicants; row++) {
    const id = identifier(row * gap + below(gap), random)
    const [twk, tiu, tkp] = points.subarray(row * 3, row * 3 + 3)
    const skd = ['tms,,,,', 'ms,th,,,', 'ms,dis,,,', `ms,h,${twk},${tiu},${tkp}`][status[row] ?? 0]
    people.line(`${id},${ids[home[row] ?? 0]},${skd},${skb.get(row) ?? ',,,'}`)
  }
  return {
    formations: count,
    applicants,
    seats: seats.reduce((sum, one) => sum + one, 0),
    shortlisted,
    participantBytes: people.end(),
  }
}

/** Twenty-two symbols, as a subject pseudonym has; the first five carry the order. */
function identifier(order: number, random: () => number): string {
  let text = ''
  for (let shift = 24; shift >= 0; shift -= 6) text += SYMBOLS[(order >> shift) & 63]
  for (let n = 0; n < 4; n++) {
    const bits = random()
    for (let shift = 0; shift < (n === 3 ? 12 : 30); shift += 6) text += SYMBOLS[(bits >>> shift) & 63]
  }
  return text
}

function within(value: number, max: number): number {
  return Math.max(0, Math.min(max, value))
}

/** Thirty bits at a time; the same on every machine (xorshift32). */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 2
  }
}

/** Lines of a file, written a megabyte at a time. */
class Lines {
  readonly #file: number
  #pending: string[] = []
  #size = 0
  #written = 0

  constructor(path: string) {
    this.#file = openSync(path, 'w')
  }

  line(text: string): void {
    this.#pending.push(text)
    this.#size += text.length + 1
    if (this.#size > 1 << 20) this.#flush()
  }

  end(): number {
    this.#flush()
    closeSync(this.#file)
    return this.#written
  }

  #flush(): void {
    this.#written += this.#size
    writeSync(this.#file, this.#pending.map((text) => `${text}\n`).join(''))
    this.#pending = []
    this.#size = 0
  }
}
