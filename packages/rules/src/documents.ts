/**
 * Documents of an application: which ones a formation asks for, and what is missing from a draft
 * (participation.md 4.5). A certain defect blocks sending; a warning may be overridden with a reason.
 * Nothing is judged by looking at a picture, and presence never means "meets the requirements".
 */
import type { CivilDate, Moment } from './calendar.ts'
import type { Condition, ConditionId } from './eligibility.ts'
import type { PERSON_SITUATIONS } from './rule-set-parts.ts'
import type { DocumentRule, FormationType, RuleSet } from './rule-set.ts'

export type PersonSituation = (typeof PERSON_SITUATIONS)[number]

export interface RequiredDocument {
  id: string
  labelId: string
  formats: readonly string[]
  maxBytes: number
  mandatory: boolean
  /** Proofs that this slot must hold, for a special kind of need. */
  proofs: readonly { id: string; labelId: string; source: string; confirmed: boolean }[]
  stampDuty: boolean
  /** Must still be valid on the reference date where the applicant gives an end of validity. */
  expires: boolean
  source: string
  confirmed: boolean
}

/** What the agency asks for beyond the rule set (for instance a professional licence). */
export interface AddedDocument {
  id: string
  labelId: string
  formats: readonly string[]
  maxKB: number
  mandatory: boolean
  expires: boolean
}

export function requiredDocuments(
  ruleSet: Pick<RuleSet, 'documents' | 'bytesPerKB'> &
    Partial<Pick<RuleSet, 'formationTypes' | 'personDocuments'>>,
  formation: { formationType: FormationType; documents?: readonly AddedDocument[] },
  /** What of the person asks for proofs of its own, whatever the vacancy. */
  situations: readonly PersonSituation[] = [],
): RequiredDocument[] {
  const type = ruleSet.formationTypes?.find((candidate) => candidate.id === formation.formationType)
  const unit = ruleSet.bytesPerKB.value
  const ofPerson = (ruleSet.personDocuments ?? []).filter((proof) => situations.includes(proof.when))
  const proofsOf = (rule: DocumentRule) => {
    const ofType = rule.requiredFor?.includes(formation.formationType) ? (type?.proofs ?? []) : []
    if (rule.id !== SUPPORTING) return ofType
    return [...ofType, ...ofPerson.filter(({ id }) => !ofType.some((proof) => proof.id === id))]
  }
  const common = ruleSet.documents.map((rule) => ({
    id: rule.id,
    labelId: rule.labelId,
    formats: rule.formats,
    maxBytes: rule.maxKB.value * unit,
    mandatory: isMandatory(rule, formation.formationType) || (rule.id === SUPPORTING && ofPerson.length > 0),
    proofs: proofsOf(rule),
    stampDuty: rule.stampDuty ?? false,
    expires: false,
    source: rule.maxKB.source,
    confirmed: rule.maxKB.confirmed,
  }))
  const added = (formation.documents ?? []).map((document) => ({
    ...document,
    maxBytes: document.maxKB * unit,
    proofs: [],
    stampDuty: false,
    source: 'ANNOUNCEMENT',
    confirmed: true,
  }))
  return [...common, ...added]
}

/** The slot for proofs that have none of their own. */
const SUPPORTING = 'supporting'

function isMandatory(rule: DocumentRule, type: FormationType): boolean {
  return rule.required || (rule.requiredFor?.includes(type) ?? false)
}

/** What the check of an uploaded file found. */
export interface FileFacts {
  sha256: string
  bytes: number
  /** By content, never by name. */
  mediaType: string
  opens: boolean
  /** Null for a picture. */
  pages: number | null
  locked: boolean
  /** Of a picture, or of the first page as scanned; null where it is not a scan. */
  longestSidePx: number | null
  textReadable: boolean | null
  validUntil: CivilDate | null
  /** Why the applicant sends it in spite of a warning. */
  overrideReason: string | null
}

export interface Draft {
  files: Readonly<Record<string, FileFacts | undefined>>
  /** Of `checkEligibility`: what was declared against what is required. */
  conditions: readonly Condition[]
  conditionReasons?: Readonly<Partial<Record<ConditionId, string>>>
  /** The last day of the application period. */
  referenceDate: CivilDate
}

export type DefectKind =
  | 'belum_ada'
  | 'rusak'
  | 'terkunci'
  | 'format_salah'
  | 'terlalu_besar'
  | 'ganda'
  | 'terlalu_kecil'
  | 'kedaluwarsa'
  | 'tidak_cocok'

export const CERTAIN_DEFECTS: ReadonlySet<DefectKind> = new Set<DefectKind>([
  'belum_ada',
  'rusak',
  'terkunci',
  'format_salah',
  'terlalu_besar',
  'ganda',
])

export interface Defect {
  /** A document of the list; for `tidak_cocok` the one that shows the value. */
  document: string
  kind: DefectKind
  /** Blocks sending. A warning does too until the applicant gives a reason. */
  certain: boolean
  overridden: boolean
  detail: DefectDetail
  fixableBy: 'applicant' | 'nobody'
}

