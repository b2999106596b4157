// What a reader changes in the inbox: nothing but that they have seen it.
import { scoped } from '../services/database.ts'
import type { Services } from '../services/services.ts'

/** Everything shown is read now; what was read before keeps its time. */
export async function markRead(services: Services, personId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await scoped(services.db, { person: personId }, (trx) =>
    trx
      .updateTable('person.notice')
      .set({ read_at: services.clock.now() })
      .where('person_id', '=', personId)
      .where('id', 'in', [...ids])
      .where('read_at', 'is', null)
      .execute(),
  )
}
