/**
 * Builders for the tests of this package: a rule set from the shipped file, and rows with the
 * ordinary values filled in, so that a test shows only what its rule is about.
 */
import { readFileSync } from 'node:fs'
import type { Formation, Participant } from './public-data.ts'
import { parseRuleSet } from './rule-set.ts'

export const cpns2024 = parseRuleSet(
  readFileSync(new URL('../rule-sets/cpns-2024.json', import.meta.url), 'utf8'),
)

export function formation(formationId: string, rest: Partial<Formation> = {}): Formation {
  const formationType = rest.formationType ?? 'general'
  return {
    formationId,
    agencyId: 'city',
    positionId: 'nurse',
    qualificationId: 'd3-nursing',
    unitId: 'unit-1',
    formationType,
    seats: 1,
    grades: formationType,
    generalGrades: 'general',
    ...rest,
  }
}

/** Present at the SKD with the points TWK, TIU, TKP; no SKB. */
export function participant(
  id: string,
  formationId: string,
  points: readonly [number, number, number],
  rest: Partial<Participant> = {},
): Participant {
  const [twk, tiu, tkp] = points
  return {
    participant: id,
    formationId,
    screening: 'ms',
    skdStatus: 'h',
    twk,
    tiu,
    tkp,
    skbStatus: null,
    skbMilli: null,
    gpaX100: null,
    birthDate: null,
    seniority: null,
    ...rest,
  }
}

/** The same, and present at the SKB with a total in thousandths. */
export function scored(
  id: string,
  formationId: string,
  points: readonly [number, number, number],
  skbMilli: number,
  rest: Partial<Participant> = {},
): Participant {
  return participant(id, formationId, points, { skbStatus: 'h', skbMilli, ...rest })
}
