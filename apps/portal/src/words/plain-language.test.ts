// The text check of the plain-language guide (section 10) over every catalogue in this folder: sentence length,
// banned words, exclamation marks, capitals, date and number forms, messages that blame, buttons, pairs of
// languages. A catalogue is any `<feature>.id.ts` with its `<feature>.en.ts`; values are texts or functions.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'node:test'

interface Text {
  key: string
  text: string
}

const folder = import.meta.dirname
const LONGEST_SENTENCE = 25
const WARNED_SENTENCE = 20
/** Abbreviations that may stand in capitals; longer ones are words shouted. */
const CAPITALS = /^(TMS-1|CPNS|PPPK|BKPSDM|PUPNS|HTTPS?|SHA-256|WITA|BAPETEN)$/

/** Words of the left column of section 3.1, with the reason in the right one. */
const REPLACED: readonly (readonly [RegExp, string])[] = [
  [/\bdalam rangka\b|\bguna\b|\bagar supaya\b/i, 'untuk, agar'],
  [/\bmelakukan peng|\bmelakukan pem|\bmelakukan pen/i, 'kata kerjanya langsung'],
  [/\bdimohon\b|\bdiharapkan\b|\bharap\b|\bmohon\b/i, 'kalimat perintah langsung'],
  [/\bapabila\b|\bjikalau\b/i, 'bila, jika'],
  [/\bsebagaimana dimaksud\b/i, 'menurut, sesuai'],
  [/\btersebut di atas\b|\bhal mana\b/i, 'ulangi kata bendanya'],
  [/\bterkait dengan\b|\bsehubungan dengan\b/i, 'tentang, karena'],
  [/\bselambat-lambatnya\b|\bsekurang-kurangnya\b/i, 'paling lambat, paling sedikit'],
  [/\byang bersangkutan\b/i, 'pelamar, Anda'],
  [
    /\bupload\b|\bsubmit\b|\blogin\b|\bupdate\b|\bklik di ?sini\b|\bdashboard\b|\bfile\b|\bfolder\b|\blink\b/i,
    'unggah, kirim, masuk, berkas, tautan',
  ],
  [/\btidak valid\b|\binvalid\b|\berror\b|\bgagal\b|\bsalah\b(?! satu)/i, 'sebut salahnya'],
  [/\bsukses\b/i, 'sudah dikirim, sudah disimpan'],
  [/\bterima kasih atas\b|\bdengan berat hati\b|\bsayangnya\b|\bmaaf\b|\bberuntung\b/i, 'hapus'],
  [/\bybs\b|\bsbb\b|\bdst\b|\bdll\b|\ba\.n\.|\bs\.d\./i, 'tulis lengkap'],
  [
    /\blegalisir\b|\bmaterai\b|\bijasah\b|\brangking\b|\branking\b|\bkomplit\b|\bresiko\b|\bpraktek\b|\bapotik\b|\banalisa\b|\bobyektif\b/i,
    'bentuk baku',
  ],
  [/\bkamu\b|\buser\b|\bbapak\/ibu\b|\bups\b|\boops\b/i, 'Anda'],
  [/\bpassing grade\b/i, 'nilai ambang batas'],
  [/\bjam \d|\bsampai tanggal \d{1,2}\b(?! [A-Z])/i, 'pukul; tanggal lengkap'],
]

/** Forms that section 4 does not allow. */
const FORMS: readonly (readonly [RegExp, string])[] = [
  [/\b\d{1,2}\/\d{1,2}\/\d{2,4}\b/, 'Sabtu, 12 September 2026'],
  [/\b\d{4}-\d{2}-\d{2}\b/, '12 September 2026'],
  [/\b\d{1,2}:\d{2}\b/, 'pukul 23.59 WIB'],
  [/\b24\.00\b/, 'pukul 23.59 atau 00.00'],
  [/\bRp \d|\bIDR\b/, 'Rp2.785.700'],
  [/\b\d+(\.\d+)? %/, '13,6%'],
]

