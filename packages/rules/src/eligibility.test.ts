import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ageOn, ageLimit, applicationsAllowed, checkEligibility } from './eligibility.ts'
import type { FormationRequirements, PersonFacts } from './eligibility.ts'
import { cpns2024 } from './rounds-fixture.ts'

const nurse: FormationRequirements = {
  formationType: 'general',
  position: 'PERAWAT TERAMPIL',
  education: [
    { level: 'D-III', programmeCode: '1440', programmeName: 'D-III KEPERAWATAN' },
    { level: 'D-IV', programmeCode: null, programmeName: 'D-IV KEPERAWATAN' },
  ],
  gpaMinimumX100: 275,
}
const person: PersonFacts = {
  birthDate: '1995-03-10',
  education: { level: 'D-III', programmeCode: '1440', programmeName: 'Keperawatan' },
  gpaX100: 275,
  qualification: null,
  formationTypes: [],
  pppkContractMonths: null,
}

function verdicts(
  changes: Partial<PersonFacts>,
  date: string,
  formation: Partial<FormationRequirements> = {},
) {
  const conditions = checkEligibility(cpns2024, { ...nurse, ...formation }, { ...person, ...changes }, date)
  return Object.fromEntries(conditions.map((condition) => [condition.id, condition.ok]))
}

test('everything that was compared comes back with its limit and its source', () => {
  const conditions = checkEligibility(cpns2024, nurse, person, '2024-09-10')
  assert.deepEqual(
    conditions.map((condition) => [condition.id, condition.ok, condition.source]),
    [
      ['ageMinimum', true, 'PP11-2017'],
      ['ageMaximum', true, 'PP11-2017'],
      ['education', true, 'ANNOUNCEMENT'],
      ['gpa', true, 'ANNOUNCEMENT'],
    ],
  )
  assert.deepEqual(conditions[1]?.value, { kind: 'age', years: 29, months: 6, days: 0 })
  assert.deepEqual(conditions[1]?.limit, { kind: 'age', years: 35, months: 0, days: 0 })
})

test('Case 34: the 35th birthday on the day of submission still counts', () => {
  assert.equal(verdicts({ birthDate: '1989-09-10' }, '2024-09-10')['ageMaximum'], true)
})

test('Case 35: one day after the 35th birthday is too late, whatever the opening day was', () => {
  assert.equal(verdicts({ birthDate: '1989-09-09' }, '2024-09-10')['ageMaximum'], false)
  assert.equal(verdicts({ birthDate: '1989-09-09' }, '2024-08-20')['ageMaximum'], true)
})

test('18 is reached on the birthday, and the answer says when', () => {
  assert.equal(verdicts({ birthDate: '2006-09-10' }, '2024-09-10')['ageMinimum'], true)
  const [condition] = checkEligibility(cpns2024, nurse, { ...person, birthDate: '2006-09-11' }, '2024-09-10')
  assert.equal(condition?.ok, false)
  assert.deepEqual(condition?.whatWouldSatisfy, { kind: 'date', date: '2024-09-11' })
})

test('born on 29 February: 35 is reached on 1 March, which favours the applicant by one day', () => {
  assert.equal(verdicts({ birthDate: '1992-02-29' }, '2027-02-28')['ageMaximum'], true)
  assert.equal(verdicts({ birthDate: '1992-02-29' }, '2027-03-01')['ageMaximum'], true)
  assert.equal(verdicts({ birthDate: '1992-02-29' }, '2027-03-02')['ageMaximum'], false)
  assert.equal(verdicts({ birthDate: '2008-02-29' }, '2026-02-28')['ageMinimum'], false)
  assert.equal(verdicts({ birthDate: '2008-02-29' }, '2026-03-01')['ageMinimum'], true)
  const conditions = checkEligibility(cpns2024, nurse, { ...person, birthDate: '1992-02-29' }, '2027-03-01')
  assert.equal(conditions[1]?.confirmed, false)
})

