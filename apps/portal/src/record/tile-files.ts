// Writes the tiles and entry bundles of a growth from one published size to the next (tlog-tiles).
// Only partial files of published sizes are written; the same size gives the same bytes at every run.
import { bundlesToWrite, tilesToWrite } from '@terang/log/tiles.ts'
import type { Db } from '../services/database.ts'
import type { FileStore } from '../services/files.ts'

export async function writeTiles(options: {
  db: Db
  files: FileStore
  from: number
  to: number
}): Promise<void> {
  const { db, files, from, to } = options
  const range =
    <C extends 'entry' | 'leaf'>(column: C) =>
    async (first: number, end: number) => {
      const rows = await db
        .selectFrom('log.entry')
        .select(['entry', 'leaf'])
        .where('idx', '>=', first)
        .where('idx', '<', end)
        .orderBy('idx')
        .execute()
      return rows.map((row) => row[column])
    }
  for await (const file of bundlesToWrite(from, to, range('entry'))) await files.write(file.path, file.bytes)
  const source = { leaves: range('leaf'), read: (path: string) => files.read(path) }
  for await (const file of tilesToWrite(from, to, source)) await files.write(file.path, file.bytes)
}
