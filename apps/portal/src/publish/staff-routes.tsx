// /petugas/seleksi: preparing and proposing a round. Only the secretary and the chair of a round come in; what is
// public changes through proposals alone.
import { createHash } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { holds, staffMember, type StaffMember } from '../accounts/officer-session.ts'
import { openProposals, propose } from '../accounts/proposals.ts'
import { proposalKinds } from '../accounts/proposal-kinds.ts'
import { withSession, type AppEnv } from '../accounts/session.ts'
import { isHoliday } from '../accounts/working-days.ts'
import type { Services } from '../services/services.ts'
import { zoneMinutesOf } from '../services/zone.ts'
import type { FormError } from '../ui/fields.tsx'
import { proposalRefusals } from '../words/proposal-texts.ts'
import { changeProblems, scheduleReasons } from './change-schedule.ts'
import {
  announcementForm,
  confirmationForm,
  controlForm,
  furtherAnnouncementForm,
  newRoundForm,
  read,
  scheduleReasonForm,
  textsOf,
} from './forms.ts'
import { readFormations, type FormationProblem } from './formation-import.ts'
import { isPublished, roundPackage } from './publish-round.ts'
import { confirmedKeysOf, ruleSetOf, scheduleOf } from './queries.ts'
import {
  changeDraft,
  createRound,
  draftFormations,
  preparedRound,
  preparedRounds,
  replaceFormations,
  type PreparedRound,
} from './round-draft.ts'
import { ruleSetFile, ruleSetNames } from './rule-set-file.ts'
import { checkSchedule, toDays, toStages, type ScheduleDays } from './schedule.ts'
import { AnnouncementPage, NumbersPage, SchedulePage } from './announcement-pages.tsx'
import { DocumentsPage, FormationsPage } from './formation-pages.tsx'
import { GatePage, RoundList } from './round-pages.tsx'

const largestFile = 20 * 1024 * 1024

interface Desk {
  readonly member: StaffMember
  readonly round: PreparedRound
  readonly published: boolean
}
type Answer = Response | Promise<Response>

