// One number of identity in two accounts (security.md 4): both may apply, the later one is held for the officers, and
// the owner of the first is told. Compared here and not at the form: the web role sees one person at a time, and every answer takes the same time.
import { sql } from 'kysely'
import type { Services } from '../services/services.ts'
import { notify } from '../track/notify.ts'

interface Later {
  readonly person_id: string
  readonly first_id: string
}

/** Holds every account whose number another one gave before, and tells that other one, once for each. */
export async function holdSharedNumbers(services: Services): Promise<void> {
  const { rows } = await sql<Later>`
    select person_id, first_id from (
      select person_id, row_number() over given as place, first_value(person_id) over given as first_id
      from person.nik
      where nik_index in (select nik_index from person.nik group by nik_index having count(*) > 1)
      window given as (partition by nik_index order by state = 'confirmed' desc, state = 'held', since, person_id)
    ) numbered where place > 1`.execute(services.worker)
  for (const { person_id, first_id } of rows) {
    await services.worker.transaction().execute(async (trx) => {
      const held = await trx
        .updateTable('person.nik')
        .set({ state: 'held' })
        .where('person_id', '=', person_id)
        .where('state', '=', 'checking')
        .returning('person_id')
        .executeTakeFirst()
      if (held === undefined) return
      await notify(trx, services, {
        person: first_id,
        selection: undefined,
        code: 'AKUN_NIK',
        // Keyed, so that the notice of one person does not name the other.
        cause: services.keys.mac('notice', `nik|${first_id}|${person_id}`).slice(0, 24),
        facts: {},
      })
    })
  }
}
