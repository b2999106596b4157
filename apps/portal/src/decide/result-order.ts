// The order in which a result is shown, and where its line stands. Pure; the ranks are those of results.csv.
import { compareBytes } from '@terang/rules/csv.ts'
import type { ResultRow } from '@terang/rules/public-data.ts'
import type { ResultStage } from './freeze.ts'

export type Code = string
/** The code of a row that the stage decides about; null where the stage says nothing about it. */
export function codeOf(row: ResultRow, stage: ResultStage): Code | null {
  return stage === 'skdResult' ? row.skdCode : row.finalCode
}

export const isSeat = (code: Code | null) => code !== null && /^(l|[ue][123])$/.test(code)

/** How codes are printed in announcements (public-data.md 6). */
export function printed(code: Code): string {
  if (code === 'pl') return 'P/L'
  if (code === 'tms1') return 'TMS-1'
  const moved = /^([ue])([123])$/.exec(code)
  return moved === null ? code.toUpperCase() : `${moved[1]!.toUpperCase()}-${moved[2]}`
}

/** Rows of one formation in the order people read: by rank, then who has none, each group by code and identifier. */
export function shownRows(rows: readonly ResultRow[], stage: ResultStage): ResultRow[] {
  const rankOf = (row: ResultRow) =>
    (stage === 'skdResult' ? row.skdRank : row.finalRank) ?? Number.MAX_SAFE_INTEGER
  // In one rank, who has the seat stands above the line.
  const place = (row: ResultRow) => {
    const code = codeOf(row, stage)
    return code === 'l' || code === 'pl' ? 0 : isSeat(code) ? 1 : 2
  }
  return rows
    .filter((row) => codeOf(row, stage) !== null)
    .toSorted(
      (a, b) =>
        rankOf(a) - rankOf(b) ||
        place(a) - place(b) ||
        (b.skdTotal ?? -1) - (a.skdTotal ?? -1) ||
        compareBytes(codeOf(a, stage)!, codeOf(b, stage)!) ||
        compareBytes(a.participant, b.participant),
    )
}

/** Index of the last row above the line; -1 where nobody is. */
export function lastAbove(rows: readonly ResultRow[], stage: ResultStage): number {
  return rows.findLastIndex((row) => codeOf(row, stage) === (stage === 'skdResult' ? 'pl' : 'l'))
}

/** What a person types from paper: any case, with or without the hyphens; letters that Crockford's alphabet leaves out. */
export function typedCode(text: string): string {
  return text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
}
