// The page around every page: document head, header that is the same for everybody, main, footer with the
// log line. Public pages are cached, so nothing here depends on who is reading; what is personal comes
// through props on personal pages only.
import type { Child } from 'hono/jsx'
import { raw } from 'hono/html'
import type { Agency } from '../services/agency.ts'
import { pathIn, words, type Lang } from '../words/words.ts'
import { Icon, Mark } from './icon.tsx'

export interface NavItem {
  href: string
  label: string
}

export interface FooterGroup {
  title: string
  links: readonly NavItem[]
}

/** What all pages of one installation share; built once at start. */
export interface Site {
  agency: Agency
  /** Address of a built asset, for example asset("terang.css"). */
  asset: (name: string) => string
  /** Names that asset() knows, so that an absent theme is not linked. */
  hasAsset: (name: string) => boolean
  demo: boolean
  /** Absolute origin, for canonical addresses and link previews. */
  origin: string
  nav: (lang: Lang) => readonly NavItem[]
  footer: (lang: Lang) => readonly FooterGroup[]
}

export interface LayoutProps {
  site: Site
  lang: Lang
  title: string
  /** Path of this page without language prefix, for example "/lowongan". */
  path: string
  description?: string
  nav?: readonly NavItem[]
  account?: NavItem
  density?: 'comfortable' | 'compact'
  theme?: 'light' | 'dark'
  /** Further elements of the head: feeds, structured data, picture for link previews. */
  head?: Child
  /** Islands to load, by name: "live-region", "save-field". */
  islands?: readonly string[]
  /** Stands above the header, below the demo banner. */
  banner?: Child
  /** The line on the public log in the footer. */
  logLine?: Child
  noindex?: boolean
  /** False where the page has no twin in the other language. */
  translated?: boolean
  /** True for a page that brings its own shell (desk, exam, board): no header, no footer. */
  bare?: boolean
  children?: Child
}

function isCurrent(href: string, path: string): boolean {
  return href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)
}

function Head(props: LayoutProps) {
  const { site, lang, title, path, description } = props
  const w = words(lang).layout
  const name = w.siteName(site.agency.shortName[lang])
  const full = `${title} | ${name}`
  const url = `${site.origin}${pathIn(lang, path)}`
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" content="#ffffff" media="(prefers-color-scheme: light)" />
      <meta name="theme-color" content="#0b2028" media="(prefers-color-scheme: dark)" />
      <title>{full}</title>
      {description ? <meta name="description" content={description} /> : null}
      {props.noindex ? <meta name="robots" content="noindex" /> : null}
      <meta property="og:title" content={title} />
      <meta property="og:site_name" content={name} />
      <meta property="og:type" content="website" />
      <meta property="og:url" content={url} />
      <meta property="og:locale" content={lang === 'id' ? 'id_ID' : 'en_GB'} />
      {description ? <meta property="og:description" content={description} /> : null}
      <link rel="canonical" href={url} />
      {props.translated === false ? null : (
        <>
          <link rel="alternate" hreflang="id" href={`${site.origin}${pathIn('id', path)}`} />
          <link rel="alternate" hreflang="en" href={`${site.origin}${pathIn('en', path)}`} />
        </>
      )}
      <link
        rel="preload"
        as="font"
        type="font/woff2"
        href={site.asset('plus-jakarta-sans.woff2')}
        crossorigin="anonymous"
      />
      <link rel="stylesheet" href={site.asset('terang.css')} />
      {site.hasAsset('theme.css') ? <link rel="stylesheet" href={site.asset('theme.css')} /> : null}
      <link rel="icon" type="image/svg+xml" href={site.asset('icon.svg')} />
      {(props.islands ?? []).map((name) => (
        <script type="module" src={site.asset(`${name}.js`)}></script>
      ))}
      {props.head}
    </head>
  )
}

