/**
 * A rule set for people ("Aturan seleksi"): headings, and under each what the rule is about, its value, the decree it
 * comes from and whether that is confirmed. Nothing of the file is left out, so two listings that are equal are of rule
 * sets that say the same. Pure values: a page or a terminal lays them out.
 */
import { dateInWords, numberInWords, pick, wordOf } from './rule-set-words.ts'
import type { Lang, Unit } from './rule-set-words.ts'
import { isObject, join, name } from './shape.ts'

export interface RuleRow {
  /** As in `unconfirmedNumbers`: `skd.parts.twk.max`. */
  path: string
  what: string
  value: string
  /** Key and title of the source; null where the file itself gives none. */
  source: { id: string; title: string } | null
  confirmed: boolean
  note: string | null
}

export interface RuleSection {
  id: string
  heading: string
  rows: RuleRow[]
}

/** Under which heading a first-level key stands, where it has none of its own. */
const SECTION_OF: Readonly<Record<string, string>> = {
  ruleSet: 'identity',
  schemaVersion: 'identity',
  version: 'identity',
  status: 'identity',
  procurement: 'identity',
  budgetYear: 'identity',
  staffGroup: 'identity',
  title: 'identity',
  successor: 'identity',
  bytesPerKB: 'documents',
  stampDuty: 'documents',
  replacement: 'filing',
  appointment: 'filing',
}

const PROVENANCE = ['source', 'confirmed', 'note']
/** Said by the label of the row, where there is one. */
const NAMING = ['id', 'stage']
const NAMES = ['id', 'labelId', 'labels', 'code', 'n', 'stage']

interface Context {
  lang: Lang
  sources: Record<string, unknown>
  rows: RuleRow[]
}

interface Place {
  path: string
  /** Words on the way here, without the heading. */
  words: readonly string[]
  /** The key, and the one above it. */
  key: string
  above: string
}

export function ruleSetListing(ruleSet: object, lang: Lang): RuleSection[] {
  const { sources, ...rest } = ruleSet as Record<string, unknown>
  const sections = new Map<string, RuleSection>()
  for (const [key, value] of Object.entries(rest)) {
    const id = SECTION_OF[key] ?? key
    const section = sections.get(id) ?? { id, heading: wordOf(id, '', lang) ?? id, rows: [] }
    sections.set(id, section)
    const words = id === key ? [] : [wordOf(key, '', lang) ?? key]
    const context = { lang, sources: isObject(sources) ? sources : {}, rows: section.rows }
    list(value, { path: key, words, key, above: '' }, context)
  }
  if (isObject(sources)) sections.set('sources', listSources(sources, lang))
  return [...sections.values()]
}

function listSources(sources: Record<string, unknown>, lang: Lang): RuleSection {
  const rows = Object.entries(sources).map(([id, source]): RuleRow => {
    const { title, read } = isObject(source) ? source : {}
    const known = wordOf(String(read), 'read', lang) ?? String(read)
    const value = `${String(title)} (${known})`
    return { path: join('sources', id), what: id, value, source: null, confirmed: true, note: null }
  })
  return { id: 'sources', heading: wordOf('sources', '', lang) ?? 'sources', rows }
}

function list(value: unknown, place: Place, context: Context): void {
  if (Array.isArray(value)) {
    if (value.every((item) => !isObject(item))) add(place, scalar(value, place, context), null, context)
    else value.forEach((item: unknown, at) => list(item, inside(place, item, at, context), context))
    return
  }
  if (!isObject(value)) {
    add(place, scalar(value, place, context), null, context)
    return
  }
  const own = Object.entries(value).filter(([key]) => !isSourced(value) || !PROVENANCE.includes(key))
  if (isSourced(value)) {
    const said = 'value' in value ? scalar(value['value'], place, context) : describe(value, place, context)
    add(place, said, value, context)
  }
  for (const [key, item] of own) {
    if (key === 'value' && !isDeep(item)) continue
    if (isSourced(value) && !isDeep(item)) continue
    if (!isSourced(value) && NAMES.includes(key) && saidByLabel(value, key, place)) continue
    list(item, below(place, key, context), context)
  }
}

function isSourced(value: Record<string, unknown>): boolean {
  return typeof value['source'] === 'string' && typeof value['confirmed'] === 'boolean'
}

/** Whether something has rows of its own. */
function isDeep(value: unknown): boolean {
  return isObject(value) || (Array.isArray(value) && value.some((item) => isObject(item)))
}

/** The name of an item is its path, so a listing says it even where the label is another word. */
function saidByLabel(item: Record<string, unknown>, key: string, place: Place): boolean {
  const value = item[key]
  if (key === 'labels') return place.words.includes(labelOf(item) ?? '')
  return (
    place.words.includes(String(value)) || (NAMING.includes(key) && place.path.endsWith(`.${String(value)}`))
  )
}

function labelOf(item: Record<string, unknown>): string | null {
  const { labelId, labels } = item
  if (typeof labelId === 'string') return labelId
  return Array.isArray(labels) ? labels.map(String).join(', ') : null
}

