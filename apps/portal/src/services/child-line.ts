// A line of jobs before one child process that handles files of strangers: one job at a time, with limits of time and
// memory. What the file does to its parser ends the child and nothing else; the next job gets a new one.
import { fork, type ChildProcess } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'

interface ChildLimits {
  /** The program: answers each message `{ id, ...job }` with `{ id, answer }`. */
  readonly program: string
  /** V8's heap, and the whole of the child: parsers keep their buffers outside the heap. */
  readonly heapMiB: number
  readonly residentMiB: number
  readonly timeMs: number
  /** After so many jobs a fresh child begins, so that nothing piles up in one. */
  readonly jobsPerChild: number
}

/** `tooCostly`: it took more memory or time than a document needs; `unavailable`: no child could be started. */
type NoAnswer = 'tooCostly' | 'unavailable'

interface ChildLine<Answer> {
  /** @param signal a job that nobody waits for any more is not begun */
  ask: (job: object, signal?: AbortSignal) => Promise<Answer | NoAnswer>
  stop: () => void
}

/** Keeps its child warm, because starting a parser costs more than most files. */
export function childLine<Answer extends object>(limits: ChildLimits): ChildLine<Answer> {
  let child: ChildProcess | undefined
  let served = 0
  let line: Promise<unknown> = Promise.resolve()

  function start(): ChildProcess {
    const started = fork(limits.program, [], {
      execArgv: [
        `--max-old-space-size=${limits.heapMiB}`,
        '--disable-warning=ExperimentalWarning',
        // Its own code is all it may read; it writes nothing and starts nothing.
        '--permission',
        ...readable(limits.program).map((path) => `--allow-fs-read=${path}`),
      ],
      // No setting and no key of ours reaches the child.
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    started.unref()
    started.channel?.unref()
    served = 0
    return started
  }

  function end(): void {
    child?.kill('SIGKILL')
    child = undefined
  }

  async function one(job: object): Promise<Answer | NoAnswer> {
    if (child === undefined || !child.connected || child.exitCode !== null || served >= limits.jobsPerChild) {
      end()
      child = start()
    }
    served += 1
    const worker = child
    const id = served
    return new Promise((resolve) => {
      const finish = (outcome: Answer | NoAnswer) => {
        clearTimeout(timer)
        clearInterval(watch)
        worker.off('message', heard)
        worker.off('exit', gone)
        worker.off('error', failed)
        if (typeof outcome === 'string') end()
        resolve(outcome)
      }
      const heard = (message: unknown) => {
        const said = message as { id?: number; answer?: Answer }
        if (said.id === id && said.answer !== undefined) finish(said.answer)
      }
      // A child that dies over a file ran out of its heap.
      const gone = () => finish('tooCostly')
      const failed = () => finish('unavailable')
      const timer = setTimeout(() => finish('tooCostly'), limits.timeMs)
      const watch = setInterval(() => {
        if (residentMiBOf(worker.pid) > limits.residentMiB) finish('tooCostly')
      }, 50)
      worker.on('message', heard)
      worker.on('exit', gone)
      worker.on('error', failed)
      worker.send({ ...job, id }, (error) => {
        if (error !== null) finish('unavailable')
      })
    })
  }

  return {
    ask(job, signal) {
      const turn = line.then(() => (signal?.aborted === true ? ('unavailable' as const) : one(job)))
      line = turn.catch(() => undefined)
      return turn
    },
    stop: end,
  }
}

/** The programs, the packages, and what tells Node of which kind a file is. */
function readable(program: string): string[] {
  const portal = join(dirname(program), '../..')
  const root = join(portal, '../..')
  const packages = join(root, 'node_modules')
  return [
    ...[dirname(program), packages, realpathSync(packages)].map((folder) => join(folder, '*')),
    join(portal, 'package.json'),
    join(root, 'package.json'),
  ]
}

function residentMiBOf(pid: number | undefined): number {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
    return (pages * 4096) / (1024 * 1024)
  } catch {
    // Not Linux, or already gone: time and heap limits remain.
    return 0
  }
}
