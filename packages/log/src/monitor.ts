// The rules of the log that follow from its entries alone, each with a name, a sentence for people and a function.
// The monitor reports; it changes nothing. What needs cosignature times, the schedule or the data sets is checked
// by whoever has those.

import {
  erasureBackwards,
  notBothPersons,
  openingFirst,
  reasonInCatalogue,
  refsBackwards,
  secondPerson,
  uniqueId,
} from './monitor-log-rules.ts'
import type { LoggedEntry, MonitorContext, MonitorRule, Violation } from './monitor-rule.ts'
import {
  correctionHasReason,
  correctionOfSomething,
  everyDecision,
  objectionAnswered,
  oneDecision,
  oneScore,
  refusalHasReason,
  ruleSetBefore,
  ruleSetBeforeScores,
} from './monitor-round-rules.ts'

export const MONITOR_RULES: readonly MonitorRule[] = [
  uniqueId,
  openingFirst,
  refsBackwards,
  secondPerson,
  notBothPersons,
  ruleSetBefore,
  ruleSetBeforeScores,
  oneDecision,
  everyDecision,
  correctionHasReason,
  correctionOfSomething,
  oneScore,
  objectionAnswered,
  reasonInCatalogue,
  refusalHasReason,
  erasureBackwards,
]

/** All violations, by rule and then in the order of the log. */
export function monitorEntries(entries: readonly LoggedEntry[], context: MonitorContext = {}): Violation[] {
  return MONITOR_RULES.flatMap((rule) =>
    rule.check(entries, context).map((found) => ({ rule: rule.name, ...found })),
  )
}

/** Departures from the normal flow, which the monitor always lists. */
export function emergencyActs(entries: readonly LoggedEntry[]): LoggedEntry[] {
  return entries.filter(({ entry }) => entry.t === 'darurat.ubah')
}
