// Filing an objection: own, adverse, once, in the window, judged by the moment the request arrived. What was typed before
// the window opens is kept as a draft; a form sent twice gives one objection.
import { objectionRefusal, objectionRule, OBJECTION_TEXT_LENGTH } from '@terang/rules/objection.ts'
import type { Applicant } from '../accounts/policy.ts'
import type { ApplicationView } from '../apply/queries.ts'
import { tell } from '../services/bus.ts'
import { isUniqueViolation, scoped, type Queryable } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { notify } from '../track/notify.ts'
import { decisionOf, type AdminDecision } from '../screen/queries.ts'
import { objectId as w } from '../words/object.id.ts'
import {
  adminStage,
  objectionBy,
  objectionWindowOf,
  pointerField,
  textField,
  type Objection,
  type ObjectionText,
} from './queries.ts'

export interface FieldProblem {
  readonly field: string
  readonly text: string
}
export type ObjectRefusal =
  | { readonly code: 'notAdverse' | 'objectionNotOpen' | 'objectionTwice' | 'objectionClosed' }
  | { readonly code: 'incomplete'; readonly problems: readonly FieldProblem[] }
export type Filed =
  | { readonly ok: true; readonly entryId: Uint8Array }
  | { readonly ok: false; readonly refusal: ObjectRefusal }

/** Reads the boxes of the form; an empty box accepts that reason. */
export function readTexts(
  decision: AdminDecision,
  typed: Readonly<Record<string, string>>,
  slots: ReadonlySet<string>,
): { text: ObjectionText; problems: FieldProblem[] } {
  const text: Record<string, { text: string; document?: string }> = {}
  const problems: FieldProblem[] = []
  const { least, most } = OBJECTION_TEXT_LENGTH
  for (const reason of decision.reasons) {
    const said = (typed[`teks.${reason.id}`] ?? '').normalize('NFC').replaceAll('\r\n', '\n').trim()
    const document = typed[`rujuk.${reason.id}`] ?? ''
    if (said === '') continue
    const length = Array.from(said).length
    if (length < least || length > most)
      problems.push({
        field: `teks.${reason.id}`,
        text: w.problem.length(String(least), most === 4000 ? '4.000' : String(most), String(length)),
      })
    text[reason.id] = { text: said, ...(slots.has(document) ? { document } : {}) }
  }
  if (Object.keys(text).length === 0)
    problems.push({ field: `teks.${decision.reasons[0]?.id ?? ''}`, text: w.problem.none })
  return { text, problems }
}

/** The decision that this person may object to: effective, announced, adverse. */
export async function adverseDecision(
  services: Services,
  applicant: Applicant,
  view: ApplicationView,
): Promise<AdminDecision | undefined> {
  const { window } = await objectionWindowOf(services, view.application.selection)
  if (window === undefined || view.application.state !== 'submitted') return undefined
  const decision = await scoped(services.db, { person: applicant.personId }, (trx) =>
    decisionOf(trx, services, applicant.personId, view.application.id),
  )
  return decision?.outcome === 'ineligible' ? decision : undefined
}

