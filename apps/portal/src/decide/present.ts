// How results are named to people, for every page that speaks of them: addresses, vacancies, stages, signers.
import type { EffectiveFormation } from '../publish/queries.ts'
import { readable } from '../publish/vacancy-search.ts'
import { resultsEn } from '../words/results.en.ts'
import { resultsId } from '../words/results.id.ts'
import { words, type Lang } from '../words/words.ts'

export const resultsWords = (lang: Lang) => words(lang, { id: resultsId, en: resultsEn })

export type FormationTitles = ReadonlyMap<string, EffectiveFormation>

/** Address of a result page, without the prefix of a language. */
export function resultPath(selection: string, stage: string, formation?: string): string {
  if (stage === 'adminResult' || stage === 'adminResultAfterObjection')
    return `/hasil/${selection}/administrasi`
  // The announcement after objections speaks of the newest publication of the final result.
  const shown = stage === 'finalResultAfterObjection' ? 'finalResult' : stage
  return `/hasil/${selection}/${shown}${formation === undefined ? '' : `/${encodeURIComponent(formation)}`}`
}

const shortName = ({ data }: EffectiveFormation) =>
  [readable(data.positionTitle), data.unitPath.at(-1)].filter(Boolean).join(', ')

// How often each short name stands in a round: offices have a "Sekretariat" each.
const shared = new WeakMap<FormationTitles, Map<string, number>>()

/** "Perawat Terampil, UPT Puskesmas Alianyang": position and the smallest unit, with the office where two are called so. */
export function formationName(titles: FormationTitles, id: string): string {
  const found = titles.get(id)
  if (found === undefined) return id
  let counts = shared.get(titles)
  if (counts === undefined) {
    counts = new Map()
    for (const one of titles.values()) counts.set(shortName(one), (counts.get(shortName(one)) ?? 0) + 1)
    shared.set(titles, counts)
  }
  const name = shortName(found)
  const [office] = found.data.unitPath
  return (counts.get(name) ?? 0) > 1 && found.data.unitPath.length > 1 ? `${name}, ${office}` : name
}

export function stageTitle(lang: Lang, stage: string): string {
  const names: { readonly [stage: string]: string | undefined } = resultsWords(lang).stage
  return names[stage] ?? stage
}

/** "ketua panitia (k1)" of `ketua:k1`. */
export function signer(lang: Lang, who: string): string {
  const [role = '', code = ''] = who.split(':')
  const names: { readonly [role: string]: string | undefined } = resultsWords(lang).role
  return `${names[role] ?? role} (${code})`
}
