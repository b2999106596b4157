// Tells whether a process number that a file keeps still means the same process.
// Numbers are given out again, so the mark carries the start time that the kernel knows.
import { readFileSync } from 'node:fs'

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, under another account.
    return (error as { code?: string }).code === 'EPERM'
  }
}

/** `pid start`, or undefined where no such process runs. */
export function processMark(pid: number): string | undefined {
  if (!Number.isInteger(pid) || pid <= 0 || !isRunning(pid)) return undefined
  try {
    // Field 22 is the start time; the second field, in brackets, may itself hold blanks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')
    const state = fields?.[0]
    return state === 'Z' ? undefined : `${pid} ${fields?.[19] ?? ''}`
  } catch {
    return `${pid} `
  }
}
