// The generated parts of docs/aturan.md: tables that are the rule sets, the holidays and the tests themselves.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseHolidays } from '@terang/rules/deadlines.ts'
import { parsePppkRuleSet, type PppkRuleSet } from '@terang/rules/pppk-rule-set.ts'
import { parseRuleSet, unconfirmedNumbers, type RuleSet } from '@terang/rules/rule-set.ts'
import { formatMilli, integrate } from '@terang/rules/scoring.ts'
import { CASES } from './cases.ts'

const rules = join(import.meta.dirname, '..', '..', 'packages', 'rules')
const read = (path: string) => readFileSync(join(rules, path), 'utf8')
const cpns = parseRuleSet(read('rule-sets/cpns-2024.json'))
const pppk = ['pppk-teknis-2024', 'pppk-guru-2024', 'pppk-kesehatan-2024'].map((name) =>
  parsePppkRuleSet(read(`rule-sets/${name}.json`)),
)

const KINDS: Readonly<Record<string, string>> = {
  general: 'umum',
  cumlaude: 'cumlaude',
  diaspora: 'diaspora',
  disability: 'penyandang disabilitas',
  papua: 'putra/putri Papua',
  kalimantan: 'putra/putri Kalimantan',
  underdeveloped: 'daerah tertinggal (3T)',
}
const DONORS: Readonly<Record<string, string>> = {
  general: 'umum',
  special: 'kebutuhan khusus',
  sameSpecial: 'kebutuhan khusus yang sama',
  otherSpecial: 'kebutuhan khusus lain',
  any: 'semua',
}
const KEYS: Readonly<Record<string, string>> = {
  final: 'nilai akhir',
  skdTotal: 'total SKD',
  tkp: 'TKP',
  tiu: 'TIU',
  twk: 'TWK',
  academicScore: 'IPK atau rata-rata ijazah',
  birthDate: 'yang lebih tua',
  phase: 'tahap',
  'applicantGroup.rank': 'kelompok pelamar',
  total: 'nilai total',
  technical: 'kompetensi teknis',
  managerialPlusSociocultural: 'manajerial ditambah sosial kultural',
  interview: 'wawancara',
}
const STAGES: Readonly<Record<string, string>> = {
  adminResult: 'hasil seleksi administrasi',
  skdResult: 'hasil SKD',
  finalResult: 'hasil akhir',
}

type Rule = { value: unknown; source: string; confirmed: boolean }
const state = (confirmed: boolean) => (confirmed ? 'ya' : '**belum**')
const limit = (rule: Rule | null) => (rule === null ? 'tidak ada' : String(rule.value))
const percent = (perMille: number) => `${perMille / 10} %`
const sourceOf = (ruleSet: { sources: RuleSet['sources'] }, key: string) => ruleSet.sources[key]?.title ?? key

