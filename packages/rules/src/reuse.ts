/**
 * Use of an older SKD score (KepmenPANRB 344/2024, regulation.md 5.6): who may choose it, and which
 * score counts. What comes out enters the ranking as TWK, TIU and TKP like any other.
 */
import { gradeSet, meetsGrades } from './passing.ts'
import type { SkdScores } from './passing.ts'
import type { RuleSet } from './rule-set.ts'

export interface OlderScore {
  year: number
  nik: string
  educationLevel: string
  scores: SkdScores
}

export type ReuseCondition = 'enabled' | 'year' | 'sameNik' | 'sameEducationLevel' | 'currentGrade'

/** Conditions that are not met; empty: the person may choose the older score. */
export function reuseRefusals(
  ruleSet: RuleSet,
  older: OlderScore,
  application: { nik: string; educationLevel: string; grades: string },
): ReuseCondition[] {
  const rule = ruleSet.skd.reuse
  const set = gradeSet(ruleSet, application.grades)
  const refusals: ReuseCondition[] = []
  if (!rule.enabled.value) refusals.push('enabled')
  if (older.year !== rule.fromYear.value) refusals.push('year')
  if (rule.sameNik.value && older.nik !== application.nik) refusals.push('sameNik')
  if (rule.sameEducationLevel.value && older.educationLevel !== application.educationLevel) {
    refusals.push('sameEducationLevel')
  }
  if (rule.mustMeetCurrentGrade.value && (set === null || !meetsGrades(set, older.scores))) {
    refusals.push('currentGrade')
  }
  return refusals
}

/** Who sits the SKD again has only the new score, even a lower one (case 45). */
export function countingScore(
  ruleSet: RuleSet,
  older: SkdScores | null,
  sat: SkdScores | null,
): SkdScores | null {
  if (sat === null) return older
  if (older === null || ruleSet.skd.reuse.sittingAgainVoidsOld.value) return sat
  const total = (scores: SkdScores) => scores.twk + scores.tiu + scores.tkp
  return total(older) > total(sat) ? older : sat
}
