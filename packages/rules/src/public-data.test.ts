import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { compareBytes, formatProblem, readCsv, writeCsv } from './csv.ts'
import { writeDataPackage } from './data-package.ts'
import { cpns2024, formation, participant, scored } from './rounds-fixture.ts'
import {
  parseDecisions,
  parseFormations,
  parseParticipants,
  parseResults,
  writeDecisions,
  writeFormations,
  writeParticipants,
  writeResults,
} from './public-data.ts'
import { rank } from './rank.ts'

const reading = { file: 'F.csv', ruleSet: cpns2024, strict: true }
const formations = [formation('F'), formation('G', { seats: 2 })]
const HEADER =
  'participant,formation_id,screening,skd_status,twk,tiu,tkp,skb_status,skb_milli,gpa_x100,seniority'

function refusals(rows: string, header = HEADER, strict = true): string[] {
  const parsed = parseParticipants(`${header}\n${rows}\n`, {
    file: 'P.csv',
    ruleSet: cpns2024,
    formations,
    strict,
  })
  return parsed.ok ? [] : parsed.problems.map(formatProblem)
}

test('what is written is read back the same, whatever the fields hold', () => {
  const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('a"b', ',', '\n', '\r\n', 'x,"y"\n'))
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
      // A carriage return is kept only inside quotes, and those are written where needed.
      const text = writeCsv(['a', 'b'], rows)
      const read = readCsv(text, { file: 'x', strict: true })
      assert.ok(read.ok)
      assert.deepEqual(
        read.value.slice(1).map((row) => row.cells.map((item) => item.text)),
        rows,
      )
    }),
  )
})

test('rows are ordered by the bytes of UTF-8, not by units of UTF-16', () => {
  assert.ok(compareBytes('\uFFFD', '\u{1F600}') < 0)
  assert.ok(compareBytes('a', 'B') > 0)
  assert.ok(compareBytes('a', 'ab') < 0)
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      const [x, y] = [a, b].map((text) => [...new TextEncoder().encode(text)])
      const at = x!.findIndex((byte, i) => byte !== y![i])
      const expected = at === -1 ? x!.length - y!.length : x![at]! - (y![at] ?? -1)
      assert.equal(Math.sign(compareBytes(a, b)), Math.sign(expected))
    }),
  )
})

test('the four tables survive a round trip byte for byte', () => {
  const people = [
    scored('b', 'F', [90, 100, 190], 70_500, { gpaX100: 350, seniority: 2 }),
    participant('a', 'G', [65, 80, 166], { skbStatus: 'aps' }),
  ]
  const formationsText = writeFormations(formations)
  const parsedFormations = parseFormations(formationsText, reading)
  assert.ok(parsedFormations.ok)
  assert.equal(writeFormations(parsedFormations.value), formationsText)

  const text = writeParticipants(cpns2024, 'public', people)
  assert.equal(text.split('\n')[1], 'a,G,ms,h,65,80,166,aps,,,')
  const parsed = parseParticipants(text, { ...reading, formations })
  assert.ok(parsed.ok)
  assert.equal(parsed.value.form, 'public')
  assert.equal(writeParticipants(cpns2024, 'public', parsed.value.participants), text)

  const results = writeResults(rank(cpns2024, formations, people).results)
  assert.equal(
    results,
    'participant,formation_id,skd_code,skd_total,skd_rank,final_milli,final_rank,final_code,seat_formation_id,decided_by\n' +
      'a,G,pl,311,1,,,aps,,\nb,F,pl,380,1,69936,1,l,F,seats\n',
  )
  const parsedResults = parseResults(results, { file: 'R.csv', strict: true })
  assert.ok(parsedResults.ok && writeResults(parsedResults.value) === results)

  const decisions = 'entry,participant,kind,value\n12,a,withdrew,\n7,b,seat_choice,G\n9,b,tie_order,2\n'
  const parsedDecisions = parseDecisions(decisions, { ...reading, formations, participants: people })
  assert.ok(parsedDecisions.ok && writeDecisions(parsedDecisions.value) === decisions)
})

test('the full file is told by its header', () => {
  const text = writeParticipants(cpns2024, 'full', [
    scored('a', 'F', [90, 100, 190], 1, { birthDate: '1999-02-28' }),
  ])
  const parsed = parseParticipants(text, { ...reading, formations })
  assert.ok(parsed.ok && parsed.value.form === 'full')
  assert.equal(parsed.value.participants[0]?.birthDate, '1999-02-28')
})

const row = (changes: Record<number, string>) =>
  ['a', 'F', 'ms', 'h', '65', '80', '166', '', '', '', ''].map((cell, at) => changes[at] ?? cell).join(',')

