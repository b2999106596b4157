// A small round with every kind of outcome, from applications to an announced final result, for the tests of results,
// explanations and reports. Acts are written directly; the publication goes through its own steps.
import { randomUUID } from 'node:crypto'
import { canonicalRuleSet, parseRuleSet } from '@terang/rules/rule-set.ts'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { formation, signUp, type TestApplicant } from '../apply/round-fixture.ts'
import { canonicalText, sha256Of } from '../publish/published.ts'
import { ruleSetOf } from '../publish/queries.ts'
import { scoped, type Trx } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { freeze, type ResultStage } from './freeze.ts'
import { advancePublications } from './jobs.ts'
import { keepFrozen, nextNumber, publicationKind, publishResultKind } from './publication.ts'

export const resultSelection = '2027-hasil'
const ruleSet = parseRuleSet(
  readFileSync(
    fileURLToPath(new URL('../../../../packages/rules/rule-sets/cpns-2024.json', import.meta.url)),
    'utf8',
  ),
)
const day = 86_400_000

interface Plan {
  formation: string
  reasons?: string[]
  objection?: 'granted' | 'refused' | 'filed'
  skd?: readonly [number, number, number] | 'th' | 'dis'
  skb?: number | 'th' | 'dis' | 'tms1' | 'aps'
  gpa?: number
  born?: string
}

/** Who takes part; the names are their outcomes. */
export const plans = {
  first: { formation: 'F-001', skd: [105, 120, 187], skb: 80_000 },
  second: { formation: 'F-001', skd: [100, 120, 178], skb: 74_400 },
  moved: { formation: 'F-001', skd: [100, 120, 185], skb: 72_000 },
  notPassed: { formation: 'F-001', skd: [100, 110, 180], skb: 60_000 },
  absentSkb: { formation: 'F-001', skd: [90, 100, 180], skb: 'th' },
  eliminated: { formation: 'F-001', skd: [90, 105, 180], skb: 'tms1' },
  passedNotShortlisted: { formation: 'F-001', skd: [70, 85, 168] },
  gradeNotMet: { formation: 'F-001', skd: [100, 75, 210] },
  absentSkd: { formation: 'F-001', skd: 'th' },
  disqualified: { formation: 'F-001', skd: 'dis' },
  ineligible: { formation: 'F-001', reasons: ['education_mismatch', 'stamp_missing'] },
  refused: { formation: 'F-002', reasons: ['document_missing'], objection: 'refused' },
  granted: {
    formation: 'F-002',
    reasons: ['identity_mismatch'],
    objection: 'granted',
    skd: [80, 90, 170],
    skb: 66_000,
  },
  restricted: { formation: 'F-002', reasons: ['disability_proof_missing'] },
  tieOne: { formation: 'F-002', skd: [80, 90, 180], skb: 70_000, gpa: 350, born: '1999-01-01' },
  tieTwo: { formation: 'F-002', skd: [80, 90, 180], skb: 70_000, gpa: 350, born: '1999-01-01' },
} as const satisfies Readonly<Record<string, Plan>>
export type Who = keyof typeof plans

export interface ResultRound {
  readonly people: Readonly<Record<Who, TestApplicant & { applicationId: string }>>
  readonly officers: { readonly ketua: string; readonly sekretaris: string }
  publish: (stage: ResultStage) => Promise<void>
}