export async function fileObjection(
  services: Services,
  applicant: Applicant,
  view: ApplicationView,
  input: { typed: Readonly<Record<string, string>>; sure: boolean; formToken: string },
  arrivedAt: Date,
): Promise<Filed> {
  const { personId } = applicant
  const { id, selection, formationId } = view.application
  const rule = objectionRule(view.round.ruleSet, adminStage)
  if (rule === null) return { ok: false, refusal: { code: 'notAdverse' } }
  const attempt = () =>
    scoped(services.db, { person: personId }, async (trx): Promise<Filed> => {
      await trx
        .selectFrom('person.application')
        .select('id')
        .where('id', '=', id)
        .where('person_id', '=', personId)
        .forUpdate()
        .executeTakeFirst()
      const repeat = await trx
        .selectFrom('act.objection')
        .select('entry_id')
        .where('form_token', '=', input.formToken)
        .where('person_id', '=', personId)
        .executeTakeFirst()
      if (repeat !== undefined) return { ok: true, entryId: repeat.entry_id }
      const before = await trx
        .selectFrom('act.objection')
        .select('id')
        .where('application_id', '=', id)
        .where('stage', '=', adminStage)
        .execute()
      const decision = await adverseDecision(services, applicant, view)
      const { window, answerDueAt } = await objectionWindowOf(services, selection)
      const refusal = objectionRefusal(rule, {
        arrivedAt: arrivedAt.getTime(),
        window: window ?? null,
        ownAdverseDecision: decision !== undefined,
        objectionsBefore: before.length,
        newDocuments: 0,
      })
      if (decision === undefined) return { ok: false, refusal: { code: 'notAdverse' } }
      if (refusal !== null) return { ok: false, refusal: { code: refusal as 'objectionTwice' } }
      const read = readTexts(decision, input.typed, new Set(view.application.files.map((file) => file.slot)))
      const problems = [...read.problems, ...(input.sure ? [] : [{ field: 'paham', text: w.problem.sure }])]
      if (problems.length > 0) return { ok: false, refusal: { code: 'incomplete', problems } }
      const subj = await services.record.subject(trx, personId, selection, 'sanggah')
      const entryId = await services.record.enqueue(trx, {
        t: 'sanggah.terima',
        at: arrivedAt,
        by: 'sistem:sanggah',
        sel: selection,
        subj,
        body: { tahap: adminStage, formasi: formationId },
        personal: { person: personId, fields: personalPart(read.text) },
      })
      const filed = await trx
        .insertInto('act.objection')
        .values({
          selection_id: selection,
          application_id: id,
          person_id: personId,
          stage: adminStage,
          requirements: Object.keys(read.text),
          subj,
          arrived_at: arrivedAt,
          form_token: input.formToken,
          entry_id: entryId,
        })
        .returning(['id', 'number'])
        .executeTakeFirstOrThrow()
      await trx
        .deleteFrom('person.objection_draft')
        .where('application_id', '=', id)
        .where('person_id', '=', personId)
        .execute()
      await notify(trx, services, {
        person: personId,
        selection,
        code: 'SANGGAH_TERIMA',
        cause: filed.id,
        facts: {
          nomor: `S-${filed.number ?? 0}`,
          tiba: arrivedAt.toISOString(),
          batas: (answerDueAt ?? arrivedAt).toISOString(),
        },
      })
      await tell(trx, 'terang_person', personId)
      return { ok: true, entryId }
    })
  try {
    return await attempt()
  } catch (error) {
    if (isUniqueViolation(error)) return attempt()
    throw error
  }
}

function personalPart(text: ObjectionText): { [field: string]: string } {
  const fields: Record<string, string> = {}
  for (const [reason, said] of Object.entries(text)) {
    fields[textField(reason)] = said.text
    if (said.document !== undefined) fields[pointerField(reason)] = said.document
  }
  return fields
}

const bound = (applicationId: string) => `objection_draft|${applicationId}`

/** Keeps what was typed, sealed under the person's key. */
export async function keepDraft(
  services: Services,
  applicant: Applicant,
  applicationId: string,
  typed: Readonly<Record<string, string>>,
): Promise<void> {
  const { personId } = applicant
  await scoped(services.db, { person: personId }, async (trx) => {
    const row = {
      text: await services.vault.seal(trx, personId, bound(applicationId), typed),
      updated_at: services.clock.now(),
    }
    await trx
      .insertInto('person.objection_draft')
      .values({ application_id: applicationId, person_id: personId, stage: adminStage, ...row })
      .onConflict((conflict) => conflict.columns(['application_id', 'stage']).doUpdateSet(row))
      .execute()
  })
}

export async function draftOf(
  trx: Queryable,
  services: Pick<Services, 'vault'>,
  personId: string,
  applicationId: string,
): Promise<Record<string, string>> {
  const row = await trx
    .selectFrom('person.objection_draft')
    .select('text')
    .where('application_id', '=', applicationId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row === undefined ? {} : services.vault.open(trx, personId, bound(applicationId), row.text)
}

export function ownObjection(
  services: Services,
  applicant: Applicant,
  applicationId: string,
): Promise<Objection | undefined> {
  return scoped(services.db, { person: applicant.personId }, (trx) =>
    objectionBy(trx, services, { applicationId }),
  )
}