export function publishStaffRoutes(services: Services): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  const { db } = services
  app.use('/petugas/seleksi', withSession(services))
  app.use('/petugas/seleksi/*', withSession(services))

  const signIn = (c: Context<AppEnv>) =>
    c.redirect(`/petugas/masuk?kembali=${encodeURIComponent(c.req.path)}`, 303)
  const tokenFor = (member: StaffMember, form: string) => services.tokens.issue(member.session.mark, form)
  const old: FormError = {
    field: '#isi',
    text: 'Halaman ini sudah lama terbuka. Isian Anda masih ada; tekan tombolnya sekali lagi.',
  }

  /** The round of the address, for those who may prepare it. */
  const at = (work: (c: Context<AppEnv>, desk: Desk) => Answer) => async (c: Context<AppEnv>) => {
    const member = await staffMember(db, c)
    if (member === undefined) return signIn(c)
    const round = await preparedRound(db, c.req.param('id') ?? '')
    if (round === undefined || !holds(member, round.id, 'sekretaris', 'ketua')) return c.notFound()
    return work(c, { member, round, published: await isPublished(db, round.id) })
  }
  const saved = (c: Context<AppEnv>, page: string) =>
    c.redirect(`/petugas/seleksi/${c.req.param('id')}/${page}?tersimpan=1`, 303)
  const wasSaved = (c: Context<AppEnv>) => c.req.query('tersimpan') !== undefined

  async function makeProposal(
    desk: Desk,
    kind: string,
    object: string,
    payload: unknown,
  ): Promise<{ id: string } | { error: FormError }> {
    const definition = proposalKinds[kind]!
    const input = { selection: desk.round.id, object, payload }
    if (!holds(desk.member, desk.round.id, ...definition.proposes))
      return { error: { field: '#isi', text: 'Usulan ini dibuat oleh sekretaris.' } }
    const made = await propose(services, db, {
      ...input,
      kind,
      proposerId: desk.member.personId,
      inputsDigest: await definition.inputsDigest(services, db, input),
    })
    return made.ok ? { id: made.value } : { error: { field: '#isi', text: proposalRefusals[made.refusal] } }
  }

  const list = async (
    c: Context<AppEnv>,
    member: StaffMember,
    typed?: Record<string, string>,
    errors?: readonly FormError[],
  ) => {
    const rounds = []
    for (const round of await preparedRounds(db))
      if (holds(member, round.id, 'sekretaris', 'ketua'))
        rounds.push({ round, published: await isPublished(db, round.id) })
    return c.html(
      <RoundList
        services={services}
        rounds={rounds}
        ruleSets={ruleSetNames()}
        mayCreate={member.roles.some((held) => held.selection === '*' && held.role === 'sekretaris')}
        state={{ token: tokenFor(member, 'seleksi'), typed, errors }}
      />,
      errors === undefined ? 200 : 422,
    )
  }
  app.get('/petugas/seleksi', async (c) => {
    const member = await staffMember(db, c)
    return member === undefined ? signIn(c) : list(c, member)
  })
  app.post('/petugas/seleksi', async (c) => {
    const member = await staffMember(db, c)
    if (member === undefined) return signIn(c)
    if (!holds(member, '*', 'sekretaris')) return c.notFound()
    const typed = textsOf(await c.req.parseBody())
    if (services.tokens.read(member.session.mark, 'seleksi', typed['token']) === undefined)
      return list(c, member, typed, [old])
    const form = read(newRoundForm, typed)
    if (!form.ok) return list(c, member, typed, form.errors)
    const value = form.value
    if (!ruleSetNames().includes(value.aturan))
      return list(c, member, typed, [{ field: 'aturan', text: 'Pilih aturan dari daftar.' }])
    const made = await createRound(db, {
      id: value.id,
      title: value.judul,
      ruleSetName: value.aturan,
      year: Number(value.tahun),
      announcementStart: value.mulai,
      demo: services.settings.demo,
      createdBy: member.personId,
      at: services.clock.now(),
    })
    if (!made) {
      const same = await preparedRound(db, value.id)
      if (same?.title !== value.judul)
        return list(c, member, typed, [{ field: 'id', text: `Kode ${value.id} sudah dipakai seleksi lain.` }])
    }
    return c.redirect(`/petugas/seleksi/${value.id}`, 303)
  })

  const gate = async (c: Context<AppEnv>, desk: Desk, errors?: readonly FormError[]) => {
    const pack = await roundPackage(services, db, desk.round.id)
    const open = (await openProposals(db, desk.round.id)).find((one) => one.kind === 'lowongan.terbit')
    return c.html(
      <GatePage
        services={services}
        pack={pack!}
        published={desk.published}
        mayPropose={holds(desk.member, desk.round.id, 'sekretaris')}
        openProposal={open?.id}
        state={{ token: tokenFor(desk.member, `usul ${desk.round.id}`), errors }}
      />,
      errors === undefined ? 200 : 409,
    )
  }
  app.get(
    '/petugas/seleksi/:id',
    at((c, desk) => gate(c, desk)),
  )
  app.post(
    '/petugas/seleksi/:id/usul',
    at(async (c, desk) => {
      const typed = textsOf(await c.req.parseBody())
      if (
        services.tokens.read(desk.member.session.mark, `usul ${desk.round.id}`, typed['token']) === undefined
      )
        return gate(c, desk, [old])
      const pack = await roundPackage(services, db, desk.round.id)
      const blocking = pack!.problems.filter((problem) => problem.blocks)
      if (desk.published || blocking.length > 0)
        return gate(c, desk, [
          {
            field: '#isi',
            text: `Belum dapat diusulkan. Masih ada ${blocking.length} hal yang kurang, daftarnya di bawah.`,
          },
        ])
      const made = await makeProposal(desk, 'lowongan.terbit', desk.round.id, { title: desk.round.title })
      return 'error' in made ? gate(c, desk, [made.error]) : c.redirect(`/petugas/usulan/${made.id}`, 303)
    }),
  )

  const formations = async (
    c: Context<AppEnv>,
    desk: Desk,
    problems: readonly FormationProblem[] = [],
    typed?: Record<string, string>,
    errors?: readonly FormError[],
  ) =>
    c.html(
      <FormationsPage
        services={services}
        round={desk.round}
        formations={await draftFormations(db, desk.round.id)}
        problems={problems}
        locked={desk.published}
        done={wasSaved(c)}
        state={{ token: tokenFor(desk.member, `formasi ${desk.round.id}`), typed, errors }}
      />,
      errors === undefined ? 200 : 422,
    )
  app.get(
    '/petugas/seleksi/:id/formasi',
    at((c, desk) => formations(c, desk)),
  )
  app.post(
    '/petugas/seleksi/:id/formasi',
    bodyLimit({
      maxSize: largestFile + 65_536,
      onError: (c) => c.text('Berkas lebih besar dari 20 MB.', 413),
    }),
    at(async (c, desk) => {
      const body = await c.req.parseBody()
      const typed = textsOf(body)
      if (desk.published)
        return formations(c, desk, [], typed, [{ field: '#isi', text: 'Formasi sudah terbit.' }])
      if (
        services.tokens.read(desk.member.session.mark, `formasi ${desk.round.id}`, typed['token']) ===
        undefined
      )
        return formations(c, desk, [], typed, [old])
      const form = read(controlForm, typed)
      const errors = form.ok ? [] : [...form.errors]
      const file = body['berkas']
      if (!(file instanceof File) || file.size === 0)
        errors.unshift({ field: 'berkas', text: 'Pilih berkas CSV atau XLSX.' })
      if (errors.length > 0 || !form.ok || !(file instanceof File))
        return formations(c, desk, [], typed, errors)
      const bytes = new Uint8Array(await file.arrayBuffer())
      const rules = ruleSetFile(desk.round.ruleSetName).ruleSet
      const found = await readFormations(bytes, {
        rules,
        agency: { id: services.agency.slug, name: services.agency.name.id },
      })
      if (found.problems.length > 0)
        return formations(c, desk, found.problems, typed, [
          { field: 'berkas', text: `${found.problems.length} sel perlu diperbaiki. Tidak ada yang diimpor.` },
        ])
      const control = { rows: Number(form.value.baris), seats: Number(form.value.kursi) }
      if (control.rows !== found.totals.rows || control.seats !== found.totals.seats) {
        return formations(c, desk, [], typed, [
          {
            field: 'baris',
            text: `Surat penetapan: ${control.rows} formasi, ${control.seats} kursi. Berkas: ${found.totals.rows} formasi, ${found.totals.seats} kursi. Tidak ada yang diimpor.`,
          },
        ])
      }
      await db.transaction().execute(async (trx) => {
        await replaceFormations(trx, desk.round.id, found.formations, {
          fileName: file.name.slice(0, 120),
          sha256: createHash('sha256').update(bytes).digest('hex'),
          ...found.totals,
        })
        await changeDraft(trx, desk.round.id, { control })
      })
      return saved(c, 'formasi')
    }),
  )

  const documents = (
    c: Context<AppEnv>,
    desk: Desk,
    typed?: Record<string, string>,
    errors?: readonly FormError[],
  ) =>
    c.html(
      <DocumentsPage
        services={services}
        round={desk.round}
        locked={desk.published}
        done={wasSaved(c)}
        state={{ token: tokenFor(desk.member, `dokumen ${desk.round.id}`), typed, errors }}
      />,
      errors === undefined ? 200 : 422,
    )
  app.get(
    '/petugas/seleksi/:id/dokumen',
    at((c, desk) => documents(c, desk)),
  )
  app.post(
    '/petugas/seleksi/:id/dokumen',
    at(async (c, desk) => {
      const typed = textsOf(await c.req.parseBody())
      if (desk.published)
        return documents(c, desk, typed, [{ field: '#isi', text: 'Daftar dokumen sudah terbit.' }])
      if (
        services.tokens.read(desk.member.session.mark, `dokumen ${desk.round.id}`, typed['token']) ===
        undefined
      )
        return documents(c, desk, typed, [old])
      const list = desk.round.draft.documents.map((document) => ({
        ...document,
        invalidIf: (typed[`tidak-${document.id}`] ?? document.invalidIf.join('\n'))
          .split(/\r?\n/)
          .map((text) => text.trim().slice(0, 200))
          .filter((text) => text !== ''),
      }))
      await db.transaction().execute((trx) => changeDraft(trx, desk.round.id, { documents: list }))
      return saved(c, 'dokumen')
    }),
  )

  const schedule = async (
    c: Context<AppEnv>,
    desk: Desk,
    typedDays?: ScheduleDays,
    typed?: Record<string, string>,
    errors?: readonly FormError[],
    sentences?: readonly string[],
  ) => {
    const { ruleSet } = ruleSetFile(desk.round.ruleSetName)
    const inForce = desk.published ? await scheduleOf(db, desk.round.id) : undefined
    const days =
      typedDays ??
      (inForce === undefined
        ? desk.round.draft.schedule
        : toDays(inForce.stages, zoneMinutesOf(services.agency.zone)))
    return c.html(
      <SchedulePage
        services={services}
        round={desk.round}
        ruleSet={ruleSet}
        days={days}
        problems={checkSchedule(days, ruleSet, isHoliday)}
        published={desk.published}
        done={wasSaved(c)}
        sentences={sentences}
        state={{ token: tokenFor(desk.member, `jadwal ${desk.round.id}`), typed, errors }}
      />,
      errors === undefined ? 200 : 422,
    )
  }
  app.get(
    '/petugas/seleksi/:id/jadwal',
    at((c, desk) => schedule(c, desk)),
  )
  app.post(
    '/petugas/seleksi/:id/jadwal',
    at(async (c, desk) => {
      const typed = textsOf(await c.req.parseBody())
      const { ruleSet } = ruleSetFile(desk.round.ruleSetName)
      const days: ScheduleDays = Object.fromEntries(
        ruleSet.stages.flatMap((stage) => {
          const [start, end] = [typed[`mulai-${stage.id}`] ?? '', typed[`selesai-${stage.id}`] ?? '']
          return start === '' && end === ''
            ? []
            : [[stage.id, { start: start.slice(0, 10), end: end.slice(0, 10) }]]
        }),
      )
      if (
        services.tokens.read(desk.member.session.mark, `jadwal ${desk.round.id}`, typed['token']) ===
        undefined
      )
        return schedule(c, desk, days, typed, [old])
      if (!desk.published) {
        await db.transaction().execute((trx) => changeDraft(trx, desk.round.id, { schedule: days }))
        return saved(c, 'jadwal')
      }
      const form = read(scheduleReasonForm, typed)
      if (!form.ok) return schedule(c, desk, days, typed, form.errors)
      const sentence = scheduleReasons[form.value.alasan]
      if (sentence === undefined)
        return schedule(c, desk, days, typed, [{ field: 'alasan', text: 'Pilih alasan dari daftar.' }])
      const stages = toStages(days, ruleSet, zoneMinutesOf(services.agency.zone))
      const inForce = await scheduleOf(db, desk.round.id)
      const label = (id: string) => ruleSet.stages.find((stage) => stage.id === id)?.labelId ?? id
      const problems = [
        ...changeProblems(inForce?.stages ?? [], stages, services.clock.now(), label),
        ...checkSchedule(days, ruleSet, isHoliday)
          .filter((problem) => !problem.warning)
          .map((problem) => problem.text),
      ]
      if (problems.length > 0)
        return schedule(
          c,
          desk,
          days,
          typed,
          [{ field: '#isi', text: `${problems.length} hal perlu diperbaiki.` }],
          problems,
        )
      const made = await makeProposal(desk, 'jadwal.ubah', 'jadwal', {
        days,
        stages,
        reason: form.value.alasan,
        sentence,
      })
      return 'error' in made
        ? schedule(c, desk, days, typed, [made.error])
        : c.redirect(`/petugas/usulan/${made.id}`, 303)
    }),
  )

  const announcement = (
    c: Context<AppEnv>,
    desk: Desk,
    typed?: Record<string, string>,
    errors?: readonly FormError[],
  ) =>
    c.html(
      <AnnouncementPage
        services={services}
        round={desk.round}
        published={desk.published}
        done={wasSaved(c)}
        state={{ token: tokenFor(desk.member, `pengumuman ${desk.round.id}`), typed, errors }}
      />,
      errors === undefined ? 200 : 422,
    )
  app.get(
    '/petugas/seleksi/:id/pengumuman',
    at((c, desk) => announcement(c, desk)),
  )
  app.post(
    '/petugas/seleksi/:id/pengumuman',
    at(async (c, desk) => {
      const typed = textsOf(await c.req.parseBody())
      if (
        services.tokens.read(desk.member.session.mark, `pengumuman ${desk.round.id}`, typed['token']) ===
        undefined
      )
        return announcement(c, desk, typed, [old])
      if (!desk.published) {
        const form = read(announcementForm, typed)
        if (!form.ok) return announcement(c, desk, typed, form.errors)
        const { nomor, judul, isi } = form.value
        await db
          .transaction()
          .execute((trx) =>
            changeDraft(trx, desk.round.id, { announcement: { number: nomor, title: judul, text: isi } }),
          )
        return saved(c, 'pengumuman')
      }
      const form = read(furtherAnnouncementForm, typed)
      if (!form.ok) return announcement(c, desk, typed, form.errors)
      const { nomor, jenis, judul, isi, perubahan } = form.value
      const made = await makeProposal(desk, 'pengumuman.terbit', nomor, {
        number: nomor,
        kind: jenis,
        title: judul,
        text: isi,
        ...(perubahan === '' ? {} : { summaryOfChange: perubahan }),
      })
      return 'error' in made
        ? announcement(c, desk, typed, [made.error])
        : c.redirect(`/petugas/usulan/${made.id}`, 303)
    }),
  )

  const numbers = async (
    c: Context<AppEnv>,
    desk: Desk,
    typed?: Record<string, string>,
    errors?: readonly FormError[],
  ) =>
    c.html(
      <NumbersPage
        services={services}
        round={desk.round}
        ruleSet={ruleSetFile(desk.round.ruleSetName).ruleSet}
        confirmed={await confirmedKeysOf(db, desk.round.id)}
        rulesPublished={(await ruleSetOf(db, desk.round.id)) !== undefined}
        state={{ token: tokenFor(desk.member, `angka ${desk.round.id}`), typed, errors }}
      />,
      errors === undefined ? 200 : 422,
    )
  app.get(
    '/petugas/seleksi/:id/angka',
    at((c, desk) => numbers(c, desk)),
  )
  app.post(
    '/petugas/seleksi/:id/angka',
    at(async (c, desk) => {
      const typed = textsOf(await c.req.parseBody())
      if (
        services.tokens.read(desk.member.session.mark, `angka ${desk.round.id}`, typed['token']) === undefined
      )
        return numbers(c, desk, typed, [old])
      const form = read(confirmationForm, typed)
      if (!form.ok) return numbers(c, desk, typed, form.errors)
      const made = await makeProposal(desk, 'aturan.sah', form.value.kunci, {
        key: form.value.kunci,
        document: form.value.dokumen,
      })
      return 'error' in made
        ? numbers(c, desk, typed, [made.error])
        : c.redirect(`/petugas/usulan/${made.id}`, 303)
    }),
  )
  app.post(
    '/petugas/seleksi/:id/aturan',
    at(async (c, desk) => {
      const typed = textsOf(await c.req.parseBody())
      if (
        services.tokens.read(desk.member.session.mark, `angka ${desk.round.id}`, typed['token']) === undefined
      )
        return numbers(c, desk, typed, [old])
      const made = await makeProposal(desk, 'aturan.terbit', 'aturan', { name: desk.round.ruleSetName })
      return 'error' in made
        ? numbers(c, desk, typed, [made.error])
        : c.redirect(`/petugas/usulan/${made.id}`, 303)
    }),
  )
  return app
}
