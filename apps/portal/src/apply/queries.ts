// Reads of applying: a person's own application with everything its pages need, and what other steps ask about
// applications (counts, submissions, documents). People are read inside a scope only; row security shows nothing else.
import { civilDate } from '@terang/rules/calendar.ts'
import type { RuleSet } from '@terang/rules/rule-set.ts'
import type { Applicant, Officer } from '../accounts/policy.ts'
import {
  formationOf,
  ruleSetOf,
  scheduleOf,
  selectionById,
  windowOf,
  type EffectiveFormation,
  type Selection,
} from '../publish/queries.ts'
import type { Db, Queryable } from '../services/database.ts'
import { scoped } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { zoneMinutesOf } from '../services/zone.ts'
import type { TypedForm } from './application-form.ts'
import type { Slot, SlotFile } from './draft.ts'

export type ApplicationState = 'draft' | 'submitted' | 'withdrawn' | 'lapsed' | 'cancelled'

/** A round as far as applying needs it, from effective acts only. */
export interface ApplyRound {
  readonly selection: Selection
  readonly formation: EffectiveFormation
  readonly ruleSet: RuleSet
  /** Entries that a submission rests on. */
  readonly refs: readonly number[]
  readonly opensAt: Date
  readonly closesAt: Date
  readonly slots: readonly Slot[]
}

/** Undefined where the formation is not published. */
export async function applyRound(
  db: Queryable,
  selectionId: string,
  formationId: string,
): Promise<ApplyRound | undefined> {
  const [selection, formation, rules, schedule] = [
    await selectionById(db, selectionId),
    await formationOf(db, selectionId, formationId),
    await ruleSetOf(db, selectionId),
    await scheduleOf(db, selectionId),
  ]
  const window = schedule === undefined ? undefined : windowOf(schedule.stages, 'application')
  if (
    selection === undefined ||
    formation === undefined ||
    rules === undefined ||
    schedule === undefined ||
    window === undefined
  )
    return undefined
  return {
    selection,
    formation,
    ruleSet: rules.ruleSet,
    refs: [rules.index, schedule.index, formation.index],
    ...window,
    slots: slotsOf(rules.ruleSet, formation),
  }
}

/** The same, read once per change of public content: for pages, and for what changes no right by a second's delay. */
export function shownRound(
  services: Pick<Services, 'db' | 'pages'>,
  selectionId: string,
  formationId: string,
): Promise<ApplyRound | undefined> {
  return services.pages.shared(`apply ${selectionId} ${formationId}`, () =>
    applyRound(services.db, selectionId, formationId),
  )
}

/** The round as an act of this transaction is judged: its window is the one in force now, to the second. */
export async function roundInForce(
  trx: Queryable,
  services: Pick<Services, 'db' | 'pages'>,
  selectionId: string,
  formationId: string,
): Promise<ApplyRound | undefined> {
  const shown = await shownRound(services, selectionId, formationId)
  const schedule = await scheduleOf(trx, selectionId)
  return schedule !== undefined && shown?.refs.includes(schedule.index)
    ? shown
    : applyRound(trx, selectionId, formationId)
}

/** The documents of a vacancy: those it published, else those of the rule set for its kind of need. */
export function slotsOf(ruleSet: RuleSet, formation: Pick<EffectiveFormation, 'data'>): Slot[] {
  const perKB = ruleSet.bytesPerKB.value
  const published = formation.data.documents ?? []
  if (published.length > 0) {
    return published.map((one) => ({
      id: one.id,
      label: one.label,
      formats: one.formats,
      maxBytes: one.maxKB * perKB,
      required: one.required,
    }))
  }
  return ruleSet.documents.map((one) => ({
    id: one.id,
    label: one.labelId,
    formats: one.formats,
    maxBytes: one.maxKB.value * perKB,
    required: one.required || (one.requiredFor ?? []).some((type) => type === formation.data.formationType),
  }))
}

