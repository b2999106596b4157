// The one error of this package: a code that programs branch on and a sentence for developers.
// Parsers refuse with it; checkers (receipt, fsck, monitor) turn it into findings with text for people.

export class LogError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.name = 'LogError'
    this.code = code
  }
}

export function refuse(code: string, message: string): never {
  throw new LogError(code, message)
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
