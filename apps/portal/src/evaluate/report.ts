// The figures of the public report of a round (participation.md 5.7), as whole numbers: what is frozen by laporan.terbit,
// drawn as charts, and written as open data. Pure. Class A and process counts only; nothing by personal attributes.
import type { RankReport } from '@terang/rules/rank.ts'

/** Groups by personal attributes below this are never shown; none are published at all so far (stats.k). */
export const smallestGroup = 10

export interface FormationFigures {
  readonly id: string
  readonly seats: number
  readonly submitted: number
  readonly eligible: number
  readonly present: number
  readonly metGrades: number
  readonly shortlisted: number
  readonly sat: number
  readonly filled: number
  /** Of the filled ones, by somebody who applied elsewhere. */
  readonly moved: number
  readonly empty: number
  readonly reserved: number
  readonly skdCutOff: number | null
  readonly skdMedianTenths: number | null
  readonly finalCutOffMilli: number | null
}

export interface Duration {
  readonly step: 'screening' | 'objection' | 'question'
  readonly count: number
  readonly medianMinutes: number
  readonly p90Minutes: number
  /** How many kept the promised date; null where none is promised. */
  readonly inTime: number | null
}

export interface ReportData {
  readonly version: 1
  readonly selection: string
  readonly title: string
  /** ISO with Z, when these were counted. */
  readonly countedAt: string
  /** Announced stages with their moment and place in the log. */
  readonly stages: readonly {
    readonly id: string
    readonly at: string
    readonly index: number
    readonly daysSinceClose: number | null
  }[]
  readonly total: Omit<FormationFigures, 'id' | 'skdCutOff' | 'skdMedianTenths' | 'finalCutOffMilli'> & {
    readonly withdrawn: number
    readonly ineligible: number
  }
  readonly formations: readonly FormationFigures[]
  /** Reasons of all decisions "not eligible"; one decision can have several. */
  readonly reasons: readonly { readonly id: string; readonly group: string; readonly count: number }[]
  readonly skd: {
    readonly bins: readonly { readonly from: number; readonly to: number; readonly count: number }[]
    readonly medianTenths: number
    readonly maxTotal: number
    readonly kinds: readonly {
      readonly kind: string
      readonly count: number
      readonly medianTenths: number
      readonly met: number
      readonly limits: string
    }[]
  } | null
  readonly durations: readonly Duration[]
  readonly questions: { readonly published: number; readonly answered: number; readonly rejected: number }
  readonly objections: readonly {
    readonly stage: string
    readonly filed: number
    readonly granted: number
    readonly refused: number
  }[]
  readonly log: {
    readonly entries: number
    readonly ofRound: number
    readonly checkpoints: number
    readonly lastCheckpoint: string
    readonly witnesses: number
  }
}

/** Tenths of the middle of whole numbers: of 3 and 4 it is 35. */
export function medianTenths(values: readonly number[]): number {
  if (values.length === 0) return 0
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! * 10 : (sorted[middle - 1]! + sorted[middle]!) * 5
}

/** The smallest value that at least `percent` of all do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  if (values.length === 0) return 0
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)]!
}

const binWidth = 10
const fewest = 3

/** Bins of ten points; one with fewer than three people is joined with its neighbour. */
export function scoreBins(values: readonly number[]): { from: number; to: number; count: number }[] {
  if (values.length === 0) return []
  const low = Math.floor(Math.min(...values) / binWidth) * binWidth
  const high = Math.floor(Math.max(...values) / binWidth) * binWidth + binWidth
  const bins: { from: number; to: number; count: number }[] = []
  for (let from = low; from < high; from += binWidth) bins.push({ from, to: from + binWidth, count: 0 })
  for (const value of values) bins[Math.floor((value - low) / binWidth)]!.count += 1
  const joined: { from: number; to: number; count: number }[] = []
  for (const bin of bins) {
    const last = joined.at(-1)
    if (last !== undefined && last.count < fewest)
      Object.assign(last, { to: bin.to, count: last.count + bin.count })
    else joined.push({ ...bin })
  }
  const end = joined.at(-1)
  const before = joined.at(-2)
  if (end !== undefined && before !== undefined && end.count < fewest) {
    Object.assign(before, { to: end.to, count: before.count + end.count })
    joined.pop()
  }
  return joined
}

export function durationOf(
  step: Duration['step'],
  minutes: readonly number[],
  inTime: number | null,
): Duration {
  return {
    step,
    count: minutes.length,
    medianMinutes: Math.round(medianTenths(minutes) / 10),
    p90Minutes: percentile(minutes, 90),
    inTime,
  }
}

/** What the ranking says about a formation; zeros before a result. */
export function rankedFigures(report: RankReport | undefined, id: string) {
  const found = report?.formations.find((one) => one.formationId === id)
  return {
    present: found?.present ?? 0,
    metGrades: found?.metGrades ?? 0,
    shortlisted: found?.shortlisted ?? 0,
    sat: found?.ranked ?? 0,
    filled: (found?.seated ?? 0) + (found?.filled ?? 0),
    moved: found?.filled ?? 0,
    // The ranking counts a reserved seat as empty too; people read them apart.
    empty: (found?.empty ?? 0) - (found?.reserved ?? 0),
    reserved: found?.reserved ?? 0,
  }
}
