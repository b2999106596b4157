// The demo's accounts as its loader wrote them down: `site.value` key demo.accounts.
import { z } from 'zod'
import type { Queryable } from '../services/database.ts'

export const demoAccounts = z.array(
  z.object({
    label: z.string(),
    description: z.string(),
    kind: z.enum(['applicant', 'officer']),
    personId: z.uuid(),
  }),
)
export type DemoAccount = z.infer<typeof demoAccounts>[number]

export async function readDemoAccounts(db: Queryable): Promise<DemoAccount[]> {
  const row = await db
    .selectFrom('site.value')
    .select('value')
    .where('key', '=', 'demo.accounts')
    .executeTakeFirst()
  return row === undefined ? [] : demoAccounts.parse(row.value)
}
