// Reading the arguments and files of a command, with one clear line for what is not usable.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { ParseArgsConfig } from 'node:util'
import { formatProblem } from '@terang/rules/csv.ts'
import type { Parsed } from '@terang/rules/csv.ts'
import { CannotCheck } from './cannot-check.ts'
import type { Lang } from './sentences.ts'

export interface Arguments {
  readonly positionals: readonly string[]
  readonly text: (name: string) => string | undefined
  readonly needed: (name: string) => string
  readonly flag: (name: string) => boolean
}

/** @param texts options that take a value  @param flags those that do not */
export function readArguments(
  args: readonly string[],
  texts: readonly string[],
  flags: readonly string[],
): Arguments {
  const options: NonNullable<ParseArgsConfig['options']> = Object.fromEntries([
    ...texts.map((name) => [name, { type: 'string' as const }]),
    ...flags.map((name) => [name, { type: 'boolean' as const }]),
  ])
  let parsed: { values: Record<string, unknown>; positionals: string[] }
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new CannotCheck(String((error as Error).message).split('. ')[0] ?? 'unusable arguments')
  }
  const text = (name: string): string | undefined => {
    const value = parsed.values[name]
    return typeof value === 'string' ? value : undefined
  }
  return {
    positionals: parsed.positionals,
    text,
    needed(name) {
      const value = text(name)
      if (value === undefined) throw new CannotCheck(`--${name} is missing`)
      return value
    },
    flag: (name) => parsed.values[name] === true,
  }
}

/** The one positional argument of a command. */
export function onlyOne(args: Arguments, what: string): string {
  const [first, second] = args.positionals
  if (first === undefined || second !== undefined) throw new CannotCheck(`expected one ${what}`)
  return first
}

export function langOf(args: Arguments): Lang {
  const lang = args.text('lang') ?? 'id'
  if (lang === 'id' || lang === 'en') return lang
  throw new CannotCheck(`--lang ${lang}: id or en`)
}

/** At once and not in parts: nothing else is waiting, and a file of a nation comes twice as fast. */
export async function readInput(path: string): Promise<Uint8Array> {
  try {
    return readFileSync(path)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'is a folder' : message
    throw new CannotCheck(`${path}: ${why}`)
  }
}

export async function readTextInput(path: string): Promise<string> {
  return new TextDecoder().decode(await readInput(path))
}

/** The value, or the first problem as `file:line:column: field: message`. */
export function orRefuse<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value
  const [first] = parsed.problems
  const more = parsed.problems.length - 1
  const line = first === undefined ? 'unreadable' : formatProblem(first)
  throw new CannotCheck(more > 0 ? `${line} (and ${more} more)` : line)
}
