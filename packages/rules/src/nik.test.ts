import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { addDays } from './calendar.ts'
import { agreesWithBirthDate, districtKnown, maskNik, normaliseNik, readDistricts, readNik } from './nik.ts'

const register = readDistricts(readFileSync(new URL('../regions/districts.json', import.meta.url), 'utf8'))
const vectors = new URL('../../../../shared/data/nik/vectors.json', import.meta.url)
const districts = new URL('../../../../shared/data/regions/districts.csv', import.meta.url)
const TODAY = '2024-09-10'

interface Vector {
  nik: string
  why: string
  expect: {
    ok: boolean
    reason?: string
    sex?: string
    birthDates?: string[]
    district?: string
    districtKnown?: boolean
  }
}

test(
  'every test case of the identity number, whole: what it says, and whether its district is in the register',
  { skip: !existsSync(vectors) && 'shared/data/nik is not here' },
  () => {
    const { cases } = JSON.parse(readFileSync(vectors, 'utf8')) as { cases: Vector[] }
    assert.equal(cases.length, 32)
    for (const { nik, why, expect } of cases) {
      const reading = readNik(nik, TODAY)
      const found = reading.ok
        ? {
            ok: true,
            sex: reading.sex,
            birthDates: reading.birthDates,
            district: reading.district,
            districtKnown: districtKnown(register, reading.district),
          }
        : { ...reading }
      assert.deepEqual(found, expect, `${nik} ${why}`)
      if (reading.ok) assert.equal(reading.nik, nik)
    }
  },
)

test(
  'every district of every province is known, and no other code',
  { skip: !existsSync(districts) && 'shared/data/regions is not here' },
  () => {
    const known = new Set(
      readFileSync(districts, 'utf8')
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => (line.split(',')[0] ?? '').replaceAll('.', '')),
    )
    assert.equal(new Set([...known].map((code) => code.slice(0, 2))).size, 38)
    const regencies = new Set([...known].map((code) => code.slice(0, 4)))
    for (const regency of [...regencies, '0000', '6199', '9999']) {
      for (let district = 0; district < 100; district++) {
        const code = `${regency}${String(district).padStart(2, '0')}`
        assert.equal(districtKnown(register, code), known.has(code), code)
      }
    }
  },
)

test('a number of each province is read as text, also where it is larger than a number holds', () => {
  const provinces = new Set(Object.keys(register.districts).map((regency) => regency.slice(0, 2)))
  assert.equal(provinces.size, 38)
  for (const regency of Object.keys(register.districts)) {
    const district = `${regency}${register.districts[regency]?.slice(0, 2) ?? ''}`
    const reading = readNik(`${district}5701959911`, TODAY)
    assert.ok(reading.ok, district)
    assert.equal(reading.nik, `${district}5701959911`)
    assert.deepEqual([reading.sex, reading.birthDates, reading.district], ['P', ['1995-01-17'], district])
    assert.ok(districtKnown(register, reading.district), district)
  }
})

test('whoever was born on a day has a number that allows it, man or woman', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 45_000 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 9999 }),
      fc.constantFrom('110101', '617101', '971001'),
      (days, woman, serial, district) => {
        const born = addDays('1901-01-01', days)
        const [year = '', month = '', day = ''] = born.split('-')
        const written = String(Number(day) + (woman ? 40 : 0)).padStart(2, '0')
        const nik = `${district}${written}${month}${year.slice(2)}${String(serial).padStart(4, '0')}`
        const reading = readNik(nik, TODAY)
        assert.ok(reading.ok, nik)
        assert.equal(reading.sex, woman ? 'P' : 'L')
        assert.ok(agreesWithBirthDate(reading, born))
        assert.ok(reading.birthDates.every((date) => date <= TODAY && date.endsWith(born.slice(4))))
      },
    ),
  )
})

test('a reading says what the digits say and never that the number is real', () => {
  const reading = readNik('6171010101959910', TODAY)
  assert.deepEqual(Object.keys(reading).toSorted(), ['birthDates', 'district', 'nik', 'ok', 'sex'])
})

test('an unknown district is no error', () => {
  const reading = readNik('6199014101959913', TODAY)
  assert.ok(reading.ok)
  assert.deepEqual([reading.sex, reading.birthDates, reading.district], ['P', ['1995-01-01'], '619901'])
  assert.equal(districtKnown(register, reading.district), false)
})

test('the birth date that a person enters must be one the digits allow', () => {
  const reading = readNik('6171060101059912', TODAY)
  assert.equal(agreesWithBirthDate(reading, '2005-01-01'), true)
  assert.equal(agreesWithBirthDate(reading, '2005-01-02'), false)
  assert.equal(agreesWithBirthDate(readNik('61710601010599', TODAY), '2005-01-01'), false)
  assert.equal(readNik('6171010101240001', '2023-12-31').ok, true)
})

test('of a number only the last four digits are shown, whatever the others are', () => {
  assert.equal(maskNik('9171010101959911'), '••••••••••••9911')
  fc.assert(
    fc.property(fc.stringMatching(/^\d{16}$/), (nik) => {
      assert.equal(maskNik(nik), `${'•'.repeat(12)}${nik.slice(12)}`)
    }),
  )
})

test('spaces, dots and hyphens between the digits are for people to use', () => {
  assert.equal(normaliseNik(' 6171 0101.0195-9910 '), '6171010101959910')
})

test('a register that is not as it must be is refused with its place', () => {
  assert.throws(
    () => readDistricts({ ...register, districts: { '6171': '1-6' } }),
    /districts\.6171: "1-6" does not match/,
  )
})
