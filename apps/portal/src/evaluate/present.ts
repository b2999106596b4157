// What every section of the report is drawn from.
import { reportEn } from '../words/report.en.ts'
import { reportId } from '../words/report.id.ts'
import type { Format } from '../words/format.ts'
import { words, type Lang } from '../words/words.ts'
import type { ReportData } from './report.ts'

export const reportWords = (lang: Lang) => words(lang, { id: reportId, en: reportEn })

export interface Figures {
  readonly lang: Lang
  readonly f: Format
  readonly data: ReportData
  readonly has: { readonly skd: boolean; readonly final: boolean }
  readonly name: (formation: string) => string
  /** A reason in the words of the rule set. */
  readonly reason: (id: string) => string
}

/** Minutes as hours below two days, else days with one tenth. */
export function lasted({ lang, f }: Pick<Figures, 'lang' | 'f'>, minutes: number): string {
  const w = reportWords(lang).durations
  if (minutes < 2 * 24 * 60) return w.hours(f.number(Math.round(minutes / 60)))
  return w.days(f.decimal(Math.round(minutes / 144), 1))
}
