/**
 * Integrated scores and ranks of one formation of a CPNS round (regulation.md 7.2 and 7.3). Who
 * gets which seat is decided in seat-decision.ts, for both procurements alike.
 */
import type { Formation, Participant, ResultRow } from './public-data.ts'
import type { RankReport } from './rank.ts'
import { competitionRanks, tieGroups } from './ranking.ts'
import type { FinalKeys, Order } from './ranking.ts'
import type { RuleSet } from './rule-set.ts'
import { integrate } from './scoring.ts'
import type { Candidate } from './seat-decision.ts'

/** One person on the way through the ranking. */
export interface Person extends Candidate<'gpa' | 'age'>, FinalKeys {
  row: Participant
  formation: Formation
  result: ResultRow
}

/** Final scores and ranks of one formation; who was not there in the SKB has neither. */
export function orderFormation(
  ruleSet: RuleSet,
  order: Order<FinalKeys>,
  members: readonly Person[],
  report: RankReport,
  formation: Formation,
): Person[][] {
  const scored: Person[] = []
  for (const person of members) {
    const { skbStatus, skbMilli } = person.row
    if (skbStatus === 'h' && skbMilli !== null) {
      person.finalMilli = integrate(ruleSet, person.skdTotal, skbMilli).finalMilli
      person.result.finalMilli = person.finalMilli
      scored.push(person)
    } else if (skbStatus !== null && skbStatus !== 'h') {
      person.result.finalCode = skbStatus
      person.result.decidedBy = null
    }
  }
  const scale = ruleSet.eligibility.gpaScaleMax.value
  const averages = scored.flatMap((person) => person.gpaX100 ?? [])
  if (averages.some((value) => value > scale) && averages.some((value) => value <= scale)) {
    report.mixedGradeScales.push(formation.formationId)
  }
  const groups = tieGroups(order, scored)
  for (const [person, place] of competitionRanks(groups)) person.result.finalRank = place
  return groups
}
