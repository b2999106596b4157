// Surfaces and lists: card, definition rows, checks, disclosure, statistics, hero. Height is tone and a
// hairline, never a shadow; the framed card ("key") is for the one thing that matters on the page.
import type { Child } from 'hono/jsx'
import { Icon } from './icon.tsx'
import type { Tone } from './notice.tsx'

export interface CardProps {
  title?: Child
  level?: 2 | 3 | 4
  /** Stands at the end of the title row. */
  aside?: Child
  variant?: 'well' | 'key'
  small?: boolean
  id?: string
  children?: Child
}

export function Card({ title, level = 2, aside, variant, small, id, children }: CardProps) {
  const heading =
    title === undefined ? null : level === 2 ? (
      <h2>{title}</h2>
    ) : level === 3 ? (
      <h3>{title}</h3>
    ) : (
      <h4>{title}</h4>
    )
  return (
    <div class="t-card t-cq" data-v={variant} data-z={small ? 's' : undefined} id={id}>
      {heading || aside ? (
        <div class="t-card__h">
          {heading}
          {aside}
        </div>
      ) : null}
      {children}
    </div>
  )
}

export interface DefinitionListProps {
  rows: readonly (readonly [term: Child, value: Child])[]
  /** Term left, figure right, on one line at every width. */
  pair?: boolean
}

export function DefinitionList({ rows, pair }: DefinitionListProps) {
  return (
    <dl class="t-rows" data-v={pair ? 'pair' : undefined}>
      {rows.map(([term, value]) => (
        <div>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

export interface CheckItem {
  tone: 'ok' | 'no' | 'act' | 'idle'
  /** Says the state in words for those who do not see the icon. */
  state: string
  text: Child
  note?: Child
}

const CHECK_ICON = { ok: 'check', no: 'x', act: 'triangle-alert', idle: 'circle-dashed' } as const

export function Checks({ items }: { items: readonly CheckItem[] }) {
  return (
    <ul class="t-checks">
      {items.map((item) => (
        <li data-s={item.tone}>
          <Icon name={CHECK_ICON[item.tone]} />
          <span>
            <span class="t-vh">{item.state}: </span>
            {item.text}
          </span>
          {item.note ? <small>{item.note}</small> : null}
        </li>
      ))}
    </ul>
  )
}

export interface DetailsProps {
  summary: Child
  /** "faq" draws a row with a line, for lists of questions. */
  variant?: 'more' | 'faq'
  open?: boolean
  id?: string
  children?: Child
}

export function Details({ summary, variant = 'more', open, id, children }: DetailsProps) {
  return (
    <details class={variant === 'faq' ? 't-faq' : 't-more'} open={open} id={id}>
      <summary>
        {summary}
        <Icon name="chevron-down" size={variant === 'faq' ? 'm' : 's'} />
      </summary>
      {children}
    </details>
  )
}

export interface Stat {
  label: Child
  value: Child
  unit?: string
  note?: Child
}

export function Stats({ items, plain }: { items: readonly Stat[]; plain?: boolean }) {
  return (
    <dl class="t-stats" data-v={plain ? 'plain' : undefined}>
      {items.map((item) => (
        <div class="t-stat">
          <dt>{item.label}</dt>
          <dd class="t-stat__v">
            {item.value}
            {item.unit ? <small>{item.unit}</small> : null}
          </dd>
          {item.note ? <dd class="t-stat__n">{item.note}</dd> : null}
        </div>
      ))}
    </dl>
  )
}

/** Figures in a row, each with its meaning below. */
export function Figures({ items }: { items: readonly { value: Child; label: Child }[] }) {
  return (
    <div class="t-figs">
      {items.map((item) => (
        <span class="t-fig">
          <b>{item.value}</b>
          <span>{item.label}</span>
        </span>
      ))}
    </div>
  )
}

export interface HeroProps {
  eyebrow?: Child
  title: Child
  lead?: Child
  /** Beside the title on wide screens, usually the search. */
  aside?: Child
  /** The stage track; it lies on the line. */
  track?: Child
  trackTitle: string
  /** Below the line: numbers and their source. */
  children?: Child
}

/** Sky above the line, river below it: the head of the home page, and of no other. */
export function Hero({ eyebrow, title, lead, aside, track, trackTitle, children }: HeroProps) {
  return (
    <section class="t-hero" aria-labelledby="judul">
      <div class="t-hero__sky">
        <div class="t-wrap t-hero__grid">
          <div>
            {eyebrow ? <p class="t-eyebrow">{eyebrow}</p> : null}
            <h1 id="judul">{title}</h1>
            {lead ? <p class="t-lead">{lead}</p> : null}
          </div>
          {aside}
        </div>
      </div>
      <div class="t-hero__line">
        <div class="t-wrap">
          <h2 class="t-vh">{trackTitle}</h2>
          {track}
        </div>
      </div>
      <div class="t-hero__river">
        <div class="t-wrap t-stack" data-gap="6">
          {children}
        </div>
      </div>
    </section>
  )
}

export interface FileRowProps {
  name: Child
  meta?: Child
  badge?: Child
  checks?: readonly { tone: Tone; text: Child }[]
  children?: Child
}

/** One file with its own list of checks and what can be done about it. */
export function FileRow({ name, meta, badge, checks = [], children }: FileRowProps) {
  return (
    <div class="t-file">
      <div class="t-file__h">
        <div>
          <p class="t-file__n">{name}</p>
          {meta ? <p class="t-file__m">{meta}</p> : null}
        </div>
        {badge}
      </div>
      {checks.length > 0 ? (
        <ul class="t-file__c">
          {checks.map((c) => (
            <li data-s={c.tone}>
              <Icon name={c.tone === 'no' ? 'x' : c.tone === 'act' ? 'triangle-alert' : 'check'} />
              {c.text}
            </li>
          ))}
        </ul>
      ) : null}
      {children}
    </div>
  )
}

/** A plain list with hairlines between its rows. */
export function List({ items }: { items: readonly Child[] }) {
  return (
    <ul class="t-list">
      {items.map((item) => (
        <li>{item}</li>
      ))}
    </ul>
  )
}

/** Running text with its measure. */
export function Prose({ children }: { children?: Child }) {
  return <div class="t-prose">{children}</div>
}
