// What an officer does with files: take the next one, lock the first group of verdicts, give an opinion, declare a conflict.
// Whoever writes about a file holds the lock of its application row, so two officers never decide it at once.
import { sql } from 'kysely'
import { opinionRefusal } from '@terang/rules/screening.ts'
import type { Officer } from '../accounts/policy.ts'
import { actingAs } from '../accounts/policy.ts'
import { ruleSetOf, stageNow } from '../publish/queries.ts'
import { isUniqueViolation, scoped, type Trx } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { opinionOf, readVerdicts, type VerdictProblem, type Verdicts } from './checklist.ts'
import { decideIfAgreed } from './decision.ts'
import { assignmentOf, readFile, type Assignment, type DeskFile, type SealedVerdicts } from './queries.ts'

export type ScreenRefusal =
  | {
      readonly code:
        | 'notAssigned'
        | 'conflict'
        | 'samePerson'
        | 'changedMeanwhile'
        | 'withdrawn'
        | 'notNow'
        | 'firstGroup'
    }
  | { readonly code: 'alreadyDecided'; readonly index: number | undefined }
  | { readonly code: 'reasonMissing'; readonly problems: readonly VerdictProblem[] }
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: ScreenRefusal }

const done = <T>(value: T): Outcome<T> => ({ ok: true, value })
const refused = (refusal: ScreenRefusal): { ok: false; refusal: ScreenRefusal } => ({ ok: false, refusal })

/** Stages in which files are read (states.md 2.3, b4). */
async function mayScreen(services: Services, selection: string): Promise<boolean> {
  const stage = await stageNow(services, selection)
  return stage === 'application' || stage === 'adminReview'
}

/**
 * The officer's open file, or the oldest that waits for a reader who is this officer: no open assignment, no opinion of
 * theirs, no declared conflict with its formation. Undefined where nothing waits.
 */
export async function nextFile(services: Services, officer: Officer): Promise<Outcome<string | undefined>> {
  if (!(await mayScreen(services, officer.selection))) return refused({ code: 'notNow' })
  return scoped(services.db, { officer: officer.personId }, async (trx) => {
    // One officer in two windows holds one file, not two.
    await sql`select pg_advisory_xact_lock(7404, hashtext(${officer.personId}))`.execute(trx)
    const open = await trx
      .selectFrom('site.assignment')
      .select('application_id')
      .where('selection_id', '=', officer.selection)
      .where('officer_id', '=', officer.personId)
      .where('closed_at', 'is', null)
      .orderBy('assigned_at')
      .executeTakeFirst()
    if (open !== undefined) return done(open.application_id)
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const found = await lockWaiting(trx, officer)
      if (found === undefined) return done(undefined)
      if (await assign(trx, services, officer, found)) return done(found)
    }
    return done(undefined)
  })
}

/** Locks the oldest waiting file; those that another officer is taking at this moment are passed over. */
async function lockWaiting(trx: Trx, officer: Officer): Promise<string | undefined> {
  const { selection, personId } = officer
  const { rows } = await sql<{ id: string }>`
    select a.id from act.submission s join person.application a on a.id = s.application_id
    where s.selection_id = ${selection} and a.state = 'submitted'
      and exists (select 1 from log.effective e where e.id = s.entry_id)
      and not exists (select 1 from act.decision d where d.selection_id = ${selection} and d.application_id = a.id)
      and not exists (select 1 from act.opinion o where o.application_id = a.id and o.officer_id = ${personId})
      and not exists (select 1 from site.assignment g where g.selection_id = ${selection} and g.application_id = a.id and g.closed_at is null)
      and not exists (select 1 from act.conflict c where c.selection_id = ${selection} and c.officer_id = ${personId} and c.formation_id = a.formation_id)
    order by s.arrived_at, a.id limit 1 for update of a skip locked`.execute(trx)
  return rows[0]?.id
}

/** Under the lock of the file: looks again, because the search may have seen it before another officer finished. */
async function assign(
  trx: Trx,
  services: Services,
  officer: Officer,
  applicationId: string,
): Promise<boolean> {
  const { selection, personId } = officer
  const { rows } = await sql<{ n: number; mine: boolean; decided: boolean; held: boolean }>`
    select (select count(*)::int from act.opinion where application_id = ${applicationId}) as n,
      exists (select 1 from act.opinion where application_id = ${applicationId} and officer_id = ${personId}) as mine,
      exists (select 1 from act.decision where selection_id = ${selection} and application_id = ${applicationId}) as decided,
      exists (select 1 from site.assignment where selection_id = ${selection} and application_id = ${applicationId} and closed_at is null) as held`.execute(
    trx,
  )
  const now = rows[0]!
  if (now.mine || now.decided || now.held || now.n > 2) return false
  const written = await sql<{ pass: number }>`
    insert into site.assignment (selection_id, application_id, pass, officer_id, assigned_at)
    values (${selection}, ${applicationId}, ${now.n + 1}, ${personId}, ${services.clock.now()})
    on conflict (selection_id, application_id, pass) do update
      set officer_id = excluded.officer_id, assigned_at = excluded.assigned_at, closed_at = null, first_group = null, first_group_at = null
      where site.assignment.closed_at is not null
    returning pass`.execute(trx)
  return written.rows.length === 1
}

