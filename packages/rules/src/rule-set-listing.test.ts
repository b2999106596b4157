import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { readAnyRuleSet } from './pppk-rule-set.ts'
import { ruleSetDifference } from './rule-set-difference.ts'
import { ruleSetListing } from './rule-set-listing.ts'
import type { RuleRow } from './rule-set-listing.ts'
import { isObject, visit } from './shape.ts'

const folder = new URL('../rule-sets/', import.meta.url)
const shipped = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))

// Written over on purpose, past every type.
// oxlint-disable-next-line typescript/no-explicit-any
type Changed = any

const copyOf = (name: string): Changed => JSON.parse(shipped.find((one) => one.name === name)?.text ?? '{}')
const cpns = (): Changed => copyOf('cpns-2024.json')

function row(ruleSet: object, path: string, lang: 'id' | 'en' = 'id'): RuleRow | undefined {
  return ruleSetListing(ruleSet, lang)
    .flatMap((section) => section.rows)
    .find((one) => one.path === path)
}

test('a listing says a number, what it is about, its source and whether it is confirmed', () => {
  assert.deepEqual(row(cpns(), 'skd.passingGrades.general.twk'), {
    path: 'skd.passingGrades.general.twk',
    what: 'Nilai ambang batas, umum, TWK',
    value: '65 poin',
    source: { id: 'K321-2024', title: 'KepmenPANRB 321/2024 nilai ambang batas SKD TA 2024' },
    confirmed: true,
    note: null,
  })
  assert.equal(row(cpns(), 'integration.weights.skd')?.value, '40%')
  assert.equal(row(cpns(), 'stampDuty.amountIdr')?.value, 'Rp10.000')
  assert.equal(row(cpns(), 'stampDuty.amountIdr', 'en')?.value, 'Rp10,000')
  assert.equal(row(cpns(), 'stages.adminReview')?.value, '20 Agustus 2024 sampai 17 September 2024')
  assert.equal(row(cpns(), 'stages.adminReview')?.confirmed, false)
  assert.equal(row(cpns(), 'finalRanking.order.tkp')?.what, 'Urutan, 3')
  assert.equal(row(cpns(), 'skd.reuse.fromYear')?.value, '2023')
  assert.equal(row(cpns(), 'eligibility.gpaScaleMax', 'en')?.value, '4.00')
})

test('every number, window and reason of a rule set that ships stands in its listing, once', () => {
  for (const { name, text } of shipped) {
    const reading = readAnyRuleSet(text)
    assert.ok(reading.ok, name)
    const { ruleSet } = reading
    for (const lang of ['id', 'en'] as const) {
      const listed = ruleSetListing(JSON.parse(text), lang)
      const paths = listed.flatMap((section) => section.rows.map((one) => one.path))
      assert.equal(new Set(paths).size, paths.length, name)
      visit(ruleSet, '', (node, path) => {
        if (typeof node['source'] === 'string') assert.ok(paths.includes(path), `${name} ${path}`)
      })
    }
  }
})

test('every key and term of a rule set that ships has words in both languages', () => {
  const inCode = /\b[a-z]+[A-Z]\w*\b/
  for (const { name, text } of shipped) {
    for (const lang of ['id', 'en'] as const) {
      for (const { id, heading, rows } of ruleSetListing(JSON.parse(text), lang)) {
        assert.doesNotMatch(heading, inCode, `${name} ${id}`)
        for (const { path, what, value } of rows) {
          assert.doesNotMatch(what, inCode, `${name} ${path}`)
          if (!path.endsWith('rounding.steps')) assert.doesNotMatch(value, inCode, `${name} ${path}`)
        }
      }
    }
  }
})

test('a rule set is the same as itself', () => {
  for (const { text } of shipped)
    assert.deepEqual(ruleSetDifference(JSON.parse(text), JSON.parse(text), 'id'), [])
})

test('a changed number is said with both values, source and confirmation', () => {
  const after = cpns()
  after.sources['K1-2026'] = { title: 'KepmenPANRB 1/2026', read: 'text' }
  Object.assign(after.skd.passingGrades.general.twk, { value: 70, source: 'K1-2026' })
  after.eligibility.gpaMinimum.value = 275
  after.eligibility.gpaMinimum.confirmed = true
  delete after.skd.reuse.validPeriods
  assert.deepEqual(
    ruleSetDifference(cpns(), after, 'id').map(({ heading, kind, text }) => `${heading}, ${kind}: ${text}`),
    [
      'Syarat pelamar, changed: IPK paling rendah: dari tidak ada menjadi 2,75; kini sudah dipastikan.',
      'SKD, changed: Nilai ambang batas, umum, TWK: dari 65 poin menjadi 70 poin; sumber menjadi KepmenPANRB 1/2026, sebelumnya KepmenPANRB 321/2024 nilai ambang batas SKD TA 2024.',
      'Sumber, added: K1-2026: KepmenPANRB 1/2026 (naskah dibaca) (baru).',
      'SKD, removed: Nilai SKD tahun sebelumnya, berlaku untuk periode: tidak ada lagi, sebelumnya 1.',
    ],
  )
  assert.equal(
    ruleSetDifference(cpns(), after, 'en')[0]?.text,
    'Least grade average: from none to 2.75; now confirmed.',
  )
})

test('an order that changes places is said', () => {
  const after = cpns()
  const { order } = after.finalRanking
  ;[order[2], order[3]] = [order[3], order[2]]
  assert.match(
    ruleSetDifference(cpns(), after, 'id')
      .map((one) => one.text)
      .join('\n'),
    /sebelumnya disebut Urutan, 3/,
  )
})

/** Every place of a JSON where a value stands, as a function that changes it. */
function leaves(value: Changed, seen: ((copy: Changed) => void)[], steps: (string | number)[] = []): void {
  const keys = Array.isArray(value) ? value.map((_, at) => at) : isObject(value) ? Object.keys(value) : null
  if (keys !== null) {
    for (const key of keys) leaves(value[key], seen, [...steps, key])
    return
  }
  seen.push((copy) => {
    const last = steps.at(-1) ?? ''
    let node = copy
    for (const step of steps.slice(0, -1)) node = node[step]
    const old = node[last]
    node[last] = typeof old === 'number' ? old + 1 : typeof old === 'boolean' ? !old : `${String(old)}x`
  })
}

test('nothing of a rule set changes unseen', () => {
  for (const name of ['cpns-2024.json', 'pppk-teknis-2024.json']) {
    const text = JSON.stringify(copyOf(name))
    const before = JSON.stringify(ruleSetListing(JSON.parse(text), 'id'))
    const changes: ((copy: Changed) => void)[] = []
    leaves(JSON.parse(text), changes)
    assert.ok(changes.length > 500, name)
    for (const change of changes) {
      const after = JSON.parse(text)
      change(after)
      if (JSON.stringify(ruleSetListing(after, 'id')) !== before) continue
      assert.fail(`${name}${firstChange(JSON.parse(text), after, '')}`)
    }
  }
})

function firstChange(a: Changed, b: Changed, path: string): string {
  if (!isObject(a) && !Array.isArray(a)) return a === b ? '' : `${path}: ${String(a)} ${String(b)}`
  for (const key of Object.keys(a)) {
    const found = firstChange((a as Changed)[key], b[key], `${path}.${key}`)
    if (found !== '') return found
  }
  return ''
}
