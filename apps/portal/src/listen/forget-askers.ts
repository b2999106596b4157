// The link between a person and a public question ends some time after its round (participation.md 2.9): the row that
// names the asker, the letters that wait on it, and the notices whose cause names the question. The thread stays.
import { sql } from 'kysely'
import { roundEnd } from '../publish/round-end.ts'
import type { Services } from '../services/services.ts'
import { askerDays } from './policy.ts'
import { causeOf } from './tell-asker.ts'

/**
 * Computed anew each time, because a schedule moves and a report comes. Who asks after the end is counted from their
 * question, so that they can still be told of the answer.
 */
export async function setDeletionDates(services: Services): Promise<void> {
  const { worker } = services
  const rounds = await worker
    .selectFrom('person.question_asker as a')
    .innerJoin('site.question as q', 'q.id', 'a.question_id')
    .select('q.selection_id')
    .distinct()
    .execute()
  for (const { selection_id } of rounds) {
    const end = await roundEnd(worker, selection_id)
    if (end === undefined) continue
    await sql`
      update person.question_asker a set delete_after = d.due
      from (select q.id, greatest(${end}::timestamptz, q.arrived_at) + make_interval(days => ${askerDays}) as due
            from site.question q where q.selection_id = ${selection_id}) d
      where d.id = a.question_id and a.delete_after is distinct from d.due`.execute(worker)
  }
}

/** Deletes what is due; a kill between two rounds of it leaves the rest for the next. */
export async function forgetAskers(services: Services): Promise<void> {
  await services.worker.transaction().execute(async (trx) => {
    const due = await trx
      .deleteFrom('person.question_asker')
      .where('delete_after', '<=', services.clock.now())
      .returning(['question_id', 'person_id'])
      .execute()
    if (due.length === 0) return
    await trx
      .deleteFrom('person.question_letter')
      .where(
        'question_id',
        'in',
        due.map((row) => row.question_id),
      )
      .execute()
    for (const { question_id, person_id } of due) {
      if (person_id === null) continue
      await trx
        .deleteFrom('person.notice')
        .where('person_id', '=', person_id)
        .where((eb) =>
          eb.or(
            (['published', 'answered', 'moderated'] as const).map((kind) =>
              eb('cause', 'like', `${causeOf(kind, question_id)}|%`),
            ),
          ),
        )
        .execute()
    }
  })
}
