// Tells many people of a round the same news once. A kill in between loses nothing: a notice is unique for its cause,
// and the news is marked as told only at the end.
import { sql } from 'kysely'
import type { Services } from '../services/services.ts'
import { notify, type NoticeRequest } from './notify.ts'

const part = 100
/** News older than the longest objection period is history that was loaded, and nobody is told of it. */
export const oldestNewsMs = 14 * 86_400_000

/** @param key names the news; @param people is asked only where it was not told before */
export async function tellOnce(
  services: Services,
  key: string,
  people: () => Promise<readonly string[]>,
  write: (person: string) => readonly NoticeRequest[],
): Promise<void> {
  const { worker } = services
  const done = await worker.selectFrom('site.value').select('key').where('key', '=', key).executeTakeFirst()
  if (done !== undefined) return
  const all = await people()
  for (let at = 0; at < all.length; at += part) {
    await worker.transaction().execute(async (trx) => {
      for (const person of all.slice(at, at + part))
        for (const notice of write(person)) await notify(trx, services, notice)
    })
  }
  await sql`insert into site.value (key, value) values (${key}, 'true') on conflict do nothing`.execute(
    worker,
  )
}
