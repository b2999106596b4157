// What the server log says of an error: its kind, its code and where it was thrown. Never its words: those of the
// database quote values ("Key (nik)=(...)"), and those of a parser quote what somebody typed.
import { StartError } from './start-error.ts'

const identifier = /^[\w.-]{1,80}$/
/** Parts of a database error that are names of our schema. */
const schemaParts = ['constraint', 'schema', 'table', 'column', 'dataType', 'routine'] as const
const framesShown = 3

/** @param error what was thrown, or a code of ours or of a server */
export function faultLine(error: unknown): string {
  if (typeof error === 'string') return /^(\d{3}|[A-Za-z_]{1,40})$/.test(error) ? error : 'text'
  if (!(error instanceof Error)) return `thrown: ${typeof error}`
  // Written for whoever runs the server, with nothing of a person in it.
  if (error instanceof StartError) return error.message
  return [...kindOf(error), ...framesOf(error)].join(' ')
}

function kindOf(error: Error): string[] {
  const parts: string[] = [identifier.test(error.name) ? error.name : 'Error']
  const fields = error as Error & { readonly [field: string]: unknown }
  const code = fields['code']
  if (typeof code === 'string' && identifier.test(code) && !/\d{6}/.test(code)) parts.push(code)
  // The server's own errors, and no others, carry a severity.
  if (typeof fields['severity'] === 'string')
    for (const part of schemaParts) {
      const value = fields[part]
      if (typeof value === 'string' && identifier.test(value)) parts.push(`${part}=${value}`)
    }
  if (error.cause instanceof Error) parts.push('<-', ...kindOf(error.cause))
  return parts
}

/** Where it was thrown, and the places in our code on the way. The words stand before the frames and are cut off first. */
function framesOf(error: Error): string[] {
  const stack = error.stack ?? ''
  const words = error.message === '' ? -1 : stack.indexOf(error.message)
  const frames = (words === -1 ? stack : stack.slice(words + error.message.length))
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
  return frames
    .filter((line, i) => i === 0 || (!line.includes('node_modules') && !line.includes('node:')))
    .slice(0, framesShown)
}
