/**
 * The public file from the full one (public-data.md, section 2): grade averages stay only where a
 * tie reaches them, birth dates become the order of age only where the averages are equal too. The
 * server ranks both files and publishes only if the results are the same bytes.
 */
import { fillingGroup } from './filling.ts'
import type { Decision, Formation, Participant } from './public-data.ts'
import { rank } from './rank.ts'
import type { RuleSet } from './rule-set.ts'

export function reduceParticipants(
  ruleSet: RuleSet,
  formations: readonly Formation[],
  full: readonly Participant[],
  decisions: readonly Decision[] = [],
): Participant[] {
  const { results, report } = rank(ruleSet, formations, full, decisions)
  const scores = new Map(results.map((row) => [row.participant, row]))
  const byId = new Map(formations.map((formation) => [formation.formationId, formation]))
  const filling = new Set(report.fillingGroups)

  const tieSets = Map.groupBy(full, (row) => {
    const score = scores.get(row.participant)
    const formation = byId.get(row.formationId)
    if (score === undefined || formation === undefined || score.finalMilli === null) return null
    const group = fillingGroup(formation)
    // The larger set where filling had a seat to give; a space keeps the two kinds apart.
    const place = filling.has(group) ? group : row.formationId
    return [place, score.finalMilli, score.skdTotal, row.tkp, row.tiu, row.twk].join('\n')
  })

  const kept = new Map<Participant, { gpaX100: number | null; seniority: number | null }>()
  for (const [key, rows] of tieSets) {
    if (key === null || rows.length < 2) continue
    for (const equal of Map.groupBy(rows, (row) => row.gpaX100).values()) {
      const dates = [...new Set(equal.flatMap((row) => row.birthDate ?? []))].toSorted()
      for (const row of equal) {
        const at = row.birthDate === null ? -1 : dates.indexOf(row.birthDate)
        const seniority = equal.length > 1 && at >= 0 ? at + 1 : null
        kept.set(row, { gpaX100: row.gpaX100, seniority })
      }
    }
  }
  return full.map((row) => ({
    ...row,
    gpaX100: kept.get(row)?.gpaX100 ?? null,
    birthDate: null,
    seniority: kept.get(row)?.seniority ?? null,
  }))
}
