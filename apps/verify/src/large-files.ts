// Files of a nation that are not in the canonical form, or wrong: the readable reader has no room for all rows at once, so
// it takes them piece by piece behind the header. What it accepts is written anew as it would be published and ranked over
// columns; what it refuses is one line with file, line and column, as for a small file.
import { compareBytes, formatProblem } from '@terang/rules/csv.ts'
import type { Problem } from '@terang/rules/csv.ts'
import { gradeSet, missedGrades } from '@terang/rules/passing.ts'
import {
  parseDecisions,
  parseFormations,
  parseParticipants,
  writeFormations,
  writeParticipants,
} from '@terang/rules/public-data.ts'
import type { Decision, Formation } from '@terang/rules/public-data.ts'
import { firstContradiction, namedIn, rankRound, readRound } from '@terang/rules/rank-bytes.ts'
import type { ByteRanking } from '@terang/rules/rank-bytes.ts'
import type { Round } from '@terang/rules/result-columns.ts'
import { CannotCheck } from './cannot-check.ts'
import { orRefuse } from './input.ts'
import { placeInRow } from './locate-row.ts'
import type { RoundFiles } from './round-files.ts'

/** Up to here (some 600,000 rows) the readable reader holds everything in less than 2 GB. */
const LARGE = 32 * 1024 * 1024
const PIECE = 4 * 1024 * 1024
const NEWLINE = 10
const COMMA = 44

export function isLarge({ participants }: RoundFiles): boolean {
  return participants.bytes.length > LARGE
}

export function readDecisions({ ruleSet, strict, decisions }: RoundFiles, round: Round): Decision[] {
  if (decisions === null) return []
  const { file, bytes } = decisions
  return orRefuse(parseDecisions(bytes, { ruleSet, strict, file, ...namedIn(round, bytes) }))
}

/** `pieceBytes` is about the size of a piece. */
export function rankLargeFiles(files: RoundFiles, pieceBytes = PIECE): ByteRanking {
  const { ruleSet, strict, participants } = files
  const formations = orRefuse(
    parseFormations(files.formations.bytes, { ruleSet, strict, file: files.formations.file }),
  )
  const canonical = canonicalParticipants(files, formations, pieceBytes)
  const round = readRound(ruleSet, new TextEncoder().encode(writeFormations(formations)), canonical)
  if (round === null) throw refusal(placeOfRepetition(canonical, participants))
  const ranking = rankRound(round, readDecisions(files, round))
  if (ranking !== null) return ranking
  const found = firstContradiction(round)
  if (found === null) {
    throw new CannotCheck(`${participants.file}: too large for a rule set with another order of criteria`)
  }
  const { bytes, file } = participants
  throw refusal(placeByName(bytes, file, found.participant, 'skb_status', found.message))
}

function canonicalParticipants(
  { ruleSet, strict, participants: { file, bytes } }: RoundFiles,
  formations: readonly Formation[],
  pieceBytes: number,
): Uint8Array {
  const missed = new Map(
    formations.map(({ formationId, grades }) => [formationId, gradeSet(ruleSet, grades)] as const),
  )
  const written: string[] = []
  let last: string | null = null
  const headerEnd = bytes.indexOf(NEWLINE) + 1
  const header = bytes.subarray(0, headerEnd)
  let line = 2
  let from = headerEnd
  do {
    const to = endOfLine(bytes, from + pieceBytes)
    const piece = new Uint8Array(header.length + to - from)
    piece.set(header)
    piece.set(bytes.subarray(from, to), header.length)
    const reading = { ruleSet, strict, file, formations, firstRowLine: line }
    const { form, participants } = orRefuse(parseParticipants(piece, reading))
    for (const row of participants) {
      const set = missed.get(row.formationId) ?? null
      if (row.skbStatus === null || set === null) continue
      const scores = { twk: row.twk ?? 0, tiu: row.tiu ?? 0, tkp: row.tkp ?? 0 }
      if (missedGrades(set, scores).length === 0) continue
      const message = 'has an skb_status, but did not meet the grades'
      throw refusal(placeByName(bytes, file, row.participant, 'skb_status', message))
    }
    const next = participants[0]?.participant
    if (strict && last !== null && next !== undefined && compareBytes(last, next) > 0) {
      throw refusal(placeByName(bytes, file, next, 'participant', `comes after ${last}`))
    }
    last = participants.at(-1)?.participant ?? last
    const text = writeParticipants(ruleSet, form, participants)
    written.push(written.length === 0 ? text : text.slice(text.indexOf('\n') + 1))
    line += lines(bytes, from, to)
    from = to
  } while (from < bytes.length)
  return Buffer.concat(written.map((text) => Buffer.from(text)))
}

function refusal(problem: Problem): CannotCheck {
  return new CannotCheck(formatProblem(problem))
}

/** The end of the line that `at` is in. */
function endOfLine(bytes: Uint8Array, at: number): number {
  const newline = at >= bytes.length ? -1 : bytes.indexOf(NEWLINE, at)
  return newline === -1 ? bytes.length : newline + 1
}

function lines(bytes: Uint8Array, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) if (bytes[at] === NEWLINE) count++
  return count
}

/** What readRound does not take of a canonical file: an identifier that stands twice. */
function placeOfRepetition(canonical: Uint8Array, { file, bytes }: RoundFiles['participants']): Problem {
  const seen = new Set<string>()
  for (let at = canonical.indexOf(NEWLINE) + 1; at < canonical.length; at = endOfLine(canonical, at)) {
    const name = Buffer.from(canonical.subarray(at, canonical.indexOf(COMMA, at))).toString('latin1')
    if (!seen.has(name)) {
      seen.add(name)
      continue
    }
    const [first = 0, second = 0] = placesOf(bytes, name)
    const message = `stands in line ${1 + lines(bytes, 0, first)} already`
    return placeByName(bytes, file, name, 'participant', message, second)
  }
  throw new CannotCheck(`${file}: too large for a rule set with another order of criteria`)
}

/** Where a field holds the name: the first two places. */
function placesOf(bytes: Uint8Array, name: string): number[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const found: number[] = []
  const isEnd = (at: number) => ',"\r\n'.includes(String.fromCharCode(buffer[at] ?? NEWLINE))
  for (let at = buffer.indexOf(name); at !== -1 && found.length < 2; at = buffer.indexOf(name, at + 1)) {
    if (isEnd(at - 1) && isEnd(at + name.length)) found.push(at)
  }
  return found
}

function placeByName(
  bytes: Uint8Array,
  file: string,
  name: string,
  field: string,
  message: string,
  at = placesOf(bytes, name)[0] ?? 0,
): Problem {
  const from = bytes.lastIndexOf(NEWLINE, at - 1) + 1
  const header = bytes.subarray(0, bytes.indexOf(NEWLINE) + 1)
  const row = Buffer.concat([header, bytes.subarray(from, endOfLine(bytes, at))])
  return { ...placeInRow(row, file, name, field, message), line: 1 + lines(bytes, 0, from) }
}
