/**
 * The typed definition of a rule set: the numbers of one year's decrees, as data.
 * Every number stands as { value, source, confirmed }, so a page can show the decree beside the
 * rule and a round cannot open on a number nobody confirmed. A new year is an added file.
 */
import {
  flag,
  integer,
  isObject,
  list,
  nullable,
  object,
  oneOf,
  optional,
  record,
  text,
  visit,
} from './shape.ts'
import type { Read, ShapeProblem } from './shape.ts'
import { checkRuleSet } from './rule-set-checks.ts'
import {
  applicationShape,
  codesShape,
  count,
  documentsShape,
  formationType,
  identifier,
  objectionsShape,
  orderOf,
  perMille,
  personDocumentsShape,
  provenance,
  reasonsShape,
  sourced,
  sourcesShape,
  stagesShape,
  stampDutyShape,
  yes,
} from './rule-set-parts.ts'

export { FORMATION_TYPES } from './rule-set-parts.ts'
export type { FormationType } from './rule-set-parts.ts'

const grade = nullable(sourced(integer(0, 10_000)))
const grades = { twk: grade, tiu: grade, tkp: grade, total: grade }

export const SHORTLIST_KEYS = ['skdTotal', 'tkp', 'tiu', 'twk'] as const
export const FINAL_KEYS = ['final', ...SHORTLIST_KEYS, 'academicScore', 'birthDate'] as const

