import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Entry } from './entry.ts'
import { emergencyActs, MONITOR_RULES, monitorEntries } from './monitor.ts'
import type { MonitorContext } from './monitor-rule.ts'
import type { EntryType } from './register.ts'
import { SAMPLE_BODIES, sampleEntry, sampleId } from './sample-entries-fixture.ts'

type Act = [type: EntryType, parts?: Partial<Entry>]

const reasonCodes = new Set(['document_missing', 'late_proof', 'outage', 'key_corrected'])
const second = { setuju: ['ketua:k02'] }

/** A log of these acts; every id is its own unless the act says otherwise. */
function logOf(acts: readonly Act[]): { index: number; entry: Entry }[] {
  return acts.map(([type, parts], index) => ({ index, entry: sampleEntry(type, `${index}`, parts) }))
}

function without(type: EntryType, key: string): Partial<Entry> {
  const { [key]: _gone, ...rest }: Entry['body'] = { ...SAMPLE_BODIES[type], ...second }
  return { body: rest }
}

/** A small round from opening to correction in which every rule holds. */
const ROUND: readonly Act[] = [
  ['log.buka'],
  ['aturan.terbit'],
  ['formasi.terbit', { refs: [1] }],
  ['lamaran.terima', { refs: [2], subj: sampleId('a') }],
  ['lamaran.terima', { refs: [2], subj: sampleId('b') }],
  ['lamaran.tarik', { refs: [4], subj: sampleId('b') }],
  ['berkas.putus', { refs: [3], subj: sampleId('a') }],
  ['sanggah.terima', { subj: sampleId('c') }],
  ['sanggah.putus', { refs: [7], subj: sampleId('c') }],
  ['nilai.catat', { subj: sampleId('d') }],
  ['nilai.ralat', { refs: [9], subj: sampleId('d') }],
  ['data.terbit', { body: { ...SAMPLE_BODIES['data.terbit'], dari: 0, sampai: 10 } }],
  ['peringkat.terbit', { body: { ...SAMPLE_BODIES['peringkat.terbit'], data: 11, formasi: 11, ...second } }],
  ['hasil.umum'],
  ['pribadi.musnah', { body: { ...SAMPLE_BODIES['pribadi.musnah'], entri: [3, 4], ...second } }],
  ['darurat.ubah'],
]

test('a round in which every rule holds has no violation', () => {
  assert.deepEqual(monitorEntries(logOf(ROUND), { reasonCodes }), [])
})

