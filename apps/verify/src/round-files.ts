// The files of a round as somebody gave them, read but not yet understood.
import type { RuleSet } from '@terang/rules/rule-set.ts'
import { CannotCheck } from './cannot-check.ts'
import { readInput } from './input.ts'
import type { Arguments } from './input.ts'
import { readRules } from './rule-set-input.ts'

export interface RoundFiles {
  readonly ruleSet: RuleSet
  readonly strict: boolean
  readonly formations: InputFile
  readonly participants: InputFile
  readonly decisions: InputFile | null
}

interface InputFile {
  readonly file: string
  readonly bytes: Uint8Array
}

export async function readRoundFiles(args: Arguments): Promise<RoundFiles> {
  if (args.positionals.length > 0) throw new CannotCheck(`unexpected: ${args.positionals.join(' ')}`)
  const ruleSet = await readRules(args.needed('rules'))
  const open = async (file: string) => ({ file, bytes: await readInput(file) })
  const decisions = args.text('decisions')
  return {
    ruleSet,
    strict: args.flag('strict'),
    formations: await open(args.needed('formations')),
    participants: await open(args.needed('participants')),
    decisions: decisions === undefined ? null : await open(decisions),
  }
}
