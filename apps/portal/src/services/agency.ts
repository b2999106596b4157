// The agency that runs this site, from one JSON file: name, arms, colours, contact, channels, zone, the
// origin name of its log. Nothing of one agency is written in code. Owner: whoever installs the site.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const hex = z.string().regex(/^#[0-9a-f]{6}$/)
const text = z.strictObject({ id: z.string().min(1), en: z.string().min(1) })

/** The only colours an agency sets; the sun, the states and the focus ring are the product's language. */
const palette = z.strictObject({
  brand: hex,
  brandHover: hex,
  onBrand: hex,
  link: hex,
  linkHover: hex,
  brandWash: hex,
  brandLine: hex,
  equator: hex,
  deep: hex,
  sky: hex,
  water: hex,
  chart1: hex,
})

export const agencySchema = z.strictObject({
  slug: z.string().regex(/^[a-z0-9-]+$/),
  name: text,
  shortName: text,
  unit: text,
  region: text,
  arms: z.strictObject({ file: z.string(), alt: text }).nullable(),
  zone: z.string(),
  zoneLabel: z.string(),
  log: z.strictObject({ origin: z.string().min(1) }),
  contact: z.strictObject({
    address: z.string(),
    phone: z.string(),
    email: z.email(),
    hours: text,
  }),
  channels: z.array(
    z.strictObject({
      kind: z.enum([
        'web',
        'email',
        'phone',
        'whatsapp',
        'instagram',
        'facebook',
        'youtube',
        'x',
        'telegram',
        'office',
      ]),
      label: z.string(),
      address: z.string(),
    }),
  ),
  superior: text,
  theme: z.strictObject({ light: palette, dark: palette }).nullable(),
})

export type Agency = z.infer<typeof agencySchema>
export type AgencyPalette = z.infer<typeof palette>

export function loadAgency(path: string | URL): Agency {
  return agencySchema.parse(JSON.parse(readFileSync(path, 'utf8')))
}

/** The file that comes with the project, used when no other is named. */
export const DEFAULT_AGENCY = join(import.meta.dirname, '../../agency/pontianak.json')

const PROPERTY: Record<keyof AgencyPalette, string> = {
  brand: '--brand',
  brandHover: '--brand-hover',
  onBrand: '--on-brand',
  link: '--link',
  linkHover: '--link-hover',
  brandWash: '--brand-wash',
  brandLine: '--brand-line',
  equator: '--equator',
  deep: '--deep',
  sky: '--sky',
  water: '--water',
  chart1: '--chart-1',
}

function declarations(colours: AgencyPalette): string {
  return (Object.keys(PROPERTY) as (keyof AgencyPalette)[])
    .map((key) => `${PROPERTY[key]}:${colours[key]}`)
    .join(';')
}

/** The agency's colours as a stylesheet; empty where it keeps the product's own. */
export function themeCss(agency: Agency): string {
  if (!agency.theme) return ''
  const { light, dark } = agency.theme
  return [
    `:root{${declarations(light)}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme="light"]){${declarations(dark)}}}`,
    `:root[data-theme="dark"]{${declarations(dark)}}`,
  ].join('\n')
}
