// Brings a database to the newest schema: makes the roles, runs the numbered files of `migrations/` once each,
// and the job queue's own schema. Runs as the owner at start; no product role can change the schema.
import { createHmac } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { DatabaseRole } from './database.ts'

const roles: readonly DatabaseRole[] = ['terang_web', 'terang_worker', 'terang_sequencer']

/** The login password of a role, derived from the master key: nothing to store, the same in every process. */
export function rolePassword(masterKey: Uint8Array, role: DatabaseRole): string {
  return createHmac('sha256', masterKey).update(`terang/database/v1\n${role}`).digest('base64url')
}

/** Runs what is missing. Safe to call from several processes: a session lock lets one at a time through. */
export async function migrate(options: {
  adminUrl: string
  masterKey: Uint8Array
  folder: string
}): Promise<{ applied: string[] }> {
  const client = new pg.Client({ connectionString: options.adminUrl })
  await client.connect()
  const applied: string[] = []
  try {
    await client.query('select pg_advisory_lock(7401)')
    for (const role of roles) {
      const password = rolePassword(options.masterKey, role)
      await client.query(`do $$ begin
        if not exists (select from pg_roles where rolname = '${role}') then create role ${role} login; end if;
      end $$`)
      await client.query(`alter role ${role} login password ${pg.escapeLiteral(password)}`)
    }
    // Everybody may connect and make temporary tables unless told otherwise; here only the three roles come in.
    await client.query(`do $$ begin
      execute format('revoke all on database %I from public', current_database());
      execute format('grant connect on database %I to ${roles.join(', ')}', current_database());
    end $$`)
    await client.query(
      'create table if not exists public.migration (name text primary key, at timestamptz not null default now())',
    )
    const done = new Set(
      (await client.query('select name from public.migration')).rows.map((row: { name: string }) => row.name),
    )
    const files = (await readdir(options.folder)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort()
    for (const name of files) {
      if (done.has(name)) continue
      const text = await readFile(join(options.folder, name), 'utf8')
      await client.query('begin')
      try {
        await client.query(text)
        await client.query('insert into public.migration (name) values ($1)', [name])
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw new Error(`migration ${name}: ${(error as Error).message}`, { cause: error })
      }
      applied.push(name)
    }
  } finally {
    await client.end()
  }
  return { applied }
}
