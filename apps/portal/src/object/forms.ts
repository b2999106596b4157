// What a browser sends with an objection or an answer, read at the edge: bounded texts only, nothing else passes.
import { z } from 'zod'

const fields = z.record(z.string().max(80), z.string().max(20_000))

/** Text fields of a form; files and repeated names are dropped. Lengths that people may type are judged with a message. */
export function formValues(body: Record<string, unknown>): Record<string, string | undefined> {
  const texts = Object.entries(body).filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  const read = fields.safeParse(Object.fromEntries(texts.slice(0, 200)))
  return read.success ? read.data : {}
}
