// What a reader changes in the inbox: nothing but that they have seen it.
import { scoped } from '../services/database.ts'
import type { Services } from '../services/services.ts'

/**
 * Everything up to the message that stood first on the page is read now; what came after the page was made stays new,
 * and what was read before keeps its time.
 */
export async function markRead(services: Services, personId: string, newestShown: string): Promise<void> {
  if (!/^[0-9a-f-]{36}$/.test(newestShown)) return
  await scoped(services.db, { person: personId }, (trx) =>
    trx
      .updateTable('person.notice')
      .set({ read_at: services.clock.now() })
      .where('person_id', '=', personId)
      .where('read_at', 'is', null)
      .where((eb) =>
        eb(
          'created_at',
          '<=',
          eb
            .selectFrom('person.notice as newest')
            .select('newest.created_at')
            .where('newest.person_id', '=', personId)
            .where('newest.id', '=', newestShown),
        ),
      )
      .execute(),
  )
}
