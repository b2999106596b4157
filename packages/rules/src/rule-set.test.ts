import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { cpns2024 } from './rounds-fixture.ts'
import { canonicalRuleSet, readRuleSet, unconfirmedNumbers } from './rule-set.ts'
import { visit } from './shape.ts'

const shipped = readFileSync(new URL('../rule-sets/cpns-2024.json', import.meta.url), 'utf8')

// Written over on purpose, past every type.
// oxlint-disable-next-line typescript/no-explicit-any
type Broken = any

/** The shipped rule set with one value replaced, as a list of problems. */
function broken(change: (copy: Broken) => void): string[] {
  const copy = JSON.parse(shipped)
  change(copy)
  const reading = readRuleSet(copy)
  return reading.ok ? [] : reading.problems.map((problem) => `${problem.path}: ${problem.message}`)
}

test('the shipped rule set reads, and has no fraction', () => {
  assert.equal(cpns2024.ruleSet, 'cpns-2024')
  assert.doesNotMatch(shipped, /: -?\d+\.\d/)
  assert.equal(cpns2024.integration.weights.skd.value, 400)
  assert.equal(cpns2024.formationTypes.find((type) => type.id === 'disability')?.quota?.minShare.value, 20)
})

test('every number of the rule set has a source that is listed', () => {
  let numbers = 0
  visit(cpns2024, '', (node, path) => {
    if (typeof node['value'] !== 'number') return
    numbers++
    assert.ok(Object.hasOwn(cpns2024.sources, String(node['source'])), path)
  })
  assert.ok(numbers > 80)
})

test('the passing grades of 2024', () => {
  const grades = Object.fromEntries(
    Object.entries(cpns2024.skd.passingGrades).map(([id, set]) => [
      id,
      [set.twk?.value, set.tiu?.value, set.tkp?.value, set.total?.value]
        .map((value) => value ?? '-')
        .join(' '),
    ]),
  )
  assert.deepEqual(grades, {
    general: '65 80 166 -',
    kalimantan: '65 80 166 -',
    cumlaude: '- 85 - 311',
    diaspora: '- 85 - 311',
    disability: '- 60 - 286',
    papua: '- 60 - 286',
    underdeveloped: '- 60 - 286',
  })
})

test('unconfirmed numbers are named by a path that stays true', () => {
  const paths = unconfirmedNumbers(cpns2024).map((item) => item.path)
  for (const path of [
    'application.announcementMinDays',
    'skd.positionExceptions.medical.tiu',
    'overflow.steps.U-2',
    'bytesPerKB',
  ]) {
    assert.ok(paths.includes(path), path)
  }
  assert.ok(!paths.includes('skd.passingGrades.general.twk'))
})

test('reasons that say something about health, crime or conviction are restricted', () => {
  assert.deepEqual(
    cpns2024.ineligibilityReasons.filter((reason) => reason.restricted).map((reason) => reason.id),
    ['disability_proof_missing', 'party_member', 'forged_document'],
  )
})

test('the canonical text is the same for the same content in another order', () => {
  const copy = JSON.parse(shipped)
  const reversed = Object.fromEntries(Object.entries(copy).toReversed())
  const reading = readRuleSet(reversed)
  assert.ok(reading.ok && canonicalRuleSet(reading.ruleSet) === canonicalRuleSet(cpns2024))
  assert.match(canonicalRuleSet(cpns2024), /^\{"application":\{"agenciesPerPeriod":\{"confirmed":true,/)
})

const BROKEN: [string, (copy: Broken) => void, RegExp][] = [
  [
    'a fraction',
    (r) => (r.integration.weights.skd.value = 0.4),
    /^integration\.weights\.skd\.value: expected a whole number, found 0\.4$/,
  ],
  [
    'weights that do not sum',
    (r) => (r.integration.weights.skd.value = 500),
    /^integration\.weights: the weights sum to 1100, not 1000$/,
  ],
  [
    'a number without source',
    (r) => delete r.skd.maxTotal.source,
    /^skd\.maxTotal\.source: expected a text, found nothing$/,
  ],
  [
    'an unknown source',
    (r) => (r.skd.maxTotal.source = 'X'),
    /^skd\.maxTotal\.source: X is not listed in sources$/,
  ],
  [
    'confirmed without a source',
    (r) => (r.bytesPerKB.confirmed = true),
    /^bytesPerKB\.confirmed: a number without a source/,
  ],
  ['an unknown key', (r) => (r.skd.extra = 1), /^skd\.extra: unknown key$/],
  ['a missing part', (r) => r.skd.parts.pop(), /skd\.parts: tkp is missing/],
  [
    'a maximum that is not the questions',
    (r) => (r.skd.parts[0].max.value = 151),
    /^skd\.parts\.twk\.max: 151 is not 30 questions of 5 points$/,
  ],
  [
    'a total that is not the sum',
    (r) => (r.skd.maxTotal.value = 500),
    /^skd\.maxTotal: 500 is not the sum of the parts, 550$/,
  ],
  [
    'a grade above the maximum',
    (r) => (r.skd.passingGrades.general.twk.value = 155),
    /^skd\.passingGrades\.general\.twk: 155 is above the maximum 150$/,
  ],
  [
    'a type without grades',
    (r) => delete r.skd.passingGrades.papua,
    /^skd\.passingGrades: no grades for the formation type papua$/,
  ],
  ['an identifier twice', (r) => r.documents.push(r.documents[0]), /^documents\.photo: stands twice$/],
  [
    'younger first',
    (r) => (r.finalRanking.order[6].order = 'desc'),
    /^finalRanking\.order\.birthDate: must be asc$/,
  ],
  [
    'an order that does not begin with the final score',
    (r) => r.finalRanking.order.shift(),
    /^finalRanking\.order: the final score must come first$/,
  ],
  [
    'a step out of order',
    (r) => (r.overflow.steps[0].n = 2),
    /^overflow\.steps\.U-1\.n: expected 1, found 2$/,
  ],
  [
    'grades of filling that do not exist',
    (r) => (r.overflow.conditions.mustMeetGradesOf.value = 'x'),
    /mustMeetGradesOf: is no set/,
  ],
  [
    'a stage that ends before it starts',
    (r) => (r.stages[0].end = '2024-01-01'),
    /^stages\.announcement\.end: ends before it starts$/,
  ],
  [
    'SKB limits beyond the whole',
    (r) => (r.skb.limits.regional.catMinWeight.value = 700),
    /^skb\.limits\.regional: /,
  ],
  [
    'an unknown group of reasons',
    (r) => (r.ineligibilityReasons[0].group = 'TMS-X'),
    /^ineligibilityReasons\.education_mismatch\.group: expected one of/,
  ],
  [
    'an answer shorter than the window',
    (r) => (r.objections[0].answerWithinDaysFromStart.value = 2),
    /^objections\.adminResult\.answerWithinDaysFromStart: /,
  ],
  ['no multiplier', (r) => (r.shortlist.multiplier.value = 0), /^shortlist\.multiplier: is below 1$/],
]

for (const [name, change, message] of BROKEN) {
  test(`a broken rule set is refused where it is wrong: ${name}`, () => {
    assert.match(broken(change).join('\n'), new RegExp(message.source, 'm'))
  })
}

test('a text that is not JSON is refused', () => {
  const reading = readRuleSet('{')
  assert.ok(!reading.ok && reading.problems[0]?.message.startsWith('not JSON'))
})
