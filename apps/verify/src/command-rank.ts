// `terang rank`, `terang explain`: the rules by themselves, on files that anybody has.
import { closeSync, openSync, writeSync } from 'node:fs'
import { formatProblem } from '@terang/rules/csv.ts'
import {
  parseDecisions,
  parseFormations,
  parseParticipants,
  writeResults,
} from '@terang/rules/public-data.ts'
import type { Formation, Participant } from '@terang/rules/public-data.ts'
import { explainRow } from '@terang/rules/explain.ts'
import type { Explanation } from '@terang/rules/explain.ts'
import { isInOrder, rankRound, readRound } from '@terang/rules/rank-bytes.ts'
import type { ByteRanking } from '@terang/rules/rank-bytes.ts'
import { rank, RankInputError } from '@terang/rules/rank.ts'
import type { Ranking } from '@terang/rules/rank.ts'
import type { RuleSet } from '@terang/rules/rule-set.ts'
import { formatMilli } from '@terang/rules/scoring.ts'
import { CannotCheck } from './cannot-check.ts'
import { isLarge, rankLargeFiles, readDecisions } from './large-files.ts'
import { placeInRow } from './locate-row.ts'
import { orRefuse, readArguments } from './input.ts'
import { EXIT } from './program.ts'
import type { Command } from './program.ts'
import { readRoundFiles } from './round-files.ts'
import type { RoundFiles } from './round-files.ts'

interface Ranked {
  readonly ruleSet: RuleSet
  readonly formations: readonly Formation[]
  readonly participants: readonly Participant[]
  readonly ranking: Ranking
}

const FILES = ['rules', 'formations', 'participants', 'decisions']

/** By the readable definition, which also says what is wrong with a file. */
export function rankRows({ ruleSet, strict, ...files }: RoundFiles): Ranked {
  const reading = { ruleSet, strict }
  const { bytes, file } = files.participants
  const formations = orRefuse(
    parseFormations(files.formations.bytes, { ...reading, file: files.formations.file }),
  )
  const { participants } = orRefuse(parseParticipants(bytes, { ...reading, file, formations }))
  const decisions =
    files.decisions === null
      ? []
      : orRefuse(
          parseDecisions(files.decisions.bytes, {
            ...reading,
            file: files.decisions.file,
            formations,
            participants,
          }),
        )
  try {
    return { ruleSet, formations, participants, ranking: rank(ruleSet, formations, participants, decisions) }
  } catch (error) {
    if (!(error instanceof RankInputError)) throw error
    const [first = { participant: '', message: 'unusable' }] = error.problems
    const problem = placeInRow(bytes, file, first.participant, 'skb_status', first.message)
    throw new CannotCheck(formatProblem(problem))
  }
}

/** Over columns, where the files are as they are published; null: the readable definition has to look. */
function rankWholeFiles(files: RoundFiles): ByteRanking | null {
  const round = readRound(files.ruleSet, files.formations.bytes, files.participants.bytes)
  if (round === null || (files.strict && !isInOrder(round))) return null
  return rankRound(round, readDecisions(files, round))
}

export const rankCommand: Command = async (given, program) => {
  const args = readArguments(given, [...FILES, 'out', 'threads'], ['json', 'strict'])
  // The result never depends on it; one thread is quick enough for a nation.
  const threads = args.text('threads')
  if (threads !== undefined && !/^[1-9]\d{0,2}$/.test(threads))
    throw new CannotCheck(`--threads ${threads}: not a number`)
  const files = await readRoundFiles(args)
  const { rows, formations, report, formationReports, csv } =
    rankWholeFiles(files) ?? (isLarge(files) ? rankLargeFiles(files) : rankedRows(files))
  const out = args.text('out')
  const json = args.flag('json')
  if (out !== undefined) writePieces(out, csv())
  if (json) program.out(`${JSON.stringify({ ...report, formations: formationReports() }, null, 2)}\n`)
  else if (out === undefined) for (const piece of csv()) program.out(new TextDecoder().decode(piece))
  program.err(messages(rows, formations, report))
  return EXIT.good
}

function rankedRows(files: RoundFiles): ByteRanking {
  const { results, report } = rankRows(files).ranking
  return {
    rows: results.length,
    formations: report.formations.length,
    report,
    formationReports: () => report.formations,
    *csv() {
      yield new TextEncoder().encode(writeResults(results))
    },
  }
}

