/**
 * What a person may ask about the own data, and by when it must be answered (UU 27/2022; regulation.md
 * 12.2): 3 x 24 hours count from the request, day and night. What the selection needs by law stays
 * while it runs; optional data go. Access covers the own scores, the reasons and the access trail.
 */
import type { Moment } from './calendar.ts'
import { sourced, sourcesShape, yes } from './rule-set-parts.ts'
import { integer, list, object, oneOf, text } from './shape.ts'
import type { Read, ShapeProblem } from './shape.ts'

export const REQUEST_KINDS = [
  'access',
  'correction',
  'stopAfterWithdrawal',
  'restriction',
  'erasure',
  'breachNotice',
] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

const lawShape = object({
  law: text(),
  title: object({ id: text(), en: text() }),
  requests: list(object({ kind: oneOf(...REQUEST_KINDS), hours: sourced(integer(1, 10_000)) }), 1),
  erasure: object({ keptWhileSelectionRuns: yes, optionalDataMustGo: yes }),
  access: object({ includesTrail: yes }),
  sources: sourcesShape,
})

export type DataProtectionLaw = Read<typeof lawShape>

export function parseDataProtectionLaw(json: unknown): DataProtectionLaw {
  const problems: ShapeProblem[] = []
  const law = lawShape.read(typeof json === 'string' ? JSON.parse(json) : json, '', problems)
  if (problems.length > 0) {
    throw new Error(`law refused:\n${problems.map((p) => `${p.path}: ${p.message}`).join('\n')}`)
  }
  return law
}

const HOUR = 3_600_000

export interface RequestDeadline {
  answerBy: Moment
  hours: number
  source: string
  confirmed: boolean
}

/** Null: the law, as far as it is known here, gives no deadline for this. */
export function requestDeadline(
  law: DataProtectionLaw,
  kind: RequestKind,
  receivedAt: Moment,
): RequestDeadline | null {
  const rule = law.requests.find((candidate) => candidate.kind === kind)
  if (rule === undefined) return null
  const { value: hours, source, confirmed } = rule.hours
  return { answerBy: receivedAt + hours * HOUR, hours, source, confirmed }
}

export interface HeldData {
  id: string
  /** Needed by the rules of the selection: application, documents, scores, decisions. */
  neededByLaw: boolean
}

export interface ErasureAnswer {
  /** `partly`: optional data go, the rest stays with the reason. */
  outcome: 'erased' | 'partly' | 'kept'
  erase: string[]
  keep: string[]
  /** Why something stays; null: nothing does. */
  reason: { source: string; confirmed: boolean } | null
}

/** A request to erase during a running selection or after it (case 59). */
export function erasureAnswer(
  law: DataProtectionLaw,
  held: readonly HeldData[],
  selectionRuns: boolean,
): ErasureAnswer {
  const { keptWhileSelectionRuns: kept, optionalDataMustGo: optional } = law.erasure
  const stays = (item: HeldData) => (item.neededByLaw ? selectionRuns && kept.value : !optional.value)
  const keep = held.filter(stays).map((item) => item.id)
  const erase = held.filter((item) => !stays(item)).map((item) => item.id)
  return {
    outcome: keep.length === 0 ? 'erased' : erase.length === 0 ? 'kept' : 'partly',
    erase,
    keep,
    reason: keep.length === 0 ? null : { source: kept.source, confirmed: kept.confirmed },
  }
}

export type AccessPart = 'data' | 'scores' | 'reasons' | 'accessTrail'

/** What an answer to a request for access must hold (case 60): never another person's data. */
export function accessParts(law: DataProtectionLaw): AccessPart[] {
  const parts: AccessPart[] = ['data', 'scores', 'reasons']
  return law.access.includesTrail.value ? [...parts, 'accessTrail'] : parts
}
