// The panel: two members who never read the file answer apart; where they differ a third sides with one. Seats are given
// in order of arrival under the lock of the objection's application, so that three never sit on two chairs.
import { sql } from 'kysely'
import { objectionOutcome } from '@terang/rules/objection.ts'
import { publicReason } from '@terang/rules/screening.ts'
import { actingAs, type Officer } from '../accounts/policy.ts'
import { ruleSetOf } from '../publish/queries.ts'
import { tell } from '../services/bus.ts'
import { isUniqueViolation, scoped, type Queryable, type Trx } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { notify } from '../track/notify.ts'
import { decisionOf } from '../screen/queries.ts'
import { objectId } from '../words/object.id.ts'
import type { FieldProblem } from './actions.ts'
import { adminStage, objectionBy, type Objection } from './queries.ts'

const w = objectId.panel
export type PanelRefusal =
  | { readonly code: 'notAssigned' | 'reader' | 'samePerson' | 'alreadyDecided' }
  | { readonly code: 'incomplete'; readonly problems: readonly FieldProblem[] }
export type PanelOutcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: PanelRefusal }
const refused = (refusal: PanelRefusal): { ok: false; refusal: PanelRefusal } => ({ ok: false, refusal })

/** The officer's open seat, or one on the oldest objection that still needs a person. The chair comes third only. */
export async function nextObjection(services: Services, officer: Officer): Promise<string | undefined> {
  const { personId, selection } = officer
  const isMember = actingAs(officer, 'panelsanggah') !== undefined
  return scoped(services.db, { officer: personId }, async (trx) => {
    await sql`select pg_advisory_xact_lock(7405, hashtext(${selection}))`.execute(trx)
    const open = await trx
      .selectFrom('site.panel_seat')
      .select('objection_id')
      .where('officer_id', '=', personId)
      .where('selection_id', '=', selection)
      .where('closed_at', 'is', null)
      .executeTakeFirst()
    if (open !== undefined) return open.objection_id
    const { rows } = await sql<{ id: string; seat: number }>`
      select o.id, (select count(*)::int + 1 from site.panel_seat s where s.objection_id = o.id) as seat
      from act.objection o join log.effective e on e.id = o.entry_id
      where o.selection_id = ${selection} and o.stage = ${adminStage}
        and not exists (select 1 from act.objection_answer a where a.selection_id = o.selection_id and a.objection_id = o.id)
        and not exists (select 1 from site.panel_seat s where s.objection_id = o.id and s.officer_id = ${personId})
        and not exists (select 1 from act.opinion p where p.application_id = o.application_id and p.officer_id = ${personId})
        and not exists (select 1 from act.conflict c join act.submission u on u.application_id = o.application_id
                        where c.selection_id = o.selection_id and c.officer_id = ${personId} and c.formation_id = u.formation_id)
        and case (select count(*) from site.panel_seat s where s.objection_id = o.id)
              when 0 then ${isMember} when 1 then ${isMember}
              when 2 then (select count(distinct n.outcome) from act.objection_opinion n where n.objection_id = o.id) = 2
              else false end
      order by o.arrived_at, o.id limit 1`.execute(trx)
    const found = rows[0]
    if (found === undefined) return undefined
    await trx
      .insertInto('site.panel_seat')
      .values({
        selection_id: selection,
        objection_id: found.id,
        seat: found.seat,
        officer_id: personId,
        taken_at: services.clock.now(),
        closed_at: null,
      })
      .execute()
    return found.id
  })
}

export interface PanelNote {
  readonly [reason: string]: { readonly answer: 'kabul' | 'tolak'; readonly text: string }
}

