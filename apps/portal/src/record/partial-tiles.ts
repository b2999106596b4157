// Partial tiles and bundles go one hour after the full one is published, never before (transparency-log.md 3): whoever
// read an older checkpoint meanwhile still finds what it names, and later the start of the full file serves.
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { parseTilePath, TILE_WIDTH, type Tile } from '@terang/log/tiles.ts'
import type { Services } from '../services/services.ts'

const keptMinutes = 60

/** @returns how many folders of partial files went */
export async function removePartials(services: Pick<Services, 'worker' | 'publicFiles'>): Promise<number> {
  const size = await publishedLongAgo(services)
  let removed = 0
  for await (const path of partialFolders(services.publicFiles.path('tile'), 'tile')) {
    const full = path.slice(0, -'.p'.length)
    const tile = parseTilePath(full)
    // Only where the full file stands there, whatever the table says.
    if (tile === undefined || endOf(tile) > size || !(await services.publicFiles.exists(full))) continue
    await rm(services.publicFiles.path(path), { recursive: true, force: true })
    removed += 1
  }
  return removed
}

/** The largest size that was public an hour ago, by the clock that signed it: that of demo and tests may be moved. */
async function publishedLongAgo({ worker }: Pick<Services, 'worker'>): Promise<number> {
  const { rows } = await sql<{ size: number | null }>`
    select max(c.size)::float8 as size from log.checkpoint c, log.state s
    where c.size <= s.published and c.signed <= clock_timestamp() - make_interval(mins => ${keptMinutes})`.execute(
    worker,
  )
  return rows[0]?.size ?? 0
}

/** Entries a tree has when the tile is full. */
function endOf(tile: Tile): number {
  const level = tile.level === 'entries' ? 0 : tile.level
  return (tile.index + 1) * TILE_WIDTH ** (level + 1)
}

async function* partialFolders(folder: string, path: string): AsyncGenerator<string> {
  const found = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  for (const one of found) {
    if (!one.isDirectory()) continue
    const inner = `${path}/${one.name}`
    if (/^\d{3}\.p$/.test(one.name)) yield inner
    else yield* partialFolders(join(folder, one.name), inner)
  }
}