async function load(file: string): Promise<Record<string, unknown>> {
  return (await import(pathToFileURL(join(folder, file)).href)) as Record<string, unknown>
}

/** All texts of a catalogue; functions are called with a stand-in for each of their arguments. */
function textsOf(value: unknown, key: string): Text[] {
  if (typeof value === 'string') return [{ key, text: value }]
  if (typeof value === 'function') {
    const probe = (n: unknown) =>
      textsOf(
        (value as (...args: unknown[]) => unknown)(...Array.from({ length: value.length }, () => n)),
        key,
      )
    // Words that take a record of values cannot be called with a text; they are read through a stand-in record.
    try {
      return probe('7')
    } catch {
      return probe(new Proxy({}, { get: () => '7' }))
    }
  }
  if (Array.isArray(value)) return value.flatMap((item, i) => textsOf(item, `${key}.${i}`))
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, item]) => textsOf(item, `${key}.${name}`))
  }
  return []
}

function sentences(text: string): string[] {
  return text
    .replace(/\d\.\d/g, '7')
    .split(/(?<=[.?!])\s+|\n+/)
    .filter((s) => s.trim() !== '')
}

function wordsIn(sentence: string): number {
  return sentence.split(/\s+/).filter((w) => /[\p{L}\p{N}{]/u.test(w)).length
}

const files = readdirSync(folder)
const indonesian = files.filter((f) => f === 'id.ts' || f.endsWith('.id.ts'))
const english = (file: string) => (file === 'id.ts' ? 'en.ts' : file.replace(/\.id\.ts$/, '.en.ts'))

async function allOf(names: readonly string[]): Promise<Text[]> {
  const found: Text[] = []
  for (const file of names) {
    for (const [name, value] of Object.entries(await load(file))) {
      if (typeof value === 'object') found.push(...textsOf(value, `${file} ${name}`))
    }
  }
  return found
}

const texts = await allOf(indonesian)
const englishTexts = await allOf(files.filter((f) => f === 'en.ts' || f.endsWith('.en.ts')))

function refuse(problem: (t: Text) => string | undefined, list = texts): void {
  const found = list.flatMap((t) => {
    const said = problem(t)
    return said ? [`${t.key}: ${said}\n    "${t.text}"`] : []
  })
  assert.deepEqual(found, [], `\n${found.join('\n')}`)
}

/**
 * Catalogues without an English one. Public pages are read by everybody and stand in both languages; these are read
 * by the person they are about or by an officer at work, and acts in them have legal weight in Indonesian only.
 */
const INDONESIAN_ONLY = new Map([
  ['accounts.id.ts', 'sign-in and own data'],
  ['apply.id.ts', 'the applicant at the own application'],
  ['ask.id.ts', 'the asker, and the desk of questions'],
  ['demo.id.ts', 'the entrance of the demo'],
  ['object.id.ts', 'the objector, and the desk of the panel'],
  ['screen.id.ts', 'the desk of screening'],
  ['track.id.ts', 'the applicant at the own messages'],
])

test('every catalogue of public pages has its English one, and the reverse', () => {
  for (const file of indonesian.filter((f) => !INDONESIAN_ONLY.has(f))) {
    assert.ok(files.includes(english(file)), `${english(file)} is missing`)
  }
  for (const file of INDONESIAN_ONLY.keys()) {
    assert.ok(indonesian.includes(file) && !files.includes(english(file)), `${file}: take it from the list`)
  }
  for (const file of files.filter((f) => f.endsWith('.en.ts'))) {
    assert.ok(files.includes(file.replace(/\.en\.ts$/, '.id.ts')), `${file} has no Indonesian source`)
  }
})

test('both languages have the same keys', async () => {
  for (const file of indonesian.filter((f) => files.includes(english(f)))) {
    const keys = async (name: string) =>
      Object.entries(await load(name))
        .filter(([, v]) => typeof v === 'object')
        .flatMap(([n, v]) => textsOf(v, n.replace(/(Id|En)$/, '')).map((t) => t.key))
        .toSorted()
    assert.deepEqual(await keys(english(file)), await keys(file), file)
  }
})

test('no sentence has more than 25 words', (t) => {
  refuse(({ text }) => sentences(text).find((s) => wordsIn(s) > LONGEST_SENTENCE))
  for (const { key, text } of texts) {
    for (const s of sentences(text)) if (wordsIn(s) > WARNED_SENTENCE) t.diagnostic(`long: ${key}: ${s}`)
  }
})

test('words of the left column of 3.1 are not used', () => {
  refuse(({ text }) => {
    const hit = REPLACED.find(([pattern]) => pattern.test(text))
    return hit ? `use: ${hit[1]}` : undefined
  })
})

test('no exclamation mark and no emoji in either language', () => {
  refuse(
    ({ text }) => (/!|\p{Extended_Pictographic}/u.test(text) ? 'exclamation mark or emoji' : undefined),
    [...texts, ...englishTexts],
  )
})

test('no word is shouted in capitals', () => {
  refuse(({ text }) =>
    text
      .split(/[^\p{L}\p{N}-]+/u)
      .find(
        (w) =>
          w.length > 5 &&
          /\p{Lu}/u.test(w) &&
          w === w.toUpperCase() &&
          /^\p{L}/u.test(w) &&
          !CAPITALS.test(w),
      ),
  )
})

test('dates, times, money and percentages have the form of section 4', () => {
  refuse(({ text }) => {
    const hit = FORMS.find(([pattern]) => pattern.test(text))
    return hit ? `write: ${hit[1]}` : undefined
  })
})

test('a button has at most three words', () => {
  // Keys named action, button, or ending in Action or Button are buttons; "Ya, tarik lamaran" has three words.
  refuse(({ key, text }) =>
    /(?:^|\.)(?:action|button|\w+(?:Action|Button))(?:\.\w+)?$/.test(key) && wordsIn(text) > 3
      ? 'button too long'
      : undefined,
  )
})

test('the subject of a mail has at most 60 characters and no result', () => {
  refuse(({ key, text }) => {
    if (!/(?:^|\.)(?:subject|\w+Subject)$/.test(key)) return undefined
    // A blank stands for a number or a short word.
    if (text.replace(/\{\w+\}/g, '77').length > 60) return 'subject too long'
    return /\b(tidak lulus|lulus|TMS|gugur)\b/i.test(text) ? 'subject tells a result' : undefined
  })
})

test('a page of texts stays under 14 words a sentence on average', () => {
  for (const file of indonesian) {
    const counts = texts
      .filter((t) => t.key.startsWith(`${file} `))
      .flatMap((t) => sentences(t.text).map(wordsIn))
      .filter((n) => n > 2)
    if (counts.length === 0) continue
    const mean = counts.reduce((a, b) => a + b, 0) / counts.length
    assert.ok(mean <= 14, `${file}: ${mean.toFixed(1)} words a sentence`)
  }
})

/** Fixed terms of section 3.2 and the names of things that have no shorter word. */
const FIXED =
  /^(administrasi|kompetensi|diklarifikasi|klarifikasi|didiskualifikasi|diskualifikasi|pemberitahuan|kepegawaian|akreditasi|mengundurkan)$/i

/** Syllables of an Indonesian word: its vowels, with ai, au and oi at the end as one. */
function syllables(word: string): number {
  return (
    word
      .toLowerCase()
      .replace(/(ai|au|oi)$/, 'a')
      .match(/[aiueo]/g)?.length ?? 0
  )
}

test('at most 15 of 100 words have five syllables or more', () => {
  for (const file of indonesian) {
    const all = texts
      .filter((t) => t.key.startsWith(`${file} `))
      .flatMap((t) => t.text.replace(/\{\w+\}/g, '').match(/\p{L}+/gu) ?? [])
    const long = all.filter((w) => syllables(w) >= 5 && !FIXED.test(w))
    assert.ok(
      long.length * 100 <= all.length * 15,
      `${file}: ${long.length} of ${all.length}: ${long.join(', ')}`,
    )
  }
})
