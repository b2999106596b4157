// What the pages of the public log read: entries that a published checkpoint covers, and nothing else of the database.
import { sql } from 'kysely'
import { parseCheckpoint } from '@terang/log/checkpoint.ts'
import { parseEntry, type Entry } from '@terang/log/entry.ts'
import { parseNote } from '@terang/log/note.ts'
import { formatProof } from '@terang/log/proof.ts'
import { inclusionProofFromTiles, readEntryFromTiles } from '@terang/log/tiles.ts'
import { leafHash } from '@terang/log/tree.ts'
import type { Queryable } from '../services/database.ts'
import type { FileStore } from '../services/files.ts'

export interface LogHead {
  readonly note: string
  readonly size: number
  /** Hexadecimal. */
  readonly root: string
  readonly vkey: string
  /** Text of the witness policy. */
  readonly policy: string
}

/** The published checkpoint, from its file: what everybody sees. */
export async function publishedHead(files: FileStore): Promise<LogHead | undefined> {
  const [bytes, vkey, policy] = await Promise.all(
    ['checkpoint', 'log.vkey', 'policy'].map((name) => files.read(name)),
  )
  if (bytes === undefined || vkey === undefined || policy === undefined) return undefined
  const note = Buffer.from(bytes).toString('utf8')
  const { size, root } = parseCheckpoint(parseNote(note).body)
  return {
    note,
    size,
    root: Buffer.from(root).toString('hex'),
    vkey: Buffer.from(vkey).toString('utf8').trim(),
    policy: Buffer.from(policy).toString('utf8'),
  }
}

export async function signedAt(db: Queryable, size: number): Promise<Date | undefined> {
  const row = await db
    .selectFrom('log.checkpoint')
    .select('signed')
    .where('size', '=', size)
    .executeTakeFirst()
  return row?.signed
}

export interface ShownEntry {
  readonly index: number
  readonly entry: Entry
  readonly raw: string
  /** Leaf hash in hex. */
  readonly leaf: string
}

/** An entry from the published files, so that the page shows what the proof is about. */
export async function publishedEntry(
  files: FileStore,
  index: number,
  size: number,
): Promise<ShownEntry | undefined> {
  if (index >= size) return undefined
  const bytes = await readEntryFromTiles(index, size, (path) => files.read(path))
  return {
    index,
    entry: parseEntry(bytes),
    raw: Buffer.from(bytes).toString('utf8'),
    leaf: Buffer.from(leafHash(bytes)).toString('hex'),
  }
}

/** A `tlog-proof` with the entry in it, against the newest checkpoint. */
export async function publishedProof(files: FileStore, index: number): Promise<string | undefined> {
  const head = await publishedHead(files)
  if (head === undefined || index >= head.size) return undefined
  const read = (path: string) => files.read(path)
  const [entry, hashes] = await Promise.all([
    readEntryFromTiles(index, head.size, read),
    inclusionProofFromTiles(index, head.size, read),
  ])
  return formatProof({ index, hashes, extra: entry, checkpoint: head.note })
}

export interface EntrySearch {
  readonly type?: string
  readonly selection?: string
  readonly subject?: string
  readonly reason?: string
  /** Only entries before this index. */
  readonly before?: number
}

export interface FoundEntry {
  readonly index: number
  readonly entry: Entry
}

export const shownEntries = 50

/** Matching effective entries, the newest first; one more than is shown, so that the page knows of older ones. */
export async function searchEntries(
  db: Queryable,
  search: EntrySearch,
  limit = shownEntries,
): Promise<FoundEntry[]> {
  let query = db
    .selectFrom('log.entry as e')
    .innerJoin('log.effective as f', 'f.id', 'e.id')
    .select(['e.idx', 'e.entry'])
    .orderBy('e.idx', 'desc')
    .limit(limit + 1)
  if (search.type !== undefined) query = query.where('e.t', '=', search.type)
  if (search.selection !== undefined) query = query.where('e.sel', '=', search.selection)
  if (search.subject !== undefined) query = query.where('e.subj', '=', search.subject)
  if (search.before !== undefined) query = query.where('e.idx', '<', search.before)
  if (search.reason !== undefined)
    query = query.where(
      sql<boolean>`(convert_from(e.entry, 'UTF8')::jsonb #> '{body,alasan}') @> to_jsonb(${search.reason}::text)`,
    )
  const rows = await query.execute()
  return rows.map((row) => ({ index: row.idx, entry: parseEntry(row.entry) }))
}

/** Rounds whose rules are public, for the list that strangers start from. */
export async function announcedSelections(db: Queryable): Promise<{ id: string; title: string }[]> {
  return db
    .selectFrom('site.selection as s')
    .select(['s.id', 's.title'])
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('log.entry as e')
          .innerJoin('log.effective as f', 'f.id', 'e.id')
          .select('e.idx')
          .whereRef('e.sel', '=', 's.id')
          .where('e.t', '=', 'aturan.terbit'),
      ),
    )
    .orderBy('s.id')
    .execute()
}

export interface FoundAnnouncement {
  readonly selection: string
  readonly number: string
  readonly title: string
  readonly version: number
  readonly at: Date
  readonly index: number
}

/** The announcement with a number, in its newest version. */
export async function announcementByNumber(
  db: Queryable,
  number: string,
): Promise<FoundAnnouncement | undefined> {
  const row = await db
    .selectFrom('act.announcement as a')
    .innerJoin('log.effective as e', 'e.id', 'a.entry_id')
    .select(['a.selection_id as selection', 'a.number', 'a.title', 'a.version', 'a.at', 'e.idx as index'])
    .where(sql`lower(a.number)`, '=', number.toLowerCase())
    .orderBy('a.version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row
}
