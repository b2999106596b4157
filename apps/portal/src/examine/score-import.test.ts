// Every row error of design/states.md 3.4 and design/committee.md 6, and the totals that are typed against.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { sheetXml, workbookOf } from '../services/workbook-fixture.ts'
import { readScores } from './score-import.ts'
import type { CalledPerson, ScoreImportOptions, ScoreTest } from './score-import.ts'

const rules = JSON.parse(
  readFileSync(new URL('../../../../packages/rules/rule-sets/cpns-2024.json', import.meta.url), 'utf8'),
)

const person = (participant: string): CalledPerson => ({ participant, called: true, scored: false })

function options(test: ScoreTest, names: readonly string[]): ScoreImportOptions {
  return { test, rules, people: new Map(names.map((name) => [name, person(name)])) }
}

function csv(...lines: string[]): Uint8Array {
  return new TextEncoder().encode(lines.join('\n'))
}

const SKD = 'peserta,status,twk,tiu,tkp,total'

test('SKD: rows, presence and sums are totalled', async () => {
  const result = await readScores(
    csv(SKD, 'A,h,75,110,182,367', 'B,th,,,,', 'C,dis,,,,', 'D,h,65,80,166,311'),
    options('skd', ['A', 'B', 'C', 'D']),
  )
  assert.deepEqual(result.problems, [])
  assert.deepEqual(result.totals, {
    rows: 4,
    present: 2,
    absent: 1,
    disqualified: 1,
    twk: 140,
    tiu: 190,
    tkp: 348,
    skbMilli: 0,
  })
  assert.deepEqual(result.skd[0], { participant: 'A', row: 2, status: 'h', twk: 75, tiu: 110, tkp: 182 })
  assert.deepEqual(result.skd[2], { participant: 'C', row: 4, status: 'dis' })
})

test('SKB: thousandths from one decimal sign, in CSV and in XLSX', async () => {
  const comma = await readScores(
    csv('peserta;status;skb', 'A;h;73,585', 'B;h;100', 'C;h;61,2'),
    options('skb', ['A', 'B', 'C']),
  )
  assert.deepEqual(comma.problems, [])
  assert.deepEqual(
    comma.skb.map((one) => (one.status === 'h' ? one.skbMilli : null)),
    [73_585, 100_000, 61_200],
  )
  assert.equal(comma.totals.skbMilli, 234_785)
  const workbook = workbookOf([
    {
      name: 'Nilai',
      xml: sheetXml([
        ['nomor peserta', 'kehadiran', 'nilai SKB'],
        ['A', 'hadir', 73.585],
        ['B', 'tidak hadir', ''],
      ]),
    },
  ])
  const sheet = await readScores(workbook, options('skb', ['A', 'B']))
  assert.deepEqual(sheet.problems, [])
  assert.deepEqual(sheet.skb, [
    { participant: 'A', row: 2, status: 'h', skbMilli: 73_585 },
    { participant: 'B', row: 3, status: 'th' },
  ])
})

test('the official number stands for the pseudonym, which alone goes on', async () => {
  const people = new Map([['24-6671-0001', person('pseudonym-1')]])
  const result = await readScores(csv(SKD, '24-6671-0001,h,75,110,182,367'), { test: 'skd', rules, people })
  assert.equal(result.skd[0]?.participant, 'pseudonym-1')
  assert.ok(!JSON.stringify(result).includes('24-6671-0001'))
})

test('a mark for absence counts only after a person said what it means', async () => {
  const file = csv('peserta,twk,tiu,tkp', 'A,None,None,None')
  const asked = await readScores(file, options('skd', ['A']))
  assert.equal(asked.problems[0]?.code, 'unclear-absence')
  const told = await readScores(file, { ...options('skd', ['A']), absentMark: 'None' })
  assert.deepEqual(told.problems, [])
  assert.equal(told.totals.absent, 1)
  const other = await readScores(csv('peserta,twk,tiu,tkp', 'A,-,-,-'), {
    ...options('skd', ['A']),
    absentMark: 'None',
  })
  assert.equal(other.problems[0]?.code, 'unclear-absence')
})