/** The file under its lock with everything a verdict needs, or why this officer may not write about it now. */
async function lockFile(
  trx: Trx,
  services: Services,
  officer: Officer,
  applicationId: string,
): Promise<Outcome<{ file: DeskFile; assignment: Assignment }>> {
  const { selection, personId } = officer
  const row = await trx
    .selectFrom('person.application')
    .select(['state', 'formation_id'])
    .where('id', '=', applicationId)
    .where('selection_id', '=', selection)
    .forUpdate()
    .executeTakeFirst()
  const assignment =
    row === undefined ? undefined : await assignmentOf(trx, selection, applicationId, personId)
  if (row === undefined || assignment === undefined) return refused({ code: 'notAssigned' })
  const conflict = await trx
    .selectFrom('act.conflict')
    .select('at')
    .where('selection_id', '=', selection)
    .where('officer_id', '=', personId)
    .where('formation_id', '=', row.formation_id)
    .executeTakeFirst()
  if (conflict !== undefined) return refused({ code: 'conflict' })
  const own = await trx
    .selectFrom('act.opinion')
    .select('pass')
    .where('application_id', '=', applicationId)
    .where('officer_id', '=', personId)
    .executeTakeFirst()
  if (own !== undefined) return refused({ code: 'samePerson' })
  const decision = await trx
    .selectFrom('act.decision')
    .leftJoin('log.effective', 'log.effective.id', 'act.decision.entry_id')
    .select('idx')
    .where('selection_id', '=', selection)
    .where('application_id', '=', applicationId)
    .executeTakeFirst()
  if (decision !== undefined) return refused({ code: 'alreadyDecided', index: decision.idx ?? undefined })
  if (row.state !== 'submitted') return refused({ code: 'withdrawn' })
  if (assignment.closedAt !== null) return refused({ code: 'changedMeanwhile' })
  if (!(await mayScreen(services, selection))) return refused({ code: 'notNow' })
  const file = await readFile(trx, services, selection, applicationId, assignment)
  return file === undefined ? refused({ code: 'notAssigned' }) : done({ file, assignment })
}

/** Locks the verdicts of group A; only then identity and warnings are shown. A repeat changes nothing. */
export async function lockFirstGroup(
  services: Services,
  officer: Officer,
  applicationId: string,
  typed: Readonly<Record<string, string>>,
): Promise<Outcome<undefined>> {
  return scoped(services.db, { officer: officer.personId }, async (trx) => {
    const locked = await lockFile(trx, services, officer, applicationId)
    if (!locked.ok) return locked
    const { file, assignment } = locked.value
    if (file.first !== undefined) return done(undefined)
    const read = readVerdicts(
      file.lines.filter((line) => line.group === 'a'),
      typed,
    )
    if (read.problems.length > 0) return refused({ code: 'reasonMissing', problems: read.problems })
    await trx
      .updateTable('site.assignment')
      .set({
        first_group: await services.vault.seal(
          trx,
          file.application.personId,
          `assignment|${applicationId}|${assignment.pass}`,
          read.verdicts,
        ),
        first_group_at: services.clock.now(),
      })
      .where('selection_id', '=', officer.selection)
      .where('application_id', '=', applicationId)
      .where('pass', '=', assignment.pass)
      .execute()
    return done(undefined)
  })
}

export interface Given {
  /** Entry of the decision where this opinion completed one. */
  readonly entryId: Uint8Array | undefined
  readonly repeated: boolean
}

