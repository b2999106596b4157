// A portal with its demo in this process: the tests of access and headers need the list of its routes beside its
// address. Everything is asked over HTTP, as from outside.
import assert from 'node:assert/strict'
import pg from 'pg'
import { openAccountTest, type AccountTest } from '../../apps/portal/src/accounts/portal-fixture.ts'
import { portal } from '../../apps/portal/src/app.tsx'
import { testDatabase } from '../support/database.ts'
import { enter, type DemoAccount } from './entrance.ts'

export type Route = { readonly method: string; readonly path: string }

export type Demo = AccountTest & {
  readonly databaseUrl: string
  readonly routes: readonly Route[]
  readonly accounts: readonly DemoAccount[]
  query<Row extends pg.QueryResultRow>(sql: string, values?: readonly unknown[]): Promise<Row[]>
  /** The cookie of the first account whose label holds the words. */
  enter(label: string): Promise<string>
}

/** Call it at the top of a file; the caller stops it. */
export async function openDemo(): Promise<Demo> {
  const database = await testDatabase()
  const test = await openAccountTest(database.url, { DEMO: '1', DEMO_SIZE: '60', LOG_LEVEL: 'fatal' })
  const pool = new pg.Pool({ connectionString: database.url, max: 3 })
  pool.on('error', () => undefined)
  const query: Demo['query'] = async (sql, values = []) => (await pool.query(sql, [...values])).rows
  const [row] = await query<{ value: DemoAccount[] }>(
    `select value from site.value where key = 'demo.accounts'`,
  )
  const accounts = row?.value ?? []
  const routes = new Map(
    portal(test.services).routes.map(({ method, path }) => [`${method} ${path}`, { method, path }]),
  )
  return {
    ...test,
    databaseUrl: database.url,
    accounts,
    routes: [...routes.values()].filter(({ method }) => method === 'GET' || method === 'POST'),
    query,
    enter(label) {
      const account = accounts.find((one) => one.label.includes(label))
      assert.ok(account !== undefined, `no demo account is called ${label}`)
      return enter(test.url, account.personId)
    },
    async stop() {
      await pool.end()
      await test.stop()
    },
  }
}

/** A real address of a route; throws at a part that nobody knows a value for, so that no new route escapes. */
export function addressOf(path: string, values: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)(\{(?:[^{}]|\{[^{}]*\})*\})?/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`${path}: no value for :${name}; add one to the test`)
    return value
  })
}