test('Case 36: a doctor without specialist degree is not eligible at 37', () => {
  const doctor = { position: 'DOKTER AHLI PERTAMA' }
  assert.equal(verdicts({ birthDate: '1987-01-01' }, '2024-09-10', doctor)['ageMaximum'], false)
  assert.equal(
    verdicts({ birthDate: '1987-01-01', qualification: 'specialist' }, '2024-09-10', doctor)['ageMaximum'],
    true,
  )
  assert.equal(
    verdicts({ birthDate: '1984-09-09', qualification: 'specialist' }, '2024-09-10', doctor)['ageMaximum'],
    false,
  )
  assert.equal(ageLimit(cpns2024, 'DOSEN', 'specialist').value, 35)
  assert.equal(ageLimit(cpns2024, 'PERAWAT', 'specialist').value, 35)
})

test('age in years, months and days', () => {
  assert.deepEqual(ageOn('1990-01-31', '2024-03-01'), { years: 34, months: 1, days: 0 })
  assert.deepEqual(ageOn('1990-12-15', '2024-01-14'), { years: 33, months: 0, days: 30 })
  assert.deepEqual(ageOn('1990-01-31', '2024-09-01'), { years: 34, months: 7, days: 1 })
  assert.deepEqual(ageOn('1990-11-30', '2024-12-15'), { years: 34, months: 0, days: 15 })
  assert.deepEqual(ageOn('2000-02-29', '2025-03-01'), { years: 25, months: 0, days: 0 })
  assert.deepEqual(ageOn('1989-09-10', '2024-09-10'), { years: 35, months: 0, days: 0 })
})

test('education: level and programme, by code where both have one, else by name', () => {
  const held = (level: string, programmeCode: string | null, programmeName: string) =>
    verdicts({ education: { level, programmeCode, programmeName } }, '2024-09-10')['education']
  assert.equal(held('D-III', '1440', 'x'), true)
  assert.equal(held('D-III', '9999', 'D-III KEPERAWATAN'), false)
  assert.equal(held('D-III', null, 'd-iii  keperawatan'), true)
  assert.equal(held('S-1', '1440', 'x'), false)
  assert.equal(held('D-IV', '7', 'D-IV KEPERAWATAN'), true)
})

test('the grade average is inclusive; what was not said is neither right nor wrong', () => {
  assert.equal(verdicts({ gpaX100: 274 }, '2024-09-10')['gpa'], false)
  assert.equal(verdicts({ gpaX100: null }, '2024-09-10')['gpa'], null)
  assert.equal('gpa' in verdicts({}, '2024-09-10', { gpaMinimumX100: null }), false)
})

test('a special need asks for its proof; a person with a disability may apply for a general one', () => {
  assert.equal(verdicts({}, '2024-09-10', { formationType: 'disability' })['formationType'], false)
  assert.equal(
    verdicts({ formationTypes: ['disability'] }, '2024-09-10', { formationType: 'disability' })[
      'formationType'
    ],
    true,
  )
  assert.equal('formationType' in verdicts({ formationTypes: ['disability'] }, '2024-09-10'), false)
})

test('Case 57: a serving PPPK with eleven months of contract is not eligible', () => {
  assert.equal(verdicts({ pppkContractMonths: 11 }, '2024-09-10')['pppkContract'], false)
  assert.equal(verdicts({ pppkContractMonths: 12 }, '2024-09-10')['pppkContract'], true)
})

const one = { kind: 'PNS' as const, agencyId: 'a', positionId: 'p', nik: '1' }

test('Case 37: two applications of two kinds in one year fail, both of them', () => {
  assert.deepEqual(applicationsAllowed(cpns2024, [one]).outcome, 'allowed')
  const both = applicationsAllowed(cpns2024, [one, { ...one, kind: 'PPPK' }])
  assert.deepEqual([both.ok, both.broken, both.outcome], [false, ['kinds'], 'fail'])
  assert.deepEqual(applicationsAllowed(cpns2024, [one, { ...one, agencyId: 'b' }]).broken, ['agencies'])
  assert.deepEqual(applicationsAllowed(cpns2024, [one, { ...one, positionId: 'q' }]).broken, ['positions'])
})

test('Case 38: the same person with two identity numbers fails and may be sanctioned', () => {
  const found = applicationsAllowed(cpns2024, [one, { ...one, nik: '2' }])
  assert.deepEqual([found.broken, found.outcome, found.maySanction], [['identities'], 'fail', true])
})

