// Reading a rule set by the name it ships under, or from a file. What is wrong with it is said with file, line, column
// and the path in the JSON.
import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { readAnyRuleSet } from '@terang/rules/pppk-rule-set.ts'
import type { AnyRuleSetReading } from '@terang/rules/pppk-rule-set.ts'
import type { RuleSet } from '@terang/rules/rule-set.ts'
import { CannotCheck } from './cannot-check.ts'
import { readInput } from './input.ts'
import { placeAt, readJson } from './json-places.ts'
import type { Place } from './json-places.ts'

export interface RuleProblem {
  readonly file: string
  readonly line: number
  readonly column: number
  /** As in `aturan.sah`: skd.parts.twk.max.value; empty where the whole is meant. */
  readonly path: string
  readonly message: string
}

export type RulesReading =
  | (Extract<AnyRuleSetReading, { ok: true }> & { readonly placeOf: (path: string) => Place })
  | { readonly ok: false; readonly problems: readonly RuleProblem[] }

const FOLDER = dirname(createRequire(import.meta.url).resolve('@terang/rules/rule-sets/cpns-2024.json'))

export async function readRulesFile(file: string): Promise<RulesReading> {
  const bytes = await readInput(shippedRules(file) ?? file).catch((error: unknown) => {
    if (!(error instanceof CannotCheck) || !isName(file)) throw error
    throw new CannotCheck(`${error.message}; the rule sets that ship are ${shippedNames().join(', ')}`)
  })
  const json = readJson(textOf(bytes, file))
  if (!json.ok)
    throw new CannotCheck(`${file}:${json.place.line}:${json.place.column}: not JSON: ${json.message}`)
  const reading = readAnyRuleSet(json.value)
  if (reading.ok) return { ...reading, placeOf: json.placeOf }
  const problems = reading.problems.map(({ path, message }) => ({
    file,
    ...json.placeOf(path),
    path,
    message,
  }))
  return { ok: false, problems: problems.toSorted((a, b) => a.line - b.line || a.column - b.column) }
}

/** A rule set to rank with. */
export async function readRules(file: string): Promise<RuleSet> {
  const reading = await readRulesFile(file)
  if (!reading.ok) {
    const [first] = reading.problems
    const more = reading.problems.length - 1
    const line = first === undefined ? file : formatRuleProblem(first)
    throw new CannotCheck(more > 0 ? `${line} (and ${more} more)` : line)
  }
  if (reading.procurement === 'PNS') return reading.ruleSet
  const message = 'these tables are those of a PNS round, the rule set is one of PPPK'
  throw new CannotCheck(
    formatRuleProblem({ file, ...reading.placeOf('procurement'), path: 'procurement', message }),
  )
}

/** `file:line:column: path: message`, as problems of tables are printed. */
export function formatRuleProblem({ file, line, column, path, message }: RuleProblem): string {
  return `${file}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`
}

function isName(text: string): boolean {
  return /^[a-z0-9-]{1,60}$/.test(text)
}

function shippedNames(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .toSorted()
}

function shippedRules(name: string): string | undefined {
  return isName(name) && shippedNames().includes(name) ? `${FOLDER}/${name}.json` : undefined
}

function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const text = new TextDecoder().decode(bytes)
    const { line, column } = placeAt(text, text.indexOf('\uFFFD'))
    throw new CannotCheck(`${file}:${line}:${column}: this character is not UTF-8`)
  }
}
