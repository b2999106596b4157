// Dates, numbers and identity numbers as the plain-language guide (section 4) writes them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { format, maskNik, ownNik } from './format.ts'

const id = format('id')
const en = format('en')
const evening = '2026-09-12T16:59:00Z'

test('a date has its weekday, a time its dot, "pukul" and the zone', () => {
  assert.equal(id.dateTime(evening), 'Sabtu, 12 September 2026 pukul 23.59 WIB')
  assert.equal(id.date(evening), 'Sabtu, 12 September 2026')
  assert.equal(id.shortDate(evening), '12 Sep 2026')
  assert.equal(id.time(evening), 'pukul 23.59 WIB')
  assert.equal(en.dateTime(evening), 'Saturday, 12 September 2026 at 23:59 WIB')
})

test('a window that closes at midnight is written as the last minute that counts', () => {
  assert.equal(id.deadline('2026-09-12T17:00:00Z'), 'Sabtu, 12 September 2026 pukul 23.59 WIB')
  assert.equal(id.window('2026-08-31T17:00:00Z', '2026-09-12T17:00:00Z'), '1–12 September 2026')
})

test('what is left is days above two days, then hours, then minutes, and never less than one', () => {
  const now = Date.parse('2026-09-09T16:00:00Z')
  const after = (ms: number) => id.left(now + ms, now)
  assert.equal(after(3 * 86_400_000), '3 hari lagi')
  assert.equal(after(2 * 86_400_000), '2 hari lagi')
  assert.equal(after(2 * 86_400_000 - 1), '47 jam lagi')
  assert.equal(after(3_600_000), '1 jam lagi')
  assert.equal(after(3_599_999), '59 menit lagi')
  assert.equal(after(5_000), '1 menit lagi')
  assert.equal(after(0), 'sudah lewat')
  assert.equal(en.left(now + 3_600_000, now), '1 hour left')
})

test('ranges name month and year once where they agree', () => {
  assert.equal(id.dayRange('2026-09-01', '2026-09-12'), '1–12 September 2026')
  assert.equal(id.dayRange('2026-08-28', '2026-09-03'), '28 Agustus–3 September 2026')
  assert.equal(id.dayRange('2026-12-30', '2027-01-02'), '30 Desember 2026–2 Januari 2027')
  assert.equal(id.dayRange('2026-09-01', '2026-09-01'), '1 September 2026')
})

test('numbers are Indonesian in Indonesian and English in English', () => {
  assert.equal(id.number(5248), '5.248')
  assert.equal(id.decimal(73585, 3), '73,585')
  assert.equal(id.decimal(5, 3), '0,005')
  assert.equal(id.decimal(-3160, 3), '−3,160')
  assert.equal(en.decimal(73585, 3), '73.585')
  assert.equal(id.percent(136, 1000), '13,6%')
  assert.equal(id.percent(81, 100), '81%')
  assert.equal(id.percent(1, 0), '0%')
  assert.equal(id.money(2785700), 'Rp2.785.700')
  assert.equal(id.fileSize(300 * 1024), '300 KB')
  assert.equal(id.fileSize(1024 * 1024), '1 MB')
  assert.equal(id.fileSize(2.35 * 1024 * 1024), '2,4 MB')
})

test('a decimal shows every digit of the integer behind it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 4 }), (units, digits) => {
      assert.equal(Number(id.decimal(units, digits).replace(/[.,]/g, '')), units)
    }),
  )
})

test('others than its owner see the last four digits of a NIK only', () => {
  assert.equal(ownNik('6171041209900001'), '6171 0412 0990 0001')
  assert.equal(maskNik('6171041209900001'), '•••• •••• •••• 0001')
})

test('the zone is the agency’s, whatever the process says', () => {
  const before = process.env.TZ
  process.env.TZ = 'America/New_York'
  try {
    assert.equal(format('id', { name: 'Asia/Makassar', label: 'WITA' }).time(evening), 'pukul 00.59 WITA')
    assert.equal(id.localDate(evening), '2026-09-12')
  } finally {
    process.env.TZ = before
  }
})
