// Personal fields, sealed under the key of their person. The one place where a name, an address or a NIK
// goes in or comes out of the database; what comes out lives in memory only.
import { randomBytes } from 'node:crypto'
import type { Queryable } from './database.ts'
import type { Keys, Label } from './keys.ts'

export type Vault = ReturnType<typeof openVault>

/** Fields kept of a person (security.md 2). `subject_key` is K of transparency-log.md 2. */
export type FieldName =
  | 'email'
  | 'name'
  | 'nik'
  | 'phone'
  | 'birth_place'
  | 'birth_date'
  | 'sex'
  | 'address'
  | 'education'
  | 'subject_key'
  | 'participant_number'

const utf8 = (text: string) => Buffer.from(text, 'utf8')

export function openVault(keys: Keys) {
  // One act seals and opens several things of one person: their key is read once a transaction, and kept no longer.
  const held = new WeakMap<Queryable, Map<string, Uint8Array>>()

  /** Keys of these people; who was erased is absent. */
  async function personKeys(
    db: Queryable,
    people: readonly string[],
  ): Promise<ReadonlyMap<string, Uint8Array>> {
    const known = (db.isTransaction ? held.get(db) : undefined) ?? new Map<string, Uint8Array>()
    if (db.isTransaction) held.set(db, known)
    const wanted = people.filter((one) => !known.has(one))
    if (wanted.length > 0) {
      const rows = await db
        .selectFrom('person.person_key')
        .select(['person_id', 'epoch', 'wrapped'])
        .where('person_id', 'in', wanted)
        .execute()
      for (const row of rows) known.set(row.person_id, keys.openPersonKey(row.person_id, row))
    }
    return known
  }
  async function personKey(db: Queryable, personId: string): Promise<Uint8Array> {
    const key = (await personKeys(db, [personId])).get(personId)
    if (key === undefined) throw new Error('person key: erased or unknown')
    return key
  }

  return {
    personKey,
    personKeys,
    /** Makes a person with a key and K; the caller's transaction must be scoped to nobody or to this person after. */
    async createPerson(
      db: Queryable,
      kind: 'applicant' | 'officer',
      id: string = crypto.randomUUID(),
    ): Promise<string> {
      await db.insertInto('person.person').values({ id, kind }).execute()
      const { epoch, wrapped } = keys.newPersonKey(id)
      await db.insertInto('person.person_key').values({ person_id: id, epoch, wrapped }).execute()
      return id
    },
    /** Inside a scope of this person or of an officer. Absent or empty values are kept as empty. */
    async putFields(
      db: Queryable,
      personId: string,
      fields: Partial<Record<FieldName, string>>,
    ): Promise<void> {
      const key = await personKey(db, personId)
      const rows = Object.entries(fields).map(([name, value]) => ({
        person_id: personId,
        name,
        value: keys.seal(key, 'terang/isian/v1', `field|${personId}|${name}`, utf8(value ?? '')),
      }))
      if (rows.length === 0) return
      await db
        .insertInto('person.field')
        .values(rows)
        .onConflict((conflict) =>
          conflict.columns(['person_id', 'name']).doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })),
        )
        .execute()
    },
    async fields(db: Queryable, personId: string): Promise<Partial<Record<FieldName, string>>> {
      const key = await personKey(db, personId)
      const rows = await db
        .selectFrom('person.field')
        .select(['name', 'value'])
        .where('person_id', '=', personId)
        .execute()
      return Object.fromEntries(
        rows.map((row) => [
          row.name,
          Buffer.from(keys.open(key, 'terang/isian/v1', `field|${personId}|${row.name}`, row.value)).toString(
            'utf8',
          ),
        ]),
      )
    },
    /** Seals any other value of a person: forms, notes, notice facts. `bound` names its table and row. */
    async seal(
      db: Queryable,
      personId: string,
      bound: string,
      value: unknown,
      label: Label = 'terang/isian/v1',
    ): Promise<Uint8Array> {
      return keys.seal(await personKey(db, personId), label, bound, utf8(JSON.stringify(value)))
    },
    async open<T>(
      db: Queryable,
      personId: string,
      bound: string,
      sealed: Uint8Array,
      label: Label = 'terang/isian/v1',
    ): Promise<T> {
      return JSON.parse(
        Buffer.from(keys.open(await personKey(db, personId), label, bound, sealed)).toString('utf8'),
      ) as T
    },
    /** K of the person, made at the first call; it never leaves except to the person. Needs a scope of the person or an officer. */
    async subjectKey(db: Queryable, personId: string): Promise<Uint8Array> {
      const stored = (await this.fields(db, personId)).subject_key
      if (stored !== undefined) return Buffer.from(stored, 'base64url')
      const fresh = randomBytes(32)
      await this.putFields(db, personId, { subject_key: fresh.toString('base64url') })
      return fresh
    },
  }
}
