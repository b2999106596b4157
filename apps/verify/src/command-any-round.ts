// `terang rank` and `terang explain` by the procurement of the rule set: a PPPK round has tables with columns of its own.
// Both say which rows rest on a number that nobody has confirmed.
import { writeFileSync } from 'node:fs'
import { formatProblem } from '@terang/rules/csv.ts'
import { pppkDependencies, unconfirmedDependencies } from '@terang/rules/dependencies.ts'
import type { Dependency } from '@terang/rules/dependencies.ts'
import { parsePppkFormations, parsePppkParticipants, writePppkResults } from '@terang/rules/pppk-data.ts'
import { explainPppk } from '@terang/rules/pppk-explain.ts'
import type { PppkExplanation } from '@terang/rules/pppk-explain.ts'
import { pppkRank } from '@terang/rules/pppk-rank.ts'
import type { PppkRuleSet } from '@terang/rules/pppk-rule-set.ts'
import { parseDecisions } from '@terang/rules/public-data.ts'
import { RankInputError } from '@terang/rules/rank.ts'
import { formatMilli } from '@terang/rules/scoring.ts'
import { CannotCheck } from './cannot-check.ts'
import { explainCommand, rankCommand, rankRows } from './command-rank.ts'
import { orRefuse, readArguments, readInput } from './input.ts'
import type { Arguments } from './input.ts'
import { placeInRow } from './locate-row.ts'
import { EXIT } from './program.ts'
import type { Command } from './program.ts'
import { readRoundFiles } from './round-files.ts'
import { readRulesFile } from './rule-set-input.ts'

const TEXTS = ['rules', 'formations', 'participants', 'decisions', 'out', 'threads', 'participant']
const FLAGS = ['json', 'strict', 'unconfirmed']

/** By the rule set and the tables that were given: both must be of PPPK. */
export const rankAnyRound: Command = async (given, program) => {
  const args = readArguments(given, TEXTS, FLAGS)
  const ruleSet = await pppkRuleSet(args)
  if (ruleSet === null) {
    const code = await rankCommand(
      given.filter((word) => word !== '--unconfirmed'),
      program,
    )
    if (args.flag('unconfirmed')) program.err(await unconfirmedOfCpns(args))
    return code
  }
  const { formations, participants, ranking } = await rankFiles(args, ruleSet)
  const text = writePppkResults(ranking.results)
  const out = args.text('out')
  if (out !== undefined) write(out, text)
  const unconfirmed = pppkDependencies(ruleSet, formations, participants, ranking)
  if (args.flag('json')) program.out(`${JSON.stringify({ ...ranking.report, unconfirmed }, null, 2)}\n`)
  else if (out === undefined) program.out(text)
  const { report } = ranking
  const lines = [`${ranking.results.length} baris, ${report.formations.length} formasi, PPPK`]
  for (const tie of report.ties)
    lines.push(`nilai sama menunggu putusan: ${tie.formationIds.join(', ')}: ${tie.participants.join(', ')}`)
  for (const move of report.placementsToConfirm)
    lines.push(`tempat perlu dipastikan: ${JSON.stringify(move)}`)
  for (const { participant } of report.decidedByAbsence)
    lines.push(`diputus karena usia tidak ada: ${participant}`)
  for (const { participant, cutMilli } of report.capped)
    lines.push(`tambahan nilai melewati batas: ${participant}: ${formatMilli(cutMilli)} tidak dihitung`)
  for (const entry of report.decisionsNotUsed) lines.push(`putusan catatan ${entry} tidak mengubah apa pun`)
  program.err(`${lines.join('\n')}\n${inLines(unconfirmed)}`)
  return EXIT.good
}

export const explainAnyRound: Command = async (given, program) => {
  const args = readArguments(given, TEXTS, FLAGS)
  const ruleSet = await pppkRuleSet(args)
  if (ruleSet === null) return explainCommand(given, program)
  const participant = args.needed('participant')
  const { formations, participants, ranking } = await rankFiles(args, ruleSet)
  const explanation = explainPppk(ruleSet, formations, participants, ranking, participant)
  if (explanation === null) throw new CannotCheck(`${args.needed('participants')}: no row of ${participant}`)
  program.out(args.flag('json') ? `${JSON.stringify(explanation, null, 2)}\n` : inWords(explanation))
  return EXIT.good
}

