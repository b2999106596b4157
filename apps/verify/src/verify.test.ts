// The checker on a small site: whole, it is green; changed anywhere, it is red for the reason that fits.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utf8 } from '@terang/log/bytes.ts'
import { buildSite, INDEX, PREFIX, SELECTION, signer } from './site-fixture.ts'
import type { Cheat, Files } from './site-fixture.ts'
import { verifySite } from './verify.ts'
import type { VerifyOptions, VerifyReport } from './verify.ts'

const whole = await buildSite()
const [shortlist = '', final = ''] = whole.folders.map(
  (folder) => `${PREFIX}/selections/${SELECTION}/data/${folder}`,
)

const check = (files: Files, options: Partial<VerifyOptions> = {}): Promise<VerifyReport> =>
  verifySite({ fetch: async (path) => files.get(path), ...options })
const codes = ({ lines }: VerifyReport): string[] => [
  ...new Set(lines.filter(({ ok }) => !ok).map(({ code }) => code)),
]

function changed(path: string, change: (text: string) => string): Files {
  const before = new TextDecoder().decode(whole.files.get(path))
  const after = change(before)
  assert.notEqual(after, before, `nothing changed in ${path}`)
  return new Map([...whole.files, [path, utf8(after)]])
}

function flipped(path: string, at = 40): Files {
  const bytes = Uint8Array.from(whole.files.get(path)!)
  bytes[at]! ^= 1
  return new Map([...whole.files, [path, bytes]])
}

function without(path: string): Files {
  const files = new Map(whole.files)
  assert.ok(files.delete(path), path)
  return files
}

const bundle = [...whole.files.keys()].find((path) => path.includes('tile/entries/'))!
const tile = [...whole.files.keys()].find((path) => path.includes('tile/0/'))!
/** First row of a table with the field at `column` changed. */
const field =
  (column: number, value: string, row = 1) =>
  (text: string): string =>
    text
      .split('\n')
      .map((line, at) => (at === row ? line.split(',').with(column, value).join(',') : line))
      .join('\n')

test('a whole site is green, line by line', async () => {
  const report = await check(whole.files)
  assert.deepEqual(codes(report), [])
  const said = report.lines.map(({ code }) => code)
  for (const code of ['log/signed', 'log/whole', 'monitor/rules', 'witness/none'] as const)
    assert.equal(said.filter((one) => one === code).length, 1, code)
  for (const code of ['rules/first', 'rank/equal', 'scores/equal', 'screening/equal', 'seats/equal'] as const)
    assert.equal(said.filter((one) => one === code).length, 2, code)
  assert.equal(said.filter((code) => code === 'file/whole').length, 8)
  assert.equal(report.logs[0]?.size, whole.entries.length)
})