function writePieces(path: string, pieces: Iterable<Uint8Array>): void {
  try {
    const file = openSync(path, 'w')
    try {
      for (const piece of pieces) {
        for (let at = 0; at < piece.length;) at += writeSync(file, piece, at)
      }
    } finally {
      closeSync(file)
    }
  } catch (error) {
    throw new CannotCheck(`${path}: ${(error as Error).message}`)
  }
}

/** What a person has to look at, one line each. */
function messages(rows: number, formations: number, report: ByteRanking['report']): string {
  const lines = [`${rows} baris, ${formations} formasi, tahap ${report.stage === 'final' ? 'akhir' : 'SKD'}`]
  for (const tie of report.ties)
    lines.push(`nilai sama menunggu putusan: ${tie.formationIds.join(', ')}: ${tie.participants.join(', ')}`)
  for (const move of report.placementsToConfirm)
    lines.push(`tempat perlu dipastikan: ${JSON.stringify(move)}`)
  for (const { participant, criterion } of report.decidedByAbsence)
    lines.push(`diputus karena ${criterion === 'gpa' ? 'nilai rata-rata' : 'usia'} tidak ada: ${participant}`)
  for (const entry of report.decisionsNotUsed) lines.push(`putusan catatan ${entry} tidak mengubah apa pun`)
  return `${lines.join('\n')}\n`
}

export const explainCommand: Command = async (given, program) => {
  const args = readArguments(given, [...FILES, 'participant'], ['json', 'strict'])
  const participant = args.needed('participant')
  const { ruleSet, formations, participants, ranking } = rankRows(await readRoundFiles(args))
  const explanation = explainRow(ruleSet, formations, participants, ranking, participant)
  if (explanation === null) throw new CannotCheck(`${args.needed('participants')}: no row of ${participant}`)
  program.out(args.flag('json') ? `${JSON.stringify(explanation, null, 2)}\n` : inWords(explanation))
  return EXIT.good
}

function inWords({
  participant,
  formationId,
  outcome,
  decidedBy,
  skd,
  shortlist,
  final,
  filling,
  tie,
}: Explanation): string {
  const lines = [`${participant}, formasi ${formationId}`, `Hasil: ${outcome.meaning} (${outcome.code})`]
  if (skd !== null) {
    lines.push(`SKD: ${skd.total} dari ${skd.maxTotal}`)
    for (const { part, value, limit, ok, source } of skd.grades)
      if (limit !== null)
        lines.push(
          `  ${part}: ${value}, nilai ambang ${limit}: ${ok ? 'memenuhi' : 'di bawah'} (${source ?? 'tanpa sumber'})`,
        )
    if (skd.rank !== null) lines.push(`  urutan ${skd.rank} dari ${skd.metGrades} yang memenuhi nilai ambang`)
  }
  if (shortlist !== null) {
    lines.push(
      `Lanjut ke SKB: paling banyak ${shortlist.limit} (${shortlist.multiplier} kali ${shortlist.seats} kursi), ${shortlist.listed} orang lanjut`,
    )
    if (shortlist.distance !== null) lines.push(`  jarak ke batas: ${shortlist.distance} poin SKD`)
  }
  if (final !== null) {
    const { skdPerMille, skbPerMille } = final.weights
    lines.push(
      `Nilai akhir: SKD ${final.skdTotal} berbobot ${skdPerMille} permil, SKB ${formatMilli(final.skbMilli)} berbobot ${skbPerMille} permil`,
    )
    lines.push(`  urutan ${final.rank} dari ${final.ranked} untuk ${final.seats} kursi`)
    if (final.distanceMilli !== null) lines.push(`  jarak ke batas: ${formatMilli(final.distanceMilli)}`)
  }
  if (filling !== null)
    lines.push(
      `Mengisi kursi ${filling.to}, langkah ${filling.step}, urutan ${filling.rank} dari ${filling.donors}`,
    )
  if (tie !== null)
    lines.push(`Nilai sama dengan ${tie.others} orang lain; ${tie.seats} kursi menunggu putusan`)
  if (decidedBy !== null) lines.push(`Yang menentukan: ${decidedBy}`)
  return `${lines.join('\n')}\n`
}
