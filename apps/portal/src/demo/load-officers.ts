// The invented committee of the demonstration, and the table of accounts that the entrance shows.
import { appointFirst } from '../accounts/appointment.ts'
import type { Role } from '../accounts/policy.ts'
import type { Services } from '../services/services.ts'
import { demoId } from './load-people.ts'

export interface Member {
  readonly personId: string
  /** `role:code`. */
  readonly as: string
}
export interface Crew {
  readonly chair: Member
  readonly secretary: Member
  readonly screeners: readonly Member[]
  readonly panel: readonly Member[]
  readonly scorers: readonly Member[]
  readonly questioner: Member
}

const posts: readonly { role: Role; count: number }[] = [
  { role: 'ketua', count: 2 },
  { role: 'sekretaris', count: 2 },
  { role: 'pemeriksa', count: 23 },
  { role: 'pemeriksasenior', count: 2 },
  { role: 'panelsanggah', count: 6 },
  { role: 'petugasnilai', count: 2 },
  { role: 'petugastanya', count: 2 },
  { role: 'auditor', count: 1 },
]

/** People, keys and accounts of the officers, then their appointment; `drain` puts the entries into the log. */
export async function loadOfficers(services: Services, drain: () => Promise<void>): Promise<Crew> {
  const people = posts.flatMap(({ role, count }) =>
    Array.from({ length: count }, (_, i) => ({
      role,
      personId: demoId('petugas', role, String(i + 1)),
      email: `${role}.${i + 1}@petugas.contoh.invalid`,
    })),
  )
  await services.worker.transaction().execute(async (trx) => {
    for (const one of people) {
      await services.vault.createPerson(trx, 'officer', one.personId)
      await services.vault.putFields(trx, one.personId, { email: one.email })
      await trx
        .insertInto('auth.account')
        .values({
          person_id: one.personId,
          email_index: services.keys.emailIndex(one.email),
          state: 'active',
          confirmed_at: services.clock.now(),
        })
        .execute()
    }
  })
  const appointed = appointFirst(
    services,
    people.map((one) => ({
      personId: one.personId,
      role: one.role,
      decree: 'Keputusan Wali Kota (contoh) tentang panitia seleksi',
    })),
  )
  const codes = await Promise.race([appointed, drainUntil(appointed, drain)])
  const members = people.map((one, i) => ({
    role: one.role,
    personId: one.personId,
    as: `${one.role}:${codes[i]!}`,
  }))
  const of = (role: Role) => members.filter((member) => member.role === role)
  return {
    chair: of('ketua')[0]!,
    secretary: of('sekretaris')[0]!,
    screeners: of('pemeriksa'),
    panel: of('panelsanggah'),
    scorers: of('petugasnilai'),
    questioner: of('petugastanya')[0]!,
  }
}

/** No sequencer runs while the demo loads, so the entries are integrated here until the appointment has seen its own. */
async function drainUntil<T>(work: Promise<T>, drain: () => Promise<void>): Promise<T> {
  let done = false
  void work
    .finally(() => {
      done = true
    })
    .catch(() => undefined)
  while (!done) {
    await drain()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return work
}
