// What account forms say when something needs repair: one text a reason, at the field where it helps.
import type { FormError } from '../ui/fields.tsx'
import { accountsId as w } from '../words/accounts.id.ts'
import { format } from '../words/format.ts'
import type { Checked } from './actions.ts'
import { passwordProblem, TooBusy } from './password.ts'

/** What a refusal of a sign-in says, at the field where it helps. */
export function checkedError(checked: Exclude<Checked, { kind: 'ok' }>, noMatch: string): FormError {
  switch (checked.kind) {
    case 'noMatch':
    case 'gone':
      return { field: 'password', text: noMatch }
    case 'closed':
      return { field: 'password', text: w.errors.closed }
    case 'wait':
      return {
        field: 'password',
        text: w.errors.wait(format('id').time(new Date(checked.until.getTime() + 59_999))),
      }
  }
}

/** The reason a new password is refused, with what was counted. */
export function newPasswordError(password: string, about: readonly string[]): FormError | undefined {
  if (password === '') return { field: 'password', text: w.errors.passwordEmpty }
  const problem = passwordProblem(password, about)
  if (problem === undefined) return undefined
  const length = String(Array.from(password.normalize('NFKC')).length)
  const text = problem === 'short' || problem === 'long' ? w.errors[problem](length) : w.errors[problem]
  return { field: 'password', text }
}

export const formExpired: FormError = { field: '#isi', text: w.errors.form }
export const tooBusy: FormError = { field: '#isi', text: w.errors.busy }

/** Runs what computes a password hash; 'busy' where all places are taken. */
export async function orBusy<T>(work: () => Promise<T>): Promise<T | 'busy'> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof TooBusy) return 'busy'
    throw error
  }
}
