// From facts to the sentences of the explanation: pure, the same facts give the same words. Every figure comes from the
// published files or the person's own acts; of others only what the public result says (participation.md 5.3, 5.4).
import type { Gain } from '@terang/rules/counterfactual.ts'
import type { Explanation, GradeFact } from '@terang/rules/explain.ts'
import type { Format } from '../words/format.ts'
import { explainEn } from '../words/explain.en.ts'
import { explainId } from '../words/explain.id.ts'
import { words, type Lang } from '../words/words.ts'

export const explainWords = (lang: Lang) => words(lang, { id: explainId, en: explainEn })

/** What the page is about: the last decision about this person that is announced. */
export type OutcomeKind = keyof typeof explainId.outcome

export interface ScreeningFacts {
  readonly outcome: 'eligible' | 'ineligible'
  readonly reasons: number
  readonly objection: 'filed' | 'granted' | 'refused' | undefined
}

export interface ExplainFacts {
  /** Undefined until the result of the screening is announced. */
  readonly screening: ScreeningFacts | undefined
  /** Undefined until a ranked result is announced that has the person. */
  readonly result: Explanation | undefined
  /** Name of the vacancy whose seat was given. */
  readonly seat?: string
  /** Sources of the rule set. */
  readonly sources?: Sources
}

export type Tone = 'info' | 'ok' | 'no' | 'act' | 'obj'
export interface Telling {
  readonly kind: OutcomeKind
  readonly tone: Tone
  readonly title: string
  readonly lead: string
  /** Own place against the cut-off, a sentence each. */
  readonly position: readonly string[]
  readonly decided: string | undefined
  readonly change: { readonly intro: string; readonly items: readonly string[] } | undefined
  readonly filling: readonly string[]
}

const meanings: Readonly<Record<string, OutcomeKind>> = {
  absent: 'absent',
  disqualified: 'disqualified',
  withdrewAtOwnRequest: 'withdrew',
  gradeNotMet: 'gradeNotMet',
  passedNotShortlisted: 'passedNotShortlisted',
  passedAndShortlisted: 'shortlisted',
  failedEliminatingTest: 'failedEliminatingTest',
  passed: 'passed',
  passedByOverflow: 'passedByOverflow',
  unresolvedTieSet: 'tie',
  notPassed: 'notPassed',
}

export function outcomeKind({ screening, result }: ExplainFacts): OutcomeKind {
  if (result !== undefined && result.outcome.meaning !== 'ineligible') {
    const kind = meanings[result.outcome.meaning]
    if (kind === undefined) throw new Error(`no explanation for ${result.outcome.meaning}`)
    return kind
  }
  if (screening === undefined) return 'pending'
  if (screening.objection === 'granted') return 'objectionGranted'
  if (screening.outcome === 'eligible') return 'eligible'
  if (screening.objection === 'refused') return 'objectionRefused'
  return screening.objection === 'filed' ? 'objectionFiled' : 'ineligible'
}

const tones: Readonly<Record<OutcomeKind, Tone>> = {
  pending: 'info',
  ineligible: 'no',
  objectionFiled: 'obj',
  objectionRefused: 'no',
  objectionGranted: 'ok',
  eligible: 'ok',
  gradeNotMet: 'no',
  passedNotShortlisted: 'no',
  shortlisted: 'ok',
  absent: 'no',
  disqualified: 'no',
  withdrew: 'info',
  failedEliminatingTest: 'no',
  passed: 'ok',
  passedByOverflow: 'ok',
  tie: 'obj',
  notPassed: 'no',
}

export function tell(lang: Lang, f: Format, facts: ExplainFacts): Telling {
  const kind = outcomeKind(facts)
  const { title, lead } = headline(lang, f, facts, kind)
  return {
    kind,
    tone: tones[kind],
    title,
    lead,
    position: positionOf(lang, f, facts),
    decided: decidedOf(lang, facts.result),
    change: changeOf(lang, f, facts, kind),
    filling: fillingOf(lang, f, facts),
  }
}

function headline(
  lang: Lang,
  f: Format,
  { screening, result, seat }: ExplainFacts,
  kind: OutcomeKind,
): { title: string; lead: string } {
  const o = explainWords(lang).outcome
  const test = result?.stage === 'finalResult' ? explainWords(lang).test.skb : explainWords(lang).test.skd
  const number = (value: number | null | undefined) => f.number(value ?? 0)
  const skd = [
    number(result?.skd?.rank),
    number(result?.skd?.metGrades),
    number(result?.shortlist?.limit),
  ] as const
  const final = [
    number(result?.final?.rank),
    number(result?.final?.ranked),
    number(result?.final?.seats),
  ] as const
  switch (kind) {
    case 'ineligible':
      return { title: o.ineligible.title, lead: o.ineligible.lead(number(screening?.reasons)) }
    case 'gradeNotMet':
      return {
        title: o.gradeNotMet.title,
        lead: o.gradeNotMet.lead(number(result?.skd?.total), number(missed(result).length)),
      }
    case 'passedNotShortlisted':
      return { title: o.passedNotShortlisted.title, lead: o.passedNotShortlisted.lead(...skd) }
    case 'shortlisted':
      return { title: o.shortlisted.title, lead: o.shortlisted.lead(...skd) }
    case 'absent':
      return { title: o.absent.title(test), lead: o.absent.lead }
    case 'disqualified':
      return { title: o.disqualified.title(test), lead: o.disqualified.lead }
    case 'passed':
      return { title: o.passed.title, lead: o.passed.lead(...final) }
    case 'passedByOverflow':
      return {
        title: o.passedByOverflow.title(result?.outcome.printed ?? ''),
        lead: o.passedByOverflow.lead(seat ?? result?.seatFormationId ?? ''),
      }
    case 'tie':
      return { title: o.tie.title, lead: o.tie.lead(number(result?.tie?.seats), number(result?.tie?.others)) }
    case 'notPassed':
      return { title: o.notPassed.title, lead: o.notPassed.lead(...final) }
    case 'pending':
    case 'objectionFiled':
    case 'objectionRefused':
    case 'objectionGranted':
    case 'eligible':
    case 'withdrew':
    case 'failedEliminatingTest':
      return o[kind]
  }
}

