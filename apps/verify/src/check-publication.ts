// One published result: its files against their entries, the rules before the scores, and the ranking computed anew.
// A file that differs is reported and still used, so that the person learns which cell was changed.
import { base64, hex } from '@terang/log/bytes.ts'
import type { Entry } from '@terang/log/entry.ts'
import { reasonOf } from '@terang/log/log-error.ts'
import type { LoggedEntry } from '@terang/log/monitor-rule.ts'
import { linesOf, rowsRoot } from '@terang/log/rows.ts'
import { sha256 } from '@terang/log/sha256.ts'
import { formatProblem } from '@terang/rules/csv.ts'
import type { Parsed } from '@terang/rules/csv.ts'
import {
  parseDecisions,
  parseFormations,
  parseParticipants,
  writeResults,
} from '@terang/rules/public-data.ts'
import { rank } from '@terang/rules/rank.ts'
import { readRuleSet } from '@terang/rules/rule-set.ts'
import type { RuleSet } from '@terang/rules/rule-set.ts'
import { isObject } from '@terang/rules/shape.ts'
import { checkDecisions, checkReasons, checkScores, checkScreening, checkSeats } from './check-scores.ts'
import type { LineOf } from './check-scores.ts'
import { differingCells } from './compare-tables.ts'
import type { Publication } from './entry-points.ts'
import type { Reporter } from './report.ts'
import { publicationName } from './sentences.ts'

type FileName = 'rule-set.json' | 'formations.csv' | 'participants.csv' | 'decisions.csv' | 'results.csv'
type Files = Map<FileName, Uint8Array>

export interface PublicationContext {
  readonly selection: string
  readonly publication: Publication
  /** Proved entries of the log, in order. */
  readonly entries: readonly LoggedEntry[]
  readonly entryAt: (index: number) => Entry | undefined
  /** Reads a file of the folder of this publication. */
  readonly read: (name: string) => Promise<Uint8Array | undefined>
  readonly report: Reporter
}

const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

export async function checkPublication(context: PublicationContext): Promise<void> {
  const { selection, publication, entries, report } = context
  const pub = publicationName(selection, publication.stage, publication.n, report.lang)
  const own = entries.filter(({ entry }) => entry.sel === selection)
  const files = await checkFiles(context, pub)
  checkChain(context, pub)
  checkRulesFirst(context, pub, own)

  const ruleBytes = files.get('rule-set.json')
  const ruleSet = ruleBytes === undefined ? undefined : readRules(pub, ruleBytes, report)
  if (ruleSet === undefined) return
  const known = own.filter(({ index }) => index < publication.participants.index)
  checkReasons(selection, known, ruleSet, report)
  recompute(context, pub, files, ruleSet, known)
}

/** Index and digest of each file, as the list of publications gives them. */
function boundFiles(publication: Publication): [FileName, { index: number; sha256: string }][] {
  const { rule_set: rules, formations, participants, decisions, results } = publication
  return [
    ['rule-set.json', rules],
    ['formations.csv', formations],
    ['participants.csv', participants],
    ...(decisions === undefined ? [] : [['decisions.csv', decisions] as [FileName, typeof decisions]]),
    ['results.csv', results],
  ]
}

const ENTRY_OF: Record<FileName, Entry['t']> = {
  'rule-set.json': 'aturan.terbit',
  'formations.csv': 'data.terbit',
  'participants.csv': 'data.terbit',
  'decisions.csv': 'data.terbit',
  'results.csv': 'peringkat.terbit',
}

async function checkFiles(context: PublicationContext, pub: string): Promise<Files> {
  const { publication, entryAt, read, report, selection } = context
  const packed = await checkPackage(context, pub)
  const files: Files = new Map()
  for (const [file, { index, sha256: listed }] of boundFiles(publication)) {
    const entry = entryAt(index)
    const fits =
      entry?.t === ENTRY_OF[file] &&
      (entry.sel === selection || (file === 'rule-set.json' && entry.sel === undefined)) &&
      (entry.t !== 'data.terbit' || entry.body['nama'] === file)
    if (!fits) report.bad('files', 'index/entry', { values: { pub, file, index } })
    const logged = fits ? entry.body['sha256'] : listed
    if (logged !== listed) report.bad('files', 'index/differs', { values: { pub, file, index } })

    const bytes = await read(file)
    if (bytes === undefined) {
      report.bad('files', 'file/missing', { values: { pub, file } })
      continue
    }
    files.set(file, bytes)
    const digest = hex(sha256(bytes))
    if (digest !== logged)
      report.bad('files', 'file/differs', { values: { pub, file, index }, detail: `sha256 ${digest}` })
    else if (fits) {
      if (rowsFit(entry, bytes)) report.good('files', 'file/whole', { values: { pub, file, index } })
      else report.bad('files', 'file/rows', { values: { pub, file, index } })
    }
    if (packed !== undefined && packed.get(file) !== digest)
      report.bad('files', 'package/file', { values: { pub, file } })
  }
  return files
}

/** Root over the lines, their number and the size, where the entry of the file states them. */
function rowsFit(entry: Entry, bytes: Uint8Array): boolean {
  if (entry.t !== 'data.terbit') return true
  const { baris, bytes: size, rows_root: root } = entry.body
  try {
    const sized = size === undefined || size === bytes.length
    return sized && baris === linesOf(bytes).length - 1 && root === base64(rowsRoot(bytes))
  } catch {
    return false
  }
}

