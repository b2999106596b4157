// Published results, for everybody: only publications whose announcement a checkpoint covers (P1). Rows come from the
// published files, whose bytes are what was approved; nothing here sorts or ranks in SQL.
import { shortCodes } from '@terang/log/subject.ts'
import {
  parseDecisions,
  parseFormations,
  parseParticipants,
  parseResults,
  type Decision,
  type Formation,
  type Participant,
  type ResultRow,
} from '@terang/rules/public-data.ts'
import { rank, type Ranking } from '@terang/rules/rank.ts'
import { parseRuleSet, type RuleSet } from '@terang/rules/rule-set.ts'
import { sql } from 'kysely'
import { formationsOf, type EffectiveFormation } from '../publish/queries.ts'
import type { Queryable } from '../services/database.ts'
import type { ResultStage } from './freeze.ts'
import { publicationFolder } from './public-folder.ts'

export const resultStages: readonly ResultStage[] = ['skdResult', 'finalResult']
export const isResultStage = (text: string): text is ResultStage =>
  (resultStages as readonly string[]).includes(text)

/** An announced result of any stage, as the list of results shows it. */
export interface AnnouncedStage {
  readonly selection: string
  readonly title: string
  readonly stage: string
  readonly n: number
  readonly at: Date
  readonly index: number
}

export interface PublicFile {
  readonly name: string
  readonly bytes: number
  readonly rows: number
  readonly sha256: string
  /** Below the log's prefix. */
  readonly path: string
}

export interface PublishedResult extends AnnouncedStage {
  readonly stage: ResultStage
  readonly folder: string
  readonly files: readonly PublicFile[]
  /** Log index of each entry of the publication, by the name of its file. */
  readonly entries: ReadonlyMap<string, number>
  /** Roles and codes that approved, as the entry says. */
  readonly signers: readonly string[]
  /** Numbers of the publications of this stage, newest first. */
  readonly numbers: readonly number[]
}

/** Everything the published files of one result hold, read once. */
export interface ResultData {
  readonly ruleSet: RuleSet
  readonly formations: readonly Formation[]
  readonly participants: readonly Participant[]
  readonly byParticipant: ReadonlyMap<string, Participant>
  readonly results: readonly ResultRow[]
  readonly ofFormation: ReadonlyMap<string, readonly ResultRow[]>
  readonly codes: ReadonlyMap<string, string>
  readonly ranking: Ranking
}

/** Announced stages of all rounds, the newest first. */
export async function announcedStages(db: Queryable): Promise<AnnouncedStage[]> {
  const rows = await db
    .selectFrom('act.stage_result as r')
    .innerJoin('log.effective as e', 'e.id', 'r.entry_id')
    .innerJoin('site.selection as s', 's.id', 'r.selection_id')
    .leftJoin('site.publication as p', (join) =>
      join
        .onRef('p.selection_id', '=', 'r.selection_id')
        .onRef('p.stage', '=', 'r.stage')
        .onRef('p.n', '=', 'r.n'),
    )
    .select(['r.selection_id as selection', 's.title', 'r.stage', 'r.n', 'r.at', 'e.idx as index', 'p.state'])
    .orderBy('e.idx', 'desc')
    .execute()
  const shown = rows.filter((row) => !isResultStage(row.stage) || row.state === 'effective')
  return shown.map(({ selection, title, stage, n, at, index }) => ({ selection, title, stage, n, at, index }))
}

/** The newest publication of a stage, or the one with the number. */
export async function publishedResult(
  db: Queryable,
  selection: string,
  stage: ResultStage,
  n?: number,
): Promise<PublishedResult | undefined> {
  const all = (await announcedStages(db)).filter((row) => row.selection === selection && row.stage === stage)
  const found = n === undefined ? all[0] : all.find((row) => row.n === n)
  if (found === undefined) return undefined
  const files = await filesOf(db, selection, stage, found.n)
  const folder = files['datapackage.json']?.sha256 ?? ''
  const path = publicationFolder(selection, folder)
  const entries = await db
    .selectFrom('act.publication_entry as p')
    .innerJoin('log.effective as e', 'e.id', 'p.entry_id')
    .select(['p.name', 'e.idx'])
    .where('p.selection_id', '=', selection)
    .where('p.stage', '=', stage)
    .where('p.n', '=', found.n)
    .execute()
  return {
    ...found,
    stage,
    folder,
    files: Object.entries(files).map(([name, file]) => ({
      name,
      path: `${path}/${name}`,
      bytes: file.bytes,
      rows: file.rows,
      sha256: file.sha256,
    })),
    entries: new Map(entries.map((row) => [row.name, row.idx])),
    signers: await signersOf(db, found.index),
    numbers: all.map((row) => row.n),
  }
}

