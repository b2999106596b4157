// Signs of proof: every decision carries its receipt, every check its verdict first and its steps after.
// Knows only words, numbers and addresses; what they prove is said by the page.
import type { Child } from 'hono/jsx'
import { shortHash } from '../words/format.ts'
import { Icon } from './icon.tsx'

export interface ReceiptProps {
  title: Child
  /** Number of the entry as text: "171.902". */
  number?: string
  /** Hexadecimal fingerprint; shown in groups of four, shortened. */
  hash?: string
  href?: string
  linkText?: Child
  meta?: Child
}

/** One receipt; several stand in a `<ReceiptList>`. */
export function Receipt({ title, number, hash, href, linkText, meta }: ReceiptProps) {
  const line = [number, hash ? shortHash(hash) : undefined].filter(Boolean).join(' · ')
  return (
    <>
      <p class="t-receipt__t">{title}</p>
      {line ? <p class="t-hash">{line}</p> : null}
      {meta ? <p class="t-small t-muted">{meta}</p> : null}
      {href ? (
        <a class="t-small" href={href}>
          {linkText}
        </a>
      ) : null}
    </>
  )
}

export function ReceiptList({ items }: { items: readonly ReceiptProps[] }) {
  return (
    <ul class="t-receipts">
      {items.map((item) => (
        <li class="t-receipt">
          <Receipt {...item} />
        </li>
      ))}
    </ul>
  )
}

export interface SealProps {
  icon?: string
  children?: Child
}

/** Who, when, which entry, where to check: one quiet line under a decision or a figure. */
export function Seal({ icon = 'shield-check', children }: SealProps) {
  return (
    <p class="t-seal" data-v={icon === 'shield-check' ? undefined : 'plain'}>
      <Icon name={icon} size="s" />
      {typeof children === 'string' ? <span>{children}</span> : children}
    </p>
  )
}

export interface VerdictProps {
  tone: 'ok' | 'no'
  title: Child
  children?: Child
}

export function Verdict({ tone, title, children }: VerdictProps) {
  return (
    <div class="t-verdict" data-s={tone === 'no' ? 'no' : undefined} role="status">
      <Icon name={tone === 'ok' ? 'circle-check' : 'circle-x'} />
      <div>
        <h2>{title}</h2>
        {typeof children === 'string' ? <p>{children}</p> : children}
      </div>
    </div>
  )
}

export interface ProofStep {
  tone: 'ok' | 'no' | 'idle'
  /** The state in words, read out before the title. */
  state: string
  title: Child
  detail?: Child
  /** At the end of the line: time taken, count. */
  aside?: Child
}

export function ProofSteps({ steps }: { steps: readonly ProofStep[] }) {
  return (
    <ol class="t-proof">
      {steps.map((step) => (
        <li data-s={step.tone}>
          <Icon name={step.tone === 'ok' ? 'check' : step.tone === 'no' ? 'x' : 'circle-dashed'} />
          <span class="t-proof__t">
            <span class="t-vh">{step.state}: </span>
            {step.title}
          </span>
          {step.aside ? <span class="t-num">{step.aside}</span> : <span></span>}
          {step.detail ? <div class="t-proof__d">{step.detail}</div> : null}
        </li>
      ))}
    </ol>
  )
}

/** A whole fingerprint or key in the monospaced face; breaks anywhere. */
export function Hash({ value, grouped = true }: { value: string; grouped?: boolean }) {
  return <code class="t-hash">{grouped ? (value.match(/.{1,4}/g) ?? []).join(' ') : value}</code>
}

/** Text to copy: a command, a code, an address. With the island copy-text it gets a button. */
export function Command({
  text,
  copyLabel,
  copiedLabel,
}: {
  text: string
  copyLabel?: string
  copiedLabel?: string
}) {
  const box = (
    <pre class="t-cmd">
      <code>{text}</code>
    </pre>
  )
  if (!copyLabel) return box
  return (
    <copy-text data-label={copyLabel} data-done={copiedLabel ?? copyLabel}>
      {box}
    </copy-text>
  )
}

/** The official answer: the only framed block of its page. */
export function Answer({ head, children }: { head: Child; children?: Child }) {
  return (
    <div class="t-answer">
      <div class="t-answer__h">{head}</div>
      <div class="t-answer__b t-prose">{children}</div>
    </div>
  )
}
