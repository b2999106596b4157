// Notifications between processes over PostgreSQL LISTEN/NOTIFY. A message is a hint, never authority:
// the receiver reads the database again. One connection a process, re-made when it breaks.
import { sql } from 'kysely'
import pg from 'pg'
import type { Queryable } from './database.ts'

export type Channel = 'terang_pending' | 'terang_log' | 'terang_public' | 'terang_person' | 'terang_work'
/** What `terang_work` says: the kind of work that lies ready. */
export type Work = 'clock' | 'notice' | 'publication' | 'question' | 'scores' | 'withdrawal'
export type Bus = Awaited<ReturnType<typeof openBus>>

/** Tells every process after the commit of `trx`. Payloads carry identifiers and versions only. */
export async function tell(trx: Queryable, channel: Channel, payload = ''): Promise<void> {
  await sql`select pg_notify(${channel}, ${payload})`.execute(trx)
}

/** The same for two channels in one statement. */
export async function tellBoth(
  trx: Queryable,
  [first, firstPayload]: readonly [Channel, string],
  [second, secondPayload]: readonly [Channel, string],
): Promise<void> {
  await sql`select pg_notify(${first}, ${firstPayload}), pg_notify(${second}, ${secondPayload})`.execute(trx)
}

/** @param onTrouble called when the connection is lost; a new one is tried every second */
export async function openBus(url: string, onTrouble: (error: Error) => void) {
  const channels: Channel[] = [
    'terang_pending',
    'terang_log',
    'terang_public',
    'terang_person',
    'terang_work',
  ]
  const listeners = new Map<Channel, Set<(payload: string) => void>>(
    channels.map((channel) => [channel, new Set()]),
  )
  let client: pg.Client | undefined
  let closed = false

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: url, keepAlive: true })
    next.on('error', onTrouble)
    next.on('end', () => {
      if (!closed) setTimeout(() => void reconnect(), 1_000).unref()
    })
    next.on('notification', (message) => {
      for (const listener of listeners.get(message.channel as Channel) ?? []) listener(message.payload ?? '')
    })
    await next.connect()
    for (const channel of channels) await next.query(`listen ${channel}`)
    client = next
  }
  async function reconnect(): Promise<void> {
    try {
      await connect()
      // What was missed meanwhile is unknown: everybody looks again.
      for (const set of listeners.values()) for (const listener of set) listener('')
    } catch (error) {
      onTrouble(error as Error)
      if (!closed) setTimeout(() => void reconnect(), 1_000).unref()
    }
  }
  await connect()

  return {
    on(channel: Channel, listener: (payload: string) => void): () => void {
      listeners.get(channel)!.add(listener)
      return () => listeners.get(channel)!.delete(listener)
    },
    async close(): Promise<void> {
      closed = true
      await client?.end().catch(() => undefined)
    },
  }
}
