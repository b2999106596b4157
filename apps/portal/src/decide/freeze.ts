// Freezes the inputs of a result and computes it (states.md 3.5). The function is packages/rules, the bytes are those
// that will be public: ranked from the reduced file, and the full file must give the same. No SQL ranks anything.
import { createHash } from 'node:crypto'
import { rowsRoot } from '@terang/log/rows.ts'
import { writeDataPackage, type PublishedFile } from '@terang/rules/data-package.ts'
import {
  writeFormations,
  writeParticipants,
  writeResults,
  type Formation,
  type Participant,
} from '@terang/rules/public-data.ts'
import { rank, type RankReport } from '@terang/rules/rank.ts'
import { reduceParticipants } from '@terang/rules/reduce.ts'
import { canonicalRuleSet, type RuleSet } from '@terang/rules/rule-set.ts'
import type { PublishedFormation } from '../publish/published.ts'
import { formationsOf, ruleSetOf, selectionById } from '../publish/queries.ts'
import type { Queryable } from '../services/database.ts'
import type { Services } from '../services/services.ts'
import { participantsOf, scoresOf } from './participants.ts'

export type ResultStage = 'skdResult' | 'finalResult'

export interface FrozenFile {
  readonly sha256: string
  readonly bytes: number
  readonly rows: number
  readonly rowsRoot: string
  readonly text: string
}
export type FrozenName =
  | 'formations.csv'
  | 'participants.csv'
  | 'results.csv'
  | 'rule-set.json'
  | 'datapackage.json'

export interface Frozen {
  readonly files: { readonly [N in FrozenName]: FrozenFile }
  /** Digest of everything that went in; another one later makes the result stale. */
  readonly inputsDigest: string
  /** SHA-256 of the file that stays inside. */
  readonly fullDigest: string
  readonly report: RankReport
  readonly ruleSetIndex: number
  /** Application of each participant, to write the rows of people. */
  readonly applications: ReadonlyMap<string, string>
}

export class FreezeRefusal extends Error {}

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

function frozen(name: FrozenName, text: string): FrozenFile {
  const lines = text.split('\n').length - 1
  return {
    sha256: sha256(text),
    bytes: Buffer.byteLength(text),
    rows: Math.max(0, lines - 1),
    rowsRoot: name.endsWith('.csv') ? Buffer.from(rowsRoot(text)).toString('base64') : '',
    text,
  }
}

/** The row of formations.csv of a published formation. */
export function rankedFormation(ruleSet: RuleSet, data: PublishedFormation): Formation {
  const exception = ruleSet.skd.positionExceptions.find(
    (candidate) =>
      candidate.confirmed &&
      candidate.appliesTo === data.formationType &&
      candidate.positions.includes(data.positionTitle.toUpperCase()),
  )
  return {
    formationId: data.formationId,
    agencyId: data.agencyId,
    positionId: data.positionId,
    qualificationId: data.qualificationId,
    unitId: data.unitId,
    formationType: data.formationType as Formation['formationType'],
    seats: data.seats,
    grades: exception?.id ?? data.formationType,
    generalGrades: 'general',
  }
}

/**
 * Reads the effective acts of a round and computes the result of a stage.
 * @throws FreezeRefusal with a sentence where something is still open (states.md 1.1, m8 and m9)
 */