/** An opinion on all lines, final; with it the decision where enough officers agree. One transaction, one form token. */
export async function giveOpinion(
  services: Services,
  officer: Officer,
  applicationId: string,
  input: { typed: Readonly<Record<string, string>>; formToken: string },
): Promise<Outcome<Given>> {
  const { selection, personId } = officer
  const attempt = () =>
    scoped(services.db, { officer: personId }, async (trx): Promise<Outcome<Given>> => {
      await sql`set local synchronous_commit = on`.execute(trx)
      const locked = await lockFile(trx, services, officer, applicationId)
      const before = await trx
        .selectFrom('act.opinion')
        .select('pass')
        .where('form_token', '=', input.formToken)
        .where('officer_id', '=', personId)
        .executeTakeFirst()
      if (before !== undefined) return done({ entryId: undefined, repeated: true })
      if (!locked.ok) return locked
      const { file, assignment } = locked.value
      if (file.first === undefined) return refused({ code: 'firstGroup' })
      const rules = await ruleSetOf(trx, selection)
      const read = readVerdicts(file.lines, input.typed)
      if (read.problems.length > 0) return refused({ code: 'reasonMissing', problems: read.problems })
      const opinion = rules === undefined ? undefined : opinionOf(rules.ruleSet, read.verdicts)
      if (
        rules === undefined ||
        opinion === undefined ||
        opinionRefusal(rules.ruleSet, { officer: personId, ...opinion }) !== null
      ) {
        return refused({ code: 'reasonMissing', problems: [] })
      }
      await writeOpinion(trx, services, officer, file, assignment, opinion, read.verdicts, input.formToken)
      const entryId = await decideIfAgreed(trx, services, { selection, applicationId, file, rules })
      return done({ entryId, repeated: false })
    })
  try {
    return await attempt()
  } catch (error) {
    // The same form, or the same officer in another window, was faster.
    if (isUniqueViolation(error)) return attempt()
    throw error
  }
}

async function writeOpinion(
  trx: Trx,
  services: Services,
  officer: Officer,
  file: DeskFile,
  assignment: Assignment,
  opinion: { outcome: 'eligible' | 'ineligible'; reasons: string[] },
  verdicts: Verdicts,
  formToken: string,
): Promise<void> {
  const { id, personId } = file.application
  const at = services.clock.now()
  const sealed: SealedVerdicts = { verdicts, first: file.first ?? {} }
  await trx
    .insertInto('act.opinion')
    .values({
      selection_id: officer.selection,
      application_id: id,
      pass: assignment.pass,
      officer_id: officer.personId,
      outcome: opinion.outcome,
      reasons: opinion.reasons,
      verdicts: await services.vault.seal(trx, personId, `opinion|${id}|${assignment.pass}`, sealed),
      at,
      form_token: formToken,
    })
    .execute()
  await closeAssignment(trx, officer.selection, id, assignment.pass, at)
}

async function closeAssignment(
  trx: Trx,
  selection: string,
  applicationId: string,
  pass: number,
  at: Date,
): Promise<void> {
  await trx
    .updateTable('site.assignment')
    .set({ closed_at: at })
    .where('selection_id', '=', selection)
    .where('application_id', '=', applicationId)
    .where('pass', '=', pass)
    .execute()
}

/** "Saya mengenal pelamar ini": the officer leaves the whole formation; the file goes to whoever comes next. */
export async function declareConflict(
  services: Services,
  officer: Officer,
  applicationId: string,
  formToken: string,
): Promise<Outcome<undefined>> {
  const by = actingAs(officer, 'pemeriksa', 'pemeriksasenior')
  if (by === undefined) return refused({ code: 'notAssigned' })
  const attempt = () =>
    scoped(services.db, { officer: officer.personId }, async (trx): Promise<Outcome<undefined>> => {
      const row = await trx
        .selectFrom('person.application')
        .select('formation_id')
        .where('id', '=', applicationId)
        .where('selection_id', '=', officer.selection)
        .forUpdate()
        .executeTakeFirst()
      const assignment =
        row === undefined
          ? undefined
          : await assignmentOf(trx, officer.selection, applicationId, officer.personId)
      if (row === undefined || assignment === undefined) return refused({ code: 'notAssigned' })
      const before = await trx
        .selectFrom('act.conflict')
        .select('at')
        .where('selection_id', '=', officer.selection)
        .where('officer_id', '=', officer.personId)
        .where('formation_id', '=', row.formation_id)
        .executeTakeFirst()
      if (before !== undefined) return done(undefined)
      if (assignment.closedAt !== null) return refused({ code: 'changedMeanwhile' })
      const at = services.clock.now()
      const entryId = await services.record.enqueue(trx, {
        t: 'pejabat.benturan',
        at,
        by,
        sel: officer.selection,
        body: { sandi: by },
        personal: {
          person: officer.personId,
          fields: { formasi: row.formation_id, lamaran: applicationId, jenis: 'mengenal_pelamar' },
        },
      })
      await trx
        .insertInto('act.conflict')
        .values({
          selection_id: officer.selection,
          officer_id: officer.personId,
          formation_id: row.formation_id,
          application_id: applicationId,
          at,
          form_token: formToken,
          entry_id: entryId,
        })
        .execute()
      await closeAssignment(trx, officer.selection, applicationId, assignment.pass, at)
      return done(undefined)
    })
  try {
    return await attempt()
  } catch (error) {
    if (isUniqueViolation(error)) return attempt()
    throw error
  }
}
