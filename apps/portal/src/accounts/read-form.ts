// Reads a form of a person's page against its schema, for every folder that has such pages.
import { z } from 'zod'
import type { AppContext } from './session.ts'

/** A form that is a button: its token, and what the button is about. */
export const buttonForm = z.object({
  token: z.string().max(400).default(''),
  id: z.string().max(60).default(''),
})

/** A field that comes twice or is too long makes the whole form empty, which no page of ours sends. */
export async function readForm<T extends z.ZodType>(c: AppContext, schema: T): Promise<z.output<T>> {
  const body = await c.req.parseBody({ all: true })
  const single = Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value === 'string'))
  const parsed = schema.safeParse(single)
  return parsed.success ? parsed.data : schema.parse({})
}
