/**
 * The typed definition of a rule set for PPPK (PermenPANRB 6/2024 articles 22, 23, 47; KepmenPANRB
 * 347, 348 and 349/2024; regulation.md section 10): groups before scores, phases, added points, the
 * maximum of a position. `readAnyRuleSet` takes a set of either procurement.
 */
import { checkPppkRuleSet } from './pppk-rule-set-checks.ts'
import { readRuleSet } from './rule-set.ts'
import type { RuleSet } from './rule-set.ts'
import {
  applicationShape,
  codesShape,
  count,
  date,
  documentsShape,
  identifier,
  objectionsShape,
  orderOf,
  perMille,
  personDocumentsShape,
  provenance,
  reasonsShape,
  sourced,
  sourcesShape,
  stampDutyShape,
  yes,
} from './rule-set-parts.ts'
import { flag, integer, isObject, list, nullable, object, oneOf, optional, record, text } from './shape.ts'
import type { Read, ShapeProblem } from './shape.ts'

export const PPPK_PARTS = ['technical', 'managerial', 'sociocultural', 'interview'] as const
export const PPPK_KEYS = [
  'phase',
  'applicantGroup.rank',
  'total',
  'technical',
  'managerialPlusSociocultural',
  'interview',
  'birthDate',
] as const
export const PPPK_MINIMA = ['technical', 'managerialPlusSociocultural', 'interview', 'total'] as const

const minimum = nullable(integer(0, 10_000))
const passingGrade = sourced(
  nullable(
    object({ technical: minimum, managerialPlusSociocultural: minimum, interview: minimum, total: minimum }),
  ),
)
const minutes = object({ competencies: count, interview: count })

export const pppkRuleSetShape = object({
  ruleSet: identifier,
  schemaVersion: integer(1, 1),
  version: text({ pattern: /^\d+\.\d+\.\d+$/ }),
  status: oneOf('draft', 'final'),
  procurement: oneOf('PPPK'),
  budgetYear: integer(2000, 2999),
  staffGroup: oneOf('technical', 'health', 'teacher'),
  title: object({ id: text(), en: text() }),
  successor: nullable(identifier),
  conventions: record(text()),
  application: applicationShape,
  eligibility: object({
    age: object({
      min: count,
      maxRule: sourced(oneOf('oneYearBeforePositionLimit')),
      referenceDate: sourced(oneOf('submission')),
      leapDayBirthday: sourced(oneOf('march1', 'february28')),
    }),
    prisonYearsBar: count,
    phase1AgencyMustBeWorkplace: yes,
    activeServiceYearsPhase2: count,
    withdrawalBanBudgetYears: count,
  }),
  documents: documentsShape,
  personDocuments: optional(personDocumentsShape),
  bytesPerKB: count,
  stampDuty: stampDutyShape,
  ineligibilityReasons: reasonsShape,
  applicantGroups: list(
    object({
      code: text({ pattern: /^[A-Z]\d[A-Z]?$/ }),
      id: identifier,
      labelId: text(),
      rank: integer(1, 99),
      ...provenance,
    }),
    1,
  ),
  phases: list(
    object({
      id: text({ pattern: /^I{1,3}$/ }),
      groups: list(text(), 1),
      stages: list(object({ id: identifier, start: date, end: date, source: identifier, confirmed: flag() })),
      ...provenance,
    }),
    1,
  ),
  test: object({
    default: object({
      parts: list(
        object({
          id: oneOf(...PPPK_PARTS),
          questions: count,
          points: object({
            correct: optional(count),
            wrong: optional(count),
            min: optional(count),
            max: optional(count),
            blank: count,
          }),
          max: count,
        }),
        1,
      ),
      questions: count,
      maxTotal: count,
    }),
    variants: list(
      object({
        id: identifier,
        positions: list(text(), 1),
        technical: object({ questions: count, max: count }),
        questions: count,
        maxTotal: count,
      }),
    ),
    minutes: object({ default: minutes, visuallyImpaired: minutes }),
    passingGrade,
  }),
  bonus: object({
    items: list(
      object({
        id: identifier,
        labelId: text(),
        /** False: kept for comparison with an older round, gives nothing. */
        enabled: yes,
        maxShareOfTechnicalMax: perMille,
      }),
    ),
    cumulative: yes,
    capAtTechnicalMax: yes,
  }),
  extraTechnicalTest: object({
    allowed: yes,
    needsMinisterApproval: yes,
    weightMustBeAnnounced: yes,
    maxWeight: sourced(nullable(integer(0, 1000))),
    weightsMustSumTo: perMille,
    rounding: sourced(oneOf('halfUpMilli')),
  }),
  finalRanking: object({ order: orderOf(PPPK_KEYS), onFullTie: sourced(oneOf('unresolvedTieSet')) }),
  overflow: object({
    decidedBy: sourced(oneOf('panselnas', 'agencyCommittee')),
    conditions: object({ samePosition: yes, sameQualification: yes, samePositionGroup: yes, bestRank: yes }),
    steps: list(
      object({
        n: integer(1, 99),
        vacancy: oneOf('any'),
        donors: list(oneOf('any'), 1),
        place: oneOf('same', 'other'),
        /** The codes that results.csv takes: `L-2` is `l2` there. */
        code: text({ pattern: /^L-[1-3]$/ }),
        source: identifier,
        confirmed: flag(),
        note: optional(text()),
      }),
    ),
    centralGroupedNeedsOnlyInsideGroup: yes,
    placementOfMovedPerson: sourced(oneOf('manual')),
  }),
  objections: objectionsShape,
  filing: object({ days: count, missedMeans: sourced(oneOf('withdrawal')) }),
  replacement: object({
    beforeNumber: sourced(oneOf('nextRankSameFormation')),
    afterNumber: sourced(oneOf('seatStaysEmpty')),
  }),
  codes: codesShape,
  sources: sourcesShape,
})

