// The background tasks of all steps, in the order of the process.
import { applyTasks } from './apply/jobs.ts'
import { decideTasks } from './decide/jobs.ts'
import { objectTasks } from './object/jobs.ts'
import { listenTasks } from './listen/jobs.ts'
import { publishTasks } from './publish/jobs.ts'
import { recordTasks } from './record/jobs.ts'
import { trackTasks } from './track/jobs.ts'
import type { Services } from './services/services.ts'
import type { Task } from './services/worker.ts'

export function tasks(services: Services): Task[] {
  return [
    ...publishTasks(services),
    ...applyTasks(services),
    ...objectTasks(services),
    ...decideTasks(services),
    ...listenTasks(services),
    ...trackTasks(services),
    ...recordTasks(services),
  ]
}
