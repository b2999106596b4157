// `terang rank`, `terang explain`: the rules by themselves, on files that anybody has.
import { writeFile } from 'node:fs/promises'
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
import { rank, RankInputError } from '@terang/rules/rank.ts'
import type { Ranking } from '@terang/rules/rank.ts'
import type { RuleSet } from '@terang/rules/rule-set.ts'
import { formatMilli } from '@terang/rules/scoring.ts'
import { CannotCheck } from './cannot-check.ts'
import { placeInRow } from './locate-row.ts'
import { orRefuse, readArguments, readInput } from './input.ts'
import type { Arguments } from './input.ts'
import { EXIT } from './program.ts'
import type { Command } from './program.ts'
import { readRules } from './rule-set-input.ts'

interface Ranked {
  readonly ruleSet: RuleSet
  readonly formations: readonly Formation[]
  readonly participants: readonly Participant[]
  readonly ranking: Ranking
}

const TABLES = ['rules', 'formations', 'participants', 'decisions']

async function rankFiles(args: Arguments): Promise<Ranked> {
  if (args.positionals.length > 0) throw new CannotCheck(`unexpected: ${args.positionals.join(' ')}`)
  const ruleSet = await readRules(args.needed('rules'))
  const strict = args.flag('strict')
  const open = async (file: string) => [await readInput(file), { ruleSet, strict, file }] as const
  const formations = orRefuse(parseFormations(...(await open(args.needed('formations')))))
  const [bytes, reading] = await open(args.needed('participants'))
  const { participants } = orRefuse(parseParticipants(bytes, { ...reading, formations }))
  const decisionFile = args.text('decisions')
  const decisions =
    decisionFile === undefined
      ? []
      : orRefuse(
          parseDecisions(await readInput(decisionFile), {
            ruleSet,
            strict,
            file: decisionFile,
            formations,
            participants,
          }),
        )
  try {
    return { ruleSet, formations, participants, ranking: rank(ruleSet, formations, participants, decisions) }
  } catch (error) {
    if (!(error instanceof RankInputError)) throw error
    const [first = { participant: '', message: 'unusable' }] = error.problems
    const problem = placeInRow(bytes, reading.file, first.participant, 'skb_status', first.message)
    throw new CannotCheck(formatProblem(problem))
  }
}

export const rankCommand: Command = async (given, program) => {
  const args = readArguments(given, [...TABLES, 'out', 'threads'], ['json', 'strict'])
  // The result never depends on it; the readable definition runs in one.
  const threads = args.text('threads')
  if (threads !== undefined && !/^[1-9]\d{0,2}$/.test(threads))
    throw new CannotCheck(`--threads ${threads}: not a number`)
  const out = args.text('out')
  const { ranking } = await rankFiles(args)
  const { report } = ranking
  const text = writeResults(ranking.results)
  if (out !== undefined)
    await writeFile(out, text).catch((error: Error) => {
      throw new CannotCheck(`${out}: ${error.message}`)
    })
  if (args.flag('json')) program.out(`${JSON.stringify(report, null, 2)}\n`)
  else if (out === undefined) program.out(text)
  const rows = ranking.results.length
  program.err(
    `${rows} baris, ${report.formations.length} formasi, tahap ${report.stage === 'final' ? 'akhir' : 'SKD'}\n`,
  )
  for (const tie of report.ties)
    program.err(
      `nilai sama menunggu putusan: ${tie.formationIds.join(', ')}: ${tie.participants.join(', ')}\n`,
    )
  for (const move of report.placementsToConfirm)
    program.err(`tempat perlu dipastikan: ${JSON.stringify(move)}\n`)
  for (const { participant, criterion } of report.decidedByAbsence)
    program.err(
      `diputus karena ${criterion === 'gpa' ? 'nilai rata-rata' : 'usia'} tidak ada: ${participant}\n`,
    )
  for (const entry of report.decisionsNotUsed)
    program.err(`putusan catatan ${entry} tidak mengubah apa pun\n`)
  return EXIT.good
}

export const explainCommand: Command = async (given, program) => {
  const args = readArguments(given, [...TABLES, 'participant'], ['json', 'strict'])
  const participant = args.needed('participant')
  const { ruleSet, formations, participants, ranking } = await rankFiles(args)
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
