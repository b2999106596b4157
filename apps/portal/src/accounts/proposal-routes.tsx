// /petugas and /petugas/usulan: what waits for this officer, and the yes or no of the second person.
import { Hono, type Context } from 'hono'
import { roleNames } from './appointment.ts'
import { holds, staffMember, worksIn, type StaffMember } from './officer-session.ts'
import type { Role } from './policy.ts'
import { proposalKinds } from './proposal-kinds.ts'
import {
  ProposalList,
  ProposalPage,
  ProposalsClosed,
  StaffHome,
  type ProposalLine,
  type ProposalPageProps,
} from './proposal-pages.tsx'
import {
  approve,
  codeOf,
  endedProposals,
  openProposals,
  proposalById,
  refuse,
  withdraw,
  type Proposal,
} from './proposals.ts'
import { withSession, type AppEnv } from './session.ts'
import type { Services } from '../services/services.ts'
import { proposalRefusals } from '../words/proposal-texts.ts'
import { preparedRounds } from '../publish/round-draft.ts'

/** Where each role works. */
const desks: readonly { roles: readonly Role[]; href: string; label: string; note: string }[] = [
  {
    roles: ['sekretaris', 'ketua'],
    href: '/petugas/seleksi',
    label: 'Seleksi',
    note: 'Formasi, jadwal, pengumuman, dan gerbang terbit.',
  },
  {
    roles: ['sekretaris', 'ketua'],
    href: '/petugas/pejabat',
    label: 'Pejabat',
    note: 'Siapa memegang peran apa.',
  },
  {
    roles: ['pemeriksa'],
    href: '/petugas/periksa',
    label: 'Meja periksa',
    note: 'Berkas yang diundi untuk Anda.',
  },
  {
    roles: ['sekretaris', 'ketua'],
    href: '/petugas/administrasi',
    label: 'Hasil administrasi',
    note: 'Yang masih terbuka, dan pengumuman hasil pemeriksaan berkas.',
  },
  {
    roles: ['panelsanggah', 'ketua'],
    href: '/petugas/sanggah',
    label: 'Sanggah',
    note: 'Sanggahan yang menunggu putusan.',
  },
  { roles: ['petugasnilai'], href: '/petugas/nilai', label: 'Nilai', note: 'Impor dan pencocokan nilai.' },
  {
    roles: ['sekretaris', 'ketua'],
    href: '/petugas/hasil',
    label: 'Hasil',
    note: 'Hitung, setujui, dan umumkan hasil.',
  },
  {
    roles: ['petugastanya', 'sekretaris'],
    href: '/petugas/tanya',
    label: 'Tanya jawab',
    note: 'Pertanyaan yang menunggu jawaban.',
  },
]

