// The token every form carries: bound to the session and the form, with a one-time key. The key goes into a
// unique column of the act, so a form sent twice gives one act and the same answer (security.md 6).
import { randomBytes } from 'node:crypto'
import type { Keys } from './keys.ts'

const maxAgeMs = 12 * 60 * 60 * 1000

export type FormTokens = ReturnType<typeof formTokens>

export function formTokens(keys: Keys, now: () => Date) {
  const data = (session: string, form: string, key: string, issued: string) =>
    `${session}\n${form}\n${key}\n${issued}`
  return {
    /** @param session a stable mark of the session, or `tamu` for guests  @param form name of the form and its object */
    issue(session: string, form: string): string {
      const key = randomBytes(16).toString('base64url')
      const issued = now().getTime().toString(36)
      return `${key}.${issued}.${keys.mac('form', data(session, form, key, issued))}`
    },
    /** The one-time key of a token that was issued here for this session and form, else undefined. */
    read(session: string, form: string, token: unknown): string | undefined {
      if (typeof token !== 'string') return undefined
      const [key, issued, mac, rest] = token.split('.')
      if (key === undefined || issued === undefined || mac === undefined || rest !== undefined)
        return undefined
      if (!keys.macMatches('form', data(session, form, key, issued), mac)) return undefined
      const age = now().getTime() - Number.parseInt(issued, 36)
      return age <= maxAgeMs ? key : undefined
    },
  }
}
