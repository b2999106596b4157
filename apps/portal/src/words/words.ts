// The door to every text. Indonesian is the source: its catalogue defines the type, English must satisfy it.
// A feature keeps `<feature>.id.ts` and `<feature>.en.ts` in this folder and asks for them with
// `words(lang, { id: applyId, en: applyEn })`; `words(lang)` alone gives the shared texts of the interface.
import { sharedId } from './id.ts'
import { sharedEn } from './en.ts'

export type Lang = 'id' | 'en'
export const LANGS: readonly Lang[] = ['id', 'en']

/** What an English catalogue must satisfy: `const applyEn: Texts<typeof applyId> = {…}`. */
export type Texts<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...args: infer A) => string
      ? (...args: A) => string
      : Texts<T[K]>
}

export interface Catalogue<T> {
  readonly id: T
  readonly en: Texts<T>
}

export type SharedWords = Texts<typeof sharedId>

export function words(lang: Lang): SharedWords
export function words<T>(lang: Lang, catalogue: Catalogue<T>): Texts<T>
export function words<T>(lang: Lang, catalogue?: Catalogue<T>): SharedWords | Texts<T> {
  if (!catalogue) return lang === 'en' ? sharedEn : sharedId
  return lang === 'en' ? catalogue.en : (catalogue.id as Texts<T>)
}

/** Addresses of the English pages stand under /en; Indonesian ones have no prefix. */
export function pathIn(lang: Lang, path: string): string {
  const bare = path === '/en' ? '/' : path.startsWith('/en/') ? path.slice(3) : path
  if (lang === 'id') return bare
  return bare === '/' ? '/en' : `/en${bare}`
}
