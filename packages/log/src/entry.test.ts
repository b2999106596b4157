import assert from 'node:assert/strict'
import { test } from 'node:test'
import { base64, fromBase64, utf8 } from './bytes.ts'
import { encodeEntry, isMinute, parseEntry } from './entry.ts'
import type { Entry } from './entry.ts'
import { LogError } from './log-error.ts'
import { leafHash } from './tree.ts'
import { readVectors } from './vectors-fixture.ts'

const decision: Entry = {
  v: 1,
  t: 'berkas.putus',
  id: 'QGvuuRJOHT8BJyIPtPygmg',
  at: '2027-02-03T04:05Z',
  by: 'verifikator:v17',
  sel: '2027-cpns',
  subj: 'N3n4mRk1F1Yy0f1yq3yqJw',
  priv: 'e6AZPMPLqjGoeQYBNWteqhZh9NOVm_ytoORf2mi3WVU',
  refs: [4, 118],
  body: { hasil: 'tms', alasan: ['other'], aturan: 4, setuju: ['verifikator:v02'] },
}

test('an entry is read back as it was written', () => {
  assert.deepEqual(parseEntry(encodeEntry(decision)), decision)
})

test('each departure from the schema is refused, naming the key', () => {
  const { sel: _sel, ...withoutSelection } = decision
  const { subj: _subj, ...withoutSubject } = decision
  const body = decision.body
  const refused: [object, RegExp][] = [
    [{ ...decision, v: 2 }, /v must be 1/],
    [{ ...decision, t: 'berkas.hapus' }, /not in the register/],
    [{ ...decision, t: 'toString' }, /not in the register/],
    [{ ...decision, x: 1 }, /x is not a key/],
    [{ ...decision, id: 'QGvuuRJOHT8BJyIPtPygmh' }, /id must be/],
    [{ ...decision, at: '2027-02-29T04:05Z' }, /at must be/],
    [{ ...decision, by: 'Verifikator:v17' }, /by must be/],
    [withoutSelection, /needs sel/],
    [withoutSubject, /needs subj/],
    [{ ...decision, priv: 'x' }, /priv must be/],
    [{ ...decision, refs: [] }, /refs must be/],
    [{ ...decision, refs: [4, 4] }, /refs must be/],
    [{ ...decision, body: { ...body, nama: 'Siti' } }, /body\.nama is not a key/],
    [{ ...decision, body: { hasil: 'tms', alasan: [] } }, /body\.aturan is missing/],
    [{ ...decision, body: { ...body, hasil: 'gagal' } }, /body\.hasil must be/],
    [{ ...decision, body: { ...body, alasan: ['nama berbeda'] } }, /body\.alasan\[0\]/],
    [{ ...decision, body: { ...body, aturan: -1 } }, /body\.aturan must be/],
    [{ ...decision, body: { ...body, setuju: ['verifikator:v17'] } }, /setuju names/],
    [{ ...decision, body: { ...body, setuju: ['verifikator:v03', 'verifikator:v02'] } }, /ascending/],
    [{ ...decision, body: { ...body, setuju: [] } }, /at least one/],
  ]
  for (const [entry, why] of refused) assert.throws(() => encodeEntry(entry as Entry), why)
})

test('an entry above 16,384 bytes is refused before it enters the log', () => {
  const many = Array.from({ length: 1200 }, (_, i) => `alasan_${String(i).padStart(5, '0')}`)
  assert.throws(() => encodeEntry({ ...decision, body: { ...decision.body, alasan: many } }), /16384 bytes/)
})

test('only real minutes are times', () => {
  for (const good of ['2026-11-24T22:05Z', '2028-02-29T00:00Z']) assert.ok(isMinute(good), good)
  for (const bad of [
    '2027-02-29T00:00Z',
    '2027-13-01T00:00Z',
    '2027-01-01T24:00Z',
    '2027-01-01T00:00:00Z',
    'x',
  ]) {
    assert.ok(!isMinute(bad), bad)
  }
})

test('entries of the vectors: two accepted, twenty refused', (t) => {
  type Cases = {
    accept: { entry: string; bytes: number; leaf_hash: string }[]
    refuse: { why: string; bytes: string }[]
  }
  const vectors = readVectors<Cases>('terang/entries.json')
  if (vectors === undefined) return t.skip('vectors are not here')
  for (const { entry, bytes, leaf_hash } of vectors.accept) {
    const encoded = encodeEntry(parseEntry(utf8(entry)))
    assert.equal(encoded.length, bytes)
    assert.equal(base64(leafHash(encoded)), leaf_hash)
  }
  for (const { why, bytes } of vectors.refuse)
    assert.throws(() => parseEntry(fromBase64(bytes)), LogError, why)
})
