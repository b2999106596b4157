// /petugas/hasil: the secretary freezes the inputs and computes; the chair approves on the page of proposals.
import { Hono, type Context } from 'hono'
import { holds, staffMember, type StaffMember } from '../accounts/officer-session.ts'
import { StaffPage } from '../accounts/staff-page.tsx'
import { propose } from '../accounts/proposals.ts'
import { withSession, type AppEnv } from '../accounts/session.ts'
import { preparedRounds } from '../publish/round-draft.ts'
import { stageNow } from '../publish/queries.ts'
import { isUniqueViolation, setScope } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary, Hidden, type FormError } from '../ui/fields.tsx'
import { Badge, EmptyState, Notice } from '../ui/notice.tsx'
import { Section } from '../ui/layout.tsx'
import { Table } from '../ui/table.tsx'
import { proposalRefusals } from '../words/proposal-texts.ts'
import { freeze, FreezeRefusal, type ResultStage } from './freeze.ts'
import { keepFrozen, nextNumber, publicationKind, type Summary } from './publication.ts'

const stageNames: { readonly [S in ResultStage]: string } = {
  skdResult: 'Hasil SKD',
  finalResult: 'Hasil akhir',
}
const stateNames: { readonly [state: string]: string } = {
  computed: 'Menunggu persetujuan',
  stale: 'Data berubah',
  failed: 'Tidak jadi',
  approved: 'Sedang dicatat',
  ranked: 'Sedang dicatat',
  announced: 'Sedang diumumkan',
  effective: 'Berlaku',
}
/** The stage of the round in which a result is computed (states.md 1). */
const computedIn: { readonly [S in ResultStage]: string } = { skdResult: 'skd', finalResult: 'skb' }

export function decideStaffRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const { db } = services
  app.use('/petugas/hasil', withSession(services))
  app.use('/petugas/hasil/*', withSession(services))
  const signIn = (c: Context<AppEnv>) =>
    c.redirect(`/petugas/masuk?kembali=${encodeURIComponent(c.req.path)}`, 303)

  const page = async (c: Context<AppEnv>, member: StaffMember, errors?: readonly FormError[]) => {
    const rounds = (await preparedRounds(db)).filter((round) =>
      holds(member, round.id, 'sekretaris', 'ketua'),
    )
    const publications =
      rounds.length === 0
        ? []
        : await db
            .selectFrom('site.publication')
            .select(['selection_id', 'stage', 'n', 'state', 'summary', 'frozen_at'])
            .where(
              'selection_id',
              'in',
              rounds.map((round) => round.id),
            )
            .orderBy('frozen_at', 'desc')
            .execute()
    const ready = await Promise.all(
      rounds.map(async (round) => ({
        round,
        stage: await stageNow(services, round.id).catch(() => undefined),
      })),
    )
    return c.html(
      <StaffPage
        services={services}
        title="Hasil"
        path="/petugas/hasil"
        lead="Bekukan data, hitung dengan aturan yang sudah diumumkan, lalu minta persetujuan ketua."
      >
        {errors === undefined ? null : <ErrorSummary errors={errors} />}
        {ready.flatMap(({ round, stage }) =>
          (Object.keys(stageNames) as ResultStage[])
            .filter((id) => stage === computedIn[id])
            .map((id) => (
              <form method="post" class="t-stack">
                <Hidden name="token" value={services.tokens.issue(member.session.mark, 'hasil')} />
                <Hidden name="seleksi" value={round.id} />
                <Hidden name="tahap" value={id} />
                <Notice title={`${stageNames[id]}: ${round.title}`}>
                  Menghitung tidak mengumumkan apa pun. Ketua melihat akibatnya sebelum menyetujui.
                </Notice>
                <div>
                  <Button type="submit">{`Hitung ${stageNames[id].toLowerCase()}`}</Button>
                </div>
              </form>
            )),
        )}
        <Section id="terbitan" title="Terbitan">
          {publications.length === 0 ? (
            <EmptyState title="Belum ada hasil yang dihitung." level={3}>
              Hasil dapat dihitung setelah semua nilai tahap ini tercatat.
            </EmptyState>
          ) : (
            <Table
              caption="Hasil yang pernah dihitung"
              columns={[
                {
                  head: 'Hasil',
                  cell: (row) => `${stageNames[row.stage as ResultStage]} ke-${row.n}, ${row.selection_id}`,
                  rowHead: true,
                },
                {
                  head: 'Keadaan',
                  cell: (row) => (
                    <Badge
                      tone={row.state === 'effective' ? 'ok' : row.state === 'computed' ? 'act' : 'idle'}
                    >
                      {stateNames[row.state] ?? row.state}
                    </Badge>
                  ),
                },
                {
                  head: 'Isi',
                  cell: (row) =>
                    Object.entries((row.summary as Summary).counts)
                      .map(([code, count]) => `${code} ${count}`)
                      .join(', '),
                },
              ]}
              rows={publications}
            />
          )}
        </Section>
      </StaffPage>,
      errors === undefined ? 200 : 422,
    )
  }
  app.get('/petugas/hasil', async (c) => {
    const member = await staffMember(db, c)
    return member === undefined ? signIn(c) : page(c, member)
  })

  app.post('/petugas/hasil', async (c) => {
    const member = await staffMember(db, c)
    if (member === undefined) return signIn(c)
    const body = await c.req.parseBody()
    const selection = typeof body['seleksi'] === 'string' ? body['seleksi'] : ''
    const stage = (typeof body['tahap'] === 'string' ? body['tahap'] : '') as ResultStage
    if (!holds(member, selection, 'sekretaris') || !(stage in stageNames)) return c.notFound()
    const refuse = (text: string) => page(c, member, [{ field: '#isi', text }])
    if (services.tokens.read(member.session.mark, 'hasil', body['token']) === undefined)
      return refuse('Halaman ini sudah lama terbuka. Tekan tombolnya sekali lagi.')
    if ((await stageNow(services, selection)) !== computedIn[stage])
      return refuse(`${stageNames[stage]} tidak tersedia pada tahap ini.`)
    try {
      const id = await db.transaction().execute(async (trx) => {
        await setScope(trx, { officer: member.personId })
        const n = await nextNumber(trx, selection, stage)
        const frozen = await freeze(services, trx, selection, stage, n)
        const at = services.clock.now()
        const payload = await keepFrozen(trx, {
          selection,
          stage,
          n,
          frozen,
          proposerId: member.personId,
          at,
        })
        const made = await propose(services, trx, {
          selection,
          kind: publicationKind,
          object: stage,
          payload,
          proposerId: member.personId,
          inputsDigest: frozen.inputsDigest,
        })
        if (!made.ok) throw new FreezeRefusal(proposalRefusals[made.refusal])
        return made.value
      })
      return c.redirect(`/petugas/usulan/${id}`, 303)
    } catch (error) {
      if (error instanceof FreezeRefusal) return refuse(error.message)
      if (isUniqueViolation(error))
        return refuse('Hasil ini baru saja dihitung petugas lain. Muat halaman untuk melihatnya.')
      throw error
    }
  })
  return app
}
