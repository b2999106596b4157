// What a person may send to the account pages. Everything is text of bounded length; meaning is checked after, so that
// a refusal can show again what was typed.
import { z } from 'zod'

const text = (most: number) => z.string().max(most).default('')
const token = text(400)

export const signUpForm = z.object({
  token,
  email: text(300),
  password: text(1_000),
  action: text(20),
  show: text(5),
})
export const signInForm = z.object({ token, email: text(300), password: text(1_000), kembali: text(300) })
export const forgotForm = z.object({ token, email: text(300) })
export const passwordForm = z.object({ token, password: text(1_000), action: text(20), show: text(5) })
export const codeForm = z.object({ token, code: text(20) })

/** A path of this site to go on to after signing in; anything else is the account page. */
export function ownPath(path: string | undefined, otherwise = '/akun'): string {
  if (path === undefined || !/^\/(?![/\\])[\w\-/.?=&%+]*$/.test(path)) return otherwise
  return path
}
