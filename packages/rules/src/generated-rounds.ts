/**
 * Generated rounds for the property tests: small ranges, so that ties of every depth, empty seats and
 * people who are out occur all the time.
 */
import fc from 'fast-check'
import type { Formation, Participant } from './public-data.ts'
import { rank } from './rank.ts'
import { cpns2024, formation } from './rounds-fixture.ts'
import { FORMATION_TYPES } from './rule-set.ts'

const formations = fc
  .array(
    fc.record({
      formationType: fc.constantFrom(...FORMATION_TYPES.slice(0, 4)),
      unitId: fc.constantFrom('u1', 'u2', 'u3'),
      positionId: fc.constantFrom('p1', 'p1', 'p2'),
      seats: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((list) => list.map((item, at) => formation(`F${at}`, item)))

const person = fc.record({
  formation: fc.nat(),
  twk: fc.constantFrom(60, 65, 65, 65, 70),
  tiu: fc.constantFrom(80, 85, 85, 85),
  tkp: fc.constantFrom(165, 166, 166, 166, 167),
  skb: fc.constantFrom(50_000, 50_000, 50_001, 70_000),
  status: fc.constantFrom('h', 'h', 'h', 'h', 'h', 'h', 'h', 'th', 'aps', 'tms1', 'dis'),
  skdStatus: fc.constantFrom('h', 'h', 'h', 'h', 'h', 'h', 'h', 'th', 'dis', 'tms'),
  gpa: fc.constantFrom(null, 300, 350),
  born: fc.constantFrom(null, '1999-01-01', '1999-01-02', '2000-02-29'),
})

/** A whole round, before or after the SKB. */
export const round = fc
  .tuple(formations, fc.array(person, { maxLength: 40 }), fc.boolean())
  .map(([list, people, final]) => {
    const rows = people.map((item, at): Participant => {
      const present = item.skdStatus === 'h'
      return {
        participant: `p${String((at * 7919) % 1000).padStart(3, '0')}`,
        formationId: list[item.formation % list.length]?.formationId ?? '',
        screening: item.skdStatus === 'tms' ? 'tms' : 'ms',
        skdStatus: item.skdStatus === 'tms' ? null : item.skdStatus,
        twk: present ? item.twk : null,
        tiu: present ? item.tiu : null,
        tkp: present ? item.tkp : null,
        skbStatus: null,
        skbMilli: null,
        gpaX100: item.gpa,
        birthDate: item.born,
        seniority: null,
      }
    })
    return { formations: list, people: final ? withSkb(list, rows, people) : rows }
  })

function withSkb(
  list: Formation[],
  rows: Participant[],
  people: readonly { skb: number; status: string }[],
): Participant[] {
  const listed = new Set(
    rank(cpns2024, list, rows)
      .results.filter((row) => row.skdCode === 'pl')
      .map((row) => row.participant),
  )
  return rows.map((row, at) => {
    const item = people[at]
    if (item === undefined || !listed.has(row.participant)) return row
    const skbStatus = item.status as NonNullable<Participant['skbStatus']>
    return { ...row, skbStatus, skbMilli: skbStatus === 'h' ? item.skb : null }
  })
}
