// Twenty wrong files and the three right profiles: each problem names its cell and what to do.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { sheetXml, workbookOf, zipOf } from '../services/workbook-fixture.ts'
import { readFormations } from './formation-import.ts'
import type { FormationImport } from './formation-import.ts'

const shared = new URL('../../../../../shared/', import.meta.url)
const rules = {
  eligibility: { gpaScaleMax: { value: 400 }, diplomaAverageScaleMax: { value: 10_000 } },
  formationTypes: [
    { id: 'general', labels: ['UMUM', 'UMUM (NON OAP)'] },
    { id: 'disability', labels: ['PENYANDANG DISABILITAS'] },
    { id: 'cumlaude', labels: ['LULUSAN TERBAIK'] },
    { id: 'kalimantan', labels: ['PUTRA/PUTRI KALIMANTAN'] },
  ],
}
const options = { rules, agency: { id: '6671', name: 'Pemerintah Kota Pontianak' } }

const HEADER = 'id,unit_path,position,need_type,seats,level,programmes,min_gpa,note'
const ROW = 'A-1,Dinas Sosial | Sekretariat,ARSIPARIS TERAMPIL,UMUM,2,D-III,D-III KEARSIPAN,2.75,'

function csv(...lines: string[]): Uint8Array {
  return new TextEncoder().encode(lines.join('\n'))
}

function read(bytes: Uint8Array): Promise<FormationImport> {
  return readFormations(bytes, options)
}

const demo = new URL('data/demo/formations-demo.csv', shared)
test(
  'our own list: 26 formations with 57 seats',
  { skip: existsSync(demo) ? false : 'shared data absent' },
  async () => {
    const result = await read(readFileSync(demo))
    assert.deepEqual(result.problems, [])
    assert.equal(result.profile, 'own-list')
    assert.deepEqual(result.totals, {
      rows: 26,
      seats: 57,
      seatsByType: { general: 54, disability: 2, cumlaude: 1 },
    })
    const policy = result.formations.filter((one) => one.positionTitle === 'PENELAAH TEKNIS KEBIJAKAN')
    assert.equal(policy.length, 6)
    assert.equal(new Set(policy.map((one) => one.qualificationId)).size, 1)
    assert.equal(new Set(policy.map((one) => one.unitId)).size, 6)
    const computing = result.formations.find((one) => one.formationId === 'DEMO-010')
    assert.equal(computing?.level, 'D-IV/S-1')
    assert.equal(computing?.minGpaX100, 300)
    assert.equal(computing?.programmes.length, 3)
  },
)

const national = new URL('data/formations/cpns-2024-kalimantan-barat.csv', shared)
test(
  'national list: 2,123 formations, qualification equal exactly where the programmes are',
  { skip: existsSync(national) ? false : 'shared data absent' },
  async () => {
    const result = await read(readFileSync(national))
    assert.deepEqual(result.problems, [])
    assert.equal(result.profile, 'national-list')
    assert.deepEqual([result.totals.rows, result.totals.seats], [2123, 2655])
    const sets = new Map<string, string>()
    for (const one of result.formations) {
      const set = `${one.level}:${one.programmes
        .map((programme) => programme.name)
        .sort()
        .join(';')}`
      assert.equal(sets.get(one.qualificationId) ?? set, set)
      sets.set(one.qualificationId, set)
    }
    assert.equal(new Set(sets.values()).size, sets.size)
    assert.ok(result.formations.every((one) => one.level !== ''))
  },
)

test("the portal's own column names are the national list", async () => {
  const result = await read(
    csv(
      'formasi_id;ins_nm;jp_nama;formasi_nm;jabatan_nm;lokasi_nm;jumlah_formasi;disable;gaji_min;gaji_max',
      '02f8c50f-93a8-4469-9ffa-8333ef448943;Pemerintah Kota Pontianak;CPNS;UMUM;AUDITOR AHLI PERTAMA;Inspektorat | Sekretariat;3;1;2000000;5000000',
      '02f8c50f93a844699ffa8333ef448944;Pemerintah Kota Pontianak;CPNS;UMUM;AUDITOR AHLI PERTAMA;Inspektorat;3;0;2000000;5000000',
    ),
  )
  assert.deepEqual(result.problems, [])
  assert.deepEqual(result.source, { kind: 'csv', delimiter: ';', encoding: 'utf-8' })
  assert.equal(result.formations[0]?.agencyId, '6671')
  assert.equal(result.formations[0]?.openToDisability, true)
  // Without programmes nobody can say that two seats ask for the same education.
  assert.notEqual(result.formations[0]?.qualificationId, result.formations[1]?.qualificationId)
})

