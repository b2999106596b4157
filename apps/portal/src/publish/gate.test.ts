// Each condition of the gate, one at a time, from a round that meets all of them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays } from '@terang/rules/calendar.ts'
import type { ImportedFormation } from './formation-import.ts'
import { checkGate, type GateInput } from './gate.ts'
import { documentsOf } from './round-draft.ts'
import { ruleSetFile } from './rule-set-file.ts'
import { proposedDays } from './schedule.ts'
import { unconfirmedNumbers } from '@terang/rules/rule-set.ts'

const { ruleSet } = ruleSetFile('cpns-2024')
const formation: ImportedFormation = {
  formationId: 'A-1',
  agencyId: 'a',
  agencyName: 'A',
  positionId: 'p',
  positionTitle: 'PERAWAT',
  qualificationId: 'q',
  level: 'D-III',
  programmes: [{ code: '1', name: 'D-III KEPERAWATAN' }],
  unitId: 'u',
  unitPath: ['Dinas Kesehatan'],
  formationType: 'general',
  seats: 2,
}
const whole: GateInput = {
  demo: false,
  ruleSet,
  confirmedKeys: new Set(unconfirmedNumbers(ruleSet).map((one) => one.path)),
  formations: [formation],
  control: { rows: 1, seats: 2 },
  documents: documentsOf(ruleSet),
  schedule: proposedDays(ruleSet, '2027-08-02'),
  announcement: {
    number: '800.1',
    title: 'Penerimaan CPNS',
    text: 'Seleksi dibuka. Seleksi ini tidak dipungut biaya.',
  },
  contact: { email: 'a@b.example', phone: '1' },
  officers: {
    ketua: 2,
    sekretaris: 1,
    pemeriksa: 3,
    pemeriksasenior: 2,
    panelsanggah: 3,
    petugasnilai: 2,
    auditor: 1,
  },
  isHoliday: () => false,
}
const blocking = (change: Partial<GateInput>) =>
  checkGate({ ...whole, ...change })
    .filter((one) => one.blocks)
    .map((one) => one.code)
const moved = (id: string, start: number, end: number) => {
  const days = whole.schedule[id]!
  return {
    schedule: { ...whole.schedule, [id]: { start: addDays(days.start, start), end: addDays(days.end, end) } },
  }
}

test('a whole round passes', () => assert.deepEqual(blocking({}), []))

for (const [name, change, code] of [
  ['no formation', { formations: [] }, 'noFormations'],
  ['seats other than on the signed paper', { control: { rows: 1, seats: 3 } }, 'control'],
  ['no totals typed from the paper', { control: undefined }, 'noControl'],
  ['a formation without study programme', { formations: [{ ...formation, programmes: [] }] }, 'noProgramme'],
  [
    'a mandatory document left out',
    { documents: whole.documents.filter((one) => one.id !== 'diploma') },
    'documentMissing',
  ],
  [
    'a document without saying when it is refused',
    { documents: whole.documents.map((one) => ({ ...one, invalidIf: [] })) },
    'invalidIf',
  ],
  [
    'no sentence that it is free',
    { announcement: { ...whole.announcement!, text: 'Seleksi dibuka hari ini.' } },
    'noFee',
  ],
  [
    'a title too long for a picture',
    { announcement: { ...whole.announcement!, title: 'x'.repeat(91) } },
    'longTitle',
  ],
  [
    'a sentence nobody reads to its end',
    { announcement: { ...whole.announcement!, text: `tidak dipungut biaya. ${'kata '.repeat(31)}.` } },
    'longSentence',
  ],
  ['a number nobody confirmed', { confirmedKeys: new Set<string>() }, 'unconfirmedNumber'],
  ['too few screeners', { officers: { ...whole.officers, pemeriksa: 2 } }, 'officers'],
  ['an announcement open too short', moved('announcement', 0, -9), 'schedule.tooShort'],
  ['an objection window of another length', moved('adminObjection', 0, 1), 'schedule.wrongLength'],
  ['answers later than the rules allow', moved('adminAnswer', 0, 1), 'schedule.tooLong'],
  ['a stage that ends before it begins', moved('filing', 60, 0), 'schedule.order'],
] as const satisfies readonly (readonly [string, Partial<GateInput>, string])[]) {
  test(`${name} stops the publication`, () =>
    assert.ok(blocking(change).includes(code), blocking(change).join(' ')))
}

test('in a demo, unconfirmed numbers and absent officers are marked, not refused', () => {
  const problems = checkGate({ ...whole, demo: true, confirmedKeys: new Set(), officers: {} })
  assert.deepEqual(
    problems.filter((one) => one.blocks),
    [],
  )
  assert.ok(
    problems.some((one) => one.code === 'unconfirmedNumber') &&
      problems.some((one) => one.code === 'officers'),
  )
})

test('an end on a holiday is only warned about', () => {
  const problems = checkGate({ ...whole, isHoliday: () => true })
  assert.ok(problems.some((one) => one.code === 'schedule.holiday' && !one.blocks))
})
