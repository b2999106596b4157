import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ruleSetFile, ruleSetNames } from './rule-set-file.ts'

test('every rule set that is offered for a new round can be opened', () => {
  assert.ok(ruleSetNames().includes('cpns-2024'))
  for (const name of ruleSetNames()) assert.equal(ruleSetFile(name).ruleSet.ruleSet, name)
})
