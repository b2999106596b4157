// A program for tests of the line before a child: it does what a parser that was taken over would try.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'

/** What of it worked, or the code of the refusal. */
export interface Reach {
  own: string
  read: string
  write: string
  start: string
  settings: string[]
}

function tries(act: () => unknown): string {
  try {
    act()
    return 'done'
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'failed'
  }
}

process.on('message', (job: { id: number; read: string; write: string }) => {
  const answer: Reach = {
    own: tries(() => readFileSync(import.meta.filename)),
    read: tries(() => readFileSync(job.read)),
    write: tries(() => writeFileSync(job.write, 'x')),
    start: tries(() => spawnSync(process.execPath, ['--version'])),
    settings: Object.keys(process.env),
  }
  process.send?.({ id: job.id, answer })
})
