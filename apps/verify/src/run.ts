// The commands of `terang` by name, and what the program says when it cannot check: one line, exit code 2.
import { CannotCheck } from './cannot-check.ts'
import { logCommand, receiptCommand } from './command-log.ts'
import { explainAnyRound, rankAnyRound } from './command-any-round.ts'
import { rulesCommand } from './command-rules.ts'
import { verifyCommand } from './command-verify.ts'
import { EXIT } from './program.ts'
import type { Command, ExitCode, Program } from './program.ts'

const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ['verify', verifyCommand],
  ['receipt', receiptCommand],
  ['rank', rankAnyRound],
  ['explain', explainAnyRound],
  ['rules', rulesCommand],
  ['log', logCommand],
])

export const USAGE = `terang verify URL-or-folder [--state FILE] [--against CHECKPOINT] [--selection S] [--json] [--lang en]
terang receipt FILE [--vkey KEY-or-FILE] [--policy FILE] [--json]
terang rank --rules NAME-or-FILE --formations F.csv --participants P.csv [--decisions D.csv] [--out R.csv] [--strict] [--unconfirmed] [--json]
terang explain --rules ... --formations ... --participants ... --participant ID [--json]
terang rules check|show NAME-or-FILE [--json] [--lang en]
terang rules diff OLDER NEWER [--json] [--lang en]
terang rules schema
terang log fsck FOLDER [--vkey FILE] [--json]

exit codes: 0 good, 1 checked and found wrong, 2 cannot check
`

export async function run(args: readonly string[], program: Program): Promise<ExitCode> {
  const [name, ...rest] = args
  if (name === '--help' || name === '-h' || rest.includes('--help')) {
    program.out(USAGE)
    return EXIT.good
  }
  const command = COMMANDS.get(name ?? '')
  if (command === undefined) {
    program.err(
      name === undefined ? USAGE : `terang: ${name} is none of ${[...COMMANDS.keys()].join(', ')}\n`,
    )
    return EXIT.cannot
  }
  try {
    return await command(rest, program)
  } catch (error) {
    if (!(error instanceof CannotCheck)) throw error
    program.err(`terang ${name}: ${error.message}\n`)
    return EXIT.cannot
  }
}
