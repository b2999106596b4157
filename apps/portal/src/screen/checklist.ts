// The checklist of a vacancy: what a reader of a file answers with yes or no, made from the published formation and the
// rule set, never typed. Pure. Group A is judged without name, sex, birth date and address; group B shows them.
import type { RuleSet } from '@terang/rules/rule-set.ts'
import type { Slot } from '../apply/draft.ts'
import type { PublishedFormation } from '../publish/published.ts'
import { screenId as w } from '../words/screen.id.ts'
import { decimal } from '../apply/application-form.ts'

export interface Requirement {
  /** Stable identifier; `syarat_<id>` is its field in the personal part of the decision. */
  readonly id: string
  readonly group: 'a' | 'b'
  readonly title: string
  /** The requirement in the words of the vacancy. */
  readonly text: string
  /** Slot of the document that shows it. */
  readonly document: string | undefined
  /** Reasons of the rule set that a "no" may name here. */
  readonly reasons: readonly string[]
}

type Kind =
  | 'education'
  | 'gpa'
  | 'age'
  | 'letter'
  | 'statement'
  | 'supporting'
  | 'identity'
  | 'photo'
  | 'other'

const ofAnyDocument = ['document_missing', 'document_unreadable', 'document_wrong_slot']
const ofStamp = ['stamp_missing', 'stamp_invalid_or_reused', 'signature_covers_estamp']

/** Which reasons belong to which requirement; what the rule set has beyond these stands under `other`. */
const reasonsOfKind: Readonly<Record<Exclude<Kind, 'other'>, readonly string[]>> = {
  education: ['education_mismatch', 'diploma_not_original', ...ofAnyDocument],
  gpa: [
    'gpa_below_minimum',
    'transcript_missing_or_incomplete',
    'accreditation_insufficient',
    'document_unreadable',
    'document_wrong_slot',
  ],
  age: ['age_out_of_range'],
  letter: ['letter_not_as_prescribed', ...ofStamp, ...ofAnyDocument],
  statement: ['statement_not_as_prescribed', ...ofStamp, ...ofAnyDocument],
  supporting: [
    'disability_proof_missing',
    'origin_proof_missing',
    'str_missing_or_expired',
    'accreditation_insufficient',
    'signatory_not_authorised',
    ...ofAnyDocument,
  ],
  identity: ['identity_mismatch', ...ofAnyDocument],
  photo: ['photo_not_as_prescribed', ...ofAnyDocument],
}
/** Needs the chair as well, so it is not among what two readers can decide. */
const ofChair = new Set(['other'])

const kindOfSlot: Readonly<Record<string, Kind>> = {
  diploma: 'education',
  transcript: 'gpa',
  applicationLetter: 'letter',
  statement: 'statement',
  supporting: 'supporting',
  idCard: 'identity',
  photo: 'photo',
  selfie: 'photo',
}
const groupB = new Set<Kind>(['identity', 'photo', 'other'])

/** @param sent slots that hold a document: an optional one that was not sent is no requirement */
export function checklistOf(
  ruleSet: RuleSet,
  formation: PublishedFormation,
  slots: readonly Slot[],
  sent: ReadonlySet<string>,
): Requirement[] {
  const known = new Set(
    ruleSet.ineligibilityReasons.map((reason) => reason.id).filter((id) => !ofChair.has(id)),
  )
  const usable = (ids: readonly string[]) => ids.filter((id) => known.has(id))
  const lines: Requirement[] = []
  const add = (
    id: string,
    kind: Kind,
    title: string,
    text: string,
    document: string | undefined,
    reasons: readonly string[],
  ) =>
    lines.push({ id, group: groupB.has(kind) ? 'b' : 'a', title, text, document, reasons: usable(reasons) })

  for (const slot of slots) {
    if (!slot.required && !sent.has(slot.id)) continue
    const kind = kindOfSlot[slot.id] ?? 'supporting'
    const invalid = formation.documents.find((one) => one.id === slot.id)?.invalidIf ?? []
    add(
      fieldName(slot.id),
      kind,
      slot.label,
      invalid.length > 0 ? w.invalidIf(invalid.join('; ')) : textOf(kind, formation),
      slot.id,
      reasonsOfKind[kind as Exclude<Kind, 'other'>],
    )
  }
  add('umur', 'age', w.requirement.age, w.requirement.ageText, undefined, reasonsOfKind.age)
  const placed = new Set(Object.values(reasonsOfKind).flat())
  add(
    'ketentuan',
    'other',
    w.requirement.other,
    w.requirement.otherText,
    undefined,
    [...known].filter((id) => !placed.has(id)),
  )
  return [...lines.filter((line) => line.group === 'a'), ...lines.filter((line) => line.group === 'b')]
}

