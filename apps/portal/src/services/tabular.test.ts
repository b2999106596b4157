// The reader of tables meets any bytes with rows or with a problem, never with an exception, and reads back what
// a careful writer wrote.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { columnName } from './table.ts'
import { readTable } from './tabular.ts'
import { sheetXml, workbookOf } from './workbook-fixture.ts'

const cell = fc.string({ maxLength: 12 }).map((text) =>
  text
    .replaceAll('\u0000', '')
    .replace(/[\uFFFD\uFEFF]/g, '')
    .trim(),
)

test('CSV of any cells is read back, with each delimiter and line end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
      fc.constantFrom(',' as const, ';' as const, '\t' as const),
      fc.constantFrom('\n', '\r\n'),
      async (rows, delimiter, end) => {
        const text = rows
          .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(delimiter))
          .join(end)
        const { sheets } = await readTable(new TextEncoder().encode(text), { delimiter, encoding: 'utf-8' })
        const wanted = rows.filter((row) => row.some((one) => one !== ''))
        assert.deepEqual(
          sheets[0]?.rows.map((row) => row.cells),
          wanted,
        )
      },
    ),
  )
})

test('any bytes give rows or a problem', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      const { sheets, problems } = await readTable(bytes)
      assert.ok(sheets.length > 0 || problems.length > 0)
    }),
  )
})

test('a workbook with damaged bytes gives rows or a problem', async () => {
  const whole = workbookOf([
    {
      name: 'A',
      xml: sheetXml([
        ['x', 'y'],
        ['1', 2],
      ]),
    },
  ])
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
      async (changes) => {
        const bytes = new Uint8Array(whole)
        for (const [at, value] of changes) bytes[at] = value
        const { sheets, problems } = await readTable(bytes)
        assert.ok(Array.isArray(sheets) && Array.isArray(problems))
      },
    ),
    { numRuns: 400 },
  )
})

test('columns are named as a spreadsheet names them', () => {
  assert.deepEqual([1, 26, 27, 52, 200].map(columnName), ['A', 'Z', 'AA', 'AZ', 'GR'])
})
