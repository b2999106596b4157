// `terang rules`: rule sets by themselves. `check` says what is wrong with one and where, `show` lays one out for people,
// `diff` says in words what changes from one to another, `schema` prints the JSON Schema they follow.
import { unconfirmedNumbers } from '@terang/rules/rule-set.ts'
import { ruleSetDifference } from '@terang/rules/rule-set-difference.ts'
import { ruleSetListing } from '@terang/rules/rule-set-listing.ts'
import type { RuleRow } from '@terang/rules/rule-set-listing.ts'
import { ruleSetSchema } from '@terang/rules/rule-set-schema.ts'
import { CannotCheck } from './cannot-check.ts'
import { langOf, onlyOne, readArguments } from './input.ts'
import { EXIT } from './program.ts'
import type { Command, ExitCode, Program } from './program.ts'
import { formatRuleProblem, readRulesFile } from './rule-set-input.ts'
import type { Lang } from './sentences.ts'

const ACTIONS: Readonly<Record<string, Command>> = { check, show, diff, schema }

export const rulesCommand: Command = (given, program) => {
  const [name = '', ...rest] = given
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined
  if (action === undefined) {
    throw new CannotCheck(`expected: terang rules ${Object.keys(ACTIONS).join(' | ')}`)
  }
  return action(rest, program)
}

async function check(given: readonly string[], program: Program): Promise<ExitCode> {
  const args = readArguments(given, ['lang'], ['json'])
  const lang = langOf(args)
  const file = onlyOne(args, 'rule set')
  const reading = await readRulesFile(file)
  const problems = reading.ok ? [] : reading.problems
  const unconfirmed = reading.ok ? unconfirmedNumbers(reading.ruleSet) : []
  if (args.flag('json')) {
    program.out(`${JSON.stringify({ ok: reading.ok, problems, unconfirmed }, null, 2)}\n`)
    return reading.ok ? EXIT.good : EXIT.wrong
  }
  for (const problem of problems) program.out(`${formatRuleProblem(problem)}\n`)
  const waiting = lang === 'id' ? 'belum dipastikan' : 'unconfirmed'
  if (reading.ok) {
    for (const { path, source } of unconfirmed) {
      const problem = { file, ...reading.placeOf(path), path, message: `${waiting} (${source})` }
      program.out(`${formatRuleProblem(problem)}\n`)
    }
    const { ruleSet, version } = reading.ruleSet
    program.out(`${file}: ${ruleSet} ${version} ${lang === 'id' ? 'dapat dipakai' : 'can be used'}\n`)
  }
  return reading.ok ? EXIT.good : EXIT.wrong
}

async function show(given: readonly string[], program: Program): Promise<ExitCode> {
  const args = readArguments(given, ['lang'], ['json'])
  const lang = langOf(args)
  const sections = ruleSetListing(await usable(onlyOne(args, 'rule set')), lang)
  if (args.flag('json')) program.out(`${JSON.stringify(sections, null, 2)}\n`)
  else {
    for (const { heading, rows } of sections) {
      program.out(`${heading}\n${rows.map((row) => `  ${rowInWords(row, lang)}\n`).join('')}\n`)
    }
  }
  return EXIT.good
}

async function diff(given: readonly string[], program: Program): Promise<ExitCode> {
  const args = readArguments(given, ['lang'], ['json'])
  const lang = langOf(args)
  const [before, after, more] = args.positionals
  if (before === undefined || after === undefined || more !== undefined) {
    throw new CannotCheck('expected two rule sets, the older one first')
  }
  const found = ruleSetDifference(await usable(before), await usable(after), lang)
  if (args.flag('json')) program.out(`${JSON.stringify(found, null, 2)}\n`)
  else if (found.length === 0) {
    program.out(lang === 'id' ? 'Kedua aturan sama.\n' : 'Both rule sets say the same.\n')
  } else {
    for (const [heading, changes] of Map.groupBy(found, (one) => one.heading)) {
      program.out(`${heading}\n${changes.map(({ text }) => `  ${text}\n`).join('')}\n`)
    }
  }
  return EXIT.good
}

function schema(given: readonly string[], program: Program): Promise<ExitCode> {
  readArguments(given, [], [])
  program.out(`${JSON.stringify(ruleSetSchema(), null, 2)}\n`)
  return Promise.resolve(EXIT.good)
}

async function usable(file: string): Promise<object> {
  const reading = await readRulesFile(file)
  if (reading.ok) return reading.ruleSet
  const [first] = reading.problems
  throw new CannotCheck(first === undefined ? file : formatRuleProblem(first))
}

function rowInWords({ what, value, source, confirmed, note }: RuleRow, lang: Lang): string {
  const said = [`${what}: ${value}`]
  if (source !== null) said.push(`[${source.title}]`)
  if (!confirmed) said.push(lang === 'id' ? '(belum dipastikan)' : '(unconfirmed)')
  if (note !== null) said.push(`(${note})`)
  return said.join(' ')
}
