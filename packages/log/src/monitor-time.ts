// Times of entries against the times at which witnesses cosigned: an act can be dated neither after the witnesses
// saw it nor long before they saw the log without it. This is what bounds backdating.

import type { LoggedEntry, Violation } from './monitor-rule.ts'

/** A size and the second at which the quorum had seen it. */
export type CosignedHead = { readonly size: number; readonly time: number }

export const TIME_RULE = 'waktu-di-antara-saksi'
export const TIME_SENTENCE = 'Waktu setiap catatan terletak di antara waktu saksi sebelum dan sesudahnya.'

/** How far behind the previous cosignature an act may be dated, in seconds. */
const MAX_LATE = 600
/** Times of entries are cut to the minute. */
const MINUTE = 60

/** Seconds since the epoch of `YYYY-MM-DDTHH:MMZ`. */
function secondsOf(at: string): number {
  return Date.parse(`${at.slice(0, 16)}:00Z`) / 1000
}

/** Entries whose `at` lies outside of the cosignatures around them; heads in any order. */
export function checkTimes(entries: readonly LoggedEntry[], heads: readonly CosignedHead[]): Violation[] {
  const sorted = [...heads].sort((a, b) => a.size - b.size || a.time - b.time)
  const violations: Violation[] = []
  let next = 0
  for (const { index, entry } of [...entries].sort((a, b) => a.index - b.index)) {
    while (next < sorted.length && sorted[next]!.size <= index) next++
    const at = secondsOf(entry.at)
    const after = sorted[next]
    const before = sorted[next - 1]
    if (after !== undefined && at > after.time) {
      violations.push({
        rule: TIME_RULE,
        index,
        text: 'Waktunya lebih lambat daripada saat saksi melihatnya.',
      })
    } else if (before !== undefined && at + MINUTE <= before.time - MAX_LATE) {
      violations.push({ rule: TIME_RULE, index, text: 'Waktunya lebih dari 10 menit sebelum masuk log.' })
    }
  }
  return violations
}
