// What a browser may send for a step of the form: known inputs only, as text, with an upper bound on each.
import { z } from 'zod'
import { inputsOf, type FormStep } from './application-form.ts'

const text = z.string().max(1_000)

/** The body of a form step; absent inputs (an unchosen radio) are left as they were. */
export function applyForm(step: FormStep) {
  const inputs = Object.fromEntries(inputsOf(step).map((input) => [input, text.optional()]))
  return z
    .strictObject({ token: z.string().max(200), versi: z.coerce.number().int().min(1), ...inputs })
    .transform(({ token, versi, ...rest }) => ({
      token,
      versi,
      typed: Object.fromEntries(
        Object.entries(rest).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
      ),
    }))
}

/** Reasons for conditions that differ, from the review page. */
export const reasonForm = z
  .looseObject({ token: z.string().max(200), versi: z.coerce.number().int().min(1) })
  .transform(({ token, versi, ...rest }) => ({
    token,
    versi,
    typed: Object.fromEntries(
      Object.entries(rest).filter(
        (pair): pair is [string, string] =>
          /^alasan\.[A-Za-z]{1,30}$/.test(pair[0]) && typeof pair[1] === 'string' && pair[1].length <= 1_000,
      ),
    ),
  }))
