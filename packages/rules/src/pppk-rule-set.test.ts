import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { parsePppkRuleSet, readAnyRuleSet, readPppkRuleSet } from './pppk-rule-set.ts'
import { canonicalRuleSet, unconfirmedNumbers } from './rule-set.ts'
import { visit } from './shape.ts'

const folder = new URL('../rule-sets/', import.meta.url)
const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
const textOf = (name: string) => readFileSync(new URL(name, folder), 'utf8')
const shipped = textOf('pppk-teknis-2024.json')

// Written over on purpose, past every type.
// oxlint-disable-next-line typescript/no-explicit-any
type Broken = any

function broken(change: (copy: Broken) => void): string {
  const copy = JSON.parse(shipped)
  change(copy)
  const reading = readPppkRuleSet(copy)
  return reading.ok ? '' : reading.problems.map((problem) => `${problem.path}: ${problem.message}`).join('\n')
}

test('every rule set that ships reads, has no fraction and a source for every number', () => {
  assert.deepEqual(names.toSorted(), [
    'cpns-2024.json',
    'pppk-guru-2024.json',
    'pppk-kesehatan-2024.json',
    'pppk-teknis-2024.json',
  ])
  for (const name of names) {
    const reading = readAnyRuleSet(textOf(name))
    assert.ok(reading.ok, name)
    const { ruleSet } = reading
    assert.equal(`${ruleSet.ruleSet}.json`, name)
    assert.equal(reading.procurement, name.startsWith('pppk') ? 'PPPK' : 'PNS')
    assert.doesNotMatch(textOf(name), /: -?\d+\.\d/)
    let numbers = 0
    visit(ruleSet, '', (node, path) => {
      if (typeof node['value'] !== 'number') return
      numbers++
      assert.ok(Object.hasOwn(ruleSet.sources, String(node['source'])), `${name} ${path}`)
      assert.equal(typeof node['confirmed'], 'boolean', `${name} ${path}`)
    })
    assert.ok(numbers > 40, name)
    const used = new Set<unknown>()
    visit(ruleSet, '', (node) => used.add(node['source']))
    for (const source of Object.keys(ruleSet.sources)) assert.ok(used.has(source), `${name} ${source} unused`)
  }
})

test('the groups of technical staff in their order, and of teachers', () => {
  const groups = (name: string) =>
    parsePppkRuleSet(textOf(name)).applicantGroups.map((group) => `${group.rank} ${group.code}`)
  assert.deepEqual(groups('pppk-teknis-2024.json'), ['1 R2', '2 R3', '2 R3B', '2 R3T', '3 R4'])
  assert.deepEqual(groups('pppk-guru-2024.json'), ['1 R1', '2 R2', '3 R3', '4 R4', '5 R5'])
})

test('what was read for technical staff only is unconfirmed for teachers and health workers', () => {
  const paths = (name: string) => unconfirmedNumbers(parsePppkRuleSet(textOf(name))).map((item) => item.path)
  assert.ok(!paths('pppk-teknis-2024.json').includes('test.default.maxTotal'))
  for (const name of ['pppk-guru-2024.json', 'pppk-kesehatan-2024.json']) {
    assert.ok(paths(name).includes('test.default.maxTotal'), name)
    assert.ok(paths(name).includes('test.passingGrade'), name)
  }
  assert.ok(paths('pppk-kesehatan-2024.json').includes('applicantGroups.thk2'))
  assert.ok(!paths('pppk-guru-2024.json').includes('applicantGroups.thk2'))
  assert.match(canonicalRuleSet(parsePppkRuleSet(shipped)), /^\{"applicantGroups":\[/)
})

const BROKEN: [string, (copy: Broken) => void, RegExp][] = [
  ['a group without a phase', (r) => r.phases[1].groups.pop(), /^applicantGroups\.R4: has no phase$/m],
  [
    'a phase of an unknown group',
    (r) => r.phases[1].groups.push('R9'),
    /^phases\.II\.groups: R9 is no group/m,
  ],
  [
    'a maximum that is not the sum',
    (r) => (r.test.default.maxTotal.value = 690),
    /^test\.default\.maxTotal: 690 is not the sum of the parts, 670$/m,
  ],
  [
    'a variant that is not the sum',
    (r) => (r.test.variants[0].maxTotal.value = 670),
    /^test\.variants\.pengelolaUmumOperasional\.maxTotal: 670 is not the sum of the parts, 445$/m,
  ],
  [
    'younger first',
    (r) => (r.finalRanking.order[6].order = 'desc'),
    /^finalRanking\.order\.birthDate: must be asc$/m,
  ],
  [
    'the lower group first',
    (r) => (r.finalRanking.order[1].order = 'desc'),
    /^finalRanking\.order\.applicantGroup\.rank: must be asc$/m,
  ],
  ['an unknown source', (r) => (r.filing.days.source = 'X'), /^filing\.days\.source: X is not listed/m],
  [
    'confirmed without a source',
    (r) => (r.bonus.capAtTechnicalMax.confirmed = true),
    /^bonus\.capAtTechnicalMax\.confirmed: a number without a source/m,
  ],
  ['a step without a code', (r) => (r.overflow.steps[0].code = 'L-3'), /^overflow\.steps\.L-3\.code: L-3/m],
  ['a missing part', (r) => r.test.default.parts.pop(), /^test\.default\.parts: interview is missing$/m],
]

for (const [name, change, message] of BROKEN) {
  test(`a broken PPPK rule set is refused where it is wrong: ${name}`, () => {
    assert.match(broken(change), message)
  })
}

test('a text that is not JSON is refused by each reader', () => {
  for (const read of [readPppkRuleSet, readAnyRuleSet]) {
    const reading = read('{')
    assert.ok(!reading.ok && reading.problems[0]?.message.startsWith('not JSON'))
  }
  assert.throws(() => parsePppkRuleSet({ procurement: 'PPPK' }), /rule set refused/)
})
