// Writes the tiles and entry bundles of a growth from one published size to the next (tlog-tiles).
// Only partial files of published sizes are written; the same size gives the same bytes at every run.
// The unfinished bundle stays in memory, so that one more entry does not read its 255 neighbours again.
import { bundlesToWrite, TILE_WIDTH, tilesToWrite } from '@terang/log/tiles.ts'
import type { Db } from '../services/database.ts'
import type { FileStore } from '../services/files.ts'

interface Row {
  entry: Uint8Array
  leaf: Uint8Array
}
export type TileWriter = ReturnType<typeof tileWriter>

export function tileWriter(db: Db, files: FileStore) {
  let tail: { first: number; rows: Row[] } = { first: 0, rows: [] }

  function read(first: number, end: number): Promise<Row[]> {
    return db
      .selectFrom('log.entry')
      .select(['entry', 'leaf'])
      .where('idx', '>=', first)
      .where('idx', '<', end)
      .orderBy('idx')
      .execute()
  }

  /** Rows of the table, taken from the tail where it holds them. */
  async function rows(first: number, end: number): Promise<Row[]> {
    const known = tail.first + tail.rows.length
    if (first < tail.first || first > known) return read(first, end)
    const held = tail.rows.slice(first - tail.first, end - tail.first)
    return end <= known ? held : [...held, ...(await read(known, end))]
  }

  return {
    async write(from: number, to: number): Promise<void> {
      const first = Math.floor(from / TILE_WIDTH) * TILE_WIDTH
      // A short growth is read once for bundles and tiles; a long one goes bundle by bundle.
      if (to - first <= 4 * TILE_WIDTH) tail = { first, rows: await rows(first, to) }
      const column = (name: keyof Row) => async (begin: number, end: number) =>
        (await rows(begin, end)).map((row) => row[name])
      for await (const file of bundlesToWrite(from, to, column('entry')))
        await files.write(file.path, file.bytes)
      const source = { leaves: column('leaf'), read: (path: string) => files.read(path) }
      for await (const file of tilesToWrite(from, to, source)) await files.write(file.path, file.bytes)
      const next = Math.floor(to / TILE_WIDTH) * TILE_WIDTH
      tail = { first: next, rows: next < tail.first ? [] : tail.rows.slice(next - tail.first) }
      if (tail.rows.length !== to - next) tail = { first: next, rows: [] }
    },
  }
}
