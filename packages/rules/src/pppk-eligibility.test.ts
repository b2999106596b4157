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
