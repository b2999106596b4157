// The administrative result as numbers and as a list: act rows only, by pseudonym, no personal row is read.
import { sql } from 'kysely'
import { publicReason } from '@terang/rules/screening.ts'
import type { RuleSet } from '@terang/rules/rule-set.ts'
import type { Queryable } from '../services/database.ts'

export interface ResultCounts {
  readonly received: number
  readonly eligible: number
  readonly ineligible: number
  /** Sent, standing, without a decision. */
  readonly open: number
  readonly granted: number
  readonly openObjections: number
}

const standing = (
  selection: string,
) => sql`select distinct on (s.application_id) s.application_id, s.subj, s.formation_id from act.submission s
  where s.selection_id = ${selection}
    and not exists (select 1 from act.withdrawal w where w.selection_id = s.selection_id and w.application_id = s.application_id and w.n >= s.n)
  order by s.application_id, s.n desc`

const joined = (selection: string) => sql`(${standing(selection)}) s
  left join act.decision d on d.selection_id = ${selection} and d.application_id = s.application_id
  left join act.objection o on o.selection_id = ${selection} and o.application_id = s.application_id and o.stage = 'adminResult'
  left join act.objection_answer a on a.selection_id = ${selection} and a.objection_id = o.id`

export async function resultCounts(db: Queryable, selection: string): Promise<ResultCounts> {
  const { rows } = await sql<ResultCounts>`
    select count(*)::int as received,
      count(*) filter (where d.outcome = 'eligible')::int as eligible,
      count(*) filter (where d.outcome = 'ineligible')::int as ineligible,
      count(*) filter (where d.outcome is null)::int as open,
      count(*) filter (where a.outcome = 'granted')::int as granted,
      count(*) filter (where o.id is not null and a.outcome is null)::int as "openObjections"
    from ${joined(selection)}`.execute(db)
  return rows[0]!
}

export interface AnnouncedResult {
  readonly stage: 'adminResult' | 'adminResultAfterObjection'
  readonly at: Date
  readonly index: number
}

/** The newest announced administrative result that a checkpoint covers. */
export async function announcedResult(
  db: Queryable,
  selection: string,
): Promise<AnnouncedResult | undefined> {
  const row = await db
    .selectFrom('act.stage_result')
    .innerJoin('log.effective', 'log.effective.id', 'act.stage_result.entry_id')
    .select(['stage', 'at', 'idx'])
    .where('selection_id', '=', selection)
    .where('stage', 'in', ['adminResult', 'adminResultAfterObjection'])
    .orderBy('at', 'desc')
    .executeTakeFirst()
  return row === undefined
    ? undefined
    : { stage: row.stage as AnnouncedResult['stage'], at: row.at, index: row.idx }
}

export interface ResultLine {
  readonly subj: string
  readonly formationId: string
  readonly outcome: 'eligible' | 'ineligible'
  readonly granted: boolean
}
export const resultPageSize = 100

/** Lines in the order of the pseudonym, which says nothing about anybody. */
export async function resultLines(
  db: Queryable,
  selection: string,
  page: number,
  after: boolean,
): Promise<ResultLine[]> {
  const { rows } = await sql<{
    subj: string
    formation_id: string
    outcome: ResultLine['outcome']
    granted: boolean
  }>`
    select s.subj, s.formation_id, d.outcome, coalesce(a.outcome = 'granted', false) and ${after} as granted
    from ${joined(selection)} where d.outcome is not null
    order by s.subj limit ${resultPageSize} offset ${(page - 1) * resultPageSize}`.execute(db)
  return rows.map((row) => ({
    subj: row.subj,
    formationId: row.formation_id,
    outcome: row.outcome,
    granted: row.granted,
  }))
}

/** How often each public reason stands; those about health or conviction are counted together. */
export async function reasonCounts(
  db: Queryable,
  selection: string,
  ruleSet: RuleSet,
): Promise<{ id: string; label: string | undefined; n: number }[]> {
  const { rows } = await sql<{ id: string; n: number }>`
    select r as id, count(*)::int as n from ${joined(selection)}, unnest(d.reasons) r where d.outcome = 'ineligible' group by r`.execute(
    db,
  )
  const counted = new Map<string, number>()
  for (const row of rows) {
    const id = publicReason(ruleSet, row.id)
    counted.set(id, (counted.get(id) ?? 0) + row.n)
  }
  return [...counted]
    .map(([id, n]) => ({
      id,
      n,
      label: ruleSet.ineligibilityReasons.find((reason) => reason.id === id)?.labelId,
    }))
    .toSorted((x, y) => y.n - x.n || (x.id < y.id ? -1 : 1))
}
