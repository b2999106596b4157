// Old and new of a change, term by term. Read out with "Semula" and "Menjadi", not by colour or strike alone.
import type { Child } from 'hono/jsx'
import { words, type Lang } from '../words/words.ts'

export interface Change {
  label: Child
  before?: Child
  after?: Child
}

export function Diff({ changes, lang }: { changes: readonly Change[]; lang: Lang }) {
  const w = words(lang).change
  return (
    <dl class="t-diff">
      {changes.map((change) => (
        <div>
          <dt>{change.label}</dt>
          <dd>
            {change.before === undefined ? null : (
              <del>
                <span class="t-vh">{w.before}: </span>
                {change.before}
              </del>
            )}{' '}
            {change.after === undefined ? null : (
              <ins>
                <span class="t-vh">{w.after}: </span>
                {change.after}
              </ins>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