export interface OwnApplication {
  readonly id: string
  readonly personId: string
  readonly selection: string
  readonly formationId: string
  readonly state: ApplicationState
  readonly version: number
  readonly typed: TypedForm
  readonly updatedAt: Date
  readonly files: readonly OwnFile[]
}
export type OwnFile = SlotFile

export const isId = (id: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)

/**
 * The application with its form opened; undefined where it is not this person's. Needs a scope of the person.
 * @param hold nobody else changes it until the transaction ends
 */
export async function openApplication(
  trx: Queryable,
  services: Pick<Services, 'vault'>,
  personId: string,
  id: string,
  { hold = false }: { hold?: boolean } = {},
): Promise<OwnApplication | undefined> {
  if (!isId(id)) return undefined
  const row = await trx
    .selectFrom('person.application')
    .select(['id', 'person_id', 'selection_id', 'formation_id', 'state', 'form', 'version', 'updated_at'])
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .$if(hold, (query) => query.forUpdate())
    .executeTakeFirst()
  if (row === undefined) return undefined
  const typed =
    row.form === null
      ? {}
      : await services.vault.open<TypedForm>(trx, personId, `application|${id}|form`, row.form)
  return {
    id,
    personId,
    selection: row.selection_id,
    formationId: row.formation_id,
    state: row.state,
    version: row.version,
    typed,
    updatedAt: row.updated_at,
    files: await openFiles(trx, services, personId, id),
  }
}

async function openFiles(
  trx: Queryable,
  services: Pick<Services, 'vault'>,
  personId: string,
  applicationId: string,
): Promise<OwnFile[]> {
  const rows = await trx
    .selectFrom('person.document')
    .select([
      'id',
      'slot',
      'state',
      'mime',
      'bytes',
      'sha256',
      'pages',
      'width',
      'height',
      'uploaded_at',
      'override_reason',
    ])
    .where('application_id', '=', applicationId)
    .where('state', 'in', ['accepted', 'doubtful', 'frozen'])
    .orderBy('uploaded_at')
    .execute()
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      slot: row.slot,
      state: row.state as SlotFile['state'],
      mime: row.mime,
      bytes: row.bytes,
      sha256: Buffer.from(row.sha256).toString('hex'),
      pages: row.pages,
      width: row.width,
      height: row.height,
      uploadedAt: row.uploaded_at,
      reason:
        row.override_reason === null
          ? undefined
          : await services.vault.open<string>(
              trx,
              personId,
              `document|${row.id}|reason`,
              row.override_reason,
            ),
    })),
  )
}

export interface ApplicationView {
  readonly application: OwnApplication
  readonly round: ApplyRound
  /** Today and the last day of the application period, in the agency's zone. */
  readonly today: string
  readonly lastDay: string
}

/** What a page about one's own application needs. */
export async function ownApplication(
  services: Services,
  applicant: Applicant,
  id: string,
): Promise<ApplicationView | undefined> {
  const application = await scoped(services.db, { person: applicant.personId }, (trx) =>
    openApplication(trx, services, applicant.personId, id),
  )
  if (application === undefined) return undefined
  const round = await shownRound(services, application.selection, application.formationId)
  return round === undefined ? undefined : viewOf(services, application, round, services.clock.now())
}

/** What `draftState` needs, at a moment: a submission is judged at its arrival. */
export function viewOf(
  services: Pick<Services, 'agency'>,
  application: OwnApplication,
  round: ApplyRound,
  at: Date,
): ApplicationView {
  return {
    application,
    round,
    today: localDay(services, at),
    lastDay: localDay(services, new Date(round.closesAt.getTime() - 1)),
  }
}

/** The calendar day in the agency's zone. */
export function localDay(services: Pick<Services, 'agency'>, at: Date): string {
  return civilDate(at.getTime(), zoneMinutesOf(services.agency.zone))
}

/** The formation of an address `?formasi=`, in whichever round it is published; the newest round wins. */
export async function roundOfFormation(
  db: Queryable,
  formationId: string,
  selectionId?: string,
): Promise<ApplyRound | undefined> {
  if (!/^[A-Za-z0-9._-]{1,40}$/.test(formationId)) return undefined
  let query = db.selectFrom('act.formation').select('selection_id').where('formation_id', '=', formationId)
  if (selectionId !== undefined) query = query.where('selection_id', '=', selectionId)
  const row = await query.orderBy('at', 'desc').executeTakeFirst()
  return row === undefined ? undefined : applyRound(db, row.selection_id, formationId)
}

