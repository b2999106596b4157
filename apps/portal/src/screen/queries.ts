// Reads of screening: the file an officer holds, the officer's own list, the counts of the round, and the decision as its
// applicant reads it. An officer sees one file at a time, and never the opinion of another about it.
import { sql } from 'kysely'
import type { Officer } from '../accounts/policy.ts'
import { applyRound, openApplication, type ApplyRound, type OwnApplication } from '../apply/queries.ts'
import { ruleSetOf } from '../publish/queries.ts'
import { scoped, type Db, type Queryable, type Trx } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { checklistOf, type Requirement, type Verdicts } from './checklist.ts'

/** What an opinion keeps sealed under the applicant's key. */
export interface SealedVerdicts {
  readonly verdicts: Verdicts
  /** As locked before the warnings of the system were shown. */
  readonly first: Verdicts
}

/** Short sign of a file on the desk: says nothing about the person or the pass. */
export function fileCode(applicationId: string): string {
  return `A-${applicationId.slice(0, 6).toUpperCase()}`
}

export interface Assignment {
  readonly pass: number
  readonly assignedAt: Date
  readonly closedAt: Date | null
  readonly firstGroup: Uint8Array | null
}

/** The newest assignment of this officer on a file; open ones first. */
export async function assignmentOf(
  db: Queryable,
  selection: string,
  applicationId: string,
  officerId: string,
): Promise<Assignment | undefined> {
  const row = await db
    .selectFrom('site.assignment')
    .select(['pass', 'assigned_at', 'closed_at', 'first_group'])
    .where('selection_id', '=', selection)
    .where('application_id', '=', applicationId)
    .where('officer_id', '=', officerId)
    .orderBy(sql`closed_at is null`, 'desc')
    .orderBy('pass', 'desc')
    .executeTakeFirst()
  return row === undefined
    ? undefined
    : { pass: row.pass, assignedAt: row.assigned_at, closedAt: row.closed_at, firstGroup: row.first_group }
}

export interface DeskFile {
  readonly assignment: Assignment
  readonly application: OwnApplication
  readonly round: ApplyRound
  readonly lines: readonly Requirement[]
  /** Verdicts of group A once they are locked. */
  readonly first: Verdicts | undefined
  readonly arrivedAt: Date
  /** Slots whose very same bytes came with other applications, with how many. */
  readonly copies: ReadonlyMap<string, number>
}

/** The file with its checklist, for the officer who holds it open; undefined for everybody else. */
export async function deskFile(
  services: Services,
  officer: Officer,
  applicationId: string,
): Promise<DeskFile | undefined> {
  return scoped(services.db, { officer: officer.personId }, async (trx) => {
    const assignment = await assignmentOf(trx, officer.selection, applicationId, officer.personId)
    if (assignment === undefined || assignment.closedAt !== null) return undefined
    return readFile(trx, services, officer.selection, applicationId, assignment)
  })
}

/** Inside a scope of an officer; the caller has checked that the officer may read it. */
export async function readFile(
  trx: Trx,
  services: Services,
  selection: string,
  applicationId: string,
  assignment: Assignment,
): Promise<DeskFile | undefined> {
  const owner = await trx
    .selectFrom('person.application')
    .select('person_id')
    .where('id', '=', applicationId)
    .where('selection_id', '=', selection)
    .executeTakeFirst()
  const application =
    owner === undefined ? undefined : await openApplication(trx, services, owner.person_id, applicationId)
  const round =
    application === undefined ? undefined : await applyRound(trx, selection, application.formationId)
  const sent = await trx
    .selectFrom('act.submission')
    .select('arrived_at')
    .where('application_id', '=', applicationId)
    .orderBy('n', 'desc')
    .executeTakeFirst()
  if (application === undefined || round === undefined || sent === undefined) return undefined
  const first =
    assignment.firstGroup === null
      ? undefined
      : await services.vault.open<Verdicts>(
          trx,
          application.personId,
          `assignment|${applicationId}|${assignment.pass}`,
          assignment.firstGroup,
        )
  return {
    assignment,
    application,
    round,
    lines: checklistOf(
      round.ruleSet,
      round.formation.data,
      round.slots,
      new Set(application.files.map((file) => file.slot)),
    ),
    first,
    arrivedAt: sent.arrived_at,
    copies: await copiesOf(trx, selection, application),
  }
}