/** Publishes the round with windows around now, and everybody's acts up to the scores. */
export async function openResultRound(services: Services, selection = resultSelection): Promise<ResultRound> {
  const { worker, record } = services
  const [ketua, sekretaris] = [
    await services.vault.createPerson(worker, 'officer'),
    await services.vault.createPerson(worker, 'officer'),
  ]
  const at = services.clock.now()
  const two = { at, proposer_id: sekretaris, second_id: ketua, selection_id: selection }
  const common = { sel: selection, at, by: 'sekretaris:s1' }
  const setuju = ['ketua:k1']
  const shift = (days: number) => new Date(at.getTime() + days * day).toISOString()
  let last: Uint8Array = new Uint8Array(0)
  await worker.transaction().execute(async (trx) => {
    await trx
      .insertInto('site.selection')
      .values({
        id: selection,
        title: 'Seleksi CPNS uji 2027',
        rule_set: 'cpns-2024',
        created_by: sekretaris,
      })
      .execute()
    const body = canonicalRuleSet(ruleSet)
    await trx
      .insertInto('act.rule_set')
      .values({
        ...two,
        version: 1,
        name: 'cpns-2024',
        sha256: sha256Of(body),
        body,
        entry_id: await record.enqueue(trx, {
          ...common,
          t: 'aturan.terbit',
          body: { nama: 'aturan-seleksi', versi: 1, sha256: sha256Of(body), setuju },
        }),
      })
      .execute()
    const windows: [string, number, number][] = [
      ['application', -40, -30],
      ['adminReview', -40, -20],
      ['adminResult', -20, -19],
      ['adminObjection', -19, -16],
      ['adminAnswer', -19, -14],
      ['adminResultAfterObjection', -14, -13],
      ['skd', -12, -8],
      ['skdResult', -7, -6],
      ['skbCat', -5, -3],
      ['finalResult', -1, 1],
      ['finalObjection', 0, 3],
      ['finalAnswer', 0, 7],
    ]
    const stages = canonicalText(
      windows.map(([id, from, to]) => ({ id, start: shift(from), end: shift(to) })),
    )
    await trx
      .insertInto('act.schedule')
      .values({
        ...two,
        version: 1,
        stages,
        reason: null,
        sha256: sha256Of(stages),
        entry_id: await record.enqueue(trx, {
          ...common,
          t: 'jadwal.terbit',
          body: { versi: 1, sha256: sha256Of(stages), setuju },
        }),
      })
      .execute()
    await trx
      .insertInto('act.announcement')
      .values({
        ...two,
        number: 'P1',
        kind: 'lowongan',
        version: 1,
        title: 'Pengumuman',
        body: '{"paragraphs":[]}',
        sha256: sha256Of(selection),
        entry_id: await record.enqueue(trx, {
          ...common,
          t: 'pengumuman.terbit',
          body: { nomor: 'P1', jenis: 'lowongan', versi: 1, sha256: sha256Of(selection), setuju },
        }),
      })
      .execute()
    for (const [id, seats, unit] of [
      ['F-001', 2, 'UPT Puskesmas Alianyang'],
      ['F-002', 1, 'UPT Puskesmas Kampung Dalam'],
      ['F-003', 1, 'UPT Puskesmas Perumnas II'],
    ] as const) {
      const data = canonicalText({
        ...formation(id),
        seats,
        unitId: `U-${id}`,
        unitPath: ['Dinas Kesehatan', unit],
        ...(id === 'F-002' ? { positionId: 'P2', positionTitle: 'BIDAN TERAMPIL' } : {}),
        slug: `${id.toLowerCase()}-${selection}`,
      })
      last = await record.enqueue(trx, {
        ...common,
        t: 'formasi.terbit',
        body: { formasi: id, jumlah: seats, sha256: sha256Of(data), setuju },
      })
      await trx
        .insertInto('act.formation')
        .values({ ...two, formation_id: id, data, seats, sha256: sha256Of(data), entry_id: last })
        .execute()
    }
  })
  await record.awaitEffective(last, 10_000)
  const rules = (await ruleSetOf(worker, selection))!
  const importId = randomUUID()
  const people = {} as Record<Who, TestApplicant & { applicationId: string }>
  for (const [who, plan] of Object.entries(plans) as [Who, Plan][]) {
    const applicant = await signUp(services)
    const applicationId = randomUUID()
    people[who] = { ...applicant, applicationId }
    last = await scoped(services.db, { person: applicant.personId }, async (trx) => {
      await trx
        .insertInto('person.application')
        .values({
          id: applicationId,
          selection_id: selection,
          person_id: applicant.personId,
          formation_id: plan.formation,
          state: 'submitted',
          created_at: at,
          updated_at: at,
        })
        .execute()
      return writeActs(services, trx, {
        selection,
        personId: applicant.personId,
        applicationId,
        plan,
        rules: rules.index,
        officers: [ketua, sekretaris],
        importId,
      })
    })
  }
  await worker.transaction().execute(async (trx) => {
    for (const stage of ['adminResult', 'adminResultAfterObjection']) {
      last = await record.enqueue(trx, {
        ...common,
        t: 'hasil.umum',
        body: { tahap: stage, pengumuman: `${stage}-1`, setuju },
      })
      await trx
        .insertInto('act.stage_result')
        .values({ ...two, stage, n: 1, announcement: `${stage}-1`, entry_id: last })
        .execute()
    }
  })
  await record.awaitEffective(last, 20_000)
  return {
    people,
    officers: { ketua, sekretaris },
    publish: (stage) => publish(services, selection, stage, ketua, sekretaris),
  }
}

