// The demonstration keeps its promises: no real number, reasons of the rule set that the person's data bears out,
// figures near the published ones, and the same round for the same seed.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { yearsBefore } from './calendar.ts'
import { calledToSkd, demoRound } from './round.ts'
import type { DemoDates } from './round.ts'
import { demoSkbScores, demoSkdScores } from './scores.ts'

const rules = JSON.parse(
  readFileSync(new URL('../../../../packages/rules/rule-sets/cpns-2024.json', import.meta.url), 'utf8'),
)
const dates: DemoDates = {
  opens: '2026-08-20',
  closes: '2026-09-12',
  objectionOpens: '2026-09-20',
  objectionCloses: '2026-09-22',
  answersBy: '2026-09-24',
}
const round = demoRound('terang', 'finished', dates, rules)
const people = new Map(round.people.map((one) => [one.personId, one]))
const formations = new Map(round.formations.map((one) => [one.formationId, one]))

test('8,000 people, each with a number no register gives out and nobody twice', () => {
  assert.equal(round.people.length, 8000)
  assert.equal(new Set(round.people.map((one) => one.nik)).size, 8000)
  assert.equal(new Set(round.people.map((one) => one.email)).size, 8000)
  for (const one of round.people) {
    assert.match(one.nik, /^6171\d{8}99\d\d$/)
    const day = Number(one.nik.slice(6, 8)) - (one.sex === 'P' ? 40 : 0)
    assert.equal(
      `${one.birthDate.slice(8)}${one.birthDate.slice(5, 7)}${one.birthDate.slice(2, 4)}`,
      `${String(day).padStart(2, '0')}${one.nik.slice(8, 12)}`,
    )
    assert.match(one.email, /^[a-z.0-9]+@contoh\.invalid$/)
    assert.match(one.phone, /^0800000\d{6}$/)
    assert.match(one.education.institution, /Contoh/)
  }
})

test('about one in six is not eligible, for reasons of the rule set that the data bears out', () => {
  const decided = round.applications.filter((one) => one.verdict)
  const ineligible = decided.filter((one) => one.verdict?.outcome === 'ineligible')
  const share = ineligible.length / decided.length
  assert.ok(share > 0.155 && share < 0.185, String(share))
  const known = new Set(rules.ineligibilityReasons.map((one: { id: string }) => one.id))
  const oldest = yearsBefore(dates.closes, rules.eligibility.age.max.value)
  for (const one of decided) {
    const person = people.get(one.personId)
    const formation = formations.get(one.formationId)
    assert.ok(person && formation && one.verdict)
    assert.notEqual(one.verdict.firstReader, one.verdict.secondReader)
    const reasons = one.verdict.reasons.map((reason) => reason.reasonId)
    assert.ok(reasons.every((reason) => known.has(reason)))
    assert.equal(reasons.length === 0, one.verdict.outcome === 'eligible')
    assert.equal(
      person.birthDate < oldest,
      reasons.includes('age_out_of_range'),
      `${person.birthDate} ${reasons.join(' ')}`,
    )
    const fits = formation.programmes.some((programme) => programme.name === person.education.programme)
    assert.equal(
      !fits,
      reasons.includes('education_mismatch'),
      `${person.education.programme} ${reasons.join(' ')}`,
    )
    if (fits && formation.minGpaX100 !== undefined) {
      assert.equal(person.education.gradeX100 < formation.minGpaX100, reasons.includes('gpa_below_minimum'))
    }
    for (const reason of one.verdict.reasons) assert.doesNotMatch(reason.note, /undefined|NaN/)
  }
})

test('competition: half of the formations draw few, some nobody, a few very many', () => {
  const counts = new Map<string, number>()
  for (const one of round.applications) {
    if (one.verdict?.outcome === 'eligible')
      counts.set(one.formationId, (counts.get(one.formationId) ?? 0) + 1)
  }
  const perSeat = round.formations
    .filter((one) => one.formationType === 'general')
    .map((one) => (counts.get(one.formationId) ?? 0) / one.seats)
    .sort((a, b) => a - b)
  const median = perSeat[Math.floor(perSeat.length / 2)] ?? 0
  assert.ok(median >= 4.5 && median <= 8, String(median))
  assert.ok((perSeat.at(-1) ?? 0) > 100)
  assert.ok(perSeat.filter((one) => one === 0).length >= 3)
})

test('about a quarter of those not eligible objects and about a tenth of them is right', () => {
  const ineligible = round.applications.filter((one) => one.verdict?.outcome === 'ineligible').length
  const share = round.objections.length / ineligible
  assert.ok(share > 0.22 && share < 0.32, String(share))
  const granted = round.objections.filter((one) => one.outcome === 'granted').length / round.objections.length
  assert.ok(granted > 0.06 && granted < 0.15, String(granted))
  for (const one of round.objections) {
    assert.ok(
      one.filedAt.slice(0, 10) >= dates.objectionOpens && one.filedAt.slice(0, 10) <= dates.objectionCloses,
    )
    assert.ok(one.answeredAt > one.filedAt && one.answeredAt.slice(0, 10) <= dates.answersBy)
  }
})