async function copiesOf(
  trx: Queryable,
  selection: string,
  application: OwnApplication,
): Promise<ReadonlyMap<string, number>> {
  if (application.files.length === 0) return new Map()
  const rows = await trx
    .selectFrom('person.document as own')
    .innerJoin('person.document as other', (join) =>
      join
        .onRef('other.sha256', '=', 'own.sha256')
        .on('other.selection_id', '=', selection)
        .onRef('other.application_id', '<>', 'own.application_id'),
    )
    .select((eb) => ['own.slot', eb.fn.count<number>('other.application_id').distinct().as('n')])
    .where(
      'own.id',
      'in',
      application.files.map((file) => file.id),
    )
    .where('other.state', '=', 'frozen')
    .groupBy('own.slot')
    .execute()
  return new Map(rows.map((row) => [row.slot, row.n]))
}

export interface DeskCounts {
  /** Open on this officer's desk. */
  readonly open: string | undefined
  readonly waiting: number
  readonly mine: number
  readonly today: number
  readonly decided: number
  readonly received: number
}

/** @param since start of today in the agency's zone */
export async function deskCounts(db: Queryable, officer: Officer, since: Date): Promise<DeskCounts> {
  const { selection, personId } = officer
  const { rows } = await sql<{
    open: string | null
    mine: number
    today: number
    decided: number
    received: number
    held: number
  }>`
    select
      (select application_id from site.assignment where selection_id = ${selection} and officer_id = ${personId} and closed_at is null order by assigned_at limit 1) as open,
      (select count(*)::int from act.opinion where selection_id = ${selection} and officer_id = ${personId}) as mine,
      (select count(*)::int from act.opinion where selection_id = ${selection} and officer_id = ${personId} and at >= ${since}) as today,
      (select count(*)::int from act.decision where selection_id = ${selection}) as decided,
      (select count(*)::int from (${standing(selection)}) s) as received,
      (select count(*)::int from site.assignment where selection_id = ${selection} and closed_at is null) as held`.execute(
    db,
  )
  const row = rows[0]!
  return {
    open: row.open ?? undefined,
    waiting: Math.max(0, row.received - row.decided - row.held),
    mine: row.mine,
    today: row.today,
    decided: row.decided,
    received: row.received,
  }
}

/** Applications sent and not withdrawn since: act rows alone, so no scope is needed. */
function standing(selection: string) {
  return sql`select distinct s.application_id, s.person_id, s.formation_id from act.submission s
    where s.selection_id = ${selection}
      and s.n = (select max(n) from act.submission x where x.selection_id = s.selection_id and x.application_id = s.application_id)
      and not exists (select 1 from act.withdrawal w where w.selection_id = s.selection_id and w.application_id = s.application_id and w.n >= s.n)`
}

export interface ListRow {
  readonly applicationId: string
  readonly formationId: string
  readonly assignedAt: Date
  readonly closedAt: Date | null
  readonly opinion: 'eligible' | 'ineligible' | null
  readonly decided: 'eligible' | 'ineligible' | null
}
export const listPageSize = 50

/** The officer's own files, newest first; one statement a page. The decision shows only after the own opinion. */
export async function officerList(
  db: Queryable,
  officer: Officer,
  page: number,
): Promise<{ rows: ListRow[]; total: number }> {
  const { rows } = await sql<{
    application_id: string
    formation_id: string
    assigned_at: Date
    closed_at: Date | null
    opinion: ListRow['opinion']
    decided: ListRow['decided']
    total: number
  }>`
    select a.application_id, s.formation_id, a.assigned_at, a.closed_at, o.outcome as opinion, case when o.outcome is null then null else d.outcome end as decided, a.total
    from (select application_id, pass, assigned_at, closed_at, count(*) over ()::int as total from site.assignment
          where officer_id = ${officer.personId} and selection_id = ${officer.selection}
          order by assigned_at desc, application_id limit ${listPageSize} offset ${(page - 1) * listPageSize}) a
    join lateral (select formation_id from act.submission where selection_id = ${officer.selection} and application_id = a.application_id order by n desc limit 1) s on true
    left join act.opinion o on o.selection_id = ${officer.selection} and o.application_id = a.application_id and o.pass = a.pass and o.officer_id = ${officer.personId}
    left join act.decision d on d.selection_id = ${officer.selection} and d.application_id = a.application_id
    order by a.assigned_at desc, a.application_id`.execute(db)
  return {
    rows: rows.map((row) => ({
      applicationId: row.application_id,
      formationId: row.formation_id,
      assignedAt: row.assigned_at,
      closedAt: row.closed_at,
      opinion: row.opinion,
      decided: row.decided,
    })),
    total: rows[0]?.total ?? 0,
  }
}

export type Door = 'a' | 'b' | 'panel'

