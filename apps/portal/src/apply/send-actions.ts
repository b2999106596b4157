// Sending, withdrawing, sending again. Each is one transaction with its entry and its notice; the act row carries the
// one-time key of its form, so that a form sent twice gives one act and the same answer. What was acknowledged is on
// disk: the transaction commits synchronously, and the documents were durable before it began.
import { readable } from '../publish/vacancy-search.ts'
import { sql } from 'kysely'
import type { Applicant } from '../accounts/policy.ts'
import { stageNow } from '../publish/queries.ts'
import { tell } from '../services/bus.ts'
import { isUniqueViolation, scoped, type Queryable, type Trx } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { notify } from '../track/notify.ts'
import {
  arrivalOf,
  done,
  finalWithdrawal,
  lockDraft,
  refused,
  windowRefusal,
  type Outcome,
} from './admission.ts'
import { decimal, readForm, wholeForm, type ApplicationForm } from './application-form.ts'
import { draftState } from './draft-state.ts'
import { personalPart } from './personal-part.ts'
import {
  liveApplication,
  localDay,
  openApplication,
  roundInForce,
  viewOf,
  type ApplyRound,
  type OwnApplication,
} from './queries.ts'

/** The part of the system that writes what applicants do. */
const by = 'sistem:pendaftaran'

/** A sent application: its entry, and whether this very request was answered before. */
export interface Sent {
  readonly entryId: Uint8Array
  readonly repeated: boolean
}

async function sentBefore(
  db: Queryable,
  applicationId: string,
  formToken: string,
): Promise<Sent | undefined> {
  const row = await db
    .selectFrom('act.submission')
    .select('entry_id')
    .where('form_token', '=', formToken)
    .where('application_id', '=', applicationId)
    .executeTakeFirst()
  return row === undefined ? undefined : { entryId: row.entry_id, repeated: true }
}

/** Row a5: freezes the snapshot, writes the act and its entry, tells the person; all or nothing. */
export async function submitApplication(
  services: Services,
  applicant: Applicant,
  id: string,
  input: { formToken: string; version: number },
  arrivedAt: Date,
): Promise<Outcome<Sent>> {
  const { personId } = applicant
  const at = arrivalOf(services, arrivedAt)
  if (services.clock.state() === 'closed') return refused({ code: 'clockClosed' })
  const attempt = () =>
    scoped(services.db, { person: personId }, async (trx): Promise<Outcome<Sent>> => {
      await sql`set local synchronous_commit = on`.execute(trx)
      const locked = await lockDraft(trx, services, personId, id, at)
      const before = await sentBefore(trx, id, input.formToken)
      if (before !== undefined) return done(before)
      if (!locked.ok) {
        if (locked.refusal.code !== 'frozen') return locked
        const sent = await lastSubmission(trx, id)
        return sent === undefined ? locked : refused({ code: 'alreadySubmitted', at: sent.arrived_at })
      }
      const { application, round } = locked.value
      if (application.version !== input.version) return refused({ code: 'changed' })
      const state = draftState(viewOf(services, application, round, at))
      const { form } = state
      if (form === undefined || state.gaps.length > 0) return refused({ code: 'incomplete' })

      await trx
        .updateTable('person.document')
        .set({ state: 'frozen', frozen_at: at })
        .where('application_id', '=', id)
        .where('state', 'in', ['accepted', 'doubtful'])
        .execute()
      await trx
        .updateTable('person.application')
        .set({ state: 'submitted', version: application.version + 1, updated_at: at })
        .where('id', '=', id)
        .execute()
      await putIdentity(trx, services, personId, form)
      const entryId = await recordSubmission(trx, services, {
        application,
        round,
        form,
        at,
        formToken: input.formToken,
      })
      return done({ entryId, repeated: false })
    })
  return onceOnly(services, applicant, id, input.formToken, attempt)
}