test('SKD scores follow the published means, spreads and correlations', () => {
  const called = calledToSkd(round)
  const scores = demoSkdScores('terang', called, rules)
  const present = scores.flatMap((one) => (one.status === 'h' ? [one] : []))
  const absent = scores.filter((one) => one.status === 'th').length / scores.length
  assert.ok(Math.abs(absent - 0.1) < 0.015, String(absent))
  for (const one of present) {
    assert.ok(one.twk % 5 === 0 && one.tiu % 5 === 0 && one.twk <= 150 && one.tiu <= 175 && one.tkp <= 225)
  }
  const near = (value: number, wanted: number, by: number) =>
    assert.ok(Math.abs(value - wanted) < by, `${value} is not near ${wanted}`)
  const twk = present.map((one) => one.twk)
  const tiu = present.map((one) => one.tiu)
  const tkp = present.map((one) => one.tkp)
  near(mean(twk), 73.8, 1)
  near(mean(tiu), 107.9, 1.5)
  near(mean(tkp), 181.8, 1)
  near(spread(twk), 17.2, 1)
  near(spread(tiu), 29.8, 1.5)
  near(spread(tkp), 13.3, 1)
  near(correlation(twk, tiu), 0.43, 0.05)
  near(correlation(twk, tkp), 0.29, 0.05)
  near(correlation(tiu, tkp), 0.38, 0.05)
})

test('SKB scores go with the SKD and are whole thousandths', () => {
  const shortlist = demoSkdScores('terang', calledToSkd(round), rules)
    .flatMap((one) =>
      one.status === 'h' ? [{ participant: one.participant, skdTotal: one.twk + one.tiu + one.tkp }] : [],
    )
    .filter((one) => one.skdTotal > 350)
  const scores = demoSkbScores('terang', shortlist, rules)
  const pairs = scores.flatMap((one, at) =>
    one.status === 'h' ? [[shortlist[at]?.skdTotal ?? 0, one.skbMilli] as const] : [],
  )
  assert.ok(pairs.every(([, milli]) => Number.isInteger(milli) && milli >= 0 && milli <= 100_000))
  const related = correlation(
    pairs.map(([skd]) => skd),
    pairs.map(([, skb]) => skb),
  )
  assert.ok(related > 0.45 && related < 0.75, String(related))
})

test('an open round stops at its moment: drafts lack documents, nothing lies in the future', () => {
  const now = '2026-09-04T10:00:00+07:00'
  const open = demoRound('terang', 'open', { ...dates, now }, rules)
  const states = new Set(
    open.applications.map((one) => `${one.state} ${one.missing.length > 0} ${one.verdict !== undefined}`),
  )
  for (const wanted of [
    'draft true false',
    'draft false false',
    'submitted false false',
    'submitted false true',
    'withdrawn false false',
  ]) {
    assert.ok(states.has(wanted), wanted)
  }
  for (const one of open.applications) {
    assert.ok((one.submittedAt ?? one.startedAt) < now)
    assert.ok(one.startedAt <= (one.submittedAt ?? one.startedAt))
    for (const id of one.missing) assert.ok(!one.documents.some((document) => document.documentId === id))
  }
  assert.ok(open.questions.length > 10)
  assert.equal(open.objections.length, 0)
})

test('half of the questions were asked at a vacancy that exists, and they say its topic', () => {
  const vacancies = new Set(round.formations.map((one) => one.formationId))
  const asked = round.questions.flatMap((one) => one.formationId ?? [])
  assert.equal(asked.length, 10)
  assert.ok(new Set(asked).size >= 9, 'on many pages, not on one')
  for (const id of asked) assert.ok(vacancies.has(id), id)
  assert.ok(new Set(round.questions.map((one) => one.topic)).size >= 6)
})

test('the same seed gives the same round, and every answer cites a paragraph that exists', () => {
  assert.deepEqual(demoRound('x', 'open', dates, rules, 300), demoRound('x', 'open', dates, rules, 300))
  const parts = new Set(round.announcement.map((one) => `${one.section} ${one.number}`))
  assert.equal(round.questions.length, 20)
  const cited = [
    ...round.questions.flatMap((one) => one.answer?.text ?? []),
    ...round.objections.map((one) => one.answer),
  ].flatMap((text) =>
    [...text.matchAll(/bagian (\w+) nomor (\d+)/g)].map((match) => `${match[1]} ${match[2]}`),
  )
  assert.ok(cited.length > 18)
  for (const one of cited) assert.ok(parts.has(one), one)
})

function mean(list: readonly number[]): number {
  return list.reduce((sum, one) => sum + one, 0) / list.length
}

function spread(list: readonly number[]): number {
  const middle = mean(list)
  return Math.sqrt(mean(list.map((one) => (one - middle) ** 2)))
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [middleA, middleB] = [mean(a), mean(b)]
  return mean(a.map((one, at) => (one - middleA) * ((b[at] ?? 0) - middleB))) / (spread(a) * spread(b))
}
