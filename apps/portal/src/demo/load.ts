// Loads the demo on the first start: one finished round and one with registration open, invented people at the city's
// real size, through the same acts as real ones. The same seed and day give the same rounds.
import { sql } from 'kysely'
import type { ActContext, ProposalKind } from '../accounts/proposals.ts'
import { freeze, type ResultStage } from '../decide/freeze.ts'
import { advancePublications } from '../decide/jobs.ts'
import { participantsOf } from '../decide/participants.ts'
import { keepFrozen, publishResultKind } from '../decide/publication.ts'
import { scoreImportKind, type ScorePayload, type ScoreRow } from '../examine/score-proposal.ts'
import { writeReport } from '../evaluate/actions.ts'
import { publishRoundKind } from '../publish/publish-round.ts'
import { formationsOf, ruleSetOf } from '../publish/queries.ts'
import { changeDraft, createRound, preparedRound, replaceFormations } from '../publish/round-draft.ts'
import type { ScheduleDays } from '../publish/schedule.ts'
import { drain as drainLog, type SequencerOptions } from '../record/sequencer.ts'
import type { Trx } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { StartError } from '../services/start-error.ts'
import { addDays } from './calendar.ts'
import { loadedMark, loadingMark } from './interrupted.ts'
import { loadDecisions, loadObjections, loadStageResult, loadSubmissions } from './load-acts.ts'
import { loadOfficers, type Crew } from './load-officers.ts'
import { loadDocuments, loadPeople, type LoadedPerson } from './load-people.ts'
import { loadQuestions } from './load-questions.ts'
import { demoRound, type DemoDates, type DemoRound } from './round.ts'
import { demoSkbScores, demoSkdScores } from './scores.ts'

const seed = 'terang'

/** Does nothing where a demo is there already. */
export async function loadDemo(services: Services, sequencing: SequencerOptions): Promise<void> {
  const { worker } = services
  const mark = await worker
    .selectFrom('site.value')
    .select('value')
    .where('key', '=', loadedMark)
    .executeTakeFirst()
  if (mark !== undefined) return
  const somebody =
    (await worker.selectFrom('act.appointment').select('code').limit(1).executeTakeFirst()) ??
    (await worker.selectFrom('auth.account').select('person_id').limit(1).executeTakeFirst())
  if (somebody !== undefined) {
    throw new StartError(
      'Data ini bukan data contoh: jalankan dengan DEMO=0 atau isi DATA_DIR lain (the data is not a demo: set DEMO=0 or another DATA_DIR).',
    )
  }
  await worker
    .insertInto('site.value')
    .values({ key: loadingMark, value: JSON.stringify(services.clock.now()) })
    .execute()
  const drain = () => drainLog(sequencing)
  const today = new Date(services.clock.now().getTime() + 7 * 3_600_000).toISOString().slice(0, 10)
  const crew = await loadOfficers(services, drain)
  const finished = await finishedRound(at(services, `${addDays(today, -300)}T02:00:00Z`), drain, crew, today)
  const open = await openRound(services, drain, crew, today)
  await worker.transaction().execute(async (trx) => {
    const accounts = [...officerAccounts(crew), ...applicantAccounts(finished, open)]
    await trx
      .insertInto('site.value')
      .values([
        { key: 'demo.accounts', value: JSON.stringify(accounts) },
        { key: loadedMark, value: JSON.stringify(today) },
      ])
      .execute()
    await sql`select pg_notify('terang_public', '')`.execute(trx)
  })
  await drain()
}

/** The services as they were at another time: the acts of the finished round carry its own dates. */
function at(services: Services, moment: string): Services {
  const then = new Date(moment)
  return { ...services, clock: { ...services.clock, now: () => then } }
}

interface RoundPlan {
  readonly id: string
  readonly title: string
  readonly year: number
  readonly number: string
  readonly days: ScheduleDays
  readonly data: DemoRound
}