const REFUSED: [string, string[], RegExp][] = [
  ['TWK not a multiple of five', [row({ 4: '66' })], /^P\.csv:2:10: twk: 66 is not a multiple of 5$/],
  ['TKP above its maximum', [row({ 6: '226' })], /^P\.csv:2:16: tkp: 226 is above 225$/],
  ['a negative number', [row({ 6: '-1' })], /tkp: -1 is below 0$/],
  ['a decimal', [row({ 6: '166.5' })], /tkp: "166.5" is not a whole number$/],
  ['leading zeros', [row({ 6: '0166' })], /"0166" has leading zeros$/],
  [
    'a formation that does not exist',
    [row({ 1: 'X' })],
    /^P\.csv:2:3: formation_id: X is not in formations\.csv$/,
  ],
  ['a key twice', [row({}), row({})], /^P\.csv:3:1: participant: a stands in line 2 already$/],
  ['a wrong order', [row({ 0: 'b' }), row({})], /^P\.csv:3:1: participant: a comes after b$/],
  ['an unknown code', [row({ 2: 'MS' })], /screening: "MS" is none of ms, tms$/],
  ['an identifier with a space', [row({ 0: 'a b' })], /participant: "a b" is not 1 to 40/],
  ['an empty key', [row({ 0: '' })], /participant: the field is empty$/],
  ['too few fields', ['a,F,ms'], /^P\.csv:2:5: expected 11 fields, found 3$/],
  ['a present person without points', [row({ 5: '' })], /tiu: a present participant has points/],
  ['points of an absent person', [row({ 3: 'th' })], /twk: only a present participant has points/],
  [
    'an eligible row without status',
    [row({ 3: '', 4: '', 5: '', 6: '' })],
    /skd_status: an eligible row needs/,
  ],
  ['an ineligible row with a test', [row({ 2: 'tms' })], /skd_status: an ineligible row took no test/],
  ['an SKB without a total', [row({ 7: 'h' })], /skb_milli: a present participant has an SKB total/],
  ['an SKB above 100', [row({ 7: 'h', 8: '100001' })], /skb_milli: 100001 is above 100000/],
  ['a quotation mark inside', [row({ 1: 'F"' })], /^P\.csv:2:4: a quotation mark inside/],
  ['a quotation mark never closed', [row({ 1: '"F' })], /^P\.csv:2:3: a quotation mark is never closed/],
  ['a needless quotation', [row({ 1: '"F"' })], /^P\.csv:2:3: quoted although/],
  ['a blank line', [row({}), ''], /^P\.csv:3:1: the line is blank$/],
  ['a seniority of zero', [row({ 10: '0' })], /seniority: 0 is below 1$/],
]

for (const [name, rows, message] of REFUSED) {
  test(`a row is refused with file, line and column: ${name}`, () => {
    assert.match(refusals(rows.join('\n')).join('\n'), new RegExp(message.source, 'm'))
  })
}

test('Case 54: TKP need not be a multiple of five, TWK and TIU must be', () => {
  assert.deepEqual(refusals(row({ 4: '65', 5: '80', 6: '167' })), [])
  assert.match(refusals(row({ 4: '66' })).join(), /twk: 66 is not a multiple of 5/)
  assert.match(refusals(row({ 5: '81' })).join(), /tiu: 81 is not a multiple of 5/)
})

test('the header is refused where it is not the format', () => {
  assert.match(refusals(row({}), `${HEADER},nik`).join(), /^P\.csv:1:99: "nik" is none of participant/)
  assert.match(
    refusals(row({}), HEADER.replace(',twk', '')).join(),
    /P\.csv:1:94: twk: the column is missing/,
  )
  assert.match(refusals(row({}), `${HEADER},twk`).join(), /twk: the column stands twice/)
  assert.match(
    refusals(row({}), HEADER.replace('twk,tiu', 'tiu,twk')).join('\n'),
    /P\.csv:1:47: the order of the format has twk here/,
  )
})

test('bytes that are not UTF-8, a byte order mark, CR LF and a file cut off are refused', () => {
  const read = (input: string | Uint8Array, strict = true) => {
    const parsed = parseFormations(input, { ...reading, strict })
    return parsed.ok ? 'ok' : parsed.problems.map(formatProblem).join('\n')
  }
  const good = writeFormations(formations)
  assert.equal(
    read(Uint8Array.from([...new TextEncoder().encode(good), 0xc3])),
    'F.csv:4:1: this character is not UTF-8',
  )
  assert.match(read(`\uFEFF${good}`), /byte order mark/)
  assert.match(read(good.replaceAll('\n', '\r\n')), /^F\.csv:1:\d+: the line ends in CR LF/)
  assert.match(read(good.slice(0, -1)), /may be cut off/)
  assert.equal(read(''), 'F.csv:1:1: the file is empty')
  assert.equal(read(`\uFEFF${good.replaceAll('\n', '\r\n')}`, false), 'ok')
})

test('without strict the order of rows and columns is free', () => {
  assert.deepEqual(refusals([row({ 0: 'b' }), row({})].join('\n'), HEADER, false), [])
})

test('grades that the rule set does not have are refused', () => {
  const parsed = parseFormations(writeFormations([formation('F', { grades: 'toString' })]), reading)
  assert.ok(!parsed.ok && parsed.problems[0]?.code === 'unknownGrades')
})

test('the data package names every file with its digest and describes every column', () => {
  const input = {
    selection: '2027-cpns',
    title: 'Seleksi CPNS',
    stage: 'skdResult',
    n: 1,
    ruleSet: cpns2024,
    files: [{ name: 'results.csv' as const, bytes: 10, sha256: 'ab' }],
    titles: { agencies: { b: 'B', a: 'A' }, positions: {}, qualifications: {}, units: {} },
  }
  const text = writeDataPackage(input)
  const read = JSON.parse(text)
  assert.equal(read.resources[0].hash, 'sha256:ab')
  assert.equal(read.resources[0].schema.fields.length, 10)
  assert.deepEqual(read.resources[0].schema.primaryKey, ['participant'])
  assert.equal(
    text,
    writeDataPackage({ ...input, titles: { ...input.titles, agencies: { a: 'A', b: 'B' } } }),
  )
})
