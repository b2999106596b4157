// The way of every official act into the public log: `enqueue` inside the act's transaction, then wait until a
// published checkpoint covers it (promises P1, P4). The sequencer alone turns pending entries into the log.
import { randomBytes } from 'node:crypto'
import { commitPersonalPart, type PersonalPart } from '@terang/log/commitment.ts'
import { encodeEntry, type Entry } from '@terang/log/entry.ts'
import type { Phase } from '@terang/log/register.ts'
import { subjectPseudonym } from '@terang/log/subject.ts'
import type { Bus } from '../services/bus.ts'
import type { Queryable } from '../services/database.ts'
import type { Keys } from '../services/keys.ts'
import type { Vault } from '../services/vault.ts'

export type Record = ReturnType<typeof openRecord>

export interface Act {
  /** Type of the register (transparency-log.md, appendix A). */
  t: string
  /** When the act was done; for what a person sends, when it arrived. */
  at: Date
  /** `role:code` of the official or system part, `pelamar:<...>` never: applicants are `sistem:lamaran`. */
  by: string
  body: { [key: string]: unknown }
  sel?: string
  subj?: string
  /** Indices of earlier entries. */
  refs?: readonly number[]
  /** What must not be public: committed with a salt, sealed under the person's key, or the agency's where it is nobody's. */
  personal?: { person?: string; fields: PersonalPart }
}

/** `YYYY-MM-DDTHH:MMZ`, truncated to the minute. */
export function entryTime(at: Date): string {
  return `${at.toISOString().slice(0, 16)}Z`
}

/** Acts of one insert statement. */
const bulk = 1_000

export function openRecord(options: { keys: Keys; vault: Vault; bus: Bus; db: Queryable }) {
  const { keys, vault, bus, db } = options

  async function position(queryable: Queryable, id: Uint8Array): Promise<number | undefined> {
    const row = await queryable
      .selectFrom('log.effective')
      .select('idx')
      .where('id', '=', id)
      .executeTakeFirst()
    return row?.idx
  }

  type PersonKeys = (person: string) => Uint8Array | undefined
  function prepare(act: Act, personKeys: PersonKeys) {
    const id = randomBytes(16)
    let priv: string | undefined
    let sealed: { id: Uint8Array; person_id: string | null; sealed: Uint8Array } | undefined
    if (act.personal !== undefined) {
      const { person, fields } = act.personal
      const salt = randomBytes(32)
      priv = commitPersonalPart(salt, fields)
      const bound = `log.private|${id.toString('hex')}`
      const plain = Buffer.from(JSON.stringify({ salt: salt.toString('base64url'), fields }), 'utf8')
      const key = person === undefined ? undefined : personKeys(person)
      if (person !== undefined && key === undefined) throw new Error('person key: erased or unknown')
      sealed = {
        id,
        person_id: person ?? null,
        sealed:
          key === undefined ? keys.sealSeed(bound, plain) : keys.seal(key, 'terang/log/v1', bound, plain),
      }
    }
    const entry: Entry = {
      v: 1,
      t: act.t,
      id: id.toString('base64url'),
      at: entryTime(act.at),
      by: act.by,
      body: act.body,
      ...(act.sel === undefined ? {} : { sel: act.sel }),
      ...(act.subj === undefined ? {} : { subj: act.subj }),
      ...(priv === undefined ? {} : { priv }),
      ...(act.refs === undefined || act.refs.length === 0
        ? {}
        : { refs: [...act.refs].sort((x, y) => x - y) }),
    } as Entry
    return { id, entry: encodeEntry(entry), sealed }
  }

  return {
    /**
     * Puts the entry of an act into the queue of the log, in the transaction of the act: both commit or neither.
     * @returns the entry's id (16 bytes), kept in the act's row
     * @throws where the entry does not fit the register: a mistake in our code, so nothing is written
     */
    async enqueue(trx: Queryable, act: Act): Promise<Uint8Array> {
      return (await this.enqueueAll(trx, [act]))[0]!
    },
    /** The same for many acts of one transaction, in this order; ids in the same order. */
    async enqueueAll(trx: Queryable, acts: readonly Act[]): Promise<Uint8Array[]> {
      const ids: Uint8Array[] = []
      for (let start = 0; start < acts.length; start += bulk) {
        const part = acts.slice(start, start + bulk)
        const people = [...new Set(part.flatMap((act) => act.personal?.person ?? []))]
        const personKeys = await vault.personKeys(trx, people)
        const prepared = part.map((act) => prepare(act, (person) => personKeys.get(person)))
        const sealed = prepared.flatMap((one) => one.sealed ?? [])
        if (sealed.length > 0) await trx.insertInto('log.private').values(sealed).execute()
        await trx
          .insertInto('log.pending')
          .values(prepared.map(({ id, entry }) => ({ id, entry })))
          .execute()
        ids.push(...prepared.map((one) => one.id))
      }
      return ids
    },
    /** The salted fields of an entry, for their person or an officer with a proof. */
    async openPersonal(
      queryable: Queryable,
      id: Uint8Array,
    ): Promise<{ salt: string; fields: PersonalPart } | undefined> {
      const row = await queryable
        .selectFrom('log.private')
        .select(['person_id', 'sealed'])
        .where('id', '=', id)
        .executeTakeFirst()
      if (row === undefined || row.sealed === null) return undefined
      if (row.person_id === null) {
        const own = keys.openSeed(`log.private|${Buffer.from(id).toString('hex')}`, row.sealed)
        return JSON.parse(Buffer.from(own).toString('utf8')) as { salt: string; fields: PersonalPart }
      }
      const key = await vault.personKey(queryable, row.person_id)
      const plain = keys.open(
        key,
        'terang/log/v1',
        `log.private|${Buffer.from(id).toString('hex')}`,
        row.sealed,
      )
      return JSON.parse(Buffer.from(plain).toString('utf8')) as { salt: string; fields: PersonalPart }
    },
    /** Pseudonym of a person in a phase of a selection. Needs a scope of the person or an officer. */
    async subject(queryable: Queryable, person: string, selection: string, phase: Phase): Promise<string> {
      return subjectPseudonym(await vault.subjectKey(queryable, person), selection, phase)
    },
    position,
    /** Waits until a published checkpoint covers the entry; undefined after `timeoutMs`. */
    async awaitEffective(id: Uint8Array, timeoutMs = 3_000): Promise<number | undefined> {
      return new Promise((resolve, reject) => {
        const look = () => {
          position(db, id).then(
            (index) => {
              if (index !== undefined) finish(index)
            },
            (error: unknown) => {
              stop()
              reject(error)
            },
          )
        }
        const release = bus.on('terang_log', look)
        const timer = setTimeout(() => finish(undefined), timeoutMs)
        const stop = () => {
          clearTimeout(timer)
          release()
        }
        const finish = (index: number | undefined) => {
          stop()
          resolve(index)
        }
        look()
      })
    },
  }
}
