// Background work on the files of the log.
import type { Services } from '../services/services.ts'
import type { Task } from '../services/worker.ts'
import { removePartials } from './partial-tiles.ts'

export function recordTasks(services: Services): Task[] {
  return [
    {
      name: 'record.partials',
      everySeconds: 600,
      async run() {
        await removePartials(services)
      },
    },
  ]
}
