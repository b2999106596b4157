/**
 * The ranking of rank.ts over columns of numbers: grades, shortlist, final order and seats of a whole
 * nation in less than a second. What is rare (filling of unfilled seats, recorded decisions) goes
 * through the readable definition with the few rows it concerns (rank-exceptions.ts). Null where a
 * rule set or the data is not of the usual kind; then rank.ts does all, and says what is wrong.
 */
import { columnOrder } from './column-order.ts'
import type { FinalOrder, ResultColumns, Round } from './result-columns.ts'
import { seatColumns } from './seat-columns.ts'
import { shortlistColumns } from './shortlist-columns.ts'

export interface RankedColumns {
  readonly results: ResultColumns
  /** Null before the SKB. */
  readonly final: FinalOrder | null
}

export function rankColumns(round: Round): RankedColumns | null {
  const { ruleSet, formations, participants } = round
  const order = columnOrder(ruleSet, participants)
  if (order === null) return null
  const results: ResultColumns = {
    skdRank: new Int32Array(participants.count),
    finalRank: new Int32Array(participants.count),
    outcome: new Uint16Array(participants.count),
    movedTo: new Map(),
    shortlisted: new Int32Array(formations.count),
    kept: new Int32Array(formations.count),
    report: {
      stage: participants.held ? 'final' : 'shortlist',
      ties: [],
      moves: [],
      placementsToConfirm: [],
      decidedByAbsence: [],
      keptInShortlist: [],
      mixedGradeScales: [],
      decisionsNotUsed: [],
      fillingGroups: [],
    },
  }
  const skd = shortlistColumns(round, order, results)
  if (skd === null) return null
  if (!participants.held) return { results, final: null }
  const final = seatColumns(round, order, skd, results)
  return final === null ? null : { results, final }
}
