// What `terang rank` does with files that are not as public-data.md says: exit code 2 and one line that names the file,
// the line and the column. Each kind is one change to a small round that ranks.
import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { run } from './run.ts'
import { RULES_FILE } from './site-fixture.ts'

const FORMATIONS = `formation_id,agency_id,position_id,qualification_id,unit_id,formation_type,seats,grades,general_grades
F1,city,nurse,d3,u1,general,1,general,general
F2,city,nurse,d3,u2,papua,2,papua,general
`
const PARTICIPANTS = `participant,formation_id,screening,skd_status,twk,tiu,tkp,skb_status,skb_milli,gpa_x100,birth_date
a1,F1,ms,h,90,100,190,h,70500,350,1999-02-28
a2,F1,ms,h,65,80,166,h,61000,,2000-02-29
a3,F2,ms,th,,,,,,,
a4,F2,tms,,,,,,,,
`
const DECISIONS = `entry,participant,kind,value
12,a1,withdrew,
`

interface Files {
  'F.csv': string | Uint8Array | null
  'P.csv': string | Uint8Array | null
  'D.csv': string | Uint8Array | null
  'R.json': string | Uint8Array | null
}

let rules: string
let pppk: string
let folder: string

before(async () => {
  rules = await readFile(RULES_FILE, 'utf8')
  pppk = await readFile(RULES_FILE.replace('cpns-2024', 'pppk-teknis-2024'), 'utf8')
  folder = await mkdtemp(join(tmpdir(), 'terang-refused-'))
})
after(() => rm(folder, { recursive: true, force: true }))

const whole = (): Files => ({
  'F.csv': FORMATIONS,
  'P.csv': PARTICIPANTS,
  'D.csv': DECISIONS,
  'R.json': rules,
})

let round = 0

/** Runs on the files as changed; a name without content is absent. */
async function rankWith(
  files: Files,
  ...more: string[]
): Promise<{ code: number; out: string; err: string }> {
  const here = join(folder, String(round++))
  await mkdir(here)
  for (const [name, content] of Object.entries(files) as [string, string | Uint8Array | null][]) {
    if (content !== null) await writeFile(join(here, name), content)
  }
  let [out, err] = ['', '']
  const args = [
    'rank',
    '--rules',
    join(here, 'R.json'),
    '--formations',
    join(here, 'F.csv'),
    '--participants',
    join(here, 'P.csv'),
    '--decisions',
    join(here, 'D.csv'),
    ...more,
  ]
  const code = await run(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    isTerminal: false,
  })
  return { code, out, err: err.replaceAll(`${here}/`, '') }
}

type Change = (files: Files) => void

const inFormations =
  (from: string | RegExp, to: string): Change =>
  (files) => {
    files['F.csv'] = changed(FORMATIONS, from, to)
  }
const inParticipants =
  (from: string | RegExp, to: string): Change =>
  (files) => {
    files['P.csv'] = changed(PARTICIPANTS, from, to)
  }
const inDecisions =
  (from: string | RegExp, to: string): Change =>
  (files) => {
    files['D.csv'] = changed(DECISIONS, from, to)
  }