/** Digests that `datapackage.json` gives; its own digest is the name of the folder. */
async function checkPackage(
  context: PublicationContext,
  pub: string,
): Promise<Map<string, string> | undefined> {
  const { publication, read, report } = context
  const bytes = await read('datapackage.json')
  if (bytes === undefined) {
    report.bad('files', 'package/missing', { values: { pub } })
    return undefined
  }
  if (hex(sha256(bytes)) !== publication.folder) {
    report.bad('files', 'package/differs', { values: { pub } })
    return undefined
  }
  report.good('files', 'package/whole', { values: { pub } })
  const digests = new Map<string, string>()
  for (const resource of resourcesOf(bytes)) {
    const { path, hash } = isObject(resource) ? resource : {}
    if (typeof path === 'string' && typeof hash === 'string') digests.set(path, hash.replace(/^sha256:/, ''))
  }
  return digests
}

function resourcesOf(bytes: Uint8Array): readonly unknown[] {
  try {
    const json: unknown = JSON.parse(utf8(bytes))
    const resources = isObject(json) ? json['resources'] : undefined
    return Array.isArray(resources) ? resources : []
  } catch {
    return []
  }
}

function checkChain({ publication, entryAt, report }: PublicationContext, pub: string): void {
  const body = entryAt(publication.results.index)?.body
  if (body === undefined) return
  const { rule_set: rules, participants, formations, stage } = publication
  const same =
    body['aturan'] === rules.index &&
    body['data'] === participants.index &&
    (body['formasi'] === undefined || body['formasi'] === formations.index) &&
    (body['tahap'] === undefined || body['tahap'] === stage)
  if (!same) report.bad('files', 'index/chain', { values: { pub } })
}

function checkRulesFirst(
  { publication, report }: PublicationContext,
  pub: string,
  own: readonly LoggedEntry[],
): void {
  const { index } = publication.rule_set
  const first = own.find(({ entry }) => entry.t === 'nilai.catat' || entry.t === 'ujian.buka')
  if (first !== undefined && first.index < index)
    report.bad('rules', 'rules/late', { values: { pub, index, first: first.index } })
  else report.good('rules', 'rules/first', { values: { pub, index } })
}

function readRules(pub: string, bytes: Uint8Array, report: Reporter): RuleSet | undefined {
  const reading = readRuleSet(utf8(bytes))
  if (reading.ok) return reading.ruleSet
  const [first] = reading.problems
  report.bad('rules', 'rules/refused', {
    values: { pub },
    detail: `${first?.path ?? ''}: ${first?.message ?? ''}`,
  })
  return undefined
}

function recompute(
  { report }: PublicationContext,
  pub: string,
  files: Files,
  ruleSet: RuleSet,
  known: readonly LoggedEntry[],
): void {
  const open = <T>(file: FileName, parsed: Parsed<T>): T | undefined => {
    if (parsed.ok) return parsed.value
    const [first] = parsed.problems
    report.bad('files', 'file/unreadable', {
      values: { pub, file },
      ...(first === undefined ? {} : { detail: formatProblem(first) }),
    })
    return undefined
  }
  const [formationBytes, participantBytes] = [files.get('formations.csv'), files.get('participants.csv')]
  if (formationBytes === undefined || participantBytes === undefined) return
  const reading = { ruleSet, strict: true }
  const formations = open(
    'formations.csv',
    parseFormations(formationBytes, { ...reading, file: 'formations.csv' }),
  )
  if (formations === undefined) return
  const people = open(
    'participants.csv',
    parseParticipants(participantBytes, { ...reading, file: 'participants.csv', formations }),
  )
  if (people === undefined) return
  const { participants } = people
  if (people.form === 'full') report.bad('files', 'file/personal', { values: { pub } })

  checkScores(pub, known, participants, lineFinder(participantBytes), report)
  checkScreening(pub, known, participants, report)
  checkSeats(pub, known, formations, lineFinder(formationBytes), report)

  const decisionBytes = files.get('decisions.csv')
  const decisions =
    decisionBytes === undefined
      ? []
      : open(
          'decisions.csv',
          parseDecisions(decisionBytes, { ...reading, file: 'decisions.csv', formations, participants }),
        )
  if (decisions === undefined) return
  checkDecisions(pub, known, decisions, report)

  const published = files.get('results.csv')
  if (published === undefined) return
  try {
    const { results, report: facts } = rank(ruleSet, formations, participants, decisions)
    const expected = writeResults(results)
    if (expected === utf8(published)) {
      report.good('rank', 'rank/equal', { values: { pub, rows: results.length } })
    } else {
      const { count, cells } = differingCells('results.csv', utf8(published), expected)
      const { line, column } = cells[0] ?? { line: 0, column: '' }
      report.bad('rank', 'rank/differs', { values: { pub, count, line, column }, cells })
    }
    const absent = facts.decidedByAbsence.length
    if (absent > 0) report.good('rank', 'rank/absence', { values: { pub, count: absent } })
  } catch (error) {
    report.bad('rank', 'rank/refused', { values: { pub }, detail: reasonOf(error) })
  }
}

/** Line of a key in a file whose first column is the key; read only when a difference asks for it. */
function lineFinder(bytes: Uint8Array): LineOf {
  let lines: Map<string, number> | undefined
  return (key) => {
    lines ??= new Map(
      utf8(bytes)
        .split('\n')
        .map((line, at) => [line.slice(0, line.indexOf(',')), at + 1]),
    )
    return lines.get(key) ?? 0
  }
}
