// A small published site for tests: one log, one selection with a shortlist and a final result, everything that the
// checker reads, as bytes by path. Invented. A test changes files, entries or rows and looks at what is said.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { base64, base64url, hex, utf8 } from '@terang/log/bytes.ts'
import { signCheckpoint } from '@terang/log/checkpoint.ts'
import { encodeEntry } from '@terang/log/entry.ts'
import type { Entry, EntryBody } from '@terang/log/entry.ts'
import { importSigner } from '@terang/log/note.ts'
import { formatProof } from '@terang/log/proof.ts'
import type { EntryType } from '@terang/log/register.ts'
import { ruleOf } from '@terang/log/register.ts'
import { rowsRoot } from '@terang/log/rows.ts'
import { sha256 } from '@terang/log/sha256.ts'
import { bundlesToWrite, tilesToWrite } from '@terang/log/tiles.ts'
import { inclusionProof, leafHash, rootOfLeaves } from '@terang/log/tree.ts'
import { writeDataPackage } from '@terang/rules/data-package.ts'
import type { PublishedFile } from '@terang/rules/data-package.ts'
import { writeFormations, writeParticipants, writeResults } from '@terang/rules/public-data.ts'
import type { Formation, Participant } from '@terang/rules/public-data.ts'
import { rank } from '@terang/rules/rank.ts'
import { canonicalRuleSet, parseRuleSet } from '@terang/rules/rule-set.ts'

export const ORIGIN = 'rekrutmen.example.id/log/2027'
export const PREFIX = '/log/2027'
export const SELECTION = '2027-cpns'
export const INDEX = `${PREFIX}/selections/${SELECTION}/index.json`

const require = createRequire(import.meta.url)
export const RULES_FILE = require.resolve('@terang/rules/rule-sets/cpns-2024.json')
const ruleSet = parseRuleSet(readFileSync(RULES_FILE, 'utf8'))
export const signer = await importSigner(ORIGIN, new Uint8Array(32).fill(41))

export type Files = Map<string, Uint8Array>

export interface FixtureSite {
  readonly files: Files
  readonly entries: readonly Entry[]
  /** Folder of each publication, shortlist first. */
  readonly folders: readonly string[]
  /** A signed checkpoint of fewer entries. */
  readonly older: string
  /** Receipt of an entry. */
  readonly receipt: (index: number) => string
}

/** What an operator who cheats would do before signing. */
export interface Cheat {
  readonly entry?: (entry: Entry, index: number) => Entry
  readonly participants?: (rows: Participant[]) => Participant[]
  readonly drop?: (entry: Entry) => boolean
}

const FORMATIONS: Formation[] = ['F-1', 'F-2'].map((formationId, i) => ({
  formationId,
  agencyId: 'city',
  positionId: `nurse-${i}`,
  qualificationId: 'd3-nursing',
  unitId: 'clinic',
  formationType: 'general',
  seats: i + 1,
  grades: 'general',
  generalGrades: 'general',
}))

const pseudonym = (word: string): string => base64url(sha256(utf8(word)).subarray(0, 16))

/** Sixteen people; every seventh is not eligible, of whom the first wins an objection. */
const PEOPLE = Array.from({ length: 16 }, (_, i) => ({
  i,
  formation: i % 3 === 0 ? 'F-1' : 'F-2',
  refused: i % 7 === 6,
  objects: i === 6,
  skd: { twk: 65 + (i % 5) * 5, tiu: 80 + (i % 7) * 5, tkp: 166 + (i % 9) },
}))

function shortlistRows(): Participant[] {
  return PEOPLE.map(({ i, formation, refused, objects, skd }) => {
    const eligible = !refused || objects
    const present = eligible && i !== 4
    return {
      participant: pseudonym(`nilai ${i}`),
      formationId: formation,
      screening: eligible ? 'ms' : 'tms',
      skdStatus: eligible ? (present ? 'h' : 'th') : null,
      twk: present ? skd.twk : null,
      tiu: present ? skd.tiu : null,
      tkp: present ? skd.tkp : null,
      skbStatus: null,
      skbMilli: null,
      gpaX100: null,
      birthDate: null,
      seniority: null,
    }
  })
}

