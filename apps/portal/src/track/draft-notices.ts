// Looks at drafts when an occasion has come, says what is missing, and takes back what is no longer true. The same
// function as the page decides what is missing, so a letter never asks for what the page shows as done.
import { readable } from '../publish/vacancy-search.ts'
import { sql } from 'kysely'
import { draftState } from '../apply/draft-state.ts'
import { applyRound, localDay, openApplication } from '../apply/queries.ts'
import { scheduleOf, windowOf } from '../publish/queries.ts'
import type { Trx } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { zoneMinutesOf } from '../services/zone.ts'
import { noticeFor, occasionFor, reminders, type DraftSigns, type Occasion } from './draft-schedule.ts'
import { cancelNotices, notify } from './notify.ts'
import type { Facts } from './notice-text.ts'

interface DraftRow {
  readonly id: string
  readonly person_id: string
  readonly formation_id: string
  readonly created_at: Date
  readonly touched_at: Date
  readonly notices_checked_at: Date | null
  readonly noticed: boolean
}

/** Every draft of every open round that an occasion has come for. */
export async function noticeDrafts(services: Services): Promise<void> {
  const { worker, clock, agency } = services
  const rounds = await worker
    .selectFrom('person.application')
    .select('selection_id')
    .distinct()
    .where('state', '=', 'draft')
    .execute()
  for (const { selection_id: selection } of rounds) {
    const schedule = await scheduleOf(worker, selection)
    const window = schedule === undefined ? undefined : windowOf(schedule.stages, 'application')
    const now = clock.now()
    if (window === undefined || now < window.opensAt || now >= window.closesAt) continue
    const occasions = reminders(window.closesAt, zoneMinutesOf(agency.zone))
    for (const row of await openDrafts(services, selection)) {
      const occasion = occasionFor(
        {
          createdAt: row.created_at,
          touchedAt: row.touched_at,
          checkedAt: row.notices_checked_at,
          noticedBefore: row.noticed,
        },
        occasions,
        now,
      )
      if (occasion === undefined) continue
      try {
        await worker
          .transaction()
          .execute((trx) => consider(trx, services, selection, row, occasion, window.closesAt))
      } catch (error) {
        // One draft that cannot be read must not keep the others from hearing.
        services.log('error', 'draft notice', { job: 'track.drafts', error })
      }
    }
  }
}

async function openDrafts(services: Services, selection: string): Promise<DraftRow[]> {
  const { rows } = await sql<DraftRow>`
    select a.id, a.person_id, a.formation_id, a.created_at, a.notices_checked_at,
      greatest(a.updated_at, (select max(d.uploaded_at) from person.document d where d.application_id = a.id)) as touched_at,
      exists (select 1 from person.notice n where n.person_id = a.person_id and n.code = 'LAM_DRAF_KURANG'
        and n.cause like a.id || '/%' and n.cancelled_at is null) as noticed
    from person.application a where a.selection_id = ${selection} and a.state = 'draft'`.execute(
    services.worker,
  )
  return rows
}

async function consider(
  trx: Trx,
  services: Services,
  selection: string,
  row: DraftRow,
  occasion: Occasion,
  closesAt: Date,
): Promise<void> {
  const now = services.clock.now()
  const still = await trx
    .updateTable('person.application')
    .set({ notices_checked_at: now })
    .where('id', '=', row.id)
    .where('state', '=', 'draft')
    .returning('id')
    .executeTakeFirst()
  if (still === undefined) return
  const application = await openApplication(trx, services, row.person_id, row.id)
  const round = await applyRound(trx, selection, row.formation_id)
  if (application === undefined || round === undefined) return
  const { gaps } = draftState({
    application,
    round,
    today: localDay(services, now),
    lastDay: localDay(services, new Date(closesAt.getTime() - 1)),
  })
  const files = gaps.filter((gap) => gap.step === 'berkas')
  const signs: DraftSigns = {
    applicationId: row.id,
    missing: files.map((gap) => `${gap.anchor}:${gap.text}`),
    complete: gaps.length === 0,
    last: await lastNotice(trx, services, row),
  }
  if (files.length === 0) await cancelNotices(trx, services, row.person_id, ['LAM_DRAF_KURANG'], `${row.id}/`)
  const notice = noticeFor(occasion, signs, now)
  if (notice === undefined) return
  const slots = new Set(files.map((gap) => gap.anchor))
  const facts: Facts = {
    lowongan: readable(round.formation.data.positionTitle),
    tutup: closesAt.toISOString(),
    kurang: slots.size,
    jumlah: new Set([
      ...round.slots.filter((slot) => slot.required).map((slot) => slot.id),
      ...application.files.map((file) => file.slot),
    ]).size,
    diterima: application.files.filter((file) => !slots.has(`berkas-${file.slot}`)).length,
    daftar: files.map((gap, i) => `${i + 1}. ${gap.text}`).join('\n'),
    set: [...signs.missing].toSorted().join(' '),
  }
  await notify(trx, services, { person: row.person_id, selection, ...notice, facts })
}

async function lastNotice(trx: Trx, services: Services, row: DraftRow): Promise<DraftSigns['last']> {
  const last = await trx
    .selectFrom('person.notice')
    .select(['id', 'facts', 'created_at'])
    .where('person_id', '=', row.person_id)
    .where('code', '=', 'LAM_DRAF_KURANG')
    .where('cause', 'like', `${row.id}/%`)
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
  if (last === undefined) return undefined
  const facts = await services.vault.open<Facts>(trx, row.person_id, `notice|${last.id}`, last.facts)
  return { missing: String(facts.set ?? ''), at: last.created_at }
}