test('formations.csv of the public data keeps its identifiers', async () => {
  const result = await read(
    csv(
      'formation_id,agency_id,position_id,qualification_id,unit_id,formation_type,seats,grades,general_grades',
      'F1,6671,P1,Q1,U1,general,4,,',
      'F2,6671,P1,Q1,U1,disability,1,disability,general',
    ),
  )
  assert.deepEqual(result.problems, [])
  assert.equal(result.profile, 'public-data')
  assert.equal(result.formations[1]?.grades, 'disability')
})

test('missing identifiers are the same in every import, whatever case and spacing', async () => {
  const first = await read(csv(HEADER, ROW.replace('A-1', '')))
  const second = await read(
    csv(HEADER, ',DINAS  SOSIAL | sekretariat,Arsiparis Terampil,umum,2,D-III,d-iii kearsipan,2.75,'),
  )
  assert.match(first.formations[0]?.formationId ?? '', /^f-[0-9a-f]{20}$/)
  for (const key of ['formationId', 'positionId', 'qualificationId', 'unitId'] as const) {
    assert.equal(first.formations[0]?.[key], second.formations[0]?.[key])
  }
})

test('tab, byte order mark, Windows-1252 and UTF-16 are read', async () => {
  const tabbed = await read(csv(`\uFEFF${HEADER.replaceAll(',', '\t')}`, ROW.replaceAll(',', '\t')))
  assert.deepEqual(tabbed.problems, [])
  const windows = Uint8Array.from([
    ...csv(`${HEADER}\n`),
    ...Array.from(ROW.replace('Sekretariat', 'Seksi \u0096 Caf\u00e9'), (sign) => sign.charCodeAt(0)),
  ])
  const read1252 = await read(windows)
  assert.deepEqual(read1252.source, { kind: 'csv', delimiter: ',', encoding: 'windows-1252' })
  assert.equal(read1252.formations[0]?.unitPath[1], 'Seksi \u2013 Café')
  const wide = await read(new Uint8Array(Buffer.from(`\uFEFF${HEADER}\n${ROW}`, 'utf16le')))
  assert.deepEqual(wide.problems, [])
})

test('XLSX: numbers become the text that was typed, long numbers stay text, titles may stand above', async () => {
  const header = HEADER.split(',')
  const bytes = workbookOf([
    {
      name: 'Formasi',
      xml: `${sheetXml([
        ['Lampiran penetapan kebutuhan'],
        header,
        [
          '6171021706979932',
          'Dinas Sosial',
          'ARSIPARIS TERAMPIL',
          'UMUM',
          2,
          'D-III',
          'D-III KEARSIPAN',
          2.75,
        ],
      ])}<mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells>`,
    },
  ])
  const result = await read(bytes)
  assert.deepEqual(result.problems, [])
  assert.equal(result.formations[0]?.formationId, '6171021706979932')
  assert.equal(result.formations[0]?.minGpaX100, 275)
  assert.equal(result.formations[0]?.seats, 2)
})

const columns = HEADER.split(',')
const good = ['A-1', 'Dinas Sosial', 'ARSIPARIS TERAMPIL', 'UMUM', 2, 'D-III', 'D-III KEARSIPAN', 2.75]
const sheet = (xml: string) => workbookOf([{ name: 'Formasi', xml }])