export async function buildSite(cheat: Cheat = {}): Promise<FixtureSite> {
  const entries: Entry[] = []
  const add = (t: EntryType, body: EntryBody, parts: Partial<Entry> = {}): number => {
    const second: EntryBody =
      ruleOf(t).two === 'always' || body['hasil'] === 'tms' ? { setuju: ['ketua:k02'] } : {}
    const entry: Entry = {
      v: 1,
      t,
      id: pseudonym(`entry ${entries.length}`),
      at: '2027-03-04T05:06Z',
      by: 'panitia:k01',
      body: { ...body, ...second },
      ...(ruleOf(t).sel === 'never' ? {} : { sel: SELECTION }),
      ...parts,
    }
    if (cheat.drop?.(entry) !== true) entries.push(cheat.entry?.(entry, entries.length) ?? entry)
    return entries.length - 1
  }
  const files: Files = new Map()
  const rulesText = canonicalRuleSet(ruleSet)

  add('log.buka', { format: 1, origin: ORIGIN })
  const rules = add('aturan.terbit', {
    nama: 'aturan-seleksi',
    versi: ruleSet.version,
    sha256: hex(sha256(utf8(rulesText))),
  })
  for (const { formationId, seats } of FORMATIONS)
    add('formasi.terbit', { formasi: formationId, jumlah: seats, sha256: 'ab'.repeat(32) })
  for (const { i, formation } of PEOPLE)
    add('lamaran.terima', { formasi: formation }, { subj: pseudonym(`daftar ${i}`) })
  for (const { i, refused } of PEOPLE)
    add(
      'berkas.putus',
      { hasil: refused ? 'tms' : 'ms', alasan: refused ? ['document_missing'] : [], aturan: rules },
      { subj: pseudonym(`daftar ${i}`) },
    )
  for (const { i, formation, objects } of PEOPLE) {
    if (!objects) continue
    const subj = pseudonym(`sanggah ${i}`)
    add('sanggah.terima', { tahap: 'adminResult', formasi: formation }, { subj })
    add(
      'sanggah.putus',
      { tahap: 'adminResult', formasi: formation, hasil: 'kabul', alasan: ['late_proof'] },
      { subj },
    )
  }

  const first = shortlistRows()
  for (const row of first.filter(({ screening }) => screening === 'ms')) {
    const { twk, tiu, tkp } = row
    const points: EntryBody = row.skdStatus === 'h' ? { nilai: { twk: twk!, tiu: tiu!, tkp: tkp! } } : {}
    add(
      'nilai.catat',
      { tes: 'skd', formasi: row.formationId, status: row.skdStatus!, ...points },
      { subj: row.participant },
    )
  }
  const folders: string[] = []
  const publications: Record<string, unknown>[] = []
  const publish = (stage: string, rows: Participant[]): void => {
    const changed = cheat.participants?.(rows) ?? rows
    const texts = {
      'formations.csv': writeFormations(FORMATIONS),
      'participants.csv': writeParticipants(ruleSet, 'public', changed),
      'results.csv': writeResults(rank(ruleSet, FORMATIONS, changed).results),
      'rule-set.json': rulesText,
    }
    const published: PublishedFile[] = Object.entries(texts).map(([name, text]) => ({
      name: name as PublishedFile['name'],
      bytes: utf8(text).length,
      sha256: hex(sha256(utf8(text))),
    }))
    const digest = (name: string): string => published.find((file) => file.name === name)!.sha256
    const data = (name: 'formations.csv' | 'participants.csv'): { index: number; sha256: string } => {
      const text = texts[name]
      const index = add('data.terbit', {
        nama: name,
        baris: text.split('\n').length - 2,
        sha256: digest(name),
        rows_root: base64(rowsRoot(text)),
        aturan: rules,
      })
      return { index, sha256: digest(name) }
    }
    const [formations, participants] = [data('formations.csv'), data('participants.csv')]
    const results = add('peringkat.terbit', {
      aturan: rules,
      data: participants.index,
      formasi: formations.index,
      mesin: 'terang rank 0.1.0',
      sha256: digest('results.csv'),
      tahap: stage,
    })
    add('hasil.umum', { tahap: stage, pengumuman: `${stage}-1`, peringkat: results })
    const pack = writeDataPackage({
      selection: SELECTION,
      title: 'Seleksi contoh',
      stage,
      n: 1,
      ruleSet,
      files: published,
      titles: { agencies: {}, positions: {}, qualifications: {}, units: {} },
    })
    const folder = hex(sha256(utf8(pack)))
    folders.push(folder)
    for (const [name, text] of [...Object.entries(texts), ['datapackage.json', pack] as const])
      files.set(`${PREFIX}/selections/${SELECTION}/data/${folder}/${name}`, utf8(text))
    publications.push({
      stage,
      n: 1,
      folder,
      rule_set: { index: rules, sha256: digest('rule-set.json') },
      formations,
      participants,
      results: { index: results, sha256: digest('results.csv') },
    })
  }
  publish('skdResult', first)
  const olderSize = entries.length

  const listed = new Set(
    rank(ruleSet, FORMATIONS, first)
      .results.filter(({ skdCode }) => skdCode === 'pl')
      .map(({ participant }) => participant),
  )
  const final = first.map((row, i) =>
    listed.has(row.participant) ? { ...row, skbStatus: 'h' as const, skbMilli: 60_000 + i * 777 } : row,
  )
  const corrected = final.find(({ skbStatus }) => skbStatus === 'h')!
  for (const row of final.filter(({ skbStatus }) => skbStatus === 'h')) {
    const wrong = row === corrected ? 1 : 0
    const body = {
      tes: 'skb',
      formasi: row.formationId,
      status: 'h',
      nilai: { skb_milli: row.skbMilli! - wrong },
    }
    add('nilai.catat', body, { subj: row.participant })
  }
  add(
    'nilai.ralat',
    {
      tes: 'skb',
      formasi: corrected.formationId,
      status: 'h',
      nilai: { skb_milli: corrected.skbMilli! },
      alasan: 'key_corrected',
    },
    { subj: corrected.participant },
  )
  publish('finalResult', final)

  const json = (value: unknown): Uint8Array => utf8(`${JSON.stringify(value)}\n`)
  files.set(INDEX, json({ version: 1, selection: SELECTION, log: ORIGIN, publications }))
  files.set(
    '/.well-known/terang.json',
    json({
      version: 1,
      agency: { id: 'kota-contoh', name: 'Kota Contoh' },
      logs: [{ origin: ORIGIN, prefix: PREFIX, vkey: signer.vkey }],
      selections: [{ id: SELECTION, title: 'Seleksi contoh', log: ORIGIN, index: INDEX }],
      witnesses: [],
    }),
  )
  const stored = entries.map(encodeEntry)
  const leaves = stored.map(leafHash)
  const sign = (size: number): Promise<string> =>
    signCheckpoint({ origin: ORIGIN, size, root: rootOfLeaves(leaves.slice(0, size)) }, [signer])
  const note = await sign(stored.length)
  files.set(`${PREFIX}/checkpoint`, utf8(note))
  files.set(`${PREFIX}/log.vkey`, utf8(`${signer.vkey}\n`))
  files.set(`${PREFIX}/policy`, utf8(`log ${signer.vkey}\nquorum none\n`))
  const written = [
    tilesToWrite(0, stored.length, { leaves: async (from, to) => leaves.slice(from, to) }),
    bundlesToWrite(0, stored.length, async (from, to) => stored.slice(from, to)),
  ]
  for (const group of written)
    for await (const { path, bytes } of group) files.set(`${PREFIX}/${path}`, bytes)
  return {
    files,
    entries,
    folders,
    older: await sign(olderSize),
    receipt: (index) =>
      formatProof({ index, hashes: inclusionProof(leaves, index), extra: stored[index]!, checkpoint: note }),
  }
}
