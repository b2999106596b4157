import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  parseFormations,
  parseParticipants,
  writeFormations,
  writeParticipants,
  writeResults,
} from './public-data.ts'
import type { Decision, Formation, Participant } from './public-data.ts'
import type { ParticipantsForm } from './public-tables.ts'
import { rankRound, readRound } from './rank-bytes.ts'
import { rank, RankInputError } from './rank.ts'
import { reduceParticipants } from './reduce.ts'
import { cpns2024, formation, participant, scored } from './rounds-fixture.ts'
import { FORMATION_TYPES } from './rule-set.ts'

/** Few values of each kind, so that ties of every depth, empty seats and full shortlists occur all the time. */
const formations = fc
  .array(
    fc.record({
      formationType: fc.constantFrom('general', 'general', 'general', ...FORMATION_TYPES),
      unitId: fc.constantFrom('u1', 'u2', 'u3'),
      positionId: fc.constantFrom('p1', 'p1', 'p2'),
      seats: fc.integer({ min: 0, max: 3 }),
      grades: fc.constantFrom(undefined, undefined, 'medical'),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((list) =>
    list.map(({ grades, ...rest }, at) =>
      formation(`F.${at}`, { ...rest, grades: grades ?? rest.formationType }),
    ),
  )

/** The first value of each list is the usual one; a round of little variety has the first ones only. */
const VALUES = {
  twk: [65, 70, 60, 75],
  tiu: [80, 85, 90, 75],
  tkp: [166, 171, 167, 161],
  skb: [50_000, 50_001, 70_000, 0, 100_000],
  average: [300, null, 350, 400, 7500],
  born: ['1999-01-02', null, '1999-01-01', '2000-02-29'],
  skdStatus: ['h', 'h', 'h', 'h', 'h', 'h', 'h', 'th', 'dis', 'tms'],
  skbStatus: ['h', 'h', 'h', 'h', 'h', 'h', 'h', 'th', 'aps', 'tms1', 'dis'],
} as const

const person = fc.record({
  formation: fc.nat(),
  skd: fc.nat(),
  score: fc.nat(),
  age: fc.nat(),
  status: fc.nat(),
})

interface Round {
  form: ParticipantsForm
  formations: Formation[]
  people: Participant[]
  decisions: Decision[]
  shuffle: number
}

const rounds: fc.Arbitrary<Round> = fc
  .tuple(
    formations,
    fc.array(person, { maxLength: 60 }),
    fc.constantFrom('full', 'public', 'shortlist'),
    fc.array(fc.nat(), { maxLength: 3 }),
    fc.nat(3),
    fc.record({ skd: fc.integer({ min: 1, max: 4 }), score: fc.integer({ min: 1, max: 5 }) }),
  )
  .map(([list, items, kind, who, shuffle, variety]) => {
    const pick = <T>(values: readonly T[], chance: number, most: number) =>
      values[chance % Math.min(values.length, most)]!
    const rows = items.map((item, at): Participant => {
      const skdStatus = pick(VALUES.skdStatus, item.status, 10)
      const present = skdStatus === 'h'
      return {
        // Of different lengths, one the beginning of another.
        participant: `${'pP_-'[at % 4]}${((at * 389) % 1024).toString(2)}`,
        formationId: list[item.formation % list.length]?.formationId ?? '',
        screening: skdStatus === 'tms' ? 'tms' : 'ms',
        skdStatus: skdStatus === 'tms' ? null : skdStatus,
        twk: present ? pick(VALUES.twk, item.skd, variety.skd) : null,
        tiu: present ? pick(VALUES.tiu, item.skd >> 3, variety.skd) : null,
        tkp: present ? pick(VALUES.tkp, item.skd >> 6, variety.skd) : null,
        skbStatus: null,
        skbMilli: null,
        gpaX100: pick(VALUES.average, item.age, variety.score),
        birthDate: pick(VALUES.born, item.age >> 4, variety.score),
        seniority: null,
      }
    })
    const codes = new Map(rank(cpns2024, list, rows).results.map((row) => [row.participant, row.skdCode]))
    const held = rows.map((row, at): Participant => {
      const code = codes.get(row.participant)
      // Somebody beyond the limit was listed before a correction.
      const listed = code === 'pl' || (code === 'p' && at % 9 === 0)
      if (kind === 'shortlist' || !listed) return row
      const skbStatus = pick(VALUES.skbStatus, (items[at]?.status ?? 0) >> 5, 11)
      const skbMilli = skbStatus === 'h' ? pick(VALUES.skb, items[at]?.score ?? 0, variety.score) : null
      return { ...row, skbStatus, skbMilli }
    })
    const decisions = who.flatMap((at, entry): Decision[] => {
      const participant = rows[at % Math.max(1, rows.length)]?.participant
      if (participant === undefined) return []
      const kinds: Decision[] = [
        { entry, participant, kind: 'withdrew' },
        { entry, participant, kind: 'tie_order', order: 1 + (at % 2) },
        { entry, participant, kind: 'seat_choice', formationId: list[at % list.length]?.formationId ?? '' },
      ]
      return [kinds[at % 3]!]
    })
    const form = kind === 'public' ? 'public' : 'full'
    const people = form === 'public' ? reduceParticipants(cpns2024, list, held, decisions) : held
    return { form, formations: list, people, decisions, shuffle }
  })

const bytesOf = (text: string) => new TextEncoder().encode(text)

function filesOf(round: Round): { formations: Uint8Array; participants: Uint8Array } {
  const text = writeParticipants(cpns2024, round.form, round.people)
  const [header = '', ...rows] = text.split('\n').slice(0, -1)
  // Not every file stands in the order of its key.
  const moved =
    round.shuffle === 0
      ? rows.toReversed()
      : round.shuffle === 1
        ? [...rows.slice(5), ...rows.slice(0, 5)]
        : rows
  return {
    formations: bytesOf(writeFormations(round.formations)),
    participants: bytesOf([header, ...moved, ''].join('\n')),
  }
}

function csvOf(pieces: Iterable<Uint8Array>): string {
  let text = ''
  for (const piece of pieces) text += new TextDecoder().decode(piece)
  return text
}

function assertSame(input: Round): void {
  const files = filesOf(input)
  const round = readRound(cpns2024, files.formations, files.participants)
  assert.ok(round !== null)
  const fast = rankRound(round, input.decisions)
  assert.ok(fast !== null)
  const slow = rank(cpns2024, input.formations, input.people, input.decisions)
  assert.equal(csvOf(fast.csv()), writeResults(slow.results))
  assert.deepEqual({ ...fast.report, formations: fast.formationReports() }, slow.report)
}

test('columns give the same bytes and the same report as the readable definition', () => {
  fc.assert(fc.property(rounds, assertSame), { numRuns: 1000 })
})

test('before the SKB, who is on the shortlist is compared with the best who is not', () => {
  const list = [formation('F', { seats: 1 })]
  const points = [
    [65, 80, 171],
    [65, 80, 171],
    [65, 80, 171],
    [65, 85, 166],
    [65, 80, 166],
  ] as const
  const people = points.map((of, at) => participant(`p${at}`, 'F', of))
  assertSame({ form: 'public', formations: list, people, decisions: [], shuffle: 2 })
})

test('who stands behind an undecided tie is compared with the tie, not with the last seat', () => {
  const list = [formation('F', { seats: 2 })]
  const tied = { gpaX100: 350, seniority: 1 }
  const people = [
    scored('a', 'F', [65, 80, 166], 60_000),
    scored('b', 'F', [65, 80, 166], 50_000, tied),
    scored('c', 'F', [65, 80, 166], 50_000, tied),
    scored('d', 'F', [65, 80, 166], 50_000, { gpaX100: 300, seniority: 1 }),
  ]
  assertSame({ form: 'public', formations: list, people, decisions: [], shuffle: 2 })
})

test('an absent age stands after a present one, and who is moved afterwards is not said to lack it', () => {
  const list = [formation('F', { unitId: 'u1' }), formation('G', { unitId: 'u2', seats: 0 })]
  const people = [
    scored('a', 'F', [65, 80, 166], 50_000, { gpaX100: 300 }),
    scored('b', 'F', [65, 80, 166], 50_000, { gpaX100: 300, seniority: 2 }),
  ]
  assertSame({ form: 'public', formations: list, people, decisions: [], shuffle: 2 })
  const vacant = [list[0]!, { ...list[1]!, seats: 1 }]
  assertSame({ form: 'public', formations: vacant, people, decisions: [], shuffle: 2 })
})

test('moves stand step by step, also where a decision concerns one of the groups', () => {
  const list = ['p1', 'p2'].flatMap((positionId) => [
    formation(`${positionId}.a`, { positionId, seats: 2, unitId: 'u1' }),
    formation(`${positionId}.b`, { positionId, formationType: 'cumlaude', unitId: 'u1' }),
    formation(`${positionId}.c`, { positionId, unitId: 'u2' }),
  ])
  const people = list.flatMap(({ formationId }) =>
    formationId.endsWith('a')
      ? []
      : [1, 2].map((n) => scored(`${formationId}${n}`, formationId, [65, 85, 166], 50_000 + 1000 * n)),
  )
  const decisions: Decision[] = [{ entry: 7, participant: 'p1.b1', kind: 'seat_choice', formationId: 'p1.a' }]
  const { moves } = rank(cpns2024, list, people, decisions).report
  assert.deepEqual(
    moves.map(({ from, step }) => `${from} ${step}`),
    ['p1.b 1', 'p2.b 1', 'p1.c 2', 'p2.c 2'],
  )
  assertSame({ form: 'public', formations: list, people, decisions, shuffle: 2 })
})

test('columns never take a file that the reader refuses, and never rank it otherwise', () => {
  const damage = fc.record({
    at: fc.nat(),
    what: fc.constantFrom('put', 'drop', 'add'),
    with: fc.constantFrom(...Array.from(',\n\r"0179-aFhtms. ;é')),
  })
  let taken = 0
  fc.assert(
    fc.property(rounds, damage, fc.boolean(), (input, { at, what, with: sign }, first) => {
      const files = filesOf(input)
      const file = first ? files.formations : files.participants
      const place = at % file.length
      const text = new TextDecoder().decode(file)
      const rest = text.slice(what === 'add' ? place : place + 1)
      const damaged = bytesOf(text.slice(0, place) + (what === 'drop' ? '' : sign) + rest)
      const [formationBytes, participantBytes] = first
        ? [damaged, files.participants]
        : [files.formations, damaged]

      const round = readRound(cpns2024, formationBytes, participantBytes)
      const fast = round === null ? null : rankRound(round)
      const reading = { ruleSet: cpns2024, file: 'f' }
      const list = parseFormations(formationBytes, reading)
      const people = list.ok
        ? parseParticipants(participantBytes, { ...reading, formations: list.value })
        : list
      if (fast === null) return
      taken++
      assert.ok(list.ok && people.ok, text)
      const slow = rank(cpns2024, list.value, people.value.participants)
      assert.equal(csvOf(fast.csv()), writeResults(slow.results))
    }),
    { numRuns: 2000 },
  )
  assert.ok(taken > 50, 'some damage is only another value')
})

test('a formation of many is sorted as one of few', () => {
  const list = [formation('F', { seats: 40 }), formation('G', { seats: 3, unitId: 'unit-2' })]
  const rows = Array.from({ length: 500 }, (_, at) => {
    const points = [65 + 5 * (at % 7), 80 + 5 * (at % 5), 166 + (at % 11)] as const
    return scored(`p${at}`, at % 10 === 0 ? 'G' : 'F', points, 1000 * (at % 50), { gpaX100: at % 3 })
  })
  const listed = new Set(
    rank(
      cpns2024,
      list,
      rows.map((row) => ({ ...row, skbStatus: null, skbMilli: null })),
    ).results.flatMap((row) => (row.skdCode === 'pl' ? row.participant : [])),
  )
  const people = rows.map((row) =>
    listed.has(row.participant) ? row : { ...row, skbStatus: null, skbMilli: null },
  )
  assertSame({ form: 'public', formations: list, people, decisions: [], shuffle: 2 })
})

test('a shortlisted row without an SKB status is left to the readable definition, which refuses it', () => {
  const list = [formation('F', { seats: 1 })]
  const people = [
    scored('a', 'F', [65, 80, 166], 50_000),
    { ...scored('b', 'F', [70, 80, 166], 0), skbStatus: null, skbMilli: null },
  ]
  const files = filesOf({ form: 'public', formations: list, people, decisions: [], shuffle: 2 })
  const round = readRound(cpns2024, files.formations, files.participants)
  assert.ok(round !== null)
  assert.equal(rankRound(round), null)
  assert.throws(() => rank(cpns2024, list, people), RankInputError)
})

test('another order of criteria than the usual one is left to the readable definition', () => {
  const order = cpns2024.finalRanking.order.toReversed()
  const ruleSet = { ...cpns2024, finalRanking: { ...cpns2024.finalRanking, order } }
  const list = [formation('F')]
  const files = filesOf({ form: 'public', formations: list, people: [], decisions: [], shuffle: 2 })
  const round = readRound(ruleSet, files.formations, files.participants)
  assert.ok(round !== null)
  assert.equal(rankRound(round), null)
})
