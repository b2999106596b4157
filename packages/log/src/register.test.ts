import assert from 'node:assert/strict'
import { test } from 'node:test'
import { encodeEntry, parseEntry } from './entry.ts'
import type { Entry } from './entry.ts'
import { bodyKeys, needsSecondPerson, REGISTER, ruleOf } from './register.ts'
import type { EntryType } from './register.ts'
import { SAMPLE_BODIES, sampleEntry } from './sample-entries-fixture.ts'

const TYPES = Object.keys(REGISTER) as EntryType[]

test('every type has an entry that is accepted, with all its keys', () => {
  for (const type of TYPES) {
    const entry = sampleEntry(type, type)
    assert.deepEqual(parseEntry(encodeEntry(entry)), entry, type)
    const allowed = Object.keys(bodyKeys(type)).map((key) => key.replace('?', ''))
    for (const key of Object.keys(SAMPLE_BODIES[type])) assert.ok(allowed.includes(key), `${type}.${key}`)
  }
})

test('every schema is closed, and every key that may not be absent is demanded', () => {
  for (const type of TYPES) {
    const entry = sampleEntry(type, type)
    assert.throws(() => encodeEntry({ ...entry, body: { ...entry.body, nama_orang: 'x' } }), type)
    for (const key of Object.keys(ruleOf(type).body)) {
      if (key.endsWith('?')) continue
      const { [key]: _gone, ...rest } = entry.body
      assert.throws(() => encodeEntry({ ...entry, body: rest }), /is missing/, `${type}.${key}`)
    }
  }
})

test('no text of any body may hold free words', () => {
  for (const type of TYPES) {
    const entry = sampleEntry(type, type)
    for (const [key, value] of Object.entries(entry.body)) {
      if (typeof value !== 'string') continue
      const replaced = {
        ...entry,
        body: { ...entry.body, [key]: 'Nama Pelamar, lahir di Pontianak ’98' },
      } as Entry
      assert.throws(() => encodeEntry(replaced), `${type}.${key}`)
    }
  }
})

test('who is about a person belongs to a selection', () => {
  for (const type of TYPES)
    if (ruleOf(type).phase !== undefined) assert.equal(ruleOf(type).sel, 'required', type)
})

test('the acts of two people are those of the register', () => {
  const always = TYPES.filter((type) => ruleOf(type).two === 'always').sort()
  assert.deepEqual(
    always,
    [
      'log.kunci',
      'log.saksi',
      'log.insiden',
      'aturan.terbit',
      'aturan.sah',
      'jadwal.terbit',
      'jadwal.ubah',
      'formasi.terbit',
      'formasi.ubah',
      'formasi.tutup',
      'pengumuman.terbit',
      'kanal.daftar',
      'kanal.lepas',
      'pejabat.tunjuk',
      'pejabat.lepas',
      'undi.batal',
      'soal.bank',
      'soal.ubah',
      'ujian.server',
      'ujian.kunci',
      'nilai.impor',
      'nilai.hitung',
      'nilai.ralat',
      'peringkat.terbit',
      'hasil.umum',
      'putusan.ralat',
      'kursi.ganti',
      'sanggah.putus',
      'pemberkasan.putus',
      'darurat.ubah',
    ].sort(),
  )
  assert.ok(needsSecondPerson('berkas.putus', { hasil: 'tms' }))
  assert.ok(!needsSecondPerson('berkas.putus', { hasil: 'ms' }))
  assert.ok(needsSecondPerson('nilai.catat', { status: 'dis' }))
  assert.ok(!needsSecondPerson('lamaran.terima', {}))
})
