// `terang rules`: a broken rule set is refused with the file, the line, the column and the path; a new year is a new file
// and no code; what differs between two is said in words.
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { run } from './run.ts'

const require = createRequire(import.meta.url)
const shipped = (name: string): string => require.resolve(`@terang/rules/rule-sets/${name}.json`)

let folder: string
let cpns: string
let pppk: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'terang-rules-'))
  cpns = await readFile(shipped('cpns-2024'), 'utf8')
  pppk = await readFile(shipped('pppk-teknis-2024'), 'utf8')
})
after(() => rm(folder, { recursive: true, force: true }))

async function terang(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const code = await run(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    isTerminal: false,
  })
  return { code, out: out.replaceAll(`${folder}/`, ''), err: err.replaceAll(`${folder}/`, '') }
}

// Written over on purpose, past every type.
// oxlint-disable-next-line typescript/no-explicit-any
type Broken = any
type Kind = [name: string, change: (ruleSet: Broken) => void, path: string, message: RegExp]

const CPNS: Kind[] = [
  [
    'a key is missing',
    (r) => delete r.shortlist.multiplier,
    'shortlist.multiplier',
    /^expected an object, found nothing$/,
  ],
  ['a key that nobody knows', (r) => (r.skd.bonus = 1), 'skd.bonus', /^unknown key$/],
  [
    'a number without its source',
    (r) => delete r.skd.maxTotal.source,
    'skd.maxTotal.source',
    /^expected a text, found nothing$/,
  ],
  [
    'a number that does not say whether it is confirmed',
    (r) => delete r.skd.maxTotal.confirmed,
    'skd.maxTotal.confirmed',
    /^expected true or false/,
  ],
  [
    'a source that is not listed',
    (r) => (r.skd.maxTotal.source = 'X'),
    'skd.maxTotal.source',
    /^X is not listed in sources$/,
  ],
  [
    'confirmed without a source',
    (r) => (r.bytesPerKB.confirmed = true),
    'bytesPerKB.confirmed',
    /^a number without a source cannot/,
  ],
  [
    'a fraction',
    (r) => (r.integration.weights.skd.value = 0.4),
    'integration.weights.skd.value',
    /^expected a whole number, found 0\.4$/,
  ],
  [
    'a number as text',
    (r) => (r.skd.maxTotal.value = '550'),
    'skd.maxTotal.value',
    /^expected a whole number, found "550"$/,
  ],
  [
    'a number below zero',
    (r) => (r.filing.days.value = -1),
    'filing.days.value',
    /^-1 is outside 0 to 1000000$/,
  ],
  [
    'a share above the whole',
    (r) => (r.skb.limits.central.catMinWeight.value = 1001),
    'skb.limits.central.catMinWeight.value',
    /^1001 is outside/,
  ],
  [
    'weights that do not sum to the whole',
    (r) => (r.integration.weights.skd.value = 500),
    'integration.weights',
    /^the weights sum to 1100, not 1000$/,
  ],
  [
    'limits of the SKB beyond the whole',
    (r) => (r.skb.limits.regional.catMinWeight.value = 700),
    'skb.limits.regional',
    /exceed the whole$/,
  ],
  ['a part of the test missing', (r) => r.skd.parts.pop(), 'skd.parts', /^tkp is missing$/],
  [
    'a highest score that is not that of the questions',
    (r) => (r.skd.parts[0].max.value = 151),
    'skd.parts.twk.max',
    /^151 is not 30 questions of 5 points$/,
  ],
  [
    'a total that is not the sum of the parts',
    (r) => (r.skd.maxTotal.value = 500),
    'skd.maxTotal',
    /^500 is not the sum of the parts, 550$/,
  ],
  [
    'a passing grade above the highest score',
    (r) => (r.skd.passingGrades.general.twk.value = 155),
    'skd.passingGrades.general.twk',
    /^155 is above the maximum 150$/,
  ],
  [
    'a passing total above the highest total',
    (r) => (r.skd.passingGrades.cumlaude.total.value = 551),
    'skd.passingGrades.cumlaude.total',
    /^551 is above the maximum 550$/,
  ],
  [
    'a kind of need without passing grades',
    (r) => delete r.skd.passingGrades.papua,
    'skd.passingGrades',
    /^no grades for the formation type papua$/,
  ],
  [
    'an unknown kind of need',
    (r) => (r.formationTypes[0].id = 'umum'),
    'formationTypes.umum.id',
    /^expected one of general, /,
  ],
  [
    'a label of two kinds of need',
    (r) => (r.formationTypes[1].labels = ['UMUM']),
    'formationTypes',
    /^UMUM is a label of two kinds of need$/,
  ],
  [
    'less time for visually impaired people',
    (r) => (r.skd.minutes.visuallyImpaired.value = 90),
    'skd.minutes.visuallyImpaired',
    /^is shorter/,
  ],
  [
    'a score reused from the year itself',
    (r) => (r.skd.reuse.fromYear.value = 2024),
    'skd.reuse.fromYear',
    /^is not before the budget year 2024$/,
  ],
  ['an identifier twice', (r) => r.documents.push(r.documents[0]), 'documents.photo', /^stands twice$/],
  ['a code twice', (r) => r.codes.push(r.codes[0]), 'codes.MS@adminResult', /^stands twice$/],
  [
    'a document of no size',
    (r) => (r.documents[0].maxKB.value = 0),
    'documents.photo.maxKB',
    /^is below one KB$/,
  ],
  [
    'a file of an unknown kind',
    (r) => (r.documents[0].formats = ['image/gif']),
    'documents.photo.formats.0',
    /^expected one of image\/jpeg, /,
  ],
  [
    'an unknown group of reasons',
    (r) => (r.ineligibilityReasons[0].group = 'TMS-X'),
    'ineligibilityReasons.education_mismatch.group',
    /^expected one of TMS-PRODI, /,
  ],
  [
    'a day that does not exist',
    (r) => (r.stages[0].end = '2024-09-31'),
    'stages.announcement.end',
    /^2024-09-31 is no day of the calendar$/,
  ],
  [
    'a day written otherwise',
    (r) => (r.stages[0].end = '10/09/2024'),
    'stages.announcement.end',
    /does not match/,
  ],
  [
    'a stage that ends before it starts',
    (r) => (r.stages[0].end = '2024-08-18'),
    'stages.announcement.end',
    /^ends before it starts$/,
  ],
  [
    'a stage before the one above it',
    (r) => (r.stages[1].start = '2024-08-18'),
    'stages.application.start',
    /^begins before announcement/,
  ],
  [
    'an objection against no stage',
    (r) =>
      r.stages.splice(
        r.stages.findIndex((stage: Broken) => stage.id === 'adminResult'),
        1,
      ),
    'objections.adminResult.stage',
    /^is no stage/,
  ],
  [
    'an answer that comes before the window ends',
    (r) => (r.objections[0].answerWithinDaysFromStart.value = 2),
    'objections.adminResult.answerWithinDaysFromStart',
    /^is shorter than the window$/,
  ],
  [
    'a final order that does not begin with the final score',
    (r) => r.finalRanking.order.shift(),
    'finalRanking.order',
    /^the final score must come first$/,
  ],
  [
    'younger before older',
    (r) => (r.finalRanking.order[6].order = 'desc'),
    'finalRanking.order.birthDate',
    /^must be asc$/,
  ],
  [
    'a shortlist that does not begin with the SKD total',
    (r) => r.shortlist.order.shift(),
    'shortlist.order',
    /^the SKD total must come first$/,
  ],
  ['nobody shortlisted', (r) => (r.shortlist.multiplier.value = 0), 'shortlist.multiplier', /^is below 1$/],
  [
    'a step of filling out of order',
    (r) => (r.overflow.steps[0].n = 2),
    'overflow.steps.U-1.n',
    /^expected 1, found 2$/,
  ],
  [
    'a step without a code of results',
    (r) => (r.overflow.steps[0].code = 'U-9'),
    'overflow.steps.U-9.code',
    /^U-9 of step 1 is not in codes$/,
  ],
  [
    'a code of a step that there is not',
    (r) => r.overflow.steps.pop(),
    'codes.E-3@finalResult.overflowStep',
    /^there is no step 6$/,
  ],
  [
    'a general seat filled from its own special kind',
    (r) => (r.overflow.steps[0].donors = ['sameSpecial']),
    'overflow.steps.U-1.donors',
    /^a general seat/,
  ],
  [
    'grades of filling that there are not',
    (r) => (r.overflow.conditions.mustMeetGradesOf.value = 'x'),
    'overflow.conditions.mustMeetGradesOf',
    /^is no set of passing grades$/,
  ],
  [
    'a greatest age below the least',
    (r) => (r.eligibility.age.max.value = 17),
    'eligibility.age.max',
    /^is below the minimum age$/,
  ],
  [
    'an exception that allows less',
    (r) => (r.eligibility.age.exceptions[0].max.value = 35),
    'eligibility.age.exceptions.0.max',
    /^is not above the ordinary 35$/,
  ],
  [
    'a worked example that does not come out',
    (r) => (r.testVectors.integration[2].finalMilli = 67_805),
    'testVectors.integration.2.finalMilli',
    /^67805 is not what the weights give, 67804$/,
  ],
  ['replaced by itself', (r) => (r.successor = 'cpns-2024'), 'successor', /^is the rule set itself$/],
]