/** What was typed, a line for each reason of the decision that was objected to. */
export function readAnswers(
  objection: Objection,
  label: (reason: string) => string,
  typed: Readonly<Record<string, string>>,
): { note: PanelNote; problems: FieldProblem[] } {
  const note: Record<string, { answer: 'kabul' | 'tolak'; text: string }> = {}
  const problems: FieldProblem[] = []
  for (const reason of objection.requirements) {
    const answer = typed[`putus.${reason}`]
    const text = (typed[`jawaban.${reason}`] ?? '').normalize('NFC').replaceAll('\r\n', '\n').trim()
    const length = Array.from(text).length
    if (answer === 'kabul' || answer === 'tolak') note[reason] = { answer, text }
    else problems.push({ field: `putus.${reason}`, text: w.problem.verdict(label(reason)) })
    if (length < 20 || length > 2_000)
      problems.push({ field: `jawaban.${reason}`, text: w.problem.answer(label(reason), String(length)) })
  }
  return { note, problems }
}

/** One person's answer; with it the outcome where two agree. @returns the entry of the outcome */
export async function answerObjection(
  services: Services,
  officer: Officer,
  objectionId: string,
  input: { typed: Readonly<Record<string, string>>; formToken: string },
): Promise<PanelOutcome<Uint8Array | undefined>> {
  const { personId, selection } = officer
  const attempt = () =>
    scoped(services.db, { officer: personId }, async (trx): Promise<PanelOutcome<Uint8Array | undefined>> => {
      const objection = await objectionBy(trx, services, { id: objectionId })
      if (objection === undefined || objection.selection !== selection)
        return refused({ code: 'notAssigned' })
      await trx
        .selectFrom('person.application')
        .select('id')
        .where('id', '=', objection.applicationId)
        .forUpdate()
        .executeTakeFirst()
      const repeat = await trx
        .selectFrom('act.objection_opinion')
        .select('at')
        .where('form_token', '=', input.formToken)
        .where('officer_id', '=', personId)
        .executeTakeFirst()
      if (repeat !== undefined) return { ok: true, value: undefined }
      const read = await trx
        .selectFrom('act.opinion')
        .select('pass')
        .where('application_id', '=', objection.applicationId)
        .where('officer_id', '=', personId)
        .executeTakeFirst()
      if (read !== undefined) return refused({ code: 'reader' })
      const seat = await trx
        .selectFrom('site.panel_seat')
        .select('seat')
        .where('objection_id', '=', objectionId)
        .where('officer_id', '=', personId)
        .executeTakeFirst()
      if (seat === undefined) return refused({ code: 'notAssigned' })
      const own = await trx
        .selectFrom('act.objection_opinion')
        .select('at')
        .where('objection_id', '=', objectionId)
        .where('officer_id', '=', personId)
        .executeTakeFirst()
      if (own !== undefined) return refused({ code: 'samePerson' })
      const answered = await trx
        .selectFrom('act.objection_answer')
        .select('at')
        .where('objection_id', '=', objectionId)
        .executeTakeFirst()
      if (answered !== undefined) return refused({ code: 'alreadyDecided' })
      const decision = await decisionOf(trx, services, objection.personId, objection.applicationId)
      if (decision === undefined) return refused({ code: 'notAssigned' })
      const { note, problems } = readAnswers(
        objection,
        (reason) => decision.reasons.find((one) => one.id === reason)?.label ?? reason,
        input.typed,
      )
      if (problems.length > 0) return refused({ code: 'incomplete', problems })
      // Eligible only where no reason of the decision remains, also none that was not objected to.
      const granted = decision.reasons.every((reason) => note[reason.id]?.answer === 'kabul')
      await trx
        .insertInto('act.objection_opinion')
        .values({
          selection_id: selection,
          objection_id: objectionId,
          officer_id: personId,
          role: actingAs(officer, 'panelsanggah') === undefined ? 'chair' : 'panel',
          outcome: granted ? 'granted' : 'refused',
          reasons: objection.requirements.filter(
            (reason) => note[reason]?.answer === (granted ? 'kabul' : 'tolak'),
          ),
          note: await services.vault.seal(
            trx,
            objection.personId,
            `objection_opinion|${objectionId}|${personId}`,
            note,
          ),
          at: services.clock.now(),
          form_token: input.formToken,
        })
        .execute()
      await trx
        .updateTable('site.panel_seat')
        .set({ closed_at: services.clock.now() })
        .where('objection_id', '=', objectionId)
        .where('officer_id', '=', personId)
        .execute()
      return {
        ok: true,
        value: await decide(
          trx,
          services,
          objection,
          note,
          decision.reasons.map((reason) => reason.id),
        ),
      }
    })
  try {
    return await attempt()
  } catch (error) {
    if (isUniqueViolation(error)) return attempt()
    throw error
  }
}