export type DefectDetail =
  | { kind: 'none' }
  | { kind: 'size'; bytes: number; maxBytes: number }
  | { kind: 'format'; found: string; accepted: readonly string[] }
  | { kind: 'sameAs'; document: string }
  | { kind: 'pixels'; longestSide: number | null; least: number }
  | { kind: 'validity'; until: CivilDate; reference: CivilDate }
  | { kind: 'condition'; condition: Condition }

/** Our own limit: below it a scanned page is hard to read (participation.md 4.5). */
const LEAST_PIXELS = 1000
/** Shorter is no reason (states.md 3.1). */
export const OVERRIDE_REASON_LENGTH = 10

const SHOWN_BY: Record<ConditionId, string> = {
  ageMinimum: 'idCard',
  ageMaximum: 'idCard',
  education: 'diploma',
  educationLevel: 'diploma',
  gpa: 'transcript',
  accreditation: 'supporting',
  formationType: 'supporting',
  pppkContract: 'supporting',
  pppkApproval: 'supporting',
  prison: 'statement',
  dismissal: 'statement',
  servingOfficial: 'statement',
  partyMember: 'statement',
  placement: 'statement',
  sanction: 'statement',
}

export function missing(required: readonly RequiredDocument[], draft: Draft): Defect[] {
  const defects: Defect[] = []
  const firstWith = new Map<string, string>()
  for (const rule of required) {
    const file = draft.files[rule.id]
    const found = (kind: DefectKind, detail: DefectDetail = { kind: 'none' }) =>
      defects.push({
        document: rule.id,
        kind,
        certain: CERTAIN_DEFECTS.has(kind),
        overridden: !CERTAIN_DEFECTS.has(kind) && isReason(file?.overrideReason),
        detail,
        fixableBy: 'applicant',
      })
    if (file === undefined) {
      if (rule.mandatory) found('belum_ada')
      continue
    }
    const twin = firstWith.get(file.sha256)
    if (twin === undefined) firstWith.set(file.sha256, rule.id)
    else found('ganda', { kind: 'sameAs', document: twin })
    if (!rule.formats.includes(file.mediaType)) {
      found('format_salah', { kind: 'format', found: file.mediaType, accepted: rule.formats })
    } else if (file.locked) found('terkunci')
    else if (!file.opens || file.bytes === 0 || file.pages === 0) found('rusak')
    if (file.bytes > rule.maxBytes) {
      found('terlalu_besar', { kind: 'size', bytes: file.bytes, maxBytes: rule.maxBytes })
    }
    const small = file.longestSidePx !== null && file.longestSidePx < LEAST_PIXELS
    if (small || file.textReadable === false) {
      found('terlalu_kecil', { kind: 'pixels', longestSide: file.longestSidePx, least: LEAST_PIXELS })
    }
    if (file.validUntil !== null && file.validUntil < draft.referenceDate) {
      found('kedaluwarsa', { kind: 'validity', until: file.validUntil, reference: draft.referenceDate })
    }
  }
  for (const condition of draft.conditions) {
    if (condition.ok !== false) continue
    defects.push({
      document: SHOWN_BY[condition.id],
      kind: 'tidak_cocok',
      certain: false,
      overridden: isReason(draft.conditionReasons?.[condition.id]),
      detail: { kind: 'condition', condition },
      fixableBy: condition.fixed ? 'nobody' : 'applicant',
    })
  }
  return defects
}

/** The axis `gaps` of an application: a warning without a reason blocks sending as well. */
export function gapsOf(defects: readonly Defect[]): 'some' | 'none' {
  return defects.every((defect) => defect.overridden) ? 'none' : 'some'
}

function isReason(reason: string | null | undefined): boolean {
  return (reason ?? '').trim().length >= OVERRIDE_REASON_LENGTH
}

export interface Stamp {
  document: string
  serial: string | null
  kind: 'electronic' | 'paper'
}

/**
 * Whether a stamp of this kind counted at the moment it was placed: paper only since the outage of
 * September 2024 (case 47; SE Kepala BKN 5915/B-SI.02.03/SD/E/2024).
 */
export function stampAllowed(
  ruleSet: { stampDuty: RuleSet['stampDuty'] },
  kind: Stamp['kind'],
  placedAt: Moment,
): boolean {
  const { kinds, paperFrom } = ruleSet.stampDuty
  if (!kinds.value.includes(kind)) return false
  return kind !== 'paper' || paperFrom === undefined || placedAt >= Date.parse(paperFrom.value)
}

/** One stamp, one document (case 48): the serials that stand on more than one. */
export function reusedStamps(
  ruleSet: { stampDuty: RuleSet['stampDuty'] },
  stamps: readonly Stamp[],
): string[] {
  if (!ruleSet.stampDuty.oneDocumentPerStamp.value) return []
  const documents = Map.groupBy(
    stamps.filter((stamp) => stamp.serial !== null),
    (stamp) => stamp.serial,
  )
  return [...documents].flatMap(([serial, uses]) =>
    serial !== null && new Set(uses.map((use) => use.document)).size > 1 ? [serial] : [],
  )
}
