// Finding a vacancy: words, filters with their counts, order, pages. Pure, so that every view has an address and the
// same address gives the same list.
import type { EffectiveFormation } from './queries.ts'

export const sortOrders = ['sesuai', 'ketat', 'kursi', 'nama'] as const
export type SortOrder = (typeof sortOrders)[number]
export const pageSize = 20

export interface VacancyQuery {
  readonly words: string
  readonly levels: readonly string[]
  readonly types: readonly string[]
  readonly unit: string
  readonly programme: string
  readonly minSeats: number
  readonly sort: SortOrder
  readonly page: number
}
export interface Vacancy {
  readonly formation: EffectiveFormation
  /** Undefined where the number is too small to show, or applications have not begun. */
  readonly applicants: number | undefined
  readonly hidden: boolean
}
export interface FacetValue {
  readonly value: string
  readonly count: number
}
export interface VacancyResult {
  readonly found: readonly Vacancy[]
  readonly seats: number
  readonly page: readonly Vacancy[]
  readonly pages: number
  readonly levels: readonly FacetValue[]
  readonly types: readonly FacetValue[]
  readonly units: readonly FacetValue[]
  readonly programmes: readonly FacetValue[]
}

export function readQuery(params: URLSearchParams): VacancyQuery {
  const sort = sortOrders.find((one) => one === params.get('urut')) ?? 'sesuai'
  const whole = (name: string, most: number) =>
    Math.min(most, Math.max(0, Number.parseInt(params.get(name) ?? '0', 10) || 0))
  return {
    words: (params.get('q') ?? '').trim().slice(0, 80),
    levels: params.getAll('jenjang').slice(0, 12),
    types: params.getAll('jalur').slice(0, 12),
    unit: params.get('unit') ?? '',
    programme: params.get('prodi') ?? '',
    minSeats: whole('kursi', 99_999),
    sort,
    page: Math.max(1, whole('hal', 10_000)),
  }
}

/** The address of a view; the first page and what is not set stay out of it. */
export function queryString(query: VacancyQuery, change: Partial<VacancyQuery> = {}): string {
  const next = { ...query, page: 1, ...change }
  const params = new URLSearchParams()
  if (next.words !== '') params.set('q', next.words)
  for (const level of next.levels) params.append('jenjang', level)
  for (const type of next.types) params.append('jalur', type)
  if (next.unit !== '') params.set('unit', next.unit)
  if (next.programme !== '') params.set('prodi', next.programme)
  if (next.minSeats > 0) params.set('kursi', String(next.minSeats))
  if (next.sort !== 'sesuai') params.set('urut', next.sort)
  if (next.page > 1) params.set('hal', String(next.page))
  const text = params.toString()
  return text === '' ? '' : `?${text}`
}

export const office = (vacancy: Vacancy) => vacancy.formation.data.unitPath[0] ?? ''

type Filter = 'levels' | 'types' | 'units' | 'programmes'

const levelsOf = ({ formation }: Vacancy) => formation.data.level.split('/')
const programmesOf = ({ formation }: Vacancy) => new Set(formation.data.programmes.map((one) => one.name))

/** Filters with counts that a vacancy does not pass. */
function misses(vacancy: Vacancy, query: VacancyQuery): Filter[] {
  const { data } = vacancy.formation
  const missed: Filter[] = []
  if (query.levels.length > 0 && !levelsOf(vacancy).some((level) => query.levels.includes(level)))
    missed.push('levels')
  if (query.types.length > 0 && !query.types.includes(data.formationType)) missed.push('types')
  if (query.unit !== '' && office(vacancy) !== query.unit) missed.push('units')
  if (query.programme !== '' && !programmesOf(vacancy).has(query.programme)) missed.push('programmes')
  return missed
}

/** How well the words fit; 0 where one is missing. A hit in the title counts most. */
function wordsFit(vacancy: Vacancy, words: string): number {
  if (words === '') return 1
  const { data } = vacancy.formation
  const title = data.positionTitle.toLowerCase()
  const rest = [...data.unitPath, ...data.programmes.map((one) => one.name), data.level, data.formationId]
    .join(' ')
    .toLowerCase()
  let fit = 0
  for (const word of words.toLowerCase().split(/\s+/)) {
    if (title.includes(word)) fit += 3
    else if (rest.includes(word)) fit += 1
    else return 0
  }
  return fit
}

const counted = (counts: ReadonlyMap<string, number>): FacetValue[] =>
  [...counts].map(([value, count]) => ({ value, count })).toSorted((a, b) => (a.value < b.value ? -1 : 1))