async function decide(
  trx: Trx,
  services: Services,
  objection: Objection,
  last: PanelNote,
  reasons: readonly string[],
): Promise<Uint8Array | undefined> {
  const opinions = await trx
    .selectFrom('act.objection_opinion as n')
    .innerJoin('site.panel_seat as s', (join) =>
      join.onRef('s.objection_id', '=', 'n.objection_id').onRef('s.officer_id', '=', 'n.officer_id'),
    )
    .select(['n.officer_id', 'n.outcome', 'n.reasons', 's.seat'])
    .where('n.objection_id', '=', objection.id)
    .orderBy('s.seat')
    .execute()
  const answers = opinions.slice(0, 2).map((one) => ({ officer: one.officer_id, outcome: one.outcome }))
  const third = opinions[2]
  const state = objectionOutcome(
    answers,
    third === undefined ? null : { officer: third.officer_id, outcome: third.outcome },
  )
  if (state.state !== 'granted' && state.state !== 'refused') return undefined
  const rules = await ruleSetOf(trx, objection.selection)
  const [by, ...others] = state.by
  if (rules === undefined || by === undefined) return undefined
  const formation = await trx
    .selectFrom('act.submission')
    .select('formation_id')
    .where('application_id', '=', objection.applicationId)
    .orderBy('n', 'desc')
    .executeTakeFirstOrThrow()
  const at = services.clock.now()
  const named = opinions.find((one) => one.officer_id === by)?.reasons ?? reasons
  const shown = named.length > 0 ? named : [...objection.requirements]
  const text = Object.values(last)
    .map((line) => line.text)
    .join('\n\n')
  const entryId = await services.record.enqueue(trx, {
    t: 'sanggah.putus',
    at,
    by: await panelCode(trx, objection.selection, by),
    sel: objection.selection,
    subj: objection.subj,
    refs: objection.index === undefined ? [] : [objection.index],
    body: {
      tahap: adminStage,
      formasi: formation.formation_id,
      hasil: state.state === 'granted' ? 'kabul' : 'tolak',
      alasan: [...new Set(shown.map((reason) => publicReason(rules.ruleSet, reason)))],
      setuju: (await Promise.all(others.map((one) => panelCode(trx, objection.selection, one)))).toSorted(),
    },
    personal: {
      person: objection.personId,
      fields: {
        alasan: text,
        ...Object.fromEntries(
          Object.entries(last).map(([reason, line]) => [`putus_${reason}`.slice(0, 32), line.answer]),
        ),
      },
    },
  })
  await trx
    .insertInto('act.objection_answer')
    .values({
      selection_id: objection.selection,
      objection_id: objection.id,
      outcome: state.state,
      reasons: [...shown],
      by_id: by,
      second_ids: others,
      at,
      entry_id: entryId,
    })
    .execute()
  await notify(trx, services, {
    person: objection.personId,
    selection: objection.selection,
    code: 'SANGGAH_PUTUS',
    cause: objection.id,
    facts: {},
  })
  await tell(trx, 'terang_person', objection.personId)
  return entryId
}

async function panelCode(db: Queryable, selection: string, officerId: string): Promise<string> {
  const row = await db
    .selectFrom('act.appointment')
    .select(['role', 'code'])
    .where('selection_id', 'in', [selection, '*'])
    .where('person_id', '=', officerId)
    .where('role', 'in', ['panelsanggah', 'ketua'])
    .orderBy('at', 'desc')
    .executeTakeFirstOrThrow()
  return `${row.role}:${row.code}`
}