/** An entry of the log about this person in this round. */
export interface OwnEntry {
  readonly id: Uint8Array
  readonly index: number
  readonly t: string
  readonly at: Date
}

/**
 * Every entry about the person in the round, over all phases, found by pseudonym as anybody with K would find them;
 * oldest first. Needs a scope of the person.
 */
export async function ownEntries(
  trx: Queryable,
  services: Pick<Services, 'record'>,
  personId: string,
  application: { id: string; selection: string },
): Promise<OwnEntry[]> {
  const pseudonyms = await Promise.all(
    (['daftar', 'nilai', 'sanggah'] as const).map((phase) =>
      services.record.subject(trx, personId, application.selection, phase),
    ),
  )
  const rows = await trx
    .selectFrom('log.entry')
    .innerJoin('log.effective', 'log.effective.id', 'log.entry.id')
    .select(['log.entry.id', 'log.entry.idx', 't', 'at'])
    .where('sel', '=', application.selection)
    .where('subj', 'in', pseudonyms)
    .orderBy('log.entry.idx')
    .execute()
  return rows.map((row) => ({ id: row.id, index: row.idx, t: row.t, at: row.at }))
}

/** True where the entry of this number is about this person. */
export async function ownedIndex(
  services: Services,
  applicant: Applicant,
  application: { id: string; selection: string },
  index: number,
): Promise<boolean> {
  const entries = await scoped(services.db, { person: applicant.personId }, (trx) =>
    ownEntries(trx, services, applicant.personId, application),
  )
  return entries.some((entry) => entry.index === index)
}

/** The newest submission of an application: when it arrived, and its place in the log once that is covered. */
export async function lastSent(
  db: Queryable,
  applicationId: string,
): Promise<{ arrivedAt: Date; subj: string; index: number | undefined } | undefined> {
  const row = await db
    .selectFrom('act.submission')
    .leftJoin('log.effective', 'log.effective.id', 'act.submission.entry_id')
    .select(['arrived_at', 'subj', 'idx'])
    .where('application_id', '=', applicationId)
    .orderBy('n', 'desc')
    .executeTakeFirst()
  return row === undefined
    ? undefined
    : { arrivedAt: row.arrived_at, subj: row.subj, index: row.idx ?? undefined }
}

/** The withdrawal that stands: after an application was sent again, that of the earlier one does not. */
export async function lastWithdrawal(
  db: Queryable,
  applicationId: string,
): Promise<{ arrivedAt: Date; index: number | undefined } | undefined> {
  const row = await db
    .selectFrom('act.withdrawal')
    .leftJoin('log.effective', 'log.effective.id', 'act.withdrawal.entry_id')
    .select(['arrived_at', 'idx'])
    .where('application_id', '=', applicationId)
    .orderBy('n', 'desc')
    .executeTakeFirst()
  return row === undefined ? undefined : { arrivedAt: row.arrived_at, index: row.idx ?? undefined }
}

/** The application that holds the person's one place in a round. Needs a scope of the person. */
export async function liveApplication(
  trx: Queryable,
  personId: string,
  selection: string,
): Promise<{ id: string; formationId: string; state: ApplicationState } | undefined> {
  const row = await trx
    .selectFrom('person.application')
    .select(['id', 'formation_id', 'state'])
    .where('person_id', '=', personId)
    .where('selection_id', '=', selection)
    .where('state', 'in', ['draft', 'submitted'])
    .executeTakeFirst()
  return row === undefined ? undefined : { id: row.id, formationId: row.formation_id, state: row.state }
}

