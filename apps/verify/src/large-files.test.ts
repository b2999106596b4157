// Files too large for the readable reader are taken in pieces; here the pieces are as small as a row.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseFormations, parseParticipants, writeResults } from '@terang/rules/public-data.ts'
import { rank } from '@terang/rules/rank.ts'
import { parseRuleSet } from '@terang/rules/rule-set.ts'
import { CannotCheck } from './cannot-check.ts'
import { rankLargeFiles } from './large-files.ts'
import { RULES_FILE } from './site-fixture.ts'

const ruleSet = parseRuleSet(readFileSync(RULES_FILE, 'utf8'))
const FORMATIONS = `formation_id,agency_id,position_id,qualification_id,unit_id,formation_type,seats,grades,general_grades
F2,city,nurse,d3,u2,general,1,general,general
F1,city,nurse,d3,u1,general,1,general,general
`
const IN_ORDER = FORMATIONS.replace(/(F2.*\n)(F1.*\n)/, '$2$1')
const PARTICIPANTS = `participant,formation_id,screening,skd_status,twk,tiu,tkp,skb_status,skb_milli,gpa_x100,seniority
a1,F1,ms,h,90,100,190,h,70500,,
a2,F1,ms,h,65,80,166,h,61000,,
a3,F2,ms,th,,,,,,,
a4,F2,tms,,,,,,,,
a5,F1,ms,h,60,80,166,,,,
`

const bytesOf = (text: string) => new TextEncoder().encode(text)

function inPieces(participants: string, strict = false, size = 1): string {
  const files = {
    ruleSet,
    strict,
    formations: { file: 'F.csv', bytes: bytesOf(strict ? IN_ORDER : FORMATIONS) },
    participants: { file: 'P.csv', bytes: bytesOf(participants) },
    decisions: null,
  }
  const decoder = new TextDecoder()
  return [...rankLargeFiles(files, size).csv()].map((piece) => decoder.decode(piece)).join('')
}

const readable: [string, string][] = [
  ['canonical', PARTICIPANTS],
  ['CR LF', PARTICIPANTS.replaceAll('\n', '\r\n')],
  ['quotation marks', PARTICIPANTS.replace('a3,', '"a3",')],
  ['a byte order mark', `\uFEFF${PARTICIPANTS}`],
  [
    'columns in another order',
    PARTICIPANTS.split('\n')
      .map((line) => line.split(',').toReversed().join(','))
      .join('\n'),
  ],
  ['rows in another order', PARTICIPANTS.replace(/(a1.*\n)(a2.*\n)/, '$2$1')],
]
for (const [name, text] of readable) {
  test(`a large file in a form that is only readable gives the same result: ${name}`, () => {
    const reading = { ruleSet, file: 'f' }
    const formations = parseFormations(FORMATIONS, reading)
    assert.ok(formations.ok)
    const people = parseParticipants(PARTICIPANTS, { ...reading, formations: formations.value })
    assert.ok(people.ok)
    const expected = writeResults(rank(ruleSet, formations.value, people.value.participants).results)
    for (const size of [1, 60, 100_000]) assert.equal(inPieces(text, false, size), expected)
  })
}

const refused: [string, string, string][] = [
  [
    'a value out of range',
    PARTICIPANTS.replace('60,80,166', '60,80,999'),
    'P.csv:6:18: tkp: 999 is above 225',
  ],
  [
    'an identifier twice, far apart',
    `${PARTICIPANTS}a1,F2,tms,,,,,,,,\n`,
    'P.csv:7:1: participant: a1 stands in line 2 already',
  ],
  [
    'somebody on the shortlist without an SKB',
    PARTICIPANTS.replace('h,61000', ','),
    'P.csv:3:22: skb_status: a2 is shortlisted, but has no skb_status',
  ],
  [
    'an SKB without the grades',
    PARTICIPANTS.replace('60,80,166,,', '60,80,166,th,'),
    'P.csv:6:22: skb_status: a5 has an skb_status, but did not meet the grades',
  ],
  [
    'a letter that is not UTF-8',
    PARTICIPANTS.replace('a4', 'a\u0000'),
    'P.csv:5:1: participant: "a\\u0000" is not 1 to 40 of letters, digits, dot, underscore, hyphen',
  ],
  [
    'a last line that does not end',
    PARTICIPANTS.slice(0, -1),
    'P.csv:6:25: the last line does not end; the file may be cut off',
  ],
]
for (const [name, text, message] of refused) {
  test(`a large file is refused with line and column: ${name}`, () => {
    assert.throws(
      () => inPieces(text),
      (error) => {
        assert.ok(error instanceof CannotCheck)
        assert.equal(error.message, message)
        return true
      },
    )
  })
}

test('with --strict, rows in another order are refused also across pieces', () => {
  const text = PARTICIPANTS.replace(/(a1.*\n)(a2.*\n)/, '$2$1')
  assert.throws(() => inPieces(text, true), /P\.csv:3:1: participant: a1 comes after a2$/)
})
