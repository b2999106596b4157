// Documents of a draft (states.md 3.1): put a checked file into a slot, give a reason for a small picture, take a file
// out. The bytes are sealed under the person's key and durable before the row that names them, so a kill between the
// two leaves a file that nothing points to, never a row without its file.
import { createHash } from 'node:crypto'
import { applyId } from '../words/apply.id.ts'
import type { Applicant } from '../accounts/policy.ts'
import { scoped, isUniqueViolation, type Trx } from '../services/database.ts'
import { tell } from '../services/bus.ts'
import {
  checkDocument,
  type DocumentDefect,
  type DocumentFormat,
  type PdfInspector,
} from '../services/document-check.ts'
import type { Services } from '../services/services.ts'
import type { Slot } from './draft.ts'
import { isId, roundInForce, type ApplyRound } from './queries.ts'

export type UploadDefect =
  | DocumentDefect
  | { kind: 'noFile' }
  | { kind: 'duplicate'; other: string }
  | { kind: 'tooOften'; until: Date }
  | { kind: 'busy' }
  | { kind: 'cutOff' }
export type UploadOutcome =
  | { ok: true; id: string; state: 'accepted' | 'doubtful' }
  | { ok: false; kind: 'defect'; defect: UploadDefect }
  | { ok: false; kind: 'windowClosed' | 'windowNotOpen' | 'frozen' | 'unknown'; round?: ApplyRound }

/** Uploads of one person in an hour (security.md 5). */
const uploadsAnHour = 60
const hour = 60 * 60_000
/** Letters of a reason for a picture that is too small (states.md 3.1). */
const shortestReason = 10
const longestReason = 400

/** Who may put what where, read before the body is: session, window, slot, rate (security.md 6, step 1); and the key. */
export async function uploadPlace(
  services: Services,
  applicant: Applicant,
  applicationId: string,
  slotId: string,
  arrivedAt: Date,
): Promise<{ ok: true; slot: Slot; personKey: Uint8Array } | Exclude<UploadOutcome, { ok: true }>> {
  return scoped(services.db, { person: applicant.personId }, async (trx) => {
    const place = await placeOf(trx, services, applicant, applicationId, slotId, arrivedAt)
    if (!place.ok) return place
    const since = new Date(services.clock.now().getTime() - hour)
    const rows = await trx
      .selectFrom('person.document')
      .select('uploaded_at')
      .where('person_id', '=', applicant.personId)
      .where('uploaded_at', '>', since)
      .orderBy('uploaded_at')
      .execute()
    if (rows.length >= uploadsAnHour)
      return {
        ok: false,
        kind: 'defect',
        defect: { kind: 'tooOften', until: new Date(rows[0]!.uploaded_at.getTime() + hour) },
      }
    const { personId } = applicant
    return { ok: true, slot: place.slot, personKey: await services.vault.personKey(trx, personId) }
  })
}

async function placeOf(
  trx: Trx,
  services: Services,
  applicant: Applicant,
  applicationId: string,
  slotId: string,
  at: Date,
): Promise<
  | { ok: true; slot: Slot; round: ApplyRound }
  | { ok: false; kind: 'windowClosed' | 'windowNotOpen' | 'frozen' | 'unknown'; round?: ApplyRound }
> {
  // Held, so that nobody sends the application while a file changes.
  const application = isId(applicationId)
    ? await trx
        .selectFrom('person.application')
        .select(['selection_id', 'formation_id', 'state'])
        .where('id', '=', applicationId)
        .where('person_id', '=', applicant.personId)
        .forUpdate()
        .executeTakeFirst()
    : undefined
  const round =
    application === undefined
      ? undefined
      : await roundInForce(trx, services, application.selection_id, application.formation_id)
  const slot = round?.slots.find((one) => one.id === slotId)
  if (application === undefined || round === undefined || slot === undefined)
    return { ok: false, kind: 'unknown' }
  if (at < round.opensAt) return { ok: false, kind: 'windowNotOpen', round }
  if (at >= round.closesAt) return { ok: false, kind: 'windowClosed', round }
  if (application.state !== 'draft' && application.state !== 'lapsed')
    return { ok: false, kind: 'frozen', round }
  return { ok: true, slot, round }
}

