// Counts the public report from effective acts and published results. Nothing is counted before its stage is announced,
// and nobody is named: process counts and class A results only.
import { sql } from 'kysely'
import { publishedResult, resultData, type ResultData } from '../decide/queries.ts'
import { lastAbove, shownRows } from '../decide/result-order.ts'
import {
  formationsOf,
  openSelections,
  ruleSetOf,
  scheduleOf,
  selectionById,
  windowOf,
  type Selection,
} from '../publish/queries.ts'
import type { Queryable } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import {
  durationOf,
  medianTenths,
  rankedFigures,
  scoreBins,
  type Duration,
  type FormationFigures,
  type ReportData,
} from './report.ts'

export interface FrozenReport {
  readonly data: ReportData
  readonly version: number
  readonly sha256: string
  readonly at: Date
  readonly index: number
}

/** The newest report that was published as an act; its figures stay as they were. */
export async function frozenReport(
  db: Queryable,
  selection: string,
  version?: number,
): Promise<FrozenReport | undefined> {
  let query = db
    .selectFrom('act.report')
    .innerJoin('log.effective', 'log.effective.id', 'act.report.entry_id')
    .select(['body', 'version', 'sha256', 'at', 'idx'])
    .where('selection_id', '=', selection)
    .where('kind', '=', 'hasil')
  if (version !== undefined) query = query.where('version', '=', version)
  const row = await query.orderBy('version', 'desc').executeTakeFirst()
  return row === undefined
    ? undefined
    : { data: row.body as ReportData, version: row.version, sha256: row.sha256, at: row.at, index: row.idx }
}

/** Rounds that are published, with the report of each where there is one. */
export async function reportedRounds(
  db: Queryable,
): Promise<{ round: Selection; report: FrozenReport | undefined; announced: boolean }[]> {
  const rounds = await openSelections(db)
  return Promise.all(
    rounds.map(async (round) => ({
      round,
      report: await frozenReport(db, round.id),
      announced: (await stagesOf(db, round.id)).some((stage) => stage.id === 'adminResult'),
    })),
  )
}

export async function stagesOf(
  db: Queryable,
  selection: string,
): Promise<{ id: string; at: Date; index: number }[]> {
  return db
    .selectFrom('act.stage_result as r')
    .innerJoin('log.effective as e', 'e.id', 'r.entry_id')
    .leftJoin('site.publication as p', (join) =>
      join
        .onRef('p.selection_id', '=', 'r.selection_id')
        .onRef('p.stage', '=', 'r.stage')
        .onRef('p.n', '=', 'r.n'),
    )
    .select(['r.stage as id', 'r.at', 'e.idx as index'])
    .where('r.selection_id', '=', selection)
    .where('r.n', '=', 1)
    .where((eb) => eb.or([eb('p.state', 'is', null), eb('p.state', '=', 'effective')]))
    .orderBy('e.idx')
    .execute()
}

/** Undefined until the result of the screening is announced: before, its figures would tell decisions early. */
export async function countReport(
  services: Services,
  db: Queryable,
  selection: string,
): Promise<ReportData | undefined> {
  const [round, rules, schedule, formations, stages] = await Promise.all([
    selectionById(db, selection),
    ruleSetOf(db, selection),
    scheduleOf(db, selection),
    formationsOf(db, selection),
    stagesOf(db, selection),
  ])
  const announced = new Set(stages.map((stage) => stage.id))
  if (round === undefined || rules === undefined || !announced.has('adminResult')) return undefined
  const [skdResult, finalResult] = await Promise.all([
    publishedResult(db, selection, 'skdResult'),
    publishedResult(db, selection, 'finalResult'),
  ])
  const skd = skdResult === undefined ? undefined : await resultData(db, skdResult)
  const final = finalResult === undefined ? undefined : await resultData(db, finalResult)
  const afterObjection = announced.has('adminResultAfterObjection')
  const [people, reasons, log, objections, questions, durations] = await Promise.all([
    peopleByFormation(db, selection, afterObjection),
    reasonsOf(db, selection),
    logHealth(db, selection),
    objectionsOf(db, selection),
    questionsOf(db, selection),
    durationsOf(db, selection, schedule?.stages ?? []),
  ])
  const figures = formations.map((formation): FormationFigures => {
    const own = people.get(formation.formationId)
    return {
      id: formation.formationId,
      seats: formation.seats,
      submitted: own?.submitted ?? 0,
      eligible: own?.eligible ?? 0,
      ...rankedFigures((final ?? skd)?.ranking.report, formation.formationId),
      skdCutOff: skd === undefined ? null : cutOffOf(skd, 'skdResult', formation.formationId),
      skdMedianTenths: skd === undefined ? null : medianOf(skd, formation.formationId),
      finalCutOffMilli: final === undefined ? null : cutOffOf(final, 'finalResult', formation.formationId),
    }
  })
  const sum = (
    of:
      | 'seats'
      | 'submitted'
      | 'eligible'
      | 'present'
      | 'metGrades'
      | 'shortlisted'
      | 'sat'
      | 'filled'
      | 'moved'
      | 'empty'
      | 'reserved',
  ) => figures.reduce((total, one) => total + one[of], 0)
  const close = schedule === undefined ? undefined : windowOf(schedule.stages, 'application')?.closesAt
  const known = new Map(rules.ruleSet.ineligibilityReasons.map((reason) => [reason.id, reason]))
  const counts = new Map<string, { group: string; count: number }>()
  for (const { id, count } of reasons) {
    const reason = known.get(id)
    const key = reason === undefined || reason.restricted ? 'restricted' : id
    const before = counts.get(key)
    counts.set(key, { group: key === 'restricted' ? '' : reason!.group, count: (before?.count ?? 0) + count })
  }
  return {
    version: 1,
    selection,
    title: round.title,
    countedAt: services.clock.now().toISOString(),
    stages: stages.map((stage) => ({
      id: stage.id,
      at: stage.at.toISOString(),
      index: stage.index,
      daysSinceClose:
        close === undefined || stage.at < close
          ? null
          : Math.floor((stage.at.getTime() - close.getTime()) / 86_400_000),
    })),
    total: {
      seats: sum('seats'),
      submitted: sum('submitted'),
      eligible: sum('eligible'),
      present: sum('present'),
      metGrades: sum('metGrades'),
      shortlisted: sum('shortlisted'),
      sat: sum('sat'),
      filled: sum('filled'),
      moved: sum('moved'),
      empty: sum('empty'),
      reserved: sum('reserved'),
      withdrawn: await withdrawnCount(db, selection),
      ineligible: [...people.values()].reduce((total, one) => total + one.ineligible, 0),
    },
    formations: figures,
    reasons: [...counts]
      .map(([id, { group, count }]) => ({ id, group, count }))
      .toSorted((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1)),
    skd: skd === undefined ? null : skdFigures(skd),
    durations,
    questions,
    objections: announced.has('finalResult')
      ? objections
      : objections.filter((one) => one.stage === 'adminResult'),
    log,
  }
}

