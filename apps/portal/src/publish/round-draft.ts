// A round while it is prepared: what the secretary types before anything is public. Only site.* is written here;
// nothing of it has an effect until two people publish it (publish-round.ts).
import type { Queryable } from '../services/database.ts'
import type { AnnouncementDraft, ControlTotals } from './gate.ts'
import type { ImportedFormation } from './formation-import.ts'
import type { PublishedDocument } from './published.ts'
import { proposedDays, type ScheduleDays } from './schedule.ts'
import { ruleSetFile } from './rule-set-file.ts'
import { documentWords } from '../words/document-sentences.ts'
import type { RuleSet } from '@terang/rules/rule-set.ts'

export interface Determination {
  readonly fileName: string
  readonly sha256: string
  readonly rows: number
  readonly seats: number
  readonly seatsByType: Readonly<Record<string, number>>
}
export interface RoundDraft {
  readonly year: number
  readonly schedule: ScheduleDays
  readonly documents: readonly PublishedDocument[]
  readonly announcement?: AnnouncementDraft
  readonly control?: ControlTotals
  readonly determination?: Determination
}
export interface PreparedRound {
  readonly id: string
  readonly title: string
  readonly ruleSetName: string
  readonly demo: boolean
  readonly draft: RoundDraft
}

/** The documents of a rule set with the sentences that say when a file is not accepted. */
export function documentsOf(ruleSet: RuleSet): PublishedDocument[] {
  return ruleSet.documents.map((rule) => ({
    id: rule.id,
    label: rule.labelId,
    formats: rule.formats,
    maxKB: rule.maxKB.value,
    required: rule.required,
    invalidIf: documentWords[rule.id] ?? [],
  }))
}

/** Makes a round in planning; false where the id is taken. */
export async function createRound(
  db: Queryable,
  round: {
    id: string
    title: string
    ruleSetName: string
    year: number
    announcementStart: string
    demo: boolean
    createdBy: string
    at: Date
  },
): Promise<boolean> {
  const { ruleSet } = ruleSetFile(round.ruleSetName)
  const draft: RoundDraft = {
    year: round.year,
    schedule: proposedDays(ruleSet, round.announcementStart),
    documents: documentsOf(ruleSet),
  }
  const made = await db
    .insertInto('site.selection')
    .values({
      id: round.id,
      title: round.title,
      procurement: ruleSet.procurement,
      rule_set: round.ruleSetName,
      draft: JSON.stringify(draft),
      demo: round.demo,
      created_by: round.createdBy,
      created_at: round.at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

/** @param forUpdate holds the round while a change of its draft is written */
export async function preparedRound(
  db: Queryable,
  id: string,
  forUpdate = false,
): Promise<PreparedRound | undefined> {
  let query = db
    .selectFrom('site.selection')
    .select(['id', 'title', 'rule_set', 'demo', 'draft'])
    .where('id', '=', id)
  if (forUpdate) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  return row === undefined
    ? undefined
    : {
        id: row.id,
        title: row.title,
        ruleSetName: row.rule_set,
        demo: row.demo,
        draft: row.draft as RoundDraft,
      }
}

export async function preparedRounds(db: Queryable): Promise<PreparedRound[]> {
  const rows = await db
    .selectFrom('site.selection')
    .select(['id', 'title', 'rule_set', 'demo', 'draft'])
    .orderBy('created_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    ruleSetName: row.rule_set,
    demo: row.demo,
    draft: row.draft as RoundDraft,
  }))
}

/** Changes a part of the draft; needs a transaction. */
export async function changeDraft(trx: Queryable, id: string, change: Partial<RoundDraft>): Promise<void> {
  const round = await preparedRound(trx, id, true)
  if (round === undefined) throw new Error(`no round ${id}`)
  await trx
    .updateTable('site.selection')
    .set({ draft: JSON.stringify({ ...round.draft, ...change }) })
    .where('id', '=', id)
    .execute()
}

export async function draftFormations(db: Queryable, selection: string): Promise<ImportedFormation[]> {
  const rows = await db
    .selectFrom('site.formation_draft')
    .select('data')
    .where('selection_id', '=', selection)
    .orderBy('formation_id')
    .execute()
  return rows.map((row) => row.data as ImportedFormation)
}

/** Replaces all formations of the draft by those of one determination; needs a transaction. */
export async function replaceFormations(
  trx: Queryable,
  selection: string,
  formations: readonly ImportedFormation[],
  determination: Determination,
): Promise<void> {
  await preparedRound(trx, selection, true)
  await trx.deleteFrom('site.formation_draft').where('selection_id', '=', selection).execute()
  if (formations.length > 0) {
    await trx
      .insertInto('site.formation_draft')
      .values(
        formations.map((one) => ({
          selection_id: selection,
          formation_id: one.formationId,
          data: JSON.stringify(one),
        })),
      )
      .execute()
  }
  await changeDraft(trx, selection, { determination })
}
