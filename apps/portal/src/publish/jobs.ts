// Public pages change with the clock too: a stage begins, a new quarter of an hour is counted, proposals expire.
// Those tasks only look and tell; what is shown is computed when the page is made. Applicants hear of changed dates.
import { databaseNow } from '../services/database.ts'
import { expireDue } from '../accounts/proposals.ts'
import { tell } from '../services/bus.ts'
import type { Services } from '../services/services.ts'
import type { Task } from '../services/worker.ts'
import { countingMoment, nextStageMove, openSelections } from './queries.ts'
import { tellSchedules } from './tell-schedule.ts'

export function publishTasks(services: Services): Task[] {
  let counted = countingMoment(services.clock.now()).getTime()
  let moves: number[] = []
  return [
    {
      name: 'publish.clock',
      everySeconds: 5,
      on: ['entries', 'clock'],
      async run() {
        const now = services.clock.now()
        const moment = countingMoment(now).getTime()
        const moved = moves.some((move) => move <= now.getTime())
        moves = []
        for (const { id } of await openSelections(services.worker)) {
          const move = await nextStageMove(services, id)
          if (move !== undefined) moves.push(move.getTime())
        }
        if (moment === counted && !moved) return
        counted = moment
        await tell(services.worker, 'terang_public')
      },
    },
    {
      name: 'publish.tell',
      everySeconds: 60,
      on: ['entries'],
      run: () => tellSchedules(services),
    },
    {
      name: 'publish.proposals',
      everySeconds: 60,
      run: async () => expireDue(services.worker, await databaseNow(services.worker)),
    },
  ]
}
