// Public questions of the demonstration with the committee's answers, each answer an entry.
import { canonicalText, sha256Of } from '../publish/published.ts'
import { announcementsOf } from '../publish/queries.ts'
import type { Trx } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import type { Crew } from './load-officers.ts'
import { demoId } from './load-people.ts'
import type { DemoRound } from './round.ts'

const fiveDaysMs = 7 * 86_400_000

export async function loadQuestions(
  services: Services,
  trx: Trx,
  selection: string,
  crew: Crew,
  round: DemoRound,
): Promise<void> {
  const [announcement] = await announcementsOf(trx, selection)
  for (const question of round.questions) {
    const askedAt = new Date(question.askedAt)
    const answeredAt = question.answer === undefined ? undefined : new Date(question.answer.answeredAt)
    const key = demoId(selection, question.questionId)
    const row = await trx
      .insertInto('site.question')
      .values({
        selection_id: selection,
        formation_id: question.formationId ?? null,
        topic: question.topic,
        state: answeredAt === undefined ? 'published' : 'answered',
        title: question.text,
        body: '',
        shown_name: `Penanya ${key.replaceAll('-', '').toUpperCase().replace(/[0-9]/g, '').slice(0, 4).padEnd(4, 'K')}`,
        arrived_at: askedAt,
        published_at: askedAt,
        answered_at: answeredAt ?? null,
        due_at: new Date(askedAt.getTime() + fiveDaysMs),
        form_token: key,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    if (question.answer === undefined || answeredAt === undefined) continue
    const citations =
      question.answer.cites === null || announcement === undefined
        ? []
        : [
            {
              kind: 'announcement',
              ref: announcement.number,
              version: announcement.version,
              locator: `${question.answer.cites.section} nomor ${question.answer.cites.number}`,
              source: announcement.sha256,
            },
          ]
    const body = question.answer.text
    const sha256 = sha256Of(
      canonicalText({ question: row.id, version: 1, kind: 'penjelasan', body, citations }),
    )
    const id = await services.record.enqueue(trx, {
      t: 'tanya.jawab',
      at: answeredAt,
      by: crew.questioner.as,
      sel: selection,
      body: {
        tanya: String(row.id),
        versi: 1,
        jenis: 'penjelasan',
        sha256,
        rujukan: citations.map((citation) => citation.source),
        setuju: [crew.secretary.as],
      },
    })
    await trx
      .insertInto('act.answer')
      .values({
        selection_id: selection,
        question_id: row.id,
        version: 1,
        kind: 'penjelasan',
        body,
        citations: JSON.stringify(citations),
        sha256,
        by_id: crew.questioner.personId,
        second_id: crew.secretary.personId,
        at: answeredAt,
        entry_id: id,
      })
      .execute()
  }
}