/** Through which open work this officer may read the documents of a file; undefined: through none. */
export async function doorTo(
  trx: Queryable,
  officerId: string,
  applicationId: string,
): Promise<Door | undefined> {
  const held = await trx
    .selectFrom('site.assignment')
    .select('first_group_at')
    .where('application_id', '=', applicationId)
    .where('officer_id', '=', officerId)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  if (held !== undefined) return held.first_group_at === null ? 'a' : 'b'
  const seat = await trx
    .selectFrom('site.panel_seat')
    .innerJoin('act.objection', 'act.objection.id', 'site.panel_seat.objection_id')
    .select('seat')
    .where('act.objection.application_id', '=', applicationId)
    .where('site.panel_seat.officer_id', '=', officerId)
    .where('site.panel_seat.closed_at', 'is', null)
    .executeTakeFirst()
  return seat === undefined ? undefined : 'panel'
}

/** A requirement that the decision names, with what its reader wrote. */
export interface DecidedLine {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly document: string | undefined
  readonly reason: string
  readonly reasonLabel: string
  readonly note: string
}
export interface AdminDecision {
  readonly outcome: 'eligible' | 'ineligible'
  readonly reasons: readonly { readonly id: string; readonly label: string; readonly source: string }[]
  /** Requirements not met, in the order of the checklist; empty where eligible. */
  readonly lines: readonly DecidedLine[]
  readonly at: Date
  /** Place in the log; a decision that no checkpoint covers yet is not shown at all. */
  readonly index: number
}

/** The decision about an application as its applicant may read it once announced. Needs a scope of the person or an officer. */
export async function decisionOf(
  trx: Queryable,
  services: Pick<Services, 'vault'>,
  personId: string,
  applicationId: string,
): Promise<AdminDecision | undefined> {
  const row = await trx
    .selectFrom('act.decision')
    .innerJoin('log.effective', 'log.effective.id', 'act.decision.entry_id')
    .select(['selection_id', 'outcome', 'reasons', 'by_id', 'at', 'idx'])
    .where('application_id', '=', applicationId)
    .executeTakeFirst()
  const rules = row === undefined ? undefined : await ruleSetOf(trx, row.selection_id)
  if (row === undefined || rules === undefined) return undefined
  const label = (id: string) => rules.ruleSet.ineligibilityReasons.find((reason) => reason.id === id)
  const reasons = row.reasons.map((id) => ({
    id,
    label: label(id)?.labelId ?? id,
    source: label(id)?.source ?? '',
  }))
  return {
    outcome: row.outcome,
    reasons,
    lines: row.outcome === 'eligible' ? [] : await decidedLines(trx, services, personId, applicationId, row),
    at: row.at,
    index: row.idx,
  }
}

async function decidedLines(
  trx: Queryable,
  services: Pick<Services, 'vault'>,
  personId: string,
  applicationId: string,
  decision: { selection_id: string; reasons: string[]; by_id: string },
): Promise<DecidedLine[]> {
  const application = await trx
    .selectFrom('person.application')
    .select('formation_id')
    .where('id', '=', applicationId)
    .executeTakeFirst()
  const round =
    application === undefined
      ? undefined
      : await applyRound(trx, decision.selection_id, application.formation_id)
  const opinion = await trx
    .selectFrom('act.opinion')
    .select(['pass', 'verdicts'])
    .where('application_id', '=', applicationId)
    .where('officer_id', '=', decision.by_id)
    .executeTakeFirst()
  if (round === undefined || opinion === undefined) return []
  const { verdicts } = await services.vault.open<SealedVerdicts>(
    trx,
    personId,
    `opinion|${applicationId}|${opinion.pass}`,
    opinion.verdicts,
  )
  const lines = checklistOf(
    round.ruleSet,
    round.formation.data,
    round.slots,
    new Set(round.slots.map((slot) => slot.id)),
  )
  return lines.flatMap((line) => {
    const verdict = verdicts[line.id]
    if (verdict?.reason === undefined || !decision.reasons.includes(verdict.reason)) return []
    const reasonLabel =
      round.ruleSet.ineligibilityReasons.find((reason) => reason.id === verdict.reason)?.labelId ??
      verdict.reason
    return [
      {
        id: line.id,
        title: line.title,
        text: line.text,
        document: line.document,
        reason: verdict.reason,
        reasonLabel,
        note: verdict.note ?? '',
      },
    ]
  })
}

/** Rounds in which somebody holds a role of the desk, by the newest first. */
export async function titlesOf(db: Db, selections: readonly string[]): Promise<Map<string, string>> {
  if (selections.length === 0) return new Map()
  const rows = await db
    .selectFrom('site.selection')
    .select(['id', 'title'])
    .where('id', 'in', [...selections])
    .orderBy('created_at', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.id, row.title]))
}
