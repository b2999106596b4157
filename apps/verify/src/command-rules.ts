// `terang rules`: rule sets by themselves. `check` says what is wrong with one and where.
import { unconfirmedNumbers } from '@terang/rules/rule-set.ts'
import { CannotCheck } from './cannot-check.ts'
import { onlyOne, readArguments } from './input.ts'
import { EXIT } from './program.ts'
import type { Command } from './program.ts'
import { formatRuleProblem, readRulesFile } from './rule-set-input.ts'

export const rulesCommand: Command = async (given, program) => {
  const [action, ...rest] = given
  if (action !== 'check') throw new CannotCheck('expected: terang rules check FILE')
  const args = readArguments(rest, [], ['json'])
  const file = onlyOne(args, 'rule set')
  const reading = await readRulesFile(file)
  const problems = reading.ok ? [] : reading.problems
  const unconfirmed = reading.ok ? unconfirmedNumbers(reading.ruleSet) : []
  if (args.flag('json'))
    program.out(`${JSON.stringify({ ok: reading.ok, problems, unconfirmed }, null, 2)}\n`)
  else {
    for (const problem of problems) program.out(`${formatRuleProblem(problem)}\n`)
    for (const { path, source } of unconfirmed)
      program.out(`${file}: ${path}: belum dipastikan (${source})\n`)
    if (reading.ok)
      program.out(`${file}: ${reading.ruleSet.ruleSet} ${reading.ruleSet.version} dapat dipakai\n`)
  }
  return reading.ok ? EXIT.good : EXIT.wrong
}