test('cumlaude: programme and university accredited A or Unggul at graduation, bachelor at least', () => {
  const cumlaude = {
    formationType: 'cumlaude' as const,
    education: [
      { level: 'D-IV', programmeCode: null, programmeName: 'KEPERAWATAN' },
      { level: 'S-1', programmeCode: null, programmeName: 'KEPERAWATAN' },
    ],
  }
  const held = (programme: string | null, university: string | null, level = 'S-1') =>
    verdicts(
      {
        formationTypes: ['cumlaude'],
        education: { level, programmeCode: null, programmeName: 'Keperawatan' },
        accreditation: { programme, university },
      },
      '2024-09-10',
      cumlaude,
    )
  assert.equal(held('Unggul', 'A')['accreditation'], true)
  assert.equal(held('B', 'A')['accreditation'], false)
  assert.equal(held('A', 'Baik Sekali')['accreditation'], false)
  assert.equal(held('A', null)['accreditation'], null)
  assert.deepEqual(
    [held('A', 'A')['educationLevel'], held('A', 'A', 'D-IV')['educationLevel']],
    [true, false],
  )
})

test('an accreditation that the agency asks for is a condition of a general vacancy too', () => {
  const asks = { accreditation: { programme: ['A', 'B', 'UNGGUL', 'BAIK SEKALI'], university: null } }
  const held = (programme: string) =>
    verdicts({ accreditation: { programme, university: null } }, '2024-09-10', asks)['accreditation']
  assert.deepEqual([held('B'), held('C')], [true, false])
  assert.equal('accreditation' in verdicts({}, '2024-09-10', asks), false)
  assert.equal(verdicts({ accreditation: null }, '2024-09-10', asks)['accreditation'], null)
})

test('the statement of five points: a sentence of two years or more bars, shorter ones do not', () => {
  const statement = {
    prisonYears: 0,
    dismissed: false,
    servingOfficial: false,
    partyMember: false,
    willingToBePlaced: true,
  }
  const said = (changes: Partial<typeof statement>) => {
    const found = verdicts({ statement: { ...statement, ...changes } }, '2024-09-10')
    return Object.keys(found).filter((id) => found[id] === false)
  }
  assert.deepEqual(said({}), [])
  assert.deepEqual(said({ prisonYears: 1 }), [])
  assert.deepEqual(said({ prisonYears: 2 }), ['prison'])
  assert.deepEqual(said({ servingOfficial: true, partyMember: true }), ['servingOfficial', 'partyMember'])
  assert.deepEqual(said({ dismissed: true, willingToBePlaced: false }), ['dismissal', 'placement'])
})

test('a withdrawal bars through a budget year; a serving PPPK needs the approval too', () => {
  assert.equal(verdicts({ barredThroughYear: 2024 }, '2024-09-10')['sanction'], false)
  assert.equal(verdicts({ barredThroughYear: 2023 }, '2024-09-10')['sanction'], true)
  assert.equal(verdicts({ barredThroughYear: null }, '2024-09-10')['sanction'], true)
  const serving = { pppkContractMonths: 12 }
  assert.equal(verdicts({ ...serving, pppkApproval: false }, '2024-09-10')['pppkApproval'], false)
  assert.equal('pppkApproval' in verdicts(serving, '2024-09-10'), false)
})

test('every condition says what would satisfy it, or that nothing can', () => {
  const conditions = checkEligibility(
    cpns2024,
    { ...nurse, formationType: 'cumlaude' },
    {
      ...person,
      birthDate: '1980-01-01',
      gpaX100: 200,
      education: null,
      accreditation: { programme: 'C', university: 'C' },
      pppkContractMonths: 3,
    },
    '2024-09-10',
  )
  for (const condition of conditions) {
    if (condition.ok === true) continue
    assert.ok(condition.fixed || condition.whatWouldSatisfy !== null, condition.id)
    assert.ok(condition.source.length > 0, condition.id)
  }
})

