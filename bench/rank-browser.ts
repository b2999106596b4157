// npm run bench -- rank-browser: how long a citizen's browser needs to rank a round of a city (8,140 applicants), in a page
// that has just been opened and in one that has done it before. Same bundle, same bytes of results as the tests check.
import { readFileSync } from 'node:fs'
import { writeFormations, writeParticipants, writeResults } from '@terang/rules/public-data.ts'
import type { parseFormations, parseParticipants } from '@terang/rules/public-data.ts'
import type { rankRound, readRound } from '@terang/rules/rank-bytes.ts'
import { rank } from '@terang/rules/rank.ts'
import { parseRuleSet } from '@terang/rules/rule-set.ts'
import { cityRound } from '../tests/rules/city-round.ts'
import { serveRules } from '../tests/rules/page.ts'
import { openBrowser } from '../tests/support/browser.ts'
import { median } from './process-cost.ts'

const applicants = Number(process.env['BENCH_SIZE'] ?? 8140)
const pages = 7
const targets = { rankMs: 150, bytesMs: 150 }

interface Times {
  /** From the text of two files to the text of the results, by the readable definition. */
  readonly wholeMs: number
  /** Of which ranking rows that are already read. */
  readonly rankMs: number
  /** From the bytes of two files to the bytes of the results, by the fast path. */
  readonly bytesMs: number
}

const rules = readFileSync(new URL('../packages/rules/rule-sets/cpns-2024.json', import.meta.url), 'utf8')
const ruleSet = parseRuleSet(rules)
const round = cityRound(ruleSet, Math.max(1, Math.round(applicants / 25)), applicants)
const files = {
  rules,
  formations: writeFormations(round.formations),
  participants: writeParticipants(ruleSet, 'full', round.participants),
}
const expected = writeResults(rank(ruleSet, round.formations, round.participants).results)

const site = await serveRules()
const browser = await openBrowser(site.url)
try {
  const fresh: Times[] = []
  const again: Times[] = []
  for (let page = 0; page < pages; page++) {
    const person = await browser.open()
    await person.page.goto('/')
    for (const times of [fresh, again, again]) {
      const fast = await person.page.evaluate(rankBytesInPage, files)
      const { results, wholeMs, rankMs } = await person.page.evaluate(rankInPage, files)
      if (results !== expected || fast.results !== expected)
        throw new Error('the browser ranks differently from Node')
      times.push({ wholeMs, rankMs, bytesMs: fast.bytesMs })
    }
    await person.close()
  }
  const figures = {
    freshRankMs: median(fresh.map((one) => one.rankMs)),
    freshWholeMs: median(fresh.map((one) => one.wholeMs)),
    freshBytesMs: median(fresh.map((one) => one.bytesMs)),
    rankMs: median(again.map((one) => one.rankMs)),
    wholeMs: median(again.map((one) => one.wholeMs)),
    bytesMs: median(again.map((one) => one.bytesMs)),
  }
  for (const [name, value] of Object.entries(figures))
    console.log(`${name.padEnd(22)} ${value.toFixed(1).padStart(12)}`)
  const met = {
    freshRank: figures.freshRankMs <= targets.rankMs,
    rank: figures.rankMs <= targets.rankMs,
    freshBytes: figures.freshBytesMs <= targets.bytesMs,
    bytes: figures.bytesMs <= targets.bytesMs,
  }
  const counts = { applicants, formations: round.formations.length, pages }
  console.log(JSON.stringify({ bench: 'rank-browser', figures, targets, met, counts }))
} finally {
  await browser.close()
  await site.close()
}

/** Runs in the page. */
async function rankInPage(
  files: Readonly<Record<'rules' | 'formations' | 'participants', string>>,
): Promise<Omit<Times, 'bytesMs'> & { results: string }> {
  const address = '/rules.js'
  const bundle = (await import(address)) as {
    parseRuleSet: typeof parseRuleSet
    parseFormations: typeof parseFormations
    parseParticipants: typeof parseParticipants
    rank: typeof rank
    writeResults: typeof writeResults
  }
  const begun = performance.now()
  const ruleSet = bundle.parseRuleSet(files.rules)
  const formations = bundle.parseFormations(files.formations, { file: 'formations.csv', ruleSet })
  if (!formations.ok) throw new Error('formations.csv')
  const reading = { file: 'participants.csv', ruleSet, formations: formations.value }
  const read = bundle.parseParticipants(files.participants, reading)
  if (!read.ok) throw new Error('participants.csv')
  const from = performance.now()
  const ranking = bundle.rank(ruleSet, formations.value, read.value.participants)
  const rankMs = performance.now() - from
  const results = bundle.writeResults(ranking.results)
  return { results, wholeMs: performance.now() - begun, rankMs }
}

/** Runs in the page; reading the rule set is part of it. */
async function rankBytesInPage(
  files: Readonly<Record<'rules' | 'formations' | 'participants', string>>,
): Promise<{ bytesMs: number; results: string }> {
  const address = '/rank-bytes.js'
  const bundle = (await import(address)) as {
    parseRuleSet: typeof parseRuleSet
    readRound: typeof readRound
    rankRound: typeof rankRound
  }
  const formations = new TextEncoder().encode(files.formations)
  const participants = new TextEncoder().encode(files.participants)
  const begun = performance.now()
  const round = bundle.readRound(bundle.parseRuleSet(files.rules), formations, participants)
  const ranking = round === null ? null : bundle.rankRound(round)
  if (ranking === null) throw new Error('the fast path does not take the round')
  let results = ''
  for (const piece of ranking.csv()) results += new TextDecoder().decode(piece)
  return { results, bytesMs: performance.now() - begun }
}