export type PppkRuleSet = Read<typeof pppkRuleSetShape>
export type ApplicantGroup = PppkRuleSet['applicantGroups'][number]

export type PppkRuleSetReading = { ok: true; ruleSet: PppkRuleSet } | { ok: false; problems: ShapeProblem[] }

/** `json` is parsed JSON or its text. All problems come back, each with its path. */
export function readPppkRuleSet(json: unknown): PppkRuleSetReading {
  let value = json
  if (typeof json === 'string') {
    try {
      value = JSON.parse(json)
    } catch (error) {
      return { ok: false, problems: [{ path: '', message: `not JSON: ${String(error)}` }] }
    }
  }
  const problems: ShapeProblem[] = []
  const ruleSet = pppkRuleSetShape.read(value, '', problems)
  if (problems.length === 0) problems.push(...checkPppkRuleSet(ruleSet))
  return problems.length === 0 ? { ok: true, ruleSet } : { ok: false, problems }
}

export function parsePppkRuleSet(json: unknown): PppkRuleSet {
  const reading = readPppkRuleSet(json)
  if (reading.ok) return reading.ruleSet
  throw new Error(
    `rule set refused:\n${reading.problems.map((p) => `${p.path || '(whole)'}: ${p.message}`).join('\n')}`,
  )
}

export type AnyRuleSetReading =
  | { ok: true; procurement: 'PNS'; ruleSet: RuleSet }
  | { ok: true; procurement: 'PPPK'; ruleSet: PppkRuleSet }
  | { ok: false; problems: ShapeProblem[] }

/** Read by what the file says it is: `procurement`. */
export function readAnyRuleSet(json: unknown): AnyRuleSetReading {
  let value = json
  if (typeof json === 'string') {
    try {
      value = JSON.parse(json)
    } catch (error) {
      return { ok: false, problems: [{ path: '', message: `not JSON: ${String(error)}` }] }
    }
  }
  if (isObject(value) && value['procurement'] === 'PPPK') {
    const reading = readPppkRuleSet(value)
    return reading.ok ? { ...reading, procurement: 'PPPK' } : reading
  }
  const reading = readRuleSet(value)
  return reading.ok ? { ...reading, procurement: 'PNS' } : reading
}