/** As the formatter of the project sets a table. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, at) =>
    Math.max(3, ...[cell, ...rows.map((row) => row[at] ?? '')].map((text) => text.length)),
  )
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, at) => (cells[at] ?? '').padEnd(width)).join(' | ')} |`
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join(
    '\n',
  )
}

function grades(): string {
  const rows = Object.entries(cpns.skd.passingGrades).map(([id, set]) => {
    const [first] = [set.twk, set.tiu, set.tkp, set.total].filter((rule) => rule !== null)
    return [
      KINDS[id] ?? id,
      limit(set.twk),
      limit(set.tiu),
      limit(set.tkp),
      limit(set.total),
      first === undefined ? '' : sourceOf(cpns, first.source),
      state(first?.confirmed ?? false),
    ]
  })
  const exceptions = cpns.skd.positionExceptions.map((set) => [
    `umum, jabatan: ${set.positions.map((title) => title.toLowerCase()).join(', ')}`,
    limit(set.twk),
    limit(set.tiu),
    limit(set.tkp),
    limit(set.total),
    sourceOf(cpns, set.source),
    state(set.confirmed),
  ])
  return table(['Kebutuhan', 'TWK', 'TIU', 'TKP', 'Total', 'Dasar', 'Dipastikan'], [...rows, ...exceptions])
}

function orders(): string {
  const row = (
    name: string,
    keys: readonly { key: string; source: string }[],
    set: RuleSet | PppkRuleSet,
  ) => [
    name,
    keys.map(({ key }) => KEYS[key] ?? key).join(' → '),
    [...new Set(keys.map(({ source }) => sourceOf(set, source)))].join('; '),
  ]
  const [technical] = pppk
  return table(
    ['Urutan', 'Yang dilihat, satu demi satu', 'Dasar'],
    [
      row('CPNS, daftar peserta SKB', cpns.shortlist.order, cpns),
      row('CPNS, hasil akhir', cpns.finalRanking.order, cpns),
      ...(technical === undefined ? [] : [row('PPPK, hasil akhir', technical.finalRanking.order, technical)]),
    ],
  )
}

function examples(): string {
  return table(
    ['SKD', 'SKB', 'SKD skala 100', 'bagian SKD', 'bagian SKB', 'nilai akhir'],
    cpns.testVectors.integration.map(({ skd, skbMilli }) => {
      const parts = integrate(cpns, skd, skbMilli)
      return [
        String(skd),
        comma(skbMilli),
        comma(parts.skd100Milli),
        comma(parts.skdWeightedMilli),
        comma(parts.skbWeightedMilli),
        comma(parts.finalMilli),
      ]
    }),
  )
}

const comma = (milli: number) => formatMilli(milli).replace('.', ',')

function weights(): string {
  const { regional, central } = cpns.skb.limits
  const row = (what: string, here: Rule, there: Rule, say: (value: never) => string) => [
    what,
    say(here.value as never),
    say(there.value as never),
    sourceOf(cpns, here.source),
    state(here.confirmed && there.confirmed),
  ]
  return table(
    ['Batas', 'Instansi daerah', 'Instansi pusat', 'Dasar', 'Dipastikan'],
    [
      row('tes tambahan paling banyak', regional.maxExtraTests, central.maxExtraTests, String),
      row('bobot CAT paling sedikit', regional.catMinWeight, central.catMinWeight, percent),
      row('bobot tes tambahan paling banyak', regional.extraMaxWeight, central.extraMaxWeight, percent),
      [
        'wawancara',
        regional.interviewAllowed.value ? 'boleh' : 'tidak boleh',
        `paling banyak ${percent(central.interviewMaxWeight.value)}`,
        sourceOf(cpns, central.interviewMaxWeight.source),
        state(regional.interviewAllowed.confirmed && central.interviewMaxWeight.confirmed),
      ],
    ],
  )
}

function filling(): string {
  return table(
    ['Langkah', 'Kursi kosong', 'Diisi dari', 'Tempat', 'Kode', 'Dasar', 'Dipastikan'],
    cpns.overflow.steps.map((step) => [
      String(step.n),
      step.vacancy === 'general' ? 'umum' : 'kebutuhan khusus',
      step.donors.map((kind) => DONORS[kind]).join(' atau '),
      step.place === 'same' ? 'unit yang sama' : 'unit lain',
      step.code,
      sourceOf(cpns, step.source),
      state(step.confirmed),
    ]),
  )
}

function objections(): string {
  const technical = pppk.slice(0, 1)
  const rows = [cpns, ...technical].flatMap((set) =>
    set.objections.map((rule) => [
      set.title.id,
      STAGES[rule.stage] ?? rule.stage,
      `${rule.windowDays.value} hari kalender`,
      `${rule.answerWithinDaysFromStart.value} hari dari hari pertama`,
      `${rule.reannounceWithinDaysAfterWindow.value} hari setelah masa sanggah`,
      rule.approvedBy === 'panselnas' ? 'Panselnas' : 'panitia instansi',
      state(rule.windowDays.confirmed && rule.answerWithinDaysFromStart.confirmed),
    ]),
  )
  return table(
    ['Seleksi', 'Atas', 'Masa sanggah', 'Dijawab', 'Diumumkan lagi', 'Menyetujui', 'Dipastikan'],
    rows,
  )
}

function groups(): string {
  return table(
    ['Seleksi', 'Urutan', 'Kode', 'Kelompok', 'Tahap', 'Dasar', 'Dipastikan'],
    pppk.flatMap((set) =>
      set.applicantGroups.map((group) => [
        set.title.id.replace(' Tahun Anggaran 2024', ''),
        String(group.rank),
        group.code,
        group.labelId,
        set.phases.find((phase) => phase.groups.includes(group.code))?.id ?? '',
        sourceOf(set, group.source),
        state(group.confirmed),
      ]),
    ),
  )
}

function holidays(): string {
  const data = parseHolidays(read('holidays/id-2024-2026.json'))
  const years = Object.entries(data.decrees).map(([year, decree]) => {
    const count = (kind: string) =>
      String(data.days.filter((day) => day.date.startsWith(year) && day.kind === kind).length)
    return [year, count('national'), count('joint-leave'), count('election'), decree]
  })
  const own = data.days.flatMap((day) =>
    day.decree === undefined ? [] : [[day.date, '', '', day.name, day.decree]],
  )
  return table(
    ['Tahun', 'Libur nasional', 'Cuti bersama', 'Hari pemungutan suara', 'Dasar'],
    [...years, ...own],
  )
}

function unconfirmed(): string {
  return [cpns, ...pppk]
    .map((set) => {
      const rows = unconfirmedNumbers(set).map((item) => [
        `\`${item.path}\``,
        item.value === undefined ? '' : JSON.stringify(item.value),
        sourceOf(set, item.source),
        item.note ?? '',
      ])
      return `### ${set.title.id} (${rows.length})\n\n${table(['Letak', 'Nilai', 'Sumber', 'Catatan'], rows)}`
    })
    .join('\n\n')
}

const READ: Readonly<Record<string, string>> = {
  text: 'naskahnya',
  report: 'laporan tentangnya',
  data: 'data yang diumumkan',
  none: 'belum',
}

function sources(): string {
  const all = new Map([cpns, ...pppk].flatMap((set) => Object.entries(set.sources)))
  const rows = [...all].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return table(
    ['Kunci', 'Sumber', 'Yang dibaca'],
    rows.map(([key, { title, read: how }]) => [`\`${key}\``, title, READ[how] ?? how]),
  )
}

/** Test files that cite a case, as links. */
export function citations(): Map<number, string[]> {
  const cited = new Map<number, string[]>()
  const folder = join(rules, 'src')
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.test.ts'))
    .toSorted()) {
    for (const [, number] of readFileSync(join(folder, name), 'utf8').matchAll(/^test\(\s*'Case (\d+): /gm)) {
      const known = cited.get(Number(number)) ?? []
      if (!known.includes(name)) cited.set(Number(number), [...known, name])
    }
  }
  return cited
}

function cases(): string {
  const cited = citations()
  return table(
    ['Nomor', 'Perkara dan hasilnya', 'Diuji di'],
    CASES.map((text, at) => [
      String(at + 1),
      text,
      (cited.get(at + 1) ?? [])
        .map((name) => `[${name.replace('.test.ts', '')}](../packages/rules/src/${name})`)
        .join(', '),
    ]),
  )
}

export const PARTS: Readonly<Record<string, () => string>> = {
  'nilai-ambang': grades,
  urutan: orders,
  'contoh-integrasi': examples,
  'batas-skb': weights,
  pengisian: filling,
  sanggah: objections,
  'kelompok-pppk': groups,
  libur: holidays,
  kasus: cases,
  'belum-dipastikan': unconfirmed,
  sumber: sources,
}

/** The document with every generated part as it must be now. */
export function withParts(document: string): string {
  return document.replaceAll(
    /(<!-- dibuat: ([a-z-]+) -->)\n[\s\S]*?(<!-- akhir: \2 -->)/g,
    (_, open: string, name: string, close: string) => {
      const part = PARTS[name]
      if (part === undefined) throw new Error(`docs/aturan.md: no generated part is called ${name}`)
      return `${open}\n\n${part()}\n\n${close}`
    },
  )
}
