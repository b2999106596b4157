/**
 * `terang rank` at the size of a nation: from the bytes of the public files to the bytes of
 * results.csv, over columns of numbers. rank.ts is the definition, and a test holds this to it; null
 * means that the files or the rule set are not of the usual kind, so that the definition does all.
 */
import { findWord } from './byte-index.ts'
import { formationIdAt, formationRows, readFormationColumns } from './formation-columns.ts'
import { readParticipantColumns, SKD } from './participant-columns.ts'
import { participantAt, rowOf } from './participant-rows.ts'
import type { Decision, Formation, Participant } from './public-data.ts'
import { rankColumns } from './rank-columns.ts'
import type { Round } from './result-columns.ts'
import { decideExceptions, seatCounts } from './rank-exceptions.ts'
import { rank, RankInputError } from './rank.ts'
import type { FormationReport, RankReport } from './rank.ts'
import { resultBytes } from './result-bytes.ts'
import type { RuleSet } from './rule-set.ts'

export interface ByteRanking {
  readonly rows: number
  readonly formations: number
  readonly report: Omit<RankReport, 'formations'>
  /** The numbers of each formation, made when somebody asks. */
  formationReports(): FormationReport[]
  /** results.csv in pieces; each is overwritten by the next. */
  csv(): Generator<Uint8Array>
}

export function readRound(
  ruleSet: RuleSet,
  formationBytes: Uint8Array,
  participantBytes: Uint8Array,
): Round | null {
  const formations = readFormationColumns(ruleSet, formationBytes)
  if (formations === null) return null
  const participants = readParticipantColumns(ruleSet, formations, participantBytes)
  return participants === null ? null : { ruleSet, formations, participants }
}

/** Whether the participants stand in the order of their identifiers; formations always do. */
export function isInOrder(round: Round): boolean {
  return round.participants.order === null
}

/** The rows whose keys stand anywhere in a file of decisions, which is all that its reader needs of the round. */
export function namedIn(
  { ruleSet, formations, participants }: Round,
  decisionBytes: Uint8Array,
): { formations: Formation[]; participants: Participant[] } {
  const rowAt = formationRows(formations, ruleSet)
  const named: { formations: Formation[]; participants: Participant[] } = { formations: [], participants: [] }
  for (const name of new Set(new TextDecoder().decode(decisionBytes).split(/[",\r\n]+/))) {
    const row = rowOf(participants, name)
    if (row !== -1) named.participants.push(participantAt(participants, row))
    const key = new TextEncoder().encode(name)
    const formation = findWord(formations.ids, key, 0, key.length)
    if (formation !== -1) named.formations.push(rowAt(formation))
  }
  return named
}

export function rankRound(round: Round, decisions: readonly Decision[] = []): ByteRanking | null {
  const ranked = rankColumns(round)
  if (ranked === null) return null
  const { results, final } = ranked
  const exceptions = decideExceptions(round, results, final, decisions)
  const { formations, participants, ruleSet } = round
  return {
    rows: participants.count,
    formations: formations.count,
    report: results.report,
    formationReports: () => {
      const counts = countPeople(round)
      return Array.from({ length: formations.count }, (_, at) => {
        const seats = formations.seats[at]!
        return {
          formationId: formationIdAt(formations, at),
          seats,
          applicants: counts[3 * at]!,
          eligible: counts[3 * at + 1]!,
          present: counts[3 * at + 2]!,
          metGrades: participants.met[at]!,
          shortlistLimit: seats * ruleSet.shortlist.multiplier.value,
          shortlisted: results.shortlisted[at]!,
          ...(exceptions.get(at) ?? seatCounts(seats, final, at)),
        }
      })
    },
    csv: () => resultBytes(round, results),
  }
}

/** Formations at a time, for the readable definition. */
const PIECE = 2000

/** Why rankRound gave null: somebody is on the shortlist without an SKB status. Null: for another reason. */
export function firstContradiction(round: Round): { participant: string; message: string } | null {
  const { ruleSet, formations, participants } = round
  const rowAt = formationRows(formations, ruleSet)
  for (let first = 0; first < formations.count; first += PIECE) {
    const end = Math.min(first + PIECE, formations.count)
    const list = Array.from({ length: end - first }, (_, at) => rowAt(first + at))
    const people = []
    for (let row = 0; row < participants.count; row++) {
      const at = participants.formation[row]!
      // Who did not meet the grades changes nothing for those who did.
      if (at < first || at >= end || participants.skd[row] !== SKD.met) continue
      people.push(participantAt(participants, row))
    }
    try {
      const { results, report } = rank(ruleSet, list, people)
      const listed = results.find((row) => row.skdCode === 'pl')
      // The SKB was held elsewhere, so these are missing theirs.
      if (participants.held && report.stage === 'shortlist' && listed !== undefined) {
        return { participant: listed.participant, message: WITHOUT_SKB }
      }
    } catch (error) {
      if (!(error instanceof RankInputError)) throw error
      const [problem] = error.problems
      if (problem !== undefined) return problem
    }
  }
  return null
}

const WITHOUT_SKB = 'is shortlisted, but has no skb_status'

/** Applicants, eligible and present: three numbers a formation. */
function countPeople({ formations, participants }: Round): Int32Array {
  const { count, formation, skd } = participants
  const counts = new Int32Array(3 * formations.count)
  for (let row = 0; row < count; row++) {
    const at = 3 * formation[row]!
    counts[at]!++
    if (skd[row] !== SKD.tms) counts[at + 1]!++
    if (skd[row]! >= SKD.missedTwk) counts[at + 2]!++
  }
  return counts
}
