// What an act publishes, as bytes: canonical JSON (sorted keys, no spaces), named by its SHA-256 in the entry.
// Anybody can fetch the bytes at /terbitan/<sha256>.json and compare. Only text, integers, flags and null occur.
import { createHash } from 'node:crypto'
import type { ImportedFormation } from './formation-import.ts'

export interface PublishedDocument {
  readonly id: string
  readonly label: string
  readonly formats: readonly string[]
  readonly maxKB: number
  readonly required: boolean
  /** When a file is not accepted, in plain words (gate 5). */
  readonly invalidIf: readonly string[]
}

/** A formation as it is published: the imported row and what the committee added. */
export type PublishedFormation = ImportedFormation & {
  slug: string
  documents: PublishedDocument[]
}

export interface ScheduleStage {
  readonly id: string
  /** First instant, ISO with Z. */
  readonly start: string
  /** First instant that does not belong to it any more: windows are [start, end). */
  readonly end: string
}

export interface AnnouncementBody {
  readonly paragraphs: readonly string[]
  readonly summaryOfChange?: string
}

export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalText(item ?? null)).join(',')}]`
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    throw new Error(`only integers are published, not ${value}`)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonicalText(item)}`)
  return `{${members.join(',')}}`
}

export function sha256Of(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

export function kebab(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}

/** Address of a vacancy: readable, and one for all rounds. */
export function slugOf(selection: string, formation: { positionTitle: string; formationId: string }): string {
  return `${kebab(formation.positionTitle).slice(0, 60)}-${kebab(selection)}-${kebab(formation.formationId)}`
}
