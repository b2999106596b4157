/**
 * What a withdrawal after the result means (PermenPANRB 6/2024 article 58; regulation.md 2.1 and 8):
 * for the seat, and for the person. Reports differ on the ban, so the fact is recorded and nothing
 * is refused automatically (question 6 of the dossier).
 */
import type { RuleSet } from './rule-set.ts'

export interface WithdrawalConsequence {
  seat: 'nextRankSameFormation' | 'seatStaysEmpty' | 'noSeat'
  /** Budget years in which the person may be barred; null: no sanction. */
  banBudgetYears: number | null
  source: string
}

export function withdrawalConsequence(
  ruleSet: RuleSet,
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
