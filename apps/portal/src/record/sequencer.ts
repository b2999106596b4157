// Turns pending entries into the log, one process at a time (transparency-log.md 4): integrate in one transaction,
// then write tiles, sign, publish. Files follow from the table and are rewritten with the same bytes after a crash.
// Only this folder sees the signing key. A broken invariant stops the log: fail loudly, change nothing.
import { sql } from 'kysely'
import { formatCheckpoint } from '@terang/log/checkpoint.ts'
import { parseEntry } from '@terang/log/entry.ts'
import { appendLeaves, leafHash } from '@terang/log/tree.ts'
import type { Bus } from '../services/bus.ts'
import { tell } from '../services/bus.ts'
import type { Db } from '../services/database.ts'
import type { FileStore } from '../services/files.ts'
import { StartError } from '../services/start-error.ts'
import { readLockFile, writeLockFile } from './lock-file.ts'
import type { LogSigner } from './signing-key.ts'
import { quietTypes } from './quiet-types.ts'
import { tileWriter, type TileWriter } from './tile-files.ts'

/** Entries of one integration, and the pause between two publications (transparency-log.md 4). */
const batchSize = 1_000
const pauseMs = 200

export interface SequencerOptions {
  /** The pool of the sequencer role. */
  db: Db
  bus: Bus
  files: FileStore
  origin: string
  signer: LogSigner
  /** Latest signed size and root, outside the database and its backups: what stops a restored backup from forking. */
  lockFile: string
  /** A database of tests, made without fsync; never in the product. */
  throwaway?: boolean
  onError: (error: unknown) => void
}

/** Integrates up to one batch; gives how many. Needs the sequencer's lock. */
async function integrate(db: Db): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await sql`set local synchronous_commit = on`.execute(trx)
    const state = await trx
      .selectFrom('log.state')
      .select(['size', 'frontier'])
      .forUpdate()
      .executeTakeFirstOrThrow()
    const { rows } = await sql<{ id: Buffer; entry: Buffer }>`
      with taken as (
        delete from log.pending where seq in (select seq from log.pending order by seq limit ${batchSize})
        returning seq, id, entry)
      select id, entry from taken order by seq`.execute(trx)
    if (rows.length === 0) return 0
    const leaves = rows.map((row) => leafHash(row.entry))
    const grown = appendLeaves(splitHashes(state.frontier), state.size, leaves)
    await trx
      .insertInto('log.entry')
      .values(
        rows.map((row, i) => {
          const entry = parseEntry(row.entry)
          return {
            idx: state.size + i,
            id: row.id,
            entry: row.entry,
            leaf: Buffer.from(leaves[i]!),
            t: entry.t,
            sel: entry.sel ?? null,
            subj: entry.subj ?? null,
            at: new Date(entry.at),
          }
        }),
      )
      .execute()
    await trx
      .insertInto('log.root')
      .values({ size: grown.size, root: Buffer.from(grown.root) })
      .execute()
    await trx
      .updateTable('log.state')
      .set({ size: grown.size, frontier: Buffer.concat(grown.frontier) })
      .execute()
    return rows.length
  })
}

function splitHashes(joined: Uint8Array): Uint8Array[] {
  return Array.from({ length: joined.length / 32 }, (_, i) => joined.subarray(i * 32, i * 32 + 32))
}