function Header(props: LayoutProps) {
  const { site, lang, path } = props
  const w = words(lang).layout
  const nav = props.nav ?? site.nav(lang)
  const account = props.account ?? { href: '/akun', label: w.account }
  const other: Lang = lang === 'id' ? 'en' : 'id'
  const items = nav.map((item) => ({
    ...item,
    href: pathIn(lang, item.href),
    current: isCurrent(item.href, path) ? ('page' as const) : undefined,
  }))
  return (
    <header class="t-head">
      <div class="t-wrap t-head__in" data-w={props.density === 'compact' ? 'wider' : undefined}>
        <a class="t-brand" href={pathIn(lang, '/')}>
          <Mark />
          <span>
            <span class="t-brand__name">Terang</span>
            <span class="t-brand__org">{site.agency.name[lang]}</span>
          </span>
        </a>
        <nav class="t-nav" aria-label={w.mainNav}>
          <ul class="t-nav__list">
            {items.map((item) => (
              <li>
                <a href={item.href} aria-current={item.current}>
                  {item.label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="t-head__end">
          {props.translated === false ? null : (
            <div class="t-lang">
              {(['id', 'en'] as const).map((l) =>
                l === lang ? (
                  <span aria-current="true">{l.toUpperCase()}</span>
                ) : (
                  <a
                    href={pathIn(l, path)}
                    lang={l}
                    hreflang={l}
                    aria-label={`${l.toUpperCase()}, ${w.otherLanguage}`}
                  >
                    {l.toUpperCase()}
                  </a>
                ),
              )}
            </div>
          )}
          <a class="t-btn" data-z="s" data-only="wide" href={account.href}>
            {account.label}
          </a>
          <details class="t-menu">
            <summary>
              <Icon name="menu" />
              {w.menu}
            </summary>
            <nav class="t-menu__panel" aria-label={w.menu}>
              <a href={pathIn(lang, '/')} aria-current={path === '/' ? 'page' : undefined}>
                {w.home}
              </a>
              {items.map((item) => (
                <a href={item.href} aria-current={item.current}>
                  {item.label}
                </a>
              ))}
              <a href={account.href}>{account.label}</a>
              {props.translated === false ? null : (
                <a href={pathIn(other, path)} lang={other} hreflang={other}>
                  {w.otherLanguage}
                </a>
              )}
            </nav>
          </details>
        </div>
      </div>
    </header>
  )
}

function Footer({ site, lang, logLine }: LayoutProps) {
  const w = words(lang).layout
  const { agency } = site
  return (
    <footer class="t-foot">
      <div class="t-gill" aria-hidden="true"></div>
      <div class="t-wrap">
        {logLine ? (
          <p class="t-seal t-foot__seal">
            <Icon name="shield-check" />
            {logLine}
          </p>
        ) : null}
        <div class="t-foot__in">
          <div class="t-stack" data-gap="2">
            <p class="t-foot__org">{agency.unit[lang]}</p>
            <p>{w.free}</p>
            <p>{w.openSource}</p>
            <p>
              {agency.contact.address}.{' '}
              <a href={`tel:${agency.contact.phone.replace(/\s/g, '')}`}>{agency.contact.phone}</a>,{' '}
              <a href={`mailto:${agency.contact.email}`}>{agency.contact.email}</a>
            </p>
          </div>
          {site.footer(lang).map((group, i) => (
            <nav aria-labelledby={`kaki-${i}`}>
              <h2 id={`kaki-${i}`}>{group.title}</h2>
              <ul>
                {group.links.map((link) => (
                  <li>
                    <a href={link.href.startsWith('/') ? pathIn(lang, link.href) : link.href}>{link.label}</a>
                  </li>
                ))}
              </ul>
            </nav>
          ))}
        </div>
      </div>
    </footer>
  )
}

export function Layout(props: LayoutProps) {
  const { site, lang } = props
  const w = words(lang).layout
  return (
    <>
      {raw('<!doctype html>')}
      <html
        lang={lang}
        data-theme={props.theme}
        data-zone={site.agency.zone}
        data-zone-label={site.agency.zoneLabel}
      >
        <Head {...props} />
        <body data-density={props.density === 'compact' ? 'compact' : undefined}>
          <a class="t-skip" href="#isi">
            {w.skip}
          </a>
          {site.demo ? (
            <aside class="t-preview t-demo" aria-label={w.demoLabel}>
              <span>{w.demo}</span>
            </aside>
          ) : null}
          {props.banner}
          {props.bare ? null : <Header {...props} />}
          <main id="isi" tabindex={-1}>
            {props.children}
          </main>
          {props.bare ? null : <Footer {...props} />}
        </body>
      </html>
    </>
  )
}

export interface WrapProps {
  width?: 'text' | 'wider'
  children?: Child
}

/** The column that carries content; pages put their sections into it. */
export function Wrap({ width, children }: WrapProps) {
  return (
    <div class="t-wrap" data-w={width}>
      {children}
    </div>
  )
}

export interface PageTitleProps {
  title: Child
  lead?: Child
  eyebrow?: Child
  wide?: boolean
}

export function PageTitle({ title, lead, eyebrow, wide = true }: PageTitleProps) {
  return (
    <div class="t-title" data-v={wide ? 'wide' : undefined}>
      {eyebrow ? <p class="t-eyebrow">{eyebrow}</p> : null}
      <h1>{title}</h1>
      {lead ? <p class="t-lead">{lead}</p> : null}
    </div>
  )
}

export interface SectionProps {
  id: string
  title: Child
  level?: 2 | 3
  intro?: Child
  /** Heading for screen readers only. */
  quiet?: boolean
  children?: Child
}

export function Section({ id, title, level = 2, intro, quiet, children }: SectionProps) {
  const cls = quiet ? 't-vh' : 't-section-h'
  return (
    <section aria-labelledby={id}>
      {level === 2 ? (
        <h2 id={id} class={cls}>
          {title}
        </h2>
      ) : (
        <h3 id={id} class={cls}>
          {title}
        </h3>
      )}
      {intro ? <p class="t-muted t-measure mb-3">{intro}</p> : null}
      {children}
    </section>
  )
}

export type Gap = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7

/** Things below each other. */
export function Stack({ gap, children }: { gap?: Gap; children?: Child }) {
  return (
    <div class="t-stack" data-gap={gap}>
      {children}
    </div>
  )
}

/** Things beside each other that wrap. */
export function Row({
  gap,
  between,
  baseline,
  children,
}: {
  gap?: Gap
  between?: boolean
  baseline?: boolean
  children?: Child
}) {
  return (
    <div class="t-row" data-gap={gap} data-v={between ? 'between' : baseline ? 'baseline' : undefined}>
      {children}
    </div>
  )
}

/** Equal columns, each at least `min` rem wide. */
export function Grid({
  min,
  gap,
  children,
}: {
  min?: 5 | 10 | 13 | 15 | 20 | 26
  gap?: Gap
  children?: Child
}) {
  return (
    <div class="t-grid" data-min={min} data-gap={gap}>
      {children}
    </div>
  )
}

/** Content and a side column; "lead" shows the second child first on phones. */
export function Columns({ variant, children }: { variant?: 'filter' | 'even' | 'lead'; children?: Child }) {
  return (
    <div class="t-cols" data-v={variant}>
      {children}
    </div>
  )
}