/** Runs an act that carries a form token; where two ran at once, the second answers with what the first wrote. */
async function onceOnly(
  services: Services,
  applicant: Applicant,
  id: string,
  formToken: string,
  attempt: () => Promise<Outcome<Sent>>,
): Promise<Outcome<Sent>> {
  try {
    return await attempt()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const before = await scoped(services.db, { person: applicant.personId }, (trx) =>
      sentBefore(trx, id, formToken),
    )
    if (before === undefined) throw error
    return done(before)
  }
}

function lastSubmission(trx: Queryable, id: string) {
  return trx
    .selectFrom('act.submission')
    .select(['n', 'arrived_at'])
    .where('application_id', '=', id)
    .orderBy('n', 'desc')
    .executeTakeFirst()
}

/** Act row, entry and notice of one arrival: of a5 and of a10. */
async function recordSubmission(
  trx: Trx,
  services: Services,
  act: { application: OwnApplication; round: ApplyRound; form: ApplicationForm; at: Date; formToken: string },
): Promise<Uint8Array> {
  const { application, round, form, at } = act
  const { personId, id } = application
  const selection = round.selection.id
  const subj = await services.record.subject(trx, personId, selection, 'daftar')
  const entryId = await services.record.enqueue(trx, {
    t: 'lamaran.terima',
    at,
    by,
    sel: selection,
    subj,
    body: { formasi: round.formation.formationId },
    refs: round.refs,
    personal: { person: personId, fields: personalPart(form, application) },
  })
  await trx
    .insertInto('act.submission')
    .values({
      selection_id: selection,
      application_id: id,
      n: ((await lastSubmission(trx, id))?.n ?? 0) + 1,
      person_id: personId,
      formation_id: round.formation.formationId,
      subj,
      arrived_at: at,
      form_token: act.formToken,
      entry_id: entryId,
    })
    .execute()
  await notify(trx, services, {
    person: personId,
    selection,
    code: 'LAM_TERKIRIM',
    cause: `${id}/${Buffer.from(entryId).toString('hex')}`,
    facts: { lowongan: readable(round.formation.data.positionTitle), tiba: at.toISOString() },
  })
  return entryId
}

/** The identity as it was sent becomes the person's profile; the number is also kept as a keyed index. */
async function putIdentity(
  trx: Trx,
  services: Services,
  personId: string,
  form: ApplicationForm,
): Promise<void> {
  const { name, nik, birth_place, birth_date, sex, phone, address } = form
  const education = [form.level, form.programme, form.institution, decimal(form.gpa_x100)].join(' | ')
  await services.vault.putFields(trx, personId, {
    name,
    nik,
    birth_place,
    birth_date,
    sex,
    phone,
    address,
    education,
  })
  const index = services.keys.nikIndex(nik)
  // Whether another account has the number is looked up later and by the worker (shared-number.ts): the answer is the
  // same for both, and officers decide (security.md, test P8).
  const given = { nik_index: index, state: 'checking', since: services.clock.now() } as const
  await trx
    .insertInto('person.nik')
    .values({ person_id: personId, ...given })
    .onConflict((conflict) =>
      conflict.column('person_id').doUpdateSet(given).where('person.nik.nik_index', '<>', index),
    )
    .execute()
}

