// Tells who asked: an account holder by a notice in the inbox, a guest by one letter. The link between asker and
// question is read here and nowhere else on the staff side.
import { notify } from '../track/notify.ts'
import type { NoticeCode } from '../track/catalogue.ts'
import type { Facts } from '../track/notice-text.ts'
import { tell } from '../services/bus.ts'
import type { Queryable } from '../services/database.ts'
import type { Services } from '../services/services.ts'

export interface AskerNews {
  readonly question: number
  readonly kind: 'published' | 'answered' | 'moderated'
  readonly version?: number
  readonly notice: { readonly code: NoticeCode; readonly facts: Facts }
}

/** Begins the cause of every notice about a question; what follows is the version. */
export const causeOf = (kind: AskerNews['kind'], question: number) => `tanya.${kind}|${question}`

/** Inside the transaction of the act, scoped to the officer or run by the worker. */
export async function tellAsker(services: Services, trx: Queryable, news: AskerNews): Promise<void> {
  const asker = await trx
    .selectFrom('person.question_asker as a')
    .innerJoin('site.question as q', 'q.id', 'a.question_id')
    .select(['a.person_id', 'a.contact', 'q.selection_id'])
    .where('a.question_id', '=', news.question)
    .executeTakeFirst()
  if (asker === undefined) return
  const version = news.version ?? 0
  if (asker.person_id !== null) {
    await notify(trx, services, {
      person: asker.person_id,
      selection: asker.selection_id,
      code: news.notice.code,
      cause: `${causeOf(news.kind, news.question)}|${version}`,
      facts: news.notice.facts,
    })
  } else if (asker.contact !== null) {
    await trx
      .insertInto('person.question_letter')
      .values({ question_id: news.question, kind: news.kind, version, next_at: services.clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await tell(trx, 'terang_work', 'question')
  }
}
