// What a portal knows about people, opened with the test's own key: the values that must be found nowhere else, and
// the search that looks for all of them at once.
import { join } from 'node:path'
import { openDatabase } from '../../apps/portal/src/services/database.ts'
import { openKeys } from '../../apps/portal/src/services/keys.ts'
import { openVault } from '../../apps/portal/src/services/vault.ts'
import { testMasterKey } from '../support/database.ts'
import type { TestPortal } from '../support/portal.ts'

export type PersonalValue = {
  readonly kind: string
  readonly text: string
  readonly personId: string
}

const months = {
  id: [
    'Januari',
    'Februari',
    'Maret',
    'April',
    'Mei',
    'Juni',
    'Juli',
    'Agustus',
    'September',
    'Oktober',
    'November',
    'Desember',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
}

/** A day as a form, a page or a file could write it. */
export function writtenDates(iso: string): string[] {
  const [year = '', month = '', day = ''] = iso.split('-')
  const at = Number(month) - 1
  const short = String(Number(day))
  return [
    iso,
    `${day}-${month}-${year}`,
    `${day}/${month}/${year}`,
    `${short} ${months.id[at]} ${year}`,
    `${short} ${months.en[at]} ${year}`,
    `${day} ${months.id[at]} ${year}`,
    `${short} ${months.id[at]?.slice(0, 3)} ${year}`,
  ]
}

/** All ways in which one stored value could appear; kinds that tell nothing about one person (sex, town) give none. */
export function waysToWrite(kind: string, value: string): string[] {
  switch (kind) {
    case 'nik':
    case 'name':
    case 'address':
    case 'participant_number':
    case 'diploma_number':
    case 'subject_key':
      return value === '' ? [] : [value]
    case 'email':
      return value === '' ? [] : [value, value.split('@')[0] ?? value]
    case 'phone': {
      const digits = value.replace(/\D/g, '').replace(/^(?:62|0)/, '')
      return digits === '' ? [] : [`0${digits}`, `62${digits}`, `+62${digits}`, digits]
    }
    case 'birth_date':
      return value === '' ? [] : writtenDates(value)
    default:
      return []
  }
}

/** Opens everything that is sealed about people: the vault, what applicants typed, and the addresses of guests. */
export async function personalValues(
  portal: Pick<TestPortal, 'databaseUrl' | 'dataDir'>,
): Promise<PersonalValue[]> {
  const db = openDatabase(portal.databaseUrl, { max: 2, statementTimeoutMs: 60_000 })
  const keys = openKeys({
    master: Buffer.from(testMasterKey, 'hex'),
    ringPath: join(portal.dataDir, 'kunci', 'gantungan.json'),
    now: () => new Date(),
  })
  const vault = openVault(keys)
  const found: PersonalValue[] = []
  const add = (personId: string, kind: string, value: string) => {
    for (const text of waysToWrite(kind, value)) found.push({ kind, text, personId })
  }
  try {
    const people = await db.selectFrom('person.person').select(['id', 'kind']).execute()
    for (const person of people) {
      for (const [kind, value] of Object.entries(await vault.fields(db, person.id)))
        add(person.id, kind, value)
      found.push({ kind: 'person id', text: person.id, personId: person.id })
    }
    const applications = await db
      .selectFrom('person.application')
      .select(['id', 'person_id', 'form'])
      .execute()
    for (const { id, person_id: personId, form } of applications) {
      found.push({ kind: 'application id', text: id, personId })
      if (form === null) continue
      const typed = await vault.open<Record<string, string>>(db, personId, `application|${id}|form`, form)
      for (const [kind, value] of Object.entries(typed)) add(personId, kind, value)
      const part = (name: string) => (typed[`birth_date.${name}`] ?? '').padStart(2, '0')
      if (part('year').length === 4)
        add(personId, 'birth_date', `${part('year')}-${part('month')}-${part('day')}`)
    }
    for (const { id, person_id: personId } of await db
      .selectFrom('person.document')
      .select(['id', 'person_id'])
      .execute()) {
      found.push({ kind: 'document id', text: id, personId })
    }
  } finally {
    await db.destroy()
  }
  const unique = new Map(found.map((value) => [`${value.kind}\n${value.text.toLowerCase()}`, value]))
  return [...unique.values()]
}

const headLength = 6
const isWord = (char: string | undefined) => char !== undefined && /[\p{L}\p{N}]/u.test(char)

/** Finds each value that stands in a text as a word of its own; upper and lower case and line breaks do not matter. */
export function searcher(values: readonly PersonalValue[]) {
  const heads = new Map<string, { needle: string; value: PersonalValue }[]>()
  for (const value of values) {
    const needle = plain(value.text)
    if (needle.length < headLength)
      throw new Error(`${value.kind}: "${value.text}" is too short to search for`)
    const head = needle.slice(0, headLength)
    heads.set(head, [...(heads.get(head) ?? []), { needle, value }])
  }
  const look = (text: string, into: Map<string, PersonalValue>) => {
    for (let at = 0; at <= text.length - headLength; at += 1) {
      const candidates = heads.get(text.slice(at, at + headLength))
      if (candidates === undefined) continue
      for (const { needle, value } of candidates) {
        if (!text.startsWith(needle, at)) continue
        if (isWord(text[at - 1]) || isWord(text[at + needle.length])) continue
        into.set(`${value.kind}: ${value.text}`, value)
      }
    }
  }
  return (text: string): string[] => {
    const into = new Map<string, PersonalValue>()
    const whole = plain(text)
    look(whole, into)
    // Written for a page (&amp;) or for an address (%20), a value is still there.
    if (whole.includes('&')) look(plain(unescapeHtml(whole)), into)
    if (/%[0-9a-f]{2}/.test(whole) || whole.includes('+')) look(plain(decoded(whole)), into)
    return [...into.keys()]
  }
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ')
}

function unescapeHtml(text: string): string {
  return text
    .replace(/&#(x?)([0-9a-f]+);/g, (_, hex: string, code: string) =>
      String.fromCodePoint(Number.parseInt(code, hex === '' ? 10 : 16)),
    )
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
}

function decoded(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/(?:%[0-9a-f]{2})+/g, (part) => Buffer.from(part.replaceAll('%', ''), 'hex').toString('utf8'))
}
