// Order and time on the line: stages of a round, steps of a form, the life of one application, deadlines.
// The sun marks today's place, once in each; screen readers hear "selesai" and "tahap hari ini".
import type { Child } from 'hono/jsx'
import { words, type Lang } from '../words/words.ts'

export interface Stage {
  name: string
  /** Dates as text: "9–23 Agu". */
  when?: Child
  state: 'done' | 'now' | 'next'
}

export interface TrackProps {
  stages: readonly Stage[]
  lang: Lang
  label?: string
  /** In a box of its own; without it the hero draws the line. */
  boxed?: boolean
  /** What phones show below the line instead of labels. */
  card?: Child
}

export function Track({ stages, lang, label, boxed, card }: TrackProps) {
  const w = words(lang).stage
  const line = (
    <ol class="t-track" aria-label={label}>
      {stages.map((stage) => (
        <li
          class={stage.state === 'next' ? undefined : `is-${stage.state}`}
          aria-current={stage.state === 'now' ? 'step' : undefined}
        >
          <span class="t-track__n">
            {stage.name}
            {stage.state === 'next' ? null : (
              <span class="t-vh">, {stage.state === 'done' ? w.done : w.today}</span>
            )}
          </span>
          {stage.when ? <span class="t-track__d">{stage.when}</span> : null}
        </li>
      ))}
    </ol>
  )
  return (
    <>
      {boxed ? <div class="t-line-box">{line}</div> : line}
      {card ? <div class="t-track__card">{card}</div> : null}
    </>
  )
}

export interface Step {
  label: string
  state: 'done' | 'now' | 'next'
  /** Where a finished step can be read or changed again. */
  href?: string
}

export function Steps({ steps, lang, label }: { steps: readonly Step[]; lang: Lang; label: string }) {
  const w = words(lang).stage
  return (
    <ol class="t-steps" aria-label={label}>
      {steps.map((step, i) => (
        <li
          class={step.state === 'next' ? undefined : `is-${step.state}`}
          aria-current={step.state === 'now' ? 'step' : undefined}
        >
          {step.href && step.state !== 'now' ? (
            <a href={step.href}>{step.label}</a>
          ) : (
            <span>
              {step.label}
              {step.state === 'now' ? ` (${w.step(String(i + 1), String(steps.length))})` : null}
            </span>
          )}
          {step.state === 'done' ? <span class="t-vh">, {w.done}</span> : null}
        </li>
      ))}
    </ol>
  )
}

export interface TraceItem {
  title: Child
  meta?: Child
  state: 'done' | 'now' | 'next'
  /** Events inside a stage, newest first. */
  events?: readonly { time: Child; text: Child }[]
  body?: Child
}

/** The life of one application from the top down. */
export function Trace({ items, lang }: { items: readonly TraceItem[]; lang: Lang }) {
  const w = words(lang).stage
  return (
    <ol class="t-trace">
      {items.map((item) => (
        <li
          class={item.state === 'next' ? undefined : `is-${item.state}`}
          aria-current={item.state === 'now' ? 'step' : undefined}
        >
          <p class="t-trace__t">
            {item.title}
            {item.state === 'next' ? null : (
              <span class="t-vh">, {item.state === 'done' ? w.done : w.now}</span>
            )}
          </p>
          {item.meta ? <p class="t-trace__m">{item.meta}</p> : null}
          {item.events && item.events.length > 0 ? (
            <ul class="t-events">
              {item.events.map((event) => (
                <li>
                  {event.time}
                  <span>{event.text}</span>
                </li>
              ))}
            </ul>
          ) : null}
          {item.body}
        </li>
      ))}
    </ol>
  )
}

export interface DueProps {
  /** Day of the month and short month, as tiles show them. */
  day: string
  month: string
  title: Child
  tone?: 'act'
  children?: Child
}

/** A date tile with what is due. The full date with hour and zone belongs into the text beside it. */
export function Due({ day, month, title, tone, children }: DueProps) {
  return (
    <div class="t-due" data-s={tone}>
      <div class="t-due__d" aria-hidden="true">
        <b>{day}</b>
        <span>{month}</span>
      </div>
      <div>
        <p class="t-strong">{title}</p>
        {typeof children === 'string' ? <p class="t-small t-muted">{children}</p> : children}
      </div>
    </div>
  )
}

export interface NewsItem {
  time: Child
  title: Child
  note?: Child
}

export function News({ items }: { items: readonly NewsItem[] }) {
  return (
    <ul class="t-news">
      {items.map((item) => (
        <li>
          {item.time}
          <div>
            {item.title}
            {item.note ? <p class="t-small t-muted">{item.note}</p> : null}
          </div>
        </li>
      ))}
    </ul>
  )
}