export const ruleSetShape = object({
  ruleSet: identifier,
  schemaVersion: integer(1, 1),
  version: text({ pattern: /^\d+\.\d+\.\d+$/ }),
  status: oneOf('draft', 'final'),
  procurement: oneOf('PNS'),
  budgetYear: integer(2000, 2999),
  title: object({ id: text(), en: text() }),
  successor: nullable(identifier),
  conventions: record(text()),
  application: applicationShape,
  eligibility: object({
    age: object({
      min: count,
      max: count,
      referenceDate: sourced(oneOf('submission')),
      leapDayBirthday: sourced(oneOf('march1', 'february28')),
      exceptions: list(
        object({
          max: count,
          positions: list(text(), 1),
          requiresQualification: oneOf('specialist', 'doctorate'),
          ...provenance,
        }),
      ),
    }),
    prisonYearsBar: count,
    pppkContractMinYears: count,
    gpaMinimum: sourced(nullable(integer(0, 10_000))),
    gpaScaleMax: count,
    diplomaAverageScaleMax: count,
    withdrawalBanBudgetYears: count,
  }),
  documents: documentsShape,
  personDocuments: optional(personDocumentsShape),
  bytesPerKB: count,
  stampDuty: stampDutyShape,
  ineligibilityReasons: reasonsShape,
  formationTypes: list(
    object({
      id: formationType,
      labels: list(text(), 1),
      quota: optional(
        object({
          agency: oneOf('central', 'regional', 'all'),
          minShare: perMille,
          rounding: optional(sourced(oneOf('up'))),
          /** Of which seats it is a share; absent: of all seats of the agency. */
          of: optional(sourced(oneOf('nusantara'))),
        }),
      ),
      /** Least seats by the size of the agency, where it is no share. */
      seatSteps: optional(
        object({
          agency: oneOf('central', 'regional', 'all'),
          steps: list(object({ id: identifier, fromSeats: integer(0, 1_000_000), least: count }), 1),
        }),
      ),
      /** Accepted at the date of graduation. */
      accreditation: optional(
        object({ programme: sourced(list(text(), 1)), university: sourced(list(text(), 1)) }),
      ),
      educationLevels: optional(sourced(list(text(), 1))),
      proofs: list(object({ id: identifier, labelId: text(), ...provenance })),
      source: identifier,
      confirmed: flag(),
    }),
    1,
  ),
  stages: stagesShape,
  skd: object({
    parts: list(
      object({
        id: oneOf('twk', 'tiu', 'tkp'),
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
    maxTotal: count,
    minutes: object({
      default: count,
      visuallyImpaired: count,
      /** For whom the longer time is written; absent: for every visually impaired participant. */
      visuallyImpairedScope: optional(sourced(oneOf('everybody', 'disabilityFormation'))),
    }),
    passingGrades: record(object(grades)),
    positionExceptions: list(
      object({
        id: identifier,
        appliesTo: formationType,
        positions: list(text(), 1),
        ...grades,
        source: identifier,
        confirmed: flag(),
      }),
    ),
    reuse: object({
      enabled: yes,
      fromYear: count,
      sameNik: yes,
      sameEducationLevel: yes,
      sittingAgainVoidsOld: yes,
      mustMeetCurrentGrade: yes,
      validPeriods: optional(count),
    }),
  }),
  shortlist: object({
    multiplier: count,
    order: orderOf(SHORTLIST_KEYS),
    onFullTieAtLimit: sourced(oneOf('includeAllTied')),
  }),
  skb: object({
    cat: object({
      minutes: count,
      questions: count,
      questionsCalculation: optional(count),
      pointsPerCorrect: count,
    }),
    extraKinds: optional(sourced(list(text(), 1))),
    scale: count,
    passingGrade: sourced(nullable(integer(0, 10_000))),
    eliminatingTestsMustBeAnnounced: yes,
    limits: object({
      regional: object({
        maxExtraTests: count,
        catMinWeight: perMille,
        extraMaxWeight: perMille,
        interviewAllowed: yes,
      }),
      central: object({
        maxExtraTests: count,
        catMinWeight: perMille,
        extraMaxWeight: perMille,
        interviewMaxWeight: perMille,
        extraNeedsApproval: optional(yes),
      }),
    }),
    weightsMustSumTo: perMille,
  }),
  integration: object({
    weights: object({ skd: perMille, skb: perMille }),
    scaleTo: count,
    rounding: object({
      decimals: sourced(integer(3, 3)),
      mode: sourced(oneOf('halfUp')),
      steps: sourced(list(text(), 1)),
    }),
    inputDecimalsSkb: sourced(integer(3, 3)),
  }),
  finalRanking: object({
    order: orderOf(FINAL_KEYS),
    equalityDecimals: sourced(integer(3, 3)),
    onFullTie: sourced(oneOf('unresolvedTieSet')),
  }),
  overflow: object({
    decidedBy: sourced(oneOf('panselnas', 'agencyCommittee')),
    onlyParticipantsWithFinalScore: yes,
    conditions: object({
      samePosition: yes,
      sameQualification: yes,
      mustMeetGradesOf: sourced(identifier),
      order: sourced(oneOf('finalRanking')),
    }),
    steps: list(
      object({
        n: integer(1, 99),
        vacancy: oneOf('general', 'special'),
        donors: list(oneOf('general', 'special', 'sameSpecial', 'otherSpecial'), 1),
        place: oneOf('same', 'other'),
        code: text({ pattern: /^[A-Z]-\d$/ }),
        source: identifier,
        confirmed: flag(),
      }),
    ),
    placementOfMovedPerson: sourced(oneOf('manual')),
  }),
  objections: objectionsShape,
  filing: object({ days: count, missedMeans: sourced(oneOf('withdrawal')) }),
  replacement: object({
    beforeNumber: sourced(oneOf('nextRankSameFormation')),
    afterNumber: sourced(oneOf('seatStaysEmpty')),
  }),
  appointment: optional(object({ numberProposalDays: count, probationYears: count })),
  testDay: object({
    arriveMinutesBefore: count,
    identificationClosesMinutesBefore: count,
    sessionsPerDay: count,
    sessionsOnFriday: count,
  }),
  codes: codesShape,
  testVectors: object({
    integration: list(
      object({ skd: integer(0, 10_000), skbMilli: integer(0, 1_000_000), finalMilli: integer(0, 1_000_000) }),
    ),
    note: text(),
  }),
  sources: sourcesShape,
})

export type RuleSet = Read<typeof ruleSetShape>
export type PassingGrades = RuleSet['skd']['passingGrades'][string]
export type OverflowStep = RuleSet['overflow']['steps'][number]
export type DocumentRule = RuleSet['documents'][number]
export type IneligibilityReason = RuleSet['ineligibilityReasons'][number]

export type RuleSetReading = { ok: true; ruleSet: RuleSet } | { ok: false; problems: ShapeProblem[] }

/** `json` is parsed JSON or its text. All problems come back, each with its path. */
export function readRuleSet(json: unknown): RuleSetReading {
  let value = json
  if (typeof json === 'string') {
    try {
      value = JSON.parse(json)
    } catch (error) {
      return { ok: false, problems: [{ path: '', message: `not JSON: ${String(error)}` }] }
    }
  }
  const problems: ShapeProblem[] = []
  const ruleSet = ruleSetShape.read(value, '', problems)
  if (problems.length === 0) problems.push(...checkRuleSet(ruleSet))
  return problems.length === 0 ? { ok: true, ruleSet } : { ok: false, problems }
}

/** For callers that cannot go on without one; the error names every place that is wrong. */
export function parseRuleSet(json: unknown): RuleSet {
  const reading = readRuleSet(json)
  if (reading.ok) return reading.ruleSet
  throw new Error(
    `rule set refused:\n${reading.problems.map((p) => `${p.path || '(whole)'}: ${p.message}`).join('\n')}`,
  )
}

export interface UnconfirmedNumber {
  /** For instance `skd.positionExceptions.medical.tiu`; the key of `aturan.sah`. */
  path: string
  value: unknown
  source: string
  note: string | null
}

/** Of a rule set of either procurement. */
export function unconfirmedNumbers(ruleSet: object): UnconfirmedNumber[] {
  const found: UnconfirmedNumber[] = []
  visit(ruleSet, '', (node, path) => {
    if (node['confirmed'] !== false) return
    found.push({
      path,
      value: node['value'],
      source: String(node['source']),
      note: typeof node['note'] === 'string' ? node['note'] : null,
    })
  })
  return found
}

/** Canonical JSON (RFC 8785; a rule set has only text, integers, flags, null): what is published. */
export function canonicalRuleSet(ruleSet: object): string {
  return canonical(ruleSet)
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isObject(value)) return JSON.stringify(value)
  const members = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
  return `{${members.join(',')}}`
}