const PPPK: Kind[] = [
  ['a group without a phase', (r) => r.phases[1].groups.pop(), 'applicantGroups.R4', /^has no phase$/],
  [
    'a group that there is not',
    (r) => r.phases[1].groups.push('R9'),
    'phases.II.groups',
    /^R9 is no group of applicants$/,
  ],
  [
    'a phase whose stage ends before it starts',
    (r) => (r.phases[0].stages[0].end = '2024-12-01'),
    'phases.I.stages.test.end',
    /^ends before it starts$/,
  ],
  [
    'questions that are not the sum',
    (r) => (r.test.default.questions.value = 146),
    'test.default.questions',
    /^146 is not the sum of the parts, 145$/,
  ],
  [
    'an order without the total',
    (r) => r.finalRanking.order.splice(2, 1),
    'finalRanking.order',
    /^the total is missing$/,
  ],
]

for (const [procurement, kinds, text] of [
  ['PNS', CPNS, () => cpns],
  ['PPPK', PPPK, () => pppk],
] as const) {
  for (const [name, change, path, message] of kinds) {
    test(`rules check: a broken rule set of ${procurement} is refused where it is wrong: ${name}`, async () => {
      const ruleSet: Broken = JSON.parse(text())
      change(ruleSet)
      const file = join(folder, 'R.json')
      const written = JSON.stringify(ruleSet, null, 2)
      await writeFile(file, written)
      const { code, out } = await terang('rules', 'check', file)
      assert.equal(code, 1, out)
      const said = out.split('\n').map((line) => /^R\.json:(\d+):(\d+): (\S+): (.*)$/.exec(line))
      const found = said.find((match) => match?.[3] === path && message.test(match[4] ?? ''))
      assert.ok(found, out)
      // There stands the last key of the path, or the item or the key that should hold it.
      const there = (written.split('\n')[Number(found[1]) - 1] ?? '').slice(Number(found[2]) - 1)
      const key = /^"([^"]+)":/.exec(there)?.[1]
      if (key === undefined) assert.match(there, /^[{"]/)
      else assert.ok(path.split('.').includes(key), `${path}: ${there}`)
    })
  }
}

test('at least 20 kinds of broken rule set are held to it', () => {
  assert.ok(CPNS.length + PPPK.length >= 20)
  for (const kinds of [CPNS, PPPK]) assert.equal(new Set(kinds.map(([name]) => name)).size, kinds.length)
})

test('rules check: the place is the line of the file as it is written', async () => {
  const file = join(folder, 'R.json')
  await writeFile(file, cpns.replace('"successor": null', '"successor": "cpns-2024"'))
  const { out } = await terang('rules', 'check', file)
  const line = cpns.split('\n').findIndex((one) => one.includes('"successor"')) + 1
  assert.match(out, new RegExp(`^R\\.json:${line}:3: successor: is the rule set itself$`, 'm'))
})

test('rules check: what is not confirmed is named with its place', async () => {
  const { out } = await terang('rules', 'check', 'cpns-2024')
  const line = cpns.split('\n').findIndex((one) => one.includes('"bytesPerKB"')) + 1
  assert.match(out, new RegExp(`^cpns-2024:${line}:3: bytesPerKB: belum dipastikan \\(UNCONFIRMED\\)$`, 'm'))
})

test('rules check: every rule set that ships can be used', async () => {
  for (const name of ['cpns-2024', 'pppk-teknis-2024', 'pppk-guru-2024', 'pppk-kesehatan-2024']) {
    const { code, out } = await terang('rules', 'check', name, '--lang', 'en')
    assert.equal(code, 0, out)
    assert.match(out, new RegExp(`^${name}: ${name} [\\d.]+ can be used$`, 'm'))
  }
})

// What a decree of a later year would change, and nothing else.
function nextYear(): string {
  const ruleSet: Broken = JSON.parse(cpns)
  Object.assign(ruleSet, { ruleSet: 'cpns-2026', version: '1.0.0', budgetYear: 2026 })
  ruleSet.sources['K1-2026'] = { title: 'KepmenPANRB 1/2026 nilai ambang batas', read: 'text' }
  const from = (value: number) => ({ value, source: 'K1-2026', confirmed: true })
  ruleSet.skd.passingGrades.general = { twk: from(70), tiu: from(80), tkp: from(166), total: null }
  Object.assign(ruleSet.integration.weights, { skd: from(500), skb: from(500) })
  Object.assign(ruleSet.shortlist.multiplier, from(2))
  ruleSet.testVectors.integration = [{ skd: 440, skbMilli: 70_000, finalMilli: 75_000 }]
  return JSON.stringify(ruleSet, null, 2)
}

test('a new year is one added file and no code: it checks, shows and ranks by its own numbers', async () => {
  const rules = join(folder, 'cpns-2026.json')
  await writeFile(rules, nextYear())
  assert.equal((await terang('rules', 'check', rules)).code, 0)
  assert.match(
    (await terang('rules', 'show', rules)).out,
    /Bobot, SKD: 50% \[KepmenPANRB 1\/2026 nilai ambang batas\]/,
  )
  const formations = join(folder, 'F.csv')
  const participants = join(folder, 'P.csv')
  await writeFile(
    formations,
    'formation_id,agency_id,position_id,qualification_id,unit_id,formation_type,seats,grades,general_grades\n' +
      'F,city,nurse,d3,u,general,1,general,general\n',
  )
  await writeFile(
    participants,
    'participant,formation_id,screening,skd_status,twk,tiu,tkp,skb_status,skb_milli,gpa_x100,birth_date\n' +
      'a,F,ms,h,70,120,200,,,,\nb,F,ms,h,70,115,200,,,,\nc,F,ms,h,70,110,200,,,,\nd,F,ms,h,65,150,200,,,,\n',
  )
  const rank = async (name: string) => {
    const tables = ['--formations', formations, '--participants', participants]
    const { out } = await terang('rank', '--rules', name, ...tables)
    return out
      .split('\n')
      .map((line) => line.split(',').slice(0, 3).join(' '))
      .slice(1, -1)
  }
  assert.deepEqual(await rank('cpns-2024'), ['a F pl', 'b F pl', 'c F p', 'd F pl'])
  assert.deepEqual(await rank(rules), ['a F pl', 'b F pl', 'c F p', 'd F tl'])
})

test('rules diff: what a new year changes, in Indonesian and English', async () => {
  const rules = join(folder, 'cpns-2026.json')
  await writeFile(rules, nextYear())
  const id = await terang('rules', 'diff', 'cpns-2024', rules)
  assert.equal(id.code, 0)
  assert.match(
    id.out,
    /^Integrasi nilai\n {2}Bobot, SKD: dari 40% menjadi 50%; sumber menjadi KepmenPANRB 1\/2026/m,
  )
  assert.match(id.out, /^ {2}Paling banyak dari jumlah kursi: dari 3 kali menjadi 2 kali; /m)
  const en = await terang('rules', 'diff', 'cpns-2024', rules, '--lang', 'en')
  assert.match(en.out, /^ {2}Passing grades, general, TWK: from 65 points to 70 points; source now /m)
  assert.equal((await terang('rules', 'diff', 'cpns-2024', 'cpns-2024')).out, 'Kedua aturan sama.\n')
  assert.equal((await terang('rules', 'diff', 'cpns-2024')).code, 2)
  assert.equal((await terang('rules', 'diff', 'cpns-2024', join(folder, 'none'))).code, 2)
})

test('rules schema: the schema that ships', async () => {
  const { code, out } = await terang('rules', 'schema')
  assert.equal(code, 0)
  const file = require.resolve('@terang/rules/schema/rule-set.schema.json')
  assert.deepEqual(JSON.parse(out), JSON.parse(await readFile(file, 'utf8')))
})
