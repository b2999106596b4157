// Charts as SVG drawn on the server, with presentation attributes only. Each has a sentence that says what it
// shows and its numbers as a table; a limit is dashed, the line ("equal", cut-off, median) is solid.
import type { Child } from 'hono/jsx'
import { scaleLinear } from 'd3-scale'
import { words, type Lang } from '../words/words.ts'
import { Icon } from './icon.tsx'

export interface FigureProps {
  /** The sentence that says what the chart shows. */
  summary: Child
  lang: Lang
  /** The same numbers as a table, behind a disclosure. */
  table?: Child
  source?: Child
  children?: Child
}

export function Figure({ summary, lang, table, source, children }: FigureProps) {
  return (
    <figure class="t-card t-fig-box">
      <div class="t-cq">{children}</div>
      <figcaption class="t-small t-muted">
        {summary}
        {source ? <> {source}</> : null}
      </figcaption>
      {table ? (
        <details class="t-more">
          <summary>
            {words(lang).list.numbers}
            <Icon name="chevron-down" size="s" />
          </summary>
          {table}
        </details>
      ) : null}
    </figure>
  )
}

function share(value: number, max: number): number {
  if (max <= 0) return 0
  return Math.round(Math.min(1, Math.max(0, value / max)) * 1000) / 10
}

export interface MeterProps {
  value: number
  max: number
  /** Read out: "3 dari 5 berkas". */
  label: string
  tone?: 'ok' | 'no' | 'act'
}

/** A part of a whole as a bar; also the progress of something that runs. */
export function Meter({ value, max, label, tone }: MeterProps) {
  return (
    <svg class="t-meter-svg" data-s={tone} role="img" aria-label={label} preserveAspectRatio="none">
      <rect class="rest" width="100%" height="100%" />
      <rect class="bar" width={`${share(value, max)}%`} height="100%" />
    </svg>
  )
}

/** Progress with its figures in words above the bar. */
export function Progress({
  value,
  max,
  label,
  note,
}: {
  value: number
  max: number
  label: string
  note?: string
}) {
  return (
    <div class="t-upload">
      <div class="t-upload__r">
        <span>{label}</span>
        {note ? <span>{note}</span> : null}
      </div>
      <Meter value={value} max={max} label={note ? `${label}, ${note}` : label} />
    </div>
  )
}

export interface ScaleProps {
  /** Place of the dot on 0 to 100; the line stands at 50. */
  position: number
  label: string
}

/** A value against the line in the middle (median, threshold). */
export function Scale({ position, label }: ScaleProps) {
  const x = `${Math.min(97, Math.max(3, position))}%`
  return (
    <svg class="t-scale-svg" role="img" aria-label={label}>
      <rect class="rest" x="0" y="10" width="100%" height="4" rx="2" />
      <rect class="mid" x="50%" y="2" width="2" height="20" />
      <circle class="dot" cx={x} cy="12" r="6.5" />
    </svg>
  )
}

/** Place on a scale whose middle is the median: half the median lies at 25, twice at 75. */
export function scalePosition(value: number, median: number): number {
  if (median <= 0 || value <= 0) return 0
  return value <= median ? (value / median) * 50 : 100 - (median / value) * 50
}

export interface Bar {
  label: Child
  value: number
  /** The value as text. */
  text: string
  note?: Child
}

/** Horizontal bars, longest value given by `max` or found. */
export function HBar({ bars, max }: { bars: readonly Bar[]; max?: number }) {
  const top = max ?? Math.max(0, ...bars.map((b) => b.value))
  return (
    <ol class="t-hbar">
      {bars.map((bar) => (
        <li>
          <span>{bar.label}</span>
          <b>{bar.text}</b>
          <svg class="t-hbar-svg" aria-hidden="true" preserveAspectRatio="none">
            <rect class="rest" width="100%" height="100%" />
            <rect class="bar" width={`${share(bar.value, top)}%`} height="100%" rx="3" />
          </svg>
          {bar.note ? <span class="t-small t-muted t-span">{bar.note}</span> : null}
        </li>
      ))}
    </ol>
  )
}