/** Checks, seals and keeps one file; a file that is refused is not kept. */
export async function uploadDocument(
  services: Services,
  inspector: PdfInspector,
  applicant: Applicant,
  input: { applicationId: string; slot: Slot; personKey: Uint8Array; bytes: Uint8Array; name: string },
  arrivedAt: Date,
): Promise<UploadOutcome> {
  const { personId } = applicant
  const { applicationId, slot, personKey, bytes } = input
  const report = await checkDocument(
    { bytes, name: input.name },
    { formats: slot.formats as DocumentFormat[], maxBytes: slot.maxBytes },
    inspector,
  )
  if (!report.ok) return { ok: false, kind: 'defect', defect: report.defect }
  const { facts } = report
  const sha256 = createHash('sha256').update(bytes).digest()
  const id = crypto.randomUUID()
  const objectKey = `lamaran/${applicationId.slice(0, 2)}/${applicationId}/${id}`
  await services.documents.write(
    objectKey,
    services.keys.seal(personKey, 'terang/berkas/v1', `document|${id}`, bytes),
  )
  const state = facts.small ? ('doubtful' as const) : ('accepted' as const)
  const attempt = () =>
    scoped(services.db, { person: personId }, async (trx): Promise<UploadOutcome & { old?: string[] }> => {
      const place = await placeOf(trx, services, applicant, applicationId, slot.id, arrivedAt)
      if (!place.ok) return place
      const twin = await trx
        .selectFrom('person.document')
        .select('slot')
        .where('application_id', '=', applicationId)
        .where('sha256', '=', sha256)
        .where('slot', '<>', slot.id)
        .where('state', 'in', ['accepted', 'doubtful', 'frozen'])
        .executeTakeFirst()
      if (twin !== undefined)
        return { ok: false, kind: 'defect', defect: { kind: 'duplicate', other: twin.slot } }
      const old = await trx
        .updateTable('person.document')
        .set({ state: 'replaced' })
        .where('application_id', '=', applicationId)
        .where('slot', '=', slot.id)
        .where('state', 'in', ['accepted', 'doubtful'])
        .returning('object_key')
        .execute()
      await trx
        .insertInto('person.document')
        .values({
          id,
          selection_id: place.round.selection.id,
          application_id: applicationId,
          person_id: personId,
          slot: slot.id,
          state,
          mime: facts.mime,
          bytes: facts.bytes,
          sha256,
          pages: facts.pages,
          width: facts.width,
          height: facts.height,
          findings: JSON.stringify(facts.small ? ['terlalu_kecil'] : []),
          object_key: objectKey,
          uploaded_at: services.clock.now(),
        })
        .execute()
      await tell(trx, 'terang_person', personId)
      return { ok: true, id, state, old: old.map((row) => row.object_key) }
    })
  let outcome: UploadOutcome & { old?: string[] }
  try {
    outcome = await attempt()
  } catch (error) {
    if (!isUniqueViolation(error, 'one_document_slot')) {
      await services.documents.remove(objectKey)
      throw error
    }
    outcome = await attempt()
  }
  if (!outcome.ok) {
    await services.documents.remove(objectKey)
    return outcome
  }
  for (const replaced of outcome.old ?? []) await services.documents.remove(replaced)
  return { ok: true, id, state }
}

/** A picture that is too small may stay where the applicant says why. */
export async function explainDocument(
  services: Services,
  applicant: Applicant,
  input: { applicationId: string; slotId: string; reason: string },
  arrivedAt: Date,
): Promise<'kept' | 'tooShort' | 'refused'> {
  const reason = input.reason.normalize('NFC').replace(/\s+/g, ' ').trim()
  const letters = Array.from(reason).length
  if (letters < shortestReason || letters > longestReason) return 'tooShort'
  const { personId } = applicant
  return scoped(services.db, { person: personId }, async (trx) => {
    const place = await placeOf(trx, services, applicant, input.applicationId, input.slotId, arrivedAt)
    if (!place.ok) return 'refused'
    const row = await trx
      .selectFrom('person.document')
      .select('id')
      .where('application_id', '=', input.applicationId)
      .where('slot', '=', input.slotId)
      .where('state', '=', 'doubtful')
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) return 'refused'
    await trx
      .updateTable('person.document')
      .set({
        state: 'accepted',
        override_reason: await services.vault.seal(trx, personId, `document|${row.id}|reason`, reason),
      })
      .where('id', '=', row.id)
      .execute()
    await tell(trx, 'terang_person', personId)
    return 'kept'
  })
}

export async function removeDocument(
  services: Services,
  applicant: Applicant,
  input: { applicationId: string; slotId: string },
  arrivedAt: Date,
): Promise<'removed' | 'refused'> {
  const { personId } = applicant
  const keys = await scoped(services.db, { person: personId }, async (trx) => {
    const place = await placeOf(trx, services, applicant, input.applicationId, input.slotId, arrivedAt)
    if (!place.ok) return undefined
    const rows = await trx
      .updateTable('person.document')
      .set({ state: 'replaced' })
      .where('application_id', '=', input.applicationId)
      .where('slot', '=', input.slotId)
      .where('state', 'in', ['accepted', 'doubtful'])
      .returning('object_key')
      .execute()
    await tell(trx, 'terang_person', personId)
    return rows.map((row) => row.object_key)
  })
  if (keys === undefined) return 'refused'
  for (const key of keys) await services.documents.remove(key)
  return 'removed'
}

const kindNames: { readonly [mime: string]: string } = {
  'application/pdf': 'PDF',
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
}

/** "PDF" or "JPEG atau PNG". */
export function kindsOf(slot: Pick<Slot, 'formats'>): string {
  return slot.formats.map((mime) => kindNames[mime] ?? mime).join(' atau ')
}

/** The sentence for a defect: what is wrong, and what to do. */
export function defectText(
  defect: UploadDefect,
  slot: Slot,
  say: { size: (bytes: number) => string; time: (at: Date) => string; labelOf: (slot: string) => string },
): string {
  const w = applyId.defect
  const kinds = kindsOf(slot)
  switch (defect.kind) {
    case 'tooLarge':
      return w.tooLarge(slot.label, say.size(defect.bytes), say.size(defect.limit))
    case 'wrongFormat':
      if (defect.seen === 'HEIC') return w.heic(kinds)
      if (defect.seen !== undefined) return w.wrongKind(defect.seen, kinds)
      return defect.nameEnds === undefined ? w.unknownKind(kinds) : w.notWhatItSays(kinds, defect.nameEnds)
    case 'tooManyPages':
      return w.tooManyPages(String(defect.pages), String(defect.limit))
    case 'duplicate':
      return w.duplicate(say.labelOf(defect.other), slot.label)
    case 'tooOften':
      return w.tooOften(say.time(defect.until))
    default:
      return w[defect.kind]
  }
}
