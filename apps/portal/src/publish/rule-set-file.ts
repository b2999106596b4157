// The rule sets that come with the project: files of packages/rules, chosen by name when a round is made.
// What is published is the canonical text, so its digest is the same on every machine.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { canonicalRuleSet, parseRuleSet, readRuleSet, type RuleSet } from '@terang/rules/rule-set.ts'
import { sha256Of } from './published.ts'

const folder = dirname(createRequire(import.meta.url).resolve('@terang/rules/rule-sets/cpns-2024.json'))

export interface RuleSetFile {
  readonly name: string
  readonly ruleSet: RuleSet
  readonly text: string
  readonly sha256: string
}

const read = new Map<string, RuleSetFile>()
let names: string[] | undefined

/** Those that a round can be made with here: of the procurement of civil servants. */
export function ruleSetNames(): string[] {
  names ??= readdirSync(folder)
    .filter((file) => /^[a-z0-9-]+\.json$/.test(file))
    .filter((file) => readRuleSet(readFileSync(join(folder, file), 'utf8')).ok)
    .map((file) => file.slice(0, -'.json'.length))
    .toSorted()
  return names
}

export function ruleSetFile(name: string): RuleSetFile {
  const known = read.get(name)
  if (known !== undefined) return known
  if (!ruleSetNames().includes(name)) throw new Error(`no rule set ${name}`)
  const ruleSet = parseRuleSet(readFileSync(join(folder, `${name}.json`), 'utf8'))
  const text = canonicalRuleSet(ruleSet)
  const file = { name, ruleSet, text, sha256: sha256Of(text) }
  read.set(name, file)
  return file
}
