// Who holds which role: appointment by two people (pejabat.tunjuk) and the first officers of an installation, who
// come from the decree at set-up because nobody can approve before them (committee.md 1.1).
import { excludedTogether, type Role } from './policy.ts'
import { sql } from 'kysely'
import type { ProposalKind } from './proposals.ts'
import { scoped, databaseNow, type Queryable, type Trx } from '../services/database.ts'
import type { Services } from '../services/services.ts'

export const roleNames: Readonly<Record<Role, string>> = {
  ketua: 'Ketua',
  sekretaris: 'Sekretaris',
  pemeriksa: 'Pemeriksa',
  pemeriksasenior: 'Pemeriksa senior',
  panelsanggah: 'Panel sanggah',
  petugasnilai: 'Petugas nilai',
  petugastanya: 'Petugas tanya jawab',
  petugaskegiatan: 'Petugas kegiatan',
  auditor: 'Auditor',
  adminsistem: 'Pengelola sistem',
}
const codePrefix: Readonly<Record<Role, string>> = {
  ketua: 'k',
  sekretaris: 's',
  pemeriksa: 'v',
  pemeriksasenior: 'w',
  panelsanggah: 'p',
  petugasnilai: 'n',
  petugastanya: 't',
  petugaskegiatan: 'g',
  auditor: 'a',
  adminsistem: 'm',
}
export const everySelection = '*'

export interface AppointmentPayload {
  readonly personId: string
  readonly role: Role
  readonly decree: string
}

/** S6: two roles that one person may not hold in one round. */
export function mayHold(held: readonly Role[], added: Role): boolean {
  return held.every((role) => {
    if (role === added) return true
    const one = excludedTogether[role]
    const other = excludedTogether[added]
    return (
      one !== 'all' &&
      other !== 'all' &&
      !(one?.includes(added) ?? false) &&
      !(other?.includes(role) ?? false)
    )
  })
}

/** The next free code of a role; codes are never used again. */
async function nextCode(trx: Queryable, role: Role): Promise<string> {
  const rows = await trx.selectFrom('act.appointment').select('code').where('role', '=', role).execute()
  const prefix = codePrefix[role]
  const highest = rows.reduce((most, row) => Math.max(most, Number(/\d+$/.exec(row.code)?.[0] ?? 0)), 0)
  return `${prefix}${String(highest + 1).padStart(2, '0')}`
}

async function rolesOf(db: Queryable, selection: string, personId: string): Promise<Role[]> {
  const rows = await db
    .selectFrom('act.officer_role')
    .select('role')
    .where('person_id', '=', personId)
    .where('selection_id', 'in', [selection, everySelection])
    .execute()
  return rows.map((row) => row.role as Role)
}

interface Appointment {
  selection: string
  personId: string
  role: Role
  decree: string
  at: Date
  by: string
  setuju: readonly string[]
  proposerId: string | null
  secondId: string | null
  code: string
}

async function write(services: Services, trx: Trx, one: Appointment): Promise<Uint8Array> {
  const id = await services.record.enqueue(trx, {
    t: 'pejabat.tunjuk',
    at: one.at,
    by: one.by,
    ...(one.selection === everySelection ? {} : { sel: one.selection }),
    body: { peran: one.role, sandi: `${one.role}:${one.code}`, setuju: [...one.setuju] },
    personal: { person: one.personId, fields: { decree: one.decree } },
  })
  await trx
    .insertInto('act.appointment')
    .values({
      selection_id: one.selection,
      person_id: one.personId,
      role: one.role,
      code: one.code,
      proposer_id: one.proposerId,
      second_id: one.secondId,
      at: one.at,
      entry_id: id,
    })
    .execute()
  return id
}

/**
 * The first officers, from the decree, before anybody can propose: the decree stands in place of the second person.
 * @returns the codes in the order given; throws where somebody holds a role already
 */
export async function appointFirst(
  services: Services,
  people: readonly { personId: string; role: Role; decree: string; selection?: string }[],
): Promise<string[]> {
  const { codes, ids } = await scoped(services.db, { officer: 'penyiapan' }, async (trx) => {
    const at = await databaseNow(trx)
    const already = await trx.selectFrom('act.appointment').select('code').limit(1).executeTakeFirst()
    if (already !== undefined) throw new Error('the first officers are appointed already')
    const codes: string[] = []
    const ids: Uint8Array[] = []
    for (const one of people) {
      const code = await nextCode(trx, one.role)
      ids.push(
        await write(services, trx, {
          selection: one.selection ?? everySelection,
          personId: one.personId,
          role: one.role,
          decree: one.decree,
          at,
          by: 'sistem:penyiapan',
          setuju: [`${one.role}:${code}`],
          proposerId: null,
          secondId: null,
          code,
        }),
      )
      codes.push(code)
    }
    return { codes, ids }
  })
  for (const id of ids) await services.record.awaitEffective(id)
  return codes
}

export const appointKind: ProposalKind = {
  title: ({ payload }) => `Tunjuk ${roleNames[(payload as AppointmentPayload).role]}`,
  proposes: ['ketua', 'sekretaris'],
  approves: ['ketua', 'sekretaris'],
  inputsDigest: async (_services, db, { selection, payload }) =>
    (await rolesOf(db, selection, (payload as AppointmentPayload).personId)).toSorted().join(' '),
  async describe(services, { selection, payload }) {
    const { role, personId, decree } = payload as AppointmentPayload
    const held = await rolesOf(services.db, selection, personId)
    return {
      consequences: [
        `Petugas ini memegang peran ${roleNames[role]} ${selection === everySelection ? 'untuk semua seleksi' : `pada seleksi ${selection}`}.`,
      ],
      changes: [
        {
          label: 'Peran',
          before: held.map((one) => roleNames[one]).join(', ') || 'tidak ada',
          after: [...held, role].map((one) => roleNames[one]).join(', '),
        },
        { label: 'Surat penetapan', after: decree },
      ],
      entries: [{ t: 'pejabat.tunjuk', body: { peran: role, sandi: '(ditetapkan saat terbit)' } }],
    }
  },
  async execute({ services, trx, proposal, by, setuju, secondId, at }) {
    const { role, personId, decree } = proposal.payload as AppointmentPayload
    const held = await rolesOf(trx, proposal.selection, personId)
    if (held.includes(role)) return { ok: false, refusal: 'alreadyDecided' }
    if (!mayHold(held, role))
      return {
        ok: false,
        refusal: 'blocked',
        problems: [
          `${roleNames[role]} tidak boleh dirangkap dengan ${held.map((one) => roleNames[one]).join(', ')}.`,
        ],
      }
    // Codes come from a count, so appointments go one after another.
    await sql`select pg_advisory_xact_lock(hashtext('terang appointment'))`.execute(trx)
    const code = await nextCode(trx, role)
    const id = await write(services, trx, {
      selection: proposal.selection,
      personId,
      role,
      decree,
      at,
      by,
      setuju,
      proposerId: proposal.proposerId,
      secondId,
      code,
    })
    return { ok: true, value: [id] }
  },
}