/** A source of a number in words: the title of the document, with the place in it where one is named. */
export function sourceTitle(lang: Lang, sources: Sources, id: string): string {
  const [name = '', ...place] = id.split(':')
  if (name === 'UNCONFIRMED') return explainWords(lang).filling.unconfirmed
  const title = sources[name]?.title ?? name
  return place.length === 0 ? title : `${title} (${place.join(':')})`
}
export type Sources = Readonly<Record<string, { readonly title: string } | undefined>>

export function missed(result: Explanation | undefined): readonly GradeFact[] {
  return result?.skd?.grades.filter((grade) => !grade.ok) ?? []
}

function positionOf(lang: Lang, f: Format, { result }: ExplainFacts): string[] {
  const w = explainWords(lang).position
  if (result === undefined) return []
  const { final, shortlist, skd } = result
  if (final !== null) {
    const own = f.decimal(final.finalMilli, 3)
    if (final.distanceMilli === null) return result.outcome.code === 'l' ? [w.finalAll] : []
    const gap = f.decimal(Math.abs(final.distanceMilli), 3)
    if (final.distanceMilli === 0) return [w.equal]
    if (result.outcome.code === 'l') return [w.finalAbove(gap)]
    return final.distanceMilli < 0 && final.cutOffMilli !== null
      ? [w.finalBelow(f.decimal(final.cutOffMilli, 3), own, gap)]
      : []
  }
  if (shortlist === null || skd === null) return []
  const places = w.seats(f.number(shortlist.seats), f.number(shortlist.limit), f.number(shortlist.multiplier))
  if (shortlist.distance === null) return [places, ...(result.outcome.code === 'pl' ? [w.shortlistAll] : [])]
  const gap = f.number(Math.abs(shortlist.distance))
  if (shortlist.distance === 0) return [places, w.equal]
  if (shortlist.distance > 0) return [places, w.shortlistAbove(gap)]
  return [places, w.shortlistBelow(f.number(shortlist.cutOff?.skdTotal ?? 0), f.number(skd.total), gap)]
}

function decidedOf(lang: Lang, result: Explanation | undefined): string | undefined {
  const w = explainWords(lang).decided
  const by = result?.decidedBy
  if (result === undefined || by === null || by === undefined) return undefined
  if (by.startsWith('grade:')) return w.grade(partName(lang, by.slice('grade:'.length)))
  switch (by) {
    case 'twk':
    case 'tiu':
    case 'tkp':
      return w.part(by.toUpperCase())
    case 'skd_total':
      return result.stage === 'finalResult' ? w.skd_total : w.shortlist
    case 'seats':
    case 'final':
    case 'gpa':
    case 'age':
    case 'decision':
    case 'undecided':
      return w[by]
    default:
      return undefined
  }
}

export function partName(lang: Lang, part: string): string {
  return part === 'total' ? explainWords(lang).grades.total : part.toUpperCase()
}

function changeOf(
  lang: Lang,
  f: Format,
  { screening, result }: ExplainFacts,
  kind: OutcomeKind,
): Telling['change'] {
  const w = explainWords(lang).change
  if (kind === 'ineligible' || kind === 'objectionFiled' || kind === 'objectionRefused') {
    return { intro: w.documents(f.number(screening?.reasons ?? 0)), items: [] }
  }
  if (kind === 'absent') return { intro: w.presence, items: [] }
  if (
    result === undefined ||
    !(kind === 'gradeNotMet' || kind === 'passedNotShortlisted' || kind === 'notPassed')
  )
    return undefined
  if (result.gains.length === 0) return { intro: w.nothing, items: [] }
  const items = result.gains.map((gain) => gainText(lang, f, gain))
  if (kind === 'gradeNotMet') return { intro: result.gains.length === 1 ? w.oneGrade : w.allGrades, items }
  return { intro: w.oneOf, items }
}

function gainText(lang: Lang, f: Format, gain: Gain): string {
  const w = explainWords(lang).change
  if (gain.field === 'skbMilli') return w.gain(explainWords(lang).test.skb, f.decimal(gain.by, 3))
  return w.gain(gain.field === 'skdTotal' ? w.skdTotal : gain.field.toUpperCase(), f.number(gain.by))
}

function fillingOf(lang: Lang, f: Format, { result, sources }: ExplainFacts): string[] {
  const w = explainWords(lang).filling
  const filling = result?.filling
  if (filling === null || filling === undefined) return []
  return [
    w.text(f.number(filling.rank), f.number(filling.donors)),
    w.rule(filling.code, sourceTitle(lang, sources ?? {}, filling.source)),
    ...(filling.options > 1 && filling.placement !== 'chosen' ? [w.chosen(f.number(filling.options))] : []),
  ]
}
