/**
 * The published difference of two results of one round (an accepted objection, a withdrawal): who
 * moved, and in which columns. A new publication always says what it changed.
 */
import { compareBytes } from './csv.ts'
import type { ResultRow } from './public-data.ts'

export interface ResultChange {
  participant: string
  before: ResultRow | null
  after: ResultRow | null
  columns: (keyof ResultRow)[]
  /** What it means for the person; `other`: only figures or ranks changed. */
  effect: 'seatGained' | 'seatLost' | 'seatMoved' | 'outcome' | 'other'
}

export function resultDifference(before: readonly ResultRow[], after: readonly ResultRow[]): ResultChange[] {
  const old = new Map(before.map((row) => [row.participant, row]))
  const fresh = new Map(after.map((row) => [row.participant, row]))
  const ids = [...new Set([...old.keys(), ...fresh.keys()])].toSorted(compareBytes)
  return ids.flatMap((participant): ResultChange[] => {
    const was = old.get(participant) ?? null
    const is = fresh.get(participant) ?? null
    const columns = Object.keys(is ?? was ?? {}) as (keyof ResultRow)[]
    const changed = columns.filter((column) => was?.[column] !== is?.[column])
    if (changed.length === 0) return []
    return [{ participant, before: was, after: is, columns: changed, effect: effectOf(was, is) }]
  })
}

function effectOf(was: ResultRow | null, is: ResultRow | null): ResultChange['effect'] {
  const before = was?.seatFormationId ?? null
  const after = is?.seatFormationId ?? null
  if (before === null && after !== null) return 'seatGained'
  if (before !== null && after === null) return 'seatLost'
  if (before !== after) return 'seatMoved'
  return was?.finalCode !== is?.finalCode || was?.skdCode !== is?.skdCode ? 'outcome' : 'other'
}