/** Row by row, so only where it is asked for: a round of a nation is ranked without rows. */
async function unconfirmedOfCpns(args: Arguments): Promise<string> {
  const { ruleSet, formations, participants, ranking } = rankRows(await readRoundFiles(args))
  return inLines(unconfirmedDependencies(ruleSet, formations, participants, ranking))
}

function inLines(unconfirmed: readonly Dependency[]): string {
  return unconfirmed
    .map(
      ({ path, participants }) =>
        `belum dipastikan: ${path}: ${participants.length} baris bergantung padanya\n`,
    )
    .join('')
}

/** Null: not PPPK, or something that the other commands say better. */
async function pppkRuleSet(args: Arguments): Promise<PppkRuleSet | null> {
  const [rules, formations] = [args.text('rules'), args.text('formations')]
  if (rules === undefined || formations === undefined || args.positionals.length > 0) return null
  const reading = await readRulesFile(rules)
  if (!reading.ok || reading.procurement !== 'PPPK') return null
  const head = new TextDecoder().decode((await readInput(formations)).subarray(0, 1000))
  return /\bgrades\b/.test(head.split('\n', 1)[0] ?? '') ? null : reading.ruleSet
}

async function rankFiles(args: Arguments, ruleSet: PppkRuleSet) {
  const strict = args.flag('strict')
  const [formationsFile, file] = [args.needed('formations'), args.needed('participants')]
  const formations = orRefuse(
    parsePppkFormations(await readInput(formationsFile), { ruleSet, strict, file: formationsFile }),
  )
  const bytes = await readInput(file)
  const participants = orRefuse(parsePppkParticipants(bytes, { ruleSet, strict, file, formations }))
  const decisionsFile = args.text('decisions')
  const decisions =
    decisionsFile === undefined
      ? []
      : orRefuse(
          parseDecisions(await readInput(decisionsFile), {
            strict,
            file: decisionsFile,
            formations,
            participants,
          }),
        )
  try {
    return { formations, participants, ranking: pppkRank(ruleSet, formations, participants, decisions) }
  } catch (error) {
    if (!(error instanceof RankInputError)) throw error
    const [first = { participant: '', message: 'unusable' }] = error.problems
    throw new CannotCheck(
      formatProblem(placeInRow(bytes, file, first.participant, 'participant', first.message)),
    )
  }
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text)
  } catch (error) {
    throw new CannotCheck(`${path}: ${(error as Error).message}`)
  }
}

function inWords(found: PppkExplanation): string {
  const { group, test, total, cutOff } = found
  const lines = [
    `${found.participant}, formasi ${found.formationId}`,
    `Hasil: ${found.outcome.printed ?? 'menunggu putusan'} (${found.outcome.code ?? ''})`,
    `Kelompok: ${group.labelId} (${group.code}), urutan ${group.rank}, tahap ${group.phase}`,
  ]
  for (const { part, value, max } of found.parts) lines.push(`  ${part}: ${value} dari ${max}`)
  if (total !== null) {
    if (total.bonusMilli > 0) lines.push(`  tambahan nilai: ${formatMilli(total.bonusMilli)}`)
    if (total.cutMilli > 0) lines.push(`  tidak dihitung: ${formatMilli(total.cutMilli)}`)
    lines.push(`Nilai total: ${formatMilli(total.totalMilli)} dari ${test.maxTotal}`)
  }
  if (found.rank !== null)
    lines.push(`  urutan ${found.rank} dari ${found.ranked} untuk ${found.seats} kursi`)
  if (cutOff !== null)
    lines.push(`  batas: tahap ${cutOff.phase}, kelompok ${cutOff.group}, ${formatMilli(cutOff.totalMilli)}`)
  for (const { part, by } of found.gains) lines.push(`  atau ${by} poin lebih di ${part}`)
  if (found.filling !== null) lines.push(`Mengisi kursi ${found.filling.to}, langkah ${found.filling.step}`)
  if (found.tie !== null)
    lines.push(`Nilai sama dengan ${found.tie.others} orang lain; ${found.tie.seats} kursi menunggu putusan`)
  if (found.decidedBy !== null) lines.push(`Yang menentukan: ${found.decidedBy}`)
  for (const path of found.unconfirmed) lines.push(`Belum dipastikan: ${path}`)
  return `${lines.join('\n')}\n`
}
