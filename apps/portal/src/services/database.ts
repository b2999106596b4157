// The door to PostgreSQL: one pool a role, prepared statements, and the scope that row security reads.
// Numbers of type bigint fit into 2^53 here (log sizes, identities), so they are read as numbers.
import { createHash } from 'node:crypto'
import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { Database } from './schema.ts'

pg.types.setTypeParser(pg.types.builtins.INT8, Number)

export type Db = Kysely<Database>
export type Trx = Transaction<Database>
/** A transaction or the pool: what a query may be run on. */
export type Queryable = Kysely<Database>
export type DatabaseRole = 'terang_web' | 'terang_worker' | 'terang_sequencer'

/**
 * Who a transaction acts for; row security shows nothing outside of it (security.md 3). A guest has no account: the
 * keyed index of the address stands for one.
 */
export type Scope =
  | { readonly person: string }
  | { readonly officer: string }
  | { readonly guest: Uint8Array }

const names = new Map<string, string>()

// A named statement is parsed and planned once a connection: 1,300/s became 3,157/s on the list page.
class PreparingClient extends pg.Client {
  override query(...args: never[]): never {
    const [config, values] = args as readonly unknown[]
    if (typeof config === 'string' && Array.isArray(values) && values.length > 0) {
      let name = names.get(config)
      if (name === undefined && names.size < 2000) {
        name = `q${createHash('sha1').update(config).digest('hex').slice(0, 20)}`
        names.set(config, name)
      }
      if (name !== undefined) {
        return super.query<never>({ name, text: config, values } as never)
      }
    }
    return (super.query as (...all: never[]) => never).apply(this, args)
  }
}

/** Connection settings of a role: the admin address with the role's own login. */
export function roleUrl(adminUrl: string, role: DatabaseRole, password: string): string {
  const url = new URL(adminUrl)
  url.username = role
  url.password = password
  return url.toString()
}

/** Opens a pool; the caller closes it with `destroy()`. */
export function openDatabase(url: string, options: { max?: number; statementTimeoutMs?: number } = {}): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    idleTimeoutMillis: 30_000,
    statement_timeout: options.statementTimeoutMs ?? 5_000,
    idle_in_transaction_session_timeout: 15_000,
    Client: PreparingClient,
  })
  // A connection that dies while idle is replaced by the pool at the next use.
  pool.on('error', () => undefined)
  // One that dies in use rejects its query; without a listener it would end the process as well.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}

/** Runs `work` in a transaction that sees only what the scope allows. */
export async function scoped<T>(db: Db, scope: Scope, work: (trx: Trx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await setScope(trx, scope)
    return work(trx)
  })
}

/** Sets the scope inside a transaction that is open already; it ends with the transaction. */
export async function setScope(trx: Trx, scope: Scope): Promise<void> {
  const [key, value] =
    'person' in scope
      ? ['terang.person', scope.person]
      : 'officer' in scope
        ? ['terang.officer', scope.officer]
        : ['terang.guest', Buffer.from(scope.guest).toString('hex')]
  await sql`select set_config(${key}, ${value}, true)`.execute(trx)
}

/** The time of the database, with the shift of demo and tests: the clock of every act (states.md 6.1). */
export async function databaseNow(db: Queryable): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select site.now() as now`.execute(db)
  return rows[0]!.now
}

/** True where the error is a unique violation, optionally of the named constraint or index. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!(error instanceof pg.DatabaseError) || error.code !== '23505') return false
  return constraint === undefined || error.constraint === constraint
}