interface OnePerson {
  selection: string
  personId: string
  applicationId: string
  plan: Plan
  rules: number
  officers: readonly [string, string]
  importId: string
}

async function writeActs(services: Services, trx: Trx, one: OnePerson): Promise<Uint8Array> {
  const { record } = services
  const { selection, personId, applicationId, plan, officers } = one
  const at = services.clock.now()
  const earlier = new Date(at.getTime() - 25 * day)
  const key = { selection_id: selection, application_id: applicationId }
  const subject = (phase: 'daftar' | 'nilai' | 'sanggah') => record.subject(trx, personId, selection, phase)
  const personal = (fields: Record<string, string | number>) => ({ person: personId, fields })
  const daftar = await subject('daftar')
  let last = await record.enqueue(trx, {
    t: 'lamaran.terima',
    at: new Date(at.getTime() - 35 * day),
    by: 'sistem:pendaftaran',
    sel: selection,
    subj: daftar,
    body: { formasi: plan.formation },
    personal: personal({ gpa_x100: plan.gpa ?? 325, birth_date: plan.born ?? '1998-05-05' }),
  })
  await trx
    .insertInto('act.submission')
    .values({
      ...key,
      n: 1,
      person_id: personId,
      formation_id: plan.formation,
      subj: daftar,
      arrived_at: new Date(at.getTime() - 35 * day),
      form_token: randomUUID(),
      entry_id: last,
    })
    .execute()
  const reasons = plan.reasons ?? []
  const outcome = reasons.length === 0 ? 'eligible' : 'ineligible'
  for (const pass of [1, 2]) {
    await trx
      .insertInto('act.opinion')
      .values({
        ...key,
        pass,
        officer_id: officers[pass - 1]!,
        outcome,
        reasons,
        verdicts: await services.vault.seal(trx, personId, `opinion|${applicationId}|${pass}`, {
          verdicts: verdictsOf(reasons),
        }),
        at: earlier,
        form_token: randomUUID(),
      })
      .execute()
  }
  const open = new Set(
    ruleSet.ineligibilityReasons.filter((reason) => !reason.restricted).map((reason) => reason.id),
  )
  last = await record.enqueue(trx, {
    t: 'berkas.putus',
    at: earlier,
    by: 'pemeriksa:p1',
    sel: selection,
    subj: daftar,
    refs: [one.rules],
    body: {
      hasil: outcome === 'eligible' ? 'ms' : 'tms',
      alasan: reasons.map((id) => (open.has(id) ? id : 'restricted')),
      aturan: one.rules,
      ...(outcome === 'eligible' ? {} : { setuju: ['pemeriksa:p2'] }),
    },
    personal: personal({
      catatan: 'Ijazah halaman 1: program studi Kebidanan, lowongan meminta Keperawatan.',
    }),
  })
  await trx
    .insertInto('act.decision')
    .values({
      ...key,
      outcome,
      reasons,
      by_id: officers[0],
      second_ids: outcome === 'eligible' ? [] : [officers[1]],
      explanation: '{}',
      at: earlier,
      entry_id: last,
    })
    .execute()
  if (plan.objection !== undefined) {
    const id = randomUUID()
    const sanggah = await subject('sanggah')
    last = await record.enqueue(trx, {
      t: 'sanggah.terima',
      at: new Date(at.getTime() - 18 * day),
      by: 'sistem:sanggah',
      sel: selection,
      subj: sanggah,
      body: { tahap: 'adminResult', formasi: plan.formation },
      personal: personal({ teks: 'Berkas sudah saya unggah.' }),
    })
    await trx
      .insertInto('act.objection')
      .values({
        ...key,
        id,
        person_id: personId,
        stage: 'adminResult',
        requirements: ['ijazah'],
        subj: sanggah,
        arrived_at: new Date(at.getTime() - 18 * day),
        form_token: randomUUID(),
        entry_id: last,
      })
      .execute()
    if (plan.objection !== 'filed') {
      last = await record.enqueue(trx, {
        t: 'sanggah.putus',
        at: new Date(at.getTime() - 16 * day),
        by: 'panelsanggah:q1',
        sel: selection,
        subj: sanggah,
        body: {
          tahap: 'adminResult',
          formasi: plan.formation,
          hasil: plan.objection === 'granted' ? 'kabul' : 'tolak',
          alasan: reasons,
          setuju: ['panelsanggah:q2'],
        },
        personal: personal({ catatan: 'Panel membaca berkas yang sama.' }),
      })
      await trx
        .insertInto('act.objection_answer')
        .values({
          selection_id: selection,
          objection_id: id,
          outcome: plan.objection,
          reasons,
          by_id: officers[0],
          second_ids: [officers[1]],
          at: new Date(at.getTime() - 16 * day),
          entry_id: last,
        })
        .execute()
    }
  }
  const nilai = await subject('nilai')
  for (const [test, value] of [
    ['skd', plan.skd],
    ['skb', plan.skb],
  ] as const) {
    if (value === undefined) continue
    const status = typeof value === 'string' ? value : 'h'
    const points =
      typeof value === 'number'
        ? { skb: value }
        : typeof value === 'string'
          ? {}
          : { twk: value[0], tiu: value[1], tkp: value[2] }
    last = await record.enqueue(trx, {
      t: 'nilai.catat',
      at,
      by: 'petugasnilai:n1',
      sel: selection,
      subj: nilai,
      body: {
        tes: test,
        formasi: plan.formation,
        status,
        nilai: points,
        ...(status === 'dis' ? { setuju: ['ketua:k1'] } : {}),
      },
      personal: personal({ catatan: 'impor' }),
    })
    await trx
      .insertInto('act.score')
      .values({
        ...key,
        test,
        n: 1,
        participant: nilai,
        status,
        points: JSON.stringify(points),
        import_id: one.importId,
        at,
        entry_id: last,
      })
      .execute()
  }
  return last
}

