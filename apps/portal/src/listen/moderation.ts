// Moderation: publish, refuse, hide. Nobody edits a citizen's words. A refusal and a removal have an entry that commits
// to the text without showing it; publishing needs none, because the text is then public.
import { tell } from '../services/bus.ts'
import { codeOf } from '../accounts/proposals.ts'
import { databaseNow, setScope, type Trx } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { listenId } from '../words/listen.id.ts'
import { moderationDueOf } from './deadline.ts'
import type { ModerationCode } from './policy.ts'
import { tellAsker } from './tell-asker.ts'

export type Moderated =
  | { readonly ok: true; readonly entry?: Uint8Array }
  | { readonly ok: false; readonly refusal: 'notAllowed' | 'alreadyDecided' }

async function publishIn(services: Services, trx: Trx, id: number, auto: boolean): Promise<boolean> {
  const at = await databaseNow(trx)
  const row = await trx
    .updateTable('site.question')
    .set({ state: 'published', published_at: at, auto_published: auto })
    .where('id', '=', id)
    .where('state', '=', 'inModeration')
    .returning('due_at')
    .executeTakeFirst()
  if (row === undefined) return false
  await tellAsker(services, trx, {
    question: id,
    kind: 'published',
    notice: { code: 'QA_TERBIT', facts: { nomor: id, batas: row.due_at.toISOString() } },
  })
  await tell(trx, 'terang_public')
  return true
}

export async function publishQuestion(
  services: Services,
  officerId: string,
  selection: string,
  id: number,
): Promise<Moderated> {
  if ((await codeOf(services.db, selection, officerId, ['petugastanya'])) === undefined)
    return { ok: false, refusal: 'notAllowed' }
  return services.db.transaction().execute(async (trx) => {
    await setScope(trx, { officer: officerId })
    return (await publishIn(services, trx, id, false))
      ? { ok: true }
      : { ok: false, refusal: 'alreadyDecided' }
  })
}

/** Questions that passed the checks of their form and that nobody decided about within one working day. */
export async function publishOverdue(services: Services): Promise<number> {
  const now = services.clock.now()
  const waiting = await services.worker
    .selectFrom('site.question')
    .select(['id', 'arrived_at'])
    .where('state', '=', 'inModeration')
    .execute()
  let published = 0
  for (const { id, arrived_at } of waiting) {
    if (moderationDueOf(services, arrived_at).getTime() > now.getTime()) continue
    if (await services.worker.transaction().execute((trx) => publishIn(services, trx, id, true)))
      published += 1
  }
  return published
}

const fromStates = {
  tolak: ['inModeration'],
  sembunyi: ['published', 'answeredProvisionally', 'answered', 'reviewDue', 'merged'],
} as const

/** Refuses what waits, or hides what is public; a tombstone with the code stays. */
export async function moderate(
  services: Services,
  officerId: string,
  act: { selection: string; question: number; action: 'tolak' | 'sembunyi'; code: ModerationCode },
): Promise<Moderated> {
  const by = await codeOf(services.db, act.selection, officerId, ['petugastanya'])
  if (by === undefined) return { ok: false, refusal: 'notAllowed' }
  return services.db.transaction().execute(async (trx): Promise<Moderated> => {
    await setScope(trx, { officer: officerId })
    const at = await databaseNow(trx)
    const row = await trx
      .updateTable('site.question')
      .set({ state: act.action === 'tolak' ? 'rejected' : 'hidden', reason: act.code })
      .where('id', '=', act.question)
      .where('selection_id', '=', act.selection)
      .where('state', 'in', [...fromStates[act.action]])
      .returning(['title', 'body'])
      .executeTakeFirst()
    if (row === undefined) return { ok: false, refusal: 'alreadyDecided' }
    const entry = await services.record.enqueue(trx, {
      t: 'forum.moderasi',
      at,
      by,
      sel: act.selection,
      body: { nomor: String(act.question), aksi: act.action, kode: act.code },
      personal: { fields: { teks: `${row.title}\n${row.body}` } },
    })
    await trx
      .insertInto('act.moderation')
      .values({
        selection_id: act.selection,
        question_id: act.question,
        action: act.action,
        code: act.code,
        officer_id: officerId,
        at,
        entry_id: entry,
      })
      .execute()
    await tellAsker(services, trx, {
      question: act.question,
      kind: 'moderated',
      version: act.action === 'tolak' ? 0 : 1,
      notice: { code: 'QA_MODERASI', facts: { alasan: listenId.codes[act.code].toLowerCase() } },
    })
    await tell(trx, 'terang_public')
    return { ok: true, entry }
  })
}
