import assert from 'node:assert/strict'
import { test } from 'node:test'
import { teknis2024 } from './pppk-fixture.ts'
import { cpns2024 } from './rounds-fixture.ts'
import { identification, pppkMinutes, skdMinutes } from './test-day.ts'

const at = (text: string) => Date.parse(`${text}+07:00`)

test('Case 13: identification closes five minutes before the start; who is later counts as absent', () => {
  const start = at('2024-10-30T08:00:00')
  assert.equal(identification(cpns2024, start, at('2024-10-30T07:54:59')).outcome, 'admitted')
  const late = identification(cpns2024, start, at('2024-10-30T07:55:00'))
  assert.deepEqual([late.outcome, late.closesAt], ['absent', at('2024-10-30T07:55:00')])
  assert.equal(identification(cpns2024, start, null).outcome, 'absent')
})

test('Case 53: 130 minutes are written for the disability formation; elsewhere the agency decides', () => {
  const minutes = (formationType: 'general' | 'disability', grantedByAgency?: boolean) => {
    const found = skdMinutes(cpns2024, {
      visuallyImpaired: true,
      formationType,
      ...(grantedByAgency === undefined ? {} : { grantedByAgency }),
    })
    return [found.minutes, found.basis, found.confirmed]
  }
  assert.deepEqual(minutes('disability'), [130, 'rule', true])
  assert.deepEqual(minutes('general'), [100, 'agencyDecision', false])
  assert.deepEqual(minutes('general', true), [130, 'agencyDecision', false])
  const ordinary = skdMinutes(cpns2024, { visuallyImpaired: false, formationType: 'general' })
  assert.deepEqual([ordinary.minutes, ordinary.basis, ordinary.confirmed], [100, 'rule', true])
})

test('PPPK: 120 and 10 minutes, 150 and 15 for a visually impaired person', () => {
  assert.deepEqual(pppkMinutes(teknis2024, false), { competencies: 120, interview: 10, confirmed: true })
  assert.deepEqual(pppkMinutes(teknis2024, true), { competencies: 150, interview: 15, confirmed: true })
})
