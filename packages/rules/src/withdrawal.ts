/**
 * What a withdrawal after the result means (PermenPANRB 6/2024 article 58; regulation.md 2.1 and 8):
 * for the seat, and for the person. Reports differ on the ban, so the fact is recorded and nothing
 * is refused automatically (question 6 of the dossier).
 */
import { addDays } from './calendar.ts'
import type { CivilDate } from './calendar.ts'
import type { RuleSet } from './rule-set.ts'

export interface WithdrawalConsequence {
  seat: 'nextRankSameFormation' | 'seatStaysEmpty' | 'noSeat'
  /** Budget years in which the person may be barred; null: no sanction. */
  banBudgetYears: number | null
  source: string
}

export function withdrawalConsequence(
  ruleSet: Pick<RuleSet, 'replacement'> & {
    eligibility: Pick<RuleSet['eligibility'], 'withdrawalBanBudgetYears'>
  },
  person: { hasSeat: boolean; movedByFilling: boolean; numberIssued: boolean },
): WithdrawalConsequence {
  const ban = ruleSet.eligibility.withdrawalBanBudgetYears
  if (!person.hasSeat) return { seat: 'noSeat', banBudgetYears: null, source: ban.source }
  const { beforeNumber, afterNumber } = ruleSet.replacement
  const spared = person.movedByFilling && !person.numberIssued
  return {
    seat: (person.numberIssued ? afterNumber : beforeNumber).value,
    banBudgetYears: spared ? null : ban.value,
    source: (person.numberIssued ? afterNumber : beforeNumber).source,
  }
}

/** The last day for the curriculum and the file, the first day counted. */
export function filingDue(
  ruleSet: Pick<RuleSet, 'filing'>,
  firstDay: CivilDate,
): { lastDay: CivilDate; missedMeans: 'withdrawal'; source: string; confirmed: boolean } {
  const { days, missedMeans } = ruleSet.filing
  return {
    lastDay: addDays(firstDay, days.value - 1),
    missedMeans: missedMeans.value,
    source: days.source,
    confirmed: days.confirmed && missedMeans.confirmed,
  }
}

/** Missed, or the person died: a withdrawal, so the seat is replaced (case 33). */
export function filingOutcome(
  ruleSet: Pick<RuleSet, 'filing'>,
  firstDay: CivilDate,
  person: { completedOn: CivilDate | null; died: boolean },
): 'complete' | 'withdrawal' {
  const { lastDay, missedMeans } = filingDue(ruleSet, firstDay)
  const inTime = person.completedOn !== null && person.completedOn <= lastDay
  return inTime && !person.died ? 'complete' : missedMeans
}
