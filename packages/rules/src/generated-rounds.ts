/**
 * Generated rounds for the property tests: small ranges, so that ties of every depth, empty seats and
 * people who are out occur all the time.
 */
import fc from 'fast-check'
import type { Formation, Participant } from './public-data.ts'
import { rank } from './rank.ts'
import { cpns2024, formation } from './rounds-fixture.ts'

/** The first value as often as `times` says, each of the others once. */
function mostly<const T extends string | number | null>(
  times: number,
  usual: T,
  ...others: readonly T[]
): fc.Arbitrary<T> {
  return fc.constantFrom(...Array.from({ length: times }, () => usual), ...others)
}

const formations = fc
  .array(
    fc.record({
      formationType: mostly(2, 'general', 'cumlaude', 'diaspora', 'disability'),
      unitId: fc.constantFrom('u1', 'u2'),
      positionId: mostly(5, 'p1', 'p2'),
      seats: fc.constantFrom(0, 1, 1, 2, 5),
    }),
    { minLength: 1, maxLength: 6, size: 'max' },
  )
  .map((list) => list.map((item, at) => formation(`F${at}`, item)))

const person = fc.record({
  formation: fc.integer({ min: 0, max: 59 }),
  twk: mostly(6, 65, 60, 70),
  tiu: mostly(5, 85, 80),
  tkp: mostly(6, 166, 165, 167),
  skb: mostly(4, 50_000, 50_001, 70_000),
  status: mostly(12, 'h', 'th', 'aps', 'tms1', 'dis'),
  skdStatus: mostly(16, 'h', 'th', 'dis', 'tms'),
  gpa: mostly(3, 350, 300, null),
  born: mostly(2, '1999-01-01', '1999-01-02', null),
})

/** A whole round, before or after the SKB. */
export const round = fc
  .tuple(formations, fc.array(person, { maxLength: 40, size: 'max' }), fc.boolean())
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