const WRONG: [name: string, test: ScoreTest, lines: string[], code: string, row: number, column: number][] = [
  ['a stranger', 'skd', [SKD, 'A,h,75,110,182,367', 'X,h,75,110,182,367'], 'stranger', 3, 1],
  ['a person twice', 'skd', [SKD, 'A,h,75,110,182,367', 'A,h,75,110,182,367'], 'double', 3, 1],
  ['no number', 'skd', [SKD, ',h,75,110,182,367'], 'empty-cell', 2, 1],
  ['TWK over its maximum', 'skd', [SKD, 'A,h,155,110,182,447'], 'out-of-range', 2, 3],
  ['TIU over its maximum', 'skd', [SKD, 'A,h,75,180,182,437'], 'out-of-range', 2, 4],
  ['TKP over its maximum', 'skd', [SKD, 'A,h,75,110,226,411'], 'out-of-range', 2, 5],
  ['TWK between two answers', 'skd', [SKD, 'A,h,72,110,182,364'], 'not-a-step', 2, 3],
  ['TIU between two answers', 'skd', [SKD, 'A,h,75,111,182,368'], 'not-a-step', 2, 4],
  ['a total that differs', 'skd', [SKD, 'A,h,75,110,182,368'], 'sum-differs', 2, 6],
  ['a decimal in SKD', 'skd', [SKD, 'A,h,75,110,"182,5",367'], 'not-whole', 2, 5],
  ['a negative score', 'skd', [SKD, 'A,h,-5,110,182,287'], 'not-whole', 2, 3],
  ['present without a score', 'skd', [SKD, 'A,h,75,,182,257'], 'score-missing', 2, 4],
  ['absent with a score', 'skd', [SKD, 'A,th,75,,,'], 'score-without-presence', 2, 3],
  ['an unknown status', 'skd', [SKD, 'A,ada,75,110,182,367'], 'unknown-status', 2, 2],
  ['a called person without a row', 'skd', [SKD], 'people-missing', 0, 0],
  ['a missing column', 'skd', ['peserta,twk,tiu', 'A,75,110'], 'missing-column', 0, 0],
  ['two decimal signs', 'skb', ['peserta;status;skb', 'A;h;73,585', 'B;h;61.2'], 'mixed-decimal-sign', 3, 3],
  ['SKB over its scale', 'skb', ['peserta;status;skb', 'A;h;100,001'], 'out-of-range', 2, 3],
  ['four decimals', 'skb', ['peserta;status;skb', 'A;h;73,5854'], 'too-many-decimals', 2, 3],
  ['a thousands sign', 'skb', ['peserta;status;skb', 'A;h;1.073,5'], 'bad-number', 2, 3],
  ['a formula', 'skd', [SKD, 'A,h,=70+5,110,182,367'], 'formula', 2, 3],
]

for (const [name, kind, lines, code, row, column] of WRONG) {
  test(`refused with its place: ${name}`, async () => {
    const { problems } = await readScores(csv(...lines), options(kind, ['A', 'B']))
    const problem = problems.find((one) => one.code === code)
    assert.ok(problem, `expected ${code}, got ${problems.map((one) => one.code).join(' ')}`)
    assert.deepEqual([problem.row, problem.column], [row, column])
    assert.doesNotMatch(problem.text, /\b(?:gagal|salah|mohon|maaf|harap|invalid|error)\b/i)
  })
}

test('who was not called, or has a score, is refused by row', async () => {
  const people = new Map([
    ['A', { participant: 'A', called: false, scored: false }],
    ['B', { participant: 'B', called: true, scored: true }],
  ])
  const { problems } = await readScores(csv(SKD, 'A,h,75,110,182,367', 'B,h,75,110,182,367'), {
    test: 'skd',
    rules,
    people,
  })
  assert.deepEqual(
    problems.map((one) => one.code),
    ['not-called', 'already-scored'],
  )
})