/** Bars of one process: each step says its share of the step before. */
export function Funnel({
  steps,
  shareText,
}: {
  steps: readonly Bar[]
  shareText: (part: number, whole: number) => string
}) {
  const first = steps[0]?.value ?? 0
  return (
    <HBar
      max={first}
      bars={steps.map((step, i) => {
        const before = steps[i - 1]
        return { ...step, note: step.note ?? (before ? shareText(step.value, before.value) : undefined) }
      })}
    />
  )
}

export interface HistogramProps {
  /** Lower bounds ascending; each bin reaches to the next one. */
  bins: readonly { from: number; to: number; count: number }[]
  label: string
  number: (n: number) => string
  line?: { at: number; label: string }
  limit?: { at: number; label: string }
}

function HistogramDrawing({
  bins,
  label,
  number,
  line,
  limit,
  width,
  cls,
}: HistogramProps & { width: number; cls: string }) {
  const [base, top] = [200, 60]
  const from = bins[0]?.from ?? 0
  const to = bins.at(-1)?.to ?? 1
  const x = scaleLinear([from, to], [0, width])
  const y = scaleLinear([0, Math.max(1, ...bins.map((b) => b.count))], [base, top])
  const marks = x.ticks(width > 400 ? 8 : 4)
  return (
    <svg class={`t-chart ${cls}`} viewBox={`0 0 ${width} 226`} role="img" aria-label={label}>
      {bins.map((bin) => {
        const [left, right] = [x(bin.from) + 1.5, x(bin.to) - 1.5]
        const upper = y(bin.count)
        return (
          <>
            <rect
              class="bar"
              x={left.toFixed(1)}
              y={upper.toFixed(1)}
              width={Math.max(1, right - left).toFixed(1)}
              height={(base - upper).toFixed(1)}
              rx="3"
            />
            {right - left >= 24 && bin.count > 0 ? (
              <text x={((left + right) / 2).toFixed(1)} y={(upper - 6).toFixed(1)} text-anchor="middle">
                {number(bin.count)}
              </text>
            ) : null}
          </>
        )
      })}
      <line x1="0" x2={width} y1={base} y2={base} class="equator" />
      {marks.map((mark) => (
        <text
          x={x(mark).toFixed(1)}
          y={base + 18}
          text-anchor={mark === from ? 'start' : mark === to ? 'end' : 'middle'}
        >
          {number(mark)}
        </text>
      ))}
      {[
        line ? { ...line, cls: 'equator', text: 'is-strong', row: 13 } : undefined,
        limit ? { ...limit, cls: 'limit', text: 'limit-text', row: 32 } : undefined,
      ].map((mark) => {
        if (!mark) return null
        // Labels point away from each other; without a second mark they turn inwards at the right edge.
        const other = mark.cls === 'limit' ? line : limit
        const left = other ? mark.at < other.at : x(mark.at) > width * 0.6
        const end = left && x(mark.at) > 90
        return (
          <>
            <line
              x1={x(mark.at).toFixed(1)}
              x2={x(mark.at).toFixed(1)}
              y1={mark.row - 10}
              y2={base}
              class={mark.cls}
            />
            <text
              x={(x(mark.at) + (end ? -6 : 6)).toFixed(1)}
              y={mark.row}
              text-anchor={end ? 'end' : 'start'}
              class={mark.text}
            >
              {mark.label}
            </text>
          </>
        )
      })}
    </svg>
  )
}

/** Two drawings, narrow and wide, of which the container shows one. */
export function Histogram(props: HistogramProps) {
  return (
    <>
      <HistogramDrawing {...props} width={310} cls="t-chart-n" />
      <HistogramDrawing {...props} width={680} cls="t-chart-w" />
    </>
  )
}

export interface StripProps {
  /** All values on the line; the reader's own is `me`. */
  values: readonly number[]
  me?: { at: number; label: string }
  line: { at: number; label: string }
  /** A further limit, dashed. */
  limit?: { at: number; label: string }
  from: number
  to: number
  label: string
  number: (n: number) => string
}

