// Lines of a check: each has a code for programs, a sentence for people and, where a table differs, the cells.
import { sentence } from './sentences.ts'
import type { CheckCode, Lang } from './sentences.ts'

export type Step = 'site' | 'log' | 'monitor' | 'witness' | 'files' | 'rules' | 'rank' | 'scores' | 'counts'

/** One cell that is not what it must be; `expected` is the recomputed or logged value. */
export interface Cell {
  readonly file: string
  readonly line: number
  readonly column: string
  /** Key of the row: a participant, a formation. */
  readonly key: string
  readonly found: string
  readonly expected: string
}

export interface CheckLine {
  readonly step: Step
  readonly code: CheckCode
  readonly ok: boolean
  readonly text: string
  readonly detail?: string
  readonly cells?: readonly Cell[]
}

export interface Say {
  readonly values?: Readonly<Record<string, string | number>>
  readonly detail?: string
  readonly cells?: readonly Cell[]
}

export interface Reporter {
  readonly lang: Lang
  readonly lines: readonly CheckLine[]
  readonly good: (step: Step, code: CheckCode, say?: Say) => void
  readonly bad: (step: Step, code: CheckCode, say?: Say) => void
  readonly progress: (step: Step, done: number, total: number) => void
}

export interface ReporterOptions {
  readonly lang?: Lang
  readonly onLine?: (line: CheckLine) => void
  readonly onProgress?: (step: Step, done: number, total: number) => void
}

/** Enough to see what happened; a report must stay readable where a whole file was exchanged. */
export const MOST_CELLS = 20

export function openReporter({ lang = 'id', onLine, onProgress }: ReporterOptions): Reporter {
  const lines: CheckLine[] = []
  const add =
    (ok: boolean) =>
    (step: Step, code: CheckCode, say: Say = {}) => {
      const line: CheckLine = {
        step,
        code,
        ok,
        text: sentence(code, lang, say.values),
        ...(say.detail === undefined ? {} : { detail: say.detail }),
        ...(say.cells === undefined ? {} : { cells: say.cells.slice(0, MOST_CELLS) }),
      }
      lines.push(line)
      onLine?.(line)
    }
  return {
    lang,
    lines,
    good: add(true),
    bad: add(false),
    progress: (step, done, total) => onProgress?.(step, done, total),
  }
}
