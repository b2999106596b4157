// What a person may read of their own account: devices, who looked at their data, and a copy of everything.
import { scoped } from '../services/database.ts'
import type { Services } from '../services/services.ts'

export interface Device {
  readonly id: string
  readonly browser: string
  readonly createdAt: Date
  readonly seenAt: Date
}

/** Whether a session may still listen to its stream. */
export async function isSessionAlive(services: Services, sessionId: string): Promise<boolean> {
  const row = await services.db
    .selectFrom('auth.session')
    .select('id')
    .where('id', '=', sessionId)
    .where('ends_at', '>', services.clock.now())
    .executeTakeFirst()
  return row !== undefined
}

export async function devices(services: Services, personId: string): Promise<Device[]> {
  const rows = await services.db
    .selectFrom('auth.session')
    .select(['id', 'browser', 'created_at', 'seen_at'])
    .where('person_id', '=', personId)
    .where('kind', '<>', 'second_step')
    .where('ends_at', '>', services.clock.now())
    .orderBy('seen_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    browser: row.browser,
    createdAt: row.created_at,
    seenAt: row.seen_at,
  }))
}

export interface AccessRow {
  readonly at: Date
  readonly role: string
  readonly what: string
  readonly purpose: string
}

/** Newest first: role and code, never a name (security.md 7). */
export async function accessLog(services: Services, personId: string, limit = 200): Promise<AccessRow[]> {
  return scoped(services.db, { person: personId }, (trx) =>
    trx
      .selectFrom('act.access')
      .select(['at', 'role', 'what', 'purpose'])
      .where('person_id', '=', personId)
      .orderBy('at', 'desc')
      .limit(limit)
      .execute(),
  )
}

export interface AccountHome {
  readonly email: string
  readonly createdAt: Date | undefined
}

export async function accountHome(services: Services, personId: string): Promise<AccountHome> {
  return scoped(services.db, { person: personId }, async (trx) => {
    const { email, name } = await services.vault.fields(trx, personId)
    const account = await trx
      .selectFrom('auth.account')
      .select('created_at')
      .where('person_id', '=', personId)
      .executeTakeFirst()
    return { email: email ?? name ?? '', createdAt: account?.created_at }
  })
}

/** Everything that is kept of a person, opened for themselves (UU 27/2022 art. 13). Documents are named, not included. */
export async function ownData(services: Services, personId: string): Promise<Record<string, unknown>> {
  const { vault } = services
  return scoped(services.db, { person: personId }, async (trx) => {
    const { subject_key: _, ...fields } = await vault.fields(trx, personId)
    const applications = await trx
      .selectFrom('person.application')
      .selectAll()
      .where('person_id', '=', personId)
      .execute()
    const documents = await trx
      .selectFrom('person.document')
      .select(['application_id', 'slot', 'state', 'mime', 'bytes', 'pages', 'uploaded_at', 'sha256'])
      .where('person_id', '=', personId)
      .execute()
    const notices = await trx
      .selectFrom('person.notice')
      .select(['id', 'code', 'created_at', 'read_at', 'facts'])
      .where('person_id', '=', personId)
      .orderBy('created_at')
      .execute()
    const submissions = await trx
      .selectFrom('act.submission')
      .select(['selection_id', 'formation_id', 'subj', 'arrived_at', 'entry_id'])
      .where('person_id', '=', personId)
      .execute()
    const forms = []
    for (const row of applications) {
      const form =
        row.form === null
          ? null
          : await vault.open<unknown>(trx, personId, `application|${row.id}|form`, row.form).catch(() => null)
      forms.push({
        id: row.id,
        selection: row.selection_id,
        formation: row.formation_id,
        state: row.state,
        createdAt: row.created_at,
        updatedAt: row.updated_at,
        form,
      })
    }
    const opened = []
    for (const row of notices) {
      const facts = await vault.open<Record<string, unknown>>(trx, personId, `notice|${row.id}`, row.facts)
      delete facts.tanda
      opened.push({ code: row.code, at: row.created_at, readAt: row.read_at, facts })
    }
    return {
      format: 'terang-data-1',
      at: services.clock.now(),
      fields,
      applications: forms,
      documents: documents.map((row) => ({ ...row, sha256: Buffer.from(row.sha256).toString('hex') })),
      submissions: submissions.map((row) => ({
        ...row,
        entry_id: Buffer.from(row.entry_id).toString('base64url'),
      })),
      notices: opened,
      devices: await devices(services, personId),
      access: await accessLog(services, personId, 10_000),
    }
  })
}
