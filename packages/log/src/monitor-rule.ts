// What a rule of the monitor is, and how rules read the body of an entry without trusting its shape: the monitor
// also looks at logs that somebody wrote by hand.

import type { Entry } from './entry.ts'

export type LoggedEntry = { readonly index: number; readonly entry: Entry }

/** What a rule may know besides the entries. */
export type MonitorContext = {
  /** Codes of the published catalogue; without it the rule on reasons checks nothing. */
  readonly reasonCodes?: ReadonlySet<string>
}

export type Violation = {
  readonly rule: string
  /** Index of the entry at fault, or of the one that lacks its counterpart. */
  readonly index: number
  /** Sentence in Indonesian. */
  readonly text: string
}

export type MonitorRule = {
  readonly name: string
  /** What must hold, in one sentence for people. */
  readonly sentence: string
  readonly check: (entries: readonly LoggedEntry[], context: MonitorContext) => Omit<Violation, 'rule'>[]
}

export type Finding = Omit<Violation, 'rule'>

export function textOf(entry: Entry, key: string): string | undefined {
  const value = entry.body[key]
  return typeof value === 'string' ? value : undefined
}

export function listOf(entry: Entry, key: string): readonly unknown[] {
  const value = entry.body[key]
  return Array.isArray(value) ? value : []
}

export function numberOf(entry: Entry, key: string): number | undefined {
  const value = entry.body[key]
  return typeof value === 'number' ? value : undefined
}

export function byIndex(entries: readonly LoggedEntry[]): Map<number, Entry> {
  return new Map(entries.map(({ index, entry }) => [index, entry]))
}

/** Runs a rule that looks at one entry at a time. */
export function each(
  judge: (logged: LoggedEntry, context: MonitorContext) => string | undefined,
): MonitorRule['check'] {
  return (entries, context) =>
    entries.flatMap((logged) => {
      const text = judge(logged, context)
      return text === undefined ? [] : [{ index: logged.index, text }]
    })
}

/** Reasons that are codes of the catalogue; those of log.* are short remarks. */
export function reasonsOf(entry: Entry): readonly unknown[] {
  if (entry.t.startsWith('log.')) return []
  const value = entry.body.alasan
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}