/** Rows a7, a9: a withdrawal is an act of its own; what was sent stays as it is. */
export async function withdrawApplication(
  services: Services,
  applicant: Applicant,
  id: string,
  input: { formToken: string },
  arrivedAt: Date,
): Promise<Outcome<Sent>> {
  const { personId } = applicant
  const at = arrivalOf(services, arrivedAt)
  const attempt = () =>
    scoped(services.db, { person: personId }, async (trx): Promise<Outcome<Sent>> => {
      const row = await trx
        .selectFrom('person.application')
        .select(['state', 'version', 'selection_id', 'formation_id'])
        .where('id', '=', id)
        .where('person_id', '=', personId)
        .forUpdate()
        .executeTakeFirst()
      if (row === undefined) return refused({ code: 'unknown' })
      const before = await trx
        .selectFrom('act.withdrawal')
        .select('entry_id')
        .where('form_token', '=', input.formToken)
        .where('application_id', '=', id)
        .executeTakeFirst()
      if (before !== undefined) return done({ entryId: before.entry_id, repeated: true })
      const last = await lastSubmission(trx, id)
      if (row.state !== 'submitted' || last === undefined) return refused({ code: 'nothingToWithdraw' })
      const stage = await stageNow(services, row.selection_id)
      if (stage === 'ended' || stage === 'cancelled') return refused({ code: 'nothingToWithdraw' })
      const phase = ['application', 'adminReview', 'adminResult', 'adminObjection', 'adminAnswer'].includes(
        stage,
      )
        ? 'daftar'
        : 'nilai'
      const subj = await services.record.subject(trx, personId, row.selection_id, phase)
      const entryId = await services.record.enqueue(trx, {
        t: 'lamaran.tarik',
        at,
        by,
        sel: row.selection_id,
        subj,
        body: { tahap: stage },
        personal: { person: personId, fields: { formasi: row.formation_id } },
      })
      await trx
        .insertInto('act.withdrawal')
        .values({
          selection_id: row.selection_id,
          application_id: id,
          n: last.n,
          arrived_at: at,
          form_token: input.formToken,
          entry_id: entryId,
        })
        .execute()
      await trx
        .updateTable('person.application')
        .set({ state: 'withdrawn', version: row.version + 1, updated_at: at })
        .where('id', '=', id)
        .execute()
      await notify(trx, services, {
        person: personId,
        selection: row.selection_id,
        code: 'LAM_TARIK',
        cause: `${id}/${last.n}`,
        facts: { tiba: at.toISOString() },
      })
      await tell(trx, 'terang_person', personId)
      await tell(trx, 'terang_work', 'withdrawal')
      return done({ entryId, repeated: false })
    })
  try {
    return await attempt()
  } catch (error) {
    if (isUniqueViolation(error)) return attempt()
    throw error
  }
}

/** Row a10: the same snapshot arrives anew, while the window is open and nothing was decided. */
export async function undoWithdrawal(
  services: Services,
  applicant: Applicant,
  id: string,
  input: { formToken: string },
  arrivedAt: Date,
): Promise<Outcome<Sent>> {
  const { personId } = applicant
  const at = arrivalOf(services, arrivedAt)
  const attempt = () =>
    scoped(services.db, { person: personId }, async (trx): Promise<Outcome<Sent>> => {
      const application = await openApplication(trx, services, personId, id, { hold: true })
      const round =
        application === undefined
          ? undefined
          : await roundInForce(trx, services, application.selection, application.formationId)
      if (application === undefined || round === undefined) return refused({ code: 'unknown' })
      const before = await sentBefore(trx, id, input.formToken)
      if (before !== undefined) return done(before)
      const closed = windowRefusal(round, at)
      if (closed !== undefined) return refused(closed)
      if (application.state === 'submitted')
        return refused({ code: 'alreadySubmitted', at: (await lastSubmission(trx, id))?.arrived_at ?? at })
      if (application.state !== 'withdrawn') return refused({ code: 'unknown' })
      const final = await finalWithdrawal(trx, personId, application.selection)
      if (final !== undefined) return refused({ code: 'withdrawalFinal', at: final })
      const live = await liveApplication(trx, personId, application.selection)
      if (live !== undefined) return refused({ code: 'otherApplication', ...live })
      const form = wholeForm(
        readForm(application.typed, {
          gpaMaxX100: round.ruleSet.eligibility.gpaScaleMax.value,
          today: localDay(services, at),
        }),
      )
      if (form === undefined) return refused({ code: 'incomplete' })
      await trx
        .updateTable('person.application')
        .set({ state: 'submitted', version: application.version + 1, updated_at: at })
        .where('id', '=', id)
        .execute()
      return done({
        entryId: await recordSubmission(trx, services, {
          application,
          round,
          form,
          at,
          formToken: input.formToken,
        }),
        repeated: false,
      })
    })
  return onceOnly(services, applicant, id, input.formToken, attempt)
}
