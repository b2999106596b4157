// How typed values are read: every problem with its sentence, nothing guessed, nothing lost.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { calendarDay, hundredths, readForm, wholeForm } from './application-form.ts'
import { education, identity } from './round-fixture.ts'

const limits = { gpaMaxX100: 400, today: '2027-01-10' }
const problem = (typed: Record<string, string>, field: string) =>
  readForm({ ...identity, ...education, ...typed }, limits).problems.find((one) => one.field === field)?.text

test('a whole form becomes values: digits of the number, day as a date, average in hundredths', () => {
  const form = wholeForm(readForm({ ...identity, ...education }, limits))
  assert.deepEqual(
    [form?.nik, form?.birth_date, form?.gpa_x100, form?.graduation_year],
    ['6171045706969901', '1996-06-17', 345, 2018],
  )
})

test('a number of identity is checked for form and against the birth date', () => {
  assert.equal(
    problem({ nik: '617104570696990' }, 'nik'),
    'NIK terdiri dari 16 angka. Anda menulis 15 angka. Periksa lagi di KTP.',
  )
  assert.equal(problem({ nik: '61710457069699O1' }, 'nik'), 'NIK hanya berisi angka. Periksa lagi di KTP.')
  assert.match(problem({ nik: '6171043113969901' }, 'nik')!, /tanggal itu tidak ada/)
  assert.match(problem({ nik: '6171045706960000' }, 'nik')!, /0000/)
  assert.match(problem({ 'birth_date.day': '18' }, 'birth_date')!, /berbeda dari tanggal lahir/)
})

test('a day that does not exist is named as it was typed', () => {
  assert.equal(
    problem({ 'birth_date.day': '31', 'birth_date.month': '6' }, 'birth_date'),
    'Tanggal 31 6 1996 tidak ada. Isi tanggal lahir seperti di KTP, misalnya 30 6 1999.',
  )
  assert.equal(calendarDay('29', '2', '2023'), undefined)
  assert.equal(calendarDay('29', '2', '2024'), '2024-02-29')
})

test('an average takes comma or dot, at most the scale of the rule set', () => {
  assert.deepEqual(['3,4', '3.45', '4', '4,00', '3,456', '-1', 'tiga'].map(hundredths), [
    340,
    345,
    400,
    400,
    undefined,
    undefined,
    undefined,
  ])
  assert.equal(
    problem({ gpa: '34' }, 'gpa'),
    'IPK ditulis antara 0,00 dan 4,00. Anda menulis 34. Periksa lagi di transkrip.',
  )
  assert.equal(problem({ gpa: '4,01' }, 'gpa') === undefined, false)
})

test('an empty field is asked for by its name', () => {
  assert.equal(problem({ birth_place: '  ' }, 'birth_place'), 'Isi tempat lahir.')
  assert.equal(problem({ sex: '' }, 'sex'), 'Pilih jenis kelamin.')
})
