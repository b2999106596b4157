/**
 * Passing grades of the SKD (nilai ambang batas): KepmenPANRB 321/2024, regulation.md 5.3 and 5.4.
 * A set names a minimum a part, or none; limits are inclusive; a high total never helps a low part.
 */
import { namesPosition } from './eligibility.ts'
import type { FormationType, RuleSet } from './rule-set.ts'

export type GradeName = 'twk' | 'tiu' | 'tkp' | 'total'
export type GradeSet = Readonly<Record<GradeName, number | null>>

export interface SkdScores {
  twk: number
  tiu: number
  tkp: number
}

const ORDER = ['twk', 'tiu', 'tkp', 'total'] as const

/** `id` is a key of `skd.passingGrades` or the id of one of `skd.positionExceptions`. */
export function gradeSet(ruleSet: RuleSet, id: string): GradeSet | null {
  const set = Object.hasOwn(ruleSet.skd.passingGrades, id)
    ? ruleSet.skd.passingGrades[id]
    : ruleSet.skd.positionExceptions.find((exception) => exception.id === id)
  if (set === undefined) return null
  return {
    twk: set.twk?.value ?? null,
    tiu: set.tiu?.value ?? null,
    tkp: set.tkp?.value ?? null,
    total: set.total?.value ?? null,
  }
}

export interface GradesForPosition {
  /** Applied where the agency says nothing else. */
  grades: string
  /** A set for the title of the position; applied by itself only once it is confirmed. */
  exception: { id: string; source: string; confirmed: boolean } | null
}

/**
 * Which set of grades a formation has. Exceptions for positions go by their titles and hold for one
 * kind of need; an unconfirmed one is off and is to be warned about (question 2 of the dossier).
 */
export function gradesForPosition(
  ruleSet: RuleSet,
  formationType: FormationType,
  position: string,
): GradesForPosition {
  const found = ruleSet.skd.positionExceptions.find(
    (exception) => exception.appliesTo === formationType && namesPosition(position, exception.positions),
  )
  if (found === undefined) return { grades: formationType, exception: null }
  const { id, source, confirmed } = found
  return { grades: confirmed ? id : formationType, exception: { id, source, confirmed } }
}

export function skdTotal(scores: SkdScores): number {
  return scores.twk + scores.tiu + scores.tkp
}

/** The grades that were missed, in the order TWK, TIU, TKP, total; empty: passed. */
export function missedGrades(grades: GradeSet, scores: SkdScores): GradeName[] {
  const values = { ...scores, total: skdTotal(scores) }
  return ORDER.filter((name) => {
    const minimum = grades[name]
    return minimum !== null && values[name] < minimum
  })
}

export function meetsGrades(grades: GradeSet, scores: SkdScores): boolean {
  return missedGrades(grades, scores).length === 0
}
