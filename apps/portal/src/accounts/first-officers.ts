// The first officers of an installation, from a list that follows the decree: accounts, invitations and appointment.
// What is wrong in the list is said before anything is written; a second run after a cut goes on where the first stopped.
import { z } from 'zod'
import { appointFirst, mayHold, roleNames } from './appointment.ts'
import type { Role } from './policy.ts'
import { createOfficer, inviteOfficer } from './staff-actions.ts'
import { scoped } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { StartError } from '../services/start-error.ts'

const listSchema = z.strictObject({
  surat: z.string().trim().min(3).max(120),
  petugas: z
    .array(
      z.strictObject({
        nama: z.string().trim().min(2).max(120),
        email: z.email(),
        peran: z
          .array(z.custom<Role>((role) => typeof role === 'string' && Object.hasOwn(roleNames, role)))
          .min(1),
      }),
    )
    .min(2),
})
export type FirstOfficers = z.infer<typeof listSchema>

/** @throws StartError with one line that names what to mend */
export function readFirstOfficers(text: string): FirstOfficers {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    throw new StartError('Berkas ini bukan JSON (not a JSON file).')
  }
  const read = listSchema.safeParse(content)
  if (!read.success) {
    const place = read.error.issues[0]?.path.join('.') || 'berkas'
    throw new StartError(
      `${place}: isinya belum sesuai; peran: ${Object.keys(roleNames).join(', ')} (not as described in docs/operations.md).`,
    )
  }
  const list = read.data
  const addresses = list.petugas.map((one) => one.email.toLowerCase())
  const twice = addresses.find((address, i) => addresses.indexOf(address) !== i)
  if (twice !== undefined) throw new StartError(`${twice} tertulis dua kali (is listed twice).`)
  for (const { email, peran } of list.petugas) {
    const clash = peran.find((role, i) => !mayHold(peran.slice(0, i), role))
    if (clash !== undefined)
      throw new StartError(`${email}: ${clash} tidak boleh dirangkap (may not be held with the others).`)
  }
  const leads = list.petugas.filter(({ peran }) => peran.includes('ketua') || peran.includes('sekretaris'))
  if (!leads.some(({ peran }) => peran.includes('ketua')) || leads.length < 2)
    throw new StartError(
      'Perlu seorang ketua dan seorang lain yang ketua atau sekretaris: satu mengusulkan, satu menyetujui (two people are needed).',
    )
  return list
}

export interface Invited {
  readonly name: string
  readonly codes: readonly string[]
  /** Opens the account once, within 24 hours. */
  readonly link: string
}

/** Needs a running sequencer, here or in another process: an appointment holds when its entry is in the log. */
export async function appointFirstOfficers(
  services: Services,
  list: FirstOfficers,
): Promise<readonly Invited[]> {
  const already = await services.db.selectFrom('act.appointment').select('code').limit(1).executeTakeFirst()
  if (already !== undefined)
    throw new StartError(
      'Petugas pertama sudah ditunjuk; penunjukan berikutnya di /petugas/pejabat (already appointed).',
    )
  const people = await scoped(services.db, { officer: 'penyiapan' }, async (trx) => {
    const made = []
    for (const { nama, email, peran } of list.petugas) {
      const personId = await createOfficer(trx, services, { email, name: nama })
      await inviteOfficer(trx, services, personId)
      const letter = await trx
        .selectFrom('person.notice')
        .select(['id', 'facts'])
        .where('person_id', '=', personId)
        .where('code', '=', 'UNDANG_PETUGAS')
        .orderBy('created_at', 'desc')
        .executeTakeFirstOrThrow()
      const facts = await services.vault.open<{ tanda: string }>(
        trx,
        personId,
        `notice|${letter.id}`,
        letter.facts,
      )
      made.push({
        personId,
        name: nama,
        roles: peran,
        link: `${services.settings.publicOrigin}/petugas/undangan/${facts.tanda}`,
      })
    }
    return made
  })
  const posts = people.flatMap(({ personId, roles }) =>
    roles.map((role) => ({ personId, role, decree: list.surat })),
  )
  const codes = await appointFirst(services, posts)
  return people.map(({ personId, name, link }) => ({
    name,
    link,
    codes: codes.filter((_, i) => posts[i]?.personId === personId),
  }))
}
