// What an applicant does with an application: start, save, discard, send, withdraw, send again. Each act is one
// transaction with its entry; the moment that counts is the arrival of the request, judged against the schedule in
// force (states.md 6). A form sent twice gives one act and the same answer.
import { sql } from 'kysely'
import type { Applicant } from '../accounts/policy.ts'
import { stageNow } from '../publish/queries.ts'
import { isUniqueViolation, scoped, type Queryable, type Trx } from '../services/database.ts'
import { tell } from '../services/bus.ts'
import type { Services } from '../services/services.ts'
import { notify } from '../track/notify.ts'
import { decimal, readForm, wholeForm, type ApplicationForm, type TypedForm } from './application-form.ts'
import { missingDocuments } from './draft.ts'
import {
  applyRound,
  liveApplication,
  localDay,
  openApplication,
  type ApplyRound,
  type OwnApplication,
} from './queries.ts'

/** Nothing changed; the code has its text in words/refusal or, for those of this step, in words/apply. */
export type ApplyRefusal =
  | { code: 'windowNotOpen' | 'windowClosed'; round: ApplyRound }
  | { code: 'otherApplication'; id: string; formationId: string }
  | { code: 'withdrawalFinal'; at: Date }
  | { code: 'alreadySubmitted'; at: Date }
  | {
      code:
        | 'incomplete'
        | 'frozen'
        | 'nothingToWithdraw'
        | 'changed'
        | 'unknown'
        | 'unconfirmedAddress'
        | 'clockClosed'
    }

export type Outcome<T> = { ok: true; value: T } | { ok: false; refusal: ApplyRefusal }

const done = <T>(value: T): Outcome<T> => ({ ok: true, value })
const refused = (refusal: ApplyRefusal): { ok: false; refusal: ApplyRefusal } => ({ ok: false, refusal })
const by = 'sistem:pendaftaran'

/** A stamp that is too old or lies ahead cannot be an arrival: the moment of processing counts (states.md 6.2). */
const oldestArrivalMs = 15 * 60_000
function arrivalOf(services: Services, stamp: Date): Date {
  const now = services.clock.now()
  const age = now.getTime() - stamp.getTime()
  if (age >= 0 && age <= oldestArrivalMs) return stamp
  services.log('warn', 'arrival', { ms: Math.round(age) })
  return now
}

function windowRefusal(round: ApplyRound, at: Date): ApplyRefusal | undefined {
  if (at < round.opensAt) return { code: 'windowNotOpen', round }
  return at < round.closesAt ? undefined : { code: 'windowClosed', round }
}

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

/** When a withdrawal became final: after a decision nobody applies anew (states.md, a8). */
async function finalWithdrawal(
  trx: Queryable,
  personId: string,
  selection: string,
): Promise<Date | undefined> {
  const row = await trx
    .selectFrom('person.application')
    .innerJoin('act.decision', 'act.decision.application_id', 'person.application.id')
    .innerJoin('act.withdrawal', 'act.withdrawal.application_id', 'person.application.id')
    .select('act.withdrawal.arrived_at')
    .where('person.application.person_id', '=', personId)
    .where('person.application.selection_id', '=', selection)
    .where('person.application.state', '=', 'withdrawn')
    .executeTakeFirst()
  return row?.arrived_at
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

/** A draft whose window is open; a lapsed one counts as draft while the request arrived in time (m3 is undone for it). */
async function lockDraft(
  trx: Trx,
  services: Services,
  personId: string,
  id: string,
  at: Date,
): Promise<Outcome<{ application: OwnApplication; round: ApplyRound }>> {
  const locked = await trx
    .selectFrom('person.application')
    .select('id')
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirst()
  const application = locked === undefined ? undefined : await openApplication(trx, services, personId, id)
  if (application === undefined) return refused({ code: 'unknown' })
  const round = await applyRound(trx, application.selection, application.formationId)
  if (round === undefined) return refused({ code: 'unknown' })
  const closed = windowRefusal(round, at)
  if (closed !== undefined) return refused(closed)
  if (application.state !== 'draft' && application.state !== 'lapsed') return refused({ code: 'frozen' })
  return done({ application, round })
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
      const read = readForm(application.typed, {
        gpaMaxX100: round.ruleSet.eligibility.gpaScaleMax.value,
        today: localDay(services, at),
      })
      const form = wholeForm(read)
      if (form === undefined || missingDocuments(round.slots, application.files).length > 0)
        return refused({ code: 'incomplete' })

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
    facts: { lowongan: round.formation.data.positionTitle, tiba: at.toISOString() },
  })
  await tell(trx, 'terang_person', personId)
  return entryId
}

/** What the entry commits to: the form as read, and the digest of each frozen document. */
function personalPart(
  form: ApplicationForm,
  application: OwnApplication,
): { [field: string]: string | number } {
  const documents = application.files.map(
    (file) =>
      [
        `berkas_${file.slot.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/[^a-z0-9_]/g, '_')}`.slice(
          0,
          32,
        ),
        file.sha256,
      ] as const,
  )
  return { ...form, ...Object.fromEntries(documents) }
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
  const other = await trx
    .selectFrom('person.nik')
    .select('person_id')
    .where('nik_index', '=', index)
    .where('person_id', '<>', personId)
    .executeTakeFirst()
  // A number that another account has is answered the same way; officers see both (security.md, test P8).
  const state = other === undefined ? 'checking' : 'held'
  await trx
    .insertInto('person.nik')
    .values({ person_id: personId, nik_index: index, state })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ nik_index: index, state }))
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
      const locked = await trx
        .selectFrom('person.application')
        .select('id')
        .where('id', '=', id)
        .where('person_id', '=', personId)
        .forUpdate()
        .executeTakeFirst()
      const application =
        locked === undefined ? undefined : await openApplication(trx, services, personId, id)
      const round =
        application === undefined
          ? undefined
          : await applyRound(trx, application.selection, application.formationId)
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
