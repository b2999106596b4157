import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { readAnyRuleSet } from './pppk-rule-set.ts'
import { integrate, parseMilli } from './scoring.ts'
import { cpns2024 } from './rounds-fixture.ts'
import { isObject, visit } from './shape.ts'

// The rule files of the regulation dossier, where they are at hand.
const dossier = new URL('../../../../shared/domain/rules/', import.meta.url)
const here = new URL('../rule-sets/', import.meta.url)
const skip = !existsSync(dossier) && 'shared/domain is not here'

interface Numbered {
  value: unknown
  source: unknown
  confirmed: unknown
}

/** Every number with a source, by its path; shares are whole per mille with us. */
function numbers(json: unknown): Map<string, Numbered> {
  const found = new Map<string, Numbered>()
  visit(json, '', (node, path) => {
    if (!Object.hasOwn(node, 'value') || !Object.hasOwn(node, 'source')) return
    found.set(path, { value: node['value'], source: node['source'], confirmed: node['confirmed'] })
  })
  return found
}

/** What stands elsewhere with us: the one bonus of the dossier is one of a list. */
const MOVED: Readonly<Record<string, string>> = {
  'bonus.certificate.maxShareOfTechnicalMax': 'bonus.items.certificate.maxShareOfTechnicalMax',
  'bonus.certificate.capAtTechnicalMax': 'bonus.capAtTechnicalMax',
}

for (const name of ['cpns-2024', 'pppk-teknis-2024']) {
  test(
    `every number of the dossier stands in ${name}, with its source and its confirmation`,
    { skip },
    () => {
      const theirs = numbers(JSON.parse(readFileSync(new URL(`${name}.json`, dossier), 'utf8')))
      const ours = numbers(JSON.parse(readFileSync(new URL(`${name}.json`, here), 'utf8')))
      assert.ok(theirs.size > 60)
      for (const [path, number] of theirs) {
        const own = ours.get(MOVED[path] ?? path)
        assert.ok(own !== undefined, path)
        const share = typeof number.value === 'number' && own.value === number.value * 1000
        if (!share) assert.deepEqual(own.value, number.value, path)
        assert.deepEqual([own.source, own.confirmed], [number.source, number.confirmed], path)
      }
    },
  )
}

test('the vectors of the dossier give the same final scores', { skip }, () => {
  const { testVectors } = JSON.parse(readFileSync(new URL('cpns-2024.json', dossier), 'utf8')) as {
    testVectors: { integration: { skd: number; skb: string; final: string }[] }
  }
  assert.ok(testVectors.integration.length >= 10)
  for (const { skd, skb, final } of testVectors.integration) {
    const milli = parseMilli(skb)?.milli ?? -1
    assert.equal(integrate(cpns2024, skd, milli).finalMilli, parseMilli(final)?.milli, `${skd} ${skb}`)
  }
})

test('groups, codes, reasons, steps and sources of the dossier are all there', { skip }, () => {
  for (const name of ['cpns-2024', 'pppk-teknis-2024']) {
    const theirs: unknown = JSON.parse(readFileSync(new URL(`${name}.json`, dossier), 'utf8'))
    const reading = readAnyRuleSet(readFileSync(new URL(`${name}.json`, here), 'utf8'))
    assert.ok(reading.ok && isObject(theirs))
    const ours: Record<string, unknown> = reading.ruleSet
    for (const key of ['ineligibilityReasons', 'applicantGroups', 'codes', 'documents', 'formationTypes']) {
      const [list, own] = [theirs[key], ours[key]]
      if (!Array.isArray(list)) continue
      assert.ok(Array.isArray(own), key)
      const known = own.map((item) => JSON.stringify([item.id, item.code, item.stage, item.rank]))
      for (const item of list) {
        const mark = JSON.stringify([item.id, item.code, item.stage, item.rank])
        assert.ok(known.includes(mark), `${name} ${key} ${mark}`)
      }
    }
    assert.ok(isObject(theirs['sources']) && isObject(ours['sources']))
    for (const source of Object.keys(theirs['sources'])) {
      assert.ok(Object.hasOwn(ours['sources'], source), `${name} ${source}`)
    }
  }
})
