// One number of identity in two accounts (security.md 4): both may apply, and the later one is held for the officers.
// Compared here and not at the form: the web role sees one person at a time, and every answer takes the same time.
import { sql } from 'kysely'
import type { Services } from '../services/services.ts'

interface Later {
  readonly person_id: string
}

/** Holds every account whose number another one gave before. */
export async function holdSharedNumbers(services: Services): Promise<void> {
  const { rows } = await sql<Later>`
    select person_id from (
      select person_id, row_number() over (
        partition by nik_index order by state = 'confirmed' desc, state = 'held', since, person_id) as place
      from person.nik
      where nik_index in (select nik_index from person.nik group by nik_index having count(*) > 1)
    ) numbered where place > 1`.execute(services.worker)
  for (const { person_id } of rows) {
    await services.worker
      .updateTable('person.nik')
      .set({ state: 'held' })
      .where('person_id', '=', person_id)
      .where('state', '=', 'checking')
      .execute()
  }
}