async function publishRound(
  services: Services,
  drain: () => Promise<void>,
  crew: Crew,
  plan: RoundPlan,
): Promise<void> {
  const now = services.clock.now()
  const { formations } = plan.data
  const seats = formations.reduce((sum, formation) => sum + formation.seats, 0)
  await services.worker.transaction().execute(async (trx) => {
    await createRound(trx, {
      id: plan.id,
      title: plan.title,
      ruleSetName: 'cpns-2024',
      year: plan.year,
      announcementStart: plan.days['announcement']!.start,
      demo: true,
      createdBy: crew.secretary.personId,
      at: now,
    })
    await replaceFormations(trx, plan.id, formations, {
      fileName: 'formasi-contoh.csv',
      sha256: '0'.repeat(64),
      rows: formations.length,
      seats,
      seatsByType: {},
    })
    const round = await preparedRound(trx, plan.id)
    await changeDraft(trx, plan.id, {
      schedule: { ...round!.draft.schedule, ...plan.days },
      control: { rows: formations.length, seats },
      announcement: {
        number: plan.number,
        title: plan.title,
        text: [
          `Pemerintah Kota Pontianak membuka ${plan.title} untuk ${seats} kursi pada ${formations.length} formasi. Ini contoh: semua orang dan formasi di sini rekaan.`,
          ...plan.data.announcement.map((part) => `${part.section} nomor ${part.number}. ${part.text}`),
        ].join('\n\n'),
      },
    })
  })
  await act(services, crew, publishRoundKind, plan.id, { title: plan.title }, crew.secretary, crew.chair)
  await drain()
}

type Pair = { readonly personId: string; readonly as: string }

/** A two-person act as its page would do it, with the two named here. */
async function act(
  services: Services,
  _crew: Crew,
  kind: ProposalKind,
  selection: string,
  payload: unknown,
  proposer: Pair,
  second: Pair,
): Promise<void> {
  await services.worker.transaction().execute(async (trx) => {
    const now = services.clock.now()
    const context: ActContext = {
      services,
      trx,
      by: proposer.as,
      setuju: [second.as],
      secondId: second.personId,
      at: now,
      proposal: {
        id: '',
        selection,
        kind: '',
        object: '',
        payload,
        inputsDigest: '',
        state: 'proposed',
        proposerId: proposer.personId,
        secondId: null,
        reason: null,
        createdAt: now,
        decidedAt: null,
        expiresAt: now,
      },
    }
    const outcome = await kind.execute(context)
    if (!outcome.ok)
      throw new Error(`demo: ${outcome.refusal} ${(outcome.problems ?? []).slice(0, 3).join(' ')}`)
  })
}

async function finishedRound(
  services: Services,
  drain: () => Promise<void>,
  crew: Crew,
  today: string,
): Promise<LoadedPerson[]> {
  const id = `${today.slice(0, 4)}-cpns`
  const start = addDays(today, -300)
  const day = (n: number) => addDays(start, n)
  const span = (from: number, to: number) => ({ start: day(from), end: day(to) })
  const days: ScheduleDays = {
    announcement: span(1, 23),
    application: span(2, 23),
    adminReview: span(2, 30),
    adminResult: span(30, 33),
    skdReuseChoice: span(31, 40),
    adminObjection: span(34, 36),
    adminAnswer: span(34, 38),
    adminResultAfterObjection: span(39, 43),
    skd: span(60, 89),
    skdResult: span(92, 94),
    skbExtra: span(95, 110),
    skbCat: span(112, 123),
    integration: span(124, 140),
    finalResult: span(141, 148),
    finalObjection: span(149, 151),
    finalAnswer: span(149, 155),
    finalReprocessing: span(151, 156),
    finalResultAfterObjection: span(152, 158),
    filing: span(159, 188),
    numberProposal: span(190, 219),
  }
  const dates: DemoDates = {
    opens: day(2),
    closes: day(23),
    objectionOpens: day(34),
    objectionCloses: day(36),
    answersBy: day(38),
  }
  const { ruleSet } = await rulesFor()
  const data = demoRound(seed, 'finished', dates, ruleSet, services.settings.demoSize)
  await publishRound(services, drain, crew, {
    id,
    title: `Seleksi CPNS Kota Pontianak ${today.slice(0, 4)}`,
    year: Number(today.slice(0, 4)),
    number: '800.1.2.2-01',
    days,
    data,
  })
  const moment = (n: number, hour = 3) => new Date(`${day(n)}T${String(hour).padStart(2, '0')}:00:00Z`)
  const inTime = (n: number) => at(services, moment(n).toISOString())
  const step = (work: (trx: Trx) => Promise<void>) => services.worker.transaction().execute(work).then(drain)

  let people: LoadedPerson[] = []
  await step(async (trx) => {
    people = await loadPeople(services, trx, id, data)
    await loadSubmissions(services, trx, id, people, new Map())
  })
  await step((trx) =>
    loadDecisions(
      services,
      trx,
      id,
      crew,
      people,
      (i, count) => new Date(moment(4).getTime() + Math.floor((i / count) * 25 * 86_400_000)),
    ),
  )
  await step((trx) => loadStageResult(services, trx, id, crew, 'adminResult', moment(31)))
  await step((trx) => loadObjections(services, trx, id, crew, people, data.objections))
  await step((trx) => loadStageResult(services, trx, id, crew, 'adminResultAfterObjection', moment(40)))
  await step((trx) => loadQuestions(services, trx, id, crew, data))

  const round = await participantsOf(services, services.worker, id)
  const { ruleSet: rules } = (await ruleSetOf(services.worker, id))!
  const called = round
    .filter((person) => person.screening === 'ms' && !person.withdrawn)
    .map((person) => person.participant)
  await importScores(
    inTime(90),
    crew,
    id,
    'skd',
    demoSkdScores(seed, called, rules).map((row): ScoreRow => ({
      participant: row.participant,
      status: row.status,
      points: row.status === 'h' ? { twk: row.twk, tiu: row.tiu, tkp: row.tkp } : {},
    })),
  )
  await drain()
  await publishResult(inTime(93), drain, crew, id, 'skdResult')
  const listed = (
    await services.worker
      .selectFrom('act.result_row')
      .select(['participant', 'row'])
      .where('selection_id', '=', id)
      .where('stage', '=', 'skdResult')
      .execute()
  )
    .map((row) => row.row as { participant: string; skdCode: string; skdTotal: number })
    .filter((row) => row.skdCode === 'pl')
    .toSorted((a, b) => (a.participant < b.participant ? -1 : 1))
  await importScores(
    inTime(124),
    crew,
    id,
    'skb',
    demoSkbScores(seed, listed, rules).map((row): ScoreRow => ({
      participant: row.participant,
      status: row.status === 'aps' ? 'th' : row.status,
      points: row.status === 'h' ? { skb: row.skbMilli } : {},
    })),
  )
  await drain()
  await publishResult(inTime(142), drain, crew, id, 'finalResult')
  await step((trx) => loadStageResult(services, trx, id, crew, 'finalResultAfterObjection', moment(156)))
  await step(async (trx) => {
    await writeReport(inTime(170), trx, { selection: id, version: 1, by: crew.secretary.as })
  })
  return people
}