type FileHeads = Readonly<Record<string, { bytes: number; rows: number; sha256: string }>>
// An announced publication never changes; its megabytes are not read again for a few digests.
const heads = new Map<string, FileHeads>()
const keptHeads = 200

async function filesOf(db: Queryable, selection: string, stage: string, n: number): Promise<FileHeads> {
  const key = `${selection}/${stage}/${n}`
  const known = heads.get(key)
  if (known !== undefined) return known
  const { rows } = await sql<{ files: FileHeads }>`
    select (select jsonb_object_agg(key, value - 'text') from jsonb_each(files)) as files
    from site.publication where selection_id = ${selection} and stage = ${stage} and n = ${n}`.execute(db)
  const files = rows[0]?.files ?? {}
  if (heads.size >= keptHeads) heads.clear()
  heads.set(key, files)
  return files
}

/** `by` and `setuju` of an entry: roles with codes, never names. */
export async function signersOf(db: Queryable, index: number): Promise<string[]> {
  const row = await db.selectFrom('log.entry').select('entry').where('idx', '=', index).executeTakeFirst()
  if (row === undefined) return []
  const entry = JSON.parse(Buffer.from(row.entry).toString('utf8')) as {
    by: string
    body?: { setuju?: string[] }
  }
  return [entry.by, ...(entry.body?.setuju ?? [])]
}

// A publication is named by its content and never changes, so what was read from it stays true.
const read = new Map<string, Promise<ResultData>>()
const keptResults = 6

/** The rows of a publication, with the ranking made again from its own files. */
export function resultData(db: Queryable, result: PublishedResult): Promise<ResultData> {
  const known = read.get(result.folder)
  if (known !== undefined) return known
  const made = load(db, result)
  read.set(result.folder, made)
  made.catch(() => read.delete(result.folder))
  const [oldest] = read.keys()
  if (read.size > keptResults && oldest !== undefined) read.delete(oldest)
  return made
}

async function load(db: Queryable, { selection, stage, n }: PublishedResult): Promise<ResultData> {
  const row = await db
    .selectFrom('site.publication')
    .select('files')
    .where('selection_id', '=', selection)
    .where('stage', '=', stage)
    .where('n', '=', n)
    .executeTakeFirstOrThrow()
  const files = row.files as { readonly [name: string]: { text: string } | undefined }
  return readPublished((name) => files[name]?.text)
}

/** @param text the bytes of a published file by its name; undefined where there is none */
export function readPublished(text: (name: string) => string | undefined): ResultData {
  const needed = (name: string) => {
    const found = text(name)
    if (found === undefined) throw new Error(`published result without ${name}`)
    return found
  }
  const ruleSet = parseRuleSet(needed('rule-set.json'))
  const formations = whole(
    'formations.csv',
    parseFormations(needed('formations.csv'), { file: 'formations.csv', ruleSet }),
  )
  const { participants } = whole(
    'participants.csv',
    parseParticipants(needed('participants.csv'), { file: 'participants.csv', ruleSet, formations }),
  )
  const results = whole('results.csv', parseResults(needed('results.csv'), { file: 'results.csv' }))
  const decided = text('decisions.csv')
  const decisions: Decision[] =
    decided === undefined
      ? []
      : whole(
          'decisions.csv',
          parseDecisions(decided, { file: 'decisions.csv', ruleSet, formations, participants }),
        )
  return {
    ruleSet,
    formations,
    participants,
    byParticipant: new Map(participants.map((one) => [one.participant, one])),
    results,
    ofFormation: Map.groupBy(results, (one) => one.formationId),
    codes: shortCodes(results.map((one) => one.participant)),
    ranking: rank(ruleSet, formations, participants, decisions),
  }
}

function whole<T>(
  name: string,
  parsed: { ok: true; value: T } | { ok: false; problems: readonly unknown[] },
): T {
  if (!parsed.ok) throw new Error(`${name} of a published result does not read`)
  return parsed.value
}

/** Titles of the formations of a round: what people call them. */
export async function formationTitles(
  db: Queryable,
  selection: string,
): Promise<Map<string, EffectiveFormation>> {
  return new Map((await formationsOf(db, selection)).map((one) => [one.formationId, one]))
}