/** The sealed file of a document, for its owner. */
export async function ownDocument(
  db: Db,
  applicant: Applicant,
  id: string,
): Promise<{ key: string; mime: string; slot: string } | undefined> {
  if (!isId(id)) return undefined
  return scoped(db, { person: applicant.personId }, async (trx) => {
    const row = await trx
      .selectFrom('person.document')
      .select(['object_key', 'mime', 'slot', 'state'])
      .where('id', '=', id)
      .where('person_id', '=', applicant.personId)
      .executeTakeFirst()
    return row === undefined || row.state === 'destroyed'
      ? undefined
      : { key: row.object_key, mime: row.mime, slot: row.slot }
  })
}

// ---------------------------------------------------------------- for other steps

/** Standing submissions of a round: sent, in the log, not withdrawn. */
export interface Submission {
  readonly applicationId: string
  readonly personId: string
  readonly formationId: string
  readonly subj: string
  readonly arrivedAt: Date
  readonly entryId: Uint8Array
  readonly index: number
}

/** @param db a pool that sees all (worker), or inside an officer's scope */
export async function submissionsOf(db: Queryable, selection: string): Promise<Submission[]> {
  const rows = await db
    .selectFrom('act.submission')
    .innerJoin('log.effective', 'log.effective.id', 'act.submission.entry_id')
    .select(['application_id', 'person_id', 'formation_id', 'subj', 'arrived_at', 'entry_id', 'idx'])
    .distinctOn('application_id')
    .where('selection_id', '=', selection)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('act.withdrawal')
            .select('n')
            .whereRef('act.withdrawal.application_id', '=', 'act.submission.application_id')
            .whereRef('act.withdrawal.n', '>=', 'act.submission.n'),
        ),
      ),
    )
    .orderBy('application_id')
    .orderBy('n', 'desc')
    .execute()
  return rows.map((row) => ({
    applicationId: row.application_id,
    personId: row.person_id,
    formationId: row.formation_id,
    subj: row.subj,
    arrivedAt: row.arrived_at,
    entryId: row.entry_id,
    index: row.idx,
  }))
}

/** How many standing submissions each formation has; formations without one are absent. */
export async function submissionCounts(db: Queryable, selection: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('act.submission')
    .innerJoin('log.effective', 'log.effective.id', 'act.submission.entry_id')
    .select(({ fn, ref }) => ['formation_id', fn.count<number>(ref('application_id')).distinct().as('n')])
    .where('selection_id', '=', selection)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('act.withdrawal')
            .select('n')
            .whereRef('act.withdrawal.application_id', '=', 'act.submission.application_id')
            .whereRef('act.withdrawal.n', '>=', 'act.submission.n'),
        ),
      ),
    )
    .groupBy('formation_id')
    .execute()
  return new Map(rows.map((row) => [row.formation_id, row.n]))
}

/** A document's bytes for an officer: opened in memory, never written in the clear. */
export async function documentForOfficer(
  trx: Queryable,
  services: Pick<Services, 'vault' | 'keys' | 'documents'>,
  _officer: Officer,
  documentId: string,
): Promise<{ bytes: Uint8Array; mime: string; slot: string; applicationId: string } | undefined> {
  if (!isId(documentId)) return undefined
  const row = await trx
    .selectFrom('person.document')
    .select(['person_id', 'object_key', 'mime', 'slot', 'application_id', 'state'])
    .where('id', '=', documentId)
    .executeTakeFirst()
  if (row === undefined || row.state === 'destroyed') return undefined
  const bytes = await openDocument(trx, services, row.person_id, documentId, row.object_key)
  return bytes === undefined
    ? undefined
    : { bytes, mime: row.mime, slot: row.slot, applicationId: row.application_id }
}

/** Opens sealed bytes with the key of their person, inside a scope; undefined where the file is gone. */
export async function openDocument(
  trx: Queryable,
  services: Pick<Services, 'vault' | 'keys' | 'documents'>,
  personId: string,
  documentId: string,
  key: string,
): Promise<Uint8Array | undefined> {
  const sealed = await services.documents.read(key)
  if (sealed === undefined) return undefined
  return services.keys.open(
    await services.vault.personKey(trx, personId),
    'terang/berkas/v1',
    `document|${documentId}`,
    sealed,
  )
}
