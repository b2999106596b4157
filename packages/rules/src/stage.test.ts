import assert from 'node:assert/strict'
import { test } from 'node:test'
import { endOfDay, startOfDay } from './calendar.ts'
import { windowAfter } from './deadlines.ts'
import { objectionDates, objectionOutcome, objectionRefusal, objectionRule } from './objection.ts'
import { cpns2024 } from './rounds-fixture.ts'
import { NO_ACTS, nextClockMove, objectionWindow, stageAt } from './stage.ts'
import type { EffectiveActs, Schedule } from './stage.ts'

const WIB = 420
const schedule: Schedule = {
  zoneMinutes: WIB,
  windows: Object.fromEntries(
    cpns2024.stages.map((stage) => [stage.id, { start: stage.start, end: stage.end }]),
  ),
}
const at = (text: string) => Date.parse(`${text}+07:00`)
const announced: EffectiveActs = { ...NO_ACTS, announcement: at('2024-08-19T08:00:00') }
const stage = (acts: EffectiveActs, text: string) => stageAt(schedule, acts, at(text))

test('the stages follow acts and clock in the order of the process', () => {
  const acts = { ...NO_ACTS }
  const seen = [stage(acts, '2024-08-18T00:00:00')]
  const step = (act: keyof EffectiveActs, day: string, ...times: string[]) => {
    acts[act] = at(`${day}T10:00:00`)
    for (const time of [`${day}T10:00:00`, ...times]) seen.push(stage(acts, time))
  }
  step('announcement', '2024-08-19', '2024-08-20T00:00:00', '2024-09-11T00:00:00')
  step('adminResult', '2024-09-17', '2024-09-20T00:00:00', '2024-09-23T00:00:00')
  step('adminResultAfterObjection', '2024-09-28')
  step('skdResult', '2024-11-17')
  step('finalResult', '2025-01-10', '2025-01-13T00:00:00', '2025-01-16T00:00:00')
  step('finalResultAfterObjection', '2025-01-22', '2025-02-22T00:00:00')
  step('report', '2025-04-01')
  assert.deepEqual(seen, [
    'pl',
    'an',
    'ap',
    'ar',
    'rs',
    'ao',
    'aa',
    'sk',
    'sb',
    'fr',
    'fo',
    'fa',
    'fi',
    'np',
    'en',
  ])
})

test('the last minute belongs to the applicant: 23:59:59.999 counts, 00:00:00.000 does not', () => {
  assert.equal(stage(announced, '2024-09-10T23:59:59.999'), 'ap')
  assert.equal(stage(announced, '2024-09-11T00:00:00.000'), 'ar')
  assert.equal(stage(announced, '2024-08-19T23:59:59.999'), 'an')
})

test('the zone is that of the agency, not of the machine', () => {
  assert.equal(stageAt({ ...schedule, zoneMinutes: 480 }, announced, at('2024-09-10T23:30:00')), 'ar')
})

test('an act that is not effective yet moves nothing', () => {
  const acts = { ...announced, adminResult: at('2024-09-19T12:00:00') }
  assert.equal(stage(acts, '2024-09-19T11:59:59'), 'ar')
})

test('an objection window opens at the later of its start and the moment the result is effective', () => {
  const early = { ...announced, adminResult: at('2024-09-17T10:00:00') }
  assert.equal(objectionWindow(schedule, early, 'adminObjection')?.opensAt, startOfDay('2024-09-20', WIB))
  const late = { ...announced, adminResult: at('2024-09-20T10:00:00') }
  assert.equal(objectionWindow(schedule, late, 'adminObjection')?.opensAt, at('2024-09-20T10:00:00'))
  assert.equal(stage(late, '2024-09-20T10:00:00'), 'ao')
  assert.equal(objectionWindow(schedule, announced, 'adminObjection'), null)
})

test('a late result gives the whole days of the window after its day', () => {
  const window = windowAfter(at('2024-09-25T15:00:00'), 3, WIB)
  assert.deepEqual([window.start, window.end], ['2024-09-26', '2024-09-28'])
  assert.equal(window.closesAt, endOfDay('2024-09-28', WIB))
})

test('a round may be cancelled in any stage', () => {
  assert.equal(stage({ ...announced, cancellation: at('2024-09-01T00:00:00') }, '2024-09-02T00:00:00'), 'ca')
})

