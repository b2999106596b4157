// packages/rules in a real browser: its own tests pass there as they do in Node, without clock, chance, network and
// locale, and a whole round gives the same bytes of results.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { writeFormations, writeParticipants, writeResults } from '@terang/rules/public-data.ts'
import type { parseFormations, parseParticipants } from '@terang/rules/public-data.ts'
import type { rankRound, readRound } from '@terang/rules/rank-bytes.ts'
import { rank } from '@terang/rules/rank.ts'
import { parseRuleSet } from '@terang/rules/rule-set.ts'
import { bundleRulesTests, rulesTests } from '../rules/bundles.ts'
import { cityRound } from '../rules/city-round.ts'
import type { Outcome } from '../rules/in-page/node-test.ts'
import { serveRules } from '../rules/page.ts'
import { openBrowser } from '../support/browser.ts'

const site = await serveRules({ '/tests.js': await bundleRulesTests() })
const browser = await openBrowser(site.url)
after(async () => {
  await browser.close()
  await site.close()
})

const rules = readFileSync(new URL('../../packages/rules/rule-sets/cpns-2024.json', import.meta.url), 'utf8')

test('the tests of the package pass in a browser, where clock, chance, network and locale are gone', async () => {
  const person = await browser.open()
  await person.page.goto('/')
  const outcomes = await person.page.evaluate(
    () =>
      new Promise<Outcome[]>((resolve, reject) => {
        const worker = new Worker('/worker.js')
        worker.addEventListener('message', ({ data }: MessageEvent<Outcome[]>) => resolve(data))
        worker.addEventListener('error', (event) => reject(new Error(event.message)))
      }),
  )
  assert.deepEqual(
    outcomes.filter((one) => one.state === 'failed').map((one) => `${one.name}: ${one.detail}`),
    [],
  )
  assert.ok(outcomes.length > 200, `${outcomes.length} tests of ${rulesTests().inPage.length} files ran`)
  await person.close()
})

test('a round of a city gives the same bytes in a browser as in Node', async () => {
  const ruleSet = parseRuleSet(rules)
  const round = cityRound(ruleSet, 120, 3000)
  const formations = writeFormations(round.formations)
  const participants = writeParticipants(ruleSet, 'full', round.participants)
  const here = writeResults(rank(ruleSet, round.formations, round.participants).results)
  assert.match(here, /,[ue][1-3],/, 'the round has no filling')
  const person = await browser.open()
  await person.page.goto('/')
  const there = await person.page.evaluate(
    async ({ rules, formations, participants }) => {
      const address = '/rules.js'
      const bundle = (await import(address)) as {
        parseRuleSet: typeof parseRuleSet
        parseFormations: typeof parseFormations
        parseParticipants: typeof parseParticipants
        rank: typeof rank
        writeResults: typeof writeResults
      }
      const ruleSet = bundle.parseRuleSet(rules)
      const readFormations = bundle.parseFormations(formations, { file: 'F', ruleSet })
      if (!readFormations.ok) throw new Error('formations')
      const known = readFormations.value
      const read = bundle.parseParticipants(participants, { file: 'P', ruleSet, formations: known })
      if (!read.ok) throw new Error('participants')
      return bundle.writeResults(bundle.rank(ruleSet, known, read.value.participants).results)
    },
    { rules, formations, participants },
  )
  assert.equal(there, here)
  const byBytes = await person.page.evaluate(
    async ({ rules, formations, participants }) => {
      const address = '/rank-bytes.js'
      const bundle = (await import(address)) as {
        parseRuleSet: typeof parseRuleSet
        readRound: typeof readRound
        rankRound: typeof rankRound
      }
      const bytes = (text: string) => new TextEncoder().encode(text)
      const round = bundle.readRound(bundle.parseRuleSet(rules), bytes(formations), bytes(participants))
      const ranking = round === null ? null : bundle.rankRound(round)
      if (ranking === null) throw new Error('the fast path does not take the round')
      let csv = ''
      for (const piece of ranking.csv()) csv += new TextDecoder().decode(piece)
      return csv
    },
    { rules, formations, participants },
  )
  assert.equal(byBytes, here)
  await person.close()
})
