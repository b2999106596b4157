// Icons: Lucide outlines, inline in the page so that no request is made. One metaphor per meaning:
// check meets, triangle-alert act, x not, scale objection, shield-check proven, fingerprint-pattern
// fingerprint, lock locked rule. Always beside a word, so they are hidden from screen readers.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { raw } from 'hono/html'

export type IconSize = 's' | 'm' | 'l'
export interface IconProps {
  /** Name of a Lucide icon, for example "check". */
  name: string
  size?: IconSize
}

const require = createRequire(import.meta.url)
const outlines = new Map<string, string>()

function outline(name: string): string {
  const known = outlines.get(name)
  if (known !== undefined) return known
  if (!/^[a-z0-9-]+$/.test(name)) throw new Error(`icon name not allowed: ${name}`)
  const svg = readFileSync(require.resolve(`lucide-static/icons/${name}.svg`), 'utf8')
  const inner = svg
    .slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
    .replace(/\s+/g, ' ')
    .trim()
  outlines.set(name, inner)
  return inner
}

export function Icon({ name, size = 'm' }: IconProps) {
  return (
    <svg
      class="t-icon"
      data-z={size === 'm' ? undefined : size}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      {raw(outline(name))}
    </svg>
  )
}

/** The product's mark: half sun, the line, and the same disc below it as ripples. */
export function Mark() {
  return (
    <svg class="t-mark" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
      <path class="sun" d="M8.34 28A24 24 0 0 1 55.66 28z" />
      <path
        class="river"
        d="M1 30h62v4H1zM8.37 36.2A24 24 0 0 0 55.63 36.2H51.55A20 20 0 0 1 12.45 36.2zM16.56 36.2A16 16 0 0 0 47.44 36.2H43.24A12 12 0 0 1 20.76 36.2zM25.19 36.2A8 8 0 0 0 38.81 36.2z"
      />
    </svg>
  )
}

/** The sun says "now" and nothing else. With a label it is read out, without one it is a sign beside a word. */
export function Sun({ label }: { label?: string }) {
  return label ? (
    <span class="t-sun" role="img" aria-label={label}></span>
  ) : (
    <span class="t-sun" aria-hidden="true"></span>
  )
}
