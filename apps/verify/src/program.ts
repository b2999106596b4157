// What a command gets and gives: its arguments and where to write, and an exit code. No command touches the process
// itself, so that tests run them as they are.

export interface Program {
  /** Results. */
  readonly out: (text: string) => void
  /** Messages. */
  readonly err: (text: string) => void
  /** Progress is for people who watch. */
  readonly isTerminal: boolean
}

/** Good; checked and found wrong; cannot check. */
export const EXIT = { good: 0, wrong: 1, cannot: 2 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

export type Command = (args: readonly string[], program: Program) => Promise<ExitCode>