export function proposalRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const session = withSession(services)
  for (const path of ['/petugas', '/petugas/usulan', '/petugas/usulan/*']) app.use(path, session)
  const { db } = services

  const allSelections = async () => [...(await preparedRounds(db)).map((round) => round.id), '*']

  async function line(proposal: Proposal, member: StaffMember): Promise<ProposalLine> {
    const kind = proposalKinds[proposal.kind]
    const proposer =
      kind === undefined
        ? undefined
        : await codeOf(db, proposal.selection, proposal.proposerId, kind.proposes)
    return {
      proposal,
      title: kind?.title(proposal) ?? proposal.kind,
      proposer: proposer ?? 'petugas yang perannya sudah selesai',
      mine:
        kind !== undefined &&
        proposal.proposerId !== member.personId &&
        holds(member, proposal.selection, ...kind.approves),
    }
  }
  const lines = async (proposals: readonly Proposal[], member: StaffMember) =>
    Promise.all(proposals.map((one) => line(one, member)))
  const signIn = (c: Context<AppEnv>) =>
    c.redirect(`/petugas/masuk?kembali=${encodeURIComponent(c.req.path)}`, 303)

  app.get('/petugas', async (c) => {
    const member = await staffMember(db, c)
    if (member === undefined) return signIn(c)
    const waiting = (await lines(await openProposals(db, await allSelections()), member)).filter(
      (one) => one.mine,
    )
    const ways = desks.filter((desk) => member.roles.some((held) => desk.roles.includes(held.role)))
    const roles = [...new Set(member.roles.map((held) => `${roleNames[held.role]} (${held.code})`))]
    return c.html(
      <StaffHome services={services} member={member} waiting={waiting} ways={ways} roles={roles} />,
    )
  })

  app.get('/petugas/usulan', async (c) => {
    const member = await staffMember(db, c)
    if (member === undefined) return signIn(c)
    const selections = (await allSelections()).filter((selection) => worksIn(member, selection))
    if (selections.length === 0) return c.html(<ProposalsClosed services={services} />, 403)
    const [open, ended] = [await openProposals(db, selections), await endedProposals(db, selections)]
    return c.html(
      <ProposalList
        services={services}
        open={await lines(open, member)}
        ended={await lines(ended, member)}
        now={services.clock.now()}
      />,
    )
  })

  async function page(
    c: Context<AppEnv>,
    more: Partial<ProposalPageProps> = {},
    status: 200 | 403 | 404 | 409 | 422 = 200,
  ) {
    const member = await staffMember(db, c)
    if (member === undefined) return signIn(c)
    const id = c.req.param('id') ?? ''
    const proposal = await proposalById(db, id)
    const kind = proposal === undefined ? undefined : proposalKinds[proposal.kind]
    if (proposal === undefined || kind === undefined) return c.notFound()
    if (!worksIn(member, proposal.selection)) return c.html(<ProposalsClosed services={services} />, 403)
    const props = {
      services,
      line: await line(proposal, member),
      description: await kind.describe(services, proposal),
      isProposer: proposal.proposerId === member.personId,
      token: services.tokens.issue(member.session.mark, `usulan ${id}`),
      ...more,
    }
    return c.html(<ProposalPage {...props} />, status)
  }

  app.get('/petugas/usulan/:id', (c) =>
    page(
      c,
      c.req.query('selesai') === undefined
        ? {}
        : { done: 'Tersimpan. Catatan publiknya terbit dalam beberapa detik.' },
    ),
  )

  app.post('/petugas/usulan/:id/:what{setuju|tolak|tarik}', async (c) => {
    const member = await staffMember(db, c)
    if (member === undefined) return signIn(c)
    const { id, what } = c.req.param()
    const form = await c.req.parseBody()
    const reason = typeof form['alasan'] === 'string' ? form['alasan'] : ''
    const proposal = await proposalById(db, id)
    const kind = proposal === undefined ? undefined : proposalKinds[proposal.kind]
    if (proposal === undefined || kind === undefined) return c.notFound()
    if (!worksIn(member, proposal.selection)) return c.html(<ProposalsClosed services={services} />, 403)
    if (services.tokens.read(member.session.mark, `usulan ${id}`, form['token']) === undefined) {
      return page(
        c,
        {
          reason,
          errors: [{ field: '#isi', text: 'Halaman ini sudah lama terbuka. Tekan tombolnya sekali lagi.' }],
        },
        422,
      )
    }
    const outcome =
      what === 'setuju'
        ? await approve(services, kind, id, member.personId)
        : what === 'tolak'
          ? await refuse(services, kind, id, member.personId, reason)
          : await withdraw(services, id, member.personId)
    if (!outcome.ok) {
      const status =
        outcome.refusal === 'reasonMissing'
          ? 422
          : outcome.refusal === 'samePerson' || outcome.refusal === 'notAllowed'
            ? 403
            : 409
      const field = outcome.refusal === 'reasonMissing' ? 'alasan' : '#isi'
      return page(
        c,
        {
          reason,
          problems: outcome.problems ?? [],
          errors: [{ field, text: proposalRefusals[outcome.refusal] }],
        },
        status,
      )
    }
    if (outcome.value !== undefined)
      for (const entry of outcome.value.slice(-1)) await services.record.awaitEffective(entry)
    return c.redirect(`/petugas/usulan/${id}?selesai=1`, 303)
  })
  return app
}