test('extending the schedule reopens a closed application period', () => {
  const longer = {
    ...schedule,
    windows: { ...schedule.windows, application: { start: '2024-08-20', end: '2024-09-14' } },
  }
  assert.equal(stageAt(longer, announced, at('2024-09-12T00:00:00')), 'ap')
})

test('the next move by the clock is known, or an act is awaited', () => {
  assert.equal(nextClockMove(schedule, announced, at('2024-08-19T12:00:00')), startOfDay('2024-08-20', WIB))
  assert.equal(nextClockMove(schedule, announced, at('2024-09-12T00:00:00')), null)
})

const rule = objectionRule(cpns2024, 'adminResult')
assert.ok(rule)
const window = { opensAt: startOfDay('2024-09-20', WIB), closesAt: endOfDay('2024-09-22', WIB) }
const attempt = {
  arrivedAt: at('2024-09-22T23:59:59'),
  window,
  ownAdverseDecision: true,
  objectionsBefore: 0,
  newDocuments: 0,
}

test('Case 41: an objection is taken to the last second of the third day, not on the fourth', () => {
  assert.equal(objectionRefusal(rule, attempt), null)
  assert.equal(objectionRefusal(rule, { ...attempt, arrivedAt: at('2024-09-20T00:00:00') }), null)
  assert.equal(
    objectionRefusal(rule, { ...attempt, arrivedAt: at('2024-09-23T00:00:00') }),
    'objectionClosed',
  )
  assert.equal(
    objectionRefusal(rule, { ...attempt, arrivedAt: at('2024-09-19T23:59:59') }),
    'objectionNotOpen',
  )
  assert.equal(objectionRefusal(rule, { ...attempt, window: null }), 'objectionNotOpen')
})

test('Case 42: an objection about another person is inadmissible', () => {
  assert.equal(objectionRefusal(rule, { ...attempt, ownAdverseDecision: false }), 'notAdverse')
})

test('Case 39: a document that was missing cannot be added by objection; nor is a second one taken', () => {
  assert.equal(objectionRefusal(rule, { ...attempt, newDocuments: 1 }), 'newDocument')
  assert.equal(objectionRefusal(rule, { ...attempt, objectionsBefore: 1 }), 'objectionTwice')
})

test('Case 40: an overlooked document: granted by two, announced within 7 days after the window', () => {
  const granted = objectionOutcome([
    { officer: 'p1', outcome: 'granted' },
    { officer: 'p2', outcome: 'granted' },
  ])
  assert.equal(granted.state, 'granted')
  const dates = objectionDates(rule, window, WIB)
  assert.deepEqual([dates.answerBy, dates.reannounceBy], ['2024-09-24', '2024-09-29'])
  assert.equal(rule.approvedBy, 'agencyCommittee')
})

test('final objections: answered within 7 days of the first, announced within 7 after the last', () => {
  const final = objectionRule(cpns2024, 'finalResult')
  assert.ok(final)
  const finalWindow = { opensAt: startOfDay('2025-01-13', WIB), closesAt: endOfDay('2025-01-15', WIB) }
  const finalDates = objectionDates(final, finalWindow, WIB)
  assert.deepEqual([finalDates.answerBy, finalDates.reannounceBy], ['2025-01-19', '2025-01-22'])
})

test('there is no objection after the SKD in 2024', () => {
  assert.equal(objectionRule(cpns2024, 'skdResult'), null)
})

test('two members decide; where they differ the chair sides with one', () => {
  const answer = (officer: string, outcome: 'granted' | 'refused') => ({ officer, outcome })
  assert.deepEqual(objectionOutcome([]), { state: 'filed' })
  assert.deepEqual(objectionOutcome([answer('p1', 'granted')]), { state: 'inPanel' })
  assert.deepEqual(objectionOutcome([answer('p1', 'granted'), answer('p2', 'granted')]), {
    state: 'granted',
    by: ['p1', 'p2'],
    chaired: false,
  })
  const differ = [answer('p1', 'granted'), answer('p2', 'refused')]
  assert.deepEqual(objectionOutcome(differ), { state: 'chaired' })
  assert.deepEqual(objectionOutcome(differ, answer('c', 'refused')), {
    state: 'refused',
    by: ['p2', 'c'],
    chaired: true,
  })
  assert.throws(() => objectionOutcome(differ, answer('p1', 'refused')))
})
