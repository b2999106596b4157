// Background work: named tasks that look for what is due and do it. Each is idempotent, reads its work from the
// database, and runs in one process at a time (advisory lock), so a kill loses nothing and doubles nothing.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Bus, Work } from './bus.ts'
import type { Db } from './database.ts'

export interface Task {
  name: string
  /** Longest time between two looks. */
  everySeconds: number
  /** What makes it look at once: work of a kind, or `entries` that the public pages show (record/quiet-types.ts). */
  on?: readonly (Work | 'entries')[]
  run: () => Promise<void>
}

/**
 * Each running task keeps one connection for its lock and needs others for its work: were all tasks to start at once,
 * locks alone could take the whole pool (ten connections), and every task would wait for ever.
 */
const mostAtOnce = 4

function openSlots(count: number) {
  let free = count
  const waiting: (() => void)[] = []
  const leave = () => {
    const next = waiting.shift()
    if (next === undefined) free += 1
    else next()
  }
  return {
    /** Resolves when it is this caller's turn; the function it gives ends the turn. */
    async enter(): Promise<() => void> {
      if (free > 0) free -= 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      return leave
    },
  }
}

/** Starts the tasks; `stop` waits for those that run. */
export function startWorker(options: {
  db: Db
  bus: Bus
  tasks: readonly Task[]
  onError: (task: string, error: unknown) => void
}) {
  const { db, bus } = options
  let stopped = false
  const running = new Set<Promise<void>>()
  const slots = openSlots(mostAtOnce)
  const undo: (() => void)[] = []

  for (const task of options.tasks) {
    const lock = createHash('sha256').update(`terang/task/${task.name}`).digest().readInt32BE(0)
    let busy = false
    let again = false
    const look = async (): Promise<void> => {
      if (stopped) return
      if (busy) {
        again = true
        return
      }
      busy = true
      const leave = await slots.enter()
      try {
        do {
          if (stopped) return
          again = false
          // Held by a session of its own: the work inside uses other connections.
          await db.connection().execute(async (connection) => {
            const { rows } = await sql<{
              got: boolean
            }>`select pg_try_advisory_lock(7402, ${lock}) as got`.execute(connection)
            if (rows[0]?.got !== true) return
            try {
              await task.run()
            } finally {
              await sql`select pg_advisory_unlock(7402, ${lock})`.execute(connection)
            }
          })
        } while (again && !stopped)
      } catch (error) {
        if (!stopped) options.onError(task.name, error)
      } finally {
        busy = false
        leave()
      }
    }
    const start = () => {
      const work = look().finally(() => running.delete(work))
      running.add(work)
    }
    const timer = setInterval(start, task.everySeconds * 1000)
    const on: readonly string[] = task.on ?? []
    undo.push(
      () => clearInterval(timer),
      // Without a word the connection was lost for a while, and anything may have happened.
      bus.on('terang_work', (what) => {
        if (on.includes(what) || (what === '' && on.length > 0)) start()
      }),
      bus.on('terang_log', (what) => {
        if (on.includes('entries') && what !== 'quiet') start()
      }),
    )
    start()
  }
  return {
    async stop(): Promise<void> {
      stopped = true
      undo.forEach((release) => release())
      await Promise.all(running)
    },
  }
}
