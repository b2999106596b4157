/**
 * What differs between two rule sets, in words: for whoever must know what a new year, or a corrected file, changes.
 * Two listings are compared, so nothing that a listing shows can change unseen.
 */
import { ruleSetListing } from './rule-set-listing.ts'
import type { RuleRow } from './rule-set-listing.ts'
import { pick } from './rule-set-words.ts'
import type { Lang } from './rule-set-words.ts'

export interface RuleDifference {
  path: string
  heading: string
  kind: 'added' | 'removed' | 'changed'
  /** One sentence or two. */
  text: string
}

interface Placed {
  heading: string
  row: RuleRow
}

/** In the order of the newer rule set, what it no longer has at the end. */
export function ruleSetDifference(before: object, after: object, lang: Lang): RuleDifference[] {
  const [old, current] = [rowsOf(before, lang), rowsOf(after, lang)]
  const found: RuleDifference[] = []
  for (const [path, { heading, row }] of current) {
    const earlier = old.get(path)?.row
    if (earlier === undefined) {
      const text = `${row.what}: ${row.value} (${pick('baru', 'new', lang)}${sourceOf(row, lang)}).`
      found.push({ path, heading, kind: 'added', text })
    } else {
      const text = changes(earlier, row, lang)
      if (text !== '') found.push({ path, heading, kind: 'changed', text })
    }
  }
  for (const [path, { heading, row }] of old) {
    if (current.has(path)) continue
    const text = `${row.what}: ${pick('tidak ada lagi, sebelumnya', 'no longer there, was', lang)} ${row.value}.`
    found.push({ path, heading, kind: 'removed', text })
  }
  return found
}

function rowsOf(ruleSet: object, lang: Lang): Map<string, Placed> {
  const rows = new Map<string, Placed>()
  for (const { heading, rows: listed } of ruleSetListing(ruleSet, lang)) {
    for (const row of listed) rows.set(row.path, { heading, row })
  }
  return rows
}

function sourceOf(row: RuleRow, lang: Lang): string {
  return row.source === null ? '' : `, ${pick('sumber', 'source', lang)} ${row.source.title}`
}

function changes(before: RuleRow, after: RuleRow, lang: Lang): string {
  const said: string[] = []
  if (before.value !== after.value) {
    said.push(
      pick(`dari ${before.value} menjadi ${after.value}`, `from ${before.value} to ${after.value}`, lang),
    )
  }
  const [old, now] = [before.source, after.source]
  if (old?.id !== now?.id || old?.title !== now?.title) {
    const none = pick('tanpa sumber', 'no source', lang)
    const [was, is] = [old?.title ?? none, now?.title ?? none]
    said.push(pick(`sumber menjadi ${is}, sebelumnya ${was}`, `source now ${is}, was ${was}`, lang))
  }
  if (before.confirmed !== after.confirmed) {
    said.push(
      after.confirmed
        ? pick('kini sudah dipastikan', 'now confirmed', lang)
        : pick('kini belum dipastikan', 'no longer confirmed', lang),
    )
  }
  if (before.note !== after.note) {
    const note = after.note === null ? pick('dihapus', 'removed', lang) : `"${after.note}"`
    said.push(pick(`keterangan ${note}`, `note ${note}`, lang))
  }
  if (before.what !== after.what)
    said.push(pick(`sebelumnya disebut ${before.what}`, `was called ${before.what}`, lang))
  return said.length === 0 ? '' : `${after.what}: ${said.join('; ')}.`
}