test('only who was born on 29 February has another birthday in other years', () => {
  const over = (birthDate: string, date: string) => verdicts({ birthDate }, date)['ageMaximum']
  assert.deepEqual([over('1990-02-10', '2025-02-10'), over('1990-02-10', '2025-02-11')], [true, false])
  assert.deepEqual([over('1990-03-29', '2025-03-29'), over('1990-03-29', '2025-03-30')], [true, false])
  assert.deepEqual([over('1992-02-29', '2028-02-29'), over('1988-02-29', '2024-02-29')], [false, false])
  const [minimum, maximum] = checkEligibility(cpns2024, nurse, person, '2024-09-10')
  assert.deepEqual([minimum?.confirmed, maximum?.confirmed], [true, true])
  const leap = checkEligibility(cpns2024, nurse, { ...person, birthDate: '1992-02-29' }, '2024-09-10')
  assert.deepEqual([leap[0]?.confirmed, leap[1]?.confirmed], [false, false])
  const other = structuredClone(cpns2024)
  other.eligibility.age.leapDayBirthday = { value: 'february28', source: 'PP11-2017', confirmed: true }
  const early = checkEligibility(other, nurse, { ...person, birthDate: '2008-02-29' }, '2026-02-28')
  assert.deepEqual([early[0]?.ok, early[0]?.confirmed], [true, true])
})

const everything = {
  ...nurse,
  formationType: 'cumlaude' as const,
  education: [{ level: 'S-1', programmeCode: null, programmeName: 'KEPERAWATAN' }],
  gpaMinimumX100: 300,
}
const accredited = { kind: 'accreditation', programme: ['A', 'UNGGUL'], university: ['A', 'UNGGUL'] }
const accepted = { kind: 'education', accepted: everything.education }
const cumlaude = { kind: 'formationType', types: ['cumlaude'] }

/** id, value, limit, ok, source, confirmed, what would satisfy it, fixed */
function rows(changes: Partial<PersonFacts>) {
  return checkEligibility(cpns2024, everything, { ...person, ...changes }, '2024-09-10').map((item) => [
    item.id,
    item.value,
    item.limit,
    item.ok,
    item.source,
    item.confirmed,
    item.whatWouldSatisfy,
    item.fixed,
  ])
}

const years = (value: number) => ({ kind: 'age', years: value, months: 0, days: 0 })
const flag = (value: boolean) => ({ kind: 'flag', value })

test('nothing said: every condition is there, neither met nor missed', () => {
  const silent = {
    birthDate: null,
    education: null,
    gpaX100: null,
    accreditation: null,
    statement: {
      prisonYears: null,
      dismissed: null,
      servingOfficial: null,
      partyMember: null,
      willingToBePlaced: null,
    },
    barredThroughYear: null,
    pppkContractMonths: 12,
    pppkApproval: null,
  }
  assert.deepEqual(rows(silent), [
    ['ageMinimum', null, years(18), null, 'PP11-2017', true, null, true],
    ['ageMaximum', null, years(35), null, 'PP11-2017', true, null, true],
    ['education', null, accepted, null, 'ANNOUNCEMENT', true, accepted, false],
    [
      'gpa',
      null,
      { kind: 'hundredths', value: 300 },
      null,
      'ANNOUNCEMENT',
      true,
      { kind: 'hundredths', value: 300 },
      false,
    ],
    [
      'formationType',
      { kind: 'formationType', types: [] },
      cumlaude,
      false,
      'DATA-FORM-2024',
      true,
      cumlaude,
      false,
    ],
    ['accreditation', null, accredited, null, 'AGENCY-ANN-2024', true, accredited, false],
    ['prison', null, { kind: 'years', value: 2 }, null, 'P6-2024:23', true, null, true],
    ['dismissal', null, flag(false), null, 'P6-2024:23', true, flag(false), true],
    ['servingOfficial', null, flag(false), null, 'P6-2024:23', true, flag(false), false],
    ['partyMember', null, flag(false), null, 'P6-2024:23', true, flag(false), false],
    ['placement', null, flag(true), null, 'P6-2024:23', true, flag(true), false],
    ['sanction', null, { kind: 'budgetYear', value: 2024 }, true, 'P6-2024:58', true, null, false],
    [
      'pppkContract',
      { kind: 'months', value: 12 },
      { kind: 'months', value: 12 },
      true,
      'P6-2024:56',
      true,
      null,
      false,
    ],
    ['pppkApproval', null, flag(true), null, 'P6-2024:56', true, flag(true), false],
  ])
})

