// The background tasks of all steps, in the order of the process.
import { applyTasks } from './apply/jobs.ts'
import { decideTasks } from './decide/jobs.ts'
import { publishTasks } from './publish/jobs.ts'
import { trackTasks } from './track/jobs.ts'
import type { Services } from './services/services.ts'
import type { Task } from './services/worker.ts'

export function tasks(services: Services): Task[] {
  return [
    ...publishTasks(services),
    ...applyTasks(services),
    ...decideTasks(services),
    ...trackTasks(services),
  ]
}
