// A moment as text for people and as value for machines, so that screen readers and calendars read it right.
import type { Child } from 'hono/jsx'
import { format, type Moment } from '../words/format.ts'
import type { Lang } from '../words/words.ts'

export interface TimeProps {
  at: Moment
  lang: Lang
  /** "deadline" writes the last minute that counts. */
  style?: 'date' | 'dateTime' | 'shortDate' | 'time' | 'clock' | 'deadline'
  /** With the present moment, what is left is written beside a deadline. */
  now?: Moment
  /** Own text instead of a written date. */
  children?: Child
}

export function Time({ at, lang, style = 'dateTime', now, children }: TimeProps) {
  const f = format(lang)
  const text = style === 'deadline' && now !== undefined ? f.deadlineLeft(at, now) : f[style](at)
  return <time datetime={new Date(at).toISOString()}>{children ?? text}</time>
}

/** A calendar day (YYYY-MM-DD), which has no zone. */
export function Day({ date, lang, short }: { date: string; lang: Lang; short?: boolean }) {
  const f = format(lang)
  return <time datetime={date}>{short ? f.shortDay(date) : f.day(date)}</time>
}