/** A member of a list: called by its words, else as people call it, else by its name. */
function inside(place: Place, item: unknown, at: number, context: Context): Place {
  const called = name(item, at)
  const ordered = place.key === 'order' || place.path === 'overflow.steps'
  const label = isObject(item) ? labelOf(item) : null
  const inWords = wordOf(called, place.key, context.lang)
  const known = place.key === 'formationTypes' ? (inWords ?? label) : (label ?? inWords)
  const plain = /^\d+$/.test(called) ? String(at + 1) : (called.split('@')[0] ?? called)
  const word = ordered ? String(at + 1) : (known ?? plain)
  return { ...place, path: join(place.path, called), words: [...place.words, word] }
}

function below(place: Place, key: string, context: Context): Place {
  const word = key === 'value' ? '' : (wordOf(key, place.key, context.lang) ?? key)
  const words = word === '' ? place.words : [...place.words, word]
  return { path: join(place.path, key), words, key, above: place.key }
}

/** What an object says beside its source: a window of time as one, anything else key by key. */
function describe(value: Record<string, unknown>, place: Place, context: Context): string {
  const { lang } = context
  const { start, end, endTime } = value
  const said: string[] = []
  const done = [...PROVENANCE]
  if (typeof start === 'string' && typeof end === 'string') {
    const until = pick('sampai', 'to', lang)
    said.push(`${dateInWords(start, lang)} ${until} ${dateInWords(end, lang)}`)
    if (typeof endTime === 'string') said.push(scalar(endTime, place, context))
    done.push('start', 'end', 'endTime')
  }
  const plain = Object.entries(value).filter(([key, item]) => !done.includes(key) && !isDeep(item))
  for (const [key, item] of plain) {
    const named = NAMES.includes(key) && saidByLabel(value, key, place)
    if (named || item === undefined || item === false) continue
    const text = scalar(item, { ...place, path: join(place.path, key), key, above: place.key }, context)
    const word = wordOf(key, place.key, lang) ?? key
    if (item === true) said.push(word)
    else said.push(key === 'key' || key === 'order' || key === 'meaning' ? text : `${word} ${text}`)
  }
  return said.length === 0 ? pick('berlaku', 'applies', lang) : said.join(', ')
}

function scalar(value: unknown, place: Place, context: Context): string {
  const { lang } = context
  if (value === null || value === undefined) return pick('tidak ada', 'none', lang)
  if (typeof value === 'boolean') return value ? pick('ya', 'yes', lang) : pick('tidak', 'no', lang)
  if (typeof value === 'number') {
    const { unit, decimals } = measure(place.path)
    return numberInWords(value, unit, decimals, lang)
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return pick('tidak ada', 'none', lang)
    return value.map((item: unknown) => scalar(item, place, context)).join(', ')
  }
  const text = typeof value === 'string' ? value : ''
  const moment = /^(?:(\d{4}-\d{2}-\d{2})T)?(\d{2}:\d{2})([+-]\d{2}:\d{2})$/.exec(text)
  if (moment !== null) {
    const [, date, time, zone] = moment
    const day = date === undefined ? '' : `${dateInWords(date, lang)}, `
    return `${day}${pick('pukul', 'at', lang)} ${time} (UTC${zone})`
  }
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return dateInWords(text, lang)
  return wordOf(text, place.key, lang) ?? text
}

const BY_UNIT: readonly [RegExp, Unit][] = [
  [/Year$/, 'year'],
  [/(?:Weight|Share|weightsMustSumTo|maxShareOfTechnicalMax)$|^integration\.weights\./, 'percent'],
  [/KB$/, 'kilobytes'],
  [/Idr$/, 'rupiah'],
  [/(?:^|\.)minutes(?:\.|$)|Minutes\w*$/, 'minutes'],
  [/(?:\.d|D)ays\w*$/, 'days'],
  [/^eligibility\.age\.|Years\w*$/, 'years'],
  [/^shortlist\.multiplier$|\.times$/, 'times'],
  [
    /\.(?:twk|tiu|tkp|total|maxTotal|pointsPerCorrect)$|\.points\.|\.parts\.\w+\.max$|technical\.max$/,
    'points',
  ],
]

function measure(path: string): { unit: Unit; decimals: number } {
  if (/gpaMinimum|gpaScaleMax|diplomaAverageScaleMax/.test(path)) return { unit: 'plain', decimals: 2 }
  const unit =
    path === 'bytesPerKB' ? 'plain' : (BY_UNIT.find(([pattern]) => pattern.test(path))?.[1] ?? 'plain')
  return { unit, decimals: unit === 'percent' ? 1 : 0 }
}

function add(place: Place, value: string, from: Record<string, unknown> | null, context: Context): void {
  const id = typeof from?.['source'] === 'string' ? from['source'] : null
  const listed = id !== null && Object.hasOwn(context.sources, id) ? context.sources[id] : undefined
  const title = isObject(listed) && typeof listed['title'] === 'string' ? listed['title'] : (id ?? '')
  const words =
    place.words.length === 0 ? [wordOf(place.key, place.above, context.lang) ?? place.key] : place.words
  const what = words.join(', ')
  context.rows.push({
    path: place.path,
    what: `${what.slice(0, 1).toUpperCase()}${what.slice(1)}`,
    value,
    source: id === null ? null : { id, title },
    confirmed: from?.['confirmed'] !== false,
    note: typeof from?.['note'] === 'string' ? from['note'] : null,
  })
}
