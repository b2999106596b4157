// How a stranger finds everything (public-data.md 4 and 5): the file at the root of a site that names its logs and
// selections, and the list of publications of a selection. Read strictly: what we cannot read, we cannot vouch for.
import { integer, list, object, optional, text } from '@terang/rules/shape.ts'
import type { Read, Shape, ShapeProblem } from '@terang/rules/shape.ts'

export const START = '/.well-known/terang.json'

const digest = text({ pattern: /^[0-9a-f]{64}$/ })
const id = text({ pattern: /^[A-Za-z0-9._-]{1,40}$/ })
const address = text({ pattern: /^(https?:\/\/|\/)\S*$/ })
const index = integer(0, Number.MAX_SAFE_INTEGER)
const version = integer(1, 1)

const siteShape = object({
  version,
  agency: object({ id: text(), name: text() }),
  logs: list(object({ origin: text(), prefix: address, vkey: text() })),
  selections: list(object({ id, title: text(), log: text(), index: address })),
  witnesses: list(object({ name: text(), vkey: text(), group: text() })),
})
const bound = object({ index, sha256: digest })
const indexShape = object({
  version,
  selection: id,
  log: text(),
  publications: list(
    object({
      stage: id,
      n: integer(1, 9999),
      folder: digest,
      rule_set: bound,
      formations: bound,
      participants: bound,
      decisions: optional(bound),
      results: bound,
    }),
  ),
})

export type SiteDescription = Read<typeof siteShape>
export type LogAddress = SiteDescription['logs'][number]
export type SelectionAddress = SiteDescription['selections'][number]
export type PublicationIndex = Read<typeof indexShape>
export type Publication = PublicationIndex['publications'][number]

export type Reading<T> = { ok: true; value: T } | { ok: false; detail: string }

function readJson<T>(bytes: Uint8Array, shape: Shape<T>): Reading<T> {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    return { ok: false, detail: String(error instanceof Error ? error.message : error) }
  }
  const problems: ShapeProblem[] = []
  const value = shape.read(json, '', problems)
  const [first] = problems
  return first === undefined ? { ok: true, value } : { ok: false, detail: `${first.path}: ${first.message}` }
}

export function readSite(bytes: Uint8Array): Reading<SiteDescription> {
  return readJson(bytes, siteShape)
}

export function readIndex(bytes: Uint8Array): Reading<PublicationIndex> {
  return readJson(bytes, indexShape)
}

/** Address of a file below a prefix or beside another address. */
export function below(prefix: string, path: string): string {
  return `${prefix.replace(/\/+$/, '')}/${path}`
}

export function beside(address: string, path: string): string {
  return `${address.slice(0, address.lastIndexOf('/') + 1)}${path}`
}
