/**
 * The public PPPK file from the full one (public-data.md, section 2): a date of birth becomes the
 * order of age, and only where a tie of everything before it reaches the person.
 */
import { fillingGroup } from './filling.ts'
import type { PppkFormation, PppkParticipant } from './pppk-data.ts'
import { pppkRank, totalOf } from './pppk-rank.ts'
import type { PppkRuleSet } from './pppk-rule-set.ts'
import type { Decision } from './public-data.ts'

export function reducePppkParticipants(
  ruleSet: PppkRuleSet,
  formations: readonly PppkFormation[],
  full: readonly PppkParticipant[],
  decisions: readonly Decision[] = [],
): PppkParticipant[] {
  const { results, report } = pppkRank(ruleSet, formations, full, decisions)
  const ranked = new Set(results.flatMap((row) => (row.finalRank === null ? [] : row.participant)))
  const filling = new Set(report.fillingGroups)
  const byId = new Map(formations.map((formation) => [formation.formationId, formation]))
  const ranks = new Map(ruleSet.applicantGroups.map((group) => [group.code, group.rank]))

  const tieSets = Map.groupBy(full, (row) => {
    const formation = byId.get(row.formationId)
    const total = formation === undefined ? null : totalOf(ruleSet, formation, row)
    if (formation === undefined || total === null || !ranked.has(row.participant)) return null
    const group = fillingGroup({ ...formation, generalGrades: '' })
    return [
      // The larger set where filling had a seat to give; a space keeps the two kinds apart.
      filling.has(group) ? group : row.formationId,
      row.phase,
      ranks.get(row.applicantGroup),
      total.totalMilli,
      total.technicalMilli,
      total.managerialPlusSociocultural,
      total.interview,
    ].join('\n')
  })
  const seniority = new Map<string, number>()
  for (const [key, rows] of tieSets) {
    if (key === null || rows.length < 2) continue
    const dates = [...new Set(rows.flatMap((row) => row.birthDate ?? []))].toSorted()
    for (const row of rows) {
      if (row.birthDate !== null) seniority.set(row.participant, dates.indexOf(row.birthDate) + 1)
    }
  }
  return full.map((row) => ({
    ...row,
    birthDate: null,
    seniority: seniority.get(row.participant) ?? null,
  }))
}