/** Freezes, approves and carries a result to the end, as two officers and the worker do. */
async function publish(
  services: Services,
  selection: string,
  stage: ResultStage,
  ketua: string,
  sekretaris: string,
): Promise<void> {
  const { worker, record } = services
  const n = await nextNumber(worker, selection, stage)
  const frozen = await freeze(services, worker, selection, stage, n)
  const at = services.clock.now()
  const ids = await worker.transaction().execute(async (trx) => {
    const payload = await keepFrozen(trx, { selection, stage, n, frozen, proposerId: sekretaris, at })
    const proposal = {
      id: randomUUID(),
      selection,
      kind: publicationKind,
      object: stage,
      payload,
    } as unknown as Parameters<typeof publishResultKind.execute>[0]['proposal']
    const done = await publishResultKind.execute({
      services,
      trx,
      proposal,
      by: 'sekretaris:s1',
      setuju: ['ketua:k1'],
      secondId: ketua,
      at,
    })
    if (!done.ok) throw new Error(done.refusal)
    return done.value
  })
  await record.awaitEffective(ids.at(-1)!, 10_000)
  for (let tries = 0; tries < 100; tries++) {
    await advancePublications(services)
    const row = await worker
      .selectFrom('site.publication')
      .select('state')
      .where('selection_id', '=', selection)
      .where('stage', '=', stage)
      .where('n', '=', n)
      .executeTakeFirstOrThrow()
    if (row.state === 'effective') return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the publication did not become effective')
}

/** A reader's answers: the first reason stands at the diploma, others at the letter. */
function verdictsOf(reasons: readonly string[]) {
  const note = 'Ijazah halaman 1: program studi Kebidanan, lowongan meminta Keperawatan.'
  return Object.fromEntries(
    reasons.map((reason, i) => [
      i === 0 ? 'diploma' : 'application_letter',
      { answer: 'tidak', reason, note },
    ]),
  )
}
