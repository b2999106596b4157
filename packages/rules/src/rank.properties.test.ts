import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { round } from './generated-rounds.ts'
import { cpns2024, participant, scored } from './rounds-fixture.ts'
import type { Decision, Participant } from './public-data.ts'
import { fillingGroup } from './filling.ts'
import { rank } from './rank.ts'
import { reduceParticipants } from './reduce.ts'
import { writeResults } from './public-data.ts'

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
      const { results, report } = rank(cpns2024, input.formations, input.people)
      const score = new Map(results.map((row) => [row.participant, row.finalMilli]))
      const groups = new Map(input.formations.map((item) => [item.formationId, fillingGroup(item)]))
      const meet = (a: Participant, b: Participant) => {
        const group = groups.get(a.formationId) ?? ''
        const joined = report.fillingGroups.includes(group) && groups.get(b.formationId) === group
        return a.formationId === b.formationId || joined
      }
      const equal = (a: Participant, b: Participant) =>
        a.participant !== b.participant &&
        meet(a, b) &&
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

test('raising an SKD score never lowers the final rank of its owner', () => {
  fc.assert(
    fc.property(round, fc.nat(), fc.constantFrom('twk', 'tiu', 'tkp'), (input, who, part) => {
      const scoredRows = input.people.filter((row) => row.skbMilli !== null)
      const row = scoredRows[who % Math.max(1, scoredRows.length)]
      if (row === undefined) return
      const raised = input.people.map((other) =>
        other === row ? { ...other, [part]: (other[part] ?? 0) + (part === 'tkp' ? 1 : 5) } : other,
      )
      const rankOf = (list: Participant[]) =>
        rank(cpns2024, input.formations, list).results.find((item) => item.participant === row.participant)
      assert.ok((rankOf(raised)?.finalRank ?? Infinity) <= (rankOf(input.people)?.finalRank ?? 0))
    }),
    runs,
  )
})

test('the shortlist leaves nobody out who is equal to or above its last, and is no longer than that', () => {
  fc.assert(
    fc.property(round, (input) => {
      const people = input.people.map((row) => ({ ...row, skbStatus: null, skbMilli: null }))
      const { results, report } = rank(cpns2024, input.formations, people)
      const rows = new Map(people.map((row) => [row.participant, row]))
      for (const own of report.formations) {
        const field = results.filter((row) => row.formationId === own.formationId)
        const keys = (row: (typeof field)[number]) => {
          const { twk, tiu, tkp } = rows.get(row.participant) ?? {}
          return [row.skdTotal ?? 0, tkp ?? 0, tiu ?? 0, twk ?? 0]
        }
        const above = (a: number[], b: number[]) => {
          const at = a.findIndex((value, index) => value !== b[index])
          return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
        }
        const listed = field.filter((row) => row.skdCode === 'pl').map(keys)
        const left = field.filter((row) => row.skdCode === 'p').map(keys)
        assert.ok(listed.every((a) => left.every((b) => above(a, b) > 0)))
        assert.ok(listed.length >= Math.min(own.shortlistLimit, own.metGrades))
        const last = listed.toSorted(above)[0]
        const without = listed.filter((a) => last !== undefined && above(a, last) > 0)
        assert.ok(listed.length === 0 || without.length < own.shortlistLimit)
      }
    }),
    runs,
  )
})

/** Everybody better in the SKD than somebody who meets every set of grades by a hair. */
function lifted(people: readonly Participant[]): Participant[] {
  return people.map((row) =>
    row.skdStatus === 'h'
      ? { ...row, twk: (row.twk ?? 0) + 10, tiu: (row.tiu ?? 0) + 5, tkp: (row.tkp ?? 0) + 1 }
      : row,
  )
}

test('somebody who passes, but worse than all of a formation, changes nothing for them', () => {
  fc.assert(
    fc.property(round, fc.nat(), fc.boolean(), (input, at, final) => {
      const home = input.formations[at % input.formations.length]
      if (home === undefined) return
      const clean = lifted(input.people).map((row) => ({ ...row, skbStatus: null, skbMilli: null }))
      const worst = participant('zzz', home.formationId, [65, 85, 166])
      const withWorst = rank(cpns2024, input.formations, [...clean, worst]).results
      const listed = new Set(withWorst.flatMap((row) => (row.skdCode === 'pl' ? row.participant : [])))
      const sat = (row: Participant) =>
        final && listed.has(row.participant)
          ? scored(row.participant, row.formationId, [row.twk ?? 0, row.tiu ?? 0, row.tkp ?? 0], 60_000, {
              gpaX100: row.gpaX100,
              birthDate: row.birthDate,
            })
          : row
      const people = clean.map(sat)
      const last = listed.has('zzz') && final ? scored('zzz', home.formationId, [65, 85, 166], 0) : worst
      const outcome = (list: readonly Participant[]) =>
        rank(cpns2024, input.formations, list)
          .results.filter((row) => row.formationId === home.formationId && row.participant !== 'zzz')
          .map((row) => ({ ...row, decidedBy: null }))
      assert.deepEqual(outcome([...people, last]), outcome(people))
    }),
    runs,
  )
})

test('somebody below the grades changes nothing for anybody', () => {
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
