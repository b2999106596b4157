import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkPppkEligibility } from './pppk-eligibility.ts'
import type { PppkFacts } from './pppk-eligibility.ts'
import { teknis2024 } from './pppk-fixture.ts'

const clerk = {
  agencyId: 'city',
  positionAgeLimit: 58,
  education: [{ level: 'S-1', programmeCode: null, programmeName: 'S-1 ADMINISTRASI NEGARA' }],
}
const person: PppkFacts = {
  birthDate: '1985-03-10',
  education: { level: 'S-1', programmeCode: null, programmeName: 'S-1 Administrasi Negara' },
  applicantGroup: 'R3',
  workplaceAgencyId: 'city',
  activeServiceMonths: null,
}

function verdicts(changes: Partial<PppkFacts>, date: string) {
  return Object.fromEntries(
    checkPppkEligibility(teknis2024, clerk, { ...person, ...changes }, date).map((item) => [
      item.id,
      item.ok,
    ]),
  )
}

test('PPPK: from 20 years to one year before the age limit of the position, to the day', () => {
  assert.equal(verdicts({ birthDate: '2004-11-17' }, '2024-11-17')['ageMinimum'], true)
  assert.equal(verdicts({ birthDate: '2004-11-18' }, '2024-11-17')['ageMinimum'], false)
  assert.equal(verdicts({ birthDate: '1967-11-17' }, '2024-11-17')['ageMaximum'], true)
  assert.equal(verdicts({ birthDate: '1967-11-16' }, '2024-11-17')['ageMaximum'], false)
})

test('PPPK phase I is for the own workplace, phase II asks for two years of active service', () => {
  assert.deepEqual(verdicts({}, '2024-11-17'), {
    ageMinimum: true,
    ageMaximum: true,
    education: true,
    workplace: true,
  })
  assert.equal(verdicts({ workplaceAgencyId: 'other' }, '2024-11-17')['workplace'], false)
  const phase2 = { applicantGroup: 'R4', workplaceAgencyId: 'other' }
  assert.equal(verdicts({ ...phase2, activeServiceMonths: 23 }, '2024-11-17')['activeService'], false)
  assert.equal(verdicts({ ...phase2, activeServiceMonths: 24 }, '2024-11-17')['activeService'], true)
  assert.equal(verdicts(phase2, '2024-11-17')['activeService'], null)
  assert.equal('workplace' in verdicts(phase2, '2024-11-17'), false)
})

test('PPPK: every condition says its limit, its source and whether it is confirmed', () => {
  const conditions = checkPppkEligibility(
    teknis2024,
    clerk,
    { ...person, applicantGroup: 'R4', activeServiceMonths: 12 },
    '2024-11-17',
  )
  assert.deepEqual(
    conditions.map((item) => [item.id, item.source, item.confirmed]),
    [
      ['ageMinimum', 'PP49-2018', false],
      ['ageMaximum', 'P6-2024:23', false],
      ['education', 'ANNOUNCEMENT', true],
      ['activeService', 'UNCONFIRMED', false],
    ],
  )
  assert.deepEqual(conditions[3]?.whatWouldSatisfy, { kind: 'months', value: 24 })
})

const years = (value: number) => ({ kind: 'age', years: value, months: 0, days: 0 })
const accepted = { kind: 'education', accepted: clerk.education }
const city = { kind: 'agency', agencyId: 'city' }
const whole = (changes: Partial<PppkFacts>, date = '2024-11-17') =>
  checkPppkEligibility(teknis2024, clerk, { ...person, ...changes }, date).map((item) => [
    item.id,
    item.value,
    item.limit,
    item.ok,
    item.confirmed,
    item.whatWouldSatisfy,
    item.fixed,
  ])

test('PPPK: nothing said, all met and all missed come back whole', () => {
  const silent = { birthDate: null, education: null, workplaceAgencyId: null }
  assert.deepEqual(whole(silent), [
    ['ageMinimum', null, years(20), null, false, null, true],
    ['ageMaximum', null, years(57), null, false, null, true],
    ['education', null, accepted, null, true, accepted, false],
    ['workplace', null, city, null, true, city, false],
  ])
  const age = { kind: 'age', years: 39, months: 8, days: 7 }
  assert.deepEqual(whole({}), [
    ['ageMinimum', age, years(20), true, false, null, true],
    ['ageMaximum', age, years(57), true, false, null, true],
    ['education', { kind: 'education', accepted: [person.education] }, accepted, true, true, null, false],
    ['workplace', city, city, true, true, null, false],
  ])
  const missed = whole({ birthDate: '2004-11-18', workplaceAgencyId: 'other' })
  assert.deepEqual(missed[0]?.slice(3), [false, false, { kind: 'date', date: '2024-11-18' }, true])
  assert.deepEqual(missed[3], [
    'workplace',
    { kind: 'agency', agencyId: 'other' },
    city,
    false,
    true,
    city,
    false,
  ])
  const service = (activeServiceMonths: number | null) =>
    whole({ applicantGroup: 'R4', activeServiceMonths }).at(-1)
  const two = { kind: 'months', value: 24 }
  assert.deepEqual(service(null), ['activeService', null, two, null, false, two, false])
  assert.deepEqual(service(24), ['activeService', two, two, true, false, null, false])
  assert.deepEqual(service(23), [
    'activeService',
    { kind: 'months', value: 23 },
    two,
    false,
    false,
    two,
    true,
  ])
})

test('PPPK: a birthday of 29 February rests on its own number', () => {
  const set = structuredClone(teknis2024)
  set.eligibility.age.referenceDate.confirmed = true
  const confirmed = (birthDate: string) =>
    checkPppkEligibility(set, clerk, { ...person, birthDate }, '2024-11-17').map((item) => item.confirmed)
  assert.deepEqual(confirmed('1985-03-10').slice(0, 2), [true, true])
  assert.deepEqual(confirmed('1984-02-29').slice(0, 2), [false, false])
})