/** Writes tiles, signs, publishes what is integrated; does nothing where it is published already. */
async function publish(options: SequencerOptions, tiles: TileWriter): Promise<boolean> {
  const { db, files, origin, signer } = options
  const state = await db.selectFrom('log.state').select(['size', 'published']).executeTakeFirstOrThrow()
  if (state.size === state.published) return false
  await tiles.write(state.published, state.size)
  const { root, note: stored } = await db
    .selectFrom('log.root')
    .leftJoin('log.checkpoint', 'log.checkpoint.size', 'log.root.size')
    .select(['root', 'note'])
    .where('log.root.size', '=', state.size)
    .executeTakeFirstOrThrow()
  let note = stored
  if (note === null) {
    note = await signer.sign(formatCheckpoint({ origin, size: state.size, root }))
    await db.insertInto('log.checkpoint').values({ size: state.size, note }).execute()
  }
  await writeLockFile(options.lockFile, { size: state.size, root: Buffer.from(root).toString('base64') })
  const bytes = Buffer.from(note, 'utf8')
  await files.write(`checkpoint.${state.size}`, bytes)
  await files.write('checkpoint', bytes)
  await db.transaction().execute(async (trx) => {
    await trx.updateTable('log.state').set({ published: state.size }).execute()
    const loud = await trx
      .selectFrom('log.entry')
      .select('idx')
      .where('idx', '>=', state.published)
      .where('idx', '<', state.size)
      .where('t', 'not in', [...quietTypes])
      .limit(1)
      .executeTakeFirst()
    await tell(trx, 'terang_log', loud === undefined ? 'quiet' : String(state.size))
  })
  return true
}

/** Refuses to sign where the database is behind what was signed before, or says something else. */
export async function checkBeforeSigning(options: SequencerOptions): Promise<void> {
  const { db } = options
  for (const setting of ['fsync', 'full_page_writes', 'data_checksums']) {
    const { rows } = await sql<{ value: string }>`select current_setting(${setting}) as value`.execute(db)
    if (rows[0]?.value !== 'on' && options.throwaway !== true) {
      throw new StartError(`log: PostgreSQL setting ${setting} is off; the log stays read-only`)
    }
  }
  const lock = await readLockFile(options.lockFile)
  if (lock === undefined) return
  const state = await db.selectFrom('log.state').select('size').executeTakeFirstOrThrow()
  if (lock.size > state.size) {
    throw new StartError(
      `log: the lock file knows size ${lock.size}, the database only ${state.size}; a restored backup must not sign`,
    )
  }
  const row = await db.selectFrom('log.root').select('root').where('size', '=', lock.size).executeTakeFirst()
  if (row === undefined || Buffer.from(row.root).toString('base64') !== lock.root) {
    throw new StartError(
      `log: the root of size ${lock.size} differs from the one signed before; the log stays read-only`,
    )
  }
}

/** Starts the sequencer; a second one waits until the first is gone. */
export async function startSequencer(options: SequencerOptions): Promise<{ stop: () => Promise<void> }> {
  const { db, bus } = options
  let stopped = false
  let wake: () => void = () => undefined
  const release = bus.on('terang_pending', () => wake())

  async function loop(): Promise<void> {
    while (!stopped) {
      try {
        await db.connection().execute(async (connection) => {
          const { rows } = await sql<{ got: boolean }>`select pg_try_advisory_lock(7403) as got`.execute(
            connection,
          )
          if (rows[0]?.got !== true) return
          try {
            await checkBeforeSigning(options)
            await work(connection)
          } finally {
            await sql`select pg_advisory_unlock(7403)`.execute(connection).catch(() => undefined)
          }
        })
      } catch (error) {
        if (!stopped) options.onError(error)
      }
      if (!stopped) await sleep(1_000)
    }
  }
  async function work(lockHolder: Db): Promise<void> {
    const tiles = tileWriter(db, options.files)
    while (!stopped) {
      let taken = 0
      let last: number
      const began = performance.now()
      do {
        last = await integrate(db)
        taken += last
      } while (last === batchSize && performance.now() - began < 1_000 && !stopped)
      const published = await publish(options, tiles)
      // Proves that the session with the lock is still ours before the next round signs anything.
      await sql`select 1`.execute(lockHolder)
      if (taken === 0 && !published) await sleep(5_000)
      else await pause(pauseMs)
    }
  }
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const running = loop()
  return {
    async stop() {
      stopped = true
      release()
      wake()
      await running
    },
  }
}

/** Integrates and publishes all that waits, once; for the demo's load and for tests. */
export async function drain(options: SequencerOptions): Promise<void> {
  while ((await integrate(options.db)) > 0);
  await publish(options, tileWriter(options.db, options.files))
}