async function importScores(
  services: Services,
  crew: Crew,
  selection: string,
  test: 'skd' | 'skb',
  rows: readonly ScoreRow[],
): Promise<void> {
  const sum = (part: string) => rows.reduce((total, row) => total + (row.points[part] ?? 0), 0)
  const count = (status: string) => rows.filter((row) => row.status === status).length
  const payload: ScorePayload = {
    test,
    fileDigest: '0'.repeat(64),
    rows,
    totals: {
      rows: rows.length,
      present: count('h'),
      absent: count('th'),
      disqualified: count('dis'),
      twk: sum('twk'),
      tiu: sum('tiu'),
      tkp: sum('tkp'),
      skbMilli: sum('skb'),
    },
  }
  await act(services, crew, scoreImportKind, selection, payload, crew.scorers[0]!, crew.scorers[1]!)
}

async function publishResult(
  services: Services,
  drain: () => Promise<void>,
  crew: Crew,
  selection: string,
  stage: ResultStage,
): Promise<void> {
  const { worker } = services
  const frozen = await freeze(services, worker, selection, stage, 1)
  const payload = await keepFrozen(worker, {
    selection,
    stage,
    n: 1,
    frozen,
    proposerId: crew.secretary.personId,
    at: services.clock.now(),
  })
  // The finished round is history: its people were told then, so no letters leave now.
  await worker
    .insertInto('site.value')
    .values({ key: `told.${selection}.${stage}.1`, value: 'true' })
    .execute()
  await act(services, crew, publishResultKind, selection, payload, crew.secretary, crew.chair)
  for (let i = 0; i < 4; i++) {
    await drain()
    await advancePublications(services)
  }
}

