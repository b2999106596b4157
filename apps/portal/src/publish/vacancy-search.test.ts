import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { EffectiveFormation } from './queries.ts'
import {
  medianTenths,
  queryString,
  readQuery,
  readable,
  searchVacancies,
  type Vacancy,
} from './vacancy-search.ts'

function vacancy(
  formationId: string,
  positionTitle: string,
  seats: number,
  more: Partial<EffectiveFormation['data']> = {},
  applicants?: number,
): Vacancy {
  const data = {
    formationId,
    positionTitle,
    seats,
    level: 'D-III',
    programmes: [{ name: 'D-III KEPERAWATAN' }],
    unitPath: ['Dinas Kesehatan'],
    formationType: 'general',
    ...more,
  } as EffectiveFormation['data']
  return {
    formation: {
      selection: 's',
      formationId,
      version: 1,
      seats,
      data,
      index: 0,
      sha256: '',
      at: new Date(0),
    },
    applicants,
    hidden: false,
  }
}
// By name, as the search takes them.
const all = [
  vacancy(
    'C',
    'ARSIPARIS',
    1,
    {
      level: 'S-1',
      unitPath: ['Sekretariat'],
      formationType: 'disability',
      programmes: [{ name: 'S-1 KEARSIPAN' }],
    },
    0,
  ),
  vacancy('B', 'BIDAN TERAMPIL', 2, { programmes: [{ name: 'D-III KEBIDANAN' }] }, 10),
  vacancy('A', 'PERAWAT TERAMPIL', 4, {}, 40),
]
const search = (text: string) => searchVacancies(all, readQuery(new URLSearchParams(text)))
const ids = (text: string) => search(text).found.map((one) => one.formation.formationId)

test('every word must fit somewhere; a hit in the title comes first', () => {
  assert.deepEqual(ids('q=terampil perawat'), ['A'])
  assert.deepEqual(ids('q=kesehatan'), ['B', 'A'])
  assert.deepEqual(ids('q=keperawatan pilot'), [])
})

test('a filter counts what the others leave, so that its own values stay to choose', () => {
  const result = search('jenjang=S-1&unit=Sekretariat')
  assert.deepEqual(
    result.found.map((one) => one.formation.formationId),
    ['C'],
  )
  assert.deepEqual(search('jenjang=S-1').levels, [
    { value: 'D-III', count: 2 },
    { value: 'S-1', count: 1 },
  ])
})

test('order by applicants a seat, and by seats', () => {
  assert.deepEqual(ids('urut=ketat'), ['C', 'B', 'A'])
  assert.deepEqual(ids('urut=kursi'), ['A', 'B', 'C'])
})

test('an address gives the same query again', () => {
  fc.assert(
    fc.property(
      fc.record({
        q: fc.string({ maxLength: 20 }),
        hal: fc.integer({ min: 1, max: 99 }),
        kursi: fc.integer({ min: 0, max: 50 }),
        urut: fc.constantFrom('sesuai', 'ketat', 'kursi', 'nama'),
      }),
      (typed) => {
        const query = readQuery(
          new URLSearchParams(Object.entries(typed).map(([name, value]) => [name, String(value)])),
        )
        assert.deepEqual(readQuery(new URLSearchParams(queryString(query, { page: query.page }))), query)
      },
    ),
  )
})

test('the middle is of all formations, and absent where half have no applicant', () => {
  assert.equal(
    medianTenths([
      { seats: 1, applicants: 3 },
      { seats: 2, applicants: 13 },
      { seats: 1, applicants: 90 },
    ]),
    65,
  )
  assert.equal(
    medianTenths([
      { seats: 1, applicants: 0 },
      { seats: 1, applicants: 0 },
      { seats: 1, applicants: 9 },
    ]),
    undefined,
  )
})

test('capitals of a list become words, short forms stay', () => {
  assert.equal(readable('D-III TEKNIK ELEKTROMEDIK'), 'D-III Teknik Elektromedik')
  assert.equal(readable('Dinas Kesehatan'), 'Dinas Kesehatan')
  assert.equal(readable('ANALIS PAJAK DAN RETRIBUSI DAERAH'), 'Analis Pajak dan Retribusi Daerah')
})
