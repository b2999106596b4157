// `terang rank` and `terang explain` on the files of a PPPK round, and what rests on an unconfirmed number.
import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { run } from './run.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'terang-pppk-'))
  await file('F.csv', FORMATIONS)
  await file('P.csv', PARTICIPANTS)
})
after(() => rm(folder, { recursive: true, force: true }))

const FORMATIONS = `formation_id,agency_id,position_id,qualification_id,unit_id,formation_type,seats,test,seat_group,extra_per_mille
F,city,clerk,s1,u1,general,1,,,
G,city,clerk,s1,u2,general,1,,,
`
const PARTICIPANTS = `participant,formation_id,screening,applicant_group,phase,status,technical,managerial,sociocultural,interview,extra_milli,bonus,seniority
a,F,ms,R3,I,h,430,80,60,40,,100,
b,F,ms,R2,I,h,150,70,50,30,,,
c,F,ms,R4,II,h,450,100,80,40,,,
`

const file = (name: string, text: string) => writeFile(join(folder, name), text)

async function terang(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const code = await run(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    isTerminal: false,
  })
  return { code, out, err }
}

const tables = (...more: string[]): string[] => [
  '--rules=pppk-teknis-2024',
  `--formations=${join(folder, 'F.csv')}`,
  `--participants=${join(folder, 'P.csv')}`,
  ...more,
]

test('rank: the results of a PPPK round, and what a person has to look at', async () => {
  const { code, out, err } = await terang('rank', ...tables('--strict'))
  assert.equal(code, 0, err)
  assert.equal(
    out,
    `participant,formation_id,total_milli,final_rank,final_code,seat_formation_id,decided_by
a,F,630000,2,l2,G,phase
b,F,300000,1,l,F,group
c,F,670000,3,tl,,phase
`,
  )
  assert.match(err, /^3 baris, 2 formasi, PPPK$/m)
  assert.match(err, /^tambahan nilai melewati batas: a: 25\.000 tidak dihitung$/m)
  assert.match(err, /^belum dipastikan: bonus\.capAtTechnicalMax: 1 baris bergantung padanya$/m)
  const result = join(folder, 'R.csv')
  const json = await terang('rank', ...tables('--out', result, '--json'))
  assert.equal(await readFile(result, 'utf8'), out)
  const report = JSON.parse(json.out) as { moves: unknown[]; unconfirmed: { path: string }[] }
  assert.equal(report.moves.length, 1)
  assert.deepEqual(
    report.unconfirmed.map((item) => item.path),
    ['bonus.capAtTechnicalMax', 'finalRanking.order.phase'],
  )
})

test('rank: a decision file is used for PPPK as well', async () => {
  await file('D.csv', 'entry,participant,kind,value\n4,b,withdrew,\n')
  const { code, out } = await terang('rank', ...tables('--decisions', join(folder, 'D.csv')))
  assert.equal(code, 0)
  assert.match(out, /^b,F,300000,1,aps,,$/m)
  assert.match(out, /^c,F,670000,3,l,F,/m)
})

test('explain: group, parts, cut-off and what decided, in words or as facts', async () => {
  const words = await terang('explain', ...tables('--participant', 'c'))
  assert.equal(words.code, 0, words.err)
  assert.match(words.out, /^Hasil: R4 \(tl\)$/m)
  assert.match(words.out, /^Kelompok: Non-ASN aktif, tidak terdata \(R4\), urutan 3, tahap II$/m)
  assert.match(words.out, /^Nilai total: 670\.000 dari 670$/m)
  assert.match(words.out, /^ {2}batas: tahap I, kelompok R2, 300\.000$/m)
  const facts = await terang('explain', ...tables('--participant', 'a', '--json'))
  assert.equal((JSON.parse(facts.out) as { seatFormationId: string }).seatFormationId, 'G')
  assert.equal((await terang('explain', ...tables('--participant', 'x'))).code, 2)
})

const refused: [string, string, RegExp][] = [
  [
    'points above the maximum of the part',
    PARTICIPANTS.replace(',430,', ',455,'),
    /X\.csv:2:15: technical: 455 is above 450/,
  ],
  [
    'a group of another phase',
    PARTICIPANTS.replace('R4,II', 'R4,I'),
    /X\.csv:4:8: applicant_group: R4 is no group of phase I/,
  ],
  [
    'a formation that does not exist',
    PARTICIPANTS.replace('c,F', 'c,X'),
    /X\.csv:4:3: formation_id: X is not in/,
  ],
  ['a missing column', PARTICIPANTS.replace(',bonus,', ','), /X\.csv:1:131: bonus: the column is missing/],
]
for (const [what, text, message] of refused) {
  test(`rank: refused with file, line and column: ${what}`, async () => {
    await file('X.csv', text)
    const { code, err } = await terang('rank', ...tables('--participants', join(folder, 'X.csv')))
    assert.equal(code, 2)
    assert.match(err, message)
    assert.equal(err.split('\n').length, 2)
  })
}

test('rank --unconfirmed: a CPNS round says which rows rest on a number nobody has confirmed', async () => {
  await file(
    'CF.csv',
    `formation_id,agency_id,position_id,qualification_id,unit_id,formation_type,seats,grades,general_grades
F,city,doctor,s1,u1,general,1,medical,
`,
  )
  await file(
    'CP.csv',
    `participant,formation_id,screening,skd_status,twk,tiu,tkp,skb_status,skb_milli,gpa_x100,seniority
a,F,ms,h,40,85,190,,,,
`,
  )
  const files = ['F', 'P'].map((name) => join(folder, `C${name}.csv`))
  const given = ['--rules=cpns-2024', `--formations=${files[0]}`, `--participants=${files[1]}`]
  const { code, err } = await terang('rank', ...given, '--unconfirmed')
  assert.equal(code, 0, err)
  assert.match(err, /^belum dipastikan: skd\.positionExceptions\.medical\.tiu: 1 baris bergantung padanya$/m)
  const without = await terang('rank', ...given)
  assert.doesNotMatch(without.err, /belum dipastikan/)
})