async function openRound(
  services: Services,
  drain: () => Promise<void>,
  crew: Crew,
  today: string,
): Promise<LoadedPerson[]> {
  const year = Number(today.slice(0, 4)) + 1
  const id = `${year}-cpns`
  const day = (n: number) => addDays(today, n)
  const span = (from: number, to: number) => ({ start: day(from), end: day(to) })
  const days: ScheduleDays = {
    announcement: span(-15, 9),
    application: span(-14, 9),
    adminReview: span(-14, 17),
    adminResult: span(16, 19),
    skdReuseChoice: span(18, 28),
    adminObjection: span(20, 22),
    adminAnswer: span(20, 24),
    adminResultAfterObjection: span(25, 29),
    skd: span(46, 75),
    skdResult: span(78, 80),
    skbExtra: span(81, 96),
    skbCat: span(98, 109),
    integration: span(110, 126),
    finalResult: span(127, 134),
    finalObjection: span(135, 137),
    finalAnswer: span(135, 141),
    finalReprocessing: span(137, 142),
    finalResultAfterObjection: span(138, 144),
    filing: span(145, 174),
    numberProposal: span(176, 205),
  }
  const now = services.clock.now()
  const dates: DemoDates = {
    opens: day(-14),
    closes: day(9),
    objectionOpens: day(20),
    objectionCloses: day(22),
    answersBy: day(24),
    now: now.toISOString(),
  }
  const { ruleSet } = await rulesFor()
  const data = demoRound(
    seed,
    'open',
    dates,
    ruleSet,
    Math.max(40, Math.round((services.settings.demoSize * 40) / 100)),
  )
  await publishRound(at(services, `${day(-15)}T01:00:00Z`), drain, crew, {
    id,
    title: `Seleksi CPNS Kota Pontianak ${year}`,
    year,
    number: '800.1.2.2-07',
    days,
    data,
  })
  const formations = new Map(
    (await formationsOf(services.worker, id)).map((formation) => [
      formation.formationId,
      formation.data.positionTitle,
    ]),
  )
  let people: LoadedPerson[] = []
  await services.worker.transaction().execute(async (trx) => {
    people = await loadPeople(services, trx, id, data)
    const documents = await loadDocuments(
      services,
      trx,
      id,
      people,
      (formationId) => formations.get(formationId) ?? '',
    )
    await loadSubmissions(services, trx, id, people, documents)
  })
  await drain()
  await services.worker.transaction().execute(async (trx) => {
    await loadDecisions(
      services,
      trx,
      id,
      crew,
      people,
      (i, count) => new Date(now.getTime() - Math.floor(((count - i) / count) * 5 * 86_400_000)),
    )
    await loadQuestions(services, trx, id, crew, data)
  })
  await drain()
  return people
}

async function rulesFor() {
  const { ruleSetFile } = await import('../publish/rule-set-file.ts')
  return ruleSetFile('cpns-2024')
}

function officerAccounts(crew: Crew) {
  const one = (label: string, description: string, member: Pair) => ({
    label: `${label} (${member.as.split(':')[1]!.toUpperCase()})`,
    description,
    kind: 'officer' as const,
    personId: member.personId,
  })
  return [
    one('Sekretaris', 'menyiapkan seleksi, mengusulkan pengumuman dan hasil', crew.secretary),
    one('Ketua', 'menyetujui yang diusulkan orang lain', crew.chair),
    one('Pemeriksa', 'memeriksa berkas pelamar', crew.screeners[0]!),
    one('Pemeriksa kedua', 'membaca sendiri, tanpa melihat pendapat pertama', crew.screeners[1]!),
    one('Panel sanggah', 'memutus sanggah', crew.panel[0]!),
    one('Panel sanggah kedua', 'memutus sanggah, sendiri', crew.panel[1]!),
    one('Petugas nilai', 'mengimpor nilai', crew.scorers[0]!),
    one('Petugas nilai kedua', 'mencocokkan dengan berita acara', crew.scorers[1]!),
    one('Petugas tanya jawab', 'menjawab pertanyaan umum', crew.questioner),
  ]
}

function applicantAccounts(finished: readonly LoadedPerson[], open: readonly LoadedPerson[]) {
  const pick = (
    label: string,
    description: string,
    from: readonly LoadedPerson[],
    fits: (one: LoadedPerson) => boolean,
  ) => {
    const found = from.find(fits)
    return found === undefined
      ? []
      : [{ label, description, kind: 'applicant' as const, personId: found.personId }]
  }
  const outcome = (one: LoadedPerson) => one.application.verdict?.outcome
  return [
    ...pick(
      'Pelamar, konsep belum lengkap',
      'seleksi yang sedang dibuka',
      open,
      (one) => one.application.state === 'draft' && one.application.missing.length > 0,
    ),
    ...pick(
      'Pelamar, siap dikirim',
      'semua berkas sudah ada',
      open,
      (one) => one.application.state === 'draft' && one.application.missing.length === 0,
    ),
    ...pick(
      'Pelamar, sudah terkirim',
      'menunggu pemeriksaan',
      open,
      (one) => one.application.state === 'submitted' && outcome(one) === undefined,
    ),
    ...pick(
      'Peserta, memenuhi syarat',
      'seleksi yang sudah selesai',
      finished,
      (one) => outcome(one) === 'eligible',
    ),
    ...pick(
      'Pelamar, tidak memenuhi syarat',
      'seleksi yang sudah selesai',
      finished,
      (one) => outcome(one) === 'ineligible',
    ),
  ]
}