/** For each rule: logs that break it and no other, and the entry at fault. */
const VIOLATIONS: { rule: string; acts: readonly Act[]; at: number }[] = [
  { rule: 'penanda-tunggal', acts: [['log.buka'], ['kanal.daftar', { id: sampleId('0') }]], at: 1 },
  { rule: 'pembukaan-pertama', acts: [['kanal.daftar']], at: 0 },
  { rule: 'pembukaan-pertama', acts: [['log.buka'], ['log.buka']], at: 1 },
  { rule: 'rujukan-mundur', acts: [['log.buka'], ['kanal.daftar', { refs: [1] }]], at: 1 },
  {
    rule: 'rujukan-mundur',
    acts: [
      ['log.buka'],
      ['lamaran.terima', { subj: sampleId('a') }],
      ['lamaran.ubah', { subj: sampleId('b'), refs: [1] }],
    ],
    at: 2,
  },
  { rule: 'orang-kedua', acts: [['log.buka'], ['kanal.daftar', without('kanal.daftar', 'setuju')]], at: 1 },
  {
    rule: 'orang-kedua',
    acts: [
      ['log.buka'],
      ['aturan.terbit'],
      ['lamaran.terima'],
      ['berkas.putus', without('berkas.putus', 'setuju')],
    ],
    at: 3,
  },
  {
    rule: 'dua-orang-berbeda',
    acts: [
      ['log.buka'],
      ['kanal.daftar', { body: { ...SAMPLE_BODIES['kanal.daftar'], setuju: ['ketua:k01'] } }],
    ],
    at: 1,
  },
  {
    rule: 'aturan-lebih-dulu',
    acts: [['log.buka'], ['lamaran.terima'], ['berkas.putus'], ['aturan.terbit']],
    at: 2,
  },
  {
    rule: 'aturan-lebih-dulu',
    acts: [
      ['log.buka'],
      ['lamaran.terima'],
      ['berkas.putus', { body: { ...SAMPLE_BODIES['berkas.putus'], ...second, aturan: 9 } }],
    ],
    at: 2,
  },
  { rule: 'aturan-sebelum-nilai', acts: [['log.buka'], ['nilai.catat']], at: 1 },
  {
    rule: 'aturan-sebelum-nilai',
    acts: [['log.buka'], ['aturan.terbit', { sel: '2027-pppk' }], ['nilai.catat']],
    at: 2,
  },
  {
    rule: 'aturan-sebelum-nilai',
    acts: [
      ['log.buka'],
      ['aturan.terbit'],
      ['nilai.catat'],
      ['aturan.terbit'],
      ['peringkat.terbit', { body: { ...SAMPLE_BODIES['peringkat.terbit'], aturan: 3, ...second } }],
    ],
    at: 4,
  },
  {
    rule: 'satu-keputusan',
    acts: [['log.buka'], ['aturan.terbit'], ['lamaran.terima'], ['berkas.putus'], ['berkas.putus']],
    at: 4,
  },
  { rule: 'satu-keputusan', acts: [['log.buka'], ['aturan.terbit'], ['berkas.putus']], at: 2 },
  {
    rule: 'satu-keputusan',
    acts: [['log.buka'], ['aturan.terbit'], ['lamaran.terima'], ['lamaran.tarik'], ['berkas.putus']],
    at: 4,
  },
  { rule: 'semua-diputus', acts: [['log.buka'], ['lamaran.terima'], ['hasil.umum']], at: 1 },
  {
    rule: 'ralat-beralasan',
    acts: [
      ['log.buka'],
      ['aturan.terbit'],
      ['nilai.catat'],
      ['nilai.ralat', without('nilai.ralat', 'alasan')],
    ],
    at: 3,
  },
  { rule: 'ralat-atas-nilai', acts: [['log.buka'], ['nilai.ralat']], at: 1 },
  { rule: 'satu-nilai', acts: [['log.buka'], ['aturan.terbit'], ['nilai.catat'], ['nilai.catat']], at: 3 },
  { rule: 'sanggah-dijawab', acts: [['log.buka'], ['sanggah.putus']], at: 1 },
  {
    rule: 'alasan-dari-katalog',
    acts: [['log.buka'], ['darurat.ubah', { body: { jenis: 'ujian', alasan: 'karangan', ...second } }]],
    at: 1,
  },
  {
    rule: 'penolakan-beralasan',
    acts: [
      ['log.buka'],
      ['aturan.terbit'],
      ['lamaran.terima'],
      ['berkas.putus', { body: { hasil: 'tms', alasan: [], aturan: 1, ...second } }],
    ],
    at: 3,
  },
  { rule: 'musnah-menunjuk-mundur', acts: [['log.buka'], ['pribadi.musnah']], at: 1 },
]

test('a log that breaks one rule is named with that rule and that entry, and with no other', () => {
  for (const { rule, acts, at } of VIOLATIONS) {
    const found = monitorEntries(logOf(acts), { reasonCodes }).map((one) => `${one.rule} #${one.index}`)
    assert.deepEqual(found, [`${rule} #${at}`])
  }
})

test('an objection decided by one person is a violation', () => {
  const acts: Act[] = [
    ['log.buka'],
    ['sanggah.terima'],
    ['sanggah.putus', without('sanggah.putus', 'setuju')],
  ]
  const found = monitorEntries(logOf(acts), { reasonCodes })
  assert.deepEqual(
    found.map(({ rule, index }) => [rule, index]),
    [['orang-kedua', 2]],
  )
})

test('every rule has a violating log, a name of its own and a sentence', () => {
  const tested = new Set(VIOLATIONS.map(({ rule }) => rule))
  for (const { name, sentence } of MONITOR_RULES) {
    assert.ok(tested.has(name), name)
    assert.match(sentence, /^[A-Z].*\.$/, name)
  }
  assert.equal(new Set(MONITOR_RULES.map(({ name }) => name)).size, MONITOR_RULES.length)
})

test('without a catalogue the rule on reasons is silent', () => {
  const context: MonitorContext = {}
  assert.deepEqual(monitorEntries(logOf([['log.buka'], ['darurat.ubah']]), context), [])
})

test('an application sent anew after a withdrawal may be decided', () => {
  const acts: Act[] = [
    ['log.buka'],
    ['aturan.terbit'],
    ['lamaran.terima'],
    ['lamaran.tarik'],
    ['lamaran.terima'],
    ['berkas.putus'],
  ]
  assert.deepEqual(monitorEntries(logOf(acts), { reasonCodes }), [])
})

test('every emergency act is listed', () => {
  assert.deepEqual(
    emergencyActs(logOf(ROUND)).map(({ index }) => index),
    [15],
  )
})
