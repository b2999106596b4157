// The one door to the time of day. The database server's clock decides; a process only keeps how far its own
// monotonic clock is from it, measured every ten seconds, so that asking costs nothing.
// A process whose own wall clock strays says so: past one second it is degraded, past five it takes no submissions.

export type ClockState = 'ok' | 'degraded' | 'closed'

export type Clock = {
  now(): Date
  /** How far this machine's wall clock is from the database, in milliseconds. */
  driftMs(): number
  state(): ClockState
  measure(): Promise<void>
  stop(): void
}

export type ClockSource = {
  /** `select clock_timestamp()`, without any shift. */
  readDatabaseNow: () => Promise<Date>
  /** Demo and tests move time; production has none. A function, so that a journey can move it while it runs. */
  shiftMs?: number | (() => number)
  /** Milliseconds that only go forward. */
  monotonicMs?: () => number
  /** This machine's wall clock, only compared, never given out. */
  wallMs?: () => number
}

const measureEveryMs = 10_000
const degradedMs = 1_000
const closedMs = 5_000

export async function createClock({
  readDatabaseNow,
  shiftMs = 0,
  monotonicMs = () => performance.now(),
  wallMs = () => Date.now(),
}: ClockSource): Promise<Clock> {
  let offset = 0
  let drift = 0

  async function measure(): Promise<void> {
    const before = monotonicMs()
    const database = (await readDatabaseNow()).getTime()
    const after = monotonicMs()
    // The answer was read somewhere between asking and hearing: the middle is the best guess.
    const middle = (before + after) / 2
    offset = database - middle
    drift = wallMs() - (after - middle) - database
  }

  await measure()
  const timer = setInterval(() => {
    // A measurement that does not come through leaves the last offset in force; the database's own health
    // check reports the outage.
    measure().catch(() => undefined)
  }, measureEveryMs)
  timer.unref()

  return {
    now() {
      const shift = typeof shiftMs === 'function' ? shiftMs() : shiftMs
      return new Date(Math.floor(monotonicMs() + offset + shift))
    },
    driftMs: () => drift,
    state() {
      const size = Math.abs(drift)
      if (size > closedMs) return 'closed'
      return size > degradedMs ? 'degraded' : 'ok'
    },
    measure,
    stop: () => clearInterval(timer),
  }
}
