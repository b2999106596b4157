import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cpns2024, formation } from './rounds-fixture.ts'
import type { Decision, Formation, Participant } from './public-data.ts'
import { FORMATION_TYPES } from './rule-set.ts'
import { rank } from './rank.ts'
import { reduceParticipants } from './reduce.ts'
import { writeResults } from './public-data.ts'

/** Small ranges, so that ties of every depth and empty seats occur all the time. */
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

const round = fc
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

const runs = { numRuns: 300 }

test('the order of rows never matters', () => {
  fc.assert(
    fc.property(round, fc.infiniteStream(fc.nat()), (input, chance) => {
      const shuffle = <T>(list: readonly T[]) =>
        list
          .map((item) => ({ item, key: chance.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ item }) => item)
      const a = rank(cpns2024, input.formations, input.people)
      const b = rank(cpns2024, shuffle(input.formations), shuffle(input.people))
      assert.equal(writeResults(b.results), writeResults(a.results))
      assert.deepEqual(b.report, a.report)
    }),
    runs,
  )
})

test('seats are never exceeded and nobody holds two', () => {
  fc.assert(
    fc.property(round, fc.array(fc.nat(), { maxLength: 4 }), (input, who) => {
      const withdrawals = who.flatMap((at, entry): Decision[] => {
        const row = input.people[at % Math.max(1, input.people.length)]
        return row === undefined ? [] : [{ entry, participant: row.participant, kind: 'withdrew' }]
      })
      const { results, report } = rank(cpns2024, input.formations, input.people, withdrawals)
      for (const { formationId, seats } of input.formations) {
        const given = results.filter((row) => row.seatFormationId === formationId).length
        const own = report.formations.find((item) => item.formationId === formationId)
        assert.ok(given + (own?.reserved ?? 0) <= seats)
        assert.equal(own?.empty, seats - given)
      }
      assert.equal(new Set(results.map((row) => row.participant)).size, input.people.length)
    }),
    runs,
  )
})

test('nobody above somebody with a seat of the formation is without one', () => {
  fc.assert(
    fc.property(round, (input) => {
      const { results } = rank(cpns2024, input.formations, input.people)
      for (const row of results.filter((item) => item.finalCode === 'tl')) {
        const below = results.some(
          (other) =>
            other.formationId === row.formationId &&
            other.finalCode === 'l' &&
            (other.finalRank ?? 0) > (row.finalRank ?? 0),
        )
        assert.equal(below, false)
      }
    }),
    runs,
  )
})

test('the reduced data set gives the same bytes of results as the full one', () => {
  fc.assert(
    fc.property(round, fc.array(fc.nat(), { maxLength: 4 }), (input, who) => {
      const decisions = who.flatMap((at, entry): Decision[] => {
        const row = input.people[at % Math.max(1, input.people.length)]
        if (row === undefined) return []
        const { participant } = row
        return at % 3 === 0
          ? [{ entry, participant, kind: 'tie_order', order: 1 + (at % 2) }]
          : [{ entry, participant, kind: 'withdrew' }]
      })
      const reduced = reduceParticipants(cpns2024, input.formations, input.people, decisions)
      assert.equal(
        writeResults(rank(cpns2024, input.formations, reduced, decisions).results),
        writeResults(rank(cpns2024, input.formations, input.people, decisions).results),
      )
      assert.ok(reduced.every((row) => row.birthDate === null))
    }),
    { numRuns: 1000 },
  )
})

test('the reduced data set keeps a value only where a tie reaches it', () => {
  fc.assert(
    fc.property(round, (input) => {
      const reduced = reduceParticipants(cpns2024, input.formations, input.people)
      const { results } = rank(cpns2024, input.formations, input.people)
      const score = new Map(results.map((row) => [row.participant, row.finalMilli]))
      const equal = (a: Participant, b: Participant) =>
        a.participant !== b.participant &&
        score.get(a.participant) !== null &&
        score.get(a.participant) === score.get(b.participant) &&
        a.twk === b.twk &&
        a.tiu === b.tiu &&
        a.tkp === b.tkp
      for (const row of reduced) {
        if (row.gpaX100 !== null) assert.ok(reduced.some((other) => equal(row, other)))
        if (row.seniority !== null) {
          assert.ok(reduced.some((other) => equal(row, other) && other.gpaX100 === row.gpaX100))
        }
      }
    }),
    runs,
  )
})

test('raising a score never lowers the rank of its owner', () => {
  fc.assert(
    fc.property(round, fc.nat(), fc.constantFrom('twk', 'tiu', 'tkp'), (input, who, part) => {
      const people = input.people.map((row) => ({ ...row, skbStatus: null, skbMilli: null }))
      const row = people[who % Math.max(1, people.length)]
      if (row === undefined || row[part] === null) return
      const raised = people.map((other) =>
        other === row ? { ...other, [part]: (other[part] ?? 0) + (part === 'tkp' ? 1 : 5) } : other,
      )
      const rankOf = (list: Participant[]) =>
        rank(cpns2024, input.formations, list).results.find((item) => item.participant === row.participant)
      const before = rankOf(people)
      const after = rankOf(raised)
      const rankBefore = before?.skdRank ?? null
      if (rankBefore !== null) assert.ok((after?.skdRank ?? Infinity) <= rankBefore)
    }),
    runs,
  )
  fc.assert(
    fc.property(round, fc.nat(), (input, who) => {
      const scored = input.people.filter((row) => row.skbMilli !== null)
      const row = scored[who % Math.max(1, scored.length)]
      if (row === undefined) return
      const raised = input.people.map((other) =>
        other === row ? { ...other, skbMilli: (other.skbMilli ?? 0) + 1 } : other,
      )
      const rankOf = (list: Participant[]) =>
        rank(cpns2024, input.formations, list).results.find((item) => item.participant === row.participant)
      assert.ok((rankOf(raised)?.finalRank ?? Infinity) <= (rankOf(input.people)?.finalRank ?? 0))
    }),
    runs,
  )
})

test('somebody worse than all of a formation changes nothing for them', () => {
  fc.assert(
    fc.property(round, fc.nat(), (input, at) => {
      const home = input.formations[at % input.formations.length]
      if (home === undefined) return
      const people = input.people.map((row) => ({ ...row, skbStatus: null, skbMilli: null }))
      const worst: Participant = {
        participant: 'zzz',
        formationId: home.formationId,
        screening: 'ms',
        skdStatus: 'h',
        twk: 0,
        tiu: 0,
        tkp: 0,
        skbStatus: null,
        skbMilli: null,
        gpaX100: null,
        birthDate: null,
        seniority: null,
      }
      const before = rank(cpns2024, input.formations, people).results
      const after = rank(cpns2024, input.formations, [...people, worst]).results
      assert.deepEqual(
        after.filter((row) => row.participant !== 'zzz'),
        before,
      )
    }),
    runs,
  )
})
