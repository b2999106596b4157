// The agency file is checked before the site opens, and its colours keep the contrast the identity promises
// (WCAG 2.2: text 4.5, shapes 3), in light and dark.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { agencySchema, DEFAULT_AGENCY, loadAgency, themeCss, type Agency } from './agency.ts'

const agency = loadAgency(DEFAULT_AGENCY)
const tokens = readFileSync(join(import.meta.dirname, '../ui/tokens.css'), 'utf8')

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

function colours(css: string): Record<string, string> {
  return Object.fromEntries([...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1], m[2]]))
}

const dark = tokens.search(/^\s*\[data-theme=.dark.\]/m)
const themes = {
  light: colours(tokens.slice(0, tokens.indexOf('@media (prefers-color-scheme: dark)'))),
  system: colours(tokens.slice(tokens.indexOf('@media (prefers-color-scheme: dark)'), dark)),
  dark: colours(tokens.slice(dark)),
}

const PAIRS: readonly (readonly [string, string, number])[] = [
  ['text', 'surface', 7],
  ['text-2', 'surface', 7],
  ['text-3', 'surface-2', 4.5],
  ['on-brand', 'brand', 4.5],
  ['link', 'surface', 4.5],
  ['link', 'brand-wash', 4.5],
  ['line-2', 'surface', 3],
  ['text-2', 'sky', 4.5],
  ['text-2', 'water', 4.5],
  ['ok-text', 'ok-wash', 7],
  ['act-text', 'act-wash', 7],
  ['no-text', 'no-wash', 7],
  ['obj-text', 'obj-wash', 7],
  ['on-act', 'act', 4.5],
  ['on-sun', 'sun', 4.5],
  ['focus', 'page', 3],
  ['equator', 'surface', 3],
  ['on-deep-2', 'deep', 4.5],
]

function check(set: Record<string, string>, name: string): void {
  for (const [a, b, least] of PAIRS) {
    const [x, y] = [set[a], set[b]]
    assert.ok(x && y, `${name}: ${a} or ${b} is missing`)
    assert.ok(
      contrast(x, y) >= least,
      `${name}: ${a} on ${b} is ${contrast(x, y).toFixed(2)}, needs ${least}`,
    )
  }
}

test('the product’s colours keep their contrast in light and dark', () => {
  for (const [name, set] of Object.entries(themes)) check(set, name)
})

test('dark by the system and dark by choice are the same colours', () => {
  assert.deepEqual(themes.system, themes.dark)
})

test('an agency’s own colours keep the same contrast', () => {
  if (!agency.theme) return
  check(
    {
      ...themes.light,
      ...colours(themeCss({ ...agency, theme: { ...agency.theme, dark: agency.theme.light } })),
    },
    'agency',
  )
})

test('a theme sets the named colours for light, for dark by the system and for dark by choice', () => {
  const palette = {
    brand: '#111111',
    brandHover: '#111111',
    onBrand: '#ffffff',
    link: '#111111',
    linkHover: '#111111',
    brandWash: '#eeeeee',
    brandLine: '#cccccc',
    equator: '#111111',
    deep: '#111111',
    sky: '#eeeeee',
    water: '#eeeeee',
    chart1: '#111111',
  }
  const themed: Agency = { ...agency, theme: { light: palette, dark: { ...palette, brand: '#222222' } } }
  const css = themeCss(themed)
  assert.equal(css.match(/--brand:#222222/g)?.length, 2)
  assert.match(css, /^:root\{--brand:#111111/)
  assert.doesNotMatch(css, /--sun|--focus|--ok/)
  assert.equal(themeCss({ ...agency, theme: null }), '')
})

test('an agency file with an unknown or missing part is refused', () => {
  const raw = JSON.parse(readFileSync(DEFAULT_AGENCY, 'utf8')) as Record<string, unknown>
  assert.throws(() => agencySchema.parse({ ...raw, extra: 1 }))
  assert.throws(() => agencySchema.parse({ ...raw, name: { id: 'X' } }))
  assert.equal(agency.zone, 'Asia/Pontianak')
})
