import assert from 'node:assert/strict'
import { readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { pppkRuleSetShape } from './pppk-rule-set.ts'
import { ruleSetSchema } from './rule-set-schema.ts'
import { ruleSetShape } from './rule-set.ts'
import { isObject } from './shape.ts'
import type { ShapeProblem } from './shape.ts'

const shippedSchema = JSON.parse(
  readFileSync(new URL('../schema/rule-set.schema.json', import.meta.url), 'utf8'),
) as Record<string, unknown>
const folder = new URL('../rule-sets/', import.meta.url)
const ruleSets = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))

/** The words of JSON Schema that the definition uses, and no others. */
function valid(value: unknown, schema: unknown): boolean {
  assert.ok(isObject(schema))
  return Object.entries(schema).every(([word, rule]) => {
    switch (word) {
      case '$schema':
      case '$defs':
      case 'title':
      case 'description':
        return true
      case '$ref':
        return valid(value, definition(String(rule)))
      case 'anyOf':
        return (rule as unknown[]).some((one) => valid(value, one))
      case 'enum':
        return (rule as unknown[]).includes(value)
      case 'type':
        return typeOf(value).includes(String(rule))
      case 'minLength':
        return typeof value !== 'string' || value.length >= Number(rule)
      case 'pattern':
        return typeof value !== 'string' || new RegExp(String(rule), 'u').test(value)
      case 'minimum':
        return typeof value !== 'number' || value >= Number(rule)
      case 'maximum':
        return typeof value !== 'number' || value <= Number(rule)
      case 'minItems':
        return !Array.isArray(value) || value.length >= Number(rule)
      case 'items':
        return !Array.isArray(value) || value.every((item) => valid(item, rule))
      case 'required':
        return !isObject(value) || (rule as string[]).every((key) => Object.hasOwn(value, key))
      case 'properties':
        return (
          !isObject(value) ||
          Object.entries(rule as object).every(
            ([key, one]) => !Object.hasOwn(value, key) || valid(value[key], one),
          )
        )
      case 'additionalProperties': {
        if (!isObject(value)) return true
        const known = isObject(schema['properties']) ? schema['properties'] : {}
        const rest = Object.keys(value).filter((key) => !Object.hasOwn(known, key))
        return rule === false ? rest.length === 0 : rest.every((key) => valid(value[key], rule))
      }
      default:
        return assert.fail(`the schema says ${word}, which this test does not know`)
    }
  })
}

function definition(reference: string): unknown {
  const definitions = shippedSchema['$defs'] as Record<string, unknown>
  const name = reference.replace('#/$defs/', '')
  assert.ok(Object.hasOwn(definitions, name), reference)
  return definitions[name]
}

function typeOf(value: unknown): string[] {
  if (value === null) return ['null']
  if (Array.isArray(value)) return ['array']
  if (typeof value === 'number') return Number.isSafeInteger(value) ? ['integer', 'number'] : ['number']
  return [typeof value]
}

test('the schema that ships is the one of the definition (terang rules schema writes it)', () => {
  assert.deepEqual(shippedSchema, JSON.parse(JSON.stringify(ruleSetSchema())))
})

test('every rule set that ships is valid under the schema', () => {
  for (const { name, text } of ruleSets) assert.ok(valid(JSON.parse(text), shippedSchema), name)
})

// Written over on purpose, past every type.
// oxlint-disable-next-line typescript/no-explicit-any
type Changed = any

const OTHER_VALUES = [null, true, '', 'x y', 1, -1, 1.5, 1_000_001, [], {}, '2024-02-01', 'A']

/** Every place of a JSON, as the steps to it. */
function places(
  value: Changed,
  steps: (string | number)[] = [],
  found: (string | number)[][] = [],
): (string | number)[][] {
  if (steps.length > 0) found.push(steps)
  const keys = Array.isArray(value) ? value.map((_, at) => at) : isObject(value) ? Object.keys(value) : []
  for (const key of keys) places(value[key], [...steps, key], found)
  return found
}

test('schema and definition refuse the same, wherever one place of a rule set is replaced or gone', () => {
  let [good, bad] = [0, 0]
  for (const [name, shape] of [
    ['cpns-2024.json', ruleSetShape],
    ['pppk-teknis-2024.json', pppkRuleSetShape],
  ] as const) {
    const text = ruleSets.find((one) => one.name === name)?.text ?? ''
    const all = places(JSON.parse(text))
    for (const [at, steps] of all.entries()) {
      const last = steps.at(-1) ?? ''
      const copy: Changed = JSON.parse(text)
      let node = copy
      for (const step of steps.slice(0, -1)) node = node[step]
      // One of the other values each, in turn: all of them at all places take a minute.
      if (at % 3 === 0 && !Array.isArray(node)) delete node[last]
      else node[last] = OTHER_VALUES[at % OTHER_VALUES.length]
      const problems: ShapeProblem[] = []
      shape.read(copy, '', problems)
      const refused = problems.length > 0
      // The other kind of rule set must not let through what this kind refuses.
      assert.equal(
        valid(copy, shippedSchema),
        !refused,
        `${name} ${steps.join('.')}: ${JSON.stringify(problems[0])}`,
      )
      if (refused) bad++
      else good++
    }
  }
  assert.ok(good > 100 && bad > 1000, `${good} ${bad}`)
})