export async function freeze(
  services: Services,
  db: Queryable,
  selection: string,
  stage: ResultStage,
  n: number,
): Promise<Frozen> {
  const [round, rules, formations, people, skd, skb] = await Promise.all([
    selectionById(db, selection),
    ruleSetOf(db, selection),
    formationsOf(db, selection),
    participantsOf(services, db, selection),
    scoresOf(db, selection, 'skd'),
    stage === 'finalResult' ? scoresOf(db, selection, 'skb') : new Map<string, never>(),
  ])
  if (round === undefined || rules === undefined) throw new FreezeRefusal('Seleksi ini belum diumumkan.')
  const { ruleSet } = rules
  const undecided = people.filter((person) => person.screening === undefined && !person.withdrawn)
  if (undecided.length > 0)
    throw new FreezeRefusal(`Masih ada ${undecided.length} lamaran yang belum diputuskan.`)
  const unscored = people.filter(
    (person) => person.screening === 'ms' && !person.withdrawn && !skd.has(person.applicationId),
  )
  if (unscored.length > 0) throw new FreezeRefusal(`Masih ada ${unscored.length} peserta tanpa nilai SKD.`)

  const rankedFormations = formations.map((formation) => rankedFormation(ruleSet, formation.data))
  const full = people.flatMap((person): Participant[] => {
    if (person.screening === undefined) return []
    const first = skd.get(person.applicationId)
    // Who withdrew before any score takes no part; who withdrew later keeps the place in the list (APS).
    if (person.withdrawn && first === undefined) return []
    const second = skb.get(person.applicationId)
    const eligible = person.screening === 'ms'
    const present = eligible && first?.status === 'h'
    return [
      {
        participant: person.participant,
        formationId: person.formationId,
        screening: person.screening,
        skdStatus: eligible ? ((first?.status ?? 'th') as Participant['skdStatus']) : null,
        twk: present ? (first.points.twk ?? null) : null,
        tiu: present ? (first.points.tiu ?? null) : null,
        tkp: present ? (first.points.tkp ?? null) : null,
        skbStatus: second?.status ?? (person.withdrawn && stage === 'finalResult' && present ? 'aps' : null),
        skbMilli: second?.status === 'h' ? (second.points.skb ?? null) : null,
        gpaX100: person.gpaX100 ?? null,
        birthDate: person.birthDate ?? null,
        seniority: null,
      },
    ]
  })
  if (stage === 'finalResult') {
    const shortlisted = new Set(
      rank(
        ruleSet,
        rankedFormations,
        full.map((row) => ({ ...row, skbStatus: null, skbMilli: null })),
      )
        .results.filter((row) => row.skdCode === 'pl')
        .map((row) => row.participant),
    )
    for (const row of full)
      if (!shortlisted.has(row.participant)) Object.assign(row, { skbStatus: null, skbMilli: null })
    const missing = full.filter((row) => shortlisted.has(row.participant) && row.skbStatus === null)
    if (missing.length > 0) throw new FreezeRefusal(`Masih ada ${missing.length} peserta SKB tanpa nilai.`)
  }

  const reduced = reduceParticipants(ruleSet, rankedFormations, full)
  const result = rank(ruleSet, rankedFormations, reduced)
  const resultsText = writeResults(result.results)
  if (writeResults(rank(ruleSet, rankedFormations, full).results) !== resultsText) {
    throw new Error('freeze: the full and the public file give different results')
  }
  const texts = {
    'formations.csv': writeFormations(rankedFormations),
    'participants.csv': writeParticipants(ruleSet, 'public', reduced),
    'results.csv': resultsText,
    'rule-set.json': canonicalRuleSet(ruleSet),
  }
  const parts = Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, frozen(name as FrozenName, text)]),
  ) as {
    [N in Exclude<FrozenName, 'datapackage.json'>]: FrozenFile
  }
  const published = Object.entries(parts).map(([name, file]): PublishedFile => ({
    name: name as PublishedFile['name'],
    bytes: file.bytes,
    sha256: file.sha256,
  }))
  const datapackage = writeDataPackage({
    selection,
    title: round.title,
    stage,
    n,
    ruleSet,
    files: published,
    titles: titlesOf(
      formations.map((formation) => formation.data),
      services.agency.name.id,
    ),
  })
  const fullDigest = sha256(writeParticipants(ruleSet, 'full', full))
  return {
    files: { ...parts, 'datapackage.json': frozen('datapackage.json', datapackage) },
    inputsDigest: sha256([rules.sha256, parts['formations.csv'].sha256, fullDigest].join('\n')),
    fullDigest,
    report: result.report,
    ruleSetIndex: rules.index,
    applications: new Map(people.map((person) => [person.participant, person.applicationId])),
  }
}

function titlesOf(formations: readonly PublishedFormation[], agency: string) {
  const by = (key: (data: PublishedFormation) => string, title: (data: PublishedFormation) => string) =>
    Object.fromEntries(
      formations.map((data) => [key(data), title(data)]).toSorted(([a], [b]) => (a! < b! ? -1 : 1)),
    )
  return {
    agencies: by(
      (data) => data.agencyId,
      () => agency,
    ),
    positions: by(
      (data) => data.positionId,
      (data) => data.positionTitle,
    ),
    qualifications: by(
      (data) => data.qualificationId,
      (data) =>
        [data.level, data.programmes.map((programme) => programme.name).join(', ')]
          .filter(Boolean)
          .join(': '),
    ),
    units: by(
      (data) => data.unitId,
      (data) => data.unitPath.join(', '),
    ),
  }
}
