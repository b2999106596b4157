// Background work of public questions: letters to guests, publication that nobody decided in time, the mark of a missed
// deadline on pages that are kept, the end of questions that were never confirmed, and of the link to who asked.
import { html } from 'hono/html'
import { tell } from '../services/bus.ts'
import type { Services } from '../services/services.ts'
import type { Task } from '../services/worker.ts'
import { afterAttempt } from '../track/delivery.ts'
import { askId } from '../words/ask.id.ts'
import { listenId } from '../words/listen.id.ts'
import { confirmToken } from './actions.ts'
import { forgetAskers, setDeletionDates } from './forget-askers.ts'
import { publishOverdue } from './moderation.ts'
import { confirmHours, moderationCodeOf } from './policy.ts'

export function listenTasks(services: Services): Task[] {
  return [
    { name: 'listen.letters', everySeconds: 20, on: ['question'], run: () => sendLetters(services) },
    {
      name: 'listen.clock',
      everySeconds: 60,
      on: ['question', 'clock'],
      async run() {
        await publishOverdue(services)
        await markLate(services)
        await dropUnconfirmed(services)
      },
    },
    {
      name: 'listen.askers',
      everySeconds: 600,
      async run() {
        await setDeletionDates(services)
        await forgetAskers(services)
      },
    },
  ]
}

/** A page made before the deadline passed does not know it; told once a deadline. */
export async function markLate(services: Services): Promise<void> {
  const now = services.clock.now()
  await services.worker.transaction().execute(async (trx) => {
    const marked = await trx
      .updateTable('site.question')
      .set({ late_told_at: now })
      .where('state', 'in', ['published', 'answeredProvisionally'])
      .where((eb) => eb(eb.fn.coalesce('promised_at', 'due_at'), '<=', now))
      .where((eb) =>
        eb.or([
          eb('late_told_at', 'is', null),
          eb('late_told_at', '<', eb.fn.coalesce('promised_at', 'due_at')),
        ]),
      )
      .returning('id')
      .execute()
    if (marked.length > 0) await tell(trx, 'terang_public')
  })
}

/** What was never confirmed goes, with the address. */
export async function dropUnconfirmed(services: Services): Promise<void> {
  const before = new Date(services.clock.now().getTime() - confirmHours * 3_600_000)
  await services.worker.transaction().execute(async (trx) => {
    const old = await trx
      .selectFrom('site.question')
      .select('id')
      .where('state', '=', 'awaitingConfirmation')
      .where('arrived_at', '<', before)
      .forUpdate()
      .execute()
    const ids = old.map((row) => row.id)
    if (ids.length === 0) return
    await trx.deleteFrom('person.question_letter').where('question_id', 'in', ids).execute()
    await trx.deleteFrom('person.question_asker').where('question_id', 'in', ids).execute()
    await trx.deleteFrom('site.question').where('id', 'in', ids).execute()
  })
}

/** Letters to guests that are due. An answer's letter waits until the answer is public. */
export async function sendLetters(services: Services): Promise<void> {
  const { worker, clock, keys } = services
  const due = await worker
    .selectFrom('person.question_letter as l')
    .innerJoin('site.question as q', 'q.id', 'l.question_id')
    .innerJoin('person.question_asker as a', 'a.question_id', 'l.question_id')
    .select([
      'l.question_id',
      'l.kind',
      'l.version',
      'l.attempt',
      'l.next_at',
      'q.title',
      'q.form_token',
      'q.arrived_at',
      'q.reason',
      'a.contact',
    ])
    .where('l.state', '=', 'queued')
    .where('l.next_at', '<=', clock.now())
    .orderBy('l.next_at')
    .limit(100)
    .execute()
  for (const row of due) {
    if (row.contact === null) continue
    const to = Buffer.from(keys.openSeed(`question|${row.question_id}`, row.contact)).toString('utf8')
    const written = await letterOf(services, row)
    const result = await services.mail.send({
      id: `tanya-${row.question_id}-${row.kind}-${row.version}`,
      to,
      at: clock.now(),
      ...written,
    })
    const step = afterAttempt(result, row.attempt + 1, row.arrived_at, clock.now())
    await worker
      .updateTable('person.question_letter')
      .set({
        attempt: row.attempt + 1,
        ...(step.state === 'retrying' ? { next_at: step.nextAt } : { state: step.state }),
      })
      .where('question_id', '=', row.question_id)
      .where('kind', '=', row.kind)
      .where('version', '=', row.version)
      .execute()
  }
}

async function letterOf(
  services: Services,
  row: {
    kind: keyof typeof askId.letters
    question_id: number
    title: string
    form_token: string
    reason: string | null
  },
): Promise<{ subject: string; text: string; html: string }> {
  const w = askId.letters[row.kind]
  const { publicOrigin } = services.settings
  const link =
    row.kind === 'confirm'
      ? `${publicOrigin}/tanya-jawab/konfirmasi/${confirmToken(services, row.form_token)}`
      : row.kind === 'moderated'
        ? `${publicOrigin}/tanya-jawab/moderasi`
        : `${publicOrigin}/tanya-jawab/${row.question_id}`
  const code = moderationCodeOf(row.reason ?? '')
  const lines = [
    w.line,
    `"${row.title}"`,
    ...(row.kind === 'moderated' && code !== undefined ? [`${listenId.codes[code]}.`] : []),
  ]
  const sender = services.agency.unit.id
  return {
    subject: w.subject,
    text: `${lines.join('\n\n')}\n\n${w.action}: ${link}\n\n${askId.letterEnd}\n${sender}\n`,
    html: String(
      await html`<!doctype html>
        <html lang="id">
          <body>
            ${lines.map((line) => html`<p>${line}</p>`)}
            <p><a href="${link}">${w.action}</a><br />${link}</p>
            <p>${askId.letterEnd}<br />${sender}</p>
          </body>
        </html>`,
    ),
  }
}