/** Applicants a seat in tenths, rounded half up. */
export function perSeatTenths(vacancy: Vacancy): number | undefined {
  if (vacancy.applicants === undefined || vacancy.formation.seats === 0) return undefined
  return Math.floor((vacancy.applicants * 20 + vacancy.formation.seats) / (2 * vacancy.formation.seats))
}

/** Applicants a seat in tenths at the middle of all formations; undefined where half of them have none. */
export function medianTenths(
  formations: readonly { seats: number; applicants: number }[],
): number | undefined {
  const values = formations
    .filter((one) => one.seats > 0)
    .map((one) => Math.floor((one.applicants * 20 + one.seats) / (2 * one.seats)))
    .toSorted((a, b) => a - b)
  const middle = values[Math.floor((values.length - 1) / 2)]
  return middle === 0 ? undefined : middle
}

/** By title, then identifier: the order in which `searchVacancies` takes them. */
export function sortedByName(vacancies: readonly Vacancy[]): Vacancy[] {
  const text = ({ formation }: Vacancy) => `${formation.data.positionTitle} ${formation.formationId}`
  return vacancies
    .map((vacancy) => ({ vacancy, name: text(vacancy) }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ vacancy }) => vacancy)
}

/** @param all as `sortedByName` gives them */
export function searchVacancies(all: readonly Vacancy[], query: VacancyQuery): VacancyResult {
  const found: Vacancy[] = []
  const counts: Record<Filter, Map<string, number>> = {
    levels: new Map(),
    types: new Map(),
    units: new Map(),
    programmes: new Map(),
  }
  const count = (filter: Filter, value: string) =>
    counts[filter].set(value, (counts[filter].get(value) ?? 0) + 1)
  for (const vacancy of all) {
    if (vacancy.formation.data.seats < query.minSeats || wordsFit(vacancy, query.words) === 0) continue
    const missed = misses(vacancy, query)
    if (missed.length === 0) found.push(vacancy)
    // A choice counts what it would add: everything that passes the other filters.
    const countsIn = (filter: Filter) => missed.every((one) => one === filter)
    if (countsIn('levels')) for (const level of levelsOf(vacancy)) count('levels', level)
    if (countsIn('types')) count('types', vacancy.formation.data.formationType)
    if (countsIn('units')) count('units', office(vacancy))
    if (countsIn('programmes')) for (const one of programmesOf(vacancy)) count('programmes', one)
  }
  const fits = query.words === '' ? undefined : new Map(found.map((one) => [one, wordsFit(one, query.words)]))
  // Sorting keeps the order of equals, and `all` comes by name.
  const order: Record<SortOrder, (a: Vacancy, b: Vacancy) => number> = {
    sesuai: (a, b) => (fits === undefined ? 0 : fits.get(b)! - fits.get(a)!),
    ketat: (a, b) => (perSeatTenths(a) ?? (a.hidden ? 1 : 0)) - (perSeatTenths(b) ?? (b.hidden ? 1 : 0)),
    kursi: (a, b) => b.formation.seats - a.formation.seats,
    nama: () => 0,
  }
  const sorted = found.toSorted(order[query.sort])
  const pages = Math.max(1, Math.ceil(sorted.length / pageSize))
  const page = Math.min(query.page, pages)
  return {
    found: sorted,
    seats: found.reduce((sum, one) => sum + one.formation.seats, 0),
    page: sorted.slice((page - 1) * pageSize, page * pageSize),
    pages,
    levels: counted(counts.levels),
    types: counted(counts.types),
    units: counted(counts.units),
    programmes: counted(counts.programmes),
  }
}

/** PERAWAT TERAMPIL as people read it; short forms stay. */
export function readable(text: string): string {
  const known = readableTexts.get(text)
  if (known !== undefined) return known
  const made = text === text.toUpperCase() ? lowered(text) : text
  // Titles of published formations are few; the limit only guards against a mistake.
  if (readableTexts.size < 10_000) readableTexts.set(text, made)
  return made
}
const readableTexts = new Map<string, string>()

function lowered(text: string): string {
  return text.replace(/\S+/g, (word, at: number) =>
    at > 0 && /^(DAN|DI|DENGAN|ATAU|UNTUK|KE|DARI|PADA)$/.test(word)
      ? word.toLowerCase()
      : /^(D-|S-|UPT|RSUD|SMA|SMK|SLTA|TK|SD|SMP|TI|IT|PNS|II?I?V?$)/.test(word) || /[0-9]/.test(word)
        ? word
        : word.charAt(0) + word.slice(1).toLowerCase(),
  )
}
