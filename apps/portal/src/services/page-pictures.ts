// Pictures of the pages of a document, made here so that nothing in a stranger's file runs in the browser of an officer
// (security.md 6). Drawn on demand and kept nowhere; only sizes, and which pages could not be drawn, are remembered.
import { join } from 'node:path'
import { childLine } from './child-line.ts'
import type { Dpi, Drawing, DrawingJob, PageFile, PageSize, Turn } from './page-drawing.ts'

/** Why there is no picture. `unavailable` and `missing` may work at another time; the others stay. */
export type Undrawn = 'locked' | 'broken' | 'noPage' | 'tooCostly' | 'missing' | 'unavailable'

export interface PagePainter {
  /** Sizes at 100 dpi, in the order of the pages; `undefined` in place of a page that could not be drawn before. */
  measure: (
    documentId: string,
    open: () => Promise<PageFile | undefined>,
  ) => Promise<readonly (PageSize | undefined)[] | Undrawn>
  /** @param signal of the request: a page that nobody waits for any more is not drawn */
  draw: (
    documentId: string,
    file: PageFile,
    at: { page: number; dpi: Dpi; turn: Turn },
    signal?: AbortSignal,
  ) => Promise<({ readonly jpeg: Uint8Array } & PageSize) | Undrawn>
  stop: () => void
}

/** A page of a scan takes some 0.2 s and 150 MiB; what takes this much is no document. */
const usualLimits = { heapMiB: 128, residentMiB: 600, timeMs: 8_000, jobsPerChild: 300 }
/** Documents remembered: a few numbers each. */
const remembered = 20_000

export function pagePainter(limits: Partial<typeof usualLimits> = {}): PagePainter {
  const program = join(import.meta.dirname, 'page-drawing.ts')
  const line = childLine<Drawing>({ program, ...usualLimits, ...limits })
  const ask = (job: DrawingJob, signal?: AbortSignal) => line.ask(job, signal)
  // A document never changes under its id, so what was once found holds.
  const found = new Map<string, (PageSize | undefined)[] | Undrawn>()
  const keep = (documentId: string, facts: (PageSize | undefined)[] | Undrawn) => {
    const oldest = found.size >= remembered ? found.keys().next() : undefined
    if (oldest?.done === false) found.delete(oldest.value)
    found.set(documentId, facts)
  }
  return {
    async measure(documentId, open) {
      const known = found.get(documentId)
      if (known !== undefined) return known
      const file = await open()
      // Gone today may be back from a copy tomorrow.
      if (file === undefined) return 'missing'
      const answer = await ask({ kind: 'measure', file })
      if (answer === 'unavailable') return answer
      const facts =
        typeof answer === 'string'
          ? answer
          : answer.state === 'measured'
            ? [...answer.pages]
            : answer.state === 'drawn'
              ? 'broken'
              : answer.state
      keep(documentId, facts)
      return facts
    },
    async draw(documentId, file, at, signal) {
      const answer = await ask({ kind: 'draw', file, ...at }, signal)
      if (typeof answer === 'object' && answer.state === 'drawn') return answer
      const reason =
        typeof answer === 'string' ? answer : answer.state === 'measured' ? 'broken' : answer.state
      const known = found.get(documentId)
      // A closer look that costs too much says nothing about the plain one.
      if (at.dpi === 100 && reason !== 'unavailable' && reason !== 'noPage' && Array.isArray(known))
        known[at.page - 1] = undefined
      return reason
    },
    stop: line.stop,
  }
}
