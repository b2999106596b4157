/**
 * Builders for the PPPK tests of this package: the shipped rule set of technical staff, and rows with
 * the ordinary values filled in.
 */
import { readFileSync } from 'node:fs'
import type { PppkFormation, PppkParticipant } from './pppk-data.ts'
import { parsePppkRuleSet } from './pppk-rule-set.ts'

export const teknis2024 = parsePppkRuleSet(
  readFileSync(new URL('../rule-sets/pppk-teknis-2024.json', import.meta.url), 'utf8'),
)
export const guru2024 = parsePppkRuleSet(
  readFileSync(new URL('../rule-sets/pppk-guru-2024.json', import.meta.url), 'utf8'),
)

export function pppkFormation(formationId: string, rest: Partial<PppkFormation> = {}): PppkFormation {
  return {
    formationId,
    agencyId: 'city',
    positionId: 'clerk',
    qualificationId: 's1-any',
    unitId: 'unit-1',
    formationType: 'general',
    seats: 1,
    test: 'default',
    seatGroup: null,
    extraPerMille: 0,
    ...rest,
  }
}

/** Present with the points technical, managerial, socio-cultural, interview. */
export function pppkPerson(
  participant: string,
  formationId: string,
  group: string,
  points: readonly [number, number, number, number],
  rest: Partial<PppkParticipant> = {},
): PppkParticipant {
  const [technical, managerial, sociocultural, interview] = points
  return {
    participant,
    formationId,
    screening: 'ms',
    applicantGroup: group,
    phase: ['R2', 'R3'].includes(group) ? 'I' : 'II',
    status: 'h',
    technical,
    managerial,
    sociocultural,
    interview,
    extraMilli: null,
    bonusPerMille: null,
    birthDate: null,
    seniority: null,
    ...rest,
  }
}

/** Absent, disqualified or withdrawn: no points. */
export function pppkGone(
  participant: string,
  formationId: string,
  group: string,
  status: 'th' | 'dis' | 'aps',
): PppkParticipant {
  const none = { technical: null, managerial: null, sociocultural: null, interview: null }
  return pppkPerson(participant, formationId, group, [0, 0, 0, 0], { status, ...none })
}
