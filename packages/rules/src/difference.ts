/**
 * The published difference of two results of one round (an accepted objection, a withdrawal): who
 * moved, in which columns, why, and by whose changed input. A new publication always says what it
 * changed (regulation.md, section 11).
 */
import { compareBytes, writeCsv } from './csv.ts'
import { fillingGroup } from './filling.ts'
import type { Decision, Formation, Participant, ResultRow } from './public-data.ts'

/** What a row of results of either procurement has. */
export interface AnyResult {
  participant: string
  skdCode?: string
  finalCode: string | null
  seatFormationId: string | null
}

export interface ResultChange<R extends AnyResult = ResultRow> {
  participant: string
  before: R | null
  after: R | null
  columns: (keyof R)[]
  /** What it means for the person; `other`: only figures or ranks changed. */
  effect: 'seatGained' | 'seatLost' | 'seatMoved' | 'outcome' | 'other'
}

export function resultDifference<R extends AnyResult = ResultRow>(
  before: readonly R[],
  after: readonly R[],
): ResultChange<R>[] {
  const old = new Map(before.map((row) => [row.participant, row]))
  const fresh = new Map(after.map((row) => [row.participant, row]))
  const ids = [...new Set([...old.keys(), ...fresh.keys()])].toSorted(compareBytes)
  return ids.flatMap((participant): ResultChange<R>[] => {
    const was = old.get(participant) ?? null
    const is = fresh.get(participant) ?? null
    const columns = Object.keys(is ?? was ?? {}) as (keyof R)[]
    const changed = columns.filter((column) => was?.[column] !== is?.[column])
    if (changed.length === 0) return []
    return [{ participant, before: was, after: is, columns: changed, effect: effectOf(was, is) }]
  })
}

function effectOf(was: AnyResult | null, is: AnyResult | null): ResultChange['effect'] {
  const before = was?.seatFormationId ?? null
  const after = is?.seatFormationId ?? null
  if (before === null && after !== null) return 'seatGained'
  if (before !== null && after === null) return 'seatLost'
  if (before !== after) return 'seatMoved'
  return was?.finalCode !== is?.finalCode || was?.skdCode !== is?.skdCode ? 'outcome' : 'other'
}

export type ChangeCause =
  /** A value, status or decision of the own row changed. */
  | 'ownInput'
  /** Somebody of the formation now stands before, so the seat or the place in the list is gone. */
  | 'overtaken'
  /** Somebody before the person is gone or fell behind. */
  | 'movedUp'
  /** A seat by filling came, went or changed. */
  | 'filling'
  /** Only the rank, or the row one is compared with, changed. */
  | 'comparison'

export interface ExplainedChange extends ResultChange {
  cause: ChangeCause
  /** Whose changed input reached this row: of the own formation, else of those filling joins. */
  because: string[]
}

export interface ResultInputs {
  participants: readonly Participant[]
  decisions: readonly Decision[]
  results: readonly ResultRow[]
}

/** Both inputs of one round, so that every change has its reason. */
export function explainedDifference(
  formations: readonly Formation[],
  before: ResultInputs,
  after: ResultInputs,
): ExplainedChange[] {
  const changed = changedInputs(before, after)
  const groups = new Map(
    formations.map((formation) => [formation.formationId, fillingGroup(formation)] as const),
  )
  const homes = new Map(
    [...before.participants, ...after.participants].map((row) => [row.participant, row.formationId]),
  )
  return resultDifference(before.results, after.results).map((change): ExplainedChange => {
    const home = homes.get(change.participant) ?? ''
    const own = [...changed].filter((id) => homes.get(id) === home)
    const joined = [...changed].filter((id) => groups.get(homes.get(id) ?? '') === groups.get(home))
    const because = changed.has(change.participant)
      ? [change.participant]
      : (own.length > 0 ? own : joined).toSorted(compareBytes)
    return { ...change, cause: causeOf(change, changed), because }
  })
}

function changedInputs(before: ResultInputs, after: ResultInputs): Set<string> {
  const changed = new Set<string>()
  const old = new Map(before.participants.map((row) => [row.participant, row]))
  for (const row of after.participants) {
    const was = old.get(row.participant)
    if (was === row) continue
    const keys = Object.keys(row) as (keyof Participant)[]
    if (was === undefined || keys.some((key) => was[key] !== row[key])) changed.add(row.participant)
  }
  const fresh = new Set(after.participants.map((row) => row.participant))
  for (const id of old.keys()) if (!fresh.has(id)) changed.add(id)
  const said = (decisions: readonly Decision[]) => new Map(decisions.map((d) => [JSON.stringify(d), d]))
  const [was, is] = [said(before.decisions), said(after.decisions)]
  for (const [key, decision] of [...was, ...is]) {
    if (!was.has(key) || !is.has(key)) changed.add(decision.participant)
  }
  return changed
}

function causeOf(change: ResultChange, changed: ReadonlySet<string>): ChangeCause {
  if (changed.has(change.participant)) return 'ownInput'
  const { before, after } = change
  const moved = (row: ResultRow | null) =>
    row?.seatFormationId !== null && row?.seatFormationId !== row?.formationId
  if ((moved(before) || moved(after)) && before?.seatFormationId !== after?.seatFormationId) {
    // Who gains a seat at home or loses it there was reached by the own formation first.
    if (after?.seatFormationId === after?.formationId) return 'movedUp'
    if (before?.seatFormationId === before?.formationId) return 'overtaken'
    return 'filling'
  }
  if (change.effect === 'seatLost') return 'overtaken'
  if (change.effect === 'seatGained') return 'movedUp'
  if (change.effect === 'outcome') {
    const place = (row: ResultRow | null) => (row?.skdCode === 'pl' ? 1 : 0)
    if (place(before) !== place(after)) return place(after) > place(before) ? 'movedUp' : 'overtaken'
  }
  return 'comparison'
}

const COLUMNS: Record<keyof ResultRow, string> = {
  participant: 'participant',
  formationId: 'formation_id',
  skdCode: 'skd_code',
  skdTotal: 'skd_total',
  skdRank: 'skd_rank',
  finalMilli: 'final_milli',
  finalRank: 'final_rank',
  finalCode: 'final_code',
  seatFormationId: 'seat_formation_id',
  decidedBy: 'decided_by',
}

/** The difference as published: a line for every changed column, in the order of results.csv. */
export function writeDifference(changes: readonly ExplainedChange[]): string {
  return writeCsv(
    ['participant', 'column', 'before', 'after', 'effect', 'cause', 'because'],
    changes.flatMap((change) =>
      change.columns.map((column) => [
        change.participant,
        COLUMNS[column],
        change.before?.[column] ?? null,
        change.after?.[column] ?? null,
        change.effect,
        change.cause,
        change.because.join(' '),
      ]),
    ),
  )
}
