// What a browser sends from the desk, read at the edge: texts only, bounded, nothing else passes.
import { createHash } from 'node:crypto'
import { z } from 'zod'

const fields = z.record(z.string().max(80), z.string().max(4_100))

/** Text fields of a form; files and repeated names are dropped, and a form that is too large is empty. */
export function formValues(body: Record<string, unknown>): Record<string, string | undefined> {
  const texts = Object.entries(body).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  const read = fields.safeParse(Object.fromEntries(texts.slice(0, 200)))
  return read.success ? read.data : {}
}

/** The verdicts among them, by the names of the form. */
export function typedOf(form: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(form).filter(
      (pair): pair is [string, string] =>
        /^(jawab|alasan|catatan)\.[a-z0-9_]{1,32}$/.test(pair[0]) && pair[1] !== undefined,
    ),
  )
}

/** Mark of exactly these verdicts: a preview of others does not count as seen. */
export function verdictMark(typed: Readonly<Record<string, string>>): string {
  const rows = Object.entries(typed).filter(
    ([name, value]) =>
      value !== '' &&
      (name.startsWith('jawab.') || typed[`jawab.${name.slice(name.indexOf('.') + 1)}`] === 'tidak'),
  )
  return createHash('sha256')
    .update(
      JSON.stringify(
        rows
          .toSorted(([x], [y]) => (x < y ? -1 : 1))
          .map(([name, value]) => [name, value.replace(/\r\n/g, '\n')]),
      ),
    )
    .digest('base64url')
    .slice(0, 22)
}
