// /petugas/pejabat: who holds which role, and the proposal that gives a role to an officer (pejabat.tunjuk).
import { Hono, type Context } from 'hono'
import { z } from 'zod'
import { everySelection, roleNames } from './appointment.ts'
import { holds, staffMember, type StaffMember } from './officer-session.ts'
import type { Role } from './policy.ts'
import { propose } from './proposals.ts'
import { proposalKinds } from './proposal-kinds.ts'
import { withSession, type AppEnv } from './session.ts'
import { StaffPage } from './staff-page.tsx'
import { preparedRounds } from '../publish/round-draft.ts'
import { scoped } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary, Hidden, Select, TextField, type FormError } from '../ui/fields.tsx'
import { Card } from '../ui/surface.tsx'
import { Table } from '../ui/table.tsx'
import { proposalRefusals } from '../words/proposal-texts.ts'

const form = z.object({
  petugas: z.uuid('Pilih petugas.'),
  peran: z.string().refine((role) => Object.hasOwn(roleNames, role), 'Pilih peran.'),
  seleksi: z.string().min(1, 'Pilih seleksi.'),
  surat: z
    .string()
    .trim()
    .min(3, 'Tulis nomor surat penetapan.')
    .max(120, 'Nomor surat paling panjang 120 huruf.'),
})

export function appointmentRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const { db } = services
  app.use('/petugas/pejabat', withSession(services))
  const leads = (member: StaffMember) =>
    member.roles.some((held) => held.role === 'ketua' || held.role === 'sekretaris')

  /** Every officer with a name and the roles held now. */
  async function officers(member: StaffMember) {
    const held = await db
      .selectFrom('act.officer_role')
      .select(['person_id', 'selection_id', 'role', 'code'])
      .orderBy('code')
      .execute()
    const people = await db.selectFrom('person.person').select('id').where('kind', '=', 'officer').execute()
    return scoped(db, { officer: member.personId }, async (trx) => {
      const rows = []
      for (const { id } of people) {
        const name = (await services.vault.fields(trx, id)).name ?? 'Tanpa nama'
        rows.push({ id, name, roles: held.filter((one) => one.person_id === id) })
      }
      return rows.toSorted((a, b) => (a.name < b.name ? -1 : 1))
    })
  }

  async function page(
    c: Context<AppEnv>,
    member: StaffMember,
    typed: Record<string, string> = {},
    errors: readonly FormError[] = [],
  ) {
    const people = await officers(member)
    const rounds = await preparedRounds(db)
    const errorOf = (field: string) => errors.find((one) => one.field === field)?.text
    return c.html(
      <StaffPage
        services={services}
        title="Pejabat"
        path="/petugas/pejabat"
        lead="Peran diberikan oleh dua orang dan tercatat dengan sandi, bukan nama."
      >
        <ErrorSummary errors={errors} />
        <Table
          caption={`${people.length} petugas`}
          columns={[
            { head: 'Nama', rowHead: true, cell: (one) => one.name },
            {
              head: 'Peran',
              cell: (one) =>
                one.roles
                  .map(
                    (held) =>
                      `${roleNames[held.role as Role] ?? held.role} (${held.code}${held.selection_id === everySelection ? '' : `, ${held.selection_id}`})`,
                  )
                  .join(', ') || 'belum ada',
            },
          ]}
          rows={people}
        />
        <Card title="Usulkan penunjukan">
          <form class="t-stack" data-gap="4" method="post" action="/petugas/pejabat">
            <Hidden name="token" value={services.tokens.issue(member.session.mark, 'pejabat')} />
            <Select
              name="petugas"
              label="Petugas"
              options={people.map((one) => ({
                value: one.id,
                label: [one.name, ...one.roles.map((held) => held.code)].join(', '),
              }))}
              value={typed['petugas']}
              error={errorOf('petugas')}
            />
            <Select
              name="peran"
              label="Peran"
              options={Object.entries(roleNames).map(([value, label]) => ({ value, label }))}
              value={typed['peran']}
              error={errorOf('peran')}
            />
            <Select
              name="seleksi"
              label="Seleksi"
              options={[
                { value: everySelection, label: 'Semua seleksi' },
                ...rounds.map((round) => ({ value: round.id, label: round.title })),
              ]}
              value={typed['seleksi']}
              error={errorOf('seleksi')}
            />
            <TextField
              name="surat"
              label="Nomor surat penetapan"
              value={typed['surat']}
              error={errorOf('surat')}
            />
            <Button>Usulkan penunjukan</Button>
          </form>
        </Card>
      </StaffPage>,
      errors.length === 0 ? 200 : 422,
    )
  }

  const enter = async (c: Context<AppEnv>) => {
    const member = await staffMember(db, c)
    return member !== undefined && leads(member) ? member : undefined
  }
  app.get('/petugas/pejabat', async (c) => {
    const member = await enter(c)
    return member === undefined
      ? c.redirect('/petugas/masuk?kembali=%2Fpetugas%2Fpejabat', 303)
      : page(c, member)
  })
  app.post('/petugas/pejabat', async (c) => {
    const member = await enter(c)
    if (member === undefined) return c.redirect('/petugas/masuk?kembali=%2Fpetugas%2Fpejabat', 303)
    const body = await c.req.parseBody()
    const typed = Object.fromEntries(
      Object.entries(body).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
    )
    if (services.tokens.read(member.session.mark, 'pejabat', typed['token']) === undefined)
      return page(c, member, typed, [
        { field: '#isi', text: 'Halaman ini sudah lama terbuka. Tekan tombolnya sekali lagi.' },
      ])
    const read = form.safeParse(typed)
    if (!read.success)
      return page(
        c,
        member,
        typed,
        read.error.issues.map((issue) => ({ field: String(issue.path[0]), text: issue.message })),
      )
    const { petugas, peran, seleksi, surat } = read.data
    const kind = proposalKinds['pejabat.tunjuk']!
    if (!holds(member, seleksi, ...kind.proposes))
      return page(c, member, typed, [
        { field: 'seleksi', text: 'Peran Anda tidak berlaku pada seleksi ini.' },
      ])
    const input = {
      selection: seleksi,
      object: `${petugas} ${peran}`,
      payload: { personId: petugas, role: peran, decree: surat },
    }
    const made = await propose(services, db, {
      ...input,
      kind: 'pejabat.tunjuk',
      proposerId: member.personId,
      inputsDigest: await kind.inputsDigest(services, db, input),
    })
    return made.ok
      ? c.redirect(`/petugas/usulan/${made.value}`, 303)
      : page(c, member, typed, [{ field: '#isi', text: proposalRefusals[made.refusal] }])
  })
  return app
}
