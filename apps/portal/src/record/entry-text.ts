// Entries in words: the title of a kind of act, labels and values of a body. Codes stay codes; the page says what they
// are codes of.
import type { Entry } from '@terang/log/entry.ts'
import { entryTypesEn } from '../words/entry-types.en.ts'
import { entryTypesId } from '../words/entry-types.id.ts'
import type { Lang } from '../words/words.ts'

const wordsOf = (lang: Lang) => (lang === 'en' ? entryTypesEn : entryTypesId)

export function entryWords(t: string, lang: Lang): { title: string; text: string } {
  const [title, text] = wordsOf(lang).types[t.replace('.', '_')] ?? [t, '']
  return { title, text }
}

export type BodyValue =
  | { kind: 'text'; text: string }
  | { kind: 'hash'; text: string }
  | { kind: 'number'; number: number }
  | { kind: 'entries'; indices: readonly number[] }

export interface BodyRow {
  readonly label: string
  readonly value: BodyValue
}

/** Keys whose number is an index of the log. */
const POINTERS = new Set(['aturan', 'data', 'formasi', 'peringkat', 'entri', 'pengumuman'])
const HASHES = new Set(['sha256', 'akar', 'rows_root', 'kolam', 'komit', 'r', 'suar', 'vkey', 'root'])

function valueOf(key: string, value: unknown): BodyValue {
  if (POINTERS.has(key)) {
    const list: readonly unknown[] = Array.isArray(value) ? value : [value]
    if (list.length > 0 && list.every((one) => typeof one === 'number'))
      return { kind: 'entries', indices: list }
  }
  if (typeof value === 'number' && key !== 'tahun') return { kind: 'number', number: value }
  if (Array.isArray(value)) return { kind: 'text', text: value.map(String).join(', ') }
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value).map(([part, points]) => `${part} ${String(points)}`)
    return { kind: 'text', text: parts.join(', ') }
  }
  return { kind: HASHES.has(key) ? 'hash' : 'text', text: String(value) }
}

/** The body without the second persons, who have a row of their own. */
export function bodyRows(entry: Entry, lang: Lang): BodyRow[] {
  const { keys } = wordsOf(lang)
  return Object.entries(entry.body)
    .filter(([key]) => key !== 'setuju')
    .map(([key, value]) => ({ label: keys[key] ?? key, value: valueOf(key, value) }))
}

export function secondPersons(entry: Entry): string[] {
  const { setuju } = entry.body
  return Array.isArray(setuju) ? setuju.map(String) : []
}

/** What a line of a list says besides the kind: formation, outcome, number, name. */
export function entrySummary(entry: Entry): string {
  const { formasi, hasil, status, nomor, nama, tahap, tes } = entry.body
  return [nama, nomor, tahap, tes, typeof formasi === 'string' ? formasi : undefined, hasil, status]
    .filter((part) => typeof part === 'string')
    .join(', ')
}