function cutOffOf(data: ResultData, stage: 'skdResult' | 'finalResult', formationId: string): number | null {
  const rows = shownRows(data.ofFormation.get(formationId) ?? [], stage)
  const last = rows[lastAbove(rows, stage)]
  return (stage === 'skdResult' ? last?.skdTotal : last?.finalMilli) ?? null
}

function medianOf(data: ResultData, formationId: string): number | null {
  const totals = (data.ofFormation.get(formationId) ?? []).flatMap((row) => row.skdTotal ?? [])
  return totals.length === 0 ? null : medianTenths(totals)
}

function skdFigures(data: ResultData): NonNullable<ReportData['skd']> {
  const kindOf = new Map(data.formations.map((one) => [one.formationId, one.formationType]))
  const present = data.results.filter((row) => row.skdTotal !== null)
  const byKind = Map.groupBy(present, (row) => kindOf.get(row.formationId) ?? 'general')
  const limitsOf = (kind: string) => {
    const grades = data.ruleSet.skd.passingGrades[kind]
    return (['twk', 'tiu', 'tkp', 'total'] as const)

      .flatMap((part) => {
        const limit = grades?.[part]
        return limit === null || limit === undefined ? [] : [`${part} ${limit.value}`]
      })
      .join(', ')
  }
  const totals = present.map((row) => row.skdTotal!)
  return {
    bins: scoreBins(totals),
    medianTenths: medianTenths(totals),
    maxTotal: data.ruleSet.skd.maxTotal.value,
    kinds: [...byKind]
      .map(([kind, rows]) => ({
        kind,
        count: rows.length,
        medianTenths: medianTenths(rows.map((row) => row.skdTotal!)),
        met: rows.filter((row) => row.skdCode === 'p' || row.skdCode === 'pl').length,
        limits: limitsOf(kind),
      }))
      .toSorted((a, b) => (a.kind < b.kind ? -1 : 1)),
  }
}

interface People {
  submitted: number
  eligible: number
  ineligible: number
}

/** Sent applications and their decisions; a granted objection counts as eligible once its result is announced. */
async function peopleByFormation(
  db: Queryable,
  selection: string,
  afterObjection: boolean,
): Promise<Map<string, People>> {
  const { rows } = await sql<{ formation: string; submitted: number; eligible: number; ineligible: number }>`
    with sent as (
      select distinct on (s.application_id) s.application_id, s.formation_id from act.submission s
      join log.effective e on e.id = s.entry_id where s.selection_id = ${selection} order by s.application_id, s.n desc
    ), decided as (
      select d.application_id, d.outcome,
        exists (select 1 from act.objection o join act.objection_answer w on w.selection_id = o.selection_id and w.objection_id = o.id
                join log.effective x on x.id = w.entry_id
                where o.application_id = d.application_id and o.stage = 'adminResult' and w.outcome = 'granted') and ${afterObjection} as granted
      from act.decision d join log.effective e on e.id = d.entry_id where d.selection_id = ${selection}
    )
    select s.formation_id as formation, count(*)::int as submitted,
      count(*) filter (where d.outcome = 'eligible' or d.granted)::int as eligible,
      count(*) filter (where d.outcome = 'ineligible' and not d.granted)::int as ineligible
    from sent s left join decided d using (application_id) group by s.formation_id`.execute(db)
  return new Map(rows.map((row) => [row.formation, row]))
}

