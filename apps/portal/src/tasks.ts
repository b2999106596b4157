// The background tasks of all steps, in the order of the process.
import type { Services } from './services/services.ts'
import type { Task } from './services/worker.ts'

export function tasks(_services: Services): Task[] {
  return []
}
