/**
 * A result after corrections, without ranking the whole round again: filling joins only formations of
 * one agency, position and qualification, so only those are ranked, by the same `rank`. The rest of
 * the result is taken over as it was. A test holds this to ranking everything.
 */
import { explainedDifference } from './difference.ts'
import type { ExplainedChange } from './difference.ts'
import type { Decision, Formation, Participant, ResultRow } from './public-data.ts'
import { rank } from './rank.ts'
import type { RankReport } from './rank.ts'
import { applyCorrections } from './reopening.ts'
import type { Correction, Reopening } from './reopening.ts'
import type { RuleSet } from './rule-set.ts'

export interface Round {
  formations: readonly Formation[]
  participants: readonly Participant[]
  decisions: readonly Decision[]
  /** As published. */
  results: readonly ResultRow[]
}

export type Recomputed =
  | { state: 'needsTest'; reopening: Reopening; participants: Participant[] }
  | {
      state: 'recomputed'
      reopening: Reopening
      participants: Participant[]
      results: ResultRow[]
      changes: ExplainedChange[]
      /** Of the formations that were ranked again. */
      report: RankReport
    }

/** `decisions`: those that hold after the corrections; by default the same as before. */
export function recompute(
  ruleSet: RuleSet,
  round: Round,
  corrections: readonly Correction[],
  decisions: readonly Decision[] = round.decisions,
): Recomputed {
  const { participants, reopening } = applyCorrections(
    ruleSet,
    round.formations,
    round.participants,
    round.results,
    corrections,
    decidedAnew(round.decisions, decisions),
  )
  if (reopening.needs.length > 0) return { state: 'needsTest', reopening, participants }

  const reached = new Set(reopening.formations)
  const some = round.formations.filter((formation) => reached.has(formation.formationId))
  const members = participants.filter((row) => reached.has(row.formationId))
  const ids = new Set(members.map((row) => row.participant))
  const concerned = (list: readonly Decision[]) => list.filter(({ participant }) => ids.has(participant))
  const { results, report } = rank(ruleSet, some, members, concerned(decisions))

  const fresh = new Map(results.map((row) => [row.participant, row]))
  const changes = explainedDifference(
    some,
    {
      participants: round.participants.filter((row) => reached.has(row.formationId)),
      decisions: concerned(round.decisions),
      results: round.results.filter((row) => reached.has(row.formationId)),
    },
    { participants: members, decisions: concerned(decisions), results },
  )
  return {
    state: 'recomputed',
    reopening,
    participants,
    results: round.results.map((row) => fresh.get(row.participant) ?? row),
    changes,
    report,
  }
}

function decidedAnew(before: readonly Decision[], after: readonly Decision[]): Set<string> {
  if (before === after) return new Set()
  const key = (decision: Decision) => JSON.stringify(decision)
  const [was, is] = [new Set(before.map(key)), new Set(after.map(key))]
  return new Set(
    [...before.filter((d) => !is.has(key(d))), ...after.filter((d) => !was.has(key(d)))].map(
      (decision) => decision.participant,
    ),
  )
}