function changed(text: string, from: string | RegExp, to: string): string {
  const after = text.replace(from, to)
  assert.notEqual(after, text, `${String(from)} is not in the file`)
  return after
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** UTF-16 with the mark that spreadsheets write. */
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'))

function latin1(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'))
}

// ---- the bytes and lines of a file
const FORM: [string, Change, RegExp][] = [
  ['a file that does not exist', (f) => (f['P.csv'] = null), /^P\.csv: no such file$/],
  ['an empty file', (f) => (f['P.csv'] = ''), /^P\.csv:1:1: the file is empty$/],
  [
    'a letter in Latin-1',
    (f) => (f['P.csv'] = latin1(changed(PARTICIPANTS, 'a2,F1', 'añ,F1'))),
    /^P\.csv:3:2: this character is not UTF-8$/,
  ],
  ['UTF-16', (f) => (f['F.csv'] = utf16(FORMATIONS)), /^F\.csv:1:1: the file is UTF-16, not UTF-8$/],
  [
    'a character cut in two at the end',
    (f) => (f['P.csv'] = Uint8Array.from([...bytesOf(PARTICIPANTS), 0xc3])),
    /^P\.csv:6:1: this character is not UTF-8$/,
  ],
  [
    'a null byte',
    inParticipants('a2,', 'a2\0,'),
    /^P\.csv:3:1: participant: "a2\\u0000" is not 1 to 40 of letters/,
  ],
  [
    'a file cut off inside a row',
    (f) => (f['P.csv'] = PARTICIPANTS.slice(0, PARTICIPANTS.indexOf(',166'))),
    /^P\.csv:3:\d+: /,
  ],
  [
    'a file cut off inside the last number of a whole row',
    (f) => (f['P.csv'] = PARTICIPANTS.slice(0, PARTICIPANTS.indexOf('-29\n'))),
    /^P\.csv:3:38: the last line does not end; the file may be cut off$/,
  ],
  [
    'a file cut off inside the header',
    (f) => (f['P.csv'] = 'participant,formation_id,scree'),
    /^P\.csv:1:31: the last line does not end; the file may be cut off$/,
  ],
  [
    'semicolons for commas',
    inParticipants(/,/g, ';'),
    /^P\.csv:1:12: fields are separated by semicolons, not by commas$/,
  ],
  ['tabs for commas', inFormations(/,/g, '\t'), /^F\.csv:1:13: fields are separated by tabs, not by commas$/],
  ['carriage returns alone', inParticipants(/\n/g, '\r'), /^P\.csv:1:99: a carriage return alone$/],
  ['a blank line between rows', inParticipants('\na2', '\n\na2'), /^P\.csv:3:1: the line is blank$/],
  ['a blank line at the end', inParticipants(/$/, '\n'), /^P\.csv:6:1: the line is blank$/],
  [
    'a quotation mark that never closes',
    inParticipants('a2,F1', 'a2,"F1'),
    /^P\.csv:3:4: a quotation mark is never closed$/,
  ],
  [
    'a quotation mark inside a field',
    inParticipants('a2,F1', 'a2,F"1'),
    /^P\.csv:3:5: a quotation mark inside an unquoted field$/,
  ],
  [
    'text after a closing quotation mark',
    inParticipants('a2,F1', 'a2,"F1"x'),
    /^P\.csv:3:8: text after a closing quotation mark$/,
  ],
  [
    'too few fields',
    inParticipants('a3,F2,ms,th,,,,,,,', 'a3,F2,ms,th'),
    /^P\.csv:4:10: expected 11 fields, found 4$/,
  ],
  [
    'too many fields',
    inParticipants('2000-02-29', '2000-02-29,x'),
    /^P\.csv:3:42: expected 11 fields, found 12$/,
  ],
]

// ---- the columns
const COLUMNS: [string, Change, RegExp][] = [
  [
    'a column is missing',
    (f) => (f['P.csv'] = PARTICIPANTS.replaceAll(/^((?:[^,\n]*,){6})[^,\n]*,/gm, '$1')),
    /^P\.csv:1:95: tkp: the column is missing$/,
  ],
  [
    'a column stands twice',
    inParticipants(',tiu,', ',twk,'),
    /^P\.csv:1:51: twk: the column stands twice \(and 1 more\)$/,
  ],
  [
    'a column that nobody knows',
    inParticipants('birth_date', 'nik'),
    /^P\.csv:1:89: "nik" is none of participant, /,
  ],
  [
    'no header',
    (f) => (f['F.csv'] = FORMATIONS.split('\n').slice(1).join('\n')),
    /^F\.csv:1:1: "F1" is none of formation_id, /,
  ],
  [
    'the formations in the place of the participants',
    (f) => (f['P.csv'] = FORMATIONS),
    /^P\.csv:1:14: "agency_id" is none of participant, /,
  ],
]

// ---- the values
const VALUES: [string, Change, RegExp][] = [
  [
    'a participant twice',
    inParticipants('a2,F1', 'a1,F1'),
    /^P\.csv:3:1: participant: a1 stands in line 2 already$/,
  ],
  ['a formation twice', inFormations('F2,', 'F1,'), /^F\.csv:3:1: formation_id: F1 stands in line 2 already/],
  [
    'a formation that does not exist',
    inParticipants('a2,F1', 'a2,F9'),
    /^P\.csv:3:4: formation_id: F9 is not in formations\.csv$/,
  ],
  ['an empty key', inParticipants('a2,F1', ',F1'), /^P\.csv:3:1: participant: the field is empty$/],
  [
    'an identifier that is too long',
    inParticipants('a2,F1', `${'a'.repeat(41)},F1`),
    /^P\.csv:3:1: participant: "a{40}…" is not 1 to 40 of letters/,
  ],
  [
    'an unknown kind of need',
    inFormations('papua,2', 'umum,2'),
    /^F\.csv:3:21: formation_type: "umum" is none of general, cumlaude, /,
  ],
  [
    'passing grades that the rule set does not have',
    inFormations('papua,general', 'pilot,general'),
    /^F\.csv:3:29: grades: pilot is no set of the rule set$/,
  ],
  [
    'grades of filling that the rule set does not have',
    inFormations('papua,general', 'papua,pilot'),
    /^F\.csv:3:35: general_grades: pilot is no set of the rule set$/,
  ],
  [
    'more seats than the format has',
    inFormations('papua,2', 'papua,100000'),
    /^F\.csv:3:27: seats: 100000 is above 99999$/,
  ],
  ['seats below zero', inFormations('papua,2', 'papua,-1'), /^F\.csv:3:27: seats: -1 is below 0$/],
  ['no seats', inFormations('papua,2', 'papua,'), /^F\.csv:3:27: seats: the field is empty$/],
  [
    'a word for a number',
    inParticipants(',190,', ',many,'),
    /^P\.csv:2:19: tkp: "many" is not a whole number$/,
  ],
  [
    'a number with leading zeros',
    inParticipants(',190,', ',0190,'),
    /^P\.csv:2:19: tkp: "0190" has leading zeros$/,
  ],
  [
    'a decimal comma',
    inParticipants(',70500,', ',"70,5",'),
    /^P\.csv:2:25: skb_milli: "70,5" is not a whole number$/,
  ],
  [
    'a decimal point',
    inParticipants(',70500,', ',70.5,'),
    /^P\.csv:2:25: skb_milli: "70\.5" is not a whole number$/,
  ],
  [
    'a power of ten',
    inParticipants(',70500,', ',7e4,'),
    /^P\.csv:2:25: skb_milli: "7e4" is not a whole number$/,
  ],
  [
    'a space around a number',
    inParticipants(',190,', ', 190,'),
    /^P\.csv:2:19: tkp: " 190" is not a whole number$/,
  ],
  [
    'points above the most of a part',
    inParticipants(',190,', ',226,'),
    /^P\.csv:2:19: tkp: 226 is above 225$/,
  ],
  [
    'points that no number of right answers gives',
    inParticipants('h,90,', 'h,91,'),
    /^P\.csv:2:12: twk: 91 is not a multiple of 5$/,
  ],
  [
    'an SKB above the scale',
    inParticipants(',70500,', ',100001,'),
    /^P\.csv:2:25: skb_milli: 100001 is above 100000$/,
  ],
  [
    'an average above its scale',
    inParticipants(',350,', ',10001,'),
    /^P\.csv:2:31: gpa_x100: 10001 is above 10000$/,
  ],
  [
    'a date that does not exist',
    inParticipants('1999-02-28', '1999-02-29'),
    /^P\.csv:2:35: birth_date: "1999-02-29" is not a date/,
  ],
  [
    'a date written as people write it',
    inParticipants('1999-02-28', '28/02/1999'),
    /^P\.csv:2:35: birth_date: "28\/02\/1999" is not a date as 2001-12-31$/,
  ],
  [
    'an unknown code of screening',
    inParticipants('a2,F1,ms', 'a2,F1,MS'),
    /^P\.csv:3:7: screening: "MS" is none of ms, tms$/,
  ],
  [
    'an unknown status',
    inParticipants('ms,th', 'ms,absent'),
    /^P\.csv:4:10: skd_status: "absent" is none of h, th, dis$/,
  ],
]

// ---- values that contradict each other
const CONTRADICTIONS: [string, Change, RegExp][] = [
  [
    'a present person without points',
    inParticipants(',100,190,', ',,190,'),
    /^P\.csv:2:15: tiu: a present participant has points in every part$/,
  ],
  [
    'an absent person with points',
    inParticipants('ms,th,,', 'ms,th,65,'),
    /^P\.csv:4:13: twk: only a present participant has points$/,
  ],
  [
    'an eligible person without a status',
    inParticipants('ms,th', 'ms,'),
    /^P\.csv:4:10: skd_status: an eligible row needs a status$/,
  ],
  [
    'an ineligible person who sat a test',
    inParticipants('tms,', 'tms,th'),
    /^P\.csv:5:11: skd_status: an ineligible row took no test$/,
  ],
  [
    'an SKB without the SKD',
    inParticipants('ms,th,,,,', 'ms,th,,,,aps'),
    /^P\.csv:4:16: skb_status: without the SKD there is no SKB$/,
  ],
  [
    'a shortlisted person without a status of the SKB',
    inParticipants('h,61000', ','),
    /^P\.csv:3:22: skb_status: a2 is shortlisted, but has no skb_status$/,
  ],
  [
    'an SKB of somebody below the grades',
    inParticipants('h,65,80,166', 'h,60,80,166'),
    /^P\.csv:3:22: skb_status: a2 has an skb_status, but did not meet the grades$/,
  ],
  [
    'a decision about nobody',
    inDecisions('a1', 'a9'),
    /^D\.csv:2:4: participant: a9 is not in participants\.csv$/,
  ],
  ['an unknown kind of decision', inDecisions('withdrew', 'left'), /^D\.csv:2:7: kind: "left" is none of /],
  [
    'a withdrawal with a value',
    inDecisions('withdrew,', 'withdrew,1'),
    /^D\.csv:2:16: value: must be empty$/,
  ],
  [
    'an order of a tie that is no number',
    inDecisions('withdrew,', 'tie_order,first'),
    /^D\.csv:2:17: value: an order is 1, 2, \.\.\.$/,
  ],
  [
    'a seat that does not exist',
    inDecisions('withdrew,', 'seat_choice,F9'),
    /^D\.csv:2:19: value: F9 is not in formations\.csv$/,
  ],
  [
    'a decision twice',
    inDecisions(/$/, '12,a2,withdrew,\n'),
    /^D\.csv:3:1: entry: 12 stands in line 2 already$/,
  ],
]

// ---- the rule set
const RULES: [string, Change, RegExp][] = [
  ['a rule set that does not exist', (f) => (f['R.json'] = null), /^R\.json: no such file$/],
  [
    'a rule set with a letter in Latin-1',
    (f) => (f['R.json'] = latin1(rules.replace('Seleksi CPNS', 'Seleksi \u00e9'))),
    /^R\.json:\d+:\d+: this character is not UTF-8$/,
  ],
  [
    'a rule set with a key twice',
    (f) => (f['R.json'] = changed(rules, '"budgetYear"', '"ruleSet"')),
    /^R\.json:\d+:3: not JSON: "ruleSet" stands twice$/,
  ],
  [
    'a rule set of the other procurement',
    (f) => (f['R.json'] = pppk),
    /^R\.json:6:3: procurement: these tables are those of a PNS round, the rule set is one of PPPK$/,
  ],
  ['a rule set that is empty', (f) => (f['R.json'] = ''), /^R\.json:1:1: /],
  [
    'a rule set cut off',
    (f) => (f['R.json'] = rules.slice(0, rules.indexOf('"conventions"'))),
    /^R\.json:\d+:\d+: /,
  ],
  [
    'a rule set with a fraction',
    (f) => (f['R.json'] = changed(rules, /("weights": \{\s*"skd": \{\s*"value": )400,/, '$10.4,')),
    /^R\.json:\d+:\d+: integration\.weights\.skd\.value: expected a whole number, found 0\.4/,
  ],
]

const KINDS = [...FORM, ...COLUMNS, ...VALUES, ...CONTRADICTIONS, ...RULES]

test('the round that each kind changes ranks by itself', async () => {
  const { code, err, out } = await rankWith(whole())
  assert.equal(code, 0, err)
  assert.match(out, /^a1,F1,pl,/m)
})

for (const [name, change, message] of KINDS) {
  test(`unusable input ends with 2 and one line: ${name}`, async () => {
    const files = whole()
    change(files)
    const { code, out, err } = await rankWith(files)
    assert.equal(code, 2, err)
    assert.equal(out, '')
    assert.match(err, /^terang rank: [^\n]+\n$/)
    assert.match(err.slice('terang rank: '.length, -1), message)
  })
}

test('a rule set that does not ship is answered with those that do', async () => {
  let err = ''
  const code = await run(['rank', '--rules', 'cpns-1999', '--formations', 'F', '--participants', 'P'], {
    out: () => undefined,
    err: (text) => (err += text),
    isTerminal: false,
  })
  assert.equal(code, 2)
  assert.match(err, /^terang rank: cpns-1999: no such file; the rule sets that ship are cpns-2024, /)
})

const CANONICAL: [string, Change, RegExp][] = [
  [
    'a byte order mark',
    (f) => (f['P.csv'] = `\uFEFF${PARTICIPANTS}`),
    /^P\.csv:1:1: the file starts with a byte order mark$/,
  ],
  ['CR LF', inParticipants(/\n/g, '\r\n'), /^P\.csv:1:99: the line ends in CR LF, not LF$/],
  [
    'rows in another order',
    inParticipants(/(a1.*\n)(a2.*\n)/, '$2$1'),
    /^P\.csv:3:1: participant: a1 comes after a2$/,
  ],
  [
    'columns in another order',
    inDecisions(/^entry,participant(.*\n)(\d+),(\w+)/, 'participant,entry$1$3,$2'),
    /^D\.csv:1:1: the order of the format has entry here$/,
  ],
  [
    'quotation marks that nothing needs',
    inParticipants('a2,F1', 'a2,"F1"'),
    /^P\.csv:3:4: quoted although nothing in it needs quoting$/,
  ],
]

for (const [name, change, message] of CANONICAL) {
  test(`with --strict what is readable but not canonical is refused: ${name}`, async () => {
    const files = whole()
    change(files)
    const reference = await rankWith(whole())
    const lenient = await rankWith(files)
    assert.equal(lenient.code, 0, lenient.err)
    assert.equal(lenient.out, reference.out)
    const { code, err } = await rankWith(files, '--strict')
    assert.equal(code, 2)
    assert.match(err.slice('terang rank: '.length, -1), message)
  })
}

test('whatever is damaged, the answer is a ranking or one line with file, line and column', async () => {
  const damage = fc.record({
    name: fc.constantFrom('F.csv', 'P.csv', 'D.csv'),
    at: fc.nat(),
    drop: fc.nat({ max: 3 }),
    put: fc.uint8Array({ maxLength: 3 }),
  })
  let refused = 0
  await fc.assert(
    fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 3 }), async (damages) => {
      const files = whole()
      for (const { name, at, drop, put } of damages) {
        const old = files[name]
        const bytes = typeof old === 'string' ? bytesOf(old) : (old ?? new Uint8Array())
        const from = at % (bytes.length + 1)
        files[name] = Uint8Array.from([...bytes.slice(0, from), ...put, ...bytes.slice(from + drop)])
      }
      const { code, err } = await rankWith(files)
      if (code === 0) return
      refused++
      assert.equal(code, 2)
      assert.match(err, /^terang rank: [FPD]\.csv:[1-9]\d*:[1-9]\d*: [^\n]+\n$/)
    }),
    { numRuns: 300 },
  )
  assert.ok(refused > 100, `${refused} refused`)
})

test('at least 40 kinds of unusable input are held to it', () => {
  assert.ok(KINDS.length >= 40)
  assert.equal(new Set(KINDS.map(([name]) => name)).size, KINDS.length)
})
