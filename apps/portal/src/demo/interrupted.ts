// A first start that was cut short (Ctrl-C, a lost machine) leaves half a demo. Nobody has seen it, for the portal
// answers only when the demo is complete, and everything in it is invented: the next start clears it and loads anew.
import { rm } from 'node:fs/promises'
import pg from 'pg'
import type { Settings } from '../services/settings.ts'

/** Written before the first invented person, so that only a database that the demo itself began is ever cleared. */
export const loadingMark = 'demo.loading'
export const loadedMark = 'demo.loaded'

/** True where half a demo was there. Runs before the migrations, as the owner. */
export async function clearInterruptedDemo(
  adminUrl: string,
  settings: Pick<Settings, 'publicDir' | 'filesDir' | 'lockFile'>,
): Promise<boolean> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const known = await client.query<{ there: boolean }>(
      `select to_regclass('site.value') is not null as there`,
    )
    if (known.rows[0]?.there !== true) return false
    const marks = await client.query<{ key: string }>('select key from site.value where key in ($1, $2)', [
      loadingMark,
      loadedMark,
    ])
    const keys = marks.rows.map((row) => row.key)
    if (!keys.includes(loadingMark) || keys.includes(loadedMark)) return false
    // Files first: while the mark stands, a clearing that is cut short is done again.
    await rm(settings.publicDir, { recursive: true, force: true })
    await rm(settings.filesDir, { recursive: true, force: true })
    await rm(settings.lockFile, { force: true })
    await client.query(
      'drop schema act, person, auth, log, site cascade; drop table if exists public.migration',
    )
    return true
  } finally {
    await client.end()
  }
}