const tampered: [what: string, files: () => Files, first: string, ...also: string[]][] = [
  [
    'one cell of a result',
    () => changed(`${final}/results.csv`, field(9, 'undecided')),
    'file/differs',
    'rank/differs',
  ],
  [
    'a result without its last byte',
    () => changed(`${final}/results.csv`, (text) => text.slice(0, -1)),
    'file/differs',
    'rank/differs',
  ],
  [
    'results of two stages swapped',
    () => new Map([...whole.files, [`${final}/results.csv`, whole.files.get(`${shortlist}/results.csv`)!]]),
    'file/differs',
    'rank/differs',
  ],
  [
    'a score in the data set',
    () => changed(`${final}/participants.csv`, (text) => text.replace(/,h,\d+,/, ',h,150,')),
    'file/differs',
    'scores/differs',
  ],
  [
    'a row of the data set gone',
    () => changed(`${final}/participants.csv`, (text) => text.replace(/\n[^\n]*,ms,h[^\n]*/, '')),
    'file/differs',
    'scores/no-row',
    'screening/differs',
  ],
  ['a seat more', () => changed(`${final}/formations.csv`, field(6, '9')), 'file/differs', 'seats/differs'],
  [
    'a number of the rule set',
    () => changed(`${final}/rule-set.json`, (text) => text.replace('"value":65', '"value":64')),
    'file/differs',
  ],
  ['a byte of an entry', () => flipped(bundle), 'log/tile-differs', 'log/root-differs'],
  ['the form of an entry', () => flipped(bundle, 2), 'log/entry-malformed', 'log/root-differs'],
  ['a byte of a tile', () => flipped(tile), 'log/tile-differs'],
  ['a tile gone', () => without(tile), 'log/tile-missing'],
  ['a bundle gone', () => without(bundle), 'log/bundle-missing'],
  [
    'the size in the checkpoint',
    () => changed(`${PREFIX}/checkpoint`, (text) => text.replace(/\n\d+\n/, '\n7\n')),
    'log/signature-invalid',
  ],
  ['the checkpoint gone', () => without(`${PREFIX}/checkpoint`), 'log/checkpoint-missing'],
  [
    'a digest in the list',
    () => changed(INDEX, (text) => text.replace(/("results":\{"index":\d+,"sha256":")..../, '$10000')),
    'index/differs',
  ],
  [
    'an index in the list',
    () => changed(INDEX, (text) => text.replace(/"participants":\{"index":\d+/, '"participants":{"index":3')),
    'index/entry',
    'index/chain',
  ],
  [
    'a publication left out of the list',
    () => changed(INDEX, (text) => text.replace(/\{"stage":"skdResult".*?\}\},/, '')),
    'index/hidden',
  ],
  ['the list gone', () => without(INDEX), 'index/missing'],
  [
    'a list of another selection',
    () => changed(INDEX, (text) => text.replace(SELECTION, '2027-pppk')),
    'index/other-selection',
  ],
  [
    'the data package',
    () => changed(`${final}/datapackage.json`, (text) => text.replace('Seleksi contoh', 'Seleksi palsu')),
    'package/differs',
  ],
  ['the data package gone', () => without(`${final}/datapackage.json`), 'package/missing'],
  ['a file gone', () => without(`${final}/results.csv`), 'file/missing'],
  [
    'a file that is no table',
    () => changed(`${final}/participants.csv`, (text) => text.replace('screening', 'saringan')),
    'file/differs',
    'file/unreadable',
  ],
  [
    'the list of addresses',
    () => changed('/.well-known/terang.json', (text) => text.replace('"version":1', '"version":2')),
    'site/malformed',
  ],
  ['the policy gone', () => without(`${PREFIX}/policy`), 'witness/policy-missing'],
]

for (const [what, files, ...expected] of tampered) {
  test(`changed afterwards: ${what}`, async () => {
    const report = await check(files())
    assert.equal(report.ok, false)
    for (const code of expected)
      assert.ok(codes(report).includes(code), `${code} in ${codes(report).join(' ')}`)
  })
}

test('the cell that was changed is named, with what was computed', async () => {
  const report = await check(changed(`${final}/results.csv`, field(2, 'dis', 3)))
  const line = report.lines.find(({ code }) => code === 'rank/differs')
  assert.equal(line?.cells?.length, 1)
  assert.deepEqual(
    { ...line.cells[0], key: '', expected: '' },
    {
      file: 'results.csv',
      line: 4,
      column: 'skd_code',
      key: '',
      found: 'dis',
      expected: '',
    },
  )
  assert.match(line.cells[0]!.expected, /^(tms|th|tl|p|pl)$/)
})

const cheats: [what: string, cheat: Cheat, code: string][] = [
  [
    'a score in the data set is not the recorded one',
    { participants: (rows) => rows.map((row, i) => (i === 1 ? { ...row, tiu: row.tiu! + 5 } : row)) },
    'scores/differs',
  ],
  [
    'a correction is ignored',
    {
      participants: (rows) =>
        rows.map((row) => (row.skbStatus === null ? row : { ...row, skbMilli: row.skbMilli! - 1 })),
    },
    'scores/differs',
  ],
  [
    'a refused applicant is let through',
    {
      participants: (rows) =>
        rows.map((row) => (row.screening === 'tms' ? { ...row, screening: 'ms', skdStatus: 'th' } : row)),
    },
    'screening/differs',
  ],
  ['a score entry has no row', { participants: (rows) => rows.slice(1) }, 'scores/no-row'],
  [
    'more seats are announced than are published',
    {
      entry: (entry) =>
        entry.t === 'formasi.terbit' ? { ...entry, body: { ...entry.body, jumlah: 5 } } : entry,
    },
    'seats/differs',
  ],
  [
    'a ranking has no second person',
    {
      entry: (entry) => {
        const { setuju: _, ...body } = entry.body
        return entry.t === 'peringkat.terbit' ? { ...entry, body } : entry
      },
    },
    'monitor/violation',
  ],
  [
    'a decision gives a reason that is not in the catalogue',
    {
      entry: (entry) =>
        entry.body['hasil'] === 'tms' ? { ...entry, body: { ...entry.body, alasan: ['dislike'] } } : entry,
    },
    'screening/reasons',
  ],
  [
    'an entry of rows states another number of rows',
    {
      entry: (entry) =>
        entry.body['nama'] === 'participants.csv' ? { ...entry, body: { ...entry.body, baris: 3 } } : entry,
    },
    'file/rows',
  ],
]

for (const [what, cheat, code] of cheats) {
  test(`signed by a cheating operator: ${what}`, async () => {
    assert.ok(codes(await check((await buildSite(cheat)).files)).includes(code))
  })
}

test('the log continues what was seen before, or the difference is said', async () => {
  const seen = [{ origin: signer.name, vkey: signer.vkey, checkpoint: whole.older }]
  const good = await check(whole.files, { seen })
  assert.deepEqual(codes(good), [])
  assert.ok(good.lines.some(({ code }) => code === 'log/continues'))
  assert.equal(good.seen[0]?.checkpoint, new TextDecoder().decode(whole.files.get(`${PREFIX}/checkpoint`)))

  const other = await buildSite({ entry: (entry, i) => (i === 5 ? { ...entry, by: 'panitia:k09' } : entry) })
  const fork = await check(other.files, { seen })
  assert.ok(codes(fork).includes('log/fork'))
  assert.deepEqual(fork.seen, seen, 'what was known before is kept')
  assert.ok(codes(await check(other.files, { against: whole.older })).includes('log/fork'))
  assert.ok(codes(await check(whole.files, { against: 'nothing' })).includes('log/older-malformed'))
  assert.ok(
    codes(await check(whole.files, { seen: [{ ...seen[0]!, vkey: `${signer.vkey}x` }] })).includes(
      'log/key-changed',
    ),
  )
})

test('one selection is checked where one is asked for, and an unknown one is said', async () => {
  assert.equal((await check(whole.files, { selection: SELECTION })).ok, true)
  assert.deepEqual(codes(await check(whole.files, { selection: '2099-cpns' })), ['site/unknown-selection'])
})

test('every sentence exists in both languages', async () => {
  const english = await check(whole.files, { lang: 'en' })
  assert.match(
    english.lines.find(({ code }) => code === 'log/signed')?.text ?? '',
    /^The signature of the log is valid/,
  )
})