const WRONG: [name: string, bytes: () => Uint8Array, code: string, row?: number, column?: number][] = [
  ['an empty file', () => csv(), 'empty'],
  ['a PDF', () => csv('%PDF-1.7'), 'pdf'],
  ['an old workbook', () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'old-or-locked-workbook'],
  ['a picture', () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), 'not-a-table'],
  ['another archive', () => zipOf([['a.txt', 'a']]), 'not-a-workbook'],
  ['a cut archive', () => sheet(sheetXml([columns])).subarray(0, 300), 'unreadable-workbook'],
  [
    'a workbook that says less than it unpacks',
    () => workbookOf([{ name: 'A', xml: sheetXml([columns, good]) }], { unpacked: 10 }),
    'unpacks-too-large',
  ],
  [
    'a workbook of 300 MB',
    () => workbookOf([{ name: 'A', xml: sheetXml([columns, good]) }], { unpacked: 300 * 1024 * 1024 }),
    'unpacks-too-large',
  ],
  ['a file over 20 MB', () => new Uint8Array(20 * 1024 * 1024 + 1).fill(65), 'too-large'],
  ['20,001 rows', () => csv(HEADER, ...Array.from({ length: 20_001 }, () => ROW)), 'too-many-rows'],
  ['201 columns', () => csv(Array.from({ length: 201 }, (_, at) => `k${at}`).join(',')), 'too-many-columns'],
  [
    'a cell far outside',
    () => sheet(`<sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData>`),
    'too-many-columns',
  ],
  ['another table', () => csv('nama,alamat', 'A,B'), 'unknown-header'],
  ['a missing column', () => csv(HEADER.replace('seats,', ''), ROW.replace('2,', '')), 'missing-column', 1],
  ['a column twice', () => csv(`${HEADER},seats`, `${ROW},3`), 'double-column', 1, 10],
  ['an unclosed quote', () => csv(HEADER, `"${ROW}`), 'open-quote', 2, 1],
  [
    'a comma outside quotes',
    () => csv(HEADER, ROW.replace('Sosial', 'Sosial, Anak')),
    'cells-differ-from-header',
    2,
  ],
  ['a formula in CSV', () => csv(HEADER, ROW.replace(',2,', ',=1+1,')), 'formula', 2, 5],
  [
    'a formula in XLSX',
    () =>
      sheet(sheetXml([columns, [...good.slice(0, 4), { xml: '><f>1+1</f><v>2</v></c>' }, ...good.slice(5)]])),
    'formula',
    2,
    5,
  ],
  [
    'merged cells in the table',
    () => sheet(`${sheetXml([columns, good])}<mergeCells><mergeCell ref="B2:B3"/></mergeCells>`),
    'merged-cells',
    2,
    2,
  ],
  ['a hidden row', () => sheet(sheetXml([columns, good], 2)), 'hidden-row', 2],
  [
    'a hidden column',
    () => sheet(`<cols><col min="3" max="3" hidden="1"/></cols>${sheetXml([columns, good])}`),
    'hidden-column',
    0,
    3,
  ],
  [
    'a hidden sheet with content',
    () =>
      workbookOf([
        { name: 'Formasi', xml: sheetXml([columns, good]) },
        { name: 'Lama', xml: sheetXml([['x']]), state: 'hidden' },
      ]),
    'hidden-sheet',
  ],
  [
    'two tables in one workbook',
    () =>
      workbookOf([
        { name: 'Satu', xml: sheetXml([columns, good]) },
        { name: 'Dua', xml: sheetXml([columns, good]) },
      ]),
    'several-tables',
  ],
  ['an exponent number', () => csv(HEADER, ROW.replace('A-1', '6.17102E+15')), 'damaged-number', 2, 1],
  [
    'a number of 16 digits as a number',
    () => sheet(sheetXml([columns, [6171021706979932, ...good.slice(1)]])),
    'damaged-number',
    2,
    1,
  ],
  ['a total row', () => csv(HEADER, ROW, 'Jumlah,,,,2,,,,'), 'total-row', 3],
  ['an unknown need type', () => csv(HEADER, ROW.replace('UMUM', 'KHUSUS')), 'unknown-need-type', 2, 4],
  ['no seats', () => csv(HEADER, ROW.replace(',2,', ',,')), 'empty-cell', 2, 5],
  ['seats in words', () => csv(HEADER, ROW.replace(',2,', ',dua,')), 'bad-seats', 2, 5],
  ['seats below zero', () => csv(HEADER, ROW.replace(',2,', ',-2,')), 'bad-seats', 2, 5],
  ['too many seats', () => csv(HEADER, ROW.replace(',2,', ',100000,')), 'bad-seats', 2, 5],
  ['a number twice', () => csv(HEADER, ROW, ROW.replace('TERAMPIL', 'MAHIR')), 'double-identifier', 3, 1],
  ['a formation twice', () => csv(HEADER, ROW, ROW.replace('A-1', 'A-2')), 'double-formation', 3, 3],
  ['a grade average of 34', () => csv(HEADER, ROW.replace('2.75', '34')), 'bad-gpa', 2, 8],
  ['an unknown level', () => csv(HEADER, ROW.replace('D-III,', 'D-9,')), 'unknown-level', 2, 6],
  [
    'a level that the programmes leave',
    () => csv(HEADER, ROW.replace('D-III,', 'S-1,')),
    'level-differs',
    2,
    6,
  ],
  ['no programme', () => csv(HEADER, ROW.replace('D-III KEARSIPAN', '')), 'empty-cell', 2, 7],
  ['a bad identifier', () => csv(HEADER, ROW.replace('A-1', 'A/1 ?')), 'bad-identifier', 2, 1],
  ['only a header', () => csv(HEADER), 'no-rows'],
]

for (const [name, bytes, code, row, column] of WRONG) {
  test(`refused with its place: ${name}`, async () => {
    const { problems } = await read(bytes())
    const problem = problems.find((one) => one.code === code)
    assert.ok(problem, `expected ${code}, got ${problems.map((one) => one.code).join(' ')}`)
    if (row !== undefined) assert.equal(problem.row, row)
    if (column !== undefined) assert.equal(problem.column, column)
    assert.doesNotMatch(problem.text, /\b(?:gagal|salah|mohon|maaf|harap|invalid|error)\b/i)
    for (const sentence of problem.text.split(/[.:] /)) {
      assert.ok(sentence.split(/\s+/).length <= 25, problem.text)
    }
    assert.ok(problem.text.endsWith('.'))
  })
}