function textOf(kind: Kind, formation: PublishedFormation): string {
  if (kind === 'education')
    return w.requirement.education(formation.level, formation.programmes.map((one) => one.name).join(w.or))
  if (kind === 'gpa')
    return formation.minGpaX100 === undefined
      ? w.requirement.transcript
      : w.requirement.gpa(decimal(formation.minGpaX100))
  if (kind === 'age') return w.requirement.ageText
  return kind === 'other' ? w.requirement.otherText : w.requirement[kind]
}

/** Slot names are written in the log's manner: lower case with underscores. */
export function fieldName(slot: string): string {
  return slot
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    .replace(/[^a-z0-9_]/g, '_')
    .slice(0, 24)
}

export interface Verdict {
  readonly answer: 'ya' | 'tidak'
  readonly reason?: string
  readonly note?: string
}
export type Verdicts = { readonly [requirement: string]: Verdict }

export interface VerdictProblem {
  readonly requirement: string
  readonly part: 'jawab' | 'alasan' | 'catatan'
  readonly text: string
}

export const noteLength = { least: 20, most: 400 } as const

/** What was typed, read against the lines of a group; every line needs an answer, a "no" a reason and a note. */
export function readVerdicts(
  lines: readonly Requirement[],
  typed: Readonly<Record<string, string>>,
): { verdicts: Verdicts; problems: VerdictProblem[] } {
  const verdicts: Record<string, Verdict> = {}
  const problems: VerdictProblem[] = []
  for (const line of lines) {
    const answer = typed[`jawab.${line.id}`]
    const reason = typed[`alasan.${line.id}`] ?? ''
    const note = (typed[`catatan.${line.id}`] ?? '').normalize('NFC').replace(/\s+/g, ' ').trim()
    if (answer === 'ya') verdicts[line.id] = { answer }
    else if (answer === 'tidak') {
      verdicts[line.id] = { answer, reason, note }
      if (!line.reasons.includes(reason))
        problems.push({ requirement: line.id, part: 'alasan', text: w.problem.reason(line.title) })
      const length = Array.from(note).length
      if (length < noteLength.least || length > noteLength.most) {
        problems.push({
          requirement: line.id,
          part: 'catatan',
          text: w.problem.note(line.title, String(noteLength.least), String(noteLength.most), String(length)),
        })
      }
    } else problems.push({ requirement: line.id, part: 'jawab', text: w.problem.answer(line.title) })
  }
  return { verdicts, problems }
}

/** What the lines amount to; reasons in the order of the catalogue. */
export function opinionOf(
  ruleSet: RuleSet,
  verdicts: Verdicts,
): { outcome: 'eligible' | 'ineligible'; reasons: string[]; note: string | null } {
  const failed = Object.values(verdicts).filter((verdict) => verdict.answer === 'tidak')
  const named = new Set(failed.map((verdict) => verdict.reason))
  return {
    outcome: failed.length === 0 ? 'eligible' : 'ineligible',
    reasons: ruleSet.ineligibilityReasons.map((reason) => reason.id).filter((id) => named.has(id)),
    note: failed[0]?.note ?? null,
  }
}
