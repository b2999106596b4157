// What the system noticed about a file, as sentences. Shown only after the officer's own verdict; no hint sets a verdict,
// orders the queue or scores a person (committee.md 4.2). Pure.
import type { OwnFile } from '../apply/queries.ts'
import { screenId as w } from '../words/screen.id.ts'
import type { Verdicts } from './checklist.ts'
import type { DeskFile } from './queries.ts'

export interface Hint {
  readonly requirement: string
  readonly text: string
}

/** Our own limit: below it a scanned page is hard to read (participation.md 4.5). */
const leastPixels = 1000

/** @param conditions what was declared against what the vacancy asks, not met ones only, by requirement */
export function hintsOf(file: DeskFile, conditions: readonly Hint[], number: (n: number) => string): Hint[] {
  const ofDocument = (own: OwnFile, requirement: string): Hint[] => {
    const longest = Math.max(own.width ?? 0, own.height ?? 0)
    const copies = file.copies.get(own.slot) ?? 0
    return [
      ...(copies > 0 ? [{ requirement, text: w.desk.hints.same(number(copies)) }] : []),
      ...(longest > 0 && longest < leastPixels
        ? [{ requirement, text: w.desk.hints.small(number(longest), number(leastPixels)) }]
        : []),
      ...(own.reason === undefined ? [] : [{ requirement, text: w.desk.hints.doubtful(own.reason) }]),
    ]
  }
  return file.lines.flatMap((line) => {
    const own = file.application.files.find((one) => one.slot === line.document)
    return [
      ...conditions.filter((one) => one.requirement === line.id),
      ...(own === undefined ? [] : ofDocument(own, line.id)),
    ]
  })
}

/** Hints that speak against the officer's own verdict: only a "yes" is worth a second look. */
export function worthALook(hints: readonly Hint[], verdicts: Verdicts): Hint[] {
  return hints.filter((hint) => verdicts[hint.requirement]?.answer === 'ya')
}