function StripDrawing({
  values,
  me,
  line,
  limit,
  from,
  to,
  label,
  number,
  width,
  cls,
}: StripProps & { width: number; cls: string }) {
  const pad = 10
  const x = scaleLinear([from, to], [pad, width - pad])
  const at = (v: number) => x(v).toFixed(1)
  const side = (v: number) => (x(v) > width * 0.72 ? 'end' : x(v) < width * 0.28 ? 'start' : 'middle')
  return (
    <svg class={`t-chart ${cls}`} viewBox={`0 0 ${width} 150`} role="img" aria-label={label}>
      <line class="axis" x1={pad} x2={width - pad} y1="90" y2="90" />
      {x.ticks(width > 400 ? 8 : 4).map((tick) => (
        <>
          <line class="tick" x1={at(tick)} x2={at(tick)} y1="112" y2="117" />
          <text x={at(tick)} y="134" text-anchor="middle">
            {number(tick)}
          </text>
        </>
      ))}
      {values.map((value) => (
        <circle class={value >= line.at ? 'dot' : 'other'} cx={at(value)} cy="90" r="6" />
      ))}
      <line class="equator" x1={at(line.at)} x2={at(line.at)} y1="52" y2="112" />
      <text class="is-strong" x={at(line.at)} y="44" text-anchor={side(line.at)}>
        {line.label}
      </text>
      {limit ? (
        <>
          <line class="limit" x1={at(limit.at)} x2={at(limit.at)} y1="66" y2="112" />
          <text class="limit-text" x={at(limit.at)} y="62" text-anchor={side(limit.at)}>
            {limit.label}
          </text>
        </>
      ) : null}
      {me ? (
        <>
          <line class="tick" x1={at(me.at)} x2={at(me.at)} y1="24" y2="80" />
          <circle class="me" cx={at(me.at)} cy="90" r="9" />
          <text class="is-strong" x={at(me.at)} y="18" text-anchor={side(me.at)}>
            {me.label}
          </text>
        </>
      ) : null}
    </svg>
  )
}

/** Scores on one line against the cut-off, the reader's own as the sun. */
export function Strip(props: StripProps) {
  return (
    <>
      <StripDrawing {...props} width={310} cls="t-chart-n" />
      <StripDrawing {...props} width={680} cls="t-chart-w" />
    </>
  )
}

export interface Ratio {
  label: Child
  /** In hundredths: 95 is 0,95. */
  hundredths: number
  text: string
}

/** Group comparison: a dot against "equal" (1,00) and a review limit. Axis from 0,40 to 1,40. */
export function Ratios({
  items,
  limit,
  belowText,
}: {
  items: readonly Ratio[]
  limit: number
  belowText: string
}) {
  const x = (hundredths: number) => `${Math.min(98, Math.max(2, hundredths - 40))}%`
  return (
    <ul class="t-ratio">
      {items.map((item) => (
        <li>
          <span>
            {item.label}
            {item.hundredths < limit ? <span class="t-vh">, {belowText}</span> : null}
          </span>
          <b class={item.hundredths < limit ? 't-num is-act' : 't-num'}>{item.text}</b>
          <svg class="t-ratio-svg" data-s={item.hundredths < limit ? 'act' : undefined} aria-hidden="true">
            <rect class="rest" width="100%" height="100%" rx="3" />
            <rect class="low" width={x(limit)} height="100%" rx="3" />
            <line class="limit" x1={x(limit)} x2={x(limit)} y1="0" y2="100%" />
            <line class="equator" x1={x(100)} x2={x(100)} y1="0" y2="100%" />
            <circle class="dot" cx={x(item.hundredths)} cy="50%" r="6.5" />
          </svg>
        </li>
      ))}
    </ul>
  )
}

/** Elapsed time as the sun on its way along the line. */
export function SunPath({ elapsed, total, label }: { elapsed: number; total: number; label: string }) {
  const x = `${Math.min(98.5, Math.max(1.5, share(elapsed, total)))}%`
  return (
    <svg class="t-time-line" role="img" aria-label={label}>
      <rect class="equator" x="0" y="8" width="100%" height="2" />
      <circle class="sun" cx={x} cy="9" r="8" />
    </svg>
  )
}