async function withdrawnCount(db: Queryable, selection: string): Promise<number> {
  const row = await db
    .selectFrom('act.withdrawal as w')
    .innerJoin('log.effective as e', 'e.id', 'w.entry_id')
    .select(({ fn }) => fn.count<number>('w.application_id').distinct().as('n'))
    .where('w.selection_id', '=', selection)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

async function reasonsOf(db: Queryable, selection: string): Promise<{ id: string; count: number }[]> {
  const { rows } = await sql<{ id: string; count: number }>`
    select reason as id, count(*)::int as count from act.decision d join log.effective e on e.id = d.entry_id, unnest(d.reasons) as reason
    where d.selection_id = ${selection} and d.outcome = 'ineligible' group by reason`.execute(db)
  return rows
}

async function objectionsOf(
  db: Queryable,
  selection: string,
): Promise<{ stage: string; filed: number; granted: number; refused: number }[]> {
  const { rows } = await sql<{ stage: string; filed: number; granted: number; refused: number }>`
    select o.stage, count(*)::int as filed, count(*) filter (where w.outcome = 'granted')::int as granted, count(*) filter (where w.outcome = 'refused')::int as refused
    from act.objection o join log.effective e on e.id = o.entry_id
    left join (select a.* from act.objection_answer a join log.effective x on x.id = a.entry_id) w on w.selection_id = o.selection_id and w.objection_id = o.id
    where o.selection_id = ${selection} group by o.stage order by o.stage`.execute(db)
  return rows
}

async function questionsOf(db: Queryable, selection: string): Promise<ReportData['questions']> {
  const { rows } = await sql<ReportData['questions']>`
    select count(*) filter (where published_at is not null)::int as published,
      count(*) filter (where exists (select 1 from act.answer a join log.effective e on e.id = a.entry_id where a.question_id = q.id))::int as answered,
      count(*) filter (where state = 'rejected')::int as rejected
    from site.question q where selection_id = ${selection}`.execute(db)
  return rows[0] ?? { published: 0, answered: 0, rejected: 0 }
}

async function durationsOf(
  db: Queryable,
  selection: string,
  stages: Parameters<typeof windowOf>[0],
): Promise<Duration[]> {
  const minutes = (rows: readonly { minutes: number }[]) => rows.map((row) => row.minutes)
  const screening = await sql<{ minutes: number }>`
    select greatest(0, floor(extract(epoch from d.at - s.arrived) / 60))::int as minutes
    from act.decision d join log.effective e on e.id = d.entry_id
    join (select application_id, max(arrived_at) as arrived from act.submission where selection_id = ${selection} group by application_id) s using (application_id)
    where d.selection_id = ${selection}`.execute(db)
  const answers = windowOf(stages, 'adminAnswer')?.closesAt
  const objection = await sql<{ minutes: number; at: Date }>`
    select greatest(0, floor(extract(epoch from w.at - o.arrived_at) / 60))::int as minutes, w.at
    from act.objection_answer w join log.effective e on e.id = w.entry_id join act.objection o on o.selection_id = w.selection_id and o.id = w.objection_id
    where w.selection_id = ${selection} and o.stage = 'adminResult'`.execute(db)
  const question = await sql<{ minutes: number; kept: boolean }>`
    select greatest(0, floor(extract(epoch from first.at - q.arrived_at) / 60))::int as minutes, first.at <= q.due_at as kept
    from site.question q join (select a.question_id, min(a.at) as at from act.answer a join log.effective e on e.id = a.entry_id group by a.question_id) first on first.question_id = q.id
    where q.selection_id = ${selection}`.execute(db)
  return [
    durationOf('screening', minutes(screening.rows), null),
    durationOf(
      'objection',
      minutes(objection.rows),
      answers === undefined ? null : objection.rows.filter((row) => row.at < answers).length,
    ),
    durationOf('question', minutes(question.rows), question.rows.filter((row) => row.kept).length),
  ]
}

async function logHealth(db: Queryable, selection: string): Promise<ReportData['log']> {
  const { rows } = await sql<{
    entries: number
    ofRound: number
    checkpoints: number
    last: Date | null
    witnesses: number
  }>`
    select (select count(*) from log.effective)::int as entries,
      (select count(*) from log.entry n join log.effective e on e.id = n.id where n.sel = ${selection})::int as "ofRound",
      (select count(*) from log.checkpoint)::int as checkpoints, (select max(signed) from log.checkpoint) as last,
      (select count(distinct name) from log.cosig)::int as witnesses`.execute(db)
  const row = rows[0]!
  return {
    entries: row.entries,
    ofRound: row.ofRound,
    checkpoints: row.checkpoints,
    lastCheckpoint: row.last?.toISOString() ?? '',
    witnesses: row.witnesses,
  }
}
