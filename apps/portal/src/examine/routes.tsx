// /petugas/nilai: one officer uploads the scores of a test, another confirms them against the signed minutes.
import { createHash } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { holds, staffMember, type StaffMember } from '../accounts/officer-session.ts'
import { approve, openProposals, propose, proposalById, type Proposal } from '../accounts/proposals.ts'
import { withSession, type AppEnv } from '../accounts/session.ts'
import { ruleSetOf } from '../publish/queries.ts'
import { preparedRounds } from '../publish/round-draft.ts'
import { scoped } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import type { FormError } from '../ui/fields.tsx'
import { proposalRefusals } from '../words/proposal-texts.ts'
import { ConfirmPage, ScorePage, type ScorePageProps } from './pages.tsx'
import { readScores, type ScoreTest } from './score-import.ts'
import {
  calledFor,
  controlTotals,
  scoreImportKind,
  scoreKind,
  type ScorePayload,
  type ScoreRow,
} from './score-proposal.ts'

const largestFile = 20 * 1024 * 1024
/** What was typed; a file or nothing is no text. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

export function examineRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const { db } = services
  app.use('/petugas/nilai', withSession(services))
  app.use('/petugas/nilai/*', withSession(services))
  const signIn = (c: Context<AppEnv>) =>
    c.redirect(`/petugas/masuk?kembali=${encodeURIComponent(c.req.path)}`, 303)

  const page = async (c: Context<AppEnv>, member: StaffMember, more: Partial<ScorePageProps> = {}) => {
    const rounds = (await preparedRounds(db)).filter((round) => holds(member, round.id, 'petugasnilai'))
    const open = (
      await openProposals(
        db,
        rounds.map((round) => round.id),
      )
    ).filter((one) => one.kind === scoreKind)
    return c.html(
      <ScorePage
        services={services}
        rounds={rounds.map((round) => ({ id: round.id, title: round.title }))}
        open={open.map((one) => ({
          id: one.id,
          test: (one.payload as ScorePayload).test,
          selection: one.selection,
          rows: (one.payload as ScorePayload).totals.rows,
          mine: one.proposerId === member.personId,
        }))}
        token={services.tokens.issue(member.session.mark, 'nilai')}
        saved={c.req.query('tercatat') !== undefined}
        {...more}
      />,
      more.errors === undefined && more.problems === undefined ? 200 : 422,
    )
  }
  app.get('/petugas/nilai', async (c) => {
    const member = await staffMember(db, c)
    return member === undefined ? signIn(c) : page(c, member)
  })

  app.post(
    '/petugas/nilai',
    bodyLimit({
      maxSize: largestFile + 65_536,
      onError: (c) => c.text('Berkas lebih besar dari 20 MB.', 413),
    }),
    async (c) => {
      const member = await staffMember(db, c)
      if (member === undefined) return signIn(c)
      const body = await c.req.parseBody()
      const typed = { seleksi: textOf(body['seleksi']), tes: textOf(body['tes']) }
      const refuse = (...errors: FormError[]) => page(c, member, { typed, errors })
      if (services.tokens.read(member.session.mark, 'nilai', body['token']) === undefined) {
        return refuse({ field: '#isi', text: 'Halaman ini sudah lama terbuka. Pilih berkasnya sekali lagi.' })
      }
      if (!holds(member, typed.seleksi, 'petugasnilai')) return c.notFound()
      if (typed.tes !== 'skd' && typed.tes !== 'skb')
        return refuse({ field: 'tes', text: 'Pilih tes: SKD atau SKB.' })
      const file = body['berkas']
      if (!(file instanceof File) || file.size === 0)
        return refuse({ field: 'berkas', text: 'Pilih berkas nilai, CSV atau XLSX.' })
      const test: ScoreTest = typed.tes
      const rules = await ruleSetOf(db, typed.seleksi)
      if (rules === undefined)
        return refuse({ field: 'seleksi', text: 'Aturan seleksi ini belum diumumkan.' })
      const bytes = new Uint8Array(await file.arrayBuffer())
      const called = await scoped(db, { officer: member.personId }, (trx) =>
        calledFor(services, trx, typed.seleksi, test),
      )
      const people = new Map(
        called.map((person) => [
          person.participant,
          { participant: person.participant, called: person.called, scored: person.scored },
        ]),
      )
      const read = await readScores(bytes, { test, rules: rules.ruleSet, people })
      if (read.problems.length > 0) return page(c, member, { typed, problems: read.problems })
      const rows =
        test === 'skd'
          ? read.skd.map((row): ScoreRow => ({
              participant: row.participant,
              status: row.status,
              points: row.status === 'h' ? { twk: row.twk, tiu: row.tiu, tkp: row.tkp } : {},
            }))
          : read.skb.map((row): ScoreRow => ({
              participant: row.participant,
              status: row.status,
              points: row.status === 'h' ? { skb: row.skbMilli } : {},
            }))
      const payload: ScorePayload = {
        test,
        fileDigest: createHash('sha256').update(bytes).digest('hex'),
        rows,
        totals: read.totals,
      }
      const made = await propose(services, db, {
        selection: typed.seleksi,
        kind: scoreKind,
        object: test,
        payload,
        proposerId: member.personId,
        inputsDigest: await scoreImportKind.inputsDigest(services, db, {
          selection: typed.seleksi,
          object: test,
          payload,
        }),
      })
      if (!made.ok) return refuse({ field: '#isi', text: proposalRefusals[made.refusal] })
      return c.redirect(`/petugas/nilai/${made.value}`, 303)
    },
  )

  const confirm = async (
    c: Context<AppEnv>,
    member: StaffMember,
    proposal: Proposal,
    errors?: readonly FormError[],
    typed: { [key: string]: string } = {},
  ) => {
    const payload = proposal.payload as ScorePayload
    const mine = proposal.proposerId === member.personId
    return c.html(
      <ConfirmPage
        services={services}
        id={proposal.id}
        test={payload.test}
        mine={mine}
        open={proposal.state === 'proposed'}
        // The second officer types the totals without seeing those of the file.
        totals={controlTotals(payload.test, payload.totals).map((total) =>
          mine ? total : { ...total, value: undefined },
        )}
        token={services.tokens.issue(member.session.mark, `nilai ${proposal.id}`)}
        typed={typed}
        errors={errors}
      />,
      errors === undefined ? 200 : 422,
    )
  }
  const at =
    (work: (c: Context<AppEnv>, member: StaffMember, proposal: Proposal) => Response | Promise<Response>) =>
    async (c: Context<AppEnv>) => {
      const member = await staffMember(db, c)
      if (member === undefined) return signIn(c)
      const proposal = await proposalById(db, c.req.param('id') ?? '')
      if (proposal?.kind !== scoreKind || !holds(member, proposal.selection, 'petugasnilai'))
        return c.notFound()
      return work(c, member, proposal)
    }
  app.get(
    '/petugas/nilai/:id',
    at((c, member, proposal) => confirm(c, member, proposal)),
  )
  app.post(
    '/petugas/nilai/:id',
    at(async (c, member, proposal) => {
      const body = await c.req.parseBody()
      const payload = proposal.payload as ScorePayload
      const totals = controlTotals(payload.test, payload.totals)
      const typed = Object.fromEntries(totals.map((total) => [total.key, textOf(body[total.key]).trim()]))
      if (services.tokens.read(member.session.mark, `nilai ${proposal.id}`, body['token']) === undefined) {
        return confirm(
          c,
          member,
          proposal,
          [
            {
              field: '#isi',
              text: 'Halaman ini sudah lama terbuka. Angka Anda masih ada; tekan tombolnya sekali lagi.',
            },
          ],
          typed,
        )
      }
      const different = totals.filter((total) => typed[total.key] !== String(total.value))
      if (proposal.proposerId !== member.personId && different.length > 0) {
        return confirm(
          c,
          member,
          proposal,
          different.map((total) => ({
            field: total.key,
            text: `${total.label} berbeda dari berkas. Periksa lagi berita acaranya, lalu ketik angkanya.`,
          })),
          typed,
        )
      }
      const outcome = await approve(services, scoreImportKind, proposal.id, member.personId)
      if (!outcome.ok) {
        return confirm(
          c,
          member,
          proposal,
          [
            {
              field: '#isi',
              text: [proposalRefusals[outcome.refusal], ...(outcome.problems ?? []).slice(0, 5)].join(' '),
            },
          ],
          typed,
        )
      }
      await services.record.awaitEffective(outcome.value[0]!, 3_000)
      return c.redirect('/petugas/nilai?tercatat=1', 303)
    }),
  )
  return app
}