test('all met: with the value that was compared, and nothing left to satisfy', () => {
  const held = { level: 'S-1', programmeCode: null, programmeName: 'Keperawatan' }
  const good = {
    education: held,
    gpaX100: 300,
    formationTypes: ['cumlaude' as const],
    accreditation: { programme: 'unggul ', university: 'A' },
    statement: {
      prisonYears: 0,
      dismissed: false,
      servingOfficial: false,
      partyMember: false,
      willingToBePlaced: true,
    },
    barredThroughYear: 2023,
    pppkContractMonths: 13,
    pppkApproval: true,
  }
  const found = rows(good)
  assert.ok(found.every((item) => item[3] === true && item[6] === null))
  assert.deepEqual(
    found.map((item) => [item[0], item[1]]),
    [
      ['ageMinimum', { kind: 'age', years: 29, months: 6, days: 0 }],
      ['ageMaximum', { kind: 'age', years: 29, months: 6, days: 0 }],
      ['education', { kind: 'education', accepted: [held] }],
      ['gpa', { kind: 'hundredths', value: 300 }],
      ['formationType', cumlaude],
      ['educationLevel', { kind: 'education', accepted: [held] }],
      ['accreditation', { kind: 'accreditation', programme: ['unggul '], university: ['A'] }],
      ['prison', { kind: 'years', value: 0 }],
      ['dismissal', flag(false)],
      ['servingOfficial', flag(false)],
      ['partyMember', flag(false)],
      ['placement', flag(true)],
      ['sanction', { kind: 'budgetYear', value: 2023 }],
      ['pppkContract', { kind: 'months', value: 13 }],
      ['pppkApproval', flag(true)],
    ],
  )
})

test('what fails and cannot change any more is fixed, the rest says what would satisfy it', () => {
  const bad = rows({
    birthDate: '2006-09-11',
    education: { level: 'D-IV', programmeCode: null, programmeName: 'KEPERAWATAN' },
    gpaX100: 299,
    formationTypes: ['papua'],
    accreditation: { programme: null, university: 'C' },
    barredThroughYear: 2025,
    pppkContractMonths: 3,
    pppkApproval: false,
  })
  assert.deepEqual(
    bad.filter((item) => item[3] === false).map((item) => [item[0], item[6], item[7]]),
    [
      ['ageMinimum', { kind: 'date', date: '2024-09-11' }, true],
      ['education', accepted, false],
      ['gpa', { kind: 'hundredths', value: 300 }, false],
      ['formationType', cumlaude, false],
      ['educationLevel', accepted, false],
      ['accreditation', accredited, true],
      ['sanction', { kind: 'budgetYear', value: 2026 }, true],
      ['pppkContract', { kind: 'months', value: 12 }, true],
      ['pppkApproval', flag(true), false],
    ],
  )
  const held = bad.find((item) => item[0] === 'accreditation')
  assert.deepEqual(held?.[1], { kind: 'accreditation', programme: [], university: ['C'] })
})

test('a grade average of the rule set holds where the agency says none, with its own confirmation', () => {
  const set = structuredClone(cpns2024)
  set.eligibility.gpaMinimum.value = 275
  const of = (gpaMinimumX100: number | null) =>
    checkEligibility(set, { ...nurse, gpaMinimumX100 }, person, '2024-09-10').find(
      (item) => item.id === 'gpa',
    )
  assert.deepEqual([of(null)?.source, of(null)?.confirmed], ['AGENCY-ANN-2024', false])
  assert.deepEqual([of(300)?.source, of(300)?.confirmed], ['ANNOUNCEMENT', true])
})

test('an accreditation that is confirmed only in part is not confirmed', () => {
  const set = structuredClone(cpns2024)
  const type = set.formationTypes.find((item) => item.id === 'cumlaude')
  assert.ok(type?.accreditation)
  type.accreditation.university.confirmed = false
  const facts = { ...person, accreditation: { programme: 'A', university: 'A' } }
  const found = checkEligibility(set, everything, facts, '2024-09-10')
  assert.equal(found.find((item) => item.id === 'accreditation')?.confirmed, false)
})
