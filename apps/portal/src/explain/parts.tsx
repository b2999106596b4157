// What every part of the explanation page is given, and the section around it.
import type { Child } from 'hono/jsx'
import type { Services } from '../services/services.ts'
import type { Lang } from '../words/words.ts'
import type { OwnExplanation } from './queries.ts'
import type { Telling } from './sentences.ts'

export interface ExplanationProps {
  services: Services
  lang: Lang
  own: OwnExplanation
  now: Date
}

export interface Part extends ExplanationProps {
  telling: Telling
}

export function Block({ id, title, children }: { id: string; title: string; children?: Child }) {
  return (
    <section aria-labelledby={id} class="t-stack" data-gap="3">
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}
