// What an applicant does with a draft: start, save, discard. The moment that counts is the arrival of the request, judged
// against the schedule in force (states.md 6). Sending and withdrawing stand in send-actions.ts.
import { sql } from 'kysely'
import type { Applicant } from '../accounts/policy.ts'
import { tell } from '../services/bus.ts'
import { isUniqueViolation, scoped, type Queryable } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import {
  arrivalOf,
  done,
  finalWithdrawal,
  lockDraft,
  refused,
  windowRefusal,
  type Outcome,
} from './admission.ts'
import type { TypedForm } from './application-form.ts'
import { liveApplication, type ApplyRound } from './queries.ts'

/** Row a1, a11, a12: a draft for one formation; the same draft again where it exists already. */
export async function startApplication(
  services: Services,
  applicant: Applicant,
  round: ApplyRound,
  arrivedAt: Date,
): Promise<Outcome<{ id: string }>> {
  const at = arrivalOf(services, arrivedAt)
  const closed = windowRefusal(round, at)
  if (closed !== undefined) return refused(closed)
  const { personId } = applicant
  const selection = round.selection.id
  const account = await services.db
    .selectFrom('auth.account')
    .select('state')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (account !== undefined && account.state !== 'active') return refused({ code: 'unconfirmedAddress' })

  const attempt = () =>
    scoped(services.db, { person: personId }, async (trx): Promise<Outcome<{ id: string }>> => {
      const live = await liveApplication(trx, personId, selection)
      if (live !== undefined) {
        return live.formationId === round.formation.formationId
          ? done({ id: live.id })
          : refused({ code: 'otherApplication', ...live })
      }
      const other = await otherKindInYear(trx, personId, round)
      if (other !== undefined) return refused({ code: 'otherApplication', ...other })
      const final = await finalWithdrawal(trx, personId, selection)
      if (final !== undefined) return refused({ code: 'withdrawalFinal', at: final })
      const profile = await services.vault.fields(trx, personId)
      const id = crypto.randomUUID()
      await trx
        .insertInto('person.application')
        .values({
          id,
          selection_id: selection,
          person_id: personId,
          formation_id: round.formation.formationId,
          form: await services.vault.seal(trx, personId, `application|${id}|form`, fromProfile(profile)),
          created_at: at,
          updated_at: at,
        })
        .execute()
      await tell(trx, 'terang_person', personId)
      return done({ id })
    })
  try {
    return await attempt()
  } catch (error) {
    // Two starts at once: the index let one through, the other finds it.
    if (isUniqueViolation(error, 'one_live_application')) return attempt()
    throw error
  }
}

/** PNS or PPPK in one budget year, not both (rule set, application.kindsPerYear). */
async function otherKindInYear(
  trx: Queryable,
  personId: string,
  round: ApplyRound,
): Promise<{ id: string; formationId: string } | undefined> {
  if (round.ruleSet.application.kindsPerYear.value > 1) return undefined
  const row = await trx
    .selectFrom('person.application')
    .innerJoin('site.selection', 'site.selection.id', 'person.application.selection_id')
    .innerJoin('act.rule_set', 'act.rule_set.selection_id', 'site.selection.id')
    .select(['person.application.id', 'formation_id'])
    .where('person.application.person_id', '=', personId)
    .where('person.application.state', 'in', ['draft', 'submitted'])
    .where('site.selection.procurement', '<>', round.selection.procurement)
    .where(sql<string>`(act.rule_set.body::jsonb ->> 'budgetYear')`, '=', String(round.ruleSet.budgetYear))
    .executeTakeFirst()
  return row === undefined ? undefined : { id: row.id, formationId: row.formation_id }
}

/** What the account knows already is filled in; the person may change it. */
function fromProfile(profile: Partial<Record<string, string>>): TypedForm {
  const [year, month, day] = (profile.birth_date ?? '').split('-')
  const known: Record<string, string | undefined> = {
    name: profile.name,
    nik: profile.nik,
    birth_place: profile.birth_place,
    sex: profile.sex,
    phone: profile.phone,
    address: profile.address,
    'birth_date.year': year,
    'birth_date.month': month,
    'birth_date.day': day,
  }
  return Object.fromEntries(
    Object.entries(known).filter((pair): pair is [string, string] => pair[1] !== undefined && pair[1] !== ''),
  )
}

/** Saves what was typed, also where it is not valid yet; `version` guards against another window. */
export async function saveDraft(
  services: Services,
  applicant: Applicant,
  id: string,
  input: { typed: TypedForm; version: number; force?: boolean },
  arrivedAt: Date,
): Promise<Outcome<{ version: number; typed: TypedForm }>> {
  const { personId } = applicant
  const at = arrivalOf(services, arrivedAt)
  return scoped(services.db, { person: personId }, async (trx) => {
    const locked = await lockDraft(trx, services, personId, id, at)
    if (!locked.ok) return locked
    const { application } = locked.value
    if (application.version !== input.version) return refused({ code: 'changed' })
    const typed = { ...application.typed, ...input.typed }
    await trx
      .updateTable('person.application')
      .set({
        form: await services.vault.seal(trx, personId, `application|${id}|form`, typed),
        version: application.version + 1,
        updated_at: at,
      })
      .where('id', '=', id)
      .execute()
    return done({ version: application.version + 1, typed })
  })
}

/** Row a4: the draft and its files go. */
export async function discardDraft(
  services: Services,
  applicant: Applicant,
  id: string,
  arrivedAt: Date,
): Promise<Outcome<{ selection: string }>> {
  const { personId } = applicant
  const at = arrivalOf(services, arrivedAt)
  const outcome = await scoped(
    services.db,
    { person: personId },
    async (trx): Promise<Outcome<{ selection: string; keys: string[] }>> => {
      const locked = await lockDraft(trx, services, personId, id, at)
      if (!locked.ok) return locked
      const files = await trx
        .deleteFrom('person.document')
        .where('application_id', '=', id)
        .returning('object_key')
        .execute()
      await trx.deleteFrom('person.application').where('id', '=', id).execute()
      await tell(trx, 'terang_person', personId)
      return done({
        selection: locked.value.application.selection,
        keys: files.map((file) => file.object_key),
      })
    },
  )
  if (!outcome.ok) return outcome
  for (const key of outcome.value.keys) await services.documents.remove(key)
  return done({ selection: outcome.value.selection })
}
